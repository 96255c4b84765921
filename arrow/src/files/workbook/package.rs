//! The package of an .xlsx: the XML of one sheet, and small workbooks with a part of it.
//!
//! One library reads workbooks. What it cannot do, sharing the rows of a sheet out or finding what
//! follows them without reading them, it does with a workbook in memory that has nothing but that.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write as _};

use calamine::{Dimensions, Reader as _, Xlsx};
use memchr::{memchr, memmem, memrchr};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::watched::Trail;

/// The largest sheet, in bytes of XML, that is held in memory.
const MOST_HELD: u64 = 128 << 20;
/// Bytes that are looked through at a time, and those in which a tag fits.
const BLOCK: usize = if cfg!(test) { 1 << 8 } else { 1 << 16 };
const TAG: usize = 64;
const ROW_TAG: usize = 1 << 10;

/// A workbook in memory.
pub type Small = Xlsx<Cursor<Vec<u8>>>;

/// What is known of the file of a workbook.
#[derive(Debug)]
pub struct Package {
    file: File,
    trail: Trail,
    /// Where the parts begin that opening the workbook took.
    opened: HashSet<u64>,
}

impl Package {
    /// Of a workbook that was opened from this file, with this trail.
    pub fn new(file: File, trail: Trail) -> Self {
        Self { file, opened: trail.take(), trail }
    }

    /// A sheet of the workbook, with its rows if they are to be held; `None` if it cannot be taken out
    /// of its package.
    pub fn sheet<R: Read + Seek>(
        &self,
        book: &mut Xlsx<R>,
        sheet: &str,
        held: bool,
    ) -> Option<SheetXml> {
        self.trail.take();
        drop(book.worksheet_cells_reader(sheet).ok()?);
        self.take_out(&self.trail.take(), held).ok().flatten()
    }

    /// The part that begins at one of these places, and a package of those that opening took.
    fn take_out(&self, places: &HashSet<u64>, held: bool) -> ZipResult<Option<SheetXml>> {
        let mut parts = ZipArchive::new(BufReader::new(self.file.try_clone()?))?;
        let mut base = ZipWriter::new(Cursor::new(Vec::new()));
        let (mut again, mut sheets) = (0, Vec::new());
        for at in 0..parts.len() {
            let part = parts.by_index_raw(at)?;
            let starts = [Some(part.header_start()), part.data_start()];
            if starts.iter().flatten().any(|start| places.contains(start)) {
                sheets.push((at, part.name()?.into_owned(), part.size()));
            } else if self.opened.contains(&part.header_start()) {
                again += part.size();
                base.raw_copy_file(part)?;
            }
        }
        let [(at, name, size)] = &*sheets else { return Ok(None) };
        let mut sheet = parts.by_index(*at)?;
        let (mut xml, mut hidden) = (Vec::new(), Vec::new());
        let after = if !held || *size > MOST_HELD {
            after_rows(sheet, &mut hidden)?
        } else {
            xml.reserve_exact(usize::try_from(*size).unwrap_or_default());
            sheet.read_to_end(&mut xml)?;
            rows_end(&xml).and_then(|end| xml.split_at_checked(end)).map(|(rows, after)| {
                hidden.extend(hidden_rows(rows));
                after.to_vec()
            })
        };
        hidden.sort_unstable();
        let base = base.finish()?.into_inner();
        Ok(after.map(|after| SheetXml { base, name: name.clone(), again, xml, hidden, after }))
    }
}

/// The XML of a sheet, and what a workbook of it takes.
#[derive(Debug)]
pub struct SheetXml {
    /// The package without its sheets.
    base: Vec<u8>,
    name: String,
    /// Bytes, unpacked, that every reader of a part of the sheet reads as well.
    pub again: u64,
    /// The whole, or nothing if it is not held.
    pub xml: Vec<u8>,
    /// Numbers of the rows, from 0, that are not shown, in order.
    pub hidden: Vec<u32>,
    /// What follows the rows.
    after: Vec<u8>,
}

