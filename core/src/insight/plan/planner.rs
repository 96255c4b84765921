//! Plans for one sheet after the other: what depends on the framework alone is worked out once.

use super::by_answer::{Lists, Places};
use super::change::{Change, Changeable, changeable};
use super::lanes::Stages;
use super::measure::Sum;
use super::row_tiers::{self, Reached, Tiers};
use super::search::{Search, too_complex};
use super::shape::{Goal, PlanOptions, Position};
use super::solution::Solution;
use super::sums::{self, Sums};
use super::target::Wanted;
use super::{EffortOrigin, effort};
use crate::assessment::{Coverage, Ratio};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::work::TooComplex;
use crate::rules::{Contribution, Credit, Measured, Points, TierState, UNANSWERED};

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
pub struct Planner {
    framework: Framework,
    goal: Goal,
    options: PlanOptions,
    places: Places,
    /// What each answer counts; `None` if it may not be given.
    totals: Vec<Option<Totals>>,
    /// What each answer could become, the best first.
    steps: Lists<Step>,
    way: Way,
    reached: Option<Reached>,
}

/// A change, with all that it adds.
pub(super) struct Step {
    pub row: RowStep,
    credit: Option<i64>,
}

impl Step {
    #[inline]
    fn of(control: usize, answer: u8, now: &Changeable<'_>, change: Change) -> Option<Self> {
        let row = RowStep {
            control: u16::try_from(control).ok()?,
            from: answer,
            to: change.to,
            effort: change.effort,
            effort_origin: now.origin,
            points: Sum::Points.gain(now, change.to),
        };
        Some(Self { row, credit: Sum::Credit.gain(now, change.to) })
    }

    #[inline]
    pub(super) fn gain(&self, sum: Sum) -> Option<i64> {
        match sum {
            Sum::Points => self.row.points,
            Sum::Credit => self.credit,
        }
    }
}

/// How the plan of a row is found.
enum Way {
    Narrow(Sums<i16>),
    Wide(Sums<i32>),
    Tiers(Tiers),
    /// As for a single sheet.
    Search,
}

impl Planner {
    /// Checks goal and options, and works out what every answer could become.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::insight::{Goal, PlanOptions, Planner};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let planner = Planner::new(framework, Goal::outcome("70-99"), &PlanOptions::default())?;
    /// assert!(Planner::new(framework, Goal::outcome("71"), &PlanOptions::default()).is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Assessment::plan`](crate::Assessment::plan), but for what depends on the sheet.
    #[inline]
    pub fn new(
        framework: &Framework,
        goal: impl Into<Goal>,
        options: &PlanOptions,
    ) -> Result<Self, Error> {
        let goal = goal.into();
        effort::check(framework, options)?;
        let wanted = Wanted::of(framework, &goal)?;
        let places = Places::of(framework);
        let controls = &framework.rules.controls;
        let answered: Vec<Vec<Changeable<'_>>> = places
            .answers()
            .map(|answer| {
                let row = controls.iter().map(|rules| rules.choice(answer).map(|_| answer));
                changeable(framework, &row.collect::<Vec<_>>(), options)
            })
            .collect();
        let mut totals = Vec::with_capacity(places.count());
        let mut steps = Lists::new();
        for control in 0..controls.len() {
            for (answer, answered) in places.answers().zip(&answered) {
                let now = answered.get(control);
                let now = now.filter(|it| it.now.unwrap_or(UNANSWERED) == answer);
                let allowed = now.filter(|it| {
                    it.now.is_none_or(|at| it.rules.choice(at).is_some_and(|it| it.allowed))
                });
                totals.push(allowed.map(|it| Totals::of(&it.rules.contribution(it.now))));
                let changes = now.into_iter().flat_map(|now| {
                    let step = move |change: &Change| Step::of(control, answer, now, *change);
                    now.changes.iter().filter_map(step)
                });
                steps.push(changes);
            }
        }
        let way = Way::of(framework, places, &answered, &steps, wanted);
        let reached = match (&framework.rules.bands, framework.rules.outcome) {
            (None, Some(_)) => Reached::of(&framework.rules, places),
            _ => None,
        };
        let (framework, options) = (framework.clone(), options.clone());
        Ok(Self { framework, goal, options, places, totals, steps, way, reached })
    }

    /// The framework.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::{Goal, PlanOptions, Planner};
    /// # let framework = catalog::framework("self-assessment@4.0")?;
    /// # let planner = Planner::new(framework, Goal::outcome("70-99"), &PlanOptions::default())?;
    /// assert_eq!(planner.framework().id(), "self-assessment");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// Something that plans one row after the other: one a thread.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::{Goal, PlanOptions, Planner};
    /// # let framework = catalog::framework("self-assessment@4.0")?;
    /// # let planner = Planner::new(framework, Goal::outcome("70-99"), &PlanOptions::default())?;
    /// let mut rows = planner.rows();
    /// for answer in [0, 1] {
    ///     assert!(rows.plan(&[answer; 25]).is_ok());
    /// }
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn rows(&self) -> RowPlanner<'_> {
        let room = match &self.way {
            Way::Narrow(sums) => Room::Narrow(sums.room(), Vec::new()),
            Way::Wide(sums) => Room::Wide(sums.room(), Vec::new()),
            Way::Tiers(tiers) => Room::Tiers(tiers.room()),
            Way::Search => Room::None,
        };
        RowPlanner { planner: self, room, row: Vec::new(), after: Vec::new(), steps: Vec::new() }
    }
}

