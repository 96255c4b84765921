use serde::Serialize;

use crate::reference::Reference;

use super::{
    BreachKind, BreachTrigger, Case, Citation, List, Localized, Origin, Source, Status, Text,
    Verification,
};

/// Phase of dealing with an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Phase {
    /// Noticing, and the first moves.
    Detect,
    /// Reporting and going public.
    Report,
    /// Getting back, and not again.
    Recover,
}

/// The breach of personal data that a step reports, for its deadlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlaybookBreach {
    /// What happens to the data.
    pub kind: BreachKind,
    /// What makes it reportable; left out where that depends on the breach.
    #[serde(default)]
    pub triggers: Option<List<BreachTrigger>>,
}

/// One step of a playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlaybookStep {
    /// Id within the playbook.
    pub id: Text,
    /// Phase it belongs to.
    pub phase: Phase,
    /// What to do, in our own words.
    pub action: Localized,
    /// What not to do, in our own words, where there is a trap.
    #[serde(default)]
    pub avoid: Option<Localized>,
    /// Controls of [`Playbooks::framework`] that prepare the step.
    #[serde(default)]
    pub controls: List<Text>,
    /// Desks of [`Playbooks::desks`] to turn to.
    #[serde(default)]
    pub desks: List<Text>,
    /// For a step that reports a breach of personal data: which, by [`Playbooks::breach_rules`].
    #[serde(default)]
    pub breach: Option<PlaybookBreach>,
    /// Whether the publisher names the step for this case or we do.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// What to do in one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Playbook {
    /// The case.
    pub case: Case,
    /// Title: the official one where the publisher treats the case.
    pub title: Localized,
    /// When to open it, in our own words.
    pub when: Localized,
    /// Whether the publisher treats the case or we do.
    pub origin: Origin,
    /// The steps, in order.
    pub steps: List<PlaybookStep>,
}

/// What to do, case by case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Playbooks {
    /// Id of the set.
    pub id: Text,
    /// Edition of the set.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What it is and is not, in our own words.
    pub note: Localized,
    /// Framework edition, `id@edition`, whose controls prepare the steps.
    pub framework: Reference,
    /// Desk table, `id@edition`, whose desks are named.
    pub desks: Reference,
    /// Rules for reports of breaches of personal data, `id@edition`.
    pub breach_rules: Reference,
    /// Documents cited.
    pub sources: List<Source>,
    /// The playbooks, one a case.
    pub cases: List<Playbook>,
}
