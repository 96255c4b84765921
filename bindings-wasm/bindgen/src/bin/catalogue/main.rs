//! `catalogue OUT_DIR`: what the quiz fetches: the rules of each framework, one file of texts for
//! each framework and language, and the list of editions.

mod beside;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use shisei::{Framework, Lang, catalog};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: catalogue OUT_DIR");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for framework in catalog::all() {
        let name = framework.reference();
        std::fs::write(folder.join(format!("{name}.bin")), framework.rules().to_bytes())?;
        for lang in [Lang::Ja, Lang::En] {
            let texts = beside::texts(framework, lang).to_string();
            std::fs::write(folder.join(format!("{name}.{}.json", lang.tag())), texts)?;
        }
    }
    let editions = serde_json::to_string(&editions())?;
    std::fs::write(folder.join("editions.json"), editions)
}

/// Editions by id, first the one that the id alone means.
fn editions() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut editions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for framework in catalog::all() {
        editions.entry(framework.id()).or_default().push(framework.edition());
    }
    for (id, siblings) in &mut editions {
        let meant = catalog::framework(id).map(Framework::edition).ok();
        siblings.sort_by_key(|edition| Some(*edition) != meant);
    }
    editions
}
