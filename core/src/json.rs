//! JSON in, JSON out: the seam that every binding shares, so that all give the same bytes.

use crate::answers::AnswerSheet;
use crate::catalog;
use crate::error::{Error, ErrorReport};
use crate::framework::Framework;
use crate::model::Lang;

/// Scores a sheet given as JSON, with `framework` or the built-in one that the sheet names.
///
/// Gives the JSON of an [`Assessment`](crate::Assessment).
///
/// # Errors
/// The same as [`assess`](crate::assess).
pub fn assess(sheet: &str, framework: Option<&Framework>) -> Result<String, Error> {
    match framework {
        Some(framework) => assess_by(sheet, |_| Ok(framework)),
        None => assess_by(sheet, catalog::framework),
    }
}

/// Scores a sheet given as JSON, with the framework that `find` gives for the sheet's reference.
///
/// For programs that carry a part of the catalogue; see [`catalog::find`].
///
/// # Errors
/// The same as [`assess`](crate::assess), and those of `find`.
pub fn assess_by<'a>(
    sheet: &str,
    find: impl FnOnce(&str) -> Result<&'a Framework, Error>,
) -> Result<String, Error> {
    let sheet = AnswerSheet::from_json(sheet)?;
    Ok(find(&sheet.framework)?.assess(&sheet)?.to_json())
}

/// The JSON of an [`ErrorReport`], with messages in `lang`.
pub fn error(error: &Error, lang: Lang) -> String {
    let report: ErrorReport = error.report(lang);
    // Only string keys and plain values: this cannot fail.
    serde_json::to_string(&report).unwrap_or_default()
}
