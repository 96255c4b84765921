//! What is asked of every row, as Python says it.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use shisei::{ErrorKind, json};
use shisei_arrow::Question;

use crate::error::raise;
use crate::framework::Framework;
use crate::input::Reader;

/// A question with its name and its arguments, checked in Python as far as their names go.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Given<'py> {
    ask: String,
    arguments: Bound<'py, PyDict>,
}

/// How many findings, and whether each has a column of its own.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Steps {
    top: usize,
    wide: bool,
}

/// The framework to fill, or one of its tiers, and whether controls are listed.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Filled<'py> {
    to: Bound<'py, Framework>,
    tier: Option<String>,
    lists: bool,
}

/// The scheme, and whether its entries are listed.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Referred {
    scheme: String,
    lists: bool,
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
        "next-steps" => {
            let Steps { top, wide } = arguments.extract()?;
            Question::NextSteps { top, wide }
        }
        "carry-over" => {
            let Filled { to, tier, lists } = arguments.extract()?;
            Question::CarryOver { to: to.get().core().clone(), tier, lists }
        }
        "references" => {
            let Referred { scheme, lists } = arguments.extract()?;
            Question::References { scheme, lists }
        }
        _ => Question::Scores,
    })
}
