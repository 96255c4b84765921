//! Answers to one edition as answers to a later one: the core's migration, asked once for each
//! combination of answers that a control of the new edition comes from.

use std::collections::HashMap;

use shisei::editions::{Fate, editions_between};
use shisei::{Answer, AnswerSheet, Framework, UNANSWERED, catalog};

use crate::error::Error;
use crate::kernel::UNREADABLE;

/// From the edition of the answers to a later one, step by step.
pub struct Carrying {
    steps: Vec<Step>,
}

struct Step {
    old: Framework,
    new: Framework,
    /// By control of the new edition: the controls of the old one that it comes from.
    from: Vec<Vec<usize>>,
    /// By control of the new edition, where it comes from one: what becomes of each answer.
    tables: Vec<Option<Box<[Answered; 256]>>>,
}

/// Answers in the new edition.
pub struct Carried {
    /// By control: as in [`Codes`](crate::answers::Codes).
    pub controls: Vec<Vec<u8>>,
    /// By control: not 0 where the answer stays, but is to be confirmed; empty where none is.
    pub confirm: Vec<Vec<u8>>,
}

/// What became of the answers to a control.
#[derive(Clone, Copy)]
struct Answered {
    code: u8,
    confirm: bool,
}

impl Carrying {
    /// None where both are the same edition.
    pub fn new(old: &Framework, new: &Framework) -> Result<Option<Self>, Error> {
        if old.rules_digest() == new.rules_digest() {
            return Ok(None);
        }
        let find = |reference: &str| catalog::framework(reference).ok().cloned();
        let editions = editions_between(old, new, find)?;
        let steps = editions.windows(2).filter_map(|pair| match pair {
            [old, new] => Some(Step::new(old, new)),
            _ => None,
        });
        Ok(Some(Self { steps: steps.collect::<Result<_, _>>()? }))
    }

    /// The answers in the new edition.
    pub fn carry(&self, controls: &[Vec<u8>], rows: usize) -> Result<Carried, Error> {
        let mut carried: Option<Carried> = None;
        for step in &self.steps {
            let (controls, confirm) = match &carried {
                Some(carried) => (&carried.controls[..], &carried.confirm[..]),
                None => (controls, &[][..]),
            };
            carried = Some(step.carry(controls, confirm, rows)?);
        }
        let nothing = || Carried { controls: controls.to_vec(), confirm: Vec::new() };
        Ok(carried.unwrap_or_else(nothing))
    }
}

impl Step {
    fn new(old: &Framework, new: &Framework) -> Result<Self, Error> {
        let empty = old.assess(&AnswerSheet::new(old.reference()))?.migrate(new)?;
        let position = |id: &str| old.controls().iter().position(|control| control.id == id);
        let from = new.controls().iter().map(|control| {
            let line = empty.lines.iter().find(|line| line.to.as_deref() == Some(&*control.id));
            line.map_or_else(Vec::new, |line| {
                line.from.iter().filter_map(|id| position(id)).collect()
            })
        });
        let from: Vec<Vec<usize>> = from.collect();
        let mut step = Self { old: old.clone(), new: new.clone(), from, tables: Vec::new() };
        let tables = step.from.iter().enumerate().map(|(to, from)| match from.as_slice() {
            [from] => step.table(*from, to).map(Some),
            _ => Ok(None),
        });
        step.tables = tables.collect::<Result<_, Error>>()?;
        Ok(step)
    }

    fn carry(
        &self,
        controls: &[Vec<u8>],
        confirm: &[Vec<u8>],
        rows: usize,
    ) -> Result<Carried, Error> {
        let mut carried = Carried { controls: Vec::new(), confirm: Vec::new() };
        for ((to, from), table) in self.from.iter().enumerate().zip(&self.tables) {
            let (codes, mut flags) = match (from.as_slice(), table) {
                ([from], Some(table)) => one(controls.get(*from).map_or(&[], Vec::as_slice), table),
                ([], _) => (vec![UNANSWERED; rows], Vec::new()),
                (several, _) => self.merged(controls, several, to, rows)?,
            };
            for earlier in from.iter().filter_map(|&from| confirm.get(from)) {
                flags.resize(if earlier.is_empty() { flags.len() } else { rows }, 0);
                for ((flag, earlier), &code) in flags.iter_mut().zip(earlier).zip(&codes) {
                    *flag |= *earlier & u8::from(code < UNREADABLE);
                }
            }
            carried.controls.push(codes);
            carried.confirm.push(flags);
        }
        Ok(carried)
    }

