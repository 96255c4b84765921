//! Answer once: how much of other frameworks is already known.

use serde::Serialize;

use super::{Certainty, MigratedSheet, carry_over_by};
use crate::assessment::{Assessment, FrameworkRef};
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::work::{TooComplex, Work};
use crate::model::{Crosswalk, Rule, Text};

/// Steps that looking at one link or control takes.
const STEPS: usize = 64;

/// A framework to fill, or one of its tiers.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Scope<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The tier, when only its controls matter.
    pub tier: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// All of a framework.
    ///
    /// ```
    /// use shisei::insight::{Scope, answer_once};
    /// use shisei::catalog;
    ///
    /// let scope = Scope::new(catalog::framework("five-basics@4.0")?);
    /// assert_eq!(answer_once(&[], &[scope], &[])?[0].total, 6);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn new(framework: &'a Framework) -> Self {
        Self { framework, tier: None }
    }

    /// The controls of one of its tiers, by id.
    ///
    /// ```
    /// use shisei::insight::{Scope, answer_once};
    /// use shisei::catalog;
    ///
    /// let scope = Scope::new(catalog::framework("scs")?);
    /// let known = answer_once(&[], &[scope, scope.tier("star-3")], &[])?;
    /// assert!(known[0].total < known[1].total);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn tier(self, tier: &'a str) -> Self {
        Self { tier: Some(tier), ..self }
    }
}

/// How much of a framework is already known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "KnownAnswers"))]
#[non_exhaustive]
pub struct Known {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// The tier, when only its controls matter.
    pub tier: Option<Text>,
    /// Controls that matter.
    pub total: u32,
    /// Of these, answered here.
    pub given: u32,
    /// Of these, following from answers elsewhere.
    pub implied: u32,
    /// Of these, suggested by answers elsewhere, to be confirmed.
    pub suggested: u32,
    /// Questions that remain, in order.
    pub remaining: Vec<Text>,
    /// Sheets that were brought to a later edition first, because only that one says something here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrated: Vec<MigratedSheet>,
}

/// How much of each framework is known from the answers at hand, and which questions remain. The
/// shortest list of questions comes first; equally long ones keep the order given.
///
/// ```
/// use shisei::insight::{Scope, answer_once};
/// use shisei::{AnswerSheet, catalog};
///
/// let basics = catalog::framework("five-basics@4.0")?;
/// let answered = basics.assess(&AnswerSheet::new("five-basics@4.0").with("B1", "done"))?;
/// let scopes = [Scope::new(catalog::framework("self-assessment@4.0")?)];
/// let known = answer_once(&[answered], &scopes, catalog::crosswalks::all())?;
/// assert!(known[0].remaining.len() < 25);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// As [`carry_over`](super::carry_over); [`ErrorKind::InvalidArgument`] with [`Code::UnknownTarget`] for a tier that is
/// not there, [`Code::TooComplex`] when links and controls of all scopes together are more than
/// 524,288: each scope looks at every link.
#[inline]
pub fn answer_once(
    assessments: &[Assessment],
    scopes: &[Scope<'_>],
    crosswalks: &[&Crosswalk],
) -> Result<Vec<Known>, Error> {
    let find = |reference: &str| catalog::framework(reference).ok().cloned();
    answer_once_by(assessments, scopes, crosswalks, &find)
}

/// [`answer_once`] with later editions of the caller's own: `find` gives the framework with a
/// reference.
///
/// ```
/// use shisei::insight::{Scope, answer_once_by};
/// use shisei::{AnswerSheet, assess, catalog};
///
/// let known = [assess(&AnswerSheet::new("five-basics@4.0").with("B1", "done"))?];
/// let scopes = [Scope::new(catalog::framework("self-assessment@4.0")?)];
/// let own = |reference: &str| catalog::framework(reference).ok().cloned();
/// let once = answer_once_by(&known, &scopes, catalog::crosswalks::all(), &own)?;
/// assert_eq!(once.len(), 1);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// As [`answer_once`].
#[inline]
pub fn answer_once_by(
    assessments: &[Assessment],
    scopes: &[Scope<'_>],
    crosswalks: &[&Crosswalk],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<Vec<Known>, Error> {
    let links: usize = crosswalks.iter().map(|crosswalk| crosswalk.links.len()).sum();
    let (mut all, mut work) = (Vec::new(), Work::new());
    for scope in scopes {
        let looked_at = links.saturating_add(scope.framework.controls().len());
        work.spend(looked_at.saturating_mul(STEPS)).map_err(|TooComplex| {
            Error::one(ErrorKind::InvalidArgument, Problem::new(Code::TooComplex).at("targets"))
        })?;
        all.push(known(assessments, *scope, crosswalks, find)?);
    }
    // The sort is stable: equals keep their order.
    all.sort_by_key(|known| known.remaining.len());
    Ok(all)
}

#[inline]
fn known(
    assessments: &[Assessment],
    scope: Scope<'_>,
    crosswalks: &[&Crosswalk],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<Known, Error> {
    let matters = controls(scope)?;
    let carried = carry_over_by(assessments, scope.framework, crosswalks, find)?;
    let count = |ids: &mut dyn Iterator<Item = &Text>| {
        u32::try_from(ids.filter(|id| matters.contains(id)).count()).unwrap_or(u32::MAX)
    };
    let inferred = |certainty| {
        let inferred = carried.inferred.iter().filter(move |it| it.certainty == certainty);
        inferred.map(|it| &it.control)
    };
    let total = u32::try_from(matters.len()).unwrap_or(u32::MAX);
    let implied = count(&mut inferred(Certainty::Implied));
    let suggested = count(&mut inferred(Certainty::Suggested));
    let remaining: Vec<Text> =
        carried.remaining.iter().filter(|id| matters.contains(id)).cloned().collect();
    let open = u32::try_from(remaining.len()).unwrap_or(u32::MAX);
    Ok(Known {
        framework: carried.framework,
        tier: scope.tier.map(|tier| tier.to_owned().into()),
        total,
        given: total.saturating_sub(implied + suggested + open),
        implied,
        suggested,
        remaining,
        migrated: carried.migrated,
    })
}

/// The controls that matter.
#[inline]
pub(super) fn controls(scope: Scope<'_>) -> Result<Vec<&Text>, Error> {
    let all = scope.framework.controls();
    let Some(tier) = scope.tier else {
        return Ok(all.iter().map(|control| &control.id).collect());
    };
    let tiers = match scope.framework.rule() {
        Some(Rule::Tiers(tiers)) => &**tiers,
        _ => &[],
    };
    let at = tiers.iter().position(|own| own.id == tier);
    let index = at.and_then(|at| scope.framework.rules.tiers.get(at)).ok_or_else(|| {
        let problem = Problem::new(Code::UnknownTarget).at(scope.framework.reference());
        let problem = problem.given(tier).nearest_of(tiers.iter().map(|tier| &*tier.id));
        Error::one(ErrorKind::InvalidArgument, problem)
    })?;
    let concerned = |at: usize| {
        index.conditions.iter().any(|it| it.controls.iter().any(|own| usize::from(*own) == at))
    };
    let controls = all.iter().enumerate().filter(|(at, _)| concerned(*at));
    Ok(controls.map(|(_, control)| &control.id).collect())
}
