//! Rows of one answer each, put where they belong.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, DictionaryArray, Int16Array, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use shisei::{Code, Problem};

use super::Long;
use super::cells::{ABSENT, BLOCK, Cells};
use super::distinct::{Distinct, NONE};
use super::flaws::{Flaw, Flaws};
use super::plain;
use crate::cell::text;
use crate::error::Error;
use crate::scorer::{PortfolioScorer, invalid};

/// Different answers that fit the two bytes of a cell, and the keys of a dictionary.
const MOST_ANSWERS: usize = 1 << 15;

/// Takes batches of answers, and gives batches with a row for each id.
#[derive(Debug)]
pub struct Pivot {
    pub finder: PortfolioScorer,
    layout: Long,
    pub id: String,
    pub controls: Vec<String>,
    pub schema: SchemaRef,
    names: Distinct,
    /// What each name is about.
    meant: Vec<Name>,
    answers: Distinct,
    /// Which answers are none.
    blank: Vec<bool>,
    ids: Distinct,
    kept: Vec<Kept>,
    cells: Cells,
    flaws: Flaws,
    ready: VecDeque<Wide>,
    /// Rows that were given of those which stay in place: all come at the end.
    given: usize,
    ended: bool,
    /// Rows that are headings of sections, or remarks.
    pub left_out: u64,
}

/// Rows, and what is wrong with them.
#[derive(Debug)]
pub struct Wide {
    pub batch: RecordBatch,
    pub flaws: Vec<(usize, Flaw)>,
}

/// A text that may name controls: one of each framework.
#[derive(Debug)]
struct Name {
    text: Option<String>,
    controls: Vec<usize>,
}

/// A column that goes along, with the number of its value in each row.
#[derive(Debug)]
struct Kept {
    name: String,
    values: Distinct,
    of: Vec<u32>,
}

impl Pivot {
    pub fn new(finder: &PortfolioScorer, table: &Schema, layout: &Long) -> Result<Self, Error> {
        let columns = finder.long_columns(table, layout)?;
        let id = columns.first().cloned().unwrap_or_default();
        let kind = |name: &str| {
            let field = table.field_with_name(name);
            field.map_or(DataType::Null, |field| field.data_type().clone())
        };
        let options = &finder.inner().options;
        let kept: Vec<Kept> = columns
            .iter()
            .filter(|name| **name != id && options.keep.names(name))
            .map(|name| Kept {
                name: name.clone(),
                values: Distinct::new(&kind(name)),
                of: Vec::new(),
            })
            .collect();
        // Those of a framework that is given twice are the same columns.
        let mut known = HashSet::new();
        let controls: Vec<String> =
            finder.controls().filter(|it| known.insert(*it)).map(str::to_owned).collect();
        let (ids, names) = (Distinct::new(&kind(&id)), Distinct::new(&kind(&layout.control)));
        let answers = match layout.answers {
            super::Answers::Column(ref answer) => Distinct::new(&kind(answer)),
            super::Answers::Marks(_) => Distinct::new(&DataType::Utf8),
        };
        let answer =
            DataType::Dictionary(Box::new(DataType::Int16), Box::new(answers.kind().clone()));
        let fields = std::iter::once((id.clone(), ids.kind().clone()))
            .chain(kept.iter().map(|kept| (kept.name.clone(), kept.values.kind().clone())))
            .chain(controls.iter().map(|control| (control.clone(), answer.clone())));
        let fields: Vec<Field> = fields.map(|(name, kind)| Field::new(name, kind, true)).collect();
        Ok(Self {
            finder: finder.clone(),
            layout: layout.clone(),
            id,
            cells: Cells::new(controls.len()),
            controls,
            schema: Arc::new(Schema::new(fields)),
            names,
            meant: Vec::new(),
            answers,
            blank: Vec::new(),
            ids,
            kept,
            flaws: Flaws::default(),
            ready: VecDeque::new(),
            given: 0,
            ended: false,
            left_out: 0,
        })
    }

    /// Whether a column goes along.
    pub fn keeps(&self, name: &str) -> bool {
        name == self.id || self.kept.iter().any(|kept| kept.name == name)
    }

