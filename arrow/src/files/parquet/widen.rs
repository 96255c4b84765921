//! One type for a column whose files disagree about it.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray, new_null_array};
use arrow_schema::DataType;

use crate::input::with_numbers;

/// The type that holds the values of both.
pub fn wider(one: &DataType, other: &DataType) -> Option<DataType> {
    use DataType::{Float64, Int64, LargeUtf8, Null, UInt64, Utf8, Utf8View};
    match (one, other) {
        _ if one == other => Some(one.clone()),
        (Null, kind) | (kind, Null) => Some(kind.clone()),
        _ if one.is_integer() && other.is_integer() => {
            let larger = if width(one) < width(other) { other } else { one };
            match (one, other) {
                _ if one.is_signed_integer() == other.is_signed_integer() => Some(larger.clone()),
                (UInt64, _) | (_, UInt64) => None,
                _ => Some(Int64),
            }
        }
        _ if number(one) && number(other) => Some(Float64),
        (Utf8 | LargeUtf8 | Utf8View, Utf8 | LargeUtf8 | Utf8View) => Some(LargeUtf8),
        _ => None,
    }
}

fn width(kind: &DataType) -> usize {
    kind.primitive_width().unwrap_or(0)
}

fn number(kind: &DataType) -> bool {
    kind.is_integer() || matches!(kind, DataType::Float32 | DataType::Float64)
}

/// Whether the reader itself gives a text as the other type.
pub fn same_text(one: &DataType, other: &DataType) -> bool {
    let text =
        |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    text(one) && text(other)
}

/// The values as a wider type.
pub fn widened(array: &ArrayRef, kind: &DataType) -> Option<ArrayRef> {
    if array.data_type() == kind {
        return Some(Arc::clone(array));
    }
    if array.data_type() == &DataType::Null {
        return Some(new_null_array(kind, array.len()));
    }
    match kind {
        DataType::Int8 => whole::<Int8Type>(array),
        DataType::Int16 => whole::<Int16Type>(array),
        DataType::Int32 => whole::<Int32Type>(array),
        DataType::Int64 => whole::<Int64Type>(array),
        DataType::UInt8 => whole::<UInt8Type>(array),
        DataType::UInt16 => whole::<UInt16Type>(array),
        DataType::UInt32 => whole::<UInt32Type>(array),
        DataType::UInt64 => whole::<UInt64Type>(array),
        DataType::Float64 => fraction(array),
        _ => None,
    }
}

fn whole<P: ArrowPrimitiveType<Native: TryFrom<i64>>>(array: &dyn Array) -> Option<ArrayRef> {
    use crate::narrow::Numeric as _;
    with_numbers!(
        array,
        numbers => {
            let values = numbers.iter().map(|number| {
                number?.whole()?.try_into().ok()
            });
            let values: PrimitiveArray<P> = values.collect();
            (values.null_count() == numbers.null_count()).then(|| Arc::new(values) as ArrayRef)
        },
        None
    )
}

#[allow(clippy::cast_precision_loss, reason = "as everybody turns large integers into fractions")]
fn fraction(array: &dyn Array) -> Option<ArrayRef> {
    use crate::narrow::Numeric as _;
    let values: PrimitiveArray<Float64Type> = match array.data_type() {
        DataType::Float32 => {
            array.as_primitive::<arrow_array::types::Float32Type>().unary(f64::from)
        }
        _ => with_numbers!(
            array,
            numbers => numbers.iter().map(|number| Some(number?.whole()? as f64)).collect(),
            return None
        ),
    };
    Some(Arc::new(values))
}
