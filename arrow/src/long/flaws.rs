//! What is wrong with an id as a row of one answer each, and how its scored row says so.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StringArray, UInt64Array};
use arrow_buffer::OffsetBuffer;
use arrow_select::concat::concat;
use arrow_select::take::take;
use shisei::{Code, ErrorKind, Problem};

use crate::cell::text;
use crate::error::Error;
use crate::options::Options;
use crate::reasons::{named, row_number};
use crate::told::Told;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// A control, by position, is answered more than once.
    Twice(usize),
    /// What names no control.
    Unknown(Option<String>),
    /// A column that goes along says two things.
    Field { column: String, first: Option<String>, other: Option<String> },
    /// There is no id.
    NoId,
}

/// What is wrong with rows, each thing once.
#[derive(Debug, Default)]
pub struct Flaws {
    by_row: BTreeMap<usize, Vec<Flaw>>,
    known: HashSet<(usize, Flaw)>,
}

impl Flaws {
    pub fn add(&mut self, row: usize, flaw: Flaw) {
        if self.known.insert((row, flaw.clone())) {
            self.by_row.entry(row).or_default().push(flaw);
        }
    }

    /// Those of the rows before this one, in order, with the rows counted from another one on.
    pub fn take(&mut self, from: usize, to: usize) -> Vec<(usize, Flaw)> {
        let later = self.by_row.split_off(&to);
        let taken = std::mem::replace(&mut self.by_row, later).into_iter();
        let taken: Vec<(usize, Flaw)> =
            taken.flat_map(|(row, flaws)| flaws.into_iter().map(move |it| (row, it))).collect();
        for flaw in &taken {
            self.known.remove(flaw);
        }
        taken.into_iter().map(|(row, flaw)| (row.saturating_sub(from), flaw)).collect()
    }
}

/// Says what is wrong with rows.
pub struct Teller<'a> {
    pub options: &'a Options,
    pub controls: &'a [String],
    /// The column of ids, and the ids.
    pub id: &'a str,
    pub ids: &'a ArrayRef,
    /// The number of the first row.
    pub first_row: u64,
}

impl Teller<'_> {
    /// The error about the first of these rows.
    pub fn refused(&self, flaws: &[(usize, Flaw)]) -> Option<Error> {
        let (row, _) = flaws.first()?;
        let own = flaws.iter().take_while(|(other, _)| other == row);
        let problems = own.map(|(row, flaw)| self.problem(*row, flaw)).collect();
        Some(shisei::Error::new(ErrorKind::InvalidSheet, problems).into())
    }

    fn problem(&self, row: usize, flaw: &Flaw) -> Problem {
        let id = named(text(self.ids.as_ref(), row));
        let number = || row_number(self.first_row + row as u64, self.options.lang);
        let place = self.options.row_name(Some(&id), number);
        match flaw {
            Flaw::Twice(control) => {
                let control = self.controls.get(*control).map_or("", String::as_str);
                Problem::new(Code::DuplicateAnswer).at(format!("{place}, {control}"))
            }
            Flaw::Unknown(given) => {
                let problem =
                    Problem::new(Code::UnknownControl).at(place).given(&named(given.clone()));
                problem.nearest_of(self.controls.iter().map(String::as_str))
            }
            Flaw::Field { column, first, other } => Problem::new(Code::DuplicateField)
                .at(place)
                .given(column)
                .detail(format!("{} / {}", named(first.clone()), named(other.clone()))),
            Flaw::NoId => Problem::new(Code::MissingField).at(place).given(self.id),
        }
    }

    /// The column that a flaw is in: that of ids, unless it is about one control.
    fn column(&self, flaw: &Flaw) -> Option<&str> {
        match flaw {
            Flaw::Twice(control) => self.controls.get(*control).map(String::as_str),
            _ => Some(self.id),
        }
    }

    /// Takes the scores of these rows away, and says why in the columns of problems, which are last;
    /// `kept` columns stay as they are.
    pub fn told(
        &self,
        scored: &RecordBatch,
        flaws: &[(usize, Flaw)],
        kept: &dyn Fn(&str) -> bool,
    ) -> Result<RecordBatch, Error> {
        let names = self.options.problems();
        let rows = scored.num_rows();
        let mut told = Told::new(&names, rows);
        for flaws in flaws.chunk_by(|one, other| one.0 == other.0) {
            for (at, (row, flaw)) in flaws.iter().enumerate() {
                let problem = self.problem(*row, flaw);
                if at == 0 {
                    told.begin(*row);
                } else {
                    told.sentence.push_str(BETWEEN);
                }
                told.sentence.push_str(&problem.sentence(self.options.lang));
                let nearest = problem.nearest.as_deref();
                told.note(self.column(flaw), problem.code, problem.given.as_deref(), nearest);
            }
        }
        let told = told.finish(&names, rows)?;
        let scores = scored.num_columns() - told.len().min(scored.num_columns());
        let bad = |row: usize| flaws.binary_search_by_key(&row, |(row, _)| *row).is_ok();
        let good: UInt64Array = (0..rows).map(|row| (!bad(row)).then_some(row as u64)).collect();
        let columns = scored.schema_ref().fields().iter().zip(scored.columns()).enumerate();
        let columns = columns.map(|(at, (field, column))| {
            match at.checked_sub(scores).and_then(|at| told.get(at)) {
                Some(own) => joined(own, column),
                None if kept(field.name()) => Ok(Arc::clone(column)),
                None => Ok(take(column.as_ref(), &good, None)?),
            }
        });
        Ok(RecordBatch::try_new(scored.schema(), columns.collect::<Result<_, Error>>()?)?)
    }
}

