use crate::error::{Code, Problem};
use crate::model::{Entry, Status};
use crate::resolve::starts;

/// The entries must be the editions of one thing, because callers do not name its id.
pub(crate) fn series<T: Entry>(entries: &[T]) -> Vec<Problem> {
    let pairs = entries.iter().zip(entries.iter().skip(1)).filter(|(a, b)| a.id() != b.id());
    let problem = |(a, b): (&T, &T)| {
        Problem::new(Code::Contradiction).at(b.name()).given(a.id()).detail("one id for all")
    };
    pairs.map(problem).collect()
}

/// An id alone must mean exactly one edition, on every day: at most one is current, the editions
/// follow one another, and the first day of each later one is known.
pub(crate) fn editions<T: Entry>(entries: &[T]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let entries: Vec<&T> = entries.iter().filter(|entry| entry.edition().is_some()).collect();
    let pairs = entries.iter().zip(entries.iter().skip(1)).filter(|(a, b)| a.id() == b.id());
    for (earlier, later) in pairs {
        let at = |code, detail| Problem::new(code).at(later.name()).detail(detail);
        match (starts(*earlier), starts(*later)) {
            (Some(first), Some(next)) if next < first => {
                problems
                    .push(at(Code::OutOfRange, "valid_from is before that of the last edition"));
            }
            (_, None) if later.status() != Status::Upcoming => {
                problems.push(at(Code::Empty, "an edition that follows another has a valid_from"));
            }
            _ => {}
        }
    }
    let current = || entries.iter().filter(|entry| entry.status() == Status::Current);
    for (at, entry) in current().enumerate() {
        if let Some(other) = current().skip(at + 1).find(|other| other.id() == entry.id()) {
            let problem = Problem::new(Code::Contradiction).at(entry.name()).given(&other.name());
            problems.push(problem.detail("both are current; mark the earlier one superseded"));
        }
    }
    problems
}
