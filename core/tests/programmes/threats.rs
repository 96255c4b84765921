use shisei::programmes::threats::{Cover, Data, Movement, View, threat_view};
use shisei::{AnswerSheet, catalog};

fn view(sheet: &AnswerSheet) -> View {
    let list = catalog::threats::find("ten-threats@2026").unwrap();
    let kinds = catalog::threat_kinds::find("ten-threats").unwrap();
    let measures = catalog::framework("basic-measures@2026").unwrap();
    let data = Data::new(list, kinds, measures).crosswalks(catalog::crosswalks::all());
    let data = data.previous(catalog::threats::find("ten-threats@2025").unwrap());
    let framework = catalog::framework(&sheet.framework).unwrap();
    threat_view(data, &framework.assess(sheet).unwrap()).unwrap()
}

fn cover(view: &View, kind: &str) -> Cover {
    view.threats.iter().find(|threat| threat.kind == kind).unwrap().cover
}

#[test]
fn the_ranks_of_2026_moved_as_published() {
    use Movement::{Down, New, Same, Up};
    let view = view(&AnswerSheet::new("basic-measures@2026"));
    let moved: Vec<(u32, Movement, Option<u32>)> = view
        .threats
        .iter()
        .map(|threat| threat.moved.as_ref().map(|m| (threat.rank, m.movement, m.from)).unwrap())
        .collect();
    let expected = [
        (1, Same, Some(1)),
        (2, Same, Some(2)),
        (3, New, None),
        (4, Down, Some(3)),
        (5, Same, Some(5)),
        (6, Up, Some(7)),
        (7, Down, Some(4)),
        (8, Down, Some(6)),
        (9, Down, Some(8)),
        (10, Down, Some(9)),
    ];
    assert_eq!(moved, expected);
    assert_eq!(view.left[0].kind, "careless");
}

#[test]
fn what_is_not_answered_is_neither_open_nor_covered() {
    let view = view(&AnswerSheet::new("basic-measures@2026"));
    assert!(view.threats.iter().all(|threat| threat.cover == Cover::NotAnswered));
}

#[test]
fn one_open_way_in_leaves_a_threat_partly_covered() {
    let all = ["vuln", "malware", "password", "misconfig", "lure"];
    let sheet = all
        .into_iter()
        .fold(AnswerSheet::new("basic-measures@2026"), |sheet, control| sheet.with(control, "met"));
    let view = view(&sheet.with("encryption", "unmet"));
    assert_eq!(cover(&view, "ransom"), Cover::Partly);
    assert_eq!(cover(&view, "vuln-exploit"), Cover::Covered);
}

#[test]
fn answers_to_the_basics_carry_over_and_say_so() {
    let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "done").with("B6", "not-done");
    let view = view(&sheet);
    assert_eq!(cover(&view, "vuln-exploit"), Cover::Covered);
    let exploit = view.threats.iter().find(|threat| threat.kind == "vuln-exploit").unwrap();
    assert_eq!(exploit.ways_in[0].inferred_from, ["B1"]);
}

#[test]
fn of_several_answers_about_a_measure_the_weaker_counts_as_everywhere() {
    let done = AnswerSheet::new("basic-measures@2025").with("vuln", "met");
    let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "not-done").with("B2", "done");
    assert_eq!(cover(&view(&done), "vuln-exploit"), Cover::Covered);
    assert_eq!(cover(&view(&sheet), "vuln-exploit"), Cover::Open);
    let targeted = view(&sheet).threats.iter().find(|it| it.kind == "targeted").unwrap().cover;
    assert_eq!(targeted, Cover::Partly);
}
