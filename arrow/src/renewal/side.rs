//! One of the two tables that are compared: whose rows they are, the answers, and what they scored.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Int8Type, Int16Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, FieldRef};
use shisei::{Code, ErrorKind, Framework, Problem, UNANSWERED};

use super::carry::Carrying;
use crate::answers::Codes;
use crate::blocks::BLOCK;
use crate::compiled::Compiled;
use crate::dispatch;
use crate::error::Error;
use crate::kernel::{Output, Value};
use crate::options::{Duplicates, Integers, Keep};
use crate::reasons::{Reasons, Source, row_number};
use crate::scorer::{PortfolioScorer, invalid};
use crate::told::{self, PROBLEMS};
use crate::watch::Watch;

/// No number, no outcome: a score that is not there.
pub const NOTHING: i64 = i64::MIN;

/// What a row is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Good,
    /// A control is unanswered.
    Incomplete,
    /// It cannot be scored.
    Bad,
}

/// The scores that are compared.
pub const MEASURES: [&str; 3] = ["points", "coverage", "outcome"];

/// A table of answers, read and scored.
pub struct Side {
    pub scorer: PortfolioScorer,
    /// Names and types of the columns that are kept, of the first batch.
    pub fields: Vec<FieldRef>,
    /// Which of them is the id.
    pub id: Option<usize>,
    /// The columns that are kept, batch by batch.
    pub kept: Vec<Vec<ArrayRef>>,
    /// Where each row is: the first row of each batch.
    pub starts: Vec<usize>,
    /// Positions of choices, row by row, in the edition that both sides are compared in.
    pub answers: Vec<u8>,
    /// Not 0 where a carried answer is to be confirmed, in the same way; empty where none is.
    pub confirm: Vec<u8>,
    pub standings: Vec<Standing>,
    /// By measure, as the edition of the answers says.
    pub scores: Vec<Vec<i64>>,
    /// By measure, as the edition that both sides are compared in says.
    pub carried: Vec<Vec<i64>>,
    /// Why rows cannot be scored.
    pub problems: Vec<ArrayRef>,
    pub rows: usize,
}

/// What else there is to say of answers to an edition: the way to the one that is compared in.
pub struct Way {
    pub carrying: Carrying,
    pub scorer: PortfolioScorer,
}

impl Side {
    /// For tables that this scorer reads.
    pub fn new(scorer: &PortfolioScorer) -> Result<Self, Error> {
        let frameworks = scorer.inner().compiled.iter().map(|compiled| &compiled.framework);
        let outputs = frameworks.flat_map(Output::all).map(|output| output.name);
        let measures = outputs.filter(|name| MEASURES.contains(&name.as_str())).collect();
        let scorer = scorer.again(|options| {
            // Nothing is added to the table: whatever its columns are called, none is in the way.
            "\0".clone_into(&mut options.prefix);
            options.select = Some(measures);
            options.integers = Integers::Int16;
            options.duplicates = Duplicates::Ignore;
            if options.keep == Keep::Answers {
                options.keep = Keep::Others;
            }
        })?;
        let inner = scorer.inner();
        if inner.compiled.len() != 1 {
            return Err(invalid(vec![Problem::new(Code::OutOfRange).at("framework")]));
        }
        if inner.options.id.is_none() {
            return Err(invalid(vec![Problem::new(Code::MissingField).given("id")]));
        }
        Ok(Self {
            scorer,
            fields: Vec::new(),
            id: None,
            kept: Vec::new(),
            starts: Vec::new(),
            answers: Vec::new(),
            confirm: Vec::new(),
            standings: Vec::new(),
            scores: vec![Vec::new(); MEASURES.len()],
            carried: vec![Vec::new(); MEASURES.len()],
            problems: Vec::new(),
            rows: 0,
        })
    }

    pub fn framework(&self) -> Option<&Framework> {
        self.compiled().map(|compiled| &compiled.framework)
    }

    pub fn compiled(&self) -> Option<&Compiled> {
        self.scorer.inner().compiled.first()
    }

    /// Which measures its edition has.
    pub fn has(&self, measure: &str) -> bool {
        self.compiled().is_some_and(|it| it.outputs.iter().any(|output| output.name == measure))
    }

