//! Reports for people: plain text for a terminal, one HTML page, Markdown.
//!
//! ```
//! use shisei::report::TextOptions;
//! use shisei::{AnswerSheet, Lang, catalog};
//!
//! let framework = catalog::framework("five-basics")?;
//! let sheet = AnswerSheet::new("five-basics").with("B1", "done").with("B2", "not-done");
//! let assessment = framework.assess(&sheet)?;
//! println!("{}", assessment.report(Lang::Ja).text(TextOptions::default()));
//! let page = assessment.report(Lang::En).html();
//! assert!(page.starts_with("<!DOCTYPE html>"));
//! # Ok::<(), shisei::Error>(())
//! ```
//!
//! Every report says whose its figures are (the publisher's or ours), marks what is not confirmed,
//! words an incomplete result as a range, and says that it is a self-assessment. Text from outside
//! (a subject, a note, an own framework) is data: it is cleaned of control and direction
//! characters, escaped, and only `http` and `https` addresses become links.

mod bar;
mod html;
mod markdown;
mod text;
mod view;
mod words;

pub use crate::text::TextOptions;

use crate::assessment::Assessment;
use crate::framework::Framework;
use crate::model::Lang;
use crate::text::Words;

/// A report that is about to be written; [`Assessment::report`] makes it.
///
/// HTML and Markdown show the reasons, notes, dates and evidence of the sheet beside each answer.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    framework: &'a Framework,
    assessment: &'a Assessment,
    words: Words,
}

impl Assessment {
    /// A report for people, as text, HTML or Markdown.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, catalog};
    ///
    /// let assessment = catalog::framework("five-basics")?.assess(&AnswerSheet::new("five-basics"))?;
    /// assert!(assessment.report(Lang::En).markdown().starts_with("# "));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    pub fn report(&self, lang: Lang) -> Report<'_> {
        Report { framework: self.framework(), assessment: self, words: Words(lang) }
    }
}
