//! Reports for people on many rows: a cover, and a page for each.

use std::collections::HashMap;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, RecordBatch, UInt64Array};
use arrow_schema::DataType;
use arrow_select::take::take_record_batch;
use shisei::assessment::RowError;
use shisei::report::{Figures, MeanChange, MetCount, Page, PortfolioReport as Document};
use shisei::{Code, Lang, Problem};

use crate::answers::Codes;
use crate::cell::text;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::input::with_numbers;
use crate::narrow::Numeric as _;
use crate::options::{Duplicates, Keep, OnError};
use crate::renewal::{Groups, Weakest};
use crate::scorer::{PortfolioScorer, invalid};
use crate::watch::Watch;

/// Ids that are remembered, so that one that is not there can be told from its nearest.
const MOST_IDS: usize = 100_000;

/// Parts of the change of a mean, in the order of [`MeanChange::parts`].
const PARTS: [&str; 6] = ["mix", "behaviour", "rules", "unsplit", "entry", "exit"];

/// What a [`PortfolioReport`] is about.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Contents {
    /// The rows that it is about, by their ids; without it all are.
    pub ids: Option<Vec<String>>,
    /// The column that says who a page is about; without it that of the ids.
    pub subject: Option<String>,
    /// Columns whose values make groups on the cover.
    pub by: Vec<String>,
    /// Whether there is the cover alone.
    pub cover_only: bool,
}

/// One HTML document about rows that were scored with their answers kept: a cover, what could not
/// be scored and why, and a page for each row that was.
///
/// ```
/// use shisei::{Lang, catalog};
/// use shisei_arrow::report::{Contents, PortfolioReport};
/// use shisei_arrow::{Keep, OnError, Portfolio};
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let text = |texts: [&'static str; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
/// # let mut columns = vec![("firm", text(["C-1", "C-2"]))];
/// # columns.extend(["B1", "B2", "B3", "B4", "B5"].map(|name| (name, text(["done", "no idea"]))));
/// # let table = RecordBatch::try_from_iter(columns)?;
///
/// let portfolio = Portfolio::new([catalog::framework("five-basics@3.1")?]).id("firm");
/// let scorer = portfolio.keep(Keep::Answers).on_error(OnError::Report).compile()?;
/// let mut report = PortfolioReport::new(&scorer, Contents::default(), Lang::En)?;
/// report.add(&scorer.score(&table)?)?;
/// let html = report.finish(None)?;
/// assert_eq!(html.matches("<article class=\"leaf\"").count(), 1);
/// assert!(html.contains("C-2"), "it says why there is no page");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PortfolioReport {
    scorer: PortfolioScorer,
    contents: Contents,
    lang: Lang,
    /// Ids that are asked for, and whether they came.
    wanted: Option<HashMap<String, bool>>,
    /// Ids that came, while some asked for have not.
    known: Vec<String>,
    figures: Figures,
    weakest: Weakest,
    /// By group, in the order in which they came.
    groups: Groups,
    of_groups: Vec<Figures>,
    weakest_of_groups: Weakest,
    document: Document,
}

/// What the columns of a scored batch say of its rows.
struct Rows<'a> {
    problem: Option<&'a ArrayRef>,
    code: Option<&'a ArrayRef>,
    unanswered: Option<&'a ArrayRef>,
    score: Option<&'a ArrayRef>,
    outcome: Option<&'a ArrayRef>,
    best: Option<&'a ArrayRef>,
    subject: Option<&'a ArrayRef>,
}

impl PortfolioReport {
    /// Pages and reasons at most: a document of more is for nobody to open.
    pub const MOST_PAGES: usize = 10_000;

