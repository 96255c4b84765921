//! The rows of a sheet as they become columns.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use calamine::Dimensions;

use super::cells::Text;
use super::merged::Merged;
use super::{damaged, not_in_order};
use crate::files::csv::{Column, NO_ANSWER, NOTHING, Role, Texts, dictionary};
use crate::files::error::{FileCode, FileError, Place, Said};
use crate::files::part::{Counted, Part};
use crate::files::wanted::Answered;
use crate::origin::Origin;

/// Rows of a batch.
const BATCH: usize = 1 << 15;
/// Texts of the workbook's list whose numbers are remembered.
const SHARED: usize = 64;

/// The letters of a column, from 0.
pub fn letters(mut column: u32) -> String {
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
    /// The last row of the header, from 0.
    header: u32,
    /// The first row, the one that is being read, and the last one before it.
    pub first: Option<u32>,
    row: Option<u32>,
    last: u32,
    now: Vec<u16>,
    now_carried: Vec<Option<String>>,
    merged: Merged,
    /// Columns of text, by their number in the sheet, whose merged cells count for all their rows.
    filled: Vec<Option<u32>>,
    /// The column of text without which a row has no answers of its own.
    key: Option<usize>,
    flaw: Option<Said>,
    rows: usize,
    origin: Origin,
    ready: Vec<Part>,
    /// Numbers of rows that the sheet does not show, and those of them that are in the table.
    unseen: &'a [u32],
    hidden: Counted,
    /// Rows that are done.
    done: usize,
    /// Whether there are more rows than were wanted.
    pub cut: bool,
}

/// What a table is made of.
pub struct Plan<'a> {
    pub place: &'a Place,
    /// The headings, and the last row of theirs, from 0.
    pub names: &'a [Option<String>],
    pub header: u32,
    pub columns: &'a [Column],
    pub schema: &'a SchemaRef,
    pub answered: &'a Answered,
    /// The merged cells of the sheet.
    pub regions: &'a [Dimensions],
    /// Numbers of the rows, from 0, that the sheet does not show, in order.
    pub hidden: &'a [u32],
}

impl<'a> Table<'a> {
    pub fn new(plan: &Plan<'a>) -> Self {
        let Plan { place, names, header, columns, schema, answered, regions, hidden } = *plan;
        let texts: Vec<&Column> = columns.iter().filter(|it| it.role == Role::Text).collect();
        let answers = columns.len() - texts.len();
        let at = |column: &Column| u32::try_from(column.place).ok();
        let filled: Vec<Option<u32>> = texts
            .iter()
            .map(|column| at(column).filter(|_| answered.filled.contains(&column.name)))
            .collect();
        let covered = columns.iter().filter(|column| answered.columns.contains(&column.name));
        let covered: Vec<u32> = covered.filter_map(at).collect();
        let down: Vec<u32> = filled.iter().flatten().copied().collect();
        Self {
            place,
            columns,
            schema,
            targets: targets(names, columns),
            texts: Texts::new(),
            shared: [(0, NOTHING); SHARED],
            answers: vec![Vec::new(); answers],
            carried: texts.iter().map(|_| StringBuilder::new()).collect(),
            header,
            first: None,
            row: None,
            last: header,
            now: vec![NOTHING; answers],
            now_carried: vec![None; texts.len()],
            merged: Merged::new(regions, &covered, &down),
            filled,
            key: texts.iter().position(|column| answered.key.as_ref() == Some(&column.name)),
            flaw: None,
            rows: 0,
            origin: Origin::of(place),
            ready: Vec::new(),
            unseen: hidden,
            hidden: Counted::default(),
            done: 0,
            cut: false,
        }
    }

    /// Whether merged cells go on from the row above, so that a row needs what is above it.
    pub fn continues(&self, row: u32) -> bool {
        self.merged.continues(row)
    }

    /// Whether a row is one too many.
    pub fn is_full(&self, row: u32, most: usize) -> bool {
        self.row != Some(row) && self.done + usize::from(self.row.is_some()) >= most
    }

