//! Tables in which a row is one answer: every id comes out once, with what is wrong with it.
#![cfg(feature = "long")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Int16Type, Int32Type};
use arrow_array::{
    Array as _, ArrayRef, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray,
};
use shisei::catalog;
use shisei_arrow::{Error, Keep, Long, LongRun, OnError, Portfolio, PortfolioScorer};

fn portfolio() -> Portfolio {
    Portfolio::new([catalog::framework("five-basics@3.1").unwrap()]).id("firm")
}

fn reporting() -> PortfolioScorer {
    portfolio().on_error(OnError::Report).compile().unwrap()
}

fn text<'a>(cells: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(cells.into_iter().collect::<StringArray>())
}

type Row<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn batch(rows: &[Row<'_>]) -> RecordBatch {
    let columns = [
        ("firm", text(rows.iter().map(|row| row.0))),
        ("item", text(rows.iter().map(|row| row.1))),
        ("answer", text(rows.iter().map(|row| row.2))),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, it)| (name, it, true))).unwrap()
}

fn row<'a>(firm: &'a str, item: &'a str, answer: &'a str) -> Row<'a> {
    (Some(firm), Some(item), Some(answer))
}

fn rest(run: &mut LongRun) -> Result<Vec<RecordBatch>, Error> {
    std::iter::from_fn(|| run.next_unless(&|| false)).collect()
}

fn score(scorer: &PortfolioScorer, batch: &RecordBatch) -> Result<RecordBatch, Error> {
    let mut run = scorer.long(batch.schema_ref(), &Long::new("item", "answer"))?;
    run.add(batch)?;
    run.end();
    Ok(rest(&mut run)?.remove(0))
}

fn texts(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(name).unwrap();
    (0..column.len()).map(|row| shisei_arrow::cell_text(column.as_ref(), row)).collect()
}

fn met(batch: &RecordBatch) -> Vec<Option<i16>> {
    batch.column_by_name("met").unwrap().as_primitive::<Int16Type>().iter().collect()
}

#[test]
fn problems_are_told_in_the_order_of_the_rows_and_take_the_scores_away() {
    let rows = [
        row("A", "B1", "done"),
        row("B", "B7", "done"),
        row("B", "B1", "nonsense"),
        row("B", "問2", "done"),
        row("B", "B2", "done"),
        (None, Some("B1"), Some("done")),
    ];
    let scored = score(&reporting(), &batch(&rows)).unwrap();
    assert_eq!(texts(&scored, "firm"), [Some("A".into()), Some("B".into()), None]);
    assert_eq!(met(&scored), [Some(1), None, None]);
    let codes = texts(&scored, "problem_code");
    assert_eq!(codes, [None, Some("unknown-control".into()), Some("missing-field".into())]);
    let said = texts(&scored, "problem");
    let said = said[1].as_deref().unwrap();
    let parts = ["firm=B (row 1): there is no control `B7`", "B2: this control", "`nonsense`"];
    let places: Vec<usize> = parts.iter().map(|part| said.find(part).expect(said)).collect();
    assert!(places.is_sorted(), "{said}");
    let listed = scored.column_by_name("problems").unwrap().as_list::<i32>().value(1);
    let listed = listed.as_struct();
    let column = |name: &str| listed.column_by_name(name).unwrap().as_string::<i32>().clone();
    let codes: Vec<_> = column("code").iter().flatten().map(str::to_owned).collect();
    assert_eq!(codes, ["unknown-control", "duplicate-answer", "unknown-choice"]);
    let columns: Vec<_> = column("column").iter().flatten().map(str::to_owned).collect();
    assert_eq!(columns, ["firm", "B2", "B1"]);

    let Err(Error::Refused(error)) = score(&portfolio().compile().unwrap(), &batch(&rows)) else {
        panic!("it is refused");
    };
    assert_eq!(error.problems().len(), 2);
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("B1"));
}

#[test]
fn ids_of_any_type_come_in_the_order_of_their_first_answers() {
    let numbers = Arc::new(Int64Array::from(vec![9, 7, 9])) as ArrayRef;
    let sorted = StringArray::from(vec!["a", "b", "unused"]);
    let keys = Int32Array::from(vec![1, 0, 1]);
    let categories: ArrayRef =
        Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(sorted)).unwrap());
    for (ids, expected) in [(numbers, ["9", "7"]), (categories, ["b", "a"])] {
        let items = text([Some("1.0"), Some("B1"), Some("2")]);
        let answers = text([Some("done"), Some("done"), Some("done")]);
        let columns = [("firm", ids), ("item", items), ("answer", answers)];
        let scored = score(&reporting(), &RecordBatch::try_from_iter(columns).unwrap()).unwrap();
        assert_eq!(texts(&scored, "firm"), expected.map(|id| Some(id.to_owned())));
        assert_eq!(met(&scored), [Some(2), Some(1)]);
    }
}

