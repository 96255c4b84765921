//! Yesterday's result, read back.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Assessment;
use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::input::{self, Value};
use crate::rules::UNANSWERED;

/// What is read of an assessment. The rest follows from it, and is compared.
#[derive(Deserialize)]
#[expect(dead_code, reason = "names the members that are compared")]
struct Recorded {
    framework: RecordedFramework,
    subject: Option<String>,
    date: Option<Day>,
    complete: Compared,
    tally: Compared,
    points: Compared,
    coverage: Compared,
    outcome: Compared,
    groups: Compared,
    tags: Compared,
    tiers: Compared,
    findings: Compared,
    answers: BTreeMap<String, String>,
}

type Compared = Option<IgnoredAny>;

#[derive(Deserialize)]
#[expect(dead_code, reason = "the digest of texts too may be another")]
struct RecordedFramework {
    id: String,
    edition: String,
    digest: Option<IgnoredAny>,
    rules_digest: String,
}

/// Members that a correction of marks may change: they are no numbers of the result.
const MARKS: [&str; 2] = ["origin", "verification"];

impl Framework {
    /// Reads back the JSON of an [`Assessment`]: scores the recorded answers again and accepts the
    /// result if it is the recorded one.
    ///
    /// Texts and marks of the framework may have been corrected since; those of the assessment are
    /// today's. Its sheet has the recorded choices: reasons, notes and evidence are not part of a
    /// result, so they are not in it, and no reason is asked for.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Code, catalog};
    ///
    /// let framework = catalog::framework("five-basics@4.0")?;
    /// let assessment = framework.assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
    /// assert_eq!(framework.read_assessment(&assessment.to_json())?, assessment);
    ///
    /// let other = catalog::framework("five-basics@3.1")?;
    /// let error = other.read_assessment(&assessment.to_json()).unwrap_err();
    /// assert_eq!(error.problems()[0].code, Code::WrongEdition);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::WrongFramework`] or [`Code::WrongEdition`] for a
    /// result of another framework or edition; with [`Code::ChangedRules`] if the rules of the
    /// edition have been corrected since; with [`Code::ChangedResult`] for each member that is not
    /// what the answers give; with [`Code::UnknownControl`] or [`Code::UnknownChoice`] for an answer
    /// that is not possible; and with every field that is unknown, missing or of the wrong type.
    #[cfg_attr(debug_assertions, inline)]
    pub fn read_assessment(&self, json: &str) -> Result<Assessment, Error> {
        let kind = ErrorKind::InvalidArgument;
        let value = input::json(json, kind)?;
        let recorded: Recorded = input::read(&value).whole(kind)?;
        if let Some(problem) = self.another(&recorded.framework) {
            return Err(Error::one(kind, problem));
        }
        let mut problems = Vec::new();
        let choices = self.recorded_choices(&recorded.answers, &mut problems);
        if problems.is_empty() {
            let mut sheet = self.sheet_of(&choices);
            sheet.subject = recorded.subject;
            sheet.date = recorded.date.map(|day| day.to_string());
            let assessment = Assessment::new(self, sheet, choices);
            let now = assessment.to_json();
            problems = differences(&value, &input::json(&now, kind)?);
            if problems.is_empty() {
                return Ok(assessment);
            }
        }
        Err(Error::new(kind, problems))
    }

    /// What is wrong when a result is of another framework, edition or rules.
    #[cfg_attr(debug_assertions, inline)]
    fn another(&self, recorded: &RecordedFramework) -> Option<Problem> {
        let code = match (recorded.id == self.id(), recorded.edition == self.edition()) {
            (true, true) => {
                let rules = self.rules_digest().to_string();
                let problem = Problem::new(Code::ChangedRules).at("framework.rules_digest");
                return (recorded.rules_digest != rules)
                    .then(|| problem.given(&recorded.rules_digest).detail(rules));
            }
            (true, false) => Code::WrongEdition,
            (false, _) => Code::WrongFramework,
        };
        let given = format!("{}@{}", recorded.id, recorded.edition);
        let problem = Problem::new(code).at("framework").given(&given);
        Some(problem.nearest_of([&*self.reference().to_string()]))
    }

    /// Positions of the recorded choices, control by control.
    #[cfg_attr(debug_assertions, inline)]
    fn recorded_choices(
        &self,
        answers: &BTreeMap<String, String>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Option<u8>> {
        let mut choices = vec![None; self.controls().len()];
        for (control, choice) in answers {
            let Some(at) = self.rules.position(control) else {
                let names = self.rules.controls.iter().map(|control| &*control.id);
                let problem = Problem::new(Code::UnknownControl).at("answers").given(control);
                problems.push(problem.nearest_of(names));
                continue;
            };
            let allowed = || {
                let choices = (0..UNANSWERED).zip(self.rules.choices(at));
                choices.filter(|(_, (_, rules))| rules.allowed).map(|(at, (id, _))| (at, &**id))
            };
            let found = allowed().find(|(_, id)| id == choice);
            if let (Some((position, _)), Some(slot)) = (found, choices.get_mut(at)) {
                *slot = Some(position);
            } else {
                let problem = Problem::new(Code::UnknownChoice).at(control).given(choice);
                problems.push(problem.nearest_of(allowed().map(|(_, id)| id)));
            }
        }
        choices
    }
}

/// The members of today's result that are others in the recorded one.
#[cfg_attr(debug_assertions, inline)]
fn differences(recorded: &Value<'_>, now: &Value<'_>) -> Vec<Problem> {
    let Value::Object(members) = now else { return Vec::new() };
    // The framework is compared by itself: its texts may have been corrected.
    let compared = members.iter().filter(|(name, _)| name != "framework");
    let changed =
        compared.filter(|(name, value)| !recorded.get(name).is_some_and(|it| same(it, value)));
    changed.map(|(name, _)| Problem::new(Code::ChangedResult).at(&**name)).collect()
}

/// Whether two values are the same but for marks and the order of members.
#[cfg_attr(debug_assertions, inline)]
fn same(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (one, other) {
        (Value::Object(members), Value::Object(others)) => {
            let is_same = |name: &str, value| other.get(name).is_some_and(|it| same(value, it));
            members.len() == others.len()
                && members
                    .iter()
                    .all(|(name, value)| MARKS.contains(&&**name) || is_same(name, value))
        }
        (Value::List(items), Value::List(others)) => {
            items.len() == others.len()
                && items.iter().zip(others).all(|(it, other)| same(it, other))
        }
        (one, other) => one == other,
    }
}
