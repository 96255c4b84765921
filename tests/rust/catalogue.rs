//! What the catalogue says, seen from outside: counts that the guidelines print, and coverage by tag.

use shisei::assessment::{Part, Ratio};
use shisei::model::{Control, Join, Verification};
use shisei::{Answer, AnswerSheet, Assessment, Framework, Standing, catalog};

/// A sheet that answers each control with its choice of the standing that `of` names.
fn sheet(framework: &Framework, of: impl Fn(&str, &[&str]) -> Standing) -> AnswerSheet {
    framework.controls().iter().fold(AnswerSheet::new(framework.reference()), |sheet, control| {
        let tags: Vec<&str> = control.tags.iter().map(|tag| &**tag).collect();
        let standing = of(&control.id, &tags);
        let scale = framework.scale_of(control).expect("every control has a scale");
        let choice = scale.choices.iter().find(|choice| choice.standing == standing);
        sheet.with(&*control.id, &*choice.expect("a choice of that standing").id)
    })
}

fn assess(reference: &str, of: impl Fn(&str, &[&str]) -> Standing) -> Assessment {
    let framework = catalog::framework(reference).expect("a built-in framework");
    framework.assess(&sheet(framework, of)).expect("a sound sheet")
}

fn share(part: &Part) -> Ratio {
    part.coverage.expect("something to cover").low
}

fn part<'a>(parts: &'a [Part], id: &str) -> &'a Part {
    parts.iter().find(|part| part.id == id).unwrap_or_else(|| panic!("no {id}"))
}

/// Meets what has `tag`, and nothing else.
fn only(tag: &'static str) -> impl Fn(&str, &[&str]) -> Standing {
    move |_, tags| if tags.contains(&tag) { Standing::Met } else { Standing::Unmet }
}

#[test]
fn every_tag_and_every_group_of_every_framework_covers_its_own_controls() {
    for framework in catalog::all().iter().filter(|f| f.definition().coverage.is_some()) {
        let reference = framework.reference();
        let full = framework.definition().coverage.as_ref().map(|rule| u64::from(rule.met));
        let full = full.expect("a coverage rule");
        for dimension in framework.definition().dimensions.iter() {
            for value in dimension.values.iter() {
                let tag = format!("{}:{}", dimension.id, value.id);
                let carriers = || {
                    framework.controls().iter().filter(|c| c.tags.contains(&tag.as_str().into()))
                };
                let weight: u64 = carriers().map(|control| u64::from(control.weight)).sum();
                let answers = sheet(framework, |_, tags| {
                    if tags.contains(&&*tag) { Standing::Met } else { Standing::Unmet }
                });
                let result = framework.assess(&answers).expect("a sound sheet");
                let part = part(&result.tags, &tag);
                assert_eq!(part.tally.met as usize, carriers().count(), "{reference} {tag}");
                assert_eq!(part.tally.met, part.tally.total(), "{reference} {tag}");
                match part.coverage {
                    Some(coverage) => assert_eq!(
                        (coverage.low.credit, coverage.low.of),
                        (weight * full, weight * full),
                        "{reference} {tag}"
                    ),
                    None => assert_eq!(weight, 0, "{reference} {tag}"),
                }
            }
        }
        let nothing = sheet(framework, |_, _| Standing::Unmet);
        let groups = &framework.assess(&nothing).expect("a sound sheet").groups;
        let total: u32 = groups.iter().map(|group| group.tally.unmet).sum();
        assert_eq!(total as usize, framework.controls().len(), "{reference}");
    }
}

