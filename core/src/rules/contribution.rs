//! What one answer contributes: the only place where a choice becomes points and credit.

use serde::Serialize;

use super::{ControlRules, State};
use crate::model::{NotApplicable, Standing};

/// Points as a range: `low` and `high` are equal once everything is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Points {
    /// The fewest points that the unanswered controls can still lead to.
    pub low: i64,
    /// The most points that the unanswered controls can still lead to.
    pub high: i64,
    /// The fewest points that the applicable controls can give.
    pub min: i64,
    /// The most points that the applicable controls can give.
    pub max: i64,
}

impl Points {
    /// The points, once everything is answered.
    pub fn value(&self) -> Option<i64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// What a control adds to a coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credit {
    /// Least weighted credit.
    pub low: u64,
    /// Most weighted credit.
    pub high: u64,
    /// Weighted credit of the best answer.
    pub of: u64,
}

/// How a control counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// As it was answered.
    Answered,
    /// From its worst to its best answer, because it is not answered.
    Range,
    /// Not at all, because it does not apply.
    LeftOut,
    /// As if its best choice had been answered, because it does not apply.
    InFull,
}

/// What an answer, or an answer that is missing, adds to every sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contribution {
    pub state: State,
    /// `None` where the control is left out of the points or there are none.
    pub points: Option<Points>,
    /// `None` where the control is left out of the coverage or there is none.
    pub credit: Option<Credit>,
}

impl ControlRules {
    /// What the choice at a position contributes; `None` is an unanswered control, which can still
    /// be anything from the worst to the best answer.
    #[inline]
    pub(crate) fn contribution(&self, choice: Option<u8>) -> Contribution {
        let choice = choice.and_then(|at| self.choice(at));
        let points = self.points.and_then(|range| {
            let (low, high) = match choice {
                None => (range.low, range.high),
                Some(choice) => (choice.points?, choice.points?),
            };
            let [low, high, min, max] = [low, high, range.low, range.high].map(i64::from);
            Some(Points { low, high, min, max })
        });
        let credit = self.full_credit.and_then(|full| {
            let (low, high) = match choice {
                None => (0, full),
                Some(choice) => (choice.credit?, choice.credit?),
            };
            let [low, high, of] = [low, high, full].map(|credit| self.weighted(credit));
            Some(Credit { low, high, of })
        });
        let state = choice.map_or(State::Unanswered, |choice| choice.standing.into());
        Contribution { state, points, credit }
    }

    /// How the choice at a position counts.
    pub(crate) fn counted(&self, choice: Option<u8>) -> Counted {
        match choice.and_then(|at| self.choice(at)).map(|choice| choice.standing) {
            None => Counted::Range,
            Some(Standing::NotApplicable) => match self.not_applicable {
                NotApplicable::FullPoints => Counted::InFull,
                _ => Counted::LeftOut,
            },
            Some(_) => Counted::Answered,
        }
    }

    /// Points that the best answer would add to a contribution.
    pub(crate) fn missing_points(&self, contribution: &Contribution) -> Option<i64> {
        self.points?;
        Some(contribution.points.map_or(0, |points| points.max - points.low))
    }

    /// Weighted credit that `met` would add to a contribution.
    pub(crate) fn missing_credit(&self, contribution: &Contribution) -> Option<u64> {
        let full = self.weighted(self.full_credit?);
        Some(contribution.credit.map_or(full, |credit| credit.of.saturating_sub(credit.low)))
    }

    fn weighted(&self, credit: u32) -> u64 {
        u64::from(self.weight) * u64::from(credit)
    }
}
