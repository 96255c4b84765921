//! Plans against every combination of changes, on small random frameworks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use shisei::insight::{
    Effort, Goal, Maximise, Plan, PlanOptions, PlanStatus, Planner, RowPlan, Target,
};
use shisei::model::{Bands, Choice, Rule, Standing};
use shisei::{AnswerSheet, Assessment, Code, Framework, Lang, UNANSWERED, catalog};
use support::{allowed, answer, answered, pick, sheet_pairs, sheets};

/// A change that may be made: choice and effort; none to leave the control.
type Option_ = Option<(String, u32)>;

fn rank(standing: Standing) -> i32 {
    match standing {
        Standing::Met => 4,
        Standing::Partial => 3,
        Standing::Accepted => 2,
        Standing::Unmet => 1,
        Standing::Unknown => 0,
        Standing::NotApplicable => panic!("never compared"),
    }
}

fn strength(choice: &Choice) -> (i32, i32) {
    (choice.points.unwrap_or(0), rank(choice.standing))
}

/// What a plan may do with each control, the preferred first, leaving it last.
fn options(framework: &Framework, sheet: &AnswerSheet, wishes: &PlanOptions) -> Vec<Vec<Option_>> {
    let controls = framework.controls().iter();
    controls
        .map(|control| {
            let choices = allowed(framework, control);
            let now = answered(sheet, &control.id)
                .map(|id| *choices.iter().find(|choice| choice.id == id).unwrap());
            let held = wishes.forbidden.iter().any(|id| *id == control.id)
                || now.is_some_and(|now| now.standing == Standing::NotApplicable);
            if held {
                return vec![None];
            }
            let mut better: Vec<&Choice> = choices
                .into_iter()
                .filter(|choice| matches!(choice.standing, Standing::Met | Standing::Partial))
                .filter(|choice| now.is_none_or(|now| strength(choice) > strength(now)))
                .collect();
            better.sort_by_key(|choice| Reverse(strength(choice)));
            let whole = |whole: u32, choice: &Choice| {
                let spent = |standing| match standing {
                    Standing::Met => whole,
                    Standing::Partial => whole.div_ceil(2),
                    _ => 0,
                };
                let left =
                    spent(choice.standing).saturating_sub(now.map_or(0, |now| spent(now.standing)));
                if whole > 0 { left.max(1) } else { 0 }
            };
            let effort = |choice: &Choice| match wishes.efforts.get(&*control.id) {
                Some(Effort::Choices(efforts)) => efforts.get(&*choice.id).copied(),
                Some(Effort::Whole(effort)) => Some(whole(*effort, choice)),
                _ => Some(whole(control.effort.map_or(3, u32::from), choice)),
            };
            let better = better.into_iter().filter_map(|it| Some((it.id.to_string(), effort(it)?)));
            better.map(Some).chain([None]).collect()
        })
        .collect()
}

/// One combination of changes and what it leads to.
struct Tried {
    /// Effort, number of changes, and the preference of each control: compared in this order.
    cost: (u64, usize, Vec<usize>),
    steps: Vec<(String, String)>,
    result: Assessment,
}

fn try_all(framework: &Framework, sheet: &AnswerSheet, wishes: &PlanOptions) -> Vec<Tried> {
    let options = options(framework, sheet, wishes);
    let mut picks: Vec<Vec<usize>> = vec![Vec::new()];
    for options in &options {
        picks = picks
            .into_iter()
            .flat_map(|pick| {
                (0..options.len()).map(move |at| pick.iter().copied().chain([at]).collect())
            })
            .collect();
    }
    picks
        .into_iter()
        .map(|pick| {
            let mut changed = sheet.clone();
            let mut steps = Vec::new();
            let mut effort = 0;
            for ((control, options), &at) in framework.controls().iter().zip(&options).zip(&pick) {
                if let Some((choice, cost)) = &options[at] {
                    changed.answers.retain(|(id, _)| *id != control.id);
                    changed = changed.with(&*control.id, answer(choice));
                    steps.push((control.id.to_string(), choice.clone()));
                    effort += u64::from(*cost);
                }
            }
            let result = framework.assess(&changed).unwrap();
            Tried { cost: (effort, steps.len(), pick), steps, result }
        })
        .collect()
}

