//! The report for a terminal.

use super::Report;
use super::view::{Cited, FindingView};
use crate::text::{Terminal, TextOptions, columns, width};

/// Findings told in full.
const MOST_FINDINGS: usize = 5;
/// Controls named as missing from a tier.
const MOST_MISSING: usize = 12;

impl Report<'_> {
    /// The report for a terminal.
    ///
    /// ```
    /// use shisei::report::TextOptions;
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// let text = assessment.report(Lang::En).text(TextOptions::default().ascii(true));
    /// assert!(text.contains("five-basics@4.0"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn text(&self, options: TextOptions) -> String {
        let mut out = Terminal::new(options);
        self.write_head(&mut out);
        self.write_result(&mut out);
        self.write_parts(&mut out);
        self.write_tally(&mut out);
        self.write_tiers(&mut out);
        let all = self.findings();
        let told = all.get(..MOST_FINDINGS).unwrap_or(&all);
        self.write_findings(&mut out, told, all.len());
        self.write_doubts(&mut out, told);
        self.write_origins(&mut out);
        self.write_sources(&mut out, told);
        out.blank();
        out.paragraph("", self.words.self_assessment());
        out.finish()
    }

    #[inline]
    fn write_head(&self, out: &mut Terminal) {
        out.title(self.title());
        out.paragraph("", self.words.kind());
        out.blank();
        let facts = self.facts();
        let column = facts.iter().map(|fact| width(fact.label)).max().unwrap_or(0) + 2;
        for fact in &facts {
            out.labelled(fact.label, column, &fact.value);
        }
    }

    #[inline]
    fn write_result(&self, out: &mut Terminal) {
        let words = self.words;
        out.heading(words.result());
        if self.not_scored() {
            out.paragraph("  ", words.not_scored());
        }
        for score in self.scores() {
            out.strong("  ", &score.text);
            let columns = out.width().saturating_sub(4).min(60);
            out.bar("  ", score.bar.cells(columns), columns);
        }
        out.strong("  ", &self.headline());
        for stage in self.stages() {
            let title = words.aside(stage.title);
            let label = stage.label.map(|label| format!("{label}{title}{}", words.colon()));
            out.paragraph("  ", &(label.unwrap_or_default() + stage.meaning));
        }
        out.heading(words.next());
        for step in self.next_steps() {
            out.item("  ", "- ", &step);
        }
    }

    #[inline]
    fn write_parts(&self, out: &mut Terminal) {
        out.heading(self.words.parts());
        let parts = self.parts();
        let titles = parts.iter().map(|part| width(part.title)).max().unwrap_or(0);
        let figures = parts.iter().map(|part| width(&part.figure.text)).max().unwrap_or(0);
        let bar = out.width().saturating_sub(titles + figures + 8).min(40);
        for part in &parts {
            if bar >= 10 {
                let head = columns(&[(part.title, titles), (&part.figure.text, figures)]);
                out.bar(&head, part.figure.bar.cells(bar), bar);
            } else {
                out.paragraph("  ", part.title);
                let head = columns(&[(&part.figure.text, figures)]);
                let bar = out.width().saturating_sub(figures + 8).min(30);
                out.bar(&head, part.figure.bar.cells(bar), bar);
            }
        }
    }

    #[inline]
    fn write_tally(&self, out: &mut Terminal) {
        let words = self.words;
        let total = words.questions(self.assessment.tally.total());
        out.heading(&(words.tally().to_owned() + &words.aside(total)));
        let states = self.states();
        let column = states.iter().map(|state| width(self.state(*state))).max().unwrap_or(0);
        for state in states {
            let number = self.assessment.tally.count(state).to_string();
            let note = self.call_out(state).map(|note| format!("  <- {note}"));
            let note = note.unwrap_or_default();
            if column > out.width() / 2 {
                out.paragraph("  ", &(words.labelled(self.state(state), &number) + &note));
            } else {
                let head = columns(&[(self.state(state), column)]);
                out.item(&head, &format!("{number:>4}"), &note);
            }
        }
        for rule in self.not_applicable_rules() {
            out.paragraph("  ", rule);
        }
    }

    #[inline]
    fn write_tiers(&self, out: &mut Terminal) {
        let tiers = self.tiers();
        if tiers.is_empty() {
            return;
        }
        out.heading(self.words.tiers());
        for tier in tiers {
            let mark = if tier.reached { "[x] " } else { "[ ] " };
            out.item("  ", mark, &(tier.title.to_owned() + &self.words.aside(tier.state)));
            out.paragraph("      ", &tier.meaning);
            if !tier.missing.is_empty() {
                let named = tier.missing.get(..MOST_MISSING).unwrap_or(tier.missing);
                let mut list: Vec<String> = named.iter().map(ToString::to_string).collect();
                let more = tier.missing.len() - named.len();
                list.extend((more > 0).then(|| self.words.more_items(more)));
                let list = list.join(self.words.comma());
                let label = self.words.missing().to_owned() + self.words.colon();
                out.paragraph("      ", &(label + &list));
            }
        }
    }

    #[inline]
    fn write_findings(&self, out: &mut Terminal, told: &[FindingView<'_>], all: usize) {
        let words = self.words;
        if told.is_empty() {
            return;
        }
        out.heading(words.findings());
        for (number, finding) in (1..).zip(told) {
            let control = finding.control;
            let mark = finding.mark.map(|mark| format!(" [{mark}]")).unwrap_or_default();
            let title = format!("{} {}{mark}", control.id, control.title.get(words.0));
            out.strong_item(&format!("{number}. "), &title);
            let label = |label: &str, text: &str| format!("{label}{}{text}", words.colon());
            let mut state = label(words.answer(), finding.answer);
            if !finding.worth.is_empty() {
                let worth = finding.worth.join(words.comma());
                state = format!("{state}  {}", label(words.worth(), &worth));
            }
            out.paragraph("   ", &state);
            if let Some(why) = &control.why {
                out.paragraph("   ", why.get(words.0));
            }
            out.item("   ", "-> ", control.advice.get(words.0));
            if let Some(parts) = &control.parts {
                out.paragraph("   ", &label(words.join(parts.join), ""));
                for part in parts.of.iter() {
                    out.item("     ", &format!("({}) ", part.id), part.text.get(words.0));
                }
            }
            out.paragraph("   ", &label(words.source(), &places(&finding.citations)));
        }
        if all > told.len() {
            out.blank();
            out.paragraph("   ", &words.more_findings(all - told.len()));
        }
    }

    #[inline]
    fn write_doubts(&self, out: &mut Terminal, told: &[FindingView<'_>]) {
        let doubts = self.doubts(&mut told.iter().map(|finding| finding.control));
        if doubts.is_empty() {
            return;
        }
        out.heading(self.words.doubts());
        for doubt in doubts {
            out.item("  ", "- ", &self.doubt_line(&doubt));
        }
    }

    #[inline]
    fn write_origins(&self, out: &mut Terminal) {
        let words = self.words;
        out.heading(words.origins());
        for origin in self.origins() {
            let whose = words.origin(origin.origin);
            let mut line = format!("{}{}[{whose}]", origin.what, words.colon());
            if !origin.citations.is_empty() {
                line += &words.aside(places(&origin.citations));
            }
            out.item("  ", "- ", &line);
        }
        for (whose, meaning) in self.legend() {
            out.item("  ", &format!("[{whose}] "), meaning);
        }
    }

    /// The documents that the findings told and the rules cite.
    #[inline]
    fn write_sources(&self, out: &mut Terminal, told: &[FindingView<'_>]) {
        let words = self.words;
        let origins = self.origins();
        let citations = told.iter().map(|finding| &finding.citations);
        let citations = citations.chain(origins.iter().map(|origin| &origin.citations));
        let mut sources: Vec<&Cited<'_>> = citations.flatten().collect();
        sources.sort_by_key(|cited| cited.number);
        sources.dedup_by_key(|cited| cited.number);
        out.heading(words.sources());
        for cited in sources {
            let source = cited.source;
            let title = source.title.get(words.0).to_owned() + &words.aside(&source.publisher);
            out.item("  ", &format!("[{}] ", cited.number), &title);
            if let Some(url) = &source.url {
                out.unbroken("      ", url);
            }
        }
        out.paragraph("  ", &(words.full_digest().to_owned() + words.colon()));
        out.unbroken("      ", &self.digest());
    }
}

#[inline]
fn places(citations: &[Cited<'_>]) -> String {
    let places: Vec<String> =
        citations.iter().map(|cited| format!("[{}] {}", cited.number, cited.at)).collect();
    places.join("; ")
}
