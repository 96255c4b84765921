//! The shared vectors: reading, running and comparing them.

pub mod generated;
mod readable;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use shisei::{Framework, Lang, json};

/// One file of cases.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What the cases are about.
    pub about: String,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One case; see `vectors/README.md`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique within the file.
    pub name: String,
    /// A framework of the case's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Value>,
    /// The answer sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Value>,
    /// The sheet as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// A function to call instead of scoring a sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// Its arguments; `raw` has them as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arguments: Option<Value>,
    /// Language of error messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// A part of the result, written by hand.
    pub expect: Value,
    /// The [`digest`] of the whole result.
    #[serde(default)]
    pub digest: String,
    /// The result without its texts.
    #[serde(default)]
    pub result: Value,
}

impl Case {
    /// What the library makes of the case: an assessment or an error report, as JSON.
    pub fn run(&self) -> String {
        let lang = self.lang.unwrap_or_default();
        if let Some(name) = &self.call {
            let given = self.arguments.as_ref().map(ToString::to_string);
            let arguments = self.raw.clone().or(given).unwrap_or_else(|| "{}".to_owned());
            let result = json::call(name, &arguments);
            return result.unwrap_or_else(|error| json::error(&error, lang));
        }
        let sheet = match (&self.raw, &self.sheet) {
            (Some(raw), _) => raw.clone(),
            (None, Some(sheet)) => sheet.to_string(),
            (None, None) => String::new(),
        };
        let own = self.definition.as_ref().map(|own| Framework::from_json(&own.to_string()));
        let result = match own.transpose() {
            Ok(own) => json::assess(&sheet, own.as_ref()),
            Err(error) => Err(error),
        };
        result.unwrap_or_else(|error| json::error(&error, lang))
    }
}

impl Case {
    /// Takes the result of today.
    ///
    /// # Errors
    /// The whole result, when it does not contain what `expect` says.
    pub fn bless(&mut self) -> Result<(), String> {
        let text = self.run();
        let whole: Value = serde_json::from_str(&text).unwrap_or_default();
        if !contains(&whole, &self.expect) {
            return Err(text);
        }
        self.digest = digest(&text);
        self.result = readable::readable(whole);
        Ok(())
    }
}

/// The first 16 hex digits of the SHA-256 of a result as JSON.
pub fn digest(result: &str) -> String {
    Sha256::digest(result)
        .iter()
        .take(8)
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Whether `part` is contained in `whole`: objects by their members, lists item by item, everything
/// else by equality.
pub fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, part)| whole.get(key).is_some_and(|whole| contains(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && whole.iter().zip(part).all(|(whole, part)| contains(whole, part))
        }
        _ => whole == part,
    }
}

/// Every vector file, sorted.
///
/// # Panics
/// When the folder or a file cannot be read: there is nothing to test then.
pub fn files() -> Vec<(PathBuf, File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let entries = std::fs::read_dir(folder).expect("tests/vectors is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            let file =
                serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path, file)
        })
        .collect()
}

/// The README's Rust examples, run as doc tests in both languages.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    struct English;

    #[doc = include_str!("../../README.ja.md")]
    struct Japanese;
}