    /// A report on rows that this scorer of one framework has scored. It must keep the answers
    /// ([`Keep::Answers`]) and report problems ([`OnError::Report`]), and name its columns without
    /// a prefix.
    ///
    /// # Errors
    /// [`Error::Refused`] where the scorer has several frameworks, or where rows are asked for by
    /// their ids and it has no column of ids.
    pub fn new(scorer: &PortfolioScorer, contents: Contents, lang: Lang) -> Result<Self, Error> {
        let scorer = scorer.again(|options| {
            // Answers are read as they were written: as ids, in columns that are named like their
            // controls.
            options.columns.clear();
            options.spellings.clear();
            options.numbers = None;
            "\0".clone_into(&mut options.prefix);
            options.on_error = OnError::Report;
            options.duplicates = Duplicates::Ignore;
            options.keep = Keep::Others;
            options.select = None;
        })?;
        let inner = scorer.inner();
        let Some(compiled) = inner.compiled.first().filter(|_| inner.compiled.len() == 1) else {
            return Err(invalid(vec![Problem::new(Code::OutOfRange).at("framework")]));
        };
        let document = Document::new(&compiled.framework, lang);
        if contents.ids.is_some() && inner.options.id.is_none() {
            return Err(invalid(vec![Problem::new(Code::MissingField).at("ids").given("id")]));
        }
        let wanted = contents.ids.as_ref().map(|ids| {
            ids.iter().map(|id| (id.trim().to_owned(), false)).collect::<HashMap<_, _>>()
        });
        let none: [&str; 0] = [];
        Ok(Self {
            weakest: Weakest::new(&scorer, &none)?,
            weakest_of_groups: Weakest::new(&scorer, &contents.by)?,
            groups: Groups::by(&contents.by),
            of_groups: Vec::new(),
            figures: Figures::default(),
            known: Vec::new(),
            wanted,
            document,
            lang,
            contents,
            scorer,
        })
    }

