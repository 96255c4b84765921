//! A draft of a basic policy on information security, in both languages, filled with the answers of
//! a firm. It is a draft: nothing is adopted by making it.

mod answers;
mod fill;
mod write;

pub use answers::{Answer, Answers};
pub use write::{PolicyText, Texts};

use serde::Serialize;

use crate::error::{Error, refuse};
use crate::model::{Lang, Localized, PolicySection, PolicyTemplate, Text};
use crate::programmes::basis::Basis;
use crate::reference::Reference;
use answers::problems;
use fill::filled;
use write::{Way, write};

/// One part of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DraftPart {
    /// Id within the template.
    pub id: Text,
    /// Printed number.
    pub number: u32,
    /// Heading: the official one.
    pub heading: Localized,
    /// Control that asks for the part.
    pub control: Text,
    /// Its sentences, filled in.
    pub sentences: Vec<Localized>,
    /// Sources of the heading.
    pub basis: Basis,
}

/// A draft of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PolicyDraft"))]
#[non_exhaustive]
pub struct Draft {
    /// The template, `id@edition`.
    pub template: Reference,
    /// The framework that checks a policy, `id@edition`.
    pub framework: Reference,
    /// Heading.
    pub title: Localized,
    /// Mark that makes clear that it is a draft; every text has it.
    pub draft: Localized,
    /// What to do with it before adopting it.
    pub note: Localized,
    /// Opening sentences, filled in.
    pub opening: Vec<Localized>,
    /// The parts, in order.
    pub sections: Vec<DraftPart>,
    /// Lines below: date, name, representative.
    pub closing: Vec<Localized>,
    /// The draft written out in Japanese.
    pub ja: Texts,
    /// The draft written out in English.
    pub en: Texts,
}

/// Fills a template with a firm's answers.
///
/// ```
/// use shisei::Day;
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::policy::{self, Answer, Answers};
///
/// let text = |text: &str| Answer::Text(text.to_owned());
/// let answers = Answers::default()
///     .with("name", text("姿勢商店"))
///     .with("representative", text("代表 山田花子"))
///     .with("date", Answer::Date(Day::new(2026, 4, 1)?));
/// let draft = policy::policy_draft(catalogue::policies::in_force(None)?, &answers)?;
/// assert_eq!(draft.sections.len(), 5);
/// assert!(draft.ja.text.contains("2026年4月1日"));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every problem of the
/// answers: required ones missing, unknown fields, texts too long or with control characters.
#[inline]
pub fn policy_draft(template: &PolicyTemplate, answers: &Answers) -> Result<Draft, Error> {
    refuse(problems(template, answers))?;
    let texts = |lang| Texts {
        markdown: write(template, answers, lang, Way::Markdown),
        html: write(template, answers, lang, Way::Html),
        text: write(template, answers, lang, Way::Text),
    };
    Ok(Draft {
        template: template.reference(),
        framework: template.framework.clone(),
        title: template.title.clone(),
        draft: template.draft.clone(),
        note: template.note.clone(),
        opening: filled(&template.opening, answers),
        sections: template.sections.iter().map(|one| part(template, one, answers)).collect(),
        closing: filled(&template.closing, answers),
        ja: texts(Lang::Ja),
        en: texts(Lang::En),
    })
}

#[inline]
fn part(template: &PolicyTemplate, section: &PolicySection, answers: &Answers) -> DraftPart {
    DraftPart {
        id: section.id.clone(),
        number: section.number,
        heading: section.heading.clone(),
        control: section.control.clone(),
        sentences: filled(&section.sentences, answers),
        basis: Basis::of(section, &template.sources),
    }
}
