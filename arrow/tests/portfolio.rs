//! Whatever comes in, every row comes out, scored or with the reason why not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::sync::Arc;

use shisei::{Code, ErrorKind, Framework, Lang, catalog};
use shisei_arrow::arrow_array::builder::{StringDictionaryBuilder, StringViewBuilder};
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::types::{Int8Type, Int16Type, Int32Type};
use shisei_arrow::arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray,
    FixedSizeBinaryArray, Float64Array, Int8Array, Int64Array, ListArray, NullArray, RecordBatch,
    RecordBatchIterator, RecordBatchOptions, RecordBatchReader as _, StringArray, StringViewArray,
    TimestampMicrosecondArray,
};
use shisei_arrow::arrow_schema::{ArrowError, Schema};
use shisei_arrow::{
    Absent, Duplicates, Error, Integers, Keep, Matrix, Numbers, OnError, Portfolio,
};

const CONTROLS: [&str; 5] = ["B1", "B2", "B3", "B4", "B5"];

fn framework() -> &'static Framework {
    catalog::framework("five-basics@3.1").unwrap()
}

fn portfolio() -> Portfolio {
    Portfolio::new([framework()])
}

/// The same column for every control, behind the others.
fn table(others: &[(&str, ArrayRef)], answers: &ArrayRef) -> RecordBatch {
    let answers = CONTROLS.map(|name| (name, Arc::clone(answers)));
    RecordBatch::try_from_iter(others.iter().cloned().chain(answers)).unwrap()
}

fn texts(answers: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(answers.to_vec()))
}

fn coverage(scored: &RecordBatch) -> Vec<Option<i16>> {
    scored.column_by_name("coverage").unwrap().as_primitive::<Int16Type>().iter().collect()
}

fn problems(scored: &RecordBatch) -> Vec<Option<String>> {
    let column = scored.column_by_name("problem").unwrap();
    // What is no text must not pass for text.
    column.to_data().validate_full().unwrap();
    column.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect()
}

fn refused(result: Result<RecordBatch, Error>) -> shisei::Error {
    match result {
        Err(Error::Refused(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_are_read_in_every_form_that_arrow_has_for_them() {
    let mut views = StringViewBuilder::new();
    let mut keys = StringDictionaryBuilder::<Int32Type>::new();
    for answer in ["done", "できていない"] {
        views.append_value(answer);
        keys.append_value(answer);
    }
    views.append_null();
    keys.append_null();
    let forms: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec![Some("done"), Some("できていない"), None])),
        Arc::new(BinaryArray::from(vec![
            Some(&b"DONE"[..]),
            Some("できていない".as_bytes()),
            None,
        ])),
        Arc::new(views.finish()),
        Arc::new(keys.finish()),
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])),
        Arc::new(Int8Array::from(vec![Some(0), Some(2), None])),
        Arc::new(Int64Array::from(vec![Some(0), Some(2), None])),
        Arc::new(Float64Array::from(vec![0.0, 2.0, f64::NAN])),
    ];
    for answers in forms {
        let scorer = portfolio().numbers(Numbers::FromZero).compile().unwrap();
        let scored = scorer.score(&table(&[], &answers)).unwrap();
        assert_eq!(coverage(&scored), [Some(100), Some(0), None], "{:?}", answers.data_type());
        // The same where it begins within a byte of the bits.
        let scored = scorer.score(&table(&[], &answers.slice(1, 2))).unwrap();
        assert_eq!(coverage(&scored), [Some(0), None], "{:?}", answers.data_type());
    }
}

