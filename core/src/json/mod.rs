//! JSON in, JSON out: the seam that every binding shares, so that all give the same bytes.
//!
//! Scoring has a function of its own, for speed. Everything else goes through [`call`]: the name of
//! a function and its arguments as one JSON object.

#[cfg(feature = "json")]
mod ask;
#[cfg(feature = "json")]
mod assess;
#[cfg(feature = "json")]
mod call;
#[cfg(feature = "json")]
mod entries;
#[cfg(feature = "json")]
mod functions;
#[cfg(feature = "json")]
mod insight;
#[cfg(feature = "json")]
mod library;
#[cfg(feature = "json")]
mod programmes;
pub(crate) mod writer;

#[cfg(feature = "json")]
pub use ask::{ask, compare};
#[cfg(feature = "json")]
pub use assess::{assess, assess_by, error, framework_diff, one_language};
#[cfg(feature = "json")]
pub use call::{call, call_value, call_with, functions};
#[cfg(all(feature = "json", feature = "schema"))]
pub use entries::entry_schemas;
#[cfg(feature = "json")]
pub use entries::{KINDS, entries};
#[cfg(feature = "json")]
pub use functions::Function;
#[cfg(feature = "json")]
pub use insight::{AnsweredOnce, Explained, INSIGHT, Loaded, Migrated, planning};
#[cfg(feature = "json")]
pub use library::Library;
#[cfg(feature = "json")]
pub use programmes::{PROGRAMMES, RegisterCsv};
