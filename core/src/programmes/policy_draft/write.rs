use std::fmt::Write as _;

use serde::Serialize;

use super::answers::PolicyAnswers;
use super::fill::{fill, standing};
use crate::model::{Lang, PolicySentence, PolicyTemplate};

/// One text of a draft.
pub type PolicyText = String;

/// A draft written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyTexts {
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

pub(super) fn write(
    template: &PolicyTemplate,
    answers: &PolicyAnswers,
    lang: Lang,
    way: Way,
) -> String {
    let paragraph = |sentences: &[PolicySentence]| {
        let between = if matches!(lang, Lang::Ja) { "" } else { " " };
        let each = standing(sentences, answers);
        let each: Vec<String> =
            each.map(|one| fill(one, answers, lang, |t| way.escape(t))).collect();
        each.join(between)
    };
    let mut out = String::new();
    way.open(&mut out, lang);
    way.mark(&mut out, template.draft.get(lang));
    way.heading(&mut out, 1, template.title.get(lang));
    way.paragraph(&mut out, &paragraph(&template.opening));
    for section in template.sections.iter() {
        way.heading(&mut out, 2, &format!("{}. {}", section.number, section.heading.get(lang)));
        way.paragraph(&mut out, &paragraph(&section.sentences));
    }
    let closing = standing(&template.closing, answers);
    let closing: Vec<String> =
        closing.map(|one| fill(one, answers, lang, |t| way.escape(t))).collect();
    way.lines(&mut out, &closing);
    way.mark(&mut out, template.note.get(lang));
    way.close(&mut out);
    out
}

/// The catalogue's own sentences go out as they are: they are checked when it is built and hold no
/// markup. Answers come from outside and are escaped.
impl Way {
    fn escape(self, text: &str) -> String {
        match self {
            Self::Markdown => markdown(text),
            Self::Html => html(text),
            Self::Text => text.to_owned(),
        }
    }

    // Writing to a string cannot fail, so the results are passed over.
    fn open(self, out: &mut String, lang: Lang) {
        if matches!(self, Self::Html) {
            let _ = writeln!(out, "<article lang=\"{}\">", lang.tag());
        }
    }

    fn close(self, out: &mut String) {
        if matches!(self, Self::Html) {
            out.push_str("</article>\n");
        }
    }

    fn mark(self, out: &mut String, text: &str) {
        let _ = match self {
            Self::Markdown => writeln!(out, "> **{text}**\n"),
            Self::Html => writeln!(out, "<p><strong>{}</strong></p>", html(text)),
            Self::Text => writeln!(out, "{text}\n"),
        };
    }

    fn heading(self, out: &mut String, level: usize, text: &str) {
        let _ = match self {
            Self::Markdown => writeln!(out, "{} {text}\n", "#".repeat(level)),
            Self::Html => writeln!(out, "<h{level}>{}</h{level}>", html(text)),
            Self::Text => writeln!(out, "{text}\n"),
        };
    }

    fn paragraph(self, out: &mut String, text: &str) {
        let _ = match self {
            Self::Markdown | Self::Text => writeln!(out, "{text}\n"),
            Self::Html => writeln!(out, "<p>{text}</p>"),
        };
    }

    fn lines(self, out: &mut String, lines: &[String]) {
        let _ = match self {
            Self::Markdown => writeln!(out, "{}\n", lines.join("  \n")),
            Self::Html => writeln!(out, "<p>{}</p>", lines.join("<br>\n")),
            Self::Text => writeln!(out, "{}\n", lines.join("\n")),
        };
    }
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Every mark of Markdown loses its meaning; a number or a dash in front starts no list.
fn markdown(text: &str) -> String {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let list = (at == 0 && "-+=".contains(c)) || (at == digits && at > 0 && ".)".contains(c));
        if list || "\\`*_[]<>#|~&!{}".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{html, markdown};

    #[test]
    fn markup_in_an_answer_loses_its_meaning() {
        assert_eq!(
            html("<a href=\"x\">A & 'B'</a>"),
            "&lt;a href=&quot;x&quot;&gt;A &amp; &#39;B&#39;&lt;/a&gt;"
        );
        assert_eq!(markdown("**x** [a](b) <i>"), "\\*\\*x\\*\\* \\[a\\](b) \\<i\\>");
        assert_eq!(markdown("1. first"), "1\\. first");
        assert_eq!(markdown("- a-b"), "\\- a-b");
        assert_eq!(markdown("株式会社 山田 2.0"), "株式会社 山田 2.0");
    }
}
