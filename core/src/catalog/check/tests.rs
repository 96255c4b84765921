//! Each check, on the real catalogue with one thing broken.

use serde_json::{Value, json};

use super::*;
use crate::catalog::{
    self, crosswalks, desks, evidence, programmes, resources, threat_kinds, threats,
};
use crate::model::{
    BreachRules, FigureLink, Holidays, Link, List, LossInput, Relation, RiskRole, RuleRole, Status,
    Verification,
};

/// What the real catalogue offers, owned.
struct Everything {
    frameworks: Vec<Framework>,
    kinds: Vec<ThreatKinds>,
    desks: Vec<DeskTable>,
    sizes: Vec<SizeTable>,
    services: Vec<ServiceScheme>,
    eligibility: Vec<Eligibility>,
    resources: Vec<ResourceSet>,
    breach_rules: Vec<BreachRules>,
    holidays: Vec<Holidays>,
    evidence: Vec<Evidence>,
}

fn owned<T: Clone>(entries: &[&T]) -> Vec<T> {
    entries.iter().map(|entry| (*entry).clone()).collect()
}

impl Everything {
    fn there_is() -> Self {
        Self {
            frameworks: owned(catalog::all()),
            kinds: owned(threat_kinds::all()),
            desks: owned(desks::all()),
            sizes: owned(programmes::sizes::all()),
            services: owned(programmes::services::all()),
            eligibility: owned(programmes::eligibility::all()),
            resources: owned(resources::all()),
            breach_rules: owned(programmes::breach_reports::all()),
            holidays: owned(programmes::holidays::all()),
            evidence: owned(evidence::all()),
        }
    }

    fn known(&self) -> Known<'_> {
        Known {
            frameworks: &self.frameworks,
            kinds: &self.kinds,
            desks: &self.desks,
            sizes: &self.sizes,
            services: &self.services,
            eligibility: &self.eligibility,
            resources: &self.resources,
            schemes: &[],
            breach_rules: &self.breach_rules,
            holidays: &self.holidays,
            evidence: &self.evidence,
        }
    }
}

/// The problems of an entry as `code at given`.
fn problems(entry: &impl Checked) -> Vec<String> {
    let everything = Everything::there_is();
    let mut problems = Vec::new();
    entry.check(&everything.known(), &mut problems);
    problems.iter().map(short).collect()
}

fn problems_anywhere(entry: &Value) -> Vec<String> {
    let everything = Everything::there_is();
    everywhere(entry, &everything.known()).iter().map(short).collect()
}

