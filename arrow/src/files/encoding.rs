//! How the bytes of a file are text: UTF-8, Shift-JIS (cp932), or what a mark or the caller says.
//!
//! UTF-8 and Shift-JIS are read as they are: no byte of a longer character is a separator, a quote or
//! a line end in either. Everything else becomes UTF-8 on the way.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{
    Decoder, DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

/// How the cells of a file are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    Utf8,
    Cp932,
}

impl Cells {
    /// The text of a cell, or `None` if it is not text.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Cp932 => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
        }
    }

    /// The text of a cell, with signs for what is none.
    pub fn decode_lossy(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Cp932 => SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Cp932 => "Shift-JIS",
        }
    }
}

/// The encoding of this name, as people and Python write it.
pub fn named(name: &str) -> Option<&'static Encoding> {
    let plain = name.trim().to_ascii_lowercase().replace('_', "-");
    match &*plain {
        "cp932" | "932" | "mskanji" => Some(SHIFT_JIS),
        "utf-8-sig" | "utf8-sig" => Some(UTF_8),
        "utf16" | "utf-16-le" => Some(UTF_16LE),
        "utf-16-be" => Some(UTF_16BE),
        "latin-1" | "cp1252" => Encoding::for_label(b"latin1"),
        "eucjp" => Encoding::for_label(b"euc-jp"),
        plain => Encoding::for_label(plain.as_bytes())
            .or_else(|| Encoding::for_label(plain.replace('-', "_").as_bytes())),
    }
}

/// What is known of the encoding so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Plain ASCII up to here: UTF-8 and Shift-JIS alike.
    Open,
    /// Found: what is not text breaks the promise, and the file is refused.
    Found(Cells),
    /// Said by the caller: an answer that is not text is a bad answer of its row.
    Said(Cells),
}

impl Judged {
    pub fn cells(self) -> Cells {
        match self {
            Self::Open => Cells::Utf8,
            Self::Found(cells) | Self::Said(cells) => cells,
        }
    }

    pub fn found(self) -> bool {
        !matches!(self, Self::Said(_))
    }

    /// The text of a cell, or `None` if it is not text, or that of a part that somebody added in UTF-8
    /// to a file in Shift-JIS.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        let mixed = self == Self::Found(Cells::Cp932) && is_utf8_of_japanese(bytes);
        if mixed { None } else { self.cells().decode(bytes) }
    }
}

/// Whether bytes are Japanese in UTF-8, which no usual text in Shift-JIS looks like: two characters or
/// more of three bytes each.
fn is_utf8_of_japanese(bytes: &[u8]) -> bool {
    let leads = bytes.iter().filter(|byte| matches!(byte, 0xE3..=0xE9)).count();
    leads >= 2
        && std::str::from_utf8(bytes)
            .is_ok_and(|text| text.chars().filter(|sign| matches!(sign, '\u{3000}'..)).count() >= 2)
}

/// Whether bytes are UTF-8 or Shift-JIS: `Ok(None)` where they are both, `Err` with the place of the
/// first byte that is no UTF-8 where they are neither.
pub fn judge(bytes: &[u8]) -> Result<Option<Cells>, usize> {
    if bytes.is_ascii() {
        return Ok(None);
    }
    let Err(error) = std::str::from_utf8(bytes) else { return Ok(Some(Cells::Utf8)) };
    if !mostly_utf8(bytes) && Cells::Cp932.decode(bytes).is_some() {
        return Ok(Some(Cells::Cp932));
    }
    Err(error.valid_up_to())
}

/// Whether bytes are Japanese in UTF-8, apart from some that are broken. These may decode as Shift-JIS
/// too, into nonsense: in Shift-JIS next to nothing looks like the characters of three bytes that
/// Japanese is in UTF-8.
pub fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let lengths = chunk.valid().chars().map(char::len_utf8);
        right += lengths.filter(|length| *length > 2).sum::<usize>();
        wrong += chunk.invalid().len();
    }
    right > wrong
}

/// What the encoding of bytes may be that are neither UTF-8 nor Shift-JIS: to be proposed, not taken.
pub fn likely(bytes: &[u8]) -> Option<&'static str> {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if (even + odd) * 8 > bytes.len() {
        return Some(if odd > even { "utf-16le" } else { "utf-16be" });
    }
    // Every other character of a Japanese text is kana.
    let text = EUC_JP.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_kana = |sign: &char| matches!(sign, '\u{3041}'..='\u{30ff}');
    let (all, kana) = (text.chars().filter(|sign| !sign.is_ascii()), text.chars().filter(is_kana));
    (kana.count() * 8 > all.count()).then_some("euc-jp")
}

/// UTF-8 out of any other encoding.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` is not decoded yet.
    from: usize,
    to: usize,
    end: bool,
}

/// Bytes that are read to be decoded.
const RAW: usize = 1 << 16;
/// Room that the decoder needs for one character.
const ROOM: usize = 16;

impl<R: Read> Transcoded<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: vec![0; RAW], from: 0, to: 0, end: false }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.len() < ROOM {
            return Err(io::Error::other("a buffer of some bytes is needed"));
        }
        loop {
            if self.from == self.to && !self.end {
                self.to = self.inner.read(&mut self.raw)?;
                self.from = 0;
                self.end = self.to == 0;
            }
            let raw = self.raw.get(self.from..self.to).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, out, self.end);
            self.from += read;
            if let DecoderResult::Malformed(..) = result {
                let name = self.decoder.encoding().name();
                return Err(io::Error::other(format!("it is not {name}")));
            }
            if written > 0 || (self.end && result == DecoderResult::InputEmpty) {
                return Ok(written);
            }
        }
    }
}

/// The encoding that a mark at the start says, and the length of the mark.
pub fn marked(start: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(start)
}

/// The encoding of mail, ISO-2022-JP, whose bytes are all ASCII: characters stand between escapes.
pub fn escaped(start: &[u8]) -> Option<&'static Encoding> {
    let begins = |at: usize| matches!(start.get(at + 1..at + 3), Some(b"$B" | b"$@"));
    let found = memchr::memchr_iter(0x1b, start).any(begins);
    (found && start.is_ascii()).then_some(ISO_2022_JP)
}
