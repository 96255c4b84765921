//! Rows from all over a file: its beginning whole, and blocks from later on.

use std::fs::File;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use memchr::{memchr, memchr_iter, memrchr};

use super::blocks::{Blocks, SHARE};
use super::{Column, CsvFile, CsvRows};
use crate::files::encoding::Cells;
use crate::files::error::{FileError, Said, unavailable};
use crate::files::part::{Counted, Part};

/// Blocks from later on, and the bytes of each.
const BLOCKS: u64 = 16;
const BLOCK: u64 = 1 << 17;
/// Blocks that are read at the beginning; twice as many where the file is not larger than that, or
/// nobody knows how large it is.
const HEAD: u64 = 2;
const WHOLE: u64 = 2 * HEAD;

/// Some rows of a file.
#[derive(Debug)]
pub(crate) struct CsvSample {
    pub encoding: &'static str,
    pub separator: u8,
    /// Those of the beginning.
    pub parts: Vec<Part>,
    /// Those from later on, whose rows nobody has counted.
    pub later: Vec<RecordBatch>,
    /// How many rows there are, about, where that is known.
    pub total: Option<u64>,
    /// Whether these are all rows.
    pub whole: bool,
    pub problems: Vec<Said>,
    /// Remarks among those of the beginning.
    pub remarks: Counted,
}

impl CsvFile {
    /// Reads some rows as these columns.
    pub fn sample(
        self,
        path: &Path,
        columns: Vec<Column>,
        schema: SchemaRef,
    ) -> Result<CsvSample, FileError> {
        let (plain, transcoded) = (self.begun.plain, self.begun.transcoded);
        let separator = self.header.signs.separator;
        let size = std::fs::metadata(path).map_or(0, |about| about.len());
        let mut rows = self.rows(columns, schema, 1);
        let head = match plain {
            true if size > WHOLE * SHARE as u64 => HEAD,
            true => u64::MAX,
            false => WHOLE,
        };
        let mut parts = Vec::new();
        let mut blocks = 0;
        while blocks < head && rows.block_into(&mut parts)? {
            blocks += 1;
        }
        let whole = rows.blocks.ended() && rows.blocks.rest().is_empty();
        let mut sample = CsvSample {
            encoding: "",
            separator,
            total: whole.then(|| parts.iter().map(|part| part.batch.num_rows() as u64).sum()),
            parts,
            later: Vec::new(),
            whole,
            problems: Vec::new(),
            remarks: rows.remarks,
        };
        if plain && !whole {
            sample.later(path, size, &mut rows)?;
        }
        sample.encoding = match (transcoded, rows.blocks.encoding.cells()) {
            (Some(encoding), _) => encoding.name(),
            (None, Cells::Utf8) => "utf-8",
            (None, Cells::Cp932) => "cp932",
        };
        Ok(sample)
    }
}

impl CsvSample {
    /// Reads blocks from later on, each from the beginning of a line.
    fn later(&mut self, path: &Path, size: u64, rows: &mut CsvRows) -> Result<(), FileError> {
        let io = |error: std::io::Error| unavailable(path, &error);
        let mut file = File::open(path).map_err(io)?;
        let (mut bytes, mut count) = (0, 0);
        let head = HEAD * SHARE as u64;
        for at in 1..=BLOCKS {
            let to = head + at * (size - head) / BLOCKS;
            file.seek(SeekFrom::Start(to - BLOCK)).map_err(io)?;
            let mut block = Vec::new();
            file.by_ref().take(BLOCK).read_to_end(&mut block).map_err(io)?;
            let newline = rows.plan.signs.newline;
            let (from, to) = (memchr(newline, &block), memrchr(newline, &block));
            let lines = from.zip(to).and_then(|(from, to)| block.get(from + 1..=to));
            // A block may begin inside a quoted cell.
            let Some(lines) =
                lines.filter(|lines| memchr_iter(b'"', lines).count().is_multiple_of(2))
            else {
                continue;
            };
            let encoding = rows.blocks.encoding;
            rows.blocks = Blocks::new(Box::new(Cursor::new(lines.to_vec())), encoding);
            let mut parts = Vec::new();
            if rows.block_into(&mut parts).is_err() {
                let name = encoding.cells().name();
                self.problems.push(Said::new(
                    format!("{}: further on it is not all text in {name}", path.display()),
                    format!("{}：後ろのほうに{name}として読めない部分があります", path.display()),
                ));
                break;
            }
            bytes += lines.len() as u64;
            count += parts.iter().map(|part| part.batch.num_rows() as u64).sum::<u64>();
            self.later.extend(parts.iter().flat_map(Part::good));
        }
        self.total = size.checked_mul(count).and_then(|it| it.checked_div(bytes));
        Ok(())
    }
}

impl CsvRows {
    /// Reads the next block; whether there was one.
    fn block_into(&mut self, parts: &mut Vec<Part>) -> Result<bool, FileError> {
        let Some(first) = self.next() else { return Ok(false) };
        parts.push(first?);
        while let Some(part) = self.ready.pop_front() {
            parts.push(part?);
        }
        Ok(true)
    }
}
