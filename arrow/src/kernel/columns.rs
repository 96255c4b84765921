use super::Coding;
use super::block::{self, Backend, Scores};
use super::layout::Layout;
use super::number::Number;
use super::output::Output;
use super::plan::Plan;
use shisei::Framework;

/// A framework compiled for columns of bytes, one byte for each answer.
///
/// It holds for every framework, built-in or your own: points, coverage, bands and tiers.
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

    /// The columns that it writes, and where each output is among them.
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
            block::score::<T::Narrow, T>(&self.plan, columns, rows, scores, backend)
        } else {
            block::score::<T, T>(&self.plan, columns, rows, scores, backend)
        }
    }
}
