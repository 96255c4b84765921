//! A column of texts as codes, page by page: no text and no array is made of it.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader as _};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::SerializedPageReader;
use shisei::UNANSWERED;

use super::flaw::Flaw;
use super::lookup::{Dictionary, Lookup, Plain};
use super::runs::{Packed, Piece, Runs};
use super::window::Window;
use crate::given::{Codes, Given, NO_TEXT};
use crate::kernel::{Spellings, UNREADABLE};
use crate::scorer::PortfolioScorer;

/// Numbers of a run that are worth a quick table.
const MANY: usize = 1 << 10;

/// A column of some row groups, from the first row on.
pub struct CodedColumn {
    metadata: Arc<ParquetMetaData>,
    window: Arc<Window>,
    /// Its position among the leaves.
    leaf: usize,
    /// The row groups that were not begun yet, the next one last.
    groups: Vec<usize>,
    optional: bool,
    pages: Option<SerializedPageReader<Window>>,
    /// Rows of the row group that were not taken yet.
    left: usize,
    page: Option<DataPage>,
    dictionary: Dictionary,
    /// By framework and position of the scale.
    scales: Vec<((usize, usize), Lookup)>,
}

struct DataPage {
    /// Which rows have a value: all of them, where there are none.
    levels: Option<Runs>,
    /// The data of the levels.
    bits: Bytes,
    values: Values,
    left: usize,
}

#[derive(Clone)]
enum Values {
    Numbers(Runs),
    Texts(Plain),
}

impl CodedColumn {
    pub fn new(
        metadata: &Arc<ParquetMetaData>,
        window: Window,
        leaf: usize,
        mut groups: Vec<usize>,
        scales: &[(usize, usize)],
    ) -> Self {
        groups.reverse();
        let schema = metadata.file_metadata().schema_descr();
        Self {
            optional: schema.column(leaf).max_def_level() > 0,
            metadata: Arc::clone(metadata),
            window: Arc::new(window),
            leaf,
            groups,
            pages: None,
            left: 0,
            page: None,
            dictionary: Dictionary::default(),
            scales: scales.iter().map(|&scale| (scale, Lookup::default())).collect(),
        }
    }

    /// The next rows, of which there must be enough.
    pub fn read(&mut self, rows: usize, scorer: &PortfolioScorer) -> Result<Given, Flaw> {
        let mut read = vec![Codes::default(); self.scales.len()];
        for codes in &mut read {
            codes.bytes.reserve_exact(rows);
        }
        let mut row = 0;
        while row < rows {
            self.next_page(row, &mut read, scorer)?;
            let Some(page) = &mut self.page else { break };
            let count = page.left.min(rows - row);
            let present = present(page.levels.as_mut(), &page.bits, count)?;
            let values = page.values.clone();
            for ((scale, lookup), codes) in self.scales.iter_mut().zip(&mut read) {
                page.values = values.clone();
                let spellings = spellings(scorer, *scale)?;
                let from = codes.further.len();
                let rows = (&*present, &*page.bits);
                page.values.read(rows, lookup, &self.dictionary, spellings, codes)?;
                for (place, _) in codes.further.get_mut(from..).unwrap_or_default() {
                    *place += row;
                }
            }
            page.left -= count;
            self.left = self.left.checked_sub(count).ok_or_else(Flaw::rows)?;
            row += count;
        }
        for ((_, lookup), codes) in self.scales.iter_mut().zip(&mut read) {
            lookup.tell(codes);
        }
        let scales = self.scales.iter().map(|(scale, _)| *scale);
        Ok(Given::Codes(scales.zip(read).collect()))
    }

    /// Goes on to the page of this row of what is read.
    fn next_page(
        &mut self,
        row: usize,
        read: &mut [Codes],
        scorer: &PortfolioScorer,
    ) -> Result<(), Flaw> {
        while self.page.as_ref().is_none_or(|page| page.left == 0) {
            if self.left == 0 {
                self.begin_group()?;
                self.dictionary = Dictionary::default();
                self.begin_lookups(row, read, scorer)?;
                continue;
            }
            let pages = self.pages.as_mut().ok_or_else(Flaw::rows)?;
            match pages.get_next_page()?.ok_or_else(Flaw::rows)? {
                Page::DictionaryPage { buf, num_values, encoding, .. } => {
                    if !matches!(encoding, Encoding::PLAIN | Encoding::PLAIN_DICTIONARY) {
                        return Err(Flaw::encoding(encoding));
                    }
                    self.dictionary = Dictionary::new(buf, num_values).ok_or_else(Flaw::cut)?;
                    self.begin_lookups(row, read, scorer)?;
                }
                page => self.page = Some(DataPage::new(page, self.optional)?),
            }
        }
        Ok(())
    }

    fn begin_lookups(
        &mut self,
        row: usize,
        read: &mut [Codes],
        scorer: &PortfolioScorer,
    ) -> Result<(), Flaw> {
        for ((scale, lookup), codes) in self.scales.iter_mut().zip(read) {
            lookup.tell(codes);
            lookup.begin(&self.dictionary, spellings(scorer, *scale)?, row);
        }
        Ok(())
    }

