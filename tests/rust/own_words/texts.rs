//! Every text of the catalogue that is ours, with its place.

use serde_json::Value;

/// Fields whose texts are names as their publisher wrote them.
const NAMES: &[&str] =
    &["title", "label", "measure", "heading", "operator", "techniques", "sources"];

/// Texts in both languages: the last part of a place is `ja` or `en`.
pub fn all() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for kind in shisei::json::KINDS {
        let entries = shisei::json::entries(kind).expect("a kind that the library names");
        own(&serde_json::from_str(&entries).expect("valid JSON"), kind, &mut texts);
    }
    texts.retain(|(at, _)| [".ja", ".en"].iter().any(|language| at.ends_with(language)));
    texts
}

fn own(value: &Value, at: &str, texts: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
                own(value, &format!("{at}.{key}"), texts);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                let id = item.get("id").and_then(Value::as_str);
                let id = id.map_or_else(|| position.to_string(), str::to_owned);
                own(item, &format!("{at}.{id}"), texts);
            }
        }
        Value::String(text) => texts.push((at.to_owned(), text.clone())),
        _ => {}
    }
}
