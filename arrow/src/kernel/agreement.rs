//! Columns give what an assessment of each row gives, for every framework.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::{
    Backend, Bound, Coding, Column, ColumnScorer, Field, Gather, GroupField, Need, Number, Numbers,
    Output, Reader, Scalar, Scores, Spellings, UNREADABLE, Value, outcomes,
};
use shisei::Framework;
use shisei::UNANSWERED;
use shisei::assessment::{AssessmentData, State};
use shisei::catalog;

const STATES: [State; 7] = [
    State::Met,
    State::Partial,
    State::Unmet,
    State::Unknown,
    State::Unanswered,
    State::NotApplicable,
    State::Accepted,
];

/// A backend with wider registers.
struct Wide;

impl Backend for Wide {
    fn gather(&self, work: Gather<'_>) {
        work.wide();
    }
}

/// Every column that there is, and every field by itself.
fn wanted(framework: &Framework) -> Vec<Output> {
    let mut fields = vec![
        Field::PointsLow,
        Field::PointsHigh,
        Field::PointsMax,
        Field::PointsCounted,
        Field::CreditLow,
        Field::CreditHigh,
        Field::CreditOf,
    ];
    fields.extend(STATES.map(Field::Tally));
    for group in 0..u16::try_from(framework.groups().len()).unwrap() {
        fields.push(Field::Group(group, GroupField::PointsLow));
        fields.push(Field::Group(group, GroupField::PointsHigh));
        fields.push(Field::Group(group, GroupField::CreditLow));
        fields.push(Field::Group(group, GroupField::CreditHigh));
        fields.push(Field::Group(group, GroupField::CreditOf));
    }
    let fields = fields.into_iter().map(|field| Output::sum("field", field));
    Output::all(framework).into_iter().chain(fields).collect()
}

fn expected(assessment: &AssessmentData, field: Field) -> i64 {
    let points = assessment.points;
    let low = assessment.coverage.map(|c| c.low);
    let high = assessment.coverage.map(|c| c.high);
    let credit = |value: Option<u64>| i64::try_from(value.unwrap_or(0)).unwrap();
    match field {
        Field::PointsLow => points.map_or(0, |p| p.low),
        Field::PointsHigh => points.map_or(0, |p| p.high),
        Field::PointsMax => points.map_or(0, |p| p.max),
        Field::CreditLow => credit(low.map(|c| c.credit)),
        Field::CreditHigh => credit(high.map(|c| c.credit)),
        Field::CreditOf => credit(low.map(|c| c.of)),
        Field::Tally(state) => {
            let tally = assessment.tally;
            i64::from(match state {
                State::Met => tally.met,
                State::Partial => tally.partial,
                State::Unmet => tally.unmet,
                State::Unknown => tally.unknown,
                State::Unanswered => tally.unanswered,
                State::NotApplicable => tally.not_applicable,
                State::Accepted => tally.accepted,
            })
        }
        Field::Group(group, field) => {
            let part = &assessment.groups[usize::from(group)];
            match field {
                GroupField::PointsLow => part.points.map_or(0, |p| p.low),
                GroupField::PointsHigh => part.points.map_or(0, |p| p.high),
                GroupField::CreditLow => credit(part.coverage.map(|c| c.low.credit)),
                GroupField::CreditHigh => credit(part.coverage.map(|c| c.high.credit)),
                GroupField::CreditOf => credit(part.coverage.map(|c| c.low.of)),
                GroupField::PointsCounted => i64::from(part.points.is_some()),
            }
        }
        // Only whether there is any is known of an assessment.
        Field::PointsCounted => i64::from(points.is_some()),
        field => unreachable!("{field:?}"),
    }
}

/// What an assessment says about an output, or `None` if it says nothing.
fn said(framework: &Framework, assessment: &AssessmentData, output: &Output) -> Option<i64> {
    let sum = |field| expected(assessment, field);
    let landed = |bound| {
        let landed = assessment.outcome.as_ref()?;
        let id = if bound == Bound::Low { landed.low.as_deref() } else { landed.high.as_deref() };
        position(framework, id?)
    };
    let holds = |need: &Need| match *need {
        Need::Counted(field) => sum(field) > 0,
        Need::Settled(low, high) => sum(low) == sum(high),
        Need::Reached(bound) => landed(bound).is_some(),
        Need::SettledOutcome => landed(Bound::Low) == landed(Bound::High),
    };
    output.needs.iter().all(holds).then(|| match output.value {
        Value::Sum(field) => sum(field),
        Value::Percent { part, of } => 100 * sum(part) / sum(of),
        Value::Outcome(bound) => landed(bound).unwrap(),
    })
}

/// The position of an outcome among the outcomes, worst first.
fn position(framework: &Framework, id: &str) -> Option<i64> {
    let position = outcomes(framework).iter().position(|outcome| *outcome == id);
    i64::try_from(position?).ok()
}

