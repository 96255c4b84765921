use std::path::{Path, PathBuf};

/// A file that is generated.
pub struct Generated {
    /// Path from the root of the repository.
    pub path: String,
    /// What must stand in it.
    pub content: String,
}

impl Generated {
    /// Writes the file.
    pub fn write(&self) -> Result<(), String> {
        let path = root().join(&self.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", self.path))?;
        }
        std::fs::write(path, &self.content).map_err(|e| format!("{}: {e}", self.path))
    }

    /// Fails when the file on disk says something else.
    pub fn check(&self) -> Result<(), String> {
        match std::fs::read_to_string(root().join(&self.path)) {
            Ok(there) if there == self.content => Ok(()),
            Ok(_) => Err(format!("{} is stale: run `cargo run -p xtask -- all`", self.path)),
            Err(error) => Err(format!("{}: {error}", self.path)),
        }
    }
}

/// Root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
