//! Which controls are met least often, by groups of rows.

use std::collections::HashMap;
use std::iter;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use shisei::{Code, Framework, Lang, Problem};

use super::by::Groups;
use super::part;
use super::tally::{Count, Tally, kinds};
use crate::error::Error;
use crate::options::{Duplicates, Keep, OnError};
use crate::scorer::{PortfolioScorer, invalid};
use crate::told;
use crate::walk::{self, Block, Part, walk};
use crate::watch::Watch;

/// Counts of answers, by control and by groups of rows.
///
/// ```
/// use shisei::{Lang, catalog};
/// use shisei_arrow::Portfolio;
/// use shisei_arrow::renewal::Weakest;
/// # use shisei_arrow::arrow_array::cast::AsArray as _;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let text = |texts: [&'static str; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
/// # let mut columns = vec![("industry", text(["food", "food"])), ("B1", text(["done", "done"]))];
/// # columns.extend(["B2", "B3", "B4", "B5"].map(|name| (name, text(["done", "partly"]))));
/// # let table = RecordBatch::try_from_iter(columns)?;
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).compile()?;
/// let mut counts = Weakest::new(&scorer, &["industry"])?;
/// counts.add(&table)?;
/// let weakest = counts.top(3, Lang::En)?;
/// assert_eq!(weakest.num_rows(), 3);
/// assert_eq!(weakest.column_by_name("control").expect("ids").as_string::<i32>().value(0), "B2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Weakest {
    scorer: PortfolioScorer,
    groups: Groups,
    /// Group by group, control by control.
    counts: Vec<Count>,
    /// By control: what its codes count as.
    kinds: Vec<[u8; 256]>,
    rows: u64,
    left_out: u64,
    unread: u64,
}

impl std::fmt::Debug for Weakest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Weakest({} rows, {} groups)", self.rows, self.groups.len())
    }
}

impl Weakest {
    /// For tables that this scorer of one framework reads, by the values of these columns; by none
    /// all rows are one group.
    ///
    /// # Errors
    /// [`Error::Refused`] where the scorer has several frameworks.
    pub fn new<T: AsRef<str>>(scorer: &PortfolioScorer, by: &[T]) -> Result<Self, Error> {
        let by: Vec<String> = by.iter().map(|name| name.as_ref().to_owned()).collect();
        let scorer = scorer.again(|options| {
            // Nothing is added to the table: whatever its columns are called, none is in the way.
            "\0".clone_into(&mut options.prefix);
            options.on_error = OnError::Report;
            options.duplicates = Duplicates::Ignore;
            options.keep = Keep::Others;
            options.select = None;
        })?;
        let compiled = &scorer.inner().compiled;
        let Some(framework) = compiled.first().filter(|_| compiled.len() == 1) else {
            return Err(invalid(vec![Problem::new(Code::OutOfRange).at("framework")]));
        };
        let kinds = framework.framework.rules().controls().iter().map(kinds).collect();
        let groups = Groups::by(&by);
        Ok(Self { scorer, groups, counts: Vec::new(), kinds, rows: 0, left_out: 0, unread: 0 })
    }

