//! Scores a stream of batches, in the memory of one.
//!
//! `cargo run -p shisei-arrow --example stream`
#![allow(clippy::print_stdout, reason = "an example")]

use std::sync::Arc;

use shisei::catalog;
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::types::Int16Type;
use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, StringArray};
use shisei_arrow::{OnError, Portfolio};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let batches =
        [batch(["C-1", "C-2"], ["done", "できていない"])?, batch(["C-3", "C-4"], ["dome", ""])?];
    let schema = batches[0].schema();
    let stream = RecordBatchIterator::new(batches.map(Ok), schema);

    let portfolio = Portfolio::new([catalog::framework("five-basics@3.1")?]);
    let scorer = portfolio.id("company_id").on_error(OnError::Report).compile()?;
    for scored in scorer.read(stream)? {
        let scored = scored?;
        let [ids, coverage, problems] = ["company_id", "coverage", "problem"]
            .map(|name| scored.column_by_name(name).expect("it is there"));
        let numbers = coverage.as_primitive::<Int16Type>().iter();
        let problems = problems.as_string::<i32>().iter();
        for (id, (number, problem)) in ids.as_string::<i32>().iter().zip(numbers.zip(problems)) {
            println!("{id:?}: coverage {number:?}, problem {problem:?}");
        }
    }
    Ok(())
}

/// Two firms with the same answer to every control.
fn batch(ids: [&str; 2], answers: [&str; 2]) -> Result<RecordBatch, Box<dyn std::error::Error>> {
    let column = |values: [&str; 2]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    let answers = ["B1", "B2", "B3", "B4", "B5"].map(|name| (name, column(answers)));
    Ok(RecordBatch::try_from_iter([("company_id", column(ids))].into_iter().chain(answers))?)
}
