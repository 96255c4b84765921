//! No run of 30 characters of our own texts is in the official texts (60 letters in English,
//! where a sentence of the same length takes about twice as many).
//!
//! Official texts are not part of this repository. Point `SHISEI_OFFICIAL_TEXTS` at a folder with
//! `.md`, `.txt` or `.csv` files of them; without it, this test says so and looks at nothing.

use std::collections::HashSet;
use std::path::Path;

use super::texts;

/// Shortest run of characters that may not be shared, by the end of a text's place.
const RUNS: [(&str, usize); 2] = [(".ja", 30), (".en", 60)];

/// Letters and digits alone: quotation marks, line breaks and Markdown do not hide a copy.
fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn runs(text: &str, length: usize) -> HashSet<Vec<char>> {
    plain(text).windows(length).map(<[char]>::to_vec).collect()
}

/// The first run that a text shares.
fn shared(text: &str, length: usize, official: &HashSet<Vec<char>>) -> Option<String> {
    let plain = plain(text);
    let mut windows = plain.windows(length);
    windows.find(|window| official.contains(*window)).map(|window| window.iter().collect())
}

#[test]
fn our_texts_share_no_run_of_30_characters_with_official_ones() {
    let Some(folder) = std::env::var_os("SHISEI_OFFICIAL_TEXTS") else {
        eprintln!("skipped: SHISEI_OFFICIAL_TEXTS names no folder of official texts");
        return;
    };
    let mut official = Vec::new();
    for entry in std::fs::read_dir(Path::new(&folder)).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        let text = |kind: &std::ffi::OsStr| ["md", "txt", "csv"].iter().any(|it| kind == *it);
        if path.extension().is_some_and(text) {
            official.push(std::fs::read_to_string(&path).expect("a readable file"));
        }
    }
    assert!(!official.is_empty(), "{folder:?} holds no .md, .txt or .csv file");
    let own = texts::all();
    let mut found = Vec::new();
    for (language, length) in RUNS {
        let official = official.iter().flat_map(|text| runs(text, length)).collect();
        for (at, text) in own.iter().filter(|(at, _)| at.ends_with(language)) {
            found.extend(shared(text, length, &official).map(|run| format!("{at}: {run}")));
        }
    }
    assert!(found.is_empty(), "{} texts:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_copied_sentence_is_found_and_a_short_phrase_is_not() {
    let official = runs(
        "決まりでは、**社内のパソコンとスマートフォンの更新を毎週一度かならず確かめること**とする。",
        30,
    );
    let copied = "まず、社内のパソコンとスマートフォンの 更新を毎週一度かならず確かめること。";
    assert!(shared(copied, 30, &official).is_some());
    assert!(
        shared("社内のパソコンとスマートフォンの更新を、月に一度は見ます。", 30, &official)
            .is_none()
    );
    assert!(texts::all().len() > 1_000);
}
