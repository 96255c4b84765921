//! Answers as they come in columns: the texts of the core's rule, numbers, and spellings of the
//! caller's own.

use std::collections::HashMap;

use super::Coding;
use super::reader::Table;
use shisei::answers::Meaning;
use shisei::model::{Choice, Standing};
use shisei::text::normal;
use shisei::{Code, Framework, Problem, UNANSWERED};

/// What a bare number means. It is never guessed: 0 is the best choice of one coding and gives no
/// points in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// The points of a choice.
    Points,
    /// The position of a choice, from 0.
    FromZero,
    /// The position of a choice, from 1.
    FromOne,
}

/// The answers that one control takes, in every spelling.
///
/// What a text means, [`Framework::meaning`] says; what the caller's own spellings mean goes before
/// it, and what numbers mean behind. `4.0` is the number 4, `4.5` is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings {
    framework: Framework,
    /// Its position.
    control: usize,
    /// Ids, labels, and spellings of the caller's own, as they are written.
    names: Vec<String>,
    forbidden: Vec<Option<Code>>,
    /// By normal form.
    own: HashMap<String, Own>,
    /// What ids and labels mean, by normal form.
    texts: HashMap<String, u8>,
    whole: HashMap<i64, u8>,
    /// Spellings as they are mostly met, for a reader.
    table: Table,
    /// What the numbers of one byte mean, from -128 on.
    small: Vec<Option<u8>>,
    only_small: bool,
    /// Whether it was said what numbers mean.
    numbered: bool,
}

/// What a spelling of the caller's own means here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Own {
    /// A choice, or [`UNANSWERED`].
    Choice(u8),
    /// A choice that this control does not have, and why it is refused.
    Absent(Box<Problem>),
}

impl Spellings {
    /// The spellings of the control at this position, with further ones of the caller's own, each
    /// with the id, a label or the standing of the choice it means (empty for an unanswered control).
    pub fn new(
        framework: &Framework,
        control: usize,
        numbers: Option<Numbers>,
        own: &[(String, String)],
    ) -> Self {
        let described = framework.controls().get(control);
        let scale = described.and_then(|described| framework.scale_of(described));
        let choices = scale.map_or(&[][..], |scale| &scale.choices);
        let rules = framework.rules().controls().get(control);
        let rules = rules.map_or(&[][..], |rules| &rules.choices);
        let mut spellings = Self {
            framework: framework.clone(),
            control,
            names: choices.iter().flat_map(names).map(str::to_owned).collect(),
            forbidden: rules.iter().map(|c| forbidden(c.standing, c.allowed)).collect(),
            own: HashMap::new(),
            texts: HashMap::new(),
            whole: HashMap::new(),
            table: Table::of(&[]),
            small: Vec::new(),
            only_small: false,
            numbered: numbers.is_some(),
        };
        for name in choices.iter().flat_map(names) {
            if let Meaning::Choice(at) = framework.meaning(control, name) {
                spellings.texts.insert(normal(name), at);
            }
        }
        spellings.enter_own(own);
        spellings.enter_numbers(choices, numbers);
        spellings.small =
            (i8::MIN..=i8::MAX).map(|it| spellings.whole.get(&i64::from(it)).copied()).collect();
        spellings.only_small = spellings.whole.keys().all(|&number| i8::try_from(number).is_ok());
        let exact = spellings.names.iter();
        let exact = exact.filter_map(|name| Some((name.clone(), spellings.read(name)?)));
        spellings.table = Table::of(&exact.collect::<Vec<_>>());
        spellings
    }

    fn enter_own(&mut self, own: &[(String, String)]) {
        for (spelling, means) in own {
            let means = match self.framework.meaning(self.control, means) {
                Meaning::Unanswered => Own::Choice(UNANSWERED),
                Meaning::Choice(at) => Own::Choice(at),
                _ => {
                    let problem = self.framework.refuse_answer(self.control, means);
                    let unknown = || Problem::new(Code::UnknownChoice).given(means);
                    Own::Absent(Box::new(problem.unwrap_or_else(unknown)))
                }
            };
            if matches!(means, Own::Choice(at) if at != UNANSWERED) {
                self.names.push(spelling.clone());
            }
            let form = normal(spelling);
            if let Some(number) = whole(&form) {
                self.own.entry(number.to_string()).or_insert_with(|| means.clone());
            }
            self.own.insert(form, means);
        }
    }

