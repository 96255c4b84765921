//! The package of an .xlsx: the XML of one sheet, and small workbooks with a part of it.
//!
//! One library reads workbooks. What it cannot do, sharing the rows of a sheet out or finding what
//! follows them without reading them, it does with a workbook in memory that has nothing but that.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write as _};

use calamine::{Dimensions, Reader as _, Xlsx};
use memchr::memmem;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::watched::Trail;

/// The largest sheet, in bytes of XML, that is held in memory.
const MOST_HELD: u64 = 128 << 20;
/// Bytes that are looked through at a time, and those in which an end tag fits.
const BLOCK: usize = 1 << 16;
const TAG: usize = 64;

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
        let mut xml = Vec::new();
        let after = if !held || *size > MOST_HELD {
            after_rows(sheet)?
        } else {
            xml.reserve_exact(usize::try_from(*size).unwrap_or_default());
            sheet.read_to_end(&mut xml)?;
            rows_end(&xml).and_then(|end| xml.get(end..)).map(<[u8]>::to_vec)
        };
        let base = base.finish()?.into_inner();
        Ok(after.map(|after| SheetXml { base, name: name.clone(), again, xml, after }))
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

/// What follows the rows of a sheet that is not held in memory.
fn after_rows(mut xml: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut held = Vec::new();
    while xml.by_ref().take(BLOCK as u64).read_to_end(&mut held)? > 0 {
        if let Some(end) = rows_end(&held) {
            held.drain(..end);
            xml.take(MOST_HELD).read_to_end(&mut held)?;
            return Ok(Some(held));
        }
        // An end tag may go on in the next block.
        held.drain(..held.len().saturating_sub(TAG));
    }
    Ok(None)
}
