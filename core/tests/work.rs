//! The worst inputs that are allowed end soon: in a result, or in `too-complex`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::time::{Duration, Instant};

use shisei::insight::{Goal, PlanOptions, Scope, Target, answer_once, carry_over};
use shisei::model::{
    Choice, Condition, Control, Crosswalk, Definition, Link, OutcomeRule, Relation, Rule, Scale,
    Standing, Text, Tier,
};
use shisei::{Answer, AnswerSheet, Assessment, Code, Error, Framework, catalog};
use support::{loaded, text};

/// What the worst input may take of a processor, also a slow one and in a build without optimisation:
/// what is not bounded takes minutes.
const MOST: Duration = Duration::from_secs(10);

/// Processor time of this thread: a busy machine must not fail a test.
fn used(since: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|spent| spent.split(' ').next()?.parse().ok());
    spent.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn soon<T>(run: impl FnOnce() -> T) -> T {
    let now = Instant::now();
    let before = used(now);
    let result = run();
    let spent = used(now).saturating_sub(before);
    assert!(spent < MOST, "{spent:?}");
    result
}

/// Either a result or this one refusal.
fn too_complex<T>(result: Result<T, Error>) -> bool {
    match result {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.problems()[0].code, Code::TooComplex);
            true
        }
    }
}

/// A framework of so many controls with ids of `letters` letters, all on one scale.
fn framework(
    controls: usize,
    letters: usize,
    choices: &[(Standing, Option<i32>)],
    rule: Option<Rule>,
) -> Framework {
    let base = catalog::framework("five-basics@4.0").unwrap().definition().clone();
    let choices = choices.iter().enumerate().map(|(at, &(standing, points))| {
        let mut choice = Choice::new(format!("choice-{at}"), text("a choice"), standing);
        choice.points = points;
        choice
    });
    let choices: Vec<Choice> = choices.collect();
    let (scale, group) = (base.scales[0].clone(), base.groups[0].clone());
    let citations = || base.controls[0].citations[..1].to_vec();
    let control = |at: usize| {
        let mut control = Control::new(id(at, letters), group.id.clone(), "worst", citations());
        control.title = text("a control");
        control.question = text("a question");
        control.advice = text("advice");
        control
    };
    let mut worst = Definition::new("worst", "1", text("the worst"), "A test");
    worst.sources.clone_from(&base.sources);
    worst.outcome = rule.map(|rule| OutcomeRule::new(rule, scale.citations.clone()));
    worst.controls = (0..controls).map(control).collect();
    worst.scales = vec![Scale::new("worst", choices, scale.citations)].into();
    worst.groups = vec![group].into();
    loaded(worst)
}

fn id(at: usize, letters: usize) -> String {
    format!("C{at:0>width$}", width = letters - 1)
}

const FOUR: [(Standing, Option<i32>); 4] = [
    (Standing::Met, None),
    (Standing::Partial, None),
    (Standing::Unmet, None),
    (Standing::Unknown, None),
];

/// Tiers that all hang together: each asks for one of the controls that its neighbours ask for, met
/// and partial in turn.
fn chained(controls: usize, tiers: usize, conditions: usize) -> Framework {
    let condition = |at: usize| {
        let here = (0..controls).filter(|control| {
            let place = control % conditions;
            place == at % conditions || place == (at + 1) % conditions
        });
        let here = here.map(|at| Text::from(id(at, 6)));
        let standing = if at.is_multiple_of(2) { Standing::Met } else { Standing::Partial };
        let mut condition = Condition::new(vec![standing]);
        // None means all of them.
        condition.controls = if conditions < 4 { Vec::new().into() } else { here.collect() };
        condition.at_least = Some(1);
        condition
    };
    let tiers = (0..tiers).map(|at| {
        let conditions: Vec<Condition> = if conditions == tiers {
            vec![condition(at)]
        } else {
            (0..conditions).map(condition).collect()
        };
        Tier::new(format!("tier-{at}"), text("a tier"), conditions)
    });
    framework(controls, 6, &FOUR, Some(Rule::Tiers(tiers.collect::<Vec<_>>().into())))
}

fn nothing(framework: &Framework) -> Assessment {
    framework.assess(&AnswerSheet::new(framework.reference())).unwrap()
}

#[test]
fn bounds_over_tiers_that_hang_together() {
    for (controls, tiers) in [(12, 6), (18, 12), (34, 17), (68, 17), (2_000, 17), (2_000, 127)] {
        let framework = chained(controls, tiers, tiers);
        let complex = soon(|| too_complex(nothing(&framework).bounds()));
        assert_eq!(complex, controls > 12, "{controls} controls");
    }
}

