//! Plans: the changes of least effort that bring each row to a target.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field};
use shisei::insight::{Goal, PlanOptions, PlanStatus, Planner, RowPlan};
use shisei::{Framework, UNANSWERED};

use super::Asked;
use super::lists::{Names, few_names, list, list_type, name_type, number_type, numbers};
use super::rows::{Row, rows};
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::kernel::{outcomes, worst_first};
use crate::output::{names_type, outcome_field};
use crate::watch::Watch;

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

#[expect(clippy::struct_excessive_bools, reason = "what a framework has, each by itself")]
pub struct Plans {
    goal: Goal,
    options: PlanOptions,
    /// Whether points need more than 16 bits.
    wide: bool,
    has_points: bool,
    has_coverage: bool,
    has_outcome: bool,
    statuses: Arc<StringArray>,
    outcomes: Arc<StringArray>,
    /// By the position of an outcome in the framework: its position among these.
    places: Vec<i8>,
    names: Names,
}

/// What some rows gave.
#[derive(Default)]
struct Piece {
    status: Vec<i8>,
    effort: Vec<Option<i64>>,
    points: Vec<Option<i64>>,
    coverage: Vec<Option<i64>>,
    outcome: Vec<i8>,
    lengths: Vec<u16>,
    steps: Steps,
}

#[derive(Default)]
struct Steps {
    control: Vec<i16>,
    from: Vec<i16>,
    to: Vec<i16>,
    effort: Vec<i32>,
    points: Vec<Option<i32>>,
}

impl Plans {
    pub fn new(
        framework: &Framework,
        goal: &Goal,
        options: &PlanOptions,
        wide: bool,
    ) -> Result<Self, shisei::Error> {
        // What is wrong with the goal is told before there are rows.
        Planner::new(framework, goal.clone(), options)?;
        Ok(Self {
            goal: goal.clone(),
            options: options.clone(),
            wide,
            has_points: framework.has_points(),
            has_coverage: framework.definition().coverage.is_some(),
            has_outcome: framework.rule().is_some(),
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

impl Asked for Plans {
    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![
            Field::new("status", names_type(), true),
            Field::new("effort", DataType::Int64, true),
        ];
        let number = |name| Field::new(name, number_type(self.wide), true);
        fields.extend(self.has_points.then(|| number("points_after")));
        fields.extend(self.has_coverage.then(|| number("coverage_after")));
        if self.has_outcome {
            let outcomes: Vec<&str> = self.outcomes.iter().flatten().collect();
            fields.push(outcome_field("outcome_after", &outcomes));
        }
        fields.push(Field::new("steps", list_type(step_fields()), true));
        fields
    }

    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        count: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        let planner = Planner::new(&compiled.framework, self.goal.clone(), &self.options)?;
        let (pieces, bad) = rows(
            compiled,
            columns,
            count,
            threads,
            watch,
            || planner.rows(),
            Piece::new,
            |planner, piece, row| {
                match row {
                    Row::Good(row) => {
                        piece.add(&planner.plan(row)?, row.contains(&UNANSWERED), &self.names);
                    }
                    Row::Bad => piece.nothing(Status::Problem),
                }
                Ok(())
            },
        )?;
        Ok((self.columns(Piece::joined(pieces))?, bad))
    }
}

impl Plans {
    fn columns(&self, piece: Piece) -> Result<Vec<ArrayRef>, Error> {
        let Piece { status, effort, points, coverage, outcome, lengths, steps } = piece;
        let problem = Status::Problem as i8;
        let present = status.iter().map(|status| *status != problem).collect::<NullBuffer>();
        let mut arrays = vec![few_names(status, &self.statuses)?, numbers(effort, true)];
        arrays.extend(self.has_points.then(|| numbers(points, self.wide)));
        arrays.extend(self.has_coverage.then(|| numbers(coverage, self.wide)));
        if self.has_outcome {
            let place = |at: i8| self.places.get(usize::try_from(at).ok()?).copied();
            let outcome = outcome.into_iter().map(|at| place(at).unwrap_or(-1)).collect();
            arrays.push(few_names(outcome, &self.outcomes)?);
        }
        let Steps { control, from, to, effort, points } = steps;
        let columns: Vec<ArrayRef> = vec![
            self.names.controls(control)?,
            self.names.choices(from)?,
            self.names.choices(to)?,
            Arc::new(Int32Array::from(effort)),
            Arc::new(Int32Array::from(points)),
        ];
        arrays.push(list(step_fields(), columns, &lengths, Some(present))?);
        Ok(arrays)
    }
}

impl Piece {
    fn new(rows: usize) -> Self {
        Self {
            status: Vec::with_capacity(rows),
            effort: Vec::with_capacity(rows),
            points: Vec::with_capacity(rows),
            coverage: Vec::with_capacity(rows),
            outcome: Vec::with_capacity(rows),
            lengths: Vec::with_capacity(rows),
            steps: Steps::default(),
        }
    }

    fn add(&mut self, plan: &RowPlan<'_>, incomplete: bool, names: &Names) {
        let status = match plan.status {
            PlanStatus::Reached => Status::Reached,
            PlanStatus::Planned if incomplete => Status::Incomplete,
            PlanStatus::Planned => Status::Planned,
            _ => return self.nothing(Status::Impossible),
        };
        let signed = |number: u64| i64::try_from(number).ok();
        self.status.push(status as i8);
        self.effort.push(signed(plan.effort));
        self.points.push(plan.after.points);
        self.coverage.push(plan.after.coverage.and_then(|ratio| signed(ratio.percent())));
        let outcome = plan.after.outcome.and_then(|outcome| i8::try_from(outcome).ok());
        self.outcome.push(outcome.unwrap_or(-1));
        self.lengths.push(u16::try_from(plan.steps.len()).unwrap_or(u16::MAX));
        let steps = &mut self.steps;
        for step in plan.steps {
            let control = usize::from(step.control);
            steps.control.push(step.control.cast_signed());
            steps.from.push(names.choice(control, step.from));
            steps.to.push(names.choice(control, step.to));
            steps.effort.push(i32::try_from(step.effort).unwrap_or(i32::MAX));
            steps.points.push(step.points.and_then(|points| i32::try_from(points).ok()));
        }
    }

    fn nothing(&mut self, status: Status) {
        self.status.push(status as i8);
        self.effort.push(None);
        self.points.push(None);
        self.coverage.push(None);
        self.outcome.push(-1);
        self.lengths.push(0);
    }

    fn joined(pieces: Vec<Self>) -> Self {
        let mut pieces = pieces.into_iter();
        let Some(mut first) = pieces.next() else { return Self::default() };
        for piece in pieces {
            first.status.extend(piece.status);
            first.effort.extend(piece.effort);
            first.points.extend(piece.points);
            first.coverage.extend(piece.coverage);
            first.outcome.extend(piece.outcome);
            first.lengths.extend(piece.lengths);
            first.steps.control.extend(piece.steps.control);
            first.steps.from.extend(piece.steps.from);
            first.steps.to.extend(piece.steps.to);
            first.steps.effort.extend(piece.steps.effort);
            first.steps.points.extend(piece.steps.points);
        }
        first
    }
}
