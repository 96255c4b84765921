//! The bytes that stand for answers, from Arrow columns of any kind.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, BinaryType, ByteArrayType, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, LargeBinaryType, LargeUtf8Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type, Utf8Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::DataType;
use shisei::UNANSWERED;
use shisei::portfolio::{Offset, Reader, Spellings, UNREADABLE};

use super::dispatch;
use super::narrow::Narrowed;

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

pub fn narrow(array: &dyn Array, from: usize, bytes: Narrowed, out: &mut [u8]) {
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

pub fn keys(array: &dyn Array, from: usize, table: &[u8], out: &mut [u8]) {
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

pub fn read(
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
