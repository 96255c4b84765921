//! How an edition came from the one before, control by control.

use crate::editions::descents;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Change, ChangeKind, Control, Localized, Text};
use crate::reference::Reference;

/// What became of some controls.
pub(crate) struct Line<'a> {
    pub kind: ChangeKind,
    /// Positions in the older edition.
    pub from: Vec<usize>,
    /// Positions in the newer edition.
    pub to: Vec<usize>,
    pub note: Option<&'a Localized>,
}

/// Every control of both editions in some line, if `new` came from `old`.
#[inline]
pub(crate) fn lines<'a>(old: &'a Framework, new: &'a Framework) -> Result<Vec<Line<'a>>, Error> {
    let mut problems = Vec::new();
    for change in changes(old, new)? {
        known(old, &change.from, &mut problems);
        known(new, &change.to, &mut problems);
    }
    if !problems.is_empty() {
        return Err(Error::new(ErrorKind::InvalidFramework, problems));
    }
    let at = |framework: &Framework, controls: &[&Control]| {
        controls.iter().filter_map(|control| framework.position(&control.id)).collect()
    };
    let (_, descents) = descents(old, new);
    let lines = descents.into_iter().map(|descent| Line {
        kind: descent.kind,
        from: at(old, &descent.from),
        to: at(new, &descent.to),
        note: descent.note,
    });
    Ok(lines.collect())
}

/// The changes that `new` lists, if it came from `old`.
#[inline]
fn changes<'a>(old: &Framework, new: &'a Framework) -> Result<&'a [Change], Error> {
    let refused = |problem| Err(Error::one(ErrorKind::InvalidArgument, problem));
    if old.id() != new.id() {
        let problem = Problem::new(Code::WrongFramework).at("to");
        return refused(
            problem.given(old.reference().as_str()).nearest_of([new.reference().as_str()]),
        );
    }
    match &new.definition.previous {
        Some(previous) if previous.edition == old.edition() => Ok(&previous.changes),
        previous => {
            let before = previous.as_ref().map_or("–", |previous| &previous.edition);
            let problem = Problem::new(Code::WrongEdition).at("to").given(old.reference().as_str());
            refused(problem.detail(format!("{} ← {before}", new.reference())))
        }
    }
}

/// What an edition says about controls must be about controls that are there.
#[inline]
fn known(framework: &Framework, ids: &[Text], problems: &mut Vec<Problem>) {
    for id in ids.iter().filter(|id| framework.control(id).is_none()) {
        let names = framework.controls().iter().map(|control| &*control.id);
        let place = format!("previous.changes ({})", framework.reference());
        let problem = Problem::new(Code::UnknownReference).at(place).given(id);
        problems.push(problem.nearest_of(names));
    }
}

/// The editions from `old` to `new`, oldest first, through the edition before each.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] when `new` does not come from `old`, or with [`Code::Cyclic`] when
/// the editions lead back to themselves.
///
/// ```
/// use shisei::catalog;
/// use shisei::editions::editions_between;
///
/// let [old, new] = ["five-basics@3.1", "five-basics@4.0"].map(catalog::framework);
/// let find = |reference: &str| catalog::framework(reference).ok().cloned();
/// assert_eq!(editions_between(old?, new?, find)?.len(), 2);
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn editions_between(
    old: &Framework,
    new: &Framework,
    find: impl Fn(&str) -> Option<Framework>,
) -> Result<Vec<Framework>, Error> {
    between(old, new, &find)
}

#[inline]
fn between(
    old: &Framework,
    new: &Framework,
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<Vec<Framework>, Error> {
    let mut path = vec![new.clone()];
    let mut current = new.clone();
    while current != *old {
        let previous = current.definition.previous.as_ref();
        let before = previous.and_then(|previous| {
            if (current.id(), &*previous.edition) == (old.id(), old.edition()) {
                return Some(old.clone());
            }
            let before = Reference::to_edition(&current.definition.id, &previous.edition);
            find(before.as_str())
        });
        let Some(before) = before else {
            // Says in what way the two do not fit.
            changes(old, new)?;
            break;
        };
        if path.contains(&before) {
            let problem =
                Problem::new(Code::Cyclic).at("previous").given(before.reference().as_str());
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        path.push(before.clone());
        current = before;
    }
    path.reverse();
    Ok(path)
}
