//! Framework files that are refused: one clear error, with line and control.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use proptest::prelude::*;
use shisei::model::{Rule, Verification};
use shisei::{Code, Error, Framework, Lang, catalog};

const TOML: &str = include_str!("../catalog/frameworks/self-assessment@4.0.toml");

fn json() -> String {
    let definition = catalog::framework("self-assessment@4.0").unwrap().definition();
    serde_json::to_string_pretty(definition).unwrap()
}

/// Code, place and line of every problem.
fn problems(error: &Error) -> Vec<(Code, &str, u32)> {
    let problems = error.problems().iter();
    problems.map(|it| (it.code, it.at.as_deref().unwrap_or(""), it.line.unwrap_or(0))).collect()
}

/// The line on which `text` is found in `file` for the `nth` time, from 0.
fn line(file: &str, text: &str, nth: usize) -> u32 {
    let (at, _) = file.match_indices(text).nth(nth).expect(text);
    u32::try_from(file[..at].matches('\n').count() + 1).unwrap()
}

fn toml(file: &str) -> Error {
    Framework::from_toml(file).unwrap_err()
}

/// The part of a TOML file that holds one control.
fn within<'a>(file: &'a str, control: &str) -> &'a str {
    let start = file.find(&format!("id = \"{control}\"")).unwrap();
    let end = file[start..].find("\n[[").map_or(file.len(), |end| start + end);
    &file[start..end]
}

fn change(file: &str, control: &str, from: &str, to: &str) -> String {
    let part = within(file, control);
    assert!(part.contains(from), "{from}");
    file.replacen(part, &part.replacen(from, to, 1), 1)
}

#[test]
fn a_wrong_field_names_line_and_control() {
    let file = change(TOML, "SA-07", "question = {", "questoin = {");
    let error = toml(&file);
    let header = line(&file, "id = \"SA-07\"", 0) - 1;
    assert_eq!(
        problems(&error),
        [
            (Code::UnknownField, "SA-07", line(&file, "questoin", 0)),
            (Code::MissingField, "SA-07", header),
        ]
    );
    assert!(error.message(Lang::En).contains("\n- SA-07 (line "), "{error}");
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("question"));
    assert!(error.message(Lang::Ja).contains("行目）："));
}

#[test]
fn a_missing_field_names_its_control() {
    let question = within(TOML, "SA-07").lines().find(|it| it.starts_with("question")).unwrap();
    let file = TOML.replacen(question, "", 1);
    let header = line(&file, "id = \"SA-07\"", 0) - 1;
    assert_eq!(problems(&toml(&file)), [(Code::MissingField, "SA-07", header)]);
}

#[test]
fn a_wrong_value_names_its_place() {
    let file = change(TOML, "SA-25", "effort = ", "effort = -");
    let at = line(&file, "effort = -", 0);
    assert_eq!(problems(&toml(&file)), [(Code::OutOfRange, "SA-25.effort", at)]);
    let file = TOML.replacen("standing = \"met\"", "standing = \"meet\"", 1);
    let at = line(&file, "\"meet\"", 0);
    let expected = (Code::UnknownOption, "scales.implementation.choices.implemented.standing", at);
    assert_eq!(problems(&toml(&file)), [expected]);
    // A part of the outcome that stands after the controls is not the last control's.
    let bands = TOML.find("[outcome]").unwrap();
    let end = TOML.find("[[controls]]").unwrap();
    let file = format!("{}{}\n{}", &TOML[..bands], &TOML[end..], &TOML[bands..end]);
    Framework::from_toml(&file).unwrap();
    let file = file.replacen("from = 70", "from = \"70\"", 1);
    let at = line(&file, "\"70\"\n", 0);
    assert_eq!(
        problems(&toml(&file)),
        [(Code::WrongType, "outcome.rule.bands.steps.70-99.from", at)]
    );
}

#[test]
fn broken_syntax_names_line_and_control() {
    let file = change(TOML, "SA-12", "group = \"", "group = ");
    let at = line(&file, "\ngroup = part", 0) + 1;
    assert_eq!(problems(&toml(&file)), [(Code::MalformedToml, "SA-12", at)]);
}

