//! Random frameworks and sheets for property tests: every rule a framework can have, small enough
//! to try every answer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]
#![allow(dead_code, reason = "each test file uses a part")]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use shisei::model::{
    Band, Bands, Choice, Citation, Condition, Control, CoverageRule, Definition, Dimension, Group,
    Lang, Localized, Measure, NotApplicable, OutcomeRule, Rule, Scale, Source, Standing, TagValue,
    Text, Tier,
};
use shisei::{Answer, AnswerSheet, Framework};

/// Every standing there is.
pub const STANDINGS: [Standing; 6] = [
    Standing::Met,
    Standing::Partial,
    Standing::Unmet,
    Standing::Unknown,
    Standing::NotApplicable,
    Standing::Accepted,
];

/// A text in both languages.
pub fn text(of: &str) -> Localized {
    Localized::new(format!("{of}の文"), format!("About {of}"))
}

fn citations() -> Vec<Citation> {
    vec![Citation::new("book", "p. 1")]
}

/// What decides the shape of a framework.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct Shape {
    pointed: bool,
    covered: bool,
    acceptance: bool,
    not_applicable: NotApplicable,
    measure: Option<Measure>,
    tiers: bool,
}

fn shapes() -> impl Strategy<Value = Shape> {
    let rules =
        select(vec![NotApplicable::NotAllowed, NotApplicable::Excluded, NotApplicable::FullPoints]);
    (any::<bool>(), any::<bool>(), any::<bool>(), rules, 0..4_u8).prop_map(
        |(pointed, covered, acceptance, not_applicable, rule)| {
            let measure = match rule {
                0 if pointed && not_applicable != NotApplicable::Excluded => Some(Measure::Points),
                0 | 1 if pointed => Some(Measure::Percent),
                0 | 1 if covered => Some(Measure::Coverage),
                _ => None,
            };
            let tiers = measure.is_none() && rule != 3;
            Shape { pointed, covered, acceptance, not_applicable, measure, tiers }
        },
    )
}

/// A scale: `met` and `unmet` always, others at random, in any order.
fn scale(at: usize, shape: Shape) -> impl Strategy<Value = Scale> {
    let others = subsequence(
        vec![
            Standing::Partial,
            Standing::Partial,
            Standing::Unknown,
            Standing::NotApplicable,
            Standing::Accepted,
        ],
        0..=5,
    );
    let points = vec((-3..=6_i32, 1..=6_i32), 7);
    (others, points).prop_flat_map(move |(others, points)| {
        let mut standings = vec![Standing::Met, Standing::Unmet];
        standings.extend(others);
        let choices: Vec<Choice> = standings
            .into_iter()
            .zip(points)
            .enumerate()
            .map(|(at, (standing, (any, above)))| choice(at, standing, any, above, shape))
            .collect();
        Just(choices)
            .prop_shuffle()
            .prop_map(move |choices| Scale::new(format!("scale-{at}"), choices, citations()))
    })
}

fn choice(at: usize, standing: Standing, any: i32, above: i32, shape: Shape) -> Choice {
    let points = match standing {
        Standing::NotApplicable => None,
        Standing::Met => Some(above),
        Standing::Unmet => Some(0),
        // Shares of points are compared only on scales that start at 0.
        _ if shape.measure == Some(Measure::Percent) => Some(any.max(0)),
        _ => Some(any),
    };
    let mut choice = Choice::new(format!("choice-{at}"), text("a choice"), standing);
    choice.points = points.filter(|_| shape.pointed);
    choice
}

fn control(at: usize, shape: Shape) -> impl Strategy<Value = Control> {
    let own = match shape.measure {
        Some(Measure::Points) => vec![NotApplicable::NotAllowed, NotApplicable::FullPoints],
        _ => {
            vec![NotApplicable::NotAllowed, NotApplicable::Excluded, NotApplicable::FullPoints]
        }
    };
    let tags = subsequence(vec!["level:high", "level:low", "phase:build"], 0..=3);
    (0..2_u8, 0..2_u8, 0..=3_u32, option::weighted(0.3, select(own)), tags, option::of(1..=5_u8))
        .prop_map(move |(group, scale, weight, not_applicable, tags, effort)| {
            let (group, scale) = (format!("group-{group}"), format!("scale-{scale}"));
            let mut control = Control::new(format!("C-{at}"), group, scale, citations());
            control.title = text("a control");
            control.question = text("a question");
            control.advice = text("advice");
            control.weight = weight;
            control.not_applicable = not_applicable;
            control.tags = tags.into_iter().map(Text::from).collect();
            control.effort = effort;
            control
        })
}

