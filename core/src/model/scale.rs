#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Citation, Facts, List, Localized, Origin, Text, Verification};

/// What a choice means for conformance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    /// Done as asked.
    Met,
    /// Done in part.
    Partial,
    /// Not done.
    Unmet,
    /// Answered "don't know".
    Unknown,
    /// Does not apply here.
    NotApplicable,
    /// Not done, and the risk is accepted with a reason.
    Accepted,
}

named!(Standing, "shisei::model" {
    Met = "met",
    Partial = "partial",
    Unmet = "unmet",
    Unknown = "unknown",
    NotApplicable = "not-applicable",
    Accepted = "accepted",
});

/// One allowed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Choice {
    /// Stable id within the scale, such as `implemented`.
    pub id: Text,
    /// What people read. An official label where the guideline has one.
    pub label: Localized,
    /// What it means for conformance.
    pub standing: Standing,
    /// Points, where the guideline (or the author of the framework) gives them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub points: Option<i32>,
}

impl Choice {
    /// A choice without points.
    ///
    /// ```
    /// use shisei::model::{Choice, Localized, Standing};
    ///
    /// let mut choice = Choice::new("yes", Localized::new("はい", "Yes"), Standing::Met);
    /// choice.points = Some(4);
    /// assert_eq!(choice.standing, Standing::Met);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, label: Localized, standing: Standing) -> Self {
        Self { id: id.into(), label, standing, points: None }
    }
}

/// A set of choices that several controls share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scale {
    /// Id within the framework.
    pub id: Text,
    /// Whether labels and points are the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of labels and points.
    pub verification: Verification,
    /// Facts that carry another mark than `verification`: the points, if the labels are surer.
    #[cfg_attr(feature = "serde", serde(default))]
    pub facts: Option<Facts>,
    /// Where the source gives labels and points.
    pub citations: List<Citation>,
    /// The choices, in the order in which they are offered.
    pub choices: List<Choice>,
}

impl Scale {
    /// A derived, unverified scale.
    ///
    /// ```
    /// use shisei::model::{Choice, Localized, Scale, Standing};
    ///
    /// let yes = Choice::new("yes", Localized::new("はい", "Yes"), Standing::Met);
    /// let no = Choice::new("no", Localized::new("いいえ", "No"), Standing::Unmet);
    /// assert_eq!(Scale::new("yes-no", vec![yes, no], vec![]).choices.len(), 2);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(
        id: impl Into<Text>,
        choices: impl Into<List<Choice>>,
        citations: impl Into<List<Citation>>,
    ) -> Self {
        Self {
            id: id.into(),
            origin: Origin::Derived,
            verification: Verification::Unverified,
            facts: None,
            citations: citations.into(),
            choices: choices.into(),
        }
    }
}
