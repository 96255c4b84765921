use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::day::Day;
use crate::error::{Code, Problem};
use crate::input::{Value, entries, spelled};
use crate::model::{Lang, Localized, PolicyField, PolicyFieldKind, PolicyTemplate};
use crate::text::is_hidden;

/// Longest answer, in characters.
const LONGEST: usize = 200;

/// Highest number that an answer may be.
const MOST: u64 = 1_000;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// The same text in both languages.
    Text(String),
    /// A text in each language.
    Localized {
        /// Japanese.
        ja: String,
        /// English.
        en: String,
    },
    /// A whole number from 1 up.
    Number(u64),
    /// A day.
    Date(Day),
    /// Yes or no.
    Flag(bool),
}

/// Answers by field. Two for one field are kept, so that they can be refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answers {
    entries: Vec<(String, Answer)>,
}

impl Answers {
    /// The same answers with one more.
    ///
    /// ```
    /// use shisei::Day;
    /// use shisei::catalog::programmes;
    /// use shisei::programmes::policy::{Answer, Answers, policy_draft};
    ///
    /// let text = |text: &str| Answer::Text(text.to_owned());
    /// let answers = Answers::default()
    ///     .with("name", text("Example"))
    ///     .with("representative", text("A. Smith"))
    ///     .with("date", Answer::Date(Day::new(2026, 4, 1)?));
    /// let draft = policy_draft(programmes::policies::in_force(None)?, &answers)?;
    /// assert!(draft.en.text.contains("Example"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn with(mut self, field: impl Into<String>, answer: Answer) -> Self {
        self.entries.push((field.into(), answer));
        self
    }

    #[inline]
    pub(super) fn get(&self, field: &str) -> Option<&Answer> {
        self.entries.iter().find(|(name, _)| name == field).map(|(_, answer)| answer)
    }

    /// Whether a field counts as given: a flag only when it is yes.
    #[inline]
    pub(super) fn given(&self, field: &str) -> bool {
        self.get(field).is_some_and(|answer| *answer != Answer::Flag(false))
    }

    /// The answer to a field as text.
    #[inline]
    pub(super) fn text(&self, field: &str, lang: Lang) -> String {
        match (self.get(field), lang) {
            (Some(Answer::Text(text)), _) => text.clone(),
            (Some(Answer::Localized { ja, .. }), Lang::Ja) => ja.clone(),
            (Some(Answer::Localized { en, .. }), Lang::En) => en.clone(),
            (Some(Answer::Number(number)), _) => number.to_string(),
            (Some(Answer::Date(date)), Lang::Ja) => {
                format!("{}年{}月{}日", date.year(), date.month(), date.day())
            }
            (Some(Answer::Date(date)), Lang::En) => date.to_string(),
            (Some(Answer::Flag(_)) | None, _) => String::new(),
        }
    }

    /// The same answers, with text that is a day as one where the template asks for a day.
    #[must_use]
    #[inline]
    pub(crate) fn dated(mut self, template: &PolicyTemplate) -> Self {
        for (name, answer) in &mut self.entries {
            let field = template.fields.iter().find(|field| field.id == *name);
            if field.is_some_and(|field| field.kind == PolicyFieldKind::Date)
                && let Answer::Text(text) = answer
                && let Ok(day) = text.parse()
            {
                *answer = Answer::Date(day);
            }
        }
        self
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    /// Text, text in both languages, a whole number, yes or no.
    #[derive(JsonSchema)]
    #[schemars(untagged, rename = "PolicyAnswer")]
    #[expect(dead_code, reason = "a shape of JSON")]
    enum Answer {
        Text(String),
        Localized(crate::model::Localized),
        Number(u64),
        Flag(bool),
    }

    impl JsonSchema for super::Answers {
        #[inline]
        fn schema_name() -> Cow<'static, str> {
            "PolicyAnswers".into()
        }

        #[inline]
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            BTreeMap::<String, Answer>::json_schema(generator)
        }
    }
}

impl<'de> Deserialize<'de> for Answers {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        entries(deserializer).map(|entries| Self { entries })
    }
}