/// How good an outcome is: higher is better; `None` if there is none.
fn height(framework: &Framework, outcome: Option<&str>) -> Option<usize> {
    match framework.rule()? {
        Rule::Bands(Bands { steps, .. }) => {
            Some(steps.len() - 1 - steps.iter().position(|band| Some(&*band.id) == outcome)?)
        }
        Rule::Tiers(tiers) => tiers.iter().position(|tier| Some(&*tier.id) == outcome),
        _ => unreachable!("bands or tiers"),
    }
}

fn certain(framework: &Framework, result: &Assessment) -> Option<usize> {
    height(framework, result.outcome.as_ref().and_then(|landed| landed.low.as_deref()))
}

fn reaches(framework: &Framework, target: &Target, result: &Assessment) -> bool {
    match target {
        Target::Outcome(id) => certain(framework, result) >= height(framework, Some(id)),
        Target::Points(points) => result.points.is_some_and(|own| own.low >= *points),
        Target::Coverage(percent) => result.coverage.is_some_and(|own| {
            u128::from(own.low.credit) * 100 >= u128::from(*percent) * u128::from(own.low.of)
        }),
        _ => unreachable!("an outcome, points or coverage"),
    }
}

fn steps(plan: &Plan) -> Vec<(String, String)> {
    plan.steps.iter().map(|step| (step.control.to_string(), step.to.to_string())).collect()
}

