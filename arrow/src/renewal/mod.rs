//! The questions of a renewal, asked of whole portfolios: which answers are odd, what changed since
//! last year and why, and where firms are weakest.

mod by;
mod carry;
mod check;
mod compare;
mod drift;
mod ids;
mod part;
mod side;
pub(crate) mod tally;
mod weakest;

#[cfg(feature = "report")]
pub(crate) use by::Groups;
pub use check::Check;
pub use compare::Comparison;
pub use drift::Drift;
pub use weakest::Weakest;
