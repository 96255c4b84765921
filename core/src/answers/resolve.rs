//! From names to positions, with every problem of a sheet in one error.

use std::cell::Cell;

#[cfg(feature = "serde")]
use super::given::{GivenSheet, Name};
use super::spelling::not_allowed;
use super::{AnswerSheet, Meaning, has_text};
use crate::error::{Code, Error, ErrorKind, Nearest, Problem};
use crate::framework::Framework;
use crate::rules::{ChoiceRules, Rules, UNANSWERED};
use crate::text::is_blank;

/// One answer, as far as scoring looks at it.
struct Taken<'a> {
    control: &'a str,
    choice: Option<&'a str>,
    reason: Option<&'a str>,
}

/// What a text that is no id means as an answer to the control at a position.
type Read<'a> = &'a dyn Fn(usize, &str) -> Result<Option<u8>, Box<Problem>>;

/// Position of the choice taken, control by control; `None` for an unanswered one.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn resolve(
    framework: &Framework,
    sheet: &AnswerSheet,
) -> Result<Vec<Option<u8>>, Error> {
    resolve_taken(&framework.rules, &sheet.framework, taken(sheet), &|control, text| {
        read(framework, control, text)
    })
}

/// The same, and the sheet with the ids of the choices that it names otherwise.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn read_sheet(
    framework: &Framework,
    sheet: &AnswerSheet,
) -> Result<(AnswerSheet, Vec<Option<u8>>), Error> {
    // What is not an id is read; where nothing is, the sheet has the ids of its choices already.
    let otherwise = Cell::new(false);
    let read = |control, text: &str| {
        otherwise.set(true);
        read(framework, control, text)
    };
    let positions = resolve_taken(&framework.rules, &sheet.framework, taken(sheet), &read)?;
    let mut named = sheet.clone();
    if !otherwise.get() {
        return Ok((named, positions));
    }
    for (at, (control, answer)) in sheet.answers.iter().enumerate() {
        let choice = framework.position(control).and_then(|control| {
            framework.choice(control, positions.get(control).copied().flatten()?)
        });
        let id = choice.map(|choice| &*choice.id);
        if answer.choice.as_deref() != id
            && let Some((_, answer)) = named.answers.get_mut(at)
        {
            answer.choice = id.map(str::to_owned);
        }
    }
    Ok((named, positions))
}

/// The same as [`resolve`] by rules alone: they have no labels, so that an answer is an id or blank.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn resolve_by(rules: &Rules, sheet: &AnswerSheet) -> Result<Vec<Option<u8>>, Error> {
    resolve_taken(rules, &sheet.framework, taken(sheet), &|control, text| {
        if is_blank(text) { Ok(None) } else { Err(Box::new(unknown(rules, control, text))) }
    })
}

/// The same as [`resolve`] for a sheet just read.
#[cfg(feature = "serde")]
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn resolve_given(
    framework: &Framework,
    sheet: &GivenSheet<'_>,
) -> Result<Vec<Option<u8>>, Error> {
    let taken = sheet.answers.0.iter().map(|(Name(control), answer)| Taken {
        control,
        choice: answer.choice.as_deref(),
        reason: answer.reason(),
    });
    resolve_taken(&framework.rules, &sheet.framework, taken, &|control, text| {
        read(framework, control, text)
    })
}

#[cfg_attr(debug_assertions, inline)]
fn taken(sheet: &AnswerSheet) -> impl Iterator<Item = Taken<'_>> {
    sheet.answers.iter().map(|(control, answer)| Taken {
        control,
        choice: answer.choice.as_deref(),
        reason: answer.reason.as_deref(),
    })
}

#[cfg_attr(debug_assertions, inline)]
fn read(framework: &Framework, control: usize, text: &str) -> Result<Option<u8>, Box<Problem>> {
    match framework.meaning(control, text) {
        Meaning::Unanswered => Ok(None),
        Meaning::Choice(at) => Ok(Some(at)),
        _ => {
            let problem = framework.refuse_answer(control, text);
            let problem = problem.unwrap_or_else(|| Problem::new(Code::UnknownChoice).given(text));
            Err(Box::new(problem))
        }
    }
}

#[cfg_attr(debug_assertions, inline)]
fn resolve_taken<'a>(
    rules: &Rules,
    reference: &str,
    answers: impl Iterator<Item = Taken<'a>>,
    read: Read<'_>,
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
                *slot = Some(choice(rules, at, &taken, read).unwrap_or_else(|problem| {
                    problems.push((*problem).at(taken.control));
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

#[cfg_attr(debug_assertions, inline)]
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
#[cfg_attr(debug_assertions, inline)]
fn find(rules: &Rules, name: &str, next: usize) -> Option<usize> {
    if rules.controls.get(next).is_some_and(|control| control.id == name) {
        return Some(next);
    }
    rules.position(name)
}

/// Position of the choice taken, or why it may not be.
#[cfg_attr(debug_assertions, inline)]
fn choice(
    rules: &Rules,
    at: usize,
    taken: &Taken<'_>,
    read: Read<'_>,
) -> Result<Option<u8>, Box<Problem>> {
    let Some(given) = taken.choice else { return Ok(None) };
    let mut choices = (0..UNANSWERED).zip(rules.choices(at));
    let position = match choices.find(|(_, (id, _))| **id == given) {
        Some((position, _)) => position,
        None => match read(at, given)? {
            Some(position) => position,
            None => return Ok(None),
        },
    };
    let choice = rules.controls.get(at).and_then(|control| control.choice(position));
    match choice.and_then(|choice| forbidden(choice, taken.reason)) {
        Some(code) => Err(Box::new(Problem::new(code).given(given))),
        None => Ok(Some(position)),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn forbidden(choice: &ChoiceRules, reason: Option<&str>) -> Option<Code> {
    not_allowed(*choice)
        .or_else(|| (choice.reason && !has_text(reason)).then_some(Code::MissingReason))
}

#[cold]
#[cfg_attr(debug_assertions, inline)]
fn unknown(rules: &Rules, at: usize, given: &str) -> Problem {
    let code = match given {
        "not-applicable" => Code::NotApplicableNotAllowed,
        "accepted" => Code::AcceptanceNotAllowed,
        _ => Code::UnknownChoice,
    };
    let problem = Problem::new(code).given(given);
    if code != Code::UnknownChoice {
        return problem;
    }
    let allowed = rules.choices(at).filter(|(_, index)| index.allowed);
    problem.nearest_of(allowed.map(|(id, _)| &**id))
}
