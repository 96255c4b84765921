//! Why a Parquet file is not read.

use std::fmt::Display;

use parquet::basic::Encoding;
use parquet::errors::ParquetError;

use crate::files::error::{FileCode, FileError, Place, Said};

/// What is wrong, before it is known where.
#[derive(Debug)]
pub struct Flaw {
    code: FileCode,
    said: Said,
}

impl Flaw {
    pub fn new(code: FileCode, en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { code, said: Said::new(en, ja) }
    }

    pub fn damaged(why: &dyn Display) -> Self {
        Self::new(
            FileCode::Damaged,
            format!("the file is damaged ({why}): write it again"),
            format!("ファイルが壊れています（{why}）。書き出し直してください"),
        )
    }

    pub fn cut() -> Self {
        Self::damaged(&"a page ends too early")
    }

    pub fn rows() -> Self {
        Self::damaged(&"a column has more or fewer rows than the file says")
    }

    pub fn beyond() -> Self {
        Self::damaged(&"a value is not in its dictionary")
    }

    pub fn encoding(encoding: Encoding) -> Self {
        Self::damaged(&format_args!("values are written as {encoding}"))
    }

    pub fn at(self, place: &Place) -> FileError {
        place.clone().refuse(self.code, self.said.en, self.said.ja)
    }
}

impl From<ParquetError> for Flaw {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::General(why) | ParquetError::EOF(why) => Self::damaged(&why),
            error => Self::damaged(&error),
        }
    }
}
