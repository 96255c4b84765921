//! Rows in groups, by the values of some columns.

use std::cmp::Ordering;
use std::collections::HashMap;

use arrow_array::{Array, ArrayRef, RecordBatch, new_empty_array};
use arrow_schema::{Field, FieldRef};
use arrow_select::concat::concat;
use arrow_select::interleave::interleave;
use shisei::{Code, Problem};

use crate::cell::text;
use crate::distinct::numbers;
use crate::error::Error;
use crate::places::one_of_each;
use crate::scorer::invalid;

/// Groups at most: counts of each are kept.
const MOST_GROUPS: usize = 100_000;

/// The groups that rows of a table fall into, in the order in which they were met.
#[derive(Debug)]
pub struct Groups {
    names: Vec<String>,
    fields: Vec<FieldRef>,
    columns: Vec<HashMap<Vec<u8>, u32>>,
    /// The values of the columns together, in order of the groups.
    known: HashMap<Vec<u32>, u32>,
    /// Rows that were the first of their groups, batch by batch.
    first: Vec<Vec<ArrayRef>>,
}

impl Groups {
    /// By the columns of these names; by none all rows are one group.
    pub fn by(names: &[String]) -> Self {
        Self {
            names: names.to_vec(),
            fields: Vec::new(),
            columns: vec![HashMap::new(); names.len()],
            known: HashMap::new(),
            first: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        if self.names.is_empty() { 1 } else { self.known.len() }
    }

    /// The group of each row of a batch.
    pub fn of(&mut self, batch: &RecordBatch) -> Result<Vec<u32>, Error> {
        let arrays = self.arrays(batch)?;
        let rows = batch.num_rows();
        let mut groups = vec![0; rows];
        if arrays.is_empty() {
            return Ok(groups);
        }
        let values: Vec<Vec<u32>> = arrays
            .iter()
            .zip(&mut self.columns)
            .map(|(array, known)| numbers(array, known))
            .collect();
        let mut recent = Recent::new(self.columns.iter().map(HashMap::len), rows);
        let mut new = Vec::new();
        let mut key = Vec::with_capacity(arrays.len());
        for (row, group) in groups.iter_mut().enumerate() {
            let own = values.iter().filter_map(|numbers| numbers.get(row).copied());
            let place = recent.place(own.clone());
            if let Some(known) = recent.known(place) {
                *group = known;
                continue;
            }
            key.clear();
            key.extend(own);
            let next = u32::try_from(self.known.len()).unwrap_or(NONE);
            *group = if let Some(&known) = self.known.get(&key) {
                known
            } else {
                self.known.insert(key.clone(), next);
                new.push((0, row));
                next
            };
            recent.note(place, *group);
        }
        if self.known.len() > MOST_GROUPS {
            let problem = Problem::new(Code::TooLarge).at("by");
            return Err(invalid(vec![problem.detail(format!("> {MOST_GROUPS}"))]));
        }
        let first = arrays.iter().map(|array| interleave(&[array.as_ref()], &new));
        self.first.push(first.collect::<Result<_, _>>()?);
        Ok(groups)
    }

    fn arrays(&mut self, batch: &RecordBatch) -> Result<Vec<ArrayRef>, Error> {
        let schema = batch.schema_ref();
        let mut problems = Vec::new();
        let mut arrays = Vec::new();
        let mut fields = Vec::new();
        for name in &self.names {
            let known = || schema.fields().iter().map(|field| field.name().as_str());
            match schema.column_with_name(name) {
                None => {
                    let problem = Problem::new(Code::UnknownColumn).at("by").given(name);
                    problems.push(problem.nearest_of(known()));
                }
                Some((at, _)) => {
                    arrays.extend(batch.columns().get(at).cloned());
                    fields.extend(schema.fields().get(at).cloned());
                }
            }
        }
        if !problems.is_empty() {
            return Err(invalid(problems));
        }
        if self.fields.is_empty() {
            self.fields = fields;
        } else if let Some((field, _)) = self
            .fields
            .iter()
            .zip(&fields)
            .find(|(one, other)| one.data_type() != other.data_type())
        {
            let problem = Problem::new(Code::Contradiction).at(field.name());
            return Err(invalid(vec![problem.detail("the batches of a table differ")]));
        }
        Ok(arrays)
    }

    /// The columns, with a row for each of these groups.
    pub fn columns(&self, groups: &[usize]) -> Result<Vec<(FieldRef, ArrayRef)>, Error> {
        let each = self.fields.iter().enumerate().map(|(at, field)| {
            let all = self.all(at, field)?;
            let places: Vec<(usize, usize)> = groups.iter().map(|&group| (0, group)).collect();
            Ok((FieldRef::clone(field), interleave(&[all.as_ref()], &places)?))
        });
        each.collect()
    }

    /// The columns, with a row for each of these groups, and `others` behind them.
    pub fn beside(
        &self,
        groups: &[usize],
        others: Vec<(&str, ArrayRef)>,
        nullable: bool,
    ) -> Result<RecordBatch, Error> {
        let (mut fields, mut arrays): (Vec<Field>, Vec<ArrayRef>) = self
            .columns(groups)?
            .into_iter()
            .map(|(field, array)| (field.as_ref().clone(), array))
            .unzip();
        for (name, array) in others {
            fields.push(Field::new(name, array.data_type().clone(), nullable));
            arrays.push(array);
        }
        Ok(RecordBatch::try_new(one_of_each(fields)?, arrays)?)
    }

    fn all(&self, at: usize, field: &FieldRef) -> Result<ArrayRef, Error> {
        let parts: Vec<&dyn Array> =
            self.first.iter().filter_map(|first| first.get(at)).map(AsRef::as_ref).collect();
        if parts.is_empty() {
            return Ok(new_empty_array(field.data_type()));
        }
        Ok(concat(&parts)?)
    }

    /// The groups in the order of their values: numbers by size, anything else as text.
    pub fn sorted(&self) -> Result<Vec<usize>, Error> {
        let mut groups: Vec<usize> = (0..self.len()).collect();
        let columns = self.fields.iter().enumerate().map(|(at, field)| {
            let all = self.all(at, field)?;
            Ok((0..all.len()).map(|row| Value::of(all.as_ref(), row)).collect())
        });
        let columns: Vec<Vec<Value>> = columns.collect::<Result<_, Error>>()?;
        groups.sort_by(|&one, &other| {
            columns.iter().fold(Ordering::Equal, |order, column| {
                order.then_with(|| column.get(one).cmp(&column.get(other)))
            })
        });
        Ok(groups)
    }
}

/// Not the number of a group.
const NONE: u32 = u32::MAX;
/// Places for groups, however few the rows are.
const FEWEST_PLACES: usize = 1 << 10;

/// Groups by the numbers of their values, where there are not too many that could be.
struct Recent {
    /// How many numbers each column has.
    sizes: Vec<usize>,
    groups: Vec<u32>,
}

impl Recent {
    fn new(known: impl Iterator<Item = usize>, rows: usize) -> Self {
        let sizes: Vec<usize> = known.map(|known| known + 1).collect();
        let all = sizes.iter().try_fold(1_usize, |all, &size| all.checked_mul(size));
        let all = all.filter(|&all| all <= rows.max(FEWEST_PLACES)).unwrap_or(0);
        Self { sizes, groups: vec![NONE; all] }
    }

    fn place(&self, numbers: impl Iterator<Item = u32>) -> usize {
        if self.groups.is_empty() {
            return 0;
        }
        numbers.zip(&self.sizes).fold(0, |place, (number, size)| place * size + number as usize)
    }

    fn known(&self, place: usize) -> Option<u32> {
        self.groups.get(place).copied().filter(|&group| group != NONE)
    }

    fn note(&mut self, place: usize, group: u32) {
        if let Some(slot) = self.groups.get_mut(place) {
            *slot = group;
        }
    }
}

/// A value to sort by; nothing comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Nothing,
    Number(i64),
    Text(String),
}

impl Value {
    fn of(array: &dyn Array, row: usize) -> Self {
        match text(array, row) {
            None => Self::Nothing,
            Some(text) if array.data_type().is_integer() => {
                text.parse().map_or(Self::Text(text), Self::Number)
            }
            Some(text) => Self::Text(text),
        }
    }
}
