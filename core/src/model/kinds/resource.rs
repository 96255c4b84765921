use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, ControlRef, List, Localized, Source, Status, Text, Verification};

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ResourceKind {
    /// A text to read.
    Guide,
    /// A document to fill in or adapt.
    Template,
    /// Questions to tick.
    Checklist,
    /// A calculation sheet.
    Sheet,
    /// A web or desktop tool.
    Tool,
    /// Videos.
    Video,
    /// A course or exercise.
    Training,
}

/// Something published that helps to close a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Resource {
    /// Id within the set.
    pub id: Text,
    /// The number it is printed with, such as 付録7. It means nothing without the edition.
    #[serde(default)]
    pub number: Option<Text>,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What it helps with, in our own words.
    pub summary: Localized,
    /// What it is.
    pub kind: ResourceKind,
    /// File format, such as `PDF`, `Word`, `Excel` or `PowerPoint`, where known.
    #[serde(default)]
    pub format: Option<Text>,
    /// Framework edition that holds it as data here, `id@edition`, where one does.
    #[serde(default)]
    pub framework: Option<Reference>,
    /// Controls it helps with.
    #[serde(default)]
    pub controls: List<ControlRef>,
    /// Where it can be had, where known.
    #[serde(default)]
    pub url: Option<Text>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Resources that were published together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResourceSet {
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
    /// Who publishes them.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(default)]
    pub issued: Option<Text>,
    /// What to keep in mind, such as that numbers moved, in our own words.
    #[serde(default)]
    pub note: Option<Localized>,
    /// Documents cited.
    pub sources: List<Source>,
    /// The resources.
    pub resources: List<Resource>,
}
