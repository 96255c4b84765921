//! Every shared vector, through the Rust crate.

use shisei_tests::{files, generated};

#[test]
fn every_vector_gives_its_result_byte_for_byte() {
    let mut cases = 0;
    for (path, file) in files() {
        for mut case in file.cases {
            let name = format!("{}: {}", path.display(), case.name);
            let (digest, result) = (case.digest.clone(), case.result.clone());
            if let Err(whole) = case.bless() {
                panic!("{name}: not as written by hand: {whole}");
            }
            assert_eq!(case.result.to_string(), result.to_string(), "{name}");
            assert_eq!(case.digest, digest, "{name}: another text in {}", case.run());
            cases += 1;
        }
    }
    assert!(cases > 0, "no vectors were found");
}

#[test]
fn the_generated_vectors_are_fresh() {
    let there = files();
    for (name, fresh) in generated::files() {
        let found = there.iter().find(|(path, _)| path.file_name().is_some_and(|n| *n == *name));
        let (_, file) = found.unwrap_or_else(|| panic!("{name} is missing: run `make vectors`"));
        assert_eq!(file.cases.len(), fresh.cases.len(), "{name}: run `make vectors`");
        for (there, fresh) in file.cases.iter().zip(&fresh.cases) {
            assert_eq!(there.name, fresh.name, "{name}: run `make vectors`");
            assert_eq!(there.sheet, fresh.sheet, "{name}: {}: run `make vectors`", fresh.name);
            assert_eq!(there.expect, fresh.expect, "{name}: {}: run `make vectors`", fresh.name);
        }
    }
}

#[test]
fn every_framework_has_its_edges_and_its_refusals() {
    for (name, file) in generated::files() {
        let has = |part: &str| file.cases.iter().any(|case| case.name.contains(part));
        for part in ["all met", "none met", "nothing answered", "one of each"] {
            assert!(has(part), "{name}: {part}");
        }
        assert!(has("may not be accepted") || has("is accepted"), "{name}");
        assert!(has("does not apply") || has("may not be left out"), "{name}");
        let edges = |part: &str| file.cases.iter().filter(|case| case.name.contains(part)).count();
        assert_eq!(edges("exactly what it takes"), edges("one short"), "{name}");
    }
}
