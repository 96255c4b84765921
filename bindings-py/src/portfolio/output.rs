//! The columns of a scored table: their names, what they are made of, and how they become Arrow.

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Int8Type};
use arrow_array::{ArrayRef, DictionaryArray, Int8Array, PrimitiveArray, StringArray};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::DataType;
use shisei::Framework;
use shisei::model::{Rule, Standing};
use shisei::portfolio::{Field, GroupField, NO_OUTCOME, Number};
use shisei::scoring::State;

/// A number with bounds, by the fields that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: Field,
    pub high: Field,
    /// Nothing is scored where this is 0.
    pub counted: Option<Field>,
    /// Shown as whole percent of this.
    pub of: Option<Field>,
}

/// Which end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The value, where both ends are the same.
    Value,
    Low,
    High,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Range(Range, End),
    Plain(Field),
    Outcome(End),
}

/// One column of the result.
#[derive(Clone, Debug)]
pub struct Output {
    pub name: String,
    pub kind: Kind,
}

const TALLY: [(&str, State); 7] = [
    ("met", State::Met),
    ("partial", State::Partial),
    ("unmet", State::Unmet),
    ("unknown", State::Unknown),
    ("unanswered", State::Unanswered),
    ("not_applicable", State::NotApplicable),
    ("accepted", State::Accepted),
];

/// Every column that a framework gives, in order.
pub fn outputs(framework: &Framework) -> Vec<Output> {
    let mut outputs = Vec::new();
    let mut add = |name: &str, kind| outputs.push(Output { name: name.to_owned(), kind });
    let excludes =
        framework.definition().scales.iter().any(|scale| {
            scale.choices.iter().any(|choice| choice.standing == Standing::NotApplicable)
        });
    let counted = |field| excludes.then_some(field);
    if framework.has_points() {
        let points = Range {
            low: Field::PointsLow,
            high: Field::PointsHigh,
            counted: counted(Field::PointsCounted),
            of: None,
        };
        add("points", Kind::Range(points, End::Value));
        add("points_low", Kind::Range(points, End::Low));
        add("points_high", Kind::Range(points, End::High));
    }
    if framework.definition().coverage.is_some() {
        let coverage = Range {
            low: Field::CreditLow,
            high: Field::CreditHigh,
            counted: Some(Field::CreditOf),
            of: Some(Field::CreditOf),
        };
        add("coverage", Kind::Range(coverage, End::Value));
        add("coverage_low", Kind::Range(coverage, End::Low));
        add("coverage_high", Kind::Range(coverage, End::High));
        add("credit_low", Kind::Plain(Field::CreditLow));
        add("credit_high", Kind::Plain(Field::CreditHigh));
        add("credit_of", Kind::Plain(Field::CreditOf));
    }
    if framework.rule().is_some() {
        add("outcome", Kind::Outcome(End::Value));
        add("outcome_low", Kind::Outcome(End::Low));
        add("outcome_high", Kind::Outcome(End::High));
    }
    for (at, group) in (0_u16..).zip(framework.groups()) {
        let field = |field| Field::Group(at, field);
        let range = if framework.has_points() {
            Range {
                low: field(GroupField::PointsLow),
                high: field(GroupField::PointsHigh),
                counted: counted(field(GroupField::PointsCounted)),
                of: None,
            }
        } else {
            let of = field(GroupField::CreditOf);
            Range {
                low: field(GroupField::CreditLow),
                high: field(GroupField::CreditHigh),
                counted: Some(of),
                of: Some(of),
            }
        };
        if framework.has_points() || framework.definition().coverage.is_some() {
            add(&group.id, Kind::Range(range, End::Value));
        }
    }
    for (name, state) in TALLY {
        add(name, Kind::Plain(Field::Tally(state)));
    }
    outputs
}

/// The fields that columns are made of. When no answer can be missing, both ends are the low one.
pub fn fields(outputs: &[Output], closed: bool) -> Vec<Field> {
    let mut fields = Vec::new();
    for output in outputs {
        match output.kind {
            Kind::Plain(field) => push(&mut fields, lowered(field, closed)),
            Kind::Outcome(_) => {}
            Kind::Range(range, _) => {
                push(&mut fields, range.low);
                push(&mut fields, lowered(range.high, closed));
                range.counted.into_iter().chain(range.of).for_each(|f| push(&mut fields, f));
            }
        }
    }
    fields
}

fn push(fields: &mut Vec<Field>, field: Field) {
    if !fields.contains(&field) {
        fields.push(field);
    }
}

fn lowered(field: Field, closed: bool) -> Field {
    if closed { field.lowered() } else { field }
}

