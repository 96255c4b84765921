//! What is asked of every row says what its sheet says, for any framework.
#![cfg(feature = "insight")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::insight::{Goal, PlanOptions, Scope, Target, answer_once};
use shisei::model::Rule;
use shisei::{AnswerSheet, Framework, catalog};
use shisei_arrow::arrow_array::cast::AsArray as _;
use shisei_arrow::arrow_array::types::{Int16Type, Int32Type, Int64Type};
use shisei_arrow::arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchOptions, StringArray, StructArray,
};
use shisei_arrow::arrow_schema::{DataType, Field, Schema};
use shisei_arrow::{Absent, OnError, Portfolio, Question};
use support::{frameworks, pick};

/// The ids of the choices taken, a column for each control that is answered at all.
fn table(framework: &Framework, sheets: &[AnswerSheet]) -> RecordBatch {
    let columns = framework.controls().iter().filter_map(|control| {
        let answers = sheets.iter().map(|sheet| support::answered(sheet, &control.id));
        let column: ArrayRef = Arc::new(answers.collect::<StringArray>());
        (column.null_count() < sheets.len()).then(|| (control.id.to_string(), column))
    });
    let (names, columns): (Vec<_>, Vec<_>) = columns.unzip();
    let fields = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let rows = RecordBatchOptions::new().with_row_count(Some(sheets.len()));
    RecordBatch::try_new_with_options(schema, columns, &rows).unwrap()
}

fn ask(framework: &Framework, sheets: &[AnswerSheet], question: Question) -> RecordBatch {
    let portfolio = Portfolio::new([framework]).absent(Absent::Unanswered).ask(question);
    let said = portfolio.score(&table(framework, sheets)).unwrap();
    assert_eq!(said.num_rows(), sheets.len());
    for column in said.columns() {
        column.to_data().validate_full().unwrap();
    }
    said
}

fn name(column: &dyn Array, row: usize) -> Option<String> {
    let column = column.as_any_dictionary();
    let names = column.values().as_string::<i32>();
    column.is_valid(row).then(|| names.value(column.normalized_keys()[row]).to_owned())
}

fn number(column: &dyn Array, row: usize) -> Option<i64> {
    column.is_valid(row).then(|| match column.data_type() {
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        _ => column.as_primitive::<Int64Type>().value(row),
    })
}

fn records(batch: &RecordBatch, column: &str, row: usize) -> StructArray {
    batch.column_by_name(column).unwrap().as_list::<i32>().value(row).as_struct().clone()
}

fn sheets(framework: &Framework, picks: &[Vec<Option<Index>>]) -> Vec<AnswerSheet> {
    picks.iter().map(|picks| pick(framework, picks)).collect()
}

fn picks(most: usize) -> impl Strategy<Value = Vec<Vec<Option<Index>>>> {
    vec(vec(proptest::option::weighted(0.8, any::<Index>()), most), 1..40)
}

