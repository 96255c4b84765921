//! `catalogue OUT_DIR`: what a page loads of each framework: its rules, its definition, one file of
//! texts for each language of the quiz; and the lists of editions and digests.

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
        std::fs::write(folder.join(format!("{name}.json")), framework.to_json())?;
        for lang in [Lang::Ja, Lang::En] {
            let texts = beside::texts(framework, lang).to_string();
            std::fs::write(folder.join(format!("{name}.{}.json", lang.tag())), texts)?;
        }
    }
    let all = catalog::all().iter();
    let digests: Vec<_> = all.map(|framework| framework.rules().framework()).collect();
    std::fs::write(folder.join("digests.json"), serde_json::to_string(&digests)?)?;
    std::fs::write(folder.join("editions.json"), serde_json::to_string(&editions())?)
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
