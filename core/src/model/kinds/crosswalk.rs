use serde::Serialize;

use super::named::named;
use super::{List, Localized, Origin, Rationale, Text, Verification};
use crate::reference::Reference;

/// How a control relates to another, read from `from` to `to` (NIST IR 8477 set relations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// Both ask the same: the answer carries.
    Equal,
    /// `from` asks all that `to` asks, and more: the answer carries.
    Superset,
    /// `from` asks a part of what `to` asks: it carries as partial at most.
    Subset,
    /// They share something: it only prompts the question.
    Intersects,
    /// They were compared and share nothing: nothing carries.
    NotRelated,
}

named!(Relation, "shisei::model" {
    Equal = "equal",
    Superset = "superset",
    Subset = "subset",
    Intersects = "intersects",
    NotRelated = "not-related",
});

impl Relation {
    /// The same relation, read from `to` to `from`.
    ///
    /// ```
    /// use shisei::model::Relation;
    ///
    /// assert_eq!(Relation::Superset.inverse(), Relation::Subset);
    /// assert_eq!(Relation::Intersects.inverse(), Relation::Intersects);
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Superset => Self::Subset,
            Self::Subset => Self::Superset,
            Self::Equal | Self::Intersects | Self::NotRelated => self,
        }
    }

    /// How the first of three relates to the last, if it relates to the one between in this way and
    /// that one to the last as `next`; `None` if that does not follow.
    ///
    /// ```
    /// use shisei::model::Relation::{Equal, Intersects, Subset, Superset};
    ///
    /// assert_eq!(Equal.then(Superset), Some(Superset));
    /// assert_eq!(Subset.then(Subset), Some(Subset));
    /// assert_eq!(Intersects.then(Superset), None);
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub const fn then(self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::Equal, other) | (other, Self::Equal) => Some(other),
            (Self::Subset, Self::Subset) => Some(Self::Subset),
            (Self::Superset, Self::Superset) => Some(Self::Superset),
            // What is outside the whole is outside each part of it.
            (Self::Subset, Self::NotRelated) | (Self::NotRelated, Self::Superset) => {
                Some(Self::NotRelated)
            }
            _ => None,
        }
    }
}

/// One line of a crosswalk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Link {
    /// Control of the first framework.
    pub from: Text,
    /// Control of the second framework.
    pub to: Text,
    /// How the first relates to the second.
    pub relation: Relation,
    /// What the relation is based on, where it differs from the rest of the crosswalk.
    #[serde(default)]
    pub rationale: Option<Rationale>,
    /// Why, in our own words.
    pub reason: Localized,
    /// How sure we are, where it differs from the crosswalk's own mark.
    #[serde(default)]
    pub verification: Option<Verification>,
}

impl Link {
    /// A line with the crosswalk's own mark.
    ///
    /// ```
    /// use shisei::model::{Link, Localized, Relation};
    ///
    /// let reason = Localized::new("前者は後者を含む", "The first asks all of the second");
    /// let link = Link::new("Q1", Relation::Superset, "B1", reason);
    /// assert_eq!(link.verification, None);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(
        from: impl Into<Text>,
        relation: Relation,
        to: impl Into<Text>,
        reason: Localized,
    ) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            relation,
            rationale: None,
            reason,
            verification: None,
        }
    }
}

/// Relations between the controls of two framework editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Crosswalk {
    /// First framework, `id@edition`.
    pub from: Reference,
    /// Second framework, `id@edition`.
    pub to: Reference,
    /// Whether a publisher made it or we did.
    pub origin: Origin,
    /// How sure we are of the lines.
    pub verification: Verification,
    /// What the relations are based on; the meaning unless given.
    #[serde(default)]
    pub rationale: Rationale,
    /// The lines.
    pub links: List<Link>,
}

impl Crosswalk {
    /// A derived, unverified crosswalk between two editions, each `id@edition`.
    ///
    /// ```
    /// use shisei::model::{Crosswalk, Link, Localized, Relation};
    ///
    /// let reason = Localized::new("同じ問い", "The same question");
    /// let link = Link::new("A1", Relation::Equal, "B1", reason);
    /// let crosswalk = Crosswalk::new("ours@1".parse()?, "five-basics@4.0".parse()?, vec![link]);
    /// assert_eq!(crosswalk.from.id(), "ours");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(from: Reference, to: Reference, links: impl Into<List<Link>>) -> Self {
        Self {
            from,
            to,
            origin: Origin::Derived,
            verification: Verification::Unverified,
            rationale: Rationale::default(),
            links: links.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Relation;
    use super::Relation::{Equal, Intersects, NotRelated, Subset, Superset};

    /// Every set of up to four things but the empty one, as bits. Four are enough for three sets to
    /// relate in every way there is.
    const SETS: std::ops::Range<u8> = 1..16;

    /// What the relations mean.
    fn relation(one: u8, other: u8) -> Relation {
        match one & other {
            0 => NotRelated,
            _ if one == other => Equal,
            shared if shared == one => Subset,
            shared if shared == other => Superset,
            _ => Intersects,
        }
    }

    #[test]
    fn the_inverse_is_the_relation_from_the_other_side() {
        for (one, other) in SETS.flat_map(|one| SETS.map(move |other| (one, other))) {
            assert_eq!(relation(one, other).inverse(), relation(other, one));
        }
        for relation in Relation::ALL {
            assert_eq!(relation.inverse().inverse(), *relation);
        }
    }

    #[test]
    fn two_relations_in_a_row_say_what_follows_and_nothing_else() {
        for first in Relation::ALL {
            for second in Relation::ALL {
                let mut possible = BTreeSet::new();
                for one in SETS {
                    for between in SETS.filter(|it| relation(one, *it) == *first) {
                        let last = SETS.filter(|it| relation(between, *it) == *second);
                        possible.extend(last.map(|last| relation(one, last).as_str()));
                    }
                }
                let certain = possible.first().filter(|_| possible.len() == 1);
                let said = first.then(*second).map(Relation::as_str);
                assert_eq!(said, certain.copied(), "{first}, then {second}");
            }
        }
    }

    #[test]
    fn two_relations_in_a_row_read_backwards_as_well() {
        for first in Relation::ALL {
            for second in Relation::ALL {
                let back = second.inverse().then(first.inverse());
                assert_eq!(back, first.then(*second).map(Relation::inverse));
            }
        }
    }
}
