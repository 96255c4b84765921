#[cfg(feature = "serde")]
use serde::Serialize;

use crate::model::Standing;
use crate::model::named::named;

/// State of a control in a result: the standing of its answer, or unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum State {
    /// Done as asked.
    Met,
    /// Done in part.
    Partial,
    /// Not done.
    Unmet,
    /// Answered "don't know".
    Unknown,
    /// Not answered.
    Unanswered,
    /// Does not apply here.
    NotApplicable,
    /// Not done, and the risk is accepted with a reason.
    Accepted,
}

named!(State, "shisei::assessment" {
    Met = "met",
    Partial = "partial",
    Unmet = "unmet",
    Unknown = "unknown",
    Unanswered = "unanswered",
    NotApplicable = "not-applicable",
    Accepted = "accepted",
});

impl From<Standing> for State {
    #[cfg_attr(debug_assertions, inline)]
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Met => Self::Met,
            Standing::Partial => Self::Partial,
            Standing::Unmet => Self::Unmet,
            Standing::Unknown => Self::Unknown,
            Standing::NotApplicable => Self::NotApplicable,
            Standing::Accepted => Self::Accepted,
        }
    }
}
