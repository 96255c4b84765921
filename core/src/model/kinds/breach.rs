use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Citation, List, Localized, Origin, Source, Status, Text, Verification};
use crate::reference::Reference;

/// What happened to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreachKind {
    /// It got outside, or may have.
    Leak,
    /// Its content is gone.
    Loss,
    /// Its content was changed, or cannot be used.
    Damage,
}

named!(BreachKind, "shisei::model" {
    Leak = "leak",
    Loss = "loss",
    Damage = "damage",
});

/// What makes a breach reportable whatever the number of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreachTrigger {
    /// Data that needs special care, such as medical records.
    SpecialCare,
    /// Data whose misuse may cost people money, such as card numbers.
    Financial,
    /// An act that may have a wrongful purpose, such as a break-in or ransomware.
    Wrongful,
}

/// What may free from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreachCircumstance {
    /// The data was strongly encrypted, or protected in a like way.
    Encrypted,
    /// All of it was recovered before any third party saw it.
    RecoveredUnseen,
    /// The same data is kept elsewhere.
    CopyKept,
}

named!(BreachCircumstance, "shisei::model" {
    Encrypted = "encrypted",
    RecoveredUnseen = "recovered-unseen",
    CopyKept = "copy-kept",
});

/// Whose data it is, and who handles it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreachRole {
    /// It handles its own data.
    #[default]
    Own,
    /// It entrusted the data to a contractor.
    Client,
    /// It handles the data for a client.
    Contractor,
}

/// Which of the reports a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreachStage {
    /// The first report, promptly.
    Preliminary,
    /// The report with every item.
    Final,
    /// What a contractor tells its client, which frees it from reports of its own.
    TellClient,
}

/// One statement of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BreachLine {
    /// Id within the rules.
    pub id: Text,
    /// The number that is printed, where there is one.
    #[serde(default)]
    pub number: Option<Text>,
    /// What it is about.
    #[serde(default)]
    pub title: Option<Localized>,
    /// What it says, in our own words.
    pub gist: Localized,
    /// The circumstance that it is about: it then frees from a report.
    #[serde(default)]
    pub frees: Option<BreachCircumstance>,
    /// For an item of a report: whether the people concerned are told it too.
    #[serde(default)]
    pub told_to_persons: Option<bool>,
    /// Whether the guideline says so or we read it so.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// What happened, and when it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BreachState {
    /// What happened.
    pub kind: BreachKind,
    /// Title.
    pub title: Localized,
    /// What it means, in our own words.
    pub gist: Localized,
    /// When it does not count, in our own words.
    pub except: Localized,
    /// The circumstance in which it does not count.
    pub unless: BreachCircumstance,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// One of the cases that must be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReportableCase {
    /// Id within the rules.
    pub id: Text,
    /// The number that is printed.
    pub number: Text,
    /// What must be said of the breach; `None` for the case that the number of people decides.
    #[serde(default)]
    pub trigger: Option<BreachTrigger>,
    /// Title.
    pub title: Localized,
    /// What it covers, in our own words.
    pub gist: Localized,
    /// It applies to more people than this.
    pub persons_more_than: u64,
    /// Days for the final report.
    pub final_days: u32,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// By when something must be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BreachDeadline {
    /// Id within the rules.
    pub id: Text,
    /// Which report it is about.
    pub stage: BreachStage,
    /// Title.
    pub title: Localized,
    /// The deadline, in our own words.
    pub rule: Localized,
    /// Days, the day of knowing being the first; the fewest of a span.
    pub days_from: u32,
    /// Days, the day of knowing being the first; the most of a span.
    pub days: u32,
    /// Whether a last day that falls on a closed day moves to the next open one.
    pub rolls_over: bool,
    /// How the days are counted, in our own words.
    pub counting: Localized,
    /// Whether the guideline prints how they are counted or we read it so.
    pub counting_origin: Origin,
    /// What the report holds, in our own words.
    pub content: Localized,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Days of every year on which offices are closed, by month and day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct YearEnd {
    /// First closed day, `MM-DD`.
    pub from: Text,
    /// Last closed day, in the year after, `MM-DD`.
    pub until: Text,
}

/// Whom a breach of personal data must be reported to, what must be said, and by which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BreachRules {
    /// Id of the rules.
    pub id: Text,
    /// Edition of the guideline that explains them.
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
    /// Holidays, `id@edition`.
    pub holidays: Reference,
    /// Other days on which offices are closed.
    pub year_end: YearEnd,
    /// Documents cited.
    pub sources: List<Source>,
    /// What may happen to data.
    pub states: List<BreachState>,
    /// What must be reported.
    pub cases: List<ReportableCase>,
    /// By when.
    pub deadlines: List<BreachDeadline>,
    /// To whom.
    pub recipient: BreachLine,
    /// To whom instead where the power is delegated.
    pub delegated: BreachLine,
    /// When the days begin, and which days count.
    pub counting: List<BreachLine>,
    /// What a report holds.
    pub items: List<BreachLine>,
    /// Telling the people concerned.
    pub notice: List<BreachLine>,
    /// Clients and contractors.
    pub contractors: List<BreachLine>,
    /// What frees from a report.
    pub exceptions: List<BreachLine>,
    /// A report that is not due.
    pub voluntary: BreachLine,
    /// Signs that data may have leaked: suspicion is enough.
    pub signs: List<BreachLine>,
    /// What to do first.
    pub first_moves: List<BreachLine>,
}

/// The holidays of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HolidayYear {
    /// The year.
    pub year: u16,
    /// The days, `YYYY-MM-DD`, in order.
    pub days: List<Text>,
    /// How sure we are of them.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Public holidays, year by year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Holidays {
    /// Id of the table.
    pub id: Text,
    /// Edition of the table.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What to do about a year that is not in the table, in our own words.
    pub beyond: Localized,
    /// Documents cited.
    pub sources: List<Source>,
    /// The years, in order.
    pub years: List<HolidayYear>,
}