/// Ids of the outcomes, in the order of their positions.
pub fn outcome_names(framework: &Framework) -> Vec<String> {
    match framework.rule() {
        Some(Rule::Bands(bands)) => bands.steps.iter().map(|band| band.id.to_string()).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| tier.id.to_string()).collect(),
        None => Vec::new(),
    }
}

pub fn outcome_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

/// Rows as scored: sums by field, positions of outcomes, and which rows are good.
pub struct Sums<T: Number + ArrowNativeType> {
    pub rows: usize,
    pub fields: Vec<(Field, ScalarBuffer<T>)>,
    pub low: ScalarBuffer<i8>,
    pub high: ScalarBuffer<i8>,
    /// None when every row is good.
    pub good: Option<BooleanBuffer>,
    pub closed: bool,
    pub missing: bool,
    pub names: Arc<StringArray>,
}

impl<T: Number + ArrowNativeType> Sums<T> {
    fn field(&self, field: Field) -> ScalarBuffer<T> {
        let field = lowered(field, self.closed);
        let found = self.fields.iter().find(|(known, _)| *known == field);
        found.map_or_else(|| ScalarBuffer::from(Vec::new()), |(_, sums)| sums.clone())
    }

    pub fn array<P: ArrowPrimitiveType<Native = T>>(&self, kind: Kind) -> ArrayRef {
        match kind {
            Kind::Plain(field) => {
                let nulls = self.good.clone().map(NullBuffer::new);
                Arc::new(PrimitiveArray::<P>::new(self.field(field), nulls))
            }
            Kind::Range(range, end) => self.range::<P>(range, end),
            Kind::Outcome(end) => self.outcome(end),
        }
    }

    fn range<P: ArrowPrimitiveType<Native = T>>(&self, range: Range, end: End) -> ArrayRef {
        let (low, high) = (self.field(range.low), self.field(range.high));
        let counted = range.counted.map(|field| self.field(field));
        let mut valid = self.good.clone();
        let mut also = |test: &dyn Fn(usize) -> bool| {
            let more = BooleanBuffer::collect_bool(self.rows, test);
            valid = Some(valid.take().map_or_else(|| more.clone(), |valid| &valid & &more));
        };
        if end == End::Value && self.missing {
            also(&|at| low.get(at) == high.get(at));
        }
        if let Some(counted) = &counted {
            also(&|at| counted.get(at).is_some_and(|&counted| T::ZERO.less(counted)));
        }
        let chosen = if end == End::High { high } else { low };
        let chosen = match range.of.map(|of| self.field(of)) {
            None => chosen,
            Some(of) => {
                chosen.iter().zip(of.iter()).map(|(&part, &of)| percent(part, of)).collect()
            }
        };
        Arc::new(PrimitiveArray::<P>::new(chosen, valid.map(NullBuffer::new)))
    }

    fn outcome(&self, end: End) -> ArrayRef {
        let chosen = if end == End::High { &self.high } else { &self.low };
        let none = NO_OUTCOME.cast_signed();
        let mut valid = self.good.clone();
        let open = end == End::Value && self.missing;
        // Without a way out of the loop, which goes over many rows at once.
        #[allow(
            clippy::needless_bitwise_bool,
            reason = "without a branch it runs in wide registers"
        )]
        let reaches_none = chosen.iter().fold(false, |any, &key| any | (key == none));
        if open || reaches_none {
            let more = BooleanBuffer::collect_bool(self.rows, |at| {
                let (low, high) = (self.low.get(at), self.high.get(at));
                (!open || low == high) && chosen.get(at) != Some(&none)
            });
            valid = Some(valid.map_or_else(|| more.clone(), |valid| &valid & &more));
        }
        // What is null must still be a key that is there.
        let keys = match &valid {
            None => chosen.clone(),
            Some(valid) => chosen
                .iter()
                .enumerate()
                .map(|(at, &key)| if valid.value(at) { key } else { 0 })
                .collect(),
        };
        let keys = Int8Array::new(keys, valid.map(NullBuffer::new));
        let names: ArrayRef = Arc::clone(&self.names) as ArrayRef;
        debug_assert!(
            keys.values().iter().all(|&key| usize::from(key.unsigned_abs()) < names.len())
        );
        // SAFETY: keys are positions of the framework's own outcomes, as many as there are names,
        // and where there is none the key is 0; to look at each again costs a sixth of the whole.
        Arc::new(unsafe { DictionaryArray::<Int8Type>::new_unchecked(keys, names) })
    }
}

/// Whole percent, rounded down; exact bounds stand in the credits.
fn percent<T: Number>(part: T, of: T) -> T {
    let percent = part.wide().saturating_mul(100).checked_div_euclid(of.wide());
    T::weight(percent.unwrap_or(0))
}
