//! Which ids stood in a row before.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, ArrayRef, OffsetSizeTrait};
use arrow_schema::DataType;

use super::input::text;

/// The ids of the rows so far: all of them, or so many.
///
/// Ids in ascending order cannot repeat: as long as they are, nothing needs to be remembered.
#[derive(Default)]
pub struct Ids {
    /// Watched ids at most; 0 for all.
    most: usize,
    seen: HashSet<u128, BuildHasherDefault<Half>>,
    keys: (RandomState, RandomState),
    last: Option<Last>,
    unordered: bool,
    /// Nothing is remembered: the whole table is known to be in order.
    whole: bool,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    Number(i64),
    Text(Box<str>),
}

impl Ids {
    /// For a stream: so many at most.
    pub fn watching(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// For the ids of a whole table.
    pub fn of<'a>(columns: impl Iterator<Item = &'a ArrayRef>) -> Self {
        let mut ids = Self::default();
        for column in columns {
            ids.order(column);
        }
        Self { whole: !ids.unordered, unordered: ids.unordered, ..Self::default() }
    }

    /// Whether ids are no longer watched, because too many came.
    pub fn full(&self) -> bool {
        self.unordered && self.crowded()
    }

    fn crowded(&self) -> bool {
        self.most > 0 && self.seen.len() >= self.most
    }

    fn order(&mut self, column: &ArrayRef) {
        if !self.unordered {
            self.unordered = !ascends(column.as_ref(), &mut self.last);
        }
    }

    /// Rows of a batch whose id stood in a row before.
    pub fn repeated(&mut self, column: &ArrayRef) -> Vec<usize> {
        let mut rows = Vec::new();
        if self.whole {
            return rows;
        }
        self.order(column);
        match column.data_type() {
            DataType::Utf8 => self.texts(column.as_string::<i32>().iter(), &mut rows),
            DataType::LargeUtf8 => self.texts(column.as_string::<i64>().iter(), &mut rows),
            DataType::Utf8View => self.texts(column.as_string_view().iter(), &mut rows),
            _ => {
                for row in 0..column.len() {
                    if let Some(id) = text(column.as_ref(), row)
                        && self.repeats(&id)
                    {
                        rows.push(row);
                    }
                }
            }
        }
        rows
    }

    fn texts<'a>(&mut self, ids: impl Iterator<Item = Option<&'a str>>, rows: &mut Vec<usize>) {
        for (row, id) in ids.enumerate() {
            if id.is_some_and(|id| self.repeats(id)) {
                rows.push(row);
            }
        }
    }

    fn repeats(&mut self, id: &str) -> bool {
        if self.crowded() {
            return false;
        }
        let (first, second) = &self.keys;
        !self.seen.insert(u128::from(first.hash_one(id)) << 64 | u128::from(second.hash_one(id)))
    }
}

/// What is a hash already is not hashed again.
#[derive(Default)]
struct Half(u64);

impl Hasher for Half {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let half = bytes.first_chunk().copied().unwrap_or_default();
        self.0 = u64::from_ne_bytes(half);
    }
}

/// Whether each id is greater than the one before it, and than the last one before this column.
fn ascends(column: &dyn Array, last: &mut Option<Last>) -> bool {
    if column.is_empty() {
        return true;
    }
    if column.null_count() > 0 {
        return false;
    }
    macro_rules! numbers {
        ($($kind:ident => $native:ident),+) => {
            match column.data_type() {
                $(DataType::$kind => {
                    let values = column.as_primitive::<$native>().values();
                    rises(values.iter().map(|&value| i64::from(value)), last)
                })+
                DataType::Utf8 => texts::<i32>(column, last),
                DataType::LargeUtf8 => texts::<i64>(column, last),
                DataType::Utf8View => {
                    let views = column.as_string_view();
                    spelled((0..views.len()).map(|at| views.value(at)), last)
                }
                _ => false,
            }
        };
    }
    numbers!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
        UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type)
}

fn rises(values: impl Iterator<Item = i64>, last: &mut Option<Last>) -> bool {
    let mut before = match last {
        None => None,
        Some(Last::Number(number)) => Some(*number),
        Some(Last::Text(_)) => return false,
    };
    for value in values {
        if before.is_some_and(|before| value <= before) {
            return false;
        }
        before = Some(value);
    }
    *last = before.map(Last::Number);
    true
}

fn texts<O: OffsetSizeTrait>(column: &dyn Array, last: &mut Option<Last>) -> bool {
    let texts = column.as_string::<O>();
    spelled((0..texts.len()).map(|at| texts.value(at)), last)
}

fn spelled<'a>(values: impl Iterator<Item = &'a str>, last: &mut Option<Last>) -> bool {
    let own = match last.take() {
        None => None,
        Some(Last::Text(text)) => Some(text),
        Some(Last::Number(_)) => return false,
    };
    let mut before = own.as_deref();
    for value in values {
        if before.is_some_and(|before| value <= before) {
            return false;
        }
        before = Some(value);
    }
    *last = before.map(|text| Last::Text(text.into()));
    true
}
