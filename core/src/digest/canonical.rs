//! The canonical form of a definition, and its digests.

use hmac_sha256::Hash;
use serde_json::Value;

use super::Digest;
use crate::json::writer;
use crate::model::Definition;

impl Digest {
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of(definition: &Definition) -> Self {
        Self::of_value(value(definition))
    }

    /// Over what scoring reads alone: ids, standings, points, credits, weights, conditions, reasons
    /// and what does not apply. Texts, titles, marks, origins and sources are not in it.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn of_rules(definition: &Definition) -> Self {
        let mut value = value(definition);
        rules_alone(&mut value);
        Self::of_value(value)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn of_value(mut value: Value) -> Self {
        canonical(&mut value);
        // Keys are sorted already, unless a crate somewhere asks serde_json to keep their order.
        value.sort_all_objects();
        Self(Hash::hash(writer::json(&value).as_bytes()))
    }
}

/// A definition as a tree of JSON, by way of its text: a second serializer for every shape would
/// cost small programs more than parsing costs the rest.
#[cfg_attr(debug_assertions, inline)]
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
#[cfg_attr(debug_assertions, inline)]
fn rules_alone(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| READ_BY_SCORING.contains(&&**key));
            members.values_mut().for_each(rules_alone);
        }
        Value::Array(items) => items.iter_mut().for_each(rules_alone),
        _ => {}
    }
}

/// Drops what says nothing.
#[cfg_attr(debug_assertions, inline)]
fn canonical(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(canonical);
            members.retain(|_, value| !is_empty_value(value));
        }
        Value::Array(items) => items.iter_mut().for_each(canonical),
        _ => {}
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(crate) fn is_empty_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
