//! Columns of text to columns of bytes: spellings by a perfect hash over whole words of memory.

use super::{Spellings, UNANSWERED};

/// The byte of a text that means nothing.
pub const UNREADABLE: u8 = UNANSWERED - 1;

/// Longest spelling that the table holds, in bytes.
const LONGEST: usize = 32;
const WORDS: usize = LONGEST / 8;
/// Most spellings that a reader learns.
const MOST_LEARNED: usize = 128;

/// Reads one column of text, fast: what it has seen once it knows by its bytes.
///
/// A reader belongs to one thread; it is cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    spellings: &'a Spellings,
    known: Vec<Known>,
    table: Vec<Known>,
    seed: u64,
    shift: u32,
    /// Texts that found no place in the table.
    crowded: bool,
}

/// A spelling as words of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    words: [u64; WORDS],
    length: u64,
    byte: u8,
}

const NOTHING: Known = Known { words: [0; WORDS], length: u64::MAX, byte: UNREADABLE };

/// What a length leaves of each word.
const MASKS: [[u64; WORDS]; LONGEST + 1] = masks();

#[allow(clippy::indexing_slicing, reason = "a constant: out of bounds does not compile")]
const fn masks() -> [[u64; WORDS]; LONGEST + 1] {
    let mut masks = [[0; WORDS]; LONGEST + 1];
    let mut length = 0;
    while length <= LONGEST {
        let mut word = 0;
        while word < WORDS {
            let start = word * 8;
            let bytes = length.saturating_sub(start);
            masks[length][word] = if bytes >= 8 { u64::MAX } else { (1 << (bytes * 8)) - 1 };
            word += 1;
        }
        length += 1;
    }
    masks
}

impl<'a> Reader<'a> {
    /// A reader that knows the spellings as the framework writes them.
    pub fn new(spellings: &'a Spellings) -> Self {
        let mut reader = Self {
            spellings,
            known: Vec::new(),
            table: Vec::new(),
            seed: 0,
            shift: 0,
            crowded: false,
        };
        for (text, byte) in spellings.exact() {
            reader.remember(text.as_bytes(), *byte);
        }
        reader.remember(b"", UNANSWERED);
        reader.build();
        reader
    }

    fn remember(&mut self, text: &[u8], byte: u8) {
        if let Some(known) = Known::of(text, byte)
            && !self.known.iter().any(|k| k.length == known.length && k.words == known.words)
        {
            self.known.push(known);
        }
    }

    /// Looks for a seed under which no two spellings fall together.
    fn build(&mut self) {
        let bits = usize::BITS - (self.known.len() * 2).leading_zeros() + 1;
        for bits in bits..bits + 4 {
            for attempt in 1..64_u64 {
                let seed = attempt.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
                if self.try_build(seed, 64 - bits) {
                    return;
                }
            }
        }
        // Without a place in the table a spelling is still read, only more slowly.
        self.known.pop();
        self.crowded = true;
        if !self.known.is_empty() {
            self.build();
        }
    }

    fn try_build(&mut self, seed: u64, shift: u32) -> bool {
        let mut table = vec![NOTHING; 1 << (64 - shift)];
        for known in &self.known {
            let slot = position(known.mixed(), seed, shift);
            match table.get_mut(slot) {
                Some(slot) if slot.length == u64::MAX => *slot = *known,
                _ => return false,
            }
        }
        (self.table, self.seed, self.shift) = (table, seed, shift);
        true
    }

    /// The byte of one text: the position of a choice, [`UNANSWERED`] or [`UNREADABLE`].
    pub fn read(&mut self, text: &[u8]) -> u8 {
        match Known::of(text, UNREADABLE).and_then(|asked| self.look_up(asked.words, asked.length))
        {
            Some(byte) => byte,
            None => self.learn(text),
        }
    }

    /// The byte of the text at `start` in `data`, which goes on behind it for the table to compare.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a caller may compile it for a wider instruction set")]
    pub fn read_at(&mut self, data: &[u8], start: usize, length: usize) -> u8 {
        if let (Some(words), Some(masks)) =
            (data.get(start..).and_then(<[u8]>::first_chunk::<LONGEST>), MASKS.get(length))
        {
            let mut asked = [0; WORDS];
            for ((asked, bytes), mask) in asked.iter_mut().zip(words.as_chunks::<8>().0).zip(masks)
            {
                *asked = u64::from_le_bytes(*bytes) & mask;
            }
            if let Some(byte) = self.look_up(asked, length as u64) {
                return byte;
            }
        }
        self.read(data.get(start..start.saturating_add(length)).unwrap_or_default())
    }

    #[inline(always)]
    fn look_up(&self, words: [u64; WORDS], length: u64) -> Option<u8> {
        let known = self.table.get(position(mix(words, length), self.seed, self.shift))?;
        let [a, b, c, d] = words;
        let [e, f, g, h] = known.words;
        let differs = (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) | (length ^ known.length);
        (differs == 0).then_some(known.byte)
    }

    #[cold]
    fn learn(&mut self, text: &[u8]) -> u8 {
        let read = std::str::from_utf8(text).ok().and_then(|text| self.spellings.read(text));
        let byte = read.unwrap_or(UNREADABLE);
        if !self.crowded && self.known.len() < MOST_LEARNED {
            self.remember(text, byte);
            self.build();
        }
        byte
    }

    /// Reads a run of texts laid end to end, as Arrow lays them: `offsets` has one more entry than
    /// `out`.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a caller may compile it for a wider instruction set")]
    pub fn read_run<O: Copy + TryInto<usize>>(
        &mut self,
        offsets: &[O],
        data: &[u8],
        out: &mut [u8],
    ) {
        let place = |offset: O| offset.try_into().unwrap_or(usize::MAX);
        for (pair, out) in offsets.windows(2).zip(out) {
            if let &[start, end] = pair {
                let (start, end) = (place(start), place(end));
                *out = self.read_at(data, start, end.wrapping_sub(start));
            }
        }
    }
}

impl Known {
    fn of(text: &[u8], byte: u8) -> Option<Self> {
        let mut padded = [0; LONGEST];
        padded.get_mut(..text.len())?.copy_from_slice(text);
        let mut words = [0; WORDS];
        for (word, bytes) in words.iter_mut().zip(padded.as_chunks::<8>().0) {
            *word = u64::from_le_bytes(*bytes);
        }
        Some(Self { words, length: text.len() as u64, byte })
    }

    fn mixed(&self) -> u64 {
        mix(self.words, self.length)
    }
}

#[inline(always)]
fn mix([a, b, c, d]: [u64; WORDS], length: u64) -> u64 {
    a ^ b.rotate_left(23) ^ c.rotate_left(41) ^ d.rotate_left(53) ^ length.rotate_left(7)
}

#[inline(always)]
fn position(mixed: u64, seed: u64, shift: u32) -> usize {
    let position = mixed.wrapping_mul(seed) >> shift;
    usize::try_from(position).unwrap_or(usize::MAX)
}
