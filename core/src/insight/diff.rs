//! What changed between two assessments of one subject.

use serde::Serialize;

use super::answer_change::AnswerChange;
use super::plan::Position;
use crate::assessment::{Assessment, FrameworkRef, State};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Text;

/// A control whose answer changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ChangedAnswer"))]
#[non_exhaustive]
pub struct Moved {
    /// Id of the control.
    pub control: Text,
    /// The choice before; `None` if unanswered.
    pub from: Option<Text>,
    /// The choice after; `None` if unanswered.
    pub to: Option<Text>,
    /// State before.
    pub from_state: State,
    /// State after.
    pub to_state: State,
    /// Points after less points before, where both count.
    pub points: Option<i64>,
}

/// What changed between two assessments under the same rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diff {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// Who or what was assessed.
    pub subject: Option<String>,
    /// Days of the answers, before and after.
    pub dates: [Option<String>; 2],
    /// The position of the earlier sheet.
    pub before: Position,
    /// The position of the later sheet.
    pub after: Position,
    /// Better answers.
    pub improved: Vec<Moved>,
    /// Weaker answers.
    pub worsened: Vec<Moved>,
    /// Answers where there were none.
    pub newly_answered: Vec<Moved>,
    /// Answers taken back.
    pub withdrawn: Vec<Moved>,
    /// Other answers, neither better nor weaker: to or from "does not apply", mostly.
    pub changed: Vec<Moved>,
    /// How many controls are as they were.
    pub unchanged: u32,
}

impl Assessment {
    /// What changed since an earlier assessment of the same subject and framework.
    ///
    /// Better and weaker go by points where there are points, then by standing: met, partial,
    /// accepted, unmet, unknown.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let before = AnswerSheet::new("five-basics").with("B1", "not-done").with("B2", "done");
    /// let after = AnswerSheet::new("five-basics").with("B1", "partly").with("B2", "done");
    /// let diff = framework.assess(&after)?.diff(&framework.assess(&before)?)?;
    /// assert_eq!(diff.improved[0].control, "B1");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when one of them came from another framework, edition or
    /// digest (see [`score_change`](Self::score_change) then), or when they name two subjects.
    #[inline]
    pub fn diff(&self, earlier: &Self) -> Result<Diff, Error> {
        same_framework(earlier, self)?;
        let framework = self.framework();
        let mut diff = Diff {
            framework: FrameworkRef::of(framework),
            subject: same_subject(earlier.subject.as_deref(), self.subject.as_deref())?,
            dates: [earlier.date.clone(), self.date.clone()],
            before: earlier.data().into(),
            after: self.data().into(),
            improved: Vec::new(),
            worsened: Vec::new(),
            newly_answered: Vec::new(),
            withdrawn: Vec::new(),
            changed: Vec::new(),
            unchanged: 0,
        };
        let choices = earlier.positions().iter().zip(self.positions());
        for ((at, control), (before, after)) in framework.controls().iter().enumerate().zip(choices)
        {
            if before == after {
                diff.unchanged += 1;
            } else {
                diff.add(framework, at, control.id.clone(), [*before, *after]);
            }
        }
        Ok(diff)
    }
}

impl Diff {
    #[inline]
    fn add(&mut self, framework: &Framework, at: usize, control: Text, ends: [Option<u8>; 2]) {
        let Some(rules) = framework.rules.controls.get(at) else { return };
        let [old, new] = ends;
        let [before, after] = ends.map(|end| rules.contribution(end));
        let name = |end: Option<u8>| Some(framework.choice(at, end?)?.id.clone());
        let [from_name, to_name] = ends.map(name);
        let moved = Moved {
            control,
            from: from_name,
            to: to_name,
            from_state: before.state,
            to_state: after.state,
            points: after.value().zip(before.value()).map(|(to, from)| to - from),
        };
        let list = match rules.change(old, new) {
            AnswerChange::Unchanged => return,
            AnswerChange::Improved => &mut self.improved,
            AnswerChange::Worsened => &mut self.worsened,
            AnswerChange::NewlyAnswered => &mut self.newly_answered,
            AnswerChange::Withdrawn => &mut self.withdrawn,
            AnswerChange::Changed => &mut self.changed,
        };
        list.push(moved);
    }
}

#[inline]
fn same_framework(earlier: &Assessment, later: &Assessment) -> Result<(), Error> {
    let [ours, theirs] = [later.framework(), earlier.framework()];
    if ours.rules_digest() == theirs.rules_digest() {
        return Ok(());
    }
    let code = if ours.id() == theirs.id() { Code::WrongEdition } else { Code::WrongFramework };
    let problem = Problem::new(code).at("framework").given(theirs.reference().as_str());
    let problem = problem.detail(format!("rules digest {}", theirs.rules_digest()));
    Err(Error::one(ErrorKind::InvalidArgument, problem))
}

/// One of the two names; an error when both are given and differ.
#[inline]
pub(crate) fn same_subject(
    before: Option<&str>,
    after: Option<&str>,
) -> Result<Option<String>, Error> {
    match (before, after) {
        (Some(before), Some(after)) if before != after => {
            let problem = Problem::new(Code::Contradiction).at("subject").given(after);
            Err(Error::one(ErrorKind::InvalidArgument, problem.detail(before)))
        }
        (before, after) => Ok(after.or(before).map(str::to_owned)),
    }
}
