//! Diff, migration between editions, and the split of a change of score.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::prelude::*;
use proptest::sample::Index;
use shisei::assessment::Ratio;
use shisei::editions::{Fate, Fraction, editions_between};
use shisei::model::{Change, ChangeKind, Definition, Previous, Standing, Text};
use shisei::{AnswerSheet, Code, Framework, catalog};
use support::{allowed, answer, answered, frameworks, pick, sheet_pairs};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_diff_holds_every_control_once((framework, before, after) in sheet_pairs(6)) {
        let (old, new) = (framework.assess(&before).unwrap(), framework.assess(&after).unwrap());
        let diff = new.diff(&old).unwrap();
        let moved = || [&diff.improved, &diff.worsened, &diff.newly_answered, &diff.withdrawn,
            &diff.changed].into_iter().flatten();
        prop_assert_eq!(moved().count() + diff.unchanged as usize, framework.controls().len());
        for it in moved() {
            prop_assert_eq!(it.from.as_deref(), answered(&before, &it.control));
            prop_assert_eq!(it.to.as_deref(), answered(&after, &it.control));
            prop_assert_ne!(&it.from, &it.to);
        }
        for it in &diff.improved {
            prop_assert!(it.points.is_none_or(|points| points >= 0));
        }
        for it in &diff.worsened {
            prop_assert!(it.points.is_none_or(|points| points <= 0));
        }
        // Backwards, better is weaker.
        let back = old.diff(&new).unwrap();
        let ids = |list: &[shisei::insight::Moved]| -> Vec<Text> {
            list.iter().map(|it| it.control.clone()).collect()
        };
        prop_assert_eq!(ids(&diff.improved), ids(&back.worsened));
        prop_assert_eq!(ids(&diff.newly_answered), ids(&back.withdrawn));
        prop_assert_eq!(ids(&diff.changed), ids(&back.changed));
        // What the moves add up to is the change of the score, where everything counts.
        if let (Some(before), Some(after), true) =
            (old.points, new.points, moved().all(|it| it.points.is_some()))
        {
            prop_assert_eq!(after.low - before.low, moved().filter_map(|it| it.points).sum::<i64>());
        }
    }

    #[test]
    fn the_split_is_exact(((old, new), before, after) in editions_and_sheets()) {
        let (first, last) = (old.assess(&before).unwrap(), new.assess(&after).unwrap());
        let change = last.score_change(&first).unwrap();
        prop_assert_eq!(change.before.points, first.points);
        prop_assert_eq!(change.after.points, last.points);
        let between = old.assess(&change.sheet_between).unwrap();
        prop_assert_eq!(change.between.points, between.points);
        prop_assert_eq!(change.between.coverage, between.coverage);
        if let (Some(before), Some(after), Some(split)) = (first.points, last.points, change.points) {
            prop_assert_eq!(split.low.by_answers + split.low.by_rules, after.low - before.low);
            prop_assert_eq!(split.high.by_answers + split.high.by_rules, after.high - before.high);
        } else {
            prop_assert!(change.points.is_none());
        }
        if let (Some(before), Some(after), Some(split)) =
            (first.coverage, last.coverage, change.coverage)
        {
            prop_assert!(adds_up(before.low, after.low, split.low.by_answers, split.low.by_rules));
            prop_assert!(adds_up(before.high, after.high, split.high.by_answers, split.high.by_rules));
        }
    }

    #[test]
    fn under_the_same_rules_the_answers_did_it_all((framework, before, after) in sheet_pairs(5)) {
        let (first, last) = (framework.assess(&before).unwrap(), framework.assess(&after).unwrap());
        let change = last.score_change(&first).unwrap();
        prop_assert_eq!(&change.between, &change.after);
        if let Some(points) = change.points {
            prop_assert_eq!((points.low.by_rules, points.high.by_rules), (0, 0));
        }
        if let Some(coverage) = change.coverage {
            let Fraction { parts, of, .. } = coverage.low.by_rules;
            prop_assert_eq!((parts, of), (0, 1));
        }
    }

    #[test]
    fn a_migrated_sheet_always_fits(((old, new), before, _) in editions_and_sheets()) {
        let migration = old.assess(&before).unwrap().migrate(&new).unwrap();
        new.assess(&migration.sheet).unwrap();
        let targets: Vec<&str> =
            migration.lines.iter().filter_map(|line| line.to.as_deref()).collect();
        let ids: Vec<&str> = new.controls().iter().map(|control| &*control.id).collect();
        prop_assert_eq!(targets, ids);
        for line in &migration.lines {
            let now = line.to.as_deref().and_then(|to| answered(&migration.sheet, to));
            prop_assert_eq!(line.new.as_deref(), now);
            prop_assert_eq!(now.is_some(), matches!(line.fate, Fate::Kept | Fate::Confirm));
            prop_assert_eq!(line.fate == Fate::Dropped, line.to.is_none());
            if line.fate == Fate::Kept {
                prop_assert_eq!(line.kind, ChangeKind::Same);
            }
        }
        let dropped: Vec<&str> = migration.lines.iter().filter(|line| line.to.is_none())
            .flat_map(|line| line.from.iter().map(|id| &**id)).collect();
        let gone: Vec<&str> = old.controls().iter().map(|control| &*control.id)
            .filter(|id| *id == "C-3" && new.control(id).is_none()).collect();
        prop_assert_eq!(dropped, gone);
    }
}

