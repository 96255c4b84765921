//! From names to positions, with every problem of a sheet in one error.

use super::given::{GivenSheet, Name};
use super::{AnswerSheet, has_text};
use crate::error::{Code, Error, ErrorKind, Nearest, Problem};
use crate::framework::Framework;
use crate::model::Standing;
use crate::rules::{ChoiceRules, Rules, UNANSWERED};

/// One answer, as far as scoring looks at it.
struct Taken<'a> {
    control: &'a str,
    choice: Option<&'a str>,
    reason: Option<&'a str>,
}

/// Position of the choice taken, control by control; `None` for an unanswered one.
pub(crate) fn resolve(
    framework: &Framework,
    sheet: &AnswerSheet,
) -> Result<Vec<Option<u8>>, Error> {
    resolve_by(&framework.rules, sheet)
}

/// The same by rules alone.
pub(crate) fn resolve_by(rules: &Rules, sheet: &AnswerSheet) -> Result<Vec<Option<u8>>, Error> {
    let taken = sheet.answers.iter().map(|(control, answer)| Taken {
        control,
        choice: answer.choice.as_deref(),
        reason: answer.reason.as_deref(),
    });
    resolve_taken(rules, &sheet.framework, taken)
}

/// The same for a sheet just read.
pub(crate) fn resolve_given(
    framework: &Framework,
    sheet: &GivenSheet<'_>,
) -> Result<Vec<Option<u8>>, Error> {
    let taken = sheet.answers.0.iter().map(|(Name(control), answer)| Taken {
        control,
        choice: answer.choice.as_deref(),
        reason: answer.reason(),
    });
    resolve_taken(&framework.rules, &sheet.framework, taken)
}

fn resolve_taken<'a>(
    rules: &Rules,
    reference: &str,
    answers: impl Iterator<Item = Taken<'a>>,
) -> Result<Vec<Option<u8>>, Error> {
    let mut problems = Vec::new();
    if let Some(problem) = wrong_framework(rules, reference) {
        let hopeless = problem.code == Code::WrongFramework;
        problems.push(problem);
        if hopeless {
            return Err(Error::new(ErrorKind::InvalidSheet, problems));
        }
    }
    // None until the control is named; a second answer is refused even after one that says nothing.
    let mut named: Vec<Option<Option<u8>>> = vec![None; rules.controls.len()];
    let mut next = 0;
    let mut nearest = Nearest::new();
    for taken in answers {
        let Some(at) = find(rules, taken.control, next) else {
            let names = rules.controls.iter().map(|control| &*control.id);
            let problem = Problem::new(Code::UnknownControl).given(taken.control);
            problems.push(problem.nearest_within(&mut nearest, names));
            continue;
        };
        next = at + 1;
        match named.get_mut(at) {
            Some(slot @ None) => {
                *slot = Some(choice(rules, at, &taken).unwrap_or_else(|code| {
                    problems.push(refused(rules, at, &taken, code));
                    None
                }));
            }
            _ => problems.push(Problem::new(Code::DuplicateAnswer).at(taken.control)),
        }
    }
    if problems.is_empty() {
        Ok(named.into_iter().map(Option::flatten).collect())
    } else {
        Err(Error::new(ErrorKind::InvalidSheet, problems))
    }
}

fn wrong_framework(rules: &Rules, reference: &str) -> Option<Problem> {
    let code = match reference.strip_prefix(&*rules.framework.id) {
        Some("") => return None,
        Some(rest) => match rest.strip_prefix('@') {
            Some(edition) if edition == rules.framework.edition => return None,
            Some(_) => Code::WrongEdition,
            None => Code::WrongFramework,
        },
        None => Code::WrongFramework,
    };
    Some(
        Problem::new(code).given(reference).nearest_of([&*rules.framework.reference().to_string()]),
    )
}

/// Sheets mostly keep the framework's order, so the next control is tried first.
fn find(rules: &Rules, name: &str, next: usize) -> Option<usize> {
    if rules.controls.get(next).is_some_and(|control| control.id == name) {
        return Some(next);
    }
    rules.position(name)
}

/// Position of the choice taken, or why it may not be.
fn choice(rules: &Rules, at: usize, taken: &Taken<'_>) -> Result<Option<u8>, Code> {
    let Some(given) = taken.choice else { return Ok(None) };
    let mut choices = (0..UNANSWERED).zip(rules.choices(at));
    let Some((position, (_, choice))) = choices.find(|(_, (id, _))| **id == given) else {
        return Err(match given {
            "not-applicable" => Code::NotApplicableNotAllowed,
            "accepted" => Code::AcceptanceNotAllowed,
            _ => Code::UnknownChoice,
        });
    };
    match forbidden(choice, taken.reason) {
        Some(code) => Err(code),
        None => Ok(Some(position)),
    }
}

fn forbidden(choice: &ChoiceRules, reason: Option<&str>) -> Option<Code> {
    if !choice.allowed {
        return Some(match choice.standing {
            Standing::Accepted => Code::AcceptanceNotAllowed,
            _ => Code::NotApplicableNotAllowed,
        });
    }
    (choice.reason && !has_text(reason)).then_some(Code::MissingReason)
}

#[cold]
fn refused(rules: &Rules, at: usize, taken: &Taken<'_>, code: Code) -> Problem {
    let problem = Problem::new(code).at(taken.control).given(taken.choice.unwrap_or_default());
    if code != Code::UnknownChoice {
        return problem;
    }
    let allowed = rules.choices(at).filter(|(_, index)| index.allowed);
    problem.nearest_of(allowed.map(|(id, _)| &**id))
}
