//! Why rows have no scores: which cells are wrong is noted, and put into words at the end.

use std::collections::HashMap;

use arrow_array::{ArrayRef, RecordBatch};
use shisei::{Code, ErrorKind, Lang, Problem};

use crate::blocks::Columns;
use crate::cell::text;
use crate::error::Error;
use crate::given::Given;
use crate::ids;
use crate::kernel::{Reader, Spellings};
use crate::matrix::Matrix;
use crate::origin::Origin;
use crate::places::Places;
use crate::scorer::Inner;
use crate::told::{self, Told};
use crate::watch::Watch;
use crate::words::{Words, also};

/// Problems of a row that are put into words; of further ones the column is named.
const MOST_TOLD: usize = 3;
/// Rows between two questions whether to go on.
const PIECE: usize = 1 << 12;

/// Where the answers came from.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    Batch(&'a RecordBatch),
    /// With answers given beside it.
    Given(&'a RecordBatch, &'a [Option<Given>]),
    Matrix(Matrix<'a>),
}

impl Source<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::Batch(batch) | Self::Given(batch, _) => batch.num_rows(),
            Self::Matrix(matrix) => matrix.rows(),
        }
    }

    fn name(&self, column: usize) -> &str {
        match self {
            Self::Batch(batch) | Self::Given(batch, _) => {
                batch.schema_ref().fields().get(column).map_or("", |field| field.name())
            }
            Self::Matrix(matrix) => matrix.name(column),
        }
    }

    fn value(&self, column: usize, row: usize) -> Option<String> {
        match self {
            Self::Batch(batch) => text(batch.columns().get(column)?.as_ref(), row),
            Self::Given(batch, given) => match given.get(column).and_then(Option::as_ref) {
                Some(given) => given.text(row),
                None => text(batch.columns().get(column)?.as_ref(), row),
            },
            Self::Matrix(matrix) => matrix.text(column, row),
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Copy)]
struct Flaw {
    row: usize,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    /// The answer to a control of a framework, both by position, means nothing or may not be given.
    Answer { framework: u32, control: u32 },
    /// Its id was seen in an earlier row.
    Repeated,
    /// It has no id.
    NoId,
    /// The file holds it in a way that cannot be taken.
    Row,
}

/// A value as messages tell it.
pub fn named(value: Option<String>) -> String {
    value.unwrap_or_else(|| "null".to_owned())
}

/// What a row of no file is called, by its number from 0.
pub fn row_number(row: u64, lang: Lang) -> String {
    match lang {
        Lang::En => format!("row {row}"),
        Lang::Ja => format!("行{row}"),
    }
}

pub struct Reasons<'a> {
    inner: &'a Inner,
    source: Source<'a>,
    places: &'a Places,
    first_row: u64,
    /// Where the rows of a file are in it.
    pub origin: Option<&'a Origin>,
    flaws: Vec<Flaw>,
}

impl<'a> Reasons<'a> {
    pub fn new(inner: &'a Inner, source: Source<'a>, places: &'a Places, first_row: u64) -> Self {
        Self { inner, source, places, first_row, origin: None, flaws: Vec::new() }
    }

    /// Notes why rows are bad, or gives the first of them as an error.
    pub fn bad(
        &mut self,
        framework: usize,
        columns: &Columns<'_>,
        rows: &[usize],
        watch: &mut Watch<'_>,
    ) -> Result<(), Error> {
        if let (false, Some(first)) = (self.inner.options.reports(), rows.first()) {
            self.find(framework, columns, &[*first]);
            return Err(self.refusal(*first));
        }
        for rows in rows.chunks(PIECE) {
            self.find(framework, columns, rows);
            watch.go_on()?;
        }
        Ok(())
    }

    /// Notes which answers in bad rows the kernel refused: it is asked for the byte of each.
    pub fn find(&mut self, framework: usize, columns: &Columns<'_>, rows: &[usize]) {
        let Some(compiled) = self.inner.compiled.get(framework) else { return };
        let controls = (0_u32..).zip(compiled.framework.rules().controls());
        let mut answers: Vec<_> = controls
            .zip(columns.prepared.iter().zip(&columns.spellings))
            .filter_map(|((at, control), (prepared, spellings))| {
                let prepared = prepared.as_ref()?;
                let taken = prepared.coding.taken(control);
                Some((at, prepared, taken, *spellings, Reader::new(spellings)))
            })
            .collect();
        let framework = u32::try_from(framework).unwrap_or(u32::MAX);
        for &row in rows {
            // Its answers may be those to other controls.
            if self.origin.is_some_and(|origin| origin.is_flawed(row)) {
                self.flaws.extend((framework == 0).then_some(Flaw { row, what: What::Row }));
                continue;
            }
            for (control, prepared, taken, spellings, reader) in &mut answers {
                let mut byte = [0];
                let byte = match columns.byte(*control as usize, row) {
                    Some(byte) => Some(byte),
                    None => {
                        prepared.column.bytes(row, 1, spellings, reader, &mut byte).first().copied()
                    }
                };
                if byte.is_some_and(|byte| taken.get(usize::from(byte)) == Some(&false)) {
                    let what = What::Answer { framework, control: *control };
                    self.flaws.push(Flaw { row, what });
                }
            }
        }
    }

    /// Notes rows that have no id of their own, or gives the first of them as an error: those whose
    /// id was seen in an earlier row, and those without one.
    pub fn ids(&mut self, repeated: &[usize], ids: &ArrayRef) -> Result<(), Error> {
        let from = self.flaws.len();
        self.flaws.extend(repeated.iter().map(|&row| Flaw { row, what: What::Repeated }));
        let missing = ids::missing(ids).into_iter();
        self.flaws.extend(missing.map(|row| Flaw { row, what: What::NoId }));
        let first = self.flaws.get(from..).and_then(|flaws| flaws.iter().map(|it| it.row).min());
        match first {
            Some(first) if !self.inner.options.reports() => Err(self.refusal(first)),
            _ => Ok(()),
        }
    }

