//! A portfolio as Python describes it, compiled once.

use std::collections::{BTreeSet, HashSet};
use std::num::NonZero;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PyTuple, PyType};
use shisei_arrow::arrow_schema::DataType;
use shisei_arrow::{Absent, Duplicates, Integers, Keep, Numbers, OnError, Portfolio, python};

use super::question::question;
use super::scored::Scored;
use super::stopped::{detached, exception};
use crate::error::Problem;
use crate::framework::Framework;
use crate::language;

/// Scores tables: compiled once, used for as many batches as come.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioScorer {
    engine: shisei_arrow::PortfolioScorer,
    /// What the scorer was made from, for a copy in another process.
    frameworks: Vec<Py<Framework>>,
    options: Py<PyDict>,
}

/// A column: its framework, its control, its position, why, and the choice that it is for.
type Matched = (usize, usize, usize, &'static str, Option<u8>);

/// What a scorer is made from.
type Made = (Vec<Py<Framework>>, Py<PyDict>);

/// What a caller says about the data, checked in Python.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Given<'py> {
    question: Option<Bound<'py, PyDict>>,
    id: Option<String>,
    columns: Vec<(String, String)>,
    mapping: Vec<(Option<String>, String, String)>,
    numbers: Option<String>,
    absent_allowed: bool,
    report: bool,
    keep: Option<Vec<String>>,
    kept: String,
    select: Option<HashSet<String>>,
    prefix: String,
    check_ids: bool,
    smallest: bool,
    threads: NonZero<usize>,
    numbered: bool,
    lang: String,
}

impl Given<'_> {
    fn portfolio<'a>(
        self,
        frameworks: impl Iterator<Item = &'a shisei::Framework>,
    ) -> PyResult<Portfolio> {
        let mut portfolio = Portfolio::new(frameworks)
            .ask(question(self.question.as_ref())?)
            .threads(self.threads)
            .prefix(self.prefix)
            .lang(language::named(&self.lang)?)
            .keep(match self.keep {
                Some(columns) => Keep::Columns(columns),
                None => match self.kept.as_str() {
                    "all" => Keep::All,
                    "answers" => Keep::Answers,
                    _ => Keep::Others,
                },
            })
            .absent(if self.absent_allowed { Absent::Unanswered } else { Absent::Refuse })
            .on_error(if self.report { OnError::Report } else { OnError::Stop })
            .duplicates(if self.check_ids { Duplicates::Check } else { Duplicates::Ignore })
            .integers(if self.smallest { Integers::Smallest } else { Integers::Int16 });
        portfolio = match self.numbers.as_deref() {
            Some("points") => portfolio.numbers(Numbers::Points),
            Some("from-0") => portfolio.numbers(Numbers::FromZero),
            Some("from-1") => portfolio.numbers(Numbers::FromOne),
            _ => portfolio,
        };
        if let Some(id) = self.id {
            portfolio = portfolio.id(id);
        }
        if let Some(select) = self.select {
            portfolio = portfolio.select(select);
        }
        if !self.numbered {
            portfolio = portfolio.unnumbered();
        }
        for (name, control) in self.columns {
            portfolio = portfolio.column(name, control);
        }
        for (control, text, choice) in self.mapping {
            portfolio = match control {
                Some(control) => portfolio.spelling_of(control, text, choice),
                None => portfolio.spelling(text, choice),
            };
        }
        Ok(portfolio)
    }
}

/// The fields of an `OutputColumn`, in order.
type ColumnFields<'py> = (
    String,
    Option<String>,
    &'static str,
    Option<String>,
    Option<&'static str>,
    &'static str,
    Bound<'py, PyTuple>,
    String,
    String,
);

/// A type by the word that tables use for it.
fn type_name(kind: &DataType) -> &'static str {
    match kind {
        DataType::Int8 => "int8",
        DataType::Int16 => "int16",
        DataType::Int64 => "int64",
        DataType::Dictionary(_, _) => "enum",
        DataType::List(_) => "list",
        _ => "string",
    }
}

impl PortfolioScorer {
    pub fn engine(&self) -> &shisei_arrow::PortfolioScorer {
        &self.engine
    }
}

/// A name that tables take without quotes, for something with an id.
#[pyfunction]
#[pyo3(signature = (id, kind="column"))]
pub fn column_name(id: &str, kind: &str) -> String {
    shisei_arrow::column_name(id, kind)
}

#[pymethods]
impl PortfolioScorer {
    #[new]
    fn new(
        py: Python<'_>,
        frameworks: Vec<Py<Framework>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let given: Given<'_> = options.extract()?;
        let portfolio = given.portfolio(frameworks.iter().map(|it| it.bind(py).get().core()))?;
        let engine = portfolio.compile().map_err(|error| exception(py, error, None))?;
        Ok(Self { engine, frameworks, options: options.copy()?.unbind() })
    }

