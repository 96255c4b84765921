//! One value of a column, as text. What a column says about itself is not believed: bytes need not be
//! UTF-8, and offsets, views and keys need not lead to anything.

use std::fmt::Write as _;

use arrow_array::Array;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    BinaryType, ByteArrayType, Date32Type, Date64Type, Decimal32Type, Decimal64Type,
    Decimal128Type, Decimal256Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, LargeBinaryType, LargeUtf8Type,
    Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, Utf8Type,
};
use arrow_schema::{DataType, TimeUnit};

use crate::input::with_numbers;
use crate::kernel::Offset;
use crate::narrow::Numeric as _;
use crate::views::Views;

/// Whether values of this type are plain enough to tell rows apart, and to be told to people.
pub fn names_rows(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => names_rows(values),
        DataType::Interval(_) => false,
        kind => !kind.is_nested() && !matches!(kind, DataType::RunEndEncoded(_, _)),
    }
}

/// The value in a row as messages tell it, or `None` if it is null: numbers without a fraction that is
/// zero, days and moments after ISO 8601.
///
/// ```
/// use shisei_arrow::arrow_array::Float64Array;
///
/// let points = Float64Array::from(vec![Some(4.0), None]);
/// assert_eq!(shisei_arrow::cell_text(&points, 0).as_deref(), Some("4"));
/// assert_eq!(shisei_arrow::cell_text(&points, 1), None);
/// ```
#[must_use]
pub fn text(array: &dyn Array, row: usize) -> Option<String> {
    if row >= array.len() || array.is_null(row) {
        return None;
    }
    if let Some(bytes) = bytes(array, row) {
        return Some(String::from_utf8_lossy(bytes).into_owned());
    }
    match array.data_type() {
        DataType::Null => None,
        DataType::Boolean => Some(array.as_boolean().value(row).to_string()),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary_opt()?;
            let keys = dictionary.keys();
            let key = with_numbers!(keys, keys => keys.value(row).whole(), None)?;
            match usize::try_from(key) {
                Ok(at) if at < dictionary.values().len() => text(dictionary.values(), at),
                _ => Some(format!("({key})")),
            }
        }
        DataType::Float16 => {
            Some(array.as_primitive::<Float16Type>().value(row).to_f32().to_string())
        }
        DataType::FixedSizeBinary(_) => {
            let mut hex = String::new();
            for byte in array.as_fixed_size_binary().value(row) {
                write!(hex, "{byte:02x}").ok()?;
            }
            Some(hex)
        }
        kind => with_numbers!(
            array,
            numbers => Some(numbers.value(row).to_string()),
            Some(moment(array, row).unwrap_or_else(|| format!("({kind})")))
        ),
    }
}

/// Decimals, days and times.
fn moment(array: &dyn Array, row: usize) -> Option<String> {
    macro_rules! told {
        ($kind:ty, $as:ident) => {
            Some(array.as_primitive::<$kind>().$as(row)?.to_string())
        };
    }
    match array.data_type() {
        DataType::Decimal32(_, _) => {
            Some(array.as_primitive::<Decimal32Type>().value_as_string(row))
        }
        DataType::Decimal64(_, _) => {
            Some(array.as_primitive::<Decimal64Type>().value_as_string(row))
        }
        DataType::Decimal128(_, _) => {
            Some(array.as_primitive::<Decimal128Type>().value_as_string(row))
        }
        DataType::Decimal256(_, _) => {
            Some(array.as_primitive::<Decimal256Type>().value_as_string(row))
        }
        DataType::Date32 => told!(Date32Type, value_as_date),
        DataType::Date64 => told!(Date64Type, value_as_date),
        DataType::Time32(TimeUnit::Second) => told!(Time32SecondType, value_as_time),
        DataType::Time32(_) => told!(Time32MillisecondType, value_as_time),
        DataType::Time64(TimeUnit::Microsecond) => told!(Time64MicrosecondType, value_as_time),
        DataType::Time64(_) => told!(Time64NanosecondType, value_as_time),
        DataType::Duration(unit) => {
            let (length, unit) = match unit {
                TimeUnit::Second => (array.as_primitive::<DurationSecondType>().value(row), "s"),
                TimeUnit::Millisecond => {
                    (array.as_primitive::<DurationMillisecondType>().value(row), "ms")
                }
                TimeUnit::Microsecond => {
                    (array.as_primitive::<DurationMicrosecondType>().value(row), "µs")
                }
                TimeUnit::Nanosecond => {
                    (array.as_primitive::<DurationNanosecondType>().value(row), "ns")
                }
            };
            Some(format!("{length} {unit}"))
        }
        // With a zone, moments are of UTC.
        DataType::Timestamp(unit, zone) => {
            let moment = match unit {
                TimeUnit::Second => told!(TimestampSecondType, value_as_datetime),
                TimeUnit::Millisecond => told!(TimestampMillisecondType, value_as_datetime),
                TimeUnit::Microsecond => told!(TimestampMicrosecondType, value_as_datetime),
                TimeUnit::Nanosecond => told!(TimestampNanosecondType, value_as_datetime),
            }?;
            Some(if zone.is_some() { moment + "Z" } else { moment })
        }
        _ => None,
    }
}

/// The bytes of a text or of binary data; empty where nothing lies at its place.
pub fn bytes(array: &dyn Array, row: usize) -> Option<&[u8]> {
    match array.data_type() {
        DataType::Utf8 => Some(laid::<Utf8Type>(array, row)),
        DataType::LargeUtf8 => Some(laid::<LargeUtf8Type>(array, row)),
        DataType::Binary => Some(laid::<BinaryType>(array, row)),
        DataType::LargeBinary => Some(laid::<LargeBinaryType>(array, row)),
        DataType::Utf8View => Some(Views::of(array.as_string_view()).bytes(row)),
        DataType::BinaryView => Some(Views::of(array.as_binary_view()).bytes(row)),
        _ => None,
    }
}

fn laid<T: ByteArrayType<Offset: Offset>>(array: &dyn Array, row: usize) -> &[u8] {
    let array = array.as_bytes::<T>();
    let ends = array.value_offsets().get(row..).and_then(|offsets| offsets.first_chunk());
    let Some([start, end]) = ends else { return &[] };
    array.value_data().get(start.place()..end.place()).unwrap_or_default()
}