fn bands(measure: Measure, highest: i64) -> impl Strategy<Value = Rule> {
    let lowest = if measure == Measure::Points { -5 } else { 0 };
    vec(lowest..=highest.max(lowest), 0..=3).prop_map(move |mut from| {
        from.retain(|from| *from <= highest);
        from.sort_unstable_by(|a, b| b.cmp(a));
        from.dedup();
        let borders = from.into_iter().map(Some).chain([None]);
        let steps = borders.enumerate().map(|(at, from)| {
            let mut band = Band::new(format!("band-{at}"), from, text("a band"));
            band.meaning = text("a meaning");
            band.next = text("what next");
            band
        });
        Rule::Bands(Bands::new(measure, steps.collect::<Vec<_>>()))
    })
}

fn condition(controls: usize) -> impl Strategy<Value = Condition> {
    let groups = subsequence(vec!["group-0", "group-1"], 0..=1);
    let tags = subsequence(vec!["level:high", "level:low", "phase:build"], 0..=1);
    let single: Vec<String> = (0..controls).map(|at| format!("C-{at}")).collect();
    let single = subsequence(single, 0..=controls);
    let accept = prop_oneof![
        3 => Just(vec![Standing::Met]),
        2 => Just(vec![Standing::Met, Standing::NotApplicable]),
        2 => subsequence(STANDINGS.to_vec(), 1..=4),
    ];
    (groups, tags, single, accept, option::of(1..=4_u32)).prop_map(
        |(groups, tags, controls, accept, at_least)| {
            let mut condition = Condition::new(accept);
            condition.groups = groups.into_iter().map(Text::from).collect();
            condition.tags = tags.into_iter().map(Text::from).collect();
            condition.controls = controls.into_iter().map(Text::from).collect();
            condition.at_least = at_least;
            condition
        },
    )
}

fn tiers(controls: usize) -> impl Strategy<Value = Rule> {
    vec(vec(condition(controls), 1..=3), 1..=3).prop_map(|tiers| {
        let tiers = tiers.into_iter().enumerate().map(|(at, conditions)| {
            let mut tier = Tier::new(format!("tier-{at}"), text("a tier"), conditions);
            tier.meaning = text("a meaning");
            tier
        });
        Rule::Tiers(tiers.collect::<Vec<_>>().into())
    })
}

fn rule(shape: Shape, controls: usize) -> BoxedStrategy<Option<Rule>> {
    match shape.measure {
        // More than any sum here: the checks tell us the true top.
        Some(Measure::Points) => bands(Measure::Points, 6).prop_map(Some).boxed(),
        Some(measure) => bands(measure, 100).prop_map(Some).boxed(),
        None if shape.tiers => tiers(controls).prop_map(Some).boxed(),
        None => Just(None).boxed(),
    }
}

/// A framework with at most `most` controls; a draw whose tiers cannot be reached is thrown away.
pub fn frameworks(most: usize) -> impl Strategy<Value = Framework> {
    (shapes(), 1..=most)
        .prop_flat_map(|(shape, count)| {
            let controls: Vec<_> = (0..count).map(|at| control(at, shape)).collect();
            let credits = (1..=3_u32, any::<Index>(), any::<Index>());
            (Just(shape), controls, (scale(0, shape), scale(1, shape)), credits, rule(shape, count))
        })
        .prop_filter_map("a tier is out of reach", |(shape, controls, scales, credits, rule)| {
            let (met, partial, accepted) = credits;
            let part = |index: Index| u32::try_from(index.index(met as usize + 1)).unwrap();
            let coverage = shape.covered.then(|| {
                let mut rule = CoverageRule::new(met, part(partial));
                rule.accepted = part(accepted);
                rule
            });
            Framework::new(definition(shape, controls, scales.into(), coverage, rule)).ok()
        })
}

/// A definition that passes every check, with at most `most` controls.
pub fn definitions(most: usize) -> impl Strategy<Value = Definition> {
    frameworks(most).prop_map(|framework| framework.definition().clone())
}

