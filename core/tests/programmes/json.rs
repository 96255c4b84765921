use std::collections::HashSet;

use proptest::prelude::*;
use shisei::json::{PROGRAMMES, call, functions};

const WORDS: &[&str] = &[
    "industry",
    "employees",
    "capital_yen",
    "form",
    "profile",
    "programme",
    "answers",
    "on",
    "issued",
    "level",
    "case",
    "sheet",
    "sheets",
    "assets",
    "csv",
    "offers",
    "elements",
    "id",
    "name",
    "representative",
    "date",
    "devices",
    "monitoring",
    "framework",
    "retail",
    "npo",
    "it-subsidy-security@2025",
    "star-1",
    "star-3",
    "2024-02-29",
    "9999-12-31",
    "-009999-01-01",
    "five-basics@4.0",
    "ransomware",
    "B1",
    "done",
    "self_assessment",
    "months",
    "yen_per_month",
    "eligible_yen",
    "text",
    "threat",
    "confidentiality",
];

fn json() -> impl Strategy<Value = String> {
    let word = || prop_oneof![prop::sample::select(WORDS).prop_map(str::to_owned), any::<String>()];
    let quoted = |text: String| serde_json::to_string(&text).unwrap();
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        (0..40i64).prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        Just("1.5e3".to_owned()),
        word().prop_map(quoted),
    ];
    let inner = leaf.prop_recursive(4, 40, 8, move |inner| {
        let entry = (word(), inner.clone());
        let entry = entry
            .prop_map(|(key, value)| format!("{}:{value}", serde_json::to_string(&key).unwrap()));
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(entry, 0..8).prop_map(|items| format!("{{{}}}", items.join(","))),
        ]
    });
    let entry = (word(), inner)
        .prop_map(|(key, value)| format!("{}:{value}", serde_json::to_string(&key).unwrap()));
    prop::collection::vec(entry, 0..10).prop_map(|items| format!("{{{}}}", items.join(",")))
}

proptest! {
    #[test]
    fn any_arguments_give_a_result_or_problems(arguments in json()) {
        for function in PROGRAMMES {
            match call(function.name, &arguments) {
                Ok(result) => {
                    let value: serde_json::Value = serde_json::from_str(&result).unwrap();
                    prop_assert!(value.is_object());
                }
                Err(error) => prop_assert!(!error.problems().is_empty()),
            }
        }
    }

    #[test]
    fn any_text_gives_a_result_or_problems(arguments in any::<String>()) {
        for function in functions() {
            let _ = call(function.name, &arguments);
        }
    }
}

#[test]
fn names_of_functions_are_unique_and_near_misses_find_them() {
    let names: HashSet<&str> = functions().map(|function| function.name).collect();
    assert_eq!(names.len(), functions().count());
    let error = call("subsidi", "{}").unwrap_err();
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("subsidy"));
}

/// Every place where a result states something says where it comes from.
#[test]
fn every_basis_names_a_place() {
    fn walk(value: &serde_json::Value, seen: &mut u32) {
        match value {
            serde_json::Value::Object(object) => {
                if let Some(places) = object.get("places") {
                    assert!(!places.as_array().unwrap().is_empty(), "{object:?}");
                    assert!(object.contains_key("verification"));
                    *seen += 1;
                }
                object.values().for_each(|value| walk(value, seen));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
            _ => {}
        }
    }
    let calls = [
        ("sme_class", r#"{"industry":"retail","employees":1}"#),
        ("security_action", "{}"),
        ("declaration_id", r#"{"id":"40000000000"}"#),
        ("policy_draft", r#"{"name":"A","representative":"B","date":"2026-01-01"}"#),
        ("footing", r#"{"sheets":[]}"#),
        ("label_life", r#"{"level":"star-1","issued":"2025-05-21","on":"2026-01-01"}"#),
        ("label_scope", r#"{"kind":"camera"}"#),
        ("label_wording", r#"{"text":"completely secure"}"#),
        ("recognitions", r#"{"on":"2026-01-01"}"#),
        ("level_gaps", r#"{"level":"star-4","sheet":{"framework":"scs","answers":{}}}"#),
        ("monitoring_advice", r#"{"devices":60}"#),
        ("ceiling_cost", r#"{"monitoring":"both","devices":3}"#),
        ("compare_offers", "{}"),
        (
            "subsidy",
            r#"{"programme":"it-subsidy-security","on":"2026-01-01","profile":{"industry":"retail","employees":9},"eligible_yen":1}"#,
        ),
        ("declaration_uses", "{}"),
        ("register", r#"{"assets":[]}"#),
        ("incident", r#"{"case":"leak","on":"2026-01-01"}"#),
        ("threat_view", r#"{"sheet":{"framework":"basic-measures","answers":{}}}"#),
    ];
    for (name, arguments) in calls {
        let mut seen = 0;
        walk(&serde_json::from_str(&call(name, arguments).unwrap()).unwrap(), &mut seen);
        assert!(seen > 0, "{name} cites nothing");
    }
}
