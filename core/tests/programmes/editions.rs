//! A new edition is data: what the functions use is decided by status and day, never by code.

use shisei::catalog::programmes as catalogue;
use shisei::catalog::{self, programmes::sizes};
use shisei::model::{Definition, SizeTable, Status};
use shisei::programmes::Profile;
use shisei::programmes::jc_star::{Label, Product, label_life, label_scope};
use shisei::programmes::risk::{Asset, register};
use shisei::programmes::size::sme_class;
use shisei::{AnswerSheet, Day, Framework, json, resolve};

/// A table that will count firms of twice the size from a day on.
fn upcoming() -> SizeTable {
    let mut table = sizes::find("sme-classes").unwrap().clone();
    table.edition = "2099".into();
    table.status = Status::Upcoming;
    table.valid_from = Some("2099-04-01".into());
    for class in table.classes.to_mut() {
        class.employees_max = class.employees_max.map(|most| 2 * most);
        class.capital_max_yen = class.capital_max_yen.map(|most| 2 * most);
    }
    table
}

#[test]
fn a_new_edition_of_the_size_classes_is_used_from_its_first_day() {
    let (now, later) = (sizes::in_force(None).unwrap(), upcoming());
    let profile = Profile::new().industry("wholesale").capital_yen(10_000_000_000).employees(150);
    let class = |on: Option<Day>| {
        let table = resolve([now, &later], &"sme-classes".parse().unwrap(), on).unwrap();
        let class = sme_class(table, &profile).unwrap();
        (class.table.to_string(), class.sme)
    };
    let before = ("sme-classes@2025".to_owned(), Some(false));
    assert_eq!(class(None), before);
    assert_eq!(class(Day::new(2099, 3, 31).ok()), before);
    assert_eq!(class(Day::new(2099, 4, 1).ok()), ("sme-classes@2099".to_owned(), Some(true)));
}

/// Custom editions of `five-basics`, each with its status.
fn custom(editions: &[(&'static str, Status)]) -> Vec<Framework> {
    let made = |&(edition, status): &(&'static str, Status)| {
        let mut definition = catalog::framework("five-basics@4.0").unwrap().definition().clone();
        (definition.edition, definition.status, definition.previous) =
            (edition.into(), status, None);
        Framework::new(definition).unwrap()
    };
    editions.iter().map(made).collect()
}

#[test]
fn custom_editions_are_found_by_status_like_built_in_ones() {
    let custom =
        custom(&[("10", Status::Superseded), ("11", Status::Current), ("12", Status::Upcoming)]);
    let found = |reference| catalog::find_custom(&custom, reference).map(Framework::edition);
    assert_eq!(found("five-basics"), Some("11"));
    assert_eq!(found("five-basics@12"), Some("12"));
    assert_eq!((found("five-basics@4.0"), found("scs")), (None, None));
}

#[test]
fn json_calls_find_custom_editions_by_status() {
    let definitions: Vec<Definition> = custom(&[("11", Status::Current), ("12", Status::Upcoming)])
        .iter()
        .map(|framework| framework.definition().clone())
        .collect();
    let sheet = AnswerSheet::new("five-basics");
    let arguments = serde_json::json!({"sheet": sheet, "definitions": definitions});
    let result = json::call("assess", &arguments.to_string()).unwrap();
    assert!(result.contains(r#""edition":"11""#), "{result}");
}

#[test]
fn frameworks_change_on_the_day_they_are_issued() {
    let on = |day: &str| {
        let found = catalog::framework_on("self-assessment", day.parse().unwrap()).unwrap();
        found.edition().to_owned()
    };
    assert_eq!(on("2026-03-26"), "3.1");
    assert_eq!(on("2026-03-27"), "4.0");
    assert_eq!(on("2026-03-28"), "4.0");
    assert_eq!(catalog::framework("scs").unwrap().definition().status, Status::Upcoming);
}

/// The ids of another edition are its own: the roles say which rule is which.
#[test]
fn a_label_edition_with_other_ids_keeps_its_rules() {
    let mut scheme = catalogue::labels::in_force(None).unwrap().clone();
    for (at, rule) in scheme.rules.to_mut().iter_mut().enumerate() {
        rule.id = format!("rule-{at}").into();
    }
    let on = Day::new(2026, 6, 1).unwrap();
    let label = Label::new("star-1", Day::new(2025, 5, 21).unwrap());
    let life = label_life(&scheme, &label, on).unwrap();
    assert!(life.support.is_some() && life.counting.is_some());
    let scope = label_scope(&scheme, &Product::default()).unwrap();
    assert_eq!(scope.reasons.len(), 3);
}

#[test]
fn a_risk_sheet_with_other_ids_grades_the_same() {
    let mut sheet = catalogue::risk::in_force(None).unwrap().clone();
    for (at, scale) in sheet.scales.to_mut().iter_mut().enumerate() {
        scale.id = format!("scale-{at}").into();
    }
    let asset = Asset::new("Laptop").confidentiality(3).integrity(1).availability(1);
    let asset = asset.threat(2).vulnerability(2);
    let built_in = catalogue::risk::in_force(None).unwrap();
    let assets = [asset];
    assert_eq!(
        register(&sheet, &assets).unwrap().lines,
        register(built_in, &assets).unwrap().lines
    );
}
