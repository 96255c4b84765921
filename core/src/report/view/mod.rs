//! What a report says, gathered once; the renderers only lay it out.
//!
//! Numbers are taken from the assessment as they are. Texts are raw: cleaning and escaping is the
//! renderers' work, at the one place where each writes text.

mod answers;
mod findings;
mod leaf;
mod notes;
mod origins;
mod outcome;
mod parts;

pub(super) use answers::AnswerRow;
pub(super) use findings::{Cited, FindingView};
pub(super) use leaf::Leaf;
pub(super) use outcome::TierView;
pub(super) use parts::{Figure, PartView};

use super::Report;
use crate::model::Citation;
use crate::text::shorten;

/// Hex digits of the short digest.
const SHORT_DIGEST: usize = 12;

/// A line of the head: what, and its value.
pub(super) struct Fact {
    pub label: &'static str,
    pub value: String,
}

impl<'a> Report<'a> {
    #[inline]
    pub(super) fn title(&self) -> &'a str {
        self.framework.definition().title.get(self.words.0)
    }

    /// Subject, date, framework and digest.
    #[inline]
    pub(super) fn facts(&self) -> Vec<Fact> {
        let words = self.words;
        let given =
            [(words.subject(), &self.assessment.subject), (words.date(), &self.assessment.date)];
        let mut facts: Vec<Fact> = given
            .into_iter()
            .filter_map(|(label, value)| Some((label, value.as_deref()?)))
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, value)| Fact { label, value: shorten(value) })
            .collect();
        facts.push(Fact { label: words.framework(), value: self.edition() });
        facts.push(Fact {
            label: words.digest(),
            value: self.digest().chars().take(SHORT_DIGEST).collect(),
        });
        facts
    }

    /// Reference, publisher, day and status of the edition that scored the sheet.
    #[inline]
    fn edition(&self) -> String {
        let scored = &self.assessment.framework;
        let definition = self.framework.definition();
        let mut about = vec![shorten(&definition.publisher)];
        about.extend(definition.issued.as_deref().map(shorten));
        about.push(self.words.status(definition.status).to_owned());
        let about = self.words.aside(about.join(self.words.comma()));
        shorten(scored.reference().as_str()) + &about
    }

    #[inline]
    pub(super) fn digest(&self) -> String {
        self.assessment.framework.digest.to_string()
    }

    /// Citations with their documents and the numbers that the report gives those.
    #[inline]
    pub(super) fn cited(&self, citations: &'a [Citation]) -> Vec<Cited<'a>> {
        let sources = &self.framework.definition().sources;
        citations
            .iter()
            .filter_map(|citation| {
                let at = sources.iter().position(|source| source.id == citation.source)?;
                let place = citation.place(self.words.0);
                Some(Cited { number: at + 1, source: sources.get(at)?, at: place })
            })
            .collect()
    }
}
