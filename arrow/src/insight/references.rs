//! What each row says in the terms of another standard: counts of its entries by state.

use arrow_array::ArrayRef;
use arrow_schema::Field;
use shisei::Framework;
use shisei::insight::{EntryCounts, ReferenceRows};

use super::ByRow;
use super::lists::{Numbers, number_type};
use super::rows::Row;
use crate::error::Error;

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
}

impl References {
    pub fn new(framework: &Framework, scheme: &str) -> Result<Self, shisei::Error> {
        Ok(Self { rows: ReferenceRows::new(framework, scheme)? })
    }
}

impl ByRow for References {
    type Worker<'q> = ();
    type Piece = Vec<Numbers>;

    fn fields(&self) -> Vec<Field> {
        let depths = 0..self.rows.depths();
        let fields = depths.flat_map(|depth| {
            COUNTS.map(|(name, _)| Field::new(format!("{name}_{depth}"), number_type(false), true))
        });
        fields.collect()
    }

    fn worker(&self) {}

    fn piece(&self, rows: usize) -> Vec<Numbers> {
        let columns = 0..self.rows.depths() * COUNTS.len();
        columns.map(|_| Numbers::new(false, rows)).collect()
    }

    fn add(
        &self,
        (): &mut (),
        piece: &mut Vec<Numbers>,
        row: Row<'_>,
    ) -> Result<(), shisei::Error> {
        let counts = match row {
            Row::Good(row) => self.rows.counts(row)?,
            Row::Bad => Vec::new(),
        };
        for (at, column) in piece.iter_mut().enumerate() {
            let counts = counts.get(at / COUNTS.len());
            let count = counts.zip(COUNTS.get(at % COUNTS.len()));
            column.push(count.map(|(counts, (_, count))| count(counts).into()));
        }
        Ok(())
    }

    fn columns(&self, piece: Vec<Numbers>) -> Result<Vec<ArrayRef>, Error> {
        Ok(piece.into_iter().map(Numbers::finish).collect())
    }
}
