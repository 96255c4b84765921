//! Plans: the changes of least effort that bring each row to a target.

use std::sync::Arc;

use arrow_array::builder::{Int8Builder, Int64Builder};
use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{Array as _, ArrayRef, Int16Array, Int32Array, StringArray};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer};
use arrow_schema::{DataType, Field};
use shisei::insight::{Goal, PlanOptions, PlanStatus, Planner, RowPlan, RowPlanner, RowStep};
use shisei::{Framework, UNANSWERED};

use super::ByRow;
use super::lists::{Lists, Names, Numbers, all, list_type, name_type, named, number_type};
use super::rows::Row;
use crate::dispatch;
use crate::error::Error;
use crate::kernel::{outcomes, worst_first};
use crate::output::{names_type, outcome_field};

/// How a row ended, in the order of [`Status`].
const STATUSES: [&str; 5] = ["reached", "planned", "incomplete", "impossible", "problem"];

#[derive(Clone, Copy)]
enum Status {
    Reached,
    Planned,
    Incomplete,
    Impossible,
    Problem,
}

pub struct Plans {
    planner: Planner,
    /// Whether points need more than 16 bits.
    wide: bool,
    has_points: bool,
    has_coverage: bool,
    statuses: Arc<StringArray>,
    outcomes: Arc<StringArray>,
    /// By the position of an outcome in the framework: its position among these.
    places: Vec<i8>,
    names: Names,
}

/// What some rows gave.
pub struct Piece {
    status: Vec<i8>,
    effort: Int64Builder,
    points: Numbers,
    coverage: Numbers,
    outcome: Int8Builder,
    lists: Lists,
    steps: Steps,
}

/// The steps of all rows, one behind the other.
#[derive(Default)]
struct Steps {
    control: Vec<i16>,
    from: Vec<i16>,
    /// Which of them begin without an answer.
    unanswered: Vec<usize>,
    to: Vec<i16>,
    effort: Vec<i32>,
    points: Vec<i32>,
    /// Which of them have no points.
    pointless: Vec<usize>,
}

impl Steps {
    fn extend(&mut self, steps: &[RowStep], names: &Names) {
        let first = self.from.len();
        let choice = |control, choice| names.choice(control, choice).unwrap_or(0);
        self.control.extend(steps.iter().map(|step| step.control.cast_signed()));
        self.from.extend(steps.iter().map(|step| choice(step.control, step.from)));
        self.to.extend(steps.iter().map(|step| choice(step.control, step.to)));
        let narrow = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        self.effort.extend(steps.iter().map(|step| narrow(step.effort.into())));
        self.points.extend(steps.iter().map(|step| step.points.map_or(0, narrow)));
        let which = |is: fn(&RowStep) -> bool| {
            (first..).zip(steps).filter(move |(_, step)| is(step)).map(|(at, _)| at)
        };
        self.unanswered.extend(which(|step| step.from == UNANSWERED));
        self.pointless.extend(which(|step| step.points.is_none()));
    }

    fn columns(self, names: &Names) -> Result<Vec<ArrayRef>, Error> {
        let Self { control, from, unanswered, to, effort, points, pointless } = self;
        let steps = control.len();
        Ok(vec![
            named(all::<Int16Type>(control), &names.controls)?,
            named(Int16Array::new(from.into(), without(&unanswered, steps)), &names.choices)?,
            named(all::<Int16Type>(to), &names.choices)?,
            Arc::new(Int32Array::from(effort)),
            Arc::new(Int32Array::new(points.into(), without(&pointless, steps))),
        ])
    }
}

/// The validity of `values` values that are null at these places.
fn without(places: &[usize], values: usize) -> Option<NullBuffer> {
    if places.is_empty() {
        return None;
    }
    let mut there = BooleanBufferBuilder::new(values);
    there.append_n(values, true);
    for &place in places {
        there.set_bit(place, false);
    }
    Some(NullBuffer::new(there.finish()))
}

impl Plans {
    pub fn new(
        framework: &Framework,
        goal: &Goal,
        options: &PlanOptions,
        wide: bool,
    ) -> Result<Self, shisei::Error> {
        Ok(Self {
            planner: Planner::new(framework, goal.clone(), options)?,
            wide,
            has_points: framework.has_points(),
            has_coverage: framework.definition().coverage.is_some(),
            statuses: Arc::new(StringArray::from(STATUSES.to_vec())),
            outcomes: Arc::new(StringArray::from(outcomes(framework))),
            places: worst_first(framework),
            names: Names::of(framework),
        })
    }
}

