//! Sheets of earlier editions, brought to the edition that says something about the target.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use crate::answers::AnswerSheet;
use crate::assessment::Assessment;
use crate::editions::{Fate, editions_between};
use crate::error::Error;
use crate::framework::Framework;
use crate::model::Text;
use crate::reference::Reference;

/// A sheet that was brought to a later edition first, because only that one says something here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MigratedSheet {
    /// The edition that was answered, `id@edition`.
    pub from: Reference,
    /// The edition that it was brought to, as [`Assessment::migrate`] does.
    pub to: Reference,
    /// Controls of that edition whose answers are to be confirmed: what they say is suggested only.
    pub confirm: Vec<Text>,
}

/// An assessment in the edition that says something about the target.
pub(super) struct Brought {
    pub assessment: Assessment,
    pub sheet: MigratedSheet,
}

/// The assessment in the nearest later one of `editions` that it can be migrated to; `None` if there
/// is none.
#[inline]
pub(super) fn bring(
    assessment: &Assessment,
    editions: &[Framework],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<Option<Brought>, Error> {
    let old = assessment.framework();
    let ways = editions.iter().filter_map(|new| editions_between(old, new, find).ok());
    let ways = ways.filter(|way| way.len() > 1 && way.first() == Some(old));
    let Some(way) = ways.min_by_key(Vec::len) else { return Ok(None) };
    let mut brought = assessment.clone();
    let mut confirm: BTreeSet<Text> = BTreeSet::new();
    for edition in way.iter().skip(1) {
        let step = brought.migrate(edition)?;
        let unsure = |line: &&crate::editions::MigrationLine| {
            line.fate == Fate::Confirm
                || (line.fate == Fate::Kept && line.from.iter().any(|it| confirm.contains(it)))
        };
        confirm = step.lines.iter().filter(unsure).filter_map(|line| line.to.clone()).collect();
        brought = edition.assess(&step.sheet)?;
    }
    let new = brought.framework();
    let controls = new.controls().iter().map(|control| &control.id);
    let confirm = controls.filter(|id| confirm.contains(*id)).cloned().collect();
    let sheet = MigratedSheet { from: old.reference(), to: new.reference(), confirm };
    Ok(Some(Brought { assessment: brought, sheet }))
}

/// For each control of a later edition, the controls of the first that its answer comes from.
#[inline]
pub(super) fn origins(
    old: &Framework,
    new: &Framework,
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<HashMap<Text, BTreeSet<Text>>, Error> {
    let controls = old.controls().iter();
    let mut origins: HashMap<Text, BTreeSet<Text>> =
        controls.map(|it| (it.id.clone(), BTreeSet::from([it.id.clone()]))).collect();
    let way = editions_between(old, new, find)?;
    for (before, after) in way.iter().zip(way.iter().skip(1)) {
        let empty = before.assess(&AnswerSheet::new(before.reference()))?;
        let lines = empty.migrate(after)?.lines.into_iter();
        origins = lines
            .filter_map(|line| {
                let from = line.from.iter().filter_map(|it| origins.get(it)).flatten();
                Some((line.to?, from.cloned().collect()))
            })
            .collect();
    }
    Ok(origins)
}
