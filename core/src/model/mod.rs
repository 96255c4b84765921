//! The shapes of guidance as data: what a catalogue file says, field by field.
//!
//! A [`Definition`] is what an author writes, in TOML or JSON. It becomes a
//! [`Framework`](crate::Framework) only after every check has passed.

mod citation;
mod control;
mod crosswalk;
mod definition;
mod lineage;
mod outcome;
mod scale;
mod text;

pub use citation::{Citation, Origin, Source, Verification};
pub use control::{Control, NotApplicable, Parameter};
pub use crosswalk::{Crosswalk, Link, Relation};
pub use definition::{CoverageRule, Definition, Dimension, Group, Status, Subject, TagValue};
pub use lineage::{Change, ChangeKind, Previous};
pub use outcome::{Band, Bands, Condition, Measure, Outcome, Rule, Tier};
pub use scale::{Choice, Scale, Standing};
pub use text::{Lang, List, Localized, Text};