/// The fields of a step.
fn step_fields() -> Vec<Field> {
    vec![
        Field::new("control", name_type(), true),
        Field::new("from", name_type(), true),
        Field::new("to", name_type(), true),
        Field::new("effort", DataType::Int32, true),
        Field::new("points", DataType::Int32, true),
    ]
}

impl ByRow for Plans {
    type Worker<'q> = RowPlanner<'q>;
    type Piece = Piece;

    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![
            Field::new("status", names_type(), true),
            Field::new("effort", DataType::Int64, true),
        ];
        let number = |name| Field::new(name, number_type(self.wide), true);
        fields.extend(self.has_points.then(|| number("points_after")));
        fields.extend(self.has_coverage.then(|| number("coverage_after")));
        if !self.outcomes.is_empty() {
            let outcomes: Vec<&str> = self.outcomes.iter().flatten().collect();
            fields.push(outcome_field("outcome_after", &outcomes));
        }
        fields.push(Field::new("steps", list_type(step_fields()), true));
        fields
    }

    fn worker(&self) -> RowPlanner<'_> {
        self.planner.rows()
    }

    fn piece(&self, rows: usize) -> Piece {
        Piece {
            status: Vec::with_capacity(rows),
            effort: Int64Builder::with_capacity(rows),
            points: Numbers::new(self.wide, rows),
            coverage: Numbers::new(self.wide, rows),
            outcome: Int8Builder::with_capacity(rows),
            lists: Lists::new(rows),
            steps: Steps::default(),
        }
    }

    fn add(
        &self,
        planner: &mut RowPlanner<'_>,
        piece: &mut Piece,
        row: Row<'_>,
    ) -> Result<(), shisei::Error> {
        let Row::Good(row) = row else {
            piece.nothing(Status::Problem);
            return Ok(());
        };
        let plan = dispatch::plan(planner, row)?;
        let status = match plan.status {
            PlanStatus::Reached => Status::Reached,
            PlanStatus::Planned if row.contains(&UNANSWERED) => Status::Incomplete,
            PlanStatus::Planned => Status::Planned,
            _ => {
                piece.nothing(Status::Impossible);
                return Ok(());
            }
        };
        let outcome = plan.after.outcome.and_then(|at| self.places.get(at).copied());
        piece.plan(status, &plan, outcome, &self.names);
        Ok(())
    }

    fn columns(&self, piece: Piece) -> Result<Vec<ArrayRef>, Error> {
        let Piece { status, mut effort, points, coverage, mut outcome, lists, steps } = piece;
        let mut arrays =
            vec![named(all::<Int8Type>(status), &self.statuses)?, Arc::new(effort.finish()) as _];
        arrays.extend(self.has_points.then(|| points.finish()));
        arrays.extend(self.has_coverage.then(|| coverage.finish()));
        if !self.outcomes.is_empty() {
            arrays.push(named(outcome.finish(), &self.outcomes)?);
        }
        let columns = steps.columns(&self.names)?;
        arrays.push(lists.finish(step_fields(), columns)?);
        Ok(arrays)
    }
}

impl Piece {
    fn plan(&mut self, status: Status, plan: &RowPlan<'_>, outcome: Option<i8>, names: &Names) {
        let signed = |number: u64| i64::try_from(number).ok();
        self.status.push(status as i8);
        self.effort.append_option(signed(plan.effort));
        self.points.push(plan.after.points);
        self.coverage.push(plan.after.coverage.and_then(|ratio| signed(ratio.percent())));
        self.outcome.append_option(outcome);
        self.lists.push(Some(plan.steps.len()));
        self.steps.extend(plan.steps, names);
    }

    /// A row without a plan: one that cannot be read has no steps, and others have none to take.
    fn nothing(&mut self, status: Status) {
        self.status.push(status as i8);
        self.effort.append_null();
        self.points.push(None);
        self.coverage.push(None);
        self.outcome.append_null();
        self.lists.push((!matches!(status, Status::Problem)).then_some(0));
    }
}
