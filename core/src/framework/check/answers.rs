//! What can be answered: every control has a choice, and the declared lowest and highest results
//! can really be had.

use crate::error::{Code, Problem};
use crate::framework::index::{ChoiceIndex, ControlIndex, Index};
use crate::model::{CoverageRule, Definition, NotApplicable, Standing};

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let index = Index::of(definition);
    for (control, indexed) in definition.controls.iter().zip(index.controls.iter()) {
        let mut refuse = |detail: &str| {
            let problem = Problem::new(Code::Contradiction).at(&*control.id).given(&control.scale);
            problems.push(problem.detail(detail));
        };
        if !allowed(indexed).any(|choice| choice.standing != Standing::NotApplicable) {
            refuse("no choice may be answered here");
        }
        if let Some(points) = indexed.points {
            if points.high <= 0 {
                refuse("the best choice allowed here must give points");
            }
            // Leaving a control out must not be worse than its worst answer.
            if left_out(indexed) && points.low > 0 {
                refuse("not_applicable = \"excluded\" needs a choice of 0 points or less");
            }
        }
        if definition.coverage.as_ref().is_some_and(|rule| !spans(indexed, rule)) {
            refuse("coverage needs a choice with full credit and one with none");
        }
    }
}

fn allowed(control: &ControlIndex) -> impl Iterator<Item = &ChoiceIndex> {
    control.choices.iter().filter(|choice| choice.allowed)
}

fn left_out(control: &ControlIndex) -> bool {
    control.not_applicable == NotApplicable::Excluded
        && allowed(control).any(|choice| choice.standing == Standing::NotApplicable)
}

/// Whether the answers reach from no credit to full credit.
fn spans(control: &ControlIndex, rule: &CoverageRule) -> bool {
    let credit = |choice: &ChoiceIndex| match choice.standing {
        Standing::Met => Some(rule.met),
        Standing::Partial => Some(rule.partial),
        Standing::Accepted => Some(rule.accepted),
        Standing::Unmet | Standing::Unknown => Some(0),
        Standing::NotApplicable => None,
    };
    let any = |wanted: u32| allowed(control).any(|choice| credit(choice) == Some(wanted));
    any(rule.met) && any(0)
}