    /// Scores a table.
    fn score(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Py<Scored>> {
        let table = python::table(data)?;
        let scored = detached(py, |stop| {
            let scored = self.engine.score_all(&table.schema, &table.batches, stop)?;
            match scored.first() {
                Some(first) => Ok((first.schema(), scored)),
                None => Ok((self.engine.schema(&table.schema)?, scored)),
            }
        })?;
        Scored::from(scored).reading(&table.schema).into_object(py)
    }

    /// No rows: the columns that come out for the columns of a schema.
    fn empty(&self, py: Python<'_>, schema: &Bound<'_, PyAny>) -> PyResult<Scored> {
        let schema = python::schema(schema)?;
        let output = detached(py, |_| self.engine.schema(&schema))?;
        Ok(Scored::from((output, Vec::new())))
    }

    /// The controls that a heading or a cell names, one of each framework at most.
    fn answered_by(&self, py: Python<'_>, name: &str) -> PyResult<Vec<&str>> {
        self.engine.answered_by(name).map_err(|error| exception(py, error, None))
    }

    /// Positions of the columns of a table that are carried along.
    fn carried(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
        let table = python::table(data)?;
        detached(py, |_| self.engine.carried(&table.schema))
    }

    /// Names of the columns that are carried along by name; `None` if something else decides.
    #[getter]
    fn keep<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.options.bind(py).get_item("keep")
    }

    /// Positions of the columns of a table that hold answers, whether or not it can be scored.
    fn answering(&self, columns: Vec<PyBackedStr>) -> BTreeSet<usize> {
        self.engine.answering(&lent(&columns))
    }

    /// Which column answers which control and why; the controls without one; everything wrong.
    fn match_columns(
        &self,
        columns: Vec<PyBackedStr>,
    ) -> (Vec<Matched>, Vec<(usize, usize)>, Vec<Problem>) {
        let found = self.engine.match_columns(&lent(&columns));
        let (mut matched, mut missing) = (Vec::new(), Vec::new());
        for (framework, (places, choices)) in found.places.iter().zip(&found.choices).enumerate() {
            for (control, (place, choices)) in places.iter().zip(choices).enumerate() {
                for place in place.iter().chain(choices) {
                    let reason = place.reason.as_str();
                    matched.push((framework, control, place.column, reason, place.choice));
                }
                if place.is_none() && choices.is_empty() {
                    missing.push((framework, control));
                }
            }
        }
        let problems = found.problems.into_iter().chain(found.missing).map(Problem::from);
        (matched, missing, problems.collect())
    }

    /// The answers of one row of named texts, as the ids of choices by control; what is unanswered
    /// is left out.
    fn row(
        &self,
        py: Python<'_>,
        answers: Vec<(String, Option<String>)>,
    ) -> PyResult<Vec<(String, String)>> {
        detached(py, |_| self.engine.row(&answers))
    }

    fn __reduce__(&self, py: Python<'_>) -> (Py<PyType>, Made) {
        let frameworks = self.frameworks.iter().map(|framework| framework.clone_ref(py)).collect();
        (py.get_type::<Self>().unbind(), (frameworks, self.options.clone_ref(py)))
    }

    /// Scores a matrix of one byte a number, which a `DLPack` capsule lends: a row of it answers the
    /// controls in order.
    fn score_matrix(&self, py: Python<'_>, capsule: &Bound<'_, PyAny>) -> PyResult<Py<Scored>> {
        let names: Vec<&str> = self.engine.controls().collect();
        let scored = python::with_matrix(capsule, &names, |matrix| {
            detached(py, |stop| self.engine.score_matrix(matrix, stop))
        })??;
        Scored::from((scored.schema(), vec![scored])).into_object(py)
    }

    /// Says that it is meant by a Polars expression that was made with these bytes.
    fn lend(&self, expression: &[u8]) {
        shisei_arrow::polars::lend(expression, &self.engine);
    }

    /// The column of ids.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.options.bind(py).get_item("id")
    }

    /// The columns that it adds to a table, field by field of `OutputColumn`.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Vec<ColumnFields<'py>>> {
        let columns = self.engine.columns().into_iter();
        let fields = columns.map(|column| {
            let kind = type_name(&column.data_type);
            let outcomes = PyTuple::new(py, column.outcomes)?;
            let (ja, en) = (column.title.ja.into_owned(), column.title.en.into_owned());
            let (what, unit) = (column.what.as_str(), column.what.unit());
            Ok((column.name, column.framework, what, column.group, unit, kind, outcomes, ja, en))
        });
        fields.collect()
    }

    /// Names of the controls, framework by framework: ids, after the reference of their framework
    /// where there are several.
    #[getter]
    fn controls(&self) -> Vec<&str> {
        self.engine.controls().collect()
    }
}

fn lent(names: &[PyBackedStr]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}
