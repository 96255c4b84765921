//! The shapes of guidance as data: what a catalogue file says, field by field.
//!
//! A [`Definition`] is what an author writes, in TOML or JSON. It becomes a
//! [`Framework`](crate::Framework) only after every check has passed.

mod citation;
mod control;
mod definition;
mod entry;
#[cfg(feature = "insight")]
mod kinds;
mod lineage;
pub(crate) mod named;
mod outcome;
mod place;
mod place_words;
mod scale;
mod text;

pub use citation::{Citation, Facts, Origin, Source, Verification, VerifiedCopy};
pub use control::{Control, ControlRole, Join, NotApplicable, Parameter, Parts, RequirementPart};
pub use definition::{CoverageRule, Definition, Dimension, Group, Status, Subject, TagValue};
pub use entry::Entry;
#[cfg(feature = "insight")]
pub use kinds::*;
pub use lineage::{Change, ChangeKind, Previous};
pub use outcome::{Band, Bands, Condition, Measure, OutcomeRule, Rule, Tier};
pub use scale::{Choice, Scale, Standing};
pub use text::{Lang, List, Localized, Text};
