use serde_json::{Map, Value};

/// The catalogue entries of a kind as JSON, by reference.
pub fn entries(kind: &str) -> Map<String, Value> {
    let json = shisei::json::entries(kind).expect("a kind that the library names");
    serde_json::from_str(&json).expect("the library writes valid JSON")
}
