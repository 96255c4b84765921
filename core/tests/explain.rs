//! The tree adds up to the assessment, whatever the framework.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::prelude::*;
use shisei::assessment::{Coverage, Finding, Points, State, Tally, TierState};
use shisei::insight::{ControlNode, Credit, Explanation, RuleNode};
use shisei::model::Measure;
use shisei::{AnswerSheet, Assessment, Framework, Lang, catalog};
use support::{answer, sheets};

/// Adds up leaves as someone would who has nothing but the tree.
fn sum<'a>(
    leaves: impl Iterator<Item = &'a ControlNode>,
) -> (Tally, Option<Points>, Option<Credit>) {
    let mut tally = Tally::default();
    let (mut points, mut credit): (Option<Points>, Option<Credit>) = (None, None);
    for leaf in leaves {
        match leaf.state {
            State::Met => tally.met += 1,
            State::Partial => tally.partial += 1,
            State::Unmet => tally.unmet += 1,
            State::Unknown => tally.unknown += 1,
            State::Unanswered => tally.unanswered += 1,
            State::NotApplicable => tally.not_applicable += 1,
            State::Accepted => tally.accepted += 1,
        }
        if let Some(own) = leaf.points {
            let all = points.get_or_insert_default();
            all.low += own.low;
            all.high += own.high;
            all.min += own.min;
            all.max += own.max;
        }
        if let Some(own) = leaf.credit {
            let all = credit.get_or_insert_default();
            all.low += own.low;
            all.high += own.high;
            all.of += own.of;
        }
    }
    (tally, points, credit.filter(|credit| credit.of > 0))
}

fn credit(coverage: Option<Coverage>) -> Option<Credit> {
    let coverage = coverage?;
    assert_eq!(coverage.low.of, coverage.high.of);
    Some(coverage.credit())
}

/// The outcome as the tree tells it.
fn outcome(explanation: &Explanation) -> Option<(Option<String>, Option<String>)> {
    let node = explanation.outcome.as_ref()?;
    Some(match &node.rule {
        RuleNode::Bands { measure, low, high } => {
            for reached in [low, high] {
                let (value, of) = match measure {
                    Measure::Points => (i128::from(reached.value), 1),
                    _ => (i128::from(reached.value) * 100, i128::from(reached.of)),
                };
                assert!(reached.from.is_none_or(|from| value >= i128::from(from) * of));
                assert!(reached.next.is_none_or(|next| value < i128::from(next) * of));
            }
            (Some(low.band.to_string()), Some(high.band.to_string()))
        }
        RuleNode::Tiers(tiers) => {
            let last = |test: &dyn Fn(TierState) -> bool| {
                let tier = tiers.iter().rev().find(|tier| {
                    let states = tier.conditions.iter().map(|condition| {
                        let possible = condition.satisfied + condition.open;
                        match condition.at_least {
                            needed if condition.satisfied >= needed => TierState::Reached,
                            needed if possible >= needed => TierState::Open,
                            _ => TierState::Missed,
                        }
                    });
                    let rank = |state: &TierState| match state {
                        TierState::Reached => 0,
                        TierState::Open => 1,
                        TierState::Missed => 2,
                    };
                    test(states.max_by_key(rank).unwrap())
                });
                tier.map(|tier| tier.id.to_string())
            };
            (last(&|state| state == TierState::Reached), last(&|state| state != TierState::Missed))
        }
        _ => unreachable!("bands or tiers"),
    })
}

