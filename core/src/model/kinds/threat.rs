use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, List, Localized, Origin, Source, Status, Text, Verification};

/// What a published figure says of a threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Gives {
    /// How many were affected. It is a chance for nobody in particular.
    Frequency,
    /// What it cost.
    Severity,
    /// How long it lasted.
    Duration,
    /// How attackers came in.
    WayIn,
    /// What else happened.
    Effect,
    /// Who has a measure, or what goes together with it.
    Measure,
}

/// An input of a loss model, where a publisher prints just that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LossInput {
    /// The probability that it happens to an organisation within a year.
    Probability,
    /// The loss that one in twenty stays below.
    SeverityP5,
    /// The loss that one in twenty exceeds.
    SeverityP95,
}

/// A published figure that is about a threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FigureLink {
    /// The set of figures, `id@edition`.
    pub evidence: Reference,
    /// Id of the figure or distribution there.
    pub figure: Text,
    /// What it says of the threat.
    pub gives: Gives,
    /// The input of a loss model that it is, where it is one as printed.
    #[serde(default)]
    pub input: Option<LossInput>,
    /// Whether the publisher ties the two, or the tie is editorial.
    pub origin: Origin,
    /// What the figure is and is not about, in our own words.
    pub reason: Localized,
}

/// One threat over the years: what stays the same while rank and label move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ThreatKind {
    /// Stable id over all years, such as `ransom`.
    pub id: Text,
    /// What it is, in our own words.
    pub summary: Localized,
    /// Year of the first selection, counted from 2016.
    pub first_year: u32,
    /// How sure we are of the year.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
    /// Published figures that are about it.
    #[serde(default)]
    pub figures: List<FigureLink>,
}

/// The threats that yearly lists rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ThreatKinds {
    /// Id of the series of lists, such as `ten-threats`.
    pub id: Text,
    /// Title.
    pub title: Localized,
    /// Documents cited.
    pub sources: List<Source>,
    /// The threats, in the order of their first listing here.
    pub kinds: List<ThreatKind>,
}

/// A way in, and the basic measure that closes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AttackEntry {
    /// Stable id over all years, such as `vuln`.
    pub id: Text,
    /// The label of that year.
    pub title: Localized,
    /// The basic measure set against it, as labelled that year.
    pub measure: Localized,
    /// What the measure is for, in our own words.
    pub purpose: Localized,
    /// Control of [`ThreatList::measures`] that asks for the measure.
    #[serde(default)]
    pub control: Option<Text>,
    /// Whether the pair is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of the pair.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// That a threat comes in by an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntryLink {
    /// Id of the [`AttackEntry`].
    pub entry: Text,
    /// `official` when the publisher ties the two, `derived` when the tie is editorial.
    pub origin: Origin,
    /// How sure we are of the tie.
    pub verification: Verification,
    /// Why, in our own words.
    pub reason: Localized,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// How long a threat has been on the list. Only what is known is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Streak {
    /// Years in a row up to this list; 1 at a first or renewed selection.
    pub years_in_row: u32,
    /// Number of selections since 2016, this one included.
    pub times: u32,
    /// Whether the publisher prints it or we counted.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
}

/// One place of a yearly list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RankedThreat {
    /// Id of the [`ThreatKind`].
    pub kind: Text,
    /// Place in the vote: neither a probability nor a severity.
    pub rank: u32,
    /// The label of that year.
    pub title: Localized,
    /// How long it has been on the list, where known.
    #[serde(default)]
    pub streak: Option<Streak>,
    /// How the label moved from the list before, in our own words, where it did.
    #[serde(default)]
    pub label_change: Option<Localized>,
    /// Techniques named with it, where known.
    #[serde(default)]
    pub techniques: List<Localized>,
    /// Ways in, where known.
    #[serde(default)]
    pub entries: List<EntryLink>,
    /// How sure we are of rank and label.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A threat that was on the list before and is on this one no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LeftThreat {
    /// Id of the [`ThreatKind`].
    pub kind: Text,
    /// What that does and does not mean, in our own words.
    pub note: Localized,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// One yearly list of threats.
///
/// The rank is a vote on social impact. It must never be used as a probability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ThreatList {
    /// Id of the series, such as `ten-threats`.
    pub id: Text,
    /// Year of the list, such as `2026`.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title: the official one.
    pub title: Localized,
    /// Who publishes the list.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued: Option<Text>,
    /// How the list is made, and what it is not, in our own words.
    pub method: Localized,
    /// Framework edition, `id@edition`, whose controls are the basic measures, where there is one.
    #[serde(default)]
    pub measures: Option<Reference>,
    /// Documents cited.
    pub sources: List<Source>,
    /// Ways in, and the basic measures, as published with the list; empty where not known.
    #[serde(default)]
    pub entries: List<AttackEntry>,
    /// The threats, by rank.
    pub threats: List<RankedThreat>,
    /// What left the list since the year before.
    #[serde(default)]
    pub left: List<LeftThreat>,
}
