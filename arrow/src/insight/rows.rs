//! One row of positions after the other, on several threads.

use shisei::UNANSWERED;

use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::walk::{self, Block, Part, walk};
use crate::watch::Watch;

/// Rows turned at a time: their columns stay in the nearest memory.
const TILE: usize = 64;

/// A row, or why it is none.
pub enum Row<'a> {
    Good(&'a [u8]),
    /// It has an answer that means nothing or may not be given.
    Bad,
}

struct State<W, P> {
    worker: W,
    pieces: Vec<(usize, P)>,
    bad: Vec<usize>,
    turned: Vec<u8>,
    error: Option<shisei::Error>,
}

/// Does `work` with every row, in order within a piece, and gives the pieces in order and the bad
/// rows. `worker` makes what a thread needs, `piece` what is written, for so many rows.
#[expect(clippy::too_many_arguments, reason = "where the rows are, and what is done with them")]
pub fn rows<W: Send, P: Send>(
    compiled: &Compiled,
    columns: &Columns<'_>,
    rows: usize,
    threads: usize,
    watch: &mut Watch<'_>,
    worker: impl Fn() -> W + Sync,
    piece: impl Fn(usize) -> P + Sync,
    work: impl Fn(&mut W, &mut P, Row<'_>) -> Result<(), shisei::Error> + Sync,
) -> Result<(Vec<P>, Vec<usize>), Error> {
    let rules = compiled.framework.rules().controls();
    let length = walk::length(columns, rows, threads).max(1);
    let parts = (0..rows).step_by(length).map(|from| {
        let rows = length.min(rows - from);
        Part { from, rows, out: (from, rows) }
    });
    let begin = || State {
        worker: worker(),
        pieces: Vec::new(),
        bad: Vec::new(),
        turned: vec![UNANSWERED; TILE * rules.len()],
        error: None,
    };
    let each = |state: &mut State<W, P>, part: &mut (usize, usize), block: &Block<'_>| {
        if state.error.is_some() {
            return;
        }
        if state.pieces.last().is_none_or(|(from, _)| *from != part.0) {
            state.pieces.push((part.0, piece(part.1)));
        }
        let State { worker, pieces, bad, turned, error } = state;
        let Some((_, piece)) = pieces.last_mut() else { return };
        bad.extend(block.bad_rows());
        let done = tiles(block, turned, &mut |row| work(worker, piece, row));
        *error = done.err();
    };
    let states = walk(columns, rules, parts.collect(), threads, watch, begin, each)?;
    let (mut pieces, mut bad) = (Vec::new(), Vec::new());
    for state in states {
        if let Some(error) = state.error {
            return Err(error.into());
        }
        pieces.extend(state.pieces);
        bad.extend(state.bad);
    }
    pieces.sort_by_key(|(from, _)| *from);
    bad.sort_unstable();
    Ok((pieces.into_iter().map(|(_, piece)| piece).collect(), bad))
}

/// The rows of a block, some turned at a time.
fn tiles(
    block: &Block<'_>,
    turned: &mut [u8],
    work: &mut dyn FnMut(Row<'_>) -> Result<(), shisei::Error>,
) -> Result<(), shisei::Error> {
    let width = block.codes.len();
    for (tile, bad) in block.bad.chunks(TILE).enumerate() {
        let from = tile * TILE;
        for (at, codes) in block.codes.iter().enumerate() {
            let codes = codes.get(from..from + bad.len());
            let places = turned.get_mut(at..).unwrap_or_default().iter_mut().step_by(width.max(1));
            match codes {
                Some(codes) => places.zip(codes).for_each(|(place, &code)| *place = code),
                // A control without a column.
                None => places.take(bad.len()).for_each(|place| *place = UNANSWERED),
            }
        }
        let mut rows = turned.chunks_exact(width.max(1));
        for &bad in bad {
            let row = rows.next().unwrap_or_default();
            work(if bad == 0 { Row::Good(row) } else { Row::Bad })?;
        }
    }
    Ok(())
}
