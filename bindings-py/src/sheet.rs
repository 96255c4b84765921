//! Answer sheets from Python objects, straight into the core's type.
//!
//! Whatever is not text becomes text that no id can be, with the same words as in the core's JSON
//! reader (`4 (number)`), so that every problem of a sheet ends up in one error.

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyStringMethods, PyTuple,
};
use shisei::{Answer, AnswerSheet, Code, ErrorKind, Problem};

/// A sheet, with what only Python can get wrong.
pub struct Draft {
    pub sheet: AnswerSheet,
    problems: Vec<Problem>,
}

/// One entry of a mapping.
type Entry<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

const SHEET_FIELDS: [&str; 4] = ["framework", "subject", "date", "answers"];
const ANSWER_FIELDS: [&str; 5] = ["choice", "reason", "note", "evidence", "date"];

impl Draft {
    pub fn new(framework: String) -> Self {
        Self { sheet: AnswerSheet::new(framework), problems: Vec::new() }
    }

    /// Reads a whole sheet, in the shape of its JSON.
    pub fn read(sheet: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut draft = Self::new(String::new());
        let Some(entries) = draft.entries("sheet", sheet, "a mapping or JSON")? else {
            return Ok(draft);
        };
        let mut missing = vec!["framework", "answers"];
        for (field, value) in entries {
            let field = shown(&field);
            missing.retain(|required| *required != field);
            match field.as_str() {
                "framework" => match value.cast::<PyString>() {
                    Ok(name) => draft.sheet.framework = name.to_string_lossy().into_owned(),
                    Err(_) => draft.wrong_type("framework", &value, "str"),
                },
                "subject" => draft.subject(Some(&value)),
                "date" => draft.date(Some(&value))?,
                "answers" => draft.answers(&value)?,
                _ => draft.unknown_field(None, &field, SHEET_FIELDS),
            }
        }
        let missing =
            missing.into_iter().map(|field| Problem::new(Code::MissingField).given(field));
        draft.problems.extend(missing);
        Ok(draft)
    }

    /// Reads answers by control.
    pub fn answers(&mut self, answers: &Bound<'_, PyAny>) -> PyResult<()> {
        let Some(entries) = self.entries("answers", answers, "a mapping")? else { return Ok(()) };
        self.sheet.answers.reserve(entries.len());
        for (control, answer) in entries {
            let control = shown(&control);
            let answer = self.answer(&control, &answer)?;
            self.sheet.answers.push((control, answer));
        }
        Ok(())
    }

    pub fn subject(&mut self, subject: Option<&Bound<'_, PyAny>>) {
        self.sheet.subject = subject.and_then(|subject| self.text("subject", subject, None));
    }

    pub fn date(&mut self, date: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        self.sheet.date = match date {
            Some(date) => self.day("date", date)?,
            None => None,
        };
        Ok(())
    }

    /// What `result` says, with the problems found here put first.
    pub fn finish<T>(&mut self, result: Result<T, shisei::Error>) -> Result<T, shisei::Error> {
        if self.problems.is_empty() {
            return result;
        }
        let mut problems = std::mem::take(&mut self.problems);
        if let Err(error) = result {
            problems.extend_from_slice(error.problems());
        }
        Err(shisei::Error::new(ErrorKind::InvalidSheet, problems))
    }

    /// Whether the framework that the sheet names can be looked for.
    pub fn names_framework(&self) -> bool {
        !self.sheet.framework.is_empty() || self.problems.is_empty()
    }

    fn answer(&mut self, control: &str, answer: &Bound<'_, PyAny>) -> PyResult<Answer> {
        if let Ok(choice) = answer.cast::<PyString>() {
            return Ok(Answer::new(choice.to_string_lossy()));
        }
        if answer.is_none() {
            return Ok(Answer::default());
        }
        match entries(answer)? {
            Some(Ok(fields)) => self.detailed(control, fields),
            Some(Err(entry)) => {
                self.wrong_type(control, &entry, "pairs of field and value");
                Ok(Answer::default())
            }
            None => Ok(Answer::new(shown(answer))),
        }
    }

    fn detailed(&mut self, control: &str, fields: Vec<Entry<'_>>) -> PyResult<Answer> {
        let mut answer = Answer::default();
        for (field, value) in fields {
            let field = shown(&field);
            let at = || format!("{control}.{field}");
            match field.as_str() {
                "choice" if value.is_none() => answer.choice = None,
                "choice" => answer.choice = Some(shown(&value)),
                "reason" => answer.reason = self.text(&at(), &value, None),
                "note" => answer.note = self.text(&at(), &value, None),
                "date" => answer.date = self.day(&at(), &value)?,
                "evidence" => answer.evidence = self.evidence(&at(), &value)?,
                _ => self.unknown_field(Some(control), &field, ANSWER_FIELDS),
            }
        }
        Ok(answer)
    }

