//! The columns of a scored table: their names, what they hold, and when they are there.

use super::field::{Field, GroupField, points_always_count};
use crate::names::column_name;
use shisei::Framework;
use shisei::assessment::State;

/// One column of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name, the same in every language.
    pub name: String,
    /// What it holds.
    pub value: Value,
    /// What must hold of a row; where something does not, there is no value.
    pub needs: Vec<Need>,
}

/// Which end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// What is certain.
    Low,
    /// The best that is still possible.
    High,
}

/// What a column holds, worked out from sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value<F = Field> {
    /// A sum.
    Sum(F),
    /// Whole percent, rounded down: what part is of the whole.
    Percent {
        /// The part.
        part: F,
        /// The whole.
        of: F,
    },
    /// The position of an outcome among the bands or tiers of the framework.
    Outcome(Bound),
}

/// Something that must hold of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need<F = Field> {
    /// The sum is more than 0: something counts.
    Counted(F),
    /// Both sums are the same, whatever is still unanswered.
    Settled(F, F),
    /// There is an outcome at this end.
    Reached(Bound),
    /// The outcome is the same, whatever is still unanswered.
    SettledOutcome,
}

impl<F> Value<F> {
    pub(super) fn map<G>(self, mut of: impl FnMut(F) -> G) -> Value<G> {
        match self {
            Self::Sum(field) => Value::Sum(of(field)),
            Self::Percent { part, of: whole } => Value::Percent { part: of(part), of: of(whole) },
            Self::Outcome(bound) => Value::Outcome(bound),
        }
    }
}

impl<F> Need<F> {
    pub(super) fn map<G>(self, mut of: impl FnMut(F) -> G) -> Need<G> {
        match self {
            Self::Counted(field) => Need::Counted(of(field)),
            Self::Settled(low, high) => Need::Settled(of(low), of(high)),
            Self::Reached(bound) => Need::Reached(bound),
            Self::SettledOutcome => Need::SettledOutcome,
        }
    }
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

impl Output {
    /// Every column that a framework gives, in order: points, coverage and its exact credits,
    /// outcome, one column for each group, and counts of answers.
    pub fn all(framework: &Framework) -> Vec<Self> {
        let mut outputs = Vec::new();
        let counted = |group, field| (!points_always_count(framework, group)).then_some(field);
        if framework.has_points() {
            let points = Range {
                low: Field::PointsLow,
                high: Field::PointsHigh,
                counted: counted(None, Field::PointsCounted),
                of: None,
            };
            outputs.extend(points.with_bounds("points"));
        }
        if framework.definition().coverage.is_some() {
            let coverage = Range {
                low: Field::CreditLow,
                high: Field::CreditHigh,
                counted: Some(Field::CreditOf),
                of: Some(Field::CreditOf),
            };
            outputs.extend(coverage.with_bounds("coverage"));
            let credits = [
                ("credit_low", Field::CreditLow),
                ("credit_high", Field::CreditHigh),
                ("credit_of", Field::CreditOf),
            ];
            outputs.extend(credits.map(|(name, field)| Self::sum(name, field)));
        }
        if framework.rule().is_some() {
            outputs.extend([
                Self::outcome("outcome", Bound::Low, vec![Need::SettledOutcome]),
                Self::outcome("outcome_low", Bound::Low, Vec::new()),
                Self::outcome("outcome_high", Bound::High, Vec::new()),
            ]);
        }
        for (at, group) in (0_u16..).zip(framework.groups()) {
            let field = |field| Field::Group(at, field);
            if framework.has_points() {
                let points = Range {
                    low: field(GroupField::PointsLow),
                    high: field(GroupField::PointsHigh),
                    counted: counted(Some(at), field(GroupField::PointsCounted)),
                    of: None,
                };
                outputs.push(points.settled(&column_name(&group.id, "group")));
            } else if framework.definition().coverage.is_some() {
                let coverage = Range {
                    low: field(GroupField::CreditLow),
                    high: field(GroupField::CreditHigh),
                    counted: Some(field(GroupField::CreditOf)),
                    of: Some(field(GroupField::CreditOf)),
                };
                outputs.push(coverage.settled(&column_name(&group.id, "group")));
            }
        }
        outputs.extend(TALLY.map(|(name, state)| Self::sum(name, Field::Tally(state))));
        outputs
    }

    /// A column of a sum, in every row.
    pub fn sum(name: &str, field: Field) -> Self {
        Self { name: name.to_owned(), value: Value::Sum(field), needs: Vec::new() }
    }

    fn outcome(name: &str, bound: Bound, mut needs: Vec<Need>) -> Self {
        needs.push(Need::Reached(bound));
        Self { name: name.to_owned(), value: Value::Outcome(bound), needs }
    }
}

/// A number with bounds, by the fields that it is made of.
struct Range {
    low: Field,
    high: Field,
    /// Nothing is scored where this is 0.
    counted: Option<Field>,
    /// Shown as whole percent of this.
    of: Option<Field>,
}

impl Range {
    fn with_bounds(&self, name: &str) -> [Output; 3] {
        [
            self.settled(name),
            self.end(&format!("{name}_low"), self.low),
            self.end(&format!("{name}_high"), self.high),
        ]
    }

    /// The value itself, where both ends are the same.
    fn settled(&self, name: &str) -> Output {
        let mut output = self.end(name, self.low);
        output.needs.push(Need::Settled(self.low, self.high));
        output
    }

    fn end(&self, name: &str, end: Field) -> Output {
        let value = match self.of {
            Some(of) => Value::Percent { part: end, of },
            None => Value::Sum(end),
        };
        let needs = self.counted.map(Need::Counted).into_iter().collect();
        Output { name: name.to_owned(), value, needs }
    }
}
