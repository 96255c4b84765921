use super::descent::Descent;
use super::{Reworded, TextField};
use crate::model::{ChangeKind, Control};

/// A control in other words, when it is.
#[inline]
pub(super) fn reworded(descent: &Descent<'_>, a: &Control, b: &Control) -> Option<Reworded> {
    let declared = descent.kind == ChangeKind::Reworded;
    let texts = differing(a, b);
    (declared || !texts.is_empty()).then(|| Reworded {
        from: a.id.clone(),
        to: b.id.clone(),
        declared,
        texts,
        note: descent.note.cloned(),
    })
}

/// The texts that differ.
#[inline]
pub(super) fn differing(a: &Control, b: &Control) -> Vec<TextField> {
    let all = [
        (TextField::Title, a.title != b.title),
        (TextField::Question, a.question != b.question),
        (TextField::Advice, a.advice != b.advice),
        (TextField::Why, a.why != b.why),
        (TextField::NotApplicableWhen, a.not_applicable_when != b.not_applicable_when),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
