//! One answer a row: an id, what names a control, and the answer, read as a row for each id.
//!
//! An id takes the bytes of its answers, two for each control, and what it is known by; nothing else is
//! kept of its rows. Where the rows of an id stand together, as in a file in order of ids,
//! [`Long::grouped`] lets rows go on as they come, and memory stays bounded.

mod cells;
mod distinct;
mod flaws;
mod pivot;
mod plain;
mod run;

use std::borrow::Cow;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use shisei::{Code, Problem};

use self::pivot::Pivot;
pub use self::run::LongRun;
use crate::error::Error;
use crate::marks::gathered;
use crate::options::{Absent, Duplicates, Keep};
use crate::scorer::{PortfolioScorer, invalid};

/// A table in which a row is one answer: the columns of what names a control, and of the answers.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::{Long, Portfolio};
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let text = |cells: [&str; 3]| Arc::new(StringArray::from(cells.to_vec())) as ArrayRef;
/// # let (firms, items) = (text(["A", "A", "B"]), text(["B1", "B2", "B1"]));
/// # let answers = text(["done", "not-done", "done"]);
/// # let columns = [("firm", firms), ("item", items), ("answer", answers)];
/// let batch = RecordBatch::try_from_iter(columns)?;
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).id("firm").compile()?;
/// let mut run = scorer.long(batch.schema_ref(), &Long::new("item", "answer"))?;
/// run.add(&batch)?;
/// run.end();
/// let scored = run.next_unless(&|| false).expect("there are rows")?;
/// assert_eq!(scored.num_rows(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "it reads nothing by itself"]
pub struct Long {
    pub(crate) control: String,
    answers: Answers,
    pub(crate) grouped: bool,
}

#[derive(Clone, Debug)]
enum Answers {
    Column(String),
    /// A column for each choice, with a mark in one.
    Marks(Vec<String>),
}

impl Long {
    /// With the answers in a column.
    pub fn new(control: impl Into<String>, answer: impl Into<String>) -> Self {
        let answers = Answers::Column(answer.into());
        Self { control: control.into(), answers, grouped: false }
    }

    /// With a column for each choice, which its heading names, and a mark in one of them.
    pub fn marked<T: Into<String>>(
        control: impl Into<String>,
        choices: impl IntoIterator<Item = T>,
    ) -> Self {
        let answers = Answers::Marks(choices.into_iter().map(Into::into).collect());
        Self { control: control.into(), answers, grouped: false }
    }

    /// The rows of an id are adjacent, so that they need not all be remembered.
    pub fn grouped(mut self) -> Self {
        self.grouped = true;
        self
    }

    /// The columns that it names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let answers = match &self.answers {
            Answers::Column(answer) => std::slice::from_ref(answer),
            Answers::Marks(choices) => choices,
        };
        std::iter::once(&*self.control).chain(answers.iter().map(String::as_str))
    }

    /// The column of answers, as [`whole`](Self::whole) has it.
    fn answer(&self) -> &str {
        self.columns().nth(1).unwrap_or_default()
    }

    /// A batch with one column of answers.
    fn whole<'a>(&self, batch: &'a RecordBatch) -> Result<Cow<'a, RecordBatch>, Error> {
        Ok(match &self.answers {
            Answers::Column(_) => Cow::Borrowed(batch),
            Answers::Marks(choices) => {
                let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
                Cow::Owned(gathered(batch, &choices)?)
            }
        })
    }
}

impl PortfolioScorer {
    /// Begins a run over batches of one answer a row. Other columns go along where
    /// [`Keep::Columns`] names them, and say the same in all rows of an id.
    ///
    /// # Errors
    /// [`Error::Refused`] without an [`id`](crate::Portfolio::id), and where a column is not there.
    pub fn long(&self, table: &Schema, layout: &Long) -> Result<LongRun, Error> {
        let wide = self.again(|options| {
            options.columns.clear();
            options.absent = Absent::Unanswered;
            // Every id comes out once, unless its rows should be adjacent and are not.
            if !layout.grouped {
                options.duplicates = Duplicates::Ignore;
            }
        })?;
        LongRun::new(Pivot::new(self, table, layout)?, &wide, true)
    }

    /// The rows that [`long`](Self::long) scores, as they are: an id, the columns that go along, and the
    /// answer to each control.
    ///
    /// # Errors
    /// Those of [`long`](Self::long).
    pub fn long_rows(&self, table: &Schema, layout: &Long) -> Result<LongRun, Error> {
        LongRun::new(Pivot::new(self, table, layout)?, self, false)
    }

    /// The columns that are needed of a table of one answer a row: that of ids, those of the layout and
    /// those that go along.
    pub(crate) fn long_columns(&self, table: &Schema, layout: &Long) -> Result<Vec<String>, Error> {
        let options = &self.inner().options;
        let Some(id) = &options.id else {
            return Err(invalid(vec![Problem::new(Code::MissingField).at("long").given("id")]));
        };
        let kept = match &options.keep {
            Keep::Columns(kept) => kept.as_slice(),
            _ => &[],
        };
        let named = std::iter::once(("id", id.as_str()))
            .chain(layout.columns().map(|name| ("long", name)))
            .chain(kept.iter().map(|name| ("keep", name.as_str())));
        let there = || table.fields().iter().map(|field| field.name().as_str());
        let (mut columns, mut problems) = (Vec::new(), Vec::new());
        for (option, name) in named {
            if table.index_of(name).is_err() {
                let problem = Problem::new(Code::UnknownColumn).at(option).given(name);
                problems.push(problem.nearest_of(there()));
            } else if !columns.iter().any(|other| other == name) {
                columns.push(name.to_owned());
            }
        }
        if problems.is_empty() { Ok(columns) } else { Err(invalid(problems)) }
    }
}
