use serde::{Deserialize, Serialize};

use super::{
    Control, List, Localized, NotApplicable, Origin, OutcomeRule, Previous, Scale, Source,
    Standing, Text,
};

/// Where an edition stands among its siblings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In force; an id without an edition means this one.
    #[default]
    Current,
    /// Replaced by a later edition, kept for ever.
    Superseded,
    /// Published, not yet in force.
    Upcoming,
}

/// What is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A firm or body.
    Organisation,
    /// A product.
    Product,
    /// A web site.
    Site,
}

/// A named part of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id within the framework.
    pub id: Text,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What it is about, in our own words.
    #[serde(default)]
    pub summary: Option<Localized>,
}

/// One value of a [`Dimension`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TagValue {
    /// Id within the dimension.
    pub id: Text,
    /// Title.
    pub title: Localized,
}

/// A way of cutting across groups: level, principle, role, phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Id within the framework.
    pub id: Text,
    /// Title.
    pub title: Localized,
    /// Whether the publisher tags its controls so, or we do.
    pub origin: Origin,
    /// The values, in order.
    pub values: List<TagValue>,
}

/// How much each standing counts in a coverage.
///
/// Coverage is `sum(weight * credit) / sum(weight * met)` over applicable controls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CoverageRule {
    /// Whether the coverage is the publisher's or ours.
    pub origin: Origin,
    /// Credit for `met`.
    pub met: u32,
    /// Credit for `partial`.
    pub partial: u32,
    /// Credit for `accepted`.
    #[serde(default)]
    pub accepted: u32,
}

/// One edition of one guideline, as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Id of the guideline, such as `self-assessment`.
    pub id: Text,
    /// Edition, such as `3.1`.
    pub edition: Text,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What it is for, in our own words.
    pub summary: Localized,
    /// Who publishes the guideline.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(default)]
    pub issued: Option<Text>,
    /// First day it is in force, in the same form, where that is not the day of publication.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Whether it is in force.
    pub status: Status,
    /// What is assessed.
    pub subject: Subject,
    /// Whether "does not apply" may be answered, unless a control says otherwise.
    pub not_applicable: NotApplicable,
    /// Whether a risk may be accepted instead of a control.
    #[serde(default)]
    pub acceptance: bool,
    /// Standings that need a reason with the answer.
    #[serde(default)]
    pub reasons: List<Standing>,
    /// How it came from the edition before.
    #[serde(default)]
    pub previous: Option<Previous>,
    /// Documents cited.
    pub sources: List<Source>,
    /// Scales.
    pub scales: List<Scale>,
    /// Parts, in order.
    pub groups: List<Group>,
    /// Ways of cutting across.
    #[serde(default)]
    pub dimensions: List<Dimension>,
    /// How coverage is counted, where the framework has no points of its own.
    #[serde(default)]
    pub coverage: Option<CoverageRule>,
    /// How a sheet becomes an outcome.
    #[serde(default)]
    pub outcome: Option<OutcomeRule>,
    /// The controls, in order.
    pub controls: List<Control>,
}
