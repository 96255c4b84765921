//! Two years of a portfolio side by side say of each firm what the core says of its two sheets.
#![cfg(feature = "renewal")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::editions::Fate;
use shisei::{AnswerSheet, Code, Framework, catalog};
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::types::{Int8Type, Int16Type, Int32Type};
use shisei_arrow::arrow_array::{
    Array as _, ArrayRef, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array,
    RecordBatch, StringArray, StringViewArray,
};
use shisei_arrow::renewal::Comparison;
use shisei_arrow::{Error, OnError, Portfolio, PortfolioScorer};
use support::{answered, frameworks, pick};

/// Sheets by the number of the firm.
type Year = BTreeMap<i32, AnswerSheet>;

fn table(framework: &Framework, year: &Year, others: &[(&str, ArrayRef)]) -> RecordBatch {
    let ids: Int32Array = year.keys().copied().collect::<Vec<_>>().into();
    let columns = framework.controls().iter().map(|control| {
        let answers = year.values().map(|sheet| answered(sheet, &control.id));
        (control.id.to_string(), Arc::new(answers.collect::<StringArray>()) as ArrayRef)
    });
    let others = others.iter().map(|(name, column)| ((*name).to_owned(), Arc::clone(column)));
    let ids = ("firm".to_owned(), Arc::new(ids) as ArrayRef);
    RecordBatch::try_from_iter([ids].into_iter().chain(others).chain(columns)).unwrap()
}

fn scorer(framework: &Framework) -> PortfolioScorer {
    Portfolio::new([framework]).id("firm").compile().unwrap()
}

fn compared(
    scorers: [&PortfolioScorer; 2],
    tables: [&[RecordBatch]; 2],
) -> Result<RecordBatch, Error> {
    let mut comparison = Comparison::new(scorers[0], scorers[1])?;
    for batch in tables[0] {
        comparison.before(batch)?;
    }
    for batch in tables[1] {
        comparison.after(batch)?;
    }
    let mut batches = comparison.finish(&|| false)?;
    assert_eq!(batches.len(), 1);
    Ok(batches.remove(0))
}

fn named(moves: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let column = moves.column_by_name(name)?.as_dictionary::<Int8Type>();
    column.is_valid(row).then(|| {
        let key = usize::try_from(column.keys().value(row)).unwrap();
        column.values().as_string::<i32>().value(key).to_owned()
    })
}

fn list(moves: &RecordBatch, name: &str, row: usize) -> Option<Vec<String>> {
    let column = moves.column_by_name(name)?.as_list::<i32>();
    let names =
        |row| column.value(row).as_string::<i32>().iter().flatten().map(str::to_owned).collect();
    column.is_valid(row).then(|| names(row))
}

fn points(moves: &RecordBatch, name: &str, row: usize) -> Option<i64> {
    let column = moves.column_by_name(name)?;
    column.is_valid(row).then(|| match column.as_primitive_opt::<Int16Type>() {
        Some(column) => i64::from(column.value(row)),
        None => i64::from(column.as_primitive::<Int32Type>().value(row)),
    })
}

