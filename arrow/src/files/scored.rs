//! The scores of files, batch by batch.

use std::sync::Arc;

use arrow_array::{Array as _, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use shisei::Lang;

use super::reader::FileReader;
use crate::error::Error;
use crate::run::Run;

/// The scores of the rows of files, batch by batch, from [`Files::score`](super::Files::score).
#[derive(Debug)]
pub struct ScoredFiles {
    pub(super) reader: FileReader,
    pub(super) run: Run,
    pub(super) schema: SchemaRef,
    pub(super) problems: u64,
}

impl ScoredFiles {
    /// Reads and scores the next rows; `stop` is asked now and then whether to give up.
    ///
    /// # Errors
    /// [`Error::File`], those of [`PortfolioScorer::score`](crate::PortfolioScorer::score), and [`Error::Stopped`].
    pub fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        let part = self.reader.part()?;
        if stop() {
            self.reader.ended = true;
            return Some(Err(Error::Stopped));
        }
        let part = part.map(|part| part.without_flawed(&self.reader.looks.answers));
        let scored = part.map_err(Error::from);
        let scored = scored.and_then(|part| self.run.score_part(&part, stop));
        match &scored {
            Ok(batch) => {
                let names = batch.schema_ref().fields().iter();
                let told = names
                    .zip(batch.columns())
                    .rfind(|(field, _)| field.name().ends_with("problem"));
                let told = told.map(|(_, column)| column);
                self.problems += told.map_or(0, |told| (told.len() - told.null_count()) as u64);
            }
            Err(_) => self.reader.ended = true,
        }
        Some(scored)
    }

    /// Rows so far that have a problem, where problems are told.
    #[must_use]
    pub fn problems(&self) -> u64 {
        self.problems
    }

    /// What is known of the rows so far.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// What was found out about the files and should be known, in sentences: complete at the end.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.reader.notes(lang)
    }
}

impl Iterator for ScoredFiles {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_unless(&|| false)?.map_err(ArrowError::from))
    }
}

impl RecordBatchReader for ScoredFiles {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
