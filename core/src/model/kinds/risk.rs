use serde::Serialize;

use super::{Citation, List, Localized, Origin, Source, Status, Text, Verification};

/// What a scale of the risk sheet grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RiskRole {
    /// Damage if others see the asset.
    Confidentiality,
    /// Damage if the asset is changed.
    Integrity,
    /// Damage if the asset cannot be used.
    Availability,
    /// The highest of the three.
    Criticality,
    /// How likely a threat is.
    Threat,
    /// How easily it succeeds.
    Vulnerability,
    /// How likely damage is.
    Possibility,
}

impl RiskRole {
    /// The roles that the scales of every sheet have.
    pub const ALL: [Self; 7] = [
        Self::Confidentiality,
        Self::Integrity,
        Self::Availability,
        Self::Criticality,
        Self::Threat,
        Self::Vulnerability,
        Self::Possibility,
    ];
}

/// One value of a risk scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RiskGrade {
    /// The value, 1 to 3.
    pub value: u32,
    /// What it means, in our own words.
    pub meaning: Localized,
}

/// A scale of the risk sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RiskScale {
    /// Id within the sheet.
    pub id: Text,
    /// What it grades.
    pub role: RiskRole,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// The values, highest first.
    pub grades: List<RiskGrade>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// One cell of the conversion table from threat and vulnerability to possibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Conversion {
    /// Value of the threat.
    pub threat: u32,
    /// Value of the vulnerability.
    pub vulnerability: u32,
    /// Possibility of damage.
    pub possibility: u32,
}

/// One level of risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RiskLevel {
    /// Id within the sheet.
    pub id: Text,
    /// Title: the official one.
    pub title: Localized,
    /// What it means, in our own words.
    pub meaning: Localized,
    /// Lowest risk value of the level.
    pub from: u32,
    /// Highest risk value of the level.
    pub to: u32,
}

/// A way of dealing with a risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Treatment {
    /// Id within the sheet.
    pub id: Text,
    /// Title: the official one.
    pub title: Localized,
    /// What it means, in our own words.
    pub gist: Localized,
}

/// A case with known values, for readers and for tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RiskExample {
    /// Id within the sheet.
    pub id: Text,
    /// The case, in our own words.
    pub title: Localized,
    /// Criticality.
    pub criticality: u32,
    /// Value of the threat.
    pub threat: u32,
    /// Value of the vulnerability.
    pub vulnerability: u32,
    /// Possibility of damage.
    pub possibility: u32,
    /// Risk value.
    pub risk: u32,
    /// Id of the [`RiskLevel`].
    pub level: Text,
}

/// A place where the source contradicts itself, and how we read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Erratum {
    /// Id within the sheet.
    pub id: Text,
    /// What the source says, in our own words.
    pub says: Localized,
    /// What we do, and why.
    pub reading: Localized,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// The tables of the risk analysis.
///
/// Criticality is the highest of confidentiality, integrity and availability; the possibility comes
/// from the conversion table; the risk value is criticality times possibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RiskSheet {
    /// Id of the sheet.
    pub id: Text,
    /// Edition of the guideline.
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
    /// What it is for and what it is not, in our own words.
    pub note: Localized,
    /// Documents cited.
    pub sources: List<Source>,
    /// The scales.
    pub scales: List<RiskScale>,
    /// Whether the conversion table is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
    /// The conversion table: every pair of threat and vulnerability once.
    pub conversion: List<Conversion>,
    /// Criticality of an asset with personal data, whatever its other values.
    pub personal_data: u32,
    /// Risk values that can occur.
    pub values: List<u32>,
    /// Levels, highest first.
    pub levels: List<RiskLevel>,
    /// Ways of dealing with a risk.
    pub treatments: List<Treatment>,
    /// Cases with known values.
    #[serde(default)]
    pub examples: List<RiskExample>,
    /// Contradictions in the source.
    #[serde(default)]
    pub errata: List<Erratum>,
}

impl RiskSheet {
    /// The scale with a role. The catalogue has each exactly once.
    ///
    /// ```
    /// use shisei::model::RiskRole;
    ///
    /// let sheet = shisei::catalog::programmes::risk::in_force(None)?;
    /// assert_eq!(sheet.scale(RiskRole::Threat).expect("checked").id, "threat");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn scale(&self, role: RiskRole) -> Option<&RiskScale> {
        self.scales.iter().find(|scale| scale.role == role)
    }
}
