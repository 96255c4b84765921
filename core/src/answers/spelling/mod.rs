//! What a text means as an answer to a control: one rule for sheets, columns and every language.
//!
//! Readings are tried in this order, and the first that says something decides:
//!
//! 1. the id of a choice, as it is written, then in its [normal form](crate::text::normal);
//! 2. a label, Japanese or English;
//! 3. a sign or a first word that a choice carries in its label: `○` of "○ 実施", `はい` of
//!    "はい、使っている";
//! 4. the words of `words.toml`, by standing: the one choice that is met, partial, and so on;
//! 5. points beside any of these, or alone with their unit: `実施している：4`, `④実施している`, `4点`.
//!    Where no choice has points, a number before a label is its place in a list: `1. はい`;
//! 6. any of the words with the sign that ends a sentence: `はい。`.
//!
//! Where a reading says two things, the text is refused, with both. So are signs and words for "met"
//! and "not met" where a control is asked the other way round: 使っていない is met, 使っている is not.
//!
//! An answer is text. In JSON and in the objects of a language, null and text without a letter are
//! unanswered; numbers, `NaN` among them, and booleans are refused, because nothing says what they
//! mean. In a table, a null and the `NaN` of a column of fractions are missing values, a boolean is
//! a plain yes or no, and numbers mean what the caller says.

mod marks;
mod points;
mod words;

use crate::error::{Code, Problem};
use crate::framework::Framework;
use crate::model::{Choice, Standing};
use crate::rules::{ChoiceRules, UNANSWERED};
use crate::text::normal;
pub use marks::is_marked;
use words::WORDS;

/// What a text means as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// Nothing: the control is unanswered.
    Unanswered,
    /// The choice at this position, which the control need not allow.
    Choice(u8),
    /// More than one choice, by their positions.
    Several(Vec<u8>),
    /// None of the choices.
    Unknown,
}

impl Framework {
    /// What a text means as an answer to the control at a position: an id, a label, or what people
    /// write instead of them, in any case, width and spacing.
    ///
    /// ```
    /// use shisei::answers::Meaning;
    /// use shisei::catalog;
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// assert_eq!(framework.meaning(0, "一部実施している"), Meaning::Choice(1));
    /// assert_eq!(framework.meaning(0, "◯"), Meaning::Choice(0));
    /// assert_eq!(framework.meaning(0, " "), Meaning::Unanswered);
    /// assert_eq!(framework.meaning(0, "◎"), Meaning::Unknown);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn meaning(&self, control: usize, text: &str) -> Meaning {
        let choices = Choices(self.indexed_choices(control).zip(0..UNANSWERED).collect());
        let of_id = choices.where_(&|choice, _| choice.id == text);
        if let Some(meaning) = one_of(of_id) {
            return meaning;
        }
        let text = Text { raw: text.trim(), normal: normal(text) };
        if text.normal.is_empty() {
            return Meaning::Unanswered;
        }
        let said = choices.in_words(&text).or_else(|| choices.by_points(&text.normal));
        said.or_else(|| choices.as_a_sentence(&text.normal)).unwrap_or(Meaning::Unknown)
    }

    /// What is wrong with a text that [means](Self::meaning) no allowed choice of the control at a
    /// position, with the nearest id there is; `None` for a text that may be taken.
    ///
    /// ```
    /// use shisei::{Code, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// assert_eq!(framework.refuse_answer(0, "済"), None);
    /// let problem = framework.refuse_answer(0, "dune").unwrap();
    /// assert_eq!((problem.code, problem.nearest.as_deref()), (Code::UnknownChoice, Some("done")));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn refuse_answer(&self, control: usize, given: &str) -> Option<Problem> {
        let meaning = self.meaning(control, given);
        let problem = |code| Problem::new(code).given(given);
        let several = match &meaning {
            Meaning::Unanswered => return None,
            Meaning::Choice(at) => {
                let rules = self.rules.controls.get(control)?.choice(*at).copied()?;
                return not_allowed(rules).map(problem);
            }
            Meaning::Several(several) => several.as_slice(),
            Meaning::Unknown => &[],
        };
        if several.is_empty() {
            let code = absent(given);
            let problem = problem(code);
            if code != Code::UnknownChoice {
                return Some(problem);
            }
            let allowed = || self.indexed_choices(control).filter(|(_, rules)| rules.allowed);
            let problem = problem.nearest_of(allowed().map(|(choice, _)| &*choice.id));
            return Some(match problem.nearest {
                Some(_) => problem,
                None => self.nearest_label(control, problem),
            });
        }
        let mut problem = problem(Code::AmbiguousAnswer);
        let names = several.iter().filter_map(|at| Some(self.choice(control, *at)?.id.to_string()));
        problem.valid = names.collect();
        Some(problem)
    }

    /// The id of the choice whose label is most like what was given.
    #[cfg_attr(debug_assertions, inline)]
    fn nearest_label(&self, control: usize, mut problem: Problem) -> Problem {
        let allowed = || self.indexed_choices(control).filter(|(_, rules)| rules.allowed);
        let every = allowed().flat_map(|(choice, _)| labels(choice));
        let given = problem.given.as_deref().unwrap_or_default();
        let label = crate::error::nearest(given, &every.collect::<Vec<_>>());
        let of_label = |label: &str| {
            let named = allowed().find(|(choice, _)| labels(choice).any(|it| it == label));
            named.map(|(choice, _)| choice.id.to_string())
        };
        problem.nearest = label.and_then(of_label);
        problem
    }
}

/// Why a choice may not be taken.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn not_allowed(choice: ChoiceRules) -> Option<Code> {
    (!choice.allowed).then_some(match choice.standing {
        Standing::Accepted => Code::AcceptanceNotAllowed,
        _ => Code::NotApplicableNotAllowed,
    })
}

