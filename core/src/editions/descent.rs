//! Which controls of one edition became which of another.

use crate::framework::Framework;
use crate::model::{Change, ChangeKind, Control, Localized};

/// Controls of the one edition, and what they are in the other.
pub(crate) struct Descent<'a> {
    pub kind: ChangeKind,
    pub from: Vec<&'a Control>,
    pub to: Vec<&'a Control>,
    pub note: Option<&'a Localized>,
}

impl<'a> Descent<'a> {
    /// One control each side.
    #[inline]
    pub(super) fn pair(&self) -> Option<(&'a Control, &'a Control)> {
        match (self.from.as_slice(), self.to.as_slice()) {
            (&[from], &[to]) => Some((from, to)),
            _ => None,
        }
    }

    /// The same, seen from the other edition.
    #[inline]
    fn reversed(self) -> Self {
        let kind = match self.kind {
            ChangeKind::Split => ChangeKind::Merged,
            ChangeKind::Merged => ChangeKind::Split,
            ChangeKind::New => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::New,
            kind @ (ChangeKind::Same | ChangeKind::Reworded) => kind,
        };
        Self { kind, from: self.to, to: self.from, note: self.note }
    }
}

/// Every control of both editions, in one descent each; and whether the editions say so themselves.
#[inline]
pub(crate) fn descents<'a>(from: &'a Framework, to: &'a Framework) -> (bool, Vec<Descent<'a>>) {
    if follows(to, from) {
        (true, forward(from, to, changes(to)))
    } else if follows(from, to) {
        let back = forward(to, from, changes(from));
        (true, back.into_iter().map(Descent::reversed).collect())
    } else {
        (false, forward(from, to, &[]))
    }
}

#[inline]
fn follows(later: &Framework, earlier: &Framework) -> bool {
    let previous = later.definition.previous.as_ref();
    later.id() == earlier.id() && previous.is_some_and(|p| p.edition == earlier.edition())
}

#[inline]
fn changes(framework: &Framework) -> &[Change] {
    framework.definition.previous.as_ref().map_or(&[], |previous| &previous.changes)
}

#[inline]
fn forward<'a>(from: &'a Framework, to: &'a Framework, changes: &'a [Change]) -> Vec<Descent<'a>> {
    let declared = changes.iter().map(|change| Descent {
        kind: change.kind,
        from: change.from.iter().filter_map(|id| from.control(id)).collect(),
        to: change.to.iter().filter_map(|id| to.control(id)).collect(),
        note: change.note.as_ref(),
    });
    let mut descents: Vec<Descent<'a>> = declared.collect();
    let left = |control: &Control| changes.iter().any(|change| change.from.contains(&control.id));
    let came = |control: &Control| changes.iter().any(|change| change.to.contains(&control.id));
    for old in from.controls().iter().filter(|control| !left(control)) {
        let new = to.control(&old.id).filter(|control| !came(control));
        descents.push(Descent {
            kind: if new.is_some() { ChangeKind::Same } else { ChangeKind::Removed },
            from: vec![old],
            to: new.into_iter().collect(),
            note: None,
        });
    }
    let stayed = |control: &Control| from.control(&control.id).is_some_and(|old| !left(old));
    for new in to.controls().iter().filter(|control| !came(control) && !stayed(control)) {
        descents.push(Descent {
            kind: ChangeKind::New,
            from: Vec::new(),
            to: vec![new],
            note: None,
        });
    }
    descents
}
