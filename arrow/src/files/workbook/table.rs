//! The rows of a sheet as they become columns.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use calamine::Dimensions;

use super::cells::Text;
use super::damaged;
use crate::files::csv::{Column, NO_ANSWER, NOTHING, Role, Texts, dictionary};
use crate::files::error::{FileCode, FileError, Place, Said};
use crate::files::part::{Part, Skipped};
use crate::origin::Origin;

/// Rows of a batch.
const BATCH: usize = 1 << 15;
/// Texts of the workbook's list whose numbers are remembered.
const SHARED: usize = 64;

/// The letters of a column, from 0.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or_default());
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => break,
        }
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}

/// What a column of the sheet is for.
#[derive(Clone, Copy)]
enum Target {
    Answer(usize),
    Text(usize),
    Unwanted,
    Unnamed,
}

/// Rows of a sheet as they become columns.
pub struct Table<'a> {
    place: &'a Place,
    columns: &'a [Column],
    schema: &'a SchemaRef,
    targets: Vec<Target>,
    texts: Texts,
    /// Numbers of texts of the workbook's list, by where they lie: most cells hold one of a few.
    shared: [(usize, u16); SHARED],
    answers: Vec<Vec<u16>>,
    carried: Vec<StringBuilder>,
    /// The row that is being read, from 0.
    row: Option<u32>,
    last: u32,
    now: Vec<u16>,
    now_carried: Vec<Option<String>>,
    /// Of columns whose merged cells count for all their rows: the rows, from 0, of each such cell, and
    /// the value of the last one.
    merged: Vec<Vec<(u32, u32)>>,
    held: Vec<Option<(String, u32)>>,
    flaw: Option<Said>,
    rows: usize,
    origin: Origin,
    ready: VecDeque<Part>,
    skipped: Skipped,
    /// Rows that are done.
    done: usize,
    /// Whether there are more rows than were wanted.
    pub cut: bool,
}

impl<'a> Table<'a> {
    pub fn new(
        place: &'a Place,
        names: &[Option<String>],
        header: u32,
        columns: &'a [Column],
        schema: &'a SchemaRef,
    ) -> Self {
        let (mut answers, mut carried) = (0, 0);
        let mut targets: Vec<Target> = names
            .iter()
            .map(|name| if name.is_some() { Target::Unwanted } else { Target::Unnamed })
            .collect();
        for column in columns {
            let count = match column.role {
                Role::Answer => &mut answers,
                Role::Text => &mut carried,
            };
            if let Some(target) = targets.get_mut(column.place) {
                *target = match column.role {
                    Role::Answer => Target::Answer(*count),
                    Role::Text => Target::Text(*count),
                };
            }
            *count += 1;
        }
        Self {
            place,
            columns,
            schema,
            targets,
            texts: Texts::new(),
            shared: [(0, NOTHING); SHARED],
            answers: vec![Vec::new(); answers],
            carried: (0..carried).map(|_| StringBuilder::new()).collect(),
            row: None,
            last: header,
            now: vec![NOTHING; answers],
            now_carried: vec![None; carried],
            merged: vec![Vec::new(); carried],
            held: vec![None; carried],
            flaw: None,
            rows: 0,
            origin: Origin::of(place),
            ready: VecDeque::new(),
            skipped: Skipped::default(),
            done: 0,
            cut: false,
        }
    }

    /// Takes note of the merged cells of columns.
    pub fn hold(&mut self, names: &[String], regions: &[Dimensions]) {
        let texts = self.columns.iter().filter(|column| column.role == Role::Text);
        for (column, merged) in texts.zip(&mut self.merged) {
            let here = regions.iter().filter(|region| {
                region.start.1 as usize == column.place && region.end.0 > region.start.0
            });
            if names.contains(&column.name) {
                *merged = here.map(|region| (region.start.0, region.end.0)).collect();
            }
        }
    }

    /// Whether a row is one too many.
    pub fn is_full(&self, row: u32, most: usize) -> bool {
        self.row != Some(row) && self.done + usize::from(self.row.is_some()) >= most
    }

