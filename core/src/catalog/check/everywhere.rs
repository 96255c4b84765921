//! What holds in every catalogue file, whatever its shape: seen on its JSON form.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::dates::{is_date, is_period};
use super::words::{claim, is_japanese};
use super::{Known, controls};
use crate::error::{Code, Problem};
use crate::framework::check::names::well_formed_id;

/// Fields whose texts are names as their publisher wrote them.
const NAMES: &[&str] = &["title", "label", "measure"];

/// Fields that speak about official labels and may quote them.
const QUOTING: &[&str] = &["doubt", "label_change"];

/// Every problem of a file that any file can have: texts, ids, dates, sources, control references.
pub(crate) fn everywhere(entry: &Value, known: &Known<'_>) -> Vec<Problem> {
    let sources = entry.get("sources").and_then(Value::as_array);
    let ids = sources.into_iter().flatten().filter_map(|source| source.get("id")?.as_str());
    let mut walk = Walk { sources: ids.collect(), known, problems: Vec::new() };
    walk.value("", "", entry);
    walk.problems
}

struct Walk<'a> {
    sources: Vec<&'a str>,
    known: &'a Known<'a>,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    fn value(&mut self, at: &str, key: &str, value: &Value) {
        match value {
            Value::Object(object) => self.object(at, key, object),
            Value::Array(items) => self.list(at, key, items),
            Value::String(text) => self.dated(at, key, text),
            _ => {}
        }
    }

    fn object(&mut self, at: &str, key: &str, object: &Map<String, Value>) {
        let text = |key| object.get(key).and_then(Value::as_str);
        if let (Some(ja), Some(en), 2) = (text("ja"), text("en"), object.len()) {
            return self.localized(at, key, ja, en);
        }
        if let (Some(framework), Some(control)) = (text("framework"), text("control"))
            && let Some(found) = self.known.framework(at, framework, &mut self.problems)
        {
            super::among(at, [control], &controls(found), &mut self.problems);
        }
        if let (Some(from), Some(until)) = (text("valid_from"), text("valid_until"))
            && from > until
        {
            let at = join(at, "valid_from");
            self.problem(Code::OutOfRange, &at, from, "valid_from is after valid_until");
        }
        let unexplained = object.get("doubt").is_some_and(Value::is_null);
        if unexplained && text("verification") == Some("unverified") {
            self.problem(Code::Empty, at, "", "what is unverified says why, in `doubt`");
        }
        for (key, value) in object {
            self.value(&join(at, key), key, value);
        }
    }

    fn list(&mut self, at: &str, key: &str, items: &[Value]) {
        if key == "citations" {
            self.citations(at, items);
        }
        let mut seen = HashSet::new();
        for (position, item) in items.iter().enumerate() {
            let name = |key: &str| item.get(key).and_then(Value::as_str);
            if let Some(id) = name("id") {
                if !seen.insert(id) {
                    self.problem(Code::DuplicateId, at, id, "");
                }
                if !well_formed_id(id) {
                    self.problem(Code::MalformedId, at, id, "");
                }
            }
            let name = ["id", "kind", "case"].into_iter().find_map(name);
            let name = name.map_or_else(|| position.to_string(), str::to_owned);
            self.value(&join(at, &name), key, item);
        }
    }

    fn citations(&mut self, at: &str, citations: &[Value]) {
        if citations.is_empty() {
            self.problem(Code::MissingSource, at, "", "");
        }
        let cited = citations.iter().filter_map(|citation| citation.get("source")?.as_str());
        super::among(at, cited, &self.sources, &mut self.problems);
    }

    fn localized(&mut self, at: &str, key: &str, ja: &str, en: &str) {
        if ja.trim().is_empty() || en.trim().is_empty() {
            return self.problem(Code::MissingTranslation, at, "", "");
        }
        // What is the same in both languages, or names a document, is a name or a number.
        if ja != en && !at.starts_with("sources.") && !is_japanese(ja) {
            self.problem(Code::MissingTranslation, at, ja, "the Japanese text is not Japanese");
        }
        if NAMES.contains(&key) {
            return;
        }
        if !QUOTING.contains(&key) && is_japanese(en) {
            self.problem(Code::MissingTranslation, at, en, "the English text holds Japanese");
        }
        for claim in [claim(ja), claim(en)].into_iter().flatten() {
            self.problem(Code::ForbiddenWord, at, claim, "");
        }
    }

    fn dated(&mut self, at: &str, key: &str, text: &str) {
        let well_formed = match key {
            "issued" | "valid_from" | "valid_until" | "opens" | "closes" | "as_of" => is_date(text),
            "period" => is_period(text),
            _ => true,
        };
        if !well_formed {
            self.problem(Code::OutOfRange, at, text, "not a date as the catalogue writes them");
        }
    }

    fn problem(&mut self, code: Code, at: &str, given: &str, detail: &str) {
        let mut problem = Problem::new(code).at(at);
        if !given.is_empty() {
            problem = problem.given(given);
        }
        if !detail.is_empty() {
            problem = problem.detail(detail);
        }
        self.problems.push(problem);
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}
