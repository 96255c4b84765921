//! Points beside a label, or alone with their unit; numbers of a list before a label.

use super::words::{AROUND, UNITS};
use super::{Choices, Meaning, Text, one_of};

/// Points, with the label beside them.
struct Pointed<'a> {
    points: i32,
    label: &'a str,
}

impl Choices<'_> {
    /// What a text in its normal form means that says points.
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn by_points(&self, text: &str) -> Option<Meaning> {
        let of = |points: i32| self.where_(&|choice, _| choice.points == Some(points));
        if let Some(points) = alone(text) {
            return one_of(of(points));
        }
        let mut disagree = None;
        let before = before(text);
        let listed = before.as_ref().map(|it| it.label);
        for Pointed { points, label } in before.into_iter().chain(behind(text)) {
            let labelled = match self.in_words(&Text { raw: label, normal: label.to_owned() }) {
                Some(Meaning::Choice(at)) => vec![at],
                Some(Meaning::Several(several)) => several,
                _ => continue,
            };
            let mut both = of(points);
            both.retain(|at| labelled.contains(at));
            if let [only] = both.as_slice() {
                return Some(Meaning::Choice(*only));
            }
            // Where no choice has points, a number before a label is its place in a list.
            if let [only] = labelled.as_slice()
                && listed == Some(label)
                && points > 0
                && self.where_(&|choice, _| choice.points.is_some()).is_empty()
            {
                return Some(Meaning::Choice(*only));
            }
            let mut either = [labelled, of(points)].concat();
            either.sort_unstable();
            either.dedup();
            disagree = disagree.or(Some(either).filter(|either| either.len() > 1));
        }
        disagree.map(Meaning::Several)
    }
}

/// The points of `4点`.
#[cfg_attr(debug_assertions, inline)]
fn alone(text: &str) -> Option<i32> {
    let text = text.trim_matches(is_bracket);
    UNITS.iter().find_map(|unit| text.strip_suffix(unit)?.trim_end().parse().ok())
}

/// The points that a text begins with: `4 実施している`, `(4点)実施している`.
#[cfg_attr(debug_assertions, inline)]
fn before(text: &str) -> Option<Pointed<'_>> {
    let text = text.trim_start_matches(is_bracket);
    let signed = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = signed.find(|sign: char| !sign.is_ascii_digit())?;
    let (number, rest) = text.split_at_checked(text.len() - signed.len() + digits)?;
    let label = UNITS.iter().find_map(|unit| rest.strip_prefix(unit)).unwrap_or(rest);
    pointed(number, label)
}

/// The points that a text ends with: `実施している：4`, `実施している(4点)`. A dash behind a letter may
/// be a minus or lead to the points.
#[cfg_attr(debug_assertions, inline)]
fn behind(text: &str) -> Vec<Pointed<'_>> {
    let text = text.trim_end_matches(is_bracket);
    let text = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let label = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let signed = label.strip_suffix(['-', '+']).unwrap_or(label);
    let each = [signed, label].map(|label| pointed(text.get(label.len()..)?, label));
    each.into_iter().flatten().collect()
}

#[cfg_attr(debug_assertions, inline)]
fn pointed<'a>(number: &str, label: &'a str) -> Option<Pointed<'a>> {
    let label = label.trim_matches(|sign| AROUND.contains(sign));
    Some(Pointed { points: number.parse().ok()?, label })
        .filter(|_| !label.is_empty() && !label.contains(|sign: char| sign.is_ascii_digit()))
}

#[cfg_attr(debug_assertions, inline)]
fn is_bracket(sign: char) -> bool {
    sign != '-' && AROUND.contains(sign)
}