#[test]
fn insider_fraud_is_covered_by_area_and_by_principle() {
    let result = assess("insider-fraud@4", only("principle:P4"));
    assert_eq!(share(part(&result.tags, "principle:P4")).percent(), 100);
    assert!(share(part(&result.tags, "principle:P1")).percent() < 100);
    assert_eq!(result.tags.iter().filter(|tag| tag.id.starts_with("principle:")).count(), 5);
    assert_eq!(result.tags.iter().filter(|tag| tag.id.starts_with("technique:")).count(), 25);
    // The ten areas and how many measures each has, as the fourth edition numbers them.
    let areas: Vec<(&str, u32)> =
        result.groups.iter().map(|group| (&*group.id, group.tally.total())).collect();
    assert_eq!(
        areas,
        [
            ("4-1", 2),
            ("4-2", 5),
            ("4-3", 4),
            ("4-4", 5),
            ("4-5", 2),
            ("4-6", 3),
            ("4-7", 2),
            ("4-8", 3),
            ("4-9", 2),
            ("4-10", 2),
        ]
    );
    let area = assess("insider-fraud@4", |id, _| {
        if id.starts_with("IF-4-4-") { Standing::Met } else { Standing::Unmet }
    });
    assert_eq!(share(part(&area.groups, "4-4")).percent(), 100);
    assert_eq!(share(part(&area.groups, "4-3")).percent(), 0);
}

#[test]
fn ec_sites_are_covered_by_level_and_by_phase() {
    let build = assess("ec-site-build", only("level:mandatory"));
    assert_eq!(share(part(&build.tags, "level:mandatory")).percent(), 100);
    assert_eq!(share(part(&build.tags, "level:recommended")).percent(), 0);
    let tally = |tag| part(&build.tags, tag).tally.total();
    assert_eq!(
        ["level:mandatory", "level:necessary", "level:recommended"].map(tally).iter().sum::<u32>(),
        14
    );
    // Each phase is a framework of its own: 7 for management, 14 to build, 7 to operate.
    let phases = ["ec-site-management", "ec-site-build", "ec-site-operation"];
    let covered = phases.map(|phase| {
        let result = assess(phase, |_, _| Standing::Met);
        let coverage = result.coverage.expect("coverage");
        assert_eq!(coverage.low.percent(), 100);
        coverage.low.of / 2
    });
    assert_eq!(covered, [7, 14, 7]);
}

#[test]
fn scs_is_covered_by_category_and_its_stars_count_as_published() {
    let result = assess("scs", only("level:star-3"));
    assert_eq!(result.outcome.as_ref().and_then(|landed| landed.value()), Some("star-3"));
    assert_eq!(result.groups.len(), 7);
    let stars = ["level:star-3", "level:star-4"].map(|tag| part(&result.tags, tag).tally.total());
    assert_eq!(stars, [81, 153]);
    let requirements = |star: &str| {
        let framework = catalog::framework("scs").expect("built in");
        let mut asked: Vec<&str> = framework
            .controls()
            .iter()
            .filter(|control| control.tags.iter().any(|tag| tag == star))
            .flat_map(|control| control.tags.iter())
            .filter(|tag| tag.starts_with("requirement:"))
            .map(|tag| &**tag)
            .collect();
        asked.sort_unstable();
        asked.dedup();
        asked.len()
    };
    assert_eq!((requirements("level:star-3"), requirements("level:star-4")), (26, 43));
    let category =
        assess("scs", |id, _| if id.starts_with("5-") { Standing::Met } else { Standing::Unmet });
    assert_eq!(share(part(&category.groups, "5")).percent(), 100);
    assert_eq!(share(part(&category.groups, "4")).percent(), 0);
}

#[test]
fn jc_star_is_covered_by_category() {
    let framework = catalog::framework("jc-star-1").expect("built in");
    for group in framework.groups() {
        let of_group = |id: &str| framework.control(id).is_some_and(|c| c.group == group.id);
        let result =
            assess("jc-star-1", |id, _| if of_group(id) { Standing::Met } else { Standing::Unmet });
        for found in &result.groups {
            let expected = if found.id == group.id { 100 } else { 0 };
            assert_eq!(share(found).percent(), expected, "{} in {}", found.id, group.id);
        }
    }
    assert_eq!(framework.controls().len(), 16);
}

