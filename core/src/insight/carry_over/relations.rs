//! Crosswalks, read towards one framework.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::error::{Code, Error, ErrorKind, Nearest, Problem};
use crate::framework::Framework;
use crate::insight::work::TooComplex;
use crate::model::{Crosswalk, Link, Origin, Relation, Verification};
use crate::reference::Reference;

/// A control of another framework that says something about one of ours.
#[derive(Clone, Copy)]
pub(super) struct Related<'a> {
    /// The other framework, `id@edition`.
    pub framework: &'a Reference,
    pub control: &'a str,
    /// Our control.
    pub ours: &'a str,
    /// How the other control relates to ours.
    pub relation: Relation,
    /// The control in between, when two crosswalks were taken.
    pub through: Option<(&'a Reference, &'a str)>,
    pub origin: Origin,
    pub verification: Verification,
}

/// Most pairs of links, of two crosswalks in a row, that are looked at.
const MOST_PAIRS: usize = 1 << 18;

/// Everything that says something about the controls of `framework`, an edition: each single
/// crosswalk in either direction, and two in a row where both say `equal`.
///
/// # Errors
/// [`TooComplex`] when more than 262,144 pairs of links say so in a row.
#[inline]
pub(super) fn towards<'a>(
    crosswalks: &[&'a Crosswalk],
    framework: &Reference,
) -> Result<Vec<Related<'a>>, TooComplex> {
    let mut all = direct(crosswalks, framework);
    // What one crosswalk says needs no second opinion by way of two.
    let key = |it: &Related<'a>| (it.framework, it.control, it.ours);
    let mut said: HashSet<_> = all.iter().map(key).collect();
    let mut before: HashMap<&Reference, Equals<'a>> = HashMap::new();
    let (mut chained, mut pairs) = (Vec::new(), 0);
    for last in all.iter().filter(|last| last.relation == Relation::Equal) {
        let equals =
            before.entry(last.framework).or_insert_with(|| equals(crosswalks, last.framework));
        for first in equals.get(last.control).into_iter().flatten() {
            if first.framework == framework {
                continue;
            }
            let related = Related {
                ours: last.ours,
                through: Some((last.framework, last.control)),
                origin: if first.origin == Origin::Official { last.origin } else { first.origin },
                verification: first.verification.min(last.verification),
                ..*first
            };
            pairs += 1;
            if pairs > MOST_PAIRS {
                return Err(TooComplex);
            }
            if said.insert(key(&related)) {
                chained.push(related);
            }
        }
    }
    all.extend(chained);
    all.retain(|related| related.relation != Relation::NotRelated);
    Ok(all)
}

/// What says `equal`, by the control that it is about.
type Equals<'a> = HashMap<&'a str, Vec<Related<'a>>>;

#[inline]
fn equals<'a>(crosswalks: &[&'a Crosswalk], framework: &Reference) -> Equals<'a> {
    let mut equals = Equals::new();
    let related = direct(crosswalks, framework).into_iter();
    for related in related.filter(|related| related.relation == Relation::Equal) {
        equals.entry(related.ours).or_default().push(related);
    }
    equals
}

#[inline]
fn direct<'a>(crosswalks: &[&'a Crosswalk], framework: &Reference) -> Vec<Related<'a>> {
    let mut all = Vec::new();
    for crosswalk in crosswalks {
        let related = |link: &'a Link, forwards: bool| Related {
            framework: if forwards { &crosswalk.from } else { &crosswalk.to },
            control: if forwards { &link.from } else { &link.to },
            ours: if forwards { &link.to } else { &link.from },
            relation: if forwards { link.relation } else { link.relation.inverse() },
            through: None,
            origin: crosswalk.origin,
            verification: link.verification.unwrap_or(crosswalk.verification),
        };
        if crosswalk.to == *framework {
            all.extend(crosswalk.links.iter().map(|link| related(link, true)));
        }
        if crosswalk.from == *framework {
            all.extend(crosswalk.links.iter().map(|link| related(link, false)));
        }
    }
    all
}

/// Refuses crosswalks that contradict themselves, lead back to where they start, or name controls
/// that the frameworks at hand do not have.
#[inline]
pub(super) fn check(crosswalks: &[&Crosswalk], frameworks: &[&Framework]) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut said = BTreeMap::new();
    let mut named = Named { frameworks: HashMap::new(), nearest: Nearest::new() };
    named.frameworks.extend(frameworks.iter().map(|&own| (own.reference(), own)));
    for crosswalk in crosswalks {
        let at = format!("crosswalks.{} – {}", crosswalk.from, crosswalk.to);
        if crosswalk.from == crosswalk.to {
            problems.push(Problem::new(Code::Cyclic).at(&at).given(crosswalk.from.as_str()));
        }
        for link in crosswalk.links.iter() {
            named.check(&crosswalk.from, &link.from, &at, &mut problems);
            named.check(&crosswalk.to, &link.to, &at, &mut problems);
            // One key for both directions.
            let here = (&crosswalk.from, &*link.from);
            let there = (&crosswalk.to, &*link.to);
            let (key, relation) = if here <= there {
                ((here, there), link.relation)
            } else {
                ((there, here), link.relation.inverse())
            };
            let known = *said.entry(key).or_insert(relation);
            if known != relation {
                let pair = format!("{} – {}", link.from, link.to);
                let problem = Problem::new(Code::Contradiction).at(&at).given(&pair);
                problems.push(problem.detail(format!("{known} / {relation}")));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidArgument, problems)) }
}

/// The frameworks at hand, by reference.
struct Named<'a> {
    frameworks: HashMap<Reference, &'a Framework>,
    nearest: Nearest,
}

impl Named<'_> {
    #[inline]
    fn check(
        &mut self,
        reference: &Reference,
        control: &str,
        at: &str,
        problems: &mut Vec<Problem>,
    ) {
        let Some(framework) = self.frameworks.get(reference) else { return };
        if framework.control(control).is_none() {
            let names = framework.controls().iter().map(|control| &*control.id);
            let problem = Problem::new(Code::UnknownReference).at(at).given(control);
            problems.push(problem.nearest_within(&mut self.nearest, names));
        }
    }
}
