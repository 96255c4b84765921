//! The answers of a table as they are read.

use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
use arrow_schema::{DataType, Field, Schema};
use shisei::{ErrorKind, UNANSWERED};

use crate::blocks::Columns;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::ids::Ids;
#[cfg(feature = "renewal")]
use crate::kernel::UNREADABLE;
use crate::output;
use crate::places::one_of_each;
use crate::prepare::{Column, Prepared};
use crate::reasons::{Reasons, Source};
use crate::scorer::PortfolioScorer;
use crate::told::{self, PROBLEMS};
use crate::walk::{self, Block, Part, walk};
use crate::watch::Watch;

/// The answers of a batch to one framework, as positions of choices.
pub struct Codes {
    /// By control: the position of the choice in each row,
    /// [`UNANSWERED`], or [`UNREADABLE`](crate::kernel::UNREADABLE) for an answer that means
    /// nothing or may not be given.
    pub controls: Vec<Vec<u8>>,
    /// Rows with such an answer, in order.
    pub bad: Vec<usize>,
}

impl Codes {
    /// Of columns of a batch.
    pub fn of(
        compiled: &Compiled,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<Self, Error> {
        let rules = compiled.framework.rules().controls();
        let mut controls = vec![vec![UNANSWERED; rows]; rules.len()];
        let length = walk::length(columns, rows, threads);
        let mut cut: Vec<_> =
            controls.iter_mut().map(|codes| codes.chunks_mut(length.max(1))).collect();
        let parts = (0..rows).step_by(length.max(1)).map(|from| {
            let out: Vec<&mut [u8]> = cut.iter_mut().filter_map(Iterator::next).collect();
            Part { from, rows: length.min(rows - from), out: (from, out) }
        });
        let write = |bad: &mut Vec<usize>,
                     (first, out): &mut (usize, Vec<&mut [u8]>),
                     block: &Block<'_>| {
            let at = block.from - *first;
            for (out, codes) in out.iter_mut().zip(block.codes) {
                if let Some(out) = out.get_mut(at..at + block.rows) {
                    out.copy_from_slice(codes);
                }
            }
            bad.extend(block.bad_rows());
        };
        let bad = walk(columns, rules, parts.collect(), threads, watch, Vec::new, write)?;
        let mut bad = bad.concat();
        bad.sort_unstable();
        Ok(Self { controls, bad })
    }

    /// Makes further rows unreadable.
    #[cfg(feature = "renewal")]
    pub fn leave_out(&mut self, rows: impl Iterator<Item = usize>) {
        for row in rows {
            if let Some(code) = self.controls.first_mut().and_then(|codes| codes.get_mut(row)) {
                *code = UNREADABLE;
            }
            self.bad.push(row);
        }
        self.bad.sort_unstable();
        self.bad.dedup();
    }

    /// As columns of bytes, to be scored.
    pub fn columns<'a>(&'a self, compiled: &'a Compiled) -> Columns<'a> {
        let each = self.controls.iter().zip(compiled.answers());
        let prepared = each.map(|(codes, answers)| {
            Some(Prepared { column: Column::Bytes(codes), coding: &answers.positions })
        });
        let spellings = compiled.answers().map(|answers| &answers.spellings).collect();
        Columns { prepared: prepared.collect(), spellings, rows: None }
    }

    /// As columns of names of choices.
    pub fn arrays(&self, compiled: &Compiled) -> impl Iterator<Item = ArrayRef> {
        let each = self.controls.iter().zip(compiled.answers());
        each.map(|(codes, answers)| output::answers(codes, &answers.names))
    }
}

