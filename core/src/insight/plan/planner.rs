//! Plans for one sheet after the other: what depends on the framework alone is worked out once.

use super::change::{Changeable, changeable};
use super::knapsack::gcd;
use super::lanes::{Gain, Lane, Stages, WIDEST};
use super::measure::Sum;
use super::search::Search;
use super::shape::{Goal, PlanOptions, Position};
use super::solution::Solution;
use super::target::{Least, Wanted};
use super::{EffortOrigin, effort};
use crate::assessment::{Coverage, Ratio};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::rules::{Credit, Points, TierState, UNANSWERED};

/// How a plan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlanStatus {
    /// The target is reached already, for certain.
    Reached,
    /// The steps reach the target, or are the best that the budget allows.
    Planned,
    /// No allowed changes reach the target.
    Impossible,
}

/// One change of a plan, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowStep {
    /// Position of the control.
    pub control: u16,
    /// Position of the present choice; [`UNANSWERED`] if there is none.
    pub from: u8,
    /// Position of the choice to reach.
    pub to: u8,
    /// What it costs.
    pub effort: u32,
    /// Whose estimate that is.
    pub effort_origin: EffortOrigin,
    /// Points that it adds to the certain ones, if there are points.
    pub points: Option<i64>,
}

/// What is certain of a sheet: unanswered controls have their worst answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certain {
    /// Points.
    pub points: Option<i64>,
    /// Coverage.
    pub coverage: Option<Ratio>,
    /// Position of the outcome among the bands, best first, or the tiers, lowest first.
    pub outcome: Option<usize>,
}

/// The plan of one row: the numbers of [`Assessment::plan`](crate::Assessment::plan).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowPlan<'r> {
    /// How it ended.
    pub status: PlanStatus,
    /// Effort of all steps together.
    pub effort: u64,
    /// The steps, in the framework's order.
    pub steps: &'r [RowStep],
    /// What is certain after them.
    pub after: Certain,
}

/// [`Assessment::plan`](crate::Assessment::plan) for many sheets of one framework.
///
/// ```
/// use shisei::catalog;
/// use shisei::insight::{PlanOptions, PlanStatus, Planner, Target};
///
/// let framework = catalog::framework("self-assessment@4.0")?;
/// let planner = Planner::new(framework, Target::Points(70), &PlanOptions::default())?;
/// let mut rows = planner.rows();
/// let plan = rows.plan(&[2; 25])?;
/// assert_eq!((plan.status, plan.after.points), (PlanStatus::Planned, Some(70)));
/// # Ok::<(), shisei::Error>(())
/// ```
pub struct Planner<'a> {
    framework: &'a Framework,
    goal: Goal,
    options: PlanOptions,
    wanted: Option<Wanted>,
    /// By control, the answers that it may have, and none at last.
    controls: Vec<Vec<Now<'a>>>,
    short: Option<Short>,
}

/// A control with one of its answers.
struct Now<'a> {
    control: Changeable<'a>,
    points: Option<Points>,
    credit: Option<Credit>,
    allowed: bool,
}

/// Targets that are sums, small enough for [`Stages`].
enum Short {
    Narrow(Sums<i16>),
    Wide(Sums<i32>),
}

struct Sums<L> {
    sum: Sum,
    least: Least,
    /// Gains are counted in this unit.
    unit: u64,
    /// Most units that one change gains, and all together.
    most: usize,
    all: usize,
    /// By control and answer, the changes that gain something, the preferred first.
    gains: Vec<Vec<Vec<Gain<L>>>>,
}

