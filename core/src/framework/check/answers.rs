//! What can be answered: every control has a choice, and the declared lowest and highest results
//! can really be had.

use crate::error::{Code, Problem};
use crate::model::{Definition, NotApplicable, Standing};
use crate::rules::{ControlRules, control_rules};

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    for (control, rules) in definition.controls.iter().zip(&control_rules(definition)) {
        let mut refuse = |detail: &str| {
            let problem = Problem::new(Code::Contradiction).at(&*control.id).given(&control.scale);
            problems.push(problem.detail(detail));
        };
        if !rules.allowed().any(|(_, choice)| choice.standing != Standing::NotApplicable) {
            refuse("no choice may be answered here");
        }
        if let Some(points) = rules.points {
            if points.high <= 0 {
                refuse("the best choice allowed here must give points");
            }
            // Leaving a control out must not be worse than its worst answer.
            if left_out(rules) && points.low > 0 {
                refuse("not_applicable = \"excluded\" needs a choice of 0 points or less");
            }
        }
        if rules.full_credit.is_some_and(|full| !spans(rules, full)) {
            refuse("coverage needs a choice with full credit and one with none");
        }
    }
}

#[inline]
fn left_out(control: &ControlRules) -> bool {
    control.not_applicable == NotApplicable::Excluded
        && control.allowed().any(|(_, choice)| choice.standing == Standing::NotApplicable)
}

/// Whether the answers reach from no credit to full credit: what does not apply is no answer.
#[inline]
fn spans(control: &ControlRules, full: u32) -> bool {
    let any = |wanted: u32| {
        control.allowed().any(|(_, choice)| {
            choice.standing != Standing::NotApplicable && choice.credit == Some(wanted)
        })
    };
    any(full) && any(0)
}
