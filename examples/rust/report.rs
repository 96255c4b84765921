//! A report of an answer sheet:
//! `cargo run --bin report -- SHEET.json [--lang ja|en] [--html FILE] [--width COLUMNS]`
//!
//! Without `--lang` the language is that of the terminal (`LC_ALL`, `LC_MESSAGES`, `LANG`).
use std::io::IsTerminal as _;
use std::process::ExitCode;

use shisei::{AnswerSheet, Lang, catalog, report};

#[derive(Default)]
struct Arguments {
    sheet: Option<String>,
    lang: Option<Lang>,
    html: Option<String>,
    width: Option<usize>,
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(message) => return fail(&message),
    };
    let lang = arguments.lang.unwrap_or_else(lang_of_terminal);
    match report(&arguments, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn report(arguments: &Arguments, lang: Lang) -> Result<(), String> {
    let path = arguments.sheet.as_deref().ok_or("which answer sheet? give a JSON file")?;
    let json = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let refused = |error: shisei::Error| error.message(lang);
    let sheet = AnswerSheet::from_json(&json).map_err(refused)?;
    let framework = catalog::framework(&sheet.framework).map_err(refused)?;
    let assessment = framework.assess(&sheet).map_err(refused)?;
    let page = assessment.report(lang);
    let color = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let width = arguments.width.unwrap_or(80);
    print!("{}", page.text(report::TextOptions::default().width(width).color(color)));
    if let Some(file) = &arguments.html {
        std::fs::write(file, page.html()).map_err(|error| format!("{file}: {error}"))?;
        println!("\nHTML: {file}");
    }
    Ok(())
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--lang" => {
                let tag = value()?;
                let lang = Lang::from_tag(&tag);
                arguments.lang = Some(lang.ok_or(format!("`{tag}` is neither ja nor en"))?);
            }
            "--html" => arguments.html = Some(value()?),
            "--width" => {
                let columns = value()?;
                arguments.width =
                    Some(columns.parse().map_err(|_| format!("`{columns}` is no number"))?);
            }
            _ if argument.starts_with("--") => return Err(format!("unknown option `{argument}`")),
            _ => arguments.sheet = Some(argument),
        }
    }
    Ok(arguments)
}

/// The first of the usual variables that is set decides.
fn lang_of_terminal() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::from_tag(&value))
        .unwrap_or_default()
}
