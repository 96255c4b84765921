//! Tables as texts, for what looks at their rows in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
use shisei_arrow::arrow_schema::{DataType, Field, Schema};
use shisei_arrow::{cell_text, python};

use crate::portfolio::{Scored, exception};

/// A column: its name, what it holds, and the text of each cell.
type Texts = (String, String, Vec<Option<String>>);

/// The columns of a table as texts.
#[pyfunction]
pub fn _cells(data: &Bound<'_, PyAny>) -> PyResult<Vec<Texts>> {
    let table = python::batch(data)?;
    let columns = table.schema.fields().iter().enumerate().map(|(at, field)| {
        let arrays = table.batches.iter().filter_map(|batch| batch.columns().get(at));
        let texts = |array: &ArrayRef| {
            (0..array.len()).map(|row| cell_text(array.as_ref(), row)).collect::<Vec<_>>()
        };
        (field.name().clone(), kind(field.data_type()), arrays.flat_map(texts).collect())
    });
    Ok(columns.collect())
}

/// What a column holds, in the words of other libraries.
fn kind(kind: &DataType) -> String {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "string".to_owned(),
        DataType::Boolean => "bool".to_owned(),
        kind => kind.to_string().to_lowercase(),
    }
}

/// A table of texts.
#[pyfunction]
pub fn _texts(py: Python<'_>, columns: Vec<(String, Vec<Option<String>>)>) -> PyResult<Py<Scored>> {
    let fields = columns.iter().map(|(name, _)| Field::new(name, DataType::Utf8, true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, texts)| Arc::new(StringArray::from(texts)) as _);
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays.collect());
    let batch = batch.map_err(|error| exception(py, error.into(), None))?;
    Scored::from((schema, vec![batch])).into_object(py)
}
