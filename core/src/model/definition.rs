#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::{
    Control, List, Localized, NotApplicable, Origin, OutcomeRule, Previous, Scale, Source,
    Standing, Text,
};

/// Whether an edition is in force, among the editions of its id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Status {
    /// In force; an id without an edition means this one.
    #[default]
    Current,
    /// Replaced by a later edition, kept for ever.
    Superseded,
    /// Published, not yet in force.
    Upcoming,
}

/// What is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Subject {
    /// A firm or body.
    Organisation,
    /// A product.
    Product,
    /// A web site.
    Site,
}

/// A named part of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Group {
    /// Id within the framework.
    pub id: Text,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What it is about, in our own words.
    #[cfg_attr(feature = "serde", serde(default))]
    pub summary: Option<Localized>,
}

impl Group {
    /// A group without a summary.
    ///
    /// ```
    /// use shisei::model::{Group, Localized};
    ///
    /// let group = Group::new("people", Localized::new("従業員", "Staff"));
    /// assert_eq!(group.summary, None);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, title: Localized) -> Self {
        Self { id: id.into(), title, summary: None }
    }
}

/// One value of a [`Dimension`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TagValue {
    /// Id within the dimension.
    pub id: Text,
    /// Title.
    pub title: Localized,
}

impl TagValue {
    /// A value of a dimension.
    ///
    /// ```
    /// use shisei::model::{Localized, TagValue};
    ///
    /// assert_eq!(TagValue::new("basic", Localized::new("基本", "Basic")).id, "basic");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, title: Localized) -> Self {
        Self { id: id.into(), title }
    }
}

/// A way of cutting across groups: level, principle, role, phase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Dimension {
    /// Id within the framework.
    pub id: Text,
    /// Title.
    pub title: Localized,
    /// Whether the publisher tags its controls so, or we do.
    pub origin: Origin,
    /// The values, in order.
    pub values: List<TagValue>,
}

impl Dimension {
    /// A derived dimension.
    ///
    /// ```
    /// use shisei::model::{Dimension, Localized, Origin, TagValue};
    ///
    /// let basic = TagValue::new("basic", Localized::new("基本", "Basic"));
    /// let level = Dimension::new("level", Localized::new("段階", "Level"), vec![basic]);
    /// assert_eq!(level.origin, Origin::Derived);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, title: Localized, values: impl Into<List<TagValue>>) -> Self {
        Self { id: id.into(), title, origin: Origin::Derived, values: values.into() }
    }
}

/// How much each standing counts in a coverage.
///
/// Coverage is `sum(weight * credit) / sum(weight * met)` over applicable controls.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CoverageRule {
    /// Whether the coverage is the publisher's or ours.
    pub origin: Origin,
    /// Credit for `met`.
    pub met: u32,
    /// Credit for `partial`.
    pub partial: u32,
    /// Credit for `accepted`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub accepted: u32,
}

impl CoverageRule {
    /// Derived credit for a control that is met and for one that is partly met; `None` for an accepted one.
    ///
    /// ```
    /// use shisei::model::CoverageRule;
    ///
    /// let rule = CoverageRule::new(2, 1);
    /// assert_eq!((rule.met, rule.partial, rule.accepted), (2, 1, 0));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(met: u32, partial: u32) -> Self {
        Self { origin: Origin::Derived, met, partial, accepted: 0 }
    }
}

/// One edition of one guideline, as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Definition {
    /// Id of the guideline, such as `self-assessment`.
    pub id: Text,
    /// Edition, such as `3.1`.
    pub edition: Text,
    /// Title: the official one where there is one.
    pub title: Localized,
    /// What it is for, in our own words.
    pub summary: Localized,
    /// Who publishes the guideline.
    pub publisher: Text,
    /// Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub issued: Option<Text>,
    /// First day it is in force, in the same form, where that is not the day of publication.
    #[cfg_attr(feature = "serde", serde(default))]
    pub valid_from: Option<Text>,
    /// Whether it is in force.
    pub status: Status,
    /// What is assessed.
    pub subject: Subject,
    /// Whether "does not apply" may be answered, unless a control says otherwise.
    pub not_applicable: NotApplicable,
    /// Whether a risk may be accepted instead of a control.
    #[cfg_attr(feature = "serde", serde(default))]
    pub acceptance: bool,
    /// Standings that need a reason with the answer.
    #[cfg_attr(feature = "serde", serde(default))]
    pub reasons: List<Standing>,
    /// How it came from the edition before.
    #[cfg_attr(feature = "serde", serde(default))]
    pub previous: Option<Previous>,
    /// Documents cited.
    pub sources: List<Source>,
    /// Scales.
    pub scales: List<Scale>,
    /// Parts, in order.
    pub groups: List<Group>,
    /// Ways of cutting across.
    #[cfg_attr(feature = "serde", serde(default))]
    pub dimensions: List<Dimension>,
    /// How coverage is counted, where the framework has no points of its own.
    #[cfg_attr(feature = "serde", serde(default))]
    pub coverage: Option<CoverageRule>,
    /// How a sheet becomes an outcome.
    #[cfg_attr(feature = "serde", serde(default))]
    pub outcome: Option<OutcomeRule>,
    /// The controls, in order.
    pub controls: List<Control>,
}

impl Definition {
    /// A current framework about an organisation, without controls: fill in the rest by its fields.
    ///
    /// ```
    /// use shisei::Framework;
    /// use shisei::model::{
    ///     Choice, Citation, Control, CoverageRule, Definition, Group, Localized, Scale, Source, Standing,
    /// };
    ///
    /// let text = |ja, en| Localized::new(ja, en);
    /// let cited = || vec![Citation::new("rules", "1")];
    /// let mut own = Definition::new("our-rules", "1", text("社内規程", "Our rules"), "Our firm");
    /// own.sources = vec![Source::new("rules", text("社内規程", "Our rules"), "Our firm")].into();
    /// own.groups = vec![Group::new("office", text("事務所", "Office"))].into();
    /// let choices = vec![
    ///     Choice::new("yes", text("はい", "Yes"), Standing::Met),
    ///     Choice::new("no", text("いいえ", "No"), Standing::Unmet),
    /// ];
    /// own.scales = vec![Scale::new("yes-no", choices, cited())].into();
    /// own.coverage = Some(CoverageRule::new(2, 1));
    /// let mut lock = Control::new("lock", "office", "yes-no", cited());
    /// lock.title = text("施錠", "Locking");
    /// lock.question = text("退社時に施錠していますか。", "Is the office locked at night?");
    /// lock.advice = text("退社時に施錠しましょう。", "Lock the office at night.");
    /// own.controls = vec![lock].into();
    ///
    /// assert_eq!(Framework::try_from(own)?.reference().to_string(), "our-rules@1");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(
        id: impl Into<Text>,
        edition: impl Into<Text>,
        title: Localized,
        publisher: impl Into<Text>,
    ) -> Self {
        Self {
            id: id.into(),
            edition: edition.into(),
            summary: title.clone(),
            title,
            publisher: publisher.into(),
            issued: None,
            valid_from: None,
            status: Status::Current,
            subject: Subject::Organisation,
            not_applicable: NotApplicable::NotAllowed,
            acceptance: false,
            reasons: List::default(),
            previous: None,
            sources: List::default(),
            scales: List::default(),
            groups: List::default(),
            dimensions: List::default(),
            coverage: None,
            outcome: None,
            controls: List::default(),
        }
    }
}
