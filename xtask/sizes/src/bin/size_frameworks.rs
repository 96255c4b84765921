//! Carries every framework; see `cargo xtask sizes`.

use std::hint::black_box;

use shisei::{Lang, json};

fn main() {
    let sheet = black_box(String::new());
    let result = json::assess(&sheet, None);
    println!("{}", result.unwrap_or_else(|error| json::error(&error, Lang::En)));
}
