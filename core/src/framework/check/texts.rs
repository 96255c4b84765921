//! Texts: there in both languages, and not endless.

use crate::error::{Code, Problem};
use crate::model::{Definition, Localized, Rule};

/// Longest text, in bytes.
const LONGEST_TEXT: usize = 8_000;

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let mut look = |at: &str, text: &Localized| localized(at, text, problems);
    look("title", &definition.title);
    look("summary", &definition.summary);
    for source in definition.sources.iter() {
        look(&format!("sources.{}", source.id), &source.title);
    }
    for scale in definition.scales.iter() {
        for choice in scale.choices.iter() {
            look(&format!("scales.{}.{}", scale.id, choice.id), &choice.label);
        }
    }
    for group in definition.groups.iter() {
        let at = format!("groups.{}", group.id);
        look(&at, &group.title);
        group.summary.iter().for_each(|text| look(&at, text));
    }
    for dimension in definition.dimensions.iter() {
        look(&format!("dimensions.{}", dimension.id), &dimension.title);
        for value in dimension.values.iter() {
            look(&format!("dimensions.{}.{}", dimension.id, value.id), &value.title);
        }
    }
    for control in definition.controls.iter() {
        let texts = [&control.title, &control.question, &control.advice];
        let optional = [&control.why, &control.not_applicable_when, &control.doubt];
        let labels = control.parameters.iter().map(|parameter| &parameter.label);
        let parts = control.parts.iter().flat_map(|parts| parts.of.iter()).map(|part| &part.text);
        let texts = texts.into_iter().chain(optional.into_iter().flatten());
        for text in texts.chain(labels).chain(parts) {
            look(&control.id, text);
        }
    }
    for change in definition.previous.iter().flat_map(|previous| previous.changes.iter()) {
        change.note.iter().for_each(|text| look("previous.changes", text));
    }
    match definition.outcome.as_ref().map(|outcome| &outcome.rule) {
        Some(Rule::Bands(bands)) => {
            for band in bands.steps.iter() {
                let at = format!("outcome.rule.bands.{}", band.id);
                for text in [&band.title, &band.meaning, &band.next] {
                    look(&at, text);
                }
            }
        }
        Some(Rule::Tiers(tiers)) => {
            for tier in tiers.iter() {
                let at = format!("outcome.rule.tiers.{}", tier.id);
                for text in [&tier.title, &tier.meaning] {
                    look(&at, text);
                }
            }
        }
        None => {}
    }
}

#[inline]
fn localized(at: &str, text: &Localized, problems: &mut Vec<Problem>) {
    if text.ja.trim().is_empty() || text.en.trim().is_empty() {
        problems.push(Problem::new(Code::MissingTranslation).at(at));
    }
    if text.ja.len().max(text.en.len()) > LONGEST_TEXT {
        problems.push(Problem::new(Code::TooLarge).at(at));
    }
}
