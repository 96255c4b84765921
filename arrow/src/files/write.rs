//! Scored rows as CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int16Type;
use arrow_array::{Array, PrimitiveArray, RecordBatch};
use arrow_schema::Schema;

use crate::cell::{bytes, text};

/// Writes the names of the columns as a row of CSV.
///
/// # Errors
/// Those of `out`.
pub fn write_header(out: &mut dyn Write, schema: &Schema, separator: u8) -> io::Result<()> {
    let mut line = Vec::new();
    for (at, field) in schema.fields().iter().enumerate() {
        if at > 0 {
            line.push(separator);
        }
        cell(field.name().as_bytes(), separator, &mut line);
    }
    line.extend_from_slice(b"\r\n");
    out.write_all(&line)
}

/// Writes rows as CSV.
///
/// Cells are quoted where they must be, and null is an empty cell. The rows are for programs: a text
/// that a spreadsheet would take for a formula stays as it is.
///
/// # Errors
/// Those of `out`.
pub fn write_rows(out: &mut dyn Write, batch: &RecordBatch, separator: u8) -> io::Result<()> {
    let mut line = Vec::new();
    let columns: Vec<_> = batch.columns().iter().map(|column| Texts::of(column.as_ref())).collect();
    for row in 0..batch.num_rows() {
        line.clear();
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                line.push(separator);
            }
            column.write(row, separator, &mut line);
        }
        line.extend_from_slice(b"\r\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// A column that becomes text.
pub(super) enum Texts<'a> {
    /// Texts of a dictionary, and which of them each row has.
    Few {
        array: &'a dyn Array,
        texts: Vec<Vec<u8>>,
        keys: Vec<usize>,
    },
    Numbers(&'a PrimitiveArray<Int16Type>),
    Other(&'a dyn Array),
}

/// Texts of a dictionary that are written once.
const FEW: usize = 256;

impl<'a> Texts<'a> {
    pub fn of(array: &'a dyn Array) -> Self {
        if let Some(numbers) = array.as_primitive_opt() {
            return Self::Numbers(numbers);
        }
        match array.as_any_dictionary_opt() {
            Some(dictionary) if (1..=FEW).contains(&dictionary.values().len()) => {
                let values = dictionary.values();
                let value = |at| text(values.as_ref(), at).unwrap_or_default().into_bytes();
                let texts = (0..values.len()).map(value).collect();
                Self::Few { array, texts, keys: dictionary.normalized_keys() }
            }
            _ => Self::Other(array),
        }
    }

    fn write(&self, row: usize, separator: u8, line: &mut Vec<u8>) {
        match self {
            Self::Numbers(numbers) if numbers.is_valid(row) => {
                line.extend_from_slice(itoa::Buffer::new().format(numbers.value(row)).as_bytes());
            }
            _ => {
                if let Some(value) = self.value(row) {
                    cell(&value, separator, line);
                }
            }
        }
    }

    /// The text of a cell: what no cell holds as JSON; none for null.
    pub fn value(&self, row: usize) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Few { array, texts, keys } => {
                let text = keys.get(row).and_then(|&key| texts.get(key));
                array.is_valid(row).then(|| text.map_or(&[][..], Vec::as_slice).into())
            }
            Self::Numbers(numbers) => {
                numbers.is_valid(row).then(|| numbers.value(row).to_string().into_bytes().into())
            }
            Self::Other(array) if array.is_null(row) => None,
            Self::Other(array) => Some(match bytes(*array, row) {
                Some(bytes) => bytes.into(),
                None => text(*array, row).unwrap_or_default().into_bytes().into(),
            }),
        }
    }
}

fn cell(text: &[u8], separator: u8, line: &mut Vec<u8>) {
    let quoted = text.is_empty()
        || text.iter().any(|&byte| byte == separator || matches!(byte, b'"' | b'\n' | b'\r'));
    if !quoted {
        return line.extend_from_slice(text);
    }
    line.push(b'"');
    for &byte in text {
        if byte == b'"' {
            line.push(byte);
        }
        line.push(byte);
    }
    line.push(b'"');
}
