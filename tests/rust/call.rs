//! Calls a function of the JSON seam: the name as argument, the arguments on standard input.

use std::io::Read as _;
use std::process::ExitCode;

use shisei::{Lang, json};

fn main() -> ExitCode {
    let mut arguments = String::new();
    let name = std::env::args().nth(1).unwrap_or_default();
    if std::io::stdin().read_to_string(&mut arguments).is_err() {
        return ExitCode::FAILURE;
    }
    match json::call(&name, &arguments) {
        Ok(result) => {
            println!("{result}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}", json::error(&error, Lang::En));
            ExitCode::FAILURE
        }
    }
}
