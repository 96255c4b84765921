//! What a part of a table gave, as a table itself, so that an engine can carry it to where the parts
//! are put together.

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use arrow_array::{Array as _, Int64Array, RecordBatch, StringArray};
use shisei::{Code, Problem};

use crate::error::Error;
use crate::scorer::invalid;

/// A column of numbers of a part.
pub fn numbers<'a>(part: &'a RecordBatch, name: &str) -> Result<&'a Int64Array, Error> {
    let column = part.column_by_name(name);
    column.and_then(|it| it.as_primitive_opt::<Int64Type>()).ok_or_else(|| unfit(name))
}

/// A column of texts of a part.
pub fn texts<'a>(part: &'a RecordBatch, name: &str) -> Result<&'a StringArray, Error> {
    part.column_by_name(name).and_then(|it| it.as_string_opt::<i32>()).ok_or_else(|| unfit(name))
}

/// A number of a part that is not less than nothing.
pub fn number(column: &Int64Array, row: usize) -> Option<u64> {
    let there = row < column.len() && column.is_valid(row);
    there.then(|| u64::try_from(column.value(row)).ok()).flatten()
}

/// A text of a part.
pub fn text(column: &StringArray, row: usize) -> Option<&str> {
    (row < column.len() && column.is_valid(row)).then(|| column.value(row))
}

/// That a table is no part.
pub fn unfit(name: &str) -> Error {
    invalid(vec![Problem::new(Code::UnknownReference).at("part").given(name)])
}
