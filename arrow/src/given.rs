//! Answers that come as codes and not as an array: of files whose texts were looked up as they were read.
#![cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "files of columns give them"))]

use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef};
use shisei::UNANSWERED;

use crate::cell;
use crate::kernel::UNREADABLE;

/// The answers of one column, beside a batch or in place of a column of it.
#[derive(Clone, Debug)]
pub enum Given {
    Array(ArrayRef),
    /// For each scale that the column answers, by framework and position of the scale.
    Codes(Vec<((usize, usize), Codes)>),
}

/// The position of a choice in every row, [`UNANSWERED`], or a byte of its own for a text that means
/// nothing.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    pub bytes: Vec<u8>,
    /// The texts that mean nothing, from these rows on: the first is [`FIRST_ODD`], and each further
    /// one a byte less.
    pub odd: Vec<(usize, Arc<[Box<str>]>)>,
    /// Further ones by row: their byte is [`UNREADABLE`].
    pub further: Vec<(usize, Box<str>)>,
}

/// The byte of the first text that means nothing.
pub const FIRST_ODD: u8 = UNREADABLE - 2;
/// A byte that no text has.
pub const NO_TEXT: u8 = UNREADABLE - 1;

impl Codes {
    /// The text of a row that means nothing.
    pub fn odd(&self, row: usize) -> Option<&str> {
        let byte = *self.bytes.get(row)?;
        if byte == UNREADABLE {
            let at = self.further.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            return self.further.get(at).map(|(_, text)| &**text);
        }
        if byte == UNANSWERED {
            return None;
        }
        let from = self.odd.partition_point(|(from, _)| *from <= row).checked_sub(1)?;
        let place = usize::from(FIRST_ODD.checked_sub(byte)?);
        self.odd.get(from).and_then(|(_, texts)| texts.get(place)).map(|text| &**text)
    }
}

impl Given {
    /// The text of a row, where somebody has to hear of it.
    pub fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Array(array) => cell::text(array.as_ref(), row),
            Self::Codes(codes) => {
                codes.iter().find_map(|(_, codes)| codes.odd(row)).map(str::to_owned)
            }
        }
    }

    pub fn rows(&self) -> usize {
        match self {
            Self::Array(array) => array.len(),
            Self::Codes(codes) => codes.first().map_or(0, |(_, codes)| codes.bytes.len()),
        }
    }
}