#[allow(clippy::needless_pass_by_value, reason = "a strategy hands over what it has drawn")]
fn definition(
    shape: Shape,
    controls: Vec<Control>,
    scales: [Scale; 2],
    coverage: Option<CoverageRule>,
    rule: Option<Rule>,
) -> Definition {
    let value = |id: &'static str| TagValue::new(id, text(id));
    let dimension = |id: &'static str, values: Vec<TagValue>| Dimension::new(id, text(id), values);
    let group = |id: &'static str| Group::new(id, text(id));
    let mut definition = Definition::new("random", "1", text("a framework"), "A test");
    definition.not_applicable = shape.not_applicable;
    definition.acceptance = shape.acceptance;
    definition.reasons = vec![Standing::NotApplicable, Standing::Accepted].into();
    definition.sources = vec![Source::new("book", text("a book"), "A test")].into();
    definition.scales = scales.to_vec().into();
    definition.groups = vec![group("group-0"), group("group-1")].into();
    definition.dimensions = vec![
        dimension("level", vec![value("high"), value("low")]),
        dimension("phase", vec![value("build")]),
    ]
    .into();
    definition.coverage = coverage;
    definition.outcome = rule.map(|rule| OutcomeRule::new(rule, citations()));
    definition.controls = controls.into();
    definition
}

/// The choices that may answer a control, by id.
pub fn allowed<'a>(framework: &'a Framework, control: &Control) -> Vec<&'a Choice> {
    let rule = control.not_applicable.unwrap_or(framework.definition().not_applicable);
    let acceptance = framework.definition().acceptance;
    let scale = framework.scale_of(control).expect("a checked framework");
    let may = |choice: &&Choice| match choice.standing {
        Standing::NotApplicable => rule != NotApplicable::NotAllowed,
        Standing::Accepted => acceptance,
        _ => true,
    };
    scale.choices.iter().filter(may).collect()
}

/// An answer with the reason that some answers need.
pub fn answer(choice: &str) -> Answer {
    Answer::new(choice).with_reason("as tested")
}

/// A framework and a sheet for it, some controls unanswered.
pub fn sheets(most: usize) -> impl Strategy<Value = (Framework, AnswerSheet)> {
    (frameworks(most), vec(option::weighted(0.7, any::<Index>()), most)).prop_map(
        |(framework, picks)| {
            let sheet = pick(&framework, &picks);
            (framework, sheet)
        },
    )
}

/// A framework and two sheets for it.
pub fn sheet_pairs(most: usize) -> impl Strategy<Value = (Framework, AnswerSheet, AnswerSheet)> {
    let picks = || vec(option::weighted(0.8, any::<Index>()), most);
    (frameworks(most), picks(), picks()).prop_map(|(framework, first, second)| {
        let (first, second) = (pick(&framework, &first), pick(&framework, &second));
        (framework, first, second)
    })
}

/// A sheet from indices into the allowed choices.
pub fn pick(framework: &Framework, picks: &[Option<Index>]) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(framework.reference());
    for (control, pick) in framework.controls().iter().zip(picks) {
        if let Some(pick) = pick {
            let choices = allowed(framework, control);
            sheet = sheet.with(&*control.id, answer(&choices[pick.index(choices.len())].id));
        }
    }
    sheet
}

/// Every complete sheet that `sheet` can still become.
pub fn completions(framework: &Framework, sheet: &AnswerSheet) -> Vec<AnswerSheet> {
    let mut all = vec![sheet.clone()];
    for control in framework.controls() {
        if sheet.answers.iter().any(|(id, _)| *id == control.id) {
            continue;
        }
        let choices = allowed(framework, control);
        all = all
            .into_iter()
            .flat_map(|sheet| {
                let with = |choice: &&Choice| sheet.clone().with(&*control.id, answer(&choice.id));
                choices.iter().map(with).collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

/// The answer of a sheet to a control.
pub fn answered<'a>(sheet: &'a AnswerSheet, control: &str) -> Option<&'a str> {
    sheet.answer(control)?.choice.as_deref()
}

/// The framework must load: for tests over known definitions.
pub fn loaded(definition: Definition) -> Framework {
    Framework::new(definition).unwrap_or_else(|error| panic!("{}", error.message(Lang::En)))
}
