//! Turns answers about security into scores, levels, gaps and next steps, after the public
//! guidance of Japan's IPA and METI.
#![forbid(unsafe_code)]

pub mod catalog;
mod error;
mod framework;
pub mod model;

pub use error::{Code, Error, ErrorKind, ErrorReport, Problem, ProblemReport};
pub use framework::{Digest, Framework};
pub use model::{Lang, Standing};