impl PortfolioScorer {
    /// The answers of one row, given as texts by the names of columns: the id of the choice for each
    /// control that is answered.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei_arrow::{Absent, Portfolio};
    ///
    /// let portfolio = Portfolio::new([catalog::framework("five-basics@3.1")?]);
    /// let scorer = portfolio.absent(Absent::Unanswered).compile()?;
    /// let answers = scorer.row(&[("b1", Some("できている")), ("B2", None)])?;
    /// assert_eq!(answers, [("B1".to_owned(), "done".to_owned())]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`score`](Self::score) for a table of this one row.
    pub fn row<N: AsRef<str>, A: AsRef<str>>(
        &self,
        answers: &[(N, Option<A>)],
    ) -> Result<Vec<(String, String)>, Error> {
        let column = |(_, answer): &(N, Option<A>)| -> ArrayRef {
            Arc::new(StringArray::from_iter([answer.as_ref().map(AsRef::as_ref)]))
        };
        let fields =
            answers.iter().map(|(name, _)| Field::new(name.as_ref(), DataType::Utf8, true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let columns = answers.iter().map(column).collect();
        let rows = RecordBatchOptions::new().with_row_count(Some(1));
        let batch = RecordBatch::try_new_with_options(schema, columns, &rows)?;
        let inner = self.inner();
        let shape = inner.shape(batch.schema_ref())?;
        let batch = shape.places.with_answers(&batch)?;
        let watch = &mut Watch::new(&|| false);
        let mut reasons = Reasons::new(inner, Source::Batch(&batch), &shape.places, 0);
        let mut read = Vec::new();
        for (which, (compiled, places)) in
            inner.compiled.iter().zip(&shape.places.answers).enumerate()
        {
            let columns = compiled.columns(&batch, places);
            let codes = Codes::of(compiled, &columns, 1, 1, watch)?;
            reasons.find(which, &columns, &codes.bad);
            let problems = reasons.problems(0);
            if !problems.is_empty() {
                return Err(shisei::Error::new(ErrorKind::InvalidSheet, problems).into());
            }
            let controls = compiled.framework.controls().iter().zip(compiled.answers());
            for ((control, answers), codes) in controls.zip(&codes.controls) {
                let code = codes.first().map_or(usize::MAX, |&code| usize::from(code));
                if code < answers.names.len() {
                    read.push((control.id.to_string(), answers.names.value(code).to_owned()));
                }
            }
        }
        Ok(read)
    }

    /// The answers of a table as they are read: for each control a column with its id as the name
    /// (after `reference:` where there are several frameworks) and ids of choices as values, null
    /// where it is unanswered. They come after the columns that are kept, and before `problem`.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei_arrow::Portfolio;
    /// # use shisei_arrow::arrow_array::{Array as _, ArrayRef, RecordBatch, StringArray};
    /// # use shisei_arrow::arrow_array::cast::AsArray as _;
    /// # use std::sync::Arc;
    /// # let answers = Arc::new(StringArray::from(vec!["できている", " DONE "])) as ArrayRef;
    /// # let columns = ["b1", "B2", "B3", "B4", "B5"].map(|name| (name, answers.clone()));
    /// # let batch = RecordBatch::try_from_iter(columns)?;
    ///
    /// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).compile()?;
    /// let answers = scorer.answers(&batch)?;
    /// let first = answers.column_by_name("B1").expect("a column for each control");
    /// let first = first.as_any_dictionary();
    /// let choices = first.values().as_string::<i32>();
    /// assert!(first.normalized_keys().iter().all(|&key| choices.value(key) == "done"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`score`](Self::score). Where rows are reported, the answer that cannot be read is
    /// null, and its row has a `problem`.
    pub fn answers(&self, batch: &RecordBatch) -> Result<RecordBatch, Error> {
        let inner = self.inner();
        let shape = inner.shape(batch.schema_ref())?;
        let places = &shape.places;
        let watch = &mut Watch::new(&|| false);
        let input = batch.schema_ref();
        let whole = places.with_answers(batch)?;
        let batch = &*whole;
        let mut fields: Vec<Field> = places
            .kept
            .iter()
            .filter_map(|&at| input.fields().get(at))
            .map(|it| Field::clone(it))
            .collect();
        let mut arrays: Vec<ArrayRef> =
            places.kept.iter().filter_map(|&at| batch.columns().get(at).cloned()).collect();
        let mut reasons = Reasons::new(inner, Source::Batch(batch), places, 0);
        for (which, (compiled, answers)) in inner.compiled.iter().zip(&places.answers).enumerate() {
            let columns = compiled.columns(batch, answers);
            let codes = Codes::of(compiled, &columns, batch.num_rows(), inner.threads, watch)?;
            reasons.bad(which, &columns, &codes.bad, watch)?;
            fields.extend(compiled.answer_fields());
            arrays.extend(codes.arrays(compiled));
        }
        if let Some(column) = inner.watched(&shape).and_then(|id| batch.columns().get(id)) {
            let mut ids = Ids::of(std::iter::once(column));
            reasons.ids(&ids.repeated(column, watch)?, column)?;
        }
        let problems = if inner.options.reports() { &PROBLEMS[..] } else { &["problem"] };
        fields.extend(told::fields(problems));
        arrays.extend(reasons.columns(problems, watch)?);
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(one_of_each(fields)?, arrays, &rows)?)
    }
}
