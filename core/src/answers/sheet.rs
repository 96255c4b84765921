use serde::{Serialize, Serializer};

use super::{Answer, GivenSheet};
use crate::error::Error;
use crate::write;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    #[serde(serialize_with = "write_answers")]
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
    /// [`ErrorKind::InvalidSheet`](crate::ErrorKind::InvalidSheet) with
    /// [`Code::TooLarge`](crate::Code::TooLarge) or
    /// [`Code::MalformedJson`](crate::Code::MalformedJson).
    pub fn from_json(json: &str) -> Result<Self, Error> {
        GivenSheet::from_json(json).map(Self::from)
    }

    /// The sheet as JSON; [`AnswerSheet::from_json`] reads it back.
    pub fn to_json(&self) -> String {
        write::json(self)
    }
}

fn write_answers<S: Serializer>(
    answers: &[(String, Answer)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(control, answer)| (control, answer)))
}