#[test]
fn a_bad_row_keeps_its_place_and_says_why() {
    let ids = texts(&["a", "b", "c"]);
    let batch = table(&[("firm", ids)], &texts(&["done", "dome", "not-done"]));
    let reporting = portfolio().id("firm").on_error(OnError::Report);
    let scored = reporting.score(&batch).unwrap();
    assert_eq!(coverage(&scored), [Some(100), None, Some(0)]);
    let problems = problems(&scored);
    assert_eq!((&problems[0], &problems[2]), (&None, &None));
    let told = problems[1].as_deref().unwrap();
    let first = "firm=b (row 1), B1: `dome` is not one of the choices. Did you mean `done`? Valid";
    assert!(told.starts_with(first), "{told}");
    assert!(told.ends_with(" / also: B4, B5"), "{told}");

    let error = refused(portfolio().id("firm").score(&batch));
    assert_eq!((error.kind(), error.problems().len()), (ErrorKind::InvalidSheet, 5));
    assert_eq!(error.problems()[4].at.as_deref(), Some("firm=b (row 1), B5"));
    assert_eq!(error.problems()[4].nearest.as_deref(), Some("done"));
    let scorer = reporting.compile().unwrap();
    assert_eq!(scorer.problems(&batch, 1, 0).unwrap(), error.problems());
    assert_eq!(scorer.problems(&batch, 0, 0).unwrap(), []);
    assert_eq!(scorer.problems(&batch, 3, 0).unwrap(), []);
}

/// The words of a row are those of its problems, whichever way they were made.
#[test]
fn words_that_are_made_once_are_the_words_of_the_problem() {
    let rows = 9_000;
    let mut wrong: Vec<String> = (0..rows).map(|at| format!("wrong {at}\u{7}")).collect();
    wrong[1] = "長い".repeat(100);
    wrong[2] = "\u{e000}".to_owned();
    let ids: Vec<String> = (0..rows).map(|at| format!("{at}\u{202e}")).collect();
    let columns = [
        ("firm", Arc::new(StringArray::from(ids)) as ArrayRef),
        ("B1", Arc::new(StringArray::from(wrong))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    for lang in [Lang::En, Lang::Ja] {
        let portfolio = portfolio().id("firm").absent(Absent::Unanswered).lang(lang);
        let scorer = portfolio.on_error(OnError::Report).compile().unwrap();
        let told = problems(&scorer.score(&batch).unwrap());
        for row in [0, 1, 2, 3, 4_095] {
            let problems = scorer.problems(&batch, row, 0).unwrap();
            let said = problems[0].sentence(lang);
            assert_eq!(told[row].as_deref(), Some(said.as_str()));
        }
        // Of very many wrong answers only the first have a nearest one.
        let problem = &mut scorer.problems(&batch, rows - 1, 0).unwrap()[0];
        problem.nearest = None;
        let said = problem.sentence(lang);
        assert_eq!(told[rows - 1].as_deref(), Some(said.as_str()));
    }
}

#[test]
fn bytes_that_are_no_text_are_a_bad_row_that_can_be_read() {
    let foreign: &[u8] = b"\x96\xa2\x8e\xc0\x8e\x7b";
    let half: &[u8] = &"は".as_bytes()[..2];
    let bytes = BinaryArray::from(vec![foreign, half, b"done"]);
    // SAFETY: this is what must not be trusted: arrays from elsewhere say that they are text.
    #[allow(unsafe_code, reason = "what a file with such bytes becomes")]
    let lies = unsafe {
        let (offsets, values, nulls) = bytes.into_parts();
        StringArray::new_unchecked(offsets, values, nulls)
    };
    let views = {
        let mut views = Vec::new();
        for text in [foreign, half, b"done"] {
            let mut view = [0; 16];
            view[0] = u8::try_from(text.len()).unwrap();
            view[4..4 + text.len()].copy_from_slice(text);
            views.push(u128::from_le_bytes(view));
        }
        // SAFETY: as above.
        #[allow(unsafe_code, reason = "what a file with such bytes becomes")]
        unsafe {
            StringViewArray::new_unchecked(views.into(), Arc::default(), None)
        }
    };
    let forms: [ArrayRef; 2] = [Arc::new(lies), Arc::new(views)];
    for form in forms {
        let batch = table(&[("firm", Arc::clone(&form))], &form);
        let portfolio = portfolio().id("firm").keep(Keep::Columns(Vec::new()));
        let scored = portfolio.clone().on_error(OnError::Report).score(&batch).unwrap();
        assert_eq!(coverage(&scored), [None, None, Some(100)]);
        let problems = problems(&scored);
        assert!(problems[0].as_deref().unwrap().contains('\u{fffd}'));
        assert!(problems[1].as_deref().unwrap().contains("`\u{fffd}` is not one of the choices"));
        refused(portfolio.score(&batch));
    }
}

#[test]
fn ids_of_every_plain_type_tell_rows_apart() {
    let keys: DictionaryArray<Int8Type> = vec!["x", "y", "x"].into_iter().collect();
    let ids: Vec<(ArrayRef, &str)> = vec![
        (Arc::new(Date32Array::from(vec![0, 20_000, 0])), "1970-01-01"),
        (
            Arc::new(TimestampMicrosecondArray::from(vec![0, 1, 0]).with_timezone("Asia/Tokyo")),
            "1970-01-01 00:00:00Z",
        ),
        (
            Arc::new(
                Decimal128Array::from(vec![7_i128, 8, 7]).with_precision_and_scale(12, 1).unwrap(),
            ),
            "0.7",
        ),
        (
            Arc::new(
                FixedSizeBinaryArray::try_from_iter([[1_u8, 255], [2, 2], [1, 255]].iter())
                    .unwrap(),
            ),
            "01ff",
        ),
        (Arc::new(keys), "x"),
        (Arc::new(BooleanArray::from(vec![true, false, true])), "true"),
        (Arc::new(Float64Array::from(vec![1.5, 2.5, 1.5])), "1.5"),
        (Arc::new(Int64Array::from(vec![9, 8, 9])), "9"),
        (texts(&["b", "a", "b"]), "b"),
        (
            Arc::new(StringViewArray::from(vec![
                "a longer text than a view holds",
                "b",
                "a longer text than a view holds",
            ])),
            "a longer text than a view holds",
        ),
    ];
    for (ids, name) in ids {
        let kind = ids.data_type().clone();
        let batch = table(&[("firm", ids)], &texts(&["done", "done", "done"]));
        let portfolio = portfolio().id("firm");
        let scored = portfolio.clone().on_error(OnError::Report).score(&batch).unwrap();
        let problems = problems(&scored);
        let told = format!("firm={name} (row 2): the id `{name}` occurs twice.");
        assert_eq!(problems, [None, None, Some(told)], "{kind}");
        assert_eq!(coverage(&scored), [Some(100); 3], "it is scored all the same");
        assert_eq!(refused(portfolio.score(&batch)).problems()[0].code, Code::DuplicateId);
        let ignoring = portfolio.duplicates(Duplicates::Ignore).score(&batch).unwrap();
        assert_eq!(ignoring.column_by_name("problem").unwrap().null_count(), 3);
    }
}

#[test]
fn a_row_without_an_id_is_told() {
    let ids: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None]));
    let batch = table(&[("firm", ids)], &texts(&["done", "done"]));
    let portfolio = portfolio().id("firm");
    let scored = portfolio.clone().on_error(OnError::Report).score(&batch).unwrap();
    let told = "firm=null (row 1): the field `firm` is missing.";
    assert_eq!(problems(&scored), [None, Some(told.to_owned())]);
    assert_eq!(refused(portfolio.clone().score(&batch)).problems()[0].code, Code::MissingField);
    portfolio.duplicates(Duplicates::Ignore).score(&batch).unwrap();
}

