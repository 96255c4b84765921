//! Reports for people: plain text for a terminal, one HTML page, Markdown.
//!
//! ```
//! use shisei::{AnswerSheet, Lang, catalog, report};
//!
//! let framework = catalog::framework("five-basics")?;
//! let sheet = AnswerSheet::new("five-basics").with("B1", "done").with("B2", "not-done");
//! let assessment = framework.assess(&sheet)?;
//! println!("{}", report::text(framework, &assessment, Lang::Ja));
//! let page = report::html(framework, &assessment, Lang::En);
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

use crate::answers::AnswerSheet;
use crate::assessment::Assessment;
use crate::framework::Framework;
use crate::model::Lang;
use words::Words;

/// A report for a terminal, 80 columns wide and without colour.
pub fn text(framework: &Framework, assessment: &Assessment, lang: Lang) -> String {
    Report::new(framework, assessment, lang).text(TextOptions::default())
}

/// A report as one self-contained HTML page: no script, nothing to load, light and dark, printable.
pub fn html(framework: &Framework, assessment: &Assessment, lang: Lang) -> String {
    Report::new(framework, assessment, lang).html()
}

/// A report as GitHub-flavoured Markdown.
pub fn markdown(framework: &Framework, assessment: &Assessment, lang: Lang) -> String {
    Report::new(framework, assessment, lang).markdown()
}

/// A report that is about to be written.
///
/// `framework` must be the one that gave `assessment`; the report warns when it is not.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    framework: &'a Framework,
    assessment: &'a Assessment,
    words: Words,
    sheet: Option<&'a AnswerSheet>,
}

impl<'a> Report<'a> {
    /// A report of a result.
    pub fn new(framework: &'a Framework, assessment: &'a Assessment, lang: Lang) -> Self {
        Self { framework, assessment, words: Words(lang), sheet: None }
    }

    /// The same report with the reasons, notes, dates and evidence that stand in the sheet, beside
    /// every answer that is the one scored. They appear in HTML and Markdown.
    #[must_use]
    pub fn with_notes(mut self, sheet: &'a AnswerSheet) -> Self {
        self.sheet = Some(sheet);
        self
    }
}
