use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::json::writer;
use crate::model::Definition;

/// SHA-256 over the canonical form of a framework, shown as 64 hex digits.
///
/// The canonical form is the definition as JSON with sorted keys and no white space (RFC 8785),
/// members that are `null` or empty left out, so that a later optional field keeps old digests.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub(crate) [u8; 32]);

impl Digest {
    pub(crate) fn of(definition: &Definition) -> Self {
        Self::of_value(canonical(value(definition)))
    }

    /// Over what scoring reads alone: ids, standings, points, credits, weights, conditions, reasons
    /// and what does not apply. Texts, titles, marks, origins and sources are not in it.
    pub(crate) fn of_rules(definition: &Definition) -> Self {
        Self::of_value(canonical(rules_alone(value(definition))))
    }

    fn of_value(mut value: Value) -> Self {
        // Keys are sorted already, unless a crate somewhere asks serde_json to keep their order.
        value.sort_all_objects();
        Self(Sha256::digest(writer::json(&value)).into())
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A definition as a tree of JSON, by way of its text: a second serializer for every shape would
/// cost small programs more than parsing costs the rest.
pub(crate) fn value(definition: &Definition) -> Value {
    serde_json::from_str(&writer::json(definition)).unwrap_or_default()
}

/// Members of a definition that scoring reads, wherever they are.
const READ_BY_SCORING: [&str; 31] = [
    "accept",
    "acceptance",
    "accepted",
    "at_least",
    "bands",
    "choices",
    "conditions",
    "controls",
    "coverage",
    "dimensions",
    "edition",
    "from",
    "group",
    "groups",
    "id",
    "measure",
    "met",
    "not_applicable",
    "outcome",
    "partial",
    "points",
    "reasons",
    "rule",
    "scale",
    "scales",
    "standing",
    "steps",
    "tags",
    "tiers",
    "values",
    "weight",
];

/// Drops what scoring does not read.
fn rules_alone(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, _)| READ_BY_SCORING.contains(&&**key))
            .map(|(key, value)| (key, rules_alone(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(rules_alone).collect(),
        other => other,
    }
}

/// Drops what says nothing.
fn canonical(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, canonical(value)))
            .filter(|(_, value)| !is_empty_value(value))
            .collect(),
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        other => other,
    }
}

pub(crate) fn is_empty_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

impl Digest {
    fn hex(self) -> [u8; 64] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            for (digit, value) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
                *digit = DIGITS.get(usize::from(value)).copied().unwrap_or_default();
            }
        }
        hex
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Not through `Display`: formatting would double what the quiz has to load.
        serializer.serialize_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Digest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Digest".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 over the canonical form of the framework, in hex."
        })
    }
}