impl SheetXml {
    /// The workbook with this in place of the sheet.
    pub fn with(&self, xml: &[&[u8]]) -> Option<Small> {
        let size: usize = xml.iter().map(|part| part.len()).sum();
        let mut package = Vec::with_capacity(self.base.len() + size + (1 << 12));
        package.extend_from_slice(&self.base);
        let write = || {
            let mut package = ZipWriter::new_append(Cursor::new(package))?;
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            package.start_file(&self.name, stored)?;
            xml.iter().try_for_each(|part| package.write_all(part))?;
            package.finish()
        };
        Xlsx::new(write().ok()?).ok()
    }

    /// The merged cells.
    pub fn regions(&self, sheet: &str) -> Option<Vec<Dimensions>> {
        if memmem::find(&self.after, b"mergeCell").is_none() {
            return Some(Vec::new());
        }
        self.with(&[b"<worksheet>", &self.after])?.merge_cells_by_sheet_name(sheet).ok()
    }
}

/// Where the rows of a sheet end: behind their end tag, whatever its prefix.
fn rows_end(xml: &[u8]) -> Option<usize> {
    let name = b"sheetData>";
    memmem::find_iter(xml, name).find_map(|at| {
        let before = xml.get(at.saturating_sub(TAG)..at)?;
        let tag = before.rsplit(|byte| *byte == b'<').next()?.strip_prefix(b"/")?;
        (tag.is_empty() || tag.ends_with(b":")).then_some(at + name.len())
    })
}

/// The numbers of the rows that are hidden, by a filter or by hand.
fn hidden_rows(xml: &[u8]) -> impl Iterator<Item = u32> {
    memmem::find_iter(xml, b" hidden=\"").filter_map(|at| {
        let from = at.saturating_sub(ROW_TAG);
        let tag = xml.get(from + memrchr(b'<', xml.get(from..at)?)?..)?;
        let tag = tag.get(..memchr(b'>', tag.get(..ROW_TAG).unwrap_or(tag))?)?;
        let (name, attributes) = tag.split_at_checked(memchr(b' ', tag)?)?;
        let is_row = name == b"<row" || name.ends_with(b":row");
        let hides = [&b" hidden=\"1\""[..], b" hidden=\"true\""];
        let is_hidden = hides.iter().any(|it| memmem::find(attributes, it).is_some());
        if is_row && is_hidden { row_number(tag) } else { None }
    })
}

/// The number, from 0, in the tag of a row.
pub fn row_number(tag: &[u8]) -> Option<u32> {
    let value = tag.get(memmem::find(tag, b" r=\"")? + 4..)?;
    let value = value.get(..memchr(b'"', value)?)?;
    std::str::from_utf8(value).ok()?.parse::<u32>().ok()?.checked_sub(1)
}

/// What follows the rows of a sheet that is not held in memory, and those rows that are hidden.
fn after_rows(mut xml: impl Read, hidden: &mut Vec<u32>) -> std::io::Result<Option<Vec<u8>>> {
    let mut held = Vec::new();
    while xml.by_ref().take(BLOCK as u64).read_to_end(&mut held)? > 0 {
        if let Some(end) = rows_end(&held) {
            hidden.extend(hidden_rows(held.get(..end).unwrap_or_default()));
            held.drain(..end);
            xml.take(MOST_HELD).read_to_end(&mut held)?;
            return Ok(Some(held));
        }
        // A tag may go on in the next block.
        let end = held.len();
        let tag = memrchr(b'<', &held).filter(|tag| end - tag <= ROW_TAG);
        let (done, _) = held.split_at(tag.unwrap_or(end).min(end.saturating_sub(TAG)));
        hidden.extend(hidden_rows(done));
        held.drain(..done.len());
    }
    Ok(None)
}
