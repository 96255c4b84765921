use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema};
use shisei::{Code, Problem};

use crate::blocks::{Columns, Rows};
use crate::compiled::Compiled;
use crate::error::Error;
use crate::places::Places;
use crate::prepare::{Column, Prepared};
use crate::reasons::{Reasons, Source};
use crate::scorer::{Inner, PortfolioScorer, invalid};

use crate::watch::Watch;

/// Rows of bytes, one after the other: each is a number of one byte, the answer to one control.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    bytes: &'a [u8],
    names: &'a [&'a str],
}

impl<'a> Matrix<'a> {
    /// Rows whose columns have these names, or `None` if the bytes are not a whole number of rows.
    #[must_use]
    pub fn new(bytes: &'a [u8], names: &'a [&'a str]) -> Option<Self> {
        let whole = bytes.len().checked_rem(names.len()).unwrap_or(bytes.len()) == 0;
        whole.then_some(Self { bytes, names })
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.bytes.len().checked_div(self.names.len()).unwrap_or(0)
    }

    pub(crate) fn name(&self, column: usize) -> &str {
        self.names.get(column).copied().unwrap_or_default()
    }

    pub(crate) fn text(&self, column: usize, row: usize) -> Option<String> {
        let byte = self.bytes.get(row * self.names.len() + column)?;
        Some(byte.cast_signed().to_string())
    }
}

impl PortfolioScorer {
    /// Scores rows of bytes; `stop` is asked as in [`score_all`](Self::score_all).
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei_arrow::{Matrix, Numbers, Portfolio};
    ///
    /// let framework = catalog::framework("five-basics@3.1")?;
    /// let scorer = Portfolio::new([framework]).numbers(Numbers::FromZero).compile()?;
    /// let names: Vec<&str> = scorer.controls().collect();
    /// let rows = Matrix::new(&[0, 0, 0, 0, 0, 1, 1, 1, 1, 1], &names).expect("two rows");
    /// assert_eq!(scorer.score_matrix(rows, &|| false)?.num_rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`score`](Self::score), and where two numbers mean the same choice.
    pub fn score_matrix(
        &self,
        matrix: Matrix<'_>,
        stop: &dyn Fn() -> bool,
    ) -> Result<RecordBatch, Error> {
        self.inner().matrix(matrix, &mut Watch::new(stop))
    }
}

impl Inner {
    fn matrix(&self, matrix: Matrix<'_>, watch: &mut Watch<'_>) -> Result<RecordBatch, Error> {
        let fields = matrix.names.iter().map(|name| Field::new(*name, DataType::Int8, true));
        let input = Schema::new(fields.collect::<Vec<_>>());
        let places = Places { kept: Vec::new(), ..self.places(&input)? };
        let schema = self.schema(&input, &places)?;
        let (mut arrays, mut scores) = (Vec::new(), Vec::new());
        let mut reasons = Reasons::new(self, Source::Matrix(matrix), &places, 0);
        for (which, (compiled, answers)) in self.compiled.iter().zip(&places.answers).enumerate() {
            let columns = columns(compiled, &matrix, answers)?;
            let bad = self.framework(
                compiled,
                &columns,
                matrix.rows(),
                watch,
                [&mut arrays, &mut scores],
            )?;
            reasons.bad(which, &columns, &bad, watch)?;
        }
        arrays.extend(scores);
        arrays.extend(reasons.columns(&self.options.problems(), watch)?);
        let rows = RecordBatchOptions::new().with_row_count(Some(matrix.rows()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &rows)?)
    }
}

fn columns<'a>(
    compiled: &'a Compiled,
    matrix: &Matrix<'a>,
    places: &[Option<usize>],
) -> Result<Columns<'a>, Error> {
    let mut prepared = Vec::new();
    for (place, answers) in places.iter().zip(compiled.answers()) {
        let ambiguous =
            || invalid(vec![Problem::new(Code::Contradiction).at("mapping").given("matrix")]);
        let coding = answers.bytes().ok_or_else(ambiguous)?;
        prepared.push(place.map(|_| Prepared { column: Column::Bytes(&[]), coding }));
    }
    let spellings = compiled.answers().map(|answers| &answers.spellings).collect();
    let rows = Rows { bytes: matrix.bytes, width: matrix.names.len(), places: places.to_vec() };
    Ok(Columns { prepared, spellings, rows: Some(rows) })
}
