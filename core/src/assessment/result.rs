#[cfg(feature = "serde")]
use serde::Serialize;

use super::coverage::CoverageSum;
use super::finding::findings;
use super::points::PointsSum;
use super::{Coverage, Finding, Outcome, Points, RowError, Tally, TierResult, outcome};
use crate::answers::{AnswerSheet, resolve_by};
use crate::error::Error;
use crate::framework::Framework;
use crate::model::Text;
use crate::rules::{Contribution, ControlRules, FrameworkRef, Rules};

impl FrameworkRef {
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of(framework: &Framework) -> Self {
        framework.rules.framework.clone()
    }
}

/// The result of one group or one tag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Part {
    /// Id of the group, or `dimension:value` of the tag.
    pub id: Text,
    /// Number of controls by state.
    pub tally: Tally,
    /// Points; `None` if nothing here is scored by points.
    pub points: Option<Points>,
    /// Coverage; `None` if nothing here is counted.
    pub coverage: Option<Coverage>,
}

/// The result of a sheet.
///
/// It names what it was computed from: edition, digest and the answers themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Assessment"))]
#[non_exhaustive]
pub struct AssessmentData {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// Who or what was assessed, as the sheet says.
    pub subject: Option<String>,
    /// Day of the answers, as the sheet says.
    pub date: Option<String>,
    /// Whether every control is answered.
    pub complete: bool,
    /// Number of controls by state.
    pub tally: Tally,
    /// Points; `None` if the framework has none, or none of its controls applies.
    pub points: Option<Points>,
    /// Coverage; `None` if the framework has none, or none of its controls applies.
    pub coverage: Option<Coverage>,
    /// The outcome of the sheet; `None` if the framework has no rule, or nothing to apply it to.
    pub outcome: Option<Outcome>,
    /// Results by group, in order.
    pub groups: Vec<Part>,
    /// Results by tag, in order.
    pub tags: Vec<Part>,
    /// Tiers, lowest first, with what each still misses.
    pub tiers: Vec<TierResult>,
    /// What keeps the sheet from a better result, what is worth most first.
    pub findings: Vec<Finding>,
    /// The choice taken, control by control, in the framework's order.
    #[cfg_attr(feature = "serde", serde(serialize_with = "super::json::write_answers"))]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub answers: Vec<(Text, Text)>,
}

impl AssessmentData {
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn about(mut self, subject: Option<String>, date: Option<String>) -> Self {
        (self.subject, self.date) = (subject, date);
        self
    }
}

impl Framework {
    /// Positions of the choices that may be taken for the control at `control`, in the order of
    /// its scale: "does not apply" and "accepted" are there only where the framework allows them.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// assert_eq!(framework.allowed_choices(0).collect::<Vec<u8>>(), [0, 1, 2, 3]);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn allowed_choices(&self, control: usize) -> impl Iterator<Item = u8> + '_ {
        self.rules.allowed_choices(control)
    }

    /// Positions of those that may be taken only with a reason.
    ///
    /// ```
    /// use shisei::catalog;
    ///
    /// let framework = catalog::framework("insider-fraud@5")?;
    /// let scale = framework.scale_of(&framework.controls()[0]).expect("its scale");
    /// let with_reason = framework.choices_with_reason(0).map(usize::from);
    /// assert!(with_reason.map(|at| &scale.choices[at]).any(|choice| choice.id == "accepted"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn choices_with_reason(&self, control: usize) -> impl Iterator<Item = u8> + '_ {
        let control = self.rules.controls.get(control);
        let allowed = control.into_iter().flat_map(ControlRules::allowed);
        allowed.filter(|(_, choice)| choice.reason).map(|(at, _)| at)
    }

    /// Scores choices given by position, one for each control.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn score(&self, choices: &[Option<u8>]) -> AssessmentData {
        self.rules.score(choices)
    }
}

impl Rules {
    /// Scores a sheet: the numbers that [`Framework::assess`] gives. Rules have no labels, so that
    /// answers are ids of choices.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let rules = catalog::framework("five-basics")?.rules();
    /// let data = rules.assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
    /// assert_eq!((data.tally.met, data.tally.unanswered), (1, 5));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`](crate::ErrorKind::InvalidSheet) with every problem of the sheet.
    #[cfg_attr(debug_assertions, inline)]
    pub fn assess(&self, sheet: &AnswerSheet) -> Result<AssessmentData, Error> {
        let data = self.score(&resolve_by(self, sheet)?);
        Ok(data.about(sheet.subject.clone(), sheet.date.clone()))
    }

