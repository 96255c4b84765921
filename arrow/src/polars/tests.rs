#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::ffi::CStr;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{
    Array as _, ArrayRef, DictionaryArray, Int64Array, ListArray, NullArray, StringArray,
    StringViewArray, StructArray,
};
use arrow_schema::Field;
use shisei::catalog;

use super::series::{Given, SeriesExport};
use super::{field, last_error, lend, score, version};
use crate::{Absent, Duplicates, Keep, OnError, Portfolio};

const FRAMEWORK: &str = "five-basics@3.1";

fn portfolio() -> Portfolio {
    Portfolio::new([catalog::framework(FRAMEWORK).unwrap()])
        .keep(Keep::Columns(Vec::new()))
        .duplicates(Duplicates::Ignore)
        .threads(std::num::NonZero::<usize>::MIN)
        .unnumbered()
}

fn nothing() -> SeriesExport {
    // SAFETY: pointers may be null, and so may a function that need not be there.
    unsafe { std::mem::zeroed() }
}

fn said() -> String {
    // SAFETY: the text is there until the next call on this thread.
    let said = unsafe { CStr::from_ptr(last_error()) };
    said.to_str().unwrap().to_owned()
}

/// Columns by name, each in chunks.
type Columns<'a> = &'a [(&'a str, Vec<ArrayRef>)];

fn column(name: &str, chunks: &[ArrayRef]) -> Field {
    Field::new(name, chunks[0].data_type().clone(), true)
}

/// The scores, called as Polars calls: with columns that are released by whoever takes them.
fn scores(expression: &[u8], columns: Columns<'_>) -> Result<Vec<StructArray>, String> {
    let fields: Vec<FFI_ArrowSchema> = columns
        .iter()
        .map(|(name, chunks)| FFI_ArrowSchema::try_from(column(name, chunks)).unwrap())
        .collect();
    let mut kind = FFI_ArrowSchema::empty();
    let (bytes, length) = (expression.as_ptr(), expression.len());
    // SAFETY: there are so many fields and bytes, and what is there may be written over.
    unsafe {
        let count = fields.len();
        field(fields.as_ptr(), count, &raw mut kind, bytes, length);
    }
    // SAFETY: it was written here, or is empty.
    if unsafe { crate::c_data::name(&kind) }.is_err() {
        return Err(said());
    }
    let kind = Field::try_from(&kind).unwrap();

    let mut given: Vec<ManuallyDrop<SeriesExport>> = columns
        .iter()
        .map(|(name, chunks)| SeriesExport::new(&column(name, chunks), chunks).unwrap())
        .map(ManuallyDrop::new)
        .collect();
    let mut out = nothing();
    // SAFETY: as above, and the columns are handed over.
    unsafe {
        let (columns, count) = (given.as_mut_ptr().cast(), given.len());
        let context = std::ptr::null();
        score(columns, count, bytes, length, &raw mut out, context);
    }
    if out.is_nothing() {
        return Err(said());
    }
    // SAFETY: it was made here.
    let (name, chunks) = unsafe {
        let given = Given::columns((&raw mut out).cast(), 1).unwrap().remove(0);
        std::mem::forget(out);
        (given.name.clone(), given.values().unwrap())
    };
    assert_eq!((name.as_str(), kind.name().as_str()), ("shisei", "shisei"));
    assert!(chunks.iter().all(|chunk| chunk.data_type() == kind.data_type()));
    Ok(chunks.iter().map(|chunk| chunk.as_struct().clone()).collect())
}

fn text(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn met(scores: &[StructArray]) -> Vec<Option<i16>> {
    let met = |scores: &StructArray| {
        let met = scores.column_by_name("met").unwrap().as_primitive::<Int16Type>().clone();
        met.iter().collect::<Vec<_>>()
    };
    scores.iter().flat_map(met).collect()
}

#[test]
fn chunks_of_unlike_shape_and_type_are_read_row_by_row() {
    assert_eq!(version(), 1);
    lend(b"unlike", &portfolio().compile().unwrap());
    let dictionary: DictionaryArray<Int8Type> =
        ["done", "not-done", "done", "done"].into_iter().collect();
    let views: ArrayRef = Arc::new(StringViewArray::from(vec!["できている", "done", "", ""]));
    let columns = [
        ("firm", vec![text(&["a"]), text(&["b", "c", "d"])]),
        ("B1", vec![text(&["done", "done"]), text(&["done", "not-done"])]),
        ("B2", vec![Arc::new(dictionary) as ArrayRef]),
        ("B3", vec![views.slice(0, 1), views.slice(1, 0), views.slice(1, 1), views.slice(2, 2)]),
        ("B4", vec![Arc::new(NullArray::new(4)) as ArrayRef]),
        // One value for all rows.
        ("B5", vec![text(&["done"])]),
    ];
    let found = scores(b"unlike", &columns).unwrap();
    assert_eq!(found.iter().map(StructArray::len).collect::<Vec<_>>(), [1, 1, 2]);
    assert_eq!(met(&found), [Some(4), Some(3), Some(3), Some(2)]);
    let nobody = scores(b"unlike", &[("B1", vec![text(&["done"])])]).unwrap_err();
    assert!(nobody.starts_with("missing-column: ") && nobody.contains("B5"), "{nobody}");
}

#[test]
fn no_rows_give_no_rows() {
    lend(b"empty", &portfolio().absent(Absent::Unanswered).compile().unwrap());
    let found = scores(b"empty", &[("B1", vec![text(&[])]), ("B2", vec![text(&["done"])])]);
    assert_eq!(met(&found.unwrap()), []);
    let found = scores(b"empty", &[("firm", vec![text(&["a", "b"])])]);
    assert_eq!(met(&found.unwrap()), [Some(0); 2]);
}

#[test]
fn what_cannot_be_scored_is_told_with_its_code() {
    let answers = portfolio().id("firm").absent(Absent::Unanswered);
    lend(b"stop", &answers.compile().unwrap());
    lend(b"report", &answers.on_error(OnError::Report).compile().unwrap());
    let columns = [("firm", vec![text(&["a", "b"])]), ("B1", vec![text(&["done", "dome"])])];
    let stopped = scores(b"stop", &columns).unwrap_err();
    assert!(stopped.starts_with("unknown-choice: firm=b, B1"), "{stopped}");
    assert!(stopped.contains("`dome`"), "{stopped}");
    let reported = scores(b"report", &columns).unwrap();
    assert_eq!(met(&reported), [Some(1), None]);

    let unlike = [("firm", vec![text(&["a", "b"])]), ("B1", vec![text(&["done"; 3])])];
    assert_eq!(scores(b"report", &unlike).unwrap_err(), "the columns are of 2 and 3 rows");
    let list = ListArray::from_iter_primitive::<Int8Type, _, _>([Some(vec![Some(1)])]);
    let list: ArrayRef = Arc::new(list);
    let unfit = scores(b"stop", &[("firm", vec![text(&["a"])]), ("B1", vec![list])]).unwrap_err();
    assert!(unfit.starts_with("unknown-choice: ") && unfit.contains("`[1]`"), "{unfit}");
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let number = scores(b"stop", &[("firm", vec![text(&["a"])]), ("B1", vec![numbers])]);
    assert!(number.unwrap_err().starts_with("unknown-choice: "));
}

#[test]
fn a_panic_is_an_error_of_ours() {
    let failed = super::told(|| -> Result<(), _> { panic!("on purpose") });
    assert!(failed.is_none());
    assert_eq!(said(), "this is a mistake in shisei");
}