/// Whether `before + a + b == after`, exactly.
fn adds_up(before: Ratio, after: Ratio, a: Fraction, b: Fraction) -> bool {
    let [before_of, after_of, a_of, b_of] = [before.of, after.of, a.of, b.of].map(i128::from);
    let whole = before_of * after_of * a_of * b_of;
    i128::from(before.credit) * (whole / before_of)
        + i128::from(a.parts) * (whole / a_of)
        + i128::from(b.parts) * (whole / b_of)
        == i128::from(after.credit) * (whole / after_of)
}

/// The next edition: C-0 split in two, C-1 and C-2 merged, C-3 removed, C-9 new, C-4 reworded, and
/// every weight and point changed.
fn next_edition(old: &Framework) -> Framework {
    let mut next: Definition = old.definition().clone();
    next.edition = "2".into();
    let mut changes = Vec::new();
    let mut change = |kind, from: &[&str], to: &[&str]| {
        let texts = |ids: &[&str]| ids.iter().map(|id| Text::from((*id).to_owned())).collect();
        let (from, to): (Vec<Text>, Vec<Text>) = (texts(from), texts(to));
        changes.push(Change::new(kind, from, to));
    };
    let mut controls = next.controls.to_vec();
    let named = |id: &str| {
        let mut control = controls[0].clone();
        control.id = id.to_owned().into();
        control
    };
    let (first, second, new) = (named("C-0a"), named("C-0b"), named("C-9"));
    change(ChangeKind::Split, &["C-0"], &["C-0a", "C-0b"]);
    change(ChangeKind::New, &[], &["C-9"]);
    controls.remove(0);
    controls.insert(0, second);
    controls.insert(0, first);
    controls.push(new);
    if old.control("C-2").is_some() {
        change(ChangeKind::Merged, &["C-1", "C-2"], &["C-1"]);
        controls.retain(|control| control.id != "C-2");
    }
    if old.control("C-3").is_some() {
        change(ChangeKind::Removed, &["C-3"], &[]);
        controls.retain(|control| control.id != "C-3");
    }
    if old.control("C-4").is_some() {
        change(ChangeKind::Reworded, &["C-4"], &["C-4"]);
    }
    for control in &mut controls {
        control.weight += 1;
    }
    for scale in next.scales.to_mut() {
        for choice in scale.choices.to_mut() {
            choice.points = choice.points.map(|points| points * 2);
        }
    }
    next.controls = controls.into();
    next.outcome = None;
    next.previous = Some(Previous::new("1", changes));
    support::loaded(next)
}

fn editions_and_sheets() -> impl Strategy<Value = ((Framework, Framework), AnswerSheet, AnswerSheet)>
{
    let picks = || prop::collection::vec(prop::option::weighted(0.85, any::<Index>()), 8);
    (frameworks(6), picks(), picks()).prop_map(|(old, before, after)| {
        let new = next_edition(&old);
        let (before, after) = (pick(&old, &before), pick(&new, &after));
        ((old, new), before, after)
    })
}

