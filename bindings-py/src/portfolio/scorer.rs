//! A portfolio job, compiled once: frameworks, spellings, and what is wanted.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_buffer::{BooleanBufferBuilder, ScalarBuffer};
use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use shisei::portfolio::{
    Coding, ColumnScorer, Field, NO_OUTCOME, Number, Numbers, Spellings, normal,
};
use shisei::{Code, Error, ErrorKind, Lang, Problem};

use super::arrow::{Scored, import};
use super::ids::Ids;
use super::input::{Column, Prepared, prepare, readable, text};
use super::memory;
use super::output::{Kind, Output, Sums, fields, outcome_names, outcome_type, outputs};
use super::run::{Columns, Matrix, Raw, run};
use crate::error::raise;
use crate::framework::Framework;
use crate::language;

/// A framework with everything that does not depend on the data.
struct Compiled {
    framework: Py<Framework>,
    spellings: Vec<Spellings>,
    /// The codings of bytes, found once: 256 numbers are tried for each.
    codes: Vec<Option<Coding>>,
    /// Which spellings a control has.
    spelling_of: Vec<usize>,
    outputs: Vec<Output>,
    names: Arc<StringArray>,
    width: Width,
    layouts: Mutex<Vec<Arc<Layout>>>,
}

/// The integers of the result.
#[derive(Clone, Copy)]
enum Width {
    Int8,
    Int16,
    Int64,
}

/// A framework compiled for columns in these codings.
struct Layout {
    codings: Vec<Option<Coding>>,
    scorer: ColumnScorer,
    fields: Vec<Field>,
    closed: bool,
}

/// Layouts kept: a stream has one or two.
const MOST_LAYOUTS: usize = 8;

#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Options {
    id: Option<String>,
    columns: HashMap<String, String>,
    absent_allowed: bool,
    report: bool,
    keep: Option<Vec<String>>,
    keep_answers: bool,
    check_ids: bool,
    with_problem: bool,
    threads: usize,
    lang: Lang,
    /// Whether the number of a row means something: within a part of a table it does not.
    numbered: bool,
}

/// Scores tables: compiled once, used for as many batches as come.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioScorer {
    compiled: Vec<Compiled>,
    options: Options,
    /// Ids of the batches before, while they are watched.
    ids: Mutex<Ids>,
    /// What the last table looked like: one-row calls spend most of their time finding that out.
    last: Mutex<Option<Arc<Shape>>>,
    /// What the scorer was made from, for a copy in another process.
    given: Py<PyDict>,
}

/// Columns as they come in, where the answers stand in them, and the columns that go out.
struct Shape {
    input: SchemaRef,
    places: Places,
    output: SchemaRef,
}

fn invalid(problems: Vec<Problem>) -> Error {
    Error::new(ErrorKind::InvalidArgument, problems)
}

impl Compiled {
    fn new(
        py: Python<'_>,
        framework: Py<Framework>,
        prefix: &str,
        numbers: Option<Numbers>,
        mapping: &[(String, String)],
        select: Option<&HashSet<String>>,
        smallest: bool,
    ) -> Result<Self, Error> {
        let core = framework.bind(py).get().core();
        let mut spellings: Vec<Spellings> = Vec::new();
        let mut spelling_of = Vec::new();
        let mut scales: HashMap<(&str, _), usize> = HashMap::new();
        for (at, control) in core.controls().iter().enumerate() {
            let key = (&*control.scale, control.not_applicable);
            let position = if let Some(&position) = scales.get(&key) {
                position
            } else {
                spellings.push(Spellings::new(core, at, numbers, mapping)?);
                scales.insert(key, spellings.len() - 1);
                spellings.len() - 1
            };
            spelling_of.push(position);
        }
        let mut outputs = outputs(core);
        for output in &mut outputs {
            output.name.insert_str(0, prefix);
        }
        if let Some(select) = select {
            outputs.retain(|output| select.contains(&output.name));
        }
        let names = Arc::new(StringArray::from(outcome_names(core)));
        let codings: Vec<Option<Coding>> =
            spelling_of.iter().map(|&at| spellings.get(at).map(Spellings::positions)).collect();
        let all = fields(&outputs, false);
        let scorer = ColumnScorer::new(core, &codings, &all, true);
        let width = match (scorer.fits_i16(), scorer.fits_i8()) {
            (false, _) => Width::Int64,
            (true, true) if smallest => Width::Int8,
            (true, _) => Width::Int16,
        };
        Ok(Self {
            framework,
            codes: spellings.iter().map(Spellings::bytes).collect(),
            spellings,
            spelling_of,
            outputs,
            names,
            width,
            layouts: Mutex::default(),
        })
    }

