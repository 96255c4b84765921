//! Merged cells. Their text is that of the first cell, and counts for it alone, except in columns where
//! it counts for all their rows.

use std::collections::{HashMap, VecDeque};

use calamine::Dimensions;

use super::table::letters;
use crate::files::error::Said;

/// Characters of a value that a message shows.
const SHOWN: usize = 40;

/// Merged cells of a sheet that are more than one cell to its table; rows come in order.
pub struct Merged {
    /// Those to come, by their first cell.
    later: VecDeque<Region>,
    /// Those that have begun, and may go on.
    begun: Vec<Region>,
    row: u32,
}

struct Region {
    cells: Dimensions,
    /// Whether they begin with an answer.
    answer: bool,
    /// Whether they cover an answer in their first row too.
    aside: bool,
    value: Option<String>,
}

impl Merged {
    /// Those that begin with an answer and cover others, and those of columns that are filled down.
    pub fn new(regions: &[Dimensions], answers: &[u32], filled: &[u32]) -> Self {
        let region = |cells: &Dimensions| {
            let Dimensions { start: (first, left), end: (last, right) } = *cells;
            let answer = answers.contains(&left);
            let aside = answer && answers.iter().any(|at| left < *at && *at <= right);
            let matters = aside || (first < last && (answer || filled.contains(&left)));
            matters.then_some(Region { cells: *cells, answer, aside, value: None })
        };
        let mut regions: Vec<Region> = regions.iter().filter_map(region).collect();
        regions.sort_by_key(|it| it.cells.start);
        // No spreadsheet writes cells that are merged twice.
        let mut ends: HashMap<u32, u32> = HashMap::new();
        regions.retain(|Region { cells, .. }| {
            let Dimensions { start: (first, column), end: (last, _) } = *cells;
            let apart = ends.get(&column).is_none_or(|end| *end < first);
            if apart {
                ends.insert(column, last);
            }
            apart
        });
        Self { later: regions.into(), begun: Vec::new(), row: 0 }
    }

    /// Takes note of a cell.
    #[inline]
    pub fn note(&mut self, row: u32, column: u32, text: &str) {
        if self.later.is_empty() && self.begun.is_empty() {
            return;
        }
        self.go_on(row);
        let here = self.begun.binary_search_by_key(&(row, column), |it| it.cells.start);
        if let Some(region) = here.ok().and_then(|at| self.begun.get_mut(at)) {
            region.value = Some(text.to_owned());
        }
    }

    fn go_on(&mut self, row: u32) {
        if row == self.row {
            return;
        }
        self.row = row;
        self.begun.retain(|it| row <= it.cells.end.0);
        let count = self.later.partition_point(|it| it.cells.start.0 <= row);
        self.begun.extend(self.later.drain(..count));
    }

    /// The value that counts for this row of a column too.
    pub fn filled(&self, row: u32, column: u32) -> Option<&str> {
        let mut over = self.begun.iter().filter(|it| it.cells.start.1 == column);
        over.find(|it| it.covers(row))?.value.as_deref()
    }

    /// That an answer of a row is covered by one that has a value.
    pub fn over_answers(&self, row: u32) -> Option<Said> {
        let told =
            |it: &&Region| it.answer && it.covers(row) && (it.aside || it.cells.start.0 < row);
        self.begun.iter().filter(told).find_map(Region::said)
    }

    /// Whether merged cells go on from the row above.
    pub fn continues(&self, row: u32) -> bool {
        let mut all = self.later.iter().chain(&self.begun);
        all.any(|it| it.cells.start.0 < row && it.covers(row))
    }
}

impl Region {
    /// Whether a row is one of theirs, if it is not above them.
    fn covers(&self, row: u32) -> bool {
        row <= self.cells.end.0
    }

    /// What is wrong with a row that they cover, if there is a value in them.
    fn said(&self) -> Option<Said> {
        let value: String = self.value.as_ref()?.chars().take(SHOWN).collect();
        let name = |(row, column): (u32, u32)| format!("{}{}", letters(column), u64::from(row) + 1);
        let (first, last) = (name(self.cells.start), name(self.cells.end));
        Some(Said::new(
            format!(
                "the cells {first}:{last} are merged, and `{value}` is the answer of {first} alone: \
                 unmerge them and write each answer in its own cell"
            ),
            format!(
                "セル{first}:{last}が結合されていて、「{value}」は{first}だけの回答になります。\
                 結合を解除し、回答をそれぞれのセルに書いてください"
            ),
        ))
    }
}
