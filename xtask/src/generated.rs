use std::path::{Path, PathBuf};

/// A file that is generated.
pub struct Generated {
    /// Path from the root of the repository.
    pub path: String,
    /// What it must say; `None` for a file that must go.
    content: Option<String>,
}

impl Generated {
    /// A file that must be there.
    pub fn new(path: String, content: String) -> Self {
        Self { path, content: Some(content) }
    }

    /// A file that must not be there.
    pub fn gone(path: String) -> Self {
        Self { path, content: None }
    }

    /// Writes the file, unless it is right already: what does not change is not built again.
    pub fn write(&self) -> Result<(), String> {
        if self.check().is_ok() {
            return Ok(());
        }
        let path = root().join(&self.path);
        let written = match (&self.content, path.parent()) {
            (Some(content), Some(folder)) => {
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, content))
            }
            _ => std::fs::remove_file(&path),
        };
        written.map_err(|error| format!("{}: {error}", self.path))
    }

    /// Fails when the file on disk says something else.
    pub fn check(&self) -> Result<(), String> {
        let there = std::fs::read_to_string(root().join(&self.path)).ok();
        if there == self.content {
            return Ok(());
        }
        Err(format!(
            "{} is stale: run `cargo xtask all` or, for the API, `cargo xtask api`",
            self.path
        ))
    }
}

/// Root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
