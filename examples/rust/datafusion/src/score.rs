//! An SQL function: columns of answers in, a struct of scores out.

use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, RecordBatchOptions, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema};
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use shisei::Framework;
use shisei_arrow::{Keep, OnError, Portfolio, PortfolioScorer};

/// Columns are found by their names, as in every table.
#[derive(Debug)]
pub struct Score {
    name: String,
    signature: Signature,
    framework: String,
    scorer: PortfolioScorer,
}

impl Score {
    /// `name(columns…)` of answers to this framework. DataFusion shares the rows out by itself, so
    /// that one thread scores those of a batch.
    pub fn new(name: &str, framework: &Framework) -> Result<Self> {
        let portfolio = Portfolio::new([framework])
            .keep(Keep::Columns(Vec::new()))
            .on_error(OnError::Report)
            .threads(std::num::NonZero::<usize>::MIN)
            .unnumbered();
        Ok(Self {
            name: name.to_owned(),
            signature: Signature::variadic_any(Volatility::Immutable),
            framework: framework.digest().to_string(),
            scorer: portfolio.compile().map_err(external)?,
        })
    }
}

impl ScalarUDFImpl for Score {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(DataFusionError::Internal("the names of the columns say which they are".to_owned()))
    }

    fn return_field_from_args(&self, arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let input = Arc::new(Schema::new(arguments.arg_fields.to_vec()));
        let scores = self.scorer.schema(&input).map_err(external)?;
        Ok(Arc::new(Field::new(&self.name, DataType::Struct(scores.fields().clone()), true)))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = arguments.number_rows;
        let schema = Arc::new(Schema::new(arguments.arg_fields));
        let columns =
            arguments.args.iter().map(|column| column.to_array(rows)).collect::<Result<_>>()?;
        let rows = RecordBatchOptions::new().with_row_count(Some(rows));
        let answers = RecordBatch::try_new_with_options(schema, columns, &rows)?;
        let scores = self.scorer.score(&answers).map_err(external)?;
        Ok(ColumnarValue::Array(Arc::new(StructArray::from(scores))))
    }
}

// DataFusion asks whether two calls are the same.
impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.framework) == (&other.name, &other.framework)
    }
}

impl Eq for Score {}

impl std::hash::Hash for Score {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.name, &self.framework).hash(state);
    }
}

/// An error of shisei, as DataFusion passes it on.
pub fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