    /// Adds the rows of one more scored batch.
    ///
    /// # Errors
    /// [`Error::Refused`] where columns are not as they should be, or for more than
    /// [`MOST_PAGES`](Self::MOST_PAGES) pages.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.add_unless(batch, &|| false)
    }

    /// Adds the rows of one more scored batch; `stop` is asked whether to give up.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), and [`Error::Stopped`].
    pub fn add_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let selected = self.selected(batch)?;
        let batch = selected.as_ref().unwrap_or(batch);
        let scorer = self.scorer.clone();
        let Some(compiled) = scorer.inner().compiled.first() else { return Ok(()) };
        self.weakest.add_unless(batch, stop)?;
        if !self.contents.by.is_empty() {
            self.weakest_of_groups.add_unless(batch, stop)?;
        }
        let groups = self.groups.of(batch)?;
        self.of_groups.resize(self.groups.len(), Figures::default());
        let rows = self.rows(batch, compiled)?;
        let good = self.count(&rows, batch.num_rows(), &groups);
        if self.contents.cover_only {
            return Ok(());
        }
        if self.document.pages() + good.len() > Self::MOST_PAGES {
            let most = format!("> {}", Self::MOST_PAGES);
            return Err(invalid(vec![Problem::new(Code::TooLarge).at("ids").detail(most)]));
        }
        self.pages(batch, compiled, &rows, &good, &mut Watch::new(stop))
    }

    /// The rows asked for; `None` means all of them.
    fn selected(&mut self, batch: &RecordBatch) -> Result<Option<RecordBatch>, Error> {
        let Some(wanted) = &mut self.wanted else { return Ok(None) };
        let id = self.scorer.inner().options.id.as_deref().unwrap_or_default();
        let column = named(batch, "id", id)?;
        let mut places: Vec<u64> = Vec::new();
        let ids = (0..batch.num_rows()).map(|row| text(column.as_ref(), row));
        for (row, id) in (0_u64..).zip(ids) {
            let Some(id) = id else { continue };
            if let Some(seen) = wanted.get_mut(id.trim()) {
                *seen = true;
                places.push(row);
            } else if self.known.len() < MOST_IDS {
                self.known.push(id);
            }
        }
        Ok(Some(take_record_batch(batch, &UInt64Array::from(places))?))
    }

    fn rows<'a>(&self, batch: &'a RecordBatch, compiled: &Compiled) -> Result<Rows<'a>, Error> {
        let subject = match (&self.contents.subject, &self.scorer.inner().options.id) {
            (Some(subject), _) => Some(named(batch, "subject", subject)?),
            (None, Some(id)) => Some(named(batch, "id", id)?),
            (None, None) => None,
        };
        let score = if compiled.framework.has_points() { "points" } else { "coverage" };
        Ok(Rows {
            problem: batch.column_by_name("problem"),
            code: batch.column_by_name("problem_code"),
            unanswered: batch.column_by_name("unanswered"),
            score: batch.column_by_name(score),
            outcome: batch.column_by_name("outcome"),
            best: batch.column_by_name("outcome_high"),
            subject,
        })
    }

    /// Counts rows, tells of those that were not scored, and gives the others.
    fn count(&mut self, rows: &Rows<'_>, count: usize, groups: &[u32]) -> Vec<usize> {
        let mut good = Vec::new();
        let first = self.figures.sheets;
        for (row, &group) in (0..count).zip(groups) {
            let number = first + row as u64 + 1;
            let own = self.of_groups.get_mut(group as usize);
            let of = own.into_iter().chain([&mut self.figures]);
            let Some(problem) = told(rows.problem, row) else {
                of.for_each(|figures| rows.count(figures, row));
                good.push(row);
                continue;
            };
            let code = told(rows.code, row);
            of.for_each(|figures| figures.refuse(code.as_deref()));
            if self.document.refused() < Self::MOST_PAGES {
                self.document.tell(&rows.who(row, number), &problem);
            }
        }
        good
    }

    fn pages(
        &mut self,
        batch: &RecordBatch,
        compiled: &Compiled,
        rows: &Rows<'_>,
        good: &[usize],
        watch: &mut Watch<'_>,
    ) -> Result<(), Error> {
        let inner = self.scorer.inner();
        let places = inner.places(batch.schema_ref())?;
        let Some(places) = places.answers.first() else { return Ok(()) };
        let columns = compiled.columns(batch, places);
        let codes = Codes::of(compiled, &columns, batch.num_rows(), inner.threads, watch)?;
        let first = self.figures.sheets - batch.num_rows() as u64;
        for &row in good {
            let positions: Vec<u8> =
                codes.controls.iter().filter_map(|of| of.get(row).copied()).collect();
            let number = self.document.pages() + 1;
            let who = rows.who(row, first + row as u64 + 1);
            self.document.push(self.page(compiled, &positions, &who, number)?);
        }
        Ok(())
    }

    fn page(
        &self,
        compiled: &Compiled,
        positions: &[u8],
        who: &str,
        number: usize,
    ) -> Result<Page, Error> {
        // What a scorer has written can be read.
        let unread = |why: &RowError| {
            let problem = Problem::new(Code::OutOfRange).at(who).detail(why.to_string());
            invalid(vec![problem])
        };
        let assessed = compiled.framework.assess_row(positions);
        let assessment = assessed.map_err(|why| unread(&why))?.with_subject(who);
        Ok(assessment.report(self.lang).page(number))
    }

    /// The document. `drift` is what [`Drift`](crate::renewal::Drift) gives of a comparison with an
    /// earlier year, to be shown on the cover.
    ///
    /// # Errors
    /// [`Error::Refused`] for ids that are asked for and are not there, each with its nearest, or for
    /// a table that is no drift.
    pub fn finish(mut self, drift: Option<&RecordBatch>) -> Result<String, Error> {
        self.check_ids()?;
        let met = |weakest: &Weakest, group: usize| -> Vec<MetCount> {
            weakest.met(group).into_iter().map(|(met, of)| MetCount::new(met, of)).collect()
        };
        self.figures.met = met(&self.weakest, 0);
        self.document.set_figures(self.figures);
        if !self.contents.by.is_empty() {
            let order = self.groups.sorted()?;
            let columns = self.groups.columns(&order)?;
            let mut groups = Vec::new();
            for (at, &group) in order.iter().enumerate() {
                let values = columns.iter().map(|(_, column)| text(column.as_ref(), at));
                let values: Vec<String> =
                    values.map(|value| value.unwrap_or_else(|| "–".to_owned())).collect();
                let mut figures = self.of_groups.get(group).cloned().unwrap_or_default();
                figures.met = met(&self.weakest_of_groups, group);
                groups.push((values.join(" / "), figures));
            }
            self.document.set_groups(groups);
        }
        if let Some(drift) = drift {
            self.document.set_changes(changes(drift)?);
        }
        Ok(self.document.html())
    }

    fn check_ids(&self) -> Result<(), Error> {
        let asked = self.contents.ids.iter().flatten().map(|id| id.trim());
        let missing = asked.filter(|id| {
            self.wanted.as_ref().is_some_and(|wanted| wanted.get(*id) == Some(&false))
        });
        let problem = |id: &str| {
            let problem = Problem::new(Code::UnknownReference).at("ids").given(id);
            problem.nearest_of(self.known.iter().map(String::as_str))
        };
        let problems: Vec<Problem> = missing.map(problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(invalid(problems)) }
    }

    /// Pages so far.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.document.pages()
    }
}

