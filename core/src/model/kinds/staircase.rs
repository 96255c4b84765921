use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, List, Localized, Origin, Source, Status, Text, Verification};

/// What an assessment must show for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StairTest {
    /// Every control is answered.
    Complete,
    /// Every control that applies is met.
    AllMet,
}

/// One thing that belongs to a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StairNeed {
    /// The framework whose assessment is looked at.
    pub framework: Reference,
    /// What the assessment must show.
    pub test: StairTest,
    /// What it means, in our own words.
    pub title: Localized,
    /// Whether the publisher asks for exactly this or we read it so.
    pub origin: Origin,
}

/// One step of the staircase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StairStep {
    /// Id within the staircase.
    pub id: Text,
    /// Number of the step, 1 at the bottom.
    pub number: u32,
    /// Title: the official one.
    pub title: Localized,
    /// What to do on it, in our own words.
    pub gist: Localized,
    /// What it takes.
    pub needs: List<StairNeed>,
    /// Star of SECURITY ACTION that can be self-declared along with it, `framework tier`, where
    /// there is one.
    #[serde(default)]
    pub star: Option<Text>,
    /// Key initiatives of the guideline that it serves.
    #[serde(default)]
    pub initiatives: List<u32>,
    /// Resources of [`Staircase::resources`] that help on it.
    #[serde(default)]
    pub materials: List<Text>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The steps of a guideline, lowest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Staircase {
    /// Id of the staircase.
    pub id: Text,
    /// Edition of the guideline.
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
    /// Set of resources, `id@edition`.
    pub resources: Reference,
    /// Documents cited.
    pub sources: List<Source>,
    /// The steps, lowest first.
    pub steps: List<StairStep>,
}
