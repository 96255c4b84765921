//! The rows of a sheet shared out among threads.
//!
//! The XML is cut in front of rows, and each part read as a sheet of its own. That a cut is one is proved
//! by the reader itself: each part but the last ends with a row of ours, whose one cell has no place of its
//! own. It comes last, in the first column and as a number, only if the reader was between two rows:
//! in a comment, a text, a quoted value or a cell it would be swallowed, and in a row it would stand in
//! another column. So a part begins as the whole would go on, and every row is read as in the whole. An
//! end tag too many is an error in every part but the first, which has the beginning of the whole.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::scope;

use calamine::DataRef;
use memchr::{memchr, memmem};

use super::cells::{next_of, shown};
use super::package::{SheetXml, row_number};
use super::table::{Plan, Table};

/// Fewest bytes of XML that are worth a thread, and how many times what it reads beside them.
const FEWEST: usize = if cfg!(test) { 1 << 6 } else { 1 << 20 };
const TIMES: u64 = if cfg!(test) { 0 } else { 4 };

/// Rows that are looked at for a cut: merged cells of a firm go over as many as it has answers.
const LOOKED_AT: usize = 1 << 10;

/// What a part begins with, if it is not the first, and ends with, if it is not the last.
const BEGIN: &[u8] = b"<sheetData>";
const END: &[u8] = b"<row><c><v>1</v></c></row></sheetData>";
/// The value of the cell that a part ends with.
const ENDED: f64 = 1.0;

/// The tables of the parts of a sheet, in order; `None` if it is better read as a whole, or must be.
pub fn tables<'a>(
    sheet: &SheetXml,
    name: &str,
    threads: usize,
    plan: &Plan<'a>,
) -> Option<Vec<Table<'a>>> {
    let again = usize::try_from(sheet.again.saturating_mul(TIMES)).ok()?;
    let parts = threads.min(sheet.xml.len() / again.max(FEWEST));
    let empty = Table::new(plan);
    let parts = cut(&sheet.xml, parts, &empty);
    if parts.len() < 2 || !is_utf8(&sheet.xml) {
        return None;
    }
    let tables: Vec<Table<'a>> = scope(|scope| {
        let threads = parts.iter().map(|part| scope.spawn(|| read(sheet, name, part, plan)));
        let threads: Vec<_> = threads.collect();
        let tables = threads.into_iter().map(|it| it.join().unwrap_or_else(|it| resume_unwind(it)));
        tables.collect::<Option<_>>()
    })?;
    // The number of a row may be another than that of its cells.
    let alone = |table: &Table<'_>| table.first.is_none_or(|first| !empty.continues(first));
    tables.iter().skip(1).all(alone).then_some(tables)
}

/// Whether the XML is in the encoding that it has without a declaration.
fn is_utf8(xml: &[u8]) -> bool {
    let xml = xml.strip_prefix(b"\xef\xbb\xbf").unwrap_or(xml);
    let Some(rest) = xml.strip_prefix(b"<?xml") else { return xml.starts_with(b"<") };
    let Some(end) = memchr(b'>', rest) else { return false };
    let said = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
    memmem::find(&said, b"encoding").is_none() || memmem::find(&said, b"utf-8").is_some()
}

/// Cuts the XML into `parts` parts at most, in front of rows that have a number and need none above.
fn cut(xml: &[u8], parts: usize, table: &Table<'_>) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    for at in 1..parts {
        let from = (xml.len() / parts * at).max(cuts.last().map_or(0, |cut| cut + 1));
        let rows = memmem::find_iter(xml.get(from..).unwrap_or_default(), b"<row ");
        let mut rows = rows.map(|row| from + row).take(LOOKED_AT);
        cuts.extend(rows.find(|row| number(xml, *row).is_some_and(|row| !table.continues(row))));
    }
    cuts.push(xml.len());
    cuts.windows(2).filter_map(|ends| Some(*ends.first()?..*ends.last()?)).collect()
}

/// The number of the row that begins here, from 0.
fn number(xml: &[u8], row: usize) -> Option<u32> {
    let tag = xml.get(row..)?;
    row_number(tag.get(..memchr(b'>', tag)?)?)
}

/// The table of a part; `None` if anything about it is not as in a part of a whole sheet.
fn read<'a>(
    sheet: &SheetXml,
    name: &str,
    part: &Range<usize>,
    plan: &Plan<'a>,
) -> Option<Table<'a>> {
    let xml = sheet.xml.get(part.clone())?;
    let begin = if part.start == 0 { &[][..] } else { BEGIN };
    let last = part.end == sheet.xml.len();
    let mut book = sheet.with(&[begin, xml, if last { &[] } else { END }])?;
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    let mut table = Table::new(plan);
    let mut waiting = None;
    let mut take = |((row, column), value): ((u32, u32), DataRef<'_>)| match shown(&value) {
        Some(text) => table.cell(row, column, &text).ok(),
        None => Some(()),
    };
    while let Some(cell) = next_of(&mut cells).ok()? {
        if let Some(cell) = waiting.replace(cell) {
            take(cell)?;
        }
    }
    match waiting {
        Some(((_, 0), DataRef::Float(ENDED))) if !last => {}
        Some(cell) if last => take(cell)?,
        None if last => {}
        _ => return None,
    }
    Some(table)
}
