//! Sheets that are forms: only the cells that are asked for are kept.

use std::ops::ControlFlow;
use std::path::Path;

use super::cells::each;
use super::{
    Book, Listed, book, damaged, guarded, listed, meant, not_in_order, regions, rows, unknown_sheet,
};
use crate::files::error::{FileError, Place};
use crate::files::forms::{Answers, Begun, Part};
use crate::files::wanted::Sheet;

/// A workbook with the first rows of its sheets, or of the one that is meant.
pub(crate) struct Forms {
    book: Book,
    place: Place,
    pub begun: Vec<Begun>,
}

impl Forms {
    pub fn open(path: &Path, sheet: Option<&Sheet>, top: usize) -> Result<Self, FileError> {
        let place = Place::file(path);
        let (mut book, _) = guarded(&place, || book(path, &place))?;
        let listed = listed(&book);
        let sheets: Vec<String> = listed.iter().map(|sheet| sheet.name.clone()).collect();
        let said =
            sheet.map(|sheet| meant(sheet, &sheets).ok_or_else(|| unknown_sheet(&place, &sheets)));
        let said = said.transpose()?;
        let wanted = listed.iter().filter(|sheet| said.is_none_or(|said| said == sheet.name));
        let begun = wanted.map(|Listed { name, aside }| {
            let top = guarded(&place, || {
                rows(&mut book, name, top, None).map_err(|error| damaged(&place, &error))
            })?;
            Ok(Begun { sheet: Some(name.clone()), aside: *aside, top })
        });
        let begun = begun.collect::<Result<_, FileError>>()?;
        Ok(Self { book, place, begun })
    }

    pub fn answers(&mut self, sheet: &str, wanted: &Part<'_>) -> Result<Answers, FileError> {
        let Self { book, place, .. } = self;
        guarded(place, || {
            let (mut answers, mut last, mut ordered) = (Answers::default(), 0, true);
            let read = each(book, sheet, &mut |row, column, text| {
                ordered = row >= last;
                last = row;
                answers.take(wanted, u64::from(row) + 1, column as usize, text.as_str());
                if ordered { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            read.map_err(|error| damaged(place, &error))?;
            if ordered { Ok(answers) } else { Err(not_in_order(place)) }
        })
    }

    /// Whether a sheet has merged cells.
    pub fn is_merged(&mut self, sheet: &str) -> Result<bool, FileError> {
        let Self { book, place, .. } = self;
        guarded(place, || {
            let found = regions(book, sheet).map_err(|error| damaged(place, &error))?;
            Ok(!found.is_empty())
        })
    }
}
