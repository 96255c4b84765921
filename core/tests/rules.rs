//! Rules as bytes score like their framework and refuse what it refuses; words and marks are not
//! part of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::assessment::RowError;
use shisei::model::{Origin, Rule, Verification};
use shisei::rules::{ReadRulesError, Rules};
use shisei::{Answer, AnswerSheet, Code, Framework, UNANSWERED, catalog};
use support::{frameworks, text};

fn read_back(framework: &Framework) -> Rules {
    Rules::from_bytes(&framework.rules().to_bytes()).unwrap()
}

fn same_result(framework: &Framework, rules: &Rules, sheet: &AnswerSheet) {
    match (framework.assess(sheet), rules.assess(sheet)) {
        (Ok(expected), Ok(found)) => assert_eq!(found.to_json(), expected.to_json()),
        (Err(expected), Err(found)) => assert_eq!(found, expected),
        (expected, found) => panic!("{expected:?} {found:?}"),
    }
}

/// Any answers, allowed or not, with a reason or not, also for controls that are not there.
fn any_sheets(most: usize) -> impl Strategy<Value = (Framework, AnswerSheet)> {
    let answer = (any::<Index>(), 0..8_usize, any::<bool>());
    (frameworks(most), vec(answer, 0..=2 * most)).prop_map(move |(framework, answers)| {
        let mut sheet = AnswerSheet::new(framework.reference().to_string());
        for (control, choice, reason) in answers {
            let control = control.index(framework.controls().len() + 1);
            let answer = Answer::new(format!("choice-{choice}"));
            let answer = if reason { answer.with_reason("as tested") } else { answer };
            sheet = sheet.with(format!("C-{control}"), answer);
        }
        (framework, sheet)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rules_give_what_their_framework_gives((framework, sheet) in any_sheets(5)) {
        let rules = read_back(&framework);
        prop_assert_eq!(&rules, framework.rules());
        same_result(&framework, &rules, &sheet);
    }

    #[test]
    fn rows_are_scored_and_refused_alike(framework in frameworks(5), row in vec(0..9_u8, 0..7)) {
        let row: Vec<u8> =
            row.into_iter().map(|at| if at == 8 { UNANSWERED } else { at }).collect();
        let found = read_back(&framework).assess_row(&row).map(|it| it.to_json());
        prop_assert_eq!(found, framework.assess_row(&row).map(|it| it.to_json()));
    }

    #[test]
    fn damage_is_an_error_and_never_another_framework(
        framework in frameworks(3),
        damage in vec((any::<Index>(), any::<u8>(), 0..3_u8), 1..4),
    ) {
        let mut bytes = framework.rules().to_bytes();
        for (at, byte, kind) in damage {
            let at = at.index(bytes.len().max(1));
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.truncate(at),
                _ => bytes.insert(at.min(bytes.len()), byte),
            }
        }
        if let Ok(rules) = Rules::from_bytes(&bytes) {
            prop_assert_eq!(&rules, framework.rules());
        }
    }
}

#[test]
fn every_built_in_framework_comes_back() {
    for framework in catalog::all() {
        let rules = read_back(framework);
        assert_eq!(&rules, framework.rules(), "{}", framework.reference());
        let controls = framework.controls().len();
        let last: Vec<u8> =
            (0..controls).map(|at| framework.allowed_choices(at).last().unwrap()).collect();
        for row in [last, vec![UNANSWERED; controls]] {
            let expected = framework.assess_row(&row).unwrap();
            assert_eq!(rules.assess_row(&row).unwrap().to_json(), expected.to_json());
        }
    }
}

#[test]
fn a_reason_is_asked_for_as_the_framework_asks() {
    // It may say that nothing applies, with a reason.
    let framework = catalog::framework("perimeter@2025").unwrap();
    let control = &*framework.controls()[0].id;
    let sheet = AnswerSheet::new("perimeter@2025").with(control, "not-applicable");
    let error = read_back(framework).assess(&sheet).unwrap_err();
    assert_eq!(error, framework.assess(&sheet).unwrap_err());
    assert_eq!(error.problems()[0].code, Code::MissingReason);
}

#[test]
fn other_versions_and_damage_are_told_apart() {
    let bytes = catalog::framework("five-basics").unwrap().rules().to_bytes();
    let mut other = bytes.clone();
    other[0] += 1;
    assert_eq!(Rules::from_bytes(&other), Err(ReadRulesError::OtherVersion));
    assert_eq!(Rules::from_bytes(&[]), Err(ReadRulesError::OtherVersion));
    for at in 1..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        assert_eq!(Rules::from_bytes(&damaged), Err(ReadRulesError::Damaged), "byte {at}");
        assert_eq!(Rules::from_bytes(&bytes[..at]), Err(ReadRulesError::Damaged), "cut at {at}");
    }
}

