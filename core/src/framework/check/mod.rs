//! Everything that must hold before a definition becomes a framework.
//!
//! Built-in files and users' own pass the same checks; a built-in file that fails does not build.

mod answers;
pub(crate) mod names;
mod outcome;
mod points;
mod references;
mod texts;

use crate::error::Problem;
use crate::model::Definition;

/// Every problem of a definition, in the order of the file as far as possible.
#[inline]
pub(super) fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    names::check(definition, &mut problems);
    texts::check(definition, &mut problems);
    references::check(definition, &mut problems);
    points::check(definition, &mut problems);
    // Answers, tiers and bands are worth looking at only when what they refer to exists.
    if problems.is_empty() {
        answers::check(definition, &mut problems);
        outcome::check(definition, &mut problems);
    }
    problems
}
