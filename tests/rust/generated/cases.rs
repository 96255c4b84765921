//! The cases: everything, nothing, the edges of tiers, and what may not be answered.

use serde_json::{Map, Value, json};

use super::case;
use super::definition::{Control, Definition, text};
use super::expected::Standings;
use crate::Case;

/// Every case of a framework.
pub(super) fn cases(of: &Definition<'_>) -> Vec<Case> {
    let all = |standing| vec![Some(standing); of.controls.len()];
    let mut cases = vec![
        scored(of, "all met".to_owned(), &all("met")),
        scored(of, "none met".to_owned(), &all("unmet")),
        scored(
            of,
            "nothing answered: everything is possible".to_owned(),
            &vec![None; of.controls.len()],
        ),
        scored(
            of,
            "one of each: partial, unknown, unmet, unanswered, the rest met".to_owned(),
            &mixed(of),
        ),
    ];
    for tier in &of.tiers {
        let needed = needed(of, &tier.id);
        let standings = |short: Option<usize>| -> Standings {
            let met = |at| needed.contains(&at) && Some(at) != short;
            (0..of.controls.len()).map(|at| Some(if met(at) { "met" } else { "unmet" })).collect()
        };
        let exactly = format!("{}: exactly what it takes, {} met", tier.id, needed.len());
        cases.push(scored(of, exactly, &standings(None)));
        if let Some(&last) = needed.last() {
            let one_short = format!("{}: one short, {} unmet", tier.id, of.controls[last].id);
            cases.push(scored(of, one_short, &standings(Some(last))));
        }
    }
    cases.extend(not_applicable(of));
    cases.extend(accepted(of));
    cases
}

/// The fewest controls of a tier, the first ones where there is a choice.
fn needed(of: &Definition<'_>, tier: &str) -> Vec<usize> {
    let tier = of.tiers.iter().find(|t| t.id == tier).expect("a tier of this framework");
    let conditions = tier.conditions.iter();
    let mut needed: Vec<usize> =
        conditions.flat_map(|c| c.controls.iter().copied().take(c.at_least)).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// One of each, each on the first control left whose scale knows it.
fn mixed(of: &Definition<'_>) -> Standings {
    let mut standings: Standings = vec![Some("met"); of.controls.len()];
    let mut left: Vec<usize> = (0..of.controls.len()).collect();
    for standing in [Some("partial"), Some("unknown"), Some("unmet"), None] {
        let knows = |at: &usize| standing.is_none_or(|it| of.controls[*at].choice(it).is_some());
        if let Some(first) = left.iter().position(knows) {
            standings[left.remove(first)] = standing;
        }
    }
    standings
}

/// One "does not apply" where it is allowed, without its reason, and where it is not allowed.
fn not_applicable(of: &Definition<'_>) -> Vec<Case> {
    let standing = "not-applicable";
    let mut cases = Vec::new();
    if let Some(at) = position(of, |control| control.choice(standing).is_some()) {
        let id = &of.controls[at].id;
        cases.push(scored(of, format!("{id} does not apply"), &but_one(of, at, standing)));
        cases.extend(without_reason(of, at, standing));
    }
    if let Some(at) = position(of, |control| control.not_applicable == "not-allowed") {
        let id = &of.controls[at].id;
        let message = format!("{id}: \"does not apply\" is not a valid answer here.");
        cases.push(refused(
            of,
            format!("{id} may not be left out as not applicable"),
            &[(id, json!({ "choice": standing, "reason": "No such thing here." }))],
            &json!({ "code": "not-applicable-not-allowed", "at": id, "given": standing, "message": message }),
        ));
    }
    cases
}

/// One accepted risk: counted where risks may be accepted, refused where not.
fn accepted(of: &Definition<'_>) -> Vec<Case> {
    let standing = "accepted";
    let allowed = of.json["acceptance"] == true;
    let taking = |control: &Control<'_>| allowed && control.choice(standing).is_some();
    if let Some(at) = position(of, taking) {
        let name = format!("the risk of {} is accepted", of.controls[at].id);
        let mut cases = vec![scored(of, name, &but_one(of, at, standing))];
        cases.extend(without_reason(of, at, standing));
        return cases;
    }
    let id = &of.controls[0].id;
    let message = format!("{id}: a risk cannot be accepted here.");
    vec![refused(
        of,
        format!("the risk of {id} may not be accepted"),
        &[(id, json!({ "choice": standing, "reason": "The board took it." }))],
        &json!({ "code": "acceptance-not-allowed", "at": id, "given": standing, "message": message }),
    )]
}

fn without_reason(of: &Definition<'_>, at: usize, standing: &str) -> Option<Case> {
    let needs = of.reasons.iter().any(|reason| reason == standing);
    let control = &of.controls[at];
    let choice = text(&control.choice(standing)?["id"]);
    let message = format!("{}: the answer `{choice}` needs a reason.", control.id);
    needs.then(|| {
        refused(
            of,
            format!("{} as {standing} needs a reason", control.id),
            &[(&control.id, json!(choice))],
            &json!({ "code": "missing-reason", "at": control.id, "given": choice, "message": message }),
        )
    })
}

fn position(of: &Definition<'_>, test: impl Fn(&Control<'_>) -> bool) -> Option<usize> {
    of.controls.iter().position(test)
}

/// All met, but for one.
fn but_one(of: &Definition<'_>, one: usize, standing: &'static str) -> Standings {
    let other = |at| if at == one { standing } else { "met" };
    (0..of.controls.len()).map(|at| Some(other(at))).collect()
}

/// A sheet with these standings, and what must come of it.
fn scored(of: &Definition<'_>, name: String, standings: &Standings) -> Case {
    let answers = of.controls.iter().zip(standings).filter_map(|(control, standing)| {
        let standing = (*standing)?;
        let choice = &control.choice(standing).expect("a choice that may be taken")["id"];
        let needs_reason = of.reasons.iter().any(|reason| reason == standing);
        let answer = if needs_reason {
            json!({ "choice": choice, "reason": "No such thing here." })
        } else {
            choice.clone()
        };
        Some((control.id.clone(), answer))
    });
    let answers: Map<String, Value> = answers.collect();
    let mut expect = of.expected(standings);
    if standings.iter().all(|standing| *standing == Some("met")) {
        expect["findings"] = json!([]);
    }
    if standings.contains(&None) {
        [expect["groups"], expect["tags"]] = of.parts(standings);
    }
    case(name, json!({ "framework": of.reference, "answers": answers }), expect)
}

/// A sheet with one problem.
fn refused(
    of: &Definition<'_>,
    name: String,
    answers: &[(&String, Value)],
    problem: &Value,
) -> Case {
    let answers: Map<String, Value> =
        answers.iter().map(|(id, answer)| ((*id).clone(), answer.clone())).collect();
    let mut whole = json!({ "code": null, "at": null, "given": null, "nearest": null, "message": null, "help": null });
    for (key, value) in problem.as_object().expect("a problem is an object") {
        whole[key] = value.clone();
    }
    let expect = json!({ "code": "invalid-sheet", "problems": [whole] });
    case(name, json!({ "framework": of.reference, "answers": answers }), expect)
}
