//! Writes the generated vectors, without results: `bless-vectors` adds them.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    for (name, file) in shisei_tests::generated::files() {
        let text = serde_json::to_string(&file).unwrap_or_default();
        if let Err(error) = std::fs::write(folder.join(&name), text) {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