    fn core(&self) -> &shisei::Framework {
        self.framework.get().core()
    }

    fn spellings(&self) -> Vec<&Spellings> {
        self.spelling_of.iter().filter_map(|&at| self.spellings.get(at)).collect()
    }

    fn layout(&self, codings: Vec<Option<Coding>>) -> Arc<Layout> {
        let mut layouts = match self.layouts.lock() {
            Ok(layouts) => layouts,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(layout) = layouts.iter().find(|layout| layout.codings == codings) {
            return Arc::clone(layout);
        }
        let closed = codings
            .iter()
            .all(|coding| coding.as_ref().is_some_and(|coding| coding.missing().is_none()));
        let fields = fields(&self.outputs, closed);
        let outcome = self.outputs.iter().any(|output| matches!(output.kind, Kind::Outcome(_)));
        let scorer = ColumnScorer::new(self.core(), &codings, &fields, outcome);
        let layout = Arc::new(Layout { codings, scorer, fields, closed });
        if layouts.len() >= MOST_LAYOUTS {
            layouts.clear();
        }
        layouts.push(Arc::clone(&layout));
        layout
    }

    fn number_type(&self) -> DataType {
        match self.width {
            Width::Int8 => DataType::Int8,
            Width::Int16 => DataType::Int16,
            Width::Int64 => DataType::Int64,
        }
    }

    fn arrow_fields(&self) -> impl Iterator<Item = ArrowField> {
        self.outputs.iter().map(|output| {
            let kind = match output.kind {
                Kind::Outcome(_) => outcome_type(),
                _ => self.number_type(),
            };
            ArrowField::new(&output.name, kind, true)
        })
    }

    /// Arrays of all columns, and the bad rows.
    fn score(
        &self,
        batch: &RecordBatch,
        places: &[Option<usize>],
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>) {
        let spellings = self.spellings();
        let prepared: Vec<_> = places
            .iter()
            .zip(&self.spelling_of)
            .map(|(place, &at)| {
                let array = place.and_then(|place| batch.columns().get(place))?;
                let codes = self.codes.get(at).and_then(Option::as_ref);
                Some(prepare(array, self.spellings.get(at)?, codes))
            })
            .collect();
        let columns = Columns { prepared, spellings, matrix: None };
        self.run(&columns, batch.num_rows(), threads)
    }

    fn run(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>) {
        let codings = columns.prepared.iter().map(|p| p.as_ref().map(|p| p.coding.clone()));
        let layout = self.layout(codings.collect());
        match self.width {
            Width::Int8 => self.run_in::<Int8Type>(columns, rows, &layout, threads),
            Width::Int16 => self.run_in::<Int16Type>(columns, rows, &layout, threads),
            Width::Int64 => self.run_in::<Int64Type>(columns, rows, &layout, threads),
        }
    }

    fn run_in<P>(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        layout: &Layout,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>)
    where
        P: ArrowPrimitiveType,
        P::Native: Number,
    {
        let raw = run::<P::Native>(
            &layout.scorer,
            columns,
            rows,
            layout.fields.len(),
            layout.closed,
            threads,
        );
        let (sums, bad) = self.sums(raw, layout, rows);
        (self.outputs.iter().map(|o| sums.array::<P>(o.kind)).collect(), bad)
    }

    fn sums<T: Number + arrow_buffer::ArrowNativeType>(
        &self,
        raw: Raw<T>,
        layout: &Layout,
        rows: usize,
    ) -> (Sums<T>, Vec<usize>) {
        let good = (!raw.bad.is_empty()).then(|| {
            let mut good = BooleanBufferBuilder::new(rows);
            good.append_n(rows, true);
            for &row in &raw.bad {
                good.set_bit(row, false);
            }
            good.finish()
        });
        // A position that no framework reaches, or none at all.
        let positions = |bytes: memory::Column<u8>| {
            let bytes = bytes.into_buffer();
            debug_assert!(bytes.iter().all(|&at| at == NO_OUTCOME || at < 128));
            ScalarBuffer::from(bytes)
        };
        let low = positions(raw.low);
        let sums = Sums {
            rows,
            fields: layout
                .fields
                .iter()
                .copied()
                .zip(raw.fields.into_iter().map(memory::Column::into_values))
                .collect(),
            high: if layout.closed { low.clone() } else { positions(raw.high) },
            low,
            good,
            closed: layout.closed,
            missing: raw.seen.missing,
            names: Arc::clone(&self.names),
        };
        (sums, raw.bad)
    }
}

/// Where the answers stand: for each framework, the column of each control.
struct Places {
    answers: Vec<Vec<Option<usize>>>,
    id: Option<usize>,
    kept: Vec<usize>,
}

impl PortfolioScorer {
    fn shape(&self, input: &SchemaRef) -> Result<Arc<Shape>, Error> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shape) = last.as_ref().filter(|shape| shape.input == *input) {
            return Ok(Arc::clone(shape));
        }
        let places = self.places(input)?;
        let output = self.schema(input, &places)?;
        let shape = Arc::new(Shape { input: Arc::clone(input), places, output });
        *last = Some(Arc::clone(&shape));
        Ok(shape)
    }

    fn places(&self, schema: &Schema) -> Result<Places, Error> {
        let mut problems = Vec::new();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let id = self.options.id.as_deref().map(|id| {
            names.iter().position(|name| *name == id).ok_or_else(|| {
                Problem::new(Code::UnknownReference).at("id").given(id).nearest_of(names.clone())
            })
        });
        let id = id.transpose().unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        for name in self.options.columns.keys().filter(|name| !names.contains(&name.as_str())) {
            let problem = Problem::new(Code::UnknownReference).at("columns").given(name);
            problems.push(problem.nearest_of(names.clone()));
        }
        let mut used = HashSet::new();
        let mut answers = Vec::new();
        for compiled in &self.compiled {
            let found = self.find(compiled.core(), &names, id, &mut problems);
            for (at, control) in found.iter().zip(compiled.core().controls()) {
                if let Some(at) = at {
                    used.insert(*at);
                    let kind = schema.field(*at).data_type();
                    if !readable(kind) {
                        let problem = Problem::new(Code::OutOfRange)
                            .at(names.get(*at).copied().unwrap_or_default());
                        problems.push(problem.given(&kind.to_string()).detail("column type"));
                    }
                } else if !self.options.absent_allowed {
                    let free = names.iter().copied();
                    let problem = Problem::new(Code::UnknownControl).given(&control.id);
                    problems.push(problem.nearest_of(free).detail("no column for it"));
                }
            }
            answers.push(found);
        }
        if let Some(keep) = &self.options.keep {
            for name in keep.iter().filter(|name| !names.contains(&name.as_str())) {
                let problem = Problem::new(Code::UnknownReference).at("keep").given(name);
                problems.push(problem.nearest_of(names.clone()));
            }
        }
        let kept = (0..names.len())
            .filter(|at| {
                Some(*at) == id
                    || match &self.options.keep {
                        Some(keep) => {
                            keep.iter().any(|name| Some(name.as_str()) == names.get(*at).copied())
                        }
                        None => self.options.keep_answers || !used.contains(at),
                    }
            })
            .collect();
        if problems.is_empty() { Ok(Places { answers, id, kept }) } else { Err(invalid(problems)) }
    }

    /// By the caller's own names, by id, by id in any case and width, by official number.
    fn find(
        &self,
        framework: &shisei::Framework,
        names: &[&str],
        id: Option<usize>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Option<usize>> {
        let own = |control: &str| {
            let mut named = self.options.columns.iter().filter(|(_, means)| *means == control);
            let name = named.next().map(|(name, _)| name.as_str());
            names.iter().position(|known| Some(*known) == name)
        };
        let normals: Vec<String> = names.iter().map(|name| normal(name)).collect();
        let mut owners: HashMap<usize, &str> = HashMap::new();
        let controls = framework.controls();
        let found: Vec<Option<usize>> = controls
            .iter()
            .map(|control| {
                let free = |at: &usize| Some(*at) != id;
                let like = |wanted: &str| {
                    let wanted = normal(wanted);
                    normals.iter().position(|name| *name == wanted).filter(free)
                };
                own(&control.id)
                    .or_else(|| names.iter().position(|name| *name == control.id).filter(free))
                    .or_else(|| like(&control.id))
                    .or_else(|| control.number.as_deref().and_then(like))
            })
            .collect();
        for (at, control) in found.iter().zip(controls) {
            if let Some(at) = at
                && let Some(other) = owners.insert(*at, &control.id)
            {
                let problem = Problem::new(Code::Contradiction)
                    .at(names.get(*at).copied().unwrap_or_default())
                    .given(&control.id);
                problems.push(problem.detail(other.to_owned()));
            }
        }
        found
    }

    fn schema(&self, input: &Schema, places: &Places) -> Result<SchemaRef, Error> {
        let mut fields: Vec<ArrowField> =
            places.kept.iter().map(|&at| input.field(at).clone()).collect();
        for compiled in &self.compiled {
            fields.extend(compiled.arrow_fields());
        }
        if self.options.with_problem {
            fields.push(ArrowField::new("problem", DataType::Utf8, true));
        }
        let mut seen = HashSet::new();
        let twice: Vec<Problem> = fields
            .iter()
            .filter(|field| !seen.insert(field.name()))
            .map(|field| Problem::new(Code::DuplicateId).at("keep").given(field.name()))
            .collect();
        if twice.is_empty() { Ok(Arc::new(Schema::new(fields))) } else { Err(invalid(twice)) }
    }

    fn batch(
        &self,
        batch: &RecordBatch,
        shape: &Shape,
        first_row: u64,
        ids: &mut Ids,
    ) -> Result<RecordBatch, Error> {
        let (places, schema) = (&shape.places, &shape.output);
        let mut arrays: Vec<ArrayRef> =
            places.kept.iter().filter_map(|&at| batch.columns().get(at).cloned()).collect();
        let mut reasons: Vec<(usize, String)> = Vec::new();
        for (compiled, answers) in self.compiled.iter().zip(&places.answers) {
            let (scored, bad) = compiled.score(batch, answers, self.options.threads);
            arrays.extend(scored);
            for row in bad {
                let problems = self.problems(compiled, batch, answers, places.id, row, first_row);
                if !self.options.report {
                    return Err(Error::new(ErrorKind::InvalidSheet, problems));
                }
                reasons.push((row, sentences(&problems, self.options.lang)));
            }
        }
        if let (true, Some(id)) = (self.options.check_ids, places.id) {
            for row in
                batch.columns().get(id).map(|ids_here| ids.repeated(ids_here)).unwrap_or_default()
            {
                let given = batch.columns().get(id).and_then(|ids| text(ids.as_ref(), row));
                let problem = Problem::new(Code::DuplicateId)
                    .at(self.place(batch, Some(id), row, first_row))
                    .given(&given.unwrap_or_default());
                if !self.options.report {
                    return Err(Error::one(ErrorKind::InvalidSheet, problem));
                }
                reasons.push((row, sentences(&[problem], self.options.lang)));
            }
        }
        if self.options.with_problem {
            arrays.push(reason_column(batch.num_rows(), reasons));
        }
        RecordBatch::try_new_with_options(
            Arc::clone(schema),
            arrays,
            &arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows())),
        )
        .map_err(|error| {
            invalid(vec![Problem::new(Code::Contradiction).given("data").detail(error.to_string())])
        })
    }

    fn matrix(&self, bytes: &[u8], rows: usize, names: &[String]) -> Result<Scored, Error> {
        let fields: Vec<ArrowField> =
            names.iter().map(|name| ArrowField::new(name, DataType::Int8, true)).collect();
        let input = Schema::new(fields);
        let places = Places { kept: Vec::new(), ..self.places(&input)? };
        let schema = self.schema(&input, &places)?;
        let mut arrays = Vec::new();
        let mut reasons = Vec::new();
        for (compiled, answers) in self.compiled.iter().zip(&places.answers) {
            let spellings = compiled.spellings();
            let mut prepared = Vec::new();
            for (place, spellings) in answers.iter().zip(&spellings) {
                let coding = spellings.bytes().ok_or_else(|| {
                    invalid(vec![Problem::new(Code::Contradiction).at("mapping").given("matrix")])
                })?;
                prepared.push(place.map(|_| Prepared { column: Column::Bytes(&[]), coding }));
            }
            let matrix = Matrix { bytes, width: names.len(), places: answers.clone() };
            let columns = Columns { prepared, spellings, matrix: Some(matrix) };
            let (scored, bad) = compiled.run(&columns, rows, self.options.threads);
            arrays.extend(scored);
            for row in bad {
                let cell = |at: usize| bytes.get(row * names.len() + at).copied();
                let problems: Vec<Problem> = answers
                    .iter()
                    .zip(&columns.spellings)
                    .filter_map(|(at, spellings)| {
                        let given = cell((*at)?)?.cast_signed().to_string();
                        let place = format!("row {row}, {}", names.get((*at)?)?);
                        (!spellings.accepts(&given)).then(|| spellings.problem(&place, &given))
                    })
                    .collect();
                if !self.options.report {
                    return Err(Error::new(ErrorKind::InvalidSheet, problems));
                }
                reasons.push((row, sentences(&problems, self.options.lang)));
            }
        }
        if self.options.with_problem {
            arrays.push(reason_column(rows, reasons));
        }
        let count = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &count);
        let batch = batch.map_err(|error| {
            invalid(vec![Problem::new(Code::Contradiction).given("data").detail(error.to_string())])
        })?;
        Ok(Scored::new(schema, vec![batch]))
    }

    fn place(&self, batch: &RecordBatch, id: Option<usize>, row: usize, first: u64) -> String {
        let number = self.options.numbered.then(|| format!("row {}", first + row as u64));
        let named = id.and_then(|at| {
            let given = text(batch.columns().get(at)?.as_ref(), row);
            Some(format!("{}={}", self.options.id.as_deref()?, given.as_deref().unwrap_or("null")))
        });
        match (named, number) {
            (Some(named), Some(number)) => format!("{named} ({number})"),
            (named, number) => named.or(number).unwrap_or_default(),
        }
    }

    fn problems(
        &self,
        compiled: &Compiled,
        batch: &RecordBatch,
        answers: &[Option<usize>],
        id: Option<usize>,
        row: usize,
        first_row: u64,
    ) -> Vec<Problem> {
        let place = self.place(batch, id, row, first_row);
        let mut problems = Vec::new();
        for (at, spellings) in answers.iter().zip(compiled.spellings()) {
            let Some(at) = *at else { continue };
            let array = batch.column(at);
            let Some(given) = text(array.as_ref(), row) else { continue };
            if !spellings.accepts(&given) {
                let schema = batch.schema();
                let column = schema.field(at).name();
                let place =
                    if place.is_empty() { column.clone() } else { format!("{place}, {column}") };
                problems.push(spellings.problem(&place, &given));
            }
        }
        if problems.is_empty() {
            // Cannot happen: the kernel refused what the slow path reads.
            problems.push(Problem::new(Code::UnknownChoice).at(place).given("?"));
        }
        problems
    }
}

