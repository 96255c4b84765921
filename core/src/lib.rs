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
//! | [`portfolio`] | rows and columns of many sheets |
//! | [`report`] | reports as text, HTML and Markdown |
//! | [`text`] | text from outside, made safe for a page, a table or a terminal |
//! | [`model`] | the shapes of frameworks, for those who write their own |
//! | [`json`] | all of it as text in and text out |
//!
//! # Features
//!
//! - `catalog` (on by default): the built-in guidance. Without it, [`catalog`] is empty, and only
//!   custom frameworks can be scored.
//! - `catalog-source`: reads, checks and writes a catalogue as people write it, for `cargo xtask`.
//! - `schema`: the public shapes implement `schemars::JsonSchema`.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

pub mod answers;
pub mod assessment;
pub mod catalog;
mod day;
mod digest;
pub mod editions;
mod error;
mod framework;
pub mod input;
pub mod insight;
pub mod json;
pub mod model;
pub mod portfolio;
pub mod programmes;
mod reference;
pub mod report;
mod resolve;
pub mod rules;
pub mod text;

pub use answers::{Answer, AnswerSheet};
pub use assessment::Assessment;
pub use day::Day;
pub use editions::framework_diff;
pub use error::{Code, Error, ErrorKind, ErrorReport, Problem, ProblemReport};
pub use framework::{Digest, Framework};
pub use model::{Lang, Standing};
pub use portfolio::{RowScore, Scorer};
pub use reference::Reference;
pub use resolve::resolve;
pub use rules::UNANSWERED;

/// Scores a sheet against the built-in framework that it names.
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] or [`ErrorKind::InvalidSheet`], with every problem found.
pub fn assess(sheet: &AnswerSheet) -> Result<Assessment, Error> {
    catalog::framework(&sheet.framework)?.assess(sheet)
}
