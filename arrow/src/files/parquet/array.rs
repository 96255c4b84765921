//! A column of any type as arrays, by the reader of the library.

use arrow_array::{Array as _, ArrayRef, new_empty_array};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::flaw::Flaw;
use super::widen::widened;
use super::window::Window;
use crate::files::error::FileCode;

/// A column of some row groups, from the first row on.
pub struct ArrayColumn {
    reader: ParquetRecordBatchReader,
    /// What was read and not taken yet.
    held: Option<ArrayRef>,
    kind: DataType,
}

impl ArrayColumn {
    pub fn new(
        metadata: &ArrowReaderMetadata,
        window: Window,
        root: usize,
        groups: Vec<usize>,
        rows: usize,
        kind: &DataType,
    ) -> Result<Self, Flaw> {
        let mask = ProjectionMask::roots(metadata.parquet_schema(), [root]);
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(window, metadata.clone());
        let builder = builder.with_projection(mask).with_row_groups(groups).with_batch_size(rows);
        Ok(Self { reader: builder.build()?, held: None, kind: kind.clone() })
    }

    /// The next rows, of which there must be enough.
    pub fn read(&mut self, rows: usize) -> Result<ArrayRef, Flaw> {
        let mut parts: Vec<ArrayRef> = Vec::new();
        let mut left = rows;
        while left > 0 {
            let array = match self.held.take() {
                Some(array) => array,
                None => self.next()?,
            };
            let count = array.len().min(left);
            if count < array.len() {
                self.held = Some(array.slice(count, array.len() - count));
            }
            left -= count;
            parts.push(array.slice(0, count));
        }
        let array = match &*parts {
            [] => new_empty_array(&self.kind),
            [array] => ArrayRef::clone(array),
            _ => {
                let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
                arrow_select::concat::concat(&parts).map_err(|error| Flaw::damaged(&error))?
            }
        };
        let kind = array.data_type();
        widened(&array, &self.kind).ok_or_else(|| Flaw::kind(kind, &self.kind))
    }

    fn next(&mut self) -> Result<ArrayRef, Flaw> {
        let batch = self.reader.next().ok_or_else(Flaw::rows)?;
        let batch = batch.map_err(|error| {
            let why = error.to_string();
            // The library says so of a text that is not UTF-8.
            if why.to_ascii_lowercase().contains("utf") {
                Flaw::text()
            } else {
                Flaw::damaged(&why)
            }
        })?;
        let array = batch.columns().first().ok_or_else(Flaw::rows)?;
        if array.is_empty() { Err(Flaw::rows()) } else { Ok(ArrayRef::clone(array)) }
    }
}

impl Flaw {
    fn text() -> Self {
        Self::new(
            FileCode::NotText,
            "a text is not UTF-8: write the file again, or leave the column out",
            "UTF-8でない文字列があります。書き出し直すか、この列を除いてください",
        )
    }

    fn kind(kind: &DataType, wanted: &DataType) -> Self {
        Self::new(
            FileCode::OtherColumns,
            format!("the values are {kind}, in other files {wanted}"),
            format!("値の型が {kind} で、ほかのファイルの {wanted} と違います"),
        )
    }
}
