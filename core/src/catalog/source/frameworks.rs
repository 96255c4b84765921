//! The frameworks: read with every check of the library, written out with digest and index.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::File;
use super::emit::expression;
use super::shelf::Shelf;
use crate::framework::Framework;
use crate::model::{Entry, Lang};
use crate::rules::Rules;

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
        let of = &rules.framework;
        let source = format!(
            "static IT: Contents = Contents {{ definition: {}, rules: Rules {{ framework: FrameworkRef {{ id: {}, edition: {}, digest: Digest({:?}), rules_digest: Digest({:?}) }}, groups: {}, scales: {}, tags: {}, by_id: {}, controls: {}, coverage: {}, outcome: {}, bands: {}, tiers: {} }}}};\n",
            expression(&framework.definition)?,
            expression(&of.id)?,
            expression(&of.edition)?,
            of.digest.as_bytes(),
            of.rules_digest.as_bytes(),
            expression(&rules.groups)?,
            expression(&rules.scales)?,
            expression(&rules.tags)?,
            expression(&rules.by_id)?,
            expression(&rules.controls)?,
            expression(&rules.coverage)?,
            expression(&rules.outcome)?,
            expression(&rules.bands)?,
            expression(&rules.tiers)?,
        );
        let (lists, source) = shared_choices(rules, source)?;
        Ok(format!("Framework::built_in({{\n{lists}{source}&IT\n}})"))
    })
}

/// The choices that several controls have alike as statics of their own, and the source that refers
/// to them.
fn shared_choices(rules: &Rules, mut source: String) -> Result<(String, String), String> {
    let mut statics = String::new();
    let lists = rules.controls.iter().map(|control| expression(&control.choices));
    for (at, list) in lists.collect::<Result<BTreeSet<_>, _>>()?.iter().enumerate() {
        if let Some(elements) = list.strip_prefix("Borrowed(").and_then(|it| it.strip_suffix(')'))
            && source.matches(list.as_str()).count() > 1
        {
            source = source.replace(list.as_str(), &format!("Borrowed(CHOICES_{at})"));
            let _ = writeln!(statics, "static CHOICES_{at}: &[ChoiceRules] = {elements};");
        }
    }
    Ok((statics, source))
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