const BETWEEN: &str = " / ";

/// What one column of problems says, and behind it what the other says.
fn joined(first: &ArrayRef, second: &ArrayRef) -> Result<ArrayRef, Error> {
    match (first.as_list_opt::<i32>(), second.as_list_opt::<i32>()) {
        (Some(first), Some(second)) => Ok(Arc::new(chained(first, second)?)),
        _ => Ok(Arc::new(beside(first, second))),
    }
}

/// Sentences one after the other; of two codes the first.
fn beside(first: &ArrayRef, second: &ArrayRef) -> StringArray {
    let cell = |column: &ArrayRef, row| text(column.as_ref(), row);
    let is_code = |text: &str| text.parse::<Code>().is_ok();
    let both = (0..first.len()).map(|row| match (cell(first, row), cell(second, row)) {
        (Some(one), Some(_)) if is_code(&one) => Some(one),
        (Some(one), Some(other)) => Some(one + BETWEEN + &other),
        (one, other) => one.or(other),
    });
    both.collect()
}

/// The items of each row of one list, and behind them those of the other.
fn chained(first: &ListArray, second: &ListArray) -> Result<ListArray, Error> {
    let items = concat(&[first.values().as_ref(), second.values().as_ref()])?;
    let (mut places, mut lengths, mut there) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..first.len() {
        let before = places.len();
        for (list, shift) in [(first, 0), (second, first.values().len())] {
            if let (true, Some([from, to])) =
                (list.is_valid(row), list.value_offsets().get(row..).and_then(<[i32]>::first_chunk))
            {
                let place = |end: &i32| usize::try_from(*end).unwrap_or(0) + shift;
                places.extend((place(from)..place(to)).map(|at| at as u64));
            }
        }
        lengths.push(places.len() - before);
        there.push(first.is_valid(row) || second.is_valid(row));
    }
    let items = take(items.as_ref(), &UInt64Array::from(places), None)?;
    let (field, ..) = second.clone().into_parts();
    let ends = OffsetBuffer::from_lengths(lengths);
    Ok(ListArray::try_new(field, ends, items, Some(there.into()))?)
}
