//! The Rust tables of the catalogue, and the snapshot of all ids that were ever released.

use std::path::Path;

use shisei::catalog::source::{Catalog, File};

use crate::generated::{Generated, root};

const SOURCE: &str = "core/catalog";
const TABLES: &str = "core/src/catalog/generated";
const RELEASED: &str = "core/catalog/released-ids.txt";

/// The catalogue as its TOML files say it, checked.
pub fn read() -> Result<Catalog, String> {
    let within = |problems: String| {
        let lines = problems.lines().map(|problem| format!("{SOURCE}/{problem}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let catalog = Catalog::read(&files(SOURCE, "toml")?).map_err(within)?;
    catalog.check(&released()).map_err(within)?;
    Ok(catalog)
}

/// The tables, and what is there and should not be.
pub fn tables(catalog: &Catalog) -> Result<Vec<Generated>, String> {
    let tables = catalog.tables()?.into_iter();
    let mut tables: Vec<Generated> =
        tables.map(|file| Generated::new(format!("{TABLES}/{}", file.path), file.text)).collect();
    for old in files(TABLES, "rs").unwrap_or_default() {
        let path = format!("{TABLES}/{}", old.path);
        if tables.iter().all(|table| table.path != path) {
            tables.push(Generated::gone(path));
        }
    }
    Ok(tables)
}

/// The snapshot with every id of today in it.
pub fn ids(catalog: &Catalog) -> Result<Generated, String> {
    Ok(Generated::new(RELEASED.to_owned(), catalog.released_ids(&released())?))
}

fn released() -> String {
    std::fs::read_to_string(root().join(RELEASED)).unwrap_or_default()
}

/// The files below a folder with this extension, sorted, with their paths within it.
fn files(folder: &str, extension: &str) -> Result<Vec<File>, String> {
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
