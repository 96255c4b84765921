//! What each row says in the terms of another standard: counts of its entries by state.

use arrow_array::ArrayRef;
use arrow_schema::Field;
use shisei::Framework;
use shisei::insight::{EntryCounts, ReferenceRows};

use super::Asked;
use super::lists::{number_type, numbers};
use super::rows::{Row, rows};
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::watch::Watch;

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

impl Asked for References {
    fn fields(&self) -> Vec<Field> {
        let depths = 0..self.rows.depths();
        let fields = depths.flat_map(|depth| {
            COUNTS.map(|(name, _)| Field::new(format!("{name}_{depth}"), number_type(false), true))
        });
        fields.collect()
    }

    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        count: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        let wide = self.rows.depths() * COUNTS.len();
        let (pieces, bad) = rows(
            compiled,
            columns,
            count,
            threads,
            watch,
            || (),
            |_| vec![Vec::new(); wide],
            |(), piece: &mut Vec<Vec<Option<i64>>>, row| {
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
            },
        )?;
        let mut joined = vec![Vec::with_capacity(count); wide];
        for piece in pieces {
            for (all, more) in joined.iter_mut().zip(piece) {
                all.extend(more);
            }
        }
        Ok((joined.into_iter().map(|counts| numbers(counts, false)).collect(), bad))
    }
}