    /// Reads and scores one more batch.
    pub fn add(
        &mut self,
        batch: &RecordBatch,
        way: Option<&Way>,
        watch: &mut Watch<'_>,
    ) -> Result<(), Error> {
        let scorer = self.scorer.clone();
        let inner = scorer.inner();
        let places = inner.places(batch.schema_ref())?;
        let whole = places.with_answers(batch)?;
        let batch = &*whole;
        let (Some(compiled), Some(answers)) = (inner.compiled.first(), places.answers.first())
        else {
            return Ok(());
        };
        let field = |&at: &usize| batch.schema_ref().fields().get(at).cloned();
        // What an earlier reading said is said again, in a column of ours.
        let is_ours = |at: &usize| {
            let name = batch.schema_ref().fields().get(*at).map(|field| field.name().as_str());
            name.is_some_and(|name| PROBLEMS.contains(&name))
        };
        let kept: Vec<usize> = places.kept.iter().copied().filter(|at| !is_ours(at)).collect();
        let fields: Vec<FieldRef> = kept.iter().filter_map(field).collect();
        if self.kept.is_empty() {
            self.id = kept.iter().position(|at| Some(*at) == places.id);
            self.fields = fields;
        } else if let Some(other) = unlike(&self.fields, &fields) {
            let problem = Problem::new(Code::Contradiction).at(other);
            return Err(invalid(vec![problem.detail("the batches of a table differ")]));
        }
        let rows = batch.num_rows();
        let columns = compiled.columns(batch, answers);
        let mut codes = Codes::of(compiled, &columns, rows, inner.threads, watch)?;
        let mut reasons = Reasons::new(inner, Source::Batch(batch), &places, self.rows as u64);
        reasons.bad(0, &columns, &codes.bad, watch)?;
        if let Some(column) = places.id.and_then(|id| batch.columns().get(id)) {
            reasons.ids(&[], column)?;
        }
        let mut problems = reasons.columns(&["problem"], watch)?;
        if let Some(before) = told::before(batch) {
            codes.leave_out((0..rows).filter(|row| told::said(before, *row).is_some()));
            let both = |row| {
                let now = problems.first().and_then(|now| told::said(now, row));
                told::said(before, row).or(now)
            };
            problems = vec![Arc::new((0..rows).map(both).collect::<StringArray>())];
        }
        self.problems.extend(problems);
        let (scores, _) = compiled.run(&codes.columns(compiled), rows, inner.threads, watch)?;
        take(compiled, &scores, &mut self.scores);
        self.standings.extend(standings(&codes, rows));
        match way {
            None => lay(&codes.controls, rows, &mut self.answers),
            Some(way) => {
                let carried = way.carrying.carry(&codes.controls, rows)?;
                let Some(compiled) = way.scorer.inner().compiled.first() else { return Ok(()) };
                let codes = Codes { controls: carried.controls, bad: Vec::new() };
                let read = codes.columns(compiled);
                let (scores, _) = compiled.run(&read, rows, inner.threads, watch)?;
                take(compiled, &scores, &mut self.carried);
                lay(&codes.controls, rows, &mut self.answers);
                if carried.confirm.iter().any(|flags| !flags.is_empty()) {
                    let nothing = vec![0; rows];
                    let flags = carried.confirm.into_iter();
                    let flags = flags.map(|it| if it.is_empty() { nothing.clone() } else { it });
                    lay(&flags.collect::<Vec<_>>(), rows, &mut self.confirm);
                }
            }
        }
        let kept = kept.iter().filter_map(|&at| batch.columns().get(at).cloned());
        self.kept.push(kept.collect());
        self.starts.push(self.rows);
        self.rows += rows;
        Ok(())
    }

    /// The batch of a row, and its place there.
    pub fn place(&self, row: usize) -> (usize, usize) {
        let batch = self.starts.partition_point(|&start| start <= row).saturating_sub(1);
        (batch, row - self.starts.get(batch).copied().unwrap_or(0))
    }

    /// The id columns, batch by batch.
    pub fn ids(&self) -> impl Iterator<Item = &ArrayRef> {
        self.kept.iter().filter_map(|kept| kept.get(self.id?))
    }

    pub fn id_type(&self) -> Option<&DataType> {
        self.fields.get(self.id?).map(|field| field.data_type())
    }

    /// Whether there is no id in a row.
    pub fn id_is_missing(&self, row: usize) -> bool {
        let (batch, at) = self.place(row);
        let column = self.id.and_then(|id| self.kept.get(batch)?.get(id));
        column.is_none_or(|column| {
            at >= column.len() || !crate::ids::missing(&column.slice(at, 1)).is_empty()
        })
    }