#[test]
fn every_problem_of_the_checks_has_its_line() {
    let file = change(TOML, "SA-02", "group = \"part-1\"", "group = \"part-l\"");
    let file = change(&file, "SA-09", "id = \"SA-09\"", "id = \"SA-08\"");
    let file = change(&file, "SA-20", "scale = \"implementation\"", "scale = \"other\"");
    let error = toml(&file);
    let header = |id: &str, nth| line(&file, &format!("id = \"{id}\""), nth) - 1;
    assert_eq!(
        problems(&error),
        [
            (Code::DuplicateId, "controls", header("SA-08", 1)),
            (Code::UnknownReference, "SA-02", header("SA-02", 0)),
            (Code::UnknownReference, "SA-20", header("SA-20", 0)),
        ]
    );
    assert_eq!(error.problems()[1].nearest.as_deref(), Some("part-1"));
    let file = TOML.replacen("from = 70", "from = 69", 1);
    // Now 69 is in two bands.
    let band = line(&file, "id = \"50-69\"", 0) - 1;
    let found = toml(&file);
    assert!(problems(&found).contains(&(Code::BrokenBands, "outcome.rule.bands", band)), "{found}");
    let file = TOML.replacen("points = 2", "points = 2000001", 1);
    let choice = line(&file, "id = \"partial\"", 0);
    let found = toml(&file);
    let expected = (Code::OutOfRange, "scales.implementation", choice);
    assert!(problems(&found).contains(&expected), "{found:?}");
}

#[test]
fn json_is_no_different() {
    let file = json();
    Framework::from_json(&file).unwrap();
    let refused = |file: &str| Framework::from_json(file).unwrap_err();
    let place = file.find("\"id\": \"SA-07\"").unwrap();
    let (before, after) = file.split_at(place);
    let wrong = before.to_owned() + &after.replacen("\"question\"", "\"questoin\"", 1);
    assert_eq!(
        problems(&refused(&wrong)),
        [(Code::UnknownField, "SA-07", 0), (Code::MissingField, "SA-07", 0)]
    );
    let wrong = before.to_owned() + &after.replacen("\"part-2\"", "\"part-l\"", 1);
    assert_eq!(problems(&refused(&wrong)), [(Code::UnknownReference, "SA-07", 0)]);
    let wrong = before.to_owned() + &after.replacen("\"part-2\",", "\"part-2\"", 1);
    let at = line(&wrong, "\"part-2\"\n", 0) + 1;
    assert_eq!(problems(&refused(&wrong)), [(Code::MalformedJson, "", at)]);
    Framework::from_json(&format!("\u{feff}{file}")).unwrap();
    assert_eq!(problems(&refused("{")), [(Code::MalformedJson, "", 1)]);
    assert_eq!(problems(&refused("")), [(Code::MalformedJson, "", 1)]);
}

#[test]
fn too_large_too_deep_and_cyclic_each_have_their_error() {
    let code = |result: Result<Framework, Error>| {
        let error = result.unwrap_err();
        assert!(error.message(Lang::En).len() < 1_000, "{error}");
        assert_eq!(error.problems().len(), 1);
        error.problems()[0].code
    };
    let large = format!("{TOML}#{}", "x".repeat(16 * 1024 * 1024));
    assert_eq!(code(Framework::from_toml(&large)), Code::TooLarge);
    assert_eq!(code(Framework::from_json(&large)), Code::TooLarge);
    let n = 100_000;
    for deep in [
        format!("controls = {}{}", "[".repeat(n), "]".repeat(n)),
        format!("controls = {}1{}", "{a=".repeat(n), "}".repeat(n)),
        format!("[{}a]\nb = 1", "a.".repeat(n)),
        format!("[[{}a]]\nb = 1", "a.".repeat(n)),
        format!("{}a = 1", "a.".repeat(n)),
    ] {
        assert_eq!(code(Framework::from_toml(&deep)), Code::TooDeep);
    }
    let deep = format!("{{\"controls\":{}{}}}", "[".repeat(n), "]".repeat(n));
    assert_eq!(code(Framework::from_json(&deep)), Code::TooDeep);
    // Brackets in a text are no nesting.
    let text = json().replacen("25の問い", &"[{".repeat(100), 1);
    assert!(Framework::from_json(&text).is_ok());
    let own = TOML.replacen("edition = \"3.1\"", "edition = \"4.0\"", 1);
    assert_eq!(code(Framework::from_toml(&own)), Code::Cyclic);
    let see = change(TOML, "SA-03", "group = ", "see = [\"SA-03\"]\ngroup = ");
    let error = toml(&see);
    let header = line(&see, "id = \"SA-03\"", 0) - 1;
    assert_eq!(problems(&error), [(Code::Cyclic, "SA-03", header)]);
}