impl Way {
    #[inline]
    fn of(
        framework: &Framework,
        places: Places,
        answered: &[Vec<Changeable<'_>>],
        steps: &Lists<Step>,
        wanted: Wanted,
    ) -> Self {
        let sums = |sum, aim| {
            let narrow = Sums::of(places, steps, sum, aim).map(Self::Narrow);
            narrow.or_else(|| Sums::of(places, steps, sum, aim).map(Self::Wide))
        };
        let tiers = |aim| Tiers::of(&framework.rules, places, answered, aim).map(Self::Tiers);
        let way = match wanted {
            Wanted::Sum(sum, least) => sums(sum, sums::Aim::AtLeast(least)),
            Wanted::Most(sum, budget) => sums(sum, sums::Aim::Within(budget)),
            Wanted::Tier(at) => tiers(row_tiers::Aim::Reach(at)),
            Wanted::HighestTier(budget) => tiers(row_tiers::Aim::Within(budget)),
        };
        way.unwrap_or(Self::Search)
    }
}

/// Everything that adds up and is certain.
#[derive(Clone, Copy, Default)]
pub(super) struct Totals {
    pub points: Points,
    /// Controls that have points.
    pub counted: u32,
    pub credit: Credit,
}

impl Totals {
    #[inline]
    fn of(contribution: &Contribution) -> Self {
        let (points, credit) = (contribution.points, contribution.credit);
        Self {
            points: points.unwrap_or_default(),
            counted: u32::from(points.is_some()),
            credit: credit.unwrap_or_default(),
        }
    }

    #[inline]
    fn add(&mut self, other: &Self) {
        self.counted += other.counted;
        self.points.low += other.points.low;
        self.points.max += other.points.max;
        self.credit.low += other.credit.low;
        self.credit.of += other.credit.of;
    }

    /// Puts what one answer counts in place of what another counted.
    #[inline]
    fn replace(&mut self, old: &Self, new: &Self) {
        self.add(new);
        self.counted -= old.counted;
        self.points.low -= old.points.low;
        self.points.max -= old.points.max;
        self.credit.low -= old.credit.low;
        self.credit.of -= old.credit.of;
    }
}

enum Room {
    Narrow(Stages<i16>, Vec<(usize, usize)>),
    Wide(Stages<i32>, Vec<(usize, usize)>),
    Tiers(row_tiers::Room),
    None,
}

/// Plans one row after the other, in the same room.
pub struct RowPlanner<'p> {
    planner: &'p Planner,
    room: Room,
    /// The places of the answers.
    row: Vec<usize>,
    /// The answers after the plan.
    after: Vec<u8>,
    steps: Vec<RowStep>,
}

impl RowPlanner<'_> {
    /// The plan for a row of positions of choices, one for each control; [`UNANSWERED`] for an
    /// unanswered one.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::{Goal, PlanOptions, Planner};
    /// # let framework = catalog::framework("self-assessment@4.0")?;
    /// # let planner = Planner::new(framework, Goal::outcome("70-99"), &PlanOptions::default())?;
    /// let mut rows = planner.rows();
    /// assert!(rows.plan(&[0; 24]).is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::OutOfRange`] for a row that
    /// [`Framework::assess_row`] refuses, and with [`Code::TooComplex`] as
    /// [`Assessment::plan`](crate::Assessment::plan).
    // Compiled where it is called, for the registers that the caller is compiled for.
    #[inline(always)]
    pub fn plan(&mut self, positions: &[u8]) -> Result<RowPlan<'_>, Error> {
        let planner = self.planner;
        let totals = planner.read(positions, &mut self.row)?;
        self.steps.clear();
        let Self { room, row, steps, .. } = self;
        let mut take = |at: usize, change: usize| {
            let changes = row.get(at).map_or(&[][..], |place| planner.steps.of(*place));
            steps.extend(changes.get(change).map(|step| step.row));
        };
        let solved = match (&planner.way, room) {
            (Way::Narrow(sums), Room::Narrow(stages, items)) => {
                sums.solve(stages, items, &totals, row, &mut take)
            }
            (Way::Wide(sums), Room::Wide(stages, items)) => {
                sums.solve(stages, items, &totals, row, &mut take)
            }
            (Way::Tiers(tiers), Room::Tiers(room)) => {
                let solution = tiers.solve(room, row).map_err(|TooComplex| too_complex())?;
                Some(planner.taken(solution, &mut take))
            }
            _ => None,
        };
        let status = match solved {
            Some(status) => status,
            None => planner.taken(planner.search(&totals, positions)?, &mut take),
        };
        let effort = steps.iter().map(|step| u64::from(step.effort)).sum();
        let after = self.after(positions, totals);
        Ok(RowPlan { status, effort, steps: &self.steps, after })
    }

    /// What is certain once the steps are taken.
    #[inline]
    fn after(&mut self, positions: &[u8], before: Totals) -> Certain {
        let planner = self.planner;
        let mut totals = before;
        self.after.clear();
        self.after.extend_from_slice(positions);
        for step in &self.steps {
            let at = usize::from(step.control);
            let place = planner.places.place(at, step.to);
            if let (Some(answer), Some(place), Some(new)) =
                (self.after.get_mut(at), self.row.get_mut(at), place)
            {
                *answer = step.to;
                let of = |place: usize| planner.totals.get(place).copied().flatten();
                totals.replace(&of(*place).unwrap_or_default(), &of(new).unwrap_or_default());
                *place = new;
            }
        }
        planner.certain(totals, &self.row, &self.after)
    }
}

