//! From one edition to the next: which answers stay, which to look at again, which to ask.

use serde::Serialize;

use super::lineage::{Line, lines};
use crate::answers::{Answer, AnswerSheet};
use crate::assessment::{Assessment, FrameworkRef};
use crate::error::Error;
use crate::framework::Framework;
use crate::insight::fit::{fit, lacks_reason};
use crate::insight::strength::weakest;
use crate::model::{ChangeKind, Localized, Standing, Text};

/// What became of the answer to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MigrationLine {
    /// What happened between the editions.
    pub kind: ChangeKind,
    /// Controls of the old edition.
    pub from: Vec<Text>,
    /// The choices they had; `null` while unanswered.
    pub old: Vec<Option<Text>>,
    /// The control of the new edition; `None` if it is gone.
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
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
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
    ///
    /// ```
    /// use shisei::editions::Fate;
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let [old, new] = [catalog::framework("five-basics@3.1")?, catalog::framework("five-basics@4.0")?];
    /// let migration = old.assess(&AnswerSheet::new("five-basics@3.1"))?.migrate(new)?;
    /// assert!(migration.controls(Fate::Ask).any(|control| control == "B6"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn controls(&self, fate: Fate) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter(move |line| line.fate == fate)
            .filter_map(|line| line.to.as_deref())
    }
}

impl Assessment {
    /// Takes the answers to the edition that follows the one they are for.
    ///
    /// - *same*: the answer stays.
    /// - *reworded*: it stays, to be confirmed.
    /// - *split*: what is done, not done, unknown or not applicable as a whole is so in every part,
    ///   to be confirmed; what is done in part, or accepted, is asked again.
    /// - *merged*: the weakest of the old answers, to be confirmed; asked while one is missing.
    /// - *new*: asked. *removed*: dropped.
    ///
    /// An answer that the new edition does not offer, or for which it wants a reason that is not
    /// there, is asked again.
    ///
    /// ```
    /// use shisei::editions::Fate;
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let sheet = AnswerSheet::new("five-basics@3.1").with("B1", "done");
    /// let old = catalog::framework("five-basics@3.1")?.assess(&sheet)?;
    /// let migration = old.migrate(catalog::framework("five-basics@4.0")?)?;
    /// assert!(migration.controls(Fate::Ask).eq(["B6"]));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when `new` does not come
    /// from the edition of this assessment.
    #[inline]
    pub fn migrate(&self, new: &Framework) -> Result<Migration, Error> {
        let lines = lines(self.framework(), new)?;
        let editions = Editions { old: self, new };
        let mut sheet = AnswerSheet::new(new.reference());
        sheet.subject.clone_from(&self.subject);
        sheet.date.clone_from(&self.date);
        let mut report = Vec::new();
        for (at, control) in new.controls().iter().enumerate() {
            let Some(line) = lines.iter().find(|line| line.to.contains(&at)) else { continue };
            let (fate, answer) = editions.carry(line, at);
            report.push(editions.line(line, Some(at), fate, answer.as_ref()));
            sheet.extend(answer.map(|answer| (&*control.id, answer)));
        }
        for line in lines.iter().filter(|line| line.to.is_empty()) {
            report.push(editions.line(line, None, Fate::Dropped, None));
        }
        let (from, to) = (FrameworkRef::of(self.framework()), FrameworkRef::of(new));
        Ok(Migration { from, to, sheet, lines: report })
    }
}

struct Editions<'a> {
    old: &'a Assessment,
    new: &'a Framework,
}

impl Editions<'_> {
    /// The answer to the new control at `to`, if the old ones give one.
    #[inline]
    fn carry(&self, line: &Line<'_>, to: usize) -> (Fate, Option<Answer>) {
        let old = self.old.framework();
        let taken = |&from: &usize| {
            let at = self.old.position_at(from)?;
            Some((from, old.choice(from, at)?.standing))
        };
        if !line.from.iter().any(|from| taken(from).is_some()) {
            let asked = line.kind != ChangeKind::New && !line.from.is_empty();
            return (if asked { Fate::Unanswered } else { Fate::Ask }, None);
        }
        let all: Option<Vec<_>> = line.from.iter().map(taken).collect();
        let Some((from, standing)) = all.and_then(weakest) else { return (Fate::Ask, None) };
        let unsure = matches!(standing, Standing::Partial | Standing::Accepted);
        if line.kind == ChangeKind::Split && unsure {
            return (Fate::Ask, None);
        }
        match self.translate(from, standing, to) {
            Some((answer, exact)) => {
                let same = line.kind == ChangeKind::Same && exact;
                (if same { Fate::Kept } else { Fate::Confirm }, Some(answer))
            }
            None => (Fate::Ask, None),
        }
    }

    /// The old answer in the new control's scale, and whether it means just the same.
    #[inline]
    fn translate(&self, from: usize, standing: Standing, to: usize) -> Option<(Answer, bool)> {
        let fitting = fit(self.new, to, standing, &self.old.choice_at(from)?.id)?;
        let answer = self.old.answer(&self.old.framework().controls().get(from)?.id)?;
        let choice = self.new.choice(to, fitting)?;
        if lacks_reason(self.new, to, fitting, answer) {
            return None;
        }
        let answer = Answer { choice: Some(choice.id.to_string()), ..answer.clone() };
        Some((answer, choice.standing == standing))
    }

    #[inline]
    fn line(
        &self,
        line: &Line<'_>,
        to: Option<usize>,
        fate: Fate,
        answer: Option<&Answer>,
    ) -> MigrationLine {
        let old = |&from: &usize| self.old.choice_at(from).map(|choice| choice.id.clone());
        let control = |framework: &Framework, at: usize| {
            framework.controls().get(at).map(|control| control.id.clone())
        };
        MigrationLine {
            kind: line.kind,
            from: line
                .from
                .iter()
                .filter_map(|&from| control(self.old.framework(), from))
                .collect(),
            old: line.from.iter().map(old).collect(),
            to: to.and_then(|to| control(self.new, to)),
            new: answer.and_then(|answer| answer.choice.clone()).map(Text::from),
            fate,
            note: line.note.cloned(),
        }
    }
}