    /// Puts the answers of a batch where they belong.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        if self.ended {
            return Err(Error::Stopped);
        }
        let batch = self.layout.whole(batch)?;
        let column = |name: &str| -> Result<&ArrayRef, Error> {
            Ok(batch.column(batch.schema_ref().index_of(name)?))
        };
        let all: Vec<usize> = (0..batch.num_rows()).collect();
        let names = self.named(column(&self.layout.control)?, &all)?;
        let answers = self.answered(column(self.layout.answer())?, &all)?;
        let rows = self.told(&names, &answers);
        let (ids, _) = self.ids.add(column(&self.id)?, &rows)?;
        self.cells.grow(self.ids.len());
        for kept in &mut self.kept {
            kept.add(column(&kept.name)?, &rows, &ids, &mut self.flaws)?;
        }
        for (&row, &id) in rows.iter().zip(&ids) {
            if let (Some(&name), Some(&answer)) = (names.get(row), answers.get(row)) {
                self.put(id as usize, name, answer);
            }
        }
        if self.layout.grouped && self.ids.len() >= BLOCK { self.go_on() } else { Ok(()) }
    }

    /// The numbers of names, whose controls are then known.
    fn named(&mut self, column: &ArrayRef, rows: &[usize]) -> Result<Vec<u32>, Error> {
        let (numbers, new) = self.names.add(column, rows)?;
        for row in 0..new.len() {
            let text = text(new.as_ref(), row);
            let named = match &text {
                Some(text) => self.finder.answered_by(number(text))?,
                None => Vec::new(),
            };
            let mut controls: Vec<usize> = Vec::new();
            for name in named {
                let place = self.controls.iter().position(|control| control == name);
                controls.extend(place.filter(|place| !controls.contains(place)));
            }
            self.meant.push(Name { text, controls });
        }
        Ok(numbers)
    }

    /// The numbers of answers.
    fn answered(&mut self, column: &ArrayRef, rows: &[usize]) -> Result<Vec<u32>, Error> {
        let (numbers, new) = self.answers.add(column, rows)?;
        if self.answers.len() > MOST_ANSWERS {
            return Err(self.too_many_answers());
        }
        let is_text = matches!(new.data_type(), DataType::Utf8 | DataType::LargeUtf8);
        let blank = (0..new.len()).map(|row| {
            text(new.as_ref(), row).is_none_or(|answer| is_text && answer.trim().is_empty())
        });
        self.blank.extend(blank);
        Ok(numbers)
    }

    fn too_many_answers(&self) -> Error {
        let detail = match self.finder.inner().options.lang {
            shisei::Lang::En => "more than 32,768 different answers: is it the column of answers?",
            shisei::Lang::Ja => "32,768通りを超える値があります。回答の列ですか",
        };
        let problem = Problem::new(Code::TooLarge).at(self.layout.answer());
        invalid(vec![problem.detail(detail)])
    }

    /// The rows that name a control or hold an answer: others head a section, or are remarks.
    fn told(&mut self, names: &[u32], answers: &[u32]) -> Vec<usize> {
        let named =
            |name: u32| self.meant.get(name as usize).is_some_and(|name| !name.controls.is_empty());
        let is_blank = |answer: u32| self.blank.get(answer as usize) == Some(&true);
        let rows = names.iter().zip(answers).enumerate();
        let told = rows.filter(|(_, (name, answer))| named(**name) || !is_blank(**answer));
        let told: Vec<usize> = told.map(|(row, _)| row).collect();
        self.left_out += (names.len() - told.len()) as u64;
        told
    }

    /// Of several answers the first stays, and the row has a problem.
    fn put(&mut self, row: usize, name: u32, answer: u32) {
        let Some(name) = self.meant.get(name as usize) else { return };
        if name.controls.is_empty() {
            self.flaws.add(row, Flaw::Unknown(name.text.clone()));
        }
        for &control in &name.controls {
            match self.cells.slot(row, control) {
                Some(slot) if *slot == ABSENT => {
                    *slot = u16::try_from(answer).unwrap_or(ABSENT);
                }
                _ => self.flaws.add(row, Flaw::Twice(control)),
            }
        }
    }

    /// Gives the rows that are complete: all but the last, which may go on in the next batch.
    fn go_on(&mut self) -> Result<(), Error> {
        let last = self.ids.len() - 1;
        let row = self.cells.row(last);
        for from in (0..last).step_by(BLOCK) {
            let wide = self.wide(from, last.min(from + BLOCK))?;
            self.ready.push_back(wide);
        }
        self.cells.begin(row);
        self.ids.begin(last)?;
        for kept in &mut self.kept {
            kept.begin(last)?;
        }
        for (row, flaw) in self.flaws.take(last, last + 1) {
            self.flaws.add(row, flaw);
        }
        Ok(())
    }

    /// Says that no batch is left.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// The next rows, in the order of their first answers, of those that are complete.
    pub fn next(&mut self) -> Option<Result<Wide, Error>> {
        if let Some(wide) = self.ready.pop_front() {
            return Some(Ok(wide));
        }
        let (from, rows) = (self.given, self.ids.len());
        if !self.ended || from >= rows {
            return None;
        }
        self.given = rows.min(from + BLOCK);
        Some(self.wide(from, self.given))
    }

    /// Rows of one block, whose memory is then given back.
    fn wide(&mut self, from: usize, to: usize) -> Result<Wide, Error> {
        let rows = to - from;
        if let Some(null) = self.ids.null().map(|null| null as usize)
            && (from..to).contains(&null)
        {
            self.flaws.add(null, Flaw::NoId);
        }
        let mut columns = vec![self.ids.range(from, to)?];
        for kept in &mut self.kept {
            columns.push(kept.column(from, to)?);
        }
        let answers = self.answers.all()?;
        let null = self.answers.null();
        for control in 0..self.controls.len() {
            let key =
                |cell: u16| i16::try_from(cell).ok().filter(|_| Some(u32::from(cell)) != null);
            let keys: Int16Array = self.cells.column(from, rows, control).map(key).collect();
            let keyed = DictionaryArray::<Int16Type>::try_new(keys, Arc::clone(&answers))?;
            columns.push(Arc::new(keyed));
        }
        self.cells.free(from);
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?;
        Ok(Wide { batch, flaws: self.flaws.take(from, to) })
    }
}

