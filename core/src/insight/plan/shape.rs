//! What goes into a plan, and what comes out.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::effort::{Effort, EffortOrigin};
use crate::assessment::{AssessmentData, Coverage, FrameworkRef, Outcome, Points};
use crate::model::Text;

/// What a plan should reach.
///
/// In JSON a bare string is an outcome, and a bare number is points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(from = "TargetShape"))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Target {
    /// A band or tier, by id, or a better one.
    Outcome(String),
    /// At least so many points.
    Points(i64),
    /// At least so many percent of the coverage.
    Coverage(u32),
}

/// A target in JSON.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "a shape of JSON")]
enum TargetShape {
    Name(String),
    Points(i64),
    Tagged(Tagged),
}

/// A target with its kind.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Tagged {
    Outcome(String),
    Points(i64),
    Coverage(u32),
}

impl From<Tagged> for Target {
    #[inline]
    fn from(tagged: Tagged) -> Self {
        match tagged {
            Tagged::Outcome(id) => Self::Outcome(id),
            Tagged::Points(points) => Self::Points(points),
            Tagged::Coverage(percent) => Self::Coverage(percent),
        }
    }
}

impl<'de> Deserialize<'de> for Target {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TargetVisitor)
    }
}

struct TargetVisitor;

impl<'de> Visitor<'de> for TargetVisitor {
    type Value = Target;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an outcome, points, or an object with points or coverage")
    }

    #[inline]
    fn visit_i64<E>(self, points: i64) -> Result<Target, E> {
        Ok(points.into())
    }

    #[inline]
    fn visit_u64<E>(self, points: u64) -> Result<Target, E> {
        Ok(i64::try_from(points).unwrap_or(i64::MAX).into())
    }

    #[inline]
    fn visit_str<E>(self, outcome: &str) -> Result<Target, E> {
        Ok(outcome.into())
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Target, A::Error> {
        Tagged::deserialize(MapAccessDeserializer::new(map)).map(Into::into)
    }
}

impl From<&str> for Target {
    #[inline]
    fn from(outcome: &str) -> Self {
        Self::Outcome(outcome.to_owned())
    }
}

impl From<i64> for Target {
    #[inline]
    fn from(points: i64) -> Self {
        Self::Points(points)
    }
}

/// What a budget is spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Maximise {
    /// The outcome. With bands, the points or share that they measure; without a rule, the coverage
    /// or, where there is none, the points.
    #[default]
    Outcome,
    /// Points.
    Points,
    /// Coverage.
    Coverage,
}

/// What a plan is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Goal {
    /// Reach this with the least effort.
    Reach(Target),
    /// Get as far as this effort allows.
    Within {
        /// Most effort to spend.
        budget: u64,
        /// What to spend it on.
        maximise: Maximise,
    },
}

impl From<Target> for Goal {
    #[inline]
    fn from(target: Target) -> Self {
        Self::Reach(target)
    }
}

impl From<&str> for Goal {
    #[inline]
    fn from(outcome: &str) -> Self {
        Self::Reach(outcome.into())
    }
}

impl Goal {
    /// Reach a band or tier, or a better one.
    ///
    /// ```
    /// use shisei::insight::{Goal, PlanOptions};
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("self-assessment@4.0"))?;
    /// let plan = assessment.plan(Goal::outcome("70-99"), &PlanOptions::default())?;
    /// assert!(plan.after.points.expect("points").low >= 70);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn outcome(id: &str) -> Self {
        Self::Reach(id.into())
    }

    /// Get to the best outcome that an effort allows.
    ///
    /// ```
    /// use shisei::insight::{Goal, PlanOptions};
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("self-assessment@4.0"))?;
    /// assert!(assessment.plan(Goal::budget(5), &PlanOptions::default())?.effort <= 5);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn budget(budget: u64) -> Self {
        Self::Within { budget, maximise: Maximise::Outcome }
    }
}

/// Efforts and locked controls of the caller, in place of the estimates of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Effort of controls; others have the framework author's estimate.
    #[serde(default)]
    pub efforts: BTreeMap<String, Effort>,
    /// Controls that must stay as they are.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

impl PlanOptions {
    /// The same options with the effort of a control.
    ///
    /// ```
    /// use shisei::insight::{Effort, PlanOptions};
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let options = PlanOptions::default().effort("SA-01", Effort::Whole(0)).forbid("SA-02");
    /// let plan = framework.assess(&AnswerSheet::new("self-assessment"))?.plan("50-69", &options)?;
    /// assert!(plan.steps.iter().all(|step| step.control != "SA-02"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn effort(mut self, control: impl Into<String>, effort: Effort) -> Self {
        self.efforts.insert(control.into(), effort);
        self
    }

    /// The same options with a control that must stay as it is.
    ///
    /// ```
    /// use shisei::insight::PlanOptions;
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let options = PlanOptions::default().forbid("SA-01");
    /// let plan = assess(&AnswerSheet::new("self-assessment@4.0"))?.plan("70-99", &options)?;
    /// assert!(plan.steps.iter().all(|step| step.control != "SA-01"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn forbid(mut self, control: impl Into<String>) -> Self {
        self.forbidden.push(control.into());
        self
    }
}

/// What a change adds to the certain result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Gain {
    /// Points; for an unanswered control, over its worst answer.
    pub points: Option<i64>,
    /// Weighted credit of the coverage.
    pub credit: Option<u64>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlanStep {
    /// Id of the control.
    pub control: Text,
    /// The present choice; `None` if unanswered.
    pub from: Option<Text>,
    /// The choice to reach.
    pub to: Text,
    /// What it costs.
    pub effort: u32,
    /// Whose estimate that is.
    pub effort_origin: EffortOrigin,
    /// What it adds.
    pub gain: Gain,
}

/// The position of a sheet: points, coverage and outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Position {
    /// Points.
    pub points: Option<Points>,
    /// Coverage.
    pub coverage: Option<Coverage>,
    /// Outcome.
    pub outcome: Option<Outcome>,
}

impl From<&AssessmentData> for Position {
    #[inline]
    fn from(data: &AssessmentData) -> Self {
        let AssessmentData { points, coverage, outcome, .. } = data;
        Self { points: *points, coverage: *coverage, outcome: outcome.clone() }
    }
}

/// The changes to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Plan {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// What the plan is for.
    pub goal: Goal,
    /// Effort of all changes together.
    pub effort: u64,
    /// The changes, in the framework's order.
    pub steps: Vec<PlanStep>,
    /// The position of the sheet now.
    pub before: Position,
    /// Its position after the plan.
    pub after: Position,
}