/// Why a text that means no choice is refused.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn absent(given: &str) -> Code {
    match standing(&normal(given)) {
        Some(Standing::NotApplicable) => Code::NotApplicableNotAllowed,
        Some(Standing::Accepted) => Code::AcceptanceNotAllowed,
        _ => Code::UnknownChoice,
    }
}

/// The standing that a text in its normal form means in any framework.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn standing(text: &str) -> Option<Standing> {
    WORDS.iter().find(|(_, words)| words.contains(&text)).map(|(standing, _)| *standing)
}

struct Text<'a> {
    raw: &'a str,
    normal: String,
}

struct Choices<'a>(Vec<((&'a Choice, &'a ChoiceRules), u8)>);

impl Choices<'_> {
    #[cfg_attr(debug_assertions, inline)]
    fn where_(&self, is: &dyn Fn(&Choice, &ChoiceRules) -> bool) -> Vec<u8> {
        self.0.iter().filter(|((choice, rules), _)| is(choice, rules)).map(|(_, at)| *at).collect()
    }

    /// What an id, a label, a part of one, or a word of any framework means.
    #[cfg_attr(debug_assertions, inline)]
    fn in_words(&self, text: &Text<'_>) -> Option<Meaning> {
        let readings = [
            self.where_(&|choice, _| normal(&choice.id) == text.normal),
            self.where_(&|choice, _| labels(choice).any(|label| normal(label) == text.normal)),
            self.where_(&|choice, _| labels(choice).any(|label| carries(label, text))),
        ];
        let by_standing = || self.by_standing(standing(&text.normal)?, &text.normal);
        readings.into_iter().find_map(one_of).or_else(by_standing)
    }

    /// What a text means without the sign that ends a sentence: `はい。`.
    #[cfg_attr(debug_assertions, inline)]
    fn as_a_sentence(&self, text: &str) -> Option<Meaning> {
        let text = text.strip_suffix(['。', '.', '!'])?.trim_end();
        self.in_words(&Text { raw: text, normal: text.to_owned() })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn by_standing(&self, standing: Standing, text: &str) -> Option<Meaning> {
        let meant = self.where_(&|choice, _| choice.standing == standing);
        let turned = text != standing.as_str() && self.are_reversed();
        if matches!(standing, Standing::Met | Standing::Unmet) && turned {
            return Some(Meaning::Several(
                self.where_(&|choice, _| {
                    matches!(choice.standing, Standing::Met | Standing::Unmet)
                }),
            ));
        }
        one_of(meant)
    }

    /// Whether the choice that is met says "not", and the one that is not met does not.
    #[cfg_attr(debug_assertions, inline)]
    fn are_reversed(&self) -> bool {
        let says_not = |standing, in_ja: bool| {
            let mut choices = self.0.iter().map(|((choice, _), _)| choice);
            choices.any(|choice| {
                let label = if in_ja { &choice.label.ja } else { &choice.label.en };
                choice.standing == standing && is_negative(&normal(label))
            })
        };
        let reversed = |in_ja| says_not(Standing::Met, in_ja) && !says_not(Standing::Unmet, in_ja);
        reversed(true) || reversed(false)
    }
}

#[cfg_attr(debug_assertions, inline)]
fn one_of(meant: Vec<u8>) -> Option<Meaning> {
    match meant.as_slice() {
        [] => None,
        [only] => Some(Meaning::Choice(*only)),
        _ => Some(Meaning::Several(meant)),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn labels(choice: &Choice) -> impl Iterator<Item = &str> {
    [&*choice.label.ja, &*choice.label.en].into_iter()
}

#[cfg_attr(debug_assertions, inline)]
fn is_negative(label: &str) -> bool {
    let ends = ["ない", "ません", "なし", "無し"].iter().any(|end| label.ends_with(end));
    let first = label.split([' ', ',']).next().unwrap_or_default();
    ends || label.starts_with("いいえ") || ["no", "not", "never", "none"].contains(&first)
}

/// Whether a label begins with a text, set off by punctuation, or begins or ends with a sign.
#[cfg_attr(debug_assertions, inline)]
fn carries(label: &str, text: &Text<'_>) -> bool {
    let label = label.trim();
    let same = |part: &str| {
        let part = part.trim();
        // A number in a circle stays one: as a plain number, the same cell might mean points.
        if part.chars().all(char::is_numeric) && !part.chars().all(is_digit) {
            part == text.raw
        } else {
            normal(part) == text.normal
        }
    };
    let mut heads = label.split(|it: char| ":：,，、.．。/／|・（(【[「".contains(it));
    let head = heads.next().filter(|head| *head != label && !head.is_empty());
    let tail = label.strip_suffix(['）', ')', '】', ']', '」']);
    let tail = tail.and_then(|rest| Some(rest.rsplit_once(['（', '(', '【', '[', '「'])?.1));
    if head.into_iter().chain(tail).any(same) {
        return true;
    }
    let mut signs = [label.chars().next(), label.chars().next_back()].into_iter().flatten();
    let neighbours = label.chars().nth(1).into_iter().chain(label.chars().rev().nth(1));
    signs.any(|sign| is_sign(sign) && same(sign.encode_utf8(&mut [0; 4])))
        && !neighbours.into_iter().any(is_sign)
}

/// A digit, of whatever width.
#[cfg_attr(debug_assertions, inline)]
fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// A mark that stands for an answer and is no letter.
#[cfg_attr(debug_assertions, inline)]
fn is_sign(character: char) -> bool {
    !character.is_alphabetic()
        && !character.is_ascii()
        && !character.is_whitespace()
        && (character == '×' || character >= '\u{2000}')
}
