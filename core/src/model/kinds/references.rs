use serde::Serialize;

use super::named::named;
use super::{Citation, List, Localized, Origin, Relation, Source, Text, Verification};
use crate::reference::Reference;

/// What a relation is based on (NIST IR 8477).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rationale {
    /// The words were compared.
    Syntactic,
    /// The meaning was compared.
    #[default]
    Semantic,
    /// What is done or achieved was compared.
    Functional,
}

named!(Rationale, "shisei::model" {
    Syntactic = "syntactic",
    Semantic = "semantic",
    Functional = "functional",
});

/// What one control, or all controls of one group, point to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReferenceLink {
    /// Id of the control or group.
    pub from: Text,
    /// Numbers of the scheme's entries.
    pub to: List<Text>,
}

/// References from the controls of one framework edition to the entries of a [`Scheme`](super::Scheme).
///
/// A reference says that a control was written with the entry in view, or touches it: never that
/// whoever meets the control conforms to the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct References {
    /// The framework, `id@edition`.
    pub from: Reference,
    /// The scheme, `id@edition`.
    pub to: Reference,
    /// Whether the publisher of the framework made them.
    pub origin: Origin,
    /// How sure we are of them.
    pub verification: Verification,
    /// How a control relates to an entry.
    pub relation: Relation,
    /// What the relation is based on.
    pub rationale: Rationale,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Documents behind the references.
    pub sources: List<Source>,
    /// Where they are printed.
    pub citations: List<Citation>,
    /// The references.
    pub links: List<ReferenceLink>,
}
