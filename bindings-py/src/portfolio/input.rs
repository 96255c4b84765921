//! Arrow columns of any kind, as bytes that the kernel counts.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, BinaryType, ByteArrayType, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, LargeBinaryType, LargeUtf8Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type, Utf8Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray};
use arrow_schema::DataType;
use shisei::UNANSWERED;
use shisei::portfolio::{Coding, Offset, Reader, Spellings, UNREADABLE};

use super::dispatch;
use super::narrow::Narrowed;

/// How a column reaches the kernel.
pub enum Column<'a> {
    /// As it lies in memory.
    Bytes(&'a [u8]),
    /// Numbers, narrowed to bytes.
    Numbers { array: &'a dyn Array, bytes: Narrowed },
    /// Through a table of 256 bytes: integers of one byte, or keys of a dictionary.
    Mapped { array: &'a dyn Array, table: Vec<u8> },
    /// Value by value.
    Read(&'a dyn Array),
    /// Null all through.
    Nothing,
}

/// A column with the coding of the bytes that it gives.
pub struct Prepared<'a> {
    pub column: Column<'a>,
    pub coding: &'a Coding,
}

/// Whether a column of this type can hold answers.
pub fn readable(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => readable(values) && !matches!(**values, DataType::Null),
        DataType::Null
        | DataType::Boolean
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::Float32
        | DataType::Float64 => true,
        kind => kind.is_integer(),
    }
}

/// What a control takes, and the codings of the bytes that columns become: found once.
pub struct Answers {
    pub spellings: Spellings,
    positions: Coding,
    numbers: Option<Codes>,
}

/// Codings of numbers, where no two of them mean the same choice.
struct Codes {
    all_there: Coding,
    some_missing: Coding,
}

impl Answers {
    pub fn of(spellings: Spellings) -> Self {
        let numbers = spellings
            .bytes()
            .map(|coding| Codes { some_missing: coding.clone().with_missing(), all_there: coding });
        Self { positions: spellings.positions(), numbers, spellings }
    }

    /// The coding of bytes as they come.
    pub fn bytes(&self) -> Option<&Coding> {
        self.numbers.as_ref().map(|codes| &codes.all_there)
    }
}

pub fn prepare<'a>(array: &'a ArrayRef, answers: &'a Answers) -> Prepared<'a> {
    let column = match array.data_type() {
        DataType::Null => Column::Nothing,
        DataType::Dictionary(_, _) => dictionary(array, &answers.spellings)
            .map_or(Column::Nothing, |table| Column::Mapped { array, table }),
        _ => match narrowed(array, answers) {
            Some(narrowed) => return narrowed,
            None => Column::Read(array),
        },
    };
    Prepared { column, coding: &answers.positions }
}

/// Numbers as bytes: as they lie in memory, where they are bytes and all there.
fn narrowed<'a>(array: &'a ArrayRef, answers: &'a Answers) -> Option<Prepared<'a>> {
    let codes = answers.numbers.as_ref()?;
    let (kind, nulls) = (array.data_type(), array.null_count() > 0);
    if kind == &DataType::Int8 && !nulls {
        let column = Column::Bytes(raw(array.as_primitive::<Int8Type>()));
        return Some(Prepared { column, coding: &codes.all_there });
    }
    let fraction = matches!(kind, DataType::Float32 | DataType::Float64);
    if !(fraction || kind.is_integer()) {
        return None;
    }
    if kind != &DataType::Int8 && !answers.spellings.only_small() {
        return None;
    }
    // Fractions have a number that is none.
    let coding = if nulls || fraction { &codes.some_missing } else { &codes.all_there };
    let unreadable = coding.free()?;
    let missing = coding.missing();
    let reserved = missing.filter(|_| codes.all_there.missing().is_none());
    let bytes = Narrowed { missing: missing.unwrap_or(unreadable), unreadable, reserved };
    Some(Prepared { column: Column::Numbers { array, bytes }, coding })
}

/// `i8` as the same bytes.
fn raw(array: &PrimitiveArray<Int8Type>) -> &[u8] {
    array.values().inner().as_slice()
}

fn dictionary(array: &ArrayRef, spellings: &Spellings) -> Option<Vec<u8>> {
    let values = array.as_any_dictionary_opt()?.values();
    let mut table = vec![UNREADABLE; values.len()];
    let mut reader = Reader::new(spellings);
    read(values.as_ref(), 0, spellings, &mut reader, &mut table);
    Some(table)
}

impl Column<'_> {
    /// The bytes of `length` rows from `from`: lent, or written to `scratch`.
    pub fn bytes<'s>(
        &'s self,
        from: usize,
        length: usize,
        spellings: &Spellings,
        reader: &mut Reader<'_>,
        scratch: &'s mut [u8],
    ) -> &'s [u8] {
        match self {
            Self::Bytes(bytes) => return bytes.get(from..from + length).unwrap_or_default(),
            Self::Nothing => scratch.fill(UNANSWERED),
            Self::Numbers { array, bytes } => narrow(*array, from, *bytes, scratch),
            Self::Mapped { array, table } => keys(*array, from, table, scratch),
            Self::Read(array) => read(*array, from, spellings, reader, scratch),
        }
        scratch
    }
}

