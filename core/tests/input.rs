//! Input that is refused: every problem in one error, with place, code, nearest name and the valid
//! choices, by whatever door it came.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use shisei::json::{assess, call, functions};
use shisei::{AnswerSheet, Code, Error, Framework, Lang, catalog};

/// Code, place and what was given, of every problem.
fn problems(error: &Error) -> Vec<(Code, &str, &str)> {
    let problems = error.problems().iter();
    problems
        .map(|it| (it.code, it.at.as_deref().unwrap_or(""), it.given.as_deref().unwrap_or("")))
        .collect()
}

/// The problems of an error, in whatever order.
fn holds(error: &Error, expected: &[(Code, &str, &str)]) {
    let found = problems(error);
    assert_eq!(found.len(), expected.len(), "{error}");
    assert!(expected.iter().all(|problem| found.contains(problem)), "{error}");
}

fn refused(function: &str, arguments: &str) -> Error {
    call(function, arguments).unwrap_err()
}

#[test]
fn every_wrong_member_is_named() {
    let error = refused("bounds", r#"{"sheat": 1, "bogus": 2}"#);
    assert_eq!(
        problems(&error),
        [
            (Code::UnknownField, "", "sheat"),
            (Code::UnknownField, "", "bogus"),
            (Code::MissingField, "", "sheet"),
        ]
    );
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("sheet"));
}