impl Rows<'_> {
    /// Counts a row that was scored.
    fn count(&self, figures: &mut Figures, row: usize) {
        figures.sheets += 1;
        figures.incomplete += u64::from(whole(self.unanswered, row).is_some_and(|it| it > 0));
        if let Some(score) = whole(self.score, row) {
            *figures.scores.entry(score).or_default() += 1;
        }
        match (told(self.outcome, row), told(self.best, row)) {
            (Some(outcome), _) => *figures.outcomes.entry(outcome).or_default() += 1,
            (None, Some(_)) => {}
            (None, None) => figures.without += 1,
        }
    }

    /// Whose the row is, or else its number.
    fn who(&self, row: usize, number: u64) -> String {
        told(self.subject, row).unwrap_or_else(|| format!("#{number}"))
    }
}

/// A text that is there and not empty.
fn told(column: Option<&ArrayRef>, row: usize) -> Option<String> {
    text(column?.as_ref(), row).filter(|text| !text.trim().is_empty())
}

fn whole(column: Option<&ArrayRef>, row: usize) -> Option<i64> {
    let column = column?;
    if column.is_null(row) {
        return None;
    }
    with_numbers!(column, numbers => numbers.value(row).whole(), None)
}

fn named<'a>(batch: &'a RecordBatch, option: &str, name: &str) -> Result<&'a ArrayRef, Error> {
    batch.column_by_name(name).ok_or_else(|| {
        let schema = batch.schema_ref();
        let known = schema.fields().iter().map(|field| field.name().as_str());
        let problem = Problem::new(Code::UnknownColumn).at(option).given(name);
        invalid(vec![problem.nearest_of(known)])
    })
}

/// The rows of a drift, the whole last.
fn changes(drift: &RecordBatch) -> Result<Vec<MeanChange>, Error> {
    let number = |name: &str, row: usize| -> Option<f64> {
        let column =
            drift.column_by_name(name)?.as_primitive_opt::<arrow_array::types::Float64Type>()?;
        column.is_valid(row).then(|| column.value(row))
    };
    let schema = drift.schema_ref();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let Some(cells) = names.iter().position(|name| *name == "whole") else {
        let problem = Problem::new(Code::UnknownColumn).at("drift").given("whole");
        return Err(invalid(vec![problem.nearest_of(names)]));
    };
    let change = |row: usize| {
        let values = drift.columns().iter().take(cells).map(|column| text(column.as_ref(), row));
        let values: Vec<String> =
            values.map(|value| value.unwrap_or_else(|| "–".to_owned())).collect();
        let mut change = MeanChange::default();
        change.cell = values.join(" / ");
        change.before = number("mean_before", row);
        change.after = number("mean_after", row);
        change.parts = PARTS.map(|part| number(part, row));
        change
    };
    Ok((0..drift.num_rows()).map(change).collect())
}
