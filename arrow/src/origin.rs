//! Where the rows of a batch are in their file, and what is wrong with the row as such.
#![cfg_attr(not(feature = "files"), allow(dead_code, reason = "batches of files have one"))]

use std::path::Path;
use std::sync::Arc;

use shisei::{Code, Lang, Problem};

/// The answer of a row that cannot be taken as it is, in place of its own: no answer is written so.
pub(crate) const NO_ANSWER_TEXT: &str = "\u{fffd}";

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub en: String,
    pub ja: String,
}

impl Said {
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// Where something is in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub file: Arc<str>,
    pub sheet: Option<Arc<str>>,
    pub row: Option<u64>,
    pub column: Option<String>,
}

impl Place {
    pub fn file(path: &Path) -> Self {
        Self { file: path.to_string_lossy().into(), ..Self::default() }
    }

    /// The file without its folders.
    pub fn file_name(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file)
    }

    pub fn at(&self, row: u64) -> Self {
        Self { row: Some(row), ..self.clone() }
    }
}

/// Where the rows of a batch came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub place: Place,
    /// From these rows of the batch on, lines go on from these.
    pub lines: Vec<(usize, u64)>,
    /// Rows that cannot be taken as they are, in order.
    pub flaws: Vec<(usize, Said)>,
}

impl Origin {
    pub fn of(place: &Place) -> Self {
        Self { place: place.clone(), ..Self::default() }
    }

    /// Says the line of a row; rows come in order.
    pub fn line(&mut self, row: usize, line: u64) {
        let goes_on =
            self.lines.last().is_some_and(|&(first, from)| from + (row - first) as u64 == line);
        if !goes_on {
            self.lines.push((row, line));
        }
    }

    /// Says what is wrong with a row as such.
    pub fn flaw(&mut self, row: usize, said: Said) {
        let at = self.flaws.partition_point(|&(other, _)| other < row);
        self.flaws.insert(at, (row, said));
    }

    /// That of some of the rows.
    pub fn part(&self, from: usize, to: usize) -> Self {
        let mut part = Self::of(&self.place);
        for row in from..to {
            part.line(row - from, self.row(row));
        }
        let flaws = self.flaws.iter().filter(|(row, _)| (from..to).contains(row));
        part.flaws = flaws.map(|(row, said)| (row - from, said.clone())).collect();
        part
    }

    /// Counts lines from another one on.
    pub fn shift(&mut self, lines: u64) {
        for (_, line) in &mut self.lines {
            *line += lines;
        }
    }

    /// The row of the file.
    pub fn row(&self, row: usize) -> u64 {
        let at = self.lines.partition_point(|&(first, _)| first <= row);
        let known = at.checked_sub(1).and_then(|at| self.lines.get(at));
        known.map_or(0, |&(first, line)| line + (row - first) as u64)
    }

    /// What the row is called in a message.
    pub fn name(&self, row: usize, lang: Lang) -> String {
        let (between, number) = match lang {
            Lang::En => (", ", format!("row {}", self.row(row))),
            Lang::Ja => ("、", format!("{}行目", self.row(row))),
        };
        let file = self.place.file_name();
        let parts = [Some(file), self.place.sheet.as_deref(), Some(&*number)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(between)
    }

    /// Whether a row cannot be taken as it is.
    pub fn is_flawed(&self, row: usize) -> bool {
        self.flaws.binary_search_by_key(&row, |(row, _)| *row).is_ok()
    }

    /// What is wrong with a row as such.
    pub fn problem(&self, row: usize, at: &str, lang: Lang) -> Option<Problem> {
        let flaw = self.flaws.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        let (_, said) = self.flaws.get(flaw)?;
        Some(Problem::new(Code::MalformedTable).at(at).detail(said.text(lang)))
    }
}
