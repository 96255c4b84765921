//! The beginning of a CSV file: its signs, and the names of its columns.

use memchr::{memchr, memchr2, memrchr};

use super::blocks::{Blocks, MOST_ROW};
use super::quotes::{Signs, Style, line_ends, unquoted};
use crate::files::error::{FileCode, FileError, Place, Said, unavailable};
use crate::files::headings::joined;
use crate::files::top::{Below, Row, TOP};
use std::path::Path;

/// Bytes in which the header is looked for first.
const START: usize = 1 << 18;
/// Most columns of a file: as many as a sheet of Excel has.
const MOST_COLUMNS: usize = 16_384;

/// What the beginning of a file says.
#[derive(Clone, Debug)]
pub struct Header {
    pub signs: Signs,
    /// By position; `None` for a column without a name.
    pub names: Vec<Option<String>>,
    /// What was found out and should be known.
    pub found: Vec<Said>,
    /// That rows below the names are not read.
    pub below: Option<Said>,
    /// The first row and how many there are.
    pub at: (u64, u32),
}

/// Reads the header, and leaves the rows behind it.
pub fn read(
    blocks: &mut Blocks,
    place: &Place,
    tabs: bool,
    row: Option<u64>,
    rows: u32,
) -> Result<Header, FileError> {
    let (mut signs, said) = begin(blocks, place, tabs)?;
    let newline = signs.newline;
    while let Some(row) = row.filter(|row| blocks.line < *row) {
        let Some(end) = memchr(newline, blocks.rest()) else { return Err(beyond(place, row)) };
        blocks.take(end + 1, 1);
    }
    let there = |found: Result<usize, FileError>, said: Option<u64>| match (found, said) {
        (Err(error), Some(row)) if error.code() == FileCode::NoHeader => Err(beyond(place, row)),
        (found, _) => found,
    };
    let mut end = there(next_row(blocks, signs, place), row)?;
    while row.is_none() && is_nothing(blocks.rest().get(..end).unwrap_or_default(), signs) {
        pass(blocks, end, newline);
        end = next_row(blocks, signs, place)?;
    }
    // The encoding is that of everything which is there to be seen.
    let here = blocks.line;
    blocks.judge(seen(blocks, signs).max(end), place)?;
    let line = blocks.rest().get(..end).unwrap_or_default();
    let mut found = Vec::new();
    let mut header = cells(line, signs);
    if !said && header.len() == 1 {
        for (separator, en, ja) in SEPARATORS {
            let other = Signs { separator, ..signs };
            let others = cells(line, other);
            if others.len() > header.len() {
                (header, signs) = (others, other);
                found = vec![Said::new(
                    format!("{}: the cells are separated by {en}", place.file),
                    format!("{}：セルの区切りは{ja}です", place.file),
                )];
            }
        }
    }
    let mut all = vec![names(&header, blocks, place, here)?];
    pass(blocks, end, newline);
    for _ in 1..rows {
        let end = there(next_row(blocks, signs, place), Some(blocks.line))?;
        let below = cells(blocks.rest().get(..end).unwrap_or_default(), signs);
        all.push(names(&below, blocks, place, blocks.line)?);
        pass(blocks, end, newline);
    }
    let below = pass_below(blocks, signs, place)?;
    found.extend(below.clone());
    Ok(Header { signs, names: joined(all), found, below, at: (here, rows) })
}

/// What separates cells, where the usual sign does not.
const SEPARATORS: [(u8, &str, &str); 4] = [
    (b'\t', "tabs", "タブ"),
    (b';', "semicolons", "セミコロン"),
    (b'|', "vertical bars", "縦線"),
    (b',', "commas", "コンマ"),
];

/// Goes on behind rows below the names that services write for themselves.
fn pass_below(blocks: &mut Blocks, signs: Signs, place: &Place) -> Result<Option<Said>, FileError> {
    let Some(below) = Below::headings(&rows(blocks, signs, Below::MOST)) else { return Ok(None) };
    while blocks.line <= below.last {
        let end = next_row(blocks, signs, place)?;
        pass(blocks, end, signs.newline);
    }
    Ok(Some(below.said(&place.file)))
}

/// Reads the beginning, and finds the signs as far as something says them.
fn begin(blocks: &mut Blocks, place: &Place, tabs: bool) -> Result<(Signs, bool), FileError> {
    let io = |error: std::io::Error| unavailable(Path::new(&*place.file), &error);
    blocks.fill(START, None).map_err(io)?;
    let newline = newline(blocks.rest());
    if blocks.ended() {
        blocks.fill(START, Some(newline)).map_err(io)?;
    }
    let mut signs = Signs { separator: if tabs { b'\t' } else { b',' }, newline };
    let Some((separator, length)) = declared(blocks.rest(), newline) else {
        return Ok((signs, false));
    };
    signs.separator = separator;
    blocks.take(length, 1);
    Ok((signs, true))
}

