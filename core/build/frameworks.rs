//! Reads the framework files and writes one `static` each, plus the list of all.

use std::fmt::Write as _;
use std::path::Path;

use crate::emit::expression;
use crate::framework::Framework;
use crate::model::{Lang, Status};

/// Every framework of the folder, sorted by file name; or every problem of every file.
pub fn read(folder: &Path) -> Result<Vec<Framework>, String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let (mut frameworks, mut problems) = (Vec::new(), String::new());
    for path in paths {
        match read_one(&path) {
            Ok(framework) => frameworks.push(framework),
            Err(message) => problems.push_str(&message),
        }
    }
    if problems.is_empty() { Ok(frameworks) } else { Err(problems) }
}

fn read_one(path: &Path) -> Result<Framework, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}\n", path.display()))?;
    let framework = Framework::from_toml(&text).map_err(|error| {
        let problems = error.problems().iter();
        problems.fold(String::new(), |mut all, problem| {
            let help = problem.help(Lang::En).unwrap_or_default();
            let _ = writeln!(all, "{}: {} {help}", path.display(), problem.message(Lang::En));
            all
        })
    })?;
    let expected = format!("{}.toml", framework.reference());
    if path.file_name().is_none_or(|name| name != expected.as_str()) {
        return Err(format!("{}: the file should be named {expected}\n", path.display()));
    }
    Ok(framework)
}

/// The Rust source of all frameworks.
pub fn code(frameworks: &[Framework]) -> Result<String, String> {
    let mut code = String::new();
    for framework in frameworks {
        let definition = &framework.definition;
        let _ = write!(
            code,
            "#[doc = {:?}]\npub static {}: Framework = Framework {{ definition: {}, digest: Digest({:?}), index: {} }};\n",
            format!(
                "{} (`{}`), published by {}.",
                definition.title.en,
                framework.reference(),
                definition.publisher
            ),
            constant(framework),
            expression(definition)?,
            framework.digest.as_bytes(),
            expression(&framework.index)?,
        );
    }
    let names = frameworks.iter().map(|framework| format!("&{},", constant(framework)));
    let _ = writeln!(
        code,
        "/// Every built-in framework, sorted by id and edition.\npub static ALL: &[&Framework] = &[{}];",
        names.collect::<String>()
    );
    one_current_edition(frameworks)?;
    Ok(code)
}

/// `self-assessment@3.1` becomes `SELF_ASSESSMENT_3_1`.
fn constant(framework: &Framework) -> String {
    framework.reference().to_uppercase().replace(['-', '.', '@'], "_")
}

/// An id without an edition must mean exactly one thing: the current edition or, while none is in
/// force yet, the upcoming one.
fn one_current_edition(frameworks: &[Framework]) -> Result<(), String> {
    let count = |id: &str, status: Status| {
        frameworks.iter().filter(|f| f.id() == id && f.definition.status == status).count()
    };
    let clear = |id: &str| match count(id, Status::Current) {
        0 => count(id, Status::Upcoming) == 1,
        current => current == 1,
    };
    match frameworks.iter().find(|framework| !clear(framework.id())) {
        Some(framework) => Err(format!(
            "catalog/frameworks: {} must have exactly one edition that is current (or, while none is, upcoming)",
            framework.id()
        )),
        None => Ok(()),
    }
}
