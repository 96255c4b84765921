//! The places of separators and line ends: found 64 bytes at a time.

use memchr::memchr3_iter;

use super::quotes::{Quotes, Signs, Style};

/// Where cells end. The first entry is before the first cell.
#[derive(Debug, Default)]
pub struct Index {
    ends: Vec<u32>,
    length: usize,
    /// Lines that end, without those within a quoted cell.
    pub lines: usize,
}

/// Before the first byte, so that the one after it is 0.
const BEFORE: u32 = u32::MAX;
/// Bytes that are looked at together.
pub const BLOCK: usize = 64;
/// Places that are written together, wanted or not.
const GROUP: usize = 8;

/// A bit for every byte: cell ends, line ends and quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masks {
    pub ends: u64,
    pub lines: u64,
    pub quotes: u64,
}

impl Index {
    pub fn ends(&self) -> &[u32] {
        self.ends.get(..self.length).unwrap_or_default()
    }

    /// Makes room for places that are not in the data: of cells that a row lacks.
    pub fn push(&mut self, end: u32) {
        self.ends.truncate(self.length);
        self.ends.push(end);
        self.length += 1;
    }

    /// Finds them all.
    pub fn find(&mut self, data: &[u8], signs: Signs, quotes: &Quotes) {
        let room = data.len() + BLOCK + GROUP + 1;
        if self.ends.len() < room {
            // New, and not enlarged: what is not written to then takes no memory.
            self.ends = vec![0; room];
        }
        self.lines = 0;
        self.length = 1;
        if let Some(first) = self.ends.first_mut() {
            *first = BEFORE;
        }
        match &quotes.style {
            Style::None => self.fast::<false>(data, signs),
            Style::Paired => self.fast::<true>(data, signs),
            Style::Loose(cells) => self.slow(data, signs, cells),
        }
    }

    fn fast<const QUOTED: bool>(&mut self, data: &[u8], signs: Signs) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2")
            && std::arch::is_x86_feature_detected!("bmi1")
            && std::arch::is_x86_feature_detected!("popcnt")
        {
            // SAFETY: the processor has the registers that the function is compiled for.
            return unsafe { self.wide::<QUOTED>(data, signs) };
        }
        self.blocks::<QUOTED>(data, signs, Masks::of);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn wide<const QUOTED: bool>(&mut self, data: &[u8], signs: Signs) {
        self.blocks::<QUOTED>(data, signs, |block, signs| {
            crate::x86::masks::masks(block, signs.separator, signs.newline)
        });
    }

    #[inline(always)]
    fn blocks<const QUOTED: bool>(
        &mut self,
        data: &[u8],
        signs: Signs,
        masks: impl Fn(&[u8; BLOCK], Signs) -> Masks,
    ) {
        let (blocks, rest) = data.as_chunks::<BLOCK>();
        let mut inside = 0;
        let mut from: u32 = 0;
        for block in blocks {
            self.block::<QUOTED>(masks(block, signs), from, &mut inside);
            from = from.wrapping_add(64);
        }
        let mut last = [0; BLOCK];
        if let Some(last) = last.get_mut(..rest.len()) {
            last.copy_from_slice(rest);
        }
        let mut found = masks(&last, signs);
        // What fills the block up is no separator, whatever that is.
        let there = (1 << rest.len()) - 1;
        found.ends &= there;
        found.lines &= there;
        self.block::<QUOTED>(found, from, &mut inside);
    }

    /// Takes the places of a block in; `inside` is all ones where it begins within quotes.
    #[inline(always)]
    fn block<const QUOTED: bool>(&mut self, masks: Masks, from: u32, inside: &mut u64) {
        let Masks { mut ends, mut lines, quotes } = masks;
        if QUOTED {
            let quoted = within(quotes) ^ *inside;
            *inside = if quoted >> (BLOCK - 1) == 1 { u64::MAX } else { 0 };
            ends &= !quoted;
            lines &= !quoted;
        }
        self.lines += lines.count_ones() as usize;
        let next = self.length + ends.count_ones() as usize;
        let mut at = self.length;
        while ends != 0 {
            let group = self.ends.get_mut(at..).and_then(|ends| ends.first_chunk_mut::<GROUP>());
            let Some(group) = group else { break };
            for end in group {
                *end = from.wrapping_add(ends.trailing_zeros());
                ends &= ends.wrapping_sub(1);
            }
            at += GROUP;
        }
        self.length = next;
    }

    /// Where quotes are text too.
    fn slow(&mut self, data: &[u8], signs: Signs, quoted: &[(usize, usize)]) {
        let mut quoted = quoted.iter().peekable();
        for at in memchr3_iter(signs.separator, signs.newline, signs.newline, data) {
            while quoted.peek().is_some_and(|&&(_, end)| end < at) {
                quoted.next();
            }
            if quoted.peek().is_some_and(|&&(begin, _)| begin < at) {
                continue;
            }
            if let Some(end) = self.ends.get_mut(self.length) {
                *end = u32::try_from(at).unwrap_or(BEFORE);
            }
            self.length += 1;
            self.lines += usize::from(data.get(at) == Some(&signs.newline));
        }
    }
}

/// A bit for every byte with an odd number of quotes up to it.
#[inline(always)]
fn within(mut quotes: u64) -> u64 {
    for step in [1, 2, 4, 8, 16, 32] {
        quotes ^= quotes << step;
    }
    quotes
}

impl Masks {
    pub fn of(block: &[u8; BLOCK], signs: Signs) -> Self {
        let mask = |wanted: u8| {
            let bits = block.iter().zip(0..).map(|(&byte, at)| u64::from(byte == wanted) << at);
            bits.fold(0, |mask, bit| mask | bit)
        };
        let lines = mask(signs.newline);
        Self { ends: mask(signs.separator) | lines, lines, quotes: mask(b'"') }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_ways_find_the_same_places(text in "[a,\n\"]{0,200}") {
            let signs = Signs { separator: b',', newline: b'\n' };
            let data = text.as_bytes();
            let quotes = signs.quotes(data);
            if quotes.open.is_some() {
                return Ok(());
            }
            let mut cells = Vec::new();
            let mut from = 0;
            // One byte after the other, as a reader without tricks would.
            while from < data.len() {
                let quoted = data[from] == b'"';
                let mut at = from + usize::from(quoted);
                let mut inside = quoted;
                loop {
                    match data.get(at) {
                        None => break,
                        Some(b'"') if inside && data.get(at + 1) == Some(&b'"') => at += 1,
                        Some(b'"') if inside => inside = false,
                        Some(b',' | b'\n') if !inside => break,
                        Some(_) => {}
                    }
                    at += 1;
                }
                if at < data.len() {
                    cells.push(u32::try_from(at).unwrap());
                }
                from = at + 1;
            }
            let mut index = Index::default();
            index.find(data, signs, &quotes);
            prop_assert_eq!(&index.ends()[1..], &cells[..]);
            if quotes.style == Style::Paired || quotes.style == Style::None {
                let mut plain = Index { ends: vec![BEFORE; 1000], length: 1, lines: 0 };
                plain.blocks::<true>(data, signs, Masks::of);
                prop_assert_eq!(&plain.ends()[1..], &cells[..]);
                prop_assert_eq!(plain.lines, index.lines);
            }
        }
    }
}
