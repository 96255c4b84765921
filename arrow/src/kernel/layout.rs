//! The distinct columns that outputs are made of: what is the same is worked out and kept once.

use super::field::Field;
use super::output::{Bound, Need, Output, Value};

/// How many columns there are to write, and where each output is among them.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Columns of numbers.
    pub numbers: usize,
    /// Columns of outcomes.
    pub outcomes: usize,
    /// Bitmaps of what is present.
    pub bitmaps: usize,
    /// One for each output.
    pub places: Vec<Place>,
}

/// The place of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its values.
    pub column: Column,
    /// Its bitmap, where a value can be absent.
    pub bitmap: Option<usize>,
}

/// A column of values, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Among the numbers.
    Number(usize),
    /// Among the outcomes.
    Outcome(usize),
}

/// What is written, by the positions of the fields that it is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    pub numbers: Vec<Value<usize>>,
    pub outcomes: Vec<Bound>,
    pub bitmaps: Vec<Vec<Need<usize>>>,
}

/// What is known of all rows beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Whether an answer can be missing.
    pub open: bool,
    /// Whether every row has an outcome.
    pub reached: bool,
}

impl Writing {
    /// Chooses them, and adds to `fields` what they are made of.
    pub(super) fn of(outputs: &[Output], known: Known, fields: &mut Vec<Field>) -> (Self, Layout) {
        let mut writing = Self::default();
        let places = outputs.iter().map(|output| writing.place(output, known, fields)).collect();
        let layout = Layout {
            numbers: writing.numbers.len(),
            outcomes: writing.outcomes.len(),
            bitmaps: writing.bitmaps.len(),
            places,
        };
        (writing, layout)
    }

    fn place(&mut self, output: &Output, known: Known, fields: &mut Vec<Field>) -> Place {
        let mut field = |field: Field| {
            // With nothing missing the highest is the lowest, and worked out once.
            position(fields, if known.open { field } else { field.lowered() })
        };
        let bound = |bound| if known.open { bound } else { Bound::Low };
        let column = match output.value.map(&mut field) {
            Value::Outcome(end) => Column::Outcome(position(&mut self.outcomes, bound(end))),
            number => Column::Number(position(&mut self.numbers, number)),
        };
        let mut needs = Vec::new();
        for need in &output.needs {
            let need = match need.map(&mut field) {
                Need::Settled(low, high) if low == high => continue,
                Need::SettledOutcome if !known.open => continue,
                Need::Reached(_) if known.reached => continue,
                Need::Reached(end) => Need::Reached(bound(end)),
                need => need,
            };
            position(&mut needs, need);
        }
        let bitmap = (!needs.is_empty()).then(|| position(&mut self.bitmaps, needs));
        Place { column, bitmap }
    }
}

/// The position of the item, which is added at the end if it is new.
pub(super) fn position<T: PartialEq>(known: &mut Vec<T>, item: T) -> usize {
    known.iter().position(|other| *other == item).unwrap_or_else(|| {
        known.push(item);
        known.len() - 1
    })
}
