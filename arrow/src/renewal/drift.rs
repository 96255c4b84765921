//! Why the mean moved: by who came and went, by what firms do, and by the rules.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, new_null_array,
};
use arrow_buffer::i256;
use arrow_schema::{DataType, Field, FieldRef};
use arrow_select::concat::concat;
use shisei::{Code, Problem};

use super::by::Groups;
use super::part::numbers;
use crate::error::Error;
use crate::input::with_numbers;
use crate::narrow::Numeric as _;
use crate::places::one_of_each;
use crate::scorer::invalid;

/// Parts of a point that are told apart: 2^20. Numbers of these add up in floating point without a
/// remainder.
const UNITS: i64 = 1 << 20;

/// Why the mean of a measure moved between two years, cell by cell.
///
/// It takes what [`Comparison`](super::Comparison) gives. The change of the mean is the sum of
///
/// - `mix`: cells that are better or weaker than the whole have grown or shrunk;
/// - `behaviour`: firms that are in both years answer otherwise, under the rules of the later edition;
/// - `rules`: the later edition counts the earlier answers otherwise;
/// - `unsplit`: firms that are in both years, where carried answers are not complete;
/// - `entry`: who is in the later mean alone, against those who are in both;
/// - `exit`: who was in the earlier mean alone, against those who are in both.
///
/// Within cells this is the decomposition of Kitagawa, with the mean of both years' shares as
/// weights. A firm is in the cell that the later table says, in both years. Each part is exact to
/// 2^-20 of a point, and all parts add up to the change of the whole without a remainder.
pub struct Drift {
    measure: String,
    groups: Groups,
    cells: Vec<Cell>,
}

impl std::fmt::Debug for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drift({}, {} cells)", self.measure, self.cells.len())
    }
}

/// Sums over the rows of a cell.
#[derive(Clone, Copy, Default)]
struct Cell {
    before: i64,
    before_sum: i64,
    after: i64,
    after_sum: i64,
    /// Rows with both, and their sums.
    both: i64,
    both_before: i64,
    both_after: i64,
    /// What changed by behaviour and by rules, and what is not known to be either.
    behaviour: i64,
    rules: i64,
    unsplit: i64,
}

/// One of the sums of a cell.
type Sum = fn(&mut Cell) -> &mut i64;

/// The sums of a cell, as a part of a table names them.
const SUMS: [(&str, Sum); 10] = [
    ("before", |cell| &mut cell.before),
    ("before_sum", |cell| &mut cell.before_sum),
    ("after", |cell| &mut cell.after),
    ("after_sum", |cell| &mut cell.after_sum),
    ("both", |cell| &mut cell.both),
    ("both_before", |cell| &mut cell.both_before),
    ("both_after", |cell| &mut cell.both_after),
    ("behaviour", |cell| &mut cell.behaviour),
    ("rules", |cell| &mut cell.rules),
    ("unsplit", |cell| &mut cell.unsplit),
];

/// The parts, in the order of the columns.
const PARTS: [&str; 6] = ["mix", "behaviour", "rules", "unsplit", "entry", "exit"];

/// A fraction, whose denominator is greater than 0.
#[derive(Clone, Copy)]
struct Fraction {
    of: i256,
    by: i256,
}

impl Drift {
    /// Of a measure, `points` or `coverage`, by the values of these columns.
    pub fn new<T: AsRef<str>>(measure: &str, by: &[T]) -> Self {
        let by: Vec<String> = by.iter().map(|name| name.as_ref().to_owned()).collect();
        Self { measure: measure.to_owned(), groups: Groups::by(&by), cells: Vec::new() }
    }

