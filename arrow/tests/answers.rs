//! The answers come out as they are read: those of a sheet, row for row, or the reason why not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::{Framework, catalog};
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::{
    Array as _, ArrayRef, Int8Array, Int32Array, RecordBatch, StringArray,
};
use shisei_arrow::{Keep, Matrix, Numbers, OnError, Portfolio};
use support::{answered, frameworks, pick};

fn named(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(name).unwrap();
    column.to_data().validate_full().unwrap();
    let column = column.as_any_dictionary();
    let names = column.values().as_string::<i32>();
    let keys = column.normalized_keys();
    (0..column.len())
        .map(|row| (!column.is_null(row)).then(|| names.value(keys[row]).to_owned()))
        .collect()
}

fn five_basics() -> &'static Framework {
    catalog::framework("five-basics@3.1").unwrap()
}

/// Choices, a label, nothing, and what means nothing.
fn odd() -> RecordBatch {
    let texts =
        |answers: [Option<&str>; 3]| Arc::new(StringArray::from(answers.to_vec())) as ArrayRef;
    let good = texts([Some("done"), Some(" できている"), Some("partly")]);
    let ids = Arc::new(Int32Array::from(vec![7, 8, 9])) as ArrayRef;
    let mut columns = vec![("firm", ids), ("B1", texts([Some("done"), Some("perhaps"), None]))];
    columns.extend(["B2", "B3", "B4", "B5"].map(|name| (name, Arc::clone(&good))));
    RecordBatch::try_from_iter(columns).unwrap()
}

#[test]
fn an_answer_that_cannot_be_read_is_null_and_its_row_says_why() {
    let portfolio = Portfolio::new([five_basics()]).id("firm");
    assert!(portfolio.compile().unwrap().answers(&odd()).is_err());
    let scorer = portfolio.on_error(OnError::Report).compile().unwrap();
    let answers = scorer.answers(&odd()).unwrap();
    let names: Vec<_> = answers.schema().fields().iter().map(|it| it.name().clone()).collect();
    assert_eq!(
        names,
        ["firm", "B1", "B2", "B3", "B4", "B5", "problem", "problem_code", "problems"]
    );
    assert_eq!(named(&answers, "B1"), [Some("done".to_owned()), None, None]);
    assert_eq!(named(&answers, "B2")[1].as_deref(), Some("done"));
    let problems = answers.column_by_name("problem").unwrap().as_string::<i32>();
    assert_eq!((problems.is_null(0), problems.is_null(2)), (true, true));
    assert!(problems.value(1).contains("perhaps"), "{}", problems.value(1));
}

#[test]
fn answers_are_kept_beside_the_scores_of_the_same_rows() {
    let portfolio = Portfolio::new([five_basics()]).id("firm").on_error(OnError::Report);
    let plain = portfolio.clone().score(&odd()).unwrap();
    let kept = portfolio.clone().keep(Keep::Answers).score(&odd()).unwrap();
    let answers = portfolio.compile().unwrap().answers(&odd()).unwrap();
    assert_eq!(plain.num_columns() + 5, kept.num_columns());
    for (field, column) in kept.schema().fields().iter().zip(kept.columns()) {
        let same = plain.column_by_name(field.name());
        assert_eq!(Some(column), same.or_else(|| answers.column_by_name(field.name())), "{field}");
    }
}

#[test]
fn answers_of_a_matrix_are_kept() {
    let portfolio = Portfolio::new([five_basics()]).numbers(Numbers::FromZero).keep(Keep::Answers);
    let scorer = portfolio.on_error(OnError::Report).compile().unwrap();
    let names: Vec<&str> = scorer.controls().collect();
    let matrix = Matrix::new(&[0, 1, 2, 0, 0, 0, 1, 2, 9, 0], &names).unwrap();
    let scored = scorer.score_matrix(matrix, &|| false).unwrap();
    assert_eq!(named(&scored, "B3"), [Some("not-done".to_owned()), Some("not-done".to_owned())]);
    assert_eq!(named(&scored, "B4"), [Some("done".to_owned()), None]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 48 }))]

    #[test]
    fn every_answer_of_a_sheet_comes_out(
        framework in frameworks(6),
        rows in vec(vec(option::weighted(0.8, any::<Index>()), 6), 1..40),
        form in 0..3_u8,
    ) {
        let sheets: Vec<_> = rows.iter().map(|picks| pick(&framework, picks)).collect();
        let column = |at: usize| -> ArrayRef {
            let control = &framework.controls()[at];
            let answers = sheets.iter().map(|sheet| answered(sheet, &control.id));
            let choices = &framework.scale_of(control).unwrap().choices;
            let position = |id: &str| choices.iter().position(|choice| choice.id == *id);
            match form {
                0 => Arc::new(answers.collect::<StringArray>()),
                1 => Arc::new(answers.map(|id| i8::try_from(position(id?)?).ok()).collect::<Int8Array>()),
                _ => Arc::new(answers.map(|id| i32::try_from(position(id?)?).ok()).collect::<Int32Array>()),
            }
        };
        let controls = framework.controls();
        let columns = (0..controls.len()).map(|at| (controls[at].id.to_string(), column(at)));
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        let scorer = Portfolio::new([&framework]).numbers(Numbers::FromZero).compile().unwrap();
        let read = scorer.answers(&batch).unwrap();
        for control in controls {
            let expected = sheets.iter().map(|sheet| answered(sheet, &control.id).map(str::to_owned));
            prop_assert_eq!(named(&read, &control.id), expected.collect::<Vec<_>>());
        }
    }
}
