//! Batches that come one after the other and are parts of one table.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use crate::error::Error;
use crate::given::Given;
use crate::ids::Ids;
use crate::origin::Origin;
use crate::scorer::PortfolioScorer;
use crate::watch::Watch;

/// A table that comes in batches: rows are numbered on from batch to batch, and ids are watched.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::Portfolio;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let answers = Arc::new(StringArray::from(vec!["done"])) as ArrayRef;
/// # let columns = ["B1", "B2", "B3", "B4", "B5"].map(|name| (name, answers.clone()));
/// # let batches = [RecordBatch::try_from_iter(columns)?];
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).compile()?;
/// let mut run = scorer.run();
/// for batch in &batches {
///     assert_eq!(run.score(batch)?.num_rows(), batch.num_rows());
/// }
/// assert_eq!(run.rows(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Run {
    scorer: PortfolioScorer,
    rows: u64,
    ids: Ids,
}

impl Run {
    /// Ids that are watched for repetition, of those that do not come in ascending order.
    pub const MOST_IDS: usize = 500_000;

    pub(crate) fn new(scorer: PortfolioScorer) -> Self {
        Self { scorer, rows: 0, ids: Ids::watching(Self::MOST_IDS) }
    }

    /// Scores the next batch.
    ///
    /// # Errors
    /// Those of [`PortfolioScorer::score`].
    pub fn score(&mut self, batch: &RecordBatch) -> Result<RecordBatch, Error> {
        self.score_unless(batch, &|| false)
    }

    /// Scores the next batch; `stop` is asked on this thread some five times a second whether to
    /// give up.
    ///
    /// # Errors
    /// Those of [`PortfolioScorer::score`], and [`Error::Stopped`].
    pub fn score_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<RecordBatch, Error> {
        self.score_from(batch, &[], None, stop)
    }

    /// Scores the next rows of a file.
    #[cfg(feature = "files")]
    pub(crate) fn score_part(
        &mut self,
        part: &crate::files::Part,
        stop: &dyn Fn() -> bool,
    ) -> Result<RecordBatch, Error> {
        self.score_from(&part.batch, &part.given, part.origin.as_ref(), stop)
    }

    fn score_from(
        &mut self,
        batch: &RecordBatch,
        given: &[Option<Given>],
        origin: Option<&Origin>,
        stop: &dyn Fn() -> bool,
    ) -> Result<RecordBatch, Error> {
        let inner = self.scorer.inner();
        let shape = inner.shape(batch.schema_ref())?;
        let mut watch = Watch::new(stop);
        let scored =
            inner.batch(batch, given, origin, &shape, self.rows, &mut self.ids, &mut watch)?;
        self.rows += batch.num_rows() as u64;
        Ok(scored)
    }

    /// What scores the batches.
    #[must_use]
    pub fn scorer(&self) -> &PortfolioScorer {
        &self.scorer
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether ids are no longer watched: more than [`MOST_IDS`](Self::MOST_IDS) came, and not in
    /// order.
    #[must_use]
    pub fn ids_full(&self) -> bool {
        self.ids.full()
    }
}

/// A stream of scored batches, from [`PortfolioScorer::read`].
#[derive(Debug)]
pub struct ScoredReader<R> {
    reader: R,
    run: Run,
    schema: SchemaRef,
}

impl<R: RecordBatchReader> ScoredReader<R> {
    pub(crate) fn new(scorer: &PortfolioScorer, reader: R) -> Result<Self, Error> {
        let schema = scorer.schema(&reader.schema())?;
        Ok(Self { reader, run: scorer.run(), schema })
    }

    /// What is known of the batches so far.
    pub fn run(&self) -> &Run {
        &self.run
    }
}

impl<R: RecordBatchReader> Iterator for ScoredReader<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        Some(batch.and_then(|batch| self.run.score(&batch).map_err(ArrowError::from)))
    }
}

impl<R: RecordBatchReader> RecordBatchReader for ScoredReader<R> {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }
}
