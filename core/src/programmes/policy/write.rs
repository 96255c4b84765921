use std::fmt::Write as _;

use serde::Serialize;

use super::answers::Answers;
use super::fill::{fill, standing};
use crate::model::{Lang, PolicySentence, PolicyTemplate};
use crate::text;

/// One text of a draft.
pub type PolicyText = String;

/// A draft written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PolicyTexts"))]
#[non_exhaustive]
pub struct Texts {
    /// As Markdown.
    pub markdown: PolicyText,
    /// As a fragment of HTML, with the language on it.
    pub html: PolicyText,
    /// As plain text.
    pub text: PolicyText,
}

/// How a draft is written.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Markdown,
    Html,
    Text,
}

#[inline]
pub(super) fn write(template: &PolicyTemplate, answers: &Answers, lang: Lang, way: Way) -> String {
    let sentences = |all: &[PolicySentence]| -> Vec<String> {
        standing(all, answers).map(|one| fill(one, answers, lang)).collect()
    };
    let between = if matches!(lang, Lang::Ja) { "" } else { " " };
    let mut out = String::new();
    way.open(&mut out, lang);
    way.mark(&mut out, template.draft.get(lang));
    way.heading(&mut out, 1, "", template.title.get(lang));
    way.paragraph(&mut out, &sentences(&template.opening).join(between));
    for section in template.sections.iter() {
        way.heading(&mut out, 2, &format!("{}. ", section.number), section.heading.get(lang));
        way.paragraph(&mut out, &sentences(&section.sentences).join(between));
    }
    way.lines(&mut out, &sentences(&template.closing));
    way.mark(&mut out, template.note.get(lang));
    way.close(&mut out);
    out
}

/// Every text is escaped here, the template's as well as the answers.
impl Way {
    #[inline]
    fn escape(self, text: &str) -> String {
        match self {
            Self::Markdown => text::markdown(text),
            Self::Html => text::html(text),
            Self::Text => text::clean(text),
        }
    }

    // Writing to a string cannot fail, so the results are passed over.
    #[inline]
    fn open(self, out: &mut String, lang: Lang) {
        if matches!(self, Self::Html) {
            let _ = writeln!(out, "<article lang=\"{}\">", lang.tag());
        }
    }

    #[inline]
    fn close(self, out: &mut String) {
        if matches!(self, Self::Html) {
            out.push_str("</article>\n");
        }
    }

    #[inline]
    fn mark(self, out: &mut String, text: &str) {
        let text = self.escape(text);
        let _ = match self {
            Self::Markdown => writeln!(out, "> **{text}**\n"),
            Self::Html => writeln!(out, "<p><strong>{text}</strong></p>"),
            Self::Text => writeln!(out, "{text}\n"),
        };
    }

    #[inline]
    fn heading(self, out: &mut String, level: usize, number: &str, text: &str) {
        let text = self.escape(text);
        let _ = match self {
            Self::Markdown => writeln!(out, "{} {number}{text}\n", "#".repeat(level)),
            Self::Html => writeln!(out, "<h{level}>{number}{text}</h{level}>"),
            Self::Text => writeln!(out, "{number}{text}\n"),
        };
    }

    #[inline]
    fn paragraph(self, out: &mut String, text: &str) {
        let text = self.escape(text);
        let _ = match self {
            Self::Markdown | Self::Text => writeln!(out, "{text}\n"),
            Self::Html => writeln!(out, "<p>{text}</p>"),
        };
    }

    #[inline]
    fn lines(self, out: &mut String, lines: &[String]) {
        let lines: Vec<String> = lines.iter().map(|line| self.escape(line)).collect();
        let _ = match self {
            Self::Markdown => writeln!(out, "{}\n", lines.join("  \n")),
            Self::Html => writeln!(out, "<p>{}</p>", lines.join("<br>\n")),
            Self::Text => writeln!(out, "{}\n", lines.join("\n")),
        };
    }
}
