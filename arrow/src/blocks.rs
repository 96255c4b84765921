//! The bytes of all columns of a batch, a run of rows at a time.

use crate::dispatch;
use crate::kernel::{Reader, Spellings};
use crate::prepare::{Column, Prepared};

/// Rows turned into bytes at a time: all columns of a block stay in near memory. Rows are shared
/// out in whole blocks, and so in whole words of a bitmap.
pub const BLOCK: usize = 4096;
/// From one column of a turned block to the next: at a power of two they would get in each
/// other's way.
const STRIDE: usize = BLOCK + 64;
/// The columns of one framework in one batch, by control.
pub struct Columns<'a> {
    pub prepared: Vec<Option<Prepared<'a>>>,
    pub spellings: Vec<&'a Spellings>,
    /// Rows of bytes to read instead, with the position of each control in a row.
    pub rows: Option<Rows<'a>>,
}

impl Columns<'_> {
    /// Whether all are bytes as they lie in memory.
    pub fn plain(&self) -> bool {
        let plain = |prepared: &Option<Prepared<'_>>| {
            matches!(prepared, None | Some(Prepared { column: Column::Bytes(_), .. }))
        };
        self.rows.is_none() && self.prepared.iter().all(plain)
    }

    /// The byte of a control in a row, where there are rows of bytes.
    pub fn byte(&self, control: usize, row: usize) -> Option<u8> {
        let rows = self.rows.as_ref()?;
        let place = rows.places.get(control).copied().flatten()?;
        rows.bytes.get(row * rows.width + place).copied()
    }
}

/// Rows of bytes, one after the other.
pub struct Rows<'a> {
    pub bytes: &'a [u8],
    pub width: usize,
    pub places: Vec<Option<usize>>,
}

/// Reads the columns, block by block.
pub struct Blocks<'a> {
    columns: &'a Columns<'a>,
    /// Readers by column; columns of one scale share what they learned.
    readers: Vec<Reader<'a>>,
    reader_of: Vec<usize>,
    scratch: Vec<u8>,
    turned: Vec<u8>,
}

impl<'a> Blocks<'a> {
    /// For `rows` rows at a time at most.
    pub fn new(columns: &'a Columns<'a>, rows: usize) -> Self {
        let plain = columns.plain();
        let mut distinct: Vec<&'a Spellings> = Vec::new();
        let mut reader_of = Vec::new();
        for &spellings in &columns.spellings {
            let known = distinct.iter().position(|known| std::ptr::eq(*known, spellings));
            reader_of.push(known.unwrap_or(distinct.len()));
            if known.is_none() {
                distinct.push(spellings);
            }
        }
        let readers =
            if plain { Vec::new() } else { distinct.into_iter().map(Reader::new).collect() };
        let scratch = if plain || columns.rows.is_some() { 0 } else { columns.prepared.len() };
        let width = columns.rows.as_ref().map_or(0, |rows| rows.width);
        Self {
            columns,
            readers,
            reader_of,
            // In one piece, and no more than there are rows: a call about one row is mostly about
            // memory.
            scratch: vec![0; scratch * STRIDE.min(rows)],
            turned: vec![0; width * STRIDE],
        }
    }

    /// The bytes of every column for a run of rows: of a block at most, unless all are bytes as they
    /// lie in memory.
    pub fn bytes(&mut self, from: usize, length: usize) -> Vec<&[u8]> {
        let Self { columns, readers, reader_of, scratch, turned } = self;
        match &columns.rows {
            Some(rows) => turn(rows, from, length, turned),
            None => bytes(columns, readers, reader_of, scratch, from, length),
        }
    }
}

/// The columns of a run of rows of a matrix.
fn turn<'s>(rows: &Rows<'_>, from: usize, length: usize, scratch: &'s mut [u8]) -> Vec<&'s [u8]> {
    let bytes = rows.bytes.get(from * rows.width..).unwrap_or_default();
    dispatch::transpose(bytes, rows.width, length, scratch, STRIDE);
    let column = |place: &Option<usize>| {
        place.and_then(|at| scratch.get(at * STRIDE..at * STRIDE + length)).unwrap_or_default()
    };
    rows.places.iter().map(column).collect()
}

/// The bytes of every column for a run of rows.
fn bytes<'s>(
    columns: &'s Columns<'_>,
    readers: &mut [Reader<'_>],
    reader_of: &[usize],
    scratch: &'s mut [u8],
    from: usize,
    length: usize,
) -> Vec<&'s [u8]> {
    let room = scratch.len().checked_div(columns.prepared.len()).unwrap_or(0);
    let mut scratch = scratch.chunks_exact_mut(room.max(1));
    let each = columns.prepared.iter().zip(&columns.spellings).zip(reader_of);
    each.map(|((prepared, spellings), &reader)| {
        let scratch = scratch.next();
        let Some(prepared) = prepared else { return &[][..] };
        if let Column::Bytes(bytes) = prepared.column {
            return bytes.get(from..from + length).unwrap_or_default();
        }
        match (scratch.and_then(|scratch| scratch.get_mut(..length)), readers.get_mut(reader)) {
            (Some(scratch), Some(reader)) => {
                prepared.column.bytes(from, length, spellings, reader, scratch)
            }
            _ => &[],
        }
    })
    .collect()
}
