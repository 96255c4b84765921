use shisei::catalog::programmes as catalogue;
use shisei::model::Case;
use shisei::programmes::incident::{Data, Plan, incident};
use shisei::{Day, catalog};

fn date(year: u16, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

fn plan(case: Case, on: Day) -> Plan {
    let playbooks = catalogue::playbooks::in_force(None).unwrap();
    let breach_rules = catalogue::breach_reports::find(playbooks.breach_rules.as_str()).unwrap();
    let framework = catalog::framework(playbooks.framework.as_str()).unwrap();
    let holidays = catalogue::holidays::find(breach_rules.holidays.as_str()).unwrap();
    let data = Data::new(playbooks, framework, catalog::desks::all(), breach_rules, holidays);
    incident(data, case, on, on).unwrap()
}

#[test]
fn the_five_cases_have_steps_and_desks() {
    let cases = [Case::Ransomware, Case::Leak, Case::Stoppage, Case::Targeted, Case::Vulnerability];
    for case in cases {
        let plan = plan(case, date(2026, 11, 22));
        assert!(!plan.steps.is_empty() && plan.title.is_some(), "{case:?}");
        assert!(!plan.desks.unwrap().desks.is_empty(), "{case:?}");
    }
}

#[test]
fn the_desks_are_those_of_the_day() {
    let targeted = |on| {
        let desks = plan(Case::Targeted, on).desks.unwrap();
        (desks.table.to_string(), desks.desks[0].id.to_string())
    };
    let old = ("incident-desks@2024".to_owned(), "ipa-targeted".to_owned());
    let new = ("incident-desks@2025-04".to_owned(), "ipa-corporate".to_owned());
    assert_eq!(targeted(date(2025, 3, 31)), old);
    assert_eq!(targeted(date(2025, 4, 1)), new);
}

#[test]
fn a_step_names_only_desks_that_hold() {
    for on in [date(2025, 3, 31), date(2026, 11, 22)] {
        let plan = plan(Case::Ransomware, on);
        let table = catalog::desks::find(plan.desks.unwrap().table.as_str()).unwrap();
        for id in plan.steps.iter().flat_map(|step| &step.desks) {
            assert!(table.desks.iter().any(|desk| desk.id == *id));
        }
    }
}