impl<'de> Deserialize<'de> for Answer {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, text in ja and en, whole number, true or false")
    }

    #[inline]
    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Answer::Flag(flag))
    }

    #[inline]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        let out_of_range = |_| E::invalid_value(Unexpected::Signed(number), &&*format!("1–{MOST}"));
        u64::try_from(number).map(Answer::Number).map_err(out_of_range)
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Answer::Text(text.to_owned()))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Localized { ja, en } = Localized::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Answer::Localized { ja: ja.into_owned(), en: en.into_owned() })
    }
}

#[inline]
const fn wanted(kind: PolicyFieldKind) -> &'static str {
    match kind {
        PolicyFieldKind::Text => "text",
        PolicyFieldKind::Localized => "text, or an object with ja and en",
        PolicyFieldKind::Number => "whole number",
        PolicyFieldKind::Date => "date",
        PolicyFieldKind::Flag => "true or false",
    }
}

/// Everything in the answers that the template cannot take.
#[inline]
pub(crate) fn problems(template: &PolicyTemplate, answers: &Answers) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, (name, answer)) in answers.entries.iter().enumerate() {
        let Some(field) = template.fields.iter().find(|field| field.id == *name) else {
            let names = template.fields.iter().map(|field| &*field.id);
            problems.push(Problem::new(Code::UnknownField).given(name).nearest_of(names));
            continue;
        };
        if answers.entries.iter().take(at).any(|(before, _)| before == name) {
            problems.push(Problem::new(Code::DuplicateField).given(name));
        }
        problems.extend(problem(field, answer));
    }
    for field in template.fields.iter().filter(|field| field.required) {
        if answers.get(&field.id).is_none() {
            problems.push(Problem::new(Code::MissingField).given(&field.id));
        }
    }
    problems
}

#[inline]
fn problem(field: &PolicyField, answer: &Answer) -> Option<Problem> {
    let texts = |texts: &[&String]| texts.iter().find_map(|text| text_problem(field, text));
    let of_kind = |kinds: &[PolicyFieldKind]| {
        let wrong = || {
            let problem = Problem::new(Code::WrongType).at(&*field.id).given(&shown(answer));
            problem.detail(wanted(field.kind))
        };
        (!kinds.contains(&field.kind)).then(wrong)
    };
    match answer {
        Answer::Text(text) if field.kind == PolicyFieldKind::Date => {
            Some(Problem::new(Code::MalformedDate).at(&*field.id).given(text))
        }
        Answer::Text(text) => {
            of_kind(&[PolicyFieldKind::Text, PolicyFieldKind::Localized]).or_else(|| texts(&[text]))
        }
        Answer::Localized { ja, en } => {
            of_kind(&[PolicyFieldKind::Localized]).or_else(|| texts(&[ja, en]))
        }
        Answer::Number(number) => of_kind(&[PolicyFieldKind::Number]).or_else(|| {
            let problem = || {
                let problem = Problem::new(Code::OutOfRange).at(&*field.id);
                problem.given(&number.to_string()).detail(format!("1–{MOST}"))
            };
            (!(1..=MOST).contains(number)).then(problem)
        }),
        Answer::Date(_) => of_kind(&[PolicyFieldKind::Date]),
        Answer::Flag(_) => of_kind(&[PolicyFieldKind::Flag]),
    }
}

/// An answer as problems repeat it.
#[inline]
fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Localized { .. } => Value::Object(Vec::new()).shown().into_owned(),
        Answer::Number(number) => spelled(number, "number"),
        Answer::Date(day) => day.to_string(),
        Answer::Flag(flag) => Value::Flag(*flag).shown().into_owned(),
    }
}

/// A text is one line: not empty, not endless, without control characters.
#[inline]
fn text_problem(field: &PolicyField, text: &str) -> Option<Problem> {
    let problem = |code| Problem::new(code).at(&*field.id).given(text);
    if text.trim().is_empty() {
        return Some(Problem::new(Code::Empty).at(&*field.id));
    }
    if text.chars().count() > LONGEST {
        return Some(problem(Code::OutOfRange).detail(format!("{LONGEST} characters at most")));
    }
    let hidden = |c: char| is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}');
    text.contains(hidden).then(|| problem(Code::OutOfRange).detail("control characters"))
}
