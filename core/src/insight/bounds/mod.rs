//! What an incomplete sheet can still become, and which question narrows it most.

mod bands;
mod sums;
mod tiers;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::work::{TooComplex, Work};
use crate::assessment::{Assessment, Coverage, FrameworkRef, Points};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Rule, Text};
use crate::rules::ControlRules;

/// Outcomes by height: 0 is none, 1 the lowest band or tier.
type Outcomes = BTreeSet<usize>;

/// What an incomplete sheet can still become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Bounds {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// Whether every control is answered.
    pub complete: bool,
    /// Points still possible.
    pub points: Option<Points>,
    /// Coverage still possible.
    pub coverage: Option<Coverage>,
    /// Every outcome still possible, lowest first, and no other. `null` is a sheet that
    /// reaches no tier or, with bands, to which nothing of the framework applies.
    pub outcomes: Vec<Option<Text>>,
    /// The unanswered questions, first the one that narrows the outcomes most.
    pub questions: Vec<Question>,
}

/// What one unanswered question can do.
///
/// The first question is the one after which, in the worst case, the fewest outcomes are left;
/// among equals the one with the fewest left on average over its answers; then the one whose
/// answers are farthest apart in points or credit; then the framework's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Question {
    /// Id of the control.
    pub control: Text,
    /// Outcomes left after the answer that leaves most.
    pub most_left: u32,
    /// How far apart its answers are, in points or, where there are none, in weighted credit.
    pub spread: u64,
    /// What each answer leaves.
    pub answers: Vec<Left>,
}

/// What an answer leaves possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PossibleOutcomes"))]
#[non_exhaustive]
pub struct Left {
    /// Id of the choice.
    pub choice: Text,
    /// The outcomes left, lowest first.
    pub outcomes: Vec<Option<Text>>,
}

impl Assessment {
    /// The lowest and highest points, the outcomes still possible, and which unanswered question
    /// narrows them most. Exact, also for tiers that are not nested.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let mut sheet = AnswerSheet::new("self-assessment@4.0");
    /// for control in &framework.controls()[..24] {
    ///     sheet = sheet.with(&*control.id, "implemented");
    /// }
    /// let bounds = framework.assess(&sheet)?.bounds()?;
    /// // 95, 96, 98 or 100 points: one question decides between two bands.
    /// assert_eq!(bounds.outcomes, [Some("70-99".into()), Some("100".into())]);
    /// assert_eq!(bounds.questions[0].control, "SA-25");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::TooComplex`] when the search would take more than
    /// 33,554,432 steps, over all questions together.
    #[inline]
    pub fn bounds(&self) -> Result<Bounds, Error> {
        let framework = self.framework();
        let (outcomes, lefts) = framework.outcomes(self.positions()).map_err(|TooComplex| {
            Error::one(ErrorKind::InvalidArgument, Problem::new(Code::TooComplex).at("outcome"))
        })?;
        Ok(Bounds {
            framework: FrameworkRef::of(framework),
            complete: self.complete,
            points: self.points,
            coverage: self.coverage,
            outcomes: framework.named(&outcomes),
            questions: framework.questions(&lefts),
        })
    }
}

impl Framework {
    /// The outcomes still possible, and those left after each answer to each open control.
    #[inline]
    fn outcomes(&self, choices: &[Option<u8>]) -> Result<(Outcomes, Vec<OpenControl>), TooComplex> {
        let mut lefts: Vec<OpenControl> = (0..)
            .zip(choices)
            .filter(|(_, choice)| choice.is_none())
            .map(|(at, _)| OpenControl { at, left: self.nothing_left(at) })
            .collect();
        let outcomes = match self.rule() {
            Some(Rule::Bands(bands)) => {
                bands::outcomes(self, bands, choices, &mut lefts, &mut Work::new())?
            }
            Some(Rule::Tiers(_)) => tiers::outcomes(self, choices, &mut lefts, &mut Work::new())?,
            None => Outcomes::new(),
        };
        Ok((outcomes, lefts))
    }

    /// What the answers to a control leave when there is no outcome at all.
    #[inline]
    fn nothing_left(&self, at: usize) -> Vec<(u8, Outcomes)> {
        let choices = self.rules.controls.get(at).into_iter().flat_map(ControlRules::allowed);
        choices.map(|(choice, _)| (choice, Outcomes::new())).collect()
    }

    #[inline]
    fn named(&self, outcomes: &Outcomes) -> Vec<Option<Text>> {
        let name = |height: usize| {
            let at = height.checked_sub(1)?;
            match self.rule()? {
                Rule::Bands(bands) => bands.steps.iter().rev().nth(at).map(|band| band.id.clone()),
                Rule::Tiers(tiers) => tiers.get(at).map(|tier| tier.id.clone()),
            }
        };
        outcomes.iter().map(|&height| name(height)).collect()
    }

    #[inline]
    fn questions(&self, lefts: &[OpenControl]) -> Vec<Question> {
        let mut questions: Vec<(usize, Question)> = lefts
            .iter()
            .filter_map(|open| {
                let control = self.controls().get(open.at)?;
                let index = self.rules.controls.get(open.at)?;
                let total = open.left.iter().map(|(_, outcomes)| outcomes.len()).sum();
                let most = open.left.iter().map(|(_, outcomes)| outcomes.len()).max();
                let answers = open.left.iter().filter_map(|(choice, outcomes)| {
                    let choice = self.choice(open.at, *choice)?.id.clone();
                    Some(Left { choice, outcomes: self.named(outcomes) })
                });
                let question = Question {
                    control: control.id.clone(),
                    most_left: u32::try_from(most.unwrap_or(0)).unwrap_or(u32::MAX),
                    spread: Self::spread(index),
                    answers: answers.collect(),
                };
                Some((total, question))
            })
            .collect();
        // The sort is stable: equals keep the framework's order.
        questions.sort_by(|(total_a, a), (total_b, b)| {
            let average = (total_a * b.answers.len()).cmp(&(total_b * a.answers.len()));
            let spread = Reverse(a.spread).cmp(&Reverse(b.spread));
            a.most_left.cmp(&b.most_left).then(average).then(spread)
        });
        questions.into_iter().map(|(_, question)| question).collect()
    }

    /// How far apart the answers to a control are.
    #[inline]
    fn spread(control: &ControlRules) -> u64 {
        if let Some(points) = control.contribution(None).points {
            return points.high.abs_diff(points.low);
        }
        let credits = || {
            let choices = control.allowed().map(|(at, _)| control.contribution(Some(at)));
            choices.filter_map(|contribution| Some(contribution.credit?.low))
        };
        credits().max().unwrap_or(0) - credits().min().unwrap_or(0)
    }
}

/// An unanswered control and the outcomes left after each of its choices.
struct OpenControl {
    at: usize,
    left: Vec<(u8, Outcomes)>,
}
