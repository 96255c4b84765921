use std::collections::{BTreeSet, HashMap};
use std::num::NonZero;
use std::sync::{Arc, Mutex, OnceLock};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, RecordBatchReader};
use arrow_schema::SchemaRef;
use shisei::columns::{ColumnMatch, Matcher};
use shisei::model::Control;
use shisei::text::normal;
use shisei::{Code, ErrorKind, Framework, Problem};

use crate::answers::Codes;
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::given::Given;
use crate::ids::Ids;
use crate::names::column_name;
use crate::options::{Duplicates, Keep, Options, Spelling};
use crate::origin::Origin;
use crate::output_column::OutputColumn;
use crate::places::Shape;
use crate::reasons::{Reasons, Source};
use crate::run::{Run, ScoredReader};
use crate::told::PROBLEMS;
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
    /// Names of the controls, framework by framework.
    pub controls: Vec<Vec<String>>,
    /// The last columns that were asked for, and those of them that hold answers.
    pub answering: Mutex<Option<(Vec<String>, BTreeSet<usize>)>>,
    /// Made when a table comes whose columns are to be found.
    pub matcher: OnceLock<Matcher>,
    /// What the last table looked like: one-row calls spend most of their time finding that out.
    pub last: Mutex<Option<Arc<Shape>>>,
}

pub(crate) fn invalid(problems: Vec<Problem>) -> Error {
    shisei::Error::new(ErrorKind::InvalidArgument, problems).into()
}

impl PortfolioScorer {
    pub(crate) fn new(frameworks: &[Framework], options: Options) -> Result<Self, Error> {
        let several = frameworks.len() > 1;
        check_frameworks(frameworks)?;
        let compiled = compile(frameworks, &options)?;
        check_names(&compiled)?;
        check_spellings(&compiled, &options)?;
        check_selection(&compiled, &options)?;
        let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZero::get);
        let controls = frameworks
            .iter()
            .map(|framework| {
                let prefix = several.then(|| format!("{}:", framework.reference()));
                let prefix = prefix.unwrap_or_default();
                let name = |control: &Control| format!("{prefix}{}", control.id);
                framework.controls().iter().map(name).collect()
            })
            .collect();
        let (matcher, last, answering) = (OnceLock::new(), Mutex::default(), Mutex::default());
        let inner = Inner { compiled, options, threads, controls, answering, matcher, last };
        Ok(Self(Arc::new(inner)))
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
                let scored = self.0.batch(batch, &[], None, &shape, row, &mut ids, &mut watch);
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

    /// Positions of the columns of a table that are carried along.
    ///
    /// # Errors
    /// [`Error::Refused`] as in [`score`](Self::score).
    pub fn carried(&self, input: &SchemaRef) -> Result<Vec<usize>, Error> {
        Ok(self.0.shape(input)?.places.kept.clone())
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
        let whole = shape.places.with_answers(batch)?;
        let batch = &*whole;
        let mut reasons = Reasons::new(&self.0, Source::Batch(batch), &shape.places, first_row);
        for (which, answers) in shape.places.answers.iter().enumerate() {
            let Some(compiled) = self.0.compiled.get(which) else { continue };
            let columns = compiled.columns(batch, answers);
            reasons.find(which, &columns, &[row]);
        }
        Ok(reasons.problems(row))
    }

    /// Names of the controls, framework by framework: ids, after the reference of their framework
    /// where there are several (`five-basics@4.0:B1`).
    pub fn controls(&self) -> impl Iterator<Item = &str> {
        self.0.controls.iter().flatten().map(String::as_str)
    }

