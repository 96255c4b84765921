//! Results as JSON.

use serde::{Serialize, Serializer};

use super::{Assessment, AssessmentData};
use crate::answers::{GivenSheet, resolve_given};
use crate::error::Error;
use crate::framework::Framework;
use crate::json::writer;
use crate::model::Text;

/// Room for a finding in JSON, in bytes: most results need no second allocation.
const ROOM: usize = 128;

impl AssessmentData {
    /// The result as JSON: the same bytes in every language.
    ///
    /// [`Framework::read_assessment`](crate::Framework::read_assessment) reads it back.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let json = framework.assess(&AnswerSheet::new("five-basics"))?.to_json();
    /// assert_eq!(framework.read_assessment(&json)?.to_json(), json);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn to_json(&self) -> String {
        writer::json_with_room(self, ROOM * (self.answers.len() + self.findings.len() + 8))
    }
}

impl Framework {
    /// Scores a sheet just read.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn assess_given(&self, sheet: GivenSheet<'_>) -> Result<AssessmentData, Error> {
        let data = self.score(&resolve_given(self, &sheet)?);
        Ok(data.about(sheet.subject, sheet.date))
    }
}

impl Serialize for Assessment {
    #[cfg_attr(debug_assertions, inline)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.data().serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Assessment {
    #[cfg_attr(debug_assertions, inline)]
    fn schema_name() -> std::borrow::Cow<'static, str> {
        AssessmentData::schema_name()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        AssessmentData::json_schema(generator)
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn write_answers<S: Serializer>(
    answers: &[(Text, Text)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(control, choice)| (control, choice)))
}
