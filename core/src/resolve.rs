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
pub fn resolve<'a, T: Entry>(
    entries: impl IntoIterator<Item = &'a T, IntoIter: Clone>,
    reference: &Reference,
    on: Option<Day>,
) -> Result<&'a T, Error> {
    find(entries.into_iter(), reference.as_str(), on)
}

/// [`resolve`] with a reference that may be malformed: it is then unknown as well.
pub(crate) fn find<'a, T: Entry>(
    entries: impl Iterator<Item = &'a T> + Clone,
    reference: &str,
    on: Option<Day>,
) -> Result<&'a T, Error> {
    // A crosswalk has neither id nor edition, but a name.
    let named = || entries.clone().find(|entry| entry.name() == reference);
    pick(entries.clone(), reference, on)
        .or_else(named)
        .ok_or_else(|| unknown(reference, &entries.map(Entry::name).collect::<Vec<_>>()))
}

#[cold]
fn unknown(reference: &str, names: &[String]) -> Error {
    let problem = Problem::new(Code::UnknownReference).given(reference);
    let problem = problem.nearest_of(names.iter().map(|name| &**name));
    Error::one(ErrorKind::InvalidArgument, problem)
}

/// The entry that a reference means; `None` if there is no such id or edition.
pub(crate) fn pick<'a, T: Entry>(
    entries: impl Iterator<Item = &'a T>,
    reference: &str,
    on: Option<Day>,
) -> Option<&'a T> {
    let (id, edition) = split(reference);
    let siblings: Vec<&T> = entries.filter(|entry| entry.id() == id).collect();
    let shown: Vec<&dyn Entry> = siblings.iter().map(|&entry| entry as &dyn Entry).collect();
    siblings.get(pick_at(&shown, edition, on)?).copied()
}

/// Position of the edition that is meant: compiled once for every kind of entry.
fn pick_at(siblings: &[&dyn Entry], edition: Option<&str>, on: Option<Day>) -> Option<usize> {
    match (edition, on) {
        (Some(_), _) => siblings.iter().rposition(|entry| entry.edition() == edition),
        (None, Some(on)) => {
            let in_force = siblings.iter().rposition(|entry| is_in_force(*entry, on));
            let to_come =
                || siblings.iter().position(|entry| starts(*entry).is_some_and(|first| first > on));
            in_force.or_else(to_come).or_else(|| by_status(siblings))
        }
        (None, None) => by_status(siblings),
    }
}

fn by_status(siblings: &[&dyn Entry]) -> Option<usize> {
    let first = |status| siblings.iter().position(|entry| entry.status() == status);
    let last = |status| siblings.iter().rposition(|entry| entry.status() == status);
    last(Status::Current).or_else(|| first(Status::Upcoming)).or_else(|| last(Status::Superseded))
}

/// Whether an edition is in force on a day, as far as its days are known: an edition without a first
/// day has always been in force, unless it is upcoming.
pub(crate) fn is_in_force(entry: &dyn Entry, on: Day) -> bool {
    let started = starts(entry).map_or(entry.status() != Status::Upcoming, |first| first <= on);
    started && entry.valid_until().and_then(Day::last_of).is_none_or(|last| on <= last)
}

/// First day of an edition. A published edition is in force from its publication, unless it says
/// otherwise.
pub(crate) fn starts(entry: &dyn Entry) -> Option<Day> {
    let issued = entry.issued().filter(|_| entry.status() != Status::Upcoming);
    entry.valid_from().or(issued).and_then(Day::first_of)
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
