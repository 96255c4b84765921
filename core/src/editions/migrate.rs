//! From one edition to the next: which answers stay, which to look at again, which to ask.

use serde::Serialize;

use super::lineage::{Line, lines};
use crate::answers::{Answer, AnswerSheet, resolve};
use crate::assessment::FrameworkRef;
use crate::error::Error;
use crate::framework::Framework;
use crate::insight::fit::{fit, lacks_reason};
use crate::insight::strength::weakest;
use crate::insight::taken::{choice, name};
use crate::model::{ChangeKind, Localized, Standing, Text};

/// What became of the answer to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It stays.
    Kept,
    /// It stays, but the question changed: look at it again.
    Confirm,
    /// The old answers do not answer it: ask.
    Ask,
    /// There was no answer, and there is none.
    Unanswered,
    /// The control is gone, and its answer with it.
    Dropped,
}

/// One control of the new edition, or one that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigrationLine {
    /// What happened between the editions.
    pub kind: ChangeKind,
    /// Controls of the old edition.
    pub from: Vec<Text>,
    /// The choices they had; `null` while unanswered.
    pub old: Vec<Option<Text>>,
    /// The control of the new edition; none when it is gone.
    pub to: Option<Text>,
    /// The choice it has now.
    pub new: Option<Text>,
    /// What became of the answer.
    pub fate: Fate,
    /// What the change is.
    pub note: Option<Localized>,
}

/// A sheet in the next edition, with a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Migration {
    /// The edition it came from.
    pub from: FrameworkRef,
    /// The edition it is in now.
    pub to: FrameworkRef,
    /// The sheet in the new edition.
    pub sheet: AnswerSheet,
    /// The new edition's controls in order, then those that are gone.
    pub lines: Vec<MigrationLine>,
}

impl Migration {
    /// Controls of the new edition that came to this.
    pub fn controls(&self, fate: Fate) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter(move |line| line.fate == fate)
            .filter_map(|line| line.to.as_deref())
    }
}

/// Takes a sheet of `old` to `new`, the edition that follows it.
///
/// - *same*: the answer stays.
/// - *reworded*: it stays, to be confirmed.
/// - *split*: what is done, not done, unknown or not applicable as a whole is so in every part, to
///   be confirmed; what is done in part, or accepted, is asked again.
/// - *merged*: the weakest of the old answers, to be confirmed; asked while one is missing.
/// - *new*: asked. *removed*: dropped.
///
/// An answer that the new edition does not offer, or for which it wants a reason that is not there,
/// is asked again.
///
/// # Errors
/// [`ErrorKind::InvalidSheet`](crate::ErrorKind::InvalidSheet), or
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when `new` does not come from
/// `old`.
pub fn migrate(sheet: &AnswerSheet, old: &Framework, new: &Framework) -> Result<Migration, Error> {
    let choices = resolve(old, sheet)?;
    let lines = lines(old, new)?;
    let editions = Editions { old, new, sheet, choices: &choices };
    let mut migrated = AnswerSheet::new(new.reference());
    migrated.subject.clone_from(&sheet.subject);
    migrated.date.clone_from(&sheet.date);
    let mut report = Vec::new();
    for at in 0..new.controls().len() {
        let Some(line) = lines.iter().find(|line| line.to.contains(&at)) else { continue };
        let (fate, answer) = editions.carry(line, at);
        report.push(editions.line(line, Some(at), fate, answer.as_ref()));
        if let (Some(answer), Some(control)) = (answer, new.controls().get(at)) {
            migrated.answers.push((control.id.to_string(), answer));
        }
    }
    for line in lines.iter().filter(|line| line.to.is_empty()) {
        report.push(editions.line(line, None, Fate::Dropped, None));
    }
    let (from, to) = (FrameworkRef::of(old), FrameworkRef::of(new));
    Ok(Migration { from, to, sheet: migrated, lines: report })
}

struct Editions<'a> {
    old: &'a Framework,
    new: &'a Framework,
    sheet: &'a AnswerSheet,
    choices: &'a [Option<u8>],
}

impl Editions<'_> {
    /// The answer to the new control at `to`, if the old ones give one.
    fn carry(&self, line: &Line<'_>, to: usize) -> (Fate, Option<Answer>) {
        let taken = |&from: &usize| self.choices.get(from).copied().flatten().map(|at| (from, at));
        if !line.from.iter().any(|from| taken(from).is_some()) {
            let asked = line.kind != ChangeKind::New && !line.from.is_empty();
            return (if asked { Fate::Unanswered } else { Fate::Ask }, None);
        }
        let named = |(from, at)| Some(((from, at), choice(self.old, from, at)?));
        let all: Option<Vec<_>> =
            line.from.iter().map(|from| taken(from).and_then(named)).collect();
        let Some(((from, at), weakest)) = all.and_then(weakest) else { return (Fate::Ask, None) };
        let standing = weakest.standing;
        let unsure = matches!(standing, Standing::Partial | Standing::Accepted);
        if line.kind == ChangeKind::Split && unsure {
            return (Fate::Ask, None);
        }
        match self.translate(from, at, standing, to) {
            Some((answer, exact)) => {
                let same = line.kind == ChangeKind::Same && exact;
                (if same { Fate::Kept } else { Fate::Confirm }, Some(answer))
            }
            None => (Fate::Ask, None),
        }
    }

    /// The old answer in the new control's scale, and whether it means just the same.
    fn translate(
        &self,
        from: usize,
        at: u8,
        standing: Standing,
        to: usize,
    ) -> Option<(Answer, bool)> {
        let id = name(self.old, from, at)?;
        let fitting = fit(self.new, to, standing, &id)?;
        let control = self.old.controls().get(from)?;
        let (_, answer) = self.sheet.answers.iter().find(|(own, _)| *own == control.id)?;
        let choice = choice(self.new, to, fitting)?;
        if lacks_reason(self.new, choice.standing, answer) {
            return None;
        }
        let name = name(self.new, to, fitting)?;
        let answer = Answer { choice: Some(name.into_owned()), ..answer.clone() };
        Some((answer, choice.standing == standing))
    }

    fn line(
        &self,
        line: &Line<'_>,
        to: Option<usize>,
        fate: Fate,
        answer: Option<&Answer>,
    ) -> MigrationLine {
        let old = |&from: &usize| {
            let taken = self.choices.get(from).copied().flatten();
            taken.and_then(|at| name(self.old, from, at))
        };
        let control = |framework: &Framework, at: usize| {
            framework.controls().get(at).map(|control| control.id.clone())
        };
        MigrationLine {
            kind: line.kind,
            from: line.from.iter().filter_map(|&from| control(self.old, from)).collect(),
            old: line.from.iter().map(old).collect(),
            to: to.and_then(|to| control(self.new, to)),
            new: answer.and_then(|answer| answer.choice.clone()).map(Text::from),
            fate,
            note: line.note.cloned(),
        }
    }
}
