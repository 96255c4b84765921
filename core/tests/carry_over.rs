//! Answers carried over through crosswalks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use shisei::insight::{Certainty, Known, Scope, answer_once, carry_over};
use shisei::model::{ChangeKind, Crosswalk, Link, Relation, Standing, Verification};
use shisei::{Answer, AnswerSheet, Assessment, Code, Error, Framework, catalog};
use support::{answered, text};

use Relation::{Equal, Intersects, NotRelated, Subset, Superset};

fn framework(reference: &str) -> &'static Framework {
    catalog::framework(reference).unwrap()
}

fn crosswalk(from: &str, to: &str, links: &[(&str, Relation, &str)]) -> Crosswalk {
    let link = |&(from, relation, to): &(&str, Relation, &str)| {
        Link::new(from.to_owned(), relation, to.to_owned(), text("a reason"))
    };
    let links: Vec<Link> = links.iter().map(link).collect();
    let mut crosswalk = Crosswalk::new(from.parse().unwrap(), to.parse().unwrap(), links);
    crosswalk.verification = Verification::SingleSource;
    crosswalk
}

/// What one answer in the basics says about SA-01 by one relation, as choice and certainty.
fn carried(relation: Relation, choice: &str) -> Option<(String, Certainty)> {
    let walk = crosswalk("five-basics@4.0", "self-assessment@4.0", &[("B1", relation, "SA-01")]);
    let sheet = AnswerSheet::new("five-basics").with("B1", choice);
    let basics = framework("five-basics").assess(&sheet).unwrap();
    let carried = carry_over(&[basics], framework("self-assessment"), &[&walk]).unwrap();
    assert_eq!(carried.remaining.len() + carried.inferred.len(), 25);
    let inferred = carried.inferred.first()?;
    assert_eq!(answered(&carried.sheet, "SA-01"), Some(&*inferred.choice));
    assert_eq!(carried.sheet.answers[0].1.evidence, ["five-basics@4.0#B1"]);
    assert!(inferred.sources[0].decides && !inferred.conflict);
    Some((inferred.choice.to_string(), inferred.certainty))
}

#[test]
fn each_relation_carries_what_it_says_and_no_more() {
    let implied = |choice: &str| Some((choice.to_owned(), Certainty::Implied));
    let suggested = |choice: &str| Some((choice.to_owned(), Certainty::Suggested));
    assert_eq!(carried(Equal, "done"), implied("implemented"));
    assert_eq!(carried(Equal, "partly"), implied("partial"));
    assert_eq!(carried(Equal, "not-done"), implied("not-implemented"));
    assert_eq!(carried(Equal, "unknown"), implied("unknown"));
    assert_eq!(carried(Superset, "done"), implied("implemented"));
    assert_eq!(carried(Superset, "partly"), suggested("partial"));
    assert_eq!(carried(Superset, "not-done"), suggested("not-implemented"));
    assert_eq!(carried(Subset, "done"), suggested("partial"));
    assert_eq!(carried(Subset, "partly"), suggested("partial"));
    assert_eq!(carried(Subset, "not-done"), suggested("not-implemented"));
    for choice in ["done", "partly", "not-done", "unknown"] {
        assert_eq!(carried(Intersects, choice), None);
        assert_eq!(carried(NotRelated, choice), None);
    }
}

#[test]
fn a_crosswalk_reads_both_ways() {
    let walk = crosswalk(
        "self-assessment@4.0",
        "five-basics@4.0",
        &[("SA-01", Superset, "B1"), ("SA-02", Subset, "B2"), ("SA-03", Intersects, "B3")],
    );
    let sheet = ["B1", "B2", "B3"]
        .iter()
        .fold(AnswerSheet::new("five-basics"), |s, id| s.with(*id, "done"));
    let basics = framework("five-basics").assess(&sheet).unwrap();
    let carried = carry_over(&[basics], framework("self-assessment"), &[&walk]).unwrap();
    let inferred: Vec<_> = carried.inferred.iter().map(|it| (&*it.control, &*it.choice)).collect();
    assert_eq!(inferred, [("SA-01", "partial"), ("SA-02", "implemented")]);
    let relation: Vec<_> = carried.inferred.iter().map(|it| it.sources[0].relation).collect();
    assert_eq!(relation, [Subset, Superset]);
    assert_eq!(carried.prompts.len(), 1);
    assert_eq!(
        (&*carried.prompts[0].control, carried.prompts[0].sources[0].carries),
        ("SA-03", None)
    );
}

