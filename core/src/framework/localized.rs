use serde_json::Value;

use super::Framework;
use crate::digest::canonical::{is_empty_value, value};
use crate::model::Lang;

impl Framework {
    /// The definition as JSON with the texts of one language: the shape of
    /// [`Framework::to_json`], with a string in place of each pair of texts, and members that are
    /// `null` or empty left out.
    ///
    /// For pages that show one language at a time.
    ///
    /// ```
    /// use shisei::{Lang, catalog};
    ///
    /// let english = catalog::framework("five-basics")?.to_localized_json(Lang::En);
    /// assert!(english.contains(r#""label":"Partly done""#));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn to_localized_json(&self, lang: Lang) -> String {
        one_language(value(&self.definition), lang).to_string()
    }
}

/// A text in place of each pair of texts; members that are `null` or empty are left out.
#[inline]
pub(crate) fn one_language(value: Value, lang: Lang) -> Value {
    match value {
        Value::Object(mut members) if is_localized(&members) => {
            members.remove(lang.tag()).unwrap_or_default()
        }
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, one_language(value, lang)))
            .filter(|(_, value)| !is_empty_value(value))
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| one_language(item, lang)).collect(),
        other => other,
    }
}

/// No other shape has these two members and no third.
#[inline]
fn is_localized(members: &serde_json::Map<String, Value>) -> bool {
    members.len() == 2 && [Lang::Ja, Lang::En].iter().all(|lang| members.contains_key(lang.tag()))
}
