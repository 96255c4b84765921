//! Goes through the answers of a batch as positions of choices, a block of rows at a time, on several
//! threads.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use shisei::UNANSWERED;
use shisei::rules::ControlRules;

use crate::blocks::{BLOCK, Blocks, Columns};
use crate::error::Error;
use crate::kernel::UNREADABLE;
use crate::prepare::Column;
use crate::threads::share;
use crate::watch::Watch;

/// A run of rows, all of which a thread looks at together.
pub struct Block<'a> {
    /// The first row.
    pub from: usize,
    pub rows: usize,
    /// By control: the position of the choice in each row, [`UNANSWERED`], or [`UNREADABLE`].
    pub codes: &'a [&'a [u8]],
    /// Not 0 for a row with an answer that means nothing or may not be given.
    pub bad: &'a [u8],
}

impl Block<'_> {
    /// The rows with an answer that means nothing or may not be given.
    pub fn bad_rows(&self) -> impl Iterator<Item = usize> {
        (self.from..).zip(self.bad).filter(|(_, flag)| **flag != 0).map(|(row, _)| row)
    }
}

/// Some rows in a row, with what is written of them.
pub struct Part<O> {
    pub from: usize,
    pub rows: usize,
    pub out: O,
}

/// The parts that the rows of a batch are shared out in: all but the last have `length` rows.
pub fn length(columns: &Columns<'_>, rows: usize, threads: usize) -> usize {
    share(columns, rows, threads)
}

/// Does `work` with every block, and gives what each thread gathered; `begin` makes it.
///
/// Blocks come in order within a part; parts come to any thread.
pub fn walk<S: Send, O: Send>(
    columns: &Columns<'_>,
    controls: &[ControlRules],
    parts: Vec<Part<O>>,
    threads: usize,
    watch: &mut Watch<'_>,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &mut O, &Block<'_>) + Sync,
) -> Result<Vec<S>, Error> {
    let turns: Vec<Turn> = turns(columns, controls);
    let threads = threads.min(parts.len()).max(1);
    let queue = Mutex::new(parts.into_iter());
    let stopped = AtomicBool::new(false);
    let walker = |mut watch: Option<&mut Watch<'_>>| {
        let mut gathered = begin();
        let mut blocks = Blocks::new(columns, BLOCK);
        let mut turned = vec![UNANSWERED; turns.len() * BLOCK];
        let mut bad = vec![0; BLOCK];
        while !stopped.load(Ordering::Relaxed) {
            let next = queue.lock().map_or_else(|e| e.into_inner().next(), |mut q| q.next());
            let Some(mut part) = next else { break };
            for at in (0..part.rows).step_by(BLOCK) {
                let rows = BLOCK.min(part.rows - at);
                let bytes = blocks.bytes(part.from + at, rows);
                let codes = turn(&turns, &bytes, &mut turned, rows);
                let bad = bad.get_mut(..rows).unwrap_or_default();
                flag(&codes, bad);
                let block = Block { from: part.from + at, rows, codes: &codes, bad };
                work(&mut gathered, &mut part.out, &block);
                if let Some(Err(error)) = watch.as_mut().map(|watch| watch.go_on()) {
                    stopped.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(gathered)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| walker(None))).collect();
        let own = walker(Some(watch));
        let others = others.into_iter().map(|it| it.join().unwrap_or_else(|e| resume_unwind(e)));
        others.chain([own]).collect()
    })
}

/// How the bytes of a column become positions.
enum Turn {
    /// There is no column.
    Nothing,
    /// They are positions.
    Same,
    Table(Box<[u8; 256]>),
}

fn turns(columns: &Columns<'_>, controls: &[ControlRules]) -> Vec<Turn> {
    let each = columns.prepared.iter().zip(controls);
    each.map(|(prepared, control)| {
        let Some(prepared) = prepared else { return Turn::Nothing };
        let table = prepared.coding.read(control);
        // Readers give no other bytes than these.
        let read = !matches!(prepared.column, Column::Bytes(_) | Column::Numbers { .. });
        let choices = (0..UNREADABLE).take(control.choices.len()).chain([UNANSWERED, UNREADABLE]);
        let mut choices = choices.map(|byte| table.get(usize::from(byte)) == Some(&byte));
        if read && choices.all(|same| same) { Turn::Same } else { Turn::Table(Box::new(table)) }
    })
    .collect()
}

fn turn<'s>(
    turns: &[Turn],
    bytes: &[&'s [u8]],
    turned: &'s mut [u8],
    rows: usize,
) -> Vec<&'s [u8]> {
    let each = turns.iter().zip(bytes).zip(turned.chunks_exact_mut(BLOCK));
    each.map(|((turn, &bytes), scratch)| {
        let scratch = scratch.get_mut(..rows).unwrap_or_default();
        match turn {
            Turn::Nothing => {}
            Turn::Same => return bytes,
            Turn::Table(table) => {
                for (code, &byte) in scratch.iter_mut().zip(bytes) {
                    *code = table.get(usize::from(byte)).copied().unwrap_or(UNREADABLE);
                }
            }
        }
        &*scratch
    })
    .collect()
}

fn flag(codes: &[&[u8]], bad: &mut [u8]) {
    bad.fill(0);
    for codes in codes {
        for (bad, &code) in bad.iter_mut().zip(*codes) {
            *bad |= u8::from(code == UNREADABLE);
        }
    }
}
