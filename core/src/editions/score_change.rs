//! How much of a change of score comes from the answers, and how much from the rules.

use serde::Serialize;

use super::lineage::{editions_between, lines};
use crate::answers::{Answer, AnswerSheet};
use crate::assessment::{Assessment, FrameworkRef, Ratio};
use crate::catalog;
use crate::error::Error;
use crate::framework::Framework;
use crate::insight::diff::same_subject;
use crate::insight::fit::{fit, lacks_reason};
use crate::insight::plan::Position;
use crate::insight::strength::weakest;
use crate::model::ChangeKind;

/// In which order the two causes are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Order {
    /// First the answers, under the old rules; then the rules, with the new answers. The other
    /// order could split the same change differently.
    AnswersFirst,
}

/// A whole number taken apart: `after - before == by_answers + by_rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Split {
    /// What the answers did.
    pub by_answers: i64,
    /// What the rules did.
    pub by_rules: i64,
}

/// The difference of two shares, exactly: `parts / of`, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fraction {
    /// Above the line; below 0 for a loss.
    pub parts: i64,
    /// Below the line; never 0.
    pub of: u64,
}

/// A share taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ShareSplit {
    /// What the answers did.
    pub by_answers: Fraction,
    /// What the rules did.
    pub by_rules: Fraction,
}

/// Both ends of a range taken apart. A complete sheet has equal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "{T}Ends"))]
#[non_exhaustive]
pub struct Ends<T> {
    /// The lowest value still possible.
    pub low: T,
    /// The highest value still possible.
    pub high: T,
}

/// A change of score, split exactly into what the answers did and what the rules did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScoreChange {
    /// The rules before.
    pub from: FrameworkRef,
    /// The rules after.
    pub to: FrameworkRef,
    /// Who or what was assessed.
    pub subject: Option<String>,
    /// Days of the answers, before and after.
    pub dates: [Option<String>; 2],
    /// In which order the two causes are taken.
    pub order: Order,
    /// The old answers under the old rules.
    pub before: Position,
    /// The new answers under the old rules.
    pub between: Position,
    /// The new answers under the new rules.
    pub after: Position,
    /// Points taken apart; `None` unless all three are scored by points.
    pub points: Option<Ends<Split>>,
    /// Coverage taken apart; `None` unless all three have one.
    pub coverage: Option<Ends<ShareSplit>>,
    /// The new answers put in terms of the old edition, as they were scored in between. A control
    /// that the new edition no longer has keeps its old answer, so that dropping it is the rules'
    /// doing; several that became of one count as their weakest.
    pub sheet_between: AnswerSheet,
}

impl Assessment {
    /// Splits the change since an earlier assessment into what the answers did and what the rules
    /// did. Editions in between are those of the catalogue.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let assess = |edition: &str, choice: &str| {
    ///     let sheet = AnswerSheet::new(edition).with("B1", choice).with("B2", "done");
    ///     catalog::framework(edition)?.assess(&sheet)
    /// };
    /// let earlier = assess("five-basics@3.1", "not-done")?;
    /// let change = assess("five-basics@4.0", "done")?.score_change(&earlier)?;
    /// let low = change.coverage.expect("both have a coverage").low;
    /// assert!(low.by_answers.parts > 0);
    /// assert!(low.by_rules.parts < 0, "there is a sixth question now");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when this edition does not come from the earlier one, or the
    /// assessments name two subjects.
    #[inline]
    pub fn score_change(&self, earlier: &Self) -> Result<ScoreChange, Error> {
        score_change(earlier, self, |reference| catalog::framework(reference).ok().cloned())
    }
}

