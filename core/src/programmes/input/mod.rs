//! Reads the arguments of a call field by field, and keeps every problem found on the way.
//!
//! A derived reader would stop at the first problem; people who fill in a form want all of them.

mod value;

use std::cell::RefCell;

pub(crate) use value::Value;

use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};

/// Largest arguments of a call, in bytes of JSON.
const LARGEST: usize = 8 * 1024 * 1024;

/// Longest text that a field takes, in characters, unless the field says otherwise.
pub(crate) const LONGEST_TEXT: usize = 500;

/// What was wrong so far.
#[derive(Default)]
pub(crate) struct Check {
    problems: RefCell<Vec<Problem>>,
}

impl Check {
    pub(crate) fn add(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Adds problems, except that a field which was there and could not be read is not missing.
    pub(crate) fn extend(&self, problems: impl IntoIterator<Item = Problem>) {
        let mut all = self.problems.borrow_mut();
        for problem in problems {
            let place = missing_at(&problem);
            let seen = place.is_some_and(|place| all.iter().any(|p| p.at.as_ref() == Some(&place)));
            if !seen {
                all.push(problem);
            }
        }
    }

    /// Takes over the problems of a part that has its own error.
    pub(crate) fn take<T>(&self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.extend(error.problems().iter().cloned())).ok()
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        refuse(self.problems.into_inner())
    }
}

/// Where the field stands that a problem says is missing.
fn missing_at(problem: &Problem) -> Option<String> {
    let field = problem.given.as_ref().filter(|_| problem.code == Code::MissingField)?;
    Some(match &problem.at {
        Some(at) => format!("{at}.{field}"),
        None => field.clone(),
    })
}

/// An error when there are problems.
pub(crate) fn refuse(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidArgument, problems)) }
}

/// The arguments of a call as an object.
pub(crate) fn arguments(json: &str) -> Result<Value, Error> {
    let refused = |problem| Error::one(ErrorKind::InvalidArgument, problem);
    if json.len() > LARGEST {
        let detail = format!("{} > {LARGEST} bytes", json.len());
        return Err(refused(Problem::new(Code::TooLarge).detail(detail)));
    }
    let value: Value = serde_json::from_str(json)
        .map_err(|e| refused(Problem::new(Code::MalformedJson).detail(e.to_string())))?;
    match value {
        Value::Object(_) => Ok(value),
        other => Err(refused(Problem::new(Code::WrongType).given(&other.echo()).detail("object"))),
    }
}

