//! One version for every package: the workspace has it; a crate that needs another, npm's two
//! files and `Cargo.lock` repeat it.

use std::path::PathBuf;
use std::process::Command;

use crate::generated::root;

/// Where the version is, and what is read just before it.
const PLACES: [(&str, &str); 4] = [
    ("Cargo.toml", "[workspace.package]\nversion = \""),
    ("Cargo.toml", "shisei = { path = \"core\", version = \""),
    ("bindings-wasm/package.json", "\"name\": \"shisei\",\n  \"version\": \""),
    ("package-lock.json", "\"name\": \"shisei\",\n      \"version\": \""),
];

/// `cargo xtask version [X.Y.Z]`.
pub fn run(wish: &[&str]) -> Result<(), String> {
    match *wish {
        [] => {
            println!("{}", check()?);
            Ok(())
        }
        [version] => set(version),
        _ => Err("usage: cargo xtask version [X.Y.Z]".to_owned()),
    }
}

/// The version, which must be the same everywhere.
pub fn check() -> Result<String, String> {
    let mut versions = Vec::new();
    for (file, before) in PLACES {
        let text = read(file)?;
        let (_, version, _) = parts(file, &text, before)?;
        versions.push((file, version.to_owned()));
    }
    let [(_, version), rest @ ..] = &versions[..] else { return Err("no version".to_owned()) };
    match rest.iter().find(|(_, other)| other != version) {
        Some((file, other)) => Err(format!(
            "{file} says {other}, Cargo.toml {version}: `cargo xtask version {version}` sets both"
        )),
        None => Ok(version.clone()),
    }
}

fn set(version: &str) -> Result<(), String> {
    let (numbers, _) = version.split_once('-').unwrap_or((version, ""));
    let numbers: Vec<&str> = numbers.split('.').collect();
    if numbers.len() != 3 || numbers.iter().any(|number| number.parse::<u32>().is_err()) {
        return Err(format!("`{version}` is no version such as 1.2.3 or 1.2.3-rc.1"));
    }
    for (file, before) in PLACES {
        let text = read(file)?;
        let (head, _, tail) = parts(file, &text, before)?;
        std::fs::write(path(file), format!("{head}{version}{tail}"))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    // The lock file names our own crates with their version; nothing else of it may move.
    let update = ["update", "--workspace", "--offline", "--quiet"];
    let updated = Command::new("cargo").args(update).current_dir(root()).status();
    if !updated.is_ok_and(|status| status.success()) {
        return Err("Cargo.lock could not be updated".to_owned());
    }
    Ok(())
}

fn path(file: &str) -> PathBuf {
    root().join(file)
}

fn read(file: &str) -> Result<String, String> {
    std::fs::read_to_string(path(file)).map_err(|error| format!("{file}: {error}"))
}

/// A text before, at and after the version.
fn parts<'a>(
    file: &str,
    text: &'a str,
    before: &str,
) -> Result<(&'a str, &'a str, &'a str), String> {
    let start = text.find(before).map(|at| at + before.len());
    let found = start.and_then(|start| {
        let (head, rest) = text.split_at_checked(start)?;
        let (version, tail) = rest.split_at_checked(rest.find('"')?)?;
        Some((head, version, tail))
    });
    found.ok_or_else(|| format!("{file}: no version after `{before}`"))
}

#[cfg(test)]
mod tests {
    use super::{check, parts};

    #[test]
    fn every_package_has_the_version_of_the_workspace() {
        assert_eq!(check().as_deref(), Ok(env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn what_is_around_the_version_stays() {
        let text = "[workspace.package]\nversion = \"1.2.3\"\nedition = \"2024\"\n";
        let (head, version, tail) =
            parts("a", text, "[workspace.package]\nversion = \"").expect("a version");
        assert_eq!((head.len() + version.len() + tail.len(), version), (text.len(), "1.2.3"));
        assert!(parts("a", "version = 1", "version = \"").is_err());
    }
}