    fn begin_group(&mut self) -> Result<(), Flaw> {
        let group = self.groups.pop().ok_or_else(Flaw::rows)?;
        let group = self.metadata.row_groups().get(group).ok_or_else(Flaw::rows)?;
        let chunk = group.columns().get(self.leaf).ok_or_else(Flaw::rows)?;
        self.left = usize::try_from(group.num_rows()).map_err(|_| Flaw::rows())?;
        let pages = SerializedPageReader::new(Arc::clone(&self.window), chunk, self.left, None)?;
        (self.pages, self.page) = (Some(pages), None);
        Ok(())
    }
}

fn spellings(
    scorer: &PortfolioScorer,
    (framework, scale): (usize, usize),
) -> Result<&Spellings, Flaw> {
    let compiled = scorer.inner().compiled.get(framework);
    let answers = compiled.and_then(|compiled| compiled.scale(scale));
    answers.map(|answers| &answers.spellings).ok_or_else(Flaw::rows)
}

/// Which of some rows have a value, in order.
enum Present {
    /// So many do, or do not.
    Same(bool, usize),
    Each(Each),
}

/// Rows with a bit each, from a bit of the levels on; so many have a value.
#[derive(Clone, Copy)]
struct Each {
    bit: usize,
    rows: usize,
    values: usize,
}

fn present(levels: Option<&mut Runs>, data: &[u8], rows: usize) -> Result<Vec<Present>, Flaw> {
    let Some(levels) = levels else { return Ok(vec![Present::Same(true, rows)]) };
    let mut found = Vec::new();
    let mut row = 0;
    while row < rows {
        let piece = levels.next(rows - row).ok_or_else(Flaw::cut)?;
        row += piece.count();
        found.push(match piece {
            Piece::Same(level, count) => Present::Same(level != 0, count),
            Piece::Packed(packed) => Each::of(data, &packed),
        });
    }
    Ok(found)
}

impl Each {
    fn of(levels: &[u8], packed: &Packed<'_>) -> Present {
        let (bit, rows) = (packed.bit(), packed.count);
        let bits = (0..rows).step_by(8).map(|row| eight(levels, bit + row, rows - row));
        let values = bits.map(|bits| bits.count_ones() as usize).sum();
        if values == rows {
            Present::Same(true, rows)
        } else {
            Present::Each(Self { bit, rows, values })
        }
    }

    /// Puts the values at the end of the bytes to the rows that have one.
    fn spread(self, levels: &[u8], codes: &mut Codes, values: &mut Vec<u8>) {
        let from = codes.bytes.len() - self.values;
        values.clear();
        values.extend_from_slice(codes.bytes.get(from..).unwrap_or_default());
        // Eight are read at a time.
        values.extend_from_slice(&[UNANSWERED; 8]);
        codes.bytes.truncate(from);
        let mut next = 0;
        for row in (0..self.rows).step_by(8) {
            let rows = self.rows - row;
            let bits = eight(levels, self.bit + row, rows);
            let there = values.get(next..).and_then(|rest| rest.first_chunk());
            let mut bytes = u64::from_le_bytes(there.copied().unwrap_or([UNANSWERED; 8]));
            next += bits.count_ones() as usize;
            let mut gaps = !bits;
            while gaps != 0 {
                let gap = 8 * gaps.trailing_zeros();
                let before = (1_u64 << gap) - 1;
                bytes = bytes & before | u64::from(UNANSWERED) << gap | (bytes & !before) << 8;
                gaps &= gaps - 1;
            }
            let bytes = bytes.to_le_bytes();
            codes.bytes.extend_from_slice(bytes.get(..rows).unwrap_or(&bytes));
        }
    }

    /// Puts the texts of values to the rows of these.
    fn place(self, levels: &[u8], further: &mut [(usize, Box<str>)]) {
        let there = |row: &usize| eight(levels, self.bit + row, 1) != 0;
        let mut rows = (0..self.rows).filter(there);
        let mut next = 0;
        for (place, _) in further {
            let skipped = place.saturating_sub(next);
            next = *place + 1;
            *place = rows.nth(skipped).unwrap_or(*place);
        }
    }
}

/// Eight bits from one on, or as many as there are rows: the others are 0.
#[inline(always)]
fn eight(data: &[u8], bit: usize, rows: usize) -> u8 {
    let byte = |at: usize| u32::from(data.get(at).copied().unwrap_or(0));
    let bits = (byte(bit / 8) | byte(bit / 8 + 1) << 8) >> (bit % 8);
    let [bits, ..] = bits.to_le_bytes();
    if rows < 8 { bits & ((1 << rows) - 1) } else { bits }
}

