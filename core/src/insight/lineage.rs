//! How an edition came from the one before, control by control.

use std::collections::BTreeSet;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Change, ChangeKind, Localized};

/// What became of some controls.
pub(super) struct Line<'a> {
    pub kind: ChangeKind,
    /// Positions in the older edition.
    pub from: Vec<usize>,
    /// Positions in the newer edition.
    pub to: Vec<usize>,
    pub note: Option<&'a Localized>,
}

/// Every control of both editions in some line: what the newer edition says, then what it leaves
/// unsaid (an id in both is the same, an id in one alone is new or removed).
pub(super) fn lines<'a>(old: &Framework, new: &'a Framework) -> Result<Vec<Line<'a>>, Error> {
    let changes = changes(old, new)?;
    let mut problems = Vec::new();
    let mut lines: Vec<Line<'a>> = changes
        .iter()
        .map(|change| Line {
            kind: change.kind,
            from: positions(old, change.from.iter().map(|id| &**id), &mut problems),
            to: positions(new, change.to.iter().map(|id| &**id), &mut problems),
            note: change.note.as_ref(),
        })
        .collect();
    if !problems.is_empty() {
        return Err(Error::new(ErrorKind::InvalidFramework, problems));
    }
    let from: BTreeSet<usize> = lines.iter().flat_map(|line| line.from.iter().copied()).collect();
    let to: BTreeSet<usize> = lines.iter().flat_map(|line| line.to.iter().copied()).collect();
    for (at, control) in new.controls().iter().enumerate().filter(|(at, _)| !to.contains(at)) {
        let same = old.controls().iter().position(|own| own.id == control.id);
        let same = same.filter(|at| !from.contains(at));
        let kind = if same.is_some() { ChangeKind::Same } else { ChangeKind::New };
        lines.push(Line { kind, from: same.into_iter().collect(), to: vec![at], note: None });
    }
    let kept = |id: &str, at: usize| {
        let stands = new.controls().iter().position(|own| own.id == id);
        from.contains(&at) || stands.is_some_and(|at| !to.contains(&at))
    };
    for (at, control) in old.controls().iter().enumerate() {
        if !kept(&control.id, at) {
            let kind = ChangeKind::Removed;
            lines.push(Line { kind, from: vec![at], to: Vec::new(), note: None });
        }
    }
    Ok(lines)
}

/// The changes that `new` lists, if it came from `old`.
fn changes<'a>(old: &Framework, new: &'a Framework) -> Result<&'a [Change], Error> {
    let refused = |problem| Err(Error::one(ErrorKind::InvalidArgument, problem));
    if old.id() != new.id() {
        let problem = Problem::new(Code::WrongFramework).at("to");
        return refused(problem.given(&old.reference()).nearest_of([&*new.reference()]));
    }
    match &new.definition.previous {
        Some(previous) if previous.edition == old.edition() => Ok(&previous.changes),
        previous => {
            let before = previous.as_ref().map_or("none", |previous| &previous.edition);
            let problem = Problem::new(Code::WrongEdition).at("to").given(&old.reference());
            refused(problem.detail(format!("{}: previous edition {before}", new.reference())))
        }
    }
}

fn positions<'a>(
    framework: &Framework,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    ids.filter_map(|id| {
        let at = framework.controls().iter().position(|control| control.id == id);
        if at.is_none() {
            let names = framework.controls().iter().map(|control| &*control.id);
            let place = format!("previous.changes ({})", framework.reference());
            let problem = Problem::new(Code::UnknownReference).at(place).given(id);
            problems.push(problem.nearest_of(names));
        }
        at
    })
    .collect()
}

/// The editions from `old` to `new`, oldest first, through the edition before each.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] when `new` does not come from `old`, or with [`Code::Cyclic`] when
/// the editions lead back to themselves.
pub fn editions<'a>(
    old: &'a Framework,
    new: &'a Framework,
    find: impl Fn(&str) -> Option<&'a Framework>,
) -> Result<Vec<&'a Framework>, Error> {
    let mut path = vec![new];
    let mut current = new;
    while current.digest != old.digest {
        let previous = current.definition.previous.as_ref();
        let reference = previous.map(|previous| format!("{}@{}", current.id(), previous.edition));
        let before = match &reference {
            Some(reference) if *reference == old.reference() => Some(old),
            Some(reference) => find(reference),
            None => None,
        };
        let Some(before) = before else {
            // Says in what way the two do not fit.
            changes(old, new)?;
            break;
        };
        if path.iter().any(|own| own.digest == before.digest) {
            let problem = Problem::new(Code::Cyclic).at("previous").given(&before.reference());
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        path.push(before);
        current = before;
    }
    path.reverse();
    Ok(path)
}
