//! Consolidation against every completion of every site.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::insight::Consolidation;
use shisei::model::{Choice, Standing};
use shisei::{AnswerSheet, Code, Framework, catalog};
use support::{allowed, answer, answered, frameworks, pick};

const RULES: [Consolidation; 3] =
    [Consolidation::WorstOf, Consolidation::Majority, Consolidation::MeanRoundedDown];

fn rank(choice: &Choice) -> (i32, usize) {
    let order =
        [Standing::Unknown, Standing::Unmet, Standing::Accepted, Standing::Partial, Standing::Met];
    let at = order.iter().position(|standing| *standing == choice.standing).unwrap();
    (choice.points.unwrap_or(0), at)
}

/// The whole, when every site has answered: the rules in the plainest words.
fn settle<'a>(
    framework: &Framework,
    choices: &[&'a Choice],
    votes: &[&'a Choice],
    rule: Consolidation,
) -> &'a str {
    let applicable: Vec<&Choice> =
        votes.iter().copied().filter(|it| it.standing != Standing::NotApplicable).collect();
    let place = |choice: &Choice| choices.iter().position(|own| own.id == choice.id).unwrap();
    if applicable.is_empty() {
        return &votes.iter().min_by_key(|vote| place(vote)).unwrap().id;
    }
    let count = |choice: &Choice| applicable.iter().filter(|own| own.id == choice.id).count();
    let weakest = |among: Vec<&'a Choice>| {
        among.into_iter().min_by_key(|choice| (rank(choice), place(choice))).unwrap()
    };
    match rule {
        Consolidation::WorstOf => &weakest(applicable).id,
        Consolidation::Majority => {
            let most = applicable.iter().map(|choice| count(choice)).max().unwrap();
            &weakest(applicable.iter().copied().filter(|it| count(it) == most).collect()).id
        }
        Consolidation::MeanRoundedDown => {
            let coverage = framework.definition().coverage.as_ref();
            let credits = coverage.map_or((2, 1, 0), |it| (it.met, it.partial, it.accepted));
            let value = |choice: &Choice| match (choice.points, choice.standing) {
                (Some(points), _) => points,
                (None, Standing::Met) => i32::try_from(credits.0).unwrap(),
                (None, Standing::Partial) => i32::try_from(credits.1).unwrap(),
                (None, Standing::Accepted) => i32::try_from(credits.2).unwrap(),
                (None, _) => 0,
            };
            let sum: i32 = applicable.iter().map(|choice| value(choice)).sum();
            let mean_reaches =
                |it: &&&Choice| value(it) * i32::try_from(applicable.len()).unwrap() <= sum;
            let candidates: Vec<&Choice> = choices
                .iter()
                .filter(|it| it.standing != Standing::NotApplicable)
                .filter(|it| it.standing != Standing::Accepted || count(it) > 0)
                .filter(mean_reaches)
                .copied()
                .collect();
            let best = candidates.iter().map(|choice| value(choice)).max().unwrap();
            let equals: Vec<&Choice> =
                candidates.into_iter().filter(|choice| value(choice) == best).collect();
            let given: Vec<&Choice> =
                equals.iter().copied().filter(|choice| count(choice) > 0).collect();
            if given.is_empty() {
                let strongest = equals
                    .into_iter()
                    .max_by_key(|choice| (rank(choice).1, std::cmp::Reverse(place(choice))));
                &strongest.unwrap().id
            } else {
                &weakest(given).id
            }
        }
        other => panic!("{other:?} has no oracle"),
    }
}

