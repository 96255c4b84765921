#[cfg(feature = "serde")]
use serde::Serialize;

use crate::digest::Digest;
use crate::model::Text;
use crate::reference::Reference;

/// The framework a result was computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrameworkRef {
    /// Id of the guideline.
    pub id: Text,
    /// Edition, always resolved.
    pub edition: Text,
    /// SHA-256 over the framework's canonical form.
    pub digest: Digest,
    /// SHA-256 over what scoring reads of it: answers with the same one have the same meaning.
    pub rules_digest: Digest,
}

impl FrameworkRef {
    /// The reference to the edition.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// assert_eq!(assessment.framework.reference(), "five-basics@4.0");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn reference(&self) -> Reference {
        Reference::to_edition(&self.id, &self.edition)
    }
}
