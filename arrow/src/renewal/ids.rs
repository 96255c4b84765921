//! Ids of two tables, compared: the same number in another width and the same text in another layout
//! are the same id.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, Int64Array, LargeStringArray, new_null_array};
use arrow_schema::DataType;

use super::side::Side;
use crate::cell::text;
use crate::error::Error;
use crate::ids;
use crate::input::with_numbers;
use crate::narrow::Numeric as _;
use crate::watch::Watch;

/// Hashes of ids: two ids have one only if they are the same, but for chance at 2^-128.
#[derive(Default)]
pub struct Keys(RandomState, RandomState);

impl Keys {
    fn of(&self, id: &[u8]) -> u128 {
        let Self(first, second) = self;
        u128::from(first.hash_one(id)) << 64 | u128::from(second.hash_one(id))
    }

    /// Every row of a side, with the key of its id; `None` where there is no id.
    pub fn each(
        &self,
        side: &Side,
        watch: &mut Watch<'_>,
        mut work: impl FnMut(u32, Option<u128>),
    ) -> Result<(), Error> {
        let mut first = 0;
        for column in side.ids() {
            let mut keys = vec![None; column.len()];
            let mut put = |row: usize, id: &[u8]| {
                if let Some(key) = keys.get_mut(row) {
                    *key = Some(self.of(id));
                }
            };
            if column.data_type().is_integer() {
                integers(column, put);
            } else {
                ids::each(column, &mut put);
            }
            for (row, key) in (first..).zip(&keys) {
                work(row, *key);
            }
            first += u32::try_from(column.len()).unwrap_or(u32::MAX);
            watch.go_on()?;
        }
        Ok(())
    }
}

fn integers(column: &ArrayRef, mut put: impl FnMut(usize, &[u8])) {
    with_numbers!(
        column,
        numbers => {
            for (row, number) in numbers.values().iter().enumerate() {
                if column.is_valid(row) {
                    match number.whole() {
                        Some(whole) => put(row, &whole.to_le_bytes()),
                        // Larger than any other integer.
                        None => put(row, number.to_string().as_bytes()),
                    }
                }
            }
        },
        ids::each(column, put)
    );
}

fn plain(kind: &DataType) -> &DataType {
    match kind {
        DataType::Dictionary(_, values) => plain(values),
        kind => kind,
    }
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// Whether ids of these types can be the same.
pub fn comparable(one: &DataType, other: &DataType) -> bool {
    let (one, other) = (plain(one), plain(other));
    one == other || (one.is_integer() && other.is_integer()) || (is_text(one) && is_text(other))
}

/// The type of a column with ids of both types.
pub fn either(one: &DataType, other: &DataType) -> DataType {
    let integers = [one, other].iter().all(|kind| kind.is_integer());
    match integers {
        _ if one == other => one.clone(),
        true => DataType::Int64,
        false => DataType::LargeUtf8,
    }
}

/// A column of ids in the type of both.
pub fn as_type(column: &ArrayRef, kind: &DataType) -> ArrayRef {
    if column.data_type() == kind {
        return Arc::clone(column);
    }
    let texts = (0..column.len()).map(|row| text(column, row));
    match kind {
        DataType::Int64 => Arc::new(texts.map(|text| text?.parse().ok()).collect::<Int64Array>()),
        DataType::LargeUtf8 => Arc::new(texts.collect::<LargeStringArray>()),
        kind => new_null_array(kind, column.len()),
    }
}
