use serde::Serialize;

use super::answers::{PolicyAnswers, problems};
use super::write::{PolicyTexts, Way, write};
use crate::error::Error;
use crate::model::{Lang, Localized, PolicySection, PolicySentence, PolicyTemplate, Text};
use crate::programmes::basis::Basis;
use crate::programmes::input::refuse;
use crate::reference::Reference;

/// One part of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What the heading rests on.
    pub basis: Basis,
}

/// A draft of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyDraft {
    /// The template, `id@edition`.
    pub template: Reference,
    /// The framework that checks a policy, `id@edition`.
    pub framework: Text,
    /// Heading.
    pub title: Localized,
    /// Mark that makes clear that it is a draft; it stands in every text.
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
    pub ja: PolicyTexts,
    /// The draft written out in English.
    pub en: PolicyTexts,
}

/// Fills a template with a firm's answers.
///
/// ```
/// use shisei::Day;
/// use shisei::programmes::{self, PolicyAnswer, PolicyAnswers};
///
/// let text = |text: &str| PolicyAnswer::Text(text.to_owned());
/// let answers = PolicyAnswers::default()
///     .with("name", text("姿勢商店"))
///     .with("representative", text("代表 山田花子"))
///     .with("date", PolicyAnswer::Date(Day::new(2026, 4, 1)?));
/// let draft = programmes::policy_draft(programmes::built_in::policy(), &answers)?;
/// assert_eq!(draft.sections.len(), 5);
/// assert!(draft.ja.text.contains("2026年4月1日"));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every problem of the
/// answers: required ones missing, unknown fields, texts too long or with control characters.
pub fn policy_draft(
    template: &PolicyTemplate,
    answers: &PolicyAnswers,
) -> Result<PolicyDraft, Error> {
    refuse(problems(template, answers))?;
    let texts = |lang| PolicyTexts {
        markdown: write(template, answers, lang, Way::Markdown),
        html: write(template, answers, lang, Way::Html),
        text: write(template, answers, lang, Way::Text),
    };
    Ok(PolicyDraft {
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

fn part(template: &PolicyTemplate, section: &PolicySection, answers: &PolicyAnswers) -> DraftPart {
    DraftPart {
        id: section.id.clone(),
        number: section.number,
        heading: section.heading.clone(),
        control: section.control.clone(),
        sentences: filled(&section.sentences, answers),
        basis: Basis::of(section, &template.sources),
    }
}

fn filled(sentences: &[PolicySentence], answers: &PolicyAnswers) -> Vec<Localized> {
    let plain = |text: &str| text.to_owned();
    let fill = |sentence: &PolicySentence| Localized {
        ja: fill(sentence, answers, Lang::Ja, plain).into(),
        en: fill(sentence, answers, Lang::En, plain).into(),
    };
    standing(sentences, answers).map(fill).collect()
}

/// The sentences whose conditions hold.
pub(super) fn standing<'a>(
    sentences: &'a [PolicySentence],
    answers: &'a PolicyAnswers,
) -> impl Iterator<Item = &'a PolicySentence> {
    sentences.iter().filter(|sentence| {
        sentence.when.as_deref().is_none_or(|field| answers.given(field))
            && sentence.unless.as_deref().is_none_or(|field| !answers.given(field))
    })
}

/// A sentence with its gaps filled, each answer passed through `escape`. An answer that looks like a
/// gap is not filled again.
pub(super) fn fill(
    sentence: &PolicySentence,
    answers: &PolicyAnswers,
    lang: Lang,
    escape: impl Fn(&str) -> String,
) -> String {
    let mut rest = sentence.text.get(lang);
    let mut filled = String::new();
    while let Some((before, gap)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((field, after)) = gap.split_once('}') else {
            filled.push('{');
            rest = gap;
            continue;
        };
        filled.push_str(&escape(&answers.text(field, lang)));
        rest = after;
    }
    filled + rest
}
