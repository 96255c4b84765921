//! `core/api.txt`: the public API of the core, one item a line, so that a change of it is seen.

use std::process::Command;

use public_api::Builder;

use crate::generated::{Generated, root};

/// The list, from what rustdoc says of the crate with all its features.
pub fn file() -> Result<Generated, String> {
    // By its name, so that rustup hands the toolchain of this repository on to every compiler.
    let mut cargo = Command::new("cargo");
    cargo.args([
        "rustdoc",
        "--quiet",
        "--locked",
        "--package",
        "shisei",
        "--lib",
        "--all-features",
    ]);
    cargo.args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    // JSON is not stable yet. Allowing it to rustdoc alone leaves what cargo has built as it is.
    cargo.env("RUSTDOC", root().join("xtask/rustdoc-json")).current_dir(root());
    if !cargo.status().is_ok_and(|status| status.success()) {
        return Err("rustdoc gives no JSON".to_owned());
    }
    let api = Builder::from_rustdoc_json(root().join("target/doc/shisei.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| error.to_string())?;
    let items = api.items().map(|item| format!("{item}\n"));
    Ok(Generated::new("core/api.txt".to_owned(), items.collect::<Vec<_>>().concat()))
}
