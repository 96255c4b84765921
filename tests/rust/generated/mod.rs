//! Cases for every built-in framework, made from its definition.
//!
//! What a case expects is counted here, from the definition's own words (tags, groups, conditions),
//! with nothing of the library's scoring: the two must agree.

#![allow(clippy::indexing_slicing, reason = "positions and members of checked definitions")]

mod cases;
mod definition;
mod expected;

use crate::{Case, File};
use definition::Definition;

/// Frameworks whose file of that name is written by hand; theirs is generated beside it.
const HAND_WRITTEN: &[&str] =
    &["five-basics@3.1", "five-basics@4.0", "self-assessment@3.1", "self-assessment@4.0"];

/// Every generated file: its name, and its cases without results.
///
/// # Panics
/// When the library does not give its own definitions as JSON.
pub fn files() -> Vec<(String, File)> {
    let entries = shisei::json::entries("frameworks").expect("a kind that the library names");
    let entries: serde_json::Map<_, _> = serde_json::from_str(&entries).expect("valid JSON");
    entries
        .into_iter()
        .map(|(reference, definition)| {
            let suffix = if HAND_WRITTEN.contains(&&*reference) { ".standings" } else { "" };
            let about = format!("{reference}, generated from its definition by generate-vectors.");
            let cases = cases::cases(&Definition::new(&reference, &definition));
            (format!("{reference}{suffix}.json"), File { about, cases })
        })
        .collect()
}

/// A case without its result.
fn case(name: String, sheet: serde_json::Value, expect: serde_json::Value) -> Case {
    Case {
        name,
        definition: None,
        sheet: Some(sheet),
        raw: None,
        call: None,
        arguments: None,
        lang: None,
        expect,
        digest: String::new(),
        result: serde_json::Value::Null,
    }
}
