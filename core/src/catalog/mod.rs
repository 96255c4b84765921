//! The built-in guidance, compiled in.
//!
//! Each framework is a `static` of its own in [`frameworks`]: a program that names one does not
//! carry the others. [`framework`] and [`all`] reach all of them by name. What comes with the
//! frameworks keeps to the same habit, one module for each kind:
//!
//! | module | what it holds |
//! |---|---|
//! | [`crosswalks`] | relations between the controls of two framework editions |
//! | [`schemes`], [`references`] | other standards, and what controls point to in them |
//! | [`threats`], [`threat_kinds`] | the yearly lists of threats, and what stays the same over the years |
//! | [`evidence`] | published figures: survey shares, losses, recovery times |
//! | [`desks`] | where to turn in an incident |
//! | [`resources`] | appendices, handbooks, videos, training |
//! | [`programmes`] | subsidies, labels, services, playbooks, the risk sheet |
//!
//! ```
//! use shisei::catalog;
//!
//! let newest = catalog::framework("self-assessment")?;
//! let kept = catalog::framework("self-assessment@3.1")?;
//! assert_eq!(kept, &catalog::frameworks::SELF_ASSESSMENT_3_1);
//! assert_ne!(newest.edition(), kept.edition());
//! # Ok::<(), shisei::Error>(())
//! ```
//!
//! ```
//! use shisei::{Lang, catalog};
//!
//! let threats = catalog::threats::find("ten-threats@2026")?;
//! assert_eq!(threats.threats[0].title.get(Lang::Ja), "ランサム攻撃による被害");
//! let desks = catalog::desks::find("incident-desks")?;
//! assert!(desks.desks.iter().any(|desk| desk.first_choice));
//! # Ok::<(), shisei::Error>(())
//! ```

#[cfg(any(test, feature = "catalog-source"))]
mod check;
pub mod frameworks;
// Written by `cargo xtask catalog`.
#[cfg(feature = "catalog")]
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, reason = "nobody writes or reads the tables")]
mod generated;
#[cfg(feature = "insight")]
mod kinds;
#[cfg(feature = "insight")]
#[macro_use]
mod shelf;
#[cfg(feature = "catalog-source")]
pub mod source;

#[cfg(feature = "insight")]
pub(crate) use kinds::kinds;

#[cfg(feature = "insight")]
kinds!(shelves);

use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Entry;
use crate::reference::split;
use crate::resolve::pick;

/// Every built-in framework, sorted by id and edition.
///
/// ```
/// let current = shisei::catalog::framework("five-basics")?;
/// assert!(shisei::catalog::all().contains(&current));
/// # Ok::<(), shisei::Error>(())
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn all() -> &'static [&'static Framework] {
    frameworks::ALL
}

/// The framework with this id, or `id@edition`. An id alone means the edition in force: see
/// [`resolve`](crate::resolve).
///
/// ```
/// use shisei::catalog;
///
/// assert_eq!(catalog::framework("self-assessment@3.1")?.edition(), "3.1");
/// let error = catalog::framework("self-asessment").unwrap_err();
/// assert_eq!(error.problems()[0].nearest.as_deref(), Some("self-assessment"));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition there is.
#[cfg_attr(debug_assertions, inline)]
pub fn framework(reference: &str) -> Result<&'static Framework, Error> {
    find(all(), reference)
}

/// The framework with this id, or `id@edition`. An id alone means the edition in force on the day.
///
/// ```
/// use shisei::catalog;
///
/// let then = catalog::framework_on("self-assessment", "2026-03-26".parse()?)?;
/// assert_eq!(then.reference(), "self-assessment@3.1");
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition there is.
#[cfg_attr(debug_assertions, inline)]
pub fn framework_on(reference: &str, on: Day) -> Result<&'static Framework, Error> {
    find_on(all(), reference, Some(on))
}

/// The framework with this id, or `id@edition`, among some: a program that names its own list
/// carries no other framework. The list may also be of something else that represents a framework.
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition in the list.
///
/// ```
/// use shisei::catalog::{self, frameworks::FIVE_BASICS_4_0};
///
/// assert!(catalog::find(&[&FIVE_BASICS_4_0], "five-basics").is_ok());
/// assert!(catalog::find(&[&FIVE_BASICS_4_0], "self-assessment").is_err());
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn find<'a, T: Entry>(frameworks: &[&'a T], reference: &str) -> Result<&'a T, Error> {
    find_on(frameworks, reference, None)
}

#[cfg_attr(debug_assertions, inline)]
fn find_on<'a, T: Entry>(
    frameworks: &[&'a T],
    reference: &str,
    on: Option<Day>,
) -> Result<&'a T, Error> {
    pick(frameworks, reference, on).ok_or_else(|| {
        let (id, edition) = split(reference);
        let siblings = || frameworks.iter().filter(|framework| framework.id() == id);
        let problem = match edition {
            Some(edition) if siblings().next().is_some() => Problem::new(Code::UnknownEdition)
                .at(id)
                .given(edition)
                .nearest_of(siblings().filter_map(|framework| framework.edition())),
            _ => Problem::new(Code::UnknownFramework)
                .given(id)
                .nearest_of(frameworks.iter().map(|framework| framework.id())),
        };
        Error::one(ErrorKind::UnknownFramework, problem)
    })
}

/// The framework that a reference means among custom ones, in order, oldest first; `None` if it
/// means none of them.
///
/// ```
/// use shisei::{Framework, catalog};
///
/// let custom = [Framework::from_json(&catalog::framework("five-basics@3.1")?.to_json())?];
/// let found = catalog::find_custom(&custom, "five-basics").expect("the only edition");
/// assert_eq!(found.edition(), "3.1");
/// assert!(catalog::find_custom(&custom, "five-basics@4.0").is_none());
/// # Ok::<(), shisei::Error>(())
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn find_custom<'a>(
    frameworks: impl IntoIterator<Item = &'a Framework>,
    reference: &str,
) -> Option<&'a Framework> {
    pick(&frameworks.into_iter().collect::<Vec<_>>(), reference, None)
}
