//! Scores the rows of a batch, in chunks, on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_buffer::ArrowNativeType;

use crate::blocks::{BLOCK, Blocks, Columns};
use crate::dispatch;
use crate::error::Error;
use crate::kernel::{ColumnScorer, Number, Scores, WORD};
use crate::memory;
use crate::watch::Watch;

/// Most rows that a thread takes at a time.
const MOST_ROWS: usize = 1 << 16;
/// Fewest rows that are worth a thread, which takes as long to begin as some 30,000 rows of bytes.
const FEWEST_ROWS: usize = if cfg!(miri) { BLOCK } else { 1 << 14 };
/// Bytes of sums that no cache holds until somebody reads them.
const LARGE: usize = 16 << 20;

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
    /// `None` if there is no memory for them.
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
pub fn share(columns: &Columns<'_>, rows: usize, threads: usize) -> usize {
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
    blocks: Blocks<'a>,
    flags: Vec<u8>,
    plain: bool,
    large: bool,
    bad: Vec<usize>,
}

impl<'a> Worker<'a> {
    /// For `rows` rows at a time.
    fn new(scorer: &'a ColumnScorer, columns: &'a Columns<'a>, rows: usize, large: bool) -> Self {
        let (blocks, flags) = (Blocks::new(columns, rows), vec![0; rows]);
        Self { scorer, blocks, flags, plain: columns.plain(), large, bad: Vec::new() }
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
            let columns = self.blocks.bytes(from + at, length);
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
