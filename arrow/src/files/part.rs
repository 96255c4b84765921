//! Rows of one file that stand together, and rows that are told about.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{ArrayRef, RecordBatch, StringArray};

use super::error::{FileCode, FileError, Said};
use crate::given::Given;
use crate::origin::NO_ANSWER_TEXT;
use crate::origin::Origin;

/// Rows of one file that stand together.
#[derive(Debug)]
pub(crate) struct Part {
    pub batch: RecordBatch,
    /// Answers in place of a column of the batch, by its position.
    pub given: Vec<Option<Given>>,
    /// `None` if rows are counted through all files.
    pub origin: Option<Origin>,
}

impl Part {
    /// Rows that cannot be taken as they are have no answers in columns of text either, which are kept.
    pub fn without_flawed(mut self, answers: &[usize]) -> Self {
        let Some(origin) = self.origin.as_ref().filter(|origin| !origin.flaws.is_empty()) else {
            return self;
        };
        self.given.resize_with(self.batch.num_columns(), || None);
        for &at in answers {
            let texts = self.batch.columns().get(at).and_then(|it| it.as_string_opt::<i32>());
            if let (Some(texts), Some(given)) = (texts, self.given.get_mut(at)) {
                let each = texts.iter().enumerate();
                let each =
                    each.map(
                        |(row, text)| {
                            if origin.is_flawed(row) { Some(NO_ANSWER_TEXT) } else { text }
                        },
                    );
                let answers: ArrayRef = Arc::new(each.collect::<StringArray>());
                *given = Some(Given::Array(answers));
            }
        }
        self
    }

    /// The error about the first row that cannot be taken as it is.
    pub fn refused(&self) -> Option<FileError> {
        let origin = self.origin.as_ref()?;
        let (row, said) = origin.flaws.first()?;
        Some(origin.place.at(origin.row(*row)).refuse(FileCode::Ragged, &*said.en, &*said.ja))
    }

    /// The rows that can be taken as they are.
    pub fn good(&self) -> impl Iterator<Item = RecordBatch> {
        let flaws = self.origin.iter().flat_map(|origin| &origin.flaws);
        let flawed = flaws.map(|(row, _)| *row);
        let ends = flawed.chain([self.batch.num_rows()]);
        let mut from = 0;
        ends.map(move |to| {
            let run = self.batch.slice(from, to.saturating_sub(from));
            from = to + 1;
            run
        })
        .filter(|run| run.num_rows() > 0)
    }
}

/// Rows of a file that are told about: how many, the first and the last.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    pub rows: u64,
    pub first: u64,
    pub last: u64,
}

impl Counted {
    pub fn add(&mut self, row: u64) {
        if self.rows == 0 {
            self.first = row;
        }
        (self.rows, self.last) = (self.rows + 1, row);
    }

    /// Adds those of a part that begins at a row.
    pub fn extend(&mut self, part: Self, row: u64) {
        if part.rows == 0 {
            return;
        }
        if self.rows == 0 {
            self.first = part.first + row;
        }
        (self.rows, self.last) = (self.rows + part.rows, part.last + row);
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        match (self.rows, other.rows) {
            (_, 0) => self,
            (0, _) => other,
            (own, more) => Self {
                rows: own + more,
                first: self.first.min(other.first),
                last: self.last.max(other.last),
            },
        }
    }

    /// How many and which, if there are any.
    fn named(self) -> Option<(String, String)> {
        let Self { rows, first, last } = self;
        match rows {
            0 => None,
            1 => Some((format!("1 row (row {first})"), format!("{first}行目"))),
            _ => Some((
                format!("{rows} rows (rows {first} to {last})"),
                format!("{first}～{last}行目の{rows}行"),
            )),
        }
    }

    /// That rows have no value.
    pub fn blank(self, file: &str) -> Option<Said> {
        let (en, ja) = self.named()?;
        Some(Said::new(
            format!("{file}: {en} without any value left out"),
            format!("{file}：値のない{ja}を除きました"),
        ))
    }

    /// That rows are none of the table's.
    pub fn remarks(self, file: &str) -> Option<Said> {
        let (en, ja) = self.named()?;
        Some(Said::new(
            format!(
                "{file}: {en} of sections and remarks, examples, totals or repeated headings left out"
            ),
            format!("{file}：区切りや注記、記入例、合計、見出しの繰り返しの{ja}を除きました"),
        ))
    }

    /// That rows of the table are hidden.
    pub fn hidden(self, file: &str) -> Option<Said> {
        let (en, ja) = self.named()?;
        Some(Said::new(
            format!("{file}: {en} hidden, for instance by a filter, and read like all others"),
            format!("{file}：フィルターなどで非表示の{ja}も、ほかの行と同じく読みます"),
        ))
    }
}
