//! The answers by id and control, two bytes each.

/// Ids whose answers stand together in memory, and are scored together.
pub const BLOCK: usize = 1 << 15;
/// Nothing was said of the control.
pub const ABSENT: u16 = u16::MAX;

/// Answers by number, row after row: in blocks, so that those which were scored are given back.
#[derive(Debug)]
pub struct Cells {
    width: usize,
    blocks: Vec<Vec<u16>>,
}

impl Cells {
    pub fn new(width: usize) -> Self {
        Self { width, blocks: Vec::new() }
    }

    /// Makes room for `rows` rows.
    pub fn grow(&mut self, rows: usize) {
        self.blocks.resize(rows.div_ceil(BLOCK), Vec::new());
        // All but the last are full, or were given back.
        for (at, block) in self.blocks.iter_mut().enumerate().rev() {
            let own = rows.saturating_sub(at * BLOCK).min(BLOCK) * self.width;
            if block.len() >= own {
                break;
            }
            block.resize(own, ABSENT);
        }
    }

    pub fn slot(&mut self, row: usize, control: usize) -> Option<&mut u16> {
        let block = self.blocks.get_mut(row / BLOCK)?;
        block.get_mut(row % BLOCK * self.width + control)
    }

    /// The answers of a row.
    pub fn row(&self, row: usize) -> Vec<u16> {
        let block = self.blocks.get(row / BLOCK).map_or(&[][..], Vec::as_slice);
        let from = row % BLOCK * self.width;
        block.get(from..from + self.width).unwrap_or_default().to_vec()
    }

    /// The answers to a control in rows of one block.
    pub fn column(&self, from: usize, rows: usize, control: usize) -> impl Iterator<Item = u16> {
        let block = self.blocks.get(from / BLOCK).map_or(&[][..], Vec::as_slice);
        let cell = move |row: usize| block.get((from % BLOCK + row) * self.width + control);
        (0..rows).map(move |row| cell(row).copied().unwrap_or(ABSENT))
    }

    /// Gives the memory of a block back.
    pub fn free(&mut self, from: usize) {
        if let Some(block) = self.blocks.get_mut(from / BLOCK) {
            *block = Vec::new();
        }
    }

    /// Begins anew with one row.
    pub fn begin(&mut self, row: Vec<u16>) {
        self.blocks = vec![row];
    }
}
