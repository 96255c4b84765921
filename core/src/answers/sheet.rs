use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Answer;
use crate::error::{Code, Error, ErrorKind, Problem};

/// Largest answer sheet, in bytes of JSON.
const LARGEST_SHEET: usize = 4 * 1024 * 1024;

/// Who answered what, for one framework. What is missing is unanswered, never 0.
///
/// ```
/// use shisei::AnswerSheet;
///
/// let sheet = AnswerSheet::new("self-assessment@4.0").with("SA-01", "implemented");
/// assert_eq!(
///     sheet.to_json(),
///     r#"{"framework":"self-assessment@4.0","subject":null,"date":null,"answers":{"SA-01":"implemented"}}"#
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerSheet {
    /// The framework answered: `id@edition`, or an id alone for the current edition.
    pub framework: String,
    /// Who or what was assessed.
    #[serde(default)]
    pub subject: Option<String>,
    /// Day of the answers, `YYYY-MM-DD`.
    #[serde(default)]
    pub date: Option<String>,
    /// Answers by control. Two answers for one control are kept, so that they can be refused.
    #[serde(serialize_with = "write_answers", deserialize_with = "read_answers")]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, Answer>"))]
    pub answers: Vec<(String, Answer)>,
}

impl AnswerSheet {
    /// An empty sheet for a framework.
    pub fn new(framework: impl Into<String>) -> Self {
        Self { framework: framework.into(), ..Self::default() }
    }

    /// The same sheet with one more answer.
    #[must_use]
    pub fn with(mut self, control: impl Into<String>, answer: impl Into<Answer>) -> Self {
        self.answers.push((control.into(), answer.into()));
        self
    }

    /// Reads a sheet from JSON.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`] with [`Code::TooLarge`] or [`Code::MalformedJson`].
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let refused = |problem| Error::one(ErrorKind::InvalidSheet, problem);
        if json.len() > LARGEST_SHEET {
            let detail = format!("{} > {LARGEST_SHEET} bytes", json.len());
            return Err(refused(Problem::new(Code::TooLarge).detail(detail)));
        }
        serde_json::from_str(json)
            .map_err(|e| refused(Problem::new(Code::MalformedJson).detail(e.to_string())))
    }

    /// The sheet as JSON; [`AnswerSheet::from_json`] reads it back.
    pub fn to_json(&self) -> String {
        // Only string keys and plain values: this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn write_answers<S: Serializer>(
    answers: &[(String, Answer)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(control, answer)| (control, answer)))
}

fn read_answers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, Answer)>, D::Error> {
    deserializer.deserialize_map(Answers)
}

/// Keeps every entry of the object in order: a map type would drop duplicates silently.
struct Answers;

impl<'de> Visitor<'de> for Answers {
    type Value = Vec<(String, Answer)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of answers by control")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut answers = Vec::with_capacity(32);
        while let Some(entry) = map.next_entry()? {
            answers.push(entry);
        }
        Ok(answers)
    }
}
