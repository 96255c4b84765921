//! A part of a CSV file, from one row to another, as columns.

use std::sync::Arc;

use arrow_array::types::UInt16Type;
use arrow_array::{
    Array, ArrayRef, DictionaryArray, RecordBatch, RecordBatchOptions, StringArray, UInt16Array,
};
use arrow_buffer::{BooleanBufferBuilder, Buffer, NullBuffer, OffsetBuffer};

use super::index::Index;
use super::plan::{Plan, Role};
use super::quotes::{Quotes, Signs, Style, line_ends, unquoted};
use super::texts::{Full, NO_ANSWER, NOTHING, Texts};
use crate::files::encoding::{self, Judged};
use crate::files::error::{FileCode, FileError, Said};
use crate::files::part::{Counted, Part};
use crate::files::remarks::heads;
use crate::origin::Origin;

/// Most bytes of an answer.
pub const MOST_CELL: usize = 1 << 20;

/// Whole rows of a file.
#[derive(Debug)]
pub struct Piece<'a> {
    pub data: &'a [u8],
    pub quotes: Quotes,
    pub encoding: Judged,
}

/// What a piece became.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Lines are counted from the beginning of the piece.
    pub parts: Vec<Part>,
    pub lines: u64,
    pub skipped: Counted,
    pub remarks: Counted,
}

/// Reads pieces, with what was learned from those before.
#[derive(Debug)]
pub struct Parser {
    index: Index,
    texts: Texts,
    /// Of each row that is read, where in the index it begins.
    starts: Vec<u32>,
    scratch: Vec<u8>,
}

/// The rows of a piece.
#[derive(Default)]
struct Rows {
    origin: Origin,
    lines: u64,
    skipped: Counted,
    remarks: Counted,
}

/// Why a column is not read.
enum Stop {
    Full,
    Refused(usize, FileCode, Said),
}

