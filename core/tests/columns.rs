//! A column of scores says of each row what the assessment of its sheet says, for any framework.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use shisei::model::{Group, Rule};
use shisei::portfolio::{Coding, Column, ColumnScorer, Output, Scalar, Scores};
use shisei::{AnswerSheet, Assessment, Framework, UNANSWERED, catalog};
use support::{frameworks, pick};

/// The answers to each control, by position; what is unanswered in all of them has no column.
fn columns(framework: &Framework, sheets: &[AnswerSheet]) -> Vec<Vec<u8>> {
    let position = |sheet: &AnswerSheet, control: &shisei::model::Control| {
        let Some(choice) = support::answered(sheet, &control.id) else { return UNANSWERED };
        let scale = framework.scale_of(control).unwrap();
        let at = scale.choices.iter().position(|known| known.id == choice);
        u8::try_from(at.unwrap()).unwrap()
    };
    let controls = framework.controls().iter();
    controls.map(|control| sheets.iter().map(|sheet| position(sheet, control)).collect()).collect()
}

/// What stands in each column, row by row.
fn scored(framework: &Framework, sheets: &[AnswerSheet]) -> BTreeMap<String, Vec<Option<i64>>> {
    let columns = columns(framework, sheets);
    let codings: Vec<Option<Coding>> = framework
        .controls()
        .iter()
        .zip(&columns)
        .map(|(control, column)| {
            let choices = framework.scale_of(control).unwrap().choices.len();
            let there = column.iter().any(|&byte| byte != UNANSWERED);
            there.then(|| Coding::positions(u8::try_from(choices).unwrap()))
        })
        .collect();
    let outputs = Output::all(framework);
    let scorer = ColumnScorer::new(framework, &codings, &outputs);
    let (layout, rows) = (scorer.layout(), sheets.len());
    let mut numbers = vec![vec![0_i16; rows]; layout.numbers];
    let mut outcomes = vec![vec![0_i8; rows]; layout.outcomes];
    let mut present = vec![vec![0_u64; rows.div_ceil(64)]; layout.bitmaps];
    let mut bad = vec![0; rows];
    let mut scores = Scores {
        numbers: numbers.iter_mut().map(Vec::as_mut_slice).collect(),
        outcomes: outcomes.iter_mut().map(Vec::as_mut_slice).collect(),
        present: present.iter_mut().map(Vec::as_mut_slice).collect(),
        bad: &mut bad,
    };
    let columns: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
    assert!(scorer.fits_i16());
    assert!(!scorer.score(&columns, rows, &mut scores, &Scalar));
    let value = |column: Column, row: usize| match column {
        Column::Number(at) => i64::from(numbers[at][row]),
        Column::Outcome(at) => i64::from(outcomes[at][row]),
    };
    let there = |bitmap: Option<usize>, row: usize| {
        bitmap.is_none_or(|at| present[at][row / 64] >> (row % 64) & 1 == 1)
    };
    let places = layout.places.iter();
    let column = |place: &shisei::portfolio::Place| {
        (0..rows).map(|row| there(place.bitmap, row).then(|| value(place.column, row))).collect()
    };
    outputs.iter().map(|output| output.name.clone()).zip(places.map(column)).collect()
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
                Rule::Bands(bands) => bands.steps.iter().position(|band| band.id == id),
                Rule::Tiers(tiers) => tiers.iter().position(|tier| tier.id == id),
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
            say(&part.id, part.points.and_then(|points| points.value()));
        } else if framework.definition().coverage.is_some() {
            let settled = part.coverage.filter(|coverage| coverage.low == coverage.high);
            say(&part.id, settled.and_then(|coverage| percent(coverage.low)));
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
    assert_eq!(scored(&framework, &[sheet])["part-4"], [None]);
}