#[test]
fn what_says_nothing_is_no_id() {
    let blank: ArrayRef = Arc::new(StringArray::from(vec!["a", " \u{3000}"]));
    let nan: ArrayRef = Arc::new(Float64Array::from(vec![1.5, f64::NAN]));
    for ids in [blank, nan] {
        let batch = table(&[("firm", ids)], &texts(&["done", "done"]));
        let scored = portfolio().id("firm").on_error(OnError::Report).score(&batch).unwrap();
        assert!(problems(&scored)[1].as_deref().unwrap().ends_with("the field `firm` is missing."));
    }
}

#[test]
fn values_of_other_types_are_told_as_json() {
    let list = || ListArray::from_iter_primitive::<Int8Type, _, _>([Some(vec![Some(1), None])]);
    let batch = table(&[("firm", Arc::new(list()))], &(Arc::new(list()) as ArrayRef));
    let scored = portfolio().id("firm").on_error(OnError::Report).score(&batch).unwrap();
    let told = problems(&scored)[0].clone().unwrap();
    assert!(told.starts_with("firm=[1, null] (row 0), B1: `[1, null]` is not one"), "{told}");
}

#[test]
fn everything_that_is_wrong_with_the_columns_is_one_error() {
    let batch = RecordBatch::try_from_iter([
        ("b1", texts(&["done"])),
        ("B_2", texts(&["done"])),
        ("B3", Arc::new(Date32Array::from(vec![0])) as ArrayRef),
    ]);
    let batch = batch.unwrap();
    let wrong = portfolio().id("frim").column("B-2", "B2").keep(Keep::Columns(vec!["x".into()]));
    let error = refused(wrong.score(&batch));
    let codes: Vec<Code> = error.problems().iter().map(|problem| problem.code).collect();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    let expected = [
        Code::UnknownColumn,
        Code::UnknownColumn,
        Code::MissingColumn,
        Code::MissingColumn,
        Code::UnknownColumn,
    ];
    assert_eq!(codes, expected);
    let error = refused(portfolio().select(["coverge"]).score(&batch));
    assert_eq!(error.problems()[0].code, Code::UnknownOption);
    let error = refused(portfolio().spelling("x", "dnoe").score(&batch));
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("done"));
}

