//! Ids of two tables, compared: the same number in another width and the same text in another layout
//! are the same id.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, Int64Array, LargeStringArray, new_null_array};
use arrow_schema::DataType;
use shisei::text::normal;

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

    /// Every row of a side, with the key of its id; `None` if there is no id.
    pub fn each(
        &self,
        side: &Side,
        compared: Compared,
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
            let kind = column.data_type();
            match compared {
                Compared::Numbers if kind.is_integer() => {
                    integers(column, |row, number| put(row, &number.to_le_bytes()));
                }
                Compared::Texts if kind.is_integer() => {
                    integers(column, |row, number| put(row, number.to_string().as_bytes()));
                }
                Compared::Texts if !is_text(plain(kind)) => {
                    let texts = as_type(column, &DataType::LargeUtf8);
                    ids::each(&texts, &mut put);
                }
                _ => ids::each(column, &mut put),
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

fn integers(column: &ArrayRef, mut put: impl FnMut(usize, i128)) {
    with_numbers!(
        column,
        numbers => {
            for (row, number) in numbers.values().iter().enumerate() {
                if column.is_valid(row) {
                    // Only the largest of 64 bits are no whole numbers in 64 bits with a sign.
                    let whole = number.whole().map_or_else(|| number.to_string().parse(), |it| Ok(i128::from(it)));
                    put(row, whole.unwrap_or_default());
                }
            }
        },
        ()
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

fn all(kinds: [&DataType; 2], are: impl Fn(&DataType) -> bool) -> bool {
    kinds.into_iter().all(|kind| are(plain(kind)))
}

/// Whether columns of these types hold the same kind of values.
pub fn alike(one: &DataType, other: &DataType) -> bool {
    one == other || all([one, other], DataType::is_integer) || all([one, other], is_text)
}

/// Rows of a side that are looked at for an id that is written in two ways.
const MOST_LOOKED: usize = 10_000;

/// An id of each side, where nothing but zeros in front, width, case or blanks tells them apart.
pub fn written_otherwise(before: &Side, after: &Side) -> Option<(String, String)> {
    let form = |id: &String| normal(id).trim_start_matches('0').to_owned();
    let earlier: HashSet<String> = texts(before).collect();
    let forms: HashMap<String, &String> = earlier.iter().map(|id| (form(id), id)).collect();
    let mut others = texts(after).filter(|id| !earlier.contains(id));
    others.find_map(|id| Some(((*forms.get(&form(&id))?).clone(), id)))
}

fn texts(side: &Side) -> impl Iterator<Item = String> {
    let each = side.ids().flat_map(|column| (0..column.len()).map(move |row| text(column, row)));
    each.take(MOST_LOOKED).flatten().filter(|id| !id.trim().is_empty())
}

/// How the ids of two sides are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// As numbers of any width.
    Numbers,
    /// As they are: their types are one.
    Same,
    /// As messages tell them: `1`, `1.0` and a decimal of 1 are one id, and a day is what is written
    /// `2026-04-01`.
    Texts,
}

/// How ids of these types are compared.
pub fn compared(one: Option<&DataType>, other: Option<&DataType>) -> Compared {
    match (one, other) {
        (Some(one), Some(other)) if one.is_integer() && other.is_integer() => Compared::Numbers,
        (Some(one), Some(other)) if one != other => Compared::Texts,
        _ => Compared::Same,
    }
}

/// The type of a column with values of both types.
pub fn either(one: &DataType, other: &DataType) -> DataType {
    if one == other {
        one.clone()
    } else if all([one, other], |kind| kind.is_integer() && *kind != DataType::UInt64) {
        DataType::Int64
    } else {
        DataType::LargeUtf8
    }
}

/// A column in the type of both.
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