impl<'a> Planner<'a> {
    /// Checks goal and options, and works out what every answer could become.
    ///
    /// # Errors
    /// As [`Assessment::plan`](crate::Assessment::plan), but for what depends on the sheet.
    pub fn new(
        framework: &'a Framework,
        goal: impl Into<Goal>,
        options: &PlanOptions,
    ) -> Result<Self, Error> {
        let goal = goal.into();
        effort::check(framework, options)?;
        let wanted = match &goal {
            Goal::Reach(target) => Some(Wanted::of(framework, target)?),
            Goal::Within { .. } => None,
        };
        let mut controls: Vec<Vec<Now<'a>>> = Vec::new();
        controls.resize_with(framework.rules.controls.len(), Vec::new);
        let choices = framework.rules.controls.iter().map(|control| control.choices.len());
        for answer in (0..choices.max().unwrap_or(0)).map(Some).chain([None]) {
            let answer = answer.and_then(|answer| u8::try_from(answer).ok());
            let row: Vec<Option<u8>> = framework
                .rules
                .controls
                .iter()
                .map(|control| answer.filter(|at| control.choice(*at).is_some()))
                .collect();
            let all = changeable(framework, &row, options);
            for ((control, answers), taken) in all.into_iter().zip(&mut controls).zip(row) {
                if answer.is_none() || taken.is_some() {
                    let contribution = control.rules.contribution(taken);
                    let (points, credit) = (contribution.points, contribution.credit);
                    let choice = taken.and_then(|at| control.rules.choice(at));
                    let allowed = choice.is_none_or(|choice| choice.allowed);
                    answers.push(Now { control, points, credit, allowed });
                }
            }
        }
        let mut planner =
            Self { framework, goal, options: options.clone(), wanted, controls, short: None };
        planner.short = planner.short();
        Ok(planner)
    }

    /// The framework.
    pub fn framework(&self) -> &'a Framework {
        self.framework
    }

    /// Something that plans one row after the other: one a thread.
    pub fn rows(&self) -> RowPlanner<'_, 'a> {
        let stages = match &self.short {
            Some(Short::Narrow(sums)) => Room::Narrow(sums.room()),
            Some(Short::Wide(sums)) => Room::Wide(sums.room()),
            None => Room::None,
        };
        RowPlanner { planner: self, stages, items: Vec::new(), steps: Vec::new() }
    }

    fn short(&self) -> Option<Short> {
        let Some(Wanted::Sum(sum, least)) = self.wanted else { return None };
        Sums::of(&self.controls, sum, least)
            .map(Short::Narrow)
            .or_else(|| Sums::of(&self.controls, sum, least).map(Short::Wide))
    }

    fn now(&self, control: usize, answer: u8) -> Option<&Now<'a>> {
        let answers = self.controls.get(control)?;
        match answer {
            UNANSWERED => answers.last(),
            answer => answers.split_last()?.1.get(usize::from(answer)),
        }
    }

    fn certain(&self, totals: Totals, choices: impl Fn(usize) -> Option<u8>) -> Certain {
        let rules = &self.framework.rules;
        let credit = (totals.credit.of > 0).then_some(totals.credit);
        let points = totals.counted.then_some(totals.points);
        let outcome = match (&rules.bands, rules.outcome) {
            (Some(bands), Some(_)) => crate::rules::Measured::of(bands.measure, points, credit)
                .and_then(|it| {
                    let found = bands.band(it.low, it.of)?;
                    bands.bands.iter().position(|band| std::ptr::eq(band, found))
                }),
            (None, Some(_)) => {
                let choices: Vec<Option<u8>> = (0..rules.controls.len()).map(choices).collect();
                rules.tiers.iter().rposition(|tier| {
                    tier.conditions.iter().all(|condition| {
                        let count = condition.count(&rules.controls, &choices);
                        condition.state(count.have, count.may) == TierState::Reached
                    })
                })
            }
            (_, None) => None,
        };
        let coverage = credit.filter(|_| rules.coverage.is_some());
        Certain {
            points: points.map(|points| points.low),
            coverage: coverage.map(|it| Ratio { credit: it.low, of: it.of }),
            outcome,
        }
    }
}

impl<L: Lane> Sums<L> {
    /// None where costs or needs are too large for the lanes.
    fn of(controls: &[Vec<Now<'_>>], sum: Sum, least: Least) -> Option<Self> {
        let gain = |now: &Now<'_>, to: u8| {
            u64::try_from(sum.gain(&now.control, to)?).ok().filter(|gain| *gain > 0)
        };
        let all = || controls.iter().flatten();
        let gains = all().flat_map(|now| {
            now.control.changes.iter().filter_map(move |change| gain(now, change.to))
        });
        let unit = gains.fold(0, gcd).max(1);
        // Effort and changes in one number, as in [`Cost`](super::solution::Cost).
        let changes = controls.len().checked_add(1)?.checked_next_power_of_two()?;
        let changes = u64::try_from(changes).ok()?;
        let cost = |effort: u32| u64::from(effort).checked_mul(changes)?.checked_add(1);
        let (mut dearest, mut most, mut together) = (0_u64, 0_usize, 0_usize);
        let mut by_control = Vec::new();
        for answers in controls {
            let (mut cost_here, mut most_here) = (0, 0);
            let mut by_answer = Vec::new();
            for now in answers {
                let mut changes = Vec::new();
                for (at, change) in now.control.changes.iter().enumerate() {
                    let Some(gain) = gain(now, change.to) else { continue };
                    let (gain, cost) = (usize::try_from(gain / unit).ok()?, cost(change.effort)?);
                    cost_here = cost.max(cost_here);
                    most_here = gain.max(most_here);
                    let cost = L::try_from(cost).ok()?;
                    changes.push(Gain { units: gain, cost, change: u8::try_from(at).ok()? });
                }
                by_answer.push(changes);
            }
            dearest = dearest.checked_add(cost_here)?;
            most = most.max(most_here);
            together = together.checked_add(most_here)?;
            by_control.push(by_answer);
        }
        let fits = i64::try_from(dearest).ok()? < L::IMPOSSIBLE.into() && most <= WIDEST;
        let all = together.min(WIDEST);
        fits.then_some(Self { sum, least, unit, most, all, gains: by_control })
    }

