//! A result without its texts: what a person reads when a vector changes.

use serde_json::{Map, Value};

/// Members that hold prose, or name what the prose is from.
const TEXTS: &[&str] = &[
    "basis",
    "csv",
    "digest",
    "help",
    "html",
    "markdown",
    "message",
    "places",
    "text",
    "verification",
];

/// Ids, numbers, states and codes. Left out: texts, what is null, and the zeros of a tally.
pub(super) fn readable(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(object(members)),
        Value::Array(items) => {
            items.into_iter().filter(|item| !is_localized(item)).map(readable).collect()
        }
        other => other,
    }
}

fn object(members: Map<String, Value>) -> Map<String, Value> {
    let kept = members.into_iter().filter(|(key, value)| {
        !TEXTS.contains(&&**key) && !value.is_null() && !is_localized(value)
    });
    kept.map(|(key, value)| {
        let mut value = readable(value);
        if let (true, Some(tally)) = (key.contains("tally"), value.as_object_mut()) {
            tally.retain(|_, count| *count != 0);
        }
        (key, value)
    })
    .collect()
}

/// A text in both languages.
fn is_localized(value: &Value) -> bool {
    let has_both = |text: &Map<String, Value>| text.contains_key("ja") && text.contains_key("en");
    value.as_object().is_some_and(|text| text.len() == 2 && has_both(text))
}
