//! The words of problems, each made once: a column mostly has the same few wrong answers.

use std::collections::HashMap;

use shisei::text::clean;
use shisei::{Code, Lang, Problem};

use crate::kernel::Spellings;

/// Wrong answers whose words are kept, with the nearest right one.
const MOST_KNOWN: usize = 4096;
/// Stands for what was given.
const GIVEN: char = '\u{e000}';
/// Stands for the place.
const PLACE: &str = "x";

/// What to say about wrong answers to controls that take the same.
pub struct Words<'a> {
    spellings: &'a Spellings,
    lang: Lang,
    known: HashMap<String, Known>,
    /// What goes before and after an answer about which nothing more is said.
    others: Option<(String, String)>,
}

/// What is said about a wrong answer, behind its place.
struct Known {
    code: Code,
    nearest: Option<String>,
    words: String,
}

impl<'a> Words<'a> {
    pub fn new(spellings: &'a Spellings, lang: Lang) -> Self {
        Self { spellings, lang, known: HashMap::new(), others: None }
    }

    /// What is known of a wrong answer: of the first so many, and those that come again.
    fn known(&mut self, given: &str) -> Option<&Known> {
        if !self.known.contains_key(given) && self.known.len() < MOST_KNOWN {
            let problem = self.spellings.problem(PLACE, given);
            let words = behind_place(&problem, self.lang);
            let known = Known { code: problem.code, nearest: problem.nearest, words };
            self.known.insert(given.to_owned(), known);
        }
        self.known.get(given)
    }

    /// The code of a wrong answer, and the nearest right one.
    pub fn what(&mut self, given: &str) -> (Code, Option<&str>) {
        let spellings = self.spellings;
        match self.known(given) {
            Some(known) => (known.code, known.nearest.as_deref()),
            None => (spellings.code(given), None),
        }
    }

    /// Adds what is wrong with an answer at a place.
    pub fn say(&mut self, place: &str, given: &str, out: &mut String) {
        out.push_str(&told(Problem::new(Code::UnknownChoice).at(place).at));
        if let Some(known) = self.known(given) {
            out.push_str(&known.words);
        } else {
            let (before, behind) = self.others.get_or_insert_with(|| {
                let problem = self.spellings.unlike(PLACE, &GIVEN.to_string());
                let words = behind_place(&problem, self.lang);
                let parts = words.split_once(GIVEN);
                let parts = parts.map(|(before, behind)| (before.to_owned(), behind.to_owned()));
                parts.unwrap_or((words, String::new()))
            });
            out.push_str(before);
            out.push_str(&told(Problem::new(Code::UnknownChoice).given(given).given));
            out.push_str(behind);
        }
    }
}

/// A part of a problem as its message has it.
fn told(part: Option<String>) -> String {
    let part = part.unwrap_or_default();
    if part.bytes().all(|byte| matches!(byte, b' '..=b'~')) { part } else { clean(&part) }
}

fn behind_place(problem: &Problem, lang: Lang) -> String {
    let words = problem.sentence(lang);
    words.strip_prefix(PLACE).unwrap_or(&words).to_owned()
}

/// That there are more columns than were spoken of.
pub fn also(columns: &[&str], lang: Lang, out: &mut String) {
    let (before, between) = match lang {
        Lang::Ja => ("ほかに：", "、"),
        Lang::En => ("also: ", ", "),
    };
    out.push_str(before);
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(&told(Problem::new(Code::UnknownChoice).at(*column).at));
    }
}