    /// Scores one row of positions of choices, one for each control;
    /// [`UNANSWERED`](crate::UNANSWERED) for an unanswered one. A row has no reasons, so none are asked for.
    ///
    /// ```
    /// use shisei::{UNANSWERED, catalog};
    ///
    /// let rules = catalog::framework("five-basics")?.rules();
    /// let data = rules.assess_row(&[0, UNANSWERED, 0, 0, 0, 0]).expect("allowed");
    /// assert_eq!((data.tally.met, data.complete), (5, false));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`RowError`] with the first control whose position is none of its allowed choices.
    #[cfg_attr(debug_assertions, inline)]
    pub fn assess_row(&self, positions: &[u8]) -> Result<AssessmentData, RowError> {
        Ok(self.score(&self.read_row(positions)?))
    }

    /// Positions of the choices that may be taken for the control at `control`, in the order of
    /// its scale.
    ///
    /// ```
    /// let rules = shisei::catalog::framework("five-basics")?.rules();
    /// assert_eq!(rules.allowed_choices(0).count(), 4);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn allowed_choices(&self, control: usize) -> impl Iterator<Item = u8> + '_ {
        let control = self.controls.get(control);
        control.into_iter().flat_map(ControlRules::allowed).map(|(at, _)| at)
    }

    /// Scores choices given by position, one for each control.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn score(&self, choices: &[Option<u8>]) -> AssessmentData {
        let sums = Sums::of(self, choices);
        let tiers = outcome::tiers(self, choices);
        let (points, coverage) = (sums.whole.points.points(), sums.whole.coverage(self));
        let outcome = self.outcome.and_then(|origin| match &self.bands {
            Some(bands) => outcome::band(bands, points, coverage, origin),
            None => Some(outcome::highest(&tiers, origin)),
        });
        AssessmentData {
            framework: self.framework.clone(),
            subject: None,
            date: None,
            complete: sums.whole.tally.unanswered == 0,
            tally: sums.whole.tally,
            points,
            coverage,
            outcome,
            groups: sums.groups(self),
            tags: sums.tags(self),
            findings: findings(self, choices, &tiers),
            tiers,
            answers: taken(self, choices),
        }
    }
}

/// The names of the choices taken.
#[cfg_attr(debug_assertions, inline)]
fn taken(rules: &Rules, choices: &[Option<u8>]) -> Vec<(Text, Text)> {
    let mut taken = Vec::with_capacity(choices.len());
    for (control, choice) in rules.controls.iter().zip(choices) {
        let names = rules.scales.get(usize::from(control.scale));
        let name = choice.and_then(|at| names?.get(usize::from(at)));
        taken.extend(name.map(|name| (control.id.clone(), name.clone())));
    }
    taken
}

/// Everything that adds up, for the whole, a group or a tag.
#[derive(Clone, Copy, Default)]
struct Sum {
    tally: Tally,
    points: PointsSum,
    coverage: CoverageSum,
}

impl Sum {
    #[cfg_attr(debug_assertions, inline)]
    fn add(&mut self, contribution: &Contribution) {
        self.tally.add(contribution.state);
        if let Some(points) = contribution.points {
            self.points.add(points);
        }
        if let Some(credit) = contribution.credit {
            self.coverage.add(credit);
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        self.points.merge(other.points);
        self.coverage.merge(other.coverage);
    }

    #[cfg_attr(debug_assertions, inline)]
    fn coverage(&self, rules: &Rules) -> Option<Coverage> {
        self.coverage.coverage(rules.coverage?)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn part(&self, id: Text, rules: &Rules) -> Part {
        Part { id, tally: self.tally, points: self.points.points(), coverage: self.coverage(rules) }
    }
}

struct Sums {
    whole: Sum,
    groups: Vec<Sum>,
    tags: Vec<Sum>,
}

impl Sums {
    #[cfg_attr(debug_assertions, inline)]
    fn of(rules: &Rules, choices: &[Option<u8>]) -> Self {
        let mut sums = Self {
            whole: Sum::default(),
            groups: rules.groups.iter().map(|_| Sum::default()).collect(),
            tags: rules.tags.iter().map(|_| Sum::default()).collect(),
        };
        for (control, &choice) in rules.controls.iter().zip(choices) {
            let contribution = control.contribution(choice);
            if let Some(group) = sums.groups.get_mut(usize::from(control.group)) {
                group.add(&contribution);
            }
            for &tag in control.tags.iter() {
                if let Some(tag) = sums.tags.get_mut(usize::from(tag)) {
                    tag.add(&contribution);
                }
            }
        }
        // Every control is in one group, so the groups add up to the whole.
        for group in &sums.groups {
            sums.whole.merge(*group);
        }
        sums
    }

    #[cfg_attr(debug_assertions, inline)]
    fn groups(&self, rules: &Rules) -> Vec<Part> {
        let groups = rules.groups.iter().zip(&self.groups);
        groups.map(|(group, sum)| sum.part(group.clone(), rules)).collect()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn tags(&self, rules: &Rules) -> Vec<Part> {
        let tags = rules.tags.iter().zip(&self.tags);
        tags.map(|(tag, sum)| sum.part(tag.clone(), rules)).collect()
    }
}
