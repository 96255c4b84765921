//! What each row says about another framework.

use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::Field;
use shisei::insight::{Certainty, KnownRows, Scope};
use shisei::{Framework, catalog};

use super::Asked;
use super::lists::{few_names, list, list_type, name_type, names, number_type, numbers};
use super::rows::{Row, rows};
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::output::names_type;
use crate::watch::Watch;

/// Lists that are given on demand, by what is said of their controls.
const LISTS: [(&str, Option<Certainty>); 3] = [
    ("implied_controls", Some(Certainty::Implied)),
    ("suggested_controls", Some(Certainty::Suggested)),
    ("remaining_controls", None),
];

pub struct CarryOver {
    known: KnownRows,
    lists: bool,
    migrated_to: Arc<StringArray>,
    /// Ids of the controls of the other framework.
    controls: ArrayRef,
}

/// What some rows gave.
#[derive(Default)]
struct Piece {
    good: Vec<bool>,
    counts: [Vec<Option<i64>>; 3],
    lengths: [Vec<u16>; 3],
    controls: [Vec<i16>; 3],
}

impl CarryOver {
    pub fn new(
        from: &Framework,
        to: &Framework,
        tier: Option<&str>,
        lists: bool,
    ) -> Result<Self, shisei::Error> {
        let scope = tier.map_or(Scope::new(to), |tier| Scope::new(to).tier(tier));
        let find = |reference: &str| catalog::framework(reference).ok().cloned();
        let known = KnownRows::new(from, scope, catalog::crosswalks::all(), &find)?;
        let edition = known.migrated_to().map(shisei::Reference::as_str);
        let migrated_to = Arc::new(edition.into_iter().map(Some).collect::<StringArray>());
        let ids = to.controls().iter().map(|control| Some(&*control.id));
        let controls = Arc::new(ids.collect::<StringArray>());
        Ok(Self { known, lists, migrated_to, controls })
    }

    fn list_fields() -> Vec<Field> {
        vec![Field::new("control", name_type(), true)]
    }
}

impl Asked for CarryOver {
    fn fields(&self) -> Vec<Field> {
        let number = |name| Field::new(name, number_type(false), true);
        let mut fields = ["total", "implied", "suggested", "remaining"].map(number).to_vec();
        fields.push(Field::new("migrated_to", names_type(), true));
        if self.lists {
            let list = |(name, _)| Field::new(name, list_type(Self::list_fields()), true);
            fields.extend(LISTS.map(list));
        }
        fields
    }

    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        count: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        let (pieces, bad) = rows(
            compiled,
            columns,
            count,
            threads,
            watch,
            || (),
            |_| Piece::default(),
            |(), piece, row| {
                match row {
                    Row::Good(row) => piece.add(self.known.said(row)?, self.lists),
                    Row::Bad => piece.nothing(),
                }
                Ok(())
            },
        )?;
        let Piece { good, counts, lengths, controls } = Piece::joined(pieces);
        let total = i64::from(self.known.total());
        let mut arrays =
            vec![numbers(good.iter().map(|good| good.then_some(total)).collect(), false)];
        arrays.extend(counts.map(|counts| numbers(counts, false)));
        let place = if self.migrated_to.is_empty() { -1 } else { 0 };
        let places = good.iter().map(|good| if *good { place } else { -1 });
        arrays.push(few_names(places.collect(), &self.migrated_to)?);
        if self.lists {
            let good = NullBuffer::from(good);
            for (lengths, controls) in lengths.iter().zip(controls) {
                let columns = vec![names(controls, &self.controls)?];
                arrays.push(list(Self::list_fields(), columns, lengths, Some(good.clone()))?);
            }
        }
        Ok((arrays, bad))
    }
}

impl Piece {
    fn add(&mut self, said: impl Iterator<Item = (u16, Option<Certainty>)>, lists: bool) {
        let mut found = [0_i64; 3];
        let mut lengths = [0_u16; 3];
        for (control, said) in said {
            let which = match said {
                Some(Certainty::Implied) => 0,
                None => 2,
                Some(_) => 1,
            };
            if let Some(count) = found.get_mut(which) {
                *count += 1;
            }
            if lists
                && let (Some(length), Some(controls)) =
                    (lengths.get_mut(which), self.controls.get_mut(which))
            {
                *length += 1;
                controls.push(control.cast_signed());
            }
        }
        self.good.push(true);
        for (counts, count) in self.counts.iter_mut().zip(found) {
            counts.push(Some(count));
        }
        self.measure(lengths, lists);
    }

    fn nothing(&mut self) {
        self.good.push(false);
        for counts in &mut self.counts {
            counts.push(None);
        }
        self.measure([0; 3], true);
    }

    fn measure(&mut self, lengths: [u16; 3], lists: bool) {
        if lists {
            for (all, length) in self.lengths.iter_mut().zip(lengths) {
                all.push(length);
            }
        }
    }

    fn joined(pieces: Vec<Self>) -> Self {
        let mut pieces = pieces.into_iter();
        let mut first = pieces.next().unwrap_or_default();
        for piece in pieces {
            first.good.extend(piece.good);
            for (all, more) in first.counts.iter_mut().zip(piece.counts) {
                all.extend(more);
            }
            for (all, more) in first.lengths.iter_mut().zip(piece.lengths) {
                all.extend(more);
            }
            for (all, more) in first.controls.iter_mut().zip(piece.controls) {
                all.extend(more);
            }
        }
        first
    }
}
