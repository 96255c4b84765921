//! The cover: a portfolio on one page.

use super::{Figures, MeanChange, PortfolioReport};
use crate::assessment::TierState;
use crate::error::Code;
use crate::model::{Origin, Rule};
use crate::report::bar::Bar;
use crate::report::html::{cell, chart, close_table, open_table};
use crate::report::view::Figure;
use crate::text::{Html, clean, shorten};

/// What has room on the cover: controls, groups of sheets, cells, kinds of problems, and reasons.
const WEAKEST: usize = 5;
const GROUPS: usize = 10;
const CELLS: usize = 8;
const KINDS: usize = 5;
const REASONS: usize = 6;
/// Bars of the histogram at most.
const BARS: i64 = 25;

impl PortfolioReport {
    #[inline]
    pub(super) fn write_cover(&self, out: &mut Html, title: &str) {
        let words = self.words;
        out.raw("<header class=\"cover\">\n");
        out.element(("<p class=\"kind\">", "</p>\n"), words.cover());
        out.element(("<h1>", "</h1>\n"), title);
        out.raw("<dl class=\"facts\">\n");
        let definition = self.framework.definition();
        let edition = shorten(self.framework.reference().as_str())
            + &words.aside(shorten(&definition.publisher));
        for (label, value) in [
            (words.framework(), edition),
            (words.digest(), self.framework.digest().to_string().chars().take(12).collect()),
        ] {
            out.element(("<div><dt>", "</dt>"), label);
            out.element(("<dd>", "</dd></div>\n"), &value);
        }
        out.raw("</dl>\n");
        self.write_counts(out);
        self.write_scores(out);
        self.write_outcomes(out);
        self.write_weakest(out);
        self.write_groups(out);
        self.write_changes(out);
        self.write_problems(out);
        let few = self.refused.len() <= REASONS;
        if few {
            self.write_reasons(out, "<section class=\"reasons\">\n");
        }
        out.element(("<p class=\"declared\">", "</p>\n</header>\n"), words.self_assessment());
        if !few {
            self.write_reasons(out, "<section class=\"reasons apart\">\n");
        }
    }

    #[inline]
    fn write_counts(&self, out: &mut Html) {
        let words = self.words;
        let figures = &self.figures;
        out.raw("<ul class=\"counts\">\n");
        for (count, label) in [
            (figures.sheets, words.sheets()),
            (figures.scored(), words.scored()),
            (figures.not_scored, words.sheets_not_scored()),
            (figures.incomplete, words.incomplete()),
        ] {
            out.element(("<li><b>", "</b> "), &grouped(count)).text(label).raw("</li>\n");
        }
        out.raw("</ul>\n");
    }

    /// What the scores are, where the framework has any.
    #[inline]
    fn measure(&self) -> Option<String> {
        let words = self.words;
        let coverage = self.framework.definition().coverage.as_ref();
        match (self.framework.has_points(), coverage) {
            (true, _) => Some(words.points().to_owned()),
            (false, Some(rule)) => {
                Some(words.coverage().to_owned() + &words.aside(words.origin(rule.origin)))
            }
            (false, None) => None,
        }
    }

    #[inline]
    fn write_scores(&self, out: &mut Html) {
        let words = self.words;
        let (Some(measure), Some(low), Some(high)) = (
            self.measure(),
            self.figures.scores.keys().next().copied(),
            self.figures.scores.keys().next_back().copied(),
        ) else {
            return;
        };
        let spread = words.labelled(words.spread(), &measure);
        out.raw("<section>\n").element(("<h3>", "</h3>\n"), &spread);
        let named = [(10, words.tenth()), (50, words.median()), (90, words.ninetieth())];
        let quantiles: Vec<String> = named
            .into_iter()
            .filter_map(|(at, name)| {
                Some(words.labelled(name, &self.figures.quantile(at)?.to_string()))
            })
            .collect();
        let quantiles = quantiles.join(words.comma());
        self.write_histogram(out, &spread, &quantiles, low, high);
        out.element(("<p class=\"axis\"><span>", "</span> "), &low.to_string());
        out.element(("<b>", "</b> "), &quantiles);
        out.element(("<span>", "</span></p>\n</section>\n"), &high.to_string());
    }

