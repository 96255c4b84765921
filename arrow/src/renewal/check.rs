//! What is odd about the answers of a table, before it is scored: each value once.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::Field;
use shisei::{Code, Problem};

use super::part;
use crate::answers::Codes;
use crate::cell::{bytes, text};
use crate::compiled::Compiled;
use crate::error::Error;
use crate::ids::Ids;
use crate::kernel::UNREADABLE;
use crate::options::{Absent, Duplicates, Keep, OnError};
use crate::origin::NO_ANSWER_TEXT;
use crate::places::one_of_each;
use crate::scorer::PortfolioScorer;
use crate::watch::Watch;

/// Different odd values of a column that are told apart; of further ones only the rows are counted.
const MOST_VALUES: usize = 10_000;

/// Goes through the answers of a table before it is scored, and tells each odd value once.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::Portfolio;
/// use shisei_arrow::renewal::Check;
/// # use shisei_arrow::arrow_array::cast::AsArray as _;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let text = |texts: [&'static str; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
/// # let mut columns = vec![("firm", text(["a", "b"])), ("B1", text(["done", "dome"]))];
/// # columns.extend(["B2", "B3", "B4", "B5"].map(|name| (name, text(["done", "partly"]))));
/// # let table = RecordBatch::try_from_iter(columns)?;
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).id("firm").compile()?;
/// let mut check = Check::new(&scorer)?;
/// check.add(&table)?;
/// let odd = check.finish()?;
/// let said = |name| odd.column_by_name(name).expect("a column").as_string::<i32>().value(0);
/// assert_eq!(["column", "value", "nearest", "id"].map(said), ["B1", "dome", "done", "b"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Check {
    scorer: PortfolioScorer,
    ids: Ids,
    rows: u64,
    found: Vec<Found>,
    /// Place in `found`, by framework, control and value.
    known: HashMap<(usize, usize), Values>,
    repeated: Option<usize>,
    no_id: Option<usize>,
    malformed: Option<usize>,
}

#[derive(Default)]
struct Values {
    places: HashMap<Vec<u8>, usize>,
    /// Of those that are no longer told apart.
    others: Option<usize>,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Check({} rows, {} findings)", self.rows, self.found.len())
    }
}

/// An odd value of a column.
struct Found {
    /// Positions of the framework and the control; `None` if it is about the id.
    of: Option<(usize, usize)>,
    column: Option<String>,
    control: Option<String>,
    value: Option<String>,
    rows: u64,
    code: Code,
    nearest: Option<String>,
    /// The first row.
    id: Option<String>,
    row: Option<u64>,
    /// Where the column is: findings of as many rows come in this order.
    order: usize,
}

impl Check {
    /// For tables that this scorer reads.
    ///
    /// # Errors
    /// None that the scorer did not have.
    pub fn new(scorer: &PortfolioScorer) -> Result<Self, Error> {
        let scorer = scorer.again(|options| {
            // Nothing is added to the table: whatever its columns are called, none is in the way.
            "\0".clone_into(&mut options.prefix);
            options.on_error = OnError::Report;
            options.absent = Absent::Unanswered;
            options.keep = Keep::Others;
            options.select = None;
        })?;
        Ok(Self {
            scorer,
            ids: Ids::default(),
            rows: 0,
            found: Vec::new(),
            known: HashMap::new(),
            repeated: None,
            no_id: None,
            malformed: None,
        })
    }

