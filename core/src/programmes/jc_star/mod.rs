//! JC-STAR: how long a label holds, whether a product is in scope, how a label may be spoken of,
//! and what mutual recognition spares.

mod life;
mod recognition;
mod scope;
mod wording;

pub use life::{Duty, Label, LabelFee, LabelLife, LabelStatus, label_life};
pub use recognition::{RecognitionResult, Recognitions, recognitions};
pub use scope::{Product, Scope, ScopeReason, label_scope};
pub use wording::{Breach, BrokenRule, WordingCheck, WordingRuleResult, label_wording};
