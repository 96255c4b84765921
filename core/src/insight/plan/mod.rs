//! The least effort that reaches a target, and the best that a budget reaches.

mod change;
mod effort;
mod knapsack;
mod measure;
mod solution;
mod tier;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use change::{Changeable, Held, changeable};
pub use effort::{Effort, EffortOrigin};
use knapsack::TooLarge;
use measure::Measured;
use solution::Solution;

use crate::answers::{AnswerSheet, resolve};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Measure, Rule, Text};
use crate::scoring::{Assessment, Coverage, FrameworkRef, Landed, Points};

/// What a plan should reach.
///
/// In JSON a bare string is an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", from = "Given")]
pub enum Target {
    /// A band or tier, by id, or a better one.
    Outcome(String),
    /// At least so many points.
    Points(i64),
    /// At least so many percent of the coverage.
    Coverage(u32),
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Given {
    Name(String),
    Target(Tagged),
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Tagged {
    Outcome(String),
    Points(i64),
    Coverage(u32),
}

impl From<Given> for Target {
    fn from(given: Given) -> Self {
        match given {
            Given::Name(id) | Given::Target(Tagged::Outcome(id)) => Self::Outcome(id),
            Given::Target(Tagged::Points(points)) => Self::Points(points),
            Given::Target(Tagged::Coverage(percent)) => Self::Coverage(percent),
        }
    }
}

impl From<&str> for Target {
    fn from(outcome: &str) -> Self {
        Self::Outcome(outcome.to_owned())
    }
}

/// What a budget is spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
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

impl Goal {
    /// Reach a band or tier, or a better one.
    pub fn outcome(id: &str) -> Self {
        Self::Reach(id.into())
    }

    /// Get to the best outcome that an effort allows.
    pub fn budget(budget: u64) -> Self {
        Self::Within { budget, maximise: Maximise::Outcome }
    }
}

/// What the user knows better than the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// Effort of controls; others have the framework author's estimate.
    #[serde(default)]
    pub efforts: BTreeMap<String, Effort>,
    /// Controls that must stay as they are.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

/// What a change adds to the certain result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gain {
    /// Points; for an unanswered control, over its worst answer.
    pub points: Option<i64>,
    /// Weighted credit of the coverage.
    pub credit: Option<u64>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Id of the control.
    pub control: Text,
    /// The present choice; none while unanswered.
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

/// Where a sheet stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Points.
    pub points: Option<Points>,
    /// Coverage.
    pub coverage: Option<Coverage>,
    /// Outcome.
    pub outcome: Option<Landed>,
}

impl From<Assessment> for Position {
    fn from(assessment: Assessment) -> Self {
        let Assessment { points, coverage, outcome, .. } = assessment;
        Self { points, coverage, outcome }
    }
}

/// The changes to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// What the plan is for.
    pub goal: Goal,
    /// Effort of all changes together.
    pub effort: u64,
    /// The changes, in the framework's order.
    pub steps: Vec<Step>,
    /// Where the sheet stands.
    pub before: Position,
    /// Where it will stand.
    pub after: Position,
}

impl Framework {
    /// The least-effort changes that reach a target, or the best that a budget reaches. Exact.
    ///
    /// What counts is what is certain: an unanswered control starts from its worst answer. A plan
    /// only improves answers, to "done" or "done in part", and leaves alone what does not apply.
    ///
    /// Among plans of the same effort the one with the fewest changes is taken; among those, going
    /// through the controls in order, the one that changes a control rather than leaves it, and
    /// changes it to the better choice.
    ///
    /// ```
    /// use shisei::insight::{Goal, Wishes};
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("five-basics@4.0")?;
    /// let mut sheet = AnswerSheet::new("five-basics");
    /// for control in framework.controls() {
    ///     sheet = sheet.with(&*control.id, "not-done");
    /// }
    /// let goal = Goal::Reach(shisei::insight::Target::Coverage(50));
    /// let plan = framework.plan(&sheet, &goal, &Wishes::default())?;
    /// assert!(plan.after.coverage.is_some_and(|coverage| coverage.low.percent() >= 50));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`]; or [`ErrorKind::InvalidArgument`] with
    /// [`Code::UnknownTarget`], [`Code::UnknownControl`], [`Code::OutOfRange`], with
    /// [`Code::Unreachable`] and the controls that keep the target away, or with
    /// [`Code::TooComplex`] when the search would be larger than 64 MB.
    pub fn plan(&self, sheet: &AnswerSheet, goal: &Goal, wishes: &Wishes) -> Result<Plan, Error> {
        let choices = resolve(self, sheet)?;
        effort::check(self, wishes)?;
        let search = Search {
            framework: self,
            before: self.assess_choices(&choices).into(),
            controls: changeable(self, &choices, wishes),
        };
        let solution = match goal {
            Goal::Reach(target) => search.reach(target),
            Goal::Within { budget, maximise } => search.within(*budget, *maximise),
        }?;
        Ok(search.plan(goal, choices, &solution))
    }
}

