//! Next steps: the findings of each row that are worth most.

use std::sync::Arc;

use arrow_array::builder::{Int16Builder, Int64Builder};
use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{ArrayRef, Int16Array, StringArray};
use arrow_schema::{DataType, Field};
use shisei::Framework;
use shisei::assessment::{FindingRows, Findings, RowFinding, State};
use shisei::model::Rule;

use super::ByRow;
use super::lists::{Lists, Names, all, list_type, name_type, named};
use super::rows::Row;
use crate::error::Error;
use crate::output::names_type;

#[expect(clippy::struct_excessive_bools, reason = "what a framework has, each by itself")]
pub struct NextSteps {
    findings: Findings,
    top: usize,
    /// A column for each step instead of a list.
    wide: bool,
    has_points: bool,
    has_coverage: bool,
    has_tiers: bool,
    states: Arc<StringArray>,
    tiers: Arc<StringArray>,
    names: Names,
}

/// What some rows gave.
pub struct Piece {
    lists: Lists,
    control: Vec<i16>,
    state: Vec<i8>,
    points: Int64Builder,
    credit: Int64Builder,
    tier: Int16Builder,
}

impl NextSteps {
    pub fn new(framework: &Framework, top: usize, wide: bool) -> Self {
        let tiers = match framework.rule() {
            Some(Rule::Tiers(tiers)) => &**tiers,
            _ => &[],
        };
        let states = State::ALL.iter().map(|state| Some(state.as_str()));
        let tier_ids = tiers.iter().map(|tier| Some(&*tier.id));
        Self {
            findings: Findings::of(framework),
            top,
            wide,
            has_points: framework.has_points(),
            has_coverage: framework.definition().coverage.is_some(),
            has_tiers: !tiers.is_empty(),
            states: Arc::new(states.collect::<StringArray>()),
            tiers: Arc::new(tier_ids.collect::<StringArray>()),
            names: Names::of(framework),
        }
    }

    fn step_fields(&self) -> Vec<Field> {
        let mut fields =
            vec![Field::new("control", name_type(), true), Field::new("state", names_type(), true)];
        fields.extend(self.has_points.then(|| Field::new("points", DataType::Int64, true)));
        fields.extend(self.has_coverage.then(|| Field::new("credit", DataType::Int64, true)));
        fields.extend(self.has_tiers.then(|| Field::new("tier", name_type(), true)));
        fields
    }

    /// The control of the step at a place of each row.
    fn column(&self, piece: &Piece, place: usize) -> Result<ArrayRef, Error> {
        let mut first = 0;
        let controls = piece.lists.lengths().map(|length| {
            let control = if place < length { piece.control.get(first + place) } else { None };
            first += length;
            control.copied()
        });
        named(controls.collect::<Int16Array>(), &self.names.controls)
    }
}

impl ByRow for NextSteps {
    type Worker<'q> = FindingRows<'q>;
    type Piece = Piece;

    fn fields(&self) -> Vec<Field> {
        if self.wide {
            let names = (1..=self.top).map(|at| format!("next_{at}"));
            return names.map(|name| Field::new(name, name_type(), true)).collect();
        }
        vec![Field::new("next_steps", list_type(self.step_fields()), true)]
    }

    fn worker(&self) -> FindingRows<'_> {
        self.findings.rows()
    }

    fn piece(&self, rows: usize) -> Piece {
        Piece {
            lists: Lists::new(rows),
            control: Vec::new(),
            state: Vec::new(),
            points: Int64Builder::new(),
            credit: Int64Builder::new(),
            tier: Int16Builder::new(),
        }
    }

    fn add(
        &self,
        rows: &mut FindingRows<'_>,
        piece: &mut Piece,
        row: Row<'_>,
    ) -> Result<(), shisei::Error> {
        match row {
            Row::Good(row) => piece.add(rows.first(row, self.top)?),
            Row::Bad => piece.lists.push(None),
        }
        Ok(())
    }

    fn columns(&self, piece: Piece) -> Result<Vec<ArrayRef>, Error> {
        if self.wide {
            return (0..self.top).map(|place| self.column(&piece, place)).collect();
        }
        let Piece { lists, control, state, mut points, mut credit, mut tier } = piece;
        let mut columns = vec![
            named(all::<Int16Type>(control), &self.names.controls)?,
            named(all::<Int8Type>(state), &self.states)?,
        ];
        columns.extend(self.has_points.then(|| Arc::new(points.finish()) as ArrayRef));
        columns.extend(self.has_coverage.then(|| Arc::new(credit.finish()) as ArrayRef));
        if self.has_tiers {
            columns.push(named(tier.finish(), &self.tiers)?);
        }
        Ok(vec![lists.finish(self.step_fields(), columns)?])
    }
}

impl Piece {
    fn add(&mut self, findings: &[RowFinding]) {
        self.lists.push(Some(findings.len()));
        for finding in findings {
            self.control.push(finding.control.cast_signed());
            let state = State::ALL.iter().position(|state| *state == finding.state);
            self.state.push(state.and_then(|state| i8::try_from(state).ok()).unwrap_or(0));
            self.points.append_option(finding.points);
            self.credit.append_option(finding.credit.and_then(|it| i64::try_from(it).ok()));
            self.tier.append_option(finding.tier.map(u16::cast_signed));
        }
    }
}