fn outcomes(framework: &Framework) -> Vec<String> {
    match framework.rule() {
        Some(Rule::Bands(bands)) => bands.steps.iter().map(|band| band.id.to_string()).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| tier.id.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Efforts and held controls, by chance.
fn wish(
    efforts: impl IntoIterator<Item = (String, Effort)>,
    forbidden: impl IntoIterator<Item = String>,
) -> PlanOptions {
    let options = PlanOptions::default();
    let options = efforts.into_iter().fold(options, |all, (control, it)| all.effort(control, it));
    forbidden.into_iter().fold(options, PlanOptions::forbid)
}

fn wishes(most: usize) -> impl Strategy<Value = PlanOptions> {
    let names = || (0..most).prop_map(|at| format!("C-{at}"));
    let choices = btree_map((0..7_usize).prop_map(|at| format!("choice-{at}")), 0..9_u32, 0..=7);
    let effort =
        prop_oneof![(0..9_u32).prop_map(Effort::Whole), choices.prop_map(Effort::Choices),];
    (btree_map(names(), effort, 0..=2), vec(names(), 0..=1))
        .prop_map(|(efforts, forbidden)| wish(efforts, forbidden))
}

/// `PlanOptions` may name only what the framework has.
fn fitting(framework: &Framework, mut wishes: PlanOptions) -> PlanOptions {
    wishes.forbidden.retain(|id| framework.control(id).is_some());
    wishes.efforts.retain(|id, _| framework.control(id).is_some());
    for (id, effort) in &mut wishes.efforts {
        if let Effort::Choices(choices) = effort {
            let scale = framework.scale_of(framework.control(id).unwrap()).unwrap();
            choices.retain(|id, _| scale.choices.iter().any(|choice| choice.id == *id));
        }
    }
    wishes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_plan_is_the_best_of_all((framework, sheet) in sheets(5), wishes in wishes(5)) {
        let wishes = fitting(&framework, wishes);
        let assessment = framework.assess(&sheet).unwrap();
        let all = try_all(&framework, &sheet, &wishes);
        let mut targets: Vec<Target> =
            outcomes(&framework).iter().map(|id| id.as_str().into()).collect();
        if framework.has_points() {
            targets.extend([-2, 1, 4, 9, 14].map(Target::Points));
        }
        if framework.definition().coverage.is_some() {
            targets.extend([0, 34, 50, 80, 100].map(Target::Coverage));
        }
        for target in targets {
            let best = all
                .iter()
                .filter(|tried| reaches(&framework, &target, &tried.result))
                .min_by(|a, b| a.cost.cmp(&b.cost));
            let plan = assessment.plan(target.clone(), &wishes);
            match (best, plan) {
                (Some(best), Ok(plan)) => {
                    prop_assert_eq!(steps(&plan), best.steps.clone(), "{:?}", target);
                    prop_assert_eq!(plan.effort, best.cost.0);
                    prop_assert_eq!(plan.after.points, best.result.points);
                    prop_assert_eq!(&plan.after.outcome, &best.result.outcome);
                }
                (None, Err(error)) => {
                    prop_assert_eq!(error.problems()[0].code, Code::Unreachable);
                }
                (best, plan) => prop_assert!(
                    false, "{target:?}: brute force {:?}, plan {plan:?}", best.map(|it| &it.steps)
                ),
            }
        }
    }

    #[test]
    fn a_budget_buys_the_best_of_all(
        (framework, sheet) in sheets(5), wishes in wishes(5), budget in 0..14_u64
    ) {
        let wishes = fitting(&framework, wishes);
        let assessment = framework.assess(&sheet).unwrap();
        let all = try_all(&framework, &sheet, &wishes);
        let affordable = || all.iter().filter(|tried| tried.cost.0 <= budget);
        let tiers = matches!(framework.rule(), Some(Rule::Tiers(_)));
        let value = |tried: &Tried, what| match what {
            Maximise::Points => tried.result.points.map(|points| points.low),
            Maximise::Coverage => {
                tried.result.coverage.map(|coverage| i64::try_from(coverage.low.credit).unwrap())
            }
            _ => {
                certain(&framework, &tried.result).map(|at| i64::try_from(at).unwrap())
            }
        };
        let mut goals = Vec::new();
        if framework.has_points() { goals.push(Maximise::Points); }
        if framework.definition().coverage.is_some() { goals.push(Maximise::Coverage); }
        if tiers { goals.push(Maximise::Outcome); }
        for maximise in goals {
            let most = affordable().filter_map(|tried| value(tried, maximise)).max();
            let best = affordable()
                .filter(|tried| value(tried, maximise) == most)
                .min_by(|a, b| a.cost.cmp(&b.cost))
                .unwrap();
            let plan = assessment.plan(Goal::Within { budget, maximise }, &wishes).unwrap();
            prop_assert_eq!(steps(&plan), best.steps.clone(), "{:?}", maximise);
            prop_assert!(plan.effort <= budget);
        }
        if framework.rule().is_some() {
            // Whatever is measured, the outcome that a budget buys is the best there is.
            let plan = assessment.plan(Goal::budget(budget), &wishes).unwrap();
            let best = affordable().map(|tried| certain(&framework, &tried.result)).max().unwrap();
            let low = plan.after.outcome.as_ref().and_then(|landed| landed.low.as_deref());
            prop_assert_eq!(height(&framework, low), best);
        }
    }

    #[test]
    fn a_plan_holds_once_it_is_done((framework, sheet) in sheets(6)) {
        let assessment = framework.assess(&sheet).unwrap();
        for id in outcomes(&framework) {
            let Ok(plan) = assessment.plan(&*id, &PlanOptions::default()) else {
                continue;
            };
            let mut done = sheet.clone();
            for step in &plan.steps {
                done.answers.retain(|(control, _)| *control != step.control);
                done = done.with(&*step.control, &*step.to);
            }
            let result = framework.assess(&done).unwrap();
            prop_assert!(reaches(&framework, &Target::Outcome(id), &result));
            prop_assert_eq!(&plan.after.points, &result.points);
            prop_assert_eq!(&plan.after.coverage, &result.coverage);
            let gained: i64 = plan.steps.iter().filter_map(|step| step.gain.points).sum();
            if let (Some(before), Some(after)) = (plan.before.points, plan.after.points) {
                prop_assert_eq!(after.low - before.low, gained);
            }
            let effort: u64 = plan.steps.iter().map(|step| u64::from(step.effort)).sum();
            prop_assert_eq!(plan.effort, effort);
        }
    }
}

/// The positions of the choices of a sheet.
fn row(framework: &Framework, sheet: &AnswerSheet) -> Vec<u8> {
    let position = |control: &shisei::model::Control| {
        let choice = answered(sheet, &control.id)?;
        let choices = &framework.scale_of(control)?.choices;
        u8::try_from(choices.iter().position(|own| own.id == choice)?).ok()
    };
    framework.controls().iter().map(|it| position(it).unwrap_or(UNANSWERED)).collect()
}

/// Every goal that makes sense for a framework, and some that nothing reaches.
fn goals(framework: &Framework) -> Vec<Goal> {
    let outcomes = outcomes(framework).into_iter().map(|id| Goal::outcome(&id));
    let points = [-2, 1, 4, 9, 14, 70].map(|points| Goal::Reach(Target::Points(points)));
    let shares = [0, 34, 50, 80, 100].map(|percent| Goal::Reach(Target::Coverage(percent)));
    let goals = outcomes.chain(framework.has_points().then_some(points).into_iter().flatten());
    let has_coverage = framework.definition().coverage.is_some();
    let goals = goals.chain(has_coverage.then_some(shares).into_iter().flatten());
    let budgets = [0, 5, 1_000_000].map(Goal::budget);
    let goals = goals
        .chain((framework.has_points() || has_coverage).then_some(budgets).into_iter().flatten());
    let within = |maximise| Goal::Within { budget: 7, maximise };
    let goals = goals.chain(framework.has_points().then_some(within(Maximise::Points)));
    goals.chain(has_coverage.then_some(within(Maximise::Coverage))).collect()
}

/// A row is planned as its sheet is.
fn same(framework: &Framework, plan: Result<Plan, shisei::Error>, row: RowPlan<'_>) {
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => {
            assert_eq!(error.problems()[0].code, Code::Unreachable);
            assert_eq!(row.status, PlanStatus::Impossible);
            assert!(row.steps.is_empty());
            return;
        }
    };
    let name = |control: usize, choice: u8| {
        let control = &framework.controls()[control];
        let choices = &framework.scale_of(control).unwrap().choices;
        choices.get(usize::from(choice)).map(|choice| choice.id.to_string())
    };
    assert_eq!(row.effort, plan.effort);
    assert_eq!(row.steps.len(), plan.steps.len());
    for (row, step) in row.steps.iter().zip(&plan.steps) {
        let at = usize::from(row.control);
        assert_eq!(framework.controls()[at].id, step.control);
        assert_eq!(name(at, row.from).as_deref(), step.from.as_deref());
        assert_eq!(name(at, row.to).as_deref(), Some(&*step.to));
        assert_eq!((row.effort, row.effort_origin), (step.effort, step.effort_origin));
        assert_eq!(row.points, step.gain.points);
    }
    assert_eq!(row.after.points, plan.after.points.map(|points| points.low));
    assert_eq!(row.after.coverage, plan.after.coverage.map(|coverage| coverage.low));
    let low = plan.after.outcome.as_ref().and_then(|outcome| outcome.low.clone());
    let place = |id: &str| outcomes(framework).iter().position(|own| own == id);
    assert_eq!(row.after.outcome, low.as_deref().and_then(place));
    let reached = matches!(plan.goal, Goal::Reach(_)) && plan.steps.is_empty();
    assert_eq!(row.status == PlanStatus::Reached, reached);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_row_is_planned_as_its_sheet_is(
        (framework, first, second) in sheet_pairs(6), wishes in wishes(6)
    ) {
        let wishes = fitting(&framework, wishes);
        for goal in goals(&framework) {
            let planner = Planner::new(&framework, goal.clone(), &wishes).unwrap();
            let mut rows = planner.rows();
            for sheet in [&first, &second, &first] {
                let plan = framework.assess(sheet).unwrap().plan(goal.clone(), &wishes);
                same(&framework, plan, rows.plan(&row(&framework, sheet)).unwrap());
            }
        }
    }

    #[test]
    fn rows_of_built_in_frameworks_are_planned_as_their_sheets_are(
        which in any::<prop::sample::Index>(),
        picks in vec(vec(proptest::option::weighted(0.9, any::<prop::sample::Index>()), 200), 3),
        whole in 0..3_u32,
    ) {
        let framework = *which.get(catalog::all());
        let mut wishes = PlanOptions::default();
        if whole > 0 {
            let first = framework.controls()[0].id.to_string();
            wishes = wishes.effort(first, Effort::Whole(whole * 400_000));
        }
        for goal in goals(framework) {
            let planner = Planner::new(framework, goal.clone(), &wishes).unwrap();
            let mut rows = planner.rows();
            for picks in &picks {
                let row = row(framework, &pick(framework, picks));
                let plan = framework.assess_row(&row).unwrap().plan(goal.clone(), &wishes);
                same(framework, plan, rows.plan(&row).unwrap());
            }
        }
    }
}

#[test]
fn a_row_that_is_none_is_refused() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let planner = Planner::new(framework, "100", &PlanOptions::default()).unwrap();
    let mut rows = planner.rows();
    for row in [&[0; 24][..], &[9; 25]] {
        assert_eq!(rows.plan(row).unwrap_err().problems()[0].code, Code::OutOfRange);
    }
    assert_eq!(rows.plan(&[UNANSWERED; 25]).unwrap().status, PlanStatus::Planned);
}

