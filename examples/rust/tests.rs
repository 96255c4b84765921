//! The examples do what they say.
use std::path::Path;
use std::process::{Command, Output};

fn run(program: &str, arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    output.expect("a program that starts")
}

/// What it prints, when all is well.
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_score_is_a_range_with_what_to_do_first() {
    let said = said(&run(env!("CARGO_BIN_EXE_score"), &[]));
    assert!(said.starts_with("self-assessment@4.0: -17 to 93 points\n- SA-"), "{said}");
    assert!(said.ends_with("changes reach 50 points\n"), "{said}");
}

#[test]
fn a_report_in_each_language() {
    for (lang, words) in [("ja", "自己評価"), ("en", "self-assessment")] {
        let arguments = ["small-firm.json", "--lang", lang];
        let said = said(&run(env!("CARGO_BIN_EXE_report"), &arguments));
        assert!(said.contains(words), "{said}");
    }
    let refused = run(env!("CARGO_BIN_EXE_report"), &["portfolio.csv"]);
    assert!(!refused.status.success() && !refused.stderr.is_empty());
}

#[test]
fn a_framework_of_ones_own_is_checked_and_scored() {
    let program = env!("CARGO_BIN_EXE_own-framework");
    let said = said(&run(program, &["underwriting.toml"]));
    assert!(said.ends_with(" of 25 met\n"), "{said}");
    let refused = run(program, &["small-firm.json"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("small-firm.json:"), "{refused:?}");
}
