//! Gathers the features of a segment, a few columns at a time: the hardware prefetches so many, and
//! what they add up to stays in the nearest memory.

use super::features::Features;

/// A segment of a block of rows, to be gathered.
///
/// It says nothing of how wide the registers are: the caller chooses, by the function it calls and
/// by the instruction set that it is itself compiled for.
#[derive(Debug)]
pub struct Gather<'a> {
    pub(super) features: &'a Features,
    /// The columns, from the first row of the block on.
    pub(super) columns: &'a [&'a [u8]],
    /// The counts, each as long as the block.
    pub(super) counts: &'a mut [Vec<u8>],
    /// The total of the shifted codes, or of the counts where codes are apart.
    pub(super) total: &'a mut [u8],
    /// The largest of the shifted codes.
    pub(super) largest: &'a mut [u8],
    /// Not 0 for a row with a byte that means nothing.
    pub(super) bad: &'a mut [u8],
}

/// Rows of a strip: what is gathered stays in the registers of plain x86-64 and of NEON.
const STRIP: usize = 32;
/// Rows of a strip where registers are 32 bytes wide.
const WIDE_STRIP: usize = 64;

/// The position of a group of columns in the pass.
#[derive(Clone, Copy)]
struct Pass<const K: usize> {
    shift: u8,
    codes: [u8; K],
    /// Position of the first of the counts.
    first: usize,
    /// Whether these are the first columns: nothing was gathered before.
    fresh: bool,
}

