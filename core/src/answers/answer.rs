use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One answer: a choice, and what people keep beside it.
///
/// In JSON a bare string is an answer with nothing beside it, and `null` is an unanswered control.
/// Scoring looks at the choice alone; reports and exports keep the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Id of the choice; none while unanswered.
    pub choice: Option<String>,
    /// Why something does not apply or a risk is accepted.
    pub reason: Option<String>,
    /// Free note.
    pub note: Option<String>,
    /// References to evidence.
    pub evidence: Vec<String>,
    /// Day of the answer, `YYYY-MM-DD`.
    pub date: Option<String>,
}

impl Answer {
    /// An answer with nothing beside it.
    pub fn new(choice: impl Into<String>) -> Self {
        Self { choice: Some(choice.into()), ..Self::default() }
    }

    /// The same answer with a reason.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    fn is_bare(&self) -> bool {
        self.reason.is_none()
            && self.note.is_none()
            && self.evidence.is_empty()
            && self.date.is_none()
    }
}

impl From<&str> for Answer {
    fn from(choice: &str) -> Self {
        Self::new(choice)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_bare() {
            return self.choice.serialize(serializer);
        }
        let mut object = serializer.serialize_struct("Answer", 5)?;
        object.serialize_field("choice", &self.choice)?;
        object.serialize_field("reason", &self.reason)?;
        object.serialize_field("note", &self.note)?;
        object.serialize_field("evidence", &self.evidence)?;
        object.serialize_field("date", &self.date)?;
        object.end()
    }
}

/// The long form of an answer in JSON.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Detailed {
    #[serde(default)]
    choice: Option<Given>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    date: Option<String>,
}

/// A choice as given. What is not text becomes text that no id can be, such as `4 (number)`, so
/// that it is refused with every other problem of the sheet instead of alone.
struct Given(String);

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor).map(Self)
    }
}

struct GivenVisitor;

impl<'de> Visitor<'de> for GivenVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a choice id")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(format!("{value} (boolean)"))
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(format!("{value} (number)"))
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(format!("{value} (number)"))
    }

    // Written by the JSON writer, which is here anyway: Rust's own float formatting would add a
    // tenth to the browser module.
    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(format!("{} (number)", serde_json::Value::from(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok("[…] (array)".to_owned())
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

/// Bare choice, `null` or the long form.
struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a choice id, null, or an object with `choice`")
    }

    fn visit_unit<E>(self) -> Result<Answer, E> {
        Ok(Answer::default())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
        GivenVisitor.visit_str(text).map(Answer::new)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Answer, E> {
        GivenVisitor.visit_bool(value).map(Answer::new)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Answer, E> {
        GivenVisitor.visit_i64(value).map(Answer::new)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Answer, E> {
        GivenVisitor.visit_u64(value).map(Answer::new)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Answer, E> {
        GivenVisitor.visit_f64(value).map(Answer::new)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Answer, A::Error> {
        GivenVisitor.visit_seq(items).map(Answer::new)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Answer, A::Error> {
        let Detailed { choice, reason, note, evidence, date } =
            Detailed::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Answer { choice: choice.map(|Given(choice)| choice), reason, note, evidence, date })
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Answer, Detailed, Given};

    impl JsonSchema for Given {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            "Choice".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            String::json_schema(generator)
        }
    }

    impl JsonSchema for Answer {
        fn schema_name() -> Cow<'static, str> {
            "Answer".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let detailed = generator.subschema_for::<Detailed>();
            json_schema!({
                "description": "A choice id, null while unanswered, or an object with `choice`.",
                "anyOf": [{ "type": ["string", "null"] }, detailed]
            })
        }
    }
}
