//! Scored rows, handed out through the Arrow `PyCapsule` interface without a copy.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use shisei_arrow::arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use shisei_arrow::arrow_array::ffi_stream::FFI_ArrowArrayStream;
use shisei_arrow::arrow_array::{
    Array as _, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
};
use shisei_arrow::arrow_schema::{ArrowError, DataType, SchemaRef};

fn refused(error: &ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Rows as an Arrow stream, for another library to take over.
pub fn arrow_stream(
    py: Python<'_>,
    rows: impl RecordBatchReader + Send + 'static,
) -> PyResult<Bound<'_, PyCapsule>> {
    let stream = FFI_ArrowArrayStream::new(Box::new(rows));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

/// Scored rows: any library that reads the Arrow `PyCapsule` interface can take them over.
#[pyclass(frozen, subclass, module = "shisei")]
pub struct Scored {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    addresses: bool,
}

/// Scored rows in one piece: libraries take an array over sooner than a stream.
#[pyclass(frozen, extends = Scored, module = "shisei._shisei")]
pub struct ScoredBatch;

/// Whether a column holds values of eight bytes, as memory addresses are.
fn has_addresses(schema: &SchemaRef) -> bool {
    let kind = DataType::FixedSizeBinary(8);
    schema.fields().iter().any(|field| *field.data_type() == kind)
}

impl Scored {
    /// The scores of a table with these columns.
    pub fn reading(mut self, table: &SchemaRef) -> Self {
        self.addresses = has_addresses(table);
        self
    }

    /// The rows as Python gets them.
    pub fn into_object(self, py: Python<'_>) -> PyResult<Py<Self>> {
        if self.batches.len() <= 1 {
            let batch = PyClassInitializer::from(self).add_subclass(ScoredBatch);
            return Ok(Bound::new(py, batch)?.into_super().unbind());
        }
        Py::new(py, self)
    }
}

impl From<(SchemaRef, Vec<RecordBatch>)> for Scored {
    fn from((schema, batches): (SchemaRef, Vec<RecordBatch>)) -> Self {
        Self { addresses: has_addresses(&schema), schema, batches }
    }
}

#[pymethods]
impl ScoredBatch {
    /// The columns and the rows, as an Arrow schema and an Arrow array.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "tuple[object, object]")]
    fn __arrow_c_array__<'py>(
        scored: &Bound<'py, Self>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let (py, scored) = (scored.py(), scored.as_super().get());
        let batch = scored.batches.first().cloned();
        let batch = batch.unwrap_or_else(|| RecordBatch::new_empty(Arc::clone(&scored.schema)));
        let array = FFI_ArrowArray::new(&StructArray::from(batch).to_data());
        Ok((scored.__arrow_c_schema__(py)?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }
}

#[pymethods]
impl Scored {
    /// The rows as an Arrow stream.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        arrow_stream(py, RecordBatchIterator::new(batches, Arc::clone(&self.schema)))
    }

    /// The columns as an Arrow schema.
    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema).map_err(|error| refused(&error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Whether a column that was read or carried along holds what may be memory addresses.
    #[getter]
    fn _has_addresses(&self) -> bool {
        self.addresses
    }

    /// Some of the rows.
    fn _slice(&self, py: Python<'_>, start: usize, rows: usize) -> PyResult<Py<Self>> {
        let (mut from, mut left) = (start, rows);
        let mut batches = Vec::new();
        for batch in &self.batches {
            let here = batch.num_rows().saturating_sub(from).min(left);
            if here > 0 {
                batches.push(batch.slice(from, here));
            }
            (from, left) = (from.saturating_sub(batch.num_rows()), left - here);
        }
        Self::from((Arc::clone(&self.schema), batches)).into_object(py)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<shisei.Scored: {} rows, {} columns>", self.__len__(), self.schema.fields().len())
    }
}
