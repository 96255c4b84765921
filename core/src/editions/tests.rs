use std::borrow::Cow;

use super::*;
use crate::catalog::{self, frameworks};
use crate::model::{Change, Definition, Parameter, Previous, Rule};

fn edit(framework: &Framework, change: impl FnOnce(&mut Definition)) -> Framework {
    let mut definition = framework.definition().clone();
    change(&mut definition);
    Framework::new(definition).expect("a framework that is still sound")
}

/// The next edition of a framework, with changes declared.
fn next(
    framework: &Framework,
    changes: Vec<Change>,
    edited: impl FnOnce(&mut Definition),
) -> Framework {
    edit(framework, |definition| {
        let edition = std::mem::replace(&mut definition.edition, "99".into());
        definition.previous = Some(Previous { edition, changes: Cow::Owned(changes) });
        edited(definition);
    })
}

fn change(kind: ChangeKind, from: &[&str], to: &[&str]) -> Change {
    let ids = |ids: &[&str]| Cow::Owned(ids.iter().map(|id| (*id).to_owned().into()).collect());
    Change { kind, from: ids(from), to: ids(to), note: None }
}

fn places(diff: &FrameworkDiff) -> Vec<(&str, Option<i64>, Option<i64>)> {
    diff.numbers.iter().map(|number| (number.at.as_str(), number.from, number.to)).collect()
}

#[test]
fn an_edition_compared_with_itself_shows_nothing() {
    for framework in catalog::all() {
        let diff = framework_diff(framework, framework);
        let controls = framework.controls().len();
        assert_eq!(usize::try_from(diff.unchanged), Ok(controls), "{}", framework.reference());
        assert!(diff.added.is_empty() && diff.dropped.is_empty() && diff.renumbered.is_empty());
        assert!(diff.reworded.is_empty() && diff.regrouped.is_empty() && !diff.lineage);
        assert!(diff.reclassified.is_empty() && diff.numbers.is_empty());
    }
}

#[test]
fn the_fifth_edition_of_insider_fraud_adds_three_measures_and_asks_to_look_again() {
    let diff = framework_diff(&frameworks::INSIDER_FRAUD_4, &frameworks::INSIDER_FRAUD_5);
    assert!(diff.lineage);
    assert_eq!((diff.added.len(), diff.dropped.len()), (3, 0));
    assert_eq!(diff.reworded.iter().filter(|reworded| reworded.declared).count(), 26);
    assert!(places(&diff).contains(&("controls", Some(30), Some(33))));
}

#[test]
fn seen_from_the_later_edition_what_was_added_is_dropped() {
    for (a, b) in [
        ("basic-measures@2025", "basic-measures@2026"),
        ("security-action@2017", "security-action@2026"),
    ] {
        let (a, b) = (catalog::framework(a).unwrap(), catalog::framework(b).unwrap());
        let (there, back) = (framework_diff(a, b), framework_diff(b, a));
        assert!(there.lineage && back.lineage);
        assert!(!there.added.is_empty());
        assert_eq!(there.added, back.dropped);
        assert_eq!(there.dropped, back.added);
        assert_eq!(there.reworded.len(), back.reworded.len());
        assert_eq!(there.unchanged, back.unchanged);
        let swapped = |numbers: &[NumberChange]| {
            let mut all: Vec<_> = numbers.iter().map(|n| (n.at.clone(), n.to, n.from)).collect();
            all.sort();
            all
        };
        let mut forth: Vec<_> =
            there.numbers.iter().map(|n| (n.at.clone(), n.from, n.to)).collect();
        forth.sort();
        assert_eq!(forth, swapped(&back.numbers));
    }
}

#[test]
fn points_bands_and_weights_that_move_are_named_with_both_values() {
    let old = &frameworks::SELF_ASSESSMENT_3_1;
    let new = next(old, Vec::new(), |definition| {
        let scale = &mut definition.scales.to_mut()[0];
        scale.choices.to_mut()[1].points = Some(3);
        let Some(Rule::Bands(bands)) = definition.outcome.as_mut().map(|o| &mut o.rule) else {
            panic!("bands");
        };
        let steps = bands.steps.to_mut();
        steps[1].from = Some(80);
        steps[2].to = Some(79);
        definition.controls.to_mut()[0].weight = 2;
    });
    let diff = framework_diff(old, &new);
    assert_eq!(
        places(&diff),
        [
            ("scales.implementation.partial.points", Some(2), Some(3)),
            ("bands.70-99.from", Some(70), Some(80)),
            ("bands.50-69.to", Some(69), Some(79)),
            ("SA-01.weight", Some(1), Some(2)),
        ]
    );
    assert_eq!(diff.unchanged, 24);
}

