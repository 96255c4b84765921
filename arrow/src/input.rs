//! The bytes that encode answers, from Arrow columns of any kind.

use arrow_array::Array;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    BinaryType, ByteArrayType, Float16Type, Int8Type, LargeBinaryType, LargeUtf8Type, UInt8Type,
    UInt16Type, Utf8Type,
};
use arrow_schema::DataType;
use shisei::UNANSWERED;

use crate::cell::text;
use crate::dispatch;
use crate::kernel::{Offset, Reader, Spellings, UNREADABLE};
use crate::narrow::{Narrowed, Numeric as _};
use crate::views::Views;

/// Does `work` with an array of numbers, or else what is done with any other.
macro_rules! with_numbers {
    ($array:expr, $numbers:ident => $work:expr, $otherwise:expr) => {
        with_numbers!($array, $numbers => $work, $otherwise, Int8 => Int8Type, Int16 => Int16Type,
            Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type, UInt16 => UInt16Type,
            UInt32 => UInt32Type, UInt64 => UInt64Type, Float32 => Float32Type,
            Float64 => Float64Type)
    };
    ($array:expr, $numbers:ident => $work:expr, $otherwise:expr,
        $($kind:ident => $native:ident),+) => {
        match $array.data_type() {
            $(DataType::$kind => {
                let $numbers = $array.as_primitive::<arrow_array::types::$native>();
                $work
            })+
            _ => $otherwise,
        }
    };
}

pub(crate) use with_numbers;

/// Numbers, each as the byte that it is.
pub fn narrow(array: &dyn Array, from: usize, bytes: Narrowed, out: &mut [u8]) {
    with_numbers!(
        array,
        numbers => {
            dispatch::narrow(numbers.values().get(from..).unwrap_or_default(), bytes, out);
        },
        out.fill(bytes.unreadable)
    );
    nulls(array, from, bytes.missing, out);
}

/// Keys of a dictionary, each as the byte of its value.
pub fn keys(array: &dyn Array, from: usize, table: &[u8], out: &mut [u8]) {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return out.fill(UNREADABLE) };
    let keys = dictionary.keys();
    if let Some(bytes) = keys.as_primitive_opt::<UInt8Type>() {
        small_keys(bytes.values().get(from..).unwrap_or_default(), table, 256, out);
        return nulls(keys, from, UNANSWERED, out);
    }
    if let Some(bytes) = keys.as_primitive_opt::<Int8Type>() {
        let bytes = bytes.values().inner().as_slice();
        small_keys(bytes.get(from..).unwrap_or_default(), table, 128, out);
        return nulls(keys, from, UNANSWERED, out);
    }
    // What files are read as: every cell has a key.
    if let Some(keys) = keys.as_primitive_opt::<UInt16Type>()
        && keys.null_count() == 0
    {
        for (out, &key) in out.iter_mut().zip(keys.values().get(from..).unwrap_or_default()) {
            *out = table.get(usize::from(key)).copied().unwrap_or(UNREADABLE);
        }
        return;
    }
    numbers(keys, from, out, |key| table.get(usize::try_from(key).ok()?).copied());
}

/// Keys of one byte, of which so many may lead to a value.
fn small_keys(keys: &[u8], table: &[u8], most: usize, out: &mut [u8]) {
    let mut bytes = [UNREADABLE; 256];
    bytes.iter_mut().take(most).zip(table).for_each(|(byte, &known)| *byte = known);
    dispatch::look_up(keys, &bytes, out);
}

/// Numbers through `map`; what is not there is unanswered, what `map` does not know unreadable.
fn numbers(array: &dyn Array, from: usize, out: &mut [u8], map: impl Fn(i64) -> Option<u8>) {
    with_numbers!(
        array,
        numbers => {
            let numbers = numbers.values().get(from..).unwrap_or_default();
            for (out, number) in out.iter_mut().zip(numbers) {
                let byte = number.whole().and_then(&map).unwrap_or(UNREADABLE);
                *out = if number.is_nothing() { UNANSWERED } else { byte };
            }
        },
        out.fill(UNREADABLE)
    );
    nulls(array, from, UNANSWERED, out);
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
            dispatch::views(reader, &Views::of(array.as_string_view()), from, out);
            nulls(array, from, UNANSWERED, out);
        }
        DataType::Boolean => {
            let values = array.as_boolean().values();
            out.fill(spellings.boolean(true).unwrap_or(UNREADABLE));
            let no = spellings.boolean(false).unwrap_or(UNREADABLE);
            dispatch::fill(out, values.values(), values.offset() + from, no);
            nulls(array, from, UNANSWERED, out);
        }
        DataType::Null => out.fill(UNANSWERED),
        DataType::BinaryView => {
            let views = Views::of(array.as_binary_view());
            for (at, out) in out.iter_mut().enumerate() {
                *out = reader.read(views.bytes(from + at));
            }
            nulls(array, from, UNANSWERED, out);
        }
        // A fraction of 16 bits is rare, and one that is no number is a missing value.
        DataType::Float16 => {
            let numbers = array.as_primitive::<Float16Type>().values();
            let numbers = numbers.get(from..).unwrap_or_default();
            for (out, number) in out.iter_mut().zip(numbers) {
                let number = number.to_f32();
                let byte = number.whole().and_then(|number| spellings.number(number));
                *out = if number.is_nothing() { UNANSWERED } else { byte.unwrap_or(UNREADABLE) };
            }
            nulls(array, from, UNANSWERED, out);
        }
        kind if kind.is_integer() || kind.is_floating() => {
            numbers(array, from, out, |number| spellings.number(number));
        }
        // Whatever else there is counts as it is told: what is no answer is one of its row.
        _ => {
            for (at, out) in out.iter_mut().enumerate() {
                *out = text(array, from + at)
                    .map_or(UNANSWERED, |text| spellings.read(&text).unwrap_or(UNREADABLE));
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