fn sentences(problems: &[Problem], lang: Lang) -> String {
    let sentence = |problem: &Problem| match problem.help(lang) {
        Some(help) => format!("{} {help}", problem.message(lang)),
        None => problem.message(lang),
    };
    problems.iter().map(sentence).collect::<Vec<_>>().join(" / ")
}

fn reason_column(rows: usize, mut reasons: Vec<(usize, String)>) -> ArrayRef {
    if reasons.is_empty() {
        return arrow_array::new_null_array(&DataType::Utf8, rows);
    }
    reasons.sort_by_key(|(row, _)| *row);
    let mut reasons = reasons.into_iter().peekable();
    let column: StringArray = (0..rows)
        .map(|row| {
            let mut all: Option<String> = None;
            while let Some((_, reason)) = reasons.next_if(|(at, _)| *at == row) {
                all = Some(match all {
                    Some(all) => format!("{all} / {reason}"),
                    None => reason,
                });
            }
            all
        })
        .collect();
    Arc::new(column)
}

/// What a scorer is made from.
type Made = (Vec<Py<Framework>>, Py<PyDict>);

/// What a caller says about the data, checked in Python.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Given {
    id: Option<String>,
    columns: HashMap<String, String>,
    mapping: Vec<(String, String)>,
    numbers: Option<String>,
    absent_allowed: bool,
    report: bool,
    keep: Option<Vec<String>>,
    keep_answers: bool,
    select: Option<HashSet<String>>,
    check_ids: bool,
    most_ids: usize,
    smallest: bool,
    threads: usize,
    numbered: bool,
    lang: String,
}

