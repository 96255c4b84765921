//! The files of the repository that a task reads.

use std::path::Path;

use shisei::catalog::source::File;

use crate::generated::root;

/// The files below a folder with this extension, sorted, with their paths within it.
pub fn below(folder: &str, extension: &str) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    walk(&root().join(folder), "", extension, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(folder: &Path, within: &str, extension: &str, files: &mut Vec<File>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let inside = if within.is_empty() { name.into_owned() } else { format!("{within}/{name}") };
        if path.is_dir() {
            walk(&path, &inside, extension, files)?;
        } else if path.extension().is_some_and(|it| it == extension) {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            files.push(File { path: inside, text });
        }
    }
    Ok(())
}