/// Every row as the core's own sheets say.
fn agree(frameworks: [&Framework; 2], years: [&Year; 2], moves: &RecordBatch) {
    let [old, new] = frameworks;
    let crossed = old.rules_digest() != new.rules_digest();
    let lapsed = years[0].keys().filter(|firm| !years[1].contains_key(firm));
    let firms: Vec<i32> = years[1].keys().chain(lapsed).copied().collect();
    let ids = moves.column_by_name("firm").unwrap().as_primitive::<Int32Type>();
    assert_eq!(ids.values(), &firms[..]);
    for (row, firm) in firms.iter().enumerate() {
        let before = years[0].get(firm).map(|sheet| old.assess(sheet).unwrap());
        let after = years[1].get(firm).map(|sheet| new.assess(sheet).unwrap());
        let status = match (&before, &after) {
            (Some(_), Some(_)) => "renewed",
            (None, _) => "new",
            _ => "lapsed",
        };
        assert_eq!(named(moves, "status", row).as_deref(), Some(status));
        let open =
            [&before, &after].map(|it| it.as_ref().is_some_and(|it| it.tally.unanswered > 0));
        let incomplete = match open {
            [true, true] => Some("both"),
            [true, false] => Some("before"),
            [false, true] => Some("after"),
            _ => None,
        };
        assert_eq!(named(moves, "incomplete", row).as_deref(), incomplete);
        let value = |it: &Option<shisei::Assessment>| it.as_ref()?.points?.value();
        assert_eq!(points(moves, "points_before", row), value(&before));
        assert_eq!(points(moves, "points_after", row), value(&after));
        let change = value(&after).zip(value(&before)).map(|(to, from)| to - from);
        let both = old.has_points() && new.has_points();
        assert_eq!(points(moves, "points_change", row), change.filter(|_| both));
        let outcome = |it: &Option<shisei::Assessment>| {
            Some(it.as_ref()?.outcome.as_ref()?.value()?.to_owned())
        };
        assert_eq!(named(moves, "outcome_before", row), outcome(&before));
        assert_eq!(named(moves, "outcome_after", row), outcome(&after));
        let migration = before.as_ref().filter(|_| crossed).map(|it| it.migrate(new).unwrap());
        let carried = match &migration {
            Some(migration) => Some(new.assess(&migration.sheet).unwrap()),
            None => before,
        };
        if crossed {
            let confirm = migration
                .map(|it| it.controls(Fate::Confirm).map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(list(moves, "confirm", row), confirm);
            assert_eq!(points(moves, "points_carried", row), value(&carried));
            assert_eq!(named(moves, "outcome_carried", row), outcome(&carried));
        }
        let diff = carried.zip(after).map(|(before, after)| after.diff(&before).unwrap());
        let ids = |moved: &[shisei::insight::Moved]| -> Vec<String> {
            moved.iter().map(|moved| moved.control.to_string()).collect()
        };
        assert_eq!(list(moves, "better", row), diff.as_ref().map(|diff| ids(&diff.improved)));
        assert_eq!(list(moves, "worse", row), diff.as_ref().map(|diff| ids(&diff.worsened)));
    }
}

fn year(framework: &Framework, picks: &BTreeMap<i32, Vec<Option<Index>>>) -> Year {
    picks.iter().map(|(firm, picks)| (*firm, pick(framework, picks))).collect()
}

fn picks(most: usize) -> impl Strategy<Value = BTreeMap<i32, Vec<Option<Index>>>> {
    btree_map(0..60, vec(option::weighted(0.95, any::<Index>()), most), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 48 }))]

    #[test]
    fn every_pair_of_rows_is_the_diff_of_two_sheets(
        framework in frameworks(8),
        before in picks(8),
        after in picks(8),
    ) {
        let (before, after) = (year(&framework, &before), year(&framework, &after));
        let scorer = scorer(&framework);
        let tables = [&before, &after].map(|year| table(&framework, year, &[]));
        let moves =
            compared([&scorer, &scorer], [&tables[..1], &tables[1..]]).unwrap();
        agree([&framework, &framework], [&before, &after], &moves);
    }

    #[test]
    fn answers_to_an_earlier_edition_are_carried_as_the_core_migrates_them(
        of in prop::sample::select(vec!["self-assessment", "five-basics"]),
        before in picks(25),
        after in picks(25),
    ) {
        let [old, new] = ["3.1", "4.0"].map(|edition| {
            catalog::framework(&format!("{of}@{edition}")).unwrap()
        });
        let (before, after) = (year(old, &before), year(new, &after));
        let tables = [table(old, &before, &[]), table(new, &after, &[])];
        let scorers = [scorer(old), scorer(new)];
        let moves = compared([&scorers[0], &scorers[1]], [&tables[..1], &tables[1..]]).unwrap();
        agree([old, new], [&before, &after], &moves);
    }
}

