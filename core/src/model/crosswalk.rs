use serde::{Deserialize, Serialize};

use crate::reference::Reference;

use super::{List, Localized, Origin, Text, Verification};

/// How a control relates to another, read from `from` to `to` (NIST IR 8477 set relations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// Both ask the same: the answer carries.
    Equal,
    /// `from` asks all that `to` asks, and more: the answer carries.
    Superset,
    /// `from` asks a part of what `to` asks: it carries as partial at most.
    Subset,
    /// They share something: it only prompts the question.
    Intersects,
}

/// One line of a crosswalk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Link {
    /// Control of the first framework.
    pub from: Text,
    /// Control of the second framework.
    pub to: Text,
    /// How the first relates to the second.
    pub relation: Relation,
    /// Why, in our own words.
    pub reason: Localized,
    /// How sure we are, where it differs from the crosswalk's own mark.
    #[serde(default)]
    pub verification: Option<Verification>,
}

impl Link {
    /// A line with the crosswalk's own mark.
    pub fn new(
        from: impl Into<Text>,
        relation: Relation,
        to: impl Into<Text>,
        reason: Localized,
    ) -> Self {
        Self { from: from.into(), to: to.into(), relation, reason, verification: None }
    }
}

/// Relations between the controls of two framework editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Crosswalk {
    /// First framework, `id@edition`.
    pub from: Reference,
    /// Second framework, `id@edition`.
    pub to: Reference,
    /// Whether a publisher made it or we did.
    pub origin: Origin,
    /// How sure we are of the lines.
    pub verification: Verification,
    /// The lines.
    pub links: List<Link>,
}

impl Crosswalk {
    /// A derived, unverified crosswalk between two editions, each `id@edition`.
    pub fn new(from: Reference, to: Reference, links: impl Into<List<Link>>) -> Self {
        Self {
            from,
            to,
            origin: Origin::Derived,
            verification: Verification::Unverified,
            links: links.into(),
        }
    }
}