    /// The controls that a text names, as the heading of a column or in a cell: one of each framework
    /// at most, by the names of [`controls`](Self::controls).
    ///
    /// # Errors
    /// [`Error::Refused`] where it names controls of unrelated frameworks.
    pub fn answered_by(&self, text: &str) -> Result<Vec<&str>, Error> {
        let matcher = self.0.matcher();
        let own = self.0.options.columns.iter().filter(|(heading, _)| heading == text);
        let mut found: Vec<(usize, usize)> =
            own.flat_map(|(_, control)| matcher.controls_named(control)).collect();
        if found.is_empty() {
            found = matcher.controls_named(text);
        }
        let first = found.first().map_or(0, |(framework, _)| *framework);
        let shared = found.iter().any(|(other, _)| matcher.unrelated(first, *other));
        let name = |(framework, control): (usize, usize)| {
            self.0.controls.get(framework)?.get(control).map(String::as_str)
        };
        let names: Vec<&str> = found.into_iter().filter_map(name).collect();
        if shared {
            let mut problem = Problem::new(Code::SharedColumn).given(text);
            problem.valid = names.into_iter().map(str::to_owned).collect();
            return Err(invalid(vec![problem]));
        }
        Ok(names)
    }

    /// Which of these columns of one table hold answers, by their positions, whether or not the table
    /// can be scored.
    #[must_use]
    pub fn answering(&self, columns: &[&str]) -> BTreeSet<usize> {
        // Libraries ask before every table, and tables of one kind come one after the other.
        let mut last = self.0.answering.try_lock().ok();
        if let Some(Some((names, places))) = last.as_deref()
            && names.iter().eq(columns)
        {
            return places.clone();
        }
        let found = self.0.found(columns);
        let places = (0..columns.len()).filter(|at| found.answers(*at));
        let places: BTreeSet<usize> = places.collect();
        if let Some(last) = last.as_deref_mut() {
            *last = Some((columns.iter().map(|&name| name.to_owned()).collect(), places.clone()));
        }
        places
    }

    /// Which column of a table answers which control, why, and any problems.
    #[must_use]
    pub fn match_columns(&self, columns: &[&str]) -> ColumnMatch {
        self.0.found(columns)
    }

    /// The same frameworks with other options.
    #[cfg(any(feature = "long", feature = "renewal"))]
    pub(crate) fn again(&self, change: impl FnOnce(&mut Options)) -> Result<Self, Error> {
        let compiled = self.0.compiled.iter();
        let frameworks: Vec<_> = compiled.map(|compiled| compiled.framework.clone()).collect();
        let mut options = self.0.options.clone();
        change(&mut options);
        Self::new(&frameworks, options)
    }