struct Search<'a> {
    framework: &'a Framework,
    before: Position,
    controls: Vec<Changeable<'a>>,
}

impl Search<'_> {
    fn reach(&self, target: &Target) -> Result<Solution, Error> {
        match target {
            Target::Points(points) => {
                self.has(Measured::Points)?;
                self.at_least(Measured::Points, &points.to_string(), |_| *points)
            }
            Target::Coverage(percent) => {
                self.has(Measured::Credit)?;
                let wanted = |of: i64| share(i64::from(*percent), of);
                self.at_least(Measured::Credit, &format!("{percent}%"), wanted)
            }
            Target::Outcome(id) => match self.framework.rule() {
                Some(Rule::Bands(bands)) => {
                    let steps = || bands.steps.iter();
                    let band = steps().find(|band| band.id == *id);
                    let band = band.ok_or_else(|| unknown(id, steps().map(|band| &*band.id)))?;
                    let from = band.from.unwrap_or(i64::MIN);
                    match bands.measure {
                        Measure::Points => self.at_least(Measured::Points, id, |_| from),
                        Measure::Percent => {
                            self.at_least(Measured::Points, id, |of| share(from, of))
                        }
                        Measure::Coverage => {
                            self.at_least(Measured::Credit, id, |of| share(from, of))
                        }
                    }
                }
                Some(Rule::Tiers(tiers)) => {
                    let at = tiers.iter().position(|tier| tier.id == *id);
                    let at = at.ok_or_else(|| unknown(id, tiers.iter().map(|tier| &*tier.id)))?;
                    self.tier(at, id)
                }
                None => Err(unknown(id, [])),
            },
        }
    }

    fn has(&self, measured: Measured) -> Result<(), Error> {
        if measured.is_in(self.framework) { Ok(()) } else { Err(unknown(measured.name(), [])) }
    }

    /// `wanted` gives the value to reach from the value that could be had.
    fn at_least(
        &self,
        measured: Measured,
        target: &str,
        wanted: impl Fn(i64) -> i64,
    ) -> Result<Solution, Error> {
        let Some((now, of)) = measured.now(&self.before) else {
            return Err(self.unreachable(target, None, |control| control.held.is_some()));
        };
        let need = u64::try_from(wanted(of).saturating_sub(now)).unwrap_or(0);
        let items = measured.items(self.framework, &self.controls);
        knapsack::cheapest(&items, need).map_err(|TooLarge| too_complex())?.ok_or_else(|| {
            let gains = items.iter().filter_map(|item| item.options.iter().map(|o| o.gain).max());
            let best = now.saturating_add(i64::try_from(gains.sum::<u64>()).unwrap_or(i64::MAX));
            let best = format!("{} {best} / {of}", measured.name());
            self.unreachable(target, Some(best), |control| {
                control.held == Some(Held::Forbidden)
                    && measured.could_gain(self.framework, control)
            })
        })
    }

    /// The best of the plans that reach this tier or a higher one.
    fn tier(&self, at: usize, id: &str) -> Result<Solution, Error> {
        let mut best: Option<Solution> = None;
        let mut blocked = None;
        for tier in self.framework.index.tiers.iter().skip(at) {
            let found = tier::cheapest(&self.controls, &tier.conditions);
            match found.map_err(|TooLarge| too_complex())? {
                Ok(found) if best.as_ref().is_none_or(|best| found.compare(best).is_lt()) => {
                    best = Some(found);
                }
                Ok(_) => {}
                // The target's own obstacles are named, not those of a higher tier.
                Err(why) => blocked = blocked.or(Some(why)),
            }
        }
        best.ok_or_else(|| {
            let controls = blocked.map(|why| why.controls).unwrap_or_default();
            let detail =
                controls.is_empty().then(|| "its conditions exclude each other".to_owned());
            self.blocked(id, detail, &controls)
        })
    }

    fn within(&self, budget: u64, maximise: Maximise) -> Result<Solution, Error> {
        let measured = match (maximise, self.framework.rule()) {
            (Maximise::Points, _) => Measured::Points,
            (Maximise::Coverage, _) => Measured::Credit,
            (Maximise::Outcome, Some(Rule::Tiers(_))) => return self.highest_tier(budget),
            (Maximise::Outcome, Some(Rule::Bands(bands))) => match bands.measure {
                Measure::Points | Measure::Percent => Measured::Points,
                Measure::Coverage => Measured::Credit,
            },
            (Maximise::Outcome, None) if self.has(Measured::Credit).is_ok() => Measured::Credit,
            (Maximise::Outcome, None) => Measured::Points,
        };
        self.has(measured)?;
        let items = measured.items(self.framework, &self.controls);
        knapsack::most(&items, budget).map_err(|TooLarge| too_complex())
    }

    fn highest_tier(&self, budget: u64) -> Result<Solution, Error> {
        for tier in self.framework.index.tiers.iter().rev() {
            let found = tier::cheapest(&self.controls, &tier.conditions);
            match found.map_err(|TooLarge| too_complex())? {
                Ok(found) if found.cost.effort() <= budget => return Ok(found),
                _ => {}
            }
        }
        Ok(Solution::default())
    }

    fn unreachable(
        &self,
        target: &str,
        detail: Option<String>,
        blocks: impl Fn(&Changeable<'_>) -> bool,
    ) -> Error {
        let controls = self.controls.iter().enumerate();
        let blocking: Vec<usize> =
            controls.filter(|(_, control)| blocks(control)).map(|(at, _)| at).collect();
        self.blocked(target, detail, &blocking)
    }

    /// One error: the target, and every control that keeps it away.
    fn blocked(&self, target: &str, detail: Option<String>, controls: &[usize]) -> Error {
        let mut unreachable = Problem::new(Code::Unreachable).at("target").given(target);
        unreachable.detail = detail;
        let mut problems = vec![unreachable];
        for &at in controls {
            let (Some(control), Some(named)) =
                (self.controls.get(at), self.framework.controls().get(at))
            else {
                continue;
            };
            let problem = match control.held {
                Some(Held::Forbidden) => Problem::new(Code::HeldBack),
                Some(Held::NotApplicable) => Problem::new(Code::KeptOut),
                None => Problem::new(Code::Contradiction).given(target).detail("no choice fits"),
            };
            problems.push(problem.at(&*named.id));
        }
        Error::new(ErrorKind::InvalidArgument, problems)
    }

    fn plan(self, goal: &Goal, mut choices: Vec<Option<u8>>, solution: &Solution) -> Plan {
        let steps = solution.taken.iter().filter_map(|&(at, change)| {
            let control = self.framework.controls().get(at)?;
            let changeable = self.controls.get(at)?;
            let change = changeable.changes.get(change)?;
            let scale =
                self.framework.definition.scales.get(usize::from(changeable.index.scale))?;
            let name = |at: u8| scale.choices.get(usize::from(at)).map(|choice| choice.id.clone());
            let slot = choices.get_mut(at)?;
            let from = slot.replace(change.to);
            Some(Step {
                control: control.id.clone(),
                from: from.and_then(name),
                to: name(change.to)?,
                effort: change.effort,
                effort_origin: changeable.origin,
                gain: Gain {
                    points: Measured::Points.gain(self.framework, changeable, change.choice),
                    credit: Measured::Credit
                        .gain(self.framework, changeable, change.choice)
                        .and_then(|gain| u64::try_from(gain).ok()),
                },
            })
        });
        let steps: Vec<Step> = steps.collect();
        Plan {
            framework: FrameworkRef::of(self.framework),
            goal: goal.clone(),
            effort: solution.cost.effort(),
            steps,
            before: self.before,
            after: self.framework.assess_choices(&choices).into(),
        }
    }
}

/// The least value that is at least `percent` of `of`.
fn share(percent: i64, of: i64) -> i64 {
    let product = percent.saturating_mul(of);
    product.div_euclid(100) + i64::from(product.rem_euclid(100) > 0)
}

fn unknown<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Error {
    let problem = Problem::new(Code::UnknownTarget).at("target").given(given).nearest_of(names);
    Error::one(ErrorKind::InvalidArgument, problem)
}

fn too_complex() -> Error {
    let problem = Problem::new(Code::TooComplex).at("target");
    Error::one(ErrorKind::InvalidArgument, problem.detail("more than 64 MB of intermediate sums"))
}
