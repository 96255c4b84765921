//! The bytes of a file, a block of whole rows at a time.

use std::io::{self, Read};

use memchr::memrchr;

use super::piece::Piece;
use super::quotes::{Quotes, Signs};
use crate::files::encoding::{Judged, judge, likely, mostly_utf8};
use crate::files::error::{FileCode, FileError, Place, unavailable};
use std::path::Path;

/// Most bytes of a row.
pub const MOST_ROW: usize = 16 << 20;
/// Bytes that are read for a thread at a time.
pub const SHARE: usize = 1 << 20;

/// A file that is read once, from the beginning to the end.
pub struct Blocks {
    input: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// What of the buffer is not taken yet.
    from: usize,
    to: usize,
    end: bool,
    pub encoding: Judged,
    /// The line that begins at `from`.
    pub line: u64,
}

impl std::fmt::Debug for Blocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blocks(from line {})", self.line)
    }
}

/// Parts of a block that can be read side by side, as places in it.
#[derive(Debug, Default)]
pub struct Cut {
    parts: Vec<(usize, usize)>,
    quotes: Quotes,
    from: usize,
    to: usize,
}

impl Blocks {
    pub fn new(input: Box<dyn Read + Send>, encoding: Judged) -> Self {
        Self { input, buffer: Vec::new(), from: 0, to: 0, end: false, encoding, line: 1 }
    }

    /// What is not taken yet.
    pub fn rest(&self) -> &[u8] {
        self.buffer.get(self.from..self.to).unwrap_or_default()
    }

    /// Whether the rest is all there is.
    pub fn ended(&self) -> bool {
        self.end
    }

    /// Takes `bytes` bytes, which hold `lines` lines.
    pub fn take(&mut self, bytes: usize, lines: u64) {
        self.from = (self.from + bytes).min(self.to);
        self.line += lines;
    }

    /// Reads until the rest is as long as wanted, or the file ends. Its last line ends with `newline`
    /// then, if it is known.
    pub fn fill(&mut self, wanted: usize, newline: Option<u8>) -> io::Result<()> {
        if self.from > 0 {
            self.buffer.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, self.to - self.from);
        }
        if self.buffer.len() < wanted + 1 {
            self.buffer.resize(wanted + 1, 0);
        }
        while self.to < wanted && !self.end {
            let room = self.buffer.get_mut(self.to..wanted).unwrap_or_default();
            // A decoder needs room for a character.
            if room.len() < 32 {
                break;
            }
            match self.input.read(room) {
                Ok(0) => self.end = true,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if let (true, Some(newline)) = (self.end, newline)
            && self.rest().last().is_some_and(|&last| last != newline)
            && let Some(end) = self.buffer.get_mut(self.to)
        {
            *end = newline;
            self.to += 1;
        }
        Ok(())
    }

    /// Reads the next block, and says where it is cut into `parts` parts; `None` at the end.
    pub fn next(
        &mut self,
        parts: usize,
        signs: Signs,
        place: &Place,
    ) -> Result<Option<Cut>, FileError> {
        let mut wanted = SHARE * parts;
        loop {
            let io = |error: io::Error| unavailable(Path::new(&*place.file), &error);
            self.fill(wanted.max(self.to - self.from), Some(signs.newline)).map_err(io)?;
            let rest = self.rest();
            if rest.is_empty() {
                return Ok(None);
            }
            let quotes = signs.quotes(rest);
            let to = last_row_end(rest, rest.len(), signs, &quotes);
            if let Some(to) = to {
                let cut = cut(rest, to, parts, signs, quotes);
                self.judge(to, place)?;
                return Ok(Some(cut));
            }
            if self.end || rest.len() >= MOST_ROW {
                return Err(self.endless(signs, &quotes, place));
            }
            wanted = rest.len() * 2;
        }
    }

    fn endless(&self, signs: Signs, quotes: &Quotes, place: &Place) -> FileError {
        if let Some(open) = quotes.open {
            let before = self.rest().get(..open).unwrap_or_default();
            let line = self.line + super::quotes::line_ends(signs.newline, before);
            return place.at(line).refuse(
                FileCode::OpenQuote,
                "a quote opens a cell and none closes it: double a quote that is text",
                "セルを開く引用符が閉じていません。文字としての引用符は二つ重ねてください",
            );
        }
        place.at(self.line).refuse(
            FileCode::TooLarge,
            "the row is larger than 16 MiB: is this CSV?",
            "この行は16MiBを超えています。CSVファイルですか",
        )
    }

    /// Finds out about the encoding in bytes that are about to be read.
    pub fn judge(&mut self, length: usize, place: &Place) -> Result<(), FileError> {
        if self.encoding != Judged::Open {
            return Ok(());
        }
        let bytes = self.rest().get(..length).unwrap_or_default();
        match judge(bytes) {
            Ok(None) => Ok(()),
            Ok(Some(cells)) => {
                self.encoding = Judged::Found(cells);
                Ok(())
            }
            Err(at) => {
                let before = bytes.get(..at).unwrap_or_default();
                let line = self.line + super::quotes::line_ends(b'\n', before);
                let (en, ja) = match likely(bytes) {
                    Some(name) => (
                        format!("give its encoding, which may be {name}"),
                        format!("文字コードを指定してください（{name} かもしれません）"),
                    ),
                    None if mostly_utf8(bytes) => (
                        "the rest is UTF-8, and this row is not: correct it, or give the encoding"
                            .into(),
                        "ほかはUTF-8ですが、この行は違います。直すか、文字コードを指定してください"
                            .to_owned(),
                    ),
                    None => ("give its encoding".into(), "文字コードを指定してください".to_owned()),
                };
                Err(place.at(line).refuse(
                    FileCode::NotText,
                    format!("the file is neither UTF-8 nor Shift-JIS: {en}"),
                    format!("UTF-8でもShift-JISでもありません。{ja}"),
                ))
            }
        }
    }

    /// The parts of a block, to be read side by side.
    pub fn pieces<'s>(&'s self, cut: &'s Cut) -> impl Iterator<Item = Piece<'s>> {
        let rest = self.rest();
        cut.parts.iter().map(move |&(from, to)| Piece {
            data: rest.get(from..to).unwrap_or_default(),
            quotes: cut.quotes.part(from, to),
            encoding: self.encoding,
        })
    }

    /// Goes on behind a block.
    pub fn done(&mut self, cut: &Cut, lines: u64) {
        self.take(cut.to, lines);
    }
}

fn cut(rest: &[u8], to: usize, parts: usize, signs: Signs, quotes: Quotes) -> Cut {
    let mut cut = Cut { parts: Vec::new(), quotes, from: 0, to };
    for part in 1..=parts {
        let target = to * part / parts;
        let end =
            if part == parts { Some(to) } else { last_row_end(rest, target, signs, &cut.quotes) };
        if let Some(end) = end.filter(|&end| end > cut.from) {
            cut.parts.push((cut.from, end));
            cut.from = end;
        }
    }
    cut
}

/// Where the last row that ends before a place ends.
fn last_row_end(data: &[u8], before: usize, signs: Signs, quotes: &Quotes) -> Option<usize> {
    let mut before = quotes.open.map_or(before, |open| open.min(before));
    loop {
        let end = memrchr(signs.newline, data.get(..before)?)?;
        match quotes.within(end) {
            Some((begin, _)) => before = begin,
            None => return Some(end + 1),
        }
    }
}
