//! Ids of SECURITY ACTION self-declarations: their form, and what an old one can no longer be used for.

use serde::Serialize;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::{DeclarationIds, DeclarationSeries, Localized, Text};
use crate::programmes::basis::Basis;

/// An id of the right form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DeclarationId {
    /// The id.
    pub id: String,
    /// The series it belongs to.
    pub series: Text,
    /// What the series is.
    pub title: Localized,
    /// Whether ids of the series are given out now.
    pub current: bool,
    /// What the id can and can no longer be used for.
    pub note: Localized,
    /// What checking the form does and does not tell.
    pub limits: Localized,
    /// Sources.
    pub basis: Basis,
}

/// Checks the form of a declaration id.
///
/// ```
/// use shisei::catalog::programmes::declaration_ids;
/// use shisei::programmes::security_action::declaration_id;
///
/// assert!(declaration_id(declaration_ids::in_force(None)?, "12").is_err());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`]: [`Code::MalformedId`] for anything but plain digits (with the
/// plain digits as the nearest name), [`Code::OutOfRange`] for their number,
/// [`Code::UnknownOption`] for a first digit that no series has. All that are wrong at once.
#[inline]
pub fn declaration_id(ids: &DeclarationIds, id: &str) -> Result<DeclarationId, Error> {
    let plain: String = id.chars().filter_map(plain_digit).collect();
    let mut problems = Vec::new();
    if plain != id {
        let mut problem = Problem::new(Code::MalformedId).at("id").given(id);
        problem.nearest = Some(plain.clone()).filter(|plain| series(ids, plain).is_some());
        problems.push(problem);
    }
    if plain.len() != usize::try_from(ids.digits).unwrap_or(usize::MAX) {
        let detail = format!("{} digits, not {}", ids.digits, plain.len());
        problems.push(Problem::new(Code::OutOfRange).at("id").given(id).detail(detail));
    }
    let found = ids.series.iter().find(|series| begins(series, &plain));
    if found.is_none() && !plain.is_empty() {
        let firsts: Vec<String> =
            ids.series.iter().map(|series| series.first_digit.to_string()).collect();
        let problem = Problem::new(Code::UnknownOption).at("id").given(id);
        problems.push(problem.detail(format!("first digit {}", firsts.join(", "))));
    }
    match found.filter(|_| problems.is_empty()) {
        Some(series) => Ok(DeclarationId {
            id: plain,
            series: series.id.clone(),
            title: series.title.clone(),
            current: series.current,
            note: series.note.clone(),
            limits: ids.note.clone(),
            basis: Basis::of(series, &ids.sources),
        }),
        None => Err(Error::new(ErrorKind::InvalidArgument, problems)),
    }
}

/// The plain digit of a digit, a full-width one included.
#[inline]
fn plain_digit(c: char) -> Option<char> {
    let offset = u32::from(c).checked_sub(u32::from('０'));
    match offset {
        Some(value @ 0..=9) => char::from_digit(value, 10),
        _ => c.is_ascii_digit().then_some(c),
    }
}

#[inline]
fn begins(series: &DeclarationSeries, digits: &str) -> bool {
    digits.chars().next().and_then(|first| first.to_digit(10)) == Some(series.first_digit)
}

/// The series of an id that is right in every way.
#[inline]
fn series<'a>(ids: &'a DeclarationIds, digits: &str) -> Option<&'a DeclarationSeries> {
    let right = digits.len() == usize::try_from(ids.digits).unwrap_or(usize::MAX);
    ids.series.iter().find(|series| right && begins(series, digits))
}
