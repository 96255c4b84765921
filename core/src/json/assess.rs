use super::writer;
use crate::answers::{AnswerSheet, GivenSheet};
use crate::catalog;
use crate::editions;
use crate::error::{Error, ErrorKind};
use crate::framework::{Framework, localized};
use crate::input;
use crate::model::Lang;

/// Scores a sheet given as JSON, with `framework` or the built-in one that the sheet names.
///
/// Gives the JSON of an [`Assessment`](crate::Assessment).
///
/// ```
/// let sheet = r#"{"framework": "five-basics", "answers": {"B1": "done"}}"#;
/// assert!(shisei::json::assess(sheet, None)?.contains(r#""met":1"#));
/// # Ok::<(), shisei::Error>(())
/// ```
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
/// ```
/// use shisei::{catalog, json};
///
/// let known = [catalog::framework("five-basics@4.0")?];
/// let sheet = r#"{"framework": "five-basics", "answers": {}}"#;
/// assert!(json::assess_by(sheet, |reference| catalog::find(&known, reference)).is_ok());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// The same as [`assess`](crate::assess), and those of `find`.
pub fn assess_by<'a>(
    sheet: &str,
    find: impl FnOnce(&str) -> Result<&'a Framework, Error>,
) -> Result<String, Error> {
    let Some(sheet) = GivenSheet::well_formed(sheet) else {
        let sheet = input::json(sheet, ErrorKind::InvalidSheet)?;
        return AnswerSheet::from_value(&sheet, |sheet| {
            Ok(find(&sheet.framework)?.assess(&sheet)?.to_json())
        });
    };
    Ok(find(&sheet.framework)?.assess_given(sheet)?.to_json())
}

/// Compares two built-in editions: gives the JSON of a
/// [`FrameworkDiff`](crate::editions::FrameworkDiff).
///
/// ```
/// let diff = shisei::json::framework_diff("five-basics@3.1", "five-basics@4.0")?;
/// assert!(diff.contains(r#""B6""#));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition there is.
pub fn framework_diff(from: &str, to: &str) -> Result<String, Error> {
    let diff = editions::framework_diff(catalog::framework(from)?, catalog::framework(to)?);
    Ok(writer::json(&diff))
}

/// JSON with the texts of one language: a string in place of each pair of texts, and members that
/// are `null` or empty left out, as [`Framework::to_localized_json`] does it.
///
/// ```
/// use shisei::{Lang, json};
///
/// let both = r#"{"label": {"ja": "はい", "en": "Yes"}, "doubt": null}"#;
/// assert_eq!(json::one_language(both, Lang::En)?, r#"{"label":"Yes"}"#);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::MalformedJson`](crate::Code::MalformedJson).
pub fn one_language(json: &str, lang: Lang) -> Result<String, Error> {
    let value = serde_json::from_str(json).map_err(|error| input::malformed(&error));
    let value = value.map_err(|problem| Error::one(ErrorKind::InvalidArgument, problem))?;
    Ok(localized::one_language(value, lang).to_string())
}

/// The JSON of an [`ErrorReport`](crate::ErrorReport), with messages in `lang`.
///
/// ```
/// use shisei::{Lang, json};
///
/// let error = json::call("paln", "{}").unwrap_err();
/// assert!(json::error(&error, Lang::En).contains(r#""code":"unknown-function""#));
/// ```
pub fn error(error: &Error, lang: Lang) -> String {
    writer::json(&error.report(lang))
}