    /// The columns that it adds to a table, in order: their names, and what they say.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei_arrow::{Portfolio, What};
    ///
    /// let scorer = Portfolio::new([catalog::framework("self-assessment@3.1")?]).compile()?;
    /// let outcome = scorer.columns().into_iter().find(|column| column.name == "outcome");
    /// let outcome = outcome.expect("it has bands");
    /// assert_eq!(outcome.what, What::Outcome);
    /// assert_eq!(outcome.outcomes.last().map(String::as_str), Some("100"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn columns(&self) -> Vec<OutputColumn> {
        let problems = self.0.options.problems().into_iter().map(OutputColumn::problem);
        self.0.compiled.iter().flat_map(Compiled::columns_out).chain(problems).collect()
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

/// What the names of columns begin with where there are several frameworks.
fn prefix(framework: &Framework) -> String {
    column_name(framework.reference().as_ref(), "framework") + "_"
}

fn compile(frameworks: &[Framework], options: &Options) -> Result<Vec<Compiled>, shisei::Error> {
    let several = frameworks.len() > 1;
    let each = frameworks.iter().map(|framework| {
        let prefix = several.then(|| prefix(framework));
        Compiled::new(framework, prefix.as_deref().unwrap_or_default(), options)
    });
    each.collect()
}

/// There is a framework, and none is there twice.
fn check_frameworks(frameworks: &[Framework]) -> Result<(), Error> {
    if frameworks.is_empty() {
        return Err(invalid(vec![Problem::new(Code::Empty).at("framework")]));
    }
    let mut seen = BTreeSet::new();
    let references = frameworks.iter().map(|framework| framework.reference().to_string());
    let twice = references.filter(|reference| !seen.insert(reference.clone()));
    let problem = |name: String| Problem::new(Code::DuplicateId).at("framework").given(&name);
    let twice: Vec<Problem> = twice.map(problem).collect();
    if twice.is_empty() { Ok(()) } else { Err(invalid(twice)) }
}

/// Two columns of one name cannot be told apart: a framework, or a group of one, is not scored
/// beside another whose name differs in nothing but signs.
fn check_names(compiled: &[Compiled]) -> Result<(), Error> {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut problems = Vec::new();
    for column in compiled.iter().flat_map(Compiled::columns_out) {
        let framework = column.framework.unwrap_or_default();
        let source = column.group.map_or(framework.clone(), |group| format!("{framework} {group}"));
        if let Some(other) = seen.get(&column.name) {
            let problem = Problem::new(Code::Contradiction).at(&source).given(&column.name);
            problems.push(problem.detail(other.clone()));
        } else {
            seen.insert(column.name, source);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(invalid(problems)) }
}

/// Every spelling of the caller's own means a choice of some control that it is about, and one only.
fn check_spellings(compiled: &[Compiled], options: &Options) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut known: HashMap<(Option<&str>, String), String> = HashMap::new();
    for Spelling { control, text, means } in &options.spellings {
        let control = control.as_deref();
        let at = control.unwrap_or("mapping");
        let means = normal(means);
        let twice = known.insert((control, normal(text)), means.clone());
        if twice.is_some_and(|other| other != means) {
            problems.push(Problem::new(Code::Contradiction).at(at).given(text));
            continue;
        }
        let controls = || compiled.iter().flat_map(|it| it.framework.controls());
        let answers = compiled.iter().flat_map(Compiled::answers);
        let mut here =
            controls().zip(answers).filter(|(it, _)| control.is_none_or(|id| it.id == id));
        let mut refused = None;
        let takes = here.any(|(_, answers)| match answers.spellings.refused(text) {
            None => true,
            Some(problem) => {
                refused.get_or_insert(problem);
                false
            }
        });
        match refused {
            _ if takes => {}
            Some(problem) => problems.push(problem.clone().at(at)),
            None => {
                let names: Vec<&str> = controls().map(|it| &*it.id).collect();
                let problem = Problem::new(Code::UnknownControl).at("mapping").given(at);
                problems.push(problem.nearest_of(names));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(invalid(problems)) }
}

fn check_selection(compiled: &[Compiled], options: &Options) -> Result<(), Error> {
    let Some(select) = &options.select else { return Ok(()) };
    let names = |compiled: &[Compiled]| -> Vec<String> {
        let fields = compiled.iter().flat_map(Compiled::arrow_fields);
        fields.map(|it| it.name().clone()).chain(PROBLEMS.map(str::to_owned)).collect()
    };
    let selected = names(compiled);
    let unknown: Vec<&String> = select.iter().filter(|name| !selected.contains(name)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let frameworks: Vec<Framework> = compiled.iter().map(|it| it.framework.clone()).collect();
    let every = names(&compile(&frameworks, &Options { select: None, ..options.clone() })?);
    let problem = |name: &&String| {
        let problem = Problem::new(Code::UnknownOption).at("select").given(name);
        problem.nearest_of(every.iter().map(String::as_str))
    };
    Err(invalid(unknown.iter().map(problem).collect()))
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

    /// Scores one batch with the answers given beside it; `first_row` is the number of its first row,
    /// and `origin` says where the rows of a file are in it.
    #[allow(clippy::too_many_arguments, reason = "each is something else")]
    pub fn batch(
        &self,
        batch: &RecordBatch,
        given: &[Option<Given>],
        origin: Option<&Origin>,
        shape: &Shape,
        first_row: u64,
        ids: &mut Ids,
        watch: &mut Watch<'_>,
    ) -> Result<RecordBatch, Error> {
        let places = &shape.places;
        let whole = places.with_answers(batch)?;
        let batch = &*whole;
        let mut arrays: Vec<ArrayRef> =
            places.kept.iter().filter_map(|&at| batch.columns().get(at).cloned()).collect();
        let mut scores = Vec::new();
        let mut reasons = Reasons::new(self, Source::Given(batch, given), places, first_row);
        reasons.origin = origin;
        for (which, (compiled, answers)) in self.compiled.iter().zip(&places.answers).enumerate() {
            let columns = compiled.columns_of(which, batch, given, answers);
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
        arrays.extend(reasons.columns(&self.options.problems(), watch)?);
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&shape.output), arrays, &rows)?)
    }
}
