//! The built-in guidance, compiled in.
//!
//! Each framework is a `static` of its own in [`frameworks`]: a program that names one does not
//! carry the others. [`framework`] and [`all`] reach all of them by name.
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

pub mod frameworks;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Status;

/// Every built-in framework, sorted by id and edition.
pub fn all() -> &'static [&'static Framework] {
    frameworks::ALL
}

/// The framework with this id, or `id@edition`. Without an edition: the current one or, while none
/// is in force yet, the upcoming one.
///
/// # Errors
/// [`ErrorKind::UnknownFramework`] with the nearest id or edition there is.
pub fn framework(reference: &str) -> Result<&'static Framework, Error> {
    find(all(), reference)
}

/// The framework with this id, or `id@edition`, among some: a program that names its own list
/// carries no other framework.
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
pub fn find<'a>(frameworks: &[&'a Framework], reference: &str) -> Result<&'a Framework, Error> {
    let (id, edition) = match reference.split_once('@') {
        Some((id, edition)) => (id, Some(edition)),
        None => (reference, None),
    };
    let siblings = || frameworks.iter().copied().filter(move |framework| framework.id() == id);
    let found = match edition {
        Some(edition) => siblings().find(|framework| framework.edition() == edition),
        None => [Status::Current, Status::Upcoming].into_iter().find_map(|status| {
            siblings().find(|framework| framework.definition().status == status)
        }),
    };
    found.ok_or_else(|| {
        let problem = match edition {
            Some(edition) if siblings().next().is_some() => Problem::new(Code::UnknownEdition)
                .at(id)
                .given(edition)
                .nearest_of(siblings().map(Framework::edition)),
            _ => Problem::new(Code::UnknownFramework)
                .given(id)
                .nearest_of(frameworks.iter().map(|framework| framework.id())),
        };
        Error::one(ErrorKind::UnknownFramework, problem)
    })
}
