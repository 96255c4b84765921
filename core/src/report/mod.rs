//! Reports for people: plain text for a terminal, one HTML page, Markdown; and one document about
//! many sheets, with a page of paper for each.
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
mod portfolio;
mod text;
mod view;
mod words;

use serde::Serialize;

pub use crate::text::TextOptions;
pub use portfolio::{Figures, MeanChange, MetCount, Page, PortfolioReport};

use crate::assessment::Assessment;
use crate::framework::Framework;
use crate::model::Lang;
use crate::model::named::named;
use crate::text::Words;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// Plain text for a terminal.
    #[default]
    Text,
    /// One HTML page.
    Html,
    /// Markdown.
    Markdown,
}

named!(Format, "shisei::report" {
    Text = "text",
    Html = "html",
    Markdown = "markdown",
});

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
    #[inline]
    pub fn report(&self, lang: Lang) -> Report<'_> {
        Report { framework: self.framework(), assessment: self, words: Words(lang) }
    }
}

impl Report<'_> {
    /// The report in a form; `options` are those of [`Format::Text`].
    ///
    /// ```
    /// use shisei::report::{Format, TextOptions};
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// let report = assessment.report(Lang::En);
    /// assert_eq!(report.render("html".parse()?, TextOptions::default()), report.html());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn render(&self, format: Format, options: TextOptions) -> String {
        match format {
            Format::Text => self.text(options),
            Format::Html => self.html(),
            Format::Markdown => self.markdown(),
        }
    }
}