    pub fn cell(&mut self, row: u32, column: u32, text: &Text<'_>) -> Result<(), FileError> {
        if row <= self.header {
            return Ok(());
        }
        if self.row != Some(row) {
            self.end_row()?;
            if row <= self.last {
                return Err(not_in_order(self.place));
            }
            self.first.get_or_insert(row);
            self.row = Some(row);
        }
        let target = self.targets.get(column as usize).copied().unwrap_or(Target::Unnamed);
        if let Target::Answer(_) | Target::Text(_) = target {
            self.merged.note(row, column, text.as_str());
        }
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

    /// Ends the row that is being read.
    pub fn end_row(&mut self) -> Result<(), FileError> {
        let Some(row) = self.row.take() else { return Ok(()) };
        self.last = row;
        self.origin.line(self.rows, u64::from(row) + 1);
        if self.unseen.binary_search(&row).is_ok() {
            self.hidden.add(u64::from(row) + 1);
        }
        let key = self.key.and_then(|key| self.now_carried.get(key));
        let has_answers = key.is_none_or(Option::is_some);
        let covered = || self.merged.over_answers(row).filter(|_| has_answers);
        let flawed = self.flaw.take().or_else(covered);
        let lost = flawed.is_some();
        if let Some(flaw) = flawed {
            self.origin.flaw(self.rows, flaw);
        }
        for (column, now) in self.answers.iter_mut().zip(&mut self.now) {
            column.push(if lost { NO_ANSWER } else { *now });
            *now = NOTHING;
        }
        let now = self.now_carried.iter_mut().zip(&self.filled);
        for (column, (now, filled)) in self.carried.iter_mut().zip(now) {
            let above = || filled.and_then(|column| self.merged.filled(row, column));
            column.append_option(now.take().as_deref().or_else(above));
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
        self.ready.push(Part { batch, given: Vec::new(), origin: Some(origin) });
        Ok(())
    }

    /// The rows, of one table or of several that go on from one another; `None` if they do not.
    pub fn together(tables: Vec<Self>, header: u32) -> Result<Option<WorkbookRows>, FileError> {
        let (mut parts, mut cut, mut texts) = (Vec::new(), false, 0);
        let mut hidden = Counted::default();
        for mut table in tables {
            table.end_row()?;
            if table.rows > 0 {
                table.end_part()?;
            }
            texts += table.texts.count();
            cut |= table.cut;
            hidden = hidden.and(table.hidden);
            parts.append(&mut table.ready);
        }
        let skipped = between(u64::from(header) + 1, &parts).filter(|_| texts <= Texts::MOST);
        Ok(skipped.map(|skipped| WorkbookRows { ready: parts.into(), skipped, hidden, cut }))
    }
}

/// What each column of the sheet is for.
fn targets(names: &[Option<String>], columns: &[Column]) -> Vec<Target> {
    let named = |name: &Option<String>| match name {
        Some(_) => Target::Unwanted,
        None => Target::Unnamed,
    };
    let mut targets: Vec<Target> = names.iter().map(named).collect();
    let (mut answers, mut texts) = (0, 0);
    for column in columns {
        let (count, target): (_, fn(usize) -> Target) = match column.role {
            Role::Answer => (&mut answers, Target::Answer),
            Role::Text => (&mut texts, Target::Text),
        };
        if let Some(found) = targets.get_mut(column.place) {
            *found = target(*count);
        }
        *count += 1;
    }
    targets
}

/// The rows without a value between those of the table, which follows this one; `None` if its rows are
/// not in order.
fn between(header: u64, parts: &[Part]) -> Option<Counted> {
    let (mut last, mut skipped) = (header, Counted::default());
    for part in parts {
        let lines = part.origin.as_ref().map_or(&[][..], |origin| &*origin.lines);
        let ends = lines.iter().skip(1).map(|(first, _)| *first).chain([part.batch.num_rows()]);
        for ((first, line), end) in lines.iter().zip(ends) {
            let rows = line.checked_sub(last + 1)?;
            skipped.extend(Counted { rows, first: 0, last: rows.saturating_sub(1) }, last + 1);
            last = line + (end - first) as u64 - 1;
        }
    }
    Some(skipped)
}

/// The rows of a sheet, batch by batch.
#[derive(Debug)]
pub(crate) struct WorkbookRows {
    ready: VecDeque<Part>,
    pub skipped: Counted,
    /// Rows that the sheet does not show.
    pub hidden: Counted,
    /// Whether there are more rows than were wanted.
    pub cut: bool,
}

impl WorkbookRows {
    pub fn next(&mut self) -> Option<Part> {
        self.ready.pop_front()
    }
}
