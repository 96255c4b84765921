//! Ids: present, well-formed, unique, not too many.

use std::collections::HashSet;

use crate::error::{Code, Problem};
use crate::model::Definition;

const LONGEST_ID: usize = 64;
const MOST_CONTROLS: usize = 2_000;
const MOST_CHOICES: usize = 32;
const MOST_OTHERS: usize = 500;
/// Portfolios keep the position of an outcome in an `i8`.
pub(super) const MOST_OUTCOMES: usize = 127;

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    one("id", &definition.id, problems);
    one("edition", &definition.edition, problems);
    many("sources", definition.sources.iter().map(|s| &*s.id), 1, MOST_OTHERS, problems);
    many("scales", definition.scales.iter().map(|s| &*s.id), 1, MOST_OTHERS, problems);
    for scale in definition.scales.iter() {
        let at = format!("scales.{}.choices", scale.id);
        many(&at, scale.choices.iter().map(|c| &*c.id), 2, MOST_CHOICES, problems);
    }
    many("groups", definition.groups.iter().map(|g| &*g.id), 1, MOST_OTHERS, problems);
    many("dimensions", definition.dimensions.iter().map(|d| &*d.id), 0, MOST_OTHERS, problems);
    for dimension in definition.dimensions.iter() {
        let at = format!("dimensions.{}.values", dimension.id);
        many(&at, dimension.values.iter().map(|v| &*v.id), 1, MOST_OTHERS, problems);
    }
    many("controls", definition.controls.iter().map(|c| &*c.id), 1, MOST_CONTROLS, problems);
    for control in definition.controls.iter() {
        many(&control.id, control.parameters.iter().map(|p| &*p.id), 0, MOST_OTHERS, problems);
        if let Some(parts) = &control.parts {
            many(&control.id, parts.of.iter().map(|part| &*part.id), 2, MOST_OTHERS, problems);
        }
        many(&control.id, control.tags.iter().map(|t| &**t), 0, MOST_OTHERS, problems);
    }
}

#[inline]
pub(super) fn many<'a>(
    at: &str,
    ids: impl ExactSizeIterator<Item = &'a str>,
    least: usize,
    most: usize,
    problems: &mut Vec<Problem>,
) {
    let count = ids.len();
    if count < least {
        problems.push(Problem::new(Code::Empty).at(at));
    }
    if count > most {
        let detail = format!("{count} > {most}");
        problems.push(Problem::new(Code::TooLarge).at(at).detail(detail));
        return;
    }
    let mut seen = HashSet::new();
    for id in ids {
        one(at, id, problems);
        if !seen.insert(id) {
            problems.push(Problem::new(Code::DuplicateId).at(at).given(id));
        }
    }
}

#[inline]
fn one(at: &str, id: &str, problems: &mut Vec<Problem>) {
    if !well_formed_id(id) {
        problems.push(Problem::new(Code::MalformedId).at(at).given(id));
    }
}

/// Letters, digits and `._:-`, not too many, starting with a letter or digit.
#[inline]
pub(crate) fn well_formed_id(id: &str) -> bool {
    id.len() <= LONGEST_ID
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || "._:-".contains(c))
}
