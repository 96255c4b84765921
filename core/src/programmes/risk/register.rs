use serde::Serialize;

use super::asset::{Asset, problems};
use crate::error::{Error, refuse};
use crate::model::{Localized, Origin, RiskLevel, RiskSheet, Text};
use crate::programmes::basis::Basis;
use crate::reference::Reference;

/// The values given to an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Grades {
    /// Confidentiality.
    pub confidentiality: u32,
    /// Integrity.
    pub integrity: u32,
    /// Availability.
    pub availability: u32,
    /// Threat.
    pub threat: u32,
    /// Vulnerability.
    pub vulnerability: u32,
}

/// One asset of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RiskLine"))]
#[non_exhaustive]
pub struct Line {
    /// Its place among the assets given, from 0.
    pub index: u32,
    /// Name of the asset.
    pub name: String,
    /// Who looks after it.
    pub owner: String,
    /// What may happen to it.
    pub scenario: String,
    /// The values given.
    pub grades: Grades,
    /// Whether it holds personal data.
    pub personal_data: bool,
    /// Criticality: the highest of confidentiality, integrity and availability, and that of personal
    /// data where there is some.
    pub criticality: u32,
    /// Possibility of damage, by the conversion table.
    pub possibility: u32,
    /// Risk value: criticality times possibility.
    pub risk: u32,
    /// Id of the level.
    pub level: Text,
    /// Treatment chosen.
    pub treatment: Option<String>,
    /// Free note.
    pub note: String,
}

/// How many assets are on a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LevelCount {
    /// Id of the level.
    pub level: Text,
    /// Title.
    pub title: Localized,
    /// What it means.
    pub meaning: Localized,
    /// Number of assets.
    pub assets: u32,
    /// Of these, without a treatment.
    pub untreated: u32,
}

/// How many assets have a treatment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TreatmentCount {
    /// Id of the treatment.
    pub treatment: Text,
    /// Title.
    pub title: Localized,
    /// What it means.
    pub gist: Localized,
    /// Number of assets.
    pub assets: u32,
}

/// A contradiction in the source, and how it is read here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErratumNote {
    /// Id within the sheet.
    pub id: Text,
    /// What the source says.
    pub says: Localized,
    /// What we do, and why.
    pub reading: Localized,
    /// Sources.
    pub basis: Basis,
}

/// The register of risks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Register {
    /// The sheet, `id@edition`.
    pub sheet: Reference,
    /// Title.
    pub title: Localized,
    /// What it is for and what it is not.
    pub note: Localized,
    /// The assets: highest risk first, then highest criticality, then as given.
    pub lines: Vec<Line>,
    /// How many assets are on each level, highest first.
    pub levels: Vec<LevelCount>,
    /// How many assets have each treatment.
    pub treatments: Vec<TreatmentCount>,
    /// Number of assets.
    pub assets: u32,
    /// The highest risk value; `None` without assets.
    pub highest: Option<u32>,
    /// Whether the conversion table is the publisher's or ours.
    pub origin: Origin,
    /// Contradictions in the source.
    pub errata: Vec<ErratumNote>,
    /// Sources of the tables.
    pub basis: Basis,
}

/// Possibility of damage, by the conversion table; `None` for a pair that the table has not.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::risk::possibility;
///
/// let sheet = catalogue::risk::in_force(None)?;
/// assert_eq!(possibility(sheet, 2, 3), Some(2));
/// assert_eq!(possibility(sheet, 9, 9), None);
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn possibility(sheet: &RiskSheet, threat: u32, vulnerability: u32) -> Option<u32> {
    let mut cells = sheet.conversion.iter();
    cells
        .find(|cell| (cell.threat, cell.vulnerability) == (threat, vulnerability))
        .map(|cell| cell.possibility)
}

