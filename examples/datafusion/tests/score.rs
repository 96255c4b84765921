//! The function, called as DataFusion calls it.

use std::sync::Arc;

use datafusion_common::Result;
use datafusion_common::arrow::array::{ArrayRef, AsArray as _, StringArray};
use datafusion_common::arrow::datatypes::{DataType, Field, FieldRef, Int16Type};
use datafusion_common::config::ConfigOptions;
use datafusion_expr::{ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDFImpl as _};
use shisei::{AnswerSheet, Framework, catalog};
use shisei_datafusion::{Score, external};

fn fields(framework: &Framework) -> Vec<FieldRef> {
    let field = |control: &shisei::model::Control| Field::new(&*control.id, DataType::Utf8, true);
    framework.controls().iter().map(|control| Arc::new(field(control))).collect()
}

fn returned(score: &Score, fields: &[FieldRef]) -> Result<FieldRef> {
    let scalar_arguments = &vec![None; fields.len()];
    score.return_field_from_args(ReturnFieldArgs { arg_fields: fields, scalar_arguments })
}

/// Two firms: one with an answer that nobody can read.
#[test]
fn a_struct_says_what_one_sheet_says() -> Result<()> {
    let framework = catalog::framework("self-assessment@3.1").map_err(external)?;
    let score = Score::new("shisei", framework)?;
    let fields = fields(framework);
    let column = |control: &shisei::model::Control| {
        let second = if control.id == "SA-03" { "perhaps" } else { "done" };
        ColumnarValue::Array(Arc::new(StringArray::from(vec!["partial", second])) as ArrayRef)
    };
    let scores = score.invoke_with_args(ScalarFunctionArgs {
        args: framework.controls().iter().map(column).collect(),
        return_field: returned(&score, &fields)?,
        arg_fields: fields,
        number_rows: 2,
        config_options: Arc::new(ConfigOptions::new()),
    })?;
    let scores = scores.to_array(2)?;
    let scores = scores.as_struct();

    let partial =
        |sheet: AnswerSheet, control: &shisei::model::Control| sheet.with(&*control.id, "partial");
    let sheet = framework.controls().iter().fold(AnswerSheet::new("self-assessment@3.1"), partial);
    let alone = framework.assess(&sheet).map_err(external)?.points.expect("it has points");
    let points = scores.column_by_name("points").expect("points").as_primitive::<Int16Type>();
    let points: Vec<_> = points.iter().map(|points| points.map(i64::from)).collect();
    assert_eq!(points, [Some(alone.low), None]);
    let problems = scores.column_by_name("problem").expect("problems");
    assert!(problems.is_null(0) && problems.is_valid(1));
    Ok(())
}

#[test]
fn columns_that_are_missing_are_named() -> Result<()> {
    let framework = catalog::framework("five-basics@4.0").map_err(external)?;
    let score = Score::new("shisei", framework)?;
    let error = returned(&score, &fields(framework)[..1]).expect_err("four have no column");
    assert!(error.to_string().contains("B5"), "{error}");
    Ok(())
}