/// Where the last whole line of what was read ends: behind it a character may be cut.
fn seen(blocks: &Blocks, signs: Signs) -> usize {
    memrchr(signs.newline, blocks.rest()).map_or(0, |at| at + 1)
}

/// The first rows with something in them, cut at the separator that gives most cells.
pub fn top(blocks: &mut Blocks, place: &Place, tabs: bool) -> Result<Vec<Row>, FileError> {
    let (signs, said) = begin(blocks, place, tabs)?;
    blocks.judge(seen(blocks, signs), place)?;
    Ok(rows(blocks, widest(blocks, signs, said), TOP))
}

/// All rows with something in them: of a file that is small.
pub fn all(blocks: &mut Blocks, place: &Place, tabs: bool) -> Result<Vec<Row>, FileError> {
    let io = |error: std::io::Error| unavailable(Path::new(&*place.file), &error);
    let (signs, said) = begin(blocks, place, tabs)?;
    while !blocks.ended() {
        let more = blocks.rest().len() * 2;
        if more > MOST_GRID {
            return Err(place.at(blocks.line).refuse(
                FileCode::TooLarge,
                "the file is larger than 256 MiB, which no sheet of one firm is",
                "256MiBを超えています。1社分の回答票とは思えません",
            ));
        }
        blocks.fill(more, Some(signs.newline)).map_err(io)?;
    }
    blocks.judge(blocks.rest().len(), place)?;
    Ok(rows(blocks, widest(blocks, signs, said), usize::MAX))
}

/// The separator that cuts the first rows into most cells, where nothing says which it is.
fn widest(blocks: &Blocks, signs: Signs, said: bool) -> Signs {
    if said {
        return signs;
    }
    let width = |signs: Signs| rows(blocks, signs, TOP).iter().map(|row| row.1.len()).max();
    // Of tabs another sign takes the place only where they separate nothing. Where there is nothing but
    // separators, nothing says more.
    let own = width(signs);
    if own.is_none() || (signs.separator == b'\t' && own > Some(1)) {
        return signs;
    }
    let others = SEPARATORS.map(|(separator, ..)| Signs { separator, ..signs });
    others
        .into_iter()
        .fold(signs, |best, other| if width(other) > width(best) { other } else { best })
}

/// Most bytes of a file that is held as cells.
const MOST_GRID: usize = 256 << 20;

/// The rows at the beginning of what is not taken yet.
fn rows(blocks: &Blocks, signs: Signs, most: usize) -> Vec<Row> {
    let mut rest = blocks.rest();
    let mut line = blocks.line;
    let mut rows = Vec::new();
    while rows.len() < most {
        let quotes = signs.quotes(rest);
        let end = first_row_end(rest, signs.newline, &quotes.breaks, quotes.open);
        let Some((row, behind)) = end.and_then(|end| rest.split_at_checked(end)) else { break };
        if !is_nothing(row, signs) {
            let text = |cell: &Vec<u8>| blocks.encoding.cells().decode_lossy(cell);
            let cells = cells(row, signs);
            let cells =
                cells.iter().map(text).map(|it| Some(it).filter(|it| !it.trim().is_empty()));
            rows.push((line, cells.collect()));
        }
        line += line_ends(signs.newline, row);
        rest = behind;
    }
    rows
}

/// Where the row that is next ends; as much is read as that takes.
fn next_row(blocks: &mut Blocks, signs: Signs, place: &Place) -> Result<usize, FileError> {
    let io = |error: std::io::Error| unavailable(Path::new(&*place.file), &error);
    let mut wanted = START;
    loop {
        let rest = blocks.rest();
        let quotes = signs.quotes(rest);
        if let Some(end) = first_row_end(rest, signs.newline, &quotes.breaks, quotes.open) {
            return Ok(end);
        }
        if blocks.ended() || rest.len() >= MOST_ROW {
            let empty = rest.is_empty();
            return Err(if empty { none(place) } else { endless(place, blocks.line) });
        }
        wanted *= 2;
        blocks.fill(wanted, None).map_err(io)?;
        if blocks.ended() {
            blocks.fill(wanted, Some(signs.newline)).map_err(io)?;
        }
    }
}