#[test]
fn parts_are_two_or_more_with_ids_of_their_own() {
    let refused = |of: &[&str]| {
        let parts = format!("parts = {{ join = \"all\", of = [{}] }}\ngroup = ", of.join(", "));
        toml(&change(TOML, "SA-03", "group = ", &parts)).problems()[0].code
    };
    let one = "{ id = \"1\", text = { ja = \"甲\", en = \"a\" } }";
    let silent = "{ id = \"2\", text = { ja = \"\", en = \"b\" } }";
    assert_eq!(refused(&[one]), Code::Empty);
    assert_eq!(refused(&[one, one]), Code::DuplicateId);
    assert_eq!(refused(&[one, silent]), Code::MissingTranslation);
}

#[test]
fn a_fact_has_a_mark_only_where_it_differs() {
    let line = within(TOML, "SA-04").lines().find(|it| it.starts_with("verification = ")).unwrap();
    let with = |mark: &str| {
        let marks = format!("verification = \"single-source\"\nfacts = {{ level = \"{mark}\" }}");
        Framework::from_toml(&change(TOML, "SA-04", line, &marks))
    };
    assert_eq!(with("single-source").unwrap_err().problems()[0].code, Code::Contradiction);
    for mark in ["unverified", "confirmed"] {
        let least = with(mark).unwrap().control("SA-04").unwrap().mark();
        assert_eq!(least == Verification::Unverified, mark == "unverified", "{least:?}");
    }
}

#[test]
fn controls_are_counted() {
    let mut definition = catalog::framework("five-basics").unwrap().definition().clone();
    let mut control = definition.controls[0].clone();
    for text in [&mut control.question, &mut control.advice] {
        *text = shisei::model::Localized { ja: "文".into(), en: "text".into() };
    }
    control.why = None;
    let controls = (0..2_001).map(|at| {
        let mut control = control.clone();
        control.id = format!("X-{at}").into();
        control
    });
    definition.controls = controls.collect::<Vec<_>>().into();
    definition.previous = None;
    let file = serde_json::to_string(&definition).unwrap();
    let error = Framework::from_json(&file).unwrap_err();
    assert_eq!(problems(&error), [(Code::TooLarge, "controls", 0)]);
}

/// Their positions must fit the column of a portfolio.
#[test]
fn outcomes_are_counted() {
    let framework = catalog::framework("self-assessment").unwrap();
    let with = |bands: usize| {
        let mut definition = framework.definition().clone();
        let Some(outcome) = &mut definition.outcome else { panic!("bands") };
        let Rule::Bands(rule) = &mut outcome.rule else { panic!("bands") };
        let band = rule.steps[0].clone();
        let steps = (1..=bands).map(|at| {
            let from = (at < bands).then(|| 100 - i64::try_from(at).unwrap());
            let mut next = band.clone();
            (next.id, next.from, next.to) = (format!("band-{at}").into(), from, None);
            next
        });
        rule.steps = steps.collect::<Vec<_>>().into();
        Framework::new(definition)
    };
    assert!(with(127).is_ok());
    let error = with(128).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!((problem.code, problem.at.as_deref()), (Code::TooLarge, Some("outcome.rule.bands")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is cut out or put in: an error that names a line, or a framework. Never a panic.
    #[test]
    fn damaged_files_are_refused_with_a_line(
        start in 0..TOML.len(), length in 0..200_usize, put in "[\\[\\]{}\"=.,a-z0-9\n']{0,12}"
    ) {
        let floor = |at: usize| (0..=at.min(TOML.len())).rev().find(|at| TOML.is_char_boundary(*at));
        let (from, to) = (floor(start).unwrap(), floor(start + length).unwrap());
        let damaged = format!("{}{put}{}", &TOML[..from], &TOML[to..]);
        if let Err(error) = Framework::from_toml(&damaged) {
            let lines = u32::try_from(damaged.lines().count() + 1).unwrap();
            for problem in error.problems() {
                prop_assert!(problem.line.is_none_or(|line| (1..=lines).contains(&line)));
            }
            prop_assert!(!error.message(Lang::Ja).is_empty());
        }
    }

    #[test]
    fn damaged_json_too(start in 0..60_000_usize, length in 0..200_usize, put in "[\\[\\]{}\":.,a-z0-9\n\\\\]{0,12}") {
        let file = serde_json::to_string(catalog::framework("five-basics").unwrap().definition());
        let file = file.unwrap();
        let floor = |at: usize| (0..=at.min(file.len())).rev().find(|at| file.is_char_boundary(*at));
        let (from, to) = (floor(start % file.len()).unwrap(), floor(start % file.len() + length));
        let damaged = format!("{}{put}{}", &file[..from], &file[to.unwrap()..]);
        if let Err(error) = Framework::from_json(&damaged) {
            prop_assert!(!error.problems().is_empty());
        }
    }
}
