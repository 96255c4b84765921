//! Carries one framework; see `cargo xtask sizes`.

use std::hint::black_box;

use shisei::catalog::{self, frameworks::SELF_ASSESSMENT_4_0};
use shisei::{Lang, json};

fn main() {
    let sheet = black_box(String::new());
    let result = json::assess_by(&sheet, |id| catalog::find(&[&SELF_ASSESSMENT_4_0], id));
    println!("{}", result.unwrap_or_else(|error| json::error(&error, Lang::En)));
}
