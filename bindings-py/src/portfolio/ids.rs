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
/// Ids in ascending order cannot repeat: as long as they are, they are noted and not looked up.
#[derive(Default)]
pub struct Ids {
    /// Watched ids at most; 0 for all.
    most: usize,
    seen: HashSet<u128, BuildHasherDefault<Half>>,
    keys: (RandomState, RandomState),
    last: Option<Last>,
    unordered: bool,
    /// Ids that came in order: one text, and where each of them ends.
    noted: String,
    ends: Vec<usize>,
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
        let ordered = !self.unordered;
        self.order(column);
        if !self.unordered {
            each(column, |_, id| self.note(id));
            return rows;
        }
        if ordered {
            self.recall();
        }
        each(column, |row, id| {
            if self.repeats(id) {
                rows.push(row);
            }
        });
        rows
    }

    fn note(&mut self, id: &str) {
        if self.ends.len() < self.most {
            self.noted.push_str(id);
            self.ends.push(self.noted.len());
        }
    }

    fn recall(&mut self) {
        let (noted, ends) = (std::mem::take(&mut self.noted), std::mem::take(&mut self.ends));
        let mut start = 0;
        for end in ends {
            self.repeats(noted.get(start..end).unwrap_or_default());
            start = end;
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

/// Every id that is there, with its row.
fn each(column: &ArrayRef, mut work: impl FnMut(usize, &str)) {
    let mut texts = |(row, id): (usize, Option<&str>)| {
        if let Some(id) = id {
            work(row, id);
        }
    };
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().iter().enumerate().for_each(texts),
        DataType::LargeUtf8 => column.as_string::<i64>().iter().enumerate().for_each(texts),
        DataType::Utf8View => column.as_string_view().iter().enumerate().for_each(texts),
        _ => {
            for row in 0..column.len() {
                texts((row, text(column.as_ref(), row).as_deref()));
            }
        }
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