    /// Goes through one more batch.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column has a type that cannot hold answers, or an option names
    /// a column that does not exist. A missing answer column is a finding rather than an error.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.add_unless(batch, &|| false)
    }

    /// Goes through one more batch; `stop` is asked whether to give up.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), and [`Error::Stopped`].
    pub fn add_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let mut watch = Watch::new(stop);
        let scorer = self.scorer.clone();
        let inner = scorer.inner();
        let places = inner.places(batch.schema_ref())?;
        let whole = places.with_answers(batch)?;
        let batch = &*whole;
        let ids = places.id.and_then(|at| batch.columns().get(at));
        // Rows of files that cannot be taken as they are: told once, and not with each of their answers.
        let mut malformed = BTreeSet::new();
        for (which, (compiled, places)) in inner.compiled.iter().zip(&places.answers).enumerate() {
            let columns = compiled.columns(batch, places);
            let rows = batch.num_rows();
            let codes = Codes::of(compiled, &columns, rows, inner.threads, &mut watch)?;
            for (control, (place, codes)) in places.iter().zip(&codes.controls).enumerate() {
                let Some(at) = *place else {
                    self.absent(compiled, which, control, batch);
                    continue;
                };
                let column = batch.columns().get(at).map(AsRef::as_ref);
                let name = batch.schema_ref().fields().get(at).map(|field| field.name().as_str());
                let (Some(column), Some(name)) = (column, name) else { continue };
                let here = Here { compiled, which, control, at, name, column, ids };
                for (row, _) in codes.iter().enumerate().filter(|(_, code)| **code == UNREADABLE) {
                    if text(column, row).as_deref() == Some(NO_ANSWER_TEXT) {
                        malformed.insert(row);
                    } else {
                        self.odd(&here, row);
                    }
                }
                watch.go_on()?;
            }
        }
        for row in malformed {
            let id = ids.and_then(|ids| text(ids.as_ref(), row));
            self.about_row(Code::MalformedTable, None, row, id);
        }
        if let Some(ids) = ids {
            let name = inner.options.id.clone().unwrap_or_default();
            if inner.options.duplicates == Duplicates::Check {
                for row in self.ids.repeated(ids, &mut watch)? {
                    let id = text(ids.as_ref(), row);
                    self.about_row(Code::DuplicateId, Some(&name), row, id);
                }
                for row in crate::ids::missing(ids) {
                    self.about_row(Code::MissingField, Some(&name), row, None);
                }
            }
        }
        self.rows += batch.num_rows() as u64;
        Ok(())
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// What was found so far: for another process, which adds it with [`add_part`](Self::add_part).
    /// Parts below each other are a part as well. Rows are not numbered, and no part sees the ids
    /// of another.
    ///
    /// # Errors
    /// None.
    pub fn part(&self) -> Result<RecordBatch, Error> {
        let place = |found: &Found, at: fn((usize, usize)) -> usize| {
            found.of.and_then(|of| i64::try_from(at(of)).ok())
        };
        let found = || self.found.iter();
        let order = |it: &Found| Some(i64::try_from(it.order).unwrap_or(i64::MAX));
        let mut columns = self.columns();
        columns.retain(|(name, _)| *name != "row");
        columns.extend([
            ("framework", numbers_of(found().map(|it| place(it, |of| of.0)))),
            ("position", numbers_of(found().map(|it| place(it, |of| of.1)))),
            ("order", numbers_of(found().map(order))),
        ]);
        batch(columns)
    }

    /// Adds what another one found, after what was found here. It is the same whichever parts are put
    /// together first, as long as no column of a part has more than 10,000 odd values.
    ///
    /// # Errors
    /// [`Error::Refused`] where this is no [`part`](Self::part).
    pub fn add_part(&mut self, part: &RecordBatch) -> Result<(), Error> {
        let of = |name| part::texts(part, name);
        let (column, control, value) = (of("column")?, of("control")?, of("value")?);
        let (codes, nearest, ids) = (of("code")?, of("nearest")?, of("id")?);
        let [rows, framework, position, order] =
            ["rows", "framework", "position", "order"].map(|name| part::numbers(part, name));
        let (rows, framework, position, order) = (rows?, framework?, position?, order?);
        let owned = |column, row| part::text(column, row).map(str::to_owned);
        let place = |column, row| part::number(column, row).and_then(|it| usize::try_from(it).ok());
        for row in 0..part.num_rows() {
            let code = part::text(codes, row).and_then(|code| code.parse::<Code>().ok());
            self.join(Found {
                of: place(framework, row).zip(place(position, row)),
                column: owned(column, row),
                control: owned(control, row),
                value: owned(value, row),
                rows: part::number(rows, row).ok_or_else(|| part::unfit("rows"))?,
                code: code.ok_or_else(|| part::unfit("code"))?,
                nearest: owned(nearest, row),
                id: owned(ids, row),
                row: None,
                order: place(order, row).unwrap_or(usize::MAX),
            });
        }
        Ok(())
    }

    /// Counts what another one found.
    fn join(&mut self, mut found: Found) {
        let next = self.found.len();
        let place = match (found.of, &found.value) {
            (None, _) => *self.of_rows(found.code).get_or_insert(next),
            (Some(of), value) => {
                let values = self.known.entry(of).or_default();
                let full = values.places.len() >= MOST_VALUES;
                match value.as_ref().map(|value| values.places.entry(value.clone().into_bytes())) {
                    Some(Entry::Occupied(known)) => *known.get(),
                    Some(Entry::Vacant(new)) if !full => *new.insert(next),
                    _ => {
                        if found.value.take().is_some() {
                            (found.code, found.nearest) = (Code::UnknownChoice, None);
                        }
                        *values.others.get_or_insert(next)
                    }
                }
            }
        };
        match self.found.get_mut(place) {
            Some(known) => known.rows += found.rows,
            None => self.found.push(found),
        }
    }

    /// The findings, those of most rows first: `column`, `control`, `value`, `rows`, `code`, `nearest`,
    /// and the `id` and the number (`row`) of the first row.
    ///
    /// # Errors
    /// None.
    pub fn finish(mut self) -> Result<RecordBatch, Error> {
        self.found.sort_by(|one, other| {
            other
                .rows
                .cmp(&one.rows)
                .then(one.order.cmp(&other.order))
                .then(one.row.cmp(&other.row))
        });
        batch(self.columns())
    }

    fn columns(&self) -> Vec<(&'static str, ArrayRef)> {
        let found = || self.found.iter();
        let texts = |of: fn(&Found) -> Option<&str>| -> ArrayRef {
            Arc::new(found().map(of).collect::<StringArray>())
        };
        let number = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
        vec![
            ("column", texts(|it| it.column.as_deref())),
            ("control", texts(|it| it.control.as_deref())),
            ("value", texts(|it| it.value.as_deref())),
            ("rows", numbers_of(found().map(|it| number(Some(it.rows))))),
            ("code", texts(|it| Some(it.code.as_str()))),
            ("nearest", texts(|it| it.nearest.as_deref())),
            ("id", texts(|it| it.id.as_deref())),
            ("row", numbers_of(found().map(|it| number(it.row)))),
        ]
    }

    /// An answer that means nothing or may not be given.
    fn odd(&mut self, here: &Here<'_>, row: usize) {
        let values = self.known.entry((here.which, here.control)).or_default();
        let given = match bytes(here.column, row) {
            Some(bytes) => bytes.to_vec(),
            None => text(here.column, row).unwrap_or_default().into_bytes(),
        };
        let full = values.places.len() >= MOST_VALUES;
        let place = match values.places.entry(given) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(_) if full && values.others.is_some() => {
                values.others.unwrap_or_default()
            }
            Entry::Vacant(new) => {
                let place = self.found.len();
                self.found.push(here.found(row, self.rows, !full));
                if full {
                    values.others = Some(place);
                } else {
                    new.insert(place);
                }
                place
            }
        };
        if let Some(found) = self.found.get_mut(place) {
            found.rows += 1;
        }
    }

    /// A control that no column answers.
    fn absent(&mut self, compiled: &Compiled, which: usize, control: usize, batch: &RecordBatch) {
        let rows = batch.num_rows() as u64;
        let values = self.known.entry((which, control)).or_default();
        if let Some(found) = values.others.and_then(|place| self.found.get_mut(place)) {
            found.rows += rows;
            return;
        }
        values.others = Some(self.found.len());
        let id = compiled.framework.controls().get(control).map(|it| it.id.to_string());
        let fields = batch.schema_ref().fields();
        let names = fields.iter().map(|field| field.name().as_str());
        let problem = Problem::new(Code::UnknownControl).given(id.as_deref().unwrap_or_default());
        self.found.push(Found {
            of: Some((which, control)),
            column: None,
            value: None,
            rows,
            code: Code::UnknownControl,
            nearest: problem.nearest_of(names).nearest,
            control: id,
            id: None,
            row: None,
            order: usize::MAX,
        });
    }

    /// Where the finding about whole rows is.
    fn of_rows(&mut self, code: Code) -> &mut Option<usize> {
        match code {
            Code::DuplicateId => &mut self.repeated,
            Code::MalformedTable => &mut self.malformed,
            _ => &mut self.no_id,
        }
    }

    /// A row without an id of its own, or one that cannot be taken as it is.
    fn about_row(&mut self, code: Code, column: Option<&str>, row: usize, id: Option<String>) {
        let next = self.found.len();
        let at = *self.of_rows(code).get_or_insert(next);
        if at == self.found.len() {
            self.found.push(Found {
                of: None,
                column: column.map(str::to_owned),
                control: None,
                value: None,
                rows: 0,
                code,
                nearest: None,
                id,
                row: Some(self.rows + row as u64),
                order: 0,
            });
        }
        if let Some(found) = self.found.get_mut(at) {
            found.rows += 1;
        }
    }
}