/// Rates assets and sorts them into a register.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every problem of the
/// assets; [`Code::OldScale`](crate::Code::OldScale) alone when the grades are on the older scale.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::risk::{self, Asset};
///
/// let laptop = Asset::new("laptop").confidentiality(3).integrity(2).availability(2);
/// let laptop = laptop.threat(2).vulnerability(3);
/// let register = risk::register(catalogue::risk::in_force(None)?, &[laptop])?;
/// assert_eq!((register.lines[0].risk, &*register.lines[0].level), (6, "high"));
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn register(sheet: &RiskSheet, assets: &[Asset]) -> Result<Register, Error> {
    refuse(problems(sheet, assets))?;
    let mut lines: Vec<Line> =
        (0u32..).zip(assets).filter_map(|(index, asset)| line(sheet, index, asset)).collect();
    // The sort is stable: equals stay as given.
    lines.sort_by_key(|line| std::cmp::Reverse((line.risk, line.criticality)));
    Ok(Register {
        sheet: sheet.reference(),
        title: sheet.title.clone(),
        note: sheet.note.clone(),
        levels: sheet.levels.iter().map(|level| level_count(level, &lines)).collect(),
        treatments: treatments(sheet, &lines),
        assets: count(lines.iter()),
        highest: lines.first().map(|line| line.risk),
        lines,
        origin: sheet.origin,
        errata: errata(sheet),
        basis: Basis::of(sheet, &sheet.sources),
    })
}

/// None only when the tables have a hole: the catalogue is checked for that when it is built.
#[inline]
fn line(sheet: &RiskSheet, index: u32, asset: &Asset) -> Option<Line> {
    let grade = |value: Option<u64>| u32::try_from(value?).ok();
    let grades = Grades {
        confidentiality: grade(asset.confidentiality)?,
        integrity: grade(asset.integrity)?,
        availability: grade(asset.availability)?,
        threat: grade(asset.threat)?,
        vulnerability: grade(asset.vulnerability)?,
    };
    let personal = if asset.personal_data { sheet.personal_data } else { 0 };
    let criticality =
        grades.confidentiality.max(grades.integrity).max(grades.availability).max(personal);
    let possibility = possibility(sheet, grades.threat, grades.vulnerability)?;
    let risk = criticality * possibility;
    let level = sheet.levels.iter().find(|level| (level.from..=level.to).contains(&risk))?;
    Some(Line {
        index,
        name: asset.name.clone(),
        owner: asset.owner.clone(),
        scenario: asset.scenario.clone(),
        grades,
        personal_data: asset.personal_data,
        criticality,
        possibility,
        risk,
        level: level.id.clone(),
        treatment: asset.treatment.clone(),
        note: asset.note.clone(),
    })
}

#[inline]
fn count<'a>(lines: impl Iterator<Item = &'a Line>) -> u32 {
    u32::try_from(lines.count()).unwrap_or(u32::MAX)
}

#[inline]
fn level_count(level: &RiskLevel, lines: &[Line]) -> LevelCount {
    let on_it = || lines.iter().filter(|line| line.level == level.id);
    LevelCount {
        level: level.id.clone(),
        title: level.title.clone(),
        meaning: level.meaning.clone(),
        assets: count(on_it()),
        untreated: count(on_it().filter(|line| line.treatment.is_none())),
    }
}

#[inline]
fn treatments(sheet: &RiskSheet, lines: &[Line]) -> Vec<TreatmentCount> {
    let chosen =
        |id: &str| count(lines.iter().filter(|line| line.treatment.as_deref() == Some(id)));
    let each = sheet.treatments.iter().map(|treatment| TreatmentCount {
        treatment: treatment.id.clone(),
        title: treatment.title.clone(),
        gist: treatment.gist.clone(),
        assets: chosen(&treatment.id),
    });
    each.collect()
}

#[inline]
fn errata(sheet: &RiskSheet) -> Vec<ErratumNote> {
    let each = sheet.errata.iter().map(|erratum| ErratumNote {
        id: erratum.id.clone(),
        says: erratum.says.clone(),
        reading: erratum.reading.clone(),
        basis: Basis::of(erratum, &sheet.sources),
    });
    each.collect()
}
