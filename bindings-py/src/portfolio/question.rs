//! What is asked of every row, as Python says it.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use shisei::{ErrorKind, json};
use shisei_arrow::Question;

use crate::error::raise;
use crate::input::Reader;

/// A question with its name and its arguments, checked in Python as far as their names go.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Given<'py> {
    ask: String,
    arguments: Bound<'py, PyDict>,
}

/// The question; without one, scores are asked for.
pub fn question(given: Option<&Bound<'_, PyDict>>) -> PyResult<Question> {
    let Some(given) = given else { return Ok(Question::Scores) };
    let py = given.py();
    let Given { ask, arguments } = given.extract()?;
    Ok(match &*ask {
        "plan" => {
            let arguments = Reader::new(ErrorKind::InvalidArgument).read(arguments.as_any())?;
            let planning = json::planning(&arguments).map_err(|error| raise(py, error, None))?;
            Question::Plan { goal: planning.0, options: planning.1 }
        }
        _ => Question::Scores,
    })
}