#[test]
fn nothing_and_absent_are_unanswered() {
    let nothing: ArrayRef = Arc::new(NullArray::new(2));
    let scored = portfolio().score(&table(&[], &nothing)).unwrap();
    assert_eq!(coverage(&scored), [None, None]);
    let batch = RecordBatch::try_from_iter([("x", texts(&["1", "2"]))]).unwrap();
    let absent = portfolio().absent(Absent::Unanswered).score(&batch).unwrap();
    assert_eq!(coverage(&absent), [None, None]);
    let empty = portfolio().score(&table(&[], &nothing).slice(0, 0)).unwrap();
    assert_eq!(empty.num_rows(), 0);
}

#[test]
fn columns_are_kept_and_chosen_as_asked() {
    let batch = table(&[("firm", texts(&["a"])), ("x", texts(&["1"]))], &texts(&["done"]));
    let names = |portfolio: Portfolio| {
        let scored = portfolio.select(["coverage"]).score(&batch).unwrap();
        let fields = scored.schema();
        fields.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(portfolio()), ["firm", "x", "coverage"]);
    assert_eq!(names(portfolio().id("firm").keep(Keep::Columns(vec![]))), ["firm", "coverage"]);
    assert_eq!(names(portfolio().keep(Keep::All)).len(), 8);
    let small = portfolio().integers(Integers::Smallest).score(&batch).unwrap();
    assert_eq!(small.column_by_name("met").unwrap().as_primitive::<Int8Type>().values(), &[5]);
}

#[test]
fn several_frameworks_stand_side_by_side() {
    let later = catalog::framework("five-basics@4.0").unwrap();
    let portfolio = Portfolio::new([framework(), later]).on_error(OnError::Report);
    let portfolio = portfolio.absent(Absent::Unanswered);
    let scored = portfolio.score(&table(&[], &texts(&["done", "?"]))).unwrap();
    assert!(scored.column_by_name("five_basics_3_1_coverage").is_some());
    assert!(scored.column_by_name("five_basics_4_0_coverage").is_some());
    assert!(problems(&scored)[1].as_deref().unwrap().starts_with("row 1, B1"));
}

