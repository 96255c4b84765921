//! Rows of a table that are none of its rows: headings of sections, examples above the first firm, totals
//! and remarks below the last one.

use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray as _;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_select::filter::filter_record_batch;

use super::error::FileError;
use super::part::{Counted, Part};
use super::workbook::damaged;
use crate::cell::text;
use crate::origin::NO_ANSWER_TEXT;
use crate::origin::Origin;

/// Where a row says whose it is, and what it answers.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    pub id: Option<usize>,
    pub answers: Vec<usize>,
}

/// Rows of a batch that are no rows of the table, by their positions: headings of sections
/// (`【関東支店】`) and remarks (`※ …`), of a single text that is neither an id nor an answer; examples
/// (`記入例`) and totals (`合計`); and the headings of the table once more, as on every printed page.
///
/// `id` and `answers` are names of columns. What files are scored from is without them; they are told
/// by [`ScoredFiles::notes`](super::ScoredFiles::notes).
#[must_use]
pub fn remarks(batch: &RecordBatch, id: &str, answers: &[&str]) -> Vec<usize> {
    let place = |name: &str| batch.schema_ref().index_of(name).ok();
    let answers = answers.iter().filter_map(|name| place(name)).collect();
    found(batch, &Looks { id: place(id), answers })
}

fn found(batch: &RecordBatch, looks: &Looks) -> Vec<usize> {
    let Some(ids) = looks.id.and_then(|id| batch.columns().get(id)) else { return Vec::new() };
    if looks.answers.is_empty() {
        return Vec::new();
    }
    let heading = looks.id.map(|id| batch.schema_ref().field(id).name().as_str());
    let mut odd = odd(ids, heading);
    odd.retain(|&row| is_remark(batch, row, ids, looks));
    odd
}

/// Whether a row says the names of the columns again: that of the id, and those of the answers.
fn is_heading(batch: &RecordBatch, row: usize, id: &str, looks: &Looks) -> bool {
    let name = |at: usize| batch.schema_ref().fields().get(at).map(|field| field.name().as_str());
    let says = |at: &usize| {
        let cell = batch.columns().get(*at).and_then(|column| text(column.as_ref(), row));
        cell.is_some_and(|cell| name(*at) == Some(cell.trim()))
    };
    looks.id.and_then(name) == Some(id) && looks.answers.iter().all(says)
}

fn is_remark(batch: &RecordBatch, row: usize, ids: &ArrayRef, looks: &Looks) -> bool {
    let id = text(ids.as_ref(), row).filter(|id| !id.trim().is_empty());
    if let Some(id) = &id
        && (is_example(id)
            || (is_total(id) && counts(batch, row, &looks.answers))
            || is_heading(batch, row, id.trim(), looks))
    {
        return true;
    }
    if id.as_ref().is_some_and(|id| !heads(id)) {
        return false;
    }
    let mut cells = batch.columns().iter().enumerate().filter_map(|(at, column)| {
        Some((at, text(column.as_ref(), row).filter(|cell| !cell.trim().is_empty())?))
    });
    match (cells.next(), cells.next()) {
        (Some((at, cell)), None) => heads(&cell) || !looks.answers.contains(&at),
        _ => false,
    }
}

impl Part {
    /// Takes out what is no row of the table, and counts it. An error of a spreadsheet is no id.
    pub fn without_remarks(mut self, looks: &Looks, left: &mut Counted) -> Result<Self, FileError> {
        if let Some(id) = looks.id
            && let Some(ids) = self.batch.columns().get(id).and_then(without_errors)
            && let Some(origin) = &self.origin
        {
            let mut columns = self.batch.columns().to_vec();
            if let Some(column) = columns.get_mut(id) {
                *column = ids;
            }
            self.batch = RecordBatch::try_new(self.batch.schema(), columns)
                .map_err(|error| damaged(&origin.place, &error.to_string()))?;
        }
        let remarks = found(&self.batch, looks);
        if remarks.is_empty() {
            return Ok(self);
        }
        let Self { batch, given, origin } = self;
        let Some(old) = origin else { return Ok(Self { batch, given, origin }) };
        let mut origin = Origin::of(&old.place);
        let mut kept = Vec::new();
        for row in 0..batch.num_rows() {
            if remarks.binary_search(&row).is_ok() {
                left.add(old.row(row));
                kept.push(false);
            } else {
                let at = row - remarks.partition_point(|&remark| remark < row);
                origin.line(at, old.row(row));
                kept.push(true);
            }
        }
        let flaws = old.flaws.into_iter().filter(|(row, _)| remarks.binary_search(row).is_err());
        origin.flaws = flaws
            .map(|(row, said)| (row - remarks.partition_point(|&remark| remark < row), said))
            .collect();
        let batch = filter_record_batch(&batch, &BooleanArray::from(kept))
            .map_err(|error| damaged(&old.place, &error.to_string()))?;
        Ok(Self { batch, given, origin: Some(origin) })
    }
}