    /// Counts the rows of one more batch. Rows that cannot be scored are left out, and so are those
    /// with a text in a column `problem`, as scored tables have it.
    ///
    /// # Errors
    /// [`Error::Refused`] where the columns cannot be scored, or one of `by` is not there.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.add_unless(batch, &|| false)
    }

    /// Counts the rows of one more batch; `stop` is asked whether to give up.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), and [`Error::Stopped`].
    pub fn add_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let mut watch = Watch::new(stop);
        let scorer = self.scorer.clone();
        let inner = scorer.inner();
        let places = inner.places(batch.schema_ref())?;
        let whole = places.with_answers(batch)?;
        let batch = &*whole;
        let (Some(compiled), Some(places)) = (inner.compiled.first(), places.answers.first())
        else {
            return Ok(());
        };
        let mut groups = self.groups.of(batch)?;
        // What is left out is in none of the groups.
        let outside = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        leave_out(batch, &mut groups, outside);
        let columns = compiled.columns(batch, places);
        let rules = compiled.framework.rules().controls();
        let rows = batch.num_rows();
        let length = walk::length(&columns, rows, inner.threads).max(1);
        let parts: Vec<Part<()>> = (0..rows)
            .step_by(length)
            .map(|from| Part { from, rows: length.min(rows - from), out: () })
            .collect();
        let room = self.groups.len();
        let count = |counted: &mut Counted, (): &mut (), block: &Block<'_>| {
            let groups = groups.get(block.from..block.from + block.rows).unwrap_or_default();
            counted.add(block, groups, outside, &self.kinds);
        };
        let begin = || Counted { tally: Tally::new(room, rules.len()), ..Counted::default() };
        let counted = walk(&columns, rules, parts, inner.threads, &mut watch, begin, count)?;
        self.counts.resize(room * rules.len(), Count::default());
        for counted in &counted {
            for (sum, count) in self.counts.iter_mut().zip(&counted.tally.counts) {
                sum.met += count.met;
                sum.of += count.of;
            }
            self.left_out += counted.left_out;
            self.unread += counted.unread;
        }
        self.rows += rows as u64;
        Ok(())
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Rows so far that were left out, because they cannot be scored.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Those of them that have no problem in the table: their answers cannot be read.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// The controls that are met least often, `top` for each group, without those that every row
    /// meets: the columns of `by`, `rank` from
    /// 1, `control`, `title`, `met`, `n` (rows in which it is answered and applies) and `share`, what
    /// `met` is of `n`. Groups are in the order of their values; of equal controls the first in
    /// the framework comes first.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column of `by` has the name of one of these.
    pub fn top(&self, top: usize, lang: Lang) -> Result<RecordBatch, Error> {
        let Some(compiled) = self.scorer.inner().compiled.first() else {
            return Err(invalid(vec![Problem::new(Code::OutOfRange).at("framework")]));
        };
        let framework = &compiled.framework;
        let mut rows = Vec::new();
        for group in self.groups.sorted()? {
            let mut shares = self.shares(group);
            shares.sort_by(Share::compare);
            let ranked = (1..).zip(shares.into_iter().take(top));
            rows.extend(ranked.map(|(rank, share)| (group, rank, share)));
        }
        let groups: Vec<usize> = rows.iter().map(|(group, _, _)| *group).collect();
        let shares = || rows.iter().map(|(_, _, share)| share);
        let id = |share: &Share| self.id(share.control);
        let title = |share: &Share| title(framework, share.control, lang);
        let ratios = shares().map(|share| Some(share.ratio()));
        let others: Vec<(&str, ArrayRef)> = vec![
            ("rank", Arc::new(rows.iter().map(|row| Some(row.1)).collect::<Int64Array>())),
            ("control", Arc::new(shares().map(id).collect::<StringArray>())),
            ("title", Arc::new(shares().map(title).collect::<StringArray>())),
            ("met", numbers_of(shares().map(|share| share.met))),
            ("n", numbers_of(shares().map(|share| share.of))),
            ("share", Arc::new(ratios.collect::<Float64Array>())),
        ];
        self.groups.beside(&groups, others, false)
    }

    /// What was counted so far, a row for each group and control: for another process, which adds
    /// it with [`add_part`](Self::add_part). Parts below each other are a part as well.
    ///
    /// # Errors
    /// [`Error::Refused`] where a column of `by` has the name of one of these.
    pub fn part(&self) -> Result<RecordBatch, Error> {
        let controls = self.kinds.len();
        let groups: Vec<usize> =
            (0..self.groups.len()).flat_map(|group| iter::repeat_n(group, controls)).collect();
        let counts = || self.counts.iter().copied().chain(iter::repeat(Count::default()));
        let counts = || counts().take(groups.len());
        let ids = || groups.iter().enumerate().map(|(row, _)| self.id(row % controls));
        // What is about the whole part is said in its first row.
        let once = |number: u64| {
            numbers_of((0..groups.len()).map(move |row| number * u64::from(row == 0)))
        };
        let others: Vec<(&str, ArrayRef)> = vec![
            ("control", Arc::new(ids().collect::<StringArray>())),
            ("met", numbers_of(counts().map(|count| count.met))),
            ("n", numbers_of(counts().map(|count| count.of))),
            ("rows", once(self.rows)),
            ("left_out", once(self.left_out)),
            ("unread", once(self.unread)),
        ];
        self.groups.beside(&groups, others, true)
    }

    /// Adds what another one counted: it is the same whichever parts are put together first.
    ///
    /// # Errors
    /// [`Error::Refused`] where this is no [`part`](Self::part) of the same framework and columns.
    pub fn add_part(&mut self, part: &RecordBatch) -> Result<(), Error> {
        let ids = part::texts(part, "control")?;
        let [met, of, rows, left_out, unread] =
            ["met", "n", "rows", "left_out", "unread"].map(|name| part::numbers(part, name));
        let (met, of, rows, left_out, unread) = (met?, of?, rows?, left_out?, unread?);
        let controls = self.kinds.len();
        let positions: HashMap<&str, usize> =
            (0..controls).filter_map(|at| Some((self.id(at)?, at))).collect();
        let positions: Option<Vec<usize>> =
            (0..part.num_rows()).map(|row| positions.get(part::text(ids, row)?).copied()).collect();
        let positions = positions.ok_or_else(|| part::unfit("control"))?;
        let groups = self.groups.of(part)?;
        self.counts.resize(self.groups.len() * controls, Count::default());
        let number = |column, row| part::number(column, row).unwrap_or(0);
        for (row, (group, control)) in groups.into_iter().zip(positions).enumerate() {
            if let Some(count) = self.counts.get_mut(group as usize * controls + control) {
                count.met += number(met, row);
                count.of += number(of, row);
            }
            self.rows += number(rows, row);
            self.left_out += number(left_out, row);
            self.unread += number(unread, row);
        }
        Ok(())
    }

    /// The id of a control.
    fn id(&self, control: usize) -> Option<&str> {
        let framework = &self.scorer.inner().compiled.first()?.framework;
        framework.controls().get(control).map(|control| &*control.id)
    }

    /// By control, the rows of a group in which it is met, and in which it is answered and applies.
    #[cfg(feature = "report")]
    pub(crate) fn met(&self, group: usize) -> Vec<(u64, u64)> {
        self.all_shares(group).map(|share| (share.met, share.of)).collect()
    }

    /// The controls of a group that are not met in a row at least.
    fn shares(&self, group: usize) -> Vec<Share> {
        self.all_shares(group).filter(|share| share.met < share.of).collect()
    }

    fn all_shares(&self, group: usize) -> impl Iterator<Item = Share> {
        let controls = self.kinds.len();
        let counts = self.counts.get(group * controls..).unwrap_or_default();
        let counts = counts.iter().take(controls).enumerate();
        counts.map(|(control, &Count { met, of })| Share { control, met, of })
    }
}

