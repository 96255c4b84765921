//! What is asked of one row after the other says what the assessment of its sheet says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use shisei::assessment::Findings;
use shisei::insight::{
    Certainty, KnownRows, ReferenceRows, Scope, answer_once, carry_over, carry_over_by,
};
use shisei::model::{Crosswalk, Link, Relation, Rule};
use shisei::{AnswerSheet, Code, Framework, UNANSWERED, catalog};
use support::{answered, frameworks, pick, sheets};

/// The positions of the choices of a sheet.
fn row(framework: &Framework, sheet: &AnswerSheet) -> Vec<u8> {
    let position = |control: &shisei::model::Control| {
        let choice = answered(sheet, &control.id)?;
        let choices = &framework.scale_of(control)?.choices;
        u8::try_from(choices.iter().position(|own| own.id == choice)?).ok()
    };
    framework.controls().iter().map(|it| position(it).unwrap_or(UNANSWERED)).collect()
}

fn catalogue(reference: &str) -> Option<Framework> {
    catalog::framework(reference).ok().cloned()
}

fn first_findings(framework: &Framework, row: &[u8]) {
    let assessment = framework.assess_row(row).unwrap();
    let tiers: Vec<&str> = match framework.rule() {
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| &*tier.id).collect(),
        _ => Vec::new(),
    };
    let findings = Findings::of(framework);
    let mut rows = findings.rows();
    for most in [0, 1, 3, 500] {
        let first = rows.first(row, most).unwrap();
        assert_eq!(first.len(), assessment.findings.len().min(most));
        for (own, finding) in first.iter().zip(&assessment.findings) {
            assert_eq!(framework.controls()[usize::from(own.control)].id, finding.control);
            assert_eq!((own.state, own.verification), (finding.state, finding.verification));
            assert_eq!((own.points, own.credit), (finding.worth.points, finding.worth.credit));
            let tier = own.tier.map(|tier| tiers[usize::from(tier)]);
            assert_eq!(tier, finding.worth.tier.as_deref());
        }
    }
}

const RELATIONS: [Relation; 4] =
    [Relation::Equal, Relation::Superset, Relation::Subset, Relation::Intersects];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_first_findings_of_a_row_are_those_of_its_sheet((framework, sheet) in sheets(6)) {
        first_findings(&framework, &row(&framework, &sheet));
    }

    #[test]
    fn so_they_are_in_built_in_frameworks(
        which in any::<Index>(),
        picks in vec(proptest::option::weighted(0.9, any::<Index>()), 200),
    ) {
        let framework = *which.get(catalog::all());
        first_findings(framework, &row(framework, &pick(framework, &picks)));
    }

    #[test]
    fn what_a_row_says_elsewhere_is_what_its_sheet_says(
        (from, sheet) in sheets(4), to in frameworks(6),
        links in vec((any::<Index>(), any::<Index>(), any::<Index>()), 1..9),
    ) {
        let mut definition = to.definition().clone();
        definition.id = "other".into();
        let to = support::loaded(definition);
        let mut pairs = std::collections::BTreeSet::new();
        let links: Vec<Link> = links
            .iter()
            .filter_map(|(a, b, relation)| {
                let (a, b) = (&a.get(from.controls()).id, &b.get(to.controls()).id);
                let reason = support::text("as asked");
                let link = Link::new(a.clone(), *relation.get(&RELATIONS), b.clone(), reason);
                pairs.insert((a.clone(), b.clone())).then_some(link)
            })
            .collect();
        let crosswalk = Crosswalk::new(from.reference(), to.reference(), links);
        let row = row(&from, &sheet);
        let rows = KnownRows::new(&from, Scope::new(&to), &[&crosswalk], &catalogue).unwrap();
        let carried = carry_over(&[from.assess_row(&row).unwrap()], &to, &[&crosswalk]).unwrap();
        for (control, said) in rows.said(&row).unwrap() {
            let id = &to.controls()[usize::from(control)].id;
            let inferred = carried.inferred.iter().find(|it| it.control == *id);
            prop_assert_eq!(said, inferred.map(|it| it.certainty));
        }
    }

    #[test]
    fn so_it_is_for_what_is_related_in_the_catalogue(
        from in prop::sample::select(vec!["self-assessment@3.1", "self-assessment@4.0", "five-basics@3.1", "basic-measures@2026"]),
        to in prop::sample::select(vec!["scs#star-3", "scs", "self-assessment@4.0", "five-basics@4.0"]),
        picks in vec(proptest::option::weighted(0.8, any::<Index>()), 60),
    ) {
        let from = catalog::framework(from).unwrap();
        let (to, tier) = to.split_once('#').map_or((to, None), |(to, tier)| (to, Some(tier)));
        let to = catalog::framework(to).unwrap();
        let scope = tier.map_or(Scope::new(to), |tier| Scope::new(to).tier(tier));
        if from == to { return Ok(()); }
        let crosswalks = catalog::crosswalks::all();
        let row = row(from, &pick(from, &picks));
        let known = answer_once(&[from.assess_row(&row).unwrap()], &[scope], crosswalks).unwrap();
        match KnownRows::new(from, scope, crosswalks, &catalogue) {
            Ok(rows) => {
                let own = rows.known(&row).unwrap();
                prop_assert_eq!(rows.total(), known[0].total);
                prop_assert_eq!(own.implied, known[0].implied);
                prop_assert_eq!(own.suggested, known[0].suggested);
                prop_assert_eq!(usize::try_from(own.remaining).unwrap(), known[0].remaining.len());
                prop_assert_eq!(rows.migrated_to(), known[0].migrated.first().map(|it| &it.to));
            }
            Err(error) => {
                prop_assert_eq!(error.problems()[0].code, Code::NotRelated);
                prop_assert_eq!(known[0].implied + known[0].suggested, 0);
            }
        }
    }

    #[test]
    fn references_of_a_row_count_as_those_of_its_sheet(
        picks in vec(proptest::option::weighted(0.8, any::<Index>()), 200),
        (framework, scheme) in prop::sample::select(vec![
            ("scs", "nist-csf"), ("scs", "iso-27001"), ("jc-star-1", "nist-ir-8425"),
            ("management-guideline", "nist-csf@2.0"),
        ]),
    ) {
        let framework = catalog::framework(framework).unwrap();
        let row = row(framework, &pick(framework, &picks));
        let counts = ReferenceRows::new(framework, scheme).unwrap().counts(&row).unwrap();
        let view = framework.assess_row(&row).unwrap().references(scheme).unwrap();
        prop_assert_eq!(counts, view.counts);
    }
}

