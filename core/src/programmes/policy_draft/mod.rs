//! A draft of a basic policy on information security, in both languages, filled with the firm's own
//! answers. It is a draft: nothing is adopted by making it.

mod answers;
mod fill;
mod write;

pub use answers::{PolicyAnswer, PolicyAnswers};
pub use fill::{DraftPart, PolicyDraft, policy_draft};
pub use write::{PolicyText, PolicyTexts};