impl Gather<'_> {
    /// Gathers in registers of 16 bytes.
    #[inline(always)]
    pub fn narrow(self) {
        self.all::<STRIP>();
    }

    /// Gathers in registers of 32 bytes.
    #[inline(always)]
    pub fn wide(self) {
        self.all::<WIDE_STRIP>();
    }

    #[inline(always)]
    fn all<const L: usize>(mut self) {
        let Some(last) = self.features.last else {
            self.more::<L>(0);
            self.check_counts();
            return;
        };
        match *self.features.codes.as_slice() {
            [] => self.pass::<L, 0, true>([], 0),
            [a] => self.pass::<L, 1, true>([a], 0),
            [a, b, ..] => {
                self.pass::<L, 2, true>([a, b], 0);
                self.more::<L>(2);
            }
        }
        for (bad, &largest) in self.bad.iter_mut().zip(&*self.largest) {
            *bad |= u8::from(largest > last);
        }
    }

    /// Counts the codes from `done` on, a few in one pass.
    #[inline(always)]
    fn more<const L: usize>(&mut self, mut done: usize) {
        loop {
            match *self.features.codes.get(done..).unwrap_or_default() {
                [] => return,
                [a, b, c, d, ..] => {
                    self.pass::<L, 4, false>([a, b, c, d], done);
                    done += 4;
                }
                [a, b, ..] => {
                    self.pass::<L, 2, false>([a, b], done);
                    done += 2;
                }
                [a] => {
                    self.pass::<L, 1, false>([a], done);
                    done += 1;
                }
            }
        }
    }

    /// Every cell of a good row is counted once: a row that counts short is bad.
    fn check_counts(&mut self) {
        self.total.fill(0);
        for counts in &*self.counts {
            for (total, &count) in self.total.iter_mut().zip(counts) {
                *total = total.wrapping_add(count);
            }
        }
        let expected = u8::try_from(self.columns.len()).unwrap_or(u8::MAX);
        for (bad, &counted) in self.bad.iter_mut().zip(&*self.total) {
            *bad |= counted ^ expected;
        }
    }

    /// Once over all columns: counts `codes`, and with `RANGE` gathers total and largest too.
    #[inline(always)]
    fn pass<const L: usize, const K: usize, const RANGE: bool>(
        &mut self,
        codes: [u8; K],
        first: usize,
    ) {
        let mut columns = self.columns;
        let mut pass = Pass { shift: self.features.shift, codes, first, fresh: true };
        loop {
            let done = match *columns {
                [] => return,
                [a, b, c, d, e, f, g, h, ..] => {
                    self.some::<L, 8, K, RANGE>([a, b, c, d, e, f, g, h], pass)
                }
                [a, b, c, d, e, ..] => self.some::<L, 5, K, RANGE>([a, b, c, d, e], pass),
                [a, b, ..] => self.some::<L, 2, K, RANGE>([a, b], pass),
                [a] => self.some::<L, 1, K, RANGE>([a], pass),
            };
            pass.fresh = false;
            columns = columns.get(done..).unwrap_or_default();
        }
    }

    /// Columns side by side; gives their number.
    #[inline(always)]
    #[allow(clippy::indexing_slicing, reason = "all are cut to one length first")]
    fn some<const L: usize, const N: usize, const K: usize, const RANGE: bool>(
        &mut self,
        columns: [&[u8]; N],
        pass: Pass<K>,
    ) -> usize {
        let rows = self.bad.len();
        let mut counts = self.counts.iter_mut().skip(pass.first);
        let mut counts: [&mut [u8]; K] = std::array::from_fn(|_| {
            counts.next().map_or(&mut [][..], |counts| &mut counts[..rows])
        });
        let (total, largest) = (&mut self.total[..rows], &mut self.largest[..rows]);
        let columns = columns.map(|column| &column[..rows]);
        let strips = rows / L;
        {
            let columns = columns.map(|column| &column.as_chunks::<L>().0[..strips]);
            let mut counts = counts.each_mut().map(|c| &mut c.as_chunks_mut::<L>().0[..strips]);
            let total = &mut total.as_chunks_mut::<L>().0[..strips];
            let largest = &mut largest.as_chunks_mut::<L>().0[..strips];
            for at in 0..strips {
                let mut lanes = Lanes::<L, K>::new();
                if !pass.fresh {
                    if RANGE {
                        (lanes.total, lanes.largest) = (total[at], largest[at]);
                    }
                    for (lanes, counts) in lanes.counts.iter_mut().zip(&counts) {
                        *lanes = counts[at];
                    }
                }
                for column in &columns {
                    lanes.add::<RANGE>(&column[at], pass.shift, pass.codes);
                }
                if RANGE {
                    (total[at], largest[at]) = (lanes.total, lanes.largest);
                }
                for (lanes, counts) in lanes.counts.iter().zip(&mut counts) {
                    counts[at] = *lanes;
                }
            }
        }
        for at in strips * L..rows {
            let mut lanes = Lanes::<1, K>::new();
            if !pass.fresh {
                (lanes.total, lanes.largest) = ([total[at]], [largest[at]]);
                for (lanes, counts) in lanes.counts.iter_mut().zip(&counts) {
                    *lanes = [counts[at]];
                }
            }
            for column in &columns {
                lanes.add::<RANGE>(&[column[at]], pass.shift, pass.codes);
            }
            if RANGE {
                ([total[at]], [largest[at]]) = (lanes.total, lanes.largest);
            }
            for (lanes, counts) in lanes.counts.iter().zip(&mut counts) {
                [counts[at]] = *lanes;
            }
        }
        N
    }
}

/// What is gathered of a strip of rows.
struct Lanes<const L: usize, const K: usize> {
    counts: [[u8; L]; K],
    total: [u8; L],
    largest: [u8; L],
}

impl<const L: usize, const K: usize> Lanes<L, K> {
    #[inline(always)]
    fn new() -> Self {
        Self { counts: [[0; L]; K], total: [0; L], largest: [0; L] }
    }

    #[inline(always)]
    fn add<const RANGE: bool>(&mut self, bytes: &[u8; L], shift: u8, codes: [u8; K]) {
        let mut shifted = [0_u8; L];
        for (shifted, &byte) in shifted.iter_mut().zip(bytes) {
            *shifted = byte.wrapping_add(shift);
        }
        for (counts, code) in self.counts.iter_mut().zip(codes) {
            for (count, &byte) in counts.iter_mut().zip(&shifted) {
                *count = count.wrapping_add(u8::from(byte == code));
            }
        }
        if RANGE {
            for (total, &byte) in self.total.iter_mut().zip(&shifted) {
                *total = total.wrapping_add(byte);
            }
            for (largest, &byte) in self.largest.iter_mut().zip(&shifted) {
                *largest = if byte > *largest { byte } else { *largest };
            }
        }
    }
}
