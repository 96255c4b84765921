use proptest::prelude::*;
use shisei::Code;
use shisei::catalog::programmes as catalogue;
use shisei::programmes::risk::{Asset, assets_from_csv, possibility, register, register_csv};

fn asset(grades: [u64; 5]) -> Asset {
    let [confidentiality, integrity, availability, threat, vulnerability] = grades;
    Asset::new("asset")
        .confidentiality(confidentiality)
        .integrity(integrity)
        .availability(availability)
        .threat(threat)
        .vulnerability(vulnerability)
}

#[test]
fn the_conversion_table_is_the_published_formula() {
    for threat in 1..=3u32 {
        for vulnerability in 1..=3u32 {
            let formula = threat.div_ceil(4 - vulnerability);
            let table =
                possibility(catalogue::risk::in_force(None).unwrap(), threat, vulnerability);
            assert_eq!(table, Some(formula), "{threat}, {vulnerability}");
        }
    }
    assert_eq!(possibility(catalogue::risk::in_force(None).unwrap(), 0, 1), None);
    assert_eq!(possibility(catalogue::risk::in_force(None).unwrap(), 1, 4), None);
}

#[test]
fn the_worked_examples_come_out() {
    let examples = &catalogue::risk::in_force(None).unwrap().examples;
    assert!(!examples.is_empty());
    for example in examples.iter() {
        let [c, t, v] = [example.criticality, example.threat, example.vulnerability].map(u64::from);
        let register =
            register(catalogue::risk::in_force(None).unwrap(), &[asset([c, 1, 1, t, v])]).unwrap();
        let line = &register.lines[0];
        assert_eq!((line.possibility, line.risk), (example.possibility, example.risk));
        assert_eq!(line.level, example.level);
    }
}

#[test]
fn the_older_scale_is_one_problem_and_a_mixture_is_not_taken_for_it() {
    let old = register(
        catalogue::risk::in_force(None).unwrap(),
        &[asset([2, 1, 0, 2, 1]), asset([0, 0, 0, 0, 0])],
    );
    let old = old.unwrap_err();
    assert_eq!(old.problems().iter().map(|p| p.code).collect::<Vec<_>>(), [Code::OldScale]);
    let mixed =
        register(catalogue::risk::in_force(None).unwrap(), &[asset([3, 1, 0, 2, 1])]).unwrap_err();
    assert_eq!(mixed.problems().iter().map(|p| p.code).collect::<Vec<_>>(), [Code::OutOfRange]);
}

#[test]
fn the_erratum_on_personal_data_is_told() {
    let mut list = asset([1, 1, 1, 1, 1]);
    list.personal_data = true;
    let register = register(catalogue::risk::in_force(None).unwrap(), &[list]).unwrap();
    assert_eq!(register.lines[0].criticality, 3);
    assert!(register.errata.iter().any(|erratum| erratum.id == "personal-data-2"));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>().prop_map(|text| text.chars().take(40).collect()),
        "['=+@\\-＝\t\r\n]{0,3}[a-z\",;\r\n ]{0,10}",
    ]
}

fn assets() -> impl Strategy<Value = Vec<Asset>> {
    let treatment = prop_oneof![Just(None), Just(Some("accept".to_owned()))];
    let one =
        (prop::array::uniform5(1u64..=3), prop::array::uniform4(text()), treatment, any::<bool>());
    prop::collection::vec(
        one.prop_map(|(grades, [name, owner, scenario, note], treatment, personal_data)| {
            let mut asset = asset(grades);
            (asset.name, asset.owner, asset.scenario, asset.note) = (name, owner, scenario, note);
            (asset.treatment, asset.personal_data) = (treatment, personal_data);
            asset
        }),
        0..12,
    )
}

proptest! {
    #[test]
    fn every_risk_value_is_one_that_can_occur(assets in assets()) {
        let register = register(catalogue::risk::in_force(None).unwrap(), &assets).unwrap();
        prop_assert_eq!(register.lines.len(), assets.len());
        for line in &register.lines {
            prop_assert!([1, 2, 3, 4, 6, 9].contains(&line.risk));
            let level = match line.risk { 6.. => "high", 4 => "medium", _ => "low" };
            prop_assert_eq!(&*line.level, level);
        }
        let risks: Vec<u32> = register.lines.iter().map(|line| line.risk).collect();
        prop_assert!(risks.is_sorted_by(|a, b| a >= b));
        let counted: u32 = register.levels.iter().map(|level| level.assets).sum();
        prop_assert_eq!(counted as usize, assets.len());
    }

    #[test]
    fn a_register_comes_back_from_its_table(assets in assets()) {
        let first = register(catalogue::risk::in_force(None).unwrap(), &assets).unwrap();
        let table = register_csv(&first);
        let again = assets_from_csv(&table).unwrap();
        let second = register(catalogue::risk::in_force(None).unwrap(), &again).unwrap();
        let lines = |lines: &[shisei::programmes::risk::Line]| -> Vec<_> {
            lines.iter().cloned().map(|mut line| { line.index = 0; line }).collect()
        };
        prop_assert_eq!(lines(&first.lines), lines(&second.lines));
    }

    #[test]
    fn no_cell_of_a_table_is_a_formula(assets in assets()) {
        let table = register_csv(&register(catalogue::risk::in_force(None).unwrap(), &assets).unwrap());
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
            }
        }
    }

    #[test]
    fn any_text_is_a_table_or_an_error(text in any::<String>()) {
        let _ = assets_from_csv(&text);
    }
}