fn complete(framework: &Framework, standing: Standing) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(framework.reference());
    for control in framework.controls() {
        let choice = allowed(framework, control).into_iter().find(|it| it.standing == standing);
        sheet = sheet.with(&*control.id, answer(&choice.unwrap().id));
    }
    sheet
}

#[test]
fn every_built_in_edition_migrates_from_the_one_before() {
    let mut seen = 0;
    for new in catalog::all() {
        let Some(previous) = &new.definition().previous else { continue };
        let old = catalog::framework(&format!("{}@{}", new.id(), previous.edition)).unwrap();
        let sheet = complete(old, Standing::Met);
        let migration = old.assess(&sheet).unwrap().migrate(new).unwrap();
        new.assess(&migration.sheet).unwrap();
        for line in &migration.lines {
            let expected = match line.kind {
                ChangeKind::Same => Fate::Kept,
                ChangeKind::New => Fate::Ask,
                ChangeKind::Removed => Fate::Dropped,
                _ => Fate::Confirm,
            };
            assert_eq!(line.fate, expected, "{} {:?}", new.reference(), line);
        }
        assert_eq!(
            editions_between(old, new, |id| catalog::framework(id).ok().cloned()).unwrap(),
            [old.clone(), Framework::clone(new)]
        );
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn the_sixth_basic_is_the_rules_doing() {
    let [old, new] =
        ["five-basics@3.1", "five-basics@4.0"].map(|id| catalog::framework(id).unwrap());
    let before = complete(old, Standing::Met);
    let mut after = old.assess(&before).unwrap().migrate(new).unwrap().sheet.with("B6", "not-done");
    after.answers[0].1 = answer("partly");
    let earlier = old.assess(&before).unwrap();
    let change = new.assess(&after).unwrap().score_change(&earlier).unwrap();
    let split = change.coverage.unwrap();
    // 10/10 to 9/10 by the answer, 9/10 to 9/12 by the rules.
    let share = |it: Fraction| (it.parts, it.of);
    assert_eq!(share(split.low.by_answers), (-1, 10));
    assert_eq!(share(split.low.by_rules), (-3, 20));
    assert_eq!(split.low, split.high);
    let json = serde_json::to_value(&change).unwrap();
    assert_eq!(json["order"], "answers-first");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let [old, new, other] = ["self-assessment@3.1", "self-assessment@4.0", "five-basics@4.0"]
        .map(|id| catalog::framework(id).unwrap());
    let assessment = old.assess(&AnswerSheet::new("self-assessment@3.1")).unwrap();
    let code = |new| assessment.migrate(new).unwrap_err().problems()[0].code;
    assert_eq!(code(other), Code::WrongFramework);
    assert_eq!(code(old), Code::WrongEdition);
    let named = |subject: &str, framework: &Framework| {
        let mut sheet = AnswerSheet::new(framework.reference());
        sheet.subject = Some(subject.to_owned());
        framework.assess(&sheet).unwrap()
    };
    let error = named("B", new).diff(&named("A", new)).unwrap_err();
    assert_eq!(error.problems()[0].code, Code::Contradiction);
    let error = named("A", new).diff(&named("A", old)).unwrap_err();
    assert_eq!(error.problems()[0].code, Code::WrongEdition);
    // Two editions that each name the other as the one before.
    let edition = |own: &str, before: &str| {
        let mut definition = other.definition().clone();
        definition.id = "loop".into();
        definition.edition = own.to_owned().into();
        definition.previous = Some(Previous::new(before.to_owned(), Vec::new()));
        support::loaded(definition)
    };
    let (first, second, third) = (edition("1", "0"), edition("2", "3"), edition("3", "2"));
    let find = |id: &str| [&second, &third].into_iter().find(|it| it.reference() == id).cloned();
    let error = editions_between(&first, &third, find).unwrap_err();
    assert_eq!(error.problems()[0].code, Code::Cyclic);
}
