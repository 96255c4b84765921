//! The Rust tables of the catalogue, and the snapshot of all ids that were ever released.

use shisei::catalog::source::Catalog;

use crate::files::below;
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
    let catalog = Catalog::read(&below(SOURCE, "toml")?).map_err(within)?;
    catalog.check(&released()).map_err(within)?;
    Ok(catalog)
}

/// The tables, and what is there and should not be.
pub fn tables(catalog: &Catalog) -> Result<Vec<Generated>, String> {
    let tables = catalog.tables()?.into_iter();
    let mut tables: Vec<Generated> =
        tables.map(|file| Generated::new(format!("{TABLES}/{}", file.path), file.text)).collect();
    for old in below(TABLES, "rs").unwrap_or_default() {
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
