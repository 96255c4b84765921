//! Writes the files that are generated from the library, and checks that they are fresh.
//!
//! ```text
//! cargo run -p xtask -- schemas        JSON Schemas of the public shapes, into schemas/
//! cargo run -p xtask -- catalog-page   CATALOG.md
//! cargo run -p xtask -- ids            core/catalog/released-ids.txt
//! cargo run -p xtask -- all            all of them
//! cargo run -p xtask -- sizes          how much of the catalogue a program carries (builds three)
//! cargo run -p xtask -- check          all of them, without writing: fails on what is stale
//! ```
//!
//! With `--check` each of them compares instead of writing.

mod catalog_page;
mod entries;
mod generated;
mod ids;
mod schemas;
mod sizes;

use std::process::ExitCode;

const USAGE: &str =
    "usage: xtask (schemas | catalog-page | ids | all) [--check], xtask check, or xtask sizes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, check) = match arguments.iter().map(|argument| &**argument).collect::<Vec<_>>()[..] {
        ["sizes"] => return done(&[sizes::print().err()]),
        ["check"] => ("all", true),
        [task] => (task, false),
        [task, "--check"] => (task, true),
        _ => return usage(),
    };
    let files = match task {
        "schemas" => schemas::files(),
        "catalog-page" => vec![catalog_page::file()],
        "ids" => vec![ids::file()],
        "all" => {
            let mut files = schemas::files();
            files.extend([catalog_page::file(), ids::file()]);
            files
        }
        _ => return usage(),
    };
    let written = files.iter().map(|file| if check { file.check() } else { file.write() }.err());
    // Every stale file is named, not only the first.
    done(&written.collect::<Vec<_>>())
}

/// Says what failed.
fn done(failures: &[Option<String>]) -> ExitCode {
    for message in failures.iter().flatten() {
        eprintln!("{message}");
    }
    if failures.iter().all(Option::is_none) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::FAILURE
}