#[test]
fn a_wrong_target_says_which_there_are() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    for target in [Target::from("70-90"), Target::Coverage(50)] {
        let error = Planner::new(framework, target, &PlanOptions::default()).err().unwrap();
        let problem = &error.problems()[0];
        assert_eq!(problem.code, Code::UnknownTarget);
        assert_eq!(problem.valid, ["100", "70-99", "50-69", "0-49", "points"]);
    }
}

fn self_assessment(choice: &str) -> (&'static Framework, AnswerSheet) {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    for control in framework.controls() {
        sheet = sheet.with(&*control.id, choice);
    }
    (framework, sheet)
}

#[test]
fn ties_go_to_fewer_changes_and_then_to_the_first_controls() {
    let (framework, sheet) = self_assessment("not-implemented");
    let efforts = framework.controls().iter().map(|c| (c.id.to_string(), Effort::Whole(2)));
    let wishes = wish(efforts, []);
    let assessment = framework.assess(&sheet).unwrap();
    let plan = assessment.plan("50-69", &wishes).unwrap();
    // 50 points: partial costs 1 for 2 points, implemented 2 for 4: always 25, so twelve whole
    // steps and one half are the fewest, and the half comes last.
    assert_eq!(plan.effort, 25);
    let to: Vec<(&str, &str)> = plan.steps.iter().map(|s| (&*s.control, &*s.to)).collect();
    assert_eq!(to.len(), 13);
    assert_eq!((to[0], to[11]), (("SA-01", "implemented"), ("SA-12", "implemented")));
    assert_eq!(to[12], ("SA-13", "partial"));
    assert_eq!(plan.after.points.unwrap().low, 50);
}

