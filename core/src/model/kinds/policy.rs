use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, List, Localized, Source, Status, Text, Verification};

/// What a field of a policy template takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PolicyFieldKind {
    /// One text, the same in both languages.
    Text,
    /// A text in both languages.
    Localized,
    /// A whole number from 1 up.
    Number,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// Yes or no.
    Flag,
}

/// Something the author of a policy is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicyField {
    /// Id within the template; `{id}` is replaced by it in a sentence.
    pub id: Text,
    /// What it takes.
    pub kind: PolicyFieldKind,
    /// Whether no draft can be made without it.
    #[serde(default)]
    pub required: bool,
    /// What it is.
    pub label: Localized,
}

/// One sentence of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicySentence {
    /// The sentence, in our own words, with `{field}` where an answer goes.
    pub text: Localized,
    /// Field that must be given (a flag: yes) for the sentence to be used.
    #[serde(default)]
    pub when: Option<Text>,
    /// Field that must not be given (a flag: no) for the sentence to be used.
    #[serde(default)]
    pub unless: Option<Text>,
}

/// One part of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicySection {
    /// Id within the template.
    pub id: Text,
    /// Printed number.
    pub number: u32,
    /// Heading: the official one.
    pub heading: Localized,
    /// Control of [`PolicyTemplate::framework`] that asks for the part.
    pub control: Text,
    /// Its sentences, in order.
    pub sentences: List<PolicySentence>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The draft of a basic policy, to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PolicyTemplate {
    /// Id of the template.
    pub id: Text,
    /// Edition of the guideline.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Heading of the policy.
    pub title: Localized,
    /// Mark that makes clear that it is a draft.
    pub draft: Localized,
    /// What to do with the draft before adopting it, in our own words.
    pub note: Localized,
    /// Framework that checks a policy, `id@edition`.
    pub framework: Reference,
    /// Documents cited.
    pub sources: List<Source>,
    /// What is asked for.
    pub fields: List<PolicyField>,
    /// Opening sentences.
    pub opening: List<PolicySentence>,
    /// The parts, in order.
    pub sections: List<PolicySection>,
    /// Lines below: date, name, representative.
    pub closing: List<PolicySentence>,
}
