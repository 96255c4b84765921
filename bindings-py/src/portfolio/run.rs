//! Scores the rows of a batch, in chunks, on several threads.

use std::sync::Mutex;

use arrow_buffer::ArrowNativeType;
use shisei::portfolio::{ColumnScorer, Number, Reader, Scores, Seen, Spellings};

use super::dispatch;
use super::input::{Column, Prepared};
use super::memory;

/// Rows that a thread takes at a time.
const CHUNK: usize = 1 << 16;
/// Rows turned into bytes at a time: all columns of a block stay in near memory.
const BLOCK: usize = 4096;
/// From one column of a turned block to the next: at a power of two they would get in each
/// other's way.
const STRIDE: usize = BLOCK + 64;
/// Bytes of sums that no cache holds until somebody reads them.
const LARGE: usize = 16 << 20;

/// The columns of one framework in one batch, by control.
pub struct Columns<'a> {
    pub prepared: Vec<Option<Prepared<'a>>>,
    pub spellings: Vec<&'a Spellings>,
    /// Rows of bytes to read instead, with the position of each control in a row.
    pub matrix: Option<Matrix<'a>>,
}

/// Rows of bytes, one after the other.
pub struct Matrix<'a> {
    pub bytes: &'a [u8],
    pub width: usize,
    pub places: Vec<Option<usize>>,
}

/// Sums by field, positions of outcomes (`high` only when an answer can be missing), and the bad
/// rows in order.
pub struct Raw<T> {
    pub fields: Vec<memory::Column<T>>,
    pub low: memory::Column<u8>,
    pub high: memory::Column<u8>,
    pub bad: Vec<usize>,
    pub seen: Seen,
}

struct Chunk<'o, T> {
    from: usize,
    rows: usize,
    fields: Vec<&'o mut [T]>,
    low: &'o mut [u8],
    high: &'o mut [u8],
}

pub fn run<T: Number + ArrowNativeType>(
    scorer: &ColumnScorer,
    columns: &Columns<'_>,
    rows: usize,
    fields: usize,
    closed: bool,
    threads: usize,
) -> Raw<T> {
    let mut raw = Raw {
        fields: (0..fields).map(|_| memory::Column::new(rows)).collect(),
        low: memory::Column::new(rows),
        high: memory::Column::new(if closed { 0 } else { rows }),
        bad: Vec::new(),
        seen: Seen::default(),
    };
    let mut slices: Vec<_> =
        raw.fields.iter_mut().map(|field| field.as_mut_slice().chunks_mut(CHUNK)).collect();
    let mut chunks = Vec::new();
    let mut highs = raw.high.as_mut_slice().chunks_mut(CHUNK);
    for (at, low) in raw.low.as_mut_slice().chunks_mut(CHUNK).enumerate() {
        // With nothing missing the best that is possible is what is certain.
        let high = highs.next().unwrap_or_default();
        let fields = slices.iter_mut().filter_map(Iterator::next).collect();
        chunks.push(Chunk { from: at * CHUNK, rows: low.len(), fields, low, high });
    }
    let threads = threads.min(chunks.len());
    let large = rows * fields * size_of::<T>() >= LARGE;
    let queue = Mutex::new(chunks.into_iter());
    let work = || {
        let mut worker = Worker::new(scorer, columns, rows, large);
        loop {
            let next = queue.lock().map_or_else(|e| e.into_inner().next(), |mut q| q.next());
            let Some(chunk) = next else { return (worker.seen, worker.bad) };
            worker.chunk(chunk);
        }
    };
    let mut parts = Vec::new();
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        parts.push(work());
        parts.extend(others.into_iter().filter_map(|other| other.join().ok()));
    });
    for (seen, bad) in parts {
        raw.seen = raw.seen.or(seen);
        raw.bad.extend(bad);
    }
    raw.bad.sort_unstable();
    raw
}

struct Worker<'a> {
    scorer: &'a ColumnScorer,
    columns: &'a Columns<'a>,
    /// Readers by column; columns of one scale share what they learned.
    readers: Vec<Reader<'a>>,
    reader_of: Vec<usize>,
    scratch: Vec<u8>,
    turned: Vec<u8>,
    flags: Vec<u8>,
    plain: bool,
    large: bool,
    seen: Seen,
    bad: Vec<usize>,
}

impl<'a> Worker<'a> {
    fn new(scorer: &'a ColumnScorer, columns: &'a Columns<'a>, rows: usize, large: bool) -> Self {
        let plain = columns.matrix.is_none()
            && columns.prepared.iter().all(|prepared| {
                matches!(prepared, None | Some(Prepared { column: Column::Bytes(_), .. }))
            });
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
        let scratch = if plain || columns.matrix.is_some() { 0 } else { columns.prepared.len() };
        let width = columns.matrix.as_ref().map_or(0, |matrix| matrix.width);
        Self {
            scorer,
            columns,
            readers,
            reader_of,
            // In one piece, and no more than there are rows: a call about one row is mostly about
            // memory.
            scratch: vec![0; scratch * STRIDE.min(rows)],
            turned: vec![0; width * STRIDE],
            flags: vec![0; CHUNK.min(rows)],
            plain,
            large,
            seen: Seen::default(),
            bad: Vec::new(),
        }
    }

    fn chunk<T: Number>(&mut self, chunk: Chunk<'_, T>) {
        let Chunk { from, rows, fields, low, high } = chunk;
        let step = if self.plain { rows } else { BLOCK };
        let mut fields = fields;
        let mut at = 0;
        while at < rows {
            let length = step.min(rows - at);
            let columns = match &self.columns.matrix {
                Some(matrix) => turned(matrix, from + at, length, &mut self.turned),
                None => bytes(
                    self.columns,
                    &mut self.readers,
                    &self.reader_of,
                    &mut self.scratch,
                    from + at,
                    length,
                ),
            };
            let mut scores = Scores {
                fields: fields.iter_mut().filter_map(|f| f.get_mut(at..at + length)).collect(),
                outcome_low: low.get_mut(at..at + length).unwrap_or_default(),
                outcome_high: high.get_mut(at..at + length).unwrap_or_default(),
                bad: self.flags.get_mut(..length).unwrap_or_default(),
            };
            let seen = dispatch::score(self.scorer, &columns, length, &mut scores, self.large);
            if seen.bad {
                let flagged = self.flags.iter().take(length).enumerate();
                self.bad
                    .extend(flagged.filter(|(_, flag)| **flag != 0).map(|(i, _)| from + at + i));
            }
            self.seen = self.seen.or(seen);
            at += length;
        }
    }
}

/// The columns of a run of rows of a matrix.
fn turned<'s>(
    matrix: &Matrix<'_>,
    from: usize,
    length: usize,
    scratch: &'s mut [u8],
) -> Vec<&'s [u8]> {
    let bytes = matrix.bytes.get(from * matrix.width..).unwrap_or_default();
    dispatch::turn(bytes, matrix.width, length, scratch, STRIDE);
    let column = |place: &Option<usize>| {
        place.and_then(|at| scratch.get(at * STRIDE..at * STRIDE + length)).unwrap_or_default()
    };
    matrix.places.iter().map(column).collect()
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
