//! Editions of one guideline: what changed between them, how a sheet moves to a later one, and
//! what a change of edition does to a score.

mod descent;
pub(crate) mod lineage;
mod migrate;
mod numbers;
mod score_change;
#[cfg(test)]
mod tests;
mod texts;

use serde::Serialize;

use crate::assessment::FrameworkRef;
use crate::framework::Framework;
use crate::model::{ChangeKind, Control, Localized, Text};
use descent::Descent;
pub(crate) use descent::descents;
pub use lineage::editions_between;
pub use migrate::{Fate, Migration, MigrationLine};
pub use score_change::{Ends, Fraction, Order, ScoreChange, ShareSplit, Split, score_change};

/// What changed between two editions of a guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrameworkDiff {
    /// The edition compared from.
    pub from: FrameworkRef,
    /// The edition compared to.
    pub to: FrameworkRef,
    /// Whether one of them says itself how it came from the other. Otherwise controls are paired
    /// by their ids alone.
    pub lineage: bool,
    /// Number of controls that are the same in both.
    pub unchanged: u32,
    /// Controls that came in.
    pub added: Vec<Entered>,
    /// Controls that went.
    pub dropped: Vec<Entered>,
    /// Controls whose id or printed number changed.
    pub renumbered: Vec<Renumbered>,
    /// Controls whose wording changed.
    pub reworded: Vec<Reworded>,
    /// Controls that were split or merged.
    pub regrouped: Vec<Regrouped>,
    /// Controls whose home group or tags changed.
    pub reclassified: Vec<Reclassified>,
    /// Numbers that changed: points, weights, parameters, bands, levels, counts of controls.
    pub numbers: Vec<NumberChange>,
}

/// A control that came in or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ControlNote"))]
#[non_exhaustive]
pub struct Entered {
    /// Id of the control.
    pub control: Text,
    /// What the framework says about it.
    pub note: Option<Localized>,
}

/// Id and printed number of a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Numbering {
    /// Id of the control.
    pub id: Text,
    /// The number the guideline prints, where it prints one.
    pub number: Option<Text>,
}

/// A control under another id or number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Renumbered {
    /// What it was.
    pub from: Numbering,
    /// What it is.
    pub to: Numbering,
}

/// A text of a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TextField {
    /// Title.
    Title,
    /// Question.
    Question,
    /// Advice.
    Advice,
    /// Why it matters.
    Why,
    /// When "does not apply" is a valid answer.
    NotApplicableWhen,
}

/// A control in other words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reworded {
    /// Id before.
    pub from: Text,
    /// Id after.
    pub to: Text,
    /// Whether the framework says that an old answer may no longer hold.
    pub declared: bool,
    /// Texts that differ here. Only the title can be the publisher's wording.
    pub texts: Vec<TextField>,
    /// What the framework says about it.
    pub note: Option<Localized>,
}

/// One control that became several, or several that became one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Regrouped {
    /// Ids before.
    pub from: Vec<Text>,
    /// Ids after.
    pub to: Vec<Text>,
    /// What the framework says about it.
    pub note: Option<Localized>,
}

/// A control in another group or under other tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reclassified {
    /// Id after.
    pub control: Text,
    /// Home group before, where it changed.
    pub group_from: Option<Text>,
    /// Home group after, where it changed.
    pub group_to: Option<Text>,
    /// Tags that came, each `dimension:value`.
    pub tags_added: Vec<Text>,
    /// Tags that went.
    pub tags_removed: Vec<Text>,
}

/// A number that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NumberChange {
    /// Which number: `controls`, `groups.ID.controls`, `tags.TAG.controls`,
    /// `scales.SCALE.CHOICE.points`, `coverage.STANDING`, `bands.BAND.from`, `bands.BAND.to`,
    /// `tiers.TIER.controls`, `tiers.TIER.at-least`, `CONTROL.weight` or `CONTROL.PARAMETER`.
    pub at: String,
    /// Before; `None` if there was none.
    pub from: Option<i64>,
    /// After; `None` if there is none.
    pub to: Option<i64>,
    /// Unit of a parameter.
    pub unit: Option<Text>,
}