#[pymethods]
impl PortfolioScorer {
    #[new]
    fn new(
        py: Python<'_>,
        frameworks: Vec<Py<Framework>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let given = options.copy()?.unbind();
        let options: Given = options.extract()?;
        let numbers = match options.numbers.as_deref() {
            Some("points") => Some(Numbers::Points),
            Some("from-0") => Some(Numbers::FromZero),
            Some("from-1") => Some(Numbers::FromOne),
            _ => None,
        };
        let several = frameworks.len() > 1;
        let compiled: Result<Vec<Compiled>, Error> = frameworks
            .into_iter()
            .map(|framework| {
                let reference = framework.bind(py).get().core().reference();
                let prefix = if several { format!("{reference}:") } else { String::new() };
                let select = options.select.as_ref();
                Compiled::new(
                    py,
                    framework,
                    &prefix,
                    numbers,
                    &options.mapping,
                    select,
                    options.smallest,
                )
            })
            .collect();
        let compiled = compiled.map_err(|error| raise(py, error, None))?;
        let mut known: Vec<&str> =
            compiled.iter().flat_map(|c| c.outputs.iter().map(|o| o.name.as_str())).collect();
        known.push("problem");
        if let Some(select) = &options.select {
            let unknown: Vec<Problem> = select
                .iter()
                .filter(|name| !known.contains(&name.as_str()))
                .map(|name| Problem::new(Code::UnknownOption).at("select").given(name))
                .collect();
            if !unknown.is_empty() {
                return Err(raise(py, invalid(unknown), None));
            }
        }
        let with_problem = options.select.as_ref().is_none_or(|select| select.contains("problem"));
        Ok(Self {
            compiled,
            options: Options {
                id: options.id,
                columns: options.columns,
                absent_allowed: options.absent_allowed,
                report: options.report,
                keep: options.keep,
                keep_answers: options.keep_answers,
                check_ids: options.check_ids,
                with_problem,
                threads: options.threads,
                lang: language::named(py, &options.lang)?,
                numbered: options.numbered,
            },
            ids: Mutex::new(Ids::watching(options.most_ids)),
            last: Mutex::default(),
            given,
        })
    }