    fn room(&self) -> Stages<L> {
        Stages::new(self.gains.len(), self.most, self.all)
    }

    fn gains(&self, control: usize, answer: u8) -> &[Gain<L>] {
        let answers = self.gains.get(control).map_or(&[][..], |answers| answers);
        let gains = match answer {
            UNANSWERED => answers.last(),
            answer => answers.get(usize::from(answer)),
        };
        gains.map_or(&[], |gains| gains)
    }

    /// The cheapest changes of the controls in `items`, or whether there are any at all; `None` if
    /// the target is too far away for the lanes.
    fn solve(
        &self,
        stages: &mut Stages<L>,
        items: &mut Vec<usize>,
        totals: &Totals,
        row: &[u8],
        mut take: impl FnMut(usize, usize),
    ) -> Option<PlanStatus> {
        let (now, of) = match self.sum {
            Sum::Points if totals.counted => (totals.points.low, totals.points.max),
            Sum::Credit if totals.credit.of > 0 => {
                let signed = |credit| i64::try_from(credit).ok();
                (signed(totals.credit.low)?, signed(totals.credit.of)?)
            }
            _ => return Some(PlanStatus::Impossible),
        };
        let need = u64::try_from(self.least.of(of).saturating_sub(now)).unwrap_or(0);
        if need == 0 {
            return Some(PlanStatus::Reached);
        }
        let need = usize::try_from(need.div_ceil(self.unit)).unwrap_or(usize::MAX);
        items.clear();
        let mut most = 0;
        for (at, &answer) in row.iter().enumerate() {
            let gains = self.gains(at, answer);
            if !gains.is_empty() {
                items.push(at);
                most += gains.iter().map(|gain| gain.units).max().unwrap_or(0);
            }
        }
        if need > most {
            return Some(PlanStatus::Impossible);
        }
        if need > self.all {
            return None;
        }
        let gains = |at: &usize| self.gains(*at, row.get(*at).copied().unwrap_or(UNANSWERED));
        for (done, at) in items.iter().rev().enumerate() {
            stages.fill(done, gains(at), need);
        }
        let mut left = need;
        for (stage, at) in (1..=items.len()).rev().zip(items.iter()) {
            if left == 0 {
                break;
            }
            if let Some(taken) = stages.taken(stage, left, gains(at)) {
                take(*at, usize::from(taken.change));
                left = left.saturating_sub(taken.units);
            }
        }
        Some(PlanStatus::Planned)
    }
}

enum Room {
    Narrow(Stages<i16>),
    Wide(Stages<i32>),
    None,
}

/// Everything that adds up and is certain.
#[derive(Clone, Copy, Default)]
struct Totals {
    points: Points,
    counted: bool,
    credit: Credit,
}

impl Totals {
    fn add(&mut self, now: &Now<'_>) {
        if let Some(points) = now.points {
            self.counted = true;
            self.points.low += points.low;
            self.points.max += points.max;
        }
        if let Some(credit) = now.credit {
            self.credit.low += credit.low;
            self.credit.of += credit.of;
        }
    }
}

/// Plans one row after the other, in the same room.
pub struct RowPlanner<'p, 'a> {
    planner: &'p Planner<'a>,
    stages: Room,
    items: Vec<usize>,
    steps: Vec<RowStep>,
}

