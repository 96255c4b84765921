//! One value of a column, as text. What a column says about itself is not believed: bytes need not be
//! UTF-8, and offsets, views, keys and runs need not lead to anything.

use std::fmt::Write as _;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    BinaryType, ByteArrayType, Date32Type, Date64Type, Decimal32Type, Decimal64Type,
    Decimal128Type, Decimal256Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, Int16Type, Int32Type, Int64Type,
    IntervalDayTimeType, IntervalMonthDayNanoType, IntervalYearMonthType, LargeBinaryType,
    LargeUtf8Type, RunEndIndexType, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, Utf8Type,
};
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, RunArray};
use arrow_schema::{DataType, IntervalUnit, TimeUnit};

use crate::input::with_numbers;
use crate::kernel::Offset;
use crate::narrow::Numeric as _;
use crate::views::Views;

/// The value in a row as messages tell it, or `None` if it is null: numbers without a fraction that is
/// zero, days and moments after ISO 8601, lists and structs as JSON.
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
        DataType::RunEndEncoded(_, _) | DataType::Union(_, _) => {
            let (values, at) = member(array, row)?;
            text(values.as_ref(), at)
        }
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
        DataType::FixedSizeBinary(_) => Some(hex(array.as_fixed_size_binary().value(row))),
        kind if kind.is_nested() => {
            let mut told = String::new();
            json(array, row, &mut told);
            Some(told)
        }
        kind => with_numbers!(
            array,
            numbers => Some(numbers.value(row).to_string()),
            Some(moment(array, row).unwrap_or_else(|| format!("({kind})")))
        ),
    }
}

/// Bytes as they are written: 16 of them as a UUID is.
fn hex(bytes: &[u8]) -> String {
    let mut hex = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if bytes.len() == 16 && matches!(at, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        // A string takes whatever is written to it.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The values of a column of runs, and the place of the value of a row.
fn run(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
    fn of<T: RunEndIndexType>(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
        let runs = array.as_any().downcast_ref::<RunArray<T>>()?;
        Some((runs.values(), runs.get_physical_index(row)))
    }
    if !matches!(array.data_type(), DataType::RunEndEncoded(_, _)) {
        return None;
    }
    of::<Int16Type>(array, row)
        .or_else(|| of::<Int32Type>(array, row))
        .or_else(|| of::<Int64Type>(array, row))
}

/// A value of any type as JSON.
fn json(array: &dyn Array, row: usize, out: &mut String) {
    if row >= array.len() || array.is_null(row) {
        return out.push_str("null");
    }
    if let Some(items) = items(array, row) {
        out.push('[');
        for at in 0..items.len() {
            out.push_str(if at > 0 { ", " } else { "" });
            json(items.as_ref(), at, out);
        }
        return out.push(']');
    }
    if let Some(fields) = array.as_struct_opt() {
        out.push('{');
        for (at, (name, column)) in fields.column_names().iter().zip(fields.columns()).enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            quoted(name, out);
            out.push_str(": ");
            json(column.as_ref(), row, out);
        }
        return out.push('}');
    }
    if let Some((values, at)) = member(array, row) {
        return json(values.as_ref(), at, out);
    }
    let kind = array.data_type();
    let text = if kind.is_nested() { None } else { text(array, row) };
    match text {
        Some(text) if kind.is_numeric() || *kind == DataType::Boolean => out.push_str(&text),
        Some(text) => quoted(&text, out),
        None => out.push_str("null"),
    }
}

/// The items of a list of any kind.
fn items(array: &dyn Array, row: usize) -> Option<ArrayRef> {
    fn offsets<O: OffsetSizeTrait>(offsets: &[O], row: usize) -> Option<(usize, usize)> {
        let [start, end] = offsets.get(row..)?.first_chunk()?;
        Some((start.as_usize(), end.as_usize()))
    }
    fn view<O: OffsetSizeTrait>(starts: &[O], sizes: &[O], row: usize) -> Option<(usize, usize)> {
        let start = starts.get(row)?.as_usize();
        Some((start, start.checked_add(sizes.get(row)?.as_usize())?))
    }
    let cut = |values: &ArrayRef, (start, end): (usize, usize)| {
        let fits = start <= end && end <= values.len();
        fits.then(|| values.slice(start, end - start))
    };
    match array.data_type() {
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            cut(list.values(), offsets(list.value_offsets(), row)?)
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            cut(list.values(), offsets(list.value_offsets(), row)?)
        }
        DataType::ListView(_) => {
            let list = array.as_list_view::<i32>();
            cut(list.values(), view(list.value_offsets(), list.value_sizes(), row)?)
        }
        DataType::LargeListView(_) => {
            let list = array.as_list_view::<i64>();
            cut(list.values(), view(list.value_offsets(), list.value_sizes(), row)?)
        }
        DataType::Map(_, _) => {
            let map = array.as_map();
            let entries: ArrayRef = std::sync::Arc::new(map.entries().clone());
            cut(&entries, offsets(map.value_offsets(), row)?)
        }
        DataType::FixedSizeList(_, _) => {
            let list = array.as_fixed_size_list();
            let length = usize::try_from(list.value_length()).ok()?;
            cut(list.values(), (row * length, row * length + length))
        }
        _ => None,
    }
}

/// Where the value of a union, of a dictionary or of a run lies.
fn member(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
    match array.data_type() {
        DataType::Union(fields, _) => {
            let union = array.as_union();
            let kind = *union.type_ids().get(row)?;
            let known = fields.iter().any(|(id, _)| id == kind);
            known.then(|| (union.child(kind), union.value_offset(row)))
        }
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary_opt()?;
            let keys = dictionary.keys();
            let key = with_numbers!(keys, keys => keys.value(row).whole(), None)?;
            Some((dictionary.values(), usize::try_from(key).ok()?))
        }
        _ => run(array, row),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign < ' ' => {
                // A string takes whatever is written to it.
                let _ = write!(out, "\\u{:04x}", sign as u32);
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
}

/// A decimal without a fraction that is zero.
fn decimal(text: String) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
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
            Some(decimal(array.as_primitive::<Decimal32Type>().value_as_string(row)))
        }
        DataType::Decimal64(_, _) => {
            Some(decimal(array.as_primitive::<Decimal64Type>().value_as_string(row)))
        }
        DataType::Decimal128(_, _) => {
            Some(decimal(array.as_primitive::<Decimal128Type>().value_as_string(row)))
        }
        DataType::Decimal256(_, _) => {
            Some(decimal(array.as_primitive::<Decimal256Type>().value_as_string(row)))
        }
        DataType::Interval(unit) => Some(match unit {
            IntervalUnit::YearMonth => {
                format!("{} months", array.as_primitive::<IntervalYearMonthType>().value(row))
            }
            IntervalUnit::DayTime => {
                let it = array.as_primitive::<IntervalDayTimeType>().value(row);
                format!("{} days {} ms", it.days, it.milliseconds)
            }
            IntervalUnit::MonthDayNano => {
                let it = array.as_primitive::<IntervalMonthDayNanoType>().value(row);
                format!("{} months {} days {} ns", it.months, it.days, it.nanoseconds)
            }
        }),
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