    #[inline]
    fn write_histogram(&self, out: &mut Html, title: &str, said: &str, low: i64, high: i64) {
        let range = high.saturating_sub(low).saturating_add(1);
        let step = (range.saturating_add(BARS - 1) / BARS).max(1);
        let count = (range.saturating_add(step - 1) / step).clamp(1, BARS);
        let mut bars = vec![0_u64; usize::try_from(count).unwrap_or(1)];
        for (&score, &sheets) in &self.figures.scores {
            let at = usize::try_from(score.saturating_sub(low) / step).unwrap_or(0);
            if let Some(bar) = bars.get_mut(at) {
                *bar += sheets;
            }
        }
        let tallest = bars.iter().copied().max().unwrap_or(0);
        out.raw("<svg class=\"histogram\" role=\"img\" viewBox=\"0 0 1000 100\" ");
        out.raw("preserveAspectRatio=\"none\" aria-labelledby=\"t-spread d-spread\">");
        out.element(("<title id=\"t-spread\">", "</title>"), title);
        out.element(("<desc id=\"d-spread\">", "</desc>"), said);
        let width = 1000 / count;
        for (at, bar) in (0_i64..).zip(bars) {
            let height = i64::try_from(Bar::share(bar, tallest).sure / 10).unwrap_or(0);
            // Few is not none.
            let height = if bar > 0 { height.max(1) } else { 0 };
            out.raw("<rect class=\"sure\" x=\"").number(at * width);
            out.raw("\" y=\"").number(100 - height).raw("\" width=\"").number((width - 4).max(1));
            out.raw("\" height=\"").number(height).raw("\"/>");
        }
        out.raw("</svg>\n");
    }

    /// Ids and titles of the bands or tiers, worst first.
    #[inline]
    fn outcomes(&self) -> Vec<(&str, &str)> {
        let lang = self.words.0;
        match self.framework.rule() {
            Some(Rule::Bands(bands)) => {
                bands.steps.iter().rev().map(|it| (&*it.id, it.title.get(lang))).collect()
            }
            Some(Rule::Tiers(tiers)) => {
                tiers.iter().map(|it| (&*it.id, it.title.get(lang))).collect()
            }
            None => Vec::new(),
        }
    }

    #[inline]
    fn write_outcomes(&self, out: &mut Html) {
        let words = self.words;
        let outcomes = self.outcomes();
        let scored = self.figures.scored();
        if outcomes.is_empty() || scored == 0 {
            return;
        }
        let known = |id: &str| self.figures.outcomes.get(id).copied().unwrap_or(0);
        let certain: u64 = outcomes.iter().map(|(id, _)| known(id)).sum();
        let open = scored.saturating_sub(certain).saturating_sub(self.figures.without);
        let mut rows: Vec<(&str, u64)> =
            outcomes.iter().map(|(id, title)| (*title, known(id))).collect();
        if self.figures.without > 0 {
            rows.insert(0, (words.none(), self.figures.without));
        }
        if open > 0 {
            rows.push((words.tier_state(TierState::Open), open));
        }
        let derived = self.framework.definition().outcome.as_ref().map(|rule| rule.origin);
        let derived = derived == Some(Origin::Derived);
        let whose =
            if derived { words.aside(words.origin(Origin::Derived)) } else { String::new() };
        out.raw("<section>\n").element(("<h3>", ""), words.outcome());
        out.text(&whose).raw("</h3>\n<ul class=\"chart\">\n");
        for (at, (title, count)) in rows.into_iter().enumerate() {
            let text = format!("{}{}", grouped(count), words.aside(percent(count, scored)));
            out.element(("<li><span>", "</span> "), title).element(("<b>", "</b>\n"), &text);
            let figure = Figure { text, bar: Bar::share(count, scored) };
            chart(out, &format!("outcome-{at}"), title, &figure);
            out.raw("</li>\n");
        }
        out.raw("</ul>\n</section>\n");
    }

    #[inline]
    fn write_weakest(&self, out: &mut Html) {
        let words = self.words;
        let weakest = self.figures.weakest(&self.framework, WEAKEST);
        if weakest.is_empty() {
            return;
        }
        out.raw("<section>\n").element(("<h3>", "</h3>\n"), words.weakest());
        open_table(out, "figures", words.weakest(), &[words.item(), words.met_share()]);
        for (at, count) in weakest {
            let Some(control) = self.framework.controls().get(at) else { continue };
            let title = format!("{} {}", control.id, control.title.get(words.0));
            let share = words.range_of(&grouped(count.met), &grouped(count.of))
                + &words.aside(percent(count.met, count.of));
            row(out, &title, &[(words.met_share(), share)]);
        }
        close_table(out);
        out.raw("</section>\n");
    }

    #[inline]
    fn write_groups(&self, out: &mut Html) {
        let words = self.words;
        if self.groups.is_empty() {
            return;
        }
        let mut columns = vec![words.group(), words.sheets(), words.scored()];
        let has_scores = self.measure().is_some();
        columns.extend(
            has_scores
                .then(|| [words.tenth(), words.median(), words.ninetieth()])
                .into_iter()
                .flatten(),
        );
        columns.push(words.weakest_one());
        out.raw("<section>\n").element(("<h3>", "</h3>\n"), words.groups());
        open_table(out, "figures", words.groups(), &columns);
        for (name, figures) in self.groups.iter().take(GROUPS) {
            let mut cells = vec![grouped(figures.sheets), grouped(figures.scored())];
            let quantile = |at| figures.quantile(at).map_or_else(dash, |score| score.to_string());
            cells.extend(has_scores.then(|| [10, 50, 90].map(quantile)).into_iter().flatten());
            cells.push(self.weakest_of(figures));
            let labels = columns.iter().copied().skip(1);
            let cells: Vec<(&str, String)> = labels.zip(cells).collect();
            row(out, &shorten(name), &cells);
        }
        close_table(out);
        self.write_more(out, self.groups.len(), GROUPS);
        out.raw("</section>\n");
    }

