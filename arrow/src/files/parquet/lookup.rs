//! The texts of a column as the bytes of answers, each looked up once.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;

use super::runs::Table;
use crate::given::{Codes, FIRST_ODD, NO_TEXT};
use crate::kernel::{Reader, Spellings, UNREADABLE};

/// Lowest byte of a text that means nothing: those below may be positions of choices.
const LAST_ODD: u8 = 64;

/// Texts laid end to end, each after its length in four bytes.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    data: Bytes,
    at: usize,
}

impl Plain {
    pub fn new(data: Bytes) -> Self {
        Self { data, at: 0 }
    }

    /// Where the next text begins and ends.
    #[inline]
    fn next(&mut self) -> Option<(usize, usize)> {
        let length = self.data.get(self.at..).and_then(|rest| rest.first_chunk())?;
        let start = self.at + 4;
        let end = start.checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        self.at = end;
        (end <= self.data.len()).then_some((start, end))
    }
}

/// The texts of a dictionary.
#[derive(Debug, Default)]
pub struct Dictionary {
    data: Bytes,
    places: Vec<(usize, usize)>,
}

impl Dictionary {
    /// None where there are fewer than it says.
    pub fn new(data: Bytes, count: u32) -> Option<Self> {
        let mut plain = Plain::new(data.clone());
        let places = (0..count).map(|_| plain.next()).collect::<Option<_>>()?;
        Some(Self { data, places })
    }

    fn text(&self, at: u32) -> &[u8] {
        let place = self.places.get(at as usize);
        place.and_then(|&(start, end)| self.data.get(start..end)).unwrap_or_default()
    }
}

/// What the texts of one column chunk mean on one scale.
#[derive(Debug, Default)]
pub struct Lookup {
    pub table: Table,
    /// Texts that mean nothing, with the bytes that they have.
    odd: Vec<Box<str>>,
    known: HashMap<Box<[u8]>, u8>,
    /// Whether some texts of the dictionary have no byte of their own.
    pub crowded: bool,
    /// The first row of the codes that this chunk gave.
    from: usize,
}

impl Lookup {
    /// Begins a chunk at this row of the codes.
    pub fn begin(&mut self, dictionary: &Dictionary, spellings: &Spellings, row: usize) {
        *self = Self { from: row, table: Table::new(Vec::new(), NO_TEXT), ..Self::default() };
        if dictionary.places.is_empty() {
            return;
        }
        let mut reader = Reader::new(spellings);
        let places = 0..u32::try_from(dictionary.places.len()).unwrap_or(u32::MAX);
        let bytes: Vec<u8> =
            places.map(|at| self.byte(dictionary.text(at), spellings, &mut reader)).collect();
        self.crowded = bytes.contains(&UNREADABLE);
        self.table = Table::new(bytes, NO_TEXT);
    }

    fn byte(&mut self, text: &[u8], spellings: &Spellings, reader: &mut Reader<'_>) -> u8 {
        let byte = reader.read(text);
        if spellings.takes(byte) { byte } else { self.odd(text) }
    }

    #[cold]
    fn odd(&mut self, text: &[u8]) -> u8 {
        if let Some(&byte) = self.known.get(text) {
            return byte;
        }
        let byte = u8::try_from(self.odd.len()).ok().and_then(|at| FIRST_ODD.checked_sub(at));
        let Some(byte) = byte.filter(|&byte| byte >= LAST_ODD) else { return UNREADABLE };
        self.odd.push(String::from_utf8_lossy(text).into());
        self.known.insert(text.into(), byte);
        byte
    }

    /// The bytes of texts that lie one after the other. The rows of those without a byte of their own
    /// go to `further`, counted from the first text. `None` if the data ends first.
    pub fn plain(
        &mut self,
        plain: &mut Plain,
        count: usize,
        spellings: &Spellings,
        out: &mut Vec<u8>,
        further: &mut Vec<(usize, Box<str>)>,
    ) -> Option<()> {
        let mut reader = Reader::new(spellings);
        let taken: [bool; 256] =
            std::array::from_fn(|byte| u8::try_from(byte).is_ok_and(|byte| spellings.takes(byte)));
        let data = plain.data.clone();
        for row in 0..count {
            let (start, end) = plain.next()?;
            let mut byte = reader.read_at(&data, start, end - start);
            if taken.get(usize::from(byte)) != Some(&true) {
                let text = data.get(start..end)?;
                byte = self.odd(text);
                if byte == UNREADABLE {
                    further.push((row, String::from_utf8_lossy(text).into()));
                }
            }
            out.push(byte);
        }
        Some(())
    }

    /// The text of a number of the dictionary.
    pub fn text(dictionary: &Dictionary, number: u32) -> Box<str> {
        String::from_utf8_lossy(dictionary.text(number)).into()
    }

    /// Tells codes which texts their odd bytes are, and goes on at the first row of the next ones.
    pub fn tell(&mut self, codes: &mut Codes) {
        let before = codes.odd.last().is_some_and(|(_, texts)| !texts.is_empty());
        if before || !self.odd.is_empty() {
            codes.odd.push((self.from, Arc::from(self.odd.clone())));
        }
        self.from = 0;
    }
}
