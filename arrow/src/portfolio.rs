use std::num::NonZero;

use arrow_array::RecordBatch;
use shisei::{Framework, Lang};

use crate::error::Error;
#[cfg(feature = "insight")]
use crate::insight::Question;
use crate::kernel::Numbers;
use crate::options::{Absent, Duplicates, Integers, Keep, OnError, Options, Spelling};
use crate::scorer::PortfolioScorer;

/// Frameworks, and what there is to say about tables of answers to them.
///
/// Columns are found by the id, the official number or the title of a control, and each control has
/// exactly one (see [`shisei::columns`]).
/// Answers are ids of choices or their labels in Japanese or English; null and empty text are
/// unanswered. The scores come after the columns that hold no answers, row for row, in order.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::{OnError, Portfolio};
/// # use shisei_arrow::arrow_array::types::Int16Type;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use shisei_arrow::arrow_array::cast::AsArray as _;
/// # use std::sync::Arc;
///
/// let ids = Arc::new(StringArray::from(vec!["C-1", "C-2"])) as ArrayRef;
/// let answers = Arc::new(StringArray::from(vec!["done", "できていない"])) as ArrayRef;
/// let columns = ["B1", "B2", "B3", "B4", "B5"].map(|name| (name, answers.clone()));
/// let batch = RecordBatch::try_from_iter([("company_id", ids)].into_iter().chain(columns))?;
///
/// let framework = catalog::framework("five-basics@3.1")?;
/// let scored = Portfolio::new([framework]).id("company_id").on_error(OnError::Report).score(&batch)?;
/// let coverage = scored.column_by_name("coverage").expect("it has a coverage");
/// assert_eq!(coverage.as_primitive::<Int16Type>().values(), &[100, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "it scores nothing by itself"]
pub struct Portfolio {
    frameworks: Vec<Framework>,
    options: Options,
}

impl Portfolio {
    /// A portfolio of answers to these frameworks. With several, names of scores begin with the
    /// reference: `five_basics_3_1_coverage`.
    pub fn new<'a>(frameworks: impl IntoIterator<Item = &'a Framework>) -> Self {
        Self { frameworks: frameworks.into_iter().cloned().collect(), options: Options::default() }
    }

    /// The column that says whose answers a row has.
    pub fn id(mut self, column: impl Into<String>) -> Self {
        self.options.id = Some(column.into());
        self
    }

    /// A column of another name that answers a control, given by its id, official number or title:
    /// after `id@edition:` where it is of one of several frameworks. One column may answer several.
    pub fn column(mut self, name: impl Into<String>, control: impl Into<String>) -> Self {
        self.options.columns.push((name.into(), control.into()));
        self
    }

    /// Another spelling of a choice, given by its id, a label or its standing (`met`); empty for an
    /// unanswered control. It is for every control that has the choice, and there must be one; on the
    /// others it is an answer that means nothing.
    pub fn spelling(mut self, text: impl Into<String>, choice: impl Into<String>) -> Self {
        let (text, means) = (text.into(), choice.into());
        self.options.spellings.push(Spelling { control: None, text, means });
        self
    }

    /// Another spelling of a choice of one control, in place of what it means elsewhere: for a
    /// question whose "yes" is the bad answer.
    pub fn spelling_of(
        mut self,
        control: impl Into<String>,
        text: impl Into<String>,
        choice: impl Into<String>,
    ) -> Self {
        let (control, text, means) = (Some(control.into()), text.into(), choice.into());
        self.options.spellings.push(Spelling { control, text, means });
        self
    }

    /// What bare numbers mean; without it they mean nothing.
    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.options.numbers = Some(numbers);
        self
    }

    /// What becomes of a table without a column for a control.
    pub fn absent(mut self, absent: Absent) -> Self {
        self.options.absent = absent;
        self
    }

    /// What becomes of a table with a row that cannot be scored.
    pub fn on_error(mut self, on_error: OnError) -> Self {
        self.options.on_error = on_error;
        self
    }

    /// Which columns of the table are kept beside the scores.
    pub fn keep(mut self, keep: Keep) -> Self {
        self.options.keep = keep;
        self
    }

    /// The columns of scores that are wanted; without it all are.
    pub fn select<T: Into<String>>(mut self, columns: impl IntoIterator<Item = T>) -> Self {
        self.options.select = Some(columns.into_iter().map(Into::into).collect());
        self
    }

    /// What the names of the columns of scores begin with, so that scores of another year stay beside
    /// them. Without it the scores of a table that was scored before are replaced.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.options.prefix = prefix.into();
        self
    }

    /// What becomes of an id that occurs twice.
    pub fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.options.duplicates = duplicates;
        self
    }

    /// The integers of the scores.
    pub fn integers(mut self, integers: Integers) -> Self {
        self.options.integers = integers;
        self
    }

    /// How many threads score a large batch; without it as many as the machine has.
    pub fn threads(mut self, threads: NonZero<usize>) -> Self {
        self.options.threads = Some(threads);
        self
    }

    /// The language of problems: English without it.
    pub fn lang(mut self, lang: Lang) -> Self {
        self.options.lang = lang;
        self
    }

    /// Leaves the number of the row out of problems: within a part of a table it says nothing.
    pub fn unnumbered(mut self) -> Self {
        self.options.numbered = false;
        self
    }

    /// Asks something else of every row than its scores.
    #[cfg(feature = "insight")]
    pub fn ask(mut self, question: Question) -> Self {
        self.options.question = question;
        self
    }

    /// Compiles the frameworks, for as many tables as come.
    ///
    /// # Errors
    /// [`Error::Refused`] where a spelling means no choice, or no column of scores has a name that
    /// was selected.
    pub fn compile(&self) -> Result<PortfolioScorer, Error> {
        PortfolioScorer::new(&self.frameworks, self.options.clone())
    }

    /// Scores one table. For more than one, [`compile`](Self::compile) first.
    ///
    /// # Errors
    /// Those of [`compile`](Self::compile) and [`PortfolioScorer::score`].
    pub fn score(&self, batch: &RecordBatch) -> Result<RecordBatch, Error> {
        self.compile()?.score(batch)
    }
}
