//! Bounds against every completion, on small random frameworks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use shisei::insight::{Bounds, PlanOptions, Question};
use shisei::model::{Condition, Rule, Standing, Tier};
use shisei::{AnswerSheet, Code, Framework, catalog};
use support::{allowed, answer, answered, completions, sheets, text};

/// Outcomes as heights: 0 is none, 1 the lowest.
fn heights(framework: &Framework, sheets: &[AnswerSheet]) -> Vec<usize> {
    let mut heights: Vec<usize> = sheets
        .iter()
        .map(|sheet| {
            let assessment = framework.assess(sheet).unwrap();
            height(framework, assessment.outcome.as_ref().and_then(|landed| landed.value()))
        })
        .collect();
    heights.sort_unstable();
    heights.dedup();
    if framework.rule().is_some() { heights } else { Vec::new() }
}

fn height(framework: &Framework, outcome: Option<&str>) -> usize {
    let Some(outcome) = outcome else { return 0 };
    let ids: Vec<&str> = match framework.rule().unwrap() {
        Rule::Bands(bands) => bands.steps.iter().rev().map(|band| &*band.id).collect(),
        Rule::Tiers(tiers) => tiers.iter().map(|tier| &*tier.id).collect(),
        _ => unreachable!("bands or tiers"),
    };
    1 + ids.iter().position(|id| *id == outcome).unwrap()
}

fn given(framework: &Framework, outcomes: &[Option<shisei::model::Text>]) -> Vec<usize> {
    outcomes.iter().map(|outcome| height(framework, outcome.as_deref())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn outcomes_are_exactly_those_of_the_completions((framework, sheet) in sheets(5)) {
        let bounds = framework.assess(&sheet).unwrap().bounds().unwrap();
        let all = completions(&framework, &sheet);
        prop_assert_eq!(given(&framework, &bounds.outcomes), heights(&framework, &all));
        let assessment = framework.assess(&sheet).unwrap();
        prop_assert_eq!(bounds.points, assessment.points);
        prop_assert_eq!(bounds.coverage, assessment.coverage);
        prop_assert_eq!(bounds.complete, bounds.questions.is_empty());
    }

    #[test]
    fn questions_leave_exactly_what_they_say((framework, sheet) in sheets(5)) {
        let bounds = framework.assess(&sheet).unwrap().bounds().unwrap();
        let mut open: Vec<&str> = Vec::new();
        let mut order = BTreeMap::new();
        for (at, control) in framework.controls().iter().enumerate() {
            if answered(&sheet, &control.id).is_none() {
                open.push(&control.id);
            }
            order.insert(control.id.to_string(), at);
        }
        let mut asked: Vec<&str> = bounds.questions.iter().map(|it| &*it.control).collect();
        asked.sort_by_key(|id| order[*id]);
        prop_assert_eq!(asked, open);
        for question in &bounds.questions {
            let control = framework.control(&question.control).unwrap();
            let choices: Vec<_> = allowed(&framework, control);
            prop_assert_eq!(choices.len(), question.answers.len());
            for (choice, left) in choices.iter().zip(&question.answers) {
                prop_assert_eq!(&choice.id, &left.choice);
                let next = sheet.clone().with(&*control.id, answer(&choice.id));
                let all = heights(&framework, &completions(&framework, &next));
                prop_assert_eq!(given(&framework, &left.outcomes), all);
            }
            let most = question.answers.iter().map(|left| left.outcomes.len()).max().unwrap();
            prop_assert_eq!(question.most_left as usize, most);
        }
        // The rule by which they are ordered, in exact arithmetic of its own.
        let key = |question: &Question| {
            let total: usize = question.answers.iter().map(|left| left.outcomes.len()).sum();
            let average = total * 27_720 / question.answers.len();
            let at = order[&*question.control];
            (question.most_left, average, std::cmp::Reverse(question.spread), at)
        };
        let keys: Vec<_> = bounds.questions.iter().map(key).collect();
        prop_assert!(keys.windows(2).all(|pair| pair[0] <= pair[1]), "{keys:?}");
    }
}

fn bounds(reference: &str, sheet: &AnswerSheet) -> Bounds {
    catalog::framework(reference).unwrap().assess(sheet).unwrap().bounds().unwrap()
}

#[test]
fn an_empty_sheet_can_become_anything() {
    for framework in catalog::all() {
        let bounds =
            bounds(framework.reference().as_str(), &AnswerSheet::new(framework.reference()));
        let outcomes: Vec<&str> = bounds.outcomes.iter().flatten().map(|id| &**id).collect();
        let expected: Vec<&str> = match framework.rule() {
            Some(Rule::Bands(bands)) => bands.steps.iter().rev().map(|band| &*band.id).collect(),
            Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| &*tier.id).collect(),
            _ => Vec::new(),
        };
        assert_eq!(outcomes, expected, "{}", framework.reference());
        assert_eq!(bounds.questions.len(), framework.controls().len());
    }
}

