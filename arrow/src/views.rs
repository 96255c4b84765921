//! Columns of text views, as polars has them: a view is read once where the same comes again.

use arrow_array::GenericByteViewArray;
use arrow_array::types::ByteViewType;
use shisei::UNANSWERED;

use crate::kernel::Reader;

/// Rows by which it is seen whether views come again, as those of short texts do and those that
/// were a dictionary in a file.
const SAMPLE: usize = 32;
/// Views that are remembered: six bits lead to each.
const PLACES: usize = 1 << 6;
/// A view of no text: its length would be below 0.
const NO_VIEW: u128 = u128::MAX;

/// Reads a run of texts.
#[inline(always)]
pub fn read(reader: &mut Reader<'_>, texts: &Views<'_>, from: usize, out: &mut [u8]) {
    let mut recent = Recent::new();
    let (sample, rest) = out.split_at_mut(SAMPLE.min(out.len()));
    let rest_from = from + sample.len();
    let new = recent.read(reader, texts, from, sample);
    if new * 2 < sample.len() {
        recent.read(reader, texts, rest_from, rest);
    } else {
        for ((at, view), out) in texts.from(rest_from).zip(rest) {
            *out = texts.read(reader, at, view);
        }
    }
}

/// The texts behind views.
pub struct Views<'a> {
    all: &'a [u128],
    /// Short texts lie in the views themselves, behind their length.
    inline: &'a [u8],
    buffers: Vec<&'a [u8]>,
}

impl<'a> Views<'a> {
    pub fn of<T: ByteViewType>(array: &'a GenericByteViewArray<T>) -> Self {
        Self {
            all: array.views(),
            inline: array.views().inner().as_slice(),
            buffers: array.data_buffers().iter().map(arrow_buffer::Buffer::as_slice).collect(),
        }
    }

    /// Views from a row on, with their rows.
    #[inline(always)]
    fn from(&self, row: usize) -> impl Iterator<Item = (usize, u128)> {
        (row..).zip(self.all.get(row..).unwrap_or_default().iter().copied())
    }

    #[inline(always)]
    fn read(&self, reader: &mut Reader<'_>, at: usize, view: u128) -> u8 {
        let (data, start, length) = self.place(at, view);
        reader.read_at(data, start, length)
    }

    /// The bytes of the text in a row; empty where its view leads out of every buffer.
    pub fn bytes(&self, row: usize) -> &'a [u8] {
        let Some(&view) = self.all.get(row) else { return &[] };
        let (data, start, length) = self.place(row, view);
        data.get(start..start.saturating_add(length)).unwrap_or_default()
    }

    /// Where the text behind a view lies, and how long it is.
    #[inline(always)]
    fn place(&self, at: usize, view: u128) -> (&'a [u8], usize, usize) {
        let length = (view & 0xFFFF_FFFF) as usize;
        let short = length <= 12;
        let buffer = ((view >> 64) & 0xFFFF_FFFF) as usize;
        let long = self.buffers.get(if short { 0 } else { buffer }).copied().unwrap_or_default();
        let offset = (view >> 96) as usize;
        let (data, start) = if short { (self.inline, at * 16 + 4) } else { (long, offset) };
        (data, start, length)
    }
}

/// Views of one array that came before, each where its bits lead.
struct Recent {
    views: [u128; PLACES],
    bytes: [u8; PLACES],
}

impl Recent {
    fn new() -> Self {
        Self { views: [NO_VIEW; PLACES], bytes: [UNANSWERED; PLACES] }
    }

    /// Gives the number of views that were new.
    #[inline(always)]
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        texts: &Views<'_>,
        from: usize,
        out: &mut [u8],
    ) -> usize {
        let mut new = 0;
        for ((at, view), out) in texts.from(from).zip(out) {
            let place = place(view);
            let (Some(known), Some(byte)) = (self.views.get_mut(place), self.bytes.get_mut(place))
            else {
                continue;
            };
            if *known != view {
                new += 1;
                (*known, *byte) = (view, texts.read(reader, at, view));
            }
            *out = *byte;
        }
        new
    }
}

#[inline(always)]
fn place(view: u128) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (low, high) = ((view & 0xFFFF_FFFF_FFFF_FFFF) as u64, (view >> 64) as u64);
    ((low ^ high).wrapping_mul(ODD) >> 58) as usize
}