    fn enter_numbers(&mut self, choices: &[Choice], numbers: Option<Numbers>) {
        let written = self.own.keys().chain(self.texts.keys()).cloned();
        // Those that labels begin or end with.
        let carried = self.texts.keys().flat_map(|text| digits(text)).map(str::to_owned);
        for text in written.chain(carried).collect::<Vec<_>>() {
            if let (Some(number), Some(at)) = (whole(&text), self.read(&text)) {
                self.whole.insert(number, at);
            }
        }
        let Some(numbers) = numbers else { return };
        let mut meant: HashMap<i64, Option<u8>> = HashMap::new();
        for (at, choice) in (0_u8..).zip(choices) {
            let number = match numbers {
                Numbers::Points => choice.points.map(i64::from),
                Numbers::FromZero => Some(i64::from(at)),
                Numbers::FromOne => Some(i64::from(at) + 1),
            };
            // Two choices with the same points: the number says nothing.
            if let Some(number) = number {
                meant.entry(number).and_modify(|at| *at = None).or_insert(Some(at));
            }
        }
        // What a label or a spelling says goes before, also where it says two things.
        let said = |number: &i64| {
            let text = number.to_string();
            let meaning = || self.framework.meaning(self.control, &text);
            self.own.contains_key(&text) || meaning() != Meaning::Unknown
        };
        let meant = meant.into_iter().filter(|(number, _)| !said(number));
        let meant: Vec<(i64, u8)> = meant.filter_map(|(number, at)| Some((number, at?))).collect();
        for (number, at) in meant {
            self.whole.entry(number).or_insert(at);
        }
    }

    /// The position of the choice that a text means, [`UNANSWERED`] for an empty text, none for a
    /// text that means nothing.
    pub fn read(&self, text: &str) -> Option<u8> {
        let plain = normal(text);
        match self.own(&plain) {
            Some(Own::Choice(at)) => return Some(*at),
            Some(Own::Absent(_)) => return None,
            None => {}
        }
        if let Some(&at) = self.texts.get(&plain) {
            return Some(at);
        }
        match self.framework.meaning(self.control, text) {
            Meaning::Unanswered => Some(UNANSWERED),
            Meaning::Choice(at) => Some(at),
            Meaning::Unknown => self.number(whole(&plain)?),
            _ => None,
        }
    }

    /// What a text in its normal form means by the caller's own spellings: `4.0` is `4` there too.
    fn own(&self, plain: &str) -> Option<&Own> {
        self.own.get(plain).or_else(|| self.own.get(&whole(plain)?.to_string()))
    }

    /// The position of the choice that a number means.
    pub fn number(&self, number: i64) -> Option<u8> {
        let small = usize::try_from(number.saturating_add(128)).ok();
        match small.and_then(|at| self.small.get(at)) {
            Some(meant) => *meant,
            None => self.whole.get(&number).copied(),
        }
    }

    /// Whether a byte that a text is read as is an answer that may be given, or none.
    #[cfg(feature = "parquet")]
    pub fn takes(&self, byte: u8) -> bool {
        byte == UNANSWERED || self.forbidden.get(usize::from(byte)) == Some(&None)
    }

    /// The position of the choice that a boolean means.
    pub fn boolean(&self, value: bool) -> Option<u8> {
        self.read(if value { "true" } else { "false" })
    }

    /// What is wrong with a spelling of the caller's own here: that the control does not have the
    /// choice it means.
    pub fn refused(&self, spelling: &str) -> Option<&Problem> {
        match self.own.get(&normal(spelling))? {
            Own::Choice(_) => None,
            Own::Absent(problem) => Some(problem),
        }
    }