#[test]
fn a_row_that_cannot_be_scored_says_why() {
    let framework = catalog::framework("five-basics@4.0").unwrap();
    let controls = framework.controls().len();
    let refused = |row: &[u8]| framework.assess_row(row).map(|_| ()).unwrap_err();
    assert_eq!(refused(&[0]), RowError::Length { given: 1, controls });
    let mut row = vec![0; controls];
    row[2] = 200;
    assert_eq!(refused(&row), RowError::UnknownChoice { control: 2 });
}

/// Everything that may be corrected without a change of meaning.
fn corrected(framework: &Framework) -> Framework {
    let mut definition = framework.definition().clone();
    definition.title = text("a corrected title");
    definition.summary = text("a corrected summary");
    definition.publisher = "A corrected publisher".into();
    for source in definition.sources.to_mut() {
        source.title = text("a corrected source");
        source.url = None;
    }
    for group in definition.groups.to_mut() {
        group.title = text("a corrected group");
    }
    for scale in definition.scales.to_mut() {
        scale.verification = Verification::Unverified;
        scale.origin = Origin::Derived;
        for choice in scale.choices.to_mut() {
            choice.label = text("a corrected label");
        }
    }
    for control in definition.controls.to_mut() {
        control.question = text("a corrected question");
        control.number = Some("9-9".into());
        control.verification = Verification::Unverified;
        control.facts = None;
        control.effort = None;
        control.doubt = None;
    }
    if let Some(outcome) = &mut definition.outcome {
        outcome.verification = Verification::Unverified;
        match &mut outcome.rule {
            Rule::Bands(bands) => {
                bands.steps.to_mut().iter_mut().for_each(|band| band.meaning = text("a meaning"));
            }
            Rule::Tiers(tiers) => {
                tiers.to_mut().iter_mut().for_each(|tier| tier.meaning = text("a meaning"));
            }
            _ => unreachable!("bands or tiers"),
        }
    }
    Framework::new(definition).unwrap()
}

#[test]
fn a_correction_of_words_and_marks_keeps_the_rules_digest() {
    for framework in catalog::all() {
        let corrected = corrected(framework);
        assert_ne!(corrected.digest(), framework.digest());
        assert_eq!(corrected.rules_digest(), framework.rules_digest(), "{}", framework.reference());
    }
}

#[test]
fn a_change_of_rules_changes_the_rules_digest() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let changed = |change: &dyn Fn(&mut shisei::model::Definition)| {
        let mut definition = framework.definition().clone();
        change(&mut definition);
        let changed = Framework::new(definition).unwrap();
        assert_ne!(changed.rules_digest(), framework.rules_digest());
    };
    changed(&|it| it.controls.to_mut().swap(0, 1));
    changed(&|it| it.controls.to_mut()[0].id = "SA-99".into());
    changed(&|it| it.controls.to_mut()[0].weight += 1);
    changed(&|it| it.scales.to_mut()[0].choices.to_mut()[1].points = Some(1));
    changed(&|it| it.acceptance = !it.acceptance);
    changed(&|it| it.edition = "4.0.1".into());
    let all: std::collections::HashSet<String> =
        catalog::all().iter().map(|it| it.rules_digest().to_string()).collect();
    assert_eq!(all.len(), catalog::all().len());
}

#[test]
fn results_of_a_corrected_framework_compare_with_earlier_ones() {
    let framework = catalog::framework("five-basics@4.0").unwrap();
    let corrected = corrected(framework);
    let before = framework.assess(&AnswerSheet::new("five-basics@4.0")).unwrap();
    let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "done");
    let after = corrected.assess(&sheet).unwrap();
    let diff = after.diff(&before).unwrap();
    assert_eq!(diff.newly_answered.len(), 1);
}