#[test]
fn the_weaker_answer_wins_and_both_are_named() {
    let links = [("B1", Equal, "SA-01"), ("B2", Equal, "SA-01"), ("B3", Subset, "SA-01")];
    let walk = crosswalk("five-basics@4.0", "self-assessment@4.0", &links);
    let decide = |choices: [&str; 3]| {
        let pairs = ["B1", "B2", "B3"].into_iter().zip(choices);
        let pairs = pairs.filter(|(_, choice)| !choice.is_empty());
        let sheet = pairs.fold(AnswerSheet::new("five-basics"), |s, (id, it)| s.with(id, it));
        let basics = framework("five-basics").assess(&sheet).unwrap();
        let carried = carry_over(&[basics], framework("self-assessment"), &[&walk]).unwrap();
        let inferred = &carried.inferred[0];
        let deciding = inferred.sources.iter().filter(|it| it.decides);
        let deciding: Vec<&str> = deciding.map(|it| &*it.control).collect();
        (inferred.choice.to_string(), inferred.conflict, deciding.join("+"), inferred.sources.len())
    };
    let is =
        |choice: &str, conflict, by: &str, named| (choice.to_owned(), conflict, by.into(), named);
    assert_eq!(decide(["done", "partly", ""]), is("partial", true, "B2", 2));
    assert_eq!(decide(["done", "done", ""]), is("implemented", false, "B1+B2", 2));
    assert_eq!(decide(["unknown", "not-done", ""]), is("unknown", true, "B1", 2));
    // That a part is done does not speak against the whole; that a part is not done does.
    assert_eq!(decide(["done", "", "done"]), is("implemented", false, "B1", 2));
    assert_eq!(decide(["done", "", "not-done"]), is("not-implemented", true, "B3", 2));
    assert_eq!(decide(["", "", "done"]), is("partial", false, "B3", 1));
}

#[test]
fn two_crosswalks_in_a_row_only_through_equal() {
    let chain = |first: Relation, second: Relation| {
        let one = crosswalk("basic-measures@2026", "five-basics@4.0", &[("M1", first, "B1")]);
        let measure = &framework("basic-measures@2026").controls()[0].id;
        let mut one = one;
        one.links.to_mut()[0].from = measure.clone();
        let two = crosswalk("five-basics@4.0", "self-assessment@4.0", &[("B1", second, "SA-01")]);
        let sheet = AnswerSheet::new("basic-measures").with(&**measure, "met");
        let measures = framework("basic-measures").assess(&sheet).unwrap();
        let carried = carry_over(&[measures], framework("self-assessment"), &[&one, &two]).unwrap();
        carried.inferred.first().map(|inferred| {
            let through = inferred.sources[0].through.as_ref().unwrap();
            format!("{} {} {}", inferred.choice, through.framework, through.control)
        })
    };
    assert_eq!(chain(Equal, Equal), Some("implemented five-basics@4.0 B1".to_owned()));
    for (first, second) in
        [(Equal, Superset), (Superset, Equal), (Superset, Superset), (Subset, Equal)]
    {
        assert_eq!(chain(first, second), None);
    }
}

#[test]
fn a_given_answer_stays_and_a_disagreement_is_named() {
    let links = [("B1", Equal, "SA-01"), ("B2", Equal, "SA-02")];
    let walk = crosswalk("five-basics@4.0", "self-assessment@4.0", &links);
    let basics = AnswerSheet::new("five-basics").with("B1", "not-done").with("B2", "done");
    let own = AnswerSheet::new("self-assessment@4.0").with("SA-01", "implemented");
    let assess = |sheet: &AnswerSheet| framework(&sheet.framework).assess(sheet).unwrap();
    let sheets = [assess(&basics), assess(&own)];
    let carried = carry_over(&sheets, framework("self-assessment"), &[&walk]).unwrap();
    assert_eq!(answered(&carried.sheet, "SA-01"), Some("implemented"));
    assert_eq!(answered(&carried.sheet, "SA-02"), Some("implemented"));
    let disagreement = &carried.disagreements[0];
    assert_eq!((&*disagreement.given, &*disagreement.inferred), ("implemented", "not-implemented"));
}

