//! One folder of catalogue files of one shape: reading it, and writing it out as statics.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::check::edition::by_edition;
use crate::check::{Checked, Known};
use crate::emit::expression;
use crate::error::Problem;
use crate::model::{Entry, Lang};

/// The entries of one folder, sorted by id and edition.
pub struct Shelf<T> {
    /// Folder within the catalogue, such as `programmes/labels`.
    pub folder: &'static str,
    /// The entries.
    pub entries: Vec<T>,
}

impl<T: Entry> Shelf<T> {
    /// Reads every file of the folder with `read`; or gives every problem of every file.
    pub fn read(
        folder: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Self, String> {
        let (mut entries, mut problems) = (Vec::new(), String::new());
        for path in files(&Path::new("catalog").join(folder))? {
            match one(&path, &read) {
                Ok(entry) => entries.push(entry),
                Err(message) => problems.push_str(&message),
            }
        }
        entries.sort_by(|a: &T, b: &T| {
            let editions = |entry: &T| entry.edition().unwrap_or_default().to_owned();
            a.id().cmp(b.id()).then_with(|| by_edition(&editions(a), &editions(b)))
        });
        if problems.is_empty() { Ok(Self { folder, entries }) } else { Err(problems) }
    }

    /// The Rust source: one `static` for each entry, then the list of all.
    pub fn code(
        &self,
        shape: &str,
        heading: impl Fn(&T) -> String,
        body: impl Fn(&T) -> Result<String, String>,
    ) -> Result<String, String> {
        let mut code = String::new();
        for entry in &self.entries {
            let about = format!("{} (`{}`).", heading(entry), entry.name());
            let (name, body) = (constant(entry), body(entry)?);
            let _ = writeln!(code, "#[doc = {about:?}]\npub static {name}: {shape} = {body};");
        }
        let names = self.entries.iter().map(|entry| format!("&{},", constant(entry)));
        let names: String = names.collect();
        let _ = writeln!(
            code,
            "/// Every one of them, sorted by id and edition.\npub static ALL: &[&{shape}] = &[{names}];"
        );
        Ok(code)
    }

    /// The file of an entry.
    pub fn file(&self, entry: &T) -> String {
        format!("catalog/{}/{}.toml", self.folder, entry.name())
    }
}

impl<T: Entry + Serialize + DeserializeOwned> Shelf<T> {
    /// Reads a folder of plain entries.
    pub fn plain(folder: &'static str) -> Result<Self, String> {
        Self::read(folder, |text| toml::from_str(text).map_err(|e| e.to_string()))
    }

    /// The JSON of every entry, with its file.
    pub fn values(&self) -> Result<Vec<(String, serde_json::Value)>, String> {
        let value = |entry| serde_json::to_value(entry).map_err(|e| e.to_string());
        self.entries.iter().map(|entry| Ok((self.file(entry), value(entry)?))).collect()
    }

    /// The source of plain entries.
    pub fn plain_code(&self, shape: &str) -> Result<String, String> {
        let heading = |entry: &T| {
            let value = serde_json::to_value(entry).unwrap_or_default();
            let title = value.pointer("/title/en").and_then(|title| title.as_str());
            title.map_or_else(|| "Links between two editions".to_owned(), str::to_owned)
        };
        self.code(shape, heading, expression)
    }
}

impl<T: Entry + Checked> Shelf<T> {
    /// What is wrong with the entries as what they are.
    pub fn problems(&self, known: &Known<'_>) -> String {
        let mut all = String::new();
        for entry in &self.entries {
            let mut problems = Vec::new();
            entry.check(known, &mut problems);
            all.push_str(&lines(&self.file(entry), &problems));
        }
        all
    }
}

/// One line for each problem, naming the file.
pub fn lines(file: &str, problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut all, problem| {
        let help = problem.help(Lang::En).unwrap_or_default();
        let _ = writeln!(all, "{file}: {} {help}", problem.message(Lang::En));
        all
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn one<T: Entry>(path: &Path, read: &impl Fn(&str) -> Result<T, String>) -> Result<T, String> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| format!("{place}: {e}\n"))?;
    let entry = read(&text).map_err(|message| {
        message.lines().fold(String::new(), |all, line| format!("{all}{place}: {line}\n"))
    })?;
    let expected = format!("{}.toml", entry.name());
    if path.file_name().is_none_or(|name| name != expected.as_str()) {
        return Err(format!("{place}: the file should be named {expected}\n"));
    }
    Ok(entry)
}

/// `self-assessment@3.1` becomes `SELF_ASSESSMENT_3_1`, the two ends of a crosswalk `A_TO_B`.
fn constant(entry: &impl Entry) -> String {
    entry.name().replace('~', "-to-").to_uppercase().replace(['-', '.', '@'], "_")
}