fn numbers_of(numbers: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(numbers.collect::<Int64Array>())
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> Result<RecordBatch, Error> {
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let fields: Vec<Field> = columns.iter().map(field).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    Ok(RecordBatch::try_new(one_of_each(fields)?, arrays)?)
}

/// A column, while its rows are gone through.
struct Here<'a> {
    compiled: &'a Compiled,
    which: usize,
    control: usize,
    at: usize,
    name: &'a str,
    column: &'a dyn Array,
    ids: Option<&'a ArrayRef>,
}

impl Here<'_> {
    /// What is wrong with the answer in a row; of an answer that is not told apart only that it is
    /// odd.
    fn found(&self, row: usize, first_row: u64, apart: bool) -> Found {
        let given = text(self.column, row).unwrap_or_default();
        let spellings = self.compiled.answers().nth(self.control).map(|answers| &answers.spellings);
        let problem = spellings.map(|spellings| spellings.problem(self.name, &given));
        let code = problem.as_ref().map_or(Code::UnknownChoice, |problem| problem.code);
        Found {
            of: Some((self.which, self.control)),
            column: Some(self.name.to_owned()),
            control: self
                .compiled
                .framework
                .controls()
                .get(self.control)
                .map(|it| it.id.to_string()),
            value: apart.then_some(given),
            rows: 0,
            code: if apart { code } else { Code::UnknownChoice },
            nearest: problem.and_then(|problem| problem.nearest).filter(|_| apart),
            id: self.ids.and_then(|ids| text(ids.as_ref(), row)),
            row: Some(first_row + row as u64),
            order: self.at + 1,
        }
    }
}