impl From<Full> for Stop {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

impl Parser {
    pub fn new() -> Self {
        Self {
            index: Index::default(),
            texts: Texts::new(),
            starts: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Reads a piece; lines are counted from 0.
    pub fn read(&mut self, piece: &Piece<'_>, plan: &Plan) -> Result<Parsed, FileError> {
        self.index.find(piece.data, plan.signs, &piece.quotes);
        let Rows { mut origin, lines, skipped, remarks } = self.rows(piece, plan);
        self.unnamed(piece, plan, &mut origin);
        let mut parsed = Parsed { parts: Vec::new(), lines, skipped, remarks };
        self.texts.tidy();
        let mut from = 0;
        let mut to = self.starts.len();
        while from < self.starts.len() {
            match self.batch(piece, plan, &origin, from, to) {
                Ok(batch) => {
                    let origin = if from == 0 && to == self.starts.len() {
                        origin.clone()
                    } else {
                        origin.part(from, to)
                    };
                    let origin = Some(origin);
                    parsed.parts.push(Part { batch, given: Vec::new(), origin });
                    (from, to) = (to, self.starts.len());
                }
                Err(Stop::Full) if to - from > 1 => {
                    self.texts = Texts::new();
                    to = from + (to - from) / 2;
                }
                Err(Stop::Full) => {
                    let row = origin.row(from);
                    return Err(plan.place.at(row).refuse(
                        FileCode::TooLarge,
                        "the row has more different texts than can be told apart",
                        "この行には区別できる数を超える種類の値があります",
                    ));
                }
                Err(Stop::Refused(row, code, said)) => {
                    return Err(plan.place.at(origin.row(row)).refuse(code, said.en, said.ja));
                }
            }
        }
        Ok(parsed)
    }

    /// Finds the rows: those with something in them.
    fn rows(&mut self, piece: &Piece<'_>, plan: &Plan) -> Rows {
        self.starts.clear();
        let mut rows = Rows { origin: Origin::of(&plan.place), ..Rows::default() };
        let last = self.index.ends().len().saturating_sub(1);
        if piece.quotes.breaks.is_empty() && self.index.lines * plan.width == last {
            let regular = self.regular(piece, plan, &mut rows);
            if regular {
                return rows;
            }
            self.starts.clear();
            rows = Rows { origin: Origin::of(&plan.place), ..Rows::default() };
        }
        self.irregular(piece, plan, &mut rows);
        rows
    }

    /// Rows that all have as many cells as the header; says whether they have.
    fn regular(&mut self, piece: &Piece<'_>, plan: &Plan, rows: &mut Rows) -> bool {
        let ends = self.index.ends();
        let mut line = 0;
        for (at, row) in ends.windows(plan.width + 1).step_by(plan.width).enumerate() {
            let (Some(&before), Some(&first), Some(&end)) = (row.first(), row.get(1), row.last())
            else {
                return false;
            };
            if piece.data.get(end as usize) != Some(&plan.signs.newline) {
                return false;
            }
            let start = before.wrapping_add(1) as usize;
            if is_blank(piece.data, start, first as usize)
                && is_nothing(piece.data, start, end as usize, plan.signs)
            {
                rows.skipped.add(line);
            } else {
                rows.origin.line(self.starts.len(), line);
                self.starts.push(u32::try_from(at * plan.width).unwrap_or(u32::MAX));
            }
            line += 1;
        }
        rows.lines = line;
        true
    }

    fn irregular(&mut self, piece: &Piece<'_>, plan: &Plan, rows: &mut Rows) {
        let (data, newline) = (piece.data, plan.signs.newline);
        let last = self.index.ends().len().saturating_sub(1);
        let mut breaks = piece.quotes.breaks.iter().peekable();
        let (mut at, mut line) = (0, 0);
        while at < last {
            let ends = self.index.ends().get(at..).unwrap_or_default();
            let of_row = ends.get(1..).unwrap_or_default();
            let cells = of_row.iter().position(|&end| data.get(end as usize) == Some(&newline));
            let cells = cells.map_or(of_row.len(), |cells| cells + 1);
            let start = ends.first().map_or(0, |end| end.wrapping_add(1)) as usize;
            let end = ends.get(cells).map_or(data.len(), |&end| end as usize);
            let here = line;
            line += 1;
            while let Some((begin, quoted)) = breaks.next_if(|(begin, _)| *begin < end) {
                line += line_ends(newline, data.get(*begin..*quoted).unwrap_or_default());
            }
            if is_nothing(data, start, end, plan.signs) {
                rows.skipped.add(here);
                at += cells;
                continue;
            }
            if cells == 1 && plan.width > 1 && is_remark(piece, start, end) {
                rows.remarks.add(here);
                at += cells;
                continue;
            }
            let row = self.starts.len();
            rows.origin.line(row, here);
            let mut begin = at;
            if cells < plan.width {
                rows.origin.flaws.push((row, ragged(cells, plan.width)));
                // What is there, and then cells of nothing.
                begin = self.index.ends().len();
                for place in at..=at + cells {
                    let end = self.index.ends().get(place).copied().unwrap_or_default();
                    self.index.push(end);
                }
                let end = u32::try_from(end).unwrap_or_default();
                for missing in 1..=plan.width - cells {
                    self.index.push(end + u32::try_from(missing).unwrap_or_default());
                }
            } else if cells > plan.width {
                let from = ends.get(plan.width).map_or(end, |&end| end as usize + 1);
                if !is_nothing(data, from, end, plan.signs) {
                    rows.origin.flaws.push((row, ragged(cells, plan.width)));
                }
            }
            self.starts.push(u32::try_from(begin).unwrap_or(u32::MAX));
            at += cells;
        }
        rows.lines = line;
    }

    /// A value without a heading is a problem of its row.
    fn unnamed(&self, piece: &Piece<'_>, plan: &Plan, origin: &mut Origin) {
        for &place in &plan.unnamed {
            let cells = Cells {
                data: piece.data,
                ends: self.index.ends(),
                place,
                last: place + 1 == plan.width,
                encoding: piece.encoding,
                column: "",
            };
            for (row, &start) in self.starts.iter().enumerate() {
                let (start, end) = cells.cell(start);
                if !is_blank(piece.data, start, end) && !origin.is_flawed(row) {
                    let column = place + 1;
                    origin.flaw(
                        row,
                        Said::new(
                            format!("column {column} has a value and no heading"),
                            format!("{column}列目に値がありますが、見出しがありません"),
                        ),
                    );
                }
            }
        }
    }

    fn batch(
        &mut self,
        piece: &Piece<'_>,
        plan: &Plan,
        origin: &Origin,
        from: usize,
        to: usize,
    ) -> Result<RecordBatch, Stop> {
        let starts = self.starts.get(from..to).unwrap_or_default();
        let mut columns: Vec<Option<Vec<u16>>> = Vec::with_capacity(plan.columns.len());
        let mut arrays: Vec<Option<ArrayRef>> = Vec::with_capacity(plan.columns.len());
        let quoted = piece.quotes.style != Style::None;
        for column in &plan.columns {
            let cells = Cells {
                data: piece.data,
                ends: self.index.ends(),
                place: column.place,
                last: column.place + 1 == plan.width,
                encoding: piece.encoding,
                column: &column.name,
            };
            let answers = match column.role {
                Role::Answer if quoted => {
                    cells.answers::<true>(starts, &mut self.texts, &mut self.scratch)
                }
                Role::Answer => cells.answers::<false>(starts, &mut self.texts, &mut self.scratch),
                Role::Text => {
                    let array = cells.texts(starts, &mut self.scratch);
                    arrays.push(Some(array.map_err(|stop| stop.after(from))?));
                    columns.push(None);
                    continue;
                }
            };
            let mut answers = answers.map_err(|stop| stop.after(from))?;
            for row in origin.flaws.iter().map(|(row, _)| *row).filter(|row| *row >= from) {
                if let Some(answer) = answers.get_mut(row - from) {
                    *answer = NO_ANSWER;
                }
            }
            columns.push(Some(answers));
            arrays.push(None);
        }
        let values = self.texts.array();
        let arrays = arrays.into_iter().zip(columns).map(|(array, keys)| match (array, keys) {
            (Some(array), _) => array,
            (None, keys) => dictionary(keys.unwrap_or_default(), &values),
        });
        let rows = RecordBatchOptions::new().with_row_count(Some(to - from));
        RecordBatch::try_new_with_options(Arc::clone(&plan.schema), arrays.collect(), &rows)
            .map_err(|error| {
                Stop::Refused(
                    from,
                    FileCode::Damaged,
                    Said::new(error.to_string(), error.to_string()),
                )
            })
    }
}

impl Stop {
    /// The same about a row that is counted from another one.
    fn after(self, rows: usize) -> Self {
        match self {
            Self::Refused(row, code, said) => Self::Refused(row + rows, code, said),
            Self::Full => Self::Full,
        }
    }
}

fn ragged(cells: usize, width: usize) -> Said {
    Said::new(
        format!("the row has {cells} cells, the header {width}"),
        format!("この行のセルは{cells}個ですが、見出しは{width}個です"),
    )
}

/// Whether the only cell of a row begins as a remark does.
fn is_remark(piece: &Piece<'_>, start: usize, end: usize) -> bool {
    let mut cell = Vec::new();
    unquoted(piece.data.get(start..end).unwrap_or_default(), &mut cell);
    heads(&piece.encoding.cells().decode_lossy(&cell))
}

/// Whether there is nothing but spacing and quotes between two places.
#[inline(always)]
fn is_blank(data: &[u8], start: usize, end: usize) -> bool {
    let mut cell = data.get(start..end).unwrap_or_default().iter();
    cell.all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'"'))
}

/// Whether a row is nothing but separators and spacing, or the sign that ends files of old systems.
fn is_nothing(data: &[u8], start: usize, end: usize, signs: Signs) -> bool {
    let mut row = data.get(start..end).unwrap_or_default().iter();
    row.all(|&byte| {
        byte == signs.separator || matches!(byte, b' ' | b'\t' | b'\r' | b'"' | b'\x1a')
    })
}

/// A column of numbers that [`Texts`] gave out.
pub fn dictionary(keys: Vec<u16>, values: &Arc<StringArray>) -> ArrayRef {
    let values: ArrayRef = Arc::clone(values) as ArrayRef;
    debug_assert!(keys.iter().all(|&key| usize::from(key) < values.len()));
    let keys = UInt16Array::new(keys.into(), None);
    // SAFETY: a number is given out when its text is added to the values, and they are only added to.
    Arc::new(unsafe { DictionaryArray::<UInt16Type>::new_unchecked(keys, values) })
}

/// The cells of a column.
struct Cells<'a> {
    data: &'a [u8],
    ends: &'a [u32],
    place: usize,
    last: bool,
    encoding: Judged,
    column: &'a str,
}

