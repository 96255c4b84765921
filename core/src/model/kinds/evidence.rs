use serde::Serialize;

use crate::reference::Reference;

use super::{Citation, List, Localized, Origin, Source, Standing, Status, Text, Verification};

/// Which severity regime a loss figure belongs to.
///
/// The two describe different populations. They are shown side by side and never averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Regime {
    /// Incidents of every size, as firms report them in a survey: mostly small.
    Everyday,
    /// Ransomware, breaches made public, cases taken to the police: the far end.
    Severe,
}

/// What kind of incident a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Incident {
    /// Any cyber incident.
    Any,
    /// Unauthorised access.
    UnauthorisedAccess,
    /// Ransomware.
    Ransomware,
    /// Malware other than ransomware.
    Malware,
    /// Personal data leaked from a web site.
    WebLeak,
    /// Card data leaked from a web site.
    CardLeak,
    /// Card fraud.
    CardFraud,
}

/// How a printed number is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Precision {
    /// As printed.
    #[default]
    Exact,
    /// Printed as about so much.
    About,
    /// Printed as more than so much.
    Over,
    /// Printed as at least so much.
    AtLeast,
}

/// From one sum to another, both in yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct YenRange {
    /// Lowest sum, in yen.
    pub from: u64,
    /// Highest sum, in yen.
    pub to: u64,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Quantity {
    /// A share, in thousandths: 730 is 73.0 percent.
    SharePermille(u32),
    /// A number of firms, reports or records.
    Count(u64),
    /// A sum of money, in yen.
    Yen(u64),
    /// A range of money, in yen.
    YenRange(YenRange),
    /// A sum of money, in US dollars.
    UsDollars(u64),
    /// Days, in tenths: 58 is 5.8 days.
    DaysTenths(u32),
    /// Months, in tenths: 86 is 8.6 months.
    MonthsTenths(u32),
    /// Person-months of own staff, in tenths.
    PersonMonthsTenths(u32),
    /// How many times as likely, in tenths: 14 is 1.4 times.
    TimesTenths(u32),
}

/// A control of a framework edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlRef {
    /// The edition, `id@edition`.
    pub framework: Reference,
    /// Id of the control there.
    pub control: Text,
}

/// One published figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Figure {
    /// Id within the file.
    pub id: Text,
    /// What the number counts, in our own words or by its official label.
    pub label: Localized,
    /// The time it describes, where it differs from the set's: `YYYY`, `YYYY-H1`, `FY2023`, `from/to`,
    /// `/to` when the start is open, `P3Y/to` for the three years up to then.
    #[serde(default)]
    pub period: Option<Text>,
    /// The number.
    pub value: Quantity,
    /// How the number is meant.
    #[serde(default)]
    pub precision: Precision,
    /// How many answered, where known.
    #[serde(default)]
    pub n: Option<u32>,
    /// Severity regime, for losses and recovery times.
    #[serde(default)]
    pub regime: Option<Regime>,
    /// Kind of incident, where it is about incidents.
    #[serde(default)]
    pub incident: Option<Incident>,
    /// Controls whose practice the share counts: a peer figure for them.
    #[serde(default)]
    pub controls: List<ControlRef>,
    /// Standings that the share counts together; empty where it counts no practice.
    #[serde(default)]
    pub standings: List<Standing>,
    /// Whether it is printed or follows from printed numbers by arithmetic.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, or not comparable.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The unit of the bounds of a [`Distribution`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Axis {
    /// Yen.
    Yen,
    /// Days; a printed month is 30 days here.
    Days,
    /// Named categories without bounds.
    Category,
}

/// One part of a [`Distribution`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Portion {
    /// Id within the distribution.
    pub id: Text,
    /// Name of the part.
    pub label: Localized,
    /// Lowest value, in the unit of the axis.
    #[serde(default)]
    pub from: Option<u64>,
    /// First value above, in the unit of the axis.
    #[serde(default)]
    pub below: Option<u64>,
    /// How many, where printed.
    #[serde(default)]
    pub count: Option<u32>,
    /// Share, in thousandths, as printed or as `count / n` rounded to the nearest.
    pub share_permille: u32,
}

/// How published answers spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Distribution {
    /// Id within the file.
    pub id: Text,
    /// What is spread.
    pub label: Localized,
    /// The time it describes.
    pub period: Text,
    /// Unit of the bounds.
    pub axis: Axis,
    /// How many answered, where known.
    #[serde(default)]
    pub n: Option<u32>,
    /// Severity regime, for losses and recovery times.
    #[serde(default)]
    pub regime: Option<Regime>,
    /// Kind of incident, where it is about incidents.
    #[serde(default)]
    pub incident: Option<Incident>,
    /// The parts, in order.
    pub portions: List<Portion>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, or not comparable.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Figures of one survey, statistic or study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Evidence {
    /// Id of the set.
    pub id: Text,
    /// Edition or year of the set.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// Who publishes it.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(default)]
    pub issued: Option<Text>,
    /// The time it describes, unless a figure says otherwise.
    pub period: Text,
    /// Who was counted, in our own words.
    pub population: Localized,
    /// How many were counted in all, where known.
    #[serde(default)]
    pub n: Option<u32>,
    /// How the figures may and may not be used, in our own words.
    pub caution: Localized,
    /// Documents cited.
    pub sources: List<Source>,
    /// The figures.
    #[serde(default)]
    pub figures: List<Figure>,
    /// How answers spread, where published.
    #[serde(default)]
    pub distributions: List<Distribution>,
}
