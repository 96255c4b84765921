//! Files in which a row is one answer.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use shisei::{Code, Lang, Problem};

use super::csv::Role;
use super::error::Said;
use super::forms::Forms;
use super::headings::{kinds, table};
use super::reader::{FileReader, WantedColumn};
use super::scored::ScoredFiles;
use super::{Files, IdFrom, of_file};
use crate::error::Error;
use crate::long::{Long, LongRun};
use crate::run::Run;
use crate::scorer::{PortfolioScorer, invalid};

/// The rows of files in which a row is one answer, with a row for each id, from [`Files::read_long`].
#[derive(Debug)]
pub struct LongFiles {
    source: Source,
    run: LongRun,
    ended: bool,
    failed: bool,
    left_out: Option<Said>,
}

/// Where answers come from.
#[derive(Debug)]
enum Source {
    Table(Box<FileReader>),
    Forms(Box<Forms>),
}

impl Source {
    fn next_batch(&mut self) -> Option<Result<RecordBatch, Error>> {
        match self {
            Self::Table(reader) => reader.next_batch(),
            Self::Forms(forms) => forms.next_batch(),
        }
    }
}

impl Files {
    /// Where it stands whose a file or a sheet is, where each is a form of one firm: the column of ids
    /// is in none of them.
    pub fn id_from(mut self, id_from: IdFrom) -> Self {
        self.id_from = Some(id_from);
        self
    }

    /// Reads and scores files in which a row is one answer: every id comes out once.
    ///
    /// # Errors
    /// Those of [`score`](Self::score) and of [`PortfolioScorer::long`].
    pub fn score_long(
        &self,
        scorer: &PortfolioScorer,
        layout: &Long,
    ) -> Result<ScoredFiles, Error> {
        Ok(ScoredFiles::of_long(self.begin_long(scorer, layout, PortfolioScorer::long)?))
    }

    /// Reads files in which a row is one answer, with a row for each id.
    ///
    /// # Errors
    /// Those of [`read`](Self::read) and of [`PortfolioScorer::long_rows`].
    pub fn read_long(&self, scorer: &PortfolioScorer, layout: &Long) -> Result<LongFiles, Error> {
        self.begin_long(scorer, layout, PortfolioScorer::long_rows)
    }

    fn begin_long(
        &self,
        scorer: &PortfolioScorer,
        layout: &Long,
        begin: fn(&PortfolioScorer, &arrow_schema::Schema, &Long) -> Result<LongRun, Error>,
    ) -> Result<LongFiles, Error> {
        let Some(id) = &scorer.inner().options.id else {
            return Err(invalid(vec![Problem::new(Code::MissingField).at("long").given("id")]));
        };
        let (source, run) = if let Some(from) = &self.id_from {
            let forms = Forms::new(self, from, id, layout)?;
            let run = begin(scorer, &forms.schema, layout)?;
            (Source::Forms(Box::new(forms)), run)
        } else {
            let answers = layout.columns().skip(1);
            let files = self.clone().merged(id).answers(Some(layout.control.clone()), answers);
            let (headings, opened) = files.headings(None)?;
            let whole = table(&headings, &|_| true)?;
            let run = begin(scorer, &whole, layout);
            let run = run.map_err(|error| of_file(error, headings.first()))?;
            let columns = scorer.long_columns(&whole, layout)?;
            let fields = columns.iter().filter_map(|name| whole.field_with_name(name).ok());
            let wanted = fields.map(|field| WantedColumn::new(field, Role::Text)).collect();
            let reader = FileReader::new(files, wanted, (&whole, kinds(&headings)), None, opened);
            (Source::Table(Box::new(reader)), run)
        };
        Ok(LongFiles { source, run, ended: false, failed: false, left_out: None })
    }
}

impl LongFiles {
    /// What is known of the rows so far.
    #[must_use]
    pub fn run(&self) -> &Run {
        self.run.run()
    }

    /// Reads the next rows; `stop` is asked now and then whether to give up.
    ///
    /// # Errors
    /// Those of [`ScoredFiles::next_unless`] and of [`LongRun::next_unless`].
    pub fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        loop {
            if self.failed {
                return None;
            }
            if let Some(rows) = self.run.next_unless(stop) {
                self.failed = rows.is_err();
                return Some(rows);
            }
            if self.ended {
                return None;
            }
            let added = match self.source.next_batch() {
                _ if stop() => Err(Error::Stopped),
                Some(batch) => batch.and_then(|batch| self.run.add(&batch)),
                None => {
                    self.end();
                    Ok(())
                }
            };
            if let Err(error) = added {
                self.failed = true;
                return Some(Err(error));
            }
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.run.end();
        // In a form, sections and notes between the questions are what one expects.
        if let Source::Table(_) = self.source {
            self.left_out = self.run.note();
        }
    }

    /// What was found out about the files and should be known, in sentences: complete at the end.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        let notes = match &self.source {
            Source::Table(reader) => &reader.notes,
            Source::Forms(forms) => &forms.notes,
        };
        notes.iter().chain(&self.left_out).map(move |note| note.text(lang))
    }
}

impl Iterator for LongFiles {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_unless(&|| false)?.map_err(ArrowError::from))
    }
}

impl RecordBatchReader for LongFiles {
    fn schema(&self) -> SchemaRef {
        self.run.schema()
    }
}
