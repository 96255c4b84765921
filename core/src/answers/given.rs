//! A sheet as its JSON gives it. Text without escapes is borrowed, so that scoring copies nothing.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Answer, AnswerSheet, SheetData};
use crate::day::{self, Day};
use crate::input::{ANSWER, ANSWERS, LARGEST, ODD, Value, spelled};

/// An [`AnswerSheet`] in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenSheet<'a> {
    #[serde(borrow)]
    pub framework: Cow<'a, str>,
    #[serde(default)]
    pub subject: Option<String>,
    #[serde(default, deserialize_with = "date")]
    pub date: Option<String>,
    #[serde(borrow)]
    pub answers: GivenAnswers<'a>,
}

impl<'a> GivenSheet<'a> {
    /// The sheet of a JSON text, as long as nothing is wrong with it: what is wrong, the reader for
    /// all input says.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn well_formed(json: &'a str) -> Option<Self> {
        if json.len() > LARGEST {
            return None;
        }
        let sheet: Self = serde_json::from_str(json).ok()?;
        let is_odd = sheet.answers.0.iter().any(|(Name(name), _)| name == ODD);
        (!is_odd).then_some(sheet)
    }
}

/// Every entry in order: a map type would drop duplicates silently.
pub(crate) struct GivenAnswers<'a>(pub Vec<(Name<'a>, GivenAnswer<'a>)>);

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Name<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// An [`Answer`] in JSON: bare choice, `null` or the long form.
#[derive(Default)]
pub(crate) struct GivenAnswer<'a> {
    pub choice: Option<Cow<'a, str>>,
    beside: Option<Box<Beside>>,
}

impl<'a> GivenAnswer<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn bare(choice: impl Into<Cow<'a, str>>) -> Self {
        Self { choice: Some(choice.into()), beside: None }
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn reason(&self) -> Option<&str> {
        self.beside.as_ref()?.reason.as_deref()
    }
}

/// What is kept beside a choice.
struct Beside {
    reason: Option<String>,
    note: Option<String>,
    evidence: Vec<String>,
    date: Option<String>,
}

/// An answer with what is kept beside it.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DetailedAnswer"))]
#[serde(deny_unknown_fields)]
pub(super) struct Detailed<'a> {
    #[serde(borrow, default)]
    choice: Option<GivenChoice<'a>>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default, deserialize_with = "date")]
    date: Option<String>,
}

/// A day as text, or nothing.
#[cfg_attr(debug_assertions, inline)]
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    match text {
        Some(text) if text.parse::<Day>().is_err() => {
            Err(D::Error::invalid_value(Unexpected::Str(&text), &day::FORMAT))
        }
        text => Ok(text),
    }
}

/// A choice as given. What is not text becomes text that no id can be, such as `4 (number)`, so
/// that it is refused with every other problem of the sheet instead of alone.
pub(super) struct GivenChoice<'a>(Option<Cow<'a, str>>);

impl<'a> From<Detailed<'a>> for GivenAnswer<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn from(Detailed { choice, reason, note, evidence, date }: Detailed<'a>) -> Self {
        let beside = Box::new(Beside { reason, note, evidence, date });
        Self { choice: choice.and_then(|GivenChoice(choice)| choice), beside: Some(beside) }
    }
}

impl From<GivenAnswer<'_>> for Answer {
    #[cfg_attr(debug_assertions, inline)]
    fn from(GivenAnswer { choice, beside }: GivenAnswer<'_>) -> Self {
        let choice = choice.map(Cow::into_owned);
        let Some(beside) = beside else { return Self { choice, ..Self::default() } };
        let Beside { reason, note, evidence, date } = *beside;
        Self { choice, reason, note, evidence, date }
    }
}

impl From<GivenSheet<'_>> for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn from(GivenSheet { framework, subject, date, answers }: GivenSheet<'_>) -> Self {
        let answers =
            answers.0.into_iter().map(|(Name(name), given)| (name.into_owned(), given.into()));
        let framework = framework.into_owned();
        SheetData { framework, subject, date, answers: answers.collect() }.into()
    }
}

impl<'de> Deserialize<'de> for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        GivenSheet::deserialize(deserializer).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Answer {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        GivenAnswer::deserialize(deserializer).map(Self::from)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GivenAnswers<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ANSWERS, Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = GivenAnswers<'de>;

    #[cfg_attr(debug_assertions, inline)]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of answers by control")
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut answers = Vec::with_capacity(32);
        while let Some(entry) = map.next_entry()? {
            answers.push(entry);
        }
        Ok(GivenAnswers(answers))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GivenAnswer<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ANSWER, AnswerVisitor { bare: false })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GivenChoice<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = deserializer.deserialize_any(AnswerVisitor { bare: true })?;
        Ok(Self(given.choice))
    }
}

struct AnswerVisitor {
    /// Whether only a choice is wanted, and not the long form.
    bare: bool,
}

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = GivenAnswer<'de>;

    #[cfg_attr(debug_assertions, inline)]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a choice id")?;
        if self.bare { Ok(()) } else { f.write_str(", null, or an object with `choice`") }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(GivenAnswer::default())
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(text))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(text.to_owned()))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(spelled(value, "boolean")))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(spelled(value, "number")))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(spelled(value, "number")))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(GivenAnswer::bare(Value::fraction(value).shown().into_owned()))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(GivenAnswer::bare(Value::List(Vec::new()).shown().into_owned()))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if self.bare {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(GivenAnswer::bare(Value::Object(Vec::new()).shown().into_owned()));
        }
        Detailed::deserialize(MapAccessDeserializer::new(map)).map(Into::into)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Detailed, GivenChoice};
    use crate::answers::Answer;

    impl JsonSchema for GivenChoice<'_> {
        #[cfg_attr(debug_assertions, inline)]
        fn inline_schema() -> bool {
            true
        }

        #[cfg_attr(debug_assertions, inline)]
        fn schema_name() -> Cow<'static, str> {
            "Choice".into()
        }

        #[cfg_attr(debug_assertions, inline)]
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            String::json_schema(generator)
        }
    }

    impl JsonSchema for Answer {
        #[cfg_attr(debug_assertions, inline)]
        fn schema_name() -> Cow<'static, str> {
            "Answer".into()
        }

        #[cfg_attr(debug_assertions, inline)]
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let detailed = generator.subschema_for::<Detailed<'_>>();
            json_schema!({
                "description": "A choice id, null while unanswered, or an object with `choice`.",
                "anyOf": [{ "type": ["string", "null"] }, detailed]
            })
        }
    }
}
