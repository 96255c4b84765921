//! What others wrote and our packages carry, compiled in: the crates and their licence texts, for
//! the wheel and for the npm package.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::generated::{Generated, root};

/// Folder of a package, its crate, and the platforms that it is built for.
const PACKAGES: [(&str, &str, &[&str]); 2] = [
    (
        "bindings-py",
        "shisei-py",
        &["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"],
    ),
    ("bindings-wasm", "shisei-wasm", &["wasm32-unknown-unknown"]),
];

const HEAD: &str = "\
Third-party software in this package
====================================

shisei is under MIT or Apache-2.0, at your option (LICENSE-MIT, LICENSE-APACHE). Compiled into this
package are the standard library of Rust (MIT or Apache-2.0, https://www.rust-lang.org) and the crates
below. Their licence texts follow; where a crate offers a choice that includes MIT, its MIT text.

";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    /// `None` for what is ours.
    source: Option<String>,
    manifest_path: PathBuf,
}

/// The generated files.
pub fn files() -> Result<Vec<Generated>, String> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Metadata = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let notices = |&(folder, package, targets): &(&str, &str, &[&str])| {
        let text = notices(&carried(&metadata, package, targets)?)?;
        Ok(Generated::new(format!("{folder}/THIRD-PARTY-NOTICES.txt"), text))
    };
    PACKAGES.iter().map(notices).collect()
}

fn cargo(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("cargo").args(arguments).current_dir(root()).output();
    let output = output.map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("cargo: {error}"))
}

/// The crates of others that end up in a package, sorted: neither build scripts nor macros do.
fn carried<'a>(
    metadata: &'a Metadata,
    package: &str,
    targets: &[&str],
) -> Result<Vec<&'a Package>, String> {
    let mut arguments = vec!["tree", "--locked", "--package", package, "--prefix", "none"];
    arguments.extend(["--edges", "normal,no-proc-macro", "--format", "{p}"]);
    arguments.extend(targets.iter().flat_map(|target| ["--target", target]));
    let tree = cargo(&arguments)?;
    let listed = |package: &&Package| {
        let line = format!("{} v{}", package.name, package.version);
        tree.lines().any(|other| other.trim_end_matches(" (*)") == line)
    };
    let others = metadata.packages.iter().filter(|package| package.source.is_some());
    let mut carried: Vec<&Package> = others.filter(listed).collect();
    carried.sort_by_key(|package| (&package.name, &package.version));
    Ok(carried)
}

/// A line for each crate, then each text once, with the crates that it is of.
fn notices(carried: &[&Package]) -> Result<String, String> {
    let mut text = HEAD.to_owned();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for package in carried {
        let licence = package.license.as_deref().unwrap_or("see its text");
        let found = licence_texts(package)?;
        let place = if found.is_empty() { package.repository.as_deref() } else { None };
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        let _ = writeln!(text, "{} {}: {licence}{place}", package.name, package.version);
        for licence in found {
            texts.entry(licence).or_default().push(&package.name);
        }
    }
    let mut texts: Vec<(String, Vec<&str>)> = texts.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (licence, packages) in texts {
        let _ = writeln!(text, "\n{}\n{}\n\n{licence}", "-".repeat(80), packages.join(", "));
    }
    Ok(text)
}

/// The texts in the folder of a crate. Of a choice of licences that includes MIT, the MIT text.
fn licence_texts(package: &Package) -> Result<Vec<String>, String> {
    let folder = package.manifest_path.parent().unwrap_or(Path::new(""));
    let failed = |error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let kinds = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];
        if kinds.iter().any(|kind| name.starts_with(kind)) && entry.path().is_file() {
            files.push((name, entry.path()));
        }
    }
    files.sort();
    let has_mit = files.iter().any(|(name, _)| name.contains("MIT"));
    let instead_of_mit =
        ["LICENSE-APACHE", "LICENSE_APACHE", "LICENSE-BSD", "LICENSE-ZLIB", "UNLICENSE", "COPYING"];
    let wanted = |name: &str| !has_mit || !instead_of_mit.iter().any(|it| name.starts_with(it));
    let read = |(_, path): &(String, PathBuf)| {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    };
    files.iter().filter(|(name, _)| wanted(name)).map(read).collect()
}