impl Kept {
    /// Takes the first value of each row; another one is a problem of the row.
    fn add(
        &mut self,
        column: &ArrayRef,
        rows: &[usize],
        ids: &[u32],
        flaws: &mut Flaws,
    ) -> Result<(), Error> {
        let (values, _) = self.values.add(column, rows)?;
        for (&id, &value) in ids.iter().zip(&values) {
            let row = id as usize;
            if row >= self.of.len() {
                self.of.resize(row + 1, NONE);
            }
            let Some(first) = self.of.get_mut(row) else { continue };
            if *first == NONE {
                *first = value;
            } else if *first != value {
                let (first, other) = (self.values.text(*first), self.values.text(value));
                flaws.add(row, Flaw::Field { column: self.name.clone(), first, other });
            }
        }
        Ok(())
    }

    fn column(&mut self, from: usize, to: usize) -> Result<ArrayRef, Error> {
        let numbers = self.of.get(from..to).unwrap_or_default();
        let places: Vec<Option<usize>> = numbers.iter().map(|&it| Some(it as usize)).collect();
        Ok(plain::taken(&self.values.all()?, &places)?)
    }

    /// Begins anew with one row.
    fn begin(&mut self, row: usize) -> Result<(), Error> {
        let number = self.of.get(row).copied().unwrap_or(NONE);
        self.values.begin(number as usize)?;
        self.of = vec![0];
        Ok(())
    }
}

/// A number of a control without a fraction that is zero: `1.0` is `1`.
fn number(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, fraction))
            if !whole.is_empty()
                && whole.chars().all(char::is_numeric)
                && fraction.bytes().all(|byte| byte == b'0') =>
        {
            whole
        }
        _ => text,
    }
}
