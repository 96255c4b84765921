//! Compares a framework with an official document that somebody has: says where its numbers,
//! titles, levels and thresholds are, and what is missing or different.

mod document;
mod look;
mod search;
mod write;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use shisei::Framework;

use document::Document;
use look::{Found, Look};
use search::Index;

use crate::generated::root;

const FRAMEWORKS: &str = "core/catalog/frameworks";

const USAGE: &str = "usage: xtask verify FRAMEWORK --document FILE [--source ID] [--write]";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    framework: String,
    document: PathBuf,
    /// Which source of the framework the document is; the first one unless given.
    source: Option<String>,
    write: bool,
}

/// Compares, prints, and with `--write` records what is proved.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let wish = wish(arguments).ok_or(USAGE)?;
    let frameworks = frameworks()?;
    let frameworks: Vec<&Framework> = frameworks.iter().collect();
    let framework =
        shisei::catalog::find(&frameworks, &wish.framework).map_err(|e| e.to_string())?;
    let document = Document::read(&wish.document)?;
    let looks = looks(framework, &document);
    print!("{}", report(framework, &document, &looks));
    if wish.write {
        let source = source(framework, wish.source.as_deref())?;
        let path = root().join(FRAMEWORKS).join(format!("{}.toml", framework.reference()));
        let file = read(&path)?;
        let day = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
        let (file, raised) = write::raise(&file, framework, &looks, &document, &source, &day)?;
        std::fs::write(&path, file).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}: {} marks raised: {}", path.display(), raised.len(), raised.join(", "));
    }
    Ok(())
}

/// Every framework as its file says it, not as it was compiled in.
fn frameworks() -> Result<Vec<Framework>, String> {
    let folder = root().join(FRAMEWORKS);
    let files = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let files = files.map(|file| file.map(|file| file.path()).map_err(|e| e.to_string()));
    let framework = |path: PathBuf| {
        let framework = Framework::from_toml(&read(&path)?);
        framework.map_err(|error| format!("{}: {error}", path.display()))
    };
    files.map(|path| framework(path?)).collect()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn wish(arguments: &[&str]) -> Option<Wish> {
    let (framework, mut options) = arguments.split_first()?;
    let (mut document, mut source, mut write) = (None, None, false);
    while let [option, rest @ ..] = options {
        options = match (*option, rest) {
            ("--write", rest) => {
                write = true;
                rest
            }
            ("--document", [file, rest @ ..]) => {
                document = Some(PathBuf::from(file));
                rest
            }
            ("--source", [id, rest @ ..]) => {
                source = Some((*id).to_owned());
                rest
            }
            _ => return None,
        };
    }
    Some(Wish { framework: (*framework).to_owned(), document: document?, source, write })
}

fn source(framework: &Framework, id: Option<&str>) -> Result<String, String> {
    let sources = &framework.definition().sources;
    let named = |id: &str| sources.iter().find(|source| source.id == id);
    let found = id.map_or_else(|| sources.first(), named);
    let ids = || sources.iter().map(|source| &*source.id).collect::<Vec<_>>().join(", ");
    found
        .map(|source| source.id.to_string())
        .ok_or_else(|| format!("no such source; there are: {}", ids()))
}

fn looks(framework: &Framework, document: &Document) -> Vec<Look> {
    look::look(framework, &Index::of(document), document.is_japanese())
}

/// One line a fact, then the sums.
fn report(framework: &Framework, document: &Document, looks: &[Look]) -> String {
    let index = Index::of(document);
    let mut text = format!(
        "{} in {}\nSHA-256 {}, {} lines\n",
        framework.reference(),
        document.name,
        document.sha256,
        document.lines.len()
    );
    let mut sums: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for look in looks {
        let sum = sums.entry(look.fact.name()).or_default();
        let (state, place) = match look.found {
            Found::At(line) => (0, format!("found, {}", index.place(line))),
            Found::Missing => (1, "MISSING".to_owned()),
            Found::Different(line) => {
                (2, format!("DIFFERENT: the document has it, {}", index.place(line)))
            }
        };
        if let Some(count) = sum.get_mut(state) {
            *count += 1;
        }
        let Look { at, fact, wanted, .. } = look;
        let _ = writeln!(text, "  {at:<12} {:<9} {wanted}: {place}", fact.name());
    }
    for (fact, [found, missing, different]) in sums {
        let _ = writeln!(text, "{fact}: {found} found, {missing} missing, {different} different");
    }
    text
}

#[cfg(test)]
mod tests;