impl DataPage {
    fn new(page: Page, optional: bool) -> Result<Self, Flaw> {
        let (rows, encoding, levels, values) = match page {
            Page::DataPage { buf, num_values, encoding, def_level_encoding, .. } => {
                if !optional {
                    (num_values, encoding, None, buf)
                } else if def_level_encoding == Encoding::RLE {
                    let length = buf.first_chunk().ok_or_else(Flaw::cut)?;
                    let end = 4 + u32::from_le_bytes(*length) as usize;
                    if end > buf.len() {
                        return Err(Flaw::cut());
                    }
                    (num_values, encoding, Some(buf.slice(4..end)), buf.slice(end..))
                } else {
                    return Err(Flaw::encoding(def_level_encoding));
                }
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                let from = rep_levels_byte_len as usize;
                let end = from + def_levels_byte_len as usize;
                if end > buf.len() {
                    return Err(Flaw::cut());
                }
                let levels = optional.then(|| buf.slice(from..end));
                (num_values, encoding, levels, buf.slice(end..))
            }
            Page::DictionaryPage { encoding, .. } => return Err(Flaw::encoding(encoding)),
        };
        let bits = levels.clone().unwrap_or_default();
        let levels = match levels {
            Some(levels) => Some(Runs::new(levels, 1).ok_or_else(Flaw::cut)?),
            None => None,
        };
        let left = rows as usize;
        Ok(Self { levels, bits, values: Values::new(values, encoding)?, left })
    }
}

impl Values {
    fn new(data: Bytes, encoding: Encoding) -> Result<Self, Flaw> {
        #[allow(deprecated, reason = "old files say so")]
        match encoding {
            Encoding::PLAIN => Ok(Self::Texts(Plain::new(data))),
            Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY => {
                // A page in which no row has a value may be empty.
                let width = data.first().map_or(0, |&width| u32::from(width));
                let runs = Runs::new(data.slice(data.len().min(1)..), width);
                Ok(Self::Numbers(runs.ok_or_else(Flaw::cut)?))
            }
            other => Err(Flaw::encoding(other)),
        }
    }

    /// The bytes of the next rows.
    fn read(
        &mut self,
        (present, levels): (&[Present], &[u8]),
        lookup: &mut Lookup,
        dictionary: &Dictionary,
        spellings: &Spellings,
        codes: &mut Codes,
    ) -> Result<(), Flaw> {
        let first = codes.bytes.len();
        let mut values = Vec::new();
        for rows in present {
            let from = codes.bytes.len();
            let further = codes.further.len();
            match rows {
                Present::Same(false, count) => codes.bytes.resize(from + count, UNANSWERED),
                Present::Same(true, count) => {
                    self.take(*count, lookup, dictionary, spellings, codes)?;
                }
                Present::Each(each) => {
                    self.take(each.values, lookup, dictionary, spellings, codes)?;
                    each.spread(levels, codes, &mut values);
                    each.place(levels, codes.further.get_mut(further..).unwrap_or_default());
                }
            }
            for (row, _) in codes.further.get_mut(further..).unwrap_or_default() {
                *row += from - first;
            }
        }
        Ok(())
    }

    /// The bytes of the next values, whose rows are counted from the first of them.
    fn take(
        &mut self,
        count: usize,
        lookup: &mut Lookup,
        dictionary: &Dictionary,
        spellings: &Spellings,
        codes: &mut Codes,
    ) -> Result<(), Flaw> {
        let start = codes.bytes.len();
        let runs = match self {
            Self::Texts(plain) => {
                let Codes { bytes, further, .. } = codes;
                let read = lookup.plain(plain, count, spellings, bytes, further);
                return read.ok_or_else(Flaw::cut);
            }
            Self::Numbers(runs) => runs,
        };
        let width = runs.width();
        if count >= MANY {
            lookup.table.quicken(width);
        }
        let mut left = count;
        while left > 0 {
            let row = count - left;
            let piece = runs.next(left).ok_or_else(Flaw::cut)?;
            match piece {
                Piece::Same(number, count) => {
                    let to = codes.bytes.len() + count;
                    codes.bytes.resize(to, lookup.table.byte(number));
                }
                Piece::Packed(packed) => packed.bytes(&lookup.table, &mut codes.bytes),
            }
            left -= piece.count();
            if lookup.crowded {
                further(&piece, lookup, dictionary, row, codes);
            }
        }
        if lookup.table.may_lack(width) {
            let new = codes.bytes.get(start..).unwrap_or_default();
            if memchr::memchr(NO_TEXT, new).is_some() {
                return Err(Flaw::beyond());
            }
        }
        Ok(())
    }
}

/// Notes the texts that have no byte of their own.
fn further(
    piece: &Piece<'_>,
    lookup: &Lookup,
    dictionary: &Dictionary,
    row: usize,
    codes: &mut Codes,
) {
    for at in 0..piece.count() {
        let number = match piece {
            Piece::Same(number, _) => *number,
            Piece::Packed(packed) => packed.number(at),
        };
        if lookup.table.byte(number) == UNREADABLE {
            codes.further.push((row + at, Lookup::text(dictionary, number)));
        }
    }
}
