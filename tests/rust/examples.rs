//! The files of `examples/` are what they claim to be: complete, scoreable, of every kind of firm.

use std::path::Path;

use shisei::{AnswerSheet, Framework, catalog};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_small_firm_is_complete_and_has_something_to_do() {
    let sheet = AnswerSheet::from_json(&read("small-firm.json")).expect("a sheet");
    let assessment = shisei::assess(&sheet).expect("a valid sheet");
    assert!(assessment.complete);
    assert!(assessment.tally.unknown > 0 && assessment.tally.partial > 0);
    assert!(!assessment.findings.is_empty());
    assert!(sheet.answers.iter().any(|(_, answer)| answer.note.is_some()));
}

#[test]
fn every_row_of_the_portfolio_can_be_scored() {
    let framework = catalog::framework("self-assessment@4.0").expect("built in");
    let csv = read("portfolio.csv");
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let controls: Vec<&str> = framework.controls().iter().map(|control| &*control.id).collect();
    assert_eq!(head.get(..2), Some(["company_id", "industry"].as_slice()));
    assert_eq!(head.get(2..), Some(controls.as_slice()));
    let rows: Vec<_> = lines.map(|line| row(framework, &controls, line)).collect();
    assert_eq!(rows.len(), 12);
    assert!(rows.iter().any(|complete| *complete) && rows.iter().any(|complete| !complete));
}

/// Scores a row; says whether it is complete.
fn row(framework: &Framework, controls: &[&str], line: &str) -> bool {
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    let cells: Vec<&str> = line.split(',').skip(2).collect();
    assert_eq!(cells.len(), controls.len(), "{line}");
    for (control, choice) in controls.iter().zip(cells).filter(|(_, choice)| !choice.is_empty()) {
        sheet = sheet.with(*control, choice);
    }
    framework.assess(&sheet).unwrap_or_else(|error| panic!("{line}: {error}")).complete
}

#[test]
fn the_underwriting_form_is_the_one_of_the_vectors() {
    let form = Framework::from_toml(&read("underwriting.toml")).expect("a valid framework");
    assert_eq!(form.controls().len(), 25);
    let files = shisei_tests::files();
    let vectors = files.iter().find(|(path, _)| path.ends_with("underwriting.json"));
    let (_, vectors) = vectors.expect("tests/vectors/underwriting.json");
    let mut seen = 0;
    for own in vectors.cases.iter().filter_map(|case| case.definition.as_ref()) {
        let own = Framework::from_json(&own.to_string()).expect("a valid framework");
        assert_eq!(own.digest(), form.digest(), "examples/underwriting.toml has changed");
        seen += 1;
    }
    assert!(seen > 0);
}
