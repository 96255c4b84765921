//! The Arrow `PyCapsule` interface, both ways, without a copy.

use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{
    Array as _, RecordBatch, RecordBatchIterator, RecordBatchReader as _, StructArray,
};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

/// Batches of one schema.
pub struct Table {
    pub schema: SchemaRef,
    pub batches: Vec<RecordBatch>,
}

impl Table {
    pub fn rows(&self) -> u64 {
        self.batches.iter().map(|batch| batch.num_rows() as u64).sum()
    }
}

fn refused(error: &ArrowError) -> PyErr {
    PyValueError::new_err(format!("the Arrow data cannot be read: {error}"))
}

/// The columns of an object, without its rows.
pub fn import_schema(object: &Bound<'_, PyAny>) -> PyResult<SchemaRef> {
    let capsule = object.call_method0("__arrow_c_schema__")?;
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_schema"))?;
    // SAFETY: the name says what the capsule holds; it is lent for the time of the call.
    let schema = unsafe { pointer.cast::<FFI_ArrowSchema>().as_ref() };
    Ok(Arc::new(Schema::try_from(schema).map_err(|error| refused(&error))?))
}

/// Takes over whatever the object hands out: first a stream, which a table has.
pub fn import(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    offered(object, [(STREAM, stream), (ARRAY, array)])
}

/// Takes over whatever the object hands out: first an array, which a batch hands over sooner.
pub fn import_batch(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    offered(object, [(ARRAY, array), (STREAM, stream)])
}

type Taken = fn(&Bound<'_, PyAny>) -> PyResult<Table>;

const STREAM: &str = "__arrow_c_stream__";
const ARRAY: &str = "__arrow_c_array__";

/// In this order: to find that a method is not there takes Python as long as to take over a table.
fn offered(object: &Bound<'_, PyAny>, methods: [(&str, Taken); 2]) -> PyResult<Table> {
    for (method, take) in methods {
        if object.hasattr(method)? {
            return take(&object.call_method0(method)?);
        }
    }
    let class = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("`{class}` does not offer the Arrow PyCapsule interface")))
}

fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<Table> {
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast();
    // SAFETY: the name says what the capsule holds; the stream is moved out, which the interface
    // allows once, and marked as released by `from_raw`.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    let reader = reader.map_err(|error| refused(&error))?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>().map_err(|error| refused(&error))?;
    Ok(Table { schema, batches })
}

fn array(pair: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) =
        pair.cast::<PyTuple>()?.extract()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: the names say what the capsules hold; the array is moved out, the schema is lent for
    // the time of the call.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    let batch = RecordBatch::from(StructArray::from(data.map_err(|error| refused(&error))?));
    Ok(Table { schema: batch.schema(), batches: vec![batch] })
}

/// Scored rows: any library that reads the Arrow `PyCapsule` interface can take them over.
#[pyclass(frozen, subclass, module = "shisei")]
pub struct Scored {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

/// Scored rows in one piece: libraries take an array over sooner than a stream.
#[pyclass(frozen, extends = Scored, module = "shisei._shisei")]
pub struct ScoredBatch;

impl Scored {
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
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
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
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

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<shisei.Scored: {} rows, {} columns>", self.__len__(), self.schema.fields().len())
    }
}