macro_rules! integers {
    ($array:expr, $from:expr, $out:expr, $map:expr, $($kind:ident => $native:ident),+) => {
        match $array.data_type() {
            $(DataType::$kind => {
                numbers($array.as_primitive::<$native>(), $from, $out, $map);
                true
            })+
            _ => false,
        }
    };
}

fn narrow(array: &dyn Array, from: usize, bytes: Narrowed, out: &mut [u8]) {
    macro_rules! each {
        ($($kind:ident => $native:ident),+) => {
            match array.data_type() {
                $(DataType::$kind => {
                    let numbers = array.as_primitive::<$native>().values();
                    dispatch::narrow(numbers.get(from..).unwrap_or_default(), bytes, out);
                })+
                _ => out.fill(bytes.unreadable),
            }
        };
    }
    each!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
        UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type,
        Float32 => Float32Type, Float64 => Float64Type);
    nulls(array, from, bytes.missing, out);
}

fn keys(array: &dyn Array, from: usize, table: &[u8], out: &mut [u8]) {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return out.fill(UNREADABLE) };
    let keys = dictionary.keys();
    let map = |key: Option<i64>| {
        key.and_then(|key| table.get(usize::try_from(key).ok()?).copied()).unwrap_or(UNREADABLE)
    };
    integers!(keys, from, out, map, Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type,
        Int64 => Int64Type, UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type,
        UInt64 => UInt64Type);
}

/// Each value through `map`; null is unanswered, and what no `i64` can hold is none.
fn numbers<P>(
    array: &PrimitiveArray<P>,
    from: usize,
    out: &mut [u8],
    map: impl Fn(Option<i64>) -> u8,
) where
    P: ArrowPrimitiveType,
    P::Native: TryInto<i64>,
{
    let values = array.values().get(from..).unwrap_or_default();
    for (out, &value) in out.iter_mut().zip(values) {
        *out = map(value.try_into().ok());
    }
    nulls(array, from, UNANSWERED, out);
}

fn number(spellings: &Spellings, number: Option<i64>) -> u8 {
    number.and_then(|number| spellings.number(number)).unwrap_or(UNREADABLE)
}