/// Goes on behind a row.
fn pass(blocks: &mut Blocks, end: usize, newline: u8) {
    let lines = line_ends(newline, blocks.rest().get(..end).unwrap_or_default());
    blocks.take(end, lines);
}

fn none(place: &Place) -> FileError {
    place.clone().refuse(
        FileCode::NoHeader,
        "the file is empty: it has no header",
        "空のファイルで、見出しの行がありません",
    )
}

fn beyond(place: &Place, row: u64) -> FileError {
    place.clone().refuse(
        FileCode::NoHeader,
        format!("the headings are to be in row {row}, and the file ends before it"),
        format!("見出しが{row}行目にあるはずですが、ファイルがその前で終わっています"),
    )
}

fn endless(place: &Place, line: u64) -> FileError {
    place.at(line).refuse(
        FileCode::OpenQuote,
        "the header does not end: a quote is not closed, or this is no CSV",
        "見出しの行が終わりません。引用符が閉じていないか、CSVではありません",
    )
}

/// The last byte of a line: of old Macs, a carriage return alone.
fn newline(data: &[u8]) -> u8 {
    match memchr2(b'\n', b'\r', data) {
        Some(at)
            if data.get(at) == Some(&b'\r')
                && data.get(at + 1) != Some(&b'\n')
                && memchr(b'\n', data).is_none() =>
        {
            b'\r'
        }
        _ => b'\n',
    }
}

/// The separator that a first line `sep=,` declares, and the length of the line.
fn declared(data: &[u8], newline: u8) -> Option<(u8, usize)> {
    let line = data.get(..memchr(newline, data)?)?;
    let plain = line.strip_suffix(b"\r").unwrap_or(line);
    let plain = plain.strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\"")).unwrap_or(plain);
    let (name, sign) = plain.split_at_checked(4)?;
    match sign {
        [sign @ (b',' | b';' | b'\t' | b'|')] if name.eq_ignore_ascii_case(b"sep=") => {
            Some((*sign, line.len() + 1))
        }
        _ => None,
    }
}

fn first_row_end(
    data: &[u8],
    newline: u8,
    breaks: &[(usize, usize)],
    open: Option<usize>,
) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + memchr(newline, data.get(from..)?)?;
        if open.is_some_and(|open| open < end) {
            return None;
        }
        match breaks.iter().find(|&&(begin, last)| begin < end && end < last) {
            Some(&(_, last)) => from = last,
            None => return Some(end + 1),
        }
    }
}

fn is_nothing(line: &[u8], signs: Signs) -> bool {
    let mut bytes = line.iter();
    bytes
        .all(|&byte| byte == signs.separator || matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"'))
}

/// The cells of one row.
fn cells(line: &[u8], signs: Signs) -> Vec<Vec<u8>> {
    let quotes = signs.quotes(line);
    let mut index = super::index::Index::default();
    debug_assert!(quotes.style == Style::None || quotes.open.is_none());
    index.find(line, signs, &quotes);
    let mut scratch = Vec::new();
    let each = index.ends().windows(2).map(|ends| {
        let place = |at: usize| ends.get(at).copied().unwrap_or(0);
        let (start, end) = (place(0).wrapping_add(1) as usize, place(1) as usize);
        let mut cell = line.get(start..end).unwrap_or_default();
        if line.get(end) == Some(&signs.newline) {
            cell = cell.strip_suffix(b"\r").unwrap_or(cell);
        }
        unquoted(cell, &mut scratch);
        scratch.clone()
    });
    each.collect()
}

fn names(
    cells: &[Vec<u8>],
    blocks: &Blocks,
    place: &Place,
    row: u64,
) -> Result<Vec<Option<String>>, FileError> {
    if cells.len() > MOST_COLUMNS {
        return Err(place.at(row).refuse(
            FileCode::TooLarge,
            format!("the header has {} columns; at most {MOST_COLUMNS} are read", cells.len()),
            format!("見出しが{}列あります。読み取れるのは{MOST_COLUMNS}列までです", cells.len()),
        ));
    }
    let name = |cell: &Vec<u8>| {
        let text = blocks.encoding.cells().decode(cell);
        let text = text.filter(|text| !text.contains('\0')).ok_or_else(|| {
            place.at(row).refuse(
                FileCode::NotText,
                "the header is no text: give its encoding, such as utf-16",
                "見出しを文字として読み取れません。utf-16などの文字コードを指定してください",
            )
        })?;
        Ok((!text.trim().is_empty()).then(|| text.into_owned()))
    };
    cells.iter().map(name).collect()
}