    /// The coding of a column of `i8`, read as it lies in memory, or `None` if two numbers mean the
    /// same choice.
    pub fn bytes(&self) -> Option<Coding> {
        let mut codes = vec![None; self.forbidden.len()];
        let mut missing = None;
        for number in i8::MIN..=i8::MAX {
            let [byte] = number.to_le_bytes();
            let slot = match self.number(i64::from(number)) {
                None => continue,
                Some(UNANSWERED) => &mut missing,
                Some(at) => codes.get_mut(usize::from(at))?,
            };
            if slot.replace(byte).is_some() {
                return None;
            }
        }
        Coding::new(codes, missing)
    }

    /// Whether no other numbers mean an answer than those that an `i8` holds.
    pub fn only_small(&self) -> bool {
        self.only_small
    }

    /// The coding of positions, as [`Reader`](super::Reader) writes them.
    pub fn positions(&self) -> Coding {
        Coding::positions(u8::try_from(self.forbidden.len()).unwrap_or(UNANSWERED - 1))
    }

    /// What is wrong with an answer, with the nearest valid one.
    pub fn problem(&self, at: &str, given: &str) -> Problem {
        if let Some(Own::Absent(problem)) = self.own(&normal(given)) {
            return match problem.code {
                Code::UnknownChoice => self.unknown(at, given),
                _ => (**problem).clone().at(at).given(given),
            };
        }
        let known = self.read(given).and_then(|at| self.forbidden.get(usize::from(at)));
        if let Some(Some(code)) = known {
            return self.refusal(Problem::new(*code).at(at).given(given));
        }
        match self.framework.refuse_answer(self.control, given) {
            Some(problem) if problem.code != Code::UnknownChoice => self.refusal(problem.at(at)),
            _ => self.unknown(at, given),
        }
    }

    /// A problem with the choices that may be taken, where it names none.
    fn refusal(&self, mut problem: Problem) -> Problem {
        if problem.valid.is_empty() {
            problem.valid = self.unknown("", "").valid;
        }
        problem
    }

    /// That an answer is none of the choices: with the nearest name, whoever gave it, and the ids
    /// and labels of those that may be taken.
    fn unknown(&self, at: &str, given: &str) -> Problem {
        let problem = Problem::new(Code::UnknownChoice).at(at).given(given);
        let mut problem = problem.nearest_of(self.names.iter().map(String::as_str));
        let mut each = (0..).map(|at| self.forbidden.get(at / 3));
        problem.valid.retain(|_| matches!(each.next(), Some(Some(None))));
        if !self.numbered && whole(&normal(given)).is_some() {
            return problem.detail(NUMBERS);
        }
        problem
    }

    /// The code of what is wrong with an answer.
    pub fn code(&self, given: &str) -> Code {
        if let Some(Own::Absent(problem)) = self.own(&normal(given)) {
            return problem.code;
        }
        let known = self.read(given).and_then(|at| self.forbidden.get(usize::from(at)));
        match (known, self.framework.meaning(self.control, given)) {
            (Some(Some(code)), _) => *code,
            (_, Meaning::Several(_)) => Code::AmbiguousAnswer,
            _ => Code::UnknownChoice,
        }
    }

    /// That an answer is none of the choices, without looking for the nearest.
    pub fn unlike(&self, at: &str, given: &str) -> Problem {
        let mut problem = self.unknown(at, given);
        problem.nearest = None;
        problem
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }
}

/// What gives numbers a meaning, as every language writes it.
const NUMBERS: &str = "numbers=\"points\" | \"from-0\" | \"from-1\"";

fn names(choice: &Choice) -> impl Iterator<Item = &str> {
    [&*choice.id, &*choice.label.ja, &*choice.label.en].into_iter()
}

fn forbidden(standing: Standing, allowed: bool) -> Option<Code> {
    match standing {
        _ if allowed => None,
        Standing::NotApplicable => Some(Code::NotApplicableNotAllowed),
        Standing::Accepted => Some(Code::AcceptanceNotAllowed),
        _ => Some(Code::UnknownChoice),
    }
}

/// The runs of digits in a text.
fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty())
}

/// The whole number that a text in its normal form writes: `4`, `-1`, `+4`, `4.`, `4.00`.
fn whole(text: &str) -> Option<i64> {
    let (number, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && fraction.bytes().all(|byte| byte == b'0')).then(|| number.parse().ok()).flatten()
}
