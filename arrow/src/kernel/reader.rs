//! Columns of text to columns of bytes: spellings by a perfect hash over whole words of memory.

use std::collections::HashMap;

use super::Spellings;
use shisei::UNANSWERED;

/// The byte of a text that means nothing.
pub const UNREADABLE: u8 = UNANSWERED - 1;

/// Longest spelling that the table holds, in bytes.
const LONGEST: usize = 32;
const WORDS: usize = LONGEST / 8;
/// What lies around a text is read with it.
const WINDOW: usize = 8 + LONGEST;
/// Places for spellings.
const PLACES: usize = 256;
/// Most spellings that the table holds: so many find places of their own.
const MOST_KNOWN: usize = 32;
/// Most spellings that a reader learns.
const MOST_LEARNED: usize = 4096;

/// Reads columns of text, fast: what it has seen once it knows by its bytes.
///
/// A reader belongs to one thread; it is cheap to make.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    spellings: &'a Spellings,
    table: Table,
}

/// Texts by their bytes, each with its code of one byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    known: Vec<Known>,
    places: Places,
    /// The same by what the view of a text says of it.
    views: Places,
    /// Texts that have no place: too long, or with the key of another.
    others: HashMap<Vec<u8>, u8>,
}

/// A spelling as words of memory, with what its length leaves of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    words: [u64; WORDS],
    masks: [u64; WORDS],
    length: usize,
    key: u64,
    view: u64,
    byte: u8,
}

/// Positions of known spellings by a key, each in a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Places {
    places: [u8; PLACES],
    seed: u64,
}

/// No position in `known`.
const NONE: u8 = u8::MAX;
/// Seeds that are tried.
const SEEDS: u64 = 256;

impl Places {
    const EMPTY: Self = Self { places: [NONE; PLACES], seed: 0 };

    /// Looks for a seed under which no two keys fall together; what has no key gets no place.
    fn of(keys: &[Option<u64>]) -> Option<Self> {
        (1..SEEDS).find_map(|attempt| {
            let seed = attempt.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
            let mut places = [NONE; PLACES];
            for (at, key) in (0..NONE).zip(keys) {
                let &Some(key) = key else { continue };
                let place = places.get_mut(position(key, seed))?;
                if *place != NONE {
                    return None;
                }
                *place = at;
            }
            Some(Self { places, seed })
        })
    }

    #[inline(always)]
    fn find(&self, key: u64) -> usize {
        usize::from(self.places.get(position(key, self.seed)).copied().unwrap_or(NONE))
    }
}

/// What a length leaves of the eight bytes from the start, and of those up to the end, and what
/// the length itself adds to the key.
const PARTS: [[u64; 3]; LONGEST + 1] = parts();

#[allow(clippy::indexing_slicing, reason = "a constant: out of bounds does not compile")]
const fn parts() -> [[u64; 3]; LONGEST + 1] {
    let mut parts = [[0; 3]; LONGEST + 1];
    let mut length = 0;
    while length <= LONGEST {
        let (head, tail) = match length {
            0 => (0, 0),
            1..8 => (u64::MAX >> (64 - 8 * length), u64::MAX << (64 - 8 * length)),
            _ => (u64::MAX, u64::MAX),
        };
        parts[length] = [head, tail, (length as u64).rotate_left(7)];
        length += 1;
    }
    parts
}

impl Table {
    /// Without a text.
    pub fn empty() -> Self {
        let (places, views) = (Places::EMPTY, Places::EMPTY);
        Self { known: Vec::new(), places, views, others: HashMap::new() }
    }

    /// Takes a text in, if there is a quick place for it.
    #[cfg(feature = "files")]
    pub fn place(&mut self, text: &[u8], byte: u8) -> bool {
        let Some(known) = Known::of(text, byte) else { return false };
        let clashes = self.known.iter().any(|other| other.key == known.key);
        if clashes || self.known.len() >= MOST_KNOWN {
            return false;
        }
        self.known.push(known);
        self.build();
        true
    }

    /// Of spellings, each with the position that it means.
    pub(super) fn of(spellings: &[(String, u8)]) -> Self {
        let mut table = Self::empty();
        for (text, byte) in spellings {
            table.remember(text.as_bytes(), *byte);
        }
        table.remember(b"", UNANSWERED);
        table.build();
        table
    }

    fn remember(&mut self, text: &[u8], byte: u8) {
        let Some(known) = Known::of(text, byte) else {
            self.others.insert(text.to_vec(), byte);
            return;
        };
        match self.known.iter().find(|other| other.key == known.key) {
            Some(other) if other.same(&known) => {}
            None if self.known.len() < MOST_KNOWN => self.known.push(known),
            _ => {
                self.others.insert(text.to_vec(), byte);
            }
        }
    }

