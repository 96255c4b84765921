use serde::Serialize;

use super::{Citation, List, Localized, Source, Status, Text, Verification};

/// What has happened, when help is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Case {
    /// Ransomware or other malware.
    Ransomware,
    /// Information leaked, or may have.
    Leak,
    /// A system stopped.
    Stoppage,
    /// A targeted attack is suspected.
    Targeted,
    /// A weakness was found in software or a site.
    Vulnerability,
    /// Unauthorised access, with or without a leak.
    UnauthorisedAccess,
    /// A fraudulent mail, site or call.
    Fraud,
    /// A general question, or no idea which case it is.
    General,
}

/// How a desk is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Channel {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web page, which may hold a form.
    Page,
}

/// One way of reaching a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Contact {
    /// What kind of address it is.
    pub channel: Channel,
    /// The address.
    pub address: Text,
    /// How sure we are of the address.
    pub verification: Verification,
}

/// What a desk does with what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeskRole {
    /// It advises.
    Advice,
    /// It takes official reports.
    Report,
    /// It does both.
    AdviceAndReport,
}

/// A place that helps or takes reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Desk {
    /// Id within the table.
    pub id: Text,
    /// Who runs it.
    pub operator: Text,
    /// Name: the official one where there is one.
    pub title: Localized,
    /// What it takes, in our own words.
    pub takes: Localized,
    /// What it does not do, in our own words, where that is known.
    #[serde(default)]
    pub limits: Option<Localized>,
    /// Whether it advises or takes reports.
    pub role: DeskRole,
    /// Cases it is for.
    pub cases: List<Case>,
    /// Whether firms turn to it; otherwise it is for individuals.
    pub for_organisations: bool,
    /// Whether it is the place to ask when unsure.
    #[serde(default)]
    pub first_choice: bool,
    /// How it is reached, where known.
    #[serde(default)]
    pub contacts: List<Contact>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The desks of a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeskTable {
    /// Id of the table, such as `incident-desks`.
    pub id: Text,
    /// Edition of the table.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// Title.
    pub title: Localized,
    /// First day it holds, `YYYY-MM-DD`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Last day it held, `YYYY-MM-DD`; without it, it still holds.
    #[serde(default)]
    pub valid_until: Option<Text>,
    /// Documents cited.
    pub sources: List<Source>,
    /// The desks.
    pub desks: List<Desk>,
}
