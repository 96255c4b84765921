//! `core/api.txt` and `arrow/api.txt`: the public API of a crate, one item a line, so that a change of
//! it is seen.

use std::process::Command;

use public_api::Builder;

use crate::generated::{Generated, root};

/// Crates that others build on, with their folders.
const CRATES: [(&str, &str); 2] = [("shisei", "core"), ("shisei-arrow", "arrow")];

/// The lists, from what rustdoc says of the crates with all their features.
pub fn files() -> Result<Vec<Generated>, String> {
    CRATES.iter().map(|(package, folder)| file(package, folder)).collect()
}

fn file(package: &str, folder: &str) -> Result<Generated, String> {
    // By its name, so that rustup hands the toolchain of this repository on to every compiler.
    let mut cargo = Command::new("cargo");
    cargo.args(["rustdoc", "--quiet", "--locked", "--package", package, "--lib", "--all-features"]);
    cargo.args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    // JSON is not stable yet. Allowing it to rustdoc alone leaves what cargo has built as it is.
    cargo.env("RUSTDOC", root().join("xtask/rustdoc-json")).current_dir(root());
    if !cargo.status().is_ok_and(|status| status.success()) {
        return Err(format!("rustdoc gives no JSON about {package}"));
    }
    let json = format!("target/doc/{}.json", package.replace('-', "_"));
    let api = Builder::from_rustdoc_json(root().join(json))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| error.to_string())?;
    let items = api.items().map(|item| format!("{item}\n"));
    Ok(Generated::new(format!("{folder}/api.txt"), items.collect::<Vec<_>>().concat()))
}
