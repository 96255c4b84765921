//! From a goal to the changes that meet it.

use super::change::{Changeable, Held};
use super::knapsack;
use super::measure::Sum;
use super::shape::{Gain, Goal, Plan, PlanStep, Position, Target};
use super::solution::Solution;
use super::target::{Least, Wanted};
use super::tier;
use crate::assessment::FrameworkRef;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::work::{MOST_STEPS, TooComplex, Work};

pub(super) struct Search<'a> {
    pub framework: &'a Framework,
    pub before: Position,
    pub controls: Vec<Changeable<'a>>,
}

impl Search<'_> {
    #[inline]
    pub(super) fn solve(&self, goal: &Goal) -> Result<Solution, Error> {
        match Wanted::of(self.framework, goal)? {
            Wanted::Sum(sum, least) => self.at_least(sum, &shown(goal), least),
            Wanted::Tier(at) => self.tier(at, &shown(goal)),
            Wanted::Most(sum, budget) => {
                let items = sum.items(&self.controls);
                knapsack::most(&items, budget, &mut Work::new()).map_err(|TooComplex| too_complex())
            }
            Wanted::HighestTier(budget) => self.highest_tier(budget),
        }
    }

    #[inline]
    fn at_least(&self, measured: Sum, target: &str, least: Least) -> Result<Solution, Error> {
        let Some((now, of)) = measured.now(&self.before) else {
            return Err(self.unreachable(target, None, |control| control.held.is_some()));
        };
        let need = u64::try_from(least.of(of).saturating_sub(now)).unwrap_or(0);
        let items = measured.items(&self.controls);
        knapsack::cheapest(&items, need, &mut Work::new())
            .map_err(|TooComplex| too_complex())?
            .ok_or_else(|| {
                let gains =
                    items.iter().filter_map(|item| item.options.iter().map(|o| o.gain).max());
                let best =
                    now.saturating_add(i64::try_from(gains.sum::<u64>()).unwrap_or(i64::MAX));
                let best = format!("{} {best} / {of}", measured.name());
                self.unreachable(target, Some(best), |control| {
                    control.held == Some(Held::Forbidden) && measured.could_gain(control)
                })
            })
    }

    /// The best of the plans that reach this tier or a higher one.
    #[inline]
    fn tier(&self, at: usize, id: &str) -> Result<Solution, Error> {
        let mut best: Option<Solution> = None;
        let mut blocked = None;
        let mut work = Work::new();
        for tier in self.framework.rules.tiers.iter().skip(at) {
            let found = tier::cheapest(&self.controls, &tier.conditions, &mut work);
            match found.map_err(|TooComplex| too_complex())? {
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
            let mut problems = self.blocked(id, None, &controls);
            if controls.is_empty() {
                // No control keeps it away, so its conditions exclude each other.
                let at = "outcome.rule.tiers";
                problems.push(Problem::new(Code::Contradiction).at(at).given(id));
            }
            Error::new(ErrorKind::InvalidArgument, problems)
        })
    }

    #[inline]
    fn highest_tier(&self, budget: u64) -> Result<Solution, Error> {
        let mut work = Work::new();
        for tier in self.framework.rules.tiers.iter().rev() {
            let found = tier::cheapest(&self.controls, &tier.conditions, &mut work);
            match found.map_err(|TooComplex| too_complex())? {
                Ok(found) if found.cost.effort() <= budget => return Ok(found),
                _ => {}
            }
        }
        Ok(Solution::default())
    }

    #[inline]
    fn unreachable(
        &self,
        target: &str,
        detail: Option<String>,
        blocks: impl Fn(&Changeable<'_>) -> bool,
    ) -> Error {
        let controls = self.controls.iter().enumerate();
        let blocking: Vec<usize> =
            controls.filter(|(_, control)| blocks(control)).map(|(at, _)| at).collect();
        Error::new(ErrorKind::InvalidArgument, self.blocked(target, detail, &blocking))
    }

    /// The target, and every control that blocks it.
    #[inline]
    fn blocked(&self, target: &str, detail: Option<String>, controls: &[usize]) -> Vec<Problem> {
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
                None => Problem::new(Code::Contradiction).given(target),
            };
            problems.push(problem.at(&*named.id));
        }
        problems
    }

    #[inline]
    pub(super) fn plan(
        self,
        goal: Goal,
        mut choices: Vec<Option<u8>>,
        solution: &Solution,
    ) -> Plan {
        let steps = solution.taken.iter().filter_map(|&(at, change)| {
            let control = self.framework.controls().get(at)?;
            let changeable = self.controls.get(at)?;
            let change = changeable.changes.get(change)?;
            let name = |choice| self.framework.choice(at, choice).map(|choice| choice.id.clone());
            let slot = choices.get_mut(at)?;
            let from = slot.replace(change.to);
            Some(PlanStep {
                control: control.id.clone(),
                from: from.and_then(name),
                to: name(change.to)?,
                effort: change.effort,
                effort_origin: changeable.origin,
                gain: Gain {
                    points: Sum::Points.gain(changeable, change.to),
                    credit: Sum::Credit
                        .gain(changeable, change.to)
                        .and_then(|gain| u64::try_from(gain).ok()),
                },
            })
        });
        let steps: Vec<PlanStep> = steps.collect();
        Plan {
            framework: FrameworkRef::of(self.framework),
            goal,
            effort: solution.cost.effort(),
            steps,
            before: self.before,
            after: (&self.framework.score(&choices)).into(),
        }
    }
}

/// A goal as it was given.
#[inline]
fn shown(goal: &Goal) -> String {
    match goal {
        Goal::Reach(Target::Outcome(id)) => id.clone(),
        Goal::Reach(Target::Points(points)) => points.to_string(),
        Goal::Reach(Target::Coverage(percent)) => format!("{percent}%"),
        Goal::Within { budget, .. } => budget.to_string(),
    }
}

#[inline]
pub(super) fn too_complex() -> Error {
    let problem = Problem::new(Code::TooComplex).at("target");
    Error::one(ErrorKind::InvalidArgument, problem.detail(format!("> {MOST_STEPS} steps")))
}
