//! Scores as a Polars expression: the functions that it looks for in the library of a plugin, by
//! the C interface that it has had since 1.0.
//!
//! Polars hands over columns in chunks of their own, and with every call the bytes that the
//! expression was made with: [`lend`] says which scorer they mean. A column is read where it answers
//! a control or is the id; of the others, nothing but the name is looked at.

mod columns;
mod known;
mod series;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ffi::{CString, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_schema::ArrowError;

use crate::error::Error;
use columns::Names;
pub use known::lend;
use series::{Given, SeriesExport};

/// What the struct of scores is called.
const NAME: &str = "shisei";

/// The interface that is spoken here, 0.1: Polars looks at it before it calls anything else.
const VERSION: u32 = 1;

thread_local! {
    static SAID: RefCell<CString> = RefCell::default();
}

/// Why there are no scores.
enum Failed {
    Refused(Error, shisei::Lang),
    Broken(String),
}

impl From<ArrowError> for Failed {
    fn from(error: ArrowError) -> Self {
        Self::Broken(Error::from(error).to_string())
    }
}

impl Failed {
    /// With the code in front: Polars knows no other error of a plugin than words.
    fn words(&self) -> String {
        match self {
            Self::Refused(Error::Refused(error), lang) => {
                let code = error.problems().first().map_or("", |problem| problem.code.as_str());
                format!("{code}: {}", error.message(*lang))
            }
            Self::Refused(error, _) => error.to_string(),
            Self::Broken(words) => words.clone(),
        }
    }
}

/// What `work` gives, or `None` with words for whoever asks next on this thread. Nothing unwinds into
/// Polars.
fn told<T>(work: impl FnOnce() -> Result<T, Failed>) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(work));
    let done = done.unwrap_or_else(|_| Err(Failed::Broken("this is a mistake in shisei".into())));
    done.map_err(|failed| {
        let words = CString::new(failed.words().replace('\0', "\u{fffd}")).unwrap_or_default();
        SAID.with(|said| said.replace(words));
    })
    .ok()
}

/// The version of the interface.
#[doc(hidden)]
#[unsafe(export_name = "_polars_plugin_get_version")]
pub extern "C" fn version() -> u32 {
    VERSION
}

/// Why the last call on this thread gave nothing; the text is there until the next one.
#[doc(hidden)]
#[unsafe(export_name = "_polars_plugin_get_last_error_message")]
pub extern "C" fn last_error() -> *const c_char {
    SAID.with(|said| said.borrow().as_ptr())
}

/// The field of the scores of columns with these fields. Where there is none, `out` stays as it is.
///
/// # Safety
/// As Polars calls it: there are so many fields and bytes, and `out` may be written.
#[doc(hidden)]
#[unsafe(export_name = "_polars_plugin_field_shisei_score")]
pub unsafe extern "C" fn field(
    fields: *const FFI_ArrowSchema,
    count: usize,
    out: *mut FFI_ArrowSchema,
    bytes: *const u8,
    length: usize,
) {
    let field = told(|| {
        // SAFETY: the caller says so, and that a producer of the interface wrote them.
        let (fields, bytes) = unsafe { (parts(fields, count), parts(bytes, length)) };
        // SAFETY: as above.
        let given = fields.iter().map(|field| unsafe { Given::field(field) });
        let given = given.collect::<Result<Vec<_>, _>>()?;
        let names = Names::of(known::scorer(bytes)?, &given);
        Ok(FFI_ArrowSchema::try_from(names.field(&given)?)?)
    });
    if let Some(field) = field {
        // SAFETY: the caller says so; what was there is empty.
        unsafe { std::ptr::write(out, field) }
    }
}

/// The scores of columns, as a struct. Where there are none, `out` stays as it is.
///
/// # Safety
/// As Polars calls it: there are so many columns and bytes, the columns are handed over, and `out` may
/// be written.
#[doc(hidden)]
#[unsafe(export_name = "_polars_plugin_shisei_score")]
pub unsafe extern "C" fn score(
    columns: *mut SeriesExport,
    count: usize,
    bytes: *const u8,
    length: usize,
    out: *mut SeriesExport,
    _context: *const c_void,
) {
    let scores = told(|| {
        // SAFETY: the caller says so, and that they are handed over.
        let given = unsafe { Given::columns(columns, count) }?;
        // SAFETY: the caller says so.
        let scorer = known::scorer(unsafe { parts(bytes, length) })?;
        let names = Names::of(scorer, &given);
        SeriesExport::new(&names.field(&given)?, &names.scores(given)?).map_err(Failed::from)
    });
    if let Some(scores) = scores {
        // SAFETY: the caller says so; what was there is empty.
        unsafe { std::ptr::write(out, scores) }
    }
}

/// # Safety
/// So many lie there for as long as `'a`.
unsafe fn parts<'a, T>(start: *const T, count: usize) -> &'a [T] {
    if count == 0 || start.is_null() {
        return &[];
    }
    // SAFETY: the caller says so.
    unsafe { std::slice::from_raw_parts(start, count) }
}
