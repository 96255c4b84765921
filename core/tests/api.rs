//! The public API, as `api.txt` lists it, can grow without breaking those who use it.

use std::collections::BTreeSet;

/// The list of the public API, which `cargo xtask api` writes.
const API: &str = include_str!("../api.txt");

/// Types that anyone may match or construct whole, and why they will not grow.
const CLOSED: &[(&str, &str)] = &[
    ("shisei::Lang", "every text of the catalogue has two languages"),
    ("shisei::Standing", "what an answer can mean is the vocabulary of every score"),
    ("shisei::RowScore", "the numbers of one row, without texts"),
    ("shisei::assessment::State", "a standing, or unanswered"),
    ("shisei::assessment::TierState", "a condition is reached, open or missed"),
    ("shisei::catalog::source::File", "a path and a text"),
    ("shisei::model::Localized", "every text of the catalogue has two languages"),
    ("shisei::model::Origin", "the publisher's or not"),
    ("shisei::model::Verification", "the marks are a scale from sure to unsure"),
    ("shisei::text::Words", "the words of one language"),
];

/// Crates that everyone has, and those whose traits the types implement or that are re-exported.
const KNOWN: &[&str] = &["alloc", "core", "schemars", "serde_core", "shisei", "std"];

/// Types by their paths, with what is written in front: `#[non_exhaustive]` or nothing.
fn types() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    API.lines().filter_map(|line| {
        let (before, rest) =
            line.split_once("pub ").filter(|(before, _)| !before.contains("fn"))?;
        let (kind, rest) =
            rest.split_once(' ').filter(|(it, _)| ["enum", "struct"].contains(it))?;
        Some((before, kind, rest.split(['<', '(', ' ']).next()?))
    })
}

/// Whether a struct has a field that anyone may set.
fn is_open(name: &str) -> bool {
    let field = format!("pub {name}::");
    let is_field = |rest: &str| rest.split_once(": ").is_some_and(|(it, _)| !it.contains("::"));
    API.lines().filter_map(|line| line.strip_prefix(&field)).any(is_field)
        || API.contains(&format!("pub struct {name}(pub "))
}

#[test]
fn a_type_that_anyone_may_match_or_construct_can_grow_or_has_a_reason_not_to() {
    let fixed = types().filter(|(before, ..)| !before.contains("#[non_exhaustive]"));
    let fixed = fixed.filter(|(_, kind, name)| *kind == "enum" || is_open(name));
    let fixed: BTreeSet<&str> = fixed.map(|(.., name)| name).collect();
    // A type that is re-exported is listed once for each path.
    let last = |name: &str| name.rsplit("::").next().map(str::to_owned);
    let closed = |name: &str| CLOSED.iter().any(|(closed, _)| last(closed) == last(name));
    let open = fixed.iter().filter(|name| !closed(name));
    assert_eq!(open.collect::<Vec<_>>(), Vec::<&&str>::new());
    let stale = CLOSED.iter().filter(|(closed, _)| !fixed.contains(closed));
    assert_eq!(stale.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

#[test]
fn a_signature_names_no_crate_that_its_user_does_not_have() {
    let mut foreign = BTreeSet::new();
    for line in API.lines().filter(|line| !line.contains("::catalog::source::")) {
        for (at, _) in line.match_indices("::") {
            let before = line.get(..at).unwrap_or_default();
            let named = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let path = before.rsplit(|c| !named(c)).next().unwrap_or_default();
            let root = path.split("::").next().unwrap_or_default();
            if !root.is_empty()
                && root.chars().all(|c| c.is_lowercase() || c == '_')
                && !KNOWN.contains(&root)
            {
                foreign.insert((root, line));
            }
        }
    }
    assert_eq!(foreign, BTreeSet::new());
}
