//! What functions give: one home for every type of the core that has no class of its own here.

mod html;
mod native;
mod record;
mod shape;
mod tree;

pub use record::{_restore_record, _result_names, _result_type, Record, given};
pub use shape::{of, of_entries, of_function};
