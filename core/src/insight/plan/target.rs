//! What a goal asks for, in the numbers of a framework.

use super::measure::Sum;
use super::shape::{Goal, Maximise, Target};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Measure, Rule};
use crate::rules::{least_share, least_value};

/// What a goal asks for.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// A sum of at least so much.
    Sum(Sum, Least),
    /// A tier, by position, or a higher one.
    Tier(usize),
    /// As much of a sum as so much effort gains.
    Most(Sum, u64),
    /// The highest tier that so much effort reaches.
    HighestTier(u64),
}

/// The least value of a sum.
#[derive(Clone, Copy)]
pub(super) enum Least {
    Value(i64),
    /// A share in percent of what could be had.
    Percent(i64),
    /// The beginning of a band.
    Band(Measure, i64),
}

impl Least {
    /// The value to reach where so much could be had.
    #[inline]
    pub(super) fn of(self, most: i64) -> i64 {
        match self {
            Self::Value(value) => value,
            Self::Percent(percent) => least_share(percent, most),
            Self::Band(measure, from) => least_value(measure, from, most),
        }
    }
}

impl Wanted {
    #[inline]
    pub(super) fn of(framework: &Framework, goal: &Goal) -> Result<Self, Error> {
        let (budget, maximise) = match goal {
            Goal::Reach(target) => return Self::reach(framework, target),
            &Goal::Within { budget, maximise } => (budget, maximise),
        };
        let sum = match (maximise, framework.rule()) {
            (Maximise::Coverage, _) => Sum::Credit,
            (Maximise::Outcome, Some(Rule::Tiers(_))) => return Ok(Self::HighestTier(budget)),
            (Maximise::Outcome, Some(Rule::Bands(bands))) => Sum::of(bands.measure),
            (Maximise::Outcome, None) if Sum::Credit.is_in(framework) => Sum::Credit,
            (Maximise::Points, _) | (Maximise::Outcome, None) => Sum::Points,
        };
        has(framework, sum)?;
        Ok(Self::Most(sum, budget))
    }

    #[inline]
    fn reach(framework: &Framework, target: &Target) -> Result<Self, Error> {
        match target {
            Target::Points(points) => {
                has(framework, Sum::Points)?;
                Ok(Self::Sum(Sum::Points, Least::Value(*points)))
            }
            Target::Coverage(percent) => {
                has(framework, Sum::Credit)?;
                Ok(Self::Sum(Sum::Credit, Least::Percent(i64::from(*percent))))
            }
            Target::Outcome(id) => match framework.rule() {
                Some(Rule::Bands(bands)) => {
                    let band = bands.steps.iter().find(|band| band.id == *id);
                    let band = band.ok_or_else(|| unknown(framework, id))?;
                    let from = band.from.unwrap_or(i64::MIN);
                    Ok(Self::Sum(Sum::of(bands.measure), Least::Band(bands.measure, from)))
                }
                Some(Rule::Tiers(tiers)) => {
                    let at = tiers.iter().position(|tier| tier.id == *id);
                    Ok(Self::Tier(at.ok_or_else(|| unknown(framework, id))?))
                }
                None => Err(unknown(framework, id)),
            },
        }
    }
}

/// Refuses a sum that the framework does not have.
#[inline]
fn has(framework: &Framework, sum: Sum) -> Result<(), Error> {
    if sum.is_in(framework) { Ok(()) } else { Err(unknown(framework, sum.name())) }
}

/// There is no such target; those that there are: outcomes by id, then sums.
#[inline]
fn unknown(framework: &Framework, given: &str) -> Error {
    let mut names: Vec<&str> = match framework.rule() {
        Some(Rule::Bands(bands)) => bands.steps.iter().map(|band| band.id.as_ref()).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| tier.id.as_ref()).collect(),
        None => Vec::new(),
    };
    for sum in [Sum::Points, Sum::Credit].into_iter().filter(|sum| sum.is_in(framework)) {
        names.push(sum.name());
    }
    let problem = Problem::new(Code::UnknownTarget).at("target").given(given).nearest_of(names);
    Error::one(ErrorKind::InvalidArgument, problem)
}
