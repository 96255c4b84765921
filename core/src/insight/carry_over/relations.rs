//! Crosswalks, read towards one framework.

use std::collections::BTreeMap;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Crosswalk, Link, Origin, Relation, Verification};

/// A control of another framework that says something about one of ours.
#[derive(Clone, Copy)]
pub(super) struct Related<'a> {
    /// The other framework, `id@edition`.
    pub framework: &'a str,
    pub control: &'a str,
    /// Our control.
    pub ours: &'a str,
    /// How the other control relates to ours.
    pub relation: Relation,
    /// The control in between, when two crosswalks were taken.
    pub through: Option<(&'a str, &'a str)>,
    pub origin: Origin,
    pub verification: Verification,
}

/// Everything that says something about the controls of `framework` (`id@edition`): each single
/// crosswalk in either direction, and two in a row where both say `equal`.
pub(super) fn towards<'a>(crosswalks: &[&'a Crosswalk], framework: &str) -> Vec<Related<'a>> {
    let mut all = direct(crosswalks, framework);
    let mut chained = Vec::new();
    for last in all.iter().filter(|last| last.relation == Relation::Equal) {
        let before = direct(crosswalks, last.framework);
        let before = before.into_iter().filter(|first| {
            first.relation == Relation::Equal
                && first.ours == last.control
                && first.framework != framework
        });
        chained.extend(before.map(|first| Related {
            ours: last.ours,
            through: Some((last.framework, last.control)),
            origin: if first.origin == Origin::Official { last.origin } else { first.origin },
            verification: first.verification.min(last.verification),
            ..first
        }));
    }
    // What one crosswalk says needs no second opinion by way of two.
    let said = |all: &[Related<'_>], new: &Related<'_>| {
        all.iter().any(|own| {
            (own.framework, own.control, own.ours) == (new.framework, new.control, new.ours)
        })
    };
    for related in chained {
        if !said(&all, &related) {
            all.push(related);
        }
    }
    all
}

fn direct<'a>(crosswalks: &[&'a Crosswalk], framework: &str) -> Vec<Related<'a>> {
    let mut all = Vec::new();
    for crosswalk in crosswalks {
        let related = |link: &'a Link, forwards: bool| Related {
            framework: if forwards { &crosswalk.from } else { &crosswalk.to },
            control: if forwards { &link.from } else { &link.to },
            ours: if forwards { &link.to } else { &link.from },
            relation: if forwards { link.relation } else { backwards(link.relation) },
            through: None,
            origin: crosswalk.origin,
            verification: link.verification.unwrap_or(crosswalk.verification),
        };
        if crosswalk.to == framework {
            all.extend(crosswalk.links.iter().map(|link| related(link, true)));
        }
        if crosswalk.from == framework {
            all.extend(crosswalk.links.iter().map(|link| related(link, false)));
        }
    }
    all
}

fn backwards(relation: Relation) -> Relation {
    match relation {
        Relation::Superset => Relation::Subset,
        Relation::Subset => Relation::Superset,
        Relation::Equal | Relation::Intersects => relation,
    }
}

/// Refuses crosswalks that contradict themselves, lead back to where they start, or name controls
/// that the frameworks at hand do not have.
pub(super) fn check(crosswalks: &[&Crosswalk], frameworks: &[&Framework]) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut said = BTreeMap::new();
    for crosswalk in crosswalks {
        let at = format!("crosswalks.{} – {}", crosswalk.from, crosswalk.to);
        if crosswalk.from == crosswalk.to {
            problems.push(Problem::new(Code::Cyclic).at(&at).given(&crosswalk.from));
        }
        for link in crosswalk.links.iter() {
            named(&crosswalk.from, &link.from, frameworks, &at, &mut problems);
            named(&crosswalk.to, &link.to, frameworks, &at, &mut problems);
            // One key for both directions.
            let here = (&*crosswalk.from, &*link.from);
            let there = (&*crosswalk.to, &*link.to);
            let (key, relation) = if here <= there {
                ((here, there), link.relation)
            } else {
                ((there, here), backwards(link.relation))
            };
            let known = *said.entry(key).or_insert(relation);
            if known != relation {
                let pair = format!("{} – {}", link.from, link.to);
                let problem = Problem::new(Code::Contradiction).at(&at).given(&pair);
                problems.push(problem.detail(format!("{} / {}", word(known), word(relation))));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidArgument, problems)) }
}

fn named(
    reference: &str,
    control: &str,
    frameworks: &[&Framework],
    at: &str,
    problems: &mut Vec<Problem>,
) {
    let Some(framework) = frameworks.iter().find(|own| own.reference() == reference) else {
        return;
    };
    if framework.control(control).is_none() {
        let names = framework.controls().iter().map(|control| &*control.id);
        let problem = Problem::new(Code::UnknownReference).at(at).given(control);
        problems.push(problem.nearest_of(names));
    }
}

fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "equal",
        Relation::Superset => "superset",
        Relation::Subset => "subset",
        Relation::Intersects => "intersects",
    }
}
