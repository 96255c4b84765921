//! Every shared vector, through the Rust crate.

use shisei_tests::{contains, files};

#[test]
fn every_vector_gives_its_result_byte_for_byte() {
    let mut cases = 0;
    for (path, file) in files() {
        for case in file.cases {
            let name = format!("{}: {}", path.display(), case.name);
            assert_eq!(case.run(), case.result.to_string(), "{name}");
            assert!(contains(&case.result, &case.expect), "{name}: not as written by hand");
            cases += 1;
        }
    }
    assert!(cases > 0, "no vectors were found");
}
