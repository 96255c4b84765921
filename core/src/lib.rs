//! Turns answers about security into scores, levels, gaps and next steps, after the public
//! guidance of Japan's IPA and METI.
//!
//! ```
//! use shisei::{AnswerSheet, Lang, catalog};
//!
//! let framework = catalog::framework("five-basics")?;
//! let sheet = AnswerSheet::new("five-basics").with("B1", "done").with("B2", "not-done");
//! let assessment = framework.assess(&sheet)?;
//! let worst = &assessment.findings[0];
//! let control = framework.control(&worst.control).expect("findings name controls");
//! println!("{}: {}", control.title.get(Lang::En), control.advice.get(Lang::En));
//! # Ok::<(), shisei::Error>(())
//! ```
//!
//! Every score is an integer or an exact ratio, what is unanswered is never 0, and every result
//! names the edition and digest of the framework it came from. A self-assessment is a
//! self-assessment: nothing here certifies anything.
//!
//! | Module | What for |
//! |---|---|
//! | [`catalog`] | every framework, crosswalk, list of threats and desk that is built in |
//! | [`assessment`] | what an [`Assessment`] holds |
//! | [`insight`] | why this score, what next, what changed, what it says elsewhere |
//! | [`programmes`] | what an organisation can declare, apply for, buy or turn to |
//! | [`columns`] | which column of a table answers which control |
//! | [`rules`] | what scoring reads of a framework; [`Scorer`] scores rows by it, the crate `shisei-arrow` columns |
//! | [`report`] | reports as text, HTML and Markdown |
//! | [`text`] | text from outside, made safe for a page, a table or a terminal |
//! | [`model`] | the shapes of frameworks, for those who write their own |
//! | [`json`] | all of it as text in and text out |
//!
//! # Features
//!
//! All but the last five are on by default. With `catalog` alone the crate is a scorer of the
//! frameworks that are built in.
//!
//! | Feature | What it adds |
//! |---|---|
//! | `catalog` | the built-in guidance; without it [`catalog`] is empty |
//! | `serde` | sheets read from JSON, results written as JSON, `Serialize` for the public shapes, `Deserialize` for those that are handed in |
//! | `custom` | frameworks from TOML and JSON; needs `serde` |
//! | `insight` | [`insight`] and [`editions`]; the catalogue beside the frameworks; needs `serde` |
//! | `programmes` | [`programmes`]; needs `custom` and `insight` |
//! | `report` | [`report`]; needs `insight` |
//! | `deserialize` | `Deserialize` for results and for entries of the catalogue too; needs `serde` |
//! | `json` | [`json`], for bindings to other languages; needs all of the above |
//! | `columns` | [`columns`], for readers of tables |
//! | `schema` | `schemars::JsonSchema` for the public shapes |
//! | `catalog-source` | reads, checks and writes a catalogue as people write it, for `cargo xtask` |
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
// Items that only a module left out would use are not worth a warning.
#![cfg_attr(not(feature = "json"), allow(dead_code, unused_imports))]

pub mod answers;
pub mod assessment;
pub mod catalog;
#[cfg(feature = "columns")]
pub mod columns;
mod day;
mod digest;
#[cfg(feature = "insight")]
pub mod editions;
mod error;
mod framework;
#[cfg(feature = "serde")]
pub mod input;
#[cfg(feature = "insight")]
pub mod insight;
#[cfg(feature = "serde")]
pub mod json;
pub mod model;
#[cfg(feature = "programmes")]
pub mod programmes;
mod reference;
#[cfg(feature = "report")]
pub mod report;
mod resolve;
pub mod rules;
mod scorer;
pub mod text;

pub use answers::{Answer, AnswerSheet};
pub use assessment::Assessment;
pub use day::Day;
#[cfg(feature = "insight")]
pub use editions::framework_diff;
pub use error::{Code, Error, ErrorKind, ErrorReport, Problem, ProblemReport};
pub use framework::{Digest, Framework};
pub use model::{Lang, Standing};
pub use reference::Reference;
pub use resolve::resolve;
pub use rules::UNANSWERED;
/// The crate of the schemas that [`json::Function`] gives.
#[cfg(feature = "schema")]
pub use schemars;
pub use scorer::{RowScore, Scorer, ScorerError};

/// Scores a sheet against the built-in framework that it names.
///
/// ```
/// use shisei::{AnswerSheet, assess};
///
/// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
/// assert_eq!(assessment.tally.met, 1);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] or [`ErrorKind::InvalidSheet`], with every problem found.
#[cfg_attr(debug_assertions, inline)]
pub fn assess(sheet: &AnswerSheet) -> Result<Assessment, Error> {
    catalog::framework(&sheet.framework)?.assess(sheet)
}