fn five_basics() -> &'static Framework {
    catalog::framework("five-basics@3.1").unwrap()
}

fn sheets(firms: &[i32]) -> Year {
    let sheet = AnswerSheet::new("five-basics@3.1").with("B1", "done");
    firms.iter().map(|&firm| (firm, sheet.clone())).collect()
}

fn with_ids(ids: ArrayRef) -> RecordBatch {
    let answers = Arc::new(StringArray::from(vec!["done"; ids.len()])) as ArrayRef;
    let columns = ["B1", "B2", "B3", "B4", "B5"].map(|name| (name, Arc::clone(&answers)));
    RecordBatch::try_from_iter([("firm", ids)].into_iter().chain(columns)).unwrap()
}

fn problem(result: Result<RecordBatch, Error>) -> shisei::Problem {
    match result {
        Err(Error::Refused(error)) => error.problems()[0].clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_repeated_id_is_refused_by_name() {
    let scorer = scorer(five_basics());
    let once = with_ids(Arc::new(Int64Array::from(vec![1, 2, 3])));
    let twice = with_ids(Arc::new(Int64Array::from(vec![4, 1, 1])));
    let new_twice = with_ids(Arc::new(Int64Array::from(vec![7, 2, 7])));
    for (before, after, side) in [(&twice, &once, "before"), (&once, &twice, "after")] {
        let problem = problem(compared(
            [&scorer, &scorer],
            [slice::from_ref(before), slice::from_ref(after)],
        ));
        assert_eq!((problem.code, problem.given.as_deref()), (Code::DuplicateId, Some("1")));
        assert_eq!(problem.at, Some(format!("{side}, firm=1 (row 2)")));
    }
    let problem = problem(compared([&scorer, &scorer], [&[once], &[new_twice]]));
    assert_eq!(problem.at.as_deref(), Some("after, firm=7 (row 2)"));
}

#[test]
fn the_same_id_in_another_type_is_the_same_id() {
    let scorer = scorer(five_basics());
    let small = with_ids(Arc::new(Int32Array::from(vec![1, 2])));
    let large = with_ids(Arc::new(Int64Array::from(vec![2, 1])));
    let text = with_ids(Arc::new(StringArray::from(vec!["2", "a"])));
    let views = with_ids(Arc::new(StringViewArray::from(vec!["a", "2"])));
    let named: DictionaryArray<Int8Type> = ["a", "2"].into_iter().collect();
    let named = with_ids(Arc::new(named));
    for (before, after) in [(&small, &large), (&text, &views), (&text, &named), (&named, &views)] {
        let moves = compared([&scorer, &scorer], [slice::from_ref(before), slice::from_ref(after)])
            .unwrap();
        assert_eq!(moves.num_rows(), 2);
        for row in 0..2 {
            assert_eq!(named_status(&moves, row), "renewed");
        }
    }
    // As in a file of CSV, where every number is text.
    let digits = with_ids(Arc::new(StringArray::from(vec!["2", "1"])));
    let moves = compared([&scorer, &scorer], [&[digits], slice::from_ref(&small)]).unwrap();
    assert_eq!((moves.num_rows(), named_status(&moves, 0).as_str()), (2, "renewed"));
    let ids = moves.column_by_name("firm").unwrap().as_string::<i64>();
    assert_eq!(ids.iter().flatten().collect::<Vec<_>>(), ["1", "2"]);
    // As people write them, whatever their types.
    let dates = with_ids(Arc::new(Date32Array::from(vec![1, 2])));
    let days = with_ids(Arc::new(StringArray::from(vec!["1970-01-02", "1970-01-03"])));
    let fractions = with_ids(Arc::new(Float64Array::from(vec![1.0, 2.0])));
    for (before, after) in [(dates, days), (small, fractions)] {
        let moves = compared([&scorer, &scorer], [&[before], &[after]]).unwrap();
        assert_eq!((moves.num_rows(), named_status(&moves, 1).as_str()), (2, "renewed"));
    }
}

#[test]
fn ids_that_are_written_otherwise_are_told() {
    let scorer = scorer(five_basics());
    let told = |before: &str, after: &str| {
        let year = |id: &str| with_ids(Arc::new(StringArray::from(vec!["a", id])));
        let mut comparison = Comparison::new(&scorer, &scorer).unwrap();
        comparison.before(&year(before)).unwrap();
        comparison.after(&year(after)).unwrap();
        comparison.written_otherwise()
    };
    assert_eq!(told("001", "1"), Some(("001".to_owned(), "1".to_owned())));
    assert!(told("Ｂ", "b ").is_some());
    assert_eq!(told("b", "c"), None);
}

fn named_status(moves: &RecordBatch, row: usize) -> String {
    named(moves, "status", row).unwrap()
}

#[test]
fn columns_that_are_no_answers_come_along_from_either_year() {
    let text = |texts: &[&str]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    let number = |numbers: &[i64]| Arc::new(Int64Array::from(numbers.to_vec())) as ArrayRef;
    let before = [("industry", text(&["food", "steel"])), ("size", number(&[1, 2]))];
    let after = [("industry", text(&["drink", "it"])), ("size", text(&["s", "m"]))];
    let before = table(five_basics(), &sheets(&[1, 2]), &before);
    let after = table(five_basics(), &sheets(&[1, 3]), &after);
    let scorer = scorer(five_basics());
    let moves = compared([&scorer, &scorer], [&[before], &[after]]).unwrap();
    let texts = |name: &str| -> Vec<Option<String>> {
        let column = moves.column_by_name(name).unwrap();
        column.as_string::<i32>().iter().map(|it| it.map(str::to_owned)).collect()
    };
    assert_eq!(texts("industry"), ["drink", "it", "steel"].map(|it| Some(it.to_owned())));
    assert_eq!(texts("size_after"), [Some("s".to_owned()), Some("m".to_owned()), None]);
    assert!(moves.column_by_name("size_before").unwrap().is_null(1));
}

#[test]
fn rows_that_cannot_be_scored_or_have_no_id_keep_their_place() {
    let ids = |ids: [Option<i64>; 3]| Arc::new(Int64Array::from(ids.to_vec())) as ArrayRef;
    let answers = ["done", "perhaps", "done"].map(Some);
    let odd = |ids: ArrayRef| {
        let answers = Arc::new(StringArray::from(answers.to_vec())) as ArrayRef;
        let columns = ["B1", "B2", "B3", "B4", "B5"].map(|name| (name, Arc::clone(&answers)));
        RecordBatch::try_from_iter([("firm", ids)].into_iter().chain(columns)).unwrap()
    };
    let tables = [odd(ids([Some(1), Some(2), None])), odd(ids([Some(1), Some(2), None]))];
    let strict = scorer(five_basics());
    assert!(compared([&strict, &strict], [&tables[..1], &tables[1..]]).is_err());
    let portfolio = Portfolio::new([five_basics()]).id("firm").on_error(OnError::Report);
    let scorer = portfolio.compile().unwrap();
    let moves = compared([&scorer, &scorer], [&tables[..1], &tables[1..]]).unwrap();
    // One row for each firm, and both rows without an id.
    assert_eq!(moves.num_rows(), 4);
    let status: Vec<_> = (0..4).map(|row| named(&moves, "status", row)).collect();
    assert_eq!(status, [Some("renewed".to_owned()), Some("renewed".to_owned()), None, None]);
    assert_eq!(list(&moves, "better", 0), Some(Vec::new()));
    assert_eq!(list(&moves, "better", 1), None);
    let problems = moves.column_by_name("problem").unwrap().as_string::<i32>();
    assert!(problems.is_null(0));
    assert!(problems.value(1).starts_with("before: firm=2 (row 1)"), "{}", problems.value(1));
    assert!(problems.value(1).contains(" / after: "), "{}", problems.value(1));
    assert!(problems.is_valid(2) && problems.is_valid(3));
}