#[test]
fn streams_number_their_rows_on_and_watch_their_ids() {
    let batch = |ids: &[&str]| table(&[("firm", texts(ids))], &texts(&["done", "done"]));
    let batches = [batch(&["b", "c"]), batch(&["a", "b"])];
    let scorer = portfolio().id("firm").on_error(OnError::Report).compile().unwrap();
    let reader =
        RecordBatchIterator::new(batches.clone().map(Ok::<_, ArrowError>), batches[0].schema());
    let mut scored = scorer.read(reader).unwrap();
    assert_eq!(scored.schema(), scorer.schema(&batches[0].schema()).unwrap());
    let first = scored.next().unwrap().unwrap();
    assert_eq!(problems(&first), [None, None]);
    let told = "firm=b (row 3): the id `b` occurs twice.";
    assert_eq!(problems(&scored.next().unwrap().unwrap()), [None, Some(told.to_owned())]);
    assert!(scored.next().is_none());
    assert_eq!((scored.run().rows(), scored.run().ids_full()), (4, false));

    // A table in batches is one table.
    let whole = scorer.score_all(&batches[0].schema(), &batches, &|| false).unwrap();
    assert_eq!(problems(&whole[1]), [None, Some(told.to_owned())]);

    let strict = portfolio().id("firm").compile().unwrap();
    let reader = RecordBatchIterator::new(batches.clone().map(Ok), batches[0].schema());
    let error = strict.read(reader).unwrap().nth(1).unwrap().unwrap_err();
    assert!(matches!(error, ArrowError::ExternalError(_)), "{error:?}");
}

#[test]
fn a_matrix_is_scored_like_its_columns() {
    let width = CONTROLS.len();
    let bytes: Vec<u8> = (0..70 * width).map(|at| u8::from(at % 7 < 3)).collect();
    let columns = CONTROLS.iter().enumerate().map(|(column, name)| {
        let cells = (0..70).map(|row| bytes[row * width + column].cast_signed());
        (*name, Arc::new(Int8Array::from_iter_values(cells)) as ArrayRef)
    });
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let scorer = portfolio().numbers(Numbers::FromZero).on_error(OnError::Report);
    let scorer = scorer.compile().unwrap();
    let matrix = |bytes: &[u8]| {
        scorer.score_matrix(Matrix::new(bytes, &CONTROLS).unwrap(), &|| false).unwrap()
    };
    assert_eq!(matrix(&bytes), scorer.score(&batch).unwrap());
    let mut wrong = bytes.clone();
    wrong[width + 2] = 9;
    let told = problems(&matrix(&wrong))[1].clone().unwrap();
    assert!(told.starts_with("row 1, B3: `9` is not one of the choices."), "{told}");
    assert!(Matrix::new(&bytes[1..], &CONTROLS).is_none());
    assert_eq!(matrix(&[]).num_rows(), 0);
}

#[test]
fn threads_that_share_rows_out_say_what_one_says() {
    // More than one thread takes at a time, and no whole number of blocks.
    let rows = if cfg!(miri) { 2 * 4096 + 9 } else { 3 * 65_536 + 9 };
    let answers: StringArray =
        (0..rows).map(|row| ["done", "not-done", "?"].get(row % 3)).collect();
    let batch = table(&[], &(Arc::new(answers) as ArrayRef));
    let scored = |threads: usize| {
        let threads = std::num::NonZero::new(threads).unwrap();
        portfolio().on_error(OnError::Report).threads(threads).score(&batch).unwrap()
    };
    let one = scored(1);
    assert_eq!(one.column_by_name("problem").unwrap().null_count(), rows - rows / 3);
    assert_eq!(scored(3), one);
}

#[test]
fn a_run_can_be_stopped() {
    let rows = if cfg!(miri) { 5_000 } else { 200_000 };
    let wrong: StringArray = (0..rows).map(|at| Some(format!("no {at}"))).collect();
    let batch = table(&[], &(Arc::new(wrong) as ArrayRef));
    let scorer = portfolio().on_error(OnError::Report).compile().unwrap();
    let asked = std::cell::Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        true
    };
    let result = scorer.score_all(&batch.schema(), &[batch], &stop);
    // It is asked only when it takes long; then it ends at once.
    match result {
        Err(Error::Stopped) => assert_eq!(asked.get(), 1),
        other => assert!(other.is_ok() && asked.get() == 0),
    }
}

#[test]
fn more_rows_than_memory_holds_are_an_error() {
    let rows = 1 << 56;
    let batch = RecordBatch::try_new_with_options(
        Arc::new(Schema::empty()),
        Vec::new(),
        &RecordBatchOptions::new().with_row_count(Some(rows)),
    );
    let result = portfolio().absent(Absent::Unanswered).score(&batch.unwrap());
    assert!(matches!(result, Err(Error::Memory { rows: found }) if found == rows));
}
