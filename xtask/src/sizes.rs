//! How much of the catalogue a program carries: the same program with one framework, with all of
//! them, and with everything, as a release program and as WebAssembly.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::generated::root;

/// The programs in `xtask/sizes/`, from the smallest.
const PROGRAMS: [&str; 3] = ["size_one", "size_frameworks", "size_catalog"];

/// A text that only another framework has: it must not be in the smallest program.
const ELSEWHERE: &str = "insider-fraud";

/// Builds and prints; fails when the smallest program carries another framework.
pub fn print() -> Result<(), String> {
    println!("| program | bytes | gzip |\n|---|--:|--:|");
    for (profile, target) in [("release", None), ("wasm", Some("wasm32-unknown-unknown"))] {
        for program in PROGRAMS {
            let bytes = build(program, profile, target)?;
            let carries = bytes.windows(ELSEWHERE.len()).any(|part| part == ELSEWHERE.as_bytes());
            if carries == (program == PROGRAMS[0]) {
                return Err(format!("{program}: `{ELSEWHERE}` found: {carries}"));
            }
            println!("| {program}, {profile} | {} | {} |", bytes.len(), gzip(&bytes)?);
        }
    }
    Ok(())
}

fn build(program: &str, profile: &str, target: Option<&str>) -> Result<Vec<u8>, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--locked", "-p", "shisei-sizes", "--bin", program]);
    cargo.args(["--profile", profile]).current_dir(root());
    if let Some(target) = target {
        cargo.args(["--target", target]);
    }
    if !cargo.status().is_ok_and(|status| status.success()) {
        return Err(format!("{program} does not build ({profile})"));
    }
    let folder = root().join("target").join(target.unwrap_or_default()).join(profile);
    let file = format!("{program}{}", if target.is_some() { ".wasm" } else { "" });
    read(&folder.join(file))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Bytes after `gzip -9`.
fn gzip(bytes: &[u8]) -> Result<usize, String> {
    let pipe = Stdio::piped;
    let gzip = Command::new("gzip").arg("-9").stdin(pipe()).stdout(pipe()).spawn();
    let mut gzip = gzip.map_err(|e| format!("gzip: {e}"))?;
    let mut input = gzip.stdin.take().ok_or("gzip: no input")?;
    let output = std::thread::scope(|scope| {
        // Written beside the reading, or both would wait for ever once the pipe is full.
        scope.spawn(move || input.write_all(bytes));
        gzip.wait_with_output()
    });
    Ok(output.map_err(|e| format!("gzip: {e}"))?.stdout.len())
}
