//! Questions to an assessment at hand.

use serde::{Deserialize, Serialize};

use super::functions::{Arguments, arguments};
use super::insight::{Explained, planned};
use super::writer;
use crate::assessment::Assessment;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::input::{self, Value};
use crate::model::Lang;
use crate::reference::Reference;
use crate::report::{Format, TextOptions};

const QUESTIONS: [&str; 6] = ["bounds", "explain", "peers", "plan", "references", "report"];

arguments! {
    Nothing {}
    Explaining {
        lang: Option<Lang>,
    }
    Referring {
        scheme: Reference,
    }
    Reporting {
        lang: Option<Lang>,
        format: Option<Format>,
        width: Option<usize>,
        color: Option<bool>,
        ascii: Option<bool>,
    }
}

/// Asks an assessment what the functions about one sheet say of it, for bindings that hold one.
///
/// `bounds`, `explain`, `peers`, `plan` and `references` take the arguments of the functions of
/// [`INSIGHT`](super::INSIGHT), less the sheet. `report` takes `lang` (English unless given),
/// `format` (`text`, `html` or `markdown`) and, for text, `width`, `color` and `ascii` as in
/// [`TextOptions`]; its result is a text. Results are JSON.
///
/// ```
/// use shisei::{AnswerSheet, ErrorKind, assess, input, json};
///
/// let assessment = assess(&AnswerSheet::new("five-basics"))?;
/// let arguments = input::json(r#"{"target": {"coverage": 50}}"#, ErrorKind::InvalidArgument)?;
/// assert!(json::ask(&assessment, "plan", &arguments)?.contains(r#""effort":"#));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::UnknownFunction`] and the nearest question, or with
/// every problem of the arguments; and the errors of each question.
pub fn ask(
    assessment: &Assessment,
    question: &str,
    arguments: &Value<'_>,
) -> Result<String, Error> {
    match question {
        "bounds" => answer(arguments, |Nothing {}| assessment.bounds()),
        "explain" => {
            answer(arguments, |it: Explaining| Ok(Explained::new(assessment.explain(), it.lang)))
        }
        "peers" => answer(arguments, |Nothing {}| Ok(assessment.peers())),
        "plan" => {
            let plan = planned(arguments, |goal, options| assessment.plan(goal, options))?;
            Ok(writer::json(&plan))
        }
        "references" => {
            answer(arguments, |it: Referring| assessment.references(it.scheme.as_str()))
        }
        "report" => answer(arguments, |it: Reporting| {
            let usual = TextOptions::default();
            let options = usual
                .width(it.width.unwrap_or(usual.width))
                .color(it.color.unwrap_or(usual.color))
                .ascii(it.ascii.unwrap_or(usual.ascii));
            let report = assessment.report(it.lang.unwrap_or_default());
            Ok(report.render(it.format.unwrap_or_default(), options))
        }),
        _ => Err(unknown(question, QUESTIONS)),
    }
}

/// Asks two assessments what the functions about two sheets say of them: `diff` or `score_change`.
///
/// ```
/// use shisei::{AnswerSheet, assess, json};
///
/// let earlier = assess(&AnswerSheet::new("five-basics"))?;
/// let later = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
/// assert!(json::compare(&earlier, &later, "diff")?.contains(r#""newly_answered":[{"#));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::UnknownFunction`] and the nearest question; and the
/// errors of each question.
pub fn compare(earlier: &Assessment, later: &Assessment, question: &str) -> Result<String, Error> {
    match question {
        "diff" => Ok(writer::json(&later.diff(earlier)?)),
        "score_change" => Ok(writer::json(&later.score_change(earlier)?)),
        _ => Err(unknown(question, ["diff", "score_change"])),
    }
}

fn unknown<const N: usize>(question: &str, questions: [&str; N]) -> Error {
    let problem = Problem::new(Code::UnknownFunction).at("function").given(question);
    Error::one(ErrorKind::InvalidArgument, problem.nearest_of(questions))
}

fn answer<A: Arguments, R: Serialize>(
    arguments: &Value<'_>,
    of: impl FnOnce(A) -> Result<R, Error>,
) -> Result<String, Error> {
    let answer = input::read::<A>(arguments).then(ErrorKind::InvalidArgument, of)?;
    Ok(writer::json(&answer))
}
