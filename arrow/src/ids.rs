//! Which ids have been seen in an earlier row.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    BinaryType, ByteArrayType, Int8Type, Int16Type, Int32Type, Int64Type, LargeBinaryType,
    LargeUtf8Type, UInt8Type, UInt16Type, UInt32Type, Utf8Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use shisei::text::normal;

use crate::cell::text;
use crate::error::Error;
use crate::input::with_numbers;
use crate::kernel::Offset;
use crate::narrow::Numeric as _;
use crate::views::Views;
use crate::watch::Watch;

/// The ids of the rows so far, up to a number of them.
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
    /// Ids that came in order.
    noted: Noted,
    /// Nothing is remembered: the whole table is known to be in order.
    whole: bool,
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ids({})", self.seen.len().max(self.noted.count))
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    Number(i64),
    Text(Box<[u8]>),
}

/// Rows between two questions whether to go on.
const PIECE: usize = 1 << 16;

impl Ids {
    /// For a stream, with the most that are kept.
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

    /// Rows of a batch whose id was seen in an earlier row.
    pub fn repeated(
        &mut self,
        column: &ArrayRef,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<usize>, Error> {
        let mut rows = Vec::new();
        if self.whole {
            return Ok(rows);
        }
        let ordered = !self.unordered;
        self.order(column);
        if !self.unordered {
            each(column, |_, id| self.note(id));
            return Ok(rows);
        }
        if ordered {
            self.recall();
        }
        for from in (0..column.len()).step_by(PIECE) {
            let piece = column.slice(from, PIECE.min(column.len() - from));
            each(&piece, |row, id| {
                if self.repeats(id) {
                    rows.push(from + row);
                }
            });
            watch.go_on()?;
        }
        Ok(rows)
    }

    fn note(&mut self, id: &[u8]) {
        if self.most == 0 || self.noted.count < self.most {
            self.noted.push(id);
        }
    }

    fn recall(&mut self) {
        let noted = std::mem::take(&mut self.noted);
        noted.each(|id| {
            self.repeats(id);
        });
    }

    fn repeats(&mut self, id: &[u8]) -> bool {
        if self.crowded() {
            return false;
        }
        let (first, second) = &self.keys;
        !self.seen.insert(u128::from(first.hash_one(id)) << 64 | u128::from(second.hash_one(id)))
    }
}

/// Ids one after the other, each behind its length: in pieces, for to enlarge one is to hold it twice.
#[derive(Default)]
struct Noted {
    pieces: Vec<Vec<u8>>,
    count: usize,
}

impl Noted {
    /// Bytes of a piece, unless an id is longer.
    const PIECE: usize = 1 << 18;

    fn push(&mut self, id: &[u8]) {
        let length = (id.len() as u64).to_le_bytes();
        let needed = length.len() + id.len();
        let full = |piece: &Vec<u8>| piece.capacity() - piece.len() < needed;
        if self.pieces.last().is_none_or(full) {
            self.pieces.push(Vec::with_capacity(needed.max(Self::PIECE)));
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.extend_from_slice(&length);
            piece.extend_from_slice(id);
            self.count += 1;
        }
    }