#[test]
fn what_does_not_apply_and_what_is_accepted_carry_with_care() {
    // From the insider guideline, which knows both, to the next edition and to the basics.
    let old = framework("insider-fraud@4");
    let na = |control: &&shisei::model::Control| control.not_applicable.is_some();
    let id = &old.controls().iter().find(na).unwrap().id;
    let walk = |relation| crosswalk("insider-fraud@4", "five-basics@4.0", &[(id, relation, "B1")]);
    let carry = |choice: &str, relation| {
        let answer = Answer::new(choice).with_reason("why");
        let sheet = AnswerSheet::new("insider-fraud@4").with(&**id, answer);
        let walk = walk(relation);
        let carried =
            carry_over(&[old.assess(&sheet).unwrap()], framework("five-basics"), &[&walk]).unwrap();
        (answered(&carried.sheet, "B1").map(str::to_owned), carried.prompts.len())
    };
    // A risk is accepted for one control only; "does not apply" is not offered by the basics.
    assert_eq!(carry("accepted", Equal), (Some("not-done".to_owned()), 0));
    assert_eq!(carry("not-applicable", Equal), (None, 1));
    let new = framework("insider-fraud@5");
    let offers = |id: &str| new.control(id).is_some_and(|control| control.not_applicable.is_some());
    assert!(offers(id));
    let walk = |relation| crosswalk("insider-fraud@4", "insider-fraud@5", &[(id, relation, id)]);
    let carry = |reason: &str, relation| {
        let answer = Answer::new("not-applicable").with_reason(reason);
        let sheet = AnswerSheet::new("insider-fraud@4").with(&**id, answer);
        let walk = walk(relation);
        let carried = carry_over(&[old.assess(&sheet).unwrap()], new, &[&walk]).unwrap();
        carried.sheet.answers.first().map(|(_, answer)| answer.clone())
    };
    assert_eq!(carry("no network", Equal).unwrap().reason.as_deref(), Some("no network"));
    assert_eq!(carry("no network", Subset), None);
}

fn code(result: Result<shisei::insight::CarryOver, Error>) -> Vec<Code> {
    result.unwrap_err().problems().iter().map(|problem| problem.code).collect()
}

#[test]
fn a_crosswalk_that_cannot_be_is_refused() {
    let basics = framework("five-basics").assess(&AnswerSheet::new("five-basics")).unwrap();
    let carry = |walks: &[&Crosswalk]| {
        carry_over(std::slice::from_ref(&basics), framework("self-assessment"), walks)
    };
    let one = crosswalk("five-basics@4.0", "self-assessment@4.0", &[("B1", Superset, "SA-01")]);
    // The same said from the other side is no contradiction, the same word is.
    let agrees = crosswalk("self-assessment@4.0", "five-basics@4.0", &[("SA-01", Subset, "B1")]);
    let differs = crosswalk("self-assessment@4.0", "five-basics@4.0", &[("SA-01", Superset, "B1")]);
    assert!(carry(&[&one, &agrees]).is_ok());
    assert_eq!(code(carry(&[&one, &differs])), [Code::Contradiction]);
    let error = carry(&[&one, &differs]).unwrap_err();
    assert!(error.to_string().contains("`SA-01 – B1`"), "{error}");
    let odd = crosswalk(
        "five-basics@4.0",
        "self-assessment@4.0",
        &[
            ("B9", Equal, "SA-01"),
            ("B1", Equal, "SA-1"),
            ("B2", Equal, "SA-02"),
            ("B2", Subset, "SA-02"),
        ],
    );
    assert_eq!(
        code(carry(&[&odd])),
        [Code::UnknownReference, Code::UnknownReference, Code::Contradiction]
    );
    let cyclic = crosswalk("five-basics@4.0", "five-basics@4.0", &[("B1", Equal, "B2")]);
    assert_eq!(code(carry(&[&cyclic])), [Code::Cyclic]);
    let twice = [basics.clone(), basics.clone()];
    assert_eq!(code(carry_over(&twice, framework("self-assessment"), &[])), [Code::DuplicateId]);
}