#[test]
fn jc_star_excuses_only_what_ipa_excuses_and_lists_the_parts() {
    let framework = catalog::framework("jc-star-1@1.1").expect("built in");
    let excused = |id: &str| {
        let answer = Answer::new("not-applicable").with_reason("No such thing.");
        framework.assess(&AnswerSheet::new("jc-star-1@1.1").with(id, answer)).is_ok()
    };
    let ids = |test: &dyn Fn(&Control) -> bool| -> Vec<String> {
        let named = framework.controls().iter().filter(|control| test(control));
        named.map(|control| control.id.trim_start_matches("S1.1-").to_owned()).collect()
    };
    assert_eq!(ids(&|control| excused(&control.id)), ["01", "02", "03", "04", "08", "12"]);
    let joined = |join: Join| {
        move |control: &Control| control.parts.as_ref().is_some_and(|parts| parts.join == join)
    };
    assert_eq!(ids(&joined(Join::All)), ["05", "06", "13", "15", "16"]);
    assert_eq!(ids(&joined(Join::Any)), ["02", "10", "12"]);
    let parts = |id: &str| {
        let parts = framework.control(id).and_then(|control| control.parts.as_ref());
        parts.map_or(0, |parts| parts.of.len())
    };
    let listed = ["S1.1-05", "S1.1-13", "S1.1-15", "S1.1-16"].map(parts);
    assert_eq!(listed, [3, 4, 4, 5]);
    assert!(framework.controls().iter().all(|it| it.mark() == Verification::Confirmed));
}

#[test]
fn every_folder_of_the_catalogue_can_be_had_as_json() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/catalog");
    let (mut folders, mut found) = (vec![String::new()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root.join(&folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
            if std::path::Path::new(&name).extension().is_some_and(|it| it == "toml") {
                found.push(folder.clone());
            } else if !name.contains('.') {
                folders.push([&*folder, &*name].join("/").trim_start_matches('/').to_owned());
            }
        }
    }
    found.sort();
    found.dedup();
    let mut kinds = shisei::json::KINDS.to_vec();
    kinds.sort_unstable();
    assert_eq!(found, kinds);
}

/// The tables may be older than the code, and written with other features of `serde_json`.
#[test]
fn a_framework_read_at_run_time_has_the_digest_it_was_compiled_in_with() {
    for framework in catalog::all() {
        let read = Framework::from_json(&framework.to_json()).expect("its own JSON");
        assert_eq!(&&read, framework, "{}", framework.reference());
    }
}

#[test]
fn losses_and_recovery_times_name_their_regime_and_both_regimes_are_there() {
    use shisei::model::{Incident, Quantity, Regime};
    let mut regimes = [0, 0];
    for set in catalog::evidence::all() {
        for figure in set.figures.iter() {
            // Card fraud is counted for the whole country, not by incident.
            let of_incidents = figure.incident.is_some_and(|of| of != Incident::CardFraud);
            let is_loss = matches!(
                figure.value,
                Quantity::Yen(_) | Quantity::YenRange(_) | Quantity::DaysTenths(_)
            );
            if of_incidents && is_loss {
                assert!(figure.regime.is_some(), "{}: {}", set.id, figure.id);
            }
            match figure.regime {
                Some(Regime::Everyday) => regimes[0] += 1,
                Some(Regime::Severe) => regimes[1] += 1,
                _ => {}
            }
        }
    }
    assert!(regimes.iter().all(|count| *count > 0), "{regimes:?}");
}

#[test]
fn the_lists_of_threats_have_ten_places_and_tell_ties_from_guesses() {
    for list in catalog::threats::all() {
        assert_eq!(list.threats.len(), 10, "{}", list.edition);
        for link in list.threats.iter().flat_map(|threat| threat.entries.iter()) {
            assert!(!link.reason.ja.is_empty() && !link.citations.is_empty(), "{}", list.edition);
        }
    }
    assert_eq!(catalog::threats::find("ten-threats").expect("built in").edition, "2026");
    let error = catalog::threats::find("ten-threat").expect_err("not a list");
    assert!(error.problems()[0].nearest.as_deref().is_some_and(|n| n.starts_with("ten-threats@")));
}

#[test]
fn an_appendix_is_another_document_in_another_edition() {
    let title = |edition: &str| {
        let set = catalog::resources::find(&format!("sme-guideline-appendices@{edition}"));
        let seventh = |number: &Option<shisei::model::Text>| number.as_deref() == Some("付録7");
        let set = set.expect("built in");
        set.resources.iter().find(|r| seventh(&r.number)).map(|r| r.title.ja.to_string())
    };
    let (old, new) = (title("3.1"), title("4.0"));
    assert!(old.is_some() && new.is_some() && old != new, "{old:?} {new:?}");
}