fn sites() -> impl Strategy<Value = (Framework, Vec<(String, AnswerSheet)>)> {
    let picks = vec(vec(option::weighted(0.75, any::<Index>()), 3), 1..=3);
    (frameworks(3), picks).prop_map(|(framework, picks)| {
        let sheets = picks.iter().enumerate();
        let sites =
            sheets.map(|(at, picks)| (format!("site {at}"), pick(&framework, picks))).collect();
        (framework, sites)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_control_is_decided_when_no_missing_answer_can_change_it((framework, sites) in sites()) {
        for rule in RULES {
            let whole = framework.consolidate(&sites, rule).unwrap();
            framework.assess(&whole.sheet).unwrap();
            for (control, decision) in framework.controls().iter().zip(&whole.decisions) {
                let choices = allowed(&framework, control);
                let mut all: Vec<Vec<&Choice>> = vec![Vec::new()];
                for (_, sheet) in &sites {
                    let given = answered(sheet, &control.id);
                    let options: Vec<&Choice> = choices
                        .iter()
                        .copied()
                        .filter(|choice| given.is_none_or(|given| choice.id == given))
                        .collect();
                    all = all
                        .into_iter()
                        .flat_map(|votes| {
                            let longer = options.iter().map(|option| {
                                votes.iter().copied().chain([*option]).collect::<Vec<&Choice>>()
                            });
                            longer.collect::<Vec<_>>()
                        })
                        .collect();
                }
                let mut ends: Vec<&str> =
                    all.iter().map(|votes| settle(&framework, &choices, votes, rule)).collect();
                ends.sort_unstable();
                ends.dedup();
                let expected = if let [only] = ends.as_slice() { Some(*only) } else { None };
                prop_assert_eq!(decision.choice.as_deref(), expected, "{:?} {}", rule, control.id);
                prop_assert_eq!(answered(&whole.sheet, &control.id), expected);
                prop_assert_eq!(decision.answers.len(), sites.len());
                prop_assert!(!decision.by.is_empty());
            }
        }
    }

    #[test]
    fn one_site_is_the_whole((framework, sites) in sites()) {
        let (name, sheet) = &sites[0];
        for rule in RULES {
            let whole = framework.consolidate(&sites[..1], rule).unwrap();
            for decision in &whole.decisions {
                prop_assert_eq!(decision.choice.as_deref(), answered(sheet, &decision.control));
                prop_assert_eq!(&decision.by, &vec![name.clone()]);
            }
        }
    }
}

fn site(name: &str, choices: [&str; 3]) -> (String, AnswerSheet) {
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    for (control, choice) in ["SA-01", "SA-02", "SA-03"].into_iter().zip(choices) {
        if !choice.is_empty() {
            sheet = sheet.with(control, choice);
        }
    }
    (name.to_owned(), sheet)
}

#[test]
fn the_result_remembers_which_site_decided() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let sites = [
        site("Tokyo", ["implemented", "implemented", "implemented"]),
        site("Osaka", ["implemented", "not-implemented", "unknown"]),
        site("Nagoya", ["partial", "partial", ""]),
    ];
    let decided = |rule| {
        let whole = framework.consolidate(&sites, rule).unwrap();
        let decisions = whole.decisions.into_iter().take(3);
        decisions
            .map(|it| format!("{} {}", it.choice.unwrap_or("-".into()), it.by.join("+")))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        decided(Consolidation::WorstOf),
        ["partial Nagoya", "not-implemented Osaka", "unknown Osaka"]
    );
    assert_eq!(
        decided(Consolidation::Majority),
        ["implemented Tokyo+Osaka", "not-implemented Osaka", "- Nagoya"]
    );
    // 10 / 3, 6 / 3, and 3 of two with one to come: between 2 / 3 and 7 / 3.
    assert_eq!(
        decided(Consolidation::MeanRoundedDown),
        ["partial Tokyo+Osaka+Nagoya", "partial Tokyo+Osaka+Nagoya", "- Nagoya"]
    );
}

#[test]
fn every_problem_names_its_site() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let sites = [site("Tokyo", ["maybe", "", ""]), site("Osaka", ["", "none", ""])];
    let error = framework.consolidate(&sites, Consolidation::WorstOf).unwrap_err();
    let places: Vec<_> = error.problems().iter().map(|it| it.at.as_deref().unwrap()).collect();
    assert_eq!(places, ["Tokyo: SA-01", "Osaka: SA-02"]);
    let code = |sites: &[_]| {
        framework.consolidate(sites, Consolidation::WorstOf).unwrap_err().problems()[0].code
    };
    assert_eq!(code(&[]), Code::Empty);
    assert_eq!(code(&[site("A", [""; 3]), site("A", [""; 3])]), Code::DuplicateId);
}

#[test]
fn what_applies_nowhere_keeps_its_reasons() {
    let framework = catalog::framework("perimeter").unwrap();
    let id = &framework.controls()[0].id;
    let sheet = |reason: &str| {
        let none = shisei::Answer::new("not-applicable").with_reason(reason);
        AnswerSheet::new("perimeter").with(&**id, none)
    };
    let sites = [("A".to_owned(), sheet("no router")), ("B".to_owned(), sheet("in the cloud"))];
    let whole = framework.consolidate(&sites, Consolidation::Majority).unwrap();
    let (_, answer) = &whole.sheet.answers[0];
    assert_eq!(answer.reason.as_deref(), Some("A: no router; B: in the cloud"));
    let met = ("C".to_owned(), AnswerSheet::new("perimeter").with(&**id, answer_met()));
    let sites = [sites[0].clone(), met];
    let whole = framework.consolidate(&sites, Consolidation::WorstOf).unwrap();
    assert_eq!(whole.decisions[0].choice.as_deref(), Some("met"));
}

fn answer_met() -> shisei::Answer {
    answer("met")
}
