//! The report as one page that needs nothing else.

mod head;
mod leaf;
mod tables;

use super::Report;
use super::bar::Bar;
use super::view::{Cited, Figure, FindingView};
use crate::text::Html;

pub(super) use head::{close_document, open_document};
pub(super) use leaf::LEAF;
pub(super) use tables::{cell, close_table, open_table};

pub(super) const STYLE: &str = include_str!("page.css");

impl<'a> Report<'a> {
    /// The report as one self-contained HTML page.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// assert!(assessment.report(Lang::Ja).html().contains(r#"<html lang="ja">"#));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn html(&self) -> String {
        let mut out = Html::default();
        self.open_page(&mut out);
        self.page_result(&mut out);
        self.page_parts(&mut out);
        self.page_tiers(&mut out);
        self.page_findings(&mut out);
        self.page_answers(&mut out);
        self.page_notes(&mut out);
        out.raw("<p class=\"declared\">").text(self.words.self_assessment()).raw("</p>\n");
        close_document(&mut out);
        out.finish()
    }

    #[inline]
    fn page_result(&self, out: &mut Html) {
        let words = self.words;
        section(out, "result", words.result());
        if self.not_scored() {
            out.element(("<p class=\"score\">", "</p>\n"), words.not_scored());
        }
        for (at, score) in self.scores().iter().enumerate() {
            out.element(("<p class=\"score\">", "</p>\n"), &score.text);
            chart(out, &format!("whole-{at}"), words.whole(), score);
        }
        out.element(("<p class=\"outcome\">", "</p>\n"), &self.headline());
        self.write_stages(out);
        out.element(("<h3>", "</h3>\n<ul>\n"), words.next());
        for step in self.next_steps() {
            out.element(("<li>", "</li>\n"), &step);
        }
        out.raw("</ul>\n</section>\n");
    }

    /// What the outcome means.
    #[inline]
    fn write_stages(&self, out: &mut Html) {
        let words = self.words;
        for stage in self.stages() {
            out.raw("<p class=\"meaning\">");
            if let Some(label) = stage.label {
                out.raw("<b>").text(label).text(&words.aside(stage.title)).text(words.colon());
                out.raw("</b>");
            }
            out.text(stage.meaning).raw("</p>\n");
        }
    }

    #[inline]
    fn page_tiers(&self, out: &mut Html) {
        let words = self.words;
        let tiers = self.tiers();
        if tiers.is_empty() {
            return;
        }
        section(out, "tiers", words.tiers());
        out.raw("<ul class=\"tier-list\">\n");
        for tier in tiers {
            out.raw(if tier.reached { "<li class=\"reached\">" } else { "<li>" });
            out.element(("<h3>", " "), tier.title);
            out.element(("<span class=\"badge\">", "</span></h3>\n"), tier.state);
            out.element(("<p>", "</p>\n"), &tier.meaning);
            if !tier.missing.is_empty() {
                out.raw("<p class=\"small missing\">").text(words.missing()).text(words.colon());
                for id in tier.missing {
                    out.raw(" <a href=\"#a-").text(id).raw("\">").text(id).raw("</a>");
                }
                out.raw("</p>\n");
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n</section>\n");
    }

    #[inline]
    fn page_findings(&self, out: &mut Html) {
        let findings = self.findings();
        if findings.is_empty() {
            return;
        }
        section(out, "findings", self.words.findings());
        out.raw("<ol class=\"finding-list\">\n");
        for finding in &findings {
            self.page_finding(out, finding);
        }
        out.raw("</ol>\n</section>\n");
    }

    #[inline]
    fn page_finding(&self, out: &mut Html, finding: &FindingView<'_>) {
        let words = self.words;
        let control = finding.control;
        out.raw("<li>\n<h3><a class=\"id\" href=\"#a-").text(&control.id).raw("\">");
        out.text(&control.id).raw("</a> ").text(control.title.get(words.0));
        badge(out, finding.mark);
        out.raw("</h3>\n<p class=\"state\"><span>").text(words.answer()).text(words.colon());
        out.text(finding.answer).raw("</span>");
        if !finding.worth.is_empty() {
            out.raw(" <span class=\"worth\">").text(words.worth()).text(words.colon());
            out.text(&finding.worth.join(words.comma())).raw("</span>");
        }
        out.raw("</p>\n");
        if let Some(why) = &control.why {
            out.element(("<p class=\"why\">", "</p>\n"), why.get(words.0));
        }
        out.element(("<p class=\"advice\">", "</p>\n"), control.advice.get(words.0));
        if let Some(parts) = &control.parts {
            out.raw("<p class=\"small\">").text(words.join(parts.join)).text(words.colon());
            out.raw("</p>\n<ul class=\"small\">\n");
            for part in parts.of.iter() {
                out.raw("<li>(")
                    .text(&part.id)
                    .raw(") ")
                    .text(part.text.get(words.0))
                    .raw("</li>\n");
            }
            out.raw("</ul>\n");
        }
        out.raw("<p class=\"small\">").text(words.source()).text(words.colon());
        self.page_citations(out, &finding.citations);
        out.raw("</p>\n</li>\n");
    }

    /// `[1] Title, place; …`, with the titles left to the list of sources on paper.
    #[inline]
    fn page_citations(&self, out: &mut Html, citations: &[Cited<'a>]) {
        for (at, cited) in citations.iter().enumerate() {
            if at > 0 {
                out.raw("; ");
            }
            let open = out.open_link(cited.source.url.as_deref());
            out.text(&format!("[{}]", cited.number)).raw("<span class=\"document\"> ");
            out.text(cited.source.title.get(self.words.0)).raw("</span>").close_link(open);
            out.raw(" ").text(&cited.at);
        }
    }

    #[inline]
    fn page_notes(&self, out: &mut Html) {
        let words = self.words;
        let doubts = self.doubts(&mut self.framework.controls().iter());
        if !doubts.is_empty() {
            section(out, "doubts", words.doubts());
            out.raw("<ul>\n");
            for doubt in doubts {
                out.element(("<li>", "</li>\n"), &self.doubt_line(&doubt));
            }
            out.raw("</ul>\n</section>\n");
        }
        self.page_origins(out);
        self.page_sources(out);
    }

    #[inline]
    fn page_origins(&self, out: &mut Html) {
        let words = self.words;
        section(out, "origins", words.origins());
        out.raw("<ul>\n");
        for origin in self.origins() {
            out.raw("<li>").text(origin.what);
            badge(out, Some(words.origin(origin.origin)));
            if !origin.citations.is_empty() {
                out.raw(" <span class=\"small\">");
                self.page_citations(out, &origin.citations);
                out.raw("</span>");
            }
            out.raw("</li>\n");
        }
        for rule in self.not_applicable_rules() {
            out.element(("<li>", "</li>\n"), rule);
        }
        out.raw("</ul>\n<dl class=\"marks\">\n");
        for (whose, meaning) in self.legend() {
            out.raw("<dt><span class=\"badge\">").text(whose).raw("</span></dt><dd>");
            out.text(meaning).raw("</dd>\n");
        }
        out.raw("</dl>\n</section>\n");
    }

    #[inline]
    fn page_sources(&self, out: &mut Html) {
        let words = self.words;
        section(out, "sources", words.sources());
        out.raw("<ol>\n");
        for source in self.framework.definition().sources.iter() {
            out.raw("<li>").text(source.title.get(words.0)).text(&words.aside(&source.publisher));
            if let Some(url) = source.url.as_deref() {
                out.raw(" ");
                let open = out.open_link(Some(url));
                out.element(("<span class=\"address\">", "</span>"), url).close_link(open);
            }
            out.raw("</li>\n");
        }
        out.raw("</ol>\n<p class=\"small\">").text(words.full_digest()).text(words.colon());
        out.element(("<code>", "</code></p>\n"), &self.digest()).raw("</section>\n");
    }
}

#[inline]
fn section(out: &mut Html, id: &'static str, title: &str) {
    out.raw("<section class=\"").raw(id).raw("\" aria-labelledby=\"h-").raw(id).raw("\">\n");
    out.raw("<h2 id=\"h-").raw(id).raw("\">").text(title).raw("</h2>\n");
}

#[inline]
pub(super) fn badge(out: &mut Html, mark: Option<&str>) {
    if let Some(mark) = mark {
        out.element((" <span class=\"badge\">", "</span>"), mark);
    }
}

/// A bar that says in words what it shows.
#[inline]
pub(super) fn chart(out: &mut Html, id: &str, title: &str, figure: &Figure) {
    let Bar { sure, possible } = figure.bar;
    let number = |length: u64| i64::try_from(length).unwrap_or(0);
    out.raw("<svg class=\"bar\" role=\"img\" viewBox=\"0 0 1000 20\" ");
    out.raw("preserveAspectRatio=\"none\" aria-labelledby=\"t-").text(id);
    out.raw(" d-").text(id).raw("\"><title id=\"t-").text(id).raw("\">").text(title);
    out.raw("</title><desc id=\"d-").text(id).raw("\">").text(&figure.text).raw("</desc>");
    out.raw("<rect class=\"track\" width=\"1000\" height=\"20\"/>");
    out.raw("<rect class=\"possible\" width=\"").number(number(sure + possible));
    out.raw("\" height=\"20\"/><rect class=\"sure\" width=\"").number(number(sure));
    out.raw("\" height=\"20\"/></svg>\n");
}