/// The ids without spreadsheet errors; `None` if there are no errors among them.
fn without_errors(ids: &ArrayRef) -> Option<ArrayRef> {
    let mut errors = odd(ids, None);
    errors.retain(|&row| text(ids.as_ref(), row).is_some_and(|id| is_error(&id)));
    let texts = ids.as_string_opt::<i32>().filter(|_| !errors.is_empty())?;
    let kept = texts.iter().enumerate();
    let kept = kept.map(|(row, id)| id.filter(|_| errors.binary_search(&row).is_err()));
    Some(Arc::new(kept.collect::<StringArray>()))
}

/// Rows without an id, or whose id is the heading or begins like an error, a remark, an example or a
/// total: the only ones that need a closer look.
fn odd(ids: &ArrayRef, heading: Option<&str>) -> Vec<usize> {
    let Some(ids) = ids.as_string_opt::<i32>() else { return Vec::new() };
    let data = ids.value_data();
    let begin = &*BEGIN;
    let is_odd = |ends: &[i32]| {
        let [from, to] = *ends else { return false };
        let (from, end) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
        if heading.is_some_and(|heading| data.get(from..end) == Some(heading.as_bytes())) {
            return true;
        }
        let first = data.get(from).filter(|_| from < end);
        match first {
            // The signs of Japanese, before its letters.
            Some(0xe3) if data.get(from + 1) == Some(&0x80) => true,
            Some(0xe2 | 0xef) | None => true,
            Some(byte) if byte.is_ascii_alphanumeric() => {
                end - from <= begin.longest && begin.latin.contains(&byte.to_ascii_lowercase())
            }
            Some(byte) if byte.is_ascii() => true,
            // The characters that totals and examples begin with, by their first two bytes.
            Some(byte) => {
                data.get(from + 1).is_some_and(|second| begin.pairs.contains(&[*byte, *second]))
            }
        }
    };
    let ends = ids.value_offsets().windows(2).enumerate();
    ends.filter(|(_, ends)| is_odd(ends)).map(|(row, _)| row).collect()
}

/// Words for a sum over the rows above.
const TOTALS: [&str; 25] = [
    "合計",
    "合計点",
    "総計",
    "小計",
    "計",
    "総合計",
    "平均",
    "平均値",
    "平均点",
    "中央値",
    "最大",
    "最大値",
    "最小",
    "最小値",
    "標準偏差",
    "件数",
    "回答数",
    "実施率",
    "達成率",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "average",
];
/// Words for a row or sheet that shows how to fill in the others.
const EXAMPLES: [&str; 5] = ["見本", "サンプル", "example", "examples", "sample"];
const FILLED_IN: [&str; 5] = ["記入例", "記載例", "入力例", "回答例", "記入見本"];
/// How the words begin, so that of most ids no more is looked at.
static BEGIN: LazyLock<Begin> = LazyLock::new(|| {
    let words = || TOTALS.iter().chain(&EXAMPLES).chain(&FILLED_IN);
    let latin = || words().filter(|word| word.is_ascii());
    Begin {
        latin: latin().filter_map(|word| word.bytes().next()).collect(),
        longest: latin().map(|word| word.len()).max().unwrap_or(0),
        pairs: words().filter_map(|word| word.as_bytes().first_chunk().copied()).collect(),
    }
});

struct Begin {
    /// The first letters of words in Latin letters, and the bytes of the longest.
    latin: Vec<u8>,
    longest: usize,
    /// The first two bytes of words.
    pairs: Vec<[u8; 2]>,
}

/// What a spreadsheet shows where a formula has no value.
const ERRORS: [&str; 8] =
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"];

/// Whether a text is what a spreadsheet shows where a formula has no value: `#N/A`, `#REF!`.
#[must_use]
pub fn is_error(text: &str) -> bool {
    ERRORS.contains(&text.trim())
}

fn is_total(text: &str) -> bool {
    TOTALS.contains(&&*text.trim().to_lowercase())
}

/// Whether a row has numbers where others have answers, or nothing that can be taken as it is.
fn counts(batch: &RecordBatch, row: usize, answers: &[usize]) -> bool {
    let mut cells = answers.iter().filter_map(|&at| text(batch.columns().get(at)?.as_ref(), row));
    let number = |cell: String| {
        let plain = cell.trim().trim_end_matches(['%', '％']).replace(',', "");
        plain.is_empty() || plain == NO_ANSWER_TEXT || plain.parse::<f64>().is_ok()
    };
    cells.all(number)
}

/// Whether a text says that it is an example: `記入例`, `（例）…`, `Sample`.
pub fn is_example(text: &str) -> bool {
    const OPEN: [char; 12] = ['(', '（', '【', '[', '［', '<', '＜', '〈', '〔', '※', '■', '「'];
    let plain = text.trim().trim_start_matches(OPEN);
    let closed = |rest: &str| {
        rest.is_empty()
            || rest
                .starts_with([')', '）', '】', ']', '］', '>', '＞', '〉', '〕', '」', ':', '：'])
    };
    FILLED_IN.iter().any(|word| plain.starts_with(word))
        || plain.strip_prefix('例').is_some_and(closed)
        || EXAMPLES.contains(&&*plain.trim_end_matches(['）', ')', '】']).to_lowercase())
}

/// Whether a text begins as a heading or a remark does, and no name of a firm.
pub(super) fn heads(text: &str) -> bool {
    text.trim_start()
        .starts_with(['※', '■', '□', '●', '◆', '◇', '▼', '▽', '【', '＜', '＊', '*', '#'])
}