    /// Finds a place for each spelling.
    fn build(&mut self) {
        let keys: Vec<_> = self.known.iter().map(|known| Some(known.key)).collect();
        if let Some(places) = Places::of(&keys) {
            self.places = places;
        } else if let Some(known) = self.known.pop() {
            // Without a place a spelling is still read, only more slowly.
            self.others.insert(known.text(), known.byte);
            return self.build();
        }
        // Views tell less than texts do: the first of those that look alike has a place.
        let views = self.known.iter().enumerate().map(|(at, known)| {
            let before = self.known.get(..at).unwrap_or_default();
            before.iter().all(|other| other.view != known.view).then_some(known.view)
        });
        self.views = Places::of(&views.collect::<Vec<_>>()).unwrap_or(Places::EMPTY);
    }

    #[inline(always)]
    fn candidate(&self, key: u64) -> Option<&Known> {
        self.known.get(self.places.find(key))
    }

    /// The byte of the text at `start` in `data`, if it has a quick place; what lies around it is read
    /// and masked out.
    #[inline(always)]
    pub fn look_up(&self, data: &[u8], start: usize, length: usize) -> Option<u8> {
        let window: &[u8; WINDOW] = data.get(start.wrapping_sub(8)..)?.first_chunk()?;
        let parts = PARTS.get(length)?;
        let words = words(window.last_chunk()?);
        let tail = u64::from_le_bytes(*window.get(length..)?.first_chunk()?);
        let [head, ..] = words;
        let known = self.candidate(key(head, tail, *parts))?;
        (known.differs(&words) == 0 && known.length == length).then_some(known.byte)
    }

    /// The byte of the text at `start` in `data` that has this view, if it has a quick place: the view
    /// says which text it can be, so that nothing waits for the text but the comparison.
    #[inline(always)]
    fn look_up_view(&self, view: u128, data: &[u8], start: usize) -> Option<u8> {
        let known = self.known.get(self.views.find(view_key(view)))?;
        let words = words(data.get(start..)?.first_chunk()?);
        let same = known.length == view_length(view) && known.differs(&words) == 0;
        same.then_some(known.byte)
    }

    /// The byte of a text.
    pub fn read(&self, text: &[u8]) -> Option<u8> {
        let known = Known::of(text, UNREADABLE).and_then(|asked| {
            let known = self.candidate(asked.key)?;
            known.same(&asked).then_some(known.byte)
        });
        known.or_else(|| self.others.get(text).copied())
    }
}

impl<'a> Reader<'a> {
    /// A reader that knows the spellings as the framework writes them.
    pub fn new(spellings: &'a Spellings) -> Self {
        Self { spellings, table: spellings.table().clone() }
    }

    /// The byte of one text: the position of a choice, [`UNANSWERED`] or [`UNREADABLE`].
    pub fn read(&mut self, text: &[u8]) -> u8 {
        self.table.read(text).unwrap_or_else(|| self.learn(text))
    }

    /// The byte of the text at `start` in `data`; what lies around it is read and masked out.
    #[inline(always)]
    pub fn read_at(&mut self, data: &[u8], start: usize, length: usize) -> u8 {
        match self.table.look_up(data, start, length) {
            Some(byte) => byte,
            None => self.rarely(data, start, start.saturating_add(length)),
        }
    }

    /// The byte of the text at `start` in `data` that has this view.
    #[inline(always)]
    pub fn read_view(&mut self, view: u128, data: &[u8], start: usize) -> u8 {
        match self.table.look_up_view(view, data, start) {
            Some(byte) => byte,
            None => self.rarely_viewed(data, start, view_length(view)),
        }
    }

    #[cold]
    #[inline(never)]
    fn rarely_viewed(&mut self, data: &[u8], start: usize, length: usize) -> u8 {
        self.read_at(data, start, length)
    }

    #[cold]
    #[inline(never)]
    fn rarely(&mut self, data: &[u8], start: usize, end: usize) -> u8 {
        self.read(data.get(start..end).unwrap_or_default())
    }

    #[cold]
    #[inline(never)]
    fn learn(&mut self, text: &[u8]) -> u8 {
        let read = std::str::from_utf8(text).ok().and_then(|text| self.spellings.read(text));
        let byte = read.unwrap_or(UNREADABLE);
        if self.table.others.len() < MOST_LEARNED {
            self.table.remember(text, byte);
            self.table.build();
        }
        byte
    }

    /// Reads a run of texts laid end to end, as Arrow lays them: `offsets` has one more entry than
    /// `out`.
    #[inline(always)]
    pub fn read_run<O: Offset>(&mut self, offsets: &[O], data: &[u8], out: &mut [u8]) {
        let Some((first, ends)) = offsets.split_first() else { return };
        let mut start = first.place();
        for (end, out) in ends.iter().zip(out) {
            let end = end.place();
            *out = self.read_at(data, start, end.wrapping_sub(start));
            start = end;
        }
    }
}

