//! A result is read back as it was, or refused with what changed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::prelude::*;
use serde_json::{Value, json};
use shisei::model::Verification;
use shisei::{AnswerSheet, Code, Framework, catalog};
use support::{answer, sheets, text};

proptest! {
    #[test]
    fn a_result_comes_back_as_it_was((framework, sheet) in sheets(8)) {
        let assessment = framework.assess(&sheet).unwrap();
        let read = framework.read_assessment(&assessment.to_json()).unwrap();
        prop_assert_eq!(read.to_json(), assessment.to_json());
        prop_assert_eq!(read.explain(), assessment.explain());
        for control in framework.controls() {
            prop_assert_eq!(read.choice(&control.id), assessment.choice(&control.id));
            let [was, is] = [&assessment, &read].map(|it| it.answer(&control.id));
            prop_assert_eq!(is.map(|it| &it.choice), was.map(|it| &it.choice));
        }
    }
}

#[test]
fn every_built_in_framework_reads_its_results() {
    for framework in catalog::all() {
        let mut sheet = AnswerSheet::new(framework.reference());
        for (at, control) in framework.controls().iter().enumerate().skip(1) {
            let choices = support::allowed(framework, control);
            sheet = sheet.with(&*control.id, answer(&choices[at % choices.len()].id));
        }
        let assessment = framework.assess(&sheet).unwrap();
        assert_eq!(framework.read_assessment(&assessment.to_json()).unwrap(), assessment);
    }
}

/// The result of one answer to the basics, changed, and the codes and places of what is refused.
fn refused(framework: &Framework, change: impl FnOnce(&mut Value)) -> Vec<(Code, String)> {
    let own = catalog::framework("five-basics@4.0").unwrap();
    let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "done");
    let mut result = serde_json::to_value(own.assess(&sheet).unwrap()).unwrap();
    change(&mut result);
    let error = framework.read_assessment(&result.to_string()).unwrap_err();
    assert_eq!(error.kind().as_str(), "invalid-argument");
    let problems = error.problems().iter();
    problems.map(|it| (it.code, it.at.clone().unwrap_or_default())).collect()
}

#[test]
fn what_changed_is_named() {
    let own = catalog::framework("five-basics@4.0").unwrap();
    let at = |code, at: &str| vec![(code, at.to_owned())];
    let older = catalog::framework("five-basics@3.1").unwrap();
    assert_eq!(refused(older, |_| {}), at(Code::WrongEdition, "framework"));
    let other = catalog::framework("self-assessment").unwrap();
    assert_eq!(refused(other, |_| {}), at(Code::WrongFramework, "framework"));
    let mut definition = own.definition().clone();
    definition.controls.to_mut()[0].weight += 1;
    let reweighted = support::loaded(definition);
    assert_eq!(refused(&reweighted, |_| {}), at(Code::ChangedRules, "framework.rules_digest"));
    assert_eq!(refused(own, |it| it["tally"]["met"] = json!(2)), at(Code::ChangedResult, "tally"));
    assert_eq!(refused(own, |it| it["findings"] = json!([])), at(Code::ChangedResult, "findings"));
    assert_eq!(
        refused(own, |it| it["answers"]["B2"] = json!("done")).last().unwrap().0,
        Code::ChangedResult
    );
    assert_eq!(
        refused(own, |it| it["answers"]["B1"] = json!("dne")),
        at(Code::UnknownChoice, "B1")
    );
    assert_eq!(
        refused(own, |it| it["answers"]["B7"] = json!("done")),
        at(Code::UnknownControl, "answers")
    );
}

#[test]
fn what_is_no_result_is_refused() {
    let own = catalog::framework("five-basics@4.0").unwrap();
    let at = |code, at: &str| vec![(code, at.to_owned())];
    assert_eq!(refused(own, |it| it["score"] = json!(2)), at(Code::UnknownField, ""));
    assert_eq!(refused(own, |it| it["framework"] = json!(2)), at(Code::WrongType, "framework"));
    assert_eq!(refused(own, |it| it["date"] = json!("today")), at(Code::MalformedDate, "date"));
    assert_eq!(refused(own, |it| *it = json!([])), at(Code::WrongType, ""));
    let error = own.read_assessment("{").unwrap_err();
    assert_eq!(error.problems()[0].code, Code::MalformedJson);
    let deep = "[".repeat(100);
    assert_eq!(own.read_assessment(&deep).unwrap_err().problems()[0].code, Code::TooDeep);
}

#[test]
fn corrected_texts_and_marks_change_nothing() {
    let own = catalog::framework("five-basics@4.0").unwrap();
    let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "done");
    let result = own.assess(&sheet).unwrap().to_json();
    let mut definition = own.definition().clone();
    let control = &mut definition.controls.to_mut()[1];
    control.advice = text("a corrected advice");
    control.verification = match control.verification {
        Verification::SingleSource => Verification::Unverified,
        _ => Verification::SingleSource,
    };
    let corrected = support::loaded(definition);
    let read = corrected.read_assessment(&result).unwrap();
    assert_ne!(read.to_json(), result);
    assert_eq!(read, corrected.assess(&sheet).unwrap());
}

#[test]
fn the_order_of_members_does_not_matter() {
    let own = catalog::framework("five-basics@4.0").unwrap();
    let assessment = own.assess(&AnswerSheet::new("five-basics").with("B1", "done")).unwrap();
    let sorted = serde_json::to_value(&assessment).unwrap().to_string();
    assert_eq!(own.read_assessment(&sorted).unwrap(), assessment);
}
