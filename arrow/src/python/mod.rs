//! Data from Python: tables through the Arrow `PyCapsule` interface, matrices through `DLPack`. Nothing
//! is copied.
//!
//! A producer is trusted to hand out memory that is there; what it says about that memory is checked
//! as far as it can be, and is a `ValueError` where it cannot be right.

mod dlpack;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::SchemaRef;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

pub use dlpack::with_matrix;

pub use crate::c_data::Table;
use crate::c_data::{self, Unfit};

impl From<Unfit> for PyErr {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::NoTable(what) => {
                PyTypeError::new_err(format!("a table is needed, and this is an array of {what}"))
            }
            Unfit::Broken(error) => {
                PyValueError::new_err(format!("the Arrow data cannot be read: {error}"))
            }
        }
    }
}

/// The columns of an object, without its rows.
///
/// # Errors
/// `TypeError` where it is no table, `ValueError` where it breaks the format.
pub fn schema(object: &Bound<'_, PyAny>) -> PyResult<SchemaRef> {
    let capsule = object.call_method0("__arrow_c_schema__")?;
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_schema"))?;
    // SAFETY: the name says what the capsule holds; it is lent for the time of the call.
    Ok(unsafe { c_data::schema(pointer.cast::<FFI_ArrowSchema>().as_ref()) }?)
}

/// Takes over whatever the object hands out: first a stream, which a table has.
///
/// # Errors
/// `TypeError` where it is no table, `ValueError` where it breaks the format.
pub fn table(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    offered(object, [(STREAM, stream), (ARRAY, array)])
}

/// Takes over whatever the object hands out: first an array, which a batch hands over sooner.
///
/// # Errors
/// `TypeError` where it is no table, `ValueError` where it breaks the format.
pub fn batch(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    offered(object, [(ARRAY, array), (STREAM, stream)])
}

type Taken = fn(&Bound<'_, PyAny>) -> PyResult<Table>;

const STREAM: &str = "__arrow_c_stream__";
const ARRAY: &str = "__arrow_c_array__";

/// In this order: to find that a method is not there takes Python as long as to take over a table.
fn offered(object: &Bound<'_, PyAny>, methods: [(&str, Taken); 2]) -> PyResult<Table> {
    for (method, take) in methods {
        if let Some(offer) = object.getattr_opt(method)? {
            return take(&offer.call0()?);
        }
    }
    let class = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("`{class}` does not offer the Arrow PyCapsule interface")))
}

fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<Table> {
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    let pointer = pointer.cast::<FFI_ArrowArrayStream>();
    // SAFETY: the name says what the capsule holds; the stream is moved out, which the interface
    // allows once, and marked as released by `from_raw`.
    Ok(unsafe { c_data::of_stream(FFI_ArrowArrayStream::from_raw(pointer.as_ptr())) }?)
}

fn array(pair: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) =
        pair.cast::<PyTuple>()?.extract()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: the names say what the capsules hold; the array is moved out, which the interface
    // allows once, and the schema is lent for the time of the call.
    let table =
        unsafe { c_data::of_array(schema.as_ref(), FFI_ArrowArray::from_raw(array.as_ptr())) };
    Ok(table?)
}
