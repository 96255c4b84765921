//! Columns that are counted together, and the sums their counts add up to.

/// Columns that say the same: answers are counted first and weighed once.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Columns, by position of the control.
    pub columns: Vec<usize>,
    /// The bytes that mean something, the missing one last.
    pub codes: Vec<u8>,
    /// Whether the last code is an unanswered control.
    pub has_missing: bool,
    /// What the counts of codes add up to.
    pub sums: Vec<Sum>,
}

/// A weighted sum of counts, and the fields it is added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// What every row of the segment has.
    pub start: i64,
    /// Positions of codes or features, with the weight of each; without those that weigh nothing.
    pub terms: Vec<(usize, i64)>,
    pub fields: Vec<usize>,
}