#[inline]
fn refused(at: &str, given: usize) -> Error {
    let problem = Problem::new(Code::OutOfRange).at(at).given(&given.to_string());
    Error::one(ErrorKind::InvalidArgument, problem)
}

impl Planner {
    /// Finds the places of the answers of a row, and adds them up.
    #[inline]
    fn read(&self, positions: &[u8], row: &mut Vec<usize>) -> Result<Totals, Error> {
        if positions.len() != self.places.controls {
            return Err(refused("positions", positions.len()));
        }
        let mut totals = Totals::default();
        row.clear();
        for (at, &answer) in positions.iter().enumerate() {
            let place = self.places.place(at, answer);
            let now = place.and_then(|place| self.totals.get(place)?.as_ref());
            let (Some(place), Some(now)) = (place, now) else {
                let named = self.framework.controls().get(at);
                return Err(refused(named.map_or("", |it| &*it.id), answer.into()));
            };
            row.push(place);
            totals.add(now);
        }
        Ok(totals)
    }

    /// Takes what was found, and says how that ended.
    #[inline]
    fn taken(&self, solution: Option<Solution>, take: &mut impl FnMut(usize, usize)) -> PlanStatus {
        let Some(solution) = solution else { return PlanStatus::Impossible };
        for &(at, change) in &solution.taken {
            take(at, change);
        }
        match (&self.goal, solution.taken.is_empty()) {
            (Goal::Reach(_), true) => PlanStatus::Reached,
            _ => PlanStatus::Planned,
        }
    }

    /// The plan of a row by the search for a single sheet; `None` if there is none.
    #[inline]
    fn search(&self, totals: &Totals, positions: &[u8]) -> Result<Option<Solution>, Error> {
        let choices: Vec<Option<u8>> = positions.iter().map(|&at| chosen(at)).collect();
        let Credit { low: credit, of, .. } = totals.credit;
        let coverage = self.framework.rules.coverage.filter(|_| of > 0).map(|origin| {
            let low = Ratio { credit, of };
            Coverage { low, high: low, origin }
        });
        let points = (totals.counted > 0).then_some(totals.points);
        let search = Search {
            framework: &self.framework,
            before: Position { points, coverage, outcome: None },
            controls: changeable(&self.framework, &choices, &self.options),
        };
        match search.solve(&self.goal) {
            Ok(solution) => Ok(Some(solution)),
            Err(error) if error.problems().iter().any(|it| it.code == Code::Unreachable) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    #[inline]
    fn certain(&self, totals: Totals, row: &[usize], answers: &[u8]) -> Certain {
        let rules = &self.framework.rules;
        let credit = (totals.credit.of > 0).then_some(totals.credit);
        let points = (totals.counted > 0).then_some(totals.points);
        let outcome = match (&rules.bands, &self.reached) {
            _ if rules.outcome.is_none() => None,
            (Some(bands), _) => Measured::of(bands.measure, points, credit).and_then(|it| {
                let found = bands.band(it.low, it.of)?;
                bands.bands.iter().position(|band| std::ptr::eq(band, found))
            }),
            (None, Some(reached)) => reached.highest(rules, row, answers),
            (None, None) => {
                let choices: Vec<Option<u8>> = answers.iter().map(|&at| chosen(at)).collect();
                rules.tiers.iter().rposition(|tier| {
                    tier.conditions.iter().all(|condition| {
                        let count = condition.count(&rules.controls, &choices);
                        condition.state(count.have, count.may) == TierState::Reached
                    })
                })
            }
        };
        let coverage = credit.filter(|_| rules.coverage.is_some());
        Certain {
            points: points.map(|points| points.low),
            coverage: coverage.map(|it| Ratio { credit: it.low, of: it.of }),
            outcome,
        }
    }
}

#[inline]
fn chosen(answer: u8) -> Option<u8> {
    (answer != UNANSWERED).then_some(answer)
}