#[test]
fn parameters_come_go_and_change_with_their_units() {
    let old = &frameworks::SCS_2026_03_27;
    let at = old.controls().iter().position(|c| !c.parameters.is_empty()).unwrap();
    let (control, first) = (&old.controls()[at], &old.controls()[at].parameters[0]);
    let extra =
        Parameter { id: "extra".into(), value: 7, unit: "days".into(), label: first.label.clone() };
    let new = next(old, Vec::new(), |definition| {
        let parameters = definition.controls.to_mut()[at].parameters.to_mut();
        parameters[0].value += 1;
        parameters.push(extra);
    });
    let diff = framework_diff(old, &new);
    let [changed, came] = [first.id.as_ref(), "extra"].map(|id| format!("{}.{id}", control.id));
    assert_eq!(
        places(&diff),
        [
            (changed.as_str(), Some(first.value), Some(first.value + 1)),
            (came.as_str(), None, Some(7)),
        ]
    );
    assert_eq!(diff.numbers[1].unit.as_deref(), Some("days"));
    let mut other_unit = new.definition().clone();
    other_unit.controls.to_mut()[at].parameters.to_mut()[0].unit = "weeks".into();
    let other_unit = Framework::new(other_unit).unwrap();
    assert_eq!(framework_diff(&new, &other_unit).numbers[0].unit.as_deref(), Some("weeks"));
}

#[test]
fn renumbered_split_merged_and_moved_controls_are_told_apart() {
    let old = &frameworks::INSIDER_FRAUD_4;
    let ids: Vec<&str> = old.controls().iter().take(6).map(|control| &*control.id).collect();
    let changes = vec![
        change(ChangeKind::Same, &[ids[0]], &["renamed"]),
        change(ChangeKind::Split, &[ids[1]], &[ids[1], "half"]),
        change(ChangeKind::Merged, &[ids[2], ids[3]], &[ids[2]]),
    ];
    let group = old.groups()[5].id.clone();
    let new = next(old, changes, |definition| {
        let controls = definition.controls.to_mut();
        controls[0].id = "renamed".into();
        controls[5].group = group.clone();
        controls[5].tags = Cow::Owned(vec!["principle:P5".into()]);
        let mut half = controls[1].clone();
        half.id = "half".into();
        controls.push(half);
        let merged = ids[3];
        controls.retain(|control| control.id != merged);
    });
    let diff = framework_diff(old, &new);
    assert_eq!(diff.renumbered.len(), 1);
    assert_eq!((&*diff.renumbered[0].from.id, &*diff.renumbered[0].to.id), (ids[0], "renamed"));
    assert_eq!(diff.regrouped.len(), 2);
    assert_eq!(diff.regrouped[0].to, [ids[1], "half"]);
    assert_eq!(diff.regrouped[1].from, [ids[2], ids[3]]);
    assert_eq!(diff.reclassified.len(), 1);
    assert_eq!(diff.reclassified[0].group_to, Some(group));
    assert!(!diff.reclassified[0].tags_removed.is_empty());
    assert!(diff.added.is_empty() && diff.dropped.is_empty() && diff.reworded.is_empty());
    assert_eq!(framework_diff(&new, old).regrouped[0].from, [ids[1], "half"]);
}

#[test]
fn without_lineage_controls_are_paired_by_their_ids() {
    let (old, new) = (&frameworks::FIVE_BASICS_3_1, &frameworks::FIVE_BASICS_4_0);
    let new = edit(new, |definition| definition.previous = None);
    let diff = framework_diff(old, &new);
    assert!(!diff.lineage);
    assert_eq!(diff.added.len(), 1);
    assert!(diff.added[0].note.is_none());
    let strangers = framework_diff(old, &frameworks::MANAGEMENT_3_1);
    assert_eq!((strangers.dropped.len(), strangers.added.len(), strangers.unchanged), (5, 10, 0));
}

#[test]
fn the_json_names_what_json_readers_are_told() {
    let json = crate::json::framework_diff("five-basics@3.1", "five-basics").unwrap();
    let diff = framework_diff(&frameworks::FIVE_BASICS_3_1, &frameworks::FIVE_BASICS_4_0);
    assert_eq!(json, serde_json::to_string(&diff).unwrap());
    let arguments = r#"{"before": "five-basics@3.1", "after": "five-basics"}"#;
    assert_eq!(crate::json::call("framework_diff", arguments).unwrap(), json);
    let error = crate::json::entries("threat").unwrap_err();
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("threats"));
    let error = crate::json::framework_diff("five-basics@3.2", "five-basics").unwrap_err();
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("3.1"));
}
