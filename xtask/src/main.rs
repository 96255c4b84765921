//! Writes the files that are generated, and checks that they are fresh.
//!
//! ```text
//! cargo xtask catalog        core/src/catalog/generated/ and core/catalog/released-ids.txt
//! cargo xtask catalog-page   CATALOG.md
//! cargo xtask schemas        JSON Schemas of the public shapes, into schemas/
//! cargo xtask words          words and hidden characters for Rust, TypeScript and Python
//! cargo xtask notices        THIRD-PARTY-NOTICES.txt of the wheel and of the npm package
//! cargo xtask inline         `#[inline]` on what programs compile for themselves (xtask/src/inline.rs)
//! cargo xtask all            all of them
//! cargo xtask api            {core,arrow}/api.txt, the public APIs (not part of "all": it takes rustdoc)
//! cargo xtask check          all of them, without writing: fails on what is stale
//! cargo xtask verify FRAMEWORK --document FILE [--source ID] [--write]
//!                            compares a framework with an official document (docs/verifying.md)
//! cargo xtask sizes          how much of the catalogue a program carries (builds three)
//! cargo xtask version [X.Y.Z] prints the version; with one, sets it for every package
//! ```
//!
//! With `--check` each of them compares instead of writing.

mod api;
mod catalog;
mod catalog_page;
mod files;
mod generated;
mod inline;
mod notices;
mod schemas;
mod sizes;
mod verify;
mod version;
mod words;

use std::process::ExitCode;

use generated::Generated;

const USAGE: &str = "usage: cargo xtask (catalog | catalog-page | schemas | api | words | notices | inline | all) [--check], or check, sizes, version, verify";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, check) = match arguments.iter().map(|argument| &**argument).collect::<Vec<_>>()[..] {
        ["verify", ref wish @ ..] => return done(&[verify::run(wish).err()]),
        ["version", ref wish @ ..] => return done(&[version::run(wish).err()]),
        ["sizes"] => return done(&[sizes::print().err()]),
        ["check"] => ("all", true),
        [task] => (task, false),
        [task, "--check"] => (task, true),
        _ => return usage(),
    };
    let files = match files(task) {
        Ok(Some(files)) => files,
        Ok(None) => return usage(),
        Err(message) => return done(&[Some(message)]),
    };
    let written = files.iter().map(|file| if check { file.check() } else { file.write() }.err());
    // Every stale file is named, not only the first.
    done(&written.collect::<Vec<_>>())
}

/// What a task writes; `None` for a name that is no task.
fn files(task: &str) -> Result<Option<Vec<Generated>>, String> {
    let all = task == "all";
    let mut files = Vec::new();
    if all || task == "catalog" || task == "catalog-page" {
        let catalog = catalog::read()?;
        if task != "catalog-page" {
            files.extend(catalog::tables(&catalog)?);
            files.push(catalog::ids(&catalog)?);
        }
        if task != "catalog" {
            files.push(catalog_page::file(&catalog.values()?));
        }
    }
    if task == "api" {
        files.extend(api::files()?);
    }
    if all || task == "schemas" {
        files.extend(schemas::files());
    }
    if all || task == "words" {
        files.extend(words::files()?);
    }
    if all || task == "notices" {
        files.extend(notices::files()?);
    }
    if all || task == "inline" {
        files.extend(inline::files()?);
    }
    Ok(if files.is_empty() { None } else { Some(files) })
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
