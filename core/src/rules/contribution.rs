//! What one answer contributes: the only place where a choice becomes points and credit.

#[cfg(feature = "serde")]
use serde::Serialize;

use super::{ControlRules, State};
use crate::model::{Measure, NotApplicable, Standing};

/// Points as a range: `low` and `high` are equal once everything is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
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
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let points = assess(&AnswerSheet::new("self-assessment@4.0"))?.points.expect("points");
    /// assert_eq!((points.value(), points.high), (None, 100));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn value(&self) -> Option<i64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// What a control adds to a coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Credit {
    /// Least weighted credit.
    pub low: u64,
    /// Most weighted credit.
    pub high: u64,
    /// Weighted credit of the best answer.
    pub of: u64,
}

/// How a control counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Contribution {
    /// State of the control.
    pub state: State,
    /// How it counts.
    pub counted: Counted,
    /// Whether the answer needs a reason.
    pub reason: bool,
    /// `None` if the control is left out of the points or there are none.
    pub points: Option<Points>,
    /// `None` if the control is left out of the coverage or there is none.
    pub credit: Option<Credit>,
}

/// What bands measure: points or weighted credit, and what that is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    pub low: i64,
    pub high: i64,
    pub of: i64,
}

impl Measured {
    /// What bands of this measure look at; `None` if it was not scored, or beyond `i64`.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of(
        measure: Measure,
        points: Option<Points>,
        credit: Option<Credit>,
    ) -> Option<Self> {
        match measure {
            Measure::Points | Measure::Percent => {
                let Points { low, high, max, .. } = points?;
                Some(Self { low, high, of: max })
            }
            Measure::Coverage => {
                let signed = |credit| i64::try_from(credit).ok();
                let Credit { low, high, of } = credit?;
                Some(Self { low: signed(low)?, high: signed(high)?, of: signed(of)? })
            }
        }
    }
}

impl Contribution {
    /// The part of a measure.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn measured(&self, measure: Measure) -> Option<Measured> {
        Measured::of(measure, self.points, self.credit)
    }

    /// Points of an answer; `None` also for an unanswered control.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn value(&self) -> Option<i64> {
        self.points?.value().filter(|_| self.counted != Counted::Range)
    }
}

impl ControlRules {
    /// What the choice at a position contributes; `None` is an unanswered control, which can still
    /// be anything from the worst to the best answer.
    ///
    /// ```
    /// let rules = shisei::catalog::framework("self-assessment@4.0")?.rules();
    /// let control = &rules.controls()[0];
    /// let open = control.contribution(None).points.expect("it has points");
    /// assert_eq!((open.low, open.high), (-1, 4));
    /// assert_eq!(control.contribution(Some(0)).points.expect("it has points").value(), Some(4));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn contribution(&self, choice: Option<u8>) -> Contribution {
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
        let counted = match choice.map(|choice| choice.standing) {
            None => Counted::Range,
            Some(Standing::NotApplicable) => match self.not_applicable {
                NotApplicable::FullPoints => Counted::InFull,
                _ => Counted::LeftOut,
            },
            Some(_) => Counted::Answered,
        };
        let state = choice.map_or(State::Unanswered, |choice| choice.standing.into());
        let reason = choice.is_some_and(|choice| choice.reason);
        Contribution { state, counted, reason, points, credit }
    }

    /// What the choice at a position counts beside the other choices of the control: points, else
    /// credit before weighting. A weight of 0 leaves the order of answers as it is.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn unweighted(&self, choice: u8) -> Option<i64> {
        let choice = self.choice(choice)?;
        choice.points.map(i64::from).or_else(|| choice.credit.map(i64::from))
    }

    /// Points that the best answer would add to a contribution.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn missing_points(&self, contribution: &Contribution) -> Option<i64> {
        self.points?;
        Some(contribution.points.map_or(0, |points| points.max - points.low))
    }

    /// Weighted credit that `met` would add to a contribution.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn missing_credit(&self, contribution: &Contribution) -> Option<u64> {
        let full = self.weighted(self.full_credit?);
        Some(contribution.credit.map_or(full, |credit| credit.of.saturating_sub(credit.low)))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn weighted(&self, credit: u32) -> u64 {
        u64::from(self.weight) * u64::from(credit)
    }
}
