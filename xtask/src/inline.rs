//! Parts of the core that few programs use. Their functions are `#[inline]`, so that the compiler
//! leaves them to the program that calls them; without it, every program would compile every plan,
//! report and programme.

use crate::files::below;
use crate::generated::Generated;

/// Folders of `core/src`. Scoring is not among them: every program scores, so it is compiled once,
/// with the crate.
const FOLDERS: [&str; 6] = ["editions", "framework", "insight", "programmes", "report", "text"];

/// Where the unit tests of a file begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// How sources begin that another task writes, the attribute included.
const GENERATED: &str = "// Generated from ";

/// The sources of these folders, with the attribute on each function that lacked it.
pub fn files() -> Result<Vec<Generated>, String> {
    let mut files = Vec::new();
    for folder in FOLDERS.map(|folder| format!("core/src/{folder}")) {
        let mut sources = below(&folder, "rs")?;
        sources.retain(|it| it.path != "tests.rs" && !it.text.starts_with(GENERATED));
        files.extend(sources.iter().map(|source| {
            Generated::new(format!("{folder}/{}", source.path), deferred(&source.text))
        }));
    }
    Ok(files)
}

/// The source with `#[inline]` above every function that has a body. Sources are in the format of
/// rustfmt, so a function begins on a line of its own; unit tests are the end of a file.
pub fn deferred(source: &str) -> String {
    let (code, tests) = source.split_at(source.find(TESTS).unwrap_or(source.len()));
    let lines: Vec<&str> = code.split('\n').collect();
    let mut written: Vec<String> = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if begins_function(text) && lines.get(number..).is_some_and(has_body) && !says_how(&written)
        {
            let indent = &line[..line.len() - text.len()];
            written.push(format!("{indent}#[inline]"));
        }
        written.push((*line).to_owned());
    }
    written.join("\n") + tests
}

fn begins_function(line: &str) -> bool {
    let private = match line.strip_prefix("pub(") {
        Some(rest) => rest.split_once(") ").map_or("", |(_, after)| after),
        None => line.strip_prefix("pub ").unwrap_or(line),
    };
    private.strip_prefix("const ").unwrap_or(private).starts_with("fn ")
}

/// A function of a trait may only be declared.
fn has_body(lines: &[&str]) -> bool {
    let end = lines.iter().find(|line| line.ends_with(['{', '}', ';']));
    end.is_some_and(|line| !line.ends_with(';'))
}

/// Whether the attributes written last already say how the function is compiled.
fn says_how(written: &[String]) -> bool {
    written
        .iter()
        .rev()
        .map(|line| line.trim_start())
        .take_while(|line| line.starts_with("#["))
        .any(|line| line.starts_with("#[inline"))
}
