//! Columns of text views, as polars has them: a view is read once where the same comes again.

use arrow_array::GenericByteViewArray;
use arrow_array::types::ByteViewType;
use shisei::UNANSWERED;

use crate::kernel::{IN_VIEW, Reader, view_length};

/// Rows by which it is seen whether views come again, as those of short texts do and those that
/// were a dictionary in a file.
const SAMPLE: usize = 32;
/// Views that are remembered: six bits lead to each.
const PLACES: usize = 1 << 6;
/// A view of no text: its length would be below 0.
const NO_VIEW: u128 = u128::MAX;

/// Texts that are asked for together, some pieces ahead.
const PIECE: usize = 64;
/// Bytes of a piece at most: texts that do not lie one after the other are not asked for.
const NEAR: usize = 1 << 12;

/// Reads a run of texts; `ask` asks the memory for bytes that are read soon.
#[inline(always)]
pub fn read(
    reader: &mut Reader<'_>,
    texts: &Views<'_>,
    from: usize,
    out: &mut [u8],
    ask: impl Fn(&[u8]),
) {
    let mut recent = Recent::new();
    let (sample, rest) = out.split_at_mut(SAMPLE.min(out.len()));
    let rest_from = from + sample.len();
    let new = recent.read(reader, texts, from, sample);
    if new * 2 < sample.len() {
        recent.read(reader, texts, rest_from, rest);
    } else {
        for (from, out) in (rest_from..).step_by(PIECE).zip(rest.chunks_mut(PIECE)) {
            ask(texts.piece(from + 2 * PIECE));
            for ((at, view), out) in texts.from(from).zip(out) {
                *out = texts.read(reader, at, view);
            }
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
        let (data, start) = self.place(at, view);
        reader.read_view(view, data, start)
    }

    /// What a piece of texts lies in; empty where they are short, or not laid one after the other.
    #[inline(always)]
    fn piece(&self, from: usize) -> &'a [u8] {
        let ends = self.all.get(from).zip(self.all.get(from + PIECE));
        let Some((&first, &last)) = ends else { return &[] };
        if view_length(first).min(view_length(last)) <= IN_VIEW || buffer(first) != buffer(last) {
            return &[];
        }
        let (start, end) = (offset(first), offset(last).min(offset(first) + NEAR));
        self.buffers.get(buffer(first)).and_then(|data| data.get(start..end)).unwrap_or_default()
    }

    /// The bytes of the text in a row; empty where its view leads out of every buffer.
    pub fn bytes(&self, row: usize) -> &'a [u8] {
        let Some(&view) = self.all.get(row) else { return &[] };
        let (data, start) = self.place(row, view);
        data.get(start..start.saturating_add(view_length(view))).unwrap_or_default()
    }

    /// Where the text behind a view lies.
    #[inline(always)]
    fn place(&self, at: usize, view: u128) -> (&'a [u8], usize) {
        let short = view_length(view) <= IN_VIEW;
        let buffer = if short { 0 } else { buffer(view) };
        let long = self.buffers.get(buffer).copied().unwrap_or_default();
        if short { (self.inline, at * 16 + 4) } else { (long, offset(view)) }
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

/// The buffer that the text behind a view lies in.
#[inline(always)]
fn buffer(view: u128) -> usize {
    ((view >> 64) & 0xFFFF_FFFF) as usize
}

/// Where it begins there.
#[inline(always)]
fn offset(view: u128) -> usize {
    (view >> 96) as usize
}

#[inline(always)]
fn place(view: u128) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (low, high) = ((view & 0xFFFF_FFFF_FFFF_FFFF) as u64, (view >> 64) as u64);
    ((low ^ high).wrapping_mul(ODD) >> 58) as usize
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use arrow_array::StringViewArray;
    use arrow_array::builder::StringViewBuilder;
    use shisei::catalog;

    use super::*;
    use crate::dispatch;
    use crate::kernel::{Numbers, Spellings, UNREADABLE};

    /// Short and long, alike in length and beginning, met before or not, at the end of a buffer.
    const TEXTS: [&str; 12] = [
        "実施している",
        "実施していない",
        "実施しているね",
        "実施して\nいる",
        "一部実施している",
        "Don't know",
        "DON'T KNOW",
        "4",
        "",
        "partially implemented",
        "partially indifferent",
        "a text that is longer than any known spelling of an answer",
    ];

    fn check(texts: &[&str], array: &StringViewArray) {
        let framework = catalog::framework("self-assessment@4.0").unwrap();
        let spellings = Spellings::new(framework, 0, Some(Numbers::Points), &[]);
        let expected: Vec<u8> =
            texts.iter().map(|text| spellings.read(text).unwrap_or(UNREADABLE)).collect();
        let views = Views::of(array);
        for from in [0, 1, texts.len() / 2] {
            let mut out = vec![0; texts.len() - from];
            read(&mut Reader::new(&spellings), &views, from, &mut out, |_| ());
            assert_eq!(out, expected[from..], "portable");
            dispatch::views(&mut Reader::new(&spellings), &views, from, &mut out);
            assert_eq!(out, expected[from..], "wide");
        }
    }

    #[test]
    fn views_are_read_as_their_texts_are() {
        for rows in [1, 3, 12, 40, 700] {
            let texts: Vec<&str> =
                (0..rows).map(|row| TEXTS[(row * row / 3 + row) % TEXTS.len()]).collect();
            check(&texts, &StringViewArray::from_iter_values(&texts));
            // The same views again, in buffers of a few texts each.
            let mut builder = StringViewBuilder::new().with_fixed_block_size(64);
            for text in &texts {
                builder.append_value(text);
            }
            check(&texts, &builder.finish());
            let mut builder = StringViewBuilder::new().with_deduplicate_strings();
            for text in &texts {
                builder.append_value(text);
            }
            check(&texts, &builder.finish());
        }
    }
}