    /// Scores a table or a batch; `first_row` is the number of rows that came before it.
    ///
    /// With `fresh`, ids of other calls are not looked at.
    #[pyo3(signature = (data, first_row=0, fresh=true))]
    fn score(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        first_row: u64,
        fresh: bool,
    ) -> PyResult<Scored> {
        let table = import(data)?;
        py.detach(|| {
            let shape = self.shape(&table.schema)?;
            // A call of its own must not meet the ids of another that runs at the same time.
            let mut own = fresh.then(|| match shape.places.id.filter(|_| self.options.check_ids) {
                Some(id) => Ids::of(table.batches.iter().filter_map(|b| b.columns().get(id))),
                None => Ids::default(),
            });
            let mut shared = None;
            let ids = match &mut own {
                Some(own) => own,
                None => shared.insert(self.ids.lock().unwrap_or_else(PoisonError::into_inner)),
            };
            let mut row = first_row;
            let mut batches = Vec::with_capacity(table.batches.len());
            for batch in &table.batches {
                batches.push(self.batch(batch, &shape, row, ids)?);
                row += batch.num_rows() as u64;
            }
            Ok(Scored::new(Arc::clone(&shape.output), batches))
        })
        .map_err(|error| raise(py, error, None))
    }

    /// The controls that a column of this name answers: several when frameworks share an id.
    fn answered_by(&self, name: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for compiled in &self.compiled {
            let core = compiled.core();
            let found = self.find(core, &[name], None, &mut Vec::new());
            let named = found.iter().zip(core.controls()).filter(|(found, _)| found.is_some());
            ids.extend(named.map(|(_, control)| control.id.to_string()));
        }
        ids
    }

