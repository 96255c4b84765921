use super::Coding;
use super::kernel::{self, Backend, Scores};
use super::layout::Layout;
use super::number::Number;
use super::output::Output;
use super::plan::Plan;
use crate::framework::Framework;

/// A framework compiled for columns of bytes, one byte for each answer.
///
/// It holds for every framework, built-in or your own: points, coverage, bands and tiers.
///
/// ```
/// use shisei::portfolio::{Coding, Column, ColumnScorer, Field, Output, Scalar, Scores};
/// use shisei::catalog;
///
/// let framework = catalog::framework("self-assessment@4.0")?;
/// let outputs = [Output::sum("points", Field::PointsLow)];
/// let scorer = ColumnScorer::new(framework, &vec![Some(Coding::positions(4)); 25], &outputs);
/// assert_eq!(scorer.layout().places[0].column, Column::Number(0));
///
/// let implemented = [0, 1];
/// let columns = [&implemented[..]; 25];
/// let (mut points, mut bad) = ([0_i64; 2], [0; 2]);
/// let mut scores = Scores {
///     numbers: vec![&mut points],
///     outcomes: Vec::new(),
///     present: Vec::new(),
///     bad: &mut bad,
/// };
/// scorer.score(&columns, 2, &mut scores, &Scalar);
/// assert_eq!((points, bad), ([100, 50], [0, 0]));
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ColumnScorer {
    plan: Plan,
    layout: Layout,
}

impl ColumnScorer {
    /// Compiles a framework for columns in these codings, one for each control; a control whose
    /// column is not there is unanswered in every row.
    pub fn new(framework: &Framework, codings: &[Option<Coding>], outputs: &[Output]) -> Self {
        let (plan, layout) = Plan::new(framework, codings, outputs);
        Self { plan, layout }
    }

    /// The columns that it writes, and where each output stands among them.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Whether `i8` holds every sum and every bound that it is compared with.
    pub fn fits_i8(&self) -> bool {
        self.plan.largest < i64::from(i8::MAX)
    }

    /// Whether `i16` does; otherwise score in `i64`.
    pub fn fits_i16(&self) -> bool {
        self.plan.largest < i64::from(i16::MAX)
    }

    /// Scores a run of rows: `columns` by control, each at least `rows` long (those of absent
    /// columns are not read). Says whether a row is bad.
    ///
    /// `backend` holds what differs per instruction set; [`Scalar`](super::Scalar) runs anywhere. Rows are
    /// independent of each other, so runs can be scored in any order and on any thread.
    #[inline(always)]
    pub fn score<T: Number>(
        &self,
        columns: &[&[u8]],
        rows: usize,
        scores: &mut Scores<'_, T>,
        backend: &impl Backend,
    ) -> bool {
        if self.fits_i8() {
            kernel::score::<T::Narrow, T>(&self.plan, columns, rows, scores, backend)
        } else {
            kernel::score::<T, T>(&self.plan, columns, rows, scores, backend)
        }
    }
}
