use serde::Serialize;

use super::{Citation, List, Localized, Origin, Source, Status, Text, Verification};

/// How much of a scheme its entries hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Extent {
    /// Every entry that the publisher prints.
    Complete,
    /// Only the entries that a framework of the catalogue refers to.
    Cited,
}

/// One entry of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SchemeEntry {
    /// The number that the publisher prints, such as `GV.OC-01` or `A.5.31`.
    pub number: Text,
    /// Number of the entry that it is a part of.
    #[serde(default)]
    pub part_of: Option<Text>,
    /// A short label; `None` if only the number may be repeated, or is known.
    #[serde(default)]
    pub title: Option<Localized>,
    /// Whether the label is the publisher's, where it differs from the scheme's own mark.
    #[serde(default)]
    pub origin: Option<Origin>,
}

/// A list of references of another standard that controls point to. It has no questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Scheme {
    /// Id of the standard, such as `nist-csf`.
    pub id: Text,
    /// Its edition.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// Who publishes it.
    pub publisher: Text,
    /// How much of it the entries hold.
    pub extent: Extent,
    /// Whether the labels are the publisher's or unofficial.
    pub origin: Origin,
    /// How sure we are of the numbers.
    pub verification: Verification,
    /// Documents behind the numbers.
    pub sources: List<Source>,
    /// Where the numbers are from.
    pub citations: List<Citation>,
    /// The entries; what an entry is a part of comes before it.
    pub entries: List<SchemeEntry>,
}