/// Columns of scores, as a backend writes them.
#[derive(PartialEq, Eq, Debug)]
struct Written<T> {
    numbers: Vec<Vec<T>>,
    outcomes: Vec<Vec<i8>>,
    present: Vec<Vec<u64>>,
    bad: Vec<u8>,
}

impl<T: Number> Written<T> {
    fn of(scorer: &ColumnScorer, columns: &[&[u8]], rows: usize, backend: &impl Backend) -> Self {
        let layout = scorer.layout();
        let mut written = Self {
            numbers: vec![vec![T::ZERO; rows]; layout.numbers],
            outcomes: vec![vec![-1; rows]; layout.outcomes],
            present: vec![vec![u64::MAX; rows.div_ceil(64)]; layout.bitmaps],
            bad: vec![0; rows],
        };
        let mut scores = Scores {
            numbers: written.numbers.iter_mut().map(Vec::as_mut_slice).collect(),
            outcomes: written.outcomes.iter_mut().map(Vec::as_mut_slice).collect(),
            present: written.present.iter_mut().map(Vec::as_mut_slice).collect(),
            bad: &mut written.bad,
        };
        let any_bad = scorer.score(columns, rows, &mut scores, backend);
        assert_eq!(any_bad, written.bad.iter().any(|&bad| bad != 0));
        written
    }
}

fn agree<T: Number + Eq + std::fmt::Debug>(
    framework: &Framework,
    rows: &[Vec<u8>],
    absent: Option<usize>,
    outputs: &[Output],
) {
    let controls = framework.controls().len();
    let codings: Vec<Option<Coding>> = (0..controls)
        .map(|at| {
            let choices = framework.rules().controls()[at].choices.len();
            (absent != Some(at)).then(|| Coding::positions(u8::try_from(choices).unwrap()))
        })
        .collect();
    let scorer = ColumnScorer::new(framework, &codings, outputs);
    let columns: Vec<Vec<u8>> =
        (0..controls).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
    let columns: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
    let written = Written::<T>::of(&scorer, &columns, rows.len(), &Scalar);
    assert_eq!(written, Written::of(&scorer, &columns, rows.len(), &Wide));
    for (at, row) in rows.iter().enumerate() {
        let mut row = row.clone();
        if let Some(absent) = absent {
            row[absent] = UNANSWERED;
        }
        let assessment = framework.rules().assess_row(&row);
        assert_eq!(written.bad[at] == 0, assessment.is_ok(), "{} row {at}", framework.reference());
        let Ok(assessment) = assessment else { continue };
        for (output, place) in outputs.iter().zip(&scorer.layout().places) {
            let present = place
                .bitmap
                .is_none_or(|bits| written.present[bits][at / 64] >> (at % 64) & 1 == 1);
            let value = match (place.column, output.value) {
                (Column::Number(number), Value::Sum(Field::PointsCounted)) => {
                    written.numbers[number][at].wide().min(1)
                }
                (Column::Number(number), _) => written.numbers[number][at].wide(),
                (Column::Outcome(outcome), _) => i64::from(written.outcomes[outcome][at]),
            };
            let said = said(framework, &assessment, output);
            assert_eq!(present.then_some(value), said, "{} {output:?}", framework.reference());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 2 } else { 48 }))]

    #[test]
    fn columns_agree_with_assessments(
        which in 0..1000_usize,
        rows in 0..150_usize,
        seed in any::<u64>(),
        wrong in 0..3_u8,
        absent in proptest::option::of(0..6_usize),
    ) {
        let framework = catalog::all()[which % catalog::all().len()];
        let absent = absent.filter(|&at| at < framework.controls().len());
        let mut state = seed | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state >> 20
        };
        let rows: Vec<Vec<u8>> = (0..rows)
            .map(|_| {
                framework.rules().controls().iter().map(|control| {
                    let allowed: Vec<u8> = (0_u8..).zip(control.choices.iter())
                        .filter(|(_, c)| c.allowed).map(|(at, _)| at).collect();
                    match next() % 40 {
                        0 | 1 => UNANSWERED,
                        2 if wrong == 0 => u8::try_from(next() % 256).unwrap(),
                        n if n < 20 => allowed[0],
                        n => allowed[usize::try_from(n).unwrap() % allowed.len()],
                    }
                }).collect()
            })
            .collect();
        let outputs = wanted(framework);
        agree::<i64>(framework, &rows, absent, &outputs);
        agree::<i16>(framework, &rows, absent, &outputs);
        if framework.id() == "self-assessment" {
            agree::<i8>(framework, &rows, absent, &outputs);
        }
        // What a column says does not depend on which others are asked for.
        let one = usize::try_from(seed).unwrap() % outputs.len();
        agree::<i64>(framework, &rows, absent, &outputs[one..=one]);
    }

    #[test]
    fn a_reader_reads_what_the_spellings_read(texts in prop::collection::vec(".{0,40}", 0..200)) {
        let framework = catalog::framework("self-assessment@4.0").unwrap();
        let spellings = Spellings::new(framework, 0, Some(Numbers::Points), &[]);
        let mut reader = Reader::new(&spellings);
        let known = ["実施している", "Don't know", "IMPLEMENTED", "４", " -1 ", "", "partial"];
        let all: Vec<&str> =
            texts.iter().map(String::as_str).chain(known).cycle().take(400).collect();
        let data = all.concat();
        let mut offsets = vec![0_i32];
        for text in &all {
            offsets.push(offsets.last().unwrap() + i32::try_from(text.len()).unwrap());
        }
        let mut out = vec![0; all.len()];
        reader.read_run(&offsets, data.as_bytes(), &mut out);
        for (text, byte) in all.iter().zip(out) {
            prop_assert_eq!(byte, spellings.read(text).unwrap_or(UNREADABLE), "{:?}", text);
        }
    }
}