    /// Why a row cannot be scored.
    pub fn problem(&self, row: usize) -> Option<String> {
        let (batch, at) = self.place(row);
        let column = self.problems.get(batch)?;
        if column.null_count() == column.len() { None } else { crate::cell::text(column, at) }
    }

    /// An error about ids that occur twice, with the first of them.
    pub fn repeated(&self, side: &str, rows: &[usize]) -> Error {
        let id = |&row: &usize| {
            let (batch, at) = self.place(row);
            let column = self.kept.get(batch)?.get(self.id?)?;
            let given = crate::cell::text(column.as_ref(), at)?;
            let options = &self.scorer.inner().options;
            let name = options.id.as_deref().unwrap_or_default();
            let number = row_number(row as u64, options.lang);
            let place = format!("{side}, {name}={given} ({number})");
            Some(Problem::new(Code::DuplicateId).at(place).given(&given))
        };
        shisei::Error::new(ErrorKind::InvalidSheet, rows.iter().filter_map(id).collect()).into()
    }
}

/// The first column that two batches do not share.
fn unlike(some: &[FieldRef], others: &[FieldRef]) -> Option<String> {
    let same = |(one, other): &(&FieldRef, &FieldRef)| {
        one.name() == other.name() && one.data_type() == other.data_type()
    };
    let mut pairs = some.iter().zip(others);
    let other = pairs.find(|pair| !same(pair)).map(|(one, _)| one.name().clone());
    let more = some.get(others.len()).or_else(|| others.get(some.len()));
    other.or_else(|| more.map(|field| field.name().clone()))
}

fn standings(codes: &Codes, rows: usize) -> impl Iterator<Item = Standing> {
    let mut open = vec![false; rows];
    for codes in &codes.controls {
        for (open, &code) in open.iter_mut().zip(codes) {
            *open |= code == UNANSWERED;
        }
    }
    let mut standings: Vec<Standing> = open
        .into_iter()
        .map(|open| if open { Standing::Incomplete } else { Standing::Good })
        .collect();
    for &row in &codes.bad {
        if let Some(standing) = standings.get_mut(row) {
            *standing = Standing::Bad;
        }
    }
    standings.into_iter()
}

/// Columns as rows of bytes, behind those that are there.
fn lay(columns: &[Vec<u8>], rows: usize, out: &mut Vec<u8>) {
    let width = columns.len();
    let start = out.len();
    out.resize(start + rows * width, 0);
    let mut block = vec![0; width * BLOCK];
    for from in (0..rows).step_by(BLOCK) {
        let length = BLOCK.min(rows - from);
        for (codes, slot) in columns.iter().zip(block.chunks_exact_mut(length.max(1))) {
            slot.copy_from_slice(codes.get(from..from + length).unwrap_or_default());
        }
        let place = start + from * width;
        let out = out.get_mut(place..place + length * width).unwrap_or_default();
        let block = block.get(..length * width).unwrap_or_default();
        dispatch::transpose(block, length, width, out, width);
    }
}

/// The values of the measures, behind those that are there.
fn take(compiled: &Compiled, scores: &[ArrayRef], out: &mut [Vec<i64>]) {
    for (measure, out) in MEASURES.iter().zip(out) {
        let at = compiled.outputs.iter().position(|output| output.name == *measure);
        let Some((column, output)) = at.and_then(|at| scores.get(at).zip(compiled.outputs.get(at)))
        else {
            continue;
        };
        let values: Vec<i64> = match (output.value, column.data_type()) {
            (Value::Outcome(_), _) => {
                let keys = column.as_dictionary::<Int8Type>().keys().values();
                keys.iter().map(|&key| i64::from(key)).collect()
            }
            (_, DataType::Int64) => column.as_primitive::<Int64Type>().values().to_vec(),
            (_, DataType::Int16) => {
                let values = column.as_primitive::<Int16Type>().values();
                values.iter().map(|&value| i64::from(value)).collect()
            }
            _ => vec![NOTHING; column.len()],
        };
        let start = out.len();
        out.extend(values);
        if let Some(nulls) = column.nulls().filter(|nulls| nulls.null_count() > 0) {
            let new = out.get_mut(start..).unwrap_or_default().iter_mut();
            for (value, valid) in new.zip(nulls.iter()) {
                if !valid {
                    *value = NOTHING;
                }
            }
        }
    }
}
