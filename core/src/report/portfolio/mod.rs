//! Many sheets in one document: a cover with what they are like as a whole, and a page for each.

mod cover;
mod figures;

pub use figures::{Figures, MetCount};

use super::Report;
use super::html::{LEAF, STYLE, close_document, open_document};
use crate::assessment::Assessment;
use crate::framework::Framework;
use crate::model::Lang;
use crate::text::{Html, Words};

/// Why the mean of a portfolio moved, in one of its cells or as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MeanChange {
    /// The cell, in words.
    pub cell: String,
    /// The mean of the earlier year.
    pub before: Option<f64>,
    /// The mean of the later one.
    pub after: Option<f64>,
    /// What adds up to the difference: `mix`, `behaviour`, `rules`, `unsplit`, `entry`, `exit`.
    pub parts: [Option<f64>; 6],
}

/// The page of one sheet, ready for [`PortfolioReport::push`].
#[derive(Clone, Debug)]
pub struct Page(Html);

impl Report<'_> {
    /// The report on one page, as the `number`-th page of a [`PortfolioReport`].
    ///
    /// ```
    /// use shisei::report::PortfolioReport;
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.push(assessment.report(Lang::En).page(1));
    /// assert_eq!(document.html().matches("<article").count(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn page(&self, number: usize) -> Page {
        let mut out = Html::default();
        self.write_leaf(&mut out, number, ("<h2>", "</h2>\n"));
        Page(out)
    }
}

/// One HTML document about many answer sheets: a cover, what could not be scored and why, and one
/// page of A4 for each sheet.
///
/// ```
/// use shisei::report::PortfolioReport;
/// use shisei::{AnswerSheet, Lang, catalog};
///
/// let framework = catalog::framework("five-basics")?;
/// let mut document = PortfolioReport::new(framework, Lang::Ja);
/// for choice in ["done", "partly"] {
///     document.add(&framework.assess(&AnswerSheet::new("five-basics").with("B1", choice))?);
/// }
/// document.refuse("C-3", "B1: `maybe` is no answer", Some("unknown-choice"));
/// let html = document.html();
/// assert_eq!(html.matches("<article class=\"leaf\"").count(), 2);
/// assert!(html.contains("C-3"));
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PortfolioReport {
    framework: Framework,
    words: Words,
    figures: Figures,
    groups: Vec<(String, Figures)>,
    changes: Vec<MeanChange>,
    refused: Vec<(String, String)>,
    pages: Vec<Page>,
}

impl PortfolioReport {
    /// An empty document about sheets of one framework.
    ///
    /// ```
    /// use shisei::report::PortfolioReport;
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// let document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// assert_eq!((document.pages(), document.refused()), (0, 0));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn new(framework: &Framework, lang: Lang) -> Self {
        Self {
            framework: framework.clone(),
            words: Words(lang),
            figures: Figures::default(),
            groups: Vec::new(),
            changes: Vec::new(),
            refused: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// Counts a sheet, and adds its page.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.add(&assessment);
    /// assert_eq!(document.pages(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn add(&mut self, assessment: &Assessment) {
        self.figures.add(assessment);
        let number = self.pages.len() + 1;
        self.pages.push(assessment.report(self.words.0).page(number));
    }

    /// Counts a sheet that could not be scored, and says why.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.refuse("C-3", "B1: `maybe` is no answer", Some("unknown-choice"));
    /// assert_eq!((document.pages(), document.refused()), (0, 1));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn refuse(&mut self, subject: &str, why: &str, code: Option<&str>) {
        self.figures.refuse(code);
        self.tell(subject, why);
    }

    /// How many sheets it says of why they have no page.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.tell("C-3", "it is not in the file");
    /// assert_eq!(document.refused(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn refused(&self) -> usize {
        self.refused.len()
    }

    /// Says why a sheet has no page, without counting it.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.tell("C-3", "it is not in the file");
    /// assert!(document.html().contains("it is not in the file"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn tell(&mut self, subject: &str, why: &str) {
        self.refused.push((subject.to_owned(), why.to_owned()));
    }

    /// Adds a page that was written elsewhere, without counting its sheet.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.push(assessment.report(Lang::En).page(1));
    /// assert_eq!(document.pages(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn push(&mut self, page: Page) {
        self.pages.push(page);
    }

    /// Replaces the figures of the cover by some that were counted elsewhere.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// # use shisei::report::Figures;
    /// let mut figures = Figures::default();
    /// figures.add(&assessment);
    /// document.set_figures(figures);
    /// assert_eq!(document.pages(), 0);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn set_figures(&mut self, figures: Figures) {
        self.figures = figures;
    }

    /// The figures of groups of sheets, each with its name, in their order.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// # use shisei::report::Figures;
    /// let mut retail = Figures::default();
    /// retail.add(&assessment);
    /// document.set_groups(vec![("Retail".to_owned(), retail)]);
    /// assert!(document.html().contains("Retail"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn set_groups(&mut self, groups: Vec<(String, Figures)>) {
        self.groups = groups;
    }

    /// Why the mean moved since an earlier year, cell by cell, the whole last.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// # use shisei::report::MeanChange;
    /// let mut change = MeanChange::default();
    /// change.cell = "Retail".to_owned();
    /// document.set_changes(vec![change, MeanChange::default()]);
    /// assert!(document.html().contains("Retail"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn set_changes(&mut self, changes: Vec<MeanChange>) {
        self.changes = changes;
    }

    /// How many sheets have a page.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.add(&assessment);
    /// assert_eq!(document.pages(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The document, which needs nothing else.
    ///
    /// ```
    /// # use shisei::report::PortfolioReport;
    /// # use shisei::{AnswerSheet, Lang, assess};
    /// # let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// # let mut document = PortfolioReport::new(assessment.framework(), Lang::En);
    /// document.add(&assessment);
    /// assert!(document.html().starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn html(&self) -> String {
        let mut out = Html::default();
        let title = self.framework.definition().title.get(self.words.0);
        open_document(&mut out, self.words, title, &[STYLE, LEAF]);
        self.write_cover(&mut out, title);
        for Page(page) in &self.pages {
            out.append(page);
        }
        close_document(&mut out);
        out.finish()
    }
}