/// The fields of one object.
pub(crate) struct Fields<'a> {
    check: &'a Check,
    at: String,
    entries: &'a [(String, Value)],
    known: RefCell<Vec<&'a str>>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(check: &'a Check, value: &'a Value) -> Self {
        let entries = match value {
            Value::Object(entries) => entries.as_slice(),
            _ => &[],
        };
        Self { check, at: String::new(), entries, known: RefCell::default() }
    }

    fn path(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    /// The value of a field; `null` is the same as not there.
    pub(crate) fn get(&self, key: &'a str) -> Option<&'a Value> {
        self.known.borrow_mut().push(key);
        let found = self.entries.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value).filter(|value| **value != Value::Null)
    }

    fn wrong<T>(&self, key: &str, value: &Value, wanted: &str) -> Option<T> {
        let problem = Problem::new(Code::WrongType).at(self.path(key)).given(&value.echo());
        self.check.add(problem.detail(wanted));
        None
    }

    fn out_of_range<T>(&self, key: &str, given: &str, detail: String) -> Option<T> {
        let problem = Problem::new(Code::OutOfRange).at(self.path(key)).given(given);
        self.check.add(problem.detail(detail));
        None
    }

    /// Marks a field as one that must be there.
    pub(crate) fn must<T>(&self, key: &'a str, read: Option<T>) -> Option<T> {
        let there = self.entries.iter().any(|(name, value)| name == key && *value != Value::Null);
        if !there {
            let problem = Problem::new(Code::MissingField).given(key);
            self.check.add(if self.at.is_empty() { problem } else { problem.at(&*self.at) });
        }
        read
    }

    pub(crate) fn text(&self, key: &'a str) -> Option<String> {
        self.long_text(key, LONGEST_TEXT)
    }

    pub(crate) fn long_text(&self, key: &'a str, longest: usize) -> Option<String> {
        match self.get(key)? {
            Value::Text(text) if text.chars().count() <= longest => Some(text.clone()),
            Value::Text(text) => {
                self.out_of_range(key, text, format!("{longest} characters at most"))
            }
            other => self.wrong(key, other, "text"),
        }
    }

    pub(crate) fn flag(&self, key: &'a str) -> Option<bool> {
        match self.get(key)? {
            Value::Flag(flag) => Some(*flag),
            other => self.wrong(key, other, "true or false"),
        }
    }

    /// A whole number from 0 to `most`.
    pub(crate) fn count(&self, key: &'a str, most: u64) -> Option<u64> {
        match self.get(key)? {
            Value::Whole(number) => match u64::try_from(*number) {
                Ok(count) if count <= most => Some(count),
                _ => self.out_of_range(key, &number.to_string(), format!("0–{most}")),
            },
            other => self.wrong(key, other, "whole number"),
        }
    }

    pub(crate) fn day(&self, key: &'a str) -> Option<Day> {
        match self.get(key)? {
            Value::Text(text) => {
                let date = text.parse().ok();
                if date.is_none() {
                    let problem = Problem::new(Code::MalformedDate).at(self.path(key));
                    self.check.add(problem.given(text));
                }
                date
            }
            other => self.wrong(key, other, "date"),
        }
    }

    /// One of a few names.
    pub(crate) fn option<T: Copy>(&self, key: &'a str, options: &[(&str, T)]) -> Option<T> {
        let value = self.get(key)?;
        let Value::Text(text) = value else { return self.wrong(key, value, "text") };
        let found = options.iter().find(|(name, _)| name == text);
        if found.is_none() {
            let problem = Problem::new(Code::UnknownOption).at(self.path(key)).given(text);
            self.check.add(problem.nearest_of(options.iter().map(|(name, _)| *name)));
        }
        found.map(|(_, option)| *option)
    }

    pub(crate) fn list(&self, key: &'a str) -> Option<&'a [Value]> {
        match self.get(key)? {
            Value::List(items) => Some(items),
            other => self.wrong(key, other, "array"),
        }
    }

    /// The fields of an object inside this one.
    pub(crate) fn object(&self, key: &'a str) -> Option<Fields<'a>> {
        let value = self.get(key)?;
        match value {
            Value::Object(entries) => Some(self.inside(self.path(key), entries)),
            other => self.wrong(key, other, "object"),
        }
    }

    /// The fields of each object of a list.
    pub(crate) fn objects(&self, key: &'a str) -> Vec<Fields<'a>> {
        let items = self.list(key).unwrap_or_default();
        let one = |(index, item): (usize, &'a Value)| match item {
            Value::Object(entries) => {
                Some(self.inside(format!("{}[{index}]", self.path(key)), entries))
            }
            other => self.wrong(&format!("{key}[{index}]"), other, "object"),
        };
        items.iter().enumerate().filter_map(one).collect()
    }

    fn inside(&self, at: String, entries: &'a [(String, Value)]) -> Fields<'a> {
        Fields { check: self.check, at, entries, known: RefCell::default() }
    }

    /// Every entry as it stands, for objects whose names are not fixed.
    pub(crate) fn entries(&self) -> &'a [(String, Value)] {
        self.known.borrow_mut().extend(self.entries.iter().map(|(name, _)| name.as_str()));
        self.entries
    }

    pub(crate) fn at(&self) -> &str {
        &self.at
    }

    /// Reports fields that nobody asked for, and doubles.
    pub(crate) fn close(self) {
        let known = self.known.into_inner();
        let place = |problem: Problem| {
            if self.at.is_empty() { problem } else { problem.at(&*self.at) }
        };
        let mut seen: Vec<&str> = Vec::new();
        for (name, _) in self.entries {
            if !known.contains(&name.as_str()) {
                let problem = Problem::new(Code::UnknownField).given(name);
                self.check.add(place(problem.nearest_of(known.iter().copied())));
            } else if seen.contains(&name.as_str()) {
                self.check.add(place(Problem::new(Code::DuplicateField).given(name)));
            }
            seen.push(name);
        }
    }
}
