//! Writes the results of the shared vectors; refuses one that does not contain what was written
//! by hand.

use std::process::ExitCode;

use serde_json::Value;
use shisei_tests::{Case, files};

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (path, mut file) in files() {
        let mut refused = false;
        for case in &mut file.cases {
            if let Err(result) = case.bless() {
                let (path, expect) = (path.display(), &case.expect);
                eprintln!("{path}: {}\n  expect {expect}\n  result {result}", case.name);
                refused = true;
            }
        }
        if refused {
            code = ExitCode::FAILURE;
        } else if let Err(error) = std::fs::write(&path, pretty(&file.about, &file.cases)) {
            eprintln!("{}: {error}", path.display());
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// One line for each part of a case: readable, and a change shows up as a line.
fn pretty(about: &str, cases: &[Case]) -> String {
    let line = |value: Value| value.to_string();
    let cases: Vec<String> = cases
        .iter()
        .map(|case| {
            let fields = match serde_json::to_value(case) {
                Ok(Value::Object(fields)) => fields,
                _ => serde_json::Map::new(),
            };
            let fields = fields
                .into_iter()
                .map(|(key, value)| format!("    {}: {}", line(key.into()), line(value)));
            format!("  {{\n{}\n  }}", fields.collect::<Vec<_>>().join(",\n"))
        })
        .collect();
    format!(
        "{{\n \"about\": {},\n \"cases\": [\n{}\n ]\n}}\n",
        line(about.into()),
        cases.join(",\n")
    )
}
