use serde_json::{Value, json};
use shisei::model::{Gives, ThreatKinds};
use shisei::programmes::scenarios::{LossInputs, ScenarioInputs, scenario_inputs};
use shisei::programmes::threats::{Cover, Data};
use shisei::{AnswerSheet, catalog};

fn inputs(kinds: &ThreatKinds, sheet: &AnswerSheet) -> ScenarioInputs {
    let list = catalog::threats::find("ten-threats@2026").unwrap();
    let measures = catalog::framework("basic-measures@2026").unwrap();
    let data = Data::new(list, kinds, measures).crosswalks(catalog::crosswalks::all());
    let assessment = catalog::framework(&sheet.framework).unwrap().assess(sheet).unwrap();
    scenario_inputs(data, catalog::evidence::all(), &assessment).unwrap()
}

fn built_in() -> &'static ThreatKinds {
    catalog::threat_kinds::find("ten-threats").unwrap()
}

#[test]
fn every_tie_of_the_catalogue_leads_to_a_figure_with_its_marks() {
    let inputs = inputs(built_in(), &AnswerSheet::new("basic-measures@2026"));
    assert_eq!(inputs.scenarios.len(), 10);
    for scenario in &inputs.scenarios {
        let kind = built_in().kinds.iter().find(|kind| kind.id == scenario.kind).unwrap();
        assert_eq!(scenario.figures.len(), kind.figures.len(), "{}", kind.id);
        assert_eq!(scenario.inputs, LossInputs::default(), "nobody publishes these");
        for figure in &scenario.figures {
            assert!(!figure.basis.places.is_empty() && !figure.period.is_empty());
            assert_eq!(figure.value.is_none(), !figure.portions.is_empty(), "{}", figure.figure);
        }
    }
    let ransom = &inputs.scenarios[0];
    assert!(ransom.figures.iter().any(|it| it.gives == Gives::Severity && it.n == Some(89)));
}

#[test]
fn a_field_is_filled_where_a_publisher_prints_just_that() {
    let mut kinds = serde_json::to_value(built_in()).unwrap();
    let figures = &mut kinds["kinds"][0]["figures"];
    let link = |figure: &str, input: &str| {
        json!({
            "evidence": "jnsa-losses@2025", "figure": figure, "gives": "severity",
            "input": input, "origin": "derived", "reason": { "ja": "例", "en": "an example" },
        })
    };
    *figures = Value::Array(vec![
        link("ransomware-median-2025", "severity-p5"),
        link("ransomware-recovered", "probability"),
    ]);
    let kinds: ThreatKinds = serde_json::from_value(kinds).unwrap();
    let inputs = inputs(&kinds, &AnswerSheet::new("basic-measures@2026"));
    let filled = inputs.scenarios[0].inputs;
    assert_eq!(filled.severity_p5_yen, Some(38_000_000));
    assert_eq!(filled.probability_permille, Some(500));
    assert_eq!(filled.severity_p95_yen, None);
}

#[test]
fn figures_do_not_depend_on_the_answers() {
    let good = AnswerSheet::new("basic-measures@2026").with("encryption", "met");
    let [good, other] = [
        inputs(built_in(), &good),
        // A framework that says nothing about the measures.
        inputs(built_in(), &AnswerSheet::new("jc-star-1@1.1")),
    ];
    for (one, two) in good.scenarios.iter().zip(&other.scenarios) {
        assert_eq!(one.figures, two.figures);
        assert_eq!((two.cover, two.ways_in.len()), (None, 0));
    }
    assert!(good.scenarios.iter().any(|scenario| scenario.cover == Some(Cover::Partly)));
}
