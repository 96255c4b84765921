//! Answers as people write them: ids, labels in both languages, numbers, `true` and `false`.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::Coding;
use super::reader::Table;
use shisei::Framework;
use shisei::UNANSWERED;
use shisei::model::{Choice, Control, Standing};
use shisei::{Code, Error, ErrorKind, Problem};

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
/// Case, width (`４` is `4`), spaces around and the kind of apostrophe make no difference. Empty
/// text is an unanswered control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings {
    names: Vec<String>,
    forbidden: Vec<Option<Code>>,
    texts: HashMap<String, u8>,
    /// Spellings as they are mostly met.
    exact: Vec<(String, u8)>,
    /// The same, for a reader.
    table: Table,
    /// What the numbers of one byte mean, from -128 on.
    small: Vec<Option<u8>>,
    only_small: bool,
}

impl Spellings {
    /// The spellings of the control at this position, with further ones of your own, each with the
    /// id or a label of the choice it means (empty for an unanswered control).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when a spelling of your own means no choice.
    pub fn new(
        framework: &Framework,
        control: usize,
        numbers: Option<Numbers>,
        own: &[(String, String)],
    ) -> Result<Self, Error> {
        let (Some(described), Some(index)) =
            (framework.controls().get(control), framework.rules().controls().get(control))
        else {
            return Err(Error::one(
                ErrorKind::InvalidArgument,
                Problem::new(Code::UnknownControl).given(&control.to_string()),
            ));
        };
        let choices = framework.scale_of(described).map_or(&[][..], |scale| &scale.choices);
        let mut spellings = Self {
            names: choices.iter().flat_map(names).map(str::to_owned).collect(),
            forbidden: index.choices.iter().map(|c| forbidden(c.standing, c.allowed)).collect(),
            texts: HashMap::from([(String::new(), UNANSWERED)]),
            exact: Vec::new(),
            table: Table::of(&[]),
            small: Vec::new(),
            only_small: false,
        };
        spellings.enter_names(choices);
        spellings.enter_booleans(choices);
        if let Some(numbers) = numbers {
            spellings.enter_numbers(choices, numbers);
        }
        spellings.enter_own(described, own)?;
        spellings.small = (i8::MIN..=i8::MAX)
            .map(|number| spellings.texts.get(&number.to_string()).copied())
            .collect();
        let mut numbers = spellings.texts.keys().filter_map(|text| text.parse::<i64>().ok());
        spellings.table = Table::of(&spellings.exact);
        spellings.only_small = numbers.all(|number| i8::try_from(number).is_ok());
        Ok(spellings)
    }

    /// Ids first: a label that another choice has as its id, or as its label, says nothing.
    fn enter_names(&mut self, choices: &[Choice]) {
        let mut ids = HashMap::new();
        for (at, choice) in (0_u8..).zip(choices) {
            ids.insert(normal(&choice.id), at);
        }
        let mut labels: HashMap<String, Option<u8>> = HashMap::new();
        for (at, choice) in (0_u8..).zip(choices) {
            for label in [&choice.label.ja, &choice.label.en] {
                let label = normal(label);
                let same = |known: &mut Option<u8>| {
                    if *known != Some(at) {
                        *known = None;
                    }
                };
                labels.entry(label).and_modify(same).or_insert(Some(at));
            }
        }
        for (at, choice) in (0_u8..).zip(choices) {
            self.exact.extend(names(choice).map(|name| (name.to_owned(), at)));
        }
        self.texts.extend(labels.into_iter().filter_map(|(label, at)| Some((label, at?))));
        self.texts.extend(ids);
        let texts = &self.texts;
        self.exact.retain(|(name, at)| texts.get(&normal(name)) == Some(at));
    }

    /// A plain yes or no means the one choice that is met, or the one that is not.
    fn enter_booleans(&mut self, choices: &[Choice]) {
        for (text, standing) in [("true", Standing::Met), ("false", Standing::Unmet)] {
            let mut meant = (0_u8..).zip(choices).filter(|(_, choice)| choice.standing == standing);
            if let (Some((at, _)), None) = (meant.next(), meant.next()) {
                self.texts.entry(text.to_owned()).or_insert(at);
            }
        }
    }

    fn enter_numbers(&mut self, choices: &[Choice], numbers: Numbers) {
        let mut meant: HashMap<String, Option<u8>> = HashMap::new();
        for (at, choice) in (0_u8..).zip(choices) {
            let number = match numbers {
                Numbers::Points => choice.points.map(i64::from),
                Numbers::FromZero => Some(i64::from(at)),
                Numbers::FromOne => Some(i64::from(at) + 1),
            };
            // Two choices with the same points: the number says nothing.
            if let Some(number) = number {
                meant.entry(number.to_string()).and_modify(|at| *at = None).or_insert(Some(at));
            }
        }
        for (number, at) in meant {
            if let Some(at) = at {
                self.texts.entry(number).or_insert(at);
            }
        }
    }

    fn enter_own(&mut self, control: &Control, own: &[(String, String)]) -> Result<(), Error> {
        let mut problems = Vec::new();
        for (spelling, means) in own {
            match self.read(means) {
                Some(at) => {
                    self.texts.insert(normal(spelling), at);
                    self.exact.retain(|(known, _)| known != spelling);
                    self.exact.push((spelling.clone(), at));
                }
                None => problems.push(self.unknown(&control.id, means)),
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Error::new(ErrorKind::InvalidArgument, problems))
        }
    }

    /// The position of the choice that a text means, [`UNANSWERED`] for an empty text, none for a
    /// text that means nothing.
    pub fn read(&self, text: &str) -> Option<u8> {
        self.texts.get(text).or_else(|| self.texts.get(&normal(text))).copied()
    }

    /// The position of the choice that a number means.
    pub fn number(&self, number: i64) -> Option<u8> {
        let small = usize::try_from(number.saturating_add(128)).ok();
        match small.and_then(|at| self.small.get(at)) {
            Some(meant) => *meant,
            None => self.texts.get(&number.to_string()).copied(),
        }
    }

    /// The position of the choice that a boolean means.
    pub fn boolean(&self, value: bool) -> Option<u8> {
        self.texts.get(if value { "true" } else { "false" }).copied()
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
        let known = self.read(given).and_then(|at| self.forbidden.get(usize::from(at)));
        match known {
            Some(Some(code)) => Problem::new(*code).at(at).given(given),
            _ => self.unknown(at, given),
        }
    }

    fn unknown(&self, at: &str, given: &str) -> Problem {
        let problem = Problem::new(Code::UnknownChoice).at(at).given(given);
        problem.nearest_of(self.names.iter().map(String::as_str))
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

/// One form for all spellings of a text: NFKC, lower case, single spaces, plain apostrophes.
pub fn normal(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ").replace(['\u{2018}', '\u{2019}', '\u{02bc}', '\u{00b4}'], "'")
}
