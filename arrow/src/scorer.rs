use std::num::NonZero;
use std::sync::{Arc, Mutex};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader};
use arrow_schema::SchemaRef;
use shisei::{Code, ErrorKind, Framework, Problem};

use crate::answers::Codes;
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::ids::Ids;
use crate::options::{Duplicates, Keep, Options};
use crate::places::Shape;
use crate::reasons::{Reasons, Source};
use crate::run::{Run, ScoredReader};
use crate::watch::Watch;

/// A [`Portfolio`](crate::Portfolio), compiled: scores as many tables as come, from any thread.
///
/// It is a handle: cloning it copies nothing.
#[derive(Clone)]
pub struct PortfolioScorer(Arc<Inner>);

pub(crate) struct Inner {
    pub compiled: Vec<Compiled>,
    pub options: Options,
    pub threads: usize,
    /// What the last table looked like: one-row calls spend most of their time finding that out.
    pub last: Mutex<Option<Arc<Shape>>>,
}

pub(crate) fn invalid(problems: Vec<Problem>) -> Error {
    shisei::Error::new(ErrorKind::InvalidArgument, problems).into()
}

impl PortfolioScorer {
    pub(crate) fn new(frameworks: &[Framework], options: Options) -> Result<Self, Error> {
        let compiled = frameworks
            .iter()
            .map(|framework| {
                let several = frameworks.len() > 1;
                let prefix = several.then(|| format!("{}:", framework.reference()));
                Compiled::new(framework, prefix.as_deref().unwrap_or_default(), &options)
            })
            .collect::<Result<Vec<_>, shisei::Error>>()?;
        check_selection(&compiled, &options)?;
        let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZero::get);
        Ok(Self(Arc::new(Inner { compiled, options, threads, last: Mutex::default() })))
    }

    /// Scores one table: as many rows come out, in the same order.
    ///
    /// # Errors
    /// [`Error::Refused`] with every column that is missing or of a type that holds no answers, and
    /// with the first row that cannot be scored unless such rows are reported.
    pub fn score(&self, batch: &RecordBatch) -> Result<RecordBatch, Error> {
        let scored = self.score_all(batch.schema_ref(), std::slice::from_ref(batch), &|| false)?;
        scored.into_iter().next().ok_or(Error::Stopped)
    }

    /// Scores the batches of one table, whose ids are watched as one and whose rows are numbered on
    /// from batch to batch.
    ///
    /// `stop` is asked on this thread some five times a second whether to give up.
    ///
    /// # Errors
    /// Those of [`score`](Self::score), and [`Error::Stopped`].
    pub fn score_all(
        &self,
        schema: &SchemaRef,
        batches: &[RecordBatch],
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<RecordBatch>, Error> {
        let shape = self.0.shape(schema)?;
        let mut watch = Watch::new(stop);
        let mut ids = match self.0.watched(&shape) {
            Some(id) => Ids::of(batches.iter().filter_map(|batch| batch.columns().get(id))),
            None => Ids::default(),
        };
        let mut row = 0;
        batches
            .iter()
            .map(|batch| {
                let scored = self.0.batch(batch, &shape, row, &mut ids, &mut watch);
                row += batch.num_rows() as u64;
                scored
            })
            .collect()
    }

    /// The columns that come out for the columns of a table.
    ///
    /// # Errors
    /// [`Error::Refused`] as in [`score`](Self::score).
    pub fn schema(&self, input: &SchemaRef) -> Result<SchemaRef, Error> {
        Ok(Arc::clone(&self.0.shape(input)?.output))
    }

    /// Begins a run over batches that come one after the other and are parts of one table.
    #[must_use]
    pub fn run(&self) -> Run {
        Run::new(self.clone())
    }

    /// Scores a stream of batches, in the memory of one: a batch is read when it is asked for.
    ///
    /// # Errors
    /// [`Error::Refused`] where its columns cannot be scored; rows are judged as they come.
    pub fn read<R: RecordBatchReader>(&self, reader: R) -> Result<ScoredReader<R>, Error> {
        ScoredReader::new(self, reader)
    }

    /// Everything that is wrong with a row of a batch; empty for a good row. The first row of the
    /// batch has the number `first_row`.
    ///
    /// # Errors
    /// [`Error::Refused`] where the columns of the batch cannot be scored.
    pub fn problems(
        &self,
        batch: &RecordBatch,
        row: usize,
        first_row: u64,
    ) -> Result<Vec<Problem>, Error> {
        let shape = self.0.shape(batch.schema_ref())?;
        if row >= batch.num_rows() {
            return Ok(Vec::new());
        }
        let mut reasons = Reasons::new(&self.0, Source::Batch(batch), &shape.places, first_row);
        for (which, answers) in shape.places.answers.iter().enumerate() {
            let Some(compiled) = self.0.compiled.get(which) else { continue };
            let columns = compiled.columns(batch, answers);
            reasons.find(which, &columns, &[row]);
        }
        Ok(reasons.problems(row))
    }

    /// Ids of the controls, framework by framework.
    pub fn controls(&self) -> impl Iterator<Item = &str> {
        let controls = self.0.compiled.iter().flat_map(|compiled| compiled.framework.controls());
        controls.map(|control| &*control.id)
    }

    /// The controls that a column of this name answers: several when frameworks share an id.
    #[must_use]
    pub fn answered_by(&self, column: &str) -> Vec<&str> {
        let mut ids = Vec::new();
        for compiled in &self.0.compiled {
            let found = self.0.find(&compiled.framework, &[column], None, &mut Vec::new());
            let controls = compiled.framework.controls();
            let named = found.iter().zip(controls).filter(|(found, _)| found.is_some());
            ids.extend(named.map(|(_, control)| &*control.id));
        }
        ids
    }

    /// The same frameworks with other options.
    #[cfg(feature = "renewal")]
    pub(crate) fn again(&self, change: impl FnOnce(&mut Options)) -> Result<Self, Error> {
        let compiled = self.0.compiled.iter();
        let frameworks: Vec<_> = compiled.map(|compiled| compiled.framework.clone()).collect();
        let mut options = self.0.options.clone();
        change(&mut options);
        Self::new(&frameworks, options)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl std::fmt::Debug for PortfolioScorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let frameworks = self.0.compiled.iter().map(|compiled| &compiled.framework);
        f.debug_list().entries(frameworks).finish()
    }
}

