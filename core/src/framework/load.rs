use super::Framework;
use super::locate::{Node, json_tree, place, toml_tree};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::Definition;
use crate::write;

/// Largest framework file, in bytes. The largest built-in one has a quarter of a megabyte.
const LARGEST_FILE: usize = 2 * 1024 * 1024;

/// Deepest nesting of a JSON file. A definition needs nine levels; TOML stops at 80 by itself.
const DEEPEST: usize = 32;

/// Longest piece of a parser's words that a problem repeats, in characters: they quote the input.
const LONGEST_DETAIL: usize = 300;

impl Framework {
    /// Reads and checks a framework file in TOML.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with [`Code::TooLarge`], [`Code::TooDeep`] or
    /// [`Code::MalformedToml`]; or with every problem of the checks. Each names its line and, where
    /// it is about one, its control.
    pub fn from_toml(toml: &str) -> Result<Self, Error> {
        bounded(toml)?;
        let definition: Definition = toml::from_str(toml).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            // The parser says so in these words; a test holds it to them.
            let deep = error.message().contains("recurs");
            let code = if deep { Code::TooDeep } else { Code::MalformedToml };
            refused(toml, &toml_tree(toml), code, at, error.message())
        })?;
        Self::new(definition).map_err(|error| located(error, toml, &toml_tree(toml)))
    }

    /// Reads and checks a framework file in JSON.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with [`Code::TooLarge`], [`Code::TooDeep`] or
    /// [`Code::MalformedJson`]; or with every problem of the checks. Each names its line and, where
    /// it is about one, its control.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        bounded(json)?;
        if let Some(at) = too_deep(json) {
            let detail = format!("> {DEEPEST}");
            return Err(refused(json, &Node::default(), Code::TooDeep, at, &detail));
        }
        let definition: Definition = serde_json::from_str(json).map_err(|error| {
            let at = offset(json, error.line(), error.column());
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or_default();
            refused(json, &json_tree(json), Code::MalformedJson, at, words)
        })?;
        Self::new(definition).map_err(|error| located(error, json, &json_tree(json)))
    }

    /// The definition as JSON; [`Framework::from_json`] reads it back.
    pub fn to_json(&self) -> String {
        write::json(&self.definition)
    }
}

fn bounded(file: &str) -> Result<(), Error> {
    if file.len() <= LARGEST_FILE {
        return Ok(());
    }
    let problem =
        Problem::new(Code::TooLarge).detail(format!("{} > {LARGEST_FILE} bytes", file.len()));
    Err(Error::one(ErrorKind::InvalidFramework, problem))
}

/// Where JSON nests too deeply, if it does.
fn too_deep(json: &str) -> Option<usize> {
    let (mut depth, mut text, mut escaped) = (0_usize, false, false);
    json.bytes().position(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b'{' | b'[' if !text => depth += 1,
            b'}' | b']' if !text => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// A file that is no definition at all, with the line and the control where it stops being one.
fn refused(file: &str, tree: &Node, code: Code, at: usize, words: &str) -> Error {
    let start = file.get(..at).unwrap_or(file);
    let column = start.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let words: String = words.trim_end().chars().take(LONGEST_DETAIL).collect();
    let mut problem = Problem::new(code).detail(format!("column {column}: {words}"));
    problem.line = Some(line(file, at));
    problem.at = tree.around(at).or_else(|| tree.is_empty().then(|| header_above(start)).flatten());
    Error::one(ErrorKind::InvalidFramework, problem)
}

/// The element above, going by its header, in TOML that has no tree because its syntax is broken.
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
fn located(error: Error, file: &str, tree: &Node) -> Error {
    error.map(|problem| {
        let again = problem.code == Code::DuplicateId;
        let found = problem.at.as_deref().map(|at| tree.find(at, problem.given.as_deref(), again));
        problem.line = found.flatten().map(|at| line(file, at));
    })
}

/// Line of a place, counted from 1.
fn line(file: &str, at: usize) -> u32 {
    let breaks = file.bytes().take(at).filter(|byte| *byte == b'\n').count();
    u32::try_from(breaks).map_or(u32::MAX, |breaks| breaks.saturating_add(1))
}

/// Offset of a place given by line (from 1) and column (in bytes).
fn offset(file: &str, line: usize, column: usize) -> usize {
    let before = file.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
    before.sum::<usize>() + column.saturating_sub(1)
}