#[test]
fn columns_that_go_along_say_one_thing_for_each_id() {
    let keep = || Keep::Columns(vec!["trade".into()]);
    let scorer = portfolio().on_error(OnError::Report).keep(keep()).compile().unwrap();
    let rows = [row("A", "B1", "done"), row("A", "B2", "done"), row("B", "B1", "done")];
    let whole = batch(&rows);
    let with = |trades: [Option<&str>; 3]| {
        let names = whole.schema_ref().fields().iter().map(|field| field.name().clone());
        let columns = names.zip(whole.columns().iter().cloned());
        let columns = columns.chain([("trade".to_owned(), text(trades))]);
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, it)| (name, it, true)))
            .unwrap()
    };
    let scored = score(&scorer, &with([Some("shop"), Some("shop"), None])).unwrap();
    assert_eq!(texts(&scored, "trade"), [Some("shop".into()), None]);
    assert_eq!(met(&scored), [Some(2), Some(1)]);
    let scored = score(&scorer, &with([Some("shop"), None, None])).unwrap();
    assert_eq!(met(&scored), [None, Some(1)]);
    assert!(texts(&scored, "problem")[0].as_deref().unwrap().contains("(shop / null)"));
    assert_eq!(texts(&scored, "trade"), [Some("shop".into()), None]);
}

#[test]
fn adjacent_rows_go_on_as_they_come_and_an_id_that_comes_back_is_told() {
    const FIRMS: usize = 40_000;
    let names: Vec<String> = (0..FIRMS).map(|at| format!("f{at:05}")).collect();
    let rows: Vec<Row<'_>> = names
        .iter()
        .flat_map(|firm| ["B1", "B2"].map(|item| row(firm, item, "done")))
        .chain([row("f00000", "B3", "done"), row("f39999", "B7", "done")])
        .collect();
    let whole = batch(&rows);
    let layout = Long::new("item", "answer").grouped();
    let mut run = reporting().long(whole.schema_ref(), &layout).unwrap();
    let mut found = Vec::new();
    let mut early = 0;
    for from in (0..whole.num_rows()).step_by(9_999) {
        let rows = 9_999.min(whole.num_rows() - from);
        run.add(&whole.slice(from, rows)).unwrap();
        found.extend(rest(&mut run).unwrap());
        early = found.len();
    }
    assert!(early > 0);
    run.end();
    found.extend(rest(&mut run).unwrap());
    let bad: usize = found.iter().map(|it| texts(it, "problem").iter().flatten().count()).sum();
    let rows: usize = found.iter().map(RecordBatch::num_rows).sum();
    // The last firm was not given yet, and takes its row; the first one was.
    assert_eq!((rows, bad), (FIRMS + 1, 2));
    let all: Vec<_> = found.iter().flat_map(met).collect();
    assert!(all[..FIRMS - 1].iter().all(|met| *met == Some(2)));
    assert_eq!(all[FIRMS - 1..], [None, Some(1)]);
    assert!(matches!(run.add(&whole), Err(Error::Stopped)));
}

#[test]
fn a_row_for_each_id_is_what_is_scored() {
    let whole = batch(&[row("A", "B1", "done"), row("A", "", " "), row("A", "B5", "○")]);
    let mut run = reporting().long_rows(whole.schema_ref(), &Long::new("item", "answer")).unwrap();
    run.add(&whole).unwrap();
    run.end();
    let rows = rest(&mut run).unwrap().remove(0);
    assert_eq!(rows.schema(), run.schema());
    assert_eq!(texts(&rows, "B1"), [Some("done".into())]);
    assert_eq!(texts(&rows, "B2"), [None]);
    assert_eq!(texts(&rows, "B5"), [Some("○".into())]);
    assert!(run.notes(shisei::Lang::En).unwrap().starts_with("1 rows left out"));
}

#[test]
fn what_cannot_be_read_so_is_refused_by_name() {
    let whole = batch(&[row("A", "B1", "done")]);
    let refused = |scorer: &PortfolioScorer, layout: &Long| {
        let Err(Error::Refused(error)) = scorer.long(whole.schema_ref(), layout) else {
            panic!("it is refused");
        };
        error.problems()[0].clone()
    };
    let problem = refused(&reporting(), &Long::new("itme", "answer"));
    assert_eq!(
        (problem.code.as_str(), problem.nearest.as_deref()),
        ("unknown-column", Some("item"))
    );
    let problem = refused(&reporting(), &Long::marked("item", ["answer", "Nein"]));
    assert_eq!(problem.given.as_deref(), Some("Nein"));
    let framework = catalog::framework("five-basics@3.1").unwrap();
    let keyless = Portfolio::new([framework]).compile().unwrap();
    assert_eq!(refused(&keyless, &Long::new("item", "answer")).code.as_str(), "missing-field");

    let many: Vec<String> = (0..40_000).map(|at| format!("text {at}")).collect();
    let many: Vec<Row<'_>> = many.iter().map(|text| row("A", "B1", text)).collect();
    let Err(error) = score(&reporting(), &batch(&many)) else { panic!("it is refused") };
    assert!(error.to_string().contains("answer: the input is too large"), "{error}");
}