#[test]
fn columns_of_bytes_become_columns_of_points() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let outputs = [Output::sum("points", Field::PointsLow)];
    let scorer = ColumnScorer::new(framework, &vec![Some(Coding::positions(4)); 25], &outputs);
    assert_eq!(scorer.layout().places[0].column, Column::Number(0));
    let answers = [&[0, 1][..]; 25];
    let written = Written::<i64>::of(&scorer, &answers, 2, &Scalar);
    assert_eq!((&written.numbers[0], &written.bad), (&vec![100, 50], &vec![0, 0]));
}

#[test]
fn outputs_stand_in_order() {
    let outputs = Output::all(catalog::framework("self-assessment@3.1").unwrap());
    let names: Vec<&str> = outputs.iter().map(|output| output.name.as_str()).collect();
    assert_eq!(names[..4], ["points", "points_low", "points_high", "outcome"]);
}

#[test]
fn ids_and_labels_are_read_in_any_case_and_width() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let spellings = Spellings::new(framework, 0, None, &[]);
    assert_eq!(spellings.read(" IMPLEMENTED "), Some(0));
    assert_eq!(spellings.read("実施していない"), Some(2));
    assert_eq!(spellings.read("don’t know"), Some(3));
    assert_eq!(spellings.read(""), Some(UNANSWERED));
    assert_eq!(spellings.read("4"), None);
}

#[test]
fn numbers_mean_nothing_until_it_is_said_what_they_are() {
    let framework = catalog::framework("self-assessment@3.1").unwrap();
    let read = |numbers, text| Spellings::new(framework, 0, numbers, &[]).read(text);
    assert_eq!(read(None, "4"), None);
    assert_eq!(read(Some(Numbers::Points), "４"), Some(0));
    assert_eq!(read(Some(Numbers::Points), "-1"), Some(3));
    assert_eq!(read(Some(Numbers::FromZero), "0"), Some(0));
    assert_eq!(read(Some(Numbers::FromOne), "1"), Some(0));
    assert_eq!(read(Some(Numbers::FromOne), "0"), None);
    assert_eq!(read(Some(Numbers::Points), "4.0"), Some(0));
    assert_eq!(read(Some(Numbers::Points), "−1.00"), Some(3));
    assert_eq!(read(Some(Numbers::Points), "4.5"), None);
    assert_eq!(read(None, "TRUE"), Some(0));
    assert_eq!(read(None, "false"), Some(2));
    let own = [("済".to_owned(), "implemented".to_owned()), ("-".to_owned(), String::new())];
    let spellings = Spellings::new(framework, 0, None, &own);
    assert_eq!(spellings.read(" 済"), Some(0));
    assert_eq!(spellings.read("-"), Some(UNANSWERED));
    let wrong = [("x".to_owned(), "implemnted".to_owned())];
    let spellings = Spellings::new(framework, 0, None, &wrong);
    assert_eq!(spellings.refused("x").unwrap().nearest.as_deref(), Some("implemented"));
    assert_eq!(spellings.read("x"), None);
}

#[test]
fn the_bytes_of_int8_are_read_as_they_lie() {
    let framework = catalog::framework("self-assessment@3.1").unwrap();
    let spellings = Spellings::new(framework, 0, Some(Numbers::Points), &[]);
    let coding = spellings.bytes().unwrap();
    assert!(coding.means(4) && coding.means(0xFF) && !coding.means(1));
    assert_eq!(coding.missing(), None);
    let own =
        [("1".to_owned(), "implemented".to_owned()), ("2".to_owned(), "implemented".to_owned())];
    let spellings = Spellings::new(framework, 0, None, &own);
    assert_eq!(spellings.bytes(), None);
    assert_eq!(Coding::new(vec![Some(1), Some(1)], None), None);
}
