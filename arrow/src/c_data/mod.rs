//! Tables through the C data interface. A producer is trusted to hand out memory that is there; what it
//! says about that memory is checked as far as it can be.

mod check;
#[cfg(test)]
mod tests;

use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array as _, ArrayRef, RecordBatch, RecordBatchOptions, StructArray, make_array};
use arrow_buffer::NullBuffer;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

/// Why something is no table.
#[derive(Debug)]
pub enum Unfit {
    /// It is an array of something else.
    NoTable(String),
    /// It breaks the format.
    Broken(ArrowError),
}

impl From<ArrowError> for Unfit {
    fn from(error: ArrowError) -> Self {
        Self::Broken(error)
    }
}

/// Batches of one schema.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
}

fn broken(what: impl Into<String>) -> ArrowError {
    ArrowError::CDataInterface(what.into())
}

/// What `work` gives: where the library panics over something that was not checked, an error.
fn caught<T>(work: impl FnOnce() -> Result<T, ArrowError>) -> Result<T, ArrowError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken("it contradicts itself")))
}

/// What a schema calls itself, whatever its type.
///
/// # Safety
/// A producer of the interface wrote it.
#[cfg(any(test, feature = "polars"))]
pub unsafe fn name(schema: &FFI_ArrowSchema) -> Result<&str, ArrowError> {
    // SAFETY: the caller says so.
    unsafe { check::schema(schema) }?;
    Ok(schema.name().unwrap_or_default())
}

/// The name and type that a schema describes.
///
/// # Safety
/// A producer of the interface wrote it.
pub unsafe fn field(schema: &FFI_ArrowSchema) -> Result<Field, ArrowError> {
    // SAFETY: the caller says so.
    unsafe { check::schema(schema) }?;
    caught(|| Field::try_from(schema))
}

/// The columns that a schema describes.
///
/// # Safety
/// A producer of the interface wrote it.
pub unsafe fn schema(schema: &FFI_ArrowSchema) -> Result<SchemaRef, Unfit> {
    // SAFETY: the caller says so.
    let field = unsafe { field(schema) }?;
    match field.data_type() {
        DataType::Struct(fields) => {
            let metadata = field.metadata().clone();
            Ok(Arc::new(Schema::new(fields.clone()).with_metadata(metadata)))
        }
        other => Err(Unfit::NoTable(other.to_string())),
    }
}

/// Takes over an array of rows.
///
/// # Safety
/// A producer of the interface wrote both.
pub unsafe fn of_array(given: &FFI_ArrowSchema, array: FFI_ArrowArray) -> Result<Table, Unfit> {
    // SAFETY: the caller says so.
    let (schema, rows) = unsafe {
        let schema = schema(given)?;
        let rows = rows(&schema, array)?;
        (schema, rows)
    };
    Ok(joined(schema, vec![rows])?)
}

/// Takes over a stream of rows.
///
/// # Safety
/// A producer of the interface wrote it.
pub unsafe fn of_stream(mut stream: FFI_ArrowArrayStream) -> Result<Table, Unfit> {
    let (Some(_), Some(get_schema), Some(get_next)) =
        (stream.release(), stream.get_schema(), stream.get_next())
    else {
        return Err(broken("the stream was released").into());
    };
    let mut given = FFI_ArrowSchema::empty();
    // SAFETY: the function belongs to the stream, which was not released; it writes a schema.
    let failed = unsafe { get_schema(&raw mut stream, &raw mut given) } != 0;
    if failed {
        return Err(failure(&mut stream).into());
    }
    // SAFETY: the stream wrote it.
    let schema = unsafe { schema(&given) }?;
    let mut batches = Vec::new();
    loop {
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: the function belongs to the stream, which was not released; it writes an array.
        let failed = unsafe { get_next(&raw mut stream, &raw mut array) } != 0;
        if failed {
            return Err(failure(&mut stream).into());
        }
        if array.is_released() {
            return Ok(joined(schema, batches)?);
        }
        // SAFETY: the stream wrote it.
        batches.push(unsafe { rows(&schema, array) }?);
    }
}

/// What the producer says about the call that failed.
fn failure(stream: &mut FFI_ArrowArrayStream) -> ArrowError {
    let said = stream.get_last_error().and_then(|get_last_error| {
        // SAFETY: the function belongs to the stream, whose last call failed; the text is read
        // before the next call.
        unsafe {
            let text = get_last_error(std::ptr::from_mut(stream));
            (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned())
        }
    });
    broken(said.unwrap_or_else(|| "the producer failed".to_owned()))
}

/// # Safety
/// A producer of the interface wrote the array.
unsafe fn rows(schema: &SchemaRef, array: FFI_ArrowArray) -> Result<StructArray, ArrowError> {
    let kind = DataType::Struct(schema.fields().clone());
    // SAFETY: the caller says so.
    caught(|| Ok(StructArray::from(unsafe { taken(&kind, array) }?)))
}

/// The values of an array of this type.
///
/// # Safety
/// A producer of the interface wrote the array.
#[cfg(any(test, feature = "polars"))]
pub unsafe fn values(kind: &DataType, array: FFI_ArrowArray) -> Result<ArrayRef, ArrowError> {
    // SAFETY: the caller says so.
    caught(|| Ok(make_array(unsafe { taken(kind, array) }?)))
}

/// # Safety
/// A producer of the interface wrote the array.
unsafe fn taken(kind: &DataType, mut array: FFI_ArrowArray) -> Result<ArrayData, ArrowError> {
    // SAFETY: the caller says so.
    unsafe { check::array(&array, kind) }?;
    // SAFETY: it was just checked, and was handed over to us.
    unsafe { check::without_buffers(&mut array, kind) };
    // SAFETY: the caller says so, and it has the buffers and children of an array of this type.
    unsafe { from_ffi_and_data_type(array, kind.clone()) }
}

/// Batches of one schema. A row that is null has a null in every column.
fn joined(schema: SchemaRef, rows: Vec<StructArray>) -> Result<Table, ArrowError> {
    let some_null = rows.iter().any(|rows| rows.null_count() > 0);
    let schema = if some_null { nullable(&schema) } else { schema };
    let batches = rows.into_iter().map(|rows| {
        let count = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        let (_, mut columns, nulls) = rows.into_parts();
        if let Some(nulls) = nulls.filter(|nulls| nulls.null_count() > 0) {
            columns = columns.into_iter().map(|column| without(column, &nulls)).collect();
        }
        RecordBatch::try_new_with_options(Arc::clone(&schema), columns, &count)
    });
    let batches = batches.collect::<Result<_, _>>()?;
    Ok(Table { schema, batches })
}

fn nullable(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter();
    let fields = fields.map(|field| Arc::new(Field::clone(field).with_nullable(true)));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()).with_metadata(schema.metadata().clone()))
}

/// The column with further nulls. Unions and runs have no room for them.
fn without(column: ArrayRef, nulls: &NullBuffer) -> ArrayRef {
    let roomless =
        |kind: &DataType| matches!(kind, DataType::Union(..) | DataType::RunEndEncoded(..));
    if matches!(column.data_type(), DataType::Null) || roomless(column.data_type()) {
        return column;
    }
    let nulls = NullBuffer::union(column.nulls(), Some(nulls));
    let builder = column.to_data().into_builder().nulls(nulls);
    // SAFETY: the buffers are those of the column, and the bits are as many as it has rows.
    make_array(unsafe { builder.build_unchecked() })
}
