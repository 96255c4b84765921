//! The different values of a column, in the order in which they were met.

use std::collections::HashMap;

use arrow_array::{Array, ArrayRef, new_empty_array};
use arrow_schema::DataType;
use arrow_select::concat::concat;

use super::plain;
use crate::cell::text;
use crate::distinct::numbers;
use crate::error::Error;

/// Not the number of a value.
pub const NONE: u32 = u32::MAX;

/// The different values of a column that comes in batches: each has a number from 0, and so has null.
#[derive(Debug)]
pub struct Distinct {
    kind: DataType,
    /// What values are known by, however they are written in a batch.
    known: HashMap<Vec<u8>, u32>,
    /// The numbers by those that `known` has.
    number_of: Vec<u32>,
    count: usize,
    values: Vec<ArrayRef>,
}

impl Distinct {
    /// The values of a column of this type.
    pub fn new(kind: &DataType) -> Self {
        Self {
            kind: plain::kind(kind),
            known: HashMap::new(),
            number_of: Vec::new(),
            count: 0,
            values: Vec::new(),
        }
    }

    pub fn kind(&self) -> &DataType {
        &self.kind
    }

    /// How many different values there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The number of null, if it was met.
    pub fn null(&self) -> Option<u32> {
        self.number_of.first().copied().filter(|number| *number != NONE)
    }

    /// The number of the value in each of these rows, and the values that are new.
    pub fn add(
        &mut self,
        column: &ArrayRef,
        rows: &[usize],
    ) -> Result<(Vec<u32>, ArrayRef), Error> {
        let met = numbers(column, &mut self.known);
        self.number_of.resize(self.known.len() + 1, NONE);
        let mut new = Vec::new();
        let mut own = Vec::with_capacity(rows.len());
        for &row in rows {
            let met = met.get(row).map_or(0, |&met| met as usize);
            let Some(number) = self.number_of.get_mut(met) else { continue };
            if *number == NONE {
                *number = u32::try_from(self.count).unwrap_or(NONE);
                self.count += 1;
                new.push(Some(row));
            }
            own.push(*number);
        }
        let new = plain::taken(column, &new)?;
        if !new.is_empty() {
            self.values.push(ArrayRef::clone(&new));
        }
        Ok((own, new))
    }

    /// The values by number.
    pub fn all(&mut self) -> Result<ArrayRef, Error> {
        if self.values.len() > 1 {
            let parts: Vec<&dyn Array> = self.values.iter().map(AsRef::as_ref).collect();
            self.values = vec![concat(&parts)?];
        }
        let all = self.values.first().cloned();
        Ok(all.unwrap_or_else(|| new_empty_array(&self.kind)))
    }

    /// The values of these numbers, which come one after the other.
    pub fn range(&self, from: usize, to: usize) -> Result<ArrayRef, Error> {
        let mut before = 0;
        let mut parts: Vec<ArrayRef> = Vec::new();
        for piece in &self.values {
            let (first, last) = (from.max(before), to.min(before + piece.len()));
            if first < last {
                parts.push(piece.slice(first - before, last - first));
            }
            before += piece.len();
        }
        let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
        if parts.is_empty() { Ok(new_empty_array(&self.kind)) } else { Ok(concat(&parts)?) }
    }

    /// The value of a number as messages tell it.
    pub fn text(&self, number: u32) -> Option<String> {
        let mut at = number as usize;
        for piece in &self.values {
            if at < piece.len() {
                return text(piece.as_ref(), at);
            }
            at -= piece.len();
        }
        None
    }

    /// Begins anew with one of the values.
    pub fn begin(&mut self, number: usize) -> Result<(), Error> {
        let value = self.range(number, number + 1)?;
        *self = Self::new(&self.kind);
        self.add(&value, &[0])?;
        Ok(())
    }
}