#[test]
fn a_target_that_stands_needs_nothing() {
    let (framework, sheet) = self_assessment("implemented");
    let assessment = framework.assess(&sheet).unwrap();
    let plan = assessment.plan("70-99", &PlanOptions::default()).unwrap();
    assert_eq!((plan.steps.len(), plan.effort), (0, 0));
    assert_eq!(plan.before, plan.after);
}

fn refused(
    framework: &Framework,
    sheet: &AnswerSheet,
    goal: &Goal,
    wishes: &PlanOptions,
) -> Vec<String> {
    let error = framework.assess(sheet).unwrap().plan(goal.clone(), wishes).unwrap_err();
    assert_eq!(error.kind().as_str(), "invalid-argument");
    let problems = error.problems().iter();
    problems
        .map(|p| {
            let part = |text: &Option<String>| text.clone().unwrap_or_default();
            format!("{} {} {} {}", p.code, part(&p.at), part(&p.given), part(&p.detail))
        })
        .collect()
}

#[test]
fn what_keeps_a_target_away_is_named() {
    let (framework, sheet) = self_assessment("not-implemented");
    let wishes = |ids: &[&str]| wish([], ids.iter().map(ToString::to_string));
    assert_eq!(
        refused(framework, &sheet, &Goal::outcome("100"), &wishes(&["SA-05", "SA-11"])),
        ["unreachable target 100 points 92 / 100", "held-back SA-05  ", "held-back SA-11  "]
    );
    assert_eq!(
        refused(framework, &sheet, &Goal::Reach(Target::Points(101)), &wishes(&[])),
        ["unreachable target 101 points 100 / 100"]
    );
    assert_eq!(
        refused(framework, &sheet, &Goal::outcome("70-90"), &wishes(&[])),
        ["unknown-target target 70-90 "]
    );
    assert_eq!(
        refused(framework, &sheet, &Goal::Reach(Target::Coverage(50)), &wishes(&[])),
        ["unknown-target target coverage "]
    );
    let odd = PlanOptions::default()
        .effort("SA-1", Effort::Whole(1))
        .effort("SA-02", Effort::Choices(BTreeMap::from([("yes".to_owned(), 2)])))
        .effort("SA-03", Effort::Whole(u32::MAX))
        .forbid("SA-99");
    assert_eq!(
        refused(framework, &sheet, &Goal::outcome("100"), &odd),
        [
            "unknown-control efforts SA-1 ",
            "unknown-control forbidden SA-99 ",
            "unknown-choice SA-02 yes ",
            "out-of-range SA-03 4294967295 0 – 1000000"
        ]
    );
}

