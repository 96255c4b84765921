//! Scores the rows of a batch, in chunks, on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_buffer::ArrowNativeType;

use crate::dispatch;
use crate::error::Error;
use crate::kernel::{ColumnScorer, Number, Reader, Scores, Spellings, WORD};
use crate::memory;
use crate::prepare::{Column, Prepared};
use crate::watch::Watch;

/// Most rows that a thread takes at a time.
const MOST_ROWS: usize = 1 << 16;
/// Fewest rows that are worth a thread, which takes as long to begin as some 30,000 rows of bytes.
const FEWEST_ROWS: usize = 1 << 14;
/// Rows turned into bytes at a time: all columns of a block stay in near memory. Rows are shared
/// out in whole blocks, and so in whole words of a bitmap.
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
    pub rows: Option<Rows<'a>>,
}

impl Columns<'_> {
    /// Whether all are bytes as they lie in memory.
    fn plain(&self) -> bool {
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

/// What was written, column by column as the layout of the scorer says, and the bad rows in order.
pub struct Raw<T> {
    pub numbers: Vec<memory::Column<T>>,
    pub outcomes: Vec<memory::Column<i8>>,
    pub present: Vec<memory::Column<u64>>,
    pub bad: Vec<usize>,
}

/// Some rows in a row, of every column.
struct Chunk<'o, T> {
    from: usize,
    rows: usize,
    numbers: Vec<&'o mut [T]>,
    outcomes: Vec<&'o mut [i8]>,
    present: Vec<&'o mut [u64]>,
}

impl<T: ArrowNativeType> Raw<T> {
    /// None where there is no memory for so many.
    fn new(scorer: &ColumnScorer, rows: usize) -> Option<Self> {
        let layout = scorer.layout();
        Some(Self {
            numbers: columns(layout.numbers, rows)?,
            outcomes: columns(layout.outcomes, rows)?,
            present: columns(layout.bitmaps, rows.div_ceil(WORD))?,
            bad: Vec::new(),
        })
    }

    /// Shares the rows out, `length` at a time.
    fn chunks(&mut self, rows: usize, length: usize) -> Vec<Chunk<'_, T>> {
        let mut numbers = cut(&mut self.numbers, length);
        let mut outcomes = cut(&mut self.outcomes, length);
        let mut present = cut(&mut self.present, length / WORD);
        let chunk = |from| Chunk {
            from,
            rows: length.min(rows - from),
            numbers: numbers.iter_mut().filter_map(Iterator::next).collect(),
            outcomes: outcomes.iter_mut().filter_map(Iterator::next).collect(),
            present: present.iter_mut().filter_map(Iterator::next).collect(),
        };
        (0..rows).step_by(length).map(chunk).collect()
    }
}

fn columns<T: ArrowNativeType>(count: usize, rows: usize) -> Option<Vec<memory::Column<T>>> {
    (0..count).map(|_| memory::Column::new(rows)).collect()
}

fn cut<T: ArrowNativeType>(
    columns: &mut [memory::Column<T>],
    length: usize,
) -> Vec<std::slice::ChunksMut<'_, T>> {
    columns.iter_mut().map(|column| column.as_mut_slice().chunks_mut(length)).collect()
}

/// Rows that a thread takes at a time: none waits long for another at the end.
fn share(columns: &Columns<'_>, rows: usize, threads: usize) -> usize {
    let even = rows.div_ceil(threads.max(1)).next_multiple_of(BLOCK);
    even.clamp(if columns.plain() { MOST_ROWS } else { FEWEST_ROWS }, MOST_ROWS)
}

