//! Parts of the core that few programs call, whose functions are `#[inline]`: the compiler leaves
//! them to the program that calls them. Without it everyone would compile every plan, report and
//! application together with the crate.

use std::path::{Path, PathBuf};

use crate::generated::{Generated, root};

/// Folders of `core/src`. What scores is not here: every program has it, so it is compiled once,
/// with the crate.
const FOLDERS: [&str; 6] = ["editions", "framework", "insight", "programmes", "report", "text"];

/// Where the unit tests of a file begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// The sources of these folders, with the attribute on each function that lacked it.
pub fn files() -> Result<Vec<Generated>, String> {
    let mut sources = Vec::new();
    for folder in FOLDERS {
        collect(&root().join("core/src").join(folder), &mut sources)?;
    }
    sources.sort();
    sources.iter().map(|path| file(path)).collect()
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            sources.push(path);
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<Generated, String> {
    let source =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let path = path.strip_prefix(root()).map_err(|error| error.to_string())?;
    Ok(Generated::new(path.display().to_string(), deferred(&source)))
}

/// The source with `#[inline]` above every function that has a body. Sources are in the format of
/// rustfmt, so a function begins on a line of its own; unit tests are the end of a file.
pub fn deferred(source: &str) -> String {
    let (code, tests) = source.split_at(source.find(TESTS).unwrap_or(source.len()));
    let lines: Vec<&str> = code.split('\n').collect();
    let mut written: Vec<String> = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if begins_function(text) && has_body(lines.iter().skip(number)) && !says_how(&written) {
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
fn has_body<'a>(mut lines: impl Iterator<Item = &'a &'a str>) -> bool {
    lines.find(|line| line.ends_with(['{', '}', ';'])).is_some_and(|line| !line.ends_with(';'))
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
