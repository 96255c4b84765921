//! What is counted: points, coverage, tallies.

use pyo3::prelude::*;
use shisei::assessment;

use crate::kept::{kept, plain};
use crate::names::{json_name, member};
use crate::object::{Reduced, hash};

/// Points as a range: `low` and `high` are equal once everything is answered.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Points(pub assessment::Points);

#[pymethods]
impl Points {
    /// The fewest points that the unanswered controls can still lead to.
    #[getter]
    fn low(&self) -> i64 {
        self.0.low
    }

    /// The most points that the unanswered controls can still lead to.
    #[getter]
    fn high(&self) -> i64 {
        self.0.high
    }

    /// The fewest points that the applicable controls can give.
    #[getter]
    fn min(&self) -> i64 {
        self.0.min
    }

    /// The most points that the applicable controls can give.
    #[getter]
    fn max(&self) -> i64 {
        self.0.max
    }

    /// The points, when they are certain.
    #[getter]
    fn value(&self) -> Option<i64> {
        self.0.value()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Points", None, &self.0)
    }

    fn __repr__(&self) -> String {
        let assessment::Points { low, high, min, max, .. } = self.0;
        format!("Points(low={low}, high={high}, min={min}, max={max})")
    }

    fn __hash__(&self) -> u64 {
        hash((self.0.low, self.0.high, self.0.min, self.0.max))
    }
}

/// The share of applicable controls that is covered, as a range of exact fractions.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Coverage(pub assessment::Coverage);

fn fraction(py: Python<'_>, ratio: assessment::Ratio) -> PyResult<Bound<'_, PyAny>> {
    py.import("fractions")?.getattr("Fraction")?.call1((ratio.credit, ratio.of))
}

#[pymethods]
impl Coverage {
    /// With every unanswered control unmet.
    #[getter]
    fn low<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        fraction(py, self.0.low)
    }

    /// With every unanswered control met.
    #[getter]
    fn high<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        fraction(py, self.0.high)
    }

    /// The share, when it is certain.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        (self.0.low == self.0.high).then(|| fraction(py, self.0.low)).transpose()
    }

    /// `low` and `high` in whole percent, rounded down, for display only.
    #[getter]
    fn percent(&self) -> (u64, u64) {
        (self.0.low.percent(), self.0.high.percent())
    }

    /// Whether the publisher counts so, or we do.
    #[getter]
    fn origin<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Origin", self.0.origin)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Coverage", None, &self.0)
    }

    fn __repr__(&self) -> String {
        let assessment::Coverage { low, high, origin, .. } = self.0;
        format!(
            "Coverage(low={}/{}, high={}/{}, origin={})",
            low.credit,
            low.of,
            high.credit,
            high.of,
            json_name(origin)
        )
    }

    fn __hash__(&self) -> u64 {
        hash((self.0.low.credit, self.0.high.credit, self.0.low.of))
    }
}

/// How many controls are in each state.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Tally(pub assessment::Tally);

#[pymethods]
impl Tally {
    /// Done as asked.
    #[getter]
    fn met(&self) -> u32 {
        self.0.met
    }

    /// Done in part.
    #[getter]
    fn partial(&self) -> u32 {
        self.0.partial
    }

    /// Not done.
    #[getter]
    fn unmet(&self) -> u32 {
        self.0.unmet
    }

    /// Answered "don't know".
    #[getter]
    fn unknown(&self) -> u32 {
        self.0.unknown
    }

    /// Not answered.
    #[getter]
    fn unanswered(&self) -> u32 {
        self.0.unanswered
    }

    /// Does not apply.
    #[getter]
    fn not_applicable(&self) -> u32 {
        self.0.not_applicable
    }

    /// Risk accepted with a reason.
    #[getter]
    fn accepted(&self) -> u32 {
        self.0.accepted
    }

    /// All controls counted.
    #[getter]
    fn total(&self) -> u32 {
        self.0.total()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Tally", None, &self.0)
    }

    fn __repr__(&self) -> String {
        let assessment::Tally {
            met,
            partial,
            unmet,
            unknown,
            unanswered,
            not_applicable,
            accepted,
            ..
        } = self.0;
        format!(
            "Tally(met={met}, partial={partial}, unmet={unmet}, unknown={unknown}, \
             unanswered={unanswered}, not_applicable={not_applicable}, accepted={accepted})"
        )
    }

    fn __hash__(&self) -> u64 {
        hash((self.0.met, self.0.partial, self.0.unmet, self.0.unknown, self.0.unanswered))
    }
}