    /// Adds one more batch of a comparison.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column is missing, or not of the type that a comparison gives.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let before = self.column(batch, "before")?.ok_or_else(|| self.missing(batch, "before"))?;
        let after = self.column(batch, "after")?.ok_or_else(|| self.missing(batch, "after"))?;
        let carried = self.column(batch, "carried")?;
        let groups = self.groups.of(batch)?;
        self.cells.resize(self.groups.len(), Cell::default());
        for (row, group) in groups.into_iter().enumerate() {
            let Some(cell) = self.cells.get_mut(group as usize) else { continue };
            let at = |column: &[Option<i64>]| column.get(row).copied().flatten();
            let carried = match &carried {
                Some(carried) => at(carried),
                None => at(&before),
            };
            cell.add(at(&before), carried, at(&after));
        }
        Ok(())
    }

    /// What was added so far, a row for each cell: for another process, which adds it with
    /// [`add_part`](Self::add_part). Parts below each other are a part as well.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column of `by` has the name of a sum.
    pub fn part(&self) -> Result<RecordBatch, Error> {
        let groups: Vec<usize> = (0..self.groups.len()).collect();
        let sums = |sum: Sum| -> ArrayRef {
            let of = |&group: &usize| {
                let mut cell = self.cells.get(group).copied().unwrap_or_default();
                *sum(&mut cell)
            };
            Arc::new(Int64Array::from_iter_values(groups.iter().map(of)))
        };
        let others = SUMS.map(|(name, sum)| (name, sums(sum)));
        self.groups.beside(&groups, others.into(), true)
    }

    /// Adds what another one was given. The sums are exact, whichever parts are put together first.
    ///
    /// # Errors
    /// [`Error::Refused`] where this is no [`part`](Self::part) by the same columns.
    pub fn add_part(&mut self, part: &RecordBatch) -> Result<(), Error> {
        let columns = SUMS.map(|(name, sum)| Ok((numbers(part, name)?, sum)));
        let columns = columns.into_iter().collect::<Result<Vec<_>, Error>>()?;
        let groups = self.groups.of(part)?;
        self.cells.resize(self.groups.len(), Cell::default());
        for (row, group) in groups.into_iter().enumerate() {
            let Some(cell) = self.cells.get_mut(group as usize) else { continue };
            for (column, sum) in &columns {
                *sum(cell) += if column.is_valid(row) { column.value(row) } else { 0 };
            }
        }
        Ok(())
    }

    fn name(&self, end: &str) -> String {
        format!("{}_{end}", self.measure)
    }

    fn column(&self, batch: &RecordBatch, end: &str) -> Result<Option<Vec<Option<i64>>>, Error> {
        let name = self.name(end);
        let Some(column) = batch.column_by_name(&name) else { return Ok(None) };
        if *column.data_type() == DataType::Null {
            return Ok(Some(vec![None; column.len()]));
        }
        let unfit = |kind: &DataType| {
            let problem = Problem::new(Code::OutOfRange).at(&name).given(&kind.to_string());
            invalid(vec![problem.detail("column type")])
        };
        with_numbers!(
            column,
            numbers => {
                let mut values = Vec::with_capacity(column.len());
                for (row, number) in numbers.values().iter().enumerate() {
                    if column.is_null(row) || number.is_nothing() {
                        values.push(None);
                        continue;
                    }
                    let whole = number.whole().ok_or_else(|| unfit(column.data_type()))?;
                    values.push(Some(whole));
                }
                Ok(Some(values))
            },
            Err(unfit(column.data_type()))
        )
    }

    fn missing(&self, batch: &RecordBatch, end: &str) -> Error {
        let fields = batch.schema_ref().fields();
        let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
        let problem = Problem::new(Code::UnknownReference).given(&self.name(end));
        invalid(vec![problem.nearest_of(names)])
    }

    /// A row for each cell, in the order of their values, and the whole as the last: the columns of
    /// `by`, `whole`, `before`, `after` and `both` (rows), `mean_before`, `mean_after`, `change` and
    /// its parts. The `change` of a cell is what it adds to the change of the whole.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column of `by` has the name of one of these.
    pub fn finish(&self) -> Result<RecordBatch, Error> {
        let order = self.groups.sorted()?;
        let nothing = Cell::default();
        let cells: Vec<&Cell> =
            order.iter().map(|&group| self.cells.get(group).unwrap_or(&nothing)).collect();
        let whole = Cell::whole(&cells);
        let parts = parts(&cells, &whole);
        let mut fields: Vec<Field> = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (field, array) in self.groups.columns(&order)? {
            let end = new_null_array(array.data_type(), 1);
            fields.push(FieldRef::as_ref(&field).clone().with_nullable(true));
            arrays.push(concat(&[array.as_ref(), end.as_ref()])?);
        }
        let mut push = |name: &str, array: ArrayRef| {
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        };
        let is_whole = (0..=cells.len()).map(|at| Some(at == cells.len()));
        push("whole", Arc::new(is_whole.collect::<BooleanArray>()));
        let all = || cells.iter().copied().chain([&whole]);
        let count = |of: fn(&Cell) -> i64| -> ArrayRef {
            Arc::new(all().map(|cell| Some(of(cell))).collect::<Int64Array>())
        };
        push("before", count(|cell| cell.before));
        push("after", count(|cell| cell.after));
        push("both", count(|cell| cell.both));
        let mean = |of: fn(&Cell) -> (i64, i64)| -> ArrayRef {
            let mean = |cell| {
                let (sum, rows) = of(cell);
                (rows > 0).then(|| value(Fraction::new(sum, rows).units().0))
            };
            Arc::new(all().map(mean).collect::<Float64Array>())
        };
        push("mean_before", mean(|cell| (cell.before_sum, cell.before)));
        push("mean_after", mean(|cell| (cell.after_sum, cell.after)));
        let sums = |at: Option<usize>| -> ArrayRef {
            let of = |parts: &[i64; 6]| match at {
                Some(at) => parts.get(at).copied().unwrap_or(0),
                None => parts.iter().sum(),
            };
            let sums: Vec<i64> = parts.iter().flatten().map(of).collect();
            let whole = sums.iter().sum();
            let known = parts.is_some();
            let each = sums.into_iter().chain([whole]).map(|units| Some(value(units)));
            if known {
                Arc::new(each.collect::<Float64Array>())
            } else {
                new_null_array(&DataType::Float64, cells.len() + 1)
            }
        };
        push("change", sums(None));
        for (at, name) in PARTS.iter().enumerate() {
            push(name, sums(Some(at)));
        }
        Ok(RecordBatch::try_new(one_of_each(fields)?, arrays)?)
    }
}

