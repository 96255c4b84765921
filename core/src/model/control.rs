#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::{Citation, Facts, List, Localized, Text, Verification};

/// Whether "does not apply" may be answered, and how it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum NotApplicable {
    /// It may not be answered.
    NotAllowed,
    /// The control leaves numerator and denominator.
    Excluded,
    /// The control counts as if its best choice had been answered.
    FullPoints,
}

/// A number that a requirement names, such as 14 days for patches.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Parameter {
    /// Id within the control, such as `patch-days`.
    pub id: Text,
    /// The value, an integer in `unit`.
    pub value: i64,
    /// Unit, such as `days`, `characters`, `months` or `tenths` (CVSS 7.0 is 70 tenths).
    pub unit: Text,
    /// What the number means.
    pub label: Localized,
}

/// How the parts of a requirement are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Join {
    /// Every part must hold.
    All,
    /// One part is enough.
    Any,
}

/// One part of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RequirementPart {
    /// Id within the control, after the number that the guideline prints: `1A` for (1)(A).
    pub id: Text,
    /// What must hold, in our own words.
    pub text: Localized,
}

/// The parts of a requirement, as its guideline lists them.
///
/// They help to answer the question and are never scored: the control is answered as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Parts {
    /// Whether all of them must hold, or any.
    pub join: Join,
    /// The parts, in order; two or more.
    pub of: List<RequirementPart>,
}

/// What a control of SECURITY ACTION asks for, so that a programme can answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ControlRole {
    /// The firm works on the basic measures.
    Basics,
    /// The firm has assessed itself.
    SelfAssessment,
    /// The firm has a basic policy.
    Policy,
    /// The policy is published.
    PolicyPublished,
    /// The firm has a gBizID.
    Gbizid,
}

/// One question or requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Control {
    /// Stable id: the only key. Never reused, never changed.
    pub id: Text,
    /// What it asks for, where a programme answers it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub role: Option<ControlRole>,
    /// The number the guideline prints, where it prints one.
    #[cfg_attr(feature = "serde", serde(default))]
    pub number: Option<Text>,
    /// Home group.
    pub group: Text,
    /// Title: the official one where the guideline has one. Titles may repeat.
    pub title: Localized,
    /// The question, in our own words.
    pub question: Localized,
    /// What the question consists of, where the guideline lists it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub parts: Option<Parts>,
    /// What to do when the answer falls short, in our own words.
    pub advice: Localized,
    /// Why it matters, in our own words.
    #[cfg_attr(feature = "serde", serde(default))]
    pub why: Option<Localized>,
    /// The scale whose choices answer it.
    pub scale: Text,
    /// How much it counts in a coverage. 0 means not at all.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: u32,
    /// Whether "does not apply" may be answered. Without it, the framework's rule holds.
    #[cfg_attr(feature = "serde", serde(default))]
    pub not_applicable: Option<NotApplicable>,
    /// When "does not apply" is a valid answer, in words.
    #[cfg_attr(feature = "serde", serde(default))]
    pub not_applicable_when: Option<Localized>,
    /// Tags, each `dimension:value`, such as `level:mandatory`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub tags: List<Text>,
    /// Numbers the requirement names.
    #[cfg_attr(feature = "serde", serde(default))]
    pub parameters: List<Parameter>,
    /// Other controls of the same framework that it refers to.
    #[cfg_attr(feature = "serde", serde(default))]
    pub see: List<Text>,
    /// Our editorial estimate of the effort of fixing it: 1 (minutes) to 5 (a project).
    #[cfg_attr(feature = "serde", serde(default))]
    pub effort: Option<u8>,
    /// How sure we are of what the guideline says here.
    pub verification: Verification,
    /// Facts that carry another mark than `verification`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub facts: Option<Facts>,
    /// What is not certain, when something is not.
    #[cfg_attr(feature = "serde", serde(default))]
    pub doubt: Option<Localized>,
    /// Where the guideline says it.
    pub citations: List<Citation>,
}

impl Control {
    /// An unverified control of weight 1. Its texts are its id until they are set.
    ///
    /// ```
    /// use shisei::model::{Citation, Control, Localized};
    ///
    /// let mut control = Control::new("Q1", "all", "yes-no", vec![Citation::new("policy", "p. 2")]);
    /// control.question = Localized::new("鍵をかけていますか。", "Do you lock the door?");
    /// assert_eq!(control.weight, 1);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(
        id: impl Into<Text>,
        group: impl Into<Text>,
        scale: impl Into<Text>,
        citations: impl Into<List<Citation>>,
    ) -> Self {
        let id = id.into();
        let text = || Localized::new(id.clone(), id.clone());
        Self {
            number: None,
            group: group.into(),
            title: text(),
            question: text(),
            parts: None,
            advice: text(),
            why: None,
            scale: scale.into(),
            weight: 1,
            not_applicable: None,
            not_applicable_when: None,
            role: None,
            tags: List::default(),
            parameters: List::default(),
            see: List::default(),
            effort: None,
            verification: Verification::Unverified,
            facts: None,
            doubt: None,
            citations: citations.into(),
            id,
        }
    }
}

impl Control {
    /// The mark of the least sure of its facts.
    ///
    /// ```
    /// use shisei::model::{Control, Facts, Verification};
    ///
    /// let mut control = Control::new("Q1", "all", "yes-no", vec![]);
    /// control.verification = Verification::Confirmed;
    /// let mut facts = Facts::default();
    /// facts.level = Some(Verification::SingleSource);
    /// control.facts = Some(facts);
    /// assert_eq!(control.mark(), Verification::SingleSource);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn mark(&self) -> Verification {
        self.facts
            .iter()
            .flat_map(Facts::given)
            .map(|(_, mark)| mark)
            .fold(self.verification, Verification::min)
    }
}

#[cfg_attr(debug_assertions, inline)]
fn one() -> u32 {
    1
}