pub fn score<T: Number + ArrowNativeType>(
    scorer: &ColumnScorer,
    columns: &Columns<'_>,
    rows: usize,
    threads: usize,
    watch: &mut Watch<'_>,
) -> Result<Raw<T>, Error> {
    let mut raw = Raw::new(scorer, rows).ok_or(Error::Memory { rows })?;
    let large = rows * raw.numbers.len() * size_of::<T>() >= LARGE;
    let length = share(columns, rows, threads);
    let chunks = raw.chunks(rows, length);
    let threads = threads.min(chunks.len());
    let queue = Mutex::new(chunks.into_iter());
    let stopped = AtomicBool::new(false);
    let work = |watch: Option<&mut Watch<'_>>| {
        let worker = Worker::new(scorer, columns, rows.min(length), large);
        worker.work(&queue, &stopped, watch)
    };
    let mut bad = Vec::new();
    let watched = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| work(None))).collect();
        let own = work(Some(watch));
        // Rows that a thread did not score must not pass for scored.
        let others = others.into_iter().map(|it| it.join().unwrap_or_else(|e| resume_unwind(e)));
        for rows in others.chain([own]) {
            bad.push(rows?);
        }
        Ok::<(), Error>(())
    });
    drop(queue);
    watched?;
    raw.bad = bad.concat();
    raw.bad.sort_unstable();
    Ok(raw)
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
    bad: Vec<usize>,
}

impl<'a> Worker<'a> {
    /// For `rows` rows at a time.
    fn new(scorer: &'a ColumnScorer, columns: &'a Columns<'a>, rows: usize, large: bool) -> Self {
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
            scorer,
            columns,
            readers,
            reader_of,
            // In one piece, and no more than there are rows: a call about one row is mostly about
            // memory.
            scratch: vec![0; scratch * STRIDE.min(rows)],
            turned: vec![0; width * STRIDE],
            flags: vec![0; rows],
            plain,
            large,
            bad: Vec::new(),
        }
    }

    /// Scores what is in the queue, chunk by chunk, and gives the bad rows. Only the thread of the
    /// caller watches; the others see that it gave up.
    fn work<'o, T: Number>(
        mut self,
        queue: &Mutex<impl Iterator<Item = Chunk<'o, T>>>,
        stopped: &AtomicBool,
        mut watch: Option<&mut Watch<'_>>,
    ) -> Result<Vec<usize>, Error> {
        while !stopped.load(Ordering::Relaxed) {
            let next = queue.lock().map_or_else(|e| e.into_inner().next(), |mut q| q.next());
            let Some(chunk) = next else { break };
            let go_on = || match watch.as_mut().map_or(Ok(()), |watch| watch.go_on()) {
                Ok(()) => Ok(!stopped.load(Ordering::Relaxed)),
                Err(error) => {
                    stopped.store(true, Ordering::Relaxed);
                    Err(error)
                }
            };
            self.chunk(chunk, go_on)?;
        }
        Ok(self.bad)
    }

    /// Scores a chunk, as long as it is to go on.
    fn chunk<T: Number>(
        &mut self,
        chunk: Chunk<'_, T>,
        mut go_on: impl FnMut() -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let Chunk { from, rows, mut numbers, mut outcomes, mut present } = chunk;
        let step = if self.plain { rows } else { BLOCK };
        let mut at = 0;
        while at < rows {
            let length = step.min(rows - at);
            let columns = match &self.columns.rows {
                Some(rows) => turned(rows, from + at, length, &mut self.turned),
                None => bytes(
                    self.columns,
                    &mut self.readers,
                    &self.reader_of,
                    &mut self.scratch,
                    from + at,
                    length,
                ),
            };
            let here = at..at + length;
            let mut scores = Scores {
                numbers: part(&mut numbers, here.clone()),
                outcomes: part(&mut outcomes, here.clone()),
                present: part(&mut present, at / WORD..(at + length).div_ceil(WORD)),
                bad: self.flags.get_mut(..length).unwrap_or_default(),
            };
            if dispatch::score(self.scorer, &columns, length, &mut scores, self.large) {
                let flagged = here.zip(&self.flags).filter(|(_, flag)| **flag != 0);
                self.bad.extend(flagged.map(|(row, _)| from + row));
            }
            at += length;
            if !go_on()? {
                break;
            }
        }
        Ok(())
    }
}

/// The same part of every column.
fn part<'s, T>(columns: &'s mut [&mut [T]], part: Range<usize>) -> Vec<&'s mut [T]> {
    columns.iter_mut().filter_map(|column| column.get_mut(part.clone())).collect()
}

/// The columns of a run of rows of a matrix.
fn turned<'s>(rows: &Rows<'_>, from: usize, length: usize, scratch: &'s mut [u8]) -> Vec<&'s [u8]> {
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