impl Cell {
    fn add(&mut self, before: Option<i64>, carried: Option<i64>, after: Option<i64>) {
        if let Some(before) = before {
            self.before += 1;
            self.before_sum += before;
        }
        if let Some(after) = after {
            self.after += 1;
            self.after_sum += after;
        }
        if let (Some(before), Some(after)) = (before, after) {
            self.both += 1;
            self.both_before += before;
            self.both_after += after;
            match carried {
                Some(carried) => {
                    self.behaviour += after - carried;
                    self.rules += carried - before;
                }
                None => self.unsplit += after - before,
            }
        }
    }

    fn whole(cells: &[&Self]) -> Self {
        let mut whole = Self::default();
        for cell in cells {
            whole.before += cell.before;
            whole.before_sum += cell.before_sum;
            whole.after += cell.after;
            whole.after_sum += cell.after_sum;
            whole.both += cell.both;
        }
        whole
    }

    /// The parts of a cell, of which the whole has these.
    fn parts(&self, whole: &Self) -> [Fraction; 6] {
        let zero = Fraction::new(0, 1);
        let middle = Fraction::new(whole.before_sum, whole.before)
            .plus(Fraction::new(whole.after_sum, whole.after))
            .half();
        let share_before = Fraction::new(self.before, whole.before);
        let share_after = Fraction::new(self.after, whole.after);
        if self.before == 0 || self.after == 0 {
            let mut mix = zero;
            if self.after > 0 {
                let mean = Fraction::new(self.after_sum, self.after);
                mix = mix.plus(share_after.times(mean.minus(middle)));
            }
            if self.before > 0 {
                let mean = Fraction::new(self.before_sum, self.before);
                mix = mix.minus(share_before.times(mean.minus(middle)));
            }
            return [mix, zero, zero, zero, zero, zero];
        }
        let mean_before = Fraction::new(self.before_sum, self.before);
        let mean_after = Fraction::new(self.after_sum, self.after);
        let mix = share_after
            .minus(share_before)
            .times(mean_before.plus(mean_after).half().minus(middle));
        let weight = share_before.plus(share_after).half();
        let weighed = |part: Fraction| part.times(weight);
        if self.both == 0 {
            // Nobody is in both: who went and who came are held against the whole.
            let (exit, entry) = (middle.minus(mean_before), mean_after.minus(middle));
            return [mix, zero, zero, zero, weighed(entry), weighed(exit)];
        }
        let each = |sum: i64| Fraction::new(sum, self.both);
        [
            mix,
            weighed(each(self.behaviour)),
            weighed(each(self.rules)),
            weighed(each(self.unsplit)),
            weighed(mean_after.minus(each(self.both_after))),
            weighed(each(self.both_before).minus(mean_before)),
        ]
    }
}

