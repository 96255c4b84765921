//! Crosswalks and references as set theory relationship mappings.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::collections::BTreeMap;

use csv::ReaderBuilder;
use shisei::insight::Strm;
use shisei::model::{Crosswalk, Entry as _, Lang, Link, Localized, Rationale, Relation};
use shisei::{Framework, catalog, json};

fn framework(reference: &str) -> &'static Framework {
    catalog::framework(reference).unwrap()
}

fn reference(text: &str) -> shisei::Reference {
    text.parse().unwrap()
}

/// Everything in the catalogue that relates two documents.
fn all() -> Vec<Strm> {
    let crosswalks = catalog::crosswalks::all().iter().map(|crosswalk| {
        Strm::of_crosswalk(
            crosswalk,
            framework(crosswalk.from.as_str()),
            framework(crosswalk.to.as_str()),
        )
    });
    let references = catalog::references::all().iter().map(|references| {
        let scheme = catalog::schemes::find(references.to.as_str()).unwrap();
        Strm::of_references(references, framework(references.from.as_str()), scheme)
    });
    crosswalks.chain(references).collect()
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = ReaderBuilder::new().from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// Focal element, relation, reference element and rationale of each row that has a relation.
fn relations(strm: &Strm) -> Vec<[String; 4]> {
    let cells =
        ["Focal Document Element", "Relationship", "Reference Document Element", "Rationale"];
    let rows = rows(&strm.csv(Lang::En)).into_iter();
    rows.filter(|row| !row["Relationship"].is_empty())
        .map(|row| cells.map(|cell| row[cell].clone()))
        .collect()
}

#[test]
fn every_line_of_the_catalogue_is_a_row() {
    let lines = catalog::crosswalks::all().iter().map(|it| it.links.len());
    let printed =
        catalog::references::all().iter().flat_map(|it| it.links.iter().map(|link| link.to.len()));
    let rows: usize = all().iter().map(|strm| relations(strm).len()).sum();
    assert_eq!(rows, lines.sum::<usize>() + printed.sum::<usize>());
    for strm in all() {
        assert_eq!(rows_of(&strm, Lang::Ja), rows_of(&strm, Lang::En));
    }
}

fn rows_of(strm: &Strm, lang: Lang) -> usize {
    rows(&strm.csv(lang)).len()
}

#[test]
fn the_other_direction_has_the_same_relations_inverted() {
    let inverted = |relation: &str| match relation {
        "subset of" => "superset of".to_owned(),
        "superset of" => "subset of".to_owned(),
        other => other.to_owned(),
    };
    for strm in all() {
        let there = relations(&strm);
        let mut back: Vec<_> = relations(&strm.inverse())
            .into_iter()
            .map(|[from, relation, to, why]| [to, inverted(&relation), from, why])
            .collect();
        let mut sorted = there.clone();
        sorted.sort();
        back.sort();
        assert_eq!(back, sorted, "{} – {}", strm.focal(), strm.reference());
        assert_eq!(strm.inverse().inverse(), strm);
    }
}

#[test]
fn a_focal_element_without_a_relation_has_an_empty_row_and_one_looked_at_says_so() {
    let reason = || Localized::new("比べました。", "They were compared.");
    let mut syntactic = Link::new("B1", Relation::Subset, "SA-01", reason());
    syntactic.rationale = Some(Rationale::Syntactic);
    let apart = Link::new("B2", Relation::NotRelated, "SA-25", reason());
    let crosswalk = Crosswalk::new(
        reference("five-basics@4.0"),
        reference("self-assessment@4.0"),
        vec![syntactic, apart],
    );
    let strm = Strm::of_crosswalk(
        &crosswalk,
        framework("five-basics@4.0"),
        framework("self-assessment@4.0"),
    );
    let rows = rows(&strm.csv(Lang::En));
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = ["Focal Document Element", "Rationale", "Relationship"];
            cells.map(|cell| &*row[cell]).join("|")
        })
        .collect();
    let empty = ["B3||", "B4||", "B5||", "B6||"];
    assert_eq!(shown[..2], ["B1|syntactic|subset of", "B2|semantic|not related to"]);
    assert_eq!(shown[2..], empty);
    assert_eq!(rows[0]["Comments"], "They were compared. (unofficial, unverified)");
    assert!(!rows[0]["Focal Document Element Description"].is_empty());
}

#[test]
fn groups_speak_for_their_controls_and_wholes_leave_the_row_to_their_parts() {
    let references = catalog::references::all();
    let of = |to: &str| {
        let found =
            references.iter().find(|it| it.from.id().starts_with("management-") && it.to == to);
        let scheme = catalog::schemes::find(to).unwrap();
        Strm::of_references(found.unwrap(), framework("management-guideline@3.0"), scheme)
    };
    let groups = rows(&of("cis-controls@8").csv(Lang::En));
    let control = framework("management-guideline@3.0").controls().iter().find(|c| c.group == "D3");
    let named = |id: &str| groups.iter().any(|row| row["Focal Document Element"] == id);
    assert!(named("D3") && !named(&control.unwrap().id));
    let csf = of("nist-csf@2.0").inverse();
    let entries = rows(&csf.csv(Lang::En));
    assert!(entries.iter().all(|row| row["Focal Document Element"].contains('.')));
}

#[test]
fn a_function_finds_the_relations_in_either_direction_or_says_what_there_is() {
    let call = |focal: &str, reference: &str| {
        let arguments = serde_json::json!({ "focal": focal, "reference": reference });
        json::call("strm", &arguments.to_string())
    };
    let table = call("self-assessment", "scs").unwrap();
    assert!(table.starts_with(r#"{"focal":"self-assessment@4.0","reference":"scs@2026-03-27""#));
    assert!(call("nist-csf@2.0", "scs").unwrap().contains("intersects with"));
    let refused = call("scs", "nist-csf@1.1").unwrap_err();
    assert_eq!(refused.problems()[0].code, shisei::Code::NotRelated);
    assert!(refused.problems()[0].valid.contains(&"nist-csf@2.0".to_owned()));
    let unknown = call("scss", "nist").unwrap_err();
    assert_eq!(unknown.problems().len(), 2);
    assert_eq!(unknown.problems()[0].nearest.as_deref(), Some("scs"));
    let scheme = catalog::schemes::all()[0];
    assert!(call(&scheme.name(), &scheme.name()).is_err());
}
