//! Writes the files that are generated from the library, and checks that they are fresh.
//!
//! ```text
//! cargo run -p xtask -- schemas        JSON Schemas of the public shapes, into schemas/
//! cargo run -p xtask -- catalog-page   CATALOG.md
//! cargo run -p xtask -- ids            core/catalog/released-ids.txt
//! cargo run -p xtask -- all            all of them
//! cargo run -p xtask -- check          all of them, without writing: fails on what is stale
//! ```
//!
//! With `--check` each of them compares instead of writing.

mod catalog_page;
mod entries;
mod generated;
mod ids;
mod schemas;

use std::process::ExitCode;

const USAGE: &str = "usage: xtask (schemas | catalog-page | ids | all) [--check], or xtask check";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, check) = match arguments.iter().map(|argument| &**argument).collect::<Vec<_>>()[..] {
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
    let done = files.iter().map(|file| if check { file.check() } else { file.write() });
    // Every stale file is named, not only the first.
    let failed: Vec<String> = done.filter_map(Result::err).collect();
    for message in &failed {
        eprintln!("{message}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::FAILURE
}
