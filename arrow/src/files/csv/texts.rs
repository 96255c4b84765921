//! The distinct texts of answers, each numbered as in its column.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::StringArray;

use crate::kernel::Table;
use crate::origin::NO_ANSWER_TEXT;

/// The number of nothing.
pub const NOTHING: u16 = 0;
/// The number of a cell of a row that cannot be taken as it is: no answer is written so.
pub const NO_ANSWER: u16 = 1;
/// Texts after which it is better to begin anew than to hand all of them on.
const MANY: usize = 64;

/// Texts with their numbers.
#[derive(Debug)]
pub struct Texts {
    /// Texts that are met most, by their bytes as they are in the file.
    table: Table,
    others: HashMap<Box<[u8]>, u16>,
    values: Vec<String>,
    array: Option<Arc<StringArray>>,
}

/// More texts than a batch can tell apart.
#[derive(Debug)]
pub struct Full;

impl Texts {
    /// Most texts that are told apart in a batch.
    pub const MOST: usize = 1 << 15;

    pub fn new() -> Self {
        let mut table = Table::empty();
        table.place(b"", 0);
        let values = vec![String::new(), NO_ANSWER_TEXT.to_owned()];
        Self { table, others: HashMap::new(), values, array: None }
    }

    /// The number of a text that is met often.
    #[inline(always)]
    pub fn known(&self, data: &[u8], start: usize, length: usize) -> Option<u16> {
        self.table.look_up(data, start, length).map(u16::from)
    }

    /// The number of any text seen before.
    pub fn seen(&self, text: &[u8]) -> Option<u16> {
        let known = self.table.read(text).map(u16::from);
        known.or_else(|| self.others.get(text).copied())
    }

    /// A number for a new text: `text` as it is in the file, and what it says.
    pub fn learn(&mut self, text: &[u8], says: String) -> Result<u16, Full> {
        let number =
            u16::try_from(self.values.len()).ok().filter(|&at| usize::from(at) < Self::MOST);
        let number = number.ok_or(Full)?;
        self.values.push(says);
        self.array = None;
        // A text with a quote in it is written in several ways.
        let often = u8::try_from(number).is_ok_and(|byte| {
            byte < u8::MAX && !text.contains(&b'"') && self.table.place(text, byte)
        });
        if !often {
            self.others.insert(text.into(), number);
        }
        Ok(number)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The texts by their numbers.
    pub fn array(&mut self) -> Arc<StringArray> {
        let made = self.array.take();
        let made = made.unwrap_or_else(|| Arc::new(StringArray::from_iter_values(&self.values)));
        self.array = Some(Arc::clone(&made));
        made
    }

    /// Forgets what was only met in passing.
    pub fn tidy(&mut self) {
        if self.values.len() > MANY {
            *self = Self::new();
        }
    }
}
