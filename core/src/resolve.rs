//! Which edition a reference means: the only place where that is decided.

use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::{Entry, Status};
use crate::reference::{Reference, split};

/// The entry that a reference means, among entries whose editions are in order, oldest first.
///
/// A reference with an edition means that edition. An id alone means
/// - on a day: the latest edition in force on that day; before the first one, the first one;
/// - without a day: the current edition or, if there is none yet, the first upcoming one or, if the
///   last one has ended, that one.
///
/// ```
/// use shisei::{Day, catalog, resolve};
///
/// let desks = "incident-desks".parse()?;
/// let on = |day: &str| resolve(catalog::desks::all().iter().copied(), &desks, Some(day.parse()?));
/// assert_eq!(on("2025-03-31")?.edition, "2024");
/// assert_eq!(on("2025-04-01")?.edition, "2025-04");
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::UnknownReference`] and the nearest name there is.
#[cfg_attr(debug_assertions, inline)]
pub fn resolve<'a, T: Entry>(
    entries: impl IntoIterator<Item = &'a T>,
    reference: &Reference,
    on: Option<Day>,
) -> Result<&'a T, Error> {
    find(&entries.into_iter().collect::<Vec<_>>(), reference.as_str(), on)
}

/// [`resolve`] with a reference that may be malformed: it is then unknown as well.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn find<'a, T: Entry>(
    entries: &[&'a T],
    reference: &str,
    on: Option<Day>,
) -> Result<&'a T, Error> {
    let name = |at: usize| Some(entries.get(at)?.name());
    let found = match pick(entries, reference, on) {
        None => named(&name, reference).and_then(|at| entries.get(at).copied()),
        found => found,
    };
    found.ok_or_else(|| unknown(&name, reference))
}

/// The entry that a reference means; `None` if there is no such id or edition.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn pick<'a, T: Entry>(
    entries: &[&'a T],
    reference: &str,
    on: Option<Day>,
) -> Option<&'a T> {
    let candidate = |at: usize| Some(Candidate::of(*entries.get(at)?));
    entries.get(position(&candidate, reference, on)?).copied()
}

/// What decides which edition is meant. There are two dozen kinds of entries, and what follows is
/// compiled once for all of them.
struct Candidate<'a> {
    id: &'a str,
    edition: Option<&'a str>,
    status: Status,
    issued: Option<&'a str>,
    valid_from: Option<&'a str>,
    valid_until: Option<&'a str>,
}

impl<'a> Candidate<'a> {
    #[cfg_attr(debug_assertions, inline)]
    fn of<T: Entry>(entry: &'a T) -> Self {
        Self {
            id: entry.id(),
            edition: entry.edition(),
            status: entry.status(),
            issued: entry.issued(),
            valid_from: entry.valid_from(),
            valid_until: entry.valid_until(),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn is_in_force(&self, on: Day) -> bool {
        let started = self.starts().map_or(self.status != Status::Upcoming, |first| first <= on);
        started && self.valid_until.and_then(Day::last_of).is_none_or(|last| on <= last)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn starts(&self) -> Option<Day> {
        let issued = self.issued.filter(|_| self.status != Status::Upcoming);
        self.valid_from.or(issued).and_then(Day::first_of)
    }
}

/// Whether an edition is in force on a day, as far as its days are known: an edition without a first
/// day has always been in force, unless it is upcoming.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn is_in_force<T: Entry>(entry: &T, on: Day) -> bool {
    Candidate::of(entry).is_in_force(on)
}

/// First day of an edition. A published edition is in force from its publication, unless it says
/// otherwise.
#[cfg(any(test, feature = "catalog-source"))]
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn starts<T: Entry>(entry: &T) -> Option<Day> {
    Candidate::of(entry).starts()
}

/// Position of the edition that is meant.
#[cfg_attr(debug_assertions, inline)]
fn position<'a>(
    candidate: &dyn Fn(usize) -> Option<Candidate<'a>>,
    reference: &str,
    on: Option<Day>,
) -> Option<usize> {
    let (id, wanted) = split(reference);
    let candidates = (0..).map_while(candidate).enumerate();
    let siblings: Vec<_> = candidates.filter(|(_, it)| it.id == id).collect();
    let first = |is: &dyn Fn(&Candidate<'_>) -> bool| siblings.iter().find(|(_, it)| is(it));
    let last = |is: &dyn Fn(&Candidate<'_>) -> bool| siblings.iter().rfind(|(_, it)| is(it));
    let meant = match (wanted, on) {
        (Some(_), _) => return last(&|it| it.edition == wanted).map(|(at, _)| *at),
        (None, Some(on)) => last(&|it| it.is_in_force(on))
            .or_else(|| first(&|it| it.starts().is_some_and(|starts| starts > on))),
        (None, None) => None,
    };
    let meant = meant
        .or_else(|| last(&|it| it.status == Status::Current))
        .or_else(|| first(&|it| it.status == Status::Upcoming))
        .or_else(|| last(&|it| it.status == Status::Superseded));
    meant.map(|(at, _)| *at)
}

/// Position of the entry with a name: a crosswalk has neither id nor edition.
#[cfg_attr(debug_assertions, inline)]
fn named(name: &dyn Fn(usize) -> Option<String>, reference: &str) -> Option<usize> {
    (0..).map_while(name).position(|name| name == reference)
}

#[cold]
#[cfg_attr(debug_assertions, inline)]
fn unknown(name: &dyn Fn(usize) -> Option<String>, reference: &str) -> Error {
    let names: Vec<String> = (0..).map_while(name).collect();
    let problem = Problem::new(Code::UnknownReference).given(reference);
    let problem = problem.nearest_of(names.iter().map(|name| &**name));
    Error::one(ErrorKind::InvalidArgument, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edition, status, first day and last day.
    struct Made(&'static str, Status, Option<&'static str>, Option<&'static str>);

    impl Entry for Made {
        fn id(&self) -> &'static str {
            "made"
        }
        fn edition(&self) -> Option<&str> {
            Some(self.0)
        }
        fn status(&self) -> Status {
            self.1
        }
        fn valid_from(&self) -> Option<&str> {
            self.2
        }
        fn valid_until(&self) -> Option<&str> {
            self.3
        }
    }

    use Status::{Current, Superseded, Upcoming};

    fn edition<'a>(made: &'a [Made], reference: &str, on: Option<&str>) -> Option<&'a str> {
        let on = on.map(|day| day.parse().unwrap());
        let found = resolve(made, &reference.parse().unwrap(), on);
        found.ok().map(|it| it.0)
    }

    #[test]
    fn an_upcoming_edition_beside_a_superseded_one_is_what_the_id_means() {
        let made = [Made("1", Superseded, None, None), Made("2", Upcoming, Some("2026-10"), None)];
        assert_eq!(edition(&made, "made", None), Some("2"));
        assert_eq!(edition(&made, "made", Some("2026-09-30")), Some("1"));
        assert_eq!(edition(&made, "made", Some("2026-10-01")), Some("2"));
    }

    #[test]
    fn the_day_of_the_change_decides() {
        let made = [
            Made("1", Superseded, Some("2020"), Some("2025-03-31")),
            Made("2", Current, Some("2025-04-01"), None),
            Made("3", Upcoming, None, None),
        ];
        for (on, expected) in [
            ("2019-12-31", "1"),
            ("2020-01-01", "1"),
            ("2025-03-31", "1"),
            ("2025-04-01", "2"),
            ("2025-04-02", "2"),
            ("9999-12-31", "2"),
        ] {
            assert_eq!(edition(&made, "made", Some(on)), Some(expected), "{on}");
        }
        assert_eq!(edition(&made, "made", None), Some("2"));
        assert_eq!(edition(&made, "made@3", Some("2020-01-01")), Some("3"));
    }

    #[test]
    fn a_gap_belongs_to_what_comes_next_and_the_end_to_the_last_one() {
        let made = [
            Made("1", Superseded, Some("2020"), Some("2020")),
            Made("2", Superseded, Some("2022"), Some("2022")),
        ];
        assert_eq!(edition(&made, "made", Some("2021-06-01")), Some("2"));
        assert_eq!(edition(&made, "made", Some("2023-01-01")), Some("2"));
        assert_eq!(edition(&made, "made", None), Some("2"));
    }

    #[test]
    fn the_only_edition_is_meant_even_before_it_is_in_force() {
        let made = [Made("1", Upcoming, Some("2027-04"), None)];
        assert_eq!(edition(&made, "made", None), Some("1"));
        assert_eq!(edition(&made, "made", Some("2026-01-01")), Some("1"));
    }

    #[test]
    fn an_unknown_id_or_edition_has_a_nearest_name() {
        let made = [Made("1", Current, None, None)];
        for unknown in ["maed", "made@2", "maed@1"] {
            let error = resolve(&made, &unknown.parse().unwrap(), None).err().unwrap();
            assert_eq!(error.problems()[0].code, Code::UnknownReference);
            assert_eq!(error.problems()[0].nearest.as_deref(), Some("made@1"), "{unknown}");
        }
        assert_eq!(edition(&made, "other", None), None);
    }
}
