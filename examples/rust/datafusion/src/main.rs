//! Scores in the SQL of DataFusion: how firms of each industry stand.
//!
//! `cargo run --manifest-path examples/rust/datafusion/Cargo.toml -- examples/portfolio.csv`

mod score;

use datafusion::error::Result;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{CsvReadOptions, SessionContext};
use shisei::{Framework, catalog};

use score::{Score, external};

#[tokio::main]
async fn main() -> Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/portfolio.csv".to_owned());
    let framework = catalog::framework("self-assessment@3.1").map_err(external)?;
    let context = SessionContext::new();
    context.register_udf(ScalarUDF::new_from_impl(Score::new("shisei", framework)?));
    context.register_csv("firms", path, CsvReadOptions::new()).await?;
    context.sql(&query(framework)).await?.show().await
}

/// The names of the columns say which controls they answer.
fn query(framework: &Framework) -> String {
    let columns: Vec<String> =
        framework.controls().iter().map(|control| format!("\"{}\"", control.id)).collect();
    format!(
        "SELECT industry, count(*) AS firms, avg(get_field(scores, 'points')) AS points, \
         count(get_field(scores, 'problem')) AS problems \
         FROM (SELECT industry, shisei({}) AS scores FROM firms) \
         GROUP BY industry ORDER BY points DESC NULLS LAST, industry",
        columns.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, AsArray as _, RecordBatch, StringArray};
    use datafusion::arrow::datatypes::Float64Type;
    use shisei::AnswerSheet;

    use super::*;

    /// What the query says of two firms, of which one has an answer that nobody can read.
    #[tokio::test]
    async fn sql_says_what_one_sheet_says() -> Result<()> {
        let framework = catalog::framework("self-assessment@3.1").map_err(external)?;
        let text = |values: [&str; 2]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
        let firms = framework.controls().iter().map(|control| {
            let second = if control.id == "SA-03" { "perhaps" } else { "done" };
            (&*control.id, text(["partial", second]))
        });
        let firms = [("industry", text(["a", "b"]))].into_iter().chain(firms);

        let context = SessionContext::new();
        context.register_udf(ScalarUDF::new_from_impl(Score::new("shisei", framework)?));
        context.register_batch("firms", RecordBatch::try_from_iter(firms)?)?;
        let found = context.sql(&query(framework)).await?.collect().await?;
        let found = datafusion::arrow::compute::concat_batches(&found[0].schema(), &found)?;

        let sheet = framework
            .controls()
            .iter()
            .fold(AnswerSheet::new("self-assessment@3.1"), |sheet, control| {
                sheet.with(&*control.id, "partial")
            });
        let alone = framework.assess(&sheet).map_err(external)?.points.expect("it has points");
        let low = i32::try_from(alone.low).expect("at most 100");
        let points = found.column(2).as_primitive::<Float64Type>();
        assert_eq!(points.iter().collect::<Vec<_>>(), [Some(f64::from(low)), None]);
        let problems = found.column(3).as_primitive::<datafusion::arrow::datatypes::Int64Type>();
        assert_eq!(problems.values(), &[0, 1]);
        Ok(())
    }

    #[tokio::test]
    async fn columns_that_are_missing_are_named() -> Result<()> {
        let framework = catalog::framework("five-basics@4.0").map_err(external)?;
        let context = SessionContext::new();
        context.register_udf(ScalarUDF::new_from_impl(Score::new("shisei", framework)?));
        let query = "SELECT shisei(\"B1\") FROM (SELECT 'done' AS \"B1\")";
        let error = context.sql(query).await.expect_err("four controls have no column");
        assert!(error.to_string().contains("B5"), "{error}");
        Ok(())
    }
}
