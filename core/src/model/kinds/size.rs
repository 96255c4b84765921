use serde::Serialize;

use super::{Citation, List, Localized, Source, Status, Text, Verification};

/// What decides whether an applicant of a class counts as small or medium-sized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SizeTest {
    /// Either capital or employees within the limit is enough.
    CapitalOrEmployees,
    /// Only employees are counted.
    Employees,
    /// Only employees are counted, against the limit of the applicant's main industry.
    EmployeesOfMainIndustry,
}

/// One line of a size table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SizeClass {
    /// Id within the table.
    pub id: Text,
    /// The printed number, such as ①, where there is one.
    #[serde(default)]
    pub number: Option<Text>,
    /// Industry or kind of body: the official label.
    pub title: Localized,
    /// What is compared with the limits.
    pub test: SizeTest,
    /// Highest capital or total investment, in yen.
    #[serde(default)]
    pub capital_max_yen: Option<u64>,
    /// Highest number of regular employees.
    #[serde(default)]
    pub employees_max: Option<u32>,
    /// Lines of the table of the smallest firms that can be meant, the usual one first. Empty:
    /// applicants of this class are never among the smallest.
    #[serde(default)]
    pub micro: List<Text>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// One line of the table of the smallest firms (小規模事業者).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MicroClass {
    /// Id within the table.
    pub id: Text,
    /// Industry: the official label.
    pub title: Localized,
    /// Highest number of regular employees. There is no capital test.
    pub employees_max: u32,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Which applicants are small or medium-sized, and which are the smallest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SizeTable {
    /// Id of the table, such as `sme-classes`.
    pub id: Text,
    /// Edition of the programme that prints it.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// Who counts as a regular employee, in our own words.
    pub counting: Localized,
    /// Documents cited.
    pub sources: List<Source>,
    /// Small and medium-sized, by industry.
    pub classes: List<SizeClass>,
    /// The smallest, by industry.
    pub micro: List<MicroClass>,
}
