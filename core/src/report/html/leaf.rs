//! One page of A4 about one sheet: a view of the same report.

use super::{STYLE, badge, chart, close_document, open_document};
use crate::report::Report;
use crate::report::view::{FindingView, Leaf};
use crate::text::Html;

/// What pages of one sheet each add to the style of the report.
pub(in crate::report) const LEAF: &str = include_str!("leaf.css");

/// The tags around a heading.
type Heading = (&'static str, &'static str);

impl Report<'_> {
    /// The report on one page of A4, as a self-contained HTML document: the result, its parts, and
    /// what to work on first, as far as there is room. What has no room is counted.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("scs"))?;
    /// let page = assessment.report(Lang::En).one_page();
    /// assert_eq!(page.matches("<article").count(), 1);
    /// assert!(page.contains("more items"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn one_page(&self) -> String {
        let mut out = Html::default();
        open_document(&mut out, self.words, &self.heading(), &[STYLE, LEAF]);
        self.write_leaf(&mut out, 1, ("<h1>", "</h1>\n"));
        close_document(&mut out);
        out.finish()
    }

    /// The page, the `number`-th of its document.
    #[inline]
    pub(in crate::report) fn write_leaf(&self, out: &mut Html, number: usize, heading: Heading) {
        let leaf = self.leaf();
        out.raw("<article class=\"leaf\">\n<div class=\"upper\">\n");
        self.leaf_head(out, heading);
        self.leaf_result(out, number);
        self.leaf_parts(out, number, &leaf);
        self.leaf_tiers(out, &leaf);
        self.leaf_findings(out, &leaf);
        out.raw("</div>\n<footer>\n");
        self.leaf_foot(out, &leaf);
        out.raw("</footer>\n</article>\n");
    }

    #[inline]
    fn leaf_head(&self, out: &mut Html, heading: Heading) {
        let words = self.words;
        out.element(("<p class=\"kind\">", ""), words.kind());
        out.text(words.colon()).text(self.title()).raw("</p>\n");
        out.element(heading, &self.heading());
        out.raw("<dl class=\"facts\">\n");
        for fact in self.facts().iter().filter(|fact| fact.label != words.subject()) {
            out.element(("<div><dt>", "</dt>"), fact.label);
            out.element(("<dd>", "</dd></div>\n"), &fact.value);
        }
        out.raw("</dl>\n");
    }

    #[inline]
    fn leaf_result(&self, out: &mut Html, number: usize) {
        let words = self.words;
        out.raw("<section class=\"result\">\n");
        if self.not_scored() {
            out.element(("<p class=\"score\">", "</p>\n"), words.not_scored());
        }
        for (at, score) in self.scores().iter().enumerate() {
            out.element(("<p class=\"score\">", "</p>\n"), &score.text);
            chart(out, &format!("{number}-whole-{at}"), words.whole(), score);
        }
        out.element(("<p class=\"outcome\">", "</p>\n"), &self.headline());
        self.write_stages(out);
        out.raw("<ul>\n");
        for step in self.next_steps() {
            out.element(("<li>", "</li>\n"), &step);
        }
        out.raw("</ul>\n</section>\n");
    }

    #[inline]
    fn leaf_parts(&self, out: &mut Html, number: usize, leaf: &Leaf<'_>) {
        out.raw("<section>\n");
        out.element(("<h3>", "</h3>\n<ul class=\"chart\">\n"), self.words.parts());
        for (at, part) in leaf.parts.iter().enumerate() {
            out.raw("<li><span>").text(part.title).raw("</span> <b>").text(&part.figure.text);
            out.raw("</b>\n");
            chart(out, &format!("{number}-part-{at}"), part.title, &part.figure);
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
        if leaf.more_parts > 0 {
            out.element(("<p class=\"small\">", "</p>\n"), &self.words.more_of(leaf.more_parts));
        }
        out.raw("</section>\n");
    }

    #[inline]
    fn leaf_tiers(&self, out: &mut Html, leaf: &Leaf<'_>) {
        let words = self.words;
        if leaf.tiers.is_empty() {
            return;
        }
        out.raw("<section>\n");
        out.element(("<h3>", "</h3>\n<ul class=\"tier-lines\">\n"), words.tiers());
        for tier in &leaf.tiers {
            out.raw("<li>").text(tier.title);
            badge(out, Some(tier.state));
            if !tier.missing.is_empty() {
                out.raw(" <span class=\"small\">").text(words.missing()).text(words.colon());
                out.text(&tier.missing.len().to_string()).raw("</span>");
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
        if leaf.more_tiers > 0 {
            out.element(("<p class=\"small\">", "</p>\n"), &words.more_of(leaf.more_tiers));
        }
        out.raw("</section>\n");
    }

    #[inline]
    fn leaf_findings(&self, out: &mut Html, leaf: &Leaf<'_>) {
        let words = self.words;
        if leaf.of == 0 {
            return;
        }
        out.raw("<section>\n");
        let shown = leaf.findings.len();
        let heading = words.findings().to_owned()
            + &if shown < leaf.of { words.first_of(shown, leaf.of) } else { String::new() };
        out.element(("<h3>", "</h3>\n<ol class=\"finding-grid\">\n"), &heading);
        for finding in &leaf.findings {
            self.leaf_finding(out, finding);
        }
        out.raw("</ol>\n");
        let more = leaf.next.len() + leaf.further;
        if more > 0 {
            out.raw("<p class=\"small\">").text(&words.more_items(more));
            if !leaf.next.is_empty() {
                out.text(words.colon()).text(&leaf.next.join(words.comma()));
                if leaf.further > 0 {
                    out.text(words.comma()).text(&words.more_of(leaf.further));
                }
            }
            out.raw("</p>\n");
        }
        out.raw("</section>\n");
    }

    #[inline]
    fn leaf_finding(&self, out: &mut Html, finding: &FindingView<'_>) {
        let words = self.words;
        let control = finding.control;
        out.raw("<li>\n<h4><span class=\"id\">").text(&control.id).raw("</span> ");
        out.text(control.title.get(words.0));
        badge(out, finding.mark);
        out.raw("</h4>\n<p class=\"state\"><span>").text(words.answer()).text(words.colon());
        out.text(finding.answer).raw("</span>");
        if !finding.worth.is_empty() {
            out.raw(" <span class=\"worth\">").text(words.worth()).text(words.colon());
            out.text(&finding.worth.join(words.comma())).raw("</span>");
        }
        out.raw("</p>\n");
        out.element(("<p class=\"advice\">", "</p>\n</li>\n"), control.advice.get(words.0));
    }

    #[inline]
    fn leaf_foot(&self, out: &mut Html, leaf: &Leaf<'_>) {
        let words = self.words;
        for &(state, note) in &leaf.calls {
            out.raw("<p class=\"call\"><b>").text(self.state(state)).raw(" ");
            out.number(self.assessment.tally.count(state)).raw("</b> ").text(note).raw("</p>\n");
        }
        for doubt in &leaf.doubts {
            out.element(("<p class=\"small\">", "</p>\n"), doubt);
        }
        let derived =
            words.labelled(words.origin(crate::model::Origin::Derived), words.derived_means());
        out.element(("<p class=\"small\">", "</p>\n"), &derived);
        out.element(("<p class=\"small\">", "</p>\n"), &self.first_source());
        out.element(("<p class=\"declared\">", "</p>\n"), words.self_assessment());
    }
}
