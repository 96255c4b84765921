//! How much of a change of score comes from the answers, and how much from the rules.

use serde::Serialize;

use super::lineage::lines;
use super::migrate::migrate;
use crate::answers::{Answer, AnswerSheet, resolve};
use crate::assessment::{FrameworkRef, Ratio};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::diff::same_subject;
use crate::insight::fit::{fit, lacks_reason};
use crate::insight::plan::Position;
use crate::insight::strength::weakest;
use crate::insight::taken::{choice, name};
use crate::model::ChangeKind;

/// In which order the two causes are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// First the answers, under the old rules; then the rules, with the new answers. The other
    /// order could split the same change differently.
    AnswersFirst,
}

/// A whole number taken apart: `after - before == by_answers + by_rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Split {
    /// What the answers did.
    pub by_answers: i64,
    /// What the rules did.
    pub by_rules: i64,
}

/// The difference of two shares, exactly: `parts / of`, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fraction {
    /// Above the line; below 0 for a loss.
    pub parts: i64,
    /// Below the line; never 0.
    pub of: u64,
}

/// A share taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareSplit {
    /// What the answers did.
    pub by_answers: Fraction,
    /// What the rules did.
    pub by_rules: Fraction,
}

/// Both ends of a range taken apart. A complete sheet has equal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "{T}Ends"))]
pub struct Ends<T> {
    /// The lowest value still possible.
    pub low: T,
    /// The highest value still possible.
    pub high: T,
}

/// A change of score, split exactly into what the answers did and what the rules did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Points taken apart; none unless all three are scored by points.
    pub points: Option<Ends<Split>>,
    /// Coverage taken apart; none unless all three have one.
    pub coverage: Option<Ends<ShareSplit>>,
    /// The new answers put in terms of the old edition, as they were scored in between. A control
    /// that the new edition no longer has keeps its old answer, so that dropping it is the rules'
    /// doing; several that became of one count as their weakest.
    pub sheet_between: AnswerSheet,
}

/// Splits the change from an old sheet to a new one. `editions` are the editions from the old
/// sheet's to the new sheet's, oldest first; one alone when the rules did not change.
///
/// # Errors
/// [`ErrorKind::InvalidSheet`]; or [`ErrorKind::InvalidArgument`] when the editions do not follow
/// each other, or the sheets name two subjects.
pub fn score_change(
    before: &AnswerSheet,
    after: &AnswerSheet,
    editions: &[&Framework],
) -> Result<ScoreChange, Error> {
    let (Some(oldest), Some(newest)) = (editions.first(), editions.last()) else {
        let problem = Problem::new(Code::Empty).at("editions");
        return Err(Error::one(ErrorKind::InvalidArgument, problem));
    };
    let subject = same_subject(before.subject.as_deref(), after.subject.as_deref())?;
    // The old answers in every edition but the newest, for what later editions no longer ask.
    let mut old = vec![before.clone()];
    for pair in editions.windows(2) {
        let ([from, to], Some(last)) = (pair, old.last()) else { continue };
        old.push(migrate(last, from, to)?.sheet);
    }
    let after_choices = resolve(newest, after)?;
    let mut between = after.clone();
    for (pair, old) in editions.windows(2).zip(&old).rev() {
        let [from, to] = pair else { continue };
        between = back(&between, old, from, to)?;
    }
    let position = |framework: &Framework, sheet: &AnswerSheet| -> Result<Position, Error> {
        Ok(framework.assess_choices(&resolve(framework, sheet)?).into())
    };
    let stands = [
        position(oldest, before)?,
        position(oldest, &between)?,
        newest.assess_choices(&after_choices).into(),
    ];
    let (points, coverage) = (points(&stands), coverage(&stands));
    let [before_stand, between_stand, after_stand] = stands;
    Ok(ScoreChange {
        from: FrameworkRef::of(oldest),
        to: FrameworkRef::of(newest),
        subject,
        dates: [before.date.clone(), after.date.clone()],
        order: Order::AnswersFirst,
        before: before_stand,
        between: between_stand,
        after: after_stand,
        points,
        coverage,
        sheet_between: between,
    })
}

/// A sheet of the newer edition in terms of the older one.
fn back(
    sheet: &AnswerSheet,
    old_sheet: &AnswerSheet,
    old: &Framework,
    new: &Framework,
) -> Result<AnswerSheet, Error> {
    let choices = resolve(new, sheet)?;
    let lines = lines(old, new)?;
    let mut result = AnswerSheet::new(old.reference());
    result.subject.clone_from(&sheet.subject);
    result.date.clone_from(&sheet.date);
    for (at, control) in old.controls().iter().enumerate() {
        let Some(line) = lines.iter().find(|line| line.from.contains(&at)) else { continue };
        let answer = if line.kind == ChangeKind::Removed || line.to.is_empty() {
            let own = old_sheet.answers.iter().find(|(id, _)| *id == control.id);
            own.map(|(_, answer)| answer.clone())
        } else {
            let taken = |&to: &usize| {
                let taken = choices.get(to).copied().flatten()?;
                Some(((to, taken), choice(new, to, taken)?))
            };
            // Asked in part is not asked: one missing answer leaves the whole open.
            let all: Option<Vec<_>> = line.to.iter().map(taken).collect();
            all.and_then(weakest).and_then(|((to, taken), weakest)| {
                let id = name(new, to, taken)?;
                let fitting = fit(old, at, weakest.standing, &id)?;
                let named = new.controls().get(to)?;
                let (_, answer) = sheet.answers.iter().find(|(own, _)| *own == named.id)?;
                let fits = choice(old, at, fitting)?;
                let choice = Some(name(old, at, fitting)?.into_owned());
                let answer = Answer { choice, ..answer.clone() };
                (!lacks_reason(old, fits.standing, &answer)).then_some(answer)
            })
        };
        if let Some(answer) = answer {
            result.answers.push((control.id.to_string(), answer));
        }
    }
    Ok(result)
}

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

/// `a - b` in lowest terms; none when it does not fit, which takes weights in the billions.
fn difference(a: Ratio, b: Ratio) -> Option<Fraction> {
    let [a_credit, a_of, b_credit, b_of] = [a.credit, a.of, b.credit, b.of].map(i128::from);
    let parts = a_credit.checked_mul(b_of)? - b_credit.checked_mul(a_of)?;
    let of = a_of.checked_mul(b_of)?;
    let unit = gcd(parts, of).max(1);
    Some(Fraction { parts: i64::try_from(parts / unit).ok()?, of: u64::try_from(of / unit).ok()? })
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
