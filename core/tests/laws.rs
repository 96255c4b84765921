//! The laws that scoring keeps, whatever the framework: each was seen broken in a known product.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::prelude::*;
use shisei::assessment::{Coverage, Ratio};
use shisei::model::{Definition, OutcomeRule, Rule};
use shisei::{AnswerSheet, Framework, catalog};
use support::{allowed, answer, completions, definitions, frameworks, sheets};

/// Compares two shares exactly.
fn less(a: Ratio, b: Ratio) -> bool {
    u128::from(a.credit) * u128::from(b.of) < u128::from(b.credit) * u128::from(a.of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Law 1: lowest and highest are reached by some completion and passed by none.
    #[test]
    fn bounds_of_points_are_reached_and_never_passed((framework, sheet) in sheets(5)) {
        let declared = framework.assess(&sheet).unwrap();
        let all: Vec<_> = completions(&framework, &sheet)
            .iter()
            .map(|complete| framework.assess(complete).unwrap())
            .collect();
        if let Some(points) = declared.points {
            let reached: Vec<i64> =
                all.iter().filter_map(|done| done.points?.value()).collect();
            prop_assert_eq!(reached.iter().min(), Some(&points.low));
            prop_assert_eq!(reached.iter().max(), Some(&points.high));
        } else {
            prop_assert!(all.iter().all(|done| done.points.is_none()));
        }
        for done in all.iter().filter_map(|done| done.points) {
            prop_assert!(done.min <= done.low && done.low == done.high && done.high <= done.max);
        }
        let shares: Vec<Coverage> = all.iter().filter_map(|done| done.coverage).collect();
        if let Some(coverage) = declared.coverage {
            prop_assert!(shares.iter().all(|share| !less(share.low, coverage.low)));
            prop_assert!(shares.iter().all(|share| !less(coverage.high, share.high)));
            prop_assert!(shares.iter().any(|share| !less(coverage.low, share.low)));
            prop_assert!(shares.iter().any(|share| !less(share.high, coverage.high)));
        } else {
            prop_assert!(shares.is_empty());
        }
    }

    /// Law 1, for the whole: `min` and `max` are what the best and the worst sheet get.
    #[test]
    fn declared_ends_are_reachable(framework in frameworks(6)) {
        let empty = AnswerSheet::new("random");
        let Some(points) = framework.assess(&empty).unwrap().points else { return Ok(()) };
        let extreme = |best: bool| {
            let mut sheet = AnswerSheet::new("random");
            for control in framework.controls() {
                let choices = allowed(&framework, control).into_iter();
                let choices = choices.filter(|choice| choice.points.is_some());
                let by = |choice: &&shisei::model::Choice| choice.points;
                let choice =
                    if best { choices.max_by_key(by) } else { choices.min_by_key(by) }.unwrap();
                sheet = sheet.with(&*control.id, answer(&choice.id));
            }
            framework.assess(&sheet).unwrap().points.unwrap().value().unwrap()
        };
        prop_assert_eq!((extreme(false), extreme(true)), (points.min, points.max));
        prop_assert_eq!((points.low, points.high), (points.min, points.max));
    }

    /// Law 2: a control of weight 0 changes no coverage, whatever is answered.
    #[test]
    fn weight_0_means_0((framework, sheet) in sheets(5), at in any::<prop::sample::Index>()) {
        let mut definition = framework.definition().clone();
        let at = at.index(definition.controls.len());
        definition.controls.to_mut()[at].weight = 0;
        let framework = Framework::new(definition).unwrap();
        let control = framework.controls()[at].clone();
        let mut seen = Vec::new();
        for choice in allowed(&framework, &control) {
            let mut sheet = sheet.clone();
            sheet.answers.retain(|(id, _)| *id != control.id);
            let sheet = sheet.with(&*control.id, answer(&choice.id));
            seen.push(framework.assess(&sheet).unwrap().coverage);
        }
        prop_assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    }

    /// Laws 3 and 4: where nothing applies there is no number, and no mean is touched.
    #[test]
    fn nothing_applicable_is_not_scored((framework, sheet) in sheets(6)) {
        let assessment = framework.assess(&sheet).unwrap();
        for part in assessment.groups.iter().chain(&assessment.tags) {
            let applicable = part.tally.total() - part.tally.not_applicable;
            if part.tally.total() == 0 {
                prop_assert!(part.points.is_none() && part.coverage.is_none());
            }
            let leaves_out = framework.controls().iter().all(|control| {
                control.not_applicable.unwrap_or(framework.definition().not_applicable)
                    == shisei::model::NotApplicable::Excluded
            });
            if applicable == 0 && leaves_out {
                prop_assert!(part.points.is_none() && part.coverage.is_none());
            }
        }
        // The groups hold every control once, so what they hold adds up to the whole.
        let sum = |of: fn(&shisei::assessment::Points) -> i64| -> i64 {
            assessment.groups.iter().filter_map(|part| part.points.as_ref()).map(of).sum()
        };
        if let Some(points) = assessment.points {
            prop_assert_eq!(sum(|p| p.low), points.low);
            prop_assert_eq!(sum(|p| p.high), points.high);
            prop_assert_eq!(sum(|p| p.min), points.min);
            prop_assert_eq!(sum(|p| p.max), points.max);
        }
        let total: u32 = assessment.groups.iter().map(|part| part.tally.total()).sum();
        prop_assert_eq!(total as usize, framework.controls().len());
        prop_assert_eq!(assessment.tally.total(), total);
    }

    /// Law 5: ids are the keys. Texts and the order of a sheet's answers change nothing.
    #[test]
    fn ids_are_the_keys((framework, sheet) in sheets(6)) {
        let mut definition = framework.definition().clone();
        for control in definition.controls.to_mut() {
            control.title = support::text("the same title everywhere");
        }
        for scale in definition.scales.to_mut() {
            for choice in scale.choices.to_mut() {
                choice.label = support::text("the same label everywhere");
            }
        }
        let renamed = Framework::new(definition).unwrap();
        let mut backwards = sheet.clone();
        backwards.answers.reverse();
        let mut before = framework.assess(&sheet).unwrap().data().clone();
        let mut after = renamed.assess(&backwards).unwrap().data().clone();
        prop_assert_ne!(before.framework.digest, after.framework.digest);
        after.framework = before.framework.clone();
        before.subject.clone_from(&after.subject);
        prop_assert_eq!(before, after);
    }

    /// Law 6: a framework that went through JSON is the same framework, byte for byte.
    #[test]
    fn json_keeps_everything((framework, sheet) in sheets(6)) {
        let again = Framework::from_json(&framework.to_json()).unwrap();
        prop_assert_eq!(again.to_json(), framework.to_json());
        prop_assert_eq!(
            framework.assess(&sheet).unwrap().to_json(),
            again.assess(&sheet).unwrap().to_json()
        );
        prop_assert_eq!(&again, &framework);
        let read = AnswerSheet::from_json(&sheet.to_json()).unwrap();
        prop_assert_eq!(read, sheet);
    }

    /// Law 8: a result names the answers it came from, and no other.
    #[test]
    fn a_result_carries_its_answers((framework, sheet) in sheets(6)) {
        let assessment = framework.assess(&sheet).unwrap();
        prop_assert_eq!(assessment.framework.digest, framework.digest());
        let mut again = AnswerSheet::new("random@1");
        for (control, choice) in &assessment.answers {
            again = again.with(&**control, answer(choice));
        }
        prop_assert_eq!(framework.assess(&again).unwrap(), assessment);
    }

    /// Laws 8 and 9: the digest changes with every rule, and with nothing else.
    #[test]
    fn the_digest_changes_with_every_rule(definition in definitions(4)) {
        let digest = |definition: &Definition| Framework::new(definition.clone()).map(|f| f.digest());
        let before = digest(&definition).unwrap();
        prop_assert_eq!(digest(&definition).unwrap(), before);
        for (what, changed) in changes(&definition) {
            if let Ok(after) = digest(&changed) {
                prop_assert_ne!(before, after, "{}", what);
            }
        }
    }

    /// Law 10: what one more answer does never leaves the range that was announced before.
    #[test]
    fn an_answer_only_narrows((framework, sheet) in sheets(5)) {
        let before = framework.assess(&sheet).unwrap();
        for control in framework.controls() {
            if support::answered(&sheet, &control.id).is_some() {
                continue;
            }
            for choice in allowed(&framework, control) {
                let sheet = sheet.clone().with(&*control.id, answer(&choice.id));
                let after = framework.assess(&sheet).unwrap();
                if let (Some(before), Some(after)) = (before.points, after.points) {
                    prop_assert!(before.low <= after.low && after.high <= before.high);
                }
                if let (Some(before), Some(after)) = (before.coverage, after.coverage) {
                    prop_assert!(!less(after.low, before.low) && !less(before.high, after.high));
                }
            }
        }
    }
}

/// The definition with one rule changed, for every kind of rule.
fn changes(definition: &Definition) -> Vec<(&'static str, Definition)> {
    let mut all = Vec::new();
    let mut change = |what, with: &dyn Fn(&mut Definition)| {
        let mut changed = definition.clone();
        with(&mut changed);
        all.push((what, changed));
    };
    change("weight", &|d| d.controls.to_mut()[0].weight += 1);
    change("acceptance", &|d| d.acceptance = !d.acceptance);
    change("reasons", &|d| d.reasons.to_mut().clear());
    change("edition", &|d| d.edition = "2".into());
    change("question", &|d| d.controls.to_mut()[0].question = support::text("other"));
    change("coverage", &|d| match &mut d.coverage {
        Some(rule) => rule.met += 1,
        _ => d.id = "other".into(),
    });
    change("points", &|d| {
        for choice in d.scales.to_mut()[0].choices.to_mut() {
            choice.points = choice.points.map(|points| points + 1);
        }
        d.controls.to_mut()[0].weight += u32::from(d.scales[0].choices[0].points.is_none());
    });
    change("order of choices", &|d| d.scales.to_mut()[0].choices.to_mut().reverse());
    change("outcome", &|d| match d.outcome.as_mut() {
        Some(OutcomeRule { rule: Rule::Tiers(tiers), .. }) => {
            tiers.to_mut()[0].conditions.to_mut()[0].at_least = Some(1);
            tiers.to_mut()[0].title = support::text("another tier");
        }
        Some(OutcomeRule { rule: Rule::Bands(bands), .. }) => {
            bands.steps.to_mut()[0].title = support::text("another band");
        }
        _ => d.id = "other".into(),
    });
    all
}

#[test]
fn every_built_in_framework_keeps_its_declared_ends() {
    for framework in catalog::all() {
        let empty = AnswerSheet::new(framework.reference());
        let Some(points) = framework.assess(&empty).unwrap().points else { continue };
        let by = |control, best: bool| {
            let points = allowed(framework, control).into_iter().filter_map(|choice| choice.points);
            i64::from(if best { points.max() } else { points.min() }.unwrap())
        };
        let sum = |best| framework.controls().iter().map(|control| by(control, best)).sum::<i64>();
        assert_eq!((points.min, points.max), (sum(false), sum(true)));
    }
}
