//! Small numbers as Parquet packs them: runs of one number, and numbers of a few bits each.

use bytes::Bytes;

/// Numbers one after the other, each of the same few bits.
#[derive(Clone, Debug)]
pub struct Runs {
    data: Bytes,
    at: usize,
    width: u32,
    run: Run,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    Same {
        number: u32,
        left: usize,
    },
    /// Packed bits that begin at a byte, and how many of their numbers were taken.
    Packed {
        from: usize,
        taken: usize,
        left: usize,
    },
}

/// Some numbers of one run.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    Same(u32, usize),
    Packed(Packed<'a>),
}

impl Piece<'_> {
    pub fn count(&self) -> usize {
        match self {
            Self::Same(_, count) | Self::Packed(Packed { count, .. }) => *count,
        }
    }
}

/// Numbers packed into bits: those from one on.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    data: &'a [u8],
    /// Where that lies in all of the data.
    begin: usize,
    width: u32,
    from: usize,
    pub count: usize,
}

impl Runs {
    /// A reader of numbers of `width` bits; `None` if that is wider than a number.
    pub fn new(data: Bytes, width: u32) -> Option<Self> {
        // Of no bits at all, every number is 0.
        let left = if width == 0 { usize::MAX } else { 0 };
        (width <= 32).then_some(Self { data, at: 0, width, run: Run::Same { number: 0, left } })
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    /// At most `most` numbers of the next run; `None` if the data ends.
    pub fn next(&mut self, most: usize) -> Option<Piece<'_>> {
        while let Run::Same { left: 0, .. } | Run::Packed { left: 0, .. } = self.run {
            self.run = self.begin()?;
        }
        match &mut self.run {
            Run::Same { number, left } => {
                let count = most.min(*left);
                if *left != usize::MAX {
                    *left -= count;
                }
                Some(Piece::Same(*number, count))
            }
            Run::Packed { from, taken, left } => {
                let count = most.min(*left);
                let data = self.data.get(*from..).unwrap_or_default();
                let (begin, width) = (*from, self.width);
                let packed = Packed { data, begin, width, from: *taken, count };
                (*taken, *left) = (*taken + count, *left - count);
                Some(Piece::Packed(packed))
            }
        }
    }

    fn begin(&mut self) -> Option<Run> {
        let mut header: u64 = 0;
        for shift in (0..35).step_by(7) {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            header |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let count = usize::try_from(header >> 1).ok()?;
        let width = self.width as usize;
        if header & 1 == 0 {
            let bytes = width.div_ceil(8);
            let number = self.data.get(self.at..self.at + bytes)?;
            let number = number.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte));
            self.at += bytes;
            return Some(Run::Same { number, left: count });
        }
        let from = self.at;
        let whole = count.checked_mul(width)?;
        self.at = from.saturating_add(whole).min(self.data.len());
        // The last run may be cut off behind its last number.
        let there = (self.at - from) * 8 / width.max(1);
        let left = count.checked_mul(8)?.min(there);
        (left > 0 || count == 0).then_some(Run::Packed { from, taken: 0, left })
    }
}

impl Packed<'_> {
    /// The number at a place.
    pub fn number(&self, place: usize) -> u32 {
        let bit = (self.from + place) * self.width as usize;
        let word = word(self.data.get(bit / 8..).unwrap_or_default()) >> (bit % 8);
        #[allow(clippy::cast_possible_truncation, reason = "at most 32 bits are left")]
        let number = (word & ((1 << self.width) - 1)) as u32;
        number
    }

    /// Where the numbers begin, as a bit of all of the data.
    pub fn bit(&self) -> usize {
        self.begin * 8 + self.from * self.width as usize
    }

    /// The byte of each number.
    pub fn bytes(&self, table: &Table, out: &mut Vec<u8>) {
        let start = out.len();
        out.resize(start + self.count, 0);
        let out = out.get_mut(start..).unwrap_or_default();
        // Groups of eight begin at a byte.
        let lead = (self.from.next_multiple_of(8) - self.from).min(self.count);
        let (head, rest) = out.split_at_mut(lead);
        for (place, out) in head.iter_mut().enumerate() {
            *out = table.byte(self.number(place));
        }
        let groups = rest.len() / 8;
        let (whole, tail) = rest.split_at_mut(groups * 8);
        let first = (self.from + lead) / 8 * self.width as usize;
        let data = self.data.get(first..).unwrap_or_default();
        match &table.groups {
            Groups::Eight(groups) => unpack(data, self.width, groups, whole),
            Groups::Four(groups) => unpack(data, self.width, groups, whole),
            Groups::Two(groups) => unpack(data, self.width, groups, whole),
            Groups::One(groups) => unpack(data, self.width, groups, whole),
            Groups::None => {
                for (place, out) in whole.iter_mut().enumerate() {
                    *out = table.byte(self.number(lead + place));
                }
            }
        }
        for (place, out) in tail.iter_mut().enumerate() {
            *out = table.byte(self.number(lead + groups * 8 + place));
        }
    }
}

/// Eight bytes as a number; what is not there is 0.
#[inline(always)]
fn word(data: &[u8]) -> u64 {
    if let Some(bytes) = data.first_chunk() {
        return u64::from_le_bytes(*bytes);
    }
    let mut bytes = [0; 8];
    for (byte, there) in bytes.iter_mut().zip(data) {
        *byte = *there;
    }
    u64::from_le_bytes(bytes)
}

