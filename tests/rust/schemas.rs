//! The published JSON Schemas hold for what the library reads and writes, and refuse what it refuses.

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use shisei_tests::files;

fn schema(name: &str) -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../schemas/{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let schema = serde_json::from_str(&text).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema is a schema")
}

fn assert_valid(schema: &Validator, value: &Value, what: &str) {
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

#[test]
fn every_result_of_the_vectors_is_as_its_schema_says() {
    let (sheets, assessments, errors) =
        (schema("answer-sheet"), schema("assessment"), schema("error"));
    let mut results = [0, 0];
    for (path, file) in files() {
        for case in file.cases {
            let what = format!("{}: {}", path.display(), case.name);
            let failed = case.result.get("problems").is_some();
            // The results of called functions have shapes of their own.
            if case.call.is_some() && !failed {
                continue;
            }
            assert_valid(if failed { &errors } else { &assessments }, &case.result, &what);
            if let (Some(sheet), false) = (&case.sheet, failed) {
                assert_valid(&sheets, sheet, &what);
            }
            results[usize::from(failed)] += 1;
        }
    }
    assert!(results[0] > 0 && results[1] > 0, "{results:?}");
}

#[test]
fn every_catalogue_entry_is_as_its_schema_says() {
    for kind in shisei::json::KINDS {
        let name = match *kind {
            "frameworks" => "framework".to_owned(),
            "crosswalks" => "crosswalk".to_owned(),
            kind => kind.replace("programmes/", "programme-"),
        };
        let schema = schema(&name);
        let entries = shisei::json::entries(kind).expect("a kind that the library names");
        let entries: Value = serde_json::from_str(&entries).expect("valid JSON");
        let entries = entries.as_object().expect("entries by reference");
        assert!(!entries.is_empty(), "{kind}");
        for (reference, entry) in entries {
            assert_valid(&schema, entry, &format!("{kind}/{reference}"));
        }
    }
}

#[test]
fn a_comparison_is_as_its_schema_says() {
    let schema = schema("framework-diff");
    for (from, to) in [("insider-fraud@4", "insider-fraud@5"), ("five-basics@3.1", "scs")] {
        let diff = shisei::json::framework_diff(from, to).expect("both are built in");
        assert_valid(&schema, &serde_json::from_str(&diff).expect("valid JSON"), from);
    }
}

#[test]
fn what_the_library_refuses_by_shape_the_schemas_refuse_too() {
    let sheets = schema("answer-sheet");
    for sheet in [
        json!({ "framework": "five-basics" }),
        json!({ "framework": "five-basics", "answer": {} }),
        json!({ "framework": "five-basics", "answers": { "B1": { "choise": "done" } } }),
        json!({ "framework": "five-basics", "answers": { "B1": 4 } }),
    ] {
        assert!(!sheets.is_valid(&sheet), "{sheet}");
    }
    let frameworks = schema("framework");
    let own = json!({ "id": "own", "edition": "1" });
    assert!(!frameworks.is_valid(&own));
    assert!(shisei::Framework::from_json(&own.to_string()).is_err());
}
