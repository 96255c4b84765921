use serde::Deserialize;

use crate::error::{Code, Problem};
use crate::input::at_most;
use crate::model::{RiskRole, RiskSheet};
use crate::programmes::setters::setters;

/// An information asset with the values its owner gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Asset {
    /// Name of the asset.
    pub name: String,
    /// Who looks after it.
    #[serde(default)]
    pub owner: String,
    /// What may happen to it.
    #[serde(default)]
    pub scenario: String,
    /// Confidentiality.
    #[serde(default, deserialize_with = "at_most::<MOST_GRADE, _>")]
    pub confidentiality: Option<u64>,
    /// Integrity.
    #[serde(default, deserialize_with = "at_most::<MOST_GRADE, _>")]
    pub integrity: Option<u64>,
    /// Availability.
    #[serde(default, deserialize_with = "at_most::<MOST_GRADE, _>")]
    pub availability: Option<u64>,
    /// Whether it holds personal data.
    #[serde(default)]
    pub personal_data: bool,
    /// Threat: how likely it is.
    #[serde(default, deserialize_with = "at_most::<MOST_GRADE, _>")]
    pub threat: Option<u64>,
    /// Vulnerability: how easy it is.
    #[serde(default, deserialize_with = "at_most::<MOST_GRADE, _>")]
    pub vulnerability: Option<u64>,
    /// Id of the treatment chosen.
    pub treatment: Option<String>,
    /// Free note.
    #[serde(default)]
    pub note: String,
}

impl Asset {
    /// An asset of which no more is known than its name.
    ///
    /// ```
    /// use shisei::programmes::risk::Asset;
    ///
    /// let mut laptop = Asset::new("laptop").confidentiality(3).integrity(2).availability(2);
    /// laptop.owner = "sales".to_owned();
    /// assert_eq!((laptop.confidentiality, laptop.threat), (Some(3), None));
    /// ```
    #[must_use]
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

setters! {
    Asset, "shisei::programmes::risk::Asset::new(\"laptop\")" {
        text treatment = "reduce";
        value confidentiality: u64 = 3;
        value integrity: u64 = 2;
        value availability: u64 = 1;
        value threat: u64 = 2;
        value vulnerability: u64 = 3;
    }
}

/// Most assets of one sheet.
pub(super) const MOST_ASSETS: usize = 10_000;

/// Longest text of an asset, in characters.
const LONGEST_TEXT: usize = 500;

/// Most that a grade may be while it is read; the scales decide what it may be in the end.
const MOST_GRADE: u64 = 1_000_000;

impl Asset {
    /// The values with their names and the roles of their scales.
    #[inline]
    pub(super) fn grades(&self) -> [(&'static str, RiskRole, Option<u64>); 5] {
        [
            ("confidentiality", RiskRole::Confidentiality, self.confidentiality),
            ("integrity", RiskRole::Integrity, self.integrity),
            ("availability", RiskRole::Availability, self.availability),
            ("threat", RiskRole::Threat, self.threat),
            ("vulnerability", RiskRole::Vulnerability, self.vulnerability),
        ]
    }
}

/// Everything that is wrong with the assets. Grades of the older scale are one problem, not many.
#[inline]
pub(crate) fn problems(sheet: &RiskSheet, assets: &[Asset]) -> Vec<Problem> {
    if assets.len() > MOST_ASSETS {
        let detail = format!("{} > {MOST_ASSETS}", assets.len());
        return vec![Problem::new(Code::TooLarge).at("assets").detail(detail)];
    }
    if let Some(old) = old_scale(sheet, assets) {
        return vec![old];
    }
    let mut problems = Vec::new();
    for (index, asset) in assets.iter().enumerate() {
        let at = |field: &str| format!("assets[{index}].{field}");
        for (field, role, value) in asset.grades() {
            let (lowest, highest) = range(sheet, role);
            match value {
                None => problems.push(
                    Problem::new(Code::MissingField).at(format!("assets[{index}]")).given(field),
                ),
                Some(value) if !(lowest..=highest).contains(&value) => {
                    let problem = Problem::new(Code::OutOfRange).at(at(field));
                    let detail = format!("{lowest}–{highest}");
                    problems.push(problem.given(&value.to_string()).detail(detail));
                }
                Some(_) => {}
            }
        }
        let names = || sheet.treatments.iter().map(|treatment| &*treatment.id);
        if let Some(treatment) = asset.treatment.as_deref()
            && !names().any(|name| name == treatment)
        {
            let problem = Problem::new(Code::UnknownOption).at(at("treatment")).given(treatment);
            problems.push(problem.nearest_of(names()));
        }
        for (field, text) in [
            ("name", &asset.name),
            ("owner", &asset.owner),
            ("scenario", &asset.scenario),
            ("note", &asset.note),
        ] {
            if text.chars().count() > LONGEST_TEXT {
                let detail = format!("{LONGEST_TEXT} characters at most");
                problems
                    .push(Problem::new(Code::OutOfRange).at(at(field)).given(text).detail(detail));
            }
        }
    }
    problems
}

/// Lowest and highest value of a scale.
#[inline]
fn range(sheet: &RiskSheet, role: RiskRole) -> (u64, u64) {
    let scale = sheet.scale(role);
    let values = || {
        scale.into_iter().flat_map(|scale| scale.grades.iter()).map(|grade| u64::from(grade.value))
    };
    (values().min().unwrap_or(0), values().max().unwrap_or(0))
}

/// Grades one step below the scale throughout are grades of the older edition: it began at 0 and
/// ended one lower. Translating them would be a guess, so they are refused.
#[inline]
fn old_scale(sheet: &RiskSheet, assets: &[Asset]) -> Option<Problem> {
    let all = || {
        assets
            .iter()
            .flat_map(Asset::grades)
            .filter_map(|(_, role, value)| Some((range(sheet, role), value?)))
    };
    let below = all().any(|((lowest, _), value)| value + 1 == lowest);
    let within = all().all(|((_, highest), value)| value < highest);
    let (lowest, highest) = range(sheet, RiskRole::Threat);
    (below && within).then(|| {
        let older = format!("{}–{}", lowest.saturating_sub(1), highest.saturating_sub(1));
        let problem = Problem::new(Code::OldScale).at("assets").given(&older);
        problem.detail(format!("{lowest}–{highest}"))
    })
}