fn adds_up(framework: &Framework, assessment: &Assessment) {
    let explanation = assessment.explain();
    let leaves = || explanation.groups.iter().flat_map(|group| &group.controls);
    let (tally, points, whole) = sum(leaves());
    assert_eq!((tally, points), (assessment.tally, assessment.points));
    assert_eq!(whole, credit(assessment.coverage));
    assert_eq!((tally, points), (explanation.total.tally, explanation.total.points));
    for (group, part) in explanation.groups.iter().zip(&assessment.groups) {
        assert_eq!(group.part, *part);
        let expected = (part.tally, part.points, credit(part.coverage));
        assert_eq!(sum(group.controls.iter()), expected);
    }
    for (tag, part) in explanation.tags.iter().zip(&assessment.tags) {
        assert_eq!(tag.part, *part);
        let carriers = leaves().filter(|leaf| tag.controls.contains(&leaf.control));
        assert_eq!(sum(carriers), (part.tally, part.points, credit(part.coverage)));
    }
    let landed = assessment.outcome.as_ref().map(|landed| {
        let name = |id: &Option<shisei::model::Text>| id.as_ref().map(ToString::to_string);
        (name(&landed.low), name(&landed.high))
    });
    assert_eq!(outcome(&explanation), landed);
    for Finding { control, state, worth, .. } in &assessment.findings {
        let leaf = leaves().find(|leaf| leaf.control == *control).unwrap();
        assert_eq!(leaf.state, *state);
        if let Some(points) = leaf.points {
            assert_eq!(worth.points, Some(points.max - points.low));
        }
        if let Some(credit) = leaf.credit {
            assert_eq!(worth.credit, Some(credit.of - credit.low));
        }
    }
    let answers: Vec<_> = framework
        .controls()
        .iter()
        .filter_map(|control| {
            let leaf = leaves().find(|leaf| leaf.control == control.id).unwrap();
            assert_eq!(leaf.citations, control.citations);
            Some((leaf.control.clone(), leaf.choice.clone()?))
        })
        .collect();
    assert_eq!(answers, assessment.answers);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_tree_adds_up_to_every_number((framework, sheet) in sheets(8)) {
        adds_up(&framework, &framework.assess(&sheet).unwrap());
    }
}

#[test]
fn every_built_in_framework_is_explained_in_both_languages() {
    for framework in catalog::all() {
        let mut sheet = AnswerSheet::new(framework.reference());
        for (at, control) in framework.controls().iter().enumerate() {
            let choices = support::allowed(framework, control);
            if at % 5 > 0 {
                sheet = sheet.with(&*control.id, answer(&choices[at % choices.len()].id));
            }
        }
        let assessment = framework.assess(&sheet).unwrap();
        adds_up(framework, &assessment);
        let explanation = assessment.explain();
        for lang in [Lang::Ja, Lang::En] {
            let text = explanation.text(lang);
            for control in framework.controls() {
                assert!(text.contains(control.title.get(lang)), "{}", control.id);
            }
            for source in framework.definition().sources.iter() {
                assert!(text.contains(source.title.get(lang)));
            }
        }
    }
}

#[test]
fn a_text_shows_how_a_number_came_about() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    for control in &framework.controls()[1..] {
        sheet = sheet.with(&*control.id, "partial");
    }
    let explanation = framework.assess(&sheet).unwrap().explain();
    let text = explanation.text(Lang::En);
    assert!(text.contains("Whole: 47 to 52 points (of -25 to 100)\n"), "{text}");
    assert!(text.contains("  part-1 Basic measures: 7 to 12 points (of -5 to 20)\n"));
    assert!(text.contains(": Partially implemented → 2 points (of -1 to 4)\n"));
    assert!(text.contains(": Unanswered → -1 to 4 points (of -1 to 4), from worst to best\n"));
    assert!(text.contains("Outcome: 0-49 to 50-69 [official, unverified]\n"));
    assert!(text.contains("  47 < 50 → 0-49\n  50 ≤ 52 < 70 → 50-69\n"));
    assert!(explanation.text(Lang::Ja).contains("全体：47～52点（-25～100点のうち）\n"));
}

#[test]
fn text_from_outside_cannot_turn_the_direction_of_a_line() {
    let mut definition = catalog::framework("five-basics@4.0").unwrap().to_json();
    let title = catalog::framework("five-basics@4.0").unwrap().controls()[0].title.en.to_string();
    definition = definition.replace(&title, &format!("{title}\u{202e}\u{2066}\u{200b}"));
    let framework = Framework::from_json(&definition).unwrap();
    let assessment = framework.assess(&AnswerSheet::new("five-basics@4.0")).unwrap();
    let text = assessment.explain().text(Lang::En);
    assert!(text.contains(&title));
    assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200b}']));
}
