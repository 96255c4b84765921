//! The questions of a renewal, asked of whole portfolios: which answers are odd, what changed since
//! last year and why, and where firms are weakest.

mod carry;
mod compare;
mod ids;
mod side;

pub use compare::Comparison;
