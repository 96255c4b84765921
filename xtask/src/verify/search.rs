//! Finds numbers and names in a document, whatever spaces, line breaks and widths stand between.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::document::Document;

/// What follows a name that does not hold here.
const NONE: [&str; 4] = ["none", "notapplicable", "なし", "対象外"];

/// The letters and digits of a document, each with its line.
pub struct Index<'a> {
    document: &'a Document,
    letters: Vec<char>,
    line_of: Vec<usize>,
    /// Whether a letter follows the one before it without anything between.
    joined: Vec<bool>,
}

impl<'a> Index<'a> {
    pub fn of(document: &'a Document) -> Self {
        let mut index =
            Self { document, letters: Vec::new(), line_of: Vec::new(), joined: Vec::new() };
        for (at, line) in document.lines.iter().enumerate() {
            for word in line.text.split(|c: char| !is_letter(c)) {
                for (nth, letter) in plain(word).enumerate() {
                    index.letters.push(letter);
                    index.line_of.push(at);
                    index.joined.push(nth > 0);
                }
            }
        }
        index
    }

    /// Where a line is.
    pub fn place(&self, line: usize) -> &'a str {
        self.document.lines.get(line).map_or("", |line| &line.place)
    }

    pub fn lines(&self) -> usize {
        self.document.lines.len()
    }

    /// The first line within some at which a name begins, over line breaks if need be.
    pub fn name(&self, name: &str, lines: Range<usize>) -> Option<usize> {
        self.named(name, lines, |_| true)
    }

    /// As [`Self::name`], but not where the document says of it that there is none.
    pub fn affirmed(&self, name: &str, lines: Range<usize>) -> Option<usize> {
        self.named(name, lines, |rest| !NONE.iter().any(|none| rest.starts_with(none)))
    }

    fn named(&self, name: &str, lines: Range<usize>, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let name: Vec<char> = plain(name).collect();
        let last = name.last()?;
        let from = self.line_of.partition_point(|line| *line < lines.start);
        let to = self.line_of.partition_point(|line| *line < lines.end);
        let letters = self.letters.get(from..to)?;
        let joined = self.joined.get(from..to)?;
        let whole = |at: &usize| {
            let rest = letters.get(at + name.len()..).unwrap_or_default();
            // `5.3-1` is not found in `5.3-16`.
            let longer = last.is_ascii_digit()
                && rest.first().is_some_and(char::is_ascii_digit)
                && joined.get(at + name.len()) == Some(&true);
            let rest: String = rest.iter().take(8).collect();
            !longer && fits(&rest)
        };
        let found = letters.windows(name.len()).enumerate().filter(|(_, it)| *it == name);
        let found = found.map(|(at, _)| at).find(whole)?;
        self.line_of.get(from + found).copied()
    }

    /// The first line within some that has this text for a cell, or for a word of its own where
    /// lines have no cells.
    pub fn cell(&self, text: &str, lines: Range<usize>) -> Option<usize> {
        let numbers = self.numbers(text).into_iter().filter(|line| lines.contains(line));
        let is_cell = |line: &usize| {
            let line = self.document.lines.get(*line).map_or("", |line| &line.text);
            !line.contains('\t') || line.split('\t').any(|cell| cell.trim() == text)
        };
        numbers.into_iter().find(is_cell)
    }

    /// Every line that holds the number. A bare number of digits counts only where a line or cell
    /// begins with it.
    pub fn numbers(&self, number: &str) -> Vec<usize> {
        let number: String = number.nfkc().collect();
        let bare = number.chars().all(|c| c.is_ascii_digit());
        let holds = |text: &str| {
            let fits = |at: usize| {
                let before = text.get(..at).unwrap_or_default();
                let after = text.get(at + number.len()..).unwrap_or_default();
                let first = || before.trim_start_matches(['(', '[', '(', ' ', '\t']).is_empty();
                alone(before, after) && (!bare || first() || before.ends_with('\t'))
            };
            text.match_indices(&*number).any(|(at, _)| fits(at))
        };
        let lines = self.document.lines.iter().enumerate();
        lines.filter(|(_, line)| holds(&line.text)).map(|(at, _)| at).collect()
    }

    /// The first line within some that holds a quantity, with or without commas.
    pub fn quantity(&self, digits: &str, lines: Range<usize>) -> Option<usize> {
        let holds = |text: &str| {
            let text = text.replace(',', "");
            text.match_indices(digits).any(|(at, _)| {
                let before = text.get(..at).unwrap_or_default();
                let after = text.get(at + digits.len()..).unwrap_or_default();
                alone(before, after)
                    || !before.ends_with(is_number) && !after.starts_with(is_number)
            })
        };
        lines.filter(|at| self.document.lines.get(*at).is_some_and(|it| holds(&it.text))).min()
    }
}

/// Whether what is around a number makes it a part of a longer one.
fn alone(before: &str, after: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let continued = after.starts_with(|c: char| c.is_ascii_alphanumeric())
        || after
            .strip_prefix(['.', '-'])
            .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    !before.ends_with(inner) && !continued
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// Letters and digits alone, in small letters.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let letters: Vec<char> = text.nfkc().filter(|c| is_letter(*c)).collect();
    letters.into_iter().flat_map(char::to_lowercase)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '★'
}

#[cfg(test)]
mod tests {
    use super::super::document::Line;
    use super::*;

    fn document(lines: &[&str]) -> Document {
        let line = |text: &&str| Line { place: String::new(), text: (*text).to_owned() };
        Document {
            name: String::new(),
            sha256: String::new(),
            lines: lines.iter().map(line).collect(),
        }
    }

    #[test]
    fn a_name_is_found_over_a_line_break_and_in_other_widths() {
        let document = document(&["contents", "パス ワード", "の強化 (2)"]);
        let index = Index::of(&document);
        assert_eq!(index.name("パスワードの強化（２）", 0..3), Some(1));
        assert_eq!(index.name("パスワードの強化", 2..3), None);
    }

    #[test]
    fn a_name_that_is_denied_or_part_of_a_longer_number_is_not_there() {
        let document = document(&["Device check: none", "EN 5.3-16", "x", "Device check: subject"]);
        let index = Index::of(&document);
        assert_eq!(index.affirmed("Device check", 0..4), Some(3));
        assert_eq!(index.name("EN 5.3-1", 0..4), None);
    }

    #[test]
    fn in_a_table_a_cell_is_the_whole_of_it() {
        let document = document(&["A.1-1-1\t1-1-1 and more", "1-1-1\tx"]);
        assert_eq!(Index::of(&document).cell("1-1-1", 0..2), Some(1));
    }

    #[test]
    fn a_number_is_no_part_of_another() {
        let document =
            document(&["1-1-1-10 x", "see 1-1-1-1.", "1-1-1-1-2", "\t3\tthree", "13 of 3"]);
        let index = Index::of(&document);
        assert_eq!(index.numbers("1-1-1-1"), [1]);
        assert_eq!(index.numbers("3"), [3]);
        assert_eq!(index.quantity("13", 0..5), Some(4));
    }

    #[test]
    fn quantities_are_read_with_commas_and_units() {
        let document = document(&["198,000円", "16文字", "6文字"]);
        let index = Index::of(&document);
        assert_eq!(index.quantity("198000", 0..3), Some(0));
        assert_eq!(index.quantity("6", 0..3), Some(2));
    }
}