#[test]
fn a_malformed_reference_is_refused_as_one() {
    let error = refused("framework_diff", r#"{"before": "five-basics@", "after": ""}"#);
    let expected = [
        (Code::MalformedReference, "before", "five-basics@"),
        (Code::MalformedReference, "after", ""),
    ];
    holds(&error, &expected);
}

#[test]
fn a_sheet_is_read_field_by_field() {
    let sheet = r#"{"framework": "five-basics", "answrs": {}, "date": "banana", "answers": {
        "B1": {"choise": "done", "date": "2026-02-30", "evidence": ["a", 1]},
        "B2": {"choice": "done", "note": 7}}}"#;
    let expected = [
        (Code::UnknownField, "", "answrs"),
        (Code::MalformedDate, "date", "banana"),
        (Code::UnknownField, "B1", "choise"),
        (Code::MalformedDate, "B1.date", "2026-02-30"),
        (Code::WrongType, "B1.evidence[1]", "1 (number)"),
        (Code::WrongType, "B2.note", "7 (number)"),
    ];
    holds(&AnswerSheet::from_json(sheet).unwrap_err(), &expected);
    holds(&assess(sheet, None).unwrap_err(), &expected);
    let error = refused("bounds", &format!(r#"{{"sheet": {sheet}}}"#));
    let prefixed = expected.map(|(code, at, given)| {
        (code, if at.is_empty() { "sheet".to_owned() } else { format!("sheet.{at}") }, given)
    });
    for (code, at, given) in &prefixed {
        assert!(problems(&error).contains(&(*code, at, given)), "{at}: {error}");
    }
}

#[test]
fn problems_of_shape_and_of_meaning_come_together() {
    let sheet = r#"{"framework": "five-basics", "sbject": 1, "answers": {"B1": "dnoe", "B9": 4}}"#;
    let expected = [
        (Code::UnknownField, "", "sbject"),
        (Code::UnknownChoice, "B1", "dnoe"),
        (Code::UnknownControl, "", "B9"),
    ];
    assert_eq!(problems(&assess(sheet, None).unwrap_err()), expected);
    let error = refused("sme_class", r#"{"industry": "retial", "employees": "3"}"#);
    assert_eq!(
        problems(&error),
        [(Code::WrongType, "employees", "3"), (Code::UnknownOption, "industry", "retial")]
    );
}

#[test]
fn a_choice_or_an_option_comes_with_the_valid_ones() {
    let error = refused("ceiling_cost", r#"{"monitoring": "combined", "devices": 3}"#);
    assert!(error.problems()[0].valid.contains(&"network".to_owned()), "{error}");
    let error =
        assess(r#"{"framework": "five-basics@4.0", "answers": {"B1": "◎"}}"#, None).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(
        (problem.code, problem.valid.first().map(String::as_str)),
        (Code::UnknownChoice, Some("done"))
    );
    assert!(error.message(Lang::En).contains("`done`"), "{error}");
    assert!(error.message(Lang::Ja).contains("`done`"), "{error}");
    let error = refused(
        "explain",
        r#"{"sheet": {"framework": "five-basics", "answers": {}}, "lang": "fr"}"#,
    );
    assert_eq!(error.problems()[0].valid, ["ja", "en"]);
    let error = catalog::framework("five-basics@9").unwrap_err();
    assert!(error.problems()[0].valid.contains(&"4.0".to_owned()));
    // Names that are many are not listed.
    assert!(refused("bound", "{}").problems()[0].valid.is_empty());
}

#[test]
fn every_function_is_asked_for_in_the_same_way() {
    for function in functions() {
        let error = refused(&format!("{}_", function.name), "{}");
        assert_eq!(error.problems()[0].code, Code::UnknownFunction);
        assert_eq!(error.problems()[0].nearest.as_deref(), Some(function.name));
        let error = refused(function.name, "[1]");
        assert_eq!(problems(&error)[0], (Code::WrongType, "", "[…] (array)"));
        assert!(!function.doc.trim().is_empty());
    }
}

#[test]
fn what_comes_along_is_read_by_the_same_reader() {
    let mut own =
        serde_json::to_value(catalog::framework("five-basics").unwrap().definition()).unwrap();
    own["id"] = "own".into();
    own["controls"][0]["effort"] = "two".into();
    own["controls"][1]["verification"] = "sure".into();
    own["scales"][0]["orgin"] = 1.into();
    let arguments = serde_json::json!({
        "sheet": {"framework": "own", "answers": {}}, "definitions": [own],
    });
    let error = refused("bounds", &arguments.to_string());
    let scale = own["scales"][0]["id"].as_str().unwrap();
    // The order of members, and so of problems, depends on a feature of serde_json.
    let mut found = problems(&error);
    found.sort_by_key(|(_, at, _)| *at);
    assert_eq!(
        found,
        [
            (Code::WrongType, "definitions.own.B1.effort", "two"),
            (Code::UnknownOption, "definitions.own.B2.verification", "sure"),
            (Code::UnknownField, &*format!("definitions.own.scales.{scale}"), "orgin"),
        ]
    );
    // The same file by itself.
    let error = Framework::from_json(&own.to_string()).unwrap_err();
    let mut places: Vec<_> = problems(&error).into_iter().map(|(_, at, _)| at).collect();
    places.sort_unstable();
    assert_eq!(places, ["B1.effort", "B2.verification", &*format!("scales.{scale}")]);
}

#[test]
fn a_byte_order_mark_is_skipped_everywhere() {
    let sheet = r#"{"framework": "five-basics", "answers": {"B1": "done"}}"#;
    assert_eq!(assess(&format!("\u{feff}{sheet}"), None), assess(sheet, None));
    let arguments = format!(r#"{{"sheet": {sheet}}}"#);
    assert_eq!(call("bounds", &format!("\u{feff}{arguments}")), call("bounds", &arguments));
    let framework = catalog::framework("five-basics").unwrap();
    let again = Framework::from_json(&format!("\u{feff}{}", framework.to_json())).unwrap();
    assert_eq!(again.digest(), framework.digest());
}

#[test]
fn what_json_cannot_express_is_no_value_of_any_field() {
    let odd = r#"{"$odd": "NaN (number)"}"#;
    let sheet = format!(
        r#"{{"framework": "five-basics", "subject": {odd}, "answers": {{"B1": {odd}, "B2": {{"note": {odd}}}}}}}"#
    );
    let error = assess(&sheet, None).unwrap_err();
    assert_eq!(
        problems(&error),
        [
            (Code::WrongType, "subject", "NaN (number)"),
            (Code::WrongType, "B2.note", "NaN (number)"),
            (Code::UnknownChoice, "B1", "NaN (number)"),
        ]
    );
    let sheet = r#"{"framework": "five-basics", "answers": {"$odd": "Promise (object)"}}"#;
    let expected = [(Code::WrongType, "answers", "Promise (object)")];
    assert_eq!(problems(&assess(sheet, None).unwrap_err()), expected);
}

#[test]
fn one_size_and_one_depth_for_every_input() {
    let large = " ".repeat(shisei::input::LARGEST + 1);
    let n = shisei::input::DEEPEST;
    let deep = format!("{}{}", "[".repeat(n + 1), "]".repeat(n + 1));
    let very_deep = "[".repeat(100_000);
    for (text, code) in
        [(&large, Code::TooLarge), (&deep, Code::TooDeep), (&very_deep, Code::TooDeep)]
    {
        for error in [
            assess(text, None).unwrap_err(),
            AnswerSheet::from_json(text).unwrap_err(),
            refused("bounds", text),
            refused("register", text),
            Framework::from_json(text).unwrap_err(),
        ] {
            assert_eq!(error.problems()[0].code, code);
            assert!(error.message(Lang::En).len() < 500);
        }
    }
    assert_eq!(Framework::from_toml(&large).unwrap_err().problems()[0].code, Code::TooLarge);
}

/// Every element wrong in its own way, and many of them.
#[test]
fn many_problems_take_no_longer_than_few() {
    let started = Instant::now();
    let assets = "{\"nme\":1,\"threat\":-1,\"owner\":[]},".repeat(20_000);
    let error = refused("register", &format!(r#"{{"assets":[{assets}{{}}]}}"#));
    assert!(error.problems().len() >= 1_000);
    let answers = (0..20_000).map(|n| format!("\"{n}\":{{\"dat\":1,\"date\":1}}"));
    let answers = answers.collect::<Vec<_>>().join(",");
    let error =
        AnswerSheet::from_json(&format!(r#"{{"framework":"scs","answers":{{{answers}}}}}"#));
    assert!(error.unwrap_err().problems().len() >= 1_000);
    // In a build without optimisation, on a busy machine.
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

fn sheets() -> impl Strategy<Value = String> {
    let name = || {
        prop_oneof![
            Just("framework"),
            Just("answers"),
            Just("subject"),
            Just("date"),
            Just("choice"),
            Just("note"),
            Just("evidence"),
            Just("B1"),
            Just("B2"),
            Just("odd"),
        ]
    };
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("4".to_owned()),
        Just("1.5".to_owned()),
        Just("\"done\"".to_owned()),
        Just("\"five-basics\"".to_owned()),
        Just("\"2026-04-01\"".to_owned()),
        Just("[]".to_owned()),
        Just("[\"a\"]".to_owned()),
    ];
    let object = move |inner: BoxedStrategy<String>| {
        prop::collection::vec((name(), inner), 0..5).prop_map(|entries| {
            let entries = entries.iter().map(|(name, value)| format!("\"{name}\":{value}"));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        })
    };
    let value = leaf.prop_recursive(3, 24, 5, move |inner| object(inner.boxed()).boxed());
    (value.clone(), value).prop_map(|(answers, subject)| {
        format!(r#"{{"framework":"five-basics","answers":{answers},"subject":{subject}}}"#)
    })
}

proptest! {
    /// A sheet that the fast path takes is the one that the reader reads. The byte order mark is
    /// what only the reader skips.
    #[test]
    fn the_fast_path_and_the_reader_agree(sheet in sheets()) {
        let read = AnswerSheet::from_json(&format!("\u{feff}{sheet}"));
        prop_assert_eq!(AnswerSheet::from_json(&sheet), read);
    }

    /// A fault is found wherever it is put, and nothing else is.
    #[test]
    fn a_wrong_field_is_the_only_problem(at in 0..5_usize, wrong in prop_oneof![Just("7"), Just("[1]"), Just("{}")]) {
        let notes = (0..5).map(|n| {
            let note = if n == at { wrong } else { "\"fine\"" };
            format!(r#""B{}": {{"choice": "done", "note": {note}}}"#, n + 1)
        });
        let answers = notes.collect::<Vec<_>>().join(",");
        let error = assess(&format!(r#"{{"framework": "five-basics", "answers": {{{answers}}}}}"#), None).unwrap_err();
        let place = format!("B{}.note", at + 1);
        let found: Vec<_> = problems(&error).into_iter().map(|(code, at, _)| (code, at)).collect();
        prop_assert_eq!(found, [(Code::WrongType, &*place)]);
    }
}