/// The parts of each cell in units, which add up to the change of the whole. `None` if either year
/// is empty.
fn parts(cells: &[&Cell], whole: &Cell) -> Option<Vec<[i64; 6]>> {
    if whole.before == 0 || whole.after == 0 {
        return None;
    }
    let exact: Vec<[Fraction; 6]> = cells.iter().map(|cell| cell.parts(whole)).collect();
    let rounded: Vec<(i64, i64)> = exact.iter().flatten().map(|part| part.units()).collect();
    let change = Fraction::new(whole.after_sum, whole.after)
        .minus(Fraction::new(whole.before_sum, whole.before));
    let missing = change.units().0 - rounded.iter().map(|(units, _)| units).sum::<i64>();
    // What rounding took away or added goes back to where it took or added most.
    let mut places: Vec<usize> = (0..rounded.len()).collect();
    let error = |at: &usize| rounded.get(*at).map_or(0, |(_, error)| *error);
    places.sort_by_key(|at| if missing > 0 { -error(at) } else { error(at) });
    let mut units: Vec<i64> = rounded.iter().map(|(units, _)| *units).collect();
    let count = usize::try_from(missing.unsigned_abs()).unwrap_or(usize::MAX);
    for at in places.iter().cycle().take(count) {
        if let Some(units) = units.get_mut(*at) {
            *units += missing.signum();
        }
    }
    Some(units.as_chunks::<6>().0.to_vec())
}

impl Fraction {
    fn new(of: i64, by: i64) -> Self {
        Self { of: i256::from_i128(i128::from(of)), by: i256::from_i128(i128::from(by.max(1))) }
    }

    fn plus(self, other: Self) -> Self {
        let of = self.of.wrapping_mul(other.by).wrapping_add(other.of.wrapping_mul(self.by));
        Self { of, by: self.by.wrapping_mul(other.by) }.reduced()
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self { of: i256::ZERO.wrapping_sub(other.of), by: other.by })
    }

    fn times(self, other: Self) -> Self {
        Self { of: self.of.wrapping_mul(other.of), by: self.by.wrapping_mul(other.by) }.reduced()
    }

    fn half(self) -> Self {
        Self { of: self.of, by: self.by.wrapping_mul(i256::from_i128(2)) }.reduced()
    }

    /// In lowest terms: so no product here passes 2^255, with up to 10^9 rows.
    fn reduced(self) -> Self {
        let (mut one, mut other) = (self.of.wrapping_abs(), self.by);
        while other != i256::ZERO {
            (one, other) = (other, one.checked_rem(other).unwrap_or(i256::ZERO));
        }
        let by = |number: i256| number.checked_div(one).unwrap_or(number);
        Self { of: by(self.of), by: by(self.by) }
    }

    /// The nearest number of units, and what is missing to the exact one, in 2^-20 of a unit.
    fn units(self) -> (i64, i64) {
        let fine = i256::from_i128(i128::from(UNITS) * i128::from(UNITS));
        let floor = |number: i256, by: i256| -> i256 {
            let whole = number.checked_div(by).unwrap_or(i256::ZERO);
            let below = whole.wrapping_mul(by) > number;
            if below { whole.wrapping_sub(i256::ONE) } else { whole }
        };
        let scaled = floor(self.of.wrapping_mul(fine), self.by).to_i128().unwrap_or(0);
        let units = (scaled + i128::from(UNITS / 2)).div_euclid(i128::from(UNITS));
        let error = scaled - units * i128::from(UNITS);
        (i64::try_from(units).unwrap_or(0), i64::try_from(error).unwrap_or(0))
    }
}

#[allow(
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "units of 2^-20 are exact in floating point"
)]
fn value(units: i64) -> f64 {
    units as f64 / UNITS as f64
}
