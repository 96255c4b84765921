//! Sheets as JSON.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::{Answer, AnswerSheet, GivenSheet};
use crate::error::{Error, ErrorKind};
use crate::input::{self, Value};
use crate::json::writer;

impl AnswerSheet {
    /// Reads a sheet from JSON.
    ///
    /// ```
    /// use shisei::AnswerSheet;
    ///
    /// let sheet = AnswerSheet::from_json(r#"{"framework": "five-basics", "answers": {"B1": "done"}}"#)?;
    /// assert_eq!(sheet, AnswerSheet::new("five-basics").with("B1", "done"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`] with [`Code::TooLarge`](crate::Code::TooLarge),
    /// [`Code::TooDeep`](crate::Code::TooDeep) or
    /// [`Code::MalformedJson`](crate::Code::MalformedJson); or with every field that is unknown,
    /// missing or of the wrong type.
    #[cfg_attr(debug_assertions, inline)]
    pub fn from_json(json: &str) -> Result<Self, Error> {
        match GivenSheet::well_formed(json) {
            Some(sheet) => Ok(sheet.into()),
            None => Self::from_value(&input::json(json, ErrorKind::InvalidSheet)?, Ok),
        }
    }

    /// Reads a sheet from a value and does something with it; the error has the problems of both.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Code, ErrorKind, assess, input};
    ///
    /// let json = r#"{"framework": "five-basics", "date": "banana", "answers": {"B1": "dome"}}"#;
    /// let value = input::json(json, ErrorKind::InvalidSheet)?;
    /// let error = AnswerSheet::from_value(&value, |sheet| assess(&sheet)).unwrap_err();
    /// let codes: Vec<Code> = error.problems().iter().map(|problem| problem.code).collect();
    /// assert_eq!(codes, [Code::MalformedDate, Code::UnknownChoice]);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`] with every problem, or the error of `then`.
    #[cfg_attr(debug_assertions, inline)]
    pub fn from_value<R>(
        value: &Value<'_>,
        then: impl FnOnce(Self) -> Result<R, Error>,
    ) -> Result<R, Error> {
        input::read::<Self>(value).then(ErrorKind::InvalidSheet, then)
    }

    /// The sheet as JSON; [`AnswerSheet::from_json`] reads it back.
    ///
    /// ```
    /// use shisei::AnswerSheet;
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// assert_eq!(AnswerSheet::from_json(&sheet.to_json())?, sheet);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn to_json(&self) -> String {
        writer::json(self)
    }
}

impl Serialize for Answer {
    #[cfg_attr(debug_assertions, inline)]
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

impl Serialize for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn write_answers<S: Serializer>(
    answers: &[(String, Answer)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(control, answer)| (control, answer)))
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn schema_name() -> std::borrow::Cow<'static, str> {
        super::SheetData::schema_name()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        super::SheetData::json_schema(generator)
    }
}
