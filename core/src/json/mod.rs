//! JSON in, JSON out: the seam that every binding shares, so that all give the same bytes.
//!
//! Scoring has a function of its own, for speed. Everything else goes through [`call`]: the name of
//! a function and its arguments as one JSON object.

mod call;
mod functions;
mod insight;
mod library;
mod programmes;
pub(crate) mod writer;

pub use call::{call, call_value, call_with, functions};
pub use functions::Function;
pub use insight::{AnsweredOnce, Explained, INSIGHT, Loaded, Migrated, plan_for};
pub use library::Library;
pub use programmes::{PROGRAMMES, RegisterCsv};

use serde::{Serialize, Serializer};

use crate::answers::{AnswerSheet, GivenSheet};
use crate::catalog;
use crate::editions;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::input;
use crate::model::{Entry, Lang};

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
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition there is.
pub fn framework_diff(from: &str, to: &str) -> Result<String, Error> {
    let diff = editions::framework_diff(catalog::framework(from)?, catalog::framework(to)?);
    Ok(writer::json(&diff))
}

/// The JSON of an [`ErrorReport`](crate::ErrorReport), with messages in `lang`.
pub fn error(error: &Error, lang: Lang) -> String {
    writer::json(&error.report(lang))
}

macro_rules! entries {
    (
        $($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+
        programmes {
            $($(#[$programme_doc:meta])+ $programme:ident: $programme_shape:ident =
                $programme_folder:literal $([$programme_series:ident])?,)+
        }
    ) => {
        /// The kinds of catalogue entries that [`entries`] gives.
        pub const KINDS: &[&str] = &["frameworks", $($folder,)+ $($programme_folder,)+];

        /// Every catalogue entry of a kind, as one JSON object by reference (`id@edition`).
        ///
        /// The kinds are the folders of the catalogue: see [`KINDS`]. Frameworks come as their
        /// [`Definition`](crate::model::Definition).
        ///
        /// ```
        /// let threats = shisei::json::entries("threats")?;
        /// assert!(threats.starts_with(r#"{"ten-threats@2023":{"id":"ten-threats","#));
        /// # Ok::<(), shisei::Error>(())
        /// ```
        ///
        /// # Errors
        /// [`ErrorKind::InvalidArgument`] with the nearest kind there is.
        pub fn entries(kind: &str) -> Result<String, Error> {
            match kind {
                "frameworks" => {
                    Ok(object(catalog::all().iter().map(|f| (f.reference(), f.definition()))))
                }
                $($folder => Ok(object(catalog::$name::all().iter().map(|e| (e.name(), e)))),)+
                $($programme_folder => {
                    Ok(object(catalog::programmes::$programme::all().iter().map(|e| (e.name(), e))))
                })+
                _ => {
                    let problem = Problem::new(Code::UnknownReference).given(kind);
                    let problem = problem.nearest_of(KINDS.iter().copied());
                    Err(Error::one(ErrorKind::InvalidArgument, problem))
                }
            }
        }
    };
}

catalog::kinds!(entries);

/// Serializes pairs as one object.
struct Pairs<I>(I);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)> + Clone> Serialize for Pairs<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

fn object<K: Serialize, V: Serialize>(pairs: impl Iterator<Item = (K, V)> + Clone) -> String {
    writer::json(&Pairs(pairs))
}
