//! Ctrl-C during a run, and the errors that end one.

use std::cell::RefCell;

use pyo3::exceptions::{PyKeyboardInterrupt, PyMemoryError, PyValueError};
use pyo3::prelude::*;
use shisei_arrow::Error;

use crate::error::raise;
use crate::files::refused;

/// Whether Python has something to say to a run that holds no lock of it.
#[derive(Default)]
pub struct Signals(RefCell<Option<PyErr>>);

impl Signals {
    #[allow(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime")]
    pub fn stop(&self) -> bool {
        match Python::attach(|py| py.check_signals()) {
            Ok(()) => false,
            Err(error) => {
                self.0.replace(Some(error));
                true
            }
        }
    }

    /// What a signal raised.
    pub fn raised(self) -> Option<PyErr> {
        self.0.into_inner()
    }
}

/// The exception for an error of the engine; `raised` is what a signal raised.
pub fn exception(py: Python<'_>, error: Error, raised: Option<PyErr>) -> PyErr {
    match error {
        Error::Refused(error) => raise(py, error, None),
        Error::File(error) => refused(py, &error),
        Error::Memory { .. } => PyMemoryError::new_err(error.to_string()),
        Error::Stopped => raised.unwrap_or_else(|| PyKeyboardInterrupt::new_err(())),
        error => PyValueError::new_err(error.to_string()),
    }
}

/// Scores without a lock of Python, until a signal comes.
pub fn detached<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(&dyn Fn() -> bool) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let (done, raised) = py.detach(|| {
        let signals = Signals::default();
        let done = work(&|| signals.stop());
        (done, signals.raised())
    });
    done.map_err(|error| exception(py, error, raised))
}
