//! What each row says about another framework.

use std::sync::Arc;

use arrow_array::builder::Int8Builder;
use arrow_array::types::Int16Type;
use arrow_array::{Array as _, ArrayRef, StringArray};
use arrow_schema::Field;
use shisei::insight::{Certainty, KnownRows, Scope};
use shisei::{Framework, catalog};

use super::ByRow;
use super::lists::{Lists, Numbers, all, list_type, name_type, named, number_type};
use super::rows::Row;
use crate::error::Error;
use crate::output::names_type;

/// What is counted of each row, and the lists that are given on demand.
const COUNTS: [&str; 4] = ["total", "implied", "suggested", "remaining"];
const LISTS: [&str; 3] = ["implied_controls", "suggested_controls", "remaining_controls"];

pub struct CarryOver {
    known: KnownRows,
    lists: bool,
    migrated_to: Arc<StringArray>,
    /// Ids of the controls of the other framework.
    controls: Arc<StringArray>,
}

/// What some rows gave.
pub struct Piece {
    counts: [Numbers; 4],
    migrated_to: Int8Builder,
    lists: [(Lists, Vec<i16>); 3],
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

impl ByRow for CarryOver {
    type Worker<'q> = ();
    type Piece = Piece;

    fn fields(&self) -> Vec<Field> {
        let mut fields = COUNTS.map(|name| Field::new(name, number_type(false), true)).to_vec();
        fields.push(Field::new("migrated_to", names_type(), true));
        if self.lists {
            let list = |name| Field::new(name, list_type(Self::list_fields()), true);
            fields.extend(LISTS.map(list));
        }
        fields
    }

    fn worker(&self) {}

    fn piece(&self, rows: usize) -> Piece {
        Piece {
            counts: COUNTS.map(|_| Numbers::new(false, rows)),
            migrated_to: Int8Builder::with_capacity(rows),
            lists: LISTS.map(|_| (Lists::new(if self.lists { rows } else { 0 }), Vec::new())),
        }
    }

    fn add(&self, (): &mut (), piece: &mut Piece, row: Row<'_>) -> Result<(), shisei::Error> {
        let Row::Good(row) = row else {
            piece.migrated_to.append_null();
            piece.counts.iter_mut().for_each(|counts| counts.push(None));
            if self.lists {
                piece.lists.iter_mut().for_each(|(lists, _)| lists.push(None));
            }
            return Ok(());
        };
        let [mut implied, mut suggested, mut remaining] = [0_usize; 3];
        let [(_, implied_controls), (_, suggested_controls), (_, remaining_controls)] =
            &mut piece.lists;
        for (control, said) in self.known.said(row)? {
            let (count, controls) = match said {
                Some(Certainty::Implied) => (&mut implied, &mut *implied_controls),
                Some(_) => (&mut suggested, &mut *suggested_controls),
                None => (&mut remaining, &mut *remaining_controls),
            };
            *count += 1;
            if self.lists {
                controls.push(control.cast_signed());
            }
        }
        piece.migrated_to.append_option((!self.migrated_to.is_empty()).then_some(0));
        let found = [implied, suggested, remaining];
        let [total, counts @ ..] = &mut piece.counts;
        total.push(Some(self.known.total().into()));
        for (counts, found) in counts.iter_mut().zip(found) {
            counts.push(i64::try_from(found).ok());
        }
        if self.lists {
            for ((lists, _), found) in piece.lists.iter_mut().zip(found) {
                lists.push(Some(found));
            }
        }
        Ok(())
    }

    fn columns(&self, piece: Piece) -> Result<Vec<ArrayRef>, Error> {
        let Piece { counts, mut migrated_to, lists } = piece;
        let mut arrays: Vec<ArrayRef> = counts.map(Numbers::finish).into();
        arrays.push(named(migrated_to.finish(), &self.migrated_to)?);
        if self.lists {
            for (lists, controls) in lists {
                let columns = vec![named(all::<Int16Type>(controls), &self.controls)?];
                arrays.push(lists.finish(Self::list_fields(), columns)?);
            }
        }
        Ok(arrays)
    }
}