impl RowPlanner<'_, '_> {
    /// The plan for a row of positions of choices, one for each control; [`UNANSWERED`] for an
    /// unanswered one.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::OutOfRange`] for a row that
    /// [`Framework::assess_row`] refuses, and with [`Code::TooComplex`] as
    /// [`Assessment::plan`](crate::Assessment::plan).
    pub fn plan(&mut self, positions: &[u8]) -> Result<RowPlan<'_>, Error> {
        let planner = self.planner;
        if positions.len() != planner.controls.len() {
            return Err(refused("positions", positions.len()));
        }
        let mut totals = Totals::default();
        for (at, &answer) in positions.iter().enumerate() {
            let Some(now) = planner.now(at, answer).filter(|now| now.allowed) else {
                let named = planner.framework.controls().get(at);
                return Err(refused(named.map_or("", |it| &*it.id), answer.into()));
            };
            totals.add(now);
        }
        self.steps.clear();
        let Self { stages, items, steps, .. } = self;
        let mut take = |at: usize, change: usize| {
            let answer = positions.get(at).copied().unwrap_or(UNANSWERED);
            steps.extend(planner.now(at, answer).and_then(|now| step(at, answer, now, change)));
        };
        let solved = match (&planner.short, stages) {
            (Some(Short::Narrow(sums)), Room::Narrow(stages)) => {
                sums.solve(stages, items, &totals, positions, &mut take)
            }
            (Some(Short::Wide(sums)), Room::Wide(stages)) => {
                sums.solve(stages, items, &totals, positions, &mut take)
            }
            _ => None,
        };
        let status = match solved {
            Some(status) => status,
            None => match planner.search(totals, positions)? {
                Some(solution) => {
                    for &(at, change) in &solution.taken {
                        take(at, change);
                    }
                    match (&planner.goal, solution.taken.is_empty()) {
                        (Goal::Reach(_), true) => PlanStatus::Reached,
                        _ => PlanStatus::Planned,
                    }
                }
                None => PlanStatus::Impossible,
            },
        };
        let effort = self.steps.iter().map(|step| u64::from(step.effort)).sum();
        let after = planner.after(positions, &self.steps);
        Ok(RowPlan { status, effort, steps: &self.steps, after })
    }
}

fn step(at: usize, from: u8, now: &Now<'_>, change: usize) -> Option<RowStep> {
    let change = now.control.changes.get(change)?;
    Some(RowStep {
        control: u16::try_from(at).ok()?,
        from,
        to: change.to,
        effort: change.effort,
        effort_origin: now.control.origin,
        points: Sum::Points.gain(&now.control, change.to),
    })
}

fn refused(at: &str, given: usize) -> Error {
    let problem = Problem::new(Code::OutOfRange).at(at).given(&given.to_string());
    Error::one(ErrorKind::InvalidArgument, problem)
}

impl Planner<'_> {
    /// The plan of a row by the search for a single sheet; `None` if there is none.
    fn search(&self, totals: Totals, positions: &[u8]) -> Result<Option<Solution>, Error> {
        let choices: Vec<Option<u8>> =
            positions.iter().map(|&at| (at != UNANSWERED).then_some(at)).collect();
        let Credit { low: credit, of, .. } = totals.credit;
        let coverage = self.framework.rules.coverage.filter(|_| of > 0).map(|origin| {
            let low = Ratio { credit, of };
            Coverage { low, high: low, origin }
        });
        let points = totals.counted.then_some(totals.points);
        let search = Search {
            framework: self.framework,
            before: Position { points, coverage, outcome: None },
            controls: changeable(self.framework, &choices, &self.options),
        };
        match search.solve(&self.goal) {
            Ok(solution) => Ok(Some(solution)),
            Err(error) if error.problems().iter().any(|it| it.code == Code::Unreachable) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn after(&self, positions: &[u8], steps: &[RowStep]) -> Certain {
        let changed = |at: usize| {
            let step = steps.iter().find(|step| usize::from(step.control) == at);
            step.map_or(positions.get(at).copied().unwrap_or(UNANSWERED), |step| step.to)
        };
        let mut totals = Totals::default();
        let mut next = steps.iter().peekable();
        for (at, &answer) in positions.iter().enumerate() {
            let step = next.next_if(|step| usize::from(step.control) == at);
            if let Some(now) = self.now(at, step.map_or(answer, |step| step.to)) {
                totals.add(now);
            }
        }
        self.certain(totals, |at| Some(changed(at)).filter(|choice| *choice != UNANSWERED))
    }
}
