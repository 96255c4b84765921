use crate::day::Day;
use crate::error::{Code, Problem};
use crate::model::{Lang, PolicyField, PolicyFieldKind, PolicyTemplate};
use crate::programmes::input::{Fields, Value};
use crate::text::is_hidden;

/// Longest answer, in characters.
const LONGEST: usize = 200;

/// Highest number that an answer may be.
const MOST: u64 = 1_000;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyAnswer {
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
pub struct PolicyAnswers {
    entries: Vec<(String, PolicyAnswer)>,
}

impl PolicyAnswers {
    /// The same answers with one more.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, answer: PolicyAnswer) -> Self {
        self.entries.push((field.into(), answer));
        self
    }

    pub(super) fn get(&self, field: &str) -> Option<&PolicyAnswer> {
        self.entries.iter().find(|(name, _)| name == field).map(|(_, answer)| answer)
    }

    /// Whether a field counts as given: a flag only when it is yes.
    pub(super) fn given(&self, field: &str) -> bool {
        self.get(field).is_some_and(|answer| *answer != PolicyAnswer::Flag(false))
    }

    /// The answer to a field as text.
    pub(super) fn text(&self, field: &str, lang: Lang) -> String {
        match (self.get(field), lang) {
            (Some(PolicyAnswer::Text(text)), _) => text.clone(),
            (Some(PolicyAnswer::Localized { ja, .. }), Lang::Ja) => ja.clone(),
            (Some(PolicyAnswer::Localized { en, .. }), Lang::En) => en.clone(),
            (Some(PolicyAnswer::Number(number)), _) => number.to_string(),
            (Some(PolicyAnswer::Date(date)), Lang::Ja) => {
                format!("{}年{}月{}日", date.year(), date.month(), date.day())
            }
            (Some(PolicyAnswer::Date(date)), Lang::En) => date.to_string(),
            (Some(PolicyAnswer::Flag(_)) | None, _) => String::new(),
        }
    }

    /// Answers given as JSON, with every problem of their shape.
    pub(crate) fn read(fields: &Fields<'_>, template: &PolicyTemplate) -> (Self, Vec<Problem>) {
        let (mut answers, mut problems) = (Self::default(), Vec::new());
        for (name, value) in fields.entries() {
            let field = template.fields.iter().find(|field| field.id == *name);
            match field.map(|field| read(field, value)) {
                // Unknown names are reported with the other checks of the answers.
                None => answers.entries.push((name.clone(), PolicyAnswer::Flag(false))),
                Some(Ok(answer)) => answers.entries.extend(answer.map(|a| (name.clone(), a))),
                Some(Err(problem)) => {
                    problems.push(problem.at(name).given(&value.echo()));
                }
            }
        }
        (answers, problems)
    }
}

fn read(field: &PolicyField, value: &Value) -> Result<Option<PolicyAnswer>, Problem> {
    let wrong = |wanted: &str| Problem::new(Code::WrongType).detail(wanted);
    Ok(Some(match (field.kind, value) {
        (_, Value::Null) => return Ok(None),
        (PolicyFieldKind::Text | PolicyFieldKind::Localized, Value::Text(text)) => {
            PolicyAnswer::Text(text.clone())
        }
        (PolicyFieldKind::Localized, Value::Object(entries)) => match entries.as_slice() {
            [(a, Value::Text(ja)), (b, Value::Text(en))] if a == "ja" && b == "en" => {
                PolicyAnswer::Localized { ja: ja.clone(), en: en.clone() }
            }
            [(b, Value::Text(en)), (a, Value::Text(ja))] if a == "ja" && b == "en" => {
                PolicyAnswer::Localized { ja: ja.clone(), en: en.clone() }
            }
            _ => return Err(wrong("text, or an object with ja and en")),
        },
        (PolicyFieldKind::Number, Value::Whole(number)) => match u64::try_from(*number) {
            Ok(number) => PolicyAnswer::Number(number),
            Err(_) => {
                return Err(Problem::new(Code::OutOfRange).detail(format!("1–{MOST}")));
            }
        },
        (PolicyFieldKind::Date, Value::Text(text)) => match text.parse() {
            Ok(date) => PolicyAnswer::Date(date),
            Err(_) => return Err(Problem::new(Code::MalformedDate)),
        },
        (PolicyFieldKind::Flag, Value::Flag(flag)) => PolicyAnswer::Flag(*flag),
        (kind, _) => return Err(wrong(wanted(kind))),
    }))
}

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
pub(crate) fn problems(template: &PolicyTemplate, answers: &PolicyAnswers) -> Vec<Problem> {
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

fn problem(field: &PolicyField, answer: &PolicyAnswer) -> Option<Problem> {
    let texts = |texts: &[&String]| texts.iter().find_map(|text| text_problem(field, text));
    let of_kind = |kinds: &[PolicyFieldKind]| {
        let wrong = || Problem::new(Code::WrongType).at(&*field.id).detail(wanted(field.kind));
        (!kinds.contains(&field.kind)).then(wrong)
    };
    match answer {
        PolicyAnswer::Text(text) => {
            of_kind(&[PolicyFieldKind::Text, PolicyFieldKind::Localized]).or_else(|| texts(&[text]))
        }
        PolicyAnswer::Localized { ja, en } => {
            of_kind(&[PolicyFieldKind::Localized]).or_else(|| texts(&[ja, en]))
        }
        PolicyAnswer::Number(number) => of_kind(&[PolicyFieldKind::Number]).or_else(|| {
            let problem = || {
                let problem = Problem::new(Code::OutOfRange).at(&*field.id);
                problem.given(&number.to_string()).detail(format!("1–{MOST}"))
            };
            (!(1..=MOST).contains(number)).then(problem)
        }),
        PolicyAnswer::Date(_) => of_kind(&[PolicyFieldKind::Date]),
        PolicyAnswer::Flag(_) => of_kind(&[PolicyFieldKind::Flag]),
    }
}

/// A text is one line: not empty, not endless, without control characters.
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
