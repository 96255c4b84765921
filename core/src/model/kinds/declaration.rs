use serde::Serialize;

use super::{Citation, List, Localized, Source, Status, Text, Verification};

/// A series of declaration ids, told by the first digit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeclarationSeries {
    /// Id within the list.
    pub id: Text,
    /// First digit of the ids.
    pub first_digit: u32,
    /// Whether ids of this series are given out now.
    pub current: bool,
    /// What the series is.
    pub title: Localized,
    /// First day on which such ids were given out, `YYYY-MM-DD`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Last day on which such ids were given out, `YYYY-MM-DD`; without it, they still are.
    #[serde(default)]
    pub valid_until: Option<Text>,
    /// What such an id can and can no longer be used for, in our own words.
    pub note: Localized,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// How the ids of declarations look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeclarationIds {
    /// Id of the list.
    pub id: Text,
    /// Edition of the list.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What checking an id does and does not tell, in our own words.
    pub note: Localized,
    /// Number of digits.
    pub digits: u32,
    /// Documents cited.
    pub sources: List<Source>,
    /// The series.
    pub series: List<DeclarationSeries>,
}
