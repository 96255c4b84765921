//! A custom framework: every problem of its file or, when there is none, its questions and
//! what a sheet with the first choice everywhere scores: `cargo run --bin own-framework -- FILE.toml`
use std::process::ExitCode;

use shisei::{AnswerSheet, Framework, Lang};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("which framework? give a TOML file");
        return ExitCode::FAILURE;
    };
    match score(&path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{path}: {message}");
            ExitCode::FAILURE
        }
    }
}

fn score(path: &str) -> Result<(), String> {
    let refused = |error: shisei::Error| error.message(Lang::En);
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let framework = Framework::from_toml(&text).map_err(refused)?;
    println!("{}: digest {}", framework.reference(), framework.digest());

    let mut sheet = AnswerSheet::new(framework.reference().to_string());
    for control in framework.controls() {
        println!("- {} {}", control.id, control.question.get(Lang::En));
        if let Some(choice) = framework.choices_of(control).next() {
            sheet = sheet.with(&*control.id, &*choice.id);
        }
    }
    let assessment = framework.assess(&sheet).map_err(refused)?;
    println!("{} of {} met", assessment.tally.met, framework.controls().len());
    Ok(())
}
