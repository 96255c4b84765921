//! How a column of any kind reaches the kernel, decided once for a batch.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int8Type;
use arrow_array::{Array, ArrayRef, PrimitiveArray, StringArray};
use arrow_schema::DataType;
use shisei::UNANSWERED;

use crate::input;
use crate::kernel::{Coding, Reader, Spellings, UNREADABLE};
use crate::narrow::Narrowed;

/// How a column reaches the kernel.
pub enum Column<'a> {
    /// As it lies in memory.
    Bytes(&'a [u8]),
    /// Numbers, narrowed to bytes.
    Numbers { array: &'a dyn Array, bytes: Narrowed },
    /// Keys of a dictionary, through the bytes of its values.
    Mapped { array: &'a dyn Array, table: Arc<[u8]> },
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

/// What a control takes, and the codings of the bytes that columns become: found once.
pub struct Answers {
    pub spellings: Spellings,
    /// Ids of the choices.
    pub names: Arc<StringArray>,
    /// The coding of positions.
    pub positions: Coding,
    numbers: Option<Codes>,
}

/// Codings of numbers, where no two of them mean the same choice.
struct Codes {
    all_there: Coding,
    some_missing: Coding,
}

impl Answers {
    pub fn of(spellings: Spellings, names: StringArray) -> Self {
        let numbers = spellings
            .bytes()
            .map(|coding| Codes { some_missing: coding.clone().with_missing(), all_there: coding });
        Self { positions: spellings.positions(), names: Arc::new(names), numbers, spellings }
    }

    /// The coding of bytes as they come.
    pub fn bytes(&self) -> Option<&Coding> {
        self.numbers.as_ref().map(|codes| &codes.all_there)
    }
}

/// The bytes of dictionaries that several columns of a batch share.
#[derive(Default)]
pub struct Tables(Vec<(*const (), *const Answers, Arc<[u8]>)>);

impl Tables {
    /// The bytes of the values of a dictionary, to be found by their keys.
    fn of(&mut self, array: &ArrayRef, answers: &Answers) -> Option<Arc<[u8]>> {
        let values = array.as_any_dictionary_opt()?.values();
        let (place, own) = (Arc::as_ptr(values).cast::<()>(), std::ptr::from_ref(answers));
        let known = self.0.iter().find(|(other, of, _)| *other == place && *of == own);
        if let Some((.., table)) = known {
            return Some(Arc::clone(table));
        }
        let mut table = vec![UNREADABLE; values.len()];
        let mut reader = Reader::new(&answers.spellings);
        input::read(values.as_ref(), 0, &answers.spellings, &mut reader, &mut table);
        let table: Arc<[u8]> = table.into();
        self.0.push((place, own, Arc::clone(&table)));
        Some(table)
    }
}

pub fn prepare<'a>(array: &'a ArrayRef, answers: &'a Answers, tables: &mut Tables) -> Prepared<'a> {
    let column = match array.data_type() {
        DataType::Null => Column::Nothing,
        DataType::Dictionary(_, _) => tables
            .of(array, answers)
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
            Self::Numbers { array, bytes } => input::narrow(*array, from, *bytes, scratch),
            Self::Mapped { array, table } => input::keys(*array, from, table, scratch),
            Self::Read(array) => input::read(*array, from, spellings, reader, scratch),
        }
        scratch
    }
}
