//! Every shared vector, through the Rust crate.
#![allow(clippy::indexing_slicing, reason = "what a JSON value does not hold reads as null")]

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use shisei_tests::{Case, files, generated};

#[test]
fn every_vector_gives_its_result_byte_for_byte() {
    let mut cases = 0;
    for (path, file) in files() {
        for mut case in file.cases {
            let name = format!("{}: {}", path.display(), case.name);
            let (digest, result) = (case.digest.clone(), case.result.clone());
            if let Err(whole) = case.bless() {
                panic!("{name}: not as written by hand: {whole}");
            }
            assert_eq!(case.result.to_string(), result.to_string(), "{name}");
            assert_eq!(case.digest, digest, "{name}: another text in {}", case.run());
            cases += 1;
        }
    }
    assert!(cases > 0, "no vectors were found");
}

#[test]
fn the_generated_vectors_are_fresh() {
    let there = files();
    for (name, fresh) in generated::files() {
        let found = there.iter().find(|(path, _)| path.file_name().is_some_and(|n| *n == *name));
        let (_, file) = found.unwrap_or_else(|| panic!("{name} is missing: run `make vectors`"));
        assert_eq!(file.cases.len(), fresh.cases.len(), "{name}: run `make vectors`");
        for (there, fresh) in file.cases.iter().zip(&fresh.cases) {
            assert_eq!(there.name, fresh.name, "{name}: run `make vectors`");
            assert_eq!(there.sheet, fresh.sheet, "{name}: {}: run `make vectors`", fresh.name);
            assert_eq!(there.expect, fresh.expect, "{name}: {}: run `make vectors`", fresh.name);
        }
    }
}

/// What the vectors of one framework say, by their results.
struct Covered<'a> {
    controls: usize,
    cases: Vec<&'a Case>,
}

impl Covered<'_> {
    fn any(&self, test: impl Fn(&Value) -> bool) -> bool {
        self.cases.iter().any(|case| test(&case.result))
    }

    fn tally(&self, state: &str, count: usize) -> bool {
        self.any(|result| result["tally"][state] == count)
    }

    fn refuses(&self, code: &str) -> bool {
        let is = |problem: &Value| problem["code"] == code;
        self.any(|result| result["problems"].as_array().is_some_and(|all| all.iter().any(is)))
    }

    /// Two sheets of which one passes and the other does not, with one answer between them.
    fn edge(&self, passes: impl Fn(&Value) -> Option<bool> + Copy) -> bool {
        let with = |wanted| {
            let cases = self.cases.iter();
            cases.filter(move |case| passes(&case.result) == Some(wanted)).collect::<Vec<_>>()
        };
        let (inside, outside) = (with(true), with(false));
        inside.iter().any(|one| outside.iter().any(|other| differences(one, other) == 1))
    }
}

/// How many controls two sheets answer differently.
fn differences(one: &Case, other: &Case) -> usize {
    let answers =
        |case: &Case| case.sheet.as_ref().and_then(|it| it["answers"].as_object().cloned());
    let (one, other) = (answers(one).unwrap_or_default(), answers(other).unwrap_or_default());
    let controls: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    controls.into_iter().filter(|control| one.get(*control) != other.get(*control)).count()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What is missing from the vectors of a framework.
fn missing(definition: &Value, covered: &Covered<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut want = |what: &str, there: bool| {
        if !there {
            missing.push(what.to_owned());
        }
    };
    want("all met", covered.tally("met", covered.controls));
    want("none met", covered.any(|it| it["complete"] == true && it["tally"]["met"].is_null()));
    want("nothing answered", covered.tally("unanswered", covered.controls));
    let rule = &definition["outcome"]["rule"];
    for tier in list(&rule["tiers"]) {
        let state = |result: &Value| {
            let found = list(&result["tiers"]).iter().find(|it| it["id"] == tier["id"])?;
            Some(found["state"] == "reached")
        };
        want(&format!("the edge of {}", tier["id"]), covered.edge(state));
    }
    for band in list(&rule["bands"]["steps"]) {
        let within = |value: i64| {
            covered.any(|it| {
                let points = &it["points"];
                points["low"] == value
                    && points["high"] == value
                    && it["outcome"]["low"] == band["id"]
            })
        };
        let from = band["from"].as_i64().is_none_or(within);
        // Not every number of points can be had.
        let to = band["to"].as_i64().is_none_or(|to| within(to) || within(to - 1));
        want(&format!("the ends of {}", band["id"]), from && to);
    }
    let scale = |control: &Value| {
        list(&definition["scales"]).iter().find(|scale| scale["id"] == control["scale"])
    };
    let has = |control: &Value, standing: &str| {
        let choices = scale(control).map_or(&[][..], |scale| list(&scale["choices"]));
        choices.iter().any(|choice| choice["standing"] == standing)
    };
    let forbidden = |control: &Value| {
        let own = &control["not_applicable"];
        let rule = if own.is_null() { &definition["not_applicable"] } else { own };
        rule == "not-allowed"
    };
    let controls = list(&definition["controls"]);
    if controls.iter().any(|it| !forbidden(it) && has(it, "not-applicable")) {
        let counted = |it: &Value| it["tally"]["not-applicable"].as_u64() > Some(0);
        want("\"does not apply\" where it is allowed", covered.any(counted));
    }
    if controls.iter().any(forbidden) {
        let there = covered.refuses("not-applicable-not-allowed");
        want("\"does not apply\" where it is not allowed", there);
    }
    let accepted = covered.any(|it| it["tally"]["accepted"].as_u64() > Some(0));
    want("an accepted risk", accepted || covered.refuses("acceptance-not-allowed"));
    missing
}

#[test]
fn the_vectors_of_every_framework_reach_its_edges_and_its_refusals() {
    let frameworks = shisei::json::entries("frameworks").expect("a kind that there is");
    let frameworks: Map<String, Value> = serde_json::from_str(&frameworks).expect("valid JSON");
    assert!(!frameworks.is_empty());
    let files = files();
    for (reference, definition) in &frameworks {
        let of = |case: &&Case| {
            let named = case.sheet.as_ref().and_then(|sheet| sheet["framework"].as_str());
            let same = |named: &str| *reference == named;
            case.call.is_none() && case.definition.is_none() && named.is_some_and(same)
        };
        let cases = files.iter().flat_map(|(_, file)| file.cases.iter()).filter(of).collect();
        let controls = list(&definition["controls"]).len();
        let missing = missing(definition, &Covered { controls, cases });
        assert_eq!(missing, Vec::<String>::new(), "{reference}");
    }
}
