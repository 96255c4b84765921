use super::Framework;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::Definition;

/// Largest framework file, in bytes. The largest built-in one has a quarter of a megabyte.
const LARGEST_FILE: usize = 2 * 1024 * 1024;

impl Framework {
    /// Reads and checks a framework file in TOML.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`]: [`Code::TooLarge`], [`Code::MalformedToml`] with line and
    /// column, or every problem of the checks.
    pub fn from_toml(toml: &str) -> Result<Self, Error> {
        bounded(toml)?;
        let definition: Definition =
            toml::from_str(toml).map_err(|e| malformed(Code::MalformedToml, &e.to_string()))?;
        Self::new(definition)
    }

    /// Reads and checks a framework file in JSON.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`]: [`Code::TooLarge`], [`Code::MalformedJson`] with line and
    /// column, or every problem of the checks.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        bounded(json)?;
        let definition: Definition = serde_json::from_str(json)
            .map_err(|e| malformed(Code::MalformedJson, &e.to_string()))?;
        Self::new(definition)
    }

    /// The definition as JSON; [`Framework::from_json`] reads it back.
    pub fn to_json(&self) -> String {
        // Only string keys and plain values: this cannot fail.
        serde_json::to_string(&self.definition).unwrap_or_default()
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

fn malformed(code: Code, detail: &str) -> Error {
    Error::one(ErrorKind::InvalidFramework, Problem::new(code).detail(detail.trim_end()))
}