    fn evidence(&mut self, at: &str, evidence: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
        const EXPECTED: &str = "list of str";
        if !evidence.is_instance_of::<PyList>() && !evidence.is_instance_of::<PyTuple>() {
            self.wrong_type(at, evidence, EXPECTED);
            return Ok(Vec::new());
        }
        let mut references = Vec::new();
        for reference in evidence.try_iter()? {
            let reference = reference?;
            if reference.is_none() {
                self.wrong_type(at, &reference, EXPECTED);
            }
            references.extend(self.text(at, &reference, Some(EXPECTED)));
        }
        Ok(references)
    }

    fn text(
        &mut self,
        at: &str,
        text: &Bound<'_, PyAny>,
        expected: Option<&str>,
    ) -> Option<String> {
        if text.is_none() {
            return None;
        }
        match text.cast::<PyString>().ok().map(PyStringMethods::to_cow) {
            Some(Ok(text)) => return Some(text.into_owned()),
            Some(Err(_)) => self.wrong_type(at, text, "text in Unicode"),
            None => self.wrong_type(at, text, expected.unwrap_or("str | None")),
        }
        None
    }

    /// A day: as text, or a `datetime.date` that is not also a time.
    fn day(&mut self, at: &str, day: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
        const EXPECTED: &str = "str | datetime.date | None";
        if day.is_none() || day.is_instance_of::<PyString>() {
            return Ok(self.text(at, day, Some(EXPECTED)));
        }
        let datetime = day.py().import("datetime")?;
        let is_day = day.is_instance(&datetime.getattr("date")?)?
            && !day.is_instance(&datetime.getattr("datetime")?)?;
        if is_day {
            return day.call_method0("isoformat")?.extract();
        }
        self.wrong_type(at, day, EXPECTED);
        Ok(None)
    }

    /// The entries of a mapping; anything else is a problem.
    fn entries<'py>(
        &mut self,
        at: &str,
        mapping: &Bound<'py, PyAny>,
        expected: &str,
    ) -> PyResult<Option<Vec<Entry<'py>>>> {
        Ok(match entries(mapping)? {
            Some(Ok(entries)) => Some(entries),
            Some(Err(entry)) => {
                self.wrong_type(at, &entry, "pairs of key and value");
                None
            }
            None => {
                self.wrong_type(at, mapping, expected);
                None
            }
        })
    }

    fn wrong_type(&mut self, at: &str, given: &Bound<'_, PyAny>, expected: &str) {
        let problem = Problem::new(Code::WrongType).at(at).given(&shown(given));
        self.problems.push(problem.detail(format!("expected: {expected}")));
    }

    fn unknown_field<'a>(
        &mut self,
        at: Option<&str>,
        given: &str,
        fields: impl IntoIterator<Item = &'a str>,
    ) {
        let problem = Problem::new(Code::UnknownField).given(given).nearest_of(fields);
        self.problems.push(match at {
            Some(at) => problem.at(at),
            None => problem,
        });
    }
}

/// The entries of a mapping, or its first entry that is not a pair; none when it is no mapping.
///
/// Entries are taken out before any is looked at: looking may run Python code, which may change
/// the mapping.
#[allow(clippy::type_complexity, reason = "the two ways in which it can go otherwise")]
fn entries<'py>(
    mapping: &Bound<'py, PyAny>,
) -> PyResult<Option<Result<Vec<Entry<'py>>, Bound<'py, PyAny>>>> {
    if let Ok(dict) = mapping.cast::<PyDict>() {
        return Ok(Some(Ok(dict.iter().collect())));
    }
    let Ok(mapping) = mapping.cast::<PyMapping>() else { return Ok(None) };
    let mut entries = Vec::new();
    for entry in mapping.items()? {
        match entry.extract() {
            Ok(pair) => entries.push(pair),
            Err(_) => return Ok(Some(Err(entry))),
        }
    }
    Ok(Some(Ok(entries)))
}

/// Text as it is; anything else as text that says what it is.
fn shown(value: &Bound<'_, PyAny>) -> String {
    if let Ok(text) = value.cast::<PyString>() {
        return text.to_string_lossy().into_owned();
    }
    if let Ok(value) = value.cast::<PyBool>() {
        return format!("{} (boolean)", value.is_true());
    }
    if value.is_instance_of::<PyInt>() {
        return match (value.extract::<i64>(), value.extract::<u64>(), value.extract::<f64>()) {
            (Ok(number), ..) => format!("{number} (number)"),
            (_, Ok(number), _) => format!("{number} (number)"),
            (.., Ok(number)) => float(number),
            _ => "… (number)".to_owned(),
        };
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return float(number.value());
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return "[…] (array)".to_owned();
    }
    match value.get_type().name() {
        Ok(name) => format!("… ({})", name.to_string_lossy()),
        Err(_) => "… (object)".to_owned(),
    }
}

/// A float as the core's JSON reader words it; `NaN` and infinities have no JSON form.
fn float(number: f64) -> String {
    if number.is_finite() {
        format!("{} (number)", serde_json::Value::from(number))
    } else {
        format!("{number} (number)")
    }
}
