//! The one door for input: a tree of values, read into types with every problem in one error.
//!
//! JSON text and the objects of a host language both become a [`Value`]. `read` then reads any
//! type that serde can read, does not stop at the first problem, and says of each where it is, the
//! nearest name and the valid choices.

mod fields;
#[cfg(feature = "custom")]
pub(crate) mod from_toml;
mod path;
mod read;
mod value;

pub(crate) use fields::{at_most, entries};
pub(crate) use read::{ANSWER, ANSWERS, read};
pub(crate) use value::ODD;
pub use value::{Value, spelled};

use crate::error::{Code, Error, ErrorKind, Problem};

/// Largest input, in bytes of text.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Deepest nesting of an input. A framework among the arguments of a call needs eleven levels.
pub const DEEPEST: usize = 32;

/// Longest part of a parser's words that a problem repeats, in characters: they quote the input.
pub(crate) const LONGEST_DETAIL: usize = 300;

/// A text without its byte order mark, if it is not too large.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn bounded_text(text: &str, kind: ErrorKind) -> Result<&str, Error> {
    if text.len() > LARGEST {
        let detail = format!("{} > {LARGEST} bytes", text.len());
        return Err(Error::one(kind, Problem::new(Code::TooLarge).detail(detail)));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The tree of a JSON text.
///
/// ```
/// use shisei::input::{self, Value};
/// use shisei::ErrorKind;
///
/// let value = input::json(r#"["B1", true]"#, ErrorKind::InvalidArgument)?;
/// assert_eq!(value, Value::List(vec![Value::Text("B1".into()), Value::Flag(true)]));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// `kind` with [`Code::TooLarge`], [`Code::TooDeep`] or [`Code::MalformedJson`].
#[cfg_attr(debug_assertions, inline)]
pub fn json(text: &str, kind: ErrorKind) -> Result<Value<'_>, Error> {
    serde_json::from_str(bounded_text(text, kind)?)
        .map_err(|error| Error::one(kind, malformed(&error)))
}

#[cfg_attr(debug_assertions, inline)]
pub(crate) fn malformed(error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let (code, words) = match words {
        // The parser has a limit of its own behind ours.
        value::TOO_DEEP | "recursion limit exceeded" => {
            (Code::TooDeep, format!("> {DEEPEST} levels"))
        }
        words => (Code::MalformedJson, words.chars().take(LONGEST_DETAIL).collect()),
    };
    let problem = Problem::new(code).detail(format!("column {}: {words}", error.column()));
    Problem { line: u32::try_from(error.line()).ok(), ..problem }
}