fn read(
    array: &dyn Array,
    from: usize,
    spellings: &Spellings,
    reader: &mut Reader<'_>,
    out: &mut [u8],
) {
    match array.data_type() {
        DataType::Utf8 => texts::<Utf8Type>(array, from, reader, out),
        DataType::LargeUtf8 => texts::<LargeUtf8Type>(array, from, reader, out),
        DataType::Binary => texts::<BinaryType>(array, from, reader, out),
        DataType::LargeBinary => texts::<LargeBinaryType>(array, from, reader, out),
        DataType::Utf8View => {
            let array = array.as_string_view();
            dispatch::views(reader, array, from, out);
            nulls(array, from, UNANSWERED, out);
        }
        DataType::Boolean => {
            let values = array.as_boolean().values();
            out.fill(spellings.boolean(true).unwrap_or(UNREADABLE));
            let no = spellings.boolean(false).unwrap_or(UNREADABLE);
            dispatch::fill(out, values.values(), values.offset() + from, no);
            nulls(array, from, UNANSWERED, out);
        }
        DataType::Float32 => {
            floats(array.as_primitive::<Float32Type>(), from, spellings, out);
        }
        DataType::Float64 => {
            floats(array.as_primitive::<Float64Type>(), from, spellings, out);
        }
        DataType::Dictionary(_, _) => {
            for (at, out) in out.iter_mut().enumerate() {
                *out = text(array, from + at)
                    .map_or(UNANSWERED, |text| spellings.read(&text).unwrap_or(UNREADABLE));
            }
        }
        _ => {
            let map = |value| number(spellings, value);
            let known = integers!(array, from, out, map, Int8 => Int8Type, Int16 => Int16Type,
                Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type, UInt16 => UInt16Type,
                UInt32 => UInt32Type, UInt64 => UInt64Type);
            if !known {
                out.fill(UNREADABLE);
            }
        }
    }
}

fn texts<T: ByteArrayType<Offset: Offset>>(
    array: &dyn Array,
    from: usize,
    reader: &mut Reader<'_>,
    out: &mut [u8],
) {
    let array = array.as_bytes::<T>();
    let offsets = array.value_offsets().get(from..=from + out.len()).unwrap_or_default();
    dispatch::read(reader, offsets, array.value_data(), out);
    nulls(array, from, UNANSWERED, out);
}

/// Writes `missing` where the array has no value.
fn nulls(array: &dyn Array, from: usize, missing: u8, out: &mut [u8]) {
    if let Some(nulls) = array.nulls() {
        dispatch::fill(out, nulls.validity(), nulls.offset() + from, missing);
    }
}

/// Whole numbers as they are, NaN as no answer.
#[allow(
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "whole numbers are exact; what is not comes back another number and is refused"
)]
fn floats<P>(array: &PrimitiveArray<P>, from: usize, spellings: &Spellings, out: &mut [u8])
where
    P: ArrowPrimitiveType,
    P::Native: Into<f64>,
{
    let values = array.values().get(from..).unwrap_or_default();
    for (out, &value) in out.iter_mut().zip(values) {
        let value: f64 = value.into();
        let whole = value as i64;
        *out = if value.is_nan() {
            UNANSWERED
        } else if (whole as f64) == value {
            number(spellings, Some(whole))
        } else {
            UNREADABLE
        };
    }
    nulls(array, from, UNANSWERED, out);
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The value of one cell as text; none when it is null.
pub fn text(array: &dyn Array, row: usize) -> Option<String> {
    if array.is_null(row) || array.is_empty() {
        return None;
    }
    macro_rules! number {
        ($($kind:ident => $native:ident),+) => {
            match array.data_type() {
                DataType::Null => None,
                DataType::Utf8 => Some(array.as_string::<i32>().value(row).to_owned()),
                DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row).to_owned()),
                DataType::Utf8View => Some(array.as_string_view().value(row).to_owned()),
                DataType::Binary => Some(shown(array.as_binary::<i32>().value(row))),
                DataType::LargeBinary => Some(shown(array.as_binary::<i64>().value(row))),
                DataType::Boolean => Some(array.as_boolean().value(row).to_string()),
                DataType::Dictionary(_, _) => {
                    let dictionary = array.as_any_dictionary_opt()?;
                    let key = *dictionary.normalized_keys().get(row)?;
                    text(dictionary.values().as_ref(), key)
                }
                $(DataType::$kind => Some(array.as_primitive::<$native>().value(row).to_string()),)+
                kind => Some(format!("({kind})")),
            }
        };
    }
    number!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
        UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type,
        Float32 => Float32Type, Float64 => Float64Type)
}
