//! What each row says in the terms of another standard: counts of its entries by state, and the
//! entries.

use std::sync::Arc;

use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{ArrayRef, StringArray};
use arrow_schema::Field;
use shisei::Framework;
use shisei::insight::{EntryCounts, EntryState, ReferenceRows};

use super::ByRow;
use super::lists::{Lists, Numbers, all, list_type, name_type, named, number_type};
use super::rows::Row;
use crate::error::Error;
use crate::output::names_type;

type Count = fn(&EntryCounts) -> u32;

/// The counts of one depth, by name.
const COUNTS: [(&str, Count); 7] = [
    ("of", |counts| counts.of),
    ("met", |counts| counts.met),
    ("partial", |counts| counts.partial),
    ("unmet", |counts| counts.unmet),
    ("open", |counts| counts.open),
    ("not_applicable", |counts| counts.not_applicable),
    ("not_addressed", |counts| counts.not_addressed),
];

pub struct References {
    rows: ReferenceRows,
    /// Whether the entries are listed too.
    lists: bool,
    /// The numbers of the entries, and their depths.
    numbers: Arc<StringArray>,
    depths: Vec<i64>,
    states: Arc<StringArray>,
}

/// What some rows gave.
pub struct Piece {
    counts: Vec<Numbers>,
    lists: Lists,
    /// The states of the entries, row by row.
    states: Vec<i8>,
}

impl References {
    pub fn new(framework: &Framework, scheme: &str, lists: bool) -> Result<Self, shisei::Error> {
        let rows = ReferenceRows::new(framework, scheme)?;
        let numbers = rows.entries().map(|(number, _)| Some(number)).collect::<StringArray>();
        let depths = rows.entries().map(|(_, depth)| i64::try_from(depth).unwrap_or(i64::MAX));
        let states = EntryState::ALL.iter().map(|state| Some(state.as_str()));
        Ok(Self {
            lists,
            numbers: Arc::new(numbers),
            depths: depths.collect(),
            states: Arc::new(states.collect::<StringArray>()),
            rows,
        })
    }

    fn entry_fields() -> Vec<Field> {
        vec![
            Field::new("number", name_type(), true),
            Field::new("depth", number_type(false), true),
            Field::new("state", names_type(), true),
        ]
    }
}

impl ByRow for References {
    type Worker<'q> = ();
    type Piece = Piece;

    fn fields(&self) -> Vec<Field> {
        let depths = 0..self.rows.depths();
        let fields = depths.flat_map(|depth| {
            COUNTS.map(|(name, _)| Field::new(format!("{name}_{depth}"), number_type(false), true))
        });
        let entries =
            self.lists.then(|| Field::new("entries", list_type(Self::entry_fields()), true));
        fields.chain(entries).collect()
    }

    fn worker(&self) {}

    fn piece(&self, rows: usize) -> Piece {
        let columns = 0..self.rows.depths() * COUNTS.len();
        Piece {
            counts: columns.map(|_| Numbers::new(false, rows)).collect(),
            lists: Lists::new(if self.lists { rows } else { 0 }),
            states: Vec::new(),
        }
    }

    fn add(&self, (): &mut (), piece: &mut Piece, row: Row<'_>) -> Result<(), shisei::Error> {
        let states = match row {
            Row::Good(row) => Some(self.rows.entry_states(row)?),
            Row::Bad => None,
        };
        let counts = states.as_deref().map(|states| self.rows.counted(states));
        let counts = counts.unwrap_or_default();
        for (at, column) in piece.counts.iter_mut().enumerate() {
            let counts = counts.get(at / COUNTS.len());
            let count = counts.zip(COUNTS.get(at % COUNTS.len()));
            column.push(count.map(|(counts, (_, count))| count(counts).into()));
        }
        if self.lists {
            piece.lists.push(states.as_ref().map(Vec::len));
            let place = |state: &EntryState| {
                let at = EntryState::ALL.iter().position(|one| one == state);
                at.and_then(|at| i8::try_from(at).ok()).unwrap_or_default()
            };
            piece.states.extend(states.iter().flatten().map(place));
        }
        Ok(())
    }

    fn columns(&self, piece: Piece) -> Result<Vec<ArrayRef>, Error> {
        let Piece { counts, lists, states } = piece;
        let mut arrays: Vec<ArrayRef> = counts.into_iter().map(Numbers::finish).collect();
        if self.lists {
            let each = self.depths.len();
            let (mut keys, mut depths) = (Vec::new(), Numbers::new(false, states.len()));
            for at in 0..states.len() {
                let entry = at.checked_rem(each).unwrap_or(0);
                keys.push(i16::try_from(entry).unwrap_or(i16::MAX));
                depths.push(self.depths.get(entry).copied());
            }
            let columns = vec![
                named(all::<Int16Type>(keys), &self.numbers)?,
                depths.finish(),
                named(all::<Int8Type>(states), &self.states)?,
            ];
            arrays.push(lists.finish(Self::entry_fields(), columns)?);
        }
        Ok(arrays)
    }
}
