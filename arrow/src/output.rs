//! Scores as Arrow columns: as they were written, without a copy.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Int8Type};
use arrow_array::{ArrayRef, DictionaryArray, Int8Array, PrimitiveArray, StringArray};
use arrow_buffer::{
    ArrowNativeType, BooleanBuffer, BooleanBufferBuilder, NullBuffer, ScalarBuffer,
};
use arrow_schema::{DataType, Field};
use shisei::Framework;
use shisei::model::Control;

use crate::kernel::{Column, Place, UNREADABLE, WORD};
use crate::memory;
use crate::threads::Raw;

/// By this, Polars takes a dictionary for an `Enum` of these values, in this order.
const POLARS_ENUM: &str = "_PL_ENUM_VALUES2";

/// A column of outcomes, which are ordered: worst first.
pub fn outcome_field(name: &str, outcomes: &[&str]) -> Field {
    let mut values = String::new();
    for outcome in outcomes {
        // Writing to a text cannot fail.
        let _ = write!(values, "{};{outcome}", outcome.len());
    }
    let metadata = HashMap::from([(POLARS_ENUM.to_owned(), values)]);
    Field::new(name, names_type(), true).with_dict_is_ordered(true).with_metadata(metadata)
}

/// Ids of the choices of a control, in the order of their positions.
pub fn choice_names(framework: &Framework, control: &Control) -> StringArray {
    let choices = framework.scale_of(control).map_or(&[][..], |scale| &scale.choices);
    choices.iter().map(|choice| Some(&*choice.id)).collect()
}

/// The type of a column of names that are known beforehand.
pub fn names_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

/// The answers to a control as names: null where it is unanswered, or the answer was not read.
pub fn answers(codes: &[u8], names: &Arc<StringArray>) -> ArrayRef {
    let read = |code: u8| code < UNREADABLE;
    let nulls = NullBuffer::new(BooleanBuffer::collect_bool(codes.len(), |row| {
        codes.get(row).is_some_and(|&code| read(code))
    }));
    let key = |&code: &u8| if read(code) { code.cast_signed() } else { 0 };
    let keys: Vec<i8> = codes.iter().map(key).collect();
    let keys = Int8Array::new(keys.into(), (nulls.null_count() > 0).then_some(nulls));
    let names: ArrayRef = Arc::clone(names) as ArrayRef;
    debug_assert!(codes.iter().all(|&code| !read(code) || usize::from(code) < names.len()));
    // SAFETY: keys are positions of choices, of which each has a name, or belong to no value.
    Arc::new(unsafe { DictionaryArray::<Int8Type>::new_unchecked(keys, names) })
}

/// Columns that outputs share.
pub struct Written<T: ArrowNativeType> {
    numbers: Vec<ScalarBuffer<T>>,
    outcomes: Vec<ScalarBuffer<i8>>,
    /// As a bitmap, or `None` if every row has a value.
    present: Vec<Option<NullBuffer>>,
    /// None when every row is good.
    good: Option<NullBuffer>,
    names: Arc<StringArray>,
}

impl<T: ArrowNativeType> Written<T> {
    /// The columns, and the bad rows.
    pub fn of(raw: Raw<T>, rows: usize, names: &Arc<StringArray>) -> (Self, Vec<usize>) {
        let Raw { numbers, outcomes, present, bad } = raw;
        let written = Self {
            numbers: numbers.into_iter().map(memory::Column::into_values).collect(),
            outcomes: outcomes.into_iter().map(memory::Column::into_values).collect(),
            present: present.into_iter().map(|bits| nulls(bits, rows, &bad)).collect(),
            good: (!bad.is_empty()).then(|| {
                let mut good = BooleanBufferBuilder::new(rows);
                good.append_n(rows, true);
                for &row in &bad {
                    good.set_bit(row, false);
                }
                NullBuffer::new(good.finish())
            }),
            names: Arc::clone(names),
        };
        (written, bad)
    }

    pub fn array<P: ArrowPrimitiveType<Native = T>>(&self, place: Place) -> ArrayRef {
        let nulls = match place.bitmap {
            Some(bitmap) => self.present.get(bitmap).cloned().flatten(),
            None => self.good.clone(),
        };
        match place.column {
            Column::Number(at) => {
                let numbers = self.numbers.get(at).cloned().unwrap_or_default();
                Arc::new(PrimitiveArray::<P>::new(numbers, nulls))
            }
            Column::Outcome(at) => {
                let keys = self.outcomes.get(at).cloned().unwrap_or_default();
                let names: ArrayRef = Arc::clone(&self.names) as ArrayRef;
                debug_assert!(
                    keys.iter().all(|&key| usize::try_from(key).is_ok_and(|key| key < names.len()))
                );
                let keys = Int8Array::new(keys, nulls);
                // SAFETY: keys are positions of the framework's own outcomes, as many as there are
                // names, and where there is none the key is 0; to look at each again costs a sixth
                // of the whole.
                Arc::new(unsafe { DictionaryArray::<Int8Type>::new_unchecked(keys, names) })
            }
        }
    }
}

/// The bitmap of what is present in good rows, or `None` if every row is good.
fn nulls(mut bits: memory::Column<u64>, rows: usize, bad: &[usize]) -> Option<NullBuffer> {
    let words = bits.as_mut_slice();
    for &row in bad {
        if let Some(word) = words.get_mut(row / WORD) {
            *word &= !(1 << (row % WORD));
        }
    }
    let nulls = NullBuffer::new(BooleanBuffer::new(bits.into_buffer(), 0, rows));
    (nulls.null_count() > 0).then_some(nulls)
}
