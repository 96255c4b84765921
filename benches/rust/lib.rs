//! Sheets to measure with.

use shisei::model::{NotApplicable, Standing};
use shisei::{Answer, AnswerSheet, Framework, catalog};

/// A built-in framework.
///
/// # Panics
/// When it is not built in.
pub fn framework(reference: &str) -> &'static Framework {
    catalog::framework(reference).unwrap_or_else(|error| panic!("{error}"))
}

/// The insurer's form of `examples/`.
///
/// # Panics
/// When it is not valid.
pub fn underwriting() -> Framework {
    let toml = include_str!("../../examples/underwriting.toml");
    Framework::from_toml(toml).unwrap_or_else(|error| panic!("{error}"))
}

/// A complete sheet whose answers vary from control to control.
pub fn varied(framework: &Framework) -> AnswerSheet {
    sheet(framework, |at| Some(at * 7 + at / 3))
}

/// A complete sheet in which nothing is done.
pub fn nothing_done(framework: &Framework) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(framework.reference());
    for control in framework.controls() {
        let choices = framework.scale_of(control).into_iter().flat_map(|it| it.choices.iter());
        if let Some(unmet) = choices.clone().find(|choice| choice.standing == Standing::Unmet) {
            sheet = sheet.with(&*control.id, &*unmet.id);
        }
    }
    sheet
}

/// Every second control unanswered.
pub fn half(framework: &Framework) -> AnswerSheet {
    sheet(framework, |at| (at % 2 == 0).then_some(at))
}

fn sheet(framework: &Framework, pick: impl Fn(usize) -> Option<usize>) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(framework.reference());
    for (at, control) in framework.controls().iter().enumerate() {
        let Some(scale) = framework.scale_of(control) else { continue };
        let rule = control.not_applicable.unwrap_or(framework.definition().not_applicable);
        let allowed = |standing| match standing {
            Standing::NotApplicable => rule != NotApplicable::NotAllowed,
            Standing::Accepted => framework.definition().acceptance,
            _ => true,
        };
        let choices: Vec<_> = scale.choices.iter().filter(|it| allowed(it.standing)).collect();
        let picked = pick(at).and_then(|pick| choices.get(pick % choices.len().max(1)));
        if let Some(choice) = picked {
            sheet = sheet.with(&*control.id, Answer::new(&*choice.id).with_reason("measured"));
        }
    }
    sheet
}