    #[inline]
    fn weakest_of(&self, figures: &Figures) -> String {
        let weakest = figures.weakest(&self.framework, 1);
        let control = weakest.first().and_then(|(at, _)| self.framework.controls().get(*at));
        control.map_or_else(dash, |control| control.id.to_string())
    }

    #[inline]
    fn write_changes(&self, out: &mut Html) {
        let words = self.words;
        let Some((whole, cells)) = self.changes.split_last() else { return };
        let columns = words.change_columns();
        out.raw("<section>\n").element(("<h3>", "</h3>\n"), words.changes());
        open_table(out, "figures", words.changes(), &columns);
        for change in cells.iter().take(CELLS).chain([whole]) {
            let is_whole = std::ptr::eq(change, whole);
            let name = if is_whole { words.whole().to_owned() } else { shorten(&change.cell) };
            let labels = columns.iter().copied().skip(1);
            let cells: Vec<(&str, String)> = labels.zip(change.cells()).collect();
            row(out, &name, &cells);
        }
        close_table(out);
        self.write_more(out, cells.len(), CELLS);
        out.raw("</section>\n");
    }

    #[inline]
    fn write_problems(&self, out: &mut Html) {
        let words = self.words;
        let mut kinds: Vec<(&String, &u64)> = self.figures.problems.iter().collect();
        if kinds.is_empty() {
            return;
        }
        kinds.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
        out.raw("<section>\n").element(("<h3>", "</h3>\n"), words.problem_code());
        open_table(out, "figures", words.problem_code(), &[words.problem_code(), words.sheets()]);
        for (code, count) in kinds.iter().take(KINDS) {
            let meaning = code.parse().map(|code: Code| code.meaning(words.0));
            let title = meaning.map_or_else(|_| (*code).clone(), |it| format!("{it} {code}"));
            row(out, &title, &[(words.sheets(), grouped(**count))]);
        }
        close_table(out);
        self.write_more(out, kinds.len(), KINDS);
        out.raw("</section>\n");
    }

    #[inline]
    fn write_reasons(&self, out: &mut Html, open: &'static str) {
        let words = self.words;
        if self.figures.not_scored == 0 && self.refused.is_empty() {
            return;
        }
        out.raw(open).element(("<h3>", "</h3>\n"), words.refused());
        open_table(out, "reasons", words.refused(), &[words.subject(), words.reason()]);
        for (subject, why) in &self.refused {
            row(out, &shorten(subject), &[(words.reason(), clean(why))]);
        }
        close_table(out);
        let untold = usize::try_from(self.figures.not_scored).unwrap_or(usize::MAX);
        self.write_more(out, untold, self.refused.len());
        out.raw("</section>\n");
    }

    #[inline]
    fn write_more(&self, out: &mut Html, all: usize, shown: usize) {
        let more = all.saturating_sub(shown);
        if more > 0 {
            out.element(("<p class=\"small\">", "</p>\n"), &self.words.more_of(more));
        }
    }
}

impl MeanChange {
    /// The means, their difference and its parts, with a sign.
    #[inline]
    fn cells(&self) -> Vec<String> {
        let plain = |mean: Option<f64>| mean.map_or_else(dash, |mean| format!("{mean:.1}"));
        let signed = |part: Option<f64>| {
            let text = part.map_or_else(dash, |part| format!("{part:+.1}"));
            if matches!(&*text, "-0.0" | "+0.0") { "0.0".to_owned() } else { text }
        };
        let ends = [plain(self.before), plain(self.after)];
        ends.into_iter().chain(self.parts.iter().copied().map(signed)).collect()
    }
}

#[inline]
fn dash() -> String {
    "–".to_owned()
}

#[inline]
fn row(out: &mut Html, title: &str, cells: &[(&str, String)]) {
    out.raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">").text(title).raw("</th>");
    for (label, text) in cells {
        cell(out, label, text);
    }
    out.raw("</tr>\n");
}

/// Whole percent, rounded down.
#[inline]
fn percent(count: u64, of: u64) -> String {
    let percent = (u128::from(count) * 100).checked_div(u128::from(of)).unwrap_or(0);
    format!("{percent}%")
}

/// A number with its thousands apart.
#[inline]
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