    fn each(&self, mut work: impl FnMut(&[u8])) {
        for mut rest in self.pieces.iter().map(Vec::as_slice) {
            while let Some((length, behind)) = rest.split_first_chunk() {
                let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
                let Some((id, behind)) = behind.split_at_checked(length) else { break };
                work(id);
                rest = behind;
            }
        }
    }
}

/// Rows without an id, in order.
pub fn missing(column: &ArrayRef) -> Vec<usize> {
    let kind = column.data_type();
    if column.logical_null_count() == 0 && (kind.is_integer() || kind.is_temporal()) {
        return Vec::new();
    }
    let (mut missing, mut next) = (Vec::new(), 0);
    each(column, |row, _| {
        missing.extend(next..row);
        next = row + 1;
    });
    missing.extend(next..column.len());
    missing
}

/// Whether a text says nothing, and so nobody's name.
fn is_blank(text: &[u8]) -> bool {
    // Blanks and signs that nobody sees begin with few bytes.
    let may_be = match text {
        [] => return true,
        [0xe3, second, ..] => *second == 0x80,
        [first, ..] => matches!(first, 0..=b' ' | 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xef..),
    };
    may_be && std::str::from_utf8(text).is_ok_and(|text| normal(text).is_empty())
}

/// Every id that is there, in the order of the rows: bytes that are the same where the ids are. Null is
/// no id, nor is a text of blanks, nor a fraction that is no number.
pub fn each(column: &ArrayRef, mut work: impl FnMut(usize, &[u8])) {
    let kind = column.data_type();
    let fraction = kind.is_floating();
    if matches!(kind, DataType::FixedSizeBinary(_)) || (kind.is_primitive() && !fraction) {
        return values(column, work);
    }
    values(column, |row, id| {
        if !(is_blank(id) || fraction && id == b"NaN") {
            work(row, id);
        }
    });
}

/// Every value that is not null, in the order of the rows: bytes that are the same where the values are.
pub fn values(column: &ArrayRef, mut work: impl FnMut(usize, &[u8])) {
    let rows = (0..column.len()).filter(|&row| column.is_valid(row));
    match column.data_type() {
        DataType::Utf8 => laid::<Utf8Type>(column, work),
        DataType::LargeUtf8 => laid::<LargeUtf8Type>(column, work),
        DataType::Binary => laid::<BinaryType>(column, work),
        DataType::LargeBinary => laid::<LargeBinaryType>(column, work),
        DataType::Utf8View => {
            let views = Views::of(column.as_string_view());
            rows.for_each(|row| work(row, views.bytes(row)));
        }
        DataType::BinaryView => {
            let views = Views::of(column.as_binary_view());
            rows.for_each(|row| work(row, views.bytes(row)));
        }
        DataType::Dictionary(_, _) => few(column, work),
        DataType::FixedSizeBinary(_) => {
            let values = column.as_fixed_size_binary();
            rows.for_each(|row| work(row, values.value(row)));
        }
        kind => {
            let width = kind.primitive_width().filter(|_| !kind.is_floating());
            if let (Some(width), data) = (width, column.to_data()) {
                let values = data.buffers().first().map_or(&[][..], |buffer| buffer.as_slice());
                let value = |row: usize| {
                    let start = (data.offset() + row) * width;
                    values.get(start..start + width).unwrap_or(&[])
                };
                rows.for_each(|row| work(row, value(row)));
            } else {
                let each = rows.filter_map(|row| Some((row, text(column, row)?)));
                each.for_each(|(row, value)| work(row, value.as_bytes()));
            }
        }
    }
}

/// Values of a dictionary. A key may be there, and its value not.
fn few(column: &ArrayRef, mut work: impl FnMut(usize, &[u8])) {
    let Some(dictionary) = column.as_any_dictionary_opt() else { return };
    let values = dictionary.values();
    // One with more values than there are rows is part of a larger column.
    let known: Vec<_> = (0..values.len().min(column.len())).map(|at| text(values, at)).collect();
    let keys = dictionary.keys();
    let key = |row| with_numbers!(keys, keys => keys.value(row).whole(), None);
    for row in (0..column.len()).filter(|&row| column.is_valid(row)) {
        let key = key(row).and_then(|key| usize::try_from(key).ok());
        match key.and_then(|key| known.get(key)) {
            Some(Some(id)) => work(row, id.as_bytes()),
            Some(None) => {}
            None => text(column, row).iter().for_each(|id| work(row, id.as_bytes())),
        }
    }
}

fn laid<T: ByteArrayType<Offset: Offset>>(column: &ArrayRef, mut work: impl FnMut(usize, &[u8])) {
    let texts = column.as_bytes::<T>();
    let data = texts.value_data();
    for (row, ends) in texts.value_offsets().windows(2).enumerate() {
        if let [start, end] = ends
            && column.is_valid(row)
        {
            work(row, data.get(start.place()..end.place()).unwrap_or_default());
        }
    }
}

/// What is a hash already is not hashed again.
#[derive(Default)]
pub struct Half(u64);

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
                DataType::Utf8 => texts::<Utf8Type>(column, last),
                DataType::LargeUtf8 => texts::<LargeUtf8Type>(column, last),
                DataType::Utf8View => {
                    let views = Views::of(column.as_string_view());
                    spelled((0..column.len()).map(|at| views.bytes(at)), last)
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

fn texts<T: ByteArrayType<Offset: Offset>>(column: &dyn Array, last: &mut Option<Last>) -> bool {
    let texts = column.as_bytes::<T>();
    let data = texts.value_data();
    let text = |ends: &[T::Offset]| match ends {
        [start, end] => data.get(start.place()..end.place()).unwrap_or_default(),
        _ => &[],
    };
    spelled(texts.value_offsets().windows(2).map(text), last)
}

fn spelled<'a>(values: impl Iterator<Item = &'a [u8]>, last: &mut Option<Last>) -> bool {
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
