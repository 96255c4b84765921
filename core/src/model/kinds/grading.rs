use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, Limit, List, Localized, Origin, Source, Status, Text, Verification};

/// One level of a grading scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Grade {
    /// Id of the tier of [`Grading::framework`].
    pub tier: Text,
    /// Tag whose controls belong to it, `dimension:value`.
    pub tag: Text,
    /// Title, such as ★3.
    pub title: Localized,
    /// Who judges, and how, in our own words.
    pub judged: Localized,
    /// How long it holds, where known.
    #[serde(default)]
    pub validity: Option<Limit>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Something that may, or may not, be said after a self-assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Claim {
    /// Id within the scheme.
    pub id: Text,
    /// Whether it may be said.
    pub allowed: bool,
    /// The claim, in our own words.
    pub text: Localized,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A scheme that grades organisations, such as SCS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Grading {
    /// Id of the scheme.
    pub id: Text,
    /// Edition, the month these facts were gathered.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// Framework with its criteria, `id@edition`.
    pub framework: Reference,
    /// Dimension of the framework that names the requirements.
    pub requirements: Text,
    /// When applications are expected, `YYYY-MM`.
    pub opens: Text,
    /// Documents cited.
    pub sources: List<Source>,
    /// Levels, lowest first.
    pub grades: List<Grade>,
    /// What may and may not be said.
    pub claims: List<Claim>,
}