impl Known {
    fn of(text: &[u8], byte: u8) -> Option<Self> {
        let mut padded = [0; LONGEST];
        padded.get_mut(..text.len())?.copy_from_slice(text);
        let mut mask = [0; LONGEST];
        mask.get_mut(..text.len())?.fill(u8::MAX);
        let mut tail = [0; 8];
        let last = text.get(text.len().saturating_sub(8)..)?;
        tail.get_mut(8 - last.len()..)?.copy_from_slice(last);
        let (words, masks) = (words(&padded), words(&mask));
        let [head, ..] = words;
        let key = key(head, u64::from_le_bytes(tail), *PARTS.get(text.len())?);
        let view = view_key(view_of(text));
        Some(Self { words, masks, length: text.len(), key, view, byte })
    }

    /// The bits in which its text and what lies at another place differ.
    #[inline(always)]
    fn differs(&self, words: &[u64; WORDS]) -> u64 {
        let mut differs = [0; WORDS];
        let pairs = words.iter().zip(&self.words).zip(&self.masks);
        for (differs, ((word, known), mask)) in differs.iter_mut().zip(pairs) {
            *differs = (word ^ known) & mask;
        }
        let [a, b, c, d] = differs;
        a | b | c | d
    }

    fn same(&self, other: &Self) -> bool {
        self.length == other.length && self.words == other.words
    }

    fn text(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).take(self.length).collect()
    }
}

#[inline(always)]
fn words(bytes: &[u8; LONGEST]) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// Made of the first and the last eight bytes and the length.
#[inline(always)]
fn key(head: u64, tail: u64, [head_mask, tail_mask, length]: [u64; 3]) -> u64 {
    (tail & tail_mask) ^ (head & head_mask).rotate_left(23) ^ length
}

/// Longest text that lies in its view, in bytes.
pub const IN_VIEW: usize = 12;

/// The bytes of the text that a view is of.
#[inline(always)]
pub fn view_length(view: u128) -> usize {
    (view & 0xFFFF_FFFF) as usize
}

/// Made of what a view says of its text: the length and the beginning, or all of a short one.
#[inline(always)]
fn view_key(view: u128) -> u64 {
    let (low, high) = ((view & 0xFFFF_FFFF_FFFF_FFFF) as u64, (view >> 64) as u64);
    low ^ if view_length(view) <= IN_VIEW { high.rotate_left(29) } else { 0 }
}

/// The view of a text, without the place of a long one.
fn view_of(text: &[u8]) -> u128 {
    let mut view = [0; 16];
    let (length, begun) = view.split_at_mut(4);
    length.copy_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    let shown = if text.len() <= IN_VIEW { text } else { text.get(..4).unwrap_or_default() };
    begun.iter_mut().zip(shown).for_each(|(place, &byte)| *place = byte);
    u128::from_le_bytes(view)
}

/// The upper eight bits of the product.
#[inline(always)]
fn position(key: u64, seed: u64) -> usize {
    (key.wrapping_mul(seed) >> 56) as usize
}

/// Where a text ends, as Arrow writes it.
pub trait Offset: Copy {
    /// Its position; too large for any memory where the number is negative.
    fn place(self) -> usize;
}

macro_rules! offset {
    ($($kind:ty),+) => {$(
        impl Offset for $kind {
            #[inline(always)]
            #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation,
                reason = "what is wrong is out of bounds, and bounds are checked")]
            fn place(self) -> usize {
                self as usize
            }
        }
    )+};
}

offset!(i32, i64);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use shisei::catalog;

    /// More spellings than the table holds, too long for it, or with the key of another.
    #[test]
    fn spellings_without_a_place_in_the_table_are_read_too() {
        let framework = catalog::framework("self-assessment@4.0").unwrap();
        let mut own: Vec<(String, String)> =
            (0..60).map(|n| format!("level {n}")).map(means).collect();
        own.push(means("x".repeat(LONGEST)));
        own.push(means("x".repeat(LONGEST + 1)));
        own.push(means("12345678 a 12345678".to_owned()));
        own.push(means("12345678 b 12345678".to_owned()));
        let spellings = Spellings::new(framework, 0, None, &own);
        let mut reader = Reader::new(&spellings);
        for _ in 0..3 {
            for (text, _) in &own {
                let filled = format!("{text}{}", "y".repeat(WINDOW));
                let before = format!("{}{filled}", "z".repeat(8));
                assert_eq!(reader.read(text.as_bytes()), 1, "{text}");
                assert_eq!(reader.read_at(before.as_bytes(), 8, text.len()), 1, "{text}");
                assert_eq!(reader.read_at(filled.as_bytes(), 0, text.len()), 1, "{text}");
                assert_eq!(reader.read(filled.as_bytes()), UNREADABLE);
            }
            assert_eq!(reader.read(b"12345678 c 12345678"), UNREADABLE);
            assert_eq!(reader.read_at(b"level 1", 0, 100), UNANSWERED, "out of bounds is no text");
        }
    }

    fn means(text: String) -> (String, String) {
        (text, "partial".to_owned())
    }
}
