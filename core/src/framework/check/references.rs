//! References: every name that is used leads somewhere; every fact has a source.

use crate::error::{Code, Problem};
use crate::model::{Citation, Control, Definition, Facts, Rule, Verification};
use crate::rules::tag_names;

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let names = Names::of(definition);
    for scale in definition.scales.iter() {
        let at = format!("scales.{}", scale.id);
        names.cited(&at, &scale.citations, problems);
        marks(&at, scale.facts.as_ref(), scale.verification, problems);
    }
    for control in definition.controls.iter() {
        names.control(control, problems);
    }
    if let Some(outcome) = &definition.outcome {
        names.cited("outcome", &outcome.citations, problems);
        names.rule(&outcome.rule, problems);
    }
    let previous = definition.previous.as_ref().map(|previous| &previous.edition);
    if previous == Some(&definition.edition) {
        problems.push(Problem::new(Code::Cyclic).at("previous").given(&definition.edition));
    }
    for change in definition.previous.iter().flat_map(|previous| previous.changes.iter()) {
        Names::each("previous.changes", change.to.iter().map(|c| &**c), &names.controls, problems);
    }
}

/// A fact has a mark of its own only where it differs from the mark of the whole.
#[inline]
fn marks(at: &str, facts: Option<&Facts>, whole: Verification, problems: &mut Vec<Problem>) {
    for (fact, _) in facts.into_iter().flat_map(Facts::given).filter(|(_, mark)| *mark == whole) {
        problems.push(Problem::new(Code::Contradiction).at(at).given(fact).detail("same mark"));
    }
}

struct Names<'a> {
    sources: Vec<&'a str>,
    scales: Vec<&'a str>,
    groups: Vec<&'a str>,
    controls: Vec<&'a str>,
    tags: Vec<String>,
}

impl<'a> Names<'a> {
    #[inline]
    fn of(definition: &'a Definition) -> Self {
        Self {
            sources: definition.sources.iter().map(|source| &*source.id).collect(),
            scales: definition.scales.iter().map(|scale| &*scale.id).collect(),
            groups: definition.groups.iter().map(|group| &*group.id).collect(),
            controls: definition.controls.iter().map(|control| &*control.id).collect(),
            tags: tag_names(definition),
        }
    }

    #[inline]
    fn control(&self, control: &Control, problems: &mut Vec<Problem>) {
        let at = &*control.id;
        Self::each(at, [&*control.group], &self.groups, problems);
        Self::each(at, [&*control.scale], &self.scales, problems);
        Self::each(at, control.tags.iter().map(|t| &**t), &self.tags, problems);
        Self::each(at, control.see.iter().map(|c| &**c), &self.controls, problems);
        if control.see.contains(&control.id) {
            problems.push(Problem::new(Code::Cyclic).at(at).given(at));
        }
        self.cited(at, &control.citations, problems);
        marks(at, control.facts.as_ref(), control.verification, problems);
        if control.effort.is_some_and(|effort| !(1..=5).contains(&effort)) {
            problems.push(Problem::new(Code::OutOfRange).at(at).detail("effort 1-5"));
        }
    }

    #[inline]
    fn rule(&self, rule: &Rule, problems: &mut Vec<Problem>) {
        let Rule::Tiers(tiers) = rule else { return };
        for tier in tiers.iter() {
            let at = format!("outcome.rule.tiers.{}", tier.id);
            for condition in tier.conditions.iter() {
                Self::each(&at, condition.groups.iter().map(|g| &**g), &self.groups, problems);
                Self::each(&at, condition.tags.iter().map(|t| &**t), &self.tags, problems);
                Self::each(&at, condition.controls.iter().map(|c| &**c), &self.controls, problems);
            }
        }
    }

    #[inline]
    fn cited(&self, at: &str, citations: &[Citation], problems: &mut Vec<Problem>) {
        if citations.is_empty() {
            problems.push(Problem::new(Code::MissingSource).at(at));
        }
        Self::each(at, citations.iter().map(|c| &*c.source), &self.sources, problems);
    }

    #[inline]
    fn each<G: AsRef<str>, N: AsRef<str>>(
        at: &str,
        given: impl IntoIterator<Item = G>,
        names: &[N],
        problems: &mut Vec<Problem>,
    ) {
        for given in given {
            if !names.iter().any(|name| name.as_ref() == given.as_ref()) {
                let names = names.iter().map(AsRef::as_ref);
                let problem = Problem::new(Code::UnknownReference).at(at).given(given.as_ref());
                problems.push(problem.nearest_of(names));
            }
        }
    }
}
