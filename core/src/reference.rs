//! How anything that has editions is named: `id` or `id@edition`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

#[cfg(feature = "serde")]
use serde::de::{self, Unexpected};
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::Text;

/// How a reference is written.
pub(crate) const FORMAT: &str = "id or id@edition";

/// The name of an edition, `id@edition`, or an id alone, which means the edition in force.
///
/// ```
/// use shisei::Reference;
///
/// let reference: Reference = "self-assessment@3.1".parse()?;
/// assert_eq!((reference.id(), reference.edition()), ("self-assessment", Some("3.1")));
/// assert_eq!(reference.to_string(), "self-assessment@3.1");
///
/// let error = "self-assessment@".parse::<Reference>().unwrap_err();
/// assert_eq!(error.problems()[0].code, shisei::Code::MalformedReference);
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference(pub(crate) Text);

impl Reference {
    /// The reference to one edition.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn to_edition(id: &str, edition: &str) -> Self {
        Self(format!("{id}@{edition}").into())
    }

    /// The id, the same in every edition.
    ///
    /// ```
    /// let reference: shisei::Reference = "scs@2026-03-27".parse()?;
    /// assert_eq!(reference.id(), "scs");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn id(&self) -> &str {
        split(&self.0).0
    }

    /// The edition; `None` if the reference is an id alone.
    ///
    /// ```
    /// let reference: shisei::Reference = "scs".parse()?;
    /// assert_eq!(reference.edition(), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn edition(&self) -> Option<&str> {
        split(&self.0).1
    }

    /// Whether it means this edition, or every edition of this id.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn means(&self, id: &str, edition: &str) -> bool {
        self.id() == id && self.edition().is_none_or(|own| own == edition)
    }

    /// The reference as it is written.
    ///
    /// ```
    /// let reference: shisei::Reference = "scs@2026-03-27".parse()?;
    /// assert_eq!(reference.as_str(), "scs@2026-03-27");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Id and edition of a reference, whether they are well-formed or not.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn split(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('@') {
        Some((id, edition)) => (id, Some(edition)),
        None => (reference, None),
    }
}

impl FromStr for Reference {
    type Err = Error;

    #[cfg_attr(debug_assertions, inline)]
    fn from_str(text: &str) -> Result<Self, Error> {
        let (id, edition) = split(text);
        let well_formed =
            |part: &str| !part.is_empty() && !part.contains('@') && part.trim() == part;
        if !well_formed(id) || !edition.is_none_or(well_formed) {
            let problem = Problem::new(Code::MalformedReference).given(text);
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        Ok(Self(text.to_owned().into()))
    }
}

/// By id, then by edition.
impl Ord for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn cmp(&self, other: &Self) -> Ordering {
        split(&self.0).cmp(&split(&other.0))
    }
}

impl PartialOrd for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<Reference> for String {
    #[cfg_attr(debug_assertions, inline)]
    fn from(reference: Reference) -> Self {
        reference.0.into_owned()
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Reference {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_| de::Error::invalid_value(Unexpected::Str(&text), &FORMAT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_an_id_or_an_id_and_an_edition() {
        for text in ["scs", "scs@2026-03-27", "自己診断@第4版"] {
            let reference: Reference = text.parse().unwrap();
            assert_eq!(reference.to_string(), text);
            assert_eq!(reference, text);
            let json = serde_json::to_string(&reference).unwrap();
            assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
        }
        for text in ["", "@", "@4.0", "scs@", "scs@1@2", " scs", "scs @1"] {
            let error = text.parse::<Reference>().unwrap_err();
            assert_eq!(error.problems()[0].code, Code::MalformedReference, "{text:?}");
        }
    }
}