fn short(problem: &Problem) -> String {
    let parts = [Some(problem.code.as_str()), problem.at.as_deref(), problem.given.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_crosswalk_that_dangles_is_named_with_the_line() {
    let mut walk = crosswalks::find("five-basics@3.1~self-assessment@3.1").unwrap().clone();
    assert_eq!(problems(&walk), Vec::<String>::new());
    let link = Link {
        from: "B9".into(),
        to: "SA-99".into(),
        relation: Relation::Equal,
        rationale: None,
        reason: walk.links[0].reason.clone(),
        verification: None,
    };
    walk.links = List::Owned(vec![link.clone(), link]);
    let place = "unknown-reference B9 -> SA-99";
    let [from, to] = [format!("{place} B9"), format!("{place} SA-99")];
    let twice = "duplicate-id links B9 -> SA-99".to_owned();
    assert_eq!(problems(&walk), [&*from, &*to, &*from, &*to, &*twice]);
    walk.to = "self-assessment@9".parse().unwrap();
    assert!(problems(&walk).contains(&"unknown-reference to self-assessment@9".to_owned()));
    walk.links = List::Owned(Vec::new());
    assert!(problems(&walk).contains(&"empty links".to_owned()));
}

#[test]
fn an_edition_accounts_for_every_control_of_the_one_before() {
    let everything = Everything::there_is();
    let found = |definition| {
        let framework = Framework::new(definition).unwrap();
        lineage(&framework, &everything.known()).iter().map(short).collect::<Vec<_>>()
    };
    let whole = catalog::frameworks::BASIC_MEASURES_2026.definition();
    assert_eq!(found(whole.clone()), Vec::<String>::new());
    let mut silent = whole.clone();
    let previous = silent.previous.as_mut().unwrap();
    previous.changes = List::Owned(Vec::new());
    assert_eq!(
        found(silent),
        ["empty previous.changes rules", "empty previous.changes encryption"]
    );
    let mut wrong = whole.clone();
    wrong.previous.as_mut().unwrap().changes.to_mut()[1].from.to_mut()[0] = "rulez".into();
    let found_wrong = found(wrong);
    assert!(
        found_wrong.contains(&"unknown-reference previous.changes rulez".to_owned()),
        "{found_wrong:?}"
    );
    let mut nowhere = whole.clone();
    nowhere.previous.as_mut().unwrap().edition = "2024".into();
    assert_eq!(found(nowhere), ["unknown-reference previous.edition 2024"]);
}

#[test]
fn figures_of_a_threat_are_there_and_inputs_have_the_unit_of_the_model() {
    let kinds = threat_kinds::find("ten-threats").unwrap().clone();
    assert_eq!(problems(&kinds), Vec::<String>::new());
    let mut broken = kinds.clone();
    let figures = broken.kinds.to_mut()[0].figures.to_mut();
    figures[0].figure = "nowhere".into();
    figures[1].evidence = "npa-ransomware@1999".parse().unwrap();
    let count = figures[0].clone();
    figures[2] =
        FigureLink { figure: "reports-2025".into(), input: Some(LossInput::Probability), ..count };
    let at = "kinds.ransom.figures";
    let expected = [
        format!("unknown-reference {at} nowhere"),
        format!("unknown-reference {at} npa-ransomware@1999"),
        format!("out-of-range {at} reports-2025"),
    ];
    assert_eq!(problems(&broken), expected);
}

#[test]
fn threats_are_of_known_kinds_ranked_in_order_and_lead_to_measures() {
    let list = threats::find("ten-threats@2026").unwrap().clone();
    assert_eq!(problems(&list), Vec::<String>::new());
    let mut broken = list.clone();
    broken.threats.to_mut()[0].rank = 3;
    broken.threats.to_mut()[1].kind = "nowhere".into();
    broken.entries.to_mut()[0].control = Some("nothing".into());
    let found = problems(&broken);
    let rank = format!("out-of-range threats.{} 3", list.threats[0].kind);
    for expected in
        [&*rank, "unknown-reference threats nowhere", "unknown-reference entries nothing"]
    {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
    let mut twice = list.clone();
    twice.threats.to_mut()[1].kind = list.threats[0].kind.clone();
    let expected = format!("duplicate-id threats {}", list.threats[0].kind);
    assert!(problems(&twice).contains(&expected));
}

#[test]
fn a_rule_of_tiers_is_no_surer_than_the_levels_it_rests_on() {
    let mut definition = catalog::frameworks::EC_SITE_BUILD_2023_03.definition().clone();
    let found = |definition| -> Vec<String> {
        tier_marks(&Framework::new(definition).unwrap()).iter().map(short).collect()
    };
    assert_eq!(found(definition.clone()), Vec::<String>::new());
    definition.outcome.as_mut().unwrap().verification = Verification::SingleSource;
    assert_eq!(found(definition), ["contradiction outcome.verification single-source"]);
}

#[test]
fn breach_rules_have_every_kind_and_time_and_holidays_their_order() {
    let rules = programmes::breach_reports::all()[0].clone();
    assert_eq!(problems(&rules), Vec::<String>::new());
    let mut broken = rules.clone();
    broken.states.to_mut().pop();
    broken.cases.to_mut()[0].final_days = 31;
    broken.deadlines.to_mut()[0].days_from = 6;
    broken.year_end.from = "01-01".into();
    let expected = [
        "missing-field states role = \"damage\"",
        "missing-field cases.special-care final_days",
        "out-of-range deadlines.preliminary 6",
        "out-of-range year_end",
    ];
    assert_eq!(problems(&broken), expected);
    let table = programmes::holidays::all()[0].clone();
    assert_eq!(problems(&table), Vec::<String>::new());
    let mut broken = table.clone();
    broken.years.to_mut()[2].year = 2030;
    broken.years.to_mut()[0].days.to_mut().swap(0, 1);
    let found = problems(&broken);
    assert!(found.contains(&"out-of-range years 2030".to_owned()), "{found:?}");
    assert!(found.contains(&"out-of-range years.2026 2026-01-01".to_owned()), "{found:?}");
}

#[test]
fn tables_of_desks_never_hold_on_the_same_day() {
    let mut tables = owned(desks::all());
    assert_eq!(spans(&tables).iter().map(short).collect::<Vec<_>>(), Vec::<String>::new());
    tables[0].valid_until = tables[1].valid_from.clone();
    assert_eq!(spans(&tables).len(), 1);
    tables[0].valid_until = None;
    assert_eq!(spans(&tables).len(), 1);
    let mut table = tables[1].clone();
    for desk in table.desks.to_mut() {
        desk.first_choice = false;
        desk.cases = List::Owned(Vec::new());
    }
    assert!(problems(&table).contains(&"empty desks".to_owned()));
    assert!(problems(&table).len() > 1);
}

#[test]
fn figures_keep_to_their_units_and_distributions_to_the_whole() {
    use crate::model::{Quantity, Standing, YenRange};
    let mut set = evidence::find("ipa-sme-survey@2024").unwrap().clone();
    assert_eq!(problems(&set), Vec::<String>::new());
    let id = set.figures[0].id.to_string();
    let figure = &mut set.figures.to_mut()[0];
    figure.value = Quantity::SharePermille(1001);
    assert_eq!(problems(&set), [format!("out-of-range figures.{id} 1001")]);
    set.figures.to_mut()[0].value = Quantity::YenRange(YenRange { from: 2, to: 1 });
    assert_eq!(problems(&set), [format!("out-of-range figures.{id} 2")]);
    set.figures.to_mut()[0].value = Quantity::Count(5);
    set.figures.to_mut()[0].standings = List::Owned(vec![Standing::Met]);
    set.figures.to_mut()[0].controls = List::Owned(Vec::new());
    let contradiction = format!("contradiction figures.{id} standings");
    assert_eq!(problems(&set), [contradiction.clone(), contradiction]);

    let has_parts = |set: &&&Evidence| !set.distributions.is_empty();
    let mut set = (*evidence::all().iter().find(has_parts).unwrap()).clone();
    set.distributions.to_mut()[0].portions.to_mut()[0].share_permille += 100;
    assert!(problems(&set)[0].starts_with("out-of-range distributions."));
}

#[test]
fn programmes_refer_to_what_there_is() {
    use programmes::{labels, playbooks, risk, services, sizes, subsidies};
    let mut subsidy = subsidies::find("it-subsidy-security@2026").unwrap().clone();
    assert_eq!(problems(&subsidy), Vec::<String>::new());
    subsidy.sizes = "sizes@0".parse().unwrap();
    subsidy.scheme = "scheme@0".parse().ok();
    subsidy.rates.to_mut()[0].numerator = 9;
    subsidy.rates.to_mut()[0].denominator = 2;
    subsidy.floor.value = subsidy.cap.value + 1;
    let found = problems(&subsidy);
    assert_eq!(
        found[..3],
        [
            "unknown-reference sizes sizes@0",
            "unknown-reference scheme scheme@0",
            "out-of-range rates 9/2",
        ]
    );
    assert!(found[3].starts_with("out-of-range floor "));

    let mut label = labels::find("jc-star").unwrap().clone();
    label.fees.to_mut()[0].level = "star-9".into();
    assert_eq!(problems(&label), ["unknown-reference fees star-9"]);

    let mut scheme = services::all()[0].clone();
    scheme.elements.to_mut()[0].classes = List::Owned(vec!["third".into()]);
    let at = format!("elements.{}.classes", scheme.elements[0].id);
    assert_eq!(problems(&scheme), [format!("unknown-reference {at} third")]);

    let mut table = sizes::all()[0].clone();
    table.classes.to_mut()[0].employees_max = None;
    assert_eq!(problems(&table), [format!("contradiction classes.{} test", table.classes[0].id)]);

    let mut book = playbooks::all()[0].clone();
    book.framework = "incident-readiness@0".parse().unwrap();
    book.desks = "incident-desks@0".parse().unwrap();
    assert_eq!(
        problems(&book),
        [
            "unknown-reference framework incident-readiness@0",
            "unknown-reference desks incident-desks@0",
        ]
    );

    let mut sheet = risk::all()[0].clone();
    assert_eq!(problems(&sheet), Vec::<String>::new());
    sheet.examples.to_mut()[0].risk += 1;
    sheet.levels.to_mut()[0].from = 0;
    sheet.conversion.to_mut()[0].threat = 9;
    let found = problems(&sheet);
    for expected in ["out-of-range conversion", "broken-bands levels", "contradiction examples"] {
        assert!(found.iter().any(|problem| problem.starts_with(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn texts_ids_dates_and_sources_are_looked_at_everywhere() {
    let file = json!({
        "id": "x",
        "sources": [{ "id": "s", "title": { "ja": "Name", "en": "Another name" } }],
        "issued": "2026-02-30",
        "period": "soon",
        "valid_from": "2026-02-01",
        "valid_until": "2026-01-01",
        "figures": [
            { "id": "a", "citations": [], "label": { "ja": "認定", "en": "Certified" } },
            { "id": "a", "citations": [{ "source": "t", "at": "1" }] },
            { "id": "b c", "note": { "ja": " ", "en": "" } },
            { "id": "d", "note": { "ja": "only English", "en": "English" } },
            { "id": "e", "note": { "ja": "合格です", "en": "日本語" } },
            { "id": "f", "doubt": { "ja": "ラベルは「甲」", "en": "The label is 甲." } },
            { "id": "g", "verification": "unverified", "doubt": null },
            { "id": "h", "framework": "five-basics@3.1", "control": "B9" },
            { "id": "i", "framework": "five-basic@3.1", "control": "B1" },
        ],
    });
    let mut found = problems_anywhere(&file);
    found.sort();
    let mut expected = [
        "out-of-range valid_from 2026-02-01",
        "out-of-range issued 2026-02-30",
        "out-of-range period soon",
        "missing-source figures.a.citations",
        "duplicate-id figures a",
        "unknown-reference figures.a.citations t",
        "malformed-id figures b c",
        "missing-translation figures.b c.note",
        "missing-translation figures.d.note only English",
        "missing-translation figures.e.note 日本語",
        "forbidden-word figures.e.note 合格",
        "empty figures.g",
        "unknown-reference figures.h B9",
        "unknown-reference figures.i five-basic@3.1",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_whole_catalogue_is_clean() {
    for kind in crate::json::KINDS {
        let entries: Value = serde_json::from_str(&crate::json::entries(kind).unwrap()).unwrap();
        for (reference, entry) in entries.as_object().unwrap() {
            assert_eq!(problems_anywhere(entry), Vec::<String>::new(), "{kind}/{reference}");
        }
    }
}

#[test]
fn an_id_means_one_edition_on_every_day() {
    let names = |entries: &[SizeTable]| editions(entries).iter().map(short).collect::<Vec<_>>();
    let earlier = programmes::sizes::find("sme-classes").unwrap().clone();
    let mut later = SizeTable { edition: "2099".into(), ..earlier.clone() };
    assert_eq!(names(std::slice::from_ref(&earlier)), Vec::<String>::new());
    assert_eq!(
        names(&[earlier.clone(), later.clone()]),
        ["empty sme-classes@2099", "contradiction sme-classes@2025 sme-classes@2099"]
    );
    later.status = Status::Upcoming;
    assert_eq!(names(&[earlier.clone(), later.clone()]), Vec::<String>::new());
    let earlier = SizeTable { valid_from: Some("2099-02".into()), ..earlier };
    later.valid_from = Some("2099-01".into());
    assert_eq!(names(&[earlier, later]), ["out-of-range sme-classes@2099"]);
}

#[test]
fn the_built_in_catalogue_means_one_edition_by_every_id() {
    assert_eq!(editions(&owned(catalog::all())), []);
    assert_eq!(editions(&owned(threats::all())), []);
    assert_eq!(editions(&owned(desks::all())), []);
}

#[test]
fn a_role_that_is_missing_or_doubled_is_named() {
    let mut label = programmes::labels::find("jc-star").unwrap().clone();
    assert_eq!(problems(&label), Vec::<String>::new());
    for rule in label.rules.to_mut().iter_mut().filter(|rule| rule.role.is_some()) {
        rule.role = Some(RuleRole::Support);
    }
    assert_eq!(
        problems(&label),
        [
            r#"missing-field rules role = "last-day""#,
            r#"missing-field rules role = "in-scope""#,
            r#"missing-field rules role = "out-of-scope""#,
            r#"duplicate-id rules role = "support""#,
            r#"duplicate-id rules role = "support""#,
            r#"duplicate-id rules role = "support""#,
        ]
    );
    let mut sheet = programmes::risk::find("risk-sheet").unwrap().clone();
    sheet.scales.to_mut().retain(|scale| scale.role != RiskRole::Availability);
    assert_eq!(problems(&sheet), [r#"missing-field scales role = "availability""#]);
    let mut services = programmes::services::find("otasuketai").unwrap().clone();
    for advice in services.advice.to_mut() {
        advice.parameter = None;
    }
    assert_eq!(problems(&services), ["missing-field advice.many-devices parameter"]);
}

#[test]
fn what_is_declared_has_its_roles() {
    let uses = programmes::uses::in_force(None).unwrap();
    assert_eq!(problems(uses), Vec::<String>::new());
    let mut elsewhere = uses.clone();
    elsewhere.declaration = "five-basics@4.0".parse().unwrap();
    elsewhere.self_assessment = "self-asessment".parse().unwrap();
    assert_eq!(
        problems(&elsewhere),
        [
            "unknown-reference self_assessment self-asessment",
            r#"missing-field five-basics@4.0.controls role = "basics""#,
            r#"missing-field five-basics@4.0.controls role = "self-assessment""#,
            r#"missing-field five-basics@4.0.controls role = "policy""#,
            r#"missing-field five-basics@4.0.controls role = "policy-published""#,
        ]
    );
}

#[test]
fn what_is_taken_without_its_id_has_one() {
    let sizes = owned(programmes::sizes::all());
    let other = SizeTable { id: "other".into(), ..sizes[0].clone() };
    assert_eq!(series(&sizes), []);
    let problems: Vec<String> = series(&[sizes[0].clone(), other]).iter().map(short).collect();
    assert_eq!(problems, ["contradiction other@2025 sme-classes"]);
}