/// As [`Assessment::score_change`]; `find` gives the editions in between, by `id@edition`.
///
/// ```
/// use shisei::{AnswerSheet, assess, editions};
///
/// let earlier = assess(&AnswerSheet::new("five-basics@3.1").with("B1", "done"))?;
/// let later = assess(&AnswerSheet::new("five-basics@4.0").with("B1", "done"))?;
/// // One edition follows the other: there is none in between to find.
/// let change = editions::score_change(&earlier, &later, |_| None)?;
/// assert_eq!(change.coverage.expect("both have a coverage").low.by_answers.parts, 0);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// As [`Assessment::score_change`].
#[inline]
pub fn score_change(
    earlier: &Assessment,
    later: &Assessment,
    find: impl Fn(&str) -> Option<Framework>,
) -> Result<ScoreChange, Error> {
    let editions = editions_between(earlier.framework(), later.framework(), find)?;
    let subject = same_subject(earlier.subject.as_deref(), later.subject.as_deref())?;
    // The earlier answers in every edition but the newest, for what later editions no longer ask.
    let mut before = vec![earlier.clone()];
    for edition in editions.iter().skip(1).rev().skip(1).rev() {
        let Some(last) = before.last() else { continue };
        before.push(edition.assess(&last.migrate(edition)?.sheet)?);
    }
    let mut between = later.clone();
    for before in before.iter().rev().filter(|before| before.framework() != later.framework()) {
        between = before.framework().assess(&back(&between, before)?)?;
    }
    let stands: [Position; 3] = [earlier, &between, later].map(|it| it.data().into());
    let (points, coverage) = (points(&stands), coverage(&stands));
    let [before_stand, between_stand, after_stand] = stands;
    Ok(ScoreChange {
        from: FrameworkRef::of(earlier.framework()),
        to: FrameworkRef::of(later.framework()),
        subject,
        dates: [earlier.date.clone(), later.date.clone()],
        order: Order::AnswersFirst,
        before: before_stand,
        between: between_stand,
        after: after_stand,
        points,
        coverage,
        sheet_between: between.sheet().clone(),
    })
}

/// The answers of `new` in terms of the edition before it, for which `old` has the earlier answers.
#[inline]
fn back(new: &Assessment, old: &Assessment) -> Result<AnswerSheet, Error> {
    let edition = old.framework();
    let lines = lines(edition, new.framework())?;
    let mut result = AnswerSheet::new(edition.reference());
    result.subject.clone_from(&new.subject);
    result.date.clone_from(&new.date);
    for (at, control) in edition.controls().iter().enumerate() {
        let Some(line) = lines.iter().find(|line| line.from.contains(&at)) else { continue };
        let answer = if line.kind == ChangeKind::Removed || line.to.is_empty() {
            old.answer(&control.id).cloned()
        } else {
            joined(new, &line.to, edition, at)
        };
        result.extend(answer.map(|answer| (&*control.id, answer)));
    }
    Ok(result)
}

/// What the answers to the controls at `to` say about the one control they came from.
#[inline]
fn joined(new: &Assessment, to: &[usize], old: &Framework, at: usize) -> Option<Answer> {
    let taken = |&to: &usize| Some((to, new.choice_at(to)?.standing));
    // Asked in part is not asked: one missing answer leaves the whole open.
    let all: Option<Vec<_>> = to.iter().map(taken).collect();
    let (to, standing) = all.and_then(weakest)?;
    let fitting = fit(old, at, standing, &new.choice_at(to)?.id)?;
    let answer = new.answer(&new.framework().controls().get(to)?.id)?;
    let choice = old.choice(at, fitting)?;
    let answer = Answer { choice: Some(choice.id.to_string()), ..answer.clone() };
    (!lacks_reason(old, at, fitting, &answer)).then_some(answer)
}

#[inline]
fn points([before, between, after]: &[Position; 3]) -> Option<Ends<Split>> {
    let (before, between, after) = (before.points?, between.points?, after.points?);
    let split = |before: i64, between: i64, after: i64| Split {
        by_answers: between - before,
        by_rules: after - between,
    };
    Some(Ends {
        low: split(before.low, between.low, after.low),
        high: split(before.high, between.high, after.high),
    })
}

#[inline]
fn coverage([before, between, after]: &[Position; 3]) -> Option<Ends<ShareSplit>> {
    let (before, between, after) = (before.coverage?, between.coverage?, after.coverage?);
    let split = |before, between, after| {
        Some(ShareSplit {
            by_answers: difference(between, before)?,
            by_rules: difference(after, between)?,
        })
    };
    Some(Ends {
        low: split(before.low, between.low, after.low)?,
        high: split(before.high, between.high, after.high)?,
    })
}

/// `a - b` in lowest terms; `None` if it does not fit, which takes weights in the billions.
#[inline]
fn difference(a: Ratio, b: Ratio) -> Option<Fraction> {
    let [a_credit, a_of, b_credit, b_of] = [a.credit, a.of, b.credit, b.of].map(i128::from);
    let parts = a_credit.checked_mul(b_of)? - b_credit.checked_mul(a_of)?;
    let of = a_of.checked_mul(b_of)?;
    let unit = gcd(parts, of).max(1);
    Some(Fraction { parts: i64::try_from(parts / unit).ok()?, of: u64::try_from(of / unit).ok()? })
}

#[inline]
fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
