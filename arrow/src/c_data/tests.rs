#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    Array as _, ArrayRef, DictionaryArray, Int8Array, LargeStringArray, ListArray, NullArray,
    RecordBatch, RecordBatchIterator, StringArray, StringViewArray, StructArray,
};
use arrow_buffer::NullBuffer;

use super::check::CArray;
use super::{Table, Unfit, of_array, of_stream};

fn batch() -> RecordBatch {
    let dictionary: DictionaryArray<Int8Type> = vec!["x", "y", "x"].into_iter().collect();
    let list = [Some(vec![Some(1)]), None, Some(vec![])];
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("text", Arc::new(StringArray::from(vec![Some("a"), None, Some("ccc")]))),
        ("large", Arc::new(LargeStringArray::from(vec!["a", "", "ccc"]))),
        ("view", Arc::new(StringViewArray::from(vec!["a", "longer than a view holds", ""]))),
        ("number", Arc::new(Int8Array::from(vec![1, 2, 3]))),
        ("dictionary", Arc::new(dictionary)),
        ("list", Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>(list))),
        ("nothing", Arc::new(NullArray::new(3))),
    ];
    let columns = columns.into_iter().map(|(name, column)| {
        let nullable = column.logical_null_count() > 0;
        (name, column, nullable)
    });
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

/// What comes out where `breaks` changed what the producer says.
fn taken(rows: &StructArray, breaks: impl FnOnce(&mut CArray)) -> Result<Table, Unfit> {
    let data = rows.to_data();
    let schema = FFI_ArrowSchema::try_from(data.data_type()).unwrap();
    let mut array = FFI_ArrowArray::new(&data);
    // SAFETY: both are laid out as the interface says, and what is changed is only read.
    breaks(unsafe { &mut *(&raw mut array).cast::<CArray>() });
    // SAFETY: the library wrote both.
    unsafe { of_array(&schema, array) }
}

fn refused(breaks: impl FnOnce(&mut CArray)) -> String {
    match taken(&batch().into(), breaks) {
        Err(Unfit::Broken(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

/// The first child, to be changed.
fn child(array: &mut CArray) -> &mut CArray {
    // SAFETY: the array has children, which nobody else looks at meanwhile.
    unsafe { &mut *(*array.children).cast_mut() }
}

#[test]
fn what_is_right_is_taken_over_as_it_is() {
    let batch = batch();
    let table = taken(&batch.clone().into(), |_| ()).unwrap();
    assert_eq!(&table.batches[..], std::slice::from_ref(&batch));
    let sliced = batch.slice(1, 2);
    let table = taken(&sliced.clone().into(), |_| ()).unwrap();
    assert_eq!(table.batches, [sliced]);

    let batches = [batch.clone(), batch.slice(0, 0), batch.slice(2, 1)];
    let reader = RecordBatchIterator::new(batches.clone().map(Ok), batch.schema());
    // SAFETY: the library wrote it.
    let table = unsafe { of_stream(FFI_ArrowArrayStream::new(Box::new(reader))) }.unwrap();
    assert_eq!((table.schema, &table.batches[..]), (batch.schema(), &batches[..]));
}

#[test]
fn a_row_that_is_null_is_null_in_every_column() {
    let (fields, columns, _) = StructArray::from(batch()).into_parts();
    let nulls = NullBuffer::from(vec![true, true, false]);
    let table = taken(&StructArray::new(fields, columns, Some(nulls)), |_| ()).unwrap();
    for (field, column) in table.schema.fields().iter().zip(table.batches[0].columns()) {
        let nulls = column.logical_nulls().unwrap();
        assert!(field.is_nullable() && nulls.is_null(2), "{field}");
        assert_eq!(nulls.is_null(1), column.is_null(1) || field.name() == "nothing");
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    type Breaks = fn(&mut CArray);
    let wrong: [(Breaks, &str); 16] = [
        (|array| array.length = -1, "length"),
        (|array| array.length = i64::MAX, "length"),
        (|array| array.length += 1, "shorter"),
        (|array| array.offset = 1 << 61, "offset"),
        (|array| array.offset = -1, "offset"),
        (|array| array.offset = 3, "shorter"),
        (|array| array.null_count = -2, "nulls"),
        (|array| array.null_count = 1, "nulls"),
        (|array| array.n_buffers = 0, "buffers"),
        (|array| array.n_children = 6, "children"),
        (|array| array.n_children = -1, "children"),
        (|array| array.children = std::ptr::null(), "children"),
        (|array| child(array).length = 2, "shorter"),
        (|array| child(array).n_buffers = 2, "buffers"),
        (|array| child(array).buffers = std::ptr::null(), "buffers"),
        (|array| child(array).null_count = 9, "nulls"),
    ];
    for (at, (breaks, what)) in wrong.into_iter().enumerate() {
        let said = refused(breaks);
        assert!(said.contains(what), "{at}: {said}");
    }
}

#[test]
fn what_is_no_table_is_told() {
    let data = StringArray::from(vec!["a"]).to_data();
    let schema = FFI_ArrowSchema::try_from(data.data_type()).unwrap();
    // SAFETY: the library wrote both.
    let table = unsafe { of_array(&schema, FFI_ArrowArray::new(&data)) };
    assert!(matches!(table, Err(Unfit::NoTable(kind)) if kind == "Utf8"));
    // SAFETY: nobody wrote it, and it says so.
    let table = unsafe { of_stream(FFI_ArrowArrayStream::empty()) };
    assert!(matches!(table, Err(Unfit::Broken(_))));
}