#[test]
fn a_band_between_two_reachable_ones_may_be_out_of_reach() {
    // 24 questions unknown, one open: -25, -24, -22 or -20 points: no way up.
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    for control in &framework.controls()[1..] {
        sheet = sheet.with(&*control.id, "unknown");
    }
    let bounds = framework.assess(&sheet).unwrap().bounds().unwrap();
    assert_eq!(bounds.outcomes, [Some("0-49".into())]);
    assert_eq!(bounds.questions[0].most_left, 1);
}

/// A framework of so many yes/no controls, with a rule of its own.
fn yes_no(count: usize, tiers: Vec<Tier>) -> Framework {
    let mut definition = catalog::framework("five-basics@4.0").unwrap().definition().clone();
    let first = definition.controls[0].clone();
    let controls = (0..count).map(|at| {
        let mut control = first.clone();
        control.id = format!("C-{at}").into();
        control.see = Vec::new().into();
        control
    });
    definition.controls = controls.collect::<Vec<_>>().into();
    definition.previous = None;
    let mut outcome = catalog::framework("scs").unwrap().definition().outcome.clone().unwrap();
    outcome.citations.to_mut()[0].source.clone_from(&definition.sources[0].id);
    outcome.citations.to_mut().truncate(1);
    outcome.rule = Rule::Tiers(tiers.into());
    definition.outcome = Some(outcome);
    support::loaded(definition)
}

fn tier(at: usize, conditions: Vec<Condition>) -> Tier {
    Tier::new(format!("tier-{at}"), text("t"), conditions)
}

fn of(controls: impl Iterator<Item = usize>, at_least: u32) -> Condition {
    let mut condition = Condition::new(vec![Standing::Met]);
    condition.controls = controls.map(|at| format!("C-{at}").into()).collect();
    condition.at_least = Some(at_least);
    condition
}

#[test]
fn independent_conditions_are_no_burden() {
    // Thirty areas of five, three of each: far too many counters for one search.
    let areas = |most| (0..most).map(|area| of(area * 5..area * 5 + 5, 3)).collect();
    let framework = yes_no(150, vec![tier(0, areas(10)), tier(1, areas(30))]);
    let assessment = framework.assess(&AnswerSheet::new("five-basics")).unwrap();
    assert_eq!(assessment.bounds().unwrap().outcomes.len(), 3);
    let plan = assessment.plan("tier-1", &PlanOptions::default()).unwrap();
    assert_eq!(plan.steps.len(), 90);
}

#[test]
fn too_much_work_is_an_error_and_not_a_guess() {
    // Sixteen conditions over the same fifty controls, all entangled and all different.
    let entangled = (0..16).map(|skip| of((0..50).filter(|at| at % 16 != skip), 20 + 1));
    let framework = yes_no(50, vec![tier(0, entangled.collect())]);
    let assessment = framework.assess(&AnswerSheet::new("five-basics")).unwrap();
    let error = assessment.bounds().unwrap_err();
    assert_eq!(error.problems()[0].code, Code::TooComplex);
    let error = assessment.plan("tier-0", &PlanOptions::default()).unwrap_err();
    assert_eq!(error.problems()[0].code, Code::TooComplex);
}
