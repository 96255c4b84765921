//! Columns as Arrow has them, of what rows gave.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{Int16Builder, Int64Builder};
use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{ArrayRef, DictionaryArray, ListArray, PrimitiveArray, StringArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};
use shisei::{Framework, UNANSWERED};

use crate::error::Error;

/// The type of a name within a list.
pub fn name_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}

/// Names by position.
pub fn named<K: ArrowDictionaryKeyType>(
    keys: PrimitiveArray<K>,
    names: &Arc<StringArray>,
) -> Result<ArrayRef, Error> {
    let names = Arc::clone(names) as ArrayRef;
    Ok(Arc::new(DictionaryArray::<K>::try_new(keys, names)?))
}

/// Positions of names, none of which is missing.
pub fn all<K: ArrowDictionaryKeyType>(keys: Vec<K::Native>) -> PrimitiveArray<K> {
    PrimitiveArray::new(keys.into(), None)
}

/// Whole numbers, some of them missing: `Int16`, or `Int64` where they are wide.
pub enum Numbers {
    Narrow(Int16Builder),
    Wide(Int64Builder),
}

impl Numbers {
    pub fn new(wide: bool, rows: usize) -> Self {
        if wide {
            Self::Wide(Int64Builder::with_capacity(rows))
        } else {
            Self::Narrow(Int16Builder::with_capacity(rows))
        }
    }

    pub fn push(&mut self, number: Option<i64>) {
        match self {
            Self::Wide(numbers) => numbers.append_option(number),
            Self::Narrow(numbers) => {
                numbers.append_option(number.and_then(|number| i16::try_from(number).ok()));
            }
        }
    }

    pub fn finish(mut self) -> ArrayRef {
        match &mut self {
            Self::Wide(numbers) => Arc::new(numbers.finish()),
            Self::Narrow(numbers) => Arc::new(numbers.finish()),
        }
    }
}

/// The type of [`Numbers`].
pub fn number_type(wide: bool) -> DataType {
    if wide { DataType::Int64 } else { DataType::Int16 }
}

/// The type of [`Lists`].
pub fn list_type(fields: Vec<Field>) -> DataType {
    DataType::List(Arc::new(item(fields.into())))
}

fn item(fields: Fields) -> Field {
    Field::new("item", DataType::Struct(fields), true)
}

/// Where the lists of some rows end, and which rows have one at all.
pub struct Lists {
    ends: Vec<i32>,
    present: NullBufferBuilder,
}

impl Lists {
    pub fn new(rows: usize) -> Self {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Self { ends, present: NullBufferBuilder::new(rows) }
    }

    /// A row with a list of this length, or without one.
    pub fn push(&mut self, length: Option<usize>) {
        let end = self.ends.last().copied().unwrap_or(0);
        // A piece is 65,536 rows at most, and a framework 2,000 controls.
        let length = length.inspect(|_| self.present.append_non_null()).unwrap_or_else(|| {
            self.present.append_null();
            0
        });
        self.ends.push(end.saturating_add(i32::try_from(length).unwrap_or(i32::MAX)));
    }

    /// How long each list is.
    pub fn lengths(&self) -> impl Iterator<Item = usize> {
        let lengths = self.ends.windows(2);
        lengths.map(|ends| match *ends {
            [from, to] => usize::try_from(to - from).unwrap_or(0),
            _ => 0,
        })
    }

    /// The lists, of records with these columns.
    pub fn finish(mut self, fields: Vec<Field>, columns: Vec<ArrayRef>) -> Result<ArrayRef, Error> {
        let fields = Fields::from(fields);
        let records = StructArray::try_new(fields.clone(), columns, None)?;
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        let item = Arc::new(item(fields));
        Ok(Arc::new(ListArray::try_new(item, ends, Arc::new(records), self.present.finish())?))
    }
}

/// Ids of the controls of a framework and of all their choices, each once.
pub struct Names {
    pub controls: Arc<StringArray>,
    pub choices: Arc<StringArray>,
    /// By control and position of its choice.
    choice_of: Vec<i16>,
    stride: usize,
}

impl Names {
    pub fn of(framework: &Framework) -> Self {
        let scale = |control| framework.scale_of(control).map_or(&[][..], |scale| &scale.choices);
        let stride = framework.controls().iter().map(|control| scale(control).len()).max();
        let stride = stride.unwrap_or(0);
        let mut places: HashMap<&str, i16> = HashMap::new();
        let mut choices: Vec<&str> = Vec::new();
        let mut choice_of = vec![0; framework.controls().len() * stride];
        for (control, slots) in framework.controls().iter().zip(choice_of.chunks_mut(stride.max(1)))
        {
            for (choice, slot) in scale(control).iter().zip(slots) {
                *slot = *places.entry(&choice.id).or_insert_with(|| {
                    choices.push(&choice.id);
                    i16::try_from(choices.len() - 1).unwrap_or(0)
                });
            }
        }
        let ids = framework.controls().iter().map(|control| Some(&*control.id));
        Self {
            controls: Arc::new(ids.collect::<StringArray>()),
            choices: Arc::new(StringArray::from(choices)),
            choice_of,
            stride,
        }
    }

    /// The position of a choice among all of them; `None` without an answer.
    #[inline]
    pub fn choice(&self, control: u16, choice: u8) -> Option<i16> {
        if choice == UNANSWERED {
            return None;
        }
        self.choice_of.get(usize::from(control) * self.stride + usize::from(choice)).copied()
    }
}