impl Cells<'_> {
    #[inline(always)]
    fn cell(&self, start: u32) -> (usize, usize) {
        let at = start as usize + self.place;
        let pair = self.ends.get(at..).and_then(|ends| ends.first_chunk());
        let [before, end] = pair.copied().unwrap_or([u32::MAX, 0]);
        let (start, mut end) = (before.wrapping_add(1) as usize, end as usize);
        if self.last && end > start && self.data.get(end - 1) == Some(&b'\r') {
            end -= 1;
        }
        (start, end)
    }

    fn answers<const QUOTED: bool>(
        &self,
        starts: &[u32],
        texts: &mut Texts,
        scratch: &mut Vec<u8>,
    ) -> Result<Vec<u16>, Stop> {
        let mut keys = vec![NOTHING; starts.len()];
        for (row, (&start, key)) in starts.iter().zip(&mut keys).enumerate() {
            let (mut start, mut end) = self.cell(start);
            if QUOTED && self.data.get(start) == Some(&b'"') {
                let plain = end > start + 1 && self.data.get(end - 1) == Some(&b'"');
                if !plain
                    || memchr::memchr(b'"', self.data.get(start + 1..end - 1).unwrap_or_default())
                        .is_some()
                {
                    *key = self.rarely(row, start, end, texts, scratch)?;
                    continue;
                }
                (start, end) = (start + 1, end - 1);
            }
            *key = match texts.known(self.data, start, end.wrapping_sub(start)) {
                Some(key) => key,
                None => self.seldom(row, start, end, texts)?,
            };
        }
        Ok(keys)
    }

    /// A cell with quotes in it.
    #[cold]
    fn rarely(
        &self,
        row: usize,
        start: usize,
        end: usize,
        texts: &mut Texts,
        scratch: &mut Vec<u8>,
    ) -> Result<u16, Stop> {
        unquoted(self.data.get(start..end).unwrap_or_default(), scratch);
        match texts.seen(scratch) {
            Some(key) => Ok(key),
            None => Ok(texts.learn(scratch, self.says(row, scratch)?)?),
        }
    }

    #[cold]
    fn seldom(&self, row: usize, start: usize, end: usize, texts: &mut Texts) -> Result<u16, Stop> {
        let text = self.data.get(start..end).unwrap_or_default();
        match texts.seen(text) {
            Some(key) => Ok(key),
            None => Ok(texts.learn(text, self.says(row, text)?)?),
        }
    }

    /// What an answer says. Where the caller said the encoding, what is not text is no answer.
    fn says(&self, row: usize, text: &[u8]) -> Result<String, Stop> {
        self.bounded(row, text)?;
        match self.encoding.decode(text) {
            Some(text) => Ok(text.into_owned()),
            None if self.encoding.found() => Err(self.not_text(row)),
            None => Ok(self.encoding.cells().decode_lossy(text)),
        }
    }

    fn bounded(&self, row: usize, text: &[u8]) -> Result<(), Stop> {
        if text.len() <= MOST_CELL {
            return Ok(());
        }
        let said = Said::new(
            format!("column {}: the cell is larger than 1 MiB", self.column),
            format!("列「{}」：セルが1MiBを超えています", self.column),
        );
        Err(Stop::Refused(row, FileCode::TooLarge, said))
    }

    fn not_text(&self, row: usize) -> Stop {
        let (name, column) = (self.encoding.cells().name(), self.column);
        let said = if self.encoding.found() {
            Said::new(
                format!(
                    "column {column}: not {name}, as the file was up to here: give its encoding"
                ),
                format!(
                    "列「{column}」：ここまでは{name}でしたが、{name}でない文字があります。\
                     文字コードを指定してください"
                ),
            )
        } else {
            Said::new(
                format!("column {column}: not {name}"),
                format!("列「{column}」：{name}ではありません"),
            )
        };
        Stop::Refused(row, FileCode::NotText, said)
    }

    /// The column as text; what is empty is null.
    fn texts(&self, starts: &[u32], scratch: &mut Vec<u8>) -> Result<ArrayRef, Stop> {
        let mut ends = Vec::with_capacity(starts.len() + 1);
        ends.push(0);
        let mut text: Vec<u8> = Vec::new();
        let mut empty = 0;
        let cells = self.encoding.cells();
        for (row, &start) in starts.iter().enumerate() {
            let (start, end) = self.cell(start);
            let mut cell = self.data.get(start..end).unwrap_or_default();
            // The last cell of a row that is too short.
            if self.data.get(end) == Some(&b'\n') {
                cell = cell.strip_suffix(b"\r").unwrap_or(cell);
            }
            if cell.first() == Some(&b'"') {
                unquoted(cell, scratch);
                cell = scratch;
            }
            if cells == encoding::Cells::Utf8 || cell.is_ascii() {
                text.extend_from_slice(cell);
            } else {
                let cell = self.encoding.decode(cell).ok_or_else(|| self.not_text(row))?;
                text.extend_from_slice(cell.as_bytes());
            }
            let end = i32::try_from(text.len()).unwrap_or(i32::MAX);
            empty += usize::from(ends.last() == Some(&end));
            ends.push(end);
        }
        let nulls = (empty > 0).then(|| {
            let mut there = BooleanBufferBuilder::new(starts.len());
            ends.windows(2).for_each(|ends| there.append(ends.first() != ends.last()));
            NullBuffer::new(there.finish())
        });
        let (ends, text) = (OffsetBuffer::new(ends.into()), Buffer::from_vec(text));
        match StringArray::try_new(ends.clone(), text.clone(), nulls) {
            Ok(array) => Ok(Arc::new(array)),
            Err(_) => Err(self.not_text(first_that_is_no_text(&text, &ends))),
        }
    }
}

fn first_that_is_no_text(text: &[u8], ends: &[i32]) -> usize {
    let place = |end: Option<&i32>| end.map_or(0, |&end| usize::try_from(end).unwrap_or(0));
    let mut cells = ends.windows(2).map(|ends| {
        std::str::from_utf8(text.get(place(ends.first())..place(ends.last())).unwrap_or_default())
    });
    cells.position(|cell| cell.is_err()).unwrap_or(0)
}