    pub fn cell(&mut self, row: u32, column: u32, text: &Text<'_>) -> Result<(), FileError> {
        if self.row != Some(row) {
            self.end_row()?;
            if row <= self.last {
                return Err(damaged(self.place, "rows are not in order"));
            }
            self.row = Some(row);
        }
        let target = self.targets.get(column as usize).copied().unwrap_or(Target::Unnamed);
        match target {
            Target::Answer(_) if text.as_str().starts_with('=') => {
                let column = letters(column);
                self.flaw.get_or_insert_with(|| {
                    Said::new(
                        format!(
                            "column {column} has a formula that was never calculated: open the \
                             workbook in a spreadsheet and save it"
                        ),
                        format!(
                            "{column}列の数式が計算されていません。表計算ソフトで開いて保存し直してください"
                        ),
                    )
                });
            }
            Target::Answer(at) => {
                let number = self.number(row, text)?;
                if let Some(now) = self.now.get_mut(at) {
                    *now = number;
                }
            }
            Target::Text(at) => {
                if let Some(now) = self.now_carried.get_mut(at) {
                    *now = Some(text.as_str().to_owned());
                }
                let merged = self.merged.get(at).map_or(&[][..], Vec::as_slice);
                let merged = merged.iter().find(|(first, _)| *first == row);
                if let (Some((_, last)), Some(held)) = (merged, self.held.get_mut(at)) {
                    *held = Some((text.as_str().to_owned(), *last));
                }
            }
            Target::Unnamed if self.flaw.is_none() => {
                let column = letters(column);
                self.flaw = Some(Said::new(
                    format!("column {column} has a value and no heading"),
                    format!("{column}列に値がありますが、見出しがありません"),
                ));
            }
            Target::Unnamed | Target::Unwanted => {}
        }
        Ok(())
    }

    /// The number of an answer.
    fn number(&mut self, row: u32, text: &Text<'_>) -> Result<u16, FileError> {
        let place = match text {
            Text::Shared(text) => text.as_ptr().addr(),
            Text::Own(_) => 0,
        };
        // Memory is handed out in pieces of 16 bytes.
        let slot = place / 16 % SHARED;
        if let Some(&(known, number)) = self.shared.get(slot)
            && known == place
            && place != 0
        {
            return Ok(number);
        }
        let says = text.as_str();
        let number = match self.texts.seen(says.as_bytes()) {
            Some(number) => number,
            None => self.texts.learn(says.as_bytes(), says.to_owned()).map_err(|_| {
                self.place.at(u64::from(row) + 1).refuse(
                    FileCode::TooLarge,
                    "there are too many different answers: are these the columns of answers?",
                    "異なる回答が多すぎます。回答の列ですか",
                )
            })?,
        };
        if let Some(known) = self.shared.get_mut(slot) {
            *known = (place, number);
        }
        Ok(number)
    }

    fn end_row(&mut self) -> Result<(), FileError> {
        let Some(row) = self.row.take() else { return Ok(()) };
        let between = u64::from(row - self.last) - 1;
        self.skipped.extend(
            Skipped { rows: between, first: 0, last: between.saturating_sub(1) },
            u64::from(self.last) + 2,
        );
        self.last = row;
        self.origin.line(self.rows, u64::from(row) + 1);
        let flawed = self.flaw.take();
        let lost = flawed.is_some();
        if let Some(flaw) = flawed {
            self.origin.flaw(self.rows, flaw);
        }
        for (column, now) in self.answers.iter_mut().zip(&mut self.now) {
            column.push(if lost { NO_ANSWER } else { *now });
            *now = NOTHING;
        }
        let now = self.now_carried.iter_mut().zip(&self.held);
        for (column, (now, held)) in self.carried.iter_mut().zip(now) {
            let held = held.as_ref().filter(|(_, last)| row <= *last).map(|(text, _)| text);
            column.append_option(now.take().as_ref().or(held));
        }
        self.rows += 1;
        self.done += 1;
        if self.rows == BATCH { self.end_part() } else { Ok(()) }
    }

    fn end_part(&mut self) -> Result<(), FileError> {
        let values = self.texts.array();
        let mut answers = self.answers.iter_mut();
        let mut carried = self.carried.iter_mut();
        let arrays = self.columns.iter().map(|column| match column.role {
            Role::Answer => {
                let keys = answers.next().map(std::mem::take).unwrap_or_default();
                dictionary(keys, &values)
            }
            Role::Text => {
                let text = carried.next().map(arrow_array::builder::GenericByteBuilder::finish);
                Arc::new(text.unwrap_or_else(|| StringBuilder::new().finish())) as ArrayRef
            }
        });
        let rows = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch =
            RecordBatch::try_new_with_options(Arc::clone(self.schema), arrays.collect(), &rows)
                .map_err(|error| damaged(self.place, &error.to_string()))?;
        let origin = std::mem::replace(&mut self.origin, Origin::of(self.place));
        self.rows = 0;
        self.ready.push_back(Part { batch, given: Vec::new(), origin: Some(origin) });
        Ok(())
    }

    pub fn finish(mut self) -> Result<WorkbookRows, FileError> {
        self.end_row()?;
        if self.rows > 0 {
            self.end_part()?;
        }
        Ok(WorkbookRows { ready: self.ready, skipped: self.skipped, cut: self.cut })
    }
}

/// The rows of a sheet, batch by batch.
#[derive(Debug)]
pub(crate) struct WorkbookRows {
    ready: VecDeque<Part>,
    pub skipped: Skipped,
    /// Whether there are more rows than were wanted.
    pub cut: bool,
}

impl WorkbookRows {
    pub fn next(&mut self) -> Option<Part> {
        self.ready.pop_front()
    }
}
