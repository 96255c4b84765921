//! What the columns of scores are, for those who show or store them.

use std::fmt;

use arrow_schema::DataType;
use shisei::model::Localized;
use shisei::text::{Words, state_label};
use shisei::{Framework, Lang};

use crate::kernel::{Bound, Field, GroupField, Need, Output, Value, outcomes};
use crate::told;

/// A column that a scorer adds to a table: its name, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputColumn {
    /// Lower-case letters, digits and `_`: the same in every language.
    pub name: String,
    /// The framework and its edition; none for what is said of a row as a whole.
    pub framework: Option<String>,
    /// What it holds.
    pub what: What,
    /// The group of controls that it is about, by its id; none for all controls.
    pub group: Option<String>,
    /// The type of its values.
    pub data_type: DataType,
    /// Ids of the outcomes that it can hold, worst first; empty for other columns.
    pub outcomes: Vec<String>,
    /// A heading for people.
    pub title: Localized,
}

/// What a column of scores holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum What {
    /// Points.
    Points,
    /// Coverage in whole percent, rounded down.
    Coverage,
    /// What the coverage is made of, exactly: credit, of so much.
    Credit,
    /// A band or a tier.
    Outcome,
    /// How many controls have an answer of one kind.
    Controls,
    /// Why the row has no scores.
    Problem,
}

impl What {
    /// `points`, `coverage`, `credit`, `outcome`, `controls` or `problem`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Coverage => "coverage",
            Self::Credit => "credit",
            Self::Outcome => "outcome",
            Self::Controls => "controls",
            Self::Problem => "problem",
        }
    }

    /// What its numbers count: `points`, `percent`, `credit` or `controls`; none for what is no
    /// number.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Self::Points => Some("points"),
            Self::Coverage => Some("percent"),
            Self::Credit => Some("credit"),
            Self::Controls => Some("controls"),
            Self::Outcome | Self::Problem => None,
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl OutputColumn {
    pub(crate) fn of(framework: &Framework, output: &Output, data_type: DataType) -> Self {
        let (what, group, end) = described(output);
        let group = group.and_then(|at| framework.groups().get(usize::from(at)));
        let title = |lang: Lang| {
            let words = Words(lang);
            let whole = match (what, output.value) {
                (_, Value::Sum(Field::Tally(state))) => state_label(framework, state, lang),
                (What::Credit, Value::Sum(Field::CreditOf)) => words.credit_of(),
                (What::Credit, _) => words.credit(),
                (What::Coverage, _) => words.coverage(),
                (What::Outcome, _) => words.outcome(),
                _ => words.points(),
            };
            let whole = group.map_or(whole, |group| group.title.get(lang));
            let end = end.map(|end| match end {
                Bound::Low => words.at_worst(),
                Bound::High => words.at_best(),
            });
            let end = end.map(|end| words.aside(begun_small(end))).unwrap_or_default();
            whole.to_owned() + &end
        };
        let outcomes = if what == What::Outcome { outcomes(framework) } else { Vec::new() };
        Self {
            name: output.name.clone(),
            framework: Some(framework.reference().to_string()),
            what,
            group: group.map(|group| group.id.to_string()),
            data_type,
            outcomes: outcomes.into_iter().map(str::to_owned).collect(),
            title: Localized::new(title(Lang::Ja), title(Lang::En)),
        }
    }

    /// One of the columns of problems.
    pub(crate) fn problem(name: &str) -> Self {
        let title = |lang| match name {
            "problem_code" => Words(lang).problem_code(),
            "problems" => Words(lang).problems(),
            _ => Words(lang).problem(),
        };
        Self {
            name: name.to_owned(),
            framework: None,
            what: What::Problem,
            group: None,
            data_type: told::kind(name),
            outcomes: Vec::new(),
            title: Localized::new(title(Lang::Ja), title(Lang::En)),
        }
    }
}

/// What an output holds, of which group, and whether it is one end of what is possible.
fn described(output: &Output) -> (What, Option<u16>, Option<Bound>) {
    let settled =
        output.needs.iter().any(|need| matches!(need, Need::Settled(..) | Need::SettledOutcome));
    let (field, percent) = match output.value {
        Value::Outcome(bound) => return (What::Outcome, None, (!settled).then_some(bound)),
        Value::Sum(field) => (field, false),
        Value::Percent { part, .. } => (part, true),
    };
    let credit = if percent { What::Coverage } else { What::Credit };
    let (what, group, end) = match field {
        Field::PointsLow => (What::Points, None, Some(Bound::Low)),
        Field::PointsHigh => (What::Points, None, Some(Bound::High)),
        Field::CreditLow => (credit, None, Some(Bound::Low)),
        Field::CreditHigh => (credit, None, Some(Bound::High)),
        Field::CreditOf => (credit, None, None),
        Field::Group(at, GroupField::PointsLow | GroupField::PointsHigh) => {
            (What::Points, Some(at), None)
        }
        Field::Group(at, _) => (credit, Some(at), None),
        _ => (What::Controls, None, None),
    };
    (what, group, end.filter(|_| !settled))
}

/// As within a sentence.
fn begun_small(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
