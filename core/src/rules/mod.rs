//! What scoring reads of a framework, worked out once, by position instead of by name; and the
//! arithmetic of one answer, one condition and one band.

mod bands;
mod bytes;
#[cfg(feature = "custom")]
mod compile;
mod condition;
mod contribution;
mod framework_ref;
mod state;

#[cfg(feature = "serde")]
use serde::Serialize;

pub(crate) use bands::{BandRules, BandsRules, least_share, least_value};
pub use bytes::ReadRulesError;
#[cfg(feature = "custom")]
pub(crate) use compile::{control_rules, not_applicable, tag_names, tier_rules};
pub(crate) use condition::Count;
pub use condition::{ConditionRules, TierRules, TierState};
pub(crate) use contribution::Measured;
pub use contribution::{Contribution, Counted, Credit, Points};
pub use framework_ref::FrameworkRef;
pub use state::State;

use crate::model::{List, NotApplicable, Origin, Standing, Text, Verification};

/// The code of an unanswered control in a row of positions.
pub const UNANSWERED: u8 = u8::MAX;

/// What scoring reads of one framework: ids and numbers, no texts.
///
/// Rules score like the framework they are of, and refuse what it refuses; labels, which they do not
/// have, are refused too.
///
/// ```
/// use shisei::{AnswerSheet, catalog};
///
/// let framework = catalog::framework("five-basics")?;
/// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
/// assert_eq!(framework.rules().assess(&sheet)?.to_json(), framework.assess(&sheet)?.to_json());
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub(crate) framework: FrameworkRef,
    /// Ids of the groups.
    pub(crate) groups: List<Text>,
    /// Ids of the choices, scale by scale.
    pub(crate) scales: List<List<Text>>,
    /// All tags as `dimension:value`, in order.
    pub(crate) tags: List<Text>,
    /// Positions of the controls, sorted by id.
    pub(crate) by_id: List<u16>,
    pub(crate) controls: List<ControlRules>,
    /// Whose coverage it is; `None` without one.
    pub(crate) coverage: Option<Origin>,
    /// Whose outcome it is; `None` without one.
    pub(crate) outcome: Option<Origin>,
    /// Bands, best first; `None` if the outcome is decided otherwise.
    pub(crate) bands: Option<BandsRules>,
    /// Tiers, lowest first; empty where the outcome is decided otherwise.
    pub(crate) tiers: List<TierRules>,
}

/// What scoring reads of one control.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct ControlRules {
    /// Id of the control.
    pub id: Text,
    /// How sure it is.
    pub verification: Verification,
    /// Position of its group.
    pub group: u16,
    /// Position of its scale.
    pub scale: u16,
    /// Weight in the coverage.
    pub weight: u32,
    /// What an answer that it does not apply means.
    pub not_applicable: NotApplicable,
    /// Positions of its tags.
    pub tags: List<u16>,
    /// The points that it can give; `None` without points.
    pub points: Option<PointsRange>,
    /// Credit of `met`, before weighting; `None` without a coverage.
    pub full_credit: Option<u32>,
    /// The choices of its scale, in order, allowed or not.
    pub choices: List<ChoiceRules>,
}

/// Lowest and highest points that a control can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct PointsRange {
    /// The fewest.
    pub low: i32,
    /// The most.
    pub high: i32,
}

/// What scoring reads of one choice, as it counts for one control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct ChoiceRules {
    /// What it means.
    pub standing: Standing,
    /// Points; `None` for a choice that is left out of the points.
    pub points: Option<i32>,
    /// Credit before weighting; `None` for a choice that is left out of the coverage.
    pub credit: Option<u32>,
    /// Whether it may be taken.
    pub allowed: bool,
    /// Whether it may be taken only with a reason.
    pub reason: bool,
}

impl Rules {
    /// The edition that the rules are of, with its digests.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// assert_eq!(framework.rules().framework().digest, framework.digest());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn framework(&self) -> &FrameworkRef {
        &self.framework
    }

    /// What scoring reads of each control, in order.
    ///
    /// ```
    /// use shisei::catalog;
    ///
    /// let rules = catalog::framework("self-assessment@4.0")?.rules();
    /// let best = rules.controls()[0].contribution(Some(0));
    /// assert_eq!(best.points.expect("it has points").low, 4);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn controls(&self) -> &[ControlRules] {
        &self.controls
    }

    /// What scoring reads of each tier, lowest first; empty where no tiers decide.
    ///
    /// ```
    /// use shisei::catalog;
    ///
    /// assert_eq!(catalog::framework("security-action")?.rules().tiers().len(), 2);
    /// assert!(catalog::framework("self-assessment")?.rules().tiers().is_empty());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn tiers(&self) -> &[TierRules] {
        &self.tiers
    }

    /// Position of the control with this id, by binary search.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        let name = |at: &u16| self.controls.get(usize::from(*at)).map_or("", |it| &*it.id);
        let found = self.by_id.binary_search_by(|at| name(at).cmp(id)).ok()?;
        self.by_id.get(found).copied().map(usize::from)
    }

    /// Ids of the choices of a control, with what scoring reads of each.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn choices(&self, control: usize) -> impl Iterator<Item = (&Text, &ChoiceRules)> {
        let rules = self.controls.get(control);
        let names = rules.and_then(|rules| self.scales.get(usize::from(rules.scale)));
        let names = names.map_or(&[][..], |names| &**names);
        names.iter().zip(rules.map_or(&[][..], |rules| &*rules.choices))
    }
}

impl ControlRules {
    /// The choice at a position.
    ///
    /// ```
    /// use shisei::model::Standing;
    ///
    /// let control = &shisei::catalog::framework("five-basics")?.rules().controls()[0];
    /// assert_eq!(control.choice(0).map(|choice| choice.standing), Some(Standing::Met));
    /// assert_eq!(control.choice(9), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn choice(&self, at: u8) -> Option<&ChoiceRules> {
        self.choices.get(usize::from(at))
    }

    /// The choices that may be answered, with their positions.
    ///
    /// ```
    /// let control = &shisei::catalog::framework("five-basics")?.rules().controls()[0];
    /// assert!(control.allowed().all(|(_, choice)| choice.allowed));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn allowed(&self) -> impl Iterator<Item = (u8, &ChoiceRules)> {
        (0..UNANSWERED).zip(self.choices.iter()).filter(|(_, choice)| choice.allowed)
    }
}