#[test]
fn a_sheet_of_an_earlier_edition_is_brought_to_the_one_that_says_something() {
    let old = catalog::framework("self-assessment@3.1").unwrap();
    let done = old.assess_row(&[0; 25]).unwrap();
    let scs = catalog::framework("scs").unwrap();
    let carried = done.carry_over(scs).unwrap();
    let [migrated] = carried.migrated.as_slice() else { panic!("one sheet") };
    assert_eq!(
        (migrated.from.as_str(), migrated.to.as_str()),
        ("self-assessment@3.1", "self-assessment@4.0")
    );
    assert!(!migrated.confirm.is_empty());
    let new = catalog::framework("self-assessment@4.0").unwrap();
    let later = new.assess(&done.migrate(new).unwrap().sheet).unwrap();
    let expected = later.carry_over(scs).unwrap();
    assert_eq!(carried.sheet.answers, expected.sheet.answers);
    for (own, later) in carried.inferred.iter().zip(&expected.inferred) {
        let unsure =
            own.sources.iter().any(|it| it.decides && migrated.confirm.contains(&it.control));
        let certainty = if unsure { Certainty::Suggested } else { later.certainty };
        assert!(own.certainty == certainty || own.certainty == later.certainty);
    }
    // What says something by itself is not brought anywhere.
    let basics = catalog::framework("five-basics@3.1").unwrap();
    assert!(done.carry_over(basics).unwrap().migrated.is_empty());
    // The later edition itself: what is kept follows, what is to be confirmed is suggested.
    let same = done.carry_over(new).unwrap();
    let confirmed = same.inferred.iter().filter(|it| it.certainty == Certainty::Suggested);
    assert!(confirmed.map(|it| it.control.clone()).eq(same.migrated[0].confirm.iter().cloned()));
    // Where the later edition was answered as well, the earlier one is left alone.
    let both = [done, later];
    let none = |_: &str| None;
    let crosswalks = catalog::crosswalks::all();
    assert!(carry_over_by(&both, scs, crosswalks, &none).unwrap().migrated.is_empty());
}

#[test]
fn what_is_not_related_says_what_is() {
    let from = catalog::framework("perimeter").unwrap();
    let to = catalog::framework("five-basics@4.0").unwrap();
    let crosswalks = catalog::crosswalks::all();
    let error = KnownRows::new(from, Scope::new(to), crosswalks, &catalogue).err().unwrap();
    assert_eq!(error.problems()[0].code, Code::NotRelated);
    assert!(error.problems()[0].valid.contains(&"self-assessment@4.0".to_owned()));
}