#[test]
fn bounds_over_bands_of_many_choices() {
    let points: Vec<_> = (0..32).map(|at| (Standing::Partial, Some(at * at))).collect();
    let mut definition = framework(2_000, 6, &points, None).definition().clone();
    let bands = catalog::framework("self-assessment@4.0").unwrap().definition().outcome.clone();
    let Some(Rule::Bands(mut rule)) = bands.map(|it| it.rule) else { unreachable!() };
    let mut steps = rule.steps.to_vec();
    steps[0].from = Some(31 * 31 * 2_000);
    steps[0].to = None;
    for step in &mut steps {
        step.to = None;
    }
    rule.steps = steps.into();
    let citations = definition.scales[0].citations.clone();
    definition.outcome = Some(OutcomeRule::new(Rule::Bands(rule), citations));
    let framework = loaded(definition);
    assert!(soon(|| too_complex(nothing(&framework).bounds())));
}

#[test]
fn plans_to_tiers_that_hang_together() {
    for (controls, tiers, conditions) in [(500, 4, 16), (2_000, 1, 15), (2_000, 127, 3)] {
        let framework = chained(controls, tiers, conditions);
        let (assessment, options) = (nothing(&framework), PlanOptions::default());
        let plan = || assessment.plan("tier-0", &options);
        assert_eq!(soon(|| too_complex(plan())), conditions > 3, "{controls} controls");
        let plan = || assessment.plan(Goal::budget(0), &options);
        assert_eq!(soon(|| too_complex(plan())), conditions > 3, "{controls} controls");
    }
}

#[test]
fn a_plan_to_very_many_points() {
    let points: Vec<_> = (0..32)
        .map(|at| (if at == 0 { Standing::Unmet } else { Standing::Partial }, Some(at)))
        .collect();
    let framework = framework(2_000, 6, &points, None);
    let goal = Goal::Reach(Target::Points(33_000));
    let plan = || nothing(&framework).plan(goal.clone(), &PlanOptions::default());
    assert!(soon(|| too_complex(plan())));
}

#[test]
fn large_points_are_counted_in_their_common_unit() {
    let points = [(Standing::Met, Some(100_000)), (Standing::Unmet, Some(0))];
    let framework = framework(30, 6, &points, None);
    let goal = Goal::Reach(Target::Points(3_000_000));
    let plan = nothing(&framework).plan(goal, &PlanOptions::default()).unwrap();
    assert_eq!(plan.steps.len(), 30);
}

fn unknown(framework: &Framework, unknown: usize) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(framework.reference());
    sheet.answers = (0..unknown).map(|at| (format!("Z{at:0>59}"), Answer::new("met"))).collect();
    sheet
}

#[test]
fn a_sheet_of_unknown_controls() {
    let own = framework(2_000, 60, &FOUR, None);
    let scs = catalog::framework("scs").unwrap();
    for (framework, count) in [(scs, 60_000), (&own, 1_000), (&own, 58_000)] {
        let error = soon(|| framework.assess(&unknown(framework, count)).unwrap_err());
        assert_eq!(error.problems().len(), count, "every one is named");
    }
}

#[test]
fn the_first_unknown_controls_have_a_nearest_name() {
    let scs = catalog::framework("scs").unwrap();
    let mut sheet = AnswerSheet::new(scs.reference());
    let near = |control: &Control| (format!("{}x", control.id), Answer::new("met"));
    sheet.answers = scs.controls().iter().map(near).collect();
    let error = scs.assess(&sheet).unwrap_err();
    assert!(error.problems().iter().all(|problem| problem.nearest.is_some()));
}

fn crosswalk(from: &str, to: &str, links: impl Iterator<Item = (String, String)>) -> Crosswalk {
    let link =
        |(from, to): (String, String)| Link::new(from, Relation::Equal, to, text("a reason"));
    let links: Vec<Link> = links.map(link).collect();
    Crosswalk::new(from.parse().unwrap(), to.parse().unwrap(), links)
}

#[test]
fn two_long_crosswalks_in_a_row() {
    let target = framework(2_000, 6, &FOUR, None);
    let middle = |at: usize| format!("M{at}");
    let one_to_one = |links: usize| {
        [
            crosswalk("first@1", "middle@1", (0..links).map(|at| (format!("F{at}"), middle(at)))),
            crosswalk("middle@1", "worst@1", (0..links).map(|at| (middle(at), id(at % 2_000, 6)))),
        ]
    };
    let carry = |walks: &[Crosswalk]| {
        let walks: Vec<&Crosswalk> = walks.iter().collect();
        soon(|| too_complex(carry_over(&[], &target, &walks)))
    };
    assert!(!carry(&one_to_one(16_000)));
    assert!(!carry(&one_to_one(60_000)));
    // Every link of the one meets every link of the other.
    let all_to_all = [
        crosswalk("first@1", "middle@1", (0..2_000).map(|at| (format!("F{at}"), middle(0)))),
        crosswalk("middle@1", "worst@1", (0..2_000).map(|at| (middle(0), id(at, 6)))),
    ];
    assert!(carry(&all_to_all));
}

#[test]
fn many_frameworks_answered_once() {
    let scs = catalog::framework("scs").unwrap();
    let known = |scopes: usize| {
        let scopes = vec![Scope::new(scs); scopes];
        answer_once(&[], &scopes, catalog::crosswalks::all())
    };
    assert_eq!(known(100).unwrap().len(), 100);
    assert!(soon(|| too_complex(known(1_000_000))));
}
