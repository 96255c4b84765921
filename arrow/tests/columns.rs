//! A column of scores says of each row what the assessment of its sheet says, for any framework.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use shisei::model::{Group, Rule};
use shisei::{AnswerSheet, Assessment, Framework, catalog};
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::types::{Int8Type, Int16Type, Int64Type};
use shisei_arrow::arrow_array::{
    Array as _, ArrayRef, RecordBatch, RecordBatchOptions, StringArray,
};
use shisei_arrow::arrow_schema::{DataType, Field, Schema};
use shisei_arrow::{Absent, Portfolio};
use support::{frameworks, pick};

/// The ids of the choices taken, a column for each control that is answered at all.
fn table(framework: &Framework, sheets: &[AnswerSheet]) -> RecordBatch {
    let columns = framework.controls().iter().filter_map(|control| {
        let answers = sheets.iter().map(|sheet| support::answered(sheet, &control.id));
        let answers: StringArray = answers.collect();
        let column: ArrayRef = Arc::new(answers);
        (column.null_count() < sheets.len()).then(|| (control.id.to_string(), column))
    });
    let (names, columns): (Vec<_>, Vec<_>) = columns.unzip();
    let fields = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let rows = RecordBatchOptions::new().with_row_count(Some(sheets.len()));
    RecordBatch::try_new_with_options(schema, columns, &rows).unwrap()
}

/// The values of each column, row by row.
fn scored(framework: &Framework, sheets: &[AnswerSheet]) -> BTreeMap<String, Vec<Option<i64>>> {
    let portfolio = Portfolio::new([framework]).absent(Absent::Unanswered);
    let scored = portfolio.score(&table(framework, sheets)).unwrap();
    assert_eq!(scored.num_rows(), sheets.len());
    let value = |column: &ArrayRef, row: usize| {
        column.is_valid(row).then(|| match column.data_type() {
            DataType::Int16 => i64::from(column.as_primitive::<Int16Type>().value(row)),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row),
            _ => i64::from(column.as_dictionary::<Int8Type>().keys().value(row)),
        })
    };
    let columns = scored.schema_ref().fields().iter().zip(scored.columns());
    let columns = columns.filter(|(field, _)| field.name() != "problem");
    let column = |column: &ArrayRef| (0..sheets.len()).map(|row| value(column, row)).collect();
    columns.map(|(field, values)| (field.name().clone(), column(values))).collect()
}

/// The name of the column of a group.
fn name(group: &str) -> String {
    let begins = if group.starts_with(|c: char| c.is_ascii_digit()) { "group-" } else { "" };
    format!("{begins}{group}").to_lowercase().replace(['-', '.', ':'], "_")
}

/// The same from an assessment.
fn said(framework: &Framework, assessment: &Assessment) -> BTreeMap<String, Option<i64>> {
    let percent = |ratio: shisei::assessment::Ratio| i64::try_from(ratio.percent()).ok();
    let credit = |credit: Option<u64>| Some(i64::try_from(credit.unwrap_or(0)).unwrap());
    let mut columns = BTreeMap::new();
    let mut say = |name: &str, value: Option<i64>| columns.insert(name.to_owned(), value);
    if framework.has_points() {
        say("points", assessment.points.and_then(|points| points.value()));
        say("points_low", assessment.points.map(|points| points.low));
        say("points_high", assessment.points.map(|points| points.high));
    }
    if framework.definition().coverage.is_some() {
        let coverage = assessment.coverage;
        let settled = coverage.filter(|coverage| coverage.low == coverage.high);
        say("coverage", settled.and_then(|coverage| percent(coverage.low)));
        say("coverage_low", coverage.and_then(|coverage| percent(coverage.low)));
        say("coverage_high", coverage.and_then(|coverage| percent(coverage.high)));
        say("credit_low", credit(coverage.map(|coverage| coverage.low.credit)));
        say("credit_high", credit(coverage.map(|coverage| coverage.high.credit)));
        say("credit_of", credit(coverage.map(|coverage| coverage.low.of)));
    }
    if framework.rule().is_some() {
        let at = |id: Option<&str>| {
            let id = id?;
            let position = match framework.rule()? {
                Rule::Bands(bands) => bands.steps.iter().rev().position(|band| band.id == id),
                Rule::Tiers(tiers) => tiers.iter().position(|tier| tier.id == id),
                _ => unreachable!("bands or tiers"),
            };
            i64::try_from(position.unwrap()).ok()
        };
        let landed = assessment.outcome.as_ref();
        say("outcome", at(landed.and_then(|landed| landed.value())));
        say("outcome_low", at(landed.and_then(|landed| landed.low.as_deref())));
        say("outcome_high", at(landed.and_then(|landed| landed.high.as_deref())));
    }
    for part in &assessment.groups {
        if framework.has_points() {
            say(&name(&part.id), part.points.and_then(|points| points.value()));
        } else if framework.definition().coverage.is_some() {
            let settled = part.coverage.filter(|coverage| coverage.low == coverage.high);
            say(&name(&part.id), settled.and_then(|coverage| percent(coverage.low)));
        }
    }
    let tally = assessment.tally;
    say("met", Some(i64::from(tally.met)));
    say("partial", Some(i64::from(tally.partial)));
    say("unmet", Some(i64::from(tally.unmet)));
    say("unknown", Some(i64::from(tally.unknown)));
    say("unanswered", Some(i64::from(tally.unanswered)));
    say("not_applicable", Some(i64::from(tally.not_applicable)));
    say("accepted", Some(i64::from(tally.accepted)));
    columns
}

proptest! {
    #[test]
    fn columns_say_what_assessments_say(
        framework in frameworks(6),
        picks in vec(vec(proptest::option::weighted(0.8, any::<prop::sample::Index>()), 6), 0..80),
    ) {
        let sheets: Vec<AnswerSheet> = picks.iter().map(|picks| pick(&framework, picks)).collect();
        let columns = scored(&framework, &sheets);
        for (row, sheet) in sheets.iter().enumerate() {
            let said = said(&framework, &framework.assess(sheet).unwrap());
            prop_assert!(columns.keys().eq(said.keys()));
            for (name, value) in said {
                prop_assert_eq!(columns[&name][row], value, "{} of row {}", name, row);
            }
        }
    }
}

#[test]
fn a_group_without_controls_is_not_scored() {
    let mut definition = catalog::framework("self-assessment@3.1").unwrap().definition().clone();
    let empty = Group::new("part-4", support::text("nothing"));
    definition.groups.to_mut().push(empty);
    let framework = support::loaded(definition);
    let sheet = AnswerSheet::new(framework.reference());
    assert_eq!(scored(&framework, &[sheet])["part_4"], [None]);
}
