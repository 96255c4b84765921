//! Results are plain data: what was written is read back.
#![allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shisei::insight::{Consolidation, PlanOptions};
use shisei::{AnswerSheet, Code, Digest, ErrorReport, Lang, catalog};

fn comes_back<T: Serialize + DeserializeOwned + Debug + PartialEq>(result: &T) {
    let json = serde_json::to_string(result).unwrap();
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *result);
}

#[test]
fn plain_results_are_read_back() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let before = AnswerSheet::new("self-assessment").with("SA-01", "partial");
    let after = before.clone().with("SA-02", "implemented");
    let [before_result, result] = [&before, &after].map(|sheet| framework.assess(sheet).unwrap());
    comes_back(&result.plan("50-69", &PlanOptions::default()).unwrap());
    comes_back(&result.bounds().unwrap());
    comes_back(&result.diff(&before_result).unwrap());
    comes_back(&result.peers());
    comes_back(&result.score_change(&before_result).unwrap());
    comes_back(&result.carry_over(catalog::framework("scs").unwrap()).unwrap());
    let sites = [("a".to_owned(), before), ("b".to_owned(), after)];
    comes_back(&framework.consolidate(&sites, Consolidation::WorstOf).unwrap());
    let error = framework.assess(&AnswerSheet::new("self-assessment").with("SA-1", "x"));
    comes_back::<ErrorReport>(&error.unwrap_err().report(Lang::Ja));
}

#[test]
fn digests_and_codes_are_read_from_their_text() {
    let digest = catalog::framework("scs").unwrap().digest();
    assert_eq!(digest.to_string().parse(), Ok(digest));
    for wrong in ["", "0", &"g".repeat(64), &"0".repeat(65), &"\u{ff10}".repeat(64)] {
        assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
    }
    for &code in Code::ALL {
        assert_eq!(code.as_str().parse(), Ok(code));
    }
    let error = "unknown-controls".parse::<Code>().unwrap_err();
    assert_eq!(error.problems()[0].nearest.as_deref(), Some("unknown-control"));
}
