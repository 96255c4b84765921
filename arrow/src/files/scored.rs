//! The scores of files, batch by batch.

use std::sync::Arc;

use arrow_array::{Array as _, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use shisei::Lang;

use super::long::LongFiles;
use super::reader::FileReader;
use crate::error::Error;
use crate::run::Run;

/// The scores of the rows of files, batch by batch, from [`Files::score`](super::Files::score) and
/// [`Files::score_long`](super::Files::score_long).
#[derive(Debug)]
pub struct ScoredFiles {
    rows: Rows,
    schema: SchemaRef,
    problems: u64,
}

/// Where the rows come from.
#[derive(Debug)]
enum Rows {
    /// Each is a row of a file.
    Wide { reader: Box<FileReader>, run: Box<Run> },
    /// A row of a file is one answer.
    Long(Box<LongFiles>),
}

impl Rows {
    fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        let (reader, run) = match self {
            Self::Wide { reader, run } => (reader, run),
            Self::Long(files) => return files.next_unless(stop),
        };
        let part = reader.part()?.map(|part| part.without_flawed(&reader.looks.answers));
        let scored = if stop() { Err(Error::Stopped) } else { part.map_err(Error::from) };
        let scored = scored.and_then(|part| run.score_part(&part, stop));
        reader.ended |= scored.is_err();
        Some(scored)
    }
}

impl ScoredFiles {
    pub(super) fn of_rows(reader: FileReader, run: Run, schema: SchemaRef) -> Self {
        let rows = Rows::Wide { reader: Box::new(reader), run: Box::new(run) };
        Self { rows, schema, problems: 0 }
    }

    pub(super) fn of_long(files: LongFiles) -> Self {
        let schema = files.schema();
        Self { rows: Rows::Long(Box::new(files)), schema, problems: 0 }
    }

    /// Reads and scores the next rows; `stop` is asked now and then whether to give up.
    ///
    /// # Errors
    /// [`Error::File`], those of [`PortfolioScorer::score`](crate::PortfolioScorer::score), and [`Error::Stopped`].
    pub fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        let scored = self.rows.next_unless(stop)?;
        if let Ok(batch) = &scored {
            let names = batch.schema_ref().fields().iter();
            let told =
                names.zip(batch.columns()).rfind(|(field, _)| field.name().ends_with("problem"));
            let told = told.map(|(_, column)| column);
            self.problems += told.map_or(0, |told| (told.len() - told.null_count()) as u64);
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
        match &self.rows {
            Rows::Wide { run, .. } => run,
            Rows::Long(files) => files.run(),
        }
    }

    /// What was found out about the files and should be known, in sentences: complete at the end.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        let notes: Vec<&str> = match &self.rows {
            Rows::Wide { reader, .. } => reader.notes(lang).collect(),
            Rows::Long(files) => files.notes(lang).collect(),
        };
        notes.into_iter()
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
