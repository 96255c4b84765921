//! The frameworks: read with every check of the library, written out with digest and index.

use serde_json::Value;

use super::File;
use super::emit::expression;
use super::shelf::Shelf;
use crate::framework::Framework;
use crate::model::{Entry, Lang};

/// Every framework, checked.
pub(super) fn read(files: &[File]) -> Result<Shelf<Framework>, String> {
    Shelf::read(files, "frameworks", |text| {
        Framework::from_toml(text).map_err(|error| {
            let problems = error.problems().iter().map(|problem| {
                let help = problem.help(Lang::En).unwrap_or_default();
                format!("{} {help}\n", problem.message(Lang::En))
            });
            problems.collect()
        })
    })
}

/// The Rust source of all frameworks.
pub(super) fn code(shelf: &Shelf<Framework>) -> Result<Vec<File>, String> {
    let heading = |framework: &Framework| {
        let definition = &framework.definition;
        format!("{}, published by {}", definition.title.en, definition.publisher)
    };
    shelf.code("frameworks", "Framework", heading, |framework| {
        let rules = &framework.rules;
        let source = &rules.framework;
        Ok(format!(
            "Framework::built_in({{\nstatic IT: Contents = Contents {{ definition: {}, rules: Rules {{ framework: FrameworkRef {{ id: {}, edition: {}, digest: Digest({:?}), rules_digest: Digest({:?}) }}, groups: {}, scales: {}, tags: {}, by_id: {}, controls: {}, coverage: {}, outcome: {}, bands: {}, tiers: {} }}}};\n&IT\n}})",
            expression(&framework.definition)?,
            expression(&source.id)?,
            expression(&source.edition)?,
            source.digest.as_bytes(),
            source.rules_digest.as_bytes(),
            expression(&rules.groups)?,
            expression(&rules.scales)?,
            expression(&rules.tags)?,
            expression(&rules.by_id)?,
            expression(&rules.controls)?,
            expression(&rules.coverage)?,
            expression(&rules.outcome)?,
            expression(&rules.bands)?,
            expression(&rules.tiers)?,
        ))
    })
}

/// The JSON of every definition, with its kind and reference.
pub(super) fn values(
    shelf: &Shelf<Framework>,
) -> Result<Vec<(&'static str, String, Value)>, String> {
    let value = |framework: &Framework| {
        let value = serde_json::to_value(&framework.definition).map_err(|e| e.to_string())?;
        Ok((shelf.folder, framework.name(), value))
    };
    shelf.entries.iter().map(value).collect()
}
