//! From a definition to its rules.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{
    BandRules, BandsRules, ChoiceRules, ConditionRules, ControlRules, FrameworkRef, PointsRange,
    Rules, TierRules,
};
use crate::digest::Digest;
use crate::model::{
    Band, Choice, Condition, Control, CoverageRule, Definition, NotApplicable, Rule, Scale,
    Standing, Text, Tier,
};

impl Rules {
    /// The definition must have passed every check.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of(definition: &Definition) -> Self {
        let outcome = definition.outcome.as_ref();
        let bands = outcome.and_then(|outcome| match &outcome.rule {
            Rule::Bands(bands) => Some(bands),
            Rule::Tiers(_) => None,
        });
        let band = |band: &Band| BandRules { id: band.id.clone(), from: band.from };
        let names = |scale: &Scale| scale.choices.iter().map(|choice| choice.id.clone()).collect();
        Self {
            framework: FrameworkRef {
                id: definition.id.clone(),
                edition: definition.edition.clone(),
                digest: Digest::of(definition),
                rules_digest: Digest::of_rules(definition),
            },
            groups: definition.groups.iter().map(|group| group.id.clone()).collect(),
            scales: definition.scales.iter().map(names).collect(),
            tags: tag_names(definition).into_iter().map(Cow::Owned).collect(),
            by_id: Cow::Owned(by_id(&definition.controls)),
            controls: Cow::Owned(control_rules(definition)),
            coverage: definition.coverage.as_ref().map(|coverage| coverage.origin),
            outcome: outcome.map(|outcome| outcome.origin),
            bands: bands.map(|bands| BandsRules {
                measure: bands.measure,
                bands: bands.steps.iter().map(band).collect(),
            }),
            tiers: Cow::Owned(tier_rules(definition)),
        }
    }
}

/// The rules of every control, in order.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn control_rules(definition: &Definition) -> Vec<ControlRules> {
    let tags = tag_names(definition);
    definition.controls.iter().map(|it| control(definition, it, &tags)).collect()
}

/// The rules of every tier, lowest first.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn tier_rules(definition: &Definition) -> Vec<TierRules> {
    match definition.outcome.as_ref().map(|outcome| &outcome.rule) {
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|it| tier(definition, it)).collect(),
        _ => Vec::new(),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn by_id(controls: &[Control]) -> Vec<u16> {
    let mut named: Vec<(&Text, u16)> =
        controls.iter().enumerate().map(|(at, control)| (&control.id, position(at))).collect();
    named.sort_unstable();
    named.into_iter().map(|(_, at)| at).collect()
}

/// All tags of a framework as `dimension:value`, in order: the position is the tag's index.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn tag_names(definition: &Definition) -> Vec<String> {
    let name = |dimension: &str, value: &str| format!("{dimension}:{value}");
    definition
        .dimensions
        .iter()
        .flat_map(|d| d.values.iter().map(move |v| name(&d.id, &v.id)))
        .collect()
}

#[cfg_attr(debug_assertions, inline)]
fn control(definition: &Definition, control: &Control, tags: &[String]) -> ControlRules {
    let scale = definition.scales.iter().position(|scale| scale.id == control.scale);
    let choices = scale
        .and_then(|at| definition.scales.get(at))
        .map(|scale| choices(definition, control, scale));
    let choices = choices.unwrap_or_default();
    ControlRules {
        id: control.id.clone(),
        verification: control.verification,
        group: position(definition.groups.iter().position(|g| g.id == control.group).unwrap_or(0)),
        scale: position(scale.unwrap_or(0)),
        weight: control.weight,
        not_applicable: not_applicable(definition, control),
        tags: tags
            .iter()
            .enumerate()
            .filter(|(_, tag)| control.tags.iter().any(|t| t == *tag))
            .map(|(at, _)| position(at))
            .collect(),
        points: range(&choices),
        full_credit: definition.coverage.as_ref().map(|rule| rule.met),
        choices: Cow::Owned(choices),
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(crate) fn not_applicable(definition: &Definition, control: &Control) -> NotApplicable {
    control.not_applicable.unwrap_or(definition.not_applicable)
}

#[cfg_attr(debug_assertions, inline)]
fn choices(definition: &Definition, control: &Control, scale: &Scale) -> Vec<ChoiceRules> {
    let rule = not_applicable(definition, control);
    let may = |choice: &Choice| choice.standing != Standing::Accepted || definition.acceptance;
    let best = scale.choices.iter().filter(|choice| may(choice)).filter_map(|c| c.points).max();
    let coverage = definition.coverage.as_ref();
    scale
        .choices
        .iter()
        .map(|choice| {
            let (allowed, points) = match (choice.standing, rule) {
                (Standing::NotApplicable, NotApplicable::NotAllowed) => (false, None),
                (Standing::NotApplicable, NotApplicable::Excluded) => (true, None),
                (Standing::NotApplicable, NotApplicable::FullPoints) => (true, best),
                (Standing::Accepted, _) => (definition.acceptance, choice.points),
                _ => (true, choice.points),
            };
            ChoiceRules {
                standing: choice.standing,
                points,
                credit: coverage.and_then(|coverage| credit(choice.standing, rule, coverage)),
                allowed,
                reason: definition.reasons.contains(&choice.standing),
            }
        })
        .collect()
}

/// Credit of a standing; `None` if the control is left out.
#[cfg_attr(debug_assertions, inline)]
fn credit(standing: Standing, rule: NotApplicable, coverage: &CoverageRule) -> Option<u32> {
    match standing {
        Standing::Met => Some(coverage.met),
        Standing::Partial => Some(coverage.partial),
        Standing::Accepted => Some(coverage.accepted),
        Standing::Unmet | Standing::Unknown => Some(0),
        Standing::NotApplicable => (rule == NotApplicable::FullPoints).then_some(coverage.met),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn range(choices: &[ChoiceRules]) -> Option<PointsRange> {
    let points =
        || choices.iter().filter(|choice| choice.allowed).filter_map(|choice| choice.points);
    Some(PointsRange { low: points().min()?, high: points().max()? })
}

#[cfg_attr(debug_assertions, inline)]
fn tier(definition: &Definition, tier: &Tier) -> TierRules {
    TierRules {
        id: tier.id.clone(),
        conditions: tier.conditions.iter().map(|c| condition(definition, c)).collect(),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn condition(definition: &Definition, condition: &Condition) -> ConditionRules {
    let named: HashSet<&Text> = condition.controls.iter().collect();
    let controls: Vec<u16> = definition
        .controls
        .iter()
        .enumerate()
        .filter(|(_, control)| named.contains(&control.id) || selects(condition, control))
        .map(|(at, _)| position(at))
        .collect();
    ConditionRules {
        at_least: condition
            .at_least
            .unwrap_or_else(|| u32::try_from(controls.len()).unwrap_or(u32::MAX)),
        controls: Cow::Owned(controls),
        accept: condition.accept.clone(),
    }
}

/// Whether a condition is about a control that it does not name.
#[cfg_attr(debug_assertions, inline)]
fn selects(condition: &Condition, control: &Control) -> bool {
    let everything =
        condition.groups.is_empty() && condition.tags.is_empty() && condition.controls.is_empty();
    everything
        || condition.groups.contains(&control.group)
        || control.tags.iter().any(|tag| condition.tags.contains(tag))
}

/// The checks bound every count far below `u16::MAX`.
#[cfg_attr(debug_assertions, inline)]
fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
