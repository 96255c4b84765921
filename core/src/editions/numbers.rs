//! The numbers of two editions, side by side.

use super::NumberChange;
use crate::framework::Framework;
use crate::model::{Control, Parameter, Rule, Text};

/// One number: its place, its value and its unit.
struct Number {
    at: String,
    value: Option<i64>,
    unit: Option<Text>,
}

#[inline]
fn number(at: impl Into<String>, value: impl TryInto<i64>) -> Number {
    Number { at: at.into(), value: value.try_into().ok(), unit: None }
}

/// Every number that differs, of the framework as a whole first.
#[inline]
pub(super) fn numbers(
    from: &Framework,
    to: &Framework,
    pairs: &[(&Control, &Control)],
) -> Vec<NumberChange> {
    let mut changes = changes(whole(from), whole(to));
    changes.extend(pairs.iter().flat_map(|(a, b)| of_control(a, b)));
    changes
}

/// The numbers of a control that differ.
#[inline]
pub(super) fn of_control(a: &Control, b: &Control) -> Vec<NumberChange> {
    let numbers = |control: &Control| {
        let weight = number(format!("{}.weight", b.id), control.weight);
        let parameter = |parameter: &Parameter| Number {
            at: format!("{}.{}", b.id, parameter.id),
            value: Some(parameter.value),
            unit: Some(parameter.unit.clone()),
        };
        std::iter::once(weight).chain(control.parameters.iter().map(parameter)).collect()
    };
    changes(numbers(a), numbers(b))
}

/// Pairs by place: what changed, then what came.
#[inline]
fn changes(from: Vec<Number>, to: Vec<Number>) -> Vec<NumberChange> {
    let mut to: Vec<Option<Number>> = to.into_iter().map(Some).collect();
    let mut changes = Vec::new();
    for old in from {
        let new = to.iter_mut().find(|new| new.as_ref().is_some_and(|new| new.at == old.at));
        let new = new.and_then(Option::take);
        let (value, unit) = new.map_or((None, None), |new| (new.value, new.unit));
        // The same value in another unit is another number.
        if old.value != value || (value.is_some() && old.unit != unit) {
            changes.push(NumberChange {
                at: old.at,
                from: old.value,
                to: value,
                unit: unit.or(old.unit),
            });
        }
    }
    let came = to.into_iter().flatten().filter(|new| new.value.is_some());
    let came =
        came.map(|new| NumberChange { at: new.at, from: None, to: new.value, unit: new.unit });
    changes.extend(came);
    changes
}

/// The numbers of a framework as a whole.
#[inline]
fn whole(framework: &Framework) -> Vec<Number> {
    let mut numbers = vec![number("controls", framework.controls().len())];
    numbers.extend(counts(framework));
    numbers.extend(credits(framework));
    numbers.extend(outcome(framework));
    numbers
}

/// How many controls each group and each tag has.
#[inline]
fn counts(framework: &Framework) -> Vec<Number> {
    let controls = framework.controls();
    let groups = framework.groups().iter().map(|group| {
        let count = controls.iter().filter(|control| control.group == group.id).count();
        number(format!("groups.{}.controls", group.id), count)
    });
    let tags = framework.definition.dimensions.iter().flat_map(|dimension| {
        dimension.values.iter().map(move |value| format!("{}:{}", dimension.id, value.id))
    });
    let tags = tags.map(|tag| {
        let count = controls.iter().filter(|c| c.tags.iter().any(|t| **t == *tag)).count();
        number(format!("tags.{tag}.controls"), count)
    });
    groups.chain(tags).collect()
}

/// Points of choices and credits of standings.
#[inline]
fn credits(framework: &Framework) -> Vec<Number> {
    let definition = &framework.definition;
    let points = definition.scales.iter().flat_map(|scale| {
        scale.choices.iter().filter_map(move |choice| {
            Some(number(format!("scales.{}.{}.points", scale.id, choice.id), choice.points?))
        })
    });
    let coverage = definition.coverage.iter().flat_map(|rule| {
        let credits = [("met", rule.met), ("partial", rule.partial), ("accepted", rule.accepted)];
        credits.map(|(standing, credit)| number(format!("coverage.{standing}"), credit))
    });
    points.chain(coverage).collect()
}

/// The edges of bands, and what tiers ask for.
#[inline]
fn outcome(framework: &Framework) -> Vec<Number> {
    match framework.rule() {
        Some(Rule::Bands(bands)) => {
            let edges = bands.steps.iter().flat_map(|band| {
                let edge = |name: &str, value: Option<i64>| Number {
                    at: format!("bands.{}.{name}", band.id),
                    value,
                    unit: None,
                };
                [edge("from", band.from), edge("to", band.to)]
            });
            edges.filter(|edge| edge.value.is_some()).collect()
        }
        Some(Rule::Tiers(tiers)) => {
            let asked = tiers.iter().zip(framework.rules.tiers.iter()).flat_map(|(tier, rules)| {
                let mut controls: Vec<u16> =
                    rules.conditions.iter().flat_map(|c| c.controls.iter().copied()).collect();
                controls.sort_unstable();
                controls.dedup();
                let at_least: u32 = rules.conditions.iter().map(|c| c.at_least).sum();
                [
                    number(format!("tiers.{}.controls", tier.id), controls.len()),
                    number(format!("tiers.{}.at-least", tier.id), at_least),
                ]
            });
            asked.collect()
        }
        None => Vec::new(),
    }
}
