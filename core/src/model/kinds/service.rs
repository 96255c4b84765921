use serde::Serialize;

use super::{Citation, List, Localized, Origin, Parameter, Source, Status, Text, Verification};

/// A way in which a service watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MonitoringType {
    /// Id within the scheme: `network`, `endpoint` or `both`.
    pub id: Text,
    /// Title: the official one.
    pub title: Localized,
    /// What it watches, in our own words.
    pub watches: Localized,
    /// What speaks for it, in our own words.
    pub strength: Localized,
    /// What to look out for, in our own words.
    pub caution: Localized,
    /// When to think of it first, in our own words: our advice, not the publisher's.
    pub choose_when: Localized,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The highest price of a monitoring type: `yen_per_month + devices * yen_per_device_month`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceCap {
    /// Id of the [`MonitoringType`].
    pub monitoring: Text,
    /// Part that does not depend on the number of devices, in yen per month.
    pub yen_per_month: u64,
    /// Part for each device, in yen per month.
    pub yen_per_device_month: u64,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A class of services within the scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ServiceClass {
    /// Id within the scheme.
    pub id: Text,
    /// Title: the official one.
    pub title: Localized,
    /// Whom it is meant for, and what is different, in our own words.
    pub summary: Localized,
    /// First day it could be had, `YYYY-MM-DD` or `YYYY-MM`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Price ceilings; empty where none is known.
    #[serde(default)]
    pub caps: List<PriceCap>,
    /// Numbers the class names, such as the fewest devices watched.
    #[serde(default)]
    pub parameters: List<Parameter>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Something that every service of a class must bring: a line of the buyer's checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ServiceElement {
    /// Id within the scheme.
    pub id: Text,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What must be there, in our own words.
    pub gist: Localized,
    /// What to ask a provider, in our own words.
    pub ask: Localized,
    /// Classes that need it.
    pub classes: List<Text>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// What must be so at the buyer's for an advice to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Situation {
    /// People work from home, or computers are carried out.
    Outside,
    /// Some devices cannot take an agent.
    Agentless,
    /// Everything sits behind one office line.
    OneOffice,
    /// As many devices as the larger class starts from, or more.
    ManyDevices,
}

/// A line of advice on which monitoring type to look at: ours, not the publisher's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MonitoringAdvice {
    /// Id within the scheme.
    pub id: Text,
    /// When it applies.
    pub when: Situation,
    /// Monitoring types that fit; empty when the line does not decide between them.
    #[serde(default)]
    pub fits: List<Text>,
    /// Class of services to look at, where the line is about that.
    #[serde(default)]
    pub class: Option<Text>,
    /// Parameter of the class that is the fewest devices, where the situation is many devices.
    #[serde(default)]
    pub parameter: Option<Text>,
    /// Why, in our own words.
    pub reason: Localized,
    /// Whether the line is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of its sources.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A registration scheme for services, such as お助け隊.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ServiceScheme {
    /// Id of the scheme.
    pub id: Text,
    /// Edition of its standard.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title: the official one.
    pub title: Localized,
    /// What it is, in our own words.
    pub summary: Localized,
    /// Who runs it.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(default)]
    pub issued: Option<Text>,
    /// Documents cited.
    pub sources: List<Source>,
    /// Ways of watching.
    pub monitoring: List<MonitoringType>,
    /// Classes of services.
    pub classes: List<ServiceClass>,
    /// What every service must bring.
    pub elements: List<ServiceElement>,
    /// Which monitoring type fits whom.
    pub advice: List<MonitoringAdvice>,
}
