//! The rows of files, batch by batch.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use shisei::Lang;

use super::Files;
use super::csv::{Column, Role};
use super::error::{FileError, Said};
use super::kind::{OfFile, Opened};
use super::part::{Counted, Part};
use super::remarks::Looks;
use super::rounded::Rounded;
use super::wanted::Answered;
use crate::error::Error;
use crate::scorer::PortfolioScorer;

/// A column that is read, and as what.
#[derive(Clone, Debug)]
pub(super) struct WantedColumn {
    pub name: String,
    pub role: Role,
}

impl WantedColumn {
    pub(super) fn new(field: &Field, role: Role) -> Self {
        Self { name: field.name().clone(), role }
    }
}

/// The rows of files, batch by batch, from [`Files::read`].
#[derive(Debug)]
pub struct FileReader {
    files: Files,
    /// Files that were begun.
    begun: usize,
    wanted: Vec<WantedColumn>,
    pub(super) schema: SchemaRef,
    scorer: Option<PortfolioScorer>,
    opened: Option<Opened>,
    rows: Option<OfFile>,
    pub(super) notes: Vec<Said>,
    pub(super) ended: bool,
    pub(super) looks: Looks,
    pub(super) answered: Answered,
    /// Rows of the file that are none of its table.
    remarks: Counted,
    rounded: Rounded,
    /// Whether rows that cannot be taken as they are go along, with answers that mean nothing.
    flawed: bool,
}

impl FileReader {
    pub(super) fn new(
        files: Files,
        wanted: Vec<WantedColumn>,
        (table, kinds): (&Schema, bool),
        scorer: Option<PortfolioScorer>,
        opened: Option<Opened>,
    ) -> Self {
        // Answers of files that hold types may be given beside the batch.
        let typed = kinds && scorer.is_some();
        let key = if kinds { DataType::Int32 } else { DataType::UInt16 };
        let few = DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8));
        let field = |wanted: &WantedColumn| {
            let field = table.field_with_name(&wanted.name).cloned();
            let field = field.unwrap_or_else(|_| Field::new(&wanted.name, DataType::Utf8, true));
            match (wanted.role, field.data_type()) {
                (Role::Answer, _) if typed => Field::new(&wanted.name, DataType::Null, true),
                (Role::Answer, DataType::Utf8) => field.with_data_type(few.clone()),
                _ => field,
            }
        };
        let schema = Arc::new(Schema::new(wanted.iter().map(field).collect::<Vec<_>>()));
        let notes = Vec::new();
        let answered = files.answered.clone();
        Self {
            files,
            begun: 0,
            wanted,
            schema,
            scorer,
            opened,
            rows: None,
            notes,
            ended: false,
            looks: Looks::default(),
            answered,
            remarks: Counted::default(),
            rounded: Rounded::default(),
            flawed: false,
        }
    }

    /// Gives rows that cannot be taken as they are too, such as those with too few cells, for whoever
    /// counts them; their answers are then ones that nobody can read. Without it the first one is an error.
    #[must_use]
    pub fn with_flawed_rows(mut self) -> Self {
        self.flawed = true;
        self
    }

    /// What was found out about the files and should be known, in sentences.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.notes.iter().map(move |note| note.text(lang))
    }

    pub(super) fn part(&mut self) -> Option<Result<Part, FileError>> {
        if self.ended {
            return None;
        }
        loop {
            if let Some(rows) = &mut self.rows {
                if let Some(part) = rows.next() {
                    let part =
                        part.and_then(|part| part.without_remarks(&self.looks, &mut self.remarks));
                    self.ended = part.is_err();
                    if let Ok(part) = &part {
                        self.rounded.look(part, self.looks.id);
                    }
                    return Some(part);
                }
                let (skipped, hidden) = (rows.skipped(), rows.hidden());
                let path = self.begun.checked_sub(1).and_then(|at| self.files.paths.get(at));
                let file = path.map(|path| path.to_string_lossy()).unwrap_or_default();
                let remarks = std::mem::take(&mut self.remarks).and(rows.remarks());
                self.notes.extend(skipped.blank(&file));
                self.notes.extend(hidden.hidden(&file));
                self.notes.extend(remarks.remarks(&file));
                self.notes.extend(std::mem::take(&mut self.rounded).said(&file));
                self.rows = None;
            }
            let Some(path) = self.files.paths.get(self.begun) else {
                self.ended = true;
                return None;
            };
            self.begun += 1;
            let opened = match self.opened.take() {
                Some(opened) => Ok(opened),
                None => self.files.open(path, self.scorer.as_ref()),
            };
            match opened.and_then(|opened| self.begin(opened)) {
                Ok(rows) => self.rows = Some(rows),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }

    fn begin(&mut self, file: Opened) -> Result<OfFile, FileError> {
        let names = file.headings().names;
        let place = |wanted: &str| names.iter().position(|name| name.as_deref() == Some(wanted));
        let columns = self.wanted.iter().filter_map(|WantedColumn { name, role }| {
            Some(Column { place: place(name)?, name: name.clone(), role: *role })
        });
        let columns: Vec<Column> = columns.collect();
        match file {
            Opened::Csv(file) => {
                self.notes.extend(file.found().iter().cloned());
                let schema = Arc::clone(&self.schema);
                Ok(OfFile::Csv(Box::new(file.rows(columns, schema, self.files.threads_or_all()))))
            }
            Opened::Workbook(book) => {
                self.notes.extend(book.found().iter().cloned());
                let threads = self.files.threads_or_all();
                let rows =
                    book.rows(&columns, &self.schema, &self.answered, usize::MAX, threads)?;
                Ok(OfFile::Workbook(rows))
            }
            #[cfg(feature = "parquet")]
            Opened::Parquet(file) => {
                let (scorer, threads) = (self.scorer.as_ref(), self.files.threads_or_all());
                let rows = file.rows(&self.wanted, &self.schema, scorer, threads)?;
                Ok(OfFile::Parquet(Box::new(rows)))
            }
        }
    }

    /// The next rows.
    ///
    /// # Errors
    /// [`Error::File`] with the place in the file.
    pub fn next_batch(&mut self) -> Option<Result<RecordBatch, Error>> {
        let part = self.part()?.and_then(|part| {
            let Some(refused) = part.refused().filter(|_| !self.flawed) else {
                return Ok(part.batch);
            };
            self.ended = true;
            Err(refused)
        });
        Some(part.map_err(Error::File))
    }
}

impl Iterator for FileReader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_batch()?.map_err(ArrowError::from))
    }
}

impl RecordBatchReader for FileReader {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