/// Groups of eight numbers that are looked up at a time.
#[inline(always)]
fn unpack<const COUNT: usize>(data: &[u8], width: u32, table: &[[u8; COUNT]], out: &mut [u8]) {
    let step = width as usize;
    let bits = width * u32::try_from(COUNT).unwrap_or(0);
    let mask = (1_u64 << bits) - 1;
    let mut from = 0;
    for group in out.as_chunks_mut::<8>().0 {
        let mut word = word(data.get(from..).unwrap_or_default());
        from += step;
        for part in group.as_chunks_mut::<COUNT>().0 {
            #[allow(clippy::cast_possible_truncation, reason = "at most 12 bits")]
            let place = (word & mask) as usize;
            *part = table.get(place).copied().unwrap_or([0; COUNT]);
            word >>= bits;
        }
    }
}

/// The byte of each number.
#[derive(Clone, Debug, Default)]
pub struct Table {
    bytes: Vec<u8>,
    /// Of a number beyond.
    beyond: u8,
    groups: Groups,
}

/// The bytes of several numbers that stand side by side.
#[derive(Clone, Debug, Default)]
enum Groups {
    #[default]
    None,
    Eight(Vec<[u8; 8]>),
    Four(Vec<[u8; 4]>),
    Two(Vec<[u8; 2]>),
    One(Vec<[u8; 1]>),
}

impl Table {
    /// Of the numbers from 0 on.
    pub fn new(bytes: Vec<u8>, beyond: u8) -> Self {
        Self { bytes, beyond, groups: Groups::None }
    }

    pub fn byte(&self, number: u32) -> u8 {
        self.bytes.get(number as usize).copied().unwrap_or(self.beyond)
    }

    /// Whether numbers of so many bits may lie beyond.
    pub fn may_lack(&self, width: u32) -> bool {
        (self.bytes.len() as u64) < 1 << width
    }

    /// Makes the quick tables of numbers of so many bits: worth it for many of them.
    pub fn quicken(&mut self, width: u32) {
        if !matches!(self.groups, Groups::None) {
            return;
        }
        let one: Vec<[u8; 1]> = (0..1_u32 << width.min(8)).map(|at| [self.byte(at)]).collect();
        self.groups = match width {
            1 => Groups::Eight(paired::<4, 8>(&paired::<2, 4>(&paired::<1, 2>(&one)))),
            2 | 3 => Groups::Four(paired::<2, 4>(&paired::<1, 2>(&one))),
            4..=6 => Groups::Two(paired::<1, 2>(&one)),
            7 | 8 => Groups::One(one),
            _ => Groups::None,
        };
    }
}

/// Every two of them side by side: the first varies fastest.
fn paired<const HALF: usize, const WHOLE: usize>(halves: &[[u8; HALF]]) -> Vec<[u8; WHOLE]> {
    let pair = |second: &[u8; HALF], first: &[u8; HALF]| {
        let mut whole = [0; WHOLE];
        for (out, byte) in whole.iter_mut().zip(first.iter().chain(second)) {
            *out = *byte;
        }
        whole
    };
    let each = halves.iter().flat_map(|second| halves.iter().map(move |first| pair(second, first)));
    each.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// Packs numbers as the format says: the first in the lowest bits.
    fn packed(numbers: &[u32], width: u32) -> Vec<u8> {
        let groups = numbers.len().div_ceil(8);
        let mut bytes = vec![u8::try_from(groups << 1 | 1).unwrap()];
        let mut bits = vec![0_u8; groups * width as usize];
        for (at, number) in numbers.iter().enumerate() {
            for bit in 0..width as usize {
                let place = at * width as usize + bit;
                bits[place / 8] |= u8::from(number >> bit & 1 == 1) << (place % 8);
            }
        }
        bytes.extend(bits);
        bytes
    }

    #[test]
    fn numbers_of_every_width_in_pieces_of_every_length() {
        for width in 0..=32 {
            let most = ((1_u64 << width) - 1).min(250);
            let numbers: Vec<u32> =
                (0..77_u64).map(|at| u32::try_from(at * at % (most + 1)).unwrap()).collect();
            let mut data = if width == 0 { Vec::new() } else { packed(&numbers, width) };
            if width > 0 {
                data.push(6); // Three times the same.
                data.extend(
                    &7_u32.min(u32::try_from(most).unwrap()).to_le_bytes()
                        [..(width as usize).div_ceil(8)],
                );
            }
            let same = u8::try_from(7.min(most)).unwrap();
            let whole: Vec<u8> = numbers
                .iter()
                .map(|&number| u8::try_from(number).unwrap())
                .chain([0, 0, 0])
                .chain(std::iter::repeat_n(same, if width == 0 { 0 } else { 3 }))
                .collect();
            for quick in [false, true] {
                let mut table = Table::new((0..=u8::try_from(most).unwrap()).collect(), 255);
                if quick {
                    table.quicken(width);
                }
                for step in [1, 3, 8, 13, 100] {
                    let mut runs = Runs::new(Bytes::from(data.clone()), width).unwrap();
                    let mut found = Vec::new();
                    while found.len() < whole.len() {
                        match runs.next(step.min(whole.len() - found.len())).unwrap() {
                            Piece::Same(number, count) => {
                                found.extend(std::iter::repeat_n(table.byte(number), count));
                            }
                            Piece::Packed(packed) => packed.bytes(&table, &mut found),
                        }
                    }
                    assert_eq!(found, whole, "{width} bits, {step} at a time, {quick}");
                }
            }
        }
    }

    #[test]
    fn what_is_cut_off_ends() {
        let mut runs = Runs::new(Bytes::from_static(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F]), 3).unwrap();
        assert!(runs.next(8).is_none());
        let mut runs = Runs::new(Bytes::from_static(&[4]), 9).unwrap();
        assert!(runs.next(8).is_none());
        assert!(Runs::new(Bytes::new(), 33).is_none());
    }
}