#[test]
fn a_tier_is_kept_away_by_what_does_not_apply() {
    let framework = catalog::framework("jc-star@2025").unwrap();
    let mut sheet = AnswerSheet::new("jc-star@2025");
    let star_4 = framework.controls().iter().find(|control| control.group == "star-4").unwrap();
    for control in framework.controls() {
        sheet = sheet.with(&*control.id, "unmet");
    }
    sheet.answers.retain(|(id, _)| *id != star_4.id);
    let sheet = sheet.with(&*star_4.id, answer("not-applicable"));
    assert_eq!(
        refused(framework, &sheet, &Goal::outcome("star-4"), &PlanOptions::default()),
        ["unreachable target star-4 ".to_owned(), format!("kept-out {}  ", star_4.id)]
    );
    let assessment = framework.assess(&sheet).unwrap();
    let error = assessment.plan("star-4", &PlanOptions::default()).unwrap_err();
    assert!(error.message(Lang::Ja).contains("届きません"));
    assert!(assessment.plan("star-3", &PlanOptions::default()).is_ok());
}

#[test]
fn every_outcome_of_every_built_in_framework_has_a_plan() {
    for framework in catalog::all() {
        let assessment = framework.assess(&AnswerSheet::new(framework.reference())).unwrap();
        for id in outcomes(framework) {
            let plan = assessment.plan(&*id, &PlanOptions::default()).unwrap();
            let low = plan.after.outcome.unwrap().low.unwrap();
            assert!(height(framework, Some(&low)) >= height(framework, Some(&id)));
        }
    }
}
