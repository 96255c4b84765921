//! Which functions of the core a program compiles for itself. `#[inline]` leaves a function to the
//! program that calls it; without the attribute every program would compile every plan, report and
//! programme. The attribute is written here, so that no function is forgotten.

use crate::files::below;
use crate::generated::Generated;

/// Where the core is.
const CORE: &str = "core/src";

/// Folders that few programs use: their functions are always left to the program.
const SELDOM: [&str; 6] = ["editions", "framework", "insight", "programmes", "report", "text"];

/// Folders that a program compiles only if it asks for their feature, to use all of them: calls
/// from other languages, and what `cargo xtask catalog` needs.
const WHOLE: [&str; 3] = ["catalog/check", "catalog/source", "json"];

/// On a function that few programs use.
const ALWAYS: &str = "#[inline]";

/// On what scores, which every program uses. A release build compiles it once, with the crate, and
/// the program is quick to build again; a debug build, where most of it is never called, leaves it.
const IN_DEBUG: &str = "#[cfg_attr(debug_assertions, inline)]";

/// Where the unit tests of a file begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// How sources begin that another task writes, the attribute included.
const GENERATED: [&str; 2] = ["// Generated from ", "// @generated "];

/// The sources of the core, with the attribute on each function that lacked it.
pub fn files() -> Result<Vec<Generated>, String> {
    let mut sources = below(CORE, "rs")?;
    sources.retain(|it| {
        !it.path.ends_with("tests.rs")
            && !WHOLE.iter().any(|folder| it.path.starts_with(folder))
            && !GENERATED.iter().any(|start| it.text.starts_with(start))
    });
    let written = sources.iter().map(|source| {
        Generated::new(format!("{CORE}/{}", source.path), deferred(&source.path, &source.text))
    });
    Ok(written.collect())
}

fn attribute(path: &str) -> &'static str {
    let folder = path.split('/').next().unwrap_or_default();
    if SELDOM.contains(&folder) { ALWAYS } else { IN_DEBUG }
}

/// The source at a path within the core, with an attribute above every function that has a body.
/// Sources are in the format of rustfmt, so a function begins on a line of its own; unit tests are
/// the end of a file.
pub fn deferred(path: &str, source: &str) -> String {
    let attribute = attribute(path);
    let (code, tests) = source.split_at(source.find(TESTS).unwrap_or(source.len()));
    let lines: Vec<&str> = code.split('\n').collect();
    let mut written: Vec<String> = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if begins_function(text) && lines.get(number..).is_some_and(has_body) && !says_how(&written)
        {
            let indent = &line[..line.len() - text.len()];
            written.push(format!("{indent}{attribute}"));
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
        .any(|line| line.contains("inline"))
}