#[test]
fn the_catalogue_s_own_crosswalks_agree_with_each_other() {
    for target in catalog::all() {
        let walks = catalog::crosswalks::all();
        let assessments: Vec<Assessment> = catalog::all()
            .iter()
            .filter(|own| own.reference() != target.reference())
            .map(|own| {
                let sheet = AnswerSheet::new(own.reference());
                let met = |control| {
                    let choices = support::allowed(own, control).into_iter();
                    choices.clone().find(|it| it.standing == Standing::Met).unwrap().id.to_string()
                };
                let sheet = own.controls().iter().fold(sheet, |s, it| s.with(&*it.id, &*met(it)));
                own.assess(&sheet).unwrap()
            })
            .collect();
        let carried = carry_over(&assessments, target, walks).unwrap();
        target.assess(&carried.sheet).unwrap();
        // Where everything is done everywhere, nothing says that something is not.
        let scale = |id: &str| target.scale_of(target.control(id).unwrap()).unwrap();
        for inferred in &carried.inferred {
            let choice =
                scale(&inferred.control).choices.iter().find(|it| it.id == inferred.choice);
            let standing = choice.unwrap().standing;
            assert!(matches!(standing, Standing::Met | Standing::Partial), "{inferred:?}");
            assert!(!inferred.conflict, "{inferred:?}");
        }
    }
}

#[test]
fn answer_once_says_what_is_known_and_asks_the_rest() {
    let assessment = framework("self-assessment@4.0");
    let mut sheet = AnswerSheet::new("self-assessment@4.0");
    for control in assessment.controls() {
        sheet = sheet.with(&*control.id, "implemented");
    }
    let scopes = [
        Scope::new(framework("scs")).tier("star-3"),
        Scope::new(framework("insider-fraud")),
        Scope::new(framework("five-basics")),
    ];
    let answered = [assessment.assess(&sheet).unwrap()];
    let known = answer_once(&answered, &scopes, catalog::crosswalks::all()).unwrap();
    let of = |id: &str| known.iter().find(|it| it.framework.id == id).unwrap();
    let lengths: Vec<usize> = known.iter().map(|it| it.remaining.len()).collect();
    assert!(lengths.is_sorted(), "{lengths:?}");
    assert_eq!((&*known[0].framework.id, of("scs").total), ("five-basics", 81));
    for Known { total, given, implied, suggested, remaining, .. } in &known {
        assert_eq!(*given + implied + suggested, total - u32::try_from(remaining.len()).unwrap());
    }
    assert!(of("five-basics").implied > 0 && of("insider-fraud").suggested > 0);
    let wrong = [Scope::new(framework("scs")).tier("star-5")];
    let error = answer_once(&answered, &wrong, &[]).unwrap_err();
    assert_eq!(error.problems()[0].code, Code::UnknownTarget);
    assert!(error.problems()[0].nearest.is_some());
}

#[test]
fn peers_are_shown_where_somebody_published_them_and_nowhere_else() {
    let shown =
        |reference: &str, sheet: &AnswerSheet| framework(reference).assess(sheet).unwrap().peers();
    let sheet = AnswerSheet::new("self-assessment").with("SA-05", "not-implemented");
    let peers_now = shown("self-assessment@4.0", &sheet);
    let ids: Vec<&str> = peers_now.controls.iter().map(|it| &*it.control).collect();
    assert_eq!(ids, ["SA-01", "SA-02", "SA-05", "SA-24", "SA-25"]);
    for peer in &peers_now.controls {
        for share in &peer.shares {
            assert_eq!((share.asked.as_str(), share.n), ("self-assessment@3.1", Some(4_191)));
            assert_eq!(share.kind, ChangeKind::Same);
            assert!(share.period.starts_with("2024"));
            assert!(!share.citations.is_empty());
        }
    }
    let own: Vec<_> = peers_now.controls.iter().map(|it| it.shares[0].own_is_counted).collect();
    assert_eq!(own, [None, None, Some(false), None, None]);
    let old = AnswerSheet::new("self-assessment@3.1");
    assert_eq!(shown("self-assessment@3.1", &old).controls.len(), 5);
    assert!(shown("five-basics", &AnswerSheet::new("five-basics")).controls.is_empty());
}
