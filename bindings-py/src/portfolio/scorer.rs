//! A portfolio job, compiled once: frameworks, spellings, and what is wanted.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use arrow_array::{ArrayRef, RecordBatch};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use shisei::portfolio::Numbers;
use shisei::{Code, Error, ErrorKind, Lang, Problem};

use super::arrow::{Scored, Table, import, import_schema};
use super::compiled::Compiled;
use super::ids::Ids;
use super::input::text;
use super::places::Shape;
use super::reasons::{reason_column, sentences};
use crate::error::raise;
use crate::framework::Framework;
use crate::language;

#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    pub(super) id: Option<String>,
    pub(super) columns: HashMap<String, String>,
    pub(super) absent_allowed: bool,
    pub(super) report: bool,
    pub(super) keep: Option<Vec<String>>,
    pub(super) keep_answers: bool,
    pub(super) check_ids: bool,
    pub(super) with_problem: bool,
    pub(super) threads: usize,
    pub(super) lang: Lang,
    /// Whether the number of a row means something: within a part of a table it does not.
    pub(super) numbered: bool,
}

/// Scores tables: compiled once, used for as many batches as come.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioScorer {
    pub(super) compiled: Vec<Compiled>,
    pub(super) options: Options,
    /// What the last table looked like: one-row calls spend most of their time finding that out.
    pub(super) last: Mutex<Option<Arc<Shape>>>,
    /// What the scorer was made from, for a copy in another process.
    pub(super) given: Py<PyDict>,
}

pub fn invalid(problems: Vec<Problem>) -> Error {
    Error::new(ErrorKind::InvalidArgument, problems)
}

impl PortfolioScorer {
    /// Scores the batches of a table; `first_row` is the number of rows that came before it.
    pub(super) fn table(
        &self,
        table: &Table,
        shape: &Shape,
        first_row: u64,
        ids: &mut Ids,
    ) -> Result<Scored, Error> {
        let mut row = first_row;
        let mut batches = Vec::with_capacity(table.batches.len());
        for batch in &table.batches {
            batches.push(self.batch(batch, shape, row, ids)?);
            row += batch.num_rows() as u64;
        }
        Ok(Scored::new(Arc::clone(&shape.output), batches))
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
                lang: language::named(&options.lang)?,
                numbered: options.numbered,
            },
            last: Mutex::default(),
            given,
        })
    }

    /// Scores a table.
    fn score(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Py<Scored>> {
        let table = import(data)?;
        let scored = py.detach(|| {
            let shape = self.shape(&table.schema)?;
            let mut ids = match shape.places.id.filter(|_| self.options.check_ids) {
                Some(id) => Ids::of(table.batches.iter().filter_map(|b| b.columns().get(id))),
                None => Ids::default(),
            };
            self.table(&table, &shape, 0, &mut ids)
        });
        scored.map_err(|error| raise(py, error, None))?.into_object(py)
    }

    /// No rows: the columns that come out for the columns of a schema.
    fn empty(&self, py: Python<'_>, schema: &Bound<'_, PyAny>) -> PyResult<Scored> {
        let schema = import_schema(schema)?;
        let shape = py.detach(|| self.shape(&schema)).map_err(|error| raise(py, error, None))?;
        Ok(Scored::new(Arc::clone(&shape.output), Vec::new()))
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
    ) -> PyResult<Py<Scored>> {
        let width = names.len();
        let bytes: &[u8] = if rows * width == 0 {
            &[]
        } else {
            // SAFETY: `shisei.portfolio` passes the address of a contiguous array of so many
            // bytes, and holds it until this returns.
            unsafe { std::slice::from_raw_parts(address as *const u8, rows * width) }
        };
        let scored = py.detach(|| self.matrix(bytes, rows, &names));
        scored.map_err(|error| raise(py, error, None))?.into_object(py)
    }

    /// Ids of the controls, framework by framework.
    #[getter]
    fn controls(&self) -> Vec<String> {
        let controls = self.compiled.iter().flat_map(|compiled| compiled.core().controls());
        controls.map(|control| control.id.to_string()).collect()
    }
}
