//! What a portfolio says about its tables.

use std::collections::HashSet;
use std::num::NonZero;

use shisei::Lang;

#[cfg(feature = "insight")]
use crate::insight::Question;
use crate::kernel::Numbers;
use crate::told::PROBLEMS;

/// What becomes of a table with a row that cannot be scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnError {
    /// The first such row is an error.
    #[default]
    Stop,
    /// The row keeps its place, with a `problem` and no scores.
    Report,
}

/// What becomes of a table without a column for a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Absent {
    /// It is an error that names every such control.
    #[default]
    Refuse,
    /// The control is unanswered in every row.
    Unanswered,
}

/// Which columns of the table are kept beside the scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keep {
    /// Those that are not answers.
    #[default]
    Others,
    /// All.
    All,
    /// Those that are not answers, and the answers as they were read: a column for each control,
    /// with its id as the name and ids of choices as values.
    Answers,
    /// The id, and those named.
    Columns(Vec<String>),
}

impl Keep {
    /// Whether it names a column.
    pub(crate) fn names(&self, column: &str) -> bool {
        matches!(self, Self::Columns(columns) if columns.iter().any(|name| name == column))
    }
}

/// What becomes of an id that occurs twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Duplicates {
    /// The second row has a problem, and so has a row without an id.
    #[default]
    Check,
    /// Ids are not watched.
    Ignore,
}

/// The integers of the scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Integers {
    /// `Int16`, or `Int64` where points need it.
    #[default]
    Int16,
    /// `Int8` where everything fits: half the memory, but too narrow to calculate with.
    Smallest,
}

/// A spelling of the caller's own.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    /// The control that it is about; `None` for every control that has the choice.
    pub control: Option<String>,
    pub text: String,
    /// Id, label or standing of the choice that it means; empty for an unanswered control.
    pub means: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub id: Option<String>,
    pub columns: Vec<(String, String)>,
    pub spellings: Vec<Spelling>,
    pub numbers: Option<Numbers>,
    pub absent: Absent,
    pub on_error: OnError,
    pub keep: Keep,
    pub select: Option<HashSet<String>>,
    /// What the names of the new columns begin with.
    pub prefix: String,
    pub duplicates: Duplicates,
    pub integers: Integers,
    /// None for as many as the machine has.
    pub threads: Option<NonZero<usize>>,
    pub lang: Lang,
    /// Whether the number of a row means something: within a part of a table it does not.
    pub numbered: bool,
    #[cfg(feature = "insight")]
    pub question: Question,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            id: None,
            columns: Vec::new(),
            spellings: Vec::new(),
            numbers: None,
            absent: Absent::default(),
            on_error: OnError::default(),
            keep: Keep::default(),
            select: None,
            prefix: String::new(),
            duplicates: Duplicates::default(),
            integers: Integers::default(),
            threads: None,
            lang: Lang::En,
            numbered: true,
            #[cfg(feature = "insight")]
            question: Question::default(),
        }
    }
}

impl Options {
    /// The columns of problems that come out: in words always, as data where rows are reported.
    pub fn problems(&self) -> Vec<&'static str> {
        let wanted = |name: &&str| match &self.select {
            Some(select) => select.contains(*name),
            None => *name == "problem" || self.reports(),
        };
        PROBLEMS.into_iter().filter(wanted).collect()
    }

    /// The spellings of a control: its own go last, so that they count.
    pub fn spellings_of(&self, control: &str) -> Vec<(String, String)> {
        let of = |whose: Option<&str>| {
            let own = self.spellings.iter().filter(move |own| own.control.as_deref() == whose);
            own.map(|own| (own.text.clone(), own.means.clone())).collect::<Vec<_>>()
        };
        [of(None), of(Some(control))].concat()
    }

    pub fn reports(&self) -> bool {
        self.on_error == OnError::Report
    }

    /// What a row is called: by its id, if there is a column of ids, and by its number, if that means
    /// something.
    pub fn row_name(&self, id: Option<&str>, number: impl FnOnce() -> String) -> String {
        let named = self.id.as_deref().zip(id).map(|(name, id)| format!("{name}={id}"));
        match (named, self.numbered.then(number)) {
            (Some(named), Some(number)) => format!("{named} ({number})"),
            (named, number) => named.or(number).unwrap_or_default(),
        }
    }
}