/// Compares two editions of a guideline.
///
/// ```
/// use shisei::{catalog::frameworks, framework_diff};
///
/// let diff = framework_diff(&frameworks::FIVE_BASICS_3_1, &frameworks::FIVE_BASICS_4_0);
/// assert_eq!(diff.added[0].control, "B6");
/// assert_eq!((diff.numbers[0].at.as_str(), diff.numbers[0].to), ("controls", Some(6)));
/// ```
#[inline]
pub fn framework_diff(from: &Framework, to: &Framework) -> FrameworkDiff {
    let (lineage, descents) = descents(from, to);
    let pairs = || descents.iter().filter_map(|descent| Some((descent, descent.pair()?)));
    FrameworkDiff {
        from: FrameworkRef::of(from),
        to: FrameworkRef::of(to),
        lineage,
        unchanged: count(pairs().filter(|(descent, (a, b))| is_unchanged(descent, a, b)).count()),
        added: entered(&descents, ChangeKind::New, |descent| &descent.to),
        dropped: entered(&descents, ChangeKind::Removed, |descent| &descent.from),
        renumbered: pairs().filter_map(|(_, (a, b))| renumbered(a, b)).collect(),
        reworded: pairs().filter_map(|(descent, (a, b))| texts::reworded(descent, a, b)).collect(),
        regrouped: descents.iter().filter_map(regrouped).collect(),
        reclassified: pairs().filter_map(|(_, (a, b))| reclassified(a, b)).collect(),
        numbers: numbers::numbers(from, to, &pairs().map(|(_, pair)| pair).collect::<Vec<_>>()),
    }
}

#[inline]
fn count(controls: usize) -> u32 {
    u32::try_from(controls).unwrap_or(u32::MAX)
}

#[inline]
fn is_unchanged(descent: &Descent<'_>, a: &Control, b: &Control) -> bool {
    descent.kind == ChangeKind::Same
        && renumbered(a, b).is_none()
        && texts::differing(a, b).is_empty()
        && reclassified(a, b).is_none()
        && numbers::of_control(a, b).is_empty()
}

#[inline]
fn entered<'a>(
    descents: &[Descent<'a>],
    kind: ChangeKind,
    side: impl for<'d> Fn(&'d Descent<'a>) -> &'d [&'a Control],
) -> Vec<Entered> {
    let entered = |descent: &Descent<'_>, control: &Control| Entered {
        control: control.id.clone(),
        note: descent.note.cloned(),
    };
    let of_kind = descents.iter().filter(|descent| descent.kind == kind);
    of_kind.flat_map(|descent| side(descent).iter().map(|c| entered(descent, c))).collect()
}

#[inline]
fn renumbered(a: &Control, b: &Control) -> Option<Renumbered> {
    let numbering = |c: &Control| Numbering { id: c.id.clone(), number: c.number.clone() };
    let (from, to) = (numbering(a), numbering(b));
    (from != to).then_some(Renumbered { from, to })
}

#[inline]
fn regrouped(descent: &Descent<'_>) -> Option<Regrouped> {
    let ids = |controls: &[&Control]| controls.iter().map(|control| control.id.clone()).collect();
    matches!(descent.kind, ChangeKind::Split | ChangeKind::Merged).then(|| Regrouped {
        from: ids(&descent.from),
        to: ids(&descent.to),
        note: descent.note.cloned(),
    })
}

#[inline]
fn reclassified(a: &Control, b: &Control) -> Option<Reclassified> {
    let missing = |of: &Control, from: &Control| -> Vec<Text> {
        of.tags.iter().filter(|tag| !from.tags.contains(tag)).cloned().collect()
    };
    let moved = a.group != b.group;
    let (tags_added, tags_removed) = (missing(b, a), missing(a, b));
    let changed = moved || !tags_added.is_empty() || !tags_removed.is_empty();
    changed.then(|| Reclassified {
        control: b.id.clone(),
        group_from: moved.then(|| a.group.clone()),
        group_to: moved.then(|| b.group.clone()),
        tags_added,
        tags_removed,
    })
}
