//! Checks framework files: `cargo run --example check -- FILE...`
use std::process::ExitCode;

use shisei::{Framework, Lang};

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        let checked = std::fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| Framework::from_toml(&text).map_err(|error| error.message(Lang::En)));
        match checked {
            Ok(framework) => println!(
                "{path}: {} controls, digest {}",
                framework.controls().len(),
                framework.digest()
            ),
            Err(message) => {
                println!("{path}: {message}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
