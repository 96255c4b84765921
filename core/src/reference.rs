//! How anything that has editions is named: `id` or `id@edition`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::Text;

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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    id: Text,
    edition: Option<Text>,
}

impl Reference {
    /// The reference to one edition.
    pub(crate) fn to_edition(id: &Text, edition: &Text) -> Self {
        Self { id: id.clone(), edition: Some(edition.clone()) }
    }

    /// The id, the same in every edition.
    ///
    /// ```
    /// let reference: shisei::Reference = "scs".parse()?;
    /// assert_eq!(reference.id(), "scs");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The edition; `None` if the reference is an id alone.
    ///
    /// ```
    /// let reference: shisei::Reference = "scs".parse()?;
    /// assert_eq!(reference.edition(), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    pub fn edition(&self) -> Option<&str> {
        self.edition.as_deref()
    }
}

/// Id and edition of a reference, whether they are well-formed or not.
pub(crate) fn split(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('@') {
        Some((id, edition)) => (id, Some(edition)),
        None => (reference, None),
    }
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (id, edition) = split(text);
        let well_formed =
            |part: &str| !part.is_empty() && !part.contains('@') && part.trim() == part;
        if !well_formed(id) || !edition.is_none_or(well_formed) {
            let problem = Problem::new(Code::MalformedReference).given(text);
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        Ok(Self { id: id.to_owned().into(), edition: edition.map(|it| it.to_owned().into()) })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.edition {
            Some(edition) => write!(f, "{}@{edition}", self.id),
            None => f.write_str(&self.id),
        }
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq<str> for Reference {
    fn eq(&self, other: &str) -> bool {
        split(other) == (self.id(), self.edition())
    }
}

impl PartialEq<&str> for Reference {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq<String> for Reference {
    fn eq(&self, other: &String) -> bool {
        *self == **other
    }
}

impl PartialEq<Text> for Reference {
    fn eq(&self, other: &Text) -> bool {
        *self == **other
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Reference {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Reference".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
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