/// Counts as a column.
fn numbers_of(counts: impl Iterator<Item = u64>) -> ArrayRef {
    let number = |count| i64::try_from(count).unwrap_or(i64::MAX);
    Arc::new(Int64Array::from_iter_values(counts.map(number)))
}

/// What a thread has counted.
#[derive(Default)]
struct Counted {
    tally: Tally,
    left_out: u64,
    unread: u64,
    groups: Vec<u32>,
}

impl Counted {
    fn add(&mut self, block: &Block<'_>, groups: &[u32], outside: u32, kinds: &[[u8; 256]]) {
        let read = |(&group, &bad): (&u32, &u8)| if bad == 0 { group } else { outside };
        self.groups.clear();
        self.groups.extend(groups.iter().zip(block.bad).map(read));
        let left_out = self.groups.iter().filter(|&&group| group == outside).count();
        self.left_out += left_out as u64;
        let known = groups.iter().filter(|&&group| group == outside).count();
        self.unread += (left_out - known) as u64;
        self.tally.add(block.codes, kinds, &self.groups);
    }
}

/// How often a control is met.
struct Share {
    control: usize,
    met: u64,
    of: u64,
}

impl Share {
    /// The smaller share first.
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let (one, two) = (u128::from(self.met), u128::from(other.met));
        (one * u128::from(other.of)).cmp(&(two * u128::from(self.of)))
    }

    #[allow(
        clippy::cast_precision_loss,
        clippy::float_arithmetic,
        reason = "a share to be looked at: the counts beside it are exact"
    )]
    fn ratio(&self) -> f64 {
        self.met as f64 / self.of as f64
    }
}

fn title(framework: &Framework, control: usize, lang: Lang) -> Option<&str> {
    framework.controls().get(control).map(|control| control.title.get(lang))
}

/// Puts rows with a problem outside.
fn leave_out(batch: &RecordBatch, groups: &mut [u32], outside: u32) {
    let Some(column) = told::before(batch) else { return };
    for (row, group) in groups.iter_mut().enumerate() {
        if told::said(column, row).is_some() {
            *group = outside;
        }
    }
}
