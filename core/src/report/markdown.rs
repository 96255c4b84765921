//! The report as Markdown (GitHub's flavour), for a wiki or an issue.

use super::Report;
use super::view::{Cited, FindingView};
use crate::text::Markdown;

impl Report<'_> {
    /// The report as GitHub-flavoured Markdown.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// assert!(assessment.report(Lang::En).markdown().starts_with("# "));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn markdown(&self) -> String {
        let mut out = Markdown::default();
        self.md_head(&mut out);
        self.md_result(&mut out);
        self.md_parts(&mut out);
        self.md_tiers(&mut out);
        self.md_findings(&mut out);
        self.md_answers(&mut out);
        self.md_notes(&mut out);
        self.md_sources(&mut out);
        out.raw("\n---\n\n").text(self.words.self_assessment()).raw("\n");
        out.finish()
    }

    #[inline]
    fn md_head(&self, out: &mut Markdown) {
        let words = self.words;
        out.raw("# ").text(self.title()).text(&words.aside(words.kind())).raw("\n\n");
        for fact in self.facts() {
            out.raw("- ").text(fact.label).text(words.colon()).text(&fact.value).raw("\n");
        }
    }

    #[inline]
    fn md_result(&self, out: &mut Markdown) {
        let words = self.words;
        out.heading("## ", words.result());
        if self.not_scored() {
            out.raw("**").text(words.not_scored()).raw("**\n\n");
        }
        for score in self.scores() {
            out.raw("**").text(&score.text).raw("**\n\n");
        }
        out.raw("**").text(&self.headline()).raw("**\n");
        for stage in self.stages() {
            out.raw("\n");
            if let Some(label) = stage.label {
                out.text(label).text(&words.aside(stage.title)).text(words.colon());
            }
            out.text(stage.meaning).raw("\n");
        }
        out.heading("### ", words.next());
        for step in self.next_steps() {
            out.raw("- ").text(&step).raw("\n");
        }
    }

    #[inline]
    fn md_parts(&self, out: &mut Markdown) {
        let words = self.words;
        let states = self.states();
        out.heading("## ", words.parts());
        let mut columns = vec![words.part(), words.result()];
        columns.extend(states.iter().map(|state| self.state(*state)));
        out.table(&columns);
        let whole = self.whole();
        let parts = self.parts();
        let rows = parts.iter().map(|part| (part.title, &part.figure.text, &part.tally));
        let last = (words.whole(), &whole.text, &self.assessment.tally);
        for (title, figure, tally) in rows.chain([last]) {
            let mut cells = vec![title.to_owned(), figure.clone()];
            cells.extend(states.iter().map(|state| tally.count(*state).to_string()));
            out.row(&cells);
        }
        for &state in &states {
            let Some(note) = self.call_out(state) else { continue };
            let number = self.assessment.tally.count(state).to_string();
            out.raw("\n**").text(self.state(state)).raw(" ").text(&number).raw("** ");
            out.text(note).raw("\n");
        }
    }

    #[inline]
    fn md_tiers(&self, out: &mut Markdown) {
        let words = self.words;
        let tiers = self.tiers();
        if tiers.is_empty() {
            return;
        }
        out.heading("## ", words.tiers());
        for tier in tiers {
            out.raw("- **").text(tier.title).raw("** ").text(&words.aside(tier.state));
            out.raw(" ").text(&tier.meaning);
            if !tier.missing.is_empty() {
                out.raw(" ").text(words.missing()).text(words.colon());
                out.text(&tier.missing.join(words.comma()));
            }
            out.raw("\n");
        }
    }

    #[inline]
    fn md_findings(&self, out: &mut Markdown) {
        let findings = self.findings();
        if findings.is_empty() {
            return;
        }
        out.heading("## ", self.words.findings());
        for finding in &findings {
            self.md_finding(out, finding);
        }
    }

    #[inline]
    fn md_finding(&self, out: &mut Markdown, finding: &FindingView<'_>) {
        let words = self.words;
        let control = finding.control;
        out.raw("1. **").text(&control.id).raw(" ").text(control.title.get(words.0)).raw("**");
        if let Some(mark) = finding.mark {
            out.text(&words.aside(mark));
        }
        out.raw("\n   - ").text(words.answer()).text(words.colon()).text(finding.answer);
        if !finding.worth.is_empty() {
            out.raw("\n   - ").text(words.worth()).text(words.colon());
            out.text(&finding.worth.join(words.comma()));
        }
        if let Some(why) = &control.why {
            out.raw("\n   - ").text(words.why()).text(words.colon()).text(why.get(words.0));
        }
        out.raw("\n   - ").text(words.advice()).text(words.colon());
        out.text(control.advice.get(words.0));
        if let Some(parts) = &control.parts {
            out.raw("\n   - ").text(words.join(parts.join)).text(words.colon());
            for part in parts.of.iter() {
                out.raw("\n     - (").text(&part.id).raw(") ").text(part.text.get(words.0));
            }
        }
        out.raw("\n   - ").text(words.source()).text(words.colon());
        self.md_citations(out, &finding.citations);
        out.raw("\n");
    }

    #[inline]
    fn md_citations(&self, out: &mut Markdown, citations: &[Cited<'_>]) {
        for (at, cited) in citations.iter().enumerate() {
            if at > 0 {
                out.raw("; ");
            }
            out.link(cited.source.title.get(self.words.0), cited.source.url.as_deref());
            out.raw(" ").text(&cited.at);
        }
    }

    #[inline]
    fn md_answers(&self, out: &mut Markdown) {
        let words = self.words;
        let points = self.framework.has_points();
        out.heading("## ", words.answers());
        let mut columns = vec![words.item(), words.answer()];
        columns.extend(points.then(|| words.points_column()));
        columns.push(words.note());
        out.table(&columns);
        for row in self.answers() {
            let title = format!("{} {}", row.control.id, row.control.title.get(words.0));
            let mut cells = vec![title, row.answer.to_owned()];
            cells.extend(points.then(|| row.points.map_or("–".to_owned(), |p| p.to_string())));
            let beside = row.beside.iter();
            let beside: Vec<String> =
                beside.map(|(label, text)| format!("{label}{}{text}", words.colon())).collect();
            cells.push(beside.join(" / "));
            out.row(&cells);
        }
    }

    #[inline]
    fn md_notes(&self, out: &mut Markdown) {
        let words = self.words;
        let doubts = self.doubts(&mut self.framework.controls().iter());
        if !doubts.is_empty() {
            out.heading("## ", words.doubts());
            for doubt in doubts {
                out.raw("- ").text(&self.doubt_line(&doubt)).raw("\n");
            }
        }
        out.heading("## ", words.origins());
        for origin in self.origins() {
            out.raw("- ").text(origin.what).text(words.colon()).text(words.origin(origin.origin));
            if !origin.citations.is_empty() {
                out.raw(" – ");
                self.md_citations(out, &origin.citations);
            }
            out.raw("\n");
        }
        for rule in self.not_applicable_rules() {
            out.raw("- ").text(rule).raw("\n");
        }
        for (whose, meaning) in self.legend() {
            out.raw("- **").text(whose).raw("** ").text(meaning).raw("\n");
        }
    }

    #[inline]
    fn md_sources(&self, out: &mut Markdown) {
        let words = self.words;
        out.heading("## ", words.sources());
        for source in self.framework.definition().sources.iter() {
            out.raw("1. ").link(source.title.get(words.0), source.url.as_deref());
            out.text(&words.aside(&source.publisher)).raw("\n");
        }
        out.raw("\n").text(words.full_digest()).text(words.colon());
        out.raw("`").text(&self.digest()).raw("`\n");
    }
}
