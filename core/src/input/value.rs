use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::DEEPEST;
use crate::json::writer;

/// A value of an input. Objects keep every entry, so that doubles can be refused.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Nothing; the same as a field that is left out.
    Null,
    /// A boolean.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(Cow<'a, str>),
    /// Anything that no input has a use for, as problems repeat it: `1.5 (number)`.
    Odd(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// The only field of an object in which a binding hands over what JSON cannot express, such as
/// `NaN (number)`.
pub(crate) const ODD: &str = "$odd";

/// What a value that is not text is called in problems: `4 (number)`.
///
/// ```
/// assert_eq!(shisei::input::spelled(4, "number"), "4 (number)");
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn spelled(value: impl fmt::Display, kind: &str) -> String {
    format!("{value} ({kind})")
}

impl Value<'_> {
    /// The value as problems repeat it: text as it is, anything else with its type.
    ///
    /// ```
    /// use shisei::input::Value;
    ///
    /// assert_eq!(Value::Text("done".into()).shown(), "done");
    /// assert_eq!(Value::List(Vec::new()).shown(), "[…] (array)");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Null => "null".into(),
            Self::Flag(flag) => spelled(flag, "boolean").into(),
            Self::Whole(number) => spelled(number, "number").into(),
            Self::Text(text) | Self::Odd(text) => (&**text).into(),
            Self::List(_) => spelled("[…]", "array").into(),
            Self::Object(_) => spelled("{…}", "object").into(),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// A number that is not whole, or too large: as JSON writes it.
    ///
    /// ```
    /// use shisei::input::Value;
    ///
    /// assert_eq!(Value::fraction(1.5).shown(), "1.5 (number)");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn fraction(number: f64) -> Self {
        Self::Odd(spelled(writer::json(&number), "number").into())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(DEEPEST).deserialize(deserializer)
    }
}

/// Levels that may still follow.
#[derive(Clone, Copy)]
struct Level(usize);

/// The words of the error for an input that is nested too deeply.
pub(super) const TOO_DEEP: &str = "nested too deeply";

impl Level {
    #[cfg_attr(debug_assertions, inline)]
    fn inside<E: Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom(TOO_DEEP))
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Value<'de>;

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Value<'de>;

    #[cfg_attr(debug_assertions, inline)]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Value::Flag(flag))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Whole(number))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        let odd = || Value::Odd(spelled(number, "number").into());
        Ok(i64::try_from(number).map_or_else(|_| odd(), Value::Whole))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Value::fraction(number))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(text.into()))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(text.to_owned().into()))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let inside = self.inside()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let inside = self.inside()?;
        let mut entries = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            entries.push((key, map.next_value_seed(inside)?));
        }
        Ok(match entries.as_slice() {
            [(name, Value::Text(odd))] if name == ODD => Value::Odd(odd.clone()),
            _ => Value::Object(entries),
        })
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
