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
    let sheet = AnswerSheet::from_json(sheet)?;
    let framework = match framework {
        Some(framework) => framework,
        None => catalog::framework(&sheet.framework)?,
    };
    Ok(framework.assess(&sheet)?.to_json())
}

/// The JSON of an [`ErrorReport`], with messages in `lang`.
pub fn error(error: &Error, lang: Lang) -> String {
    let report: ErrorReport = error.report(lang);
    // Only string keys and plain values: this cannot fail.
    serde_json::to_string(&report).unwrap_or_default()
}