    fn refusal(&self, row: usize) -> Error {
        shisei::Error::new(ErrorKind::InvalidSheet, self.problems(row)).into()
    }

    /// Everything that is known to be wrong with a row.
    pub fn problems(&self, row: usize) -> Vec<Problem> {
        let place = self.place(row);
        let flaws = self.flaws.iter().filter(|flaw| flaw.row == row);
        flaws.map(|flaw| self.problem(*flaw, &place)).collect()
    }

    fn problem(&self, flaw: Flaw, place: &str) -> Problem {
        let given = |column| self.source.value(column, flaw.row).unwrap_or_default();
        if let Some((column, answers)) = self.answer(flaw) {
            return answers.problem(&self.cell(place, column), &given(column));
        }
        if let (What::Row, Some(origin)) = (flaw.what, self.origin) {
            let problem = origin.problem(flaw.row, place, self.inner.options.lang);
            return problem.unwrap_or_else(|| Problem::new(Code::MalformedTable).at(place));
        }
        if let (What::NoId, Some(name)) = (flaw.what, &self.inner.options.id) {
            return Problem::new(Code::MissingField).at(place).given(name);
        }
        let id = self.places.id.map(given).unwrap_or_default();
        Problem::new(Code::DuplicateId).at(place).given(&id)
    }

    /// The place of the answer and what may be answered there, or `None` if it is about the id.
    fn answer(&self, flaw: Flaw) -> Option<(usize, &'a Spellings)> {
        let What::Answer { framework, control } = flaw.what else { return None };
        let column = *self.places.answers.get(framework as usize)?.get(control as usize)?;
        let compiled = self.inner.compiled.get(framework as usize)?;
        let answers = compiled.answers().nth(control as usize)?;
        Some((column?, &answers.spellings))
    }

    /// What a row is called.
    fn place(&self, row: usize) -> String {
        let id = self.places.id.map(|at| named(self.source.value(at, row)));
        self.inner.options.row_name(id.as_deref(), || match self.origin {
            Some(origin) => origin.name(row, self.inner.options.lang),
            None => row_number(self.first_row + row as u64, self.inner.options.lang),
        })
    }

    fn cell(&self, row: &str, column: usize) -> String {
        let column = self.source.name(column);
        if row.is_empty() { column.to_owned() } else { format!("{row}, {column}") }
    }

    /// The columns of problems with these names, of [`PROBLEMS`](told::PROBLEMS).
    pub fn columns(
        mut self,
        names: &[&'static str],
        watch: &mut Watch<'_>,
    ) -> Result<Vec<ArrayRef>, Error> {
        let rows = self.source.rows();
        if self.flaws.is_empty() {
            return Ok(names.iter().map(|name| told::nothing(name, rows)).collect());
        }
        self.flaws.sort_by_key(|flaw| flaw.row);
        let flaws = std::mem::take(&mut self.flaws);
        let mut told = Told::new(names, rows);
        let mut words = HashMap::new();
        for (at, flaws) in flaws.chunk_by(|one, other| one.row == other.row).enumerate() {
            if let Some(first) = flaws.first() {
                told.begin(first.row);
                self.tell(first.row, flaws, &mut words, &mut told);
            }
            if at % PIECE == 0 {
                watch.go_on()?;
            }
        }
        told.finish(names, rows)
    }

    /// Says what is wrong with a row.
    fn tell(
        &self,
        row: usize,
        flaws: &[Flaw],
        words: &mut HashMap<*const Spellings, Words<'a>>,
        told: &mut Told,
    ) {
        const BETWEEN: &str = " / ";
        let lang = self.inner.options.lang;
        let in_words = told.has_words();
        let place = if in_words { self.place(row) } else { String::new() };
        for (at, &flaw) in flaws.iter().enumerate() {
            let is_said = in_words && at < MOST_TOLD;
            if is_said && at > 0 {
                told.sentence.push_str(BETWEEN);
            }
            if let Some((column, spellings)) = self.answer(flaw) {
                let words = words.entry(std::ptr::from_ref(spellings));
                let words = words.or_insert_with(|| Words::new(spellings, lang));
                let given = self.source.value(column, row).unwrap_or_default();
                if is_said {
                    words.say(&self.cell(&place, column), &given, &mut told.sentence);
                }
                let (code, nearest) = words.what(&given);
                told.note(Some(self.source.name(column)), code, Some(&given), nearest);
            } else {
                let problem = self.problem(flaw, &place);
                if is_said {
                    told.sentence.push_str(&problem.sentence(lang));
                }
                // What is wrong with a row as such is in no column of it.
                let id = self.inner.options.id.as_deref();
                let column = id.filter(|_| !matches!(flaw.what, What::Row));
                let given = problem.given.filter(|_| !matches!(flaw.what, What::NoId));
                told.note(column, problem.code, given.as_deref(), None);
            }
        }
        if !in_words {
            return;
        }
        let name = |flaw: &Flaw| {
            let column = self.answer(*flaw).map(|(column, _)| column).or(self.places.id);
            self.source.name(column.unwrap_or(usize::MAX))
        };
        let further: Vec<&str> = flaws.iter().skip(MOST_TOLD).map(name).collect();
        if !further.is_empty() {
            told.sentence.push_str(BETWEEN);
            also(&further, lang, &mut told.sentence);
        }
    }
}
