//! Columns as Arrow has them, of what rows gave.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{
    ArrayRef, DictionaryArray, Int8Array, Int16Array, Int64Array, ListArray, PrimitiveArray,
    StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};
use shisei::Framework;

use crate::error::Error;

/// No name: in the lists of names that follow, a position.
pub const NONE: i16 = -1;

/// The type of a name within a list.
pub fn name_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}

/// Names by position; [`NONE`] is null.
pub fn names(keys: Vec<i16>, names: &ArrayRef) -> Result<ArrayRef, Error> {
    let nulls = keys.iter().map(|key| *key != NONE).collect::<NullBuffer>();
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    let keys = keys.into_iter().map(|key| key.max(0)).collect::<Vec<_>>();
    let keys = Int16Array::new(keys.into(), nulls);
    Ok(Arc::new(DictionaryArray::<Int16Type>::try_new(keys, Arc::clone(names))?))
}

/// Names of few, by position; a negative one is null.
pub fn few_names(keys: Vec<i8>, names: &Arc<StringArray>) -> Result<ArrayRef, Error> {
    let nulls = keys.iter().map(|key| *key >= 0).collect::<NullBuffer>();
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    let keys = keys.into_iter().map(|key| key.max(0)).collect::<Vec<_>>();
    let keys = Int8Array::new(keys.into(), nulls);
    let names = Arc::clone(names) as ArrayRef;
    Ok(Arc::new(DictionaryArray::<Int8Type>::try_new(keys, names)?))
}

/// Whole numbers, some of them missing: `Int16`, or `Int64` where they are `wide`.
pub fn numbers(values: Vec<Option<i64>>, wide: bool) -> ArrayRef {
    if wide {
        return Arc::new(Int64Array::from(values));
    }
    let narrow = |value: Option<i64>| value.and_then(|value| i16::try_from(value).ok());
    Arc::new(values.into_iter().map(narrow).collect::<PrimitiveArray<Int16Type>>())
}

/// The type of [`numbers`].
pub fn number_type(wide: bool) -> DataType {
    if wide { DataType::Int64 } else { DataType::Int16 }
}

/// The type of [`list`].
pub fn list_type(fields: Vec<Field>) -> DataType {
    DataType::List(Arc::new(item(fields.into())))
}

fn item(fields: Fields) -> Field {
    Field::new("item", DataType::Struct(fields), true)
}

/// Lists of so many records each; `present` says which rows have one at all.
pub fn list(
    fields: Vec<Field>,
    columns: Vec<ArrayRef>,
    lengths: &[u16],
    present: Option<NullBuffer>,
) -> Result<ArrayRef, Error> {
    let fields = Fields::from(fields);
    let records = StructArray::try_new(fields.clone(), columns, None)?;
    let list = ListArray::try_new(
        Arc::new(item(fields)),
        offsets(lengths)?,
        Arc::new(records),
        present.filter(|present| present.null_count() > 0),
    )?;
    Ok(Arc::new(list))
}

/// Where each list begins and ends.
fn offsets(lengths: &[u16]) -> Result<OffsetBuffer<i32>, Error> {
    let mut end = 0_i32;
    let mut ends = Vec::with_capacity(lengths.len() + 1);
    ends.push(0);
    for &length in lengths {
        let too_many = Error::Memory { rows: lengths.len() };
        end = end.checked_add(i32::from(length)).ok_or(too_many)?;
        ends.push(end);
    }
    Ok(OffsetBuffer::new(ScalarBuffer::from(ends)))
}

/// Ids of the controls of a framework and of all their choices, each once.
pub struct Names {
    controls: ArrayRef,
    choices: ArrayRef,
    /// By control and position of its choice.
    choice_of: Vec<Vec<i16>>,
}

impl Names {
    pub fn of(framework: &Framework) -> Self {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut choices: Vec<&str> = Vec::new();
        let mut choice_of = Vec::new();
        for control in framework.controls() {
            let scale = framework.scale_of(control).map_or(&[][..], |scale| &scale.choices);
            let mut of_control = Vec::new();
            for choice in scale {
                let place = *places.entry(&choice.id).or_insert_with(|| {
                    choices.push(&choice.id);
                    choices.len() - 1
                });
                of_control.push(i16::try_from(place).unwrap_or(NONE));
            }
            choice_of.push(of_control);
        }
        let ids = framework.controls().iter().map(|control| Some(&*control.id));
        Self {
            controls: Arc::new(ids.collect::<StringArray>()),
            choices: Arc::new(StringArray::from(choices)),
            choice_of,
        }
    }

    /// The position of a choice among all of them; [`NONE`] without an answer.
    pub fn choice(&self, control: usize, choice: u8) -> i16 {
        let choices = self.choice_of.get(control);
        choices.and_then(|it| it.get(usize::from(choice))).copied().unwrap_or(NONE)
    }

    /// Ids of controls, by position.
    pub fn controls(&self, keys: Vec<i16>) -> Result<ArrayRef, Error> {
        names(keys, &self.controls)
    }

    /// Ids of choices, by [`Names::choice`].
    pub fn choices(&self, keys: Vec<i16>) -> Result<ArrayRef, Error> {
        names(keys, &self.choices)
    }
}
