//! Why the outcome is what it is: the rule, and the numbers it was applied to.

use serde::Serialize;

use crate::assessment::{Assessment, Outcome, TierState};
use crate::model::{Bands, Citation, List, Measure, Origin, Rule, Standing, Text, Verification};
use crate::rules::{ConditionRules, Measured};

/// The outcome, its rule and the sources of the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutcomeNode {
    /// The outcome that is certain.
    pub low: Option<Text>,
    /// The best outcome still possible.
    pub high: Option<Text>,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of the rule.
    pub verification: Verification,
    /// Sources of the rule.
    pub citations: List<Citation>,
    /// What it was applied to.
    pub rule: RuleNode,
}

/// What a rule was applied to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleNode {
    /// A number and the band it falls into.
    Bands {
        /// What is measured.
        measure: Measure,
        /// The lowest value.
        low: Reached,
        /// The highest value.
        high: Reached,
    },
    /// Tiers, lowest first.
    Tiers(Vec<TierNode>),
}

/// A value and the band it falls into: `value * 100 >= from * of` for shares, `value >= from` for
/// points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BandReached"))]
#[non_exhaustive]
pub struct Reached {
    /// Points, or weighted credit.
    pub value: i64,
    /// What could be had.
    pub of: i64,
    /// Id of the band.
    pub band: Text,
    /// Lowest value of the band; `None` for the lowest band.
    pub from: Option<i64>,
    /// Lowest value of the next better band; `None` for the best.
    pub next: Option<i64>,
}

/// A tier and its conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TierNode {
    /// Id of the tier.
    pub id: Text,
    /// How far it is.
    pub state: TierState,
    /// Its conditions: all must hold.
    pub conditions: Vec<ConditionNode>,
}

/// A condition, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConditionNode {
    /// Standings that satisfy it.
    pub accept: List<Standing>,
    /// How many controls must satisfy it.
    pub at_least: u32,
    /// How many do.
    pub satisfied: u32,
    /// How many more could, once they are answered.
    pub open: u32,
    /// Whether it holds.
    pub state: TierState,
    /// The controls it is about.
    pub controls: Vec<Text>,
}

#[inline]
pub(super) fn explain(assessment: &Assessment) -> Option<OutcomeNode> {
    let outcome = assessment.framework().definition.outcome.as_ref()?;
    let landed = assessment.outcome.as_ref()?;
    let rule = match &outcome.rule {
        Rule::Bands(bands) => bands_node(assessment, bands, landed)?,
        Rule::Tiers(_) => RuleNode::Tiers(tiers_node(assessment)),
    };
    Some(OutcomeNode {
        low: landed.low.clone(),
        high: landed.high.clone(),
        origin: outcome.origin,
        verification: outcome.verification,
        citations: outcome.citations.clone(),
        rule,
    })
}

#[inline]
fn bands_node(assessment: &Assessment, bands: &Bands, landed: &Outcome) -> Option<RuleNode> {
    let credit = assessment.coverage.map(|coverage| coverage.credit());
    let Measured { low, high, of } = Measured::of(bands.measure, assessment.points, credit)?;
    let reached = |value, band: &Option<Text>| {
        let at = bands.steps.iter().position(|step| Some(&step.id) == band.as_ref())?;
        let step = bands.steps.get(at)?;
        let next = at.checked_sub(1).and_then(|at| bands.steps.get(at)?.from);
        Some(Reached { value, of, band: step.id.clone(), from: step.from, next })
    };
    Some(RuleNode::Bands {
        measure: bands.measure,
        low: reached(low, &landed.low)?,
        high: reached(high, &landed.high)?,
    })
}

#[inline]
fn tiers_node(assessment: &Assessment) -> Vec<TierNode> {
    let tiers = assessment.tiers.iter().zip(assessment.framework().rules.tiers.iter());
    tiers
        .map(|(tier, rules)| TierNode {
            id: tier.id.clone(),
            state: tier.state,
            conditions: rules.conditions.iter().map(|it| condition(assessment, it)).collect(),
        })
        .collect()
}

#[inline]
fn condition(assessment: &Assessment, condition: &ConditionRules) -> ConditionNode {
    let framework = assessment.framework();
    let count = condition.count(&framework.rules.controls, assessment.positions());
    let control = |&at: &u16| framework.controls().get(usize::from(at));
    ConditionNode {
        accept: condition.accept.clone(),
        at_least: condition.at_least,
        satisfied: count.have,
        open: count.may,
        state: condition.state(count.have, count.may),
        controls: condition.controls.iter().filter_map(control).map(|it| it.id.clone()).collect(),
    }
}
