use toml::de::DeTable;

use super::Framework;
use super::locate::{self, Node, place};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::input::{self, LONGEST_DETAIL, from_toml};
use crate::json::writer;

impl Framework {
    /// Reads and checks a framework file in TOML.
    ///
    /// ```
    /// use shisei::Framework;
    ///
    /// let error = Framework::from_toml("id = \"rules\"\nedition = 1").unwrap_err();
    /// assert!(error.problems().iter().any(|problem| problem.given.as_deref() == Some("title")));
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with [`Code::TooLarge`], [`Code::TooDeep`] or
    /// [`Code::MalformedToml`]; or with every field that is unknown, missing or of the wrong type,
    /// and every problem of the checks. Each names its line and, where it is about one, its control.
    #[inline]
    pub fn from_toml(toml: &str) -> Result<Self, Error> {
        let kind = ErrorKind::InvalidFramework;
        let toml = input::bounded_text(toml, kind)?;
        let table = DeTable::parse(toml).map_err(|error| malformed(toml, &error))?;
        let value = from_toml::table(table.get_ref());
        let framework = input::read(&value).whole(kind).and_then(Self::new);
        framework.map_err(|error| located(error, toml, &locate::tree(&table)))
    }

    /// Reads and checks a framework file in JSON.
    ///
    /// ```
    /// use shisei::{Framework, catalog};
    ///
    /// let built_in = catalog::framework("five-basics")?;
    /// assert_eq!(&Framework::from_json(&built_in.to_json())?, built_in);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with [`Code::TooLarge`], [`Code::TooDeep`] or
    /// [`Code::MalformedJson`] and the line; or with every field that is unknown, missing or of the
    /// wrong type, and every problem of the checks.
    #[inline]
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let kind = ErrorKind::InvalidFramework;
        Self::new(input::read(&input::json(json, kind)?).whole(kind)?)
    }

    /// The definition as JSON; [`Framework::from_json`] reads it back.
    ///
    /// ```
    /// use shisei::{Framework, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// assert_eq!(Framework::from_json(&framework.to_json())?.digest(), framework.digest());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn to_json(&self) -> String {
        writer::json(&self.definition)
    }
}

/// A file whose syntax is broken, with the line and the control where it is.
#[inline]
fn malformed(file: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start);
    // The parser says so in these words; a test holds it to them.
    let deep = error.message().contains("recurs");
    let code = if deep { Code::TooDeep } else { Code::MalformedToml };
    let start = file.get(..at).unwrap_or(file);
    let column = start.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let words: String = error.message().trim_end().chars().take(LONGEST_DETAIL).collect();
    let mut problem = Problem::new(code).detail(format!("column {column}: {words}"));
    problem.line = Some(line(file, at));
    problem.at = header_above(start);
    Error::one(ErrorKind::InvalidFramework, problem)
}

/// The element above, going by its header: TOML whose syntax is broken has no tree.
#[inline]
fn header_above(start: &str) -> Option<String> {
    let mut id = None;
    for line in start.lines().rev() {
        if let Some(value) = line.strip_prefix("id = \"") {
            id = id.or_else(|| value.split('"').next());
        }
        if let Some(list) = line.strip_prefix("[[").and_then(|line| line.split("]]").next()) {
            return id.map(|id| place(list, id));
        }
        if line.starts_with('[') {
            return None;
        }
    }
    None
}

/// The same error, every problem with its line.
#[inline]
fn located(error: Error, file: &str, tree: &Node) -> Error {
    error.map(|problem| {
        let again = problem.code == Code::DuplicateId;
        let found = problem.at.as_deref().map(|at| tree.find(at, problem.given.as_deref(), again));
        problem.line = found.flatten().map(|at| line(file, at));
    })
}

/// Line of a place, counted from 1.
#[inline]
fn line(file: &str, at: usize) -> u32 {
    let breaks = file.bytes().take(at).filter(|byte| *byte == b'\n').count();
    u32::try_from(breaks).map_or(u32::MAX, |breaks| breaks.saturating_add(1))
}
