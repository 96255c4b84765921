//! From names to positions, with every problem of a sheet in one error.

use super::AnswerSheet;
use super::given::{GivenSheet, Name};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::{ChoiceIndex, Framework};
use crate::model::Standing;

/// One answer, as far as scoring looks at it.
struct Taken<'a> {
    control: &'a str,
    choice: Option<&'a str>,
    reason: Option<&'a str>,
}

/// Position of the choice taken, control by control; none for an unanswered one.
pub(crate) fn resolve(
    framework: &Framework,
    sheet: &AnswerSheet,
) -> Result<Vec<Option<u8>>, Error> {
    let taken = sheet.answers.iter().map(|(control, answer)| Taken {
        control,
        choice: answer.choice.as_deref(),
        reason: answer.reason.as_deref(),
    });
    resolve_taken(framework, &sheet.framework, taken)
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
    resolve_taken(framework, &sheet.framework, taken)
}

fn resolve_taken<'a>(
    framework: &Framework,
    reference: &str,
    answers: impl Iterator<Item = Taken<'a>>,
) -> Result<Vec<Option<u8>>, Error> {
    let mut problems = Vec::new();
    if let Some(problem) = wrong_framework(framework, reference) {
        let hopeless = problem.code == Code::WrongFramework;
        problems.push(problem);
        if hopeless {
            return Err(Error::new(ErrorKind::InvalidSheet, problems));
        }
    }
    // None until the control is named; a second answer is refused even after one that says nothing.
    let mut named: Vec<Option<Option<u8>>> = vec![None; framework.controls().len()];
    let mut next = 0;
    for taken in answers {
        let Some(at) = find(framework, taken.control, next) else {
            let names = framework.controls().iter().map(|control| &*control.id);
            problems
                .push(Problem::new(Code::UnknownControl).given(taken.control).nearest_of(names));
            continue;
        };
        next = at + 1;
        match named.get_mut(at) {
            Some(slot @ None) => *slot = Some(choice(framework, at, &taken, &mut problems)),
            _ => problems.push(Problem::new(Code::DuplicateAnswer).at(taken.control)),
        }
    }
    if problems.is_empty() {
        Ok(named.into_iter().map(Option::flatten).collect())
    } else {
        Err(Error::new(ErrorKind::InvalidSheet, problems))
    }
}

fn wrong_framework(framework: &Framework, reference: &str) -> Option<Problem> {
    let (id, edition) = match reference.split_once('@') {
        Some((id, edition)) => (id, Some(edition)),
        None => (reference, None),
    };
    let wrong =
        |code| Some(Problem::new(code).given(reference).nearest_of([&*framework.reference()]));
    if id != framework.id() {
        return wrong(Code::WrongFramework);
    }
    match edition {
        Some(edition) if edition != framework.edition() => wrong(Code::WrongEdition),
        _ => None,
    }
}

/// Sheets mostly keep the framework's order, so the next control is tried first.
fn find(framework: &Framework, name: &str, next: usize) -> Option<usize> {
    let controls = framework.controls();
    if controls.get(next).is_some_and(|control| control.id == name) {
        return Some(next);
    }
    controls.iter().position(|control| control.id == name)
}

fn choice(
    framework: &Framework,
    at: usize,
    taken: &Taken<'_>,
    problems: &mut Vec<Problem>,
) -> Option<u8> {
    let given = taken.choice?;
    let control = framework.controls().get(at)?;
    let index = framework.index.controls.get(at)?;
    let scale = framework.definition.scales.get(usize::from(index.scale))?;
    let Some(position) = scale.choices.iter().position(|choice| choice.id == given) else {
        problems.push(unknown_choice(framework, at, &control.id, given));
        return None;
    };
    if let Some(code) = forbidden(index.choices.get(position)?, taken.reason) {
        problems.push(Problem::new(code).at(&*control.id).given(given));
    }
    u8::try_from(position).ok()
}

/// An unknown choice, or a well-known one that this control's scale does not offer.
fn unknown_choice(framework: &Framework, at: usize, control: &str, given: &str) -> Problem {
    let code = match given {
        "not-applicable" => Code::NotApplicableNotAllowed,
        "accepted" => Code::AcceptanceNotAllowed,
        _ => Code::UnknownChoice,
    };
    let problem = Problem::new(code).at(control).given(given);
    if code != Code::UnknownChoice {
        return problem;
    }
    let index = framework.index.controls.get(at);
    let scale = index.and_then(|index| framework.definition.scales.get(usize::from(index.scale)));
    let allowed =
        index.into_iter().flat_map(|index| index.choices.iter()).map(|choice| choice.allowed);
    let choices = scale.into_iter().flat_map(|scale| scale.choices.iter()).zip(allowed);
    problem.nearest_of(choices.filter(|(_, allowed)| *allowed).map(|(choice, _)| &*choice.id))
}

fn forbidden(choice: &ChoiceIndex, reason: Option<&str>) -> Option<Code> {
    if !choice.allowed {
        return Some(match choice.standing {
            Standing::Accepted => Code::AcceptanceNotAllowed,
            _ => Code::NotApplicableNotAllowed,
        });
    }
    let given = || reason.is_some_and(|reason| !reason.chars().all(char::is_whitespace));
    (choice.reason && !given()).then_some(Code::MissingReason)
}
