//! Rows of one answer each, scored.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::flaws::Teller;
use super::pivot::{Pivot, Wide};
use crate::error::Error;
use crate::origin::Said;
use crate::run::Run;
use crate::scorer::PortfolioScorer;

/// Batches of one answer a row that come one after the other and are parts of one table, from
/// [`PortfolioScorer::long`]: every id comes out once, in the order of the first answers.
///
/// A control that is answered twice for an id, or that does not exist, is a problem of the id, and so
/// are a column that goes along and says two things, and an id that is null.
#[derive(Debug)]
pub struct LongRun {
    pivot: Pivot,
    run: Run,
    scores: bool,
    schema: SchemaRef,
    /// Rows that were given.
    rows: u64,
}

impl LongRun {
    pub(super) fn new(pivot: Pivot, wide: &PortfolioScorer, scores: bool) -> Result<Self, Error> {
        let schema =
            if scores { wide.schema(&pivot.schema)? } else { SchemaRef::clone(&pivot.schema) };
        Ok(Self { pivot, run: wide.run(), scores, schema, rows: 0 })
    }

    /// The columns that come out.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    /// What is known of the rows so far.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Takes the next answers.
    ///
    /// # Errors
    /// [`Error::Refused`] where a text names controls of unrelated frameworks, or there are more
    /// different answers than a column of answers has; [`Error::Stopped`] after the [`end`](Self::end).
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.pivot.add(batch)
    }

    /// Says that there are no more answers: every row that is left is complete.
    pub fn end(&mut self) {
        self.pivot.end();
    }

    /// The next rows, if any are complete; `stop` is asked now and then whether to give up.
    ///
    /// # Errors
    /// Those of [`Run::score_unless`], and [`Error::Refused`] with the first id that has a problem as
    /// such, unless rows with problems are reported.
    pub fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        let wide = self.pivot.next()?;
        Some(wide.and_then(|wide| self.rows(wide, stop)))
    }

    fn rows(&mut self, wide: Wide, stop: &dyn Fn() -> bool) -> Result<RecordBatch, Error> {
        let Wide { batch, flaws } = wide;
        let scorer = self.run.scorer().clone();
        let options = &scorer.inner().options;
        let teller = Teller {
            options,
            controls: &self.pivot.controls,
            id: &self.pivot.id,
            ids: batch.column(0),
            first_row: self.rows,
        };
        self.rows += batch.num_rows() as u64;
        if let Some(error) = teller.refused(&flaws).filter(|_| !self.scores || !options.reports()) {
            return Err(error);
        }
        if !self.scores {
            return Ok(batch);
        }
        let scored = self.run.score_unless(&batch, stop)?;
        if flaws.is_empty() {
            return Ok(scored);
        }
        teller.told(&scored, &flaws, &|name| self.pivot.keeps(name))
    }

    /// That rows were left out which name no control and hold no answer: complete at the end.
    pub(crate) fn note(&self) -> Option<Said> {
        let left = self.pivot.left_out;
        (left > 0).then(|| {
            Said::new(
                format!("{left} rows left out: they name no question and hold no answer"),
                format!("質問も回答もない{left}行を除きました"),
            )
        })
    }

    /// What was found out about the rows, in a sentence: complete at the end.
    #[must_use]
    pub fn notes(&self, lang: shisei::Lang) -> Option<String> {
        self.note().map(|said| said.text(lang).to_owned())
    }
}
