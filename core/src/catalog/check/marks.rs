use crate::error::{Code, Problem};
use crate::framework::Framework;
use crate::model::{Control, Rule};

/// A rule of tiers is no surer than the levels by which it chooses controls.
pub(crate) fn tier_marks(framework: &Framework) -> Vec<Problem> {
    let outcome = framework.definition().outcome.as_ref();
    let Some((outcome, Rule::Tiers(tiers))) = outcome.map(|it| (it, &it.rule)) else {
        return Vec::new();
    };
    let conditions = tiers.iter().flat_map(|tier| tier.conditions.iter());
    let tags: Vec<_> = conditions.flat_map(|condition| condition.tags.iter()).collect();
    let chosen = |control: &&Control| control.tags.iter().any(|tag| tags.contains(&tag));
    let level = |control: &Control| {
        let facts = control.facts.as_ref();
        facts.and_then(|facts| facts.level).unwrap_or(control.verification)
    };
    let least = framework.controls().iter().filter(chosen).map(level).min();
    let surer = least.filter(|least| outcome.verification > *least);
    let problem = |least| {
        let problem = Problem::new(Code::Contradiction).at("outcome.verification");
        problem.given(outcome.verification.as_str()).detail(format!("levels: {least}"))
    };
    surer.into_iter().map(problem).collect()
}
