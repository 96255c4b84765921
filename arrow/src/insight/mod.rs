//! What else is asked of every row: the questions that one sheet is asked.

mod carry_over;
mod lists;
mod next_steps;
mod plan;
mod references;
mod rows;

use arrow_array::ArrayRef;
use arrow_schema::Field;
use shisei::Framework;
use shisei::insight::{Goal, PlanOptions};

use self::rows::Row;
use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::watch::Watch;

/// What is asked of every row.
///
/// ```
/// use shisei::catalog;
/// use shisei::insight::{PlanOptions, Target};
/// use shisei_arrow::{Absent, Portfolio, Question};
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use shisei_arrow::arrow_array::cast::AsArray as _;
/// # use shisei_arrow::arrow_array::types::Int64Type;
/// # use std::sync::Arc;
/// # let answers = Arc::new(StringArray::from(vec!["done", "not-done"])) as ArrayRef;
/// # let batch = RecordBatch::try_from_iter([("B1", answers)])?;
///
/// let goal = Target::Coverage(50).into();
/// let plan = Question::Plan { goal, options: PlanOptions::default() };
/// let portfolio = Portfolio::new([catalog::framework("five-basics@3.1")?]);
/// let plans = portfolio.absent(Absent::Unanswered).ask(plan).score(&batch)?;
/// let effort = plans.column_by_name("effort").expect("of every plan");
/// assert!(effort.as_primitive::<Int64Type>().values()[0] > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Question {
    /// Its scores.
    #[default]
    Scores,
    /// Its plan: [`Assessment::plan`](shisei::Assessment::plan). The columns are `status`
    /// (`reached`, `planned`, `incomplete`: planned from the worst answers of what is not answered,
    /// `impossible`, `problem`), `effort`, `points_after`, `coverage_after` and `outcome_after`, as
    /// far as the framework has them, and `steps`, a list of `control`, `from`, `to`, `effort` and
    /// `points`.
    Plan {
        /// What to reach, or to spend.
        goal: Goal,
        /// Efforts, and controls that stay as they are.
        options: PlanOptions,
    },
    /// The findings that are worth most, the first of
    /// [`AssessmentData::findings`](shisei::assessment::AssessmentData::findings): `next_steps`, a list
    /// of `control`, `state`, and what the best answer would add: `points`, `credit` and `tier`, as far
    /// as the framework has them.
    NextSteps {
        /// How many at most.
        top: usize,
        /// Whether each is a column of its own instead, `next_1` and so on, with the control.
        wide: bool,
    },
    /// How much of another framework is known: [`answer_once`](shisei::insight::answer_once) by the
    /// crosswalks of the catalogue. The columns are `total`, `implied`, `suggested`, `remaining`, and
    /// `migrated_to`: the later edition that the answers were brought to first, if they were.
    CarryOver {
        /// The framework to fill.
        to: Framework,
        /// One of its tiers, when only its controls matter.
        tier: Option<String>,
        /// Whether the controls are listed: `implied_controls`, `suggested_controls`,
        /// `remaining_controls`.
        lists: bool,
    },
    /// What the answers say in the terms of a scheme:
    /// [`Assessment::references`](shisei::Assessment::references). The columns are the counts of each
    /// depth, from 0 at the top: `of_0`, `met_0`, `partial_0`, `unmet_0`, `open_0`,
    /// `not_applicable_0`, `not_addressed_0`, `of_1` and so on.
    References {
        /// The scheme, `id` or `id@edition`.
        scheme: String,
        /// Whether the entries are listed, in the scheme's order: `entries`, a list of `number`,
        /// `depth` and `state`.
        lists: bool,
    },
}

/// A question about one framework, asked of one row after the other.
trait ByRow: Send + Sync {
    /// What a thread needs for it.
    type Worker<'q>: Send
    where
        Self: 'q;
    /// What some rows gave.
    type Piece: Send;

    /// The columns of the answer.
    fn fields(&self) -> Vec<Field>;

    fn worker(&self) -> Self::Worker<'_>;

    /// Room for what `rows` rows give.
    fn piece(&self, rows: usize) -> Self::Piece;

    fn add(
        &self,
        worker: &mut Self::Worker<'_>,
        piece: &mut Self::Piece,
        row: Row<'_>,
    ) -> Result<(), shisei::Error>;

    /// What some rows gave, as columns.
    fn columns(&self, piece: Self::Piece) -> Result<Vec<ArrayRef>, Error>;
}

/// A question about one framework, asked of a whole batch.
pub trait Asked: Send + Sync {
    /// The columns of the answer.
    fn fields(&self) -> Vec<Field>;

    /// The columns of a batch, and the rows that cannot be read.
    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error>;
}

impl<Q: ByRow> Asked for Q {
    fn fields(&self) -> Vec<Field> {
        ByRow::fields(self)
    }

    fn arrays(
        &self,
        compiled: &Compiled,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        let controls = compiled.framework.rules().controls();
        rows::ask(self, controls, columns, rows, threads, watch)
    }
}

impl Question {
    /// None for scores, which the kernel gives.
    pub(crate) fn asked(
        &self,
        framework: &Framework,
        wide: bool,
    ) -> Result<Option<Box<dyn Asked>>, shisei::Error> {
        Ok(match self {
            Self::Scores => None,
            Self::Plan { goal, options } => {
                Some(Box::new(plan::Plans::new(framework, goal, options, wide)?))
            }
            Self::NextSteps { top, wide } => {
                Some(Box::new(next_steps::NextSteps::new(framework, *top, *wide)))
            }
            Self::CarryOver { to, tier, lists } => {
                let tier = tier.as_deref();
                Some(Box::new(carry_over::CarryOver::new(framework, to, tier, *lists)?))
            }
            Self::References { scheme, lists } => {
                Some(Box::new(references::References::new(framework, scheme, *lists)?))
            }
        })
    }
}
