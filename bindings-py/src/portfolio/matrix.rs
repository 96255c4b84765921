//! Matrices: rows of bytes, the controls in order.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field as ArrowField, Schema};
use shisei::{Code, Error, ErrorKind, Problem};

use super::arrow::Scored;
use super::places::Places;
use super::prepare::{Column, Prepared};
use super::reasons::{reason_column, sentences};
use super::run::{Columns, Matrix};
use super::scorer::{PortfolioScorer, invalid};

impl PortfolioScorer {
    pub(super) fn matrix(
        &self,
        bytes: &[u8],
        rows: usize,
        names: &[String],
    ) -> Result<Scored, Error> {
        let fields: Vec<ArrowField> =
            names.iter().map(|name| ArrowField::new(name, DataType::Int8, true)).collect();
        let input = Schema::new(fields);
        let places = Places { kept: Vec::new(), ..self.places(&input)? };
        let schema = self.schema(&input, &places)?;
        let mut arrays = Vec::new();
        let mut reasons = Vec::new();
        for (compiled, answers) in self.compiled.iter().zip(&places.answers) {
            let mut prepared = Vec::new();
            for (place, answers) in answers.iter().zip(compiled.answers()) {
                let coding = answers.bytes().ok_or_else(|| {
                    invalid(vec![Problem::new(Code::Contradiction).at("mapping").given("matrix")])
                })?;
                prepared.push(place.map(|_| Prepared { column: Column::Bytes(&[]), coding }));
            }
            let spellings = compiled.answers().map(|answers| &answers.spellings).collect();
            let matrix = Matrix { bytes, width: names.len(), places: answers.clone() };
            let columns = Columns { prepared, spellings, matrix: Some(matrix) };
            let (scored, bad) = compiled.run(&columns, rows, self.options.threads);
            arrays.extend(scored);
            for row in bad {
                let cell = |at: usize| bytes.get(row * names.len() + at).copied();
                let problems: Vec<Problem> = answers
                    .iter()
                    .zip(&columns.spellings)
                    .filter_map(|(at, spellings)| {
                        let given = cell((*at)?)?.cast_signed().to_string();
                        let place = format!("row {row}, {}", names.get((*at)?)?);
                        (!spellings.accepts(&given)).then(|| spellings.problem(&place, &given))
                    })
                    .collect();
                if !self.options.report {
                    return Err(Error::new(ErrorKind::InvalidSheet, problems));
                }
                reasons.push((row, sentences(&problems, self.options.lang)));
            }
        }
        if self.options.with_problem {
            arrays.push(reason_column(rows, reasons));
        }
        let count = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &count);
        let batch = batch.map_err(|error| {
            invalid(vec![Problem::new(Code::Contradiction).given("data").detail(error.to_string())])
        })?;
        Ok(Scored::new(schema, vec![batch]))
    }
}
