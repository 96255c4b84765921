//! Values taken out of columns, in types without dictionaries and views.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{
    Array, ArrayRef, BinaryArray, LargeBinaryArray, LargeStringArray, ListArray, StringArray,
    StructArray, UInt64Array,
};
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use arrow_select::take::take;

use crate::cell::{bytes, text};
use crate::input::with_numbers;
use crate::narrow::Numeric as _;

/// The type of the values themselves, also of those within lists.
pub fn kind(of: &DataType) -> DataType {
    let field = |field: &FieldRef| {
        Arc::new(Field::clone(field).with_data_type(kind(field.data_type()))) as FieldRef
    };
    match of {
        DataType::Dictionary(_, values) => kind(values),
        DataType::Utf8View => DataType::Utf8,
        DataType::BinaryView => DataType::Binary,
        DataType::List(item) => DataType::List(field(item)),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(field).collect()),
        kind => kind.clone(),
    }
}

/// The values of these rows, in the type that [`kind`] says; `None` is null.
pub fn taken(column: &ArrayRef, rows: &[Option<usize>]) -> Result<ArrayRef, ArrowError> {
    let texts = || rows.iter().map(|row| text(column.as_ref(), (*row)?));
    // Text need not lie where a column says: only what reads one cell at a time looks.
    let valid = |row: &Option<usize>| row.filter(|&row| row < column.len() && column.is_valid(row));
    let binary = || rows.iter().map(|row| bytes(column.as_ref(), valid(row)?));
    Ok(match column.data_type() {
        DataType::Utf8 | DataType::Utf8View => Arc::new(texts().collect::<StringArray>()),
        DataType::LargeUtf8 => Arc::new(texts().collect::<LargeStringArray>()),
        DataType::Binary | DataType::BinaryView => Arc::new(binary().collect::<BinaryArray>()),
        DataType::LargeBinary => Arc::new(binary().collect::<LargeBinaryArray>()),
        DataType::Dictionary(_, _) => {
            let Some(dictionary) = column.as_any_dictionary_opt() else {
                return whole(column, rows);
            };
            let keys = dictionary.keys();
            let key = |row: &Option<usize>| {
                let row = valid(row)?;
                let key = with_numbers!(keys, keys => keys.value(row).whole(), None)?;
                usize::try_from(key).ok()
            };
            let keys: Vec<Option<usize>> = rows.iter().map(key).collect();
            taken(dictionary.values(), &keys)?
        }
        _ => whole(column, rows)?,
    })
}

/// The values of other types; where they are lists, so that what is in them is plain.
fn whole(column: &ArrayRef, rows: &[Option<usize>]) -> Result<ArrayRef, ArrowError> {
    let there = rows.iter().map(|row| Some((*row).filter(|&row| row < column.len())? as u64));
    let values = take(column.as_ref(), &there.collect::<UInt64Array>(), None)?;
    let all = |array: &ArrayRef| taken(array, &(0..array.len()).map(Some).collect::<Vec<_>>());
    match kind(column.data_type()) {
        plain if plain == *column.data_type() => Ok(values),
        DataType::List(field) => {
            let list = values.as_list::<i32>();
            let items = all(list.values())?;
            let (ends, nulls) = (list.offsets().clone(), list.nulls().cloned());
            Ok(Arc::new(ListArray::try_new(field, ends, items, nulls)?))
        }
        DataType::Struct(fields) => {
            let parts = values.as_struct();
            let columns = parts.columns().iter().map(all).collect::<Result<Vec<_>, _>>()?;
            Ok(Arc::new(StructArray::try_new(fields, columns, parts.nulls().cloned())?))
        }
        _ => Ok(values),
    }
}