    /// What becomes of each answer to a control that alone is the origin of another.
    fn table(&self, from: usize, to: usize) -> Result<Box<[Answered; 256]>, Error> {
        let mut table = Box::new([Answered { code: UNANSWERED, confirm: false }; 256]);
        let choices = self.old.rules().controls().get(from).map_or(0, |it| it.choices.len());
        for (code, slot) in (0..UNREADABLE).zip(table.iter_mut()).take(choices) {
            *slot = self.answered(&[from], &[code], to)?;
        }
        if let Some(slot) = table.get_mut(usize::from(UNREADABLE)) {
            slot.code = UNREADABLE;
        }
        Ok(table)
    }

    /// A control that several became: combinations are met again and again.
    fn merged(
        &self,
        controls: &[Vec<u8>],
        from: &[usize],
        to: usize,
        rows: usize,
    ) -> Result<(Vec<u8>, Vec<u8>), Error> {
        let mut known: HashMap<Vec<u8>, Answered> = HashMap::new();
        let (mut codes, mut flags) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let mut pattern = Vec::with_capacity(from.len());
        for row in 0..rows {
            pattern.clear();
            let answer = |&at: &usize| controls.get(at).and_then(|codes| codes.get(row)).copied();
            pattern.extend(from.iter().filter_map(answer));
            let answered = if let Some(answered) = known.get(&pattern) {
                *answered
            } else {
                let answered = self.answered(from, &pattern, to)?;
                known.insert(pattern.clone(), answered);
                answered
            };
            codes.push(answered.code);
            flags.push(u8::from(answered.confirm));
        }
        Ok((codes, flags))
    }

    /// What the core says of a combination of answers. Tables have no reasons: where one would be
    /// asked for, it is taken to be there, as in scores.
    fn answered(&self, from: &[usize], codes: &[u8], to: usize) -> Result<Answered, Error> {
        if codes.contains(&UNREADABLE) {
            return Ok(Answered { code: UNREADABLE, confirm: false });
        }
        let mut sheet = AnswerSheet::new(self.old.reference());
        for (&at, &code) in from.iter().zip(codes) {
            let rules = self.old.rules().controls().get(at);
            let allowed = rules.and_then(|it| it.choice(code)).is_some_and(|it| it.allowed);
            let control = self.old.controls().get(at).filter(|_| allowed);
            let choices = control.and_then(|control| self.old.scale_of(control));
            let choice = choices.and_then(|scale| scale.choices.get(usize::from(code)));
            if let (Some(control), Some(choice)) = (control, choice) {
                sheet = sheet.with(&*control.id, Answer::new(&*choice.id).with_reason("-"));
            }
        }
        let migration = self.old.assess(&sheet)?.migrate(&self.new)?;
        let nothing = Answered { code: UNANSWERED, confirm: false };
        let Some(control) = self.new.controls().get(to) else { return Ok(nothing) };
        let line = migration.lines.iter().find(|line| line.to.as_deref() == Some(&*control.id));
        let choice = line.and_then(|line| line.new.as_deref());
        let choices = self.new.scale_of(control).map_or(&[][..], |scale| &scale.choices);
        let position = choices.iter().position(|it| Some(&*it.id) == choice);
        let code = position.and_then(|at| u8::try_from(at).ok());
        let confirm = line.is_some_and(|line| line.fate == Fate::Confirm);
        Ok(code.map_or(nothing, |code| Answered { code, confirm }))
    }
}

fn one(codes: &[u8], table: &[Answered; 256]) -> (Vec<u8>, Vec<u8>) {
    let look = |code: u8| table.get(usize::from(code));
    let new = |&code: &u8| look(code).map_or(UNREADABLE, |it| it.code);
    let flag = |&code: &u8| u8::from(look(code).is_some_and(|it| it.confirm));
    let confirm = table.iter().any(|answered| answered.confirm);
    let flags = if confirm { codes.iter().map(flag).collect() } else { Vec::new() };
    (codes.iter().map(new).collect(), flags)
}