fn goals(framework: &Framework) -> Vec<Goal> {
    let mut goals: Vec<Goal> = match framework.rule() {
        Some(Rule::Bands(bands)) => bands.steps.iter().map(|it| Goal::outcome(&it.id)).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|it| Goal::outcome(&it.id)).collect(),
        _ => Vec::new(),
    };
    if framework.has_points() {
        goals.push(Target::Points(7).into());
    }
    if framework.definition().coverage.is_some() {
        goals.extend([Target::Coverage(60).into(), Goal::budget(4)]);
    }
    goals
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn plans_are_those_of_the_sheets(framework in frameworks(6), picks in picks(6)) {
        let sheets = sheets(&framework, &picks);
        for goal in goals(&framework) {
            let question = Question::Plan { goal: goal.clone(), options: PlanOptions::default() };
            let plans = ask(&framework, &sheets, question);
            let column = |name: &str| plans.column_by_name(name).unwrap();
            for (row, sheet) in sheets.iter().enumerate() {
                let assessment = framework.assess(sheet).unwrap();
                let status = name(column("status"), row).unwrap();
                let steps = records(&plans, "steps", row);
                let Ok(plan) = assessment.plan(goal.clone(), &PlanOptions::default()) else {
                    prop_assert_eq!(status, "impossible");
                    prop_assert_eq!(number(column("effort"), row), None);
                    continue;
                };
                let expected = if matches!(goal, Goal::Reach(_)) && plan.steps.is_empty() {
                    "reached"
                } else if assessment.complete { "planned" } else { "incomplete" };
                prop_assert_eq!(status, expected);
                let effort = i64::try_from(plan.effort).ok();
                prop_assert_eq!(number(column("effort"), row), effort);
                if framework.has_points() {
                    let points = plan.after.points.map(|points| points.low);
                    prop_assert_eq!(number(column("points_after"), row), points);
                }
                if framework.definition().coverage.is_some() {
                    let after = plan.after.coverage.map(|it| it.low.percent());
                    let after = after.map(|percent| i64::try_from(percent).unwrap());
                    prop_assert_eq!(number(column("coverage_after"), row), after);
                }
                if framework.rule().is_some() {
                    let low = plan.after.outcome.and_then(|it| it.low.map(|it| it.to_string()));
                    prop_assert_eq!(name(column("outcome_after"), row), low);
                }
                prop_assert_eq!(steps.len(), plan.steps.len());
                for (at, step) in plan.steps.iter().enumerate() {
                    let field = |name: &str| steps.column_by_name(name).unwrap();
                    let named = |field_name: &str| name(field(field_name), at);
                    prop_assert_eq!(named("control"), Some(step.control.to_string()));
                    prop_assert_eq!(named("from"), step.from.as_ref().map(ToString::to_string));
                    prop_assert_eq!(named("to"), Some(step.to.to_string()));
                    prop_assert_eq!(number(field("effort"), at), Some(step.effort.into()));
                    prop_assert_eq!(number(field("points"), at), step.gain.points);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn next_steps_are_the_first_findings(framework in frameworks(6), picks in picks(6)) {
        let sheets = sheets(&framework, &picks);
        let steps = ask(&framework, &sheets, Question::NextSteps { top: 3, wide: false });
        let wide = ask(&framework, &sheets, Question::NextSteps { top: 3, wide: true });
        for (row, sheet) in sheets.iter().enumerate() {
            let findings = framework.assess(sheet).unwrap().findings.clone();
            let records = records(&steps, "next_steps", row);
            prop_assert_eq!(records.len(), findings.len().min(3));
            for at in 0..3 {
                let column = wide.column_by_name(&format!("next_{}", at + 1)).unwrap();
                let control = findings.get(at).map(|finding| finding.control.to_string());
                prop_assert_eq!(name(column, row), control);
            }
            for (at, finding) in findings.iter().take(3).enumerate() {
                let field = |name: &str| records.column_by_name(name);
                let text = |column: &str| field(column).and_then(|it| name(it, at));
                let whole = |column: &str| field(column).and_then(|it| number(it, at));
                prop_assert_eq!(text("control"), Some(finding.control.to_string()));
                prop_assert_eq!(text("state"), Some(finding.state.to_string()));
                prop_assert_eq!(text("tier"), finding.worth.tier.as_ref().map(ToString::to_string));
                prop_assert_eq!(whole("points"), finding.worth.points);
                let credit = finding.worth.credit.map(|credit| i64::try_from(credit).unwrap());
                prop_assert_eq!(whole("credit"), credit);
            }
        }
    }

    #[test]
    fn what_rows_say_elsewhere_is_what_their_sheets_say(
        edition in prop::sample::select(vec!["self-assessment@3.1", "self-assessment@4.0"]),
        picks in picks(25),
    ) {
        let (from, to) = (catalog::framework(edition).unwrap(), catalog::framework("scs").unwrap());
        let sheets = sheets(from, &picks);
        let tier = Some("star-3".to_owned());
        let said = ask(from, &sheets, Question::CarryOver { to: to.clone(), tier, lists: true });
        let column = |name: &str| said.column_by_name(name).unwrap();
        for (row, sheet) in sheets.iter().enumerate() {
            let assessment = from.assess(sheet).unwrap();
            let scopes = [Scope::new(to).tier("star-3")];
            let known = answer_once(&[assessment], &scopes, catalog::crosswalks::all()).unwrap();
            let known = &known[0];
            prop_assert_eq!(number(column("total"), row), Some(known.total.into()));
            prop_assert_eq!(number(column("implied"), row), Some(known.implied.into()));
            prop_assert_eq!(number(column("suggested"), row), Some(known.suggested.into()));
            let lists = records(&said, "remaining_controls", row);
            let controls = lists.column_by_name("control").unwrap();
            let remaining: Vec<_> = (0..lists.len()).filter_map(|at| name(controls, at)).collect();
            prop_assert_eq!(number(column("remaining"), row), i64::try_from(remaining.len()).ok());
            prop_assert_eq!(remaining, known.remaining.iter().map(ToString::to_string).collect::<Vec<_>>());
            let migrated = known.migrated.first().map(|it| it.to.to_string());
            prop_assert_eq!(name(column("migrated_to"), row), migrated);
        }
    }

    #[test]
    fn references_of_rows_count_as_those_of_their_sheets(picks in picks(160)) {
        let scs = catalog::framework("scs").unwrap();
        let sheets = sheets(scs, &picks[..picks.len().min(4)]);
        let question = Question::References { scheme: "nist-csf".to_owned(), lists: true };
        let said = ask(scs, &sheets, question);
        for (row, sheet) in sheets.iter().enumerate() {
            let view = scs.assess(sheet).unwrap().references("nist-csf").unwrap();
            for (depth, counts) in view.counts.iter().enumerate() {
                let count = |name: &str| {
                    number(said.column_by_name(&format!("{name}_{depth}")).unwrap(), row)
                };
                prop_assert_eq!(count("of"), Some(counts.of.into()));
                prop_assert_eq!(count("met"), Some(counts.met.into()));
                prop_assert_eq!(count("partial"), Some(counts.partial.into()));
                prop_assert_eq!(count("open"), Some(counts.open.into()));
                prop_assert_eq!(count("not_addressed"), Some(counts.not_addressed.into()));
            }
            let listed = records(&said, "entries", row);
            prop_assert_eq!(listed.len(), view.entries.len());
            let of = |field: &str| listed.column_by_name(field).unwrap();
            for (at, entry) in view.entries.iter().enumerate() {
                prop_assert_eq!(name(of("number"), at), Some(entry.number.to_string()));
                prop_assert_eq!(number(of("depth"), at), Some(entry.depth.into()));
                prop_assert_eq!(name(of("state"), at), Some(entry.state.to_string()));
            }
        }
    }
}

/// Every question that can be asked of a framework.
fn questions(framework: &Framework) -> Vec<Question> {
    let plan = |goal| Question::Plan { goal, options: PlanOptions::default() };
    let goals = goals(framework).into_iter().map(plan);
    let steps = [true, false].map(|wide| Question::NextSteps { top: 2, wide });
    goals.chain(steps).collect()
}

/// Whether two rows say the same, but for the reason why one cannot be read.
fn same(one: &RecordBatch, row: usize, other: &RecordBatch, place: usize) -> bool {
    let columns = one.columns().iter().zip(other.columns()).zip(one.schema_ref().fields());
    let mut columns = columns.filter(|(_, field)| field.name() != "problem");
    columns.all(|((one, other), _)| one.slice(row, 1) == other.slice(place, 1))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn rows_that_cannot_be_read_and_cuts_change_no_other_row(
        framework in frameworks(6),
        picks in picks(6),
        odd in vec(proptest::option::weighted(0.3, any::<Index>()), 40),
        cuts in vec(0..9_usize, 12),
    ) {
        let sheets = sheets(&framework, &picks);
        let clean = table(&framework, &sheets);
        prop_assume!(clean.num_columns() > 0);
        let columns = clean.columns().iter().enumerate().map(|(at, column)| {
            let texts = column.as_string::<i32>().iter().zip(&odd).map(|(text, odd)| {
                let here = odd.is_some_and(|odd| odd.index(clean.num_columns()) == at);
                if here { Some("\u{2047}") } else { text }
            });
            Arc::new(texts.collect::<StringArray>()) as ArrayRef
        });
        let dirty = RecordBatch::try_new(clean.schema(), columns.collect()).unwrap();
        for question in questions(&framework) {
            let portfolio = Portfolio::new([&framework]).absent(Absent::Unanswered);
            let scorer = portfolio.on_error(OnError::Report).ask(question).compile().unwrap();
            let (expected, found) = (scorer.score(&clean).unwrap(), scorer.score(&dirty).unwrap());
            let reason = found.column_by_name("problem").unwrap();
            for (row, odd) in odd.iter().take(sheets.len()).enumerate() {
                prop_assert_eq!(odd.is_some(), reason.is_valid(row));
                prop_assert!(odd.is_some() || same(&expected, row, &found, row));
            }
            let (mut run, mut from) = (scorer.run(), 0);
            for length in cuts.iter().copied().chain([sheets.len()]) {
                let length = length.min(sheets.len() - from);
                let part = run.score(&dirty.slice(from, length)).unwrap();
                prop_assert_eq!(part.num_rows(), length);
                prop_assert!((0..length).all(|row| same(&part, row, &found, from + row)));
                from += length;
            }
        }
    }
}

#[test]
fn what_threads_find_is_put_together_in_order() {
    let framework = catalog::framework("security-action@2026").unwrap();
    let rows = 40_000_usize;
    let columns = framework.controls().iter().enumerate().map(|(at, control)| {
        let choices = &framework.scale_of(control).unwrap().choices;
        let taken = (0..rows).map(|row| {
            let odd = row % 1_000 == 999 && at == 1;
            Some(if odd { "?" } else { &*choices[(row / (at + 1)) % choices.len()].id })
        });
        (control.id.to_string(), Arc::new(taken.collect::<StringArray>()) as ArrayRef)
    });
    let table = RecordBatch::try_from_iter(columns).unwrap();
    for question in questions(framework) {
        let portfolio = Portfolio::new([framework]).on_error(OnError::Report).ask(question);
        let portfolio = portfolio.threads(std::num::NonZero::new(2).unwrap());
        let whole = portfolio.clone().score(&table).unwrap();
        for from in (0..rows).step_by(3_333) {
            let part = portfolio.clone().score(&table.slice(from, 64.min(rows - from))).unwrap();
            assert!((0..part.num_rows()).all(|row| same(&part, row, &whole, from + row)));
        }
        assert_eq!(whole.column_by_name("problem").unwrap().null_count(), rows - 40);
    }
}

/// A table of text with a row that cannot be read.
fn odd() -> (&'static Framework, RecordBatch) {
    let framework = catalog::framework("five-basics@3.1").unwrap();
    let odd = Arc::new(StringArray::from(vec!["done", "perhaps", "not-done"])) as ArrayRef;
    let good = Arc::new(StringArray::from(vec!["done", "done", "not-done"])) as ArrayRef;
    let columns = [("B1", odd), ("B2", Arc::clone(&good)), ("B3", Arc::clone(&good))];
    let columns = columns.into_iter().chain([("B4", Arc::clone(&good)), ("B5", good)]);
    (framework, RecordBatch::try_from_iter(columns).unwrap())
}

fn half() -> Question {
    Question::Plan { goal: Target::Coverage(50).into(), options: PlanOptions::default() }
}

#[test]
fn a_row_that_cannot_be_read_keeps_its_place_and_says_why() {
    let (framework, batch) = odd();
    let portfolio = Portfolio::new([framework]).ask(half());
    assert!(portfolio.score(&batch).is_err());
    let plans = portfolio.on_error(OnError::Report).score(&batch).unwrap();
    let statuses = plans.column_by_name("status").unwrap();
    let statuses: Vec<_> = (0..3).map(|row| name(statuses, row).unwrap()).collect();
    assert_eq!(statuses, ["reached", "problem", "planned"]);
    let steps = plans.column_by_name("steps").unwrap();
    assert_eq!((steps.is_null(0), steps.is_null(1)), (false, true));
    let problem = plans.column_by_name("problem").unwrap().as_string::<i32>();
    assert!(problem.value(1).contains("perhaps"));
}

#[test]
fn columns_are_selected_and_named_as_those_of_scores_are() {
    let (framework, batch) = odd();
    let portfolio = Portfolio::new([framework]).ask(half()).on_error(OnError::Report);
    let plans = portfolio.clone().select(["effort"]).score(&batch).unwrap();
    let names: Vec<_> = plans.schema().fields().iter().map(|it| it.name().clone()).collect();
    assert_eq!(names, ["effort"]);
    assert!(portfolio.select(["points"]).compile().is_err());
    let both = [framework, catalog::framework("five-basics@4.0").unwrap()];
    let portfolio = Portfolio::new(both).ask(half()).absent(Absent::Unanswered);
    let plans = portfolio.on_error(OnError::Report).score(&batch).unwrap();
    assert!(plans.column_by_name("five_basics_4_0_effort").is_some());
}

#[test]
fn a_wrong_target_is_refused_before_there_are_rows() {
    let (framework, _) = odd();
    let goal = Target::Points(1).into();
    let question = Question::Plan { goal, options: PlanOptions::default() };
    assert!(Portfolio::new([framework]).ask(question).compile().is_err());
}
