//! Which programme asks for which star of SECURITY ACTION, and as of when.

use serde::Serialize;

use crate::day::Day;
use crate::model::{DeclarationUse, DeclarationUses, Localized, Star, StarRole, Text};
use crate::programmes::basis::Basis;
use crate::reference::Reference;

/// Stars that a firm has declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Declared {
    /// None.
    None,
    /// One star.
    One,
    /// Two stars.
    Two,
}

/// A programme, and the star it asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "StarUse"))]
#[non_exhaustive]
pub struct Use {
    /// Id within the list.
    pub id: Text,
    /// Title of the programme.
    pub title: Localized,
    /// Who runs it.
    pub owner: Text,
    /// Which star it asks for.
    pub star: Star,
    /// What the star does there.
    pub role: StarRole,
    /// Whether what the firm has declared is enough; `None` if the sources do not say, or nothing
    /// was said about the firm.
    pub suffices: Option<bool>,
    /// When this was so.
    pub as_of: Text,
    /// Whole days since the end of that time, where a day was given.
    pub days_old: Option<i64>,
    /// Whether the programme was over when seen.
    pub ended: bool,
    /// More.
    pub note: Option<Localized>,
    /// Sources.
    pub basis: Basis,
}

/// Programmes that ask for a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "StarUses"))]
#[non_exhaustive]
pub struct Uses {
    /// The list, `id@edition`.
    pub list: Reference,
    /// Title.
    pub title: Localized,
    /// What a declaration is and is not.
    pub note: Localized,
    /// The programmes, in the order of the list.
    pub uses: Vec<Use>,
}

/// Programmes that ask for a declaration, seen by a firm that has declared some stars, on a day.
///
/// ```
/// use shisei::catalog::programmes::uses;
/// use shisei::programmes::security_action::{Declared, declaration_uses};
///
/// let found = declaration_uses(uses::in_force(None)?, Some(Declared::One), None);
/// assert!(found.uses.iter().any(|one| one.suffices == Some(true)));
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn declaration_uses(
    list: &DeclarationUses,
    declared: Option<Declared>,
    on: Option<Day>,
) -> Uses {
    let uses = list.uses.iter().map(|one| Use {
        id: one.id.clone(),
        title: one.title.clone(),
        owner: one.owner.clone(),
        star: one.star,
        role: one.role,
        suffices: declared.and_then(|declared| suffices(one, declared)),
        as_of: one.as_of.clone(),
        days_old: on.and_then(|on| Some(Day::last_of(&one.as_of)?.days_until(on).max(0))),
        ended: one.ended,
        note: one.note.clone(),
        basis: Basis::of(one, &list.sources),
    });
    Uses {
        list: list.reference(),
        title: list.title.clone(),
        note: list.note.clone(),
        uses: uses.collect(),
    }
}

#[inline]
fn suffices(one: &DeclarationUse, declared: Declared) -> Option<bool> {
    match one.star {
        Star::One | Star::OneOrTwo => Some(declared >= Declared::One),
        Star::Two => Some(declared == Declared::Two),
        Star::NoneAsked => Some(true),
        Star::NotStated => None,
    }
}
