//! One row of positions after the other, on several threads.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef};
use arrow_select::concat::concat;
use shisei::UNANSWERED;
use shisei::rules::ControlRules;

use super::ByRow;
use crate::blocks::Columns;
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

/// What a thread works with, and what it has found.
struct State<'q, Q: ByRow + 'q> {
    worker: Q::Worker<'q>,
    /// What the rows of the part that is under way gave.
    piece: Option<Q::Piece>,
    /// The columns of parts, by their first row.
    done: Vec<(usize, Vec<ArrayRef>)>,
    bad: Vec<usize>,
    turned: Vec<u8>,
    failed: Option<Error>,
}

/// Asks every row, and gives the columns and the rows that cannot be read.
pub fn ask<Q: ByRow>(
    question: &Q,
    controls: &[ControlRules],
    columns: &Columns<'_>,
    rows: usize,
    threads: usize,
    watch: &mut Watch<'_>,
) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
    let length = walk::length(columns, rows, threads).max(1);
    let parts = (0..rows).step_by(length).map(|from| {
        let rows = length.min(rows - from);
        Part { from, rows, out: (from, rows) }
    });
    let begin = || State::<Q> {
        worker: question.worker(),
        piece: None,
        done: Vec::new(),
        bad: Vec::new(),
        turned: vec![UNANSWERED; TILE * controls.len()],
        failed: None,
    };
    let each = |state: &mut State<'_, Q>, part: &mut (usize, usize), block: &Block<'_>| {
        if state.failed.is_none() {
            state.failed = state.block(question, *part, block).err();
        }
    };
    let states = walk(columns, controls, parts.collect(), threads, watch, begin, each)?;
    let (mut pieces, mut bad) = (Vec::new(), Vec::new());
    for state in states {
        if let Some(error) = state.failed {
            return Err(error);
        }
        pieces.extend(state.done);
        bad.extend(state.bad);
    }
    pieces.sort_by_key(|(from, _)| *from);
    bad.sort_unstable();
    let pieces: Vec<Vec<ArrayRef>> = pieces.into_iter().map(|(_, piece)| piece).collect();
    let whole = match pieces.len() {
        0 => question.columns(question.piece(0))?,
        _ => joined(pieces, rows)?,
    };
    Ok((whole, bad))
}

impl<Q: ByRow> State<'_, Q> {
    /// Asks the rows of a block of a part, of which the last one ends it.
    fn block(
        &mut self,
        question: &Q,
        (from, rows): (usize, usize),
        block: &Block<'_>,
    ) -> Result<(), Error> {
        let Self { worker, piece, done, bad, turned, .. } = self;
        bad.extend(block.bad_rows());
        let mut filled = piece.take().unwrap_or_else(|| question.piece(rows));
        tiles(block, turned, &mut |row| question.add(worker, &mut filled, row))?;
        if block.from + block.rows == from + rows {
            done.push((from, question.columns(filled)?));
        } else {
            *piece = Some(filled);
        }
        Ok(())
    }
}

/// The columns of pieces, one below the other.
fn joined(mut pieces: Vec<Vec<ArrayRef>>, rows: usize) -> Result<Vec<ArrayRef>, Error> {
    if pieces.len() == 1 {
        return Ok(pieces.pop().unwrap_or_default());
    }
    let columns = pieces.first().map_or(0, Vec::len);
    let column = |at: usize| {
        let parts: Vec<&dyn Array> =
            pieces.iter().filter_map(|piece| piece.get(at)).map(AsRef::as_ref).collect();
        // A list of Arrow counts its records in 32 bits.
        let records = parts.iter().filter_map(|part| part.as_list_opt::<i32>());
        let records: usize = records.map(|list| list.values().len()).sum();
        if i32::try_from(records).is_err() {
            return Err(Error::Memory { rows });
        }
        Ok(concat(&parts)?)
    };
    (0..columns).map(column).collect()
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