fn check_selection(compiled: &[Compiled], options: &Options) -> Result<(), Error> {
    let Some(select) = &options.select else { return Ok(()) };
    let outputs = compiled.iter().flat_map(|compiled| &compiled.outputs);
    let known: Vec<&str> = outputs.map(|output| output.name.as_str()).chain(["problem"]).collect();
    let unknown = select.iter().filter(|name| !known.contains(&name.as_str()));
    let problem = |name: &String| Problem::new(Code::UnknownOption).at("select").given(name);
    let unknown: Vec<Problem> = unknown.map(problem).collect();
    if unknown.is_empty() { Ok(()) } else { Err(invalid(unknown)) }
}

impl Inner {
    /// The column of ids, where they are watched.
    pub fn watched(&self, shape: &Shape) -> Option<usize> {
        shape.places.id.filter(|_| self.options.duplicates == Duplicates::Check)
    }

    /// Adds the answers as they were read, where they are kept, and the scores of one framework, and
    /// gives the bad rows.
    pub fn framework(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        rows: usize,
        watch: &mut Watch<'_>,
        [answers, scores]: [&mut Vec<ArrayRef>; 2],
    ) -> Result<Vec<usize>, Error> {
        let (scored, bad) = if self.options.keep == Keep::Answers {
            let codes = Codes::of(compiled, columns, rows, self.threads, watch)?;
            answers.extend(codes.arrays(compiled));
            compiled.run(&codes.columns(compiled), rows, self.threads, watch)?
        } else {
            compiled.run(columns, rows, self.threads, watch)?
        };
        scores.extend(scored);
        Ok(bad)
    }

    /// Scores one batch; `first_row` is the number of its first row.
    pub fn batch(
        &self,
        batch: &RecordBatch,
        shape: &Shape,
        first_row: u64,
        ids: &mut Ids,
        watch: &mut Watch<'_>,
    ) -> Result<RecordBatch, Error> {
        let places = &shape.places;
        let mut arrays: Vec<ArrayRef> =
            places.kept.iter().filter_map(|&at| batch.columns().get(at).cloned()).collect();
        let mut scores = Vec::new();
        let mut reasons = Reasons::new(self, Source::Batch(batch), places, first_row);
        for (which, (compiled, answers)) in self.compiled.iter().zip(&places.answers).enumerate() {
            let columns = compiled.columns(batch, answers);
            let bad = self.framework(
                compiled,
                &columns,
                batch.num_rows(),
                watch,
                [&mut arrays, &mut scores],
            )?;
            reasons.bad(which, &columns, &bad, watch)?;
        }
        arrays.extend(scores);
        if let Some(column) = self.watched(shape).and_then(|id| batch.columns().get(id)) {
            reasons.ids(&ids.repeated(column, watch)?, column)?;
        }
        if self.options.tells_problems() {
            arrays.push(reasons.column(watch)?);
        }
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&shape.output), arrays, &rows)?)
    }
}
