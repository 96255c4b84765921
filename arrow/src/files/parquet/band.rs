//! Row groups that are read together, each column by whichever thread is free.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::array::ArrayColumn;
use super::column::CodedColumn;
use super::flaw::Flaw;
use crate::given::Given;
use crate::scorer::PortfolioScorer;

/// A column of a band.
pub enum Column {
    Codes(Box<CodedColumn>),
    Array(Box<ArrayColumn>),
}

/// Some row groups, one after the other, as columns.
pub struct Band {
    pub columns: Vec<Column>,
    /// Bytes of each, packed: what is larger takes longer.
    pub sizes: Vec<u64>,
    /// Rows that were not read yet.
    pub left: usize,
}

/// The columns of the next rows of a band.
pub type Rows = (usize, Vec<Given>);

impl Column {
    fn read(&mut self, rows: usize, scorer: Option<&PortfolioScorer>) -> Result<Given, Flaw> {
        match (self, scorer) {
            (Self::Codes(column), Some(scorer)) => column.read(rows, scorer),
            (Self::Codes(_), None) => Err(Flaw::rows()),
            (Self::Array(column), _) => Ok(Given::Array(column.read(rows)?)),
        }
    }
}

/// Reads at most `most` of the next rows of every band: an error says which column it is about.
pub fn read<'b>(
    bands: impl Iterator<Item = &'b mut Band>,
    most: usize,
    scorer: Option<&PortfolioScorer>,
    threads: usize,
) -> Result<Vec<Rows>, (usize, Flaw)> {
    let mut tasks = Vec::new();
    let mut rows_of = Vec::new();
    for (place, band) in bands.enumerate() {
        let rows = band.left.min(most);
        band.left -= rows;
        rows_of.push(rows);
        for (at, (column, size)) in band.columns.iter_mut().zip(&band.sizes).enumerate() {
            tasks.push(((place, at), column, rows, *size));
        }
    }
    // The longest first, so that none waits for it at the end.
    tasks.sort_by_key(|(.., size)| std::cmp::Reverse(*size));
    let threads = threads.min(tasks.len()).max(1);
    let queue = Mutex::new(tasks.into_iter());
    let work = || {
        let mut done = Vec::new();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, column, rows, _)) = next else { return done };
            // A library that panics about a damaged file must not take the program with it.
            let read = catch_unwind(AssertUnwindSafe(|| column.read(rows, scorer)));
            let read = read.unwrap_or_else(|_| Err(Flaw::damaged(&"its pages cannot be read")));
            done.push((place, read));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        done.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        done
    });
    done.sort_by_key(|(place, _)| *place);
    let mut read: Vec<Rows> = rows_of.into_iter().map(|rows| (rows, Vec::new())).collect();
    for ((place, at), given) in done {
        let given = given.map_err(|flaw| (at, flaw))?;
        if let Some((rows, columns)) = read.get_mut(place) {
            if given.rows() != *rows {
                return Err((at, Flaw::rows()));
            }
            columns.push(given);
        }
    }
    Ok(read)
}
