#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::{List, Localized, Text};

/// What became of controls between two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ChangeKind {
    /// Same meaning: an old answer still answers it.
    Same,
    /// Other wording that may change the answer.
    Reworded,
    /// One control became several.
    Split,
    /// Several controls became one.
    Merged,
    /// Not there before.
    New,
    /// No longer there.
    Removed,
}

/// One change between the previous edition and this one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Controls of the previous edition; empty for `new`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub from: List<Text>,
    /// Controls of this edition; empty for `removed`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub to: List<Text>,
    /// What the change is, in our own words.
    #[cfg_attr(feature = "serde", serde(default))]
    pub note: Option<Localized>,
}

impl Change {
    /// A change from these controls to those.
    ///
    /// ```
    /// use shisei::model::{Change, ChangeKind};
    ///
    /// let change = Change::new(ChangeKind::Split, vec!["Q1".into()], vec!["Q1a".into(), "Q1b".into()]);
    /// assert_eq!(change.to.len(), 2);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(kind: ChangeKind, from: impl Into<List<Text>>, to: impl Into<List<Text>>) -> Self {
        Self { kind, from: from.into(), to: to.into(), note: None }
    }
}

/// How an edition came from the one before.
///
/// A control whose id is in both editions and in no change is `same`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Previous {
    /// The edition before.
    pub edition: Text,
    /// What changed.
    #[cfg_attr(feature = "serde", serde(default))]
    pub changes: List<Change>,
}

impl Previous {
    /// The edition before, with what has changed since.
    ///
    /// ```
    /// use shisei::model::{Change, ChangeKind, Previous};
    ///
    /// let new = Change::new(ChangeKind::New, vec![], vec!["Q9".into()]);
    /// assert_eq!(Previous::new("1", vec![new]).edition, "1");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(edition: impl Into<Text>, changes: impl Into<List<Change>>) -> Self {
        Self { edition: edition.into(), changes: changes.into() }
    }
}
