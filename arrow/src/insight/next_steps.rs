//! Next steps: the findings of each row that are worth most.

use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field};
use shisei::Framework;
use shisei::assessment::{Findings, RowFinding, State};
use shisei::model::Rule;

use super::Asked;
use super::lists::{NONE, Names, few_names, list, list_type, name_type, names, numbers};
use super::rows::{Row, rows};
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::output::names_type;
use crate::watch::Watch;

#[expect(clippy::struct_excessive_bools, reason = "what a framework has, each by itself")]
pub struct NextSteps {
    top: usize,
    /// A column for each step instead of a list.
    wide: bool,
    has_points: bool,
    has_coverage: bool,
    has_tiers: bool,
    states: Arc<StringArray>,
    tiers: ArrayRef,
    names: Names,
}

/// What some rows gave.
#[derive(Default)]
struct Piece {
    lengths: Vec<u16>,
    good: Vec<bool>,
    control: Vec<i16>,
    state: Vec<i8>,
    points: Vec<Option<i64>>,
    credit: Vec<Option<i64>>,
    tier: Vec<i16>,
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
        let controls = piece.lengths.iter().map(|&length| {
            let length = usize::from(length);
            let control = if place < length { piece.control.get(first + place) } else { None };
            first += length;
            control.copied().unwrap_or(NONE)
        });
        self.names.controls(controls.collect())
    }
}

impl Asked for NextSteps {
    fn fields(&self) -> Vec<Field> {
        if self.wide {
            let names = (1..=self.top).map(|at| format!("next_{at}"));
            return names.map(|name| Field::new(name, name_type(), true)).collect();
        }
        vec![Field::new("next_steps", list_type(self.step_fields()), true)]
    }

    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        count: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        let findings = Findings::of(&compiled.framework);
        let (pieces, bad) = rows(
            compiled,
            columns,
            count,
            threads,
            watch,
            || findings.rows(),
            |_| Piece::default(),
            |rows, piece, row| {
                match row {
                    Row::Good(row) => piece.add(rows.first(row, self.top)?),
                    Row::Bad => piece.nothing(),
                }
                Ok(())
            },
        )?;
        let piece = Piece::joined(pieces);
        if self.wide {
            let columns = (0..self.top).map(|place| self.column(&piece, place));
            return Ok((columns.collect::<Result<_, _>>()?, bad));
        }
        let Piece { lengths, good, control, state, points, credit, tier } = piece;
        let mut columns = vec![self.names.controls(control)?, few_names(state, &self.states)?];
        columns.extend(self.has_points.then(|| numbers(points, true)));
        columns.extend(self.has_coverage.then(|| numbers(credit, true)));
        if self.has_tiers {
            columns.push(names(tier, &self.tiers)?);
        }
        let good = NullBuffer::from(good);
        Ok((vec![list(self.step_fields(), columns, &lengths, Some(good))?], bad))
    }
}

impl Piece {
    fn add(&mut self, findings: &[RowFinding]) {
        self.good.push(true);
        self.lengths.push(u16::try_from(findings.len()).unwrap_or(u16::MAX));
        for finding in findings {
            self.control.push(finding.control.cast_signed());
            let state = State::ALL.iter().position(|state| *state == finding.state);
            self.state.push(state.and_then(|state| i8::try_from(state).ok()).unwrap_or(-1));
            self.points.push(finding.points);
            self.credit.push(finding.credit.and_then(|credit| i64::try_from(credit).ok()));
            self.tier.push(finding.tier.map_or(NONE, u16::cast_signed));
        }
    }

    fn nothing(&mut self) {
        self.good.push(false);
        self.lengths.push(0);
    }

    fn joined(pieces: Vec<Self>) -> Self {
        let mut pieces = pieces.into_iter();
        let mut first = pieces.next().unwrap_or_default();
        for piece in pieces {
            first.lengths.extend(piece.lengths);
            first.good.extend(piece.good);
            first.control.extend(piece.control);
            first.state.extend(piece.state);
            first.points.extend(piece.points);
            first.credit.extend(piece.credit);
            first.tier.extend(piece.tier);
        }
        first
    }
}
