#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Citation, List, Localized, Origin, Standing, Text, Verification};

/// What points are measured as, for bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Measure {
    /// The sum of points.
    Points,
    /// Percent of the points that could be had from applicable controls,
    /// compared exactly (`points * 100 >= from * best`).
    Percent,
    /// Percent of the coverage, compared exactly.
    Coverage,
}

named!(Measure, "shisei::model" { Points = "points", Percent = "percent", Coverage = "coverage", });

/// One band of results, from `from` up to the next band.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Band {
    /// Id within the framework.
    pub id: Text,
    /// Short name, such as `70-99`.
    pub title: Localized,
    /// What the band says about the present state, in our own words.
    pub meaning: Localized,
    /// What to do next, in our own words.
    pub next: Localized,
    /// Lowest value of the band. The lowest band has none: it takes everything below.
    #[cfg_attr(feature = "serde", serde(default))]
    pub from: Option<i64>,
    /// Highest value of the band, as printed by the guideline; must meet the next band.
    #[cfg_attr(feature = "serde", serde(default))]
    pub to: Option<i64>,
}

impl Band {
    /// A band from this value up; the lowest has `None`. The texts are the title until they are set.
    ///
    /// ```
    /// use shisei::model::{Band, Localized};
    ///
    /// let band = Band::new("good", Some(70), Localized::new("70点以上", "70 or more"));
    /// assert_eq!((band.from, band.to), (Some(70), None));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, from: Option<i64>, title: Localized) -> Self {
        let (meaning, next) = (title.clone(), title.clone());
        Self { id: id.into(), title, meaning, next, from, to: None }
    }
}

/// Bands over points or shares, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Bands {
    /// What is measured.
    pub measure: Measure,
    /// The bands, best first, without gap or overlap.
    pub steps: List<Band>,
}

impl Bands {
    /// Bands, highest first.
    ///
    /// ```
    /// use shisei::model::{Band, Bands, Localized, Measure};
    ///
    /// let good = Band::new("good", Some(70), Localized::new("70点以上", "70 or more"));
    /// let rest = Band::new("rest", None, Localized::new("70点未満", "Below 70"));
    /// let bands = Bands::new(Measure::Points, vec![good, rest]);
    /// assert_eq!(bands.steps[1].from, None);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(measure: Measure, steps: impl Into<List<Band>>) -> Self {
        Self { measure, steps: steps.into() }
    }
}

/// Something that must hold for a tier.
///
/// The controls are the union of `groups`, `tags` and `controls`; when all three are
/// empty, every control of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Condition {
    /// Groups whose controls are meant.
    #[cfg_attr(feature = "serde", serde(default))]
    pub groups: List<Text>,
    /// Tags whose controls are meant, each `dimension:value`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub tags: List<Text>,
    /// Single controls that are meant.
    #[cfg_attr(feature = "serde", serde(default))]
    pub controls: List<Text>,
    /// Standings that satisfy.
    pub accept: List<Standing>,
    /// How many of the controls must satisfy; without it, all.
    #[cfg_attr(feature = "serde", serde(default))]
    pub at_least: Option<u32>,
}

impl Condition {
    /// That every control has one of these standings; fields narrow it down.
    ///
    /// ```
    /// use shisei::model::{Condition, Standing};
    ///
    /// let mut condition = Condition::new(vec![Standing::Met, Standing::Accepted]);
    /// condition.tags = vec!["level:basic".into()].into();
    /// assert_eq!(condition.at_least, None);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(accept: impl Into<List<Standing>>) -> Self {
        Self {
            groups: List::default(),
            tags: List::default(),
            controls: List::default(),
            accept: accept.into(),
            at_least: None,
        }
    }
}

/// A level that is reached when all its conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tier {
    /// Id within the framework.
    pub id: Text,
    /// Name, such as ★3.
    pub title: Localized,
    /// What reaching it means, and what it does not mean, in our own words.
    pub meaning: Localized,
    /// All must hold.
    pub conditions: List<Condition>,
}

impl Tier {
    /// A tier that is reached when all conditions are met. Its meaning is its title until it is set.
    ///
    /// ```
    /// use shisei::model::{Condition, Localized, Standing, Tier};
    ///
    /// let all_met = Condition::new(vec![Standing::Met]);
    /// let tier = Tier::new("full", Localized::new("すべて", "Everything"), vec![all_met]);
    /// assert_eq!(tier.meaning, tier.title);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(
        id: impl Into<Text>,
        title: Localized,
        conditions: impl Into<List<Condition>>,
    ) -> Self {
        Self { id: id.into(), meaning: title.clone(), title, conditions: conditions.into() }
    }
}

/// The rule that turns a sheet into an outcome: a small closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Rule {
    /// Bands over points or shares.
    Bands(Bands),
    /// Tiers over standings, lowest first. The highest whose conditions hold is the outcome.
    Tiers(List<Tier>),
}

/// The outcome rule of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutcomeRule {
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// Where the source says so.
    pub citations: List<Citation>,
    /// The rule.
    pub rule: Rule,
}

impl OutcomeRule {
    /// A derived, unverified rule.
    ///
    /// ```
    /// use shisei::model::{Condition, Localized, Origin, OutcomeRule, Rule, Standing, Tier};
    ///
    /// let all_met = Condition::new(vec![Standing::Met]);
    /// let tier = Tier::new("full", Localized::new("すべて", "Everything"), vec![all_met]);
    /// let rule = OutcomeRule::new(Rule::Tiers(vec![tier].into()), vec![]);
    /// assert_eq!(rule.origin, Origin::Derived);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(rule: Rule, citations: impl Into<List<Citation>>) -> Self {
        Self {
            origin: Origin::Derived,
            verification: Verification::Unverified,
            citations: citations.into(),
            rule,
        }
    }
}
