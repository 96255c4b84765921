//! Columns of Polars as tables, and their scores as a column.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, NullArray, RecordBatch, RecordBatchOptions, StructArray};
use arrow_array::{make_array, new_empty_array};
use arrow_data::transform::{Capacities, MutableArrayData};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use crate::error::Error;
use crate::scorer::PortfolioScorer;

use super::series::Given;
use super::{Failed, NAME};

/// A scorer, and which columns it reads.
pub struct Names {
    scorer: PortfolioScorer,
    read: BTreeSet<usize>,
}

impl Names {
    pub fn of(scorer: PortfolioScorer, given: &[Given]) -> Self {
        let names: Vec<&str> = given.iter().map(|column| column.name.as_str()).collect();
        let mut read = scorer.answering(&names);
        let id = scorer.inner().options.id.as_deref();
        read.extend(names.iter().position(|name| Some(*name) == id));
        Self { scorer, read }
    }

    /// Columns that are not read are there by name: a heading that is nearly right is told.
    fn schema(&self, given: &[Given]) -> Result<SchemaRef, Failed> {
        let field = |(at, column): (usize, &Given)| {
            let kind = match &column.kind {
                _ if !self.read.contains(&at) => DataType::Null,
                Ok(kind) => kind.clone(),
                Err(error) => {
                    return Err(Failed::Broken(format!(
                        "column `{}` cannot be read: cast it first, such as to Int64 or String ({error})",
                        column.name
                    )));
                }
            };
            Ok(Field::new(&column.name, kind, true))
        };
        let fields = given.iter().enumerate().map(field).collect::<Result<Vec<_>, _>>()?;
        Ok(Arc::new(Schema::new(fields)))
    }

    fn refused(&self, error: Error) -> Failed {
        Failed::Refused(error, self.scorer.inner().options.lang)
    }

    /// The fields of the scores, and how many columns are carried along before them.
    fn fields(&self, schema: &SchemaRef) -> Result<(Fields, usize), Failed> {
        let shape = self.scorer.inner().shape(schema).map_err(|error| self.refused(error))?;
        let carried = shape.places.kept.len();
        Ok((shape.output.fields().iter().skip(carried).cloned().collect(), carried))
    }

    /// The field of the scores.
    pub fn field(&self, given: &[Given]) -> Result<Field, Failed> {
        let (fields, _) = self.fields(&self.schema(given)?)?;
        Ok(Field::new(NAME, DataType::Struct(fields), true))
    }

    /// The scores, chunk by chunk.
    pub fn scores(&self, given: Vec<Given>) -> Result<Vec<ArrayRef>, Failed> {
        let schema = self.schema(&given)?;
        let (fields, carried) = self.fields(&schema)?;
        let rows = rows(&given)?;
        let mut columns = Vec::with_capacity(given.len());
        for (at, column) in given.into_iter().enumerate() {
            columns.push(if self.read.contains(&at) {
                // SAFETY: Polars handed it over.
                Chunks::new(unsafe { column.values() }?, rows, schema.field(at).data_type())?
            } else {
                Chunks::nothing(rows)
            });
        }
        let batches = batches(&schema, columns, rows)?;
        let scored = self.scorer.score_all(&schema, &batches, &|| false);
        let scored = scored.map_err(|error| self.refused(error))?;
        let chunk = |scored: RecordBatch| -> Result<ArrayRef, ArrowError> {
            let scores = scored.columns().iter().skip(carried).cloned().collect();
            let rows = scored.num_rows();
            Ok(Arc::new(StructArray::try_new_with_length(fields.clone(), scores, None, rows)?))
        };
        Ok(scored.into_iter().map(chunk).collect::<Result<_, _>>()?)
    }
}

/// How many rows there are: as many in every column, or one for all.
fn rows(given: &[Given]) -> Result<usize, Failed> {
    let rows: BTreeSet<usize> =
        given.iter().map(|column| column.rows).filter(|rows| *rows != 1).collect();
    match (rows.first(), rows.len()) {
        (None, _) => Ok(usize::from(!given.is_empty())),
        (Some(rows), 1) => Ok(*rows),
        _ => {
            let lengths: Vec<String> = rows.iter().map(ToString::to_string).collect();
            Err(Failed::Broken(format!("the columns are of {} rows", lengths.join(" and "))))
        }
    }
}

/// The chunks of a column, one after the other.
struct Chunks {
    chunks: std::vec::IntoIter<ArrayRef>,
    /// What is left of the present one.
    rest: ArrayRef,
}

impl Chunks {
    fn new(mut chunks: Vec<ArrayRef>, rows: usize, kind: &DataType) -> Result<Self, ArrowError> {
        chunks.retain(|chunk| !chunk.is_empty());
        if let [only] = chunks.as_slice()
            && only.len() == 1
            && rows != 1
        {
            chunks = vec![repeated(only, rows)?];
        }
        let mut chunks = chunks.into_iter();
        let rest = chunks.next().unwrap_or_else(|| new_empty_array(kind));
        Ok(Self { chunks, rest })
    }

    /// A column that nobody reads.
    fn nothing(rows: usize) -> Self {
        Self { chunks: Vec::new().into_iter(), rest: Arc::new(NullArray::new(rows)) }
    }

    /// The next rows, of which the present chunk has so many.
    fn next(&mut self, rows: usize) -> ArrayRef {
        let next = self.rest.slice(0, rows);
        self.rest = self.rest.slice(rows, self.rest.len() - rows);
        if self.rest.is_empty()
            && let Some(chunk) = self.chunks.next()
        {
            self.rest = chunk;
        }
        next
    }
}

/// A value for every row.
fn repeated(value: &ArrayRef, rows: usize) -> Result<ArrayRef, ArrowError> {
    let value = value.to_data();
    let capacity = Capacities::Array(rows);
    let mut all = MutableArrayData::with_capacities(vec![&value], false, capacity);
    for _ in 0..rows {
        all.try_extend(0, 0, 1)?;
    }
    Ok(make_array(all.freeze()))
}

/// Tables of the rows that lie in one chunk of every column. Where there are no rows, one without.
fn batches(
    schema: &SchemaRef,
    mut columns: Vec<Chunks>,
    rows: usize,
) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut batches = Vec::new();
    let mut done = 0;
    loop {
        let together = columns.iter().map(|column| column.rest.len()).min().unwrap_or(0);
        let together = together.min(rows - done);
        let next = columns.iter_mut().map(|column| column.next(together)).collect();
        let count = RecordBatchOptions::new().with_row_count(Some(together));
        batches.push(RecordBatch::try_new_with_options(Arc::clone(schema), next, &count)?);
        done += together;
        if done == rows {
            return Ok(batches);
        }
        if together == 0 {
            return Err(ArrowError::CDataInterface("a column ends early".to_owned()));
        }
    }
}