    fn __reduce__(&self, py: Python<'_>) -> (Py<PyType>, Made) {
        let frameworks = self.compiled.iter().map(|c| c.framework.clone_ref(py)).collect();
        (py.get_type::<Self>().unbind(), (frameworks, self.given.clone_ref(py)))
    }

    /// Scores rows of bytes that lie at an address: `names` says which control stands where.
    ///
    /// The caller holds the memory for the time of the call.
    #[allow(clippy::needless_pass_by_value, reason = "PyO3 hands over what it has made")]
    fn score_matrix(
        &self,
        py: Python<'_>,
        address: usize,
        rows: usize,
        names: Vec<String>,
    ) -> PyResult<Scored> {
        let width = names.len();
        let bytes: &[u8] = if rows * width == 0 {
            &[]
        } else {
            // SAFETY: `shisei.portfolio` passes the address of a contiguous array of so many
            // bytes, and holds it until this returns.
            unsafe { std::slice::from_raw_parts(address as *const u8, rows * width) }
        };
        py.detach(|| self.matrix(bytes, rows, &names)).map_err(|error| raise(py, error, None))
    }

    /// Ids of the controls, framework by framework.
    #[getter]
    fn controls(&self) -> Vec<String> {
        let controls = self.compiled.iter().flat_map(|compiled| compiled.core().controls());
        controls.map(|control| control.id.to_string()).collect()
    }

    /// Whether ids are no longer watched: too many came, and not in order.
    #[getter]
    fn ids_full(&self) -> bool {
        self.ids.lock().is_ok_and(|ids| ids.full())
    }
}
