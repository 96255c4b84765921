//! Why a row has no score: named by its id, its number and its columns.

use std::sync::{Arc, OnceLock};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::DataType;
use shisei::{Code, Lang, Problem};

use super::compiled::Compiled;
use super::input::text;
use super::scorer::PortfolioScorer;

impl PortfolioScorer {
    pub(super) fn place(
        &self,
        batch: &RecordBatch,
        id: Option<usize>,
        row: usize,
        first: u64,
    ) -> String {
        let number = self.options.numbered.then(|| format!("row {}", first + row as u64));
        let named = id.and_then(|at| {
            let given = text(batch.columns().get(at)?.as_ref(), row);
            Some(format!("{}={}", self.options.id.as_deref()?, given.as_deref().unwrap_or("null")))
        });
        match (named, number) {
            (Some(named), Some(number)) => format!("{named} ({number})"),
            (named, number) => named.or(number).unwrap_or_default(),
        }
    }

    pub(super) fn problems(
        &self,
        compiled: &Compiled,
        batch: &RecordBatch,
        answers: &[Option<usize>],
        id: Option<usize>,
        row: usize,
        first_row: u64,
    ) -> Vec<Problem> {
        let place = self.place(batch, id, row, first_row);
        let mut problems = Vec::new();
        let spellings = compiled.answers().map(|answers| &answers.spellings);
        for (at, spellings) in answers.iter().zip(spellings) {
            let Some(at) = *at else { continue };
            let array = batch.column(at);
            let Some(given) = text(array.as_ref(), row) else { continue };
            if !spellings.accepts(&given) {
                let schema = batch.schema();
                let column = schema.field(at).name();
                let place =
                    if place.is_empty() { column.clone() } else { format!("{place}, {column}") };
                problems.push(spellings.problem(&place, &given));
            }
        }
        if problems.is_empty() {
            // Cannot happen: the kernel refused what the slow path reads.
            problems.push(Problem::new(Code::UnknownChoice).at(place).given("?"));
        }
        problems
    }
}

pub fn sentences(problems: &[Problem], lang: Lang) -> String {
    let sentence = |problem: &Problem| match problem.help(lang) {
        Some(help) => format!("{} {help}", problem.message(lang)),
        None => problem.message(lang),
    };
    problems.iter().map(sentence).collect::<Vec<_>>().join(" / ")
}

pub fn reason_column(rows: usize, mut reasons: Vec<(usize, String)>) -> ArrayRef {
    if reasons.is_empty() {
        return no_reasons(rows);
    }
    reasons.sort_by_key(|(row, _)| *row);
    let mut reasons = reasons.into_iter().peekable();
    let column: StringArray = (0..rows)
        .map(|row| {
            let mut all: Option<String> = None;
            while let Some((_, reason)) = reasons.next_if(|(at, _)| *at == row) {
                all = Some(match all {
                    Some(all) => format!("{all} / {reason}"),
                    None => reason,
                });
            }
            all
        })
        .collect();
    Arc::new(column)
}

/// Rows for which one column serves all: those of a batch of a stream.
const MOST_SHARED: usize = 1 << 17;

/// A column of nulls: mostly there are no reasons, and then one column is as good as another.
fn no_reasons(rows: usize) -> ArrayRef {
    static SHARED: OnceLock<ArrayRef> = OnceLock::new();
    if rows > MOST_SHARED {
        return arrow_array::new_null_array(&DataType::Utf8, rows);
    }
    SHARED.get_or_init(|| arrow_array::new_null_array(&DataType::Utf8, MOST_SHARED)).slice(0, rows)
}
