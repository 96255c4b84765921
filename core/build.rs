//! Compiles the catalogue in: reads `catalog/`, checks it with the library's own checks and
//! writes it out as Rust statics. A broken catalogue stops the build, naming file and entry.

#![allow(dead_code, unused_imports, missing_docs, reason = "parts of the library, used in part")]

#[path = "src/catalog/check/mod.rs"]
mod check;
#[path = "src/day/mod.rs"]
mod day;
#[path = "src/error/mod.rs"]
mod error;
#[path = "src/framework/mod.rs"]
mod framework;
#[path = "src/model/mod.rs"]
mod model;
#[path = "src/reference.rs"]
mod reference;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/write.rs"]
mod write;

#[path = "build/catalog.rs"]
mod catalog;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/frameworks.rs"]
mod frameworks;
#[path = "build/shelf.rs"]
mod shelf;

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=catalog");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src");
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            for line in message.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), String> {
    let out = std::env::var("OUT_DIR").map_err(|e| e.to_string())?;
    let catalog = catalog::Catalog::read()?;
    catalog.check()?;
    catalog.write(out.as_ref())
}
