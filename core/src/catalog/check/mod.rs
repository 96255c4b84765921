//! What must hold for the catalogue as a whole, beyond the checks of a single framework.
//!
//! `cargo xtask catalog` runs these checks: no tables are written for a catalogue that breaks one.

mod crosswalks;
mod dates;
mod desks;
pub(crate) mod edition;
mod editions;
mod everywhere;
mod evidence;
mod forms;
mod lineage;
mod marks;
mod programmes;
pub(crate) mod released;
mod resources;
mod roles;
mod schemes;
#[cfg(test)]
mod tests;
mod threats;
mod words;

pub(crate) use desks::spans;
pub(crate) use editions::{editions, series};
pub(crate) use everywhere::everywhere;
pub(crate) use lineage::lineage;
pub(crate) use marks::tier_marks;

use crate::error::{Code, Problem};
use crate::framework::Framework;
use crate::model::{
    BreachRules, DeskTable, Eligibility, Entry, Evidence, Holidays, ResourceSet, Scheme,
    ServiceScheme, SizeTable, ThreatKinds,
};
use crate::reference::Reference;

/// What entries may refer to.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub frameworks: &'a [Framework],
    pub kinds: &'a [ThreatKinds],
    pub desks: &'a [DeskTable],
    pub sizes: &'a [SizeTable],
    pub services: &'a [ServiceScheme],
    pub eligibility: &'a [Eligibility],
    pub resources: &'a [ResourceSet],
    pub schemes: &'a [Scheme],
    pub breach_rules: &'a [BreachRules],
    pub holidays: &'a [Holidays],
    pub evidence: &'a [Evidence],
}

/// What must hold for one kind of entry.
pub(crate) trait Checked {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>);
}

impl<'a> Known<'a> {
    /// The framework with this reference; a problem if there is none.
    fn framework(
        &self,
        at: &str,
        reference: impl AsRef<str>,
        problems: &mut Vec<Problem>,
    ) -> Option<&'a Framework> {
        entry(self.frameworks, at, reference, problems)
    }

    /// Every edition that a reference means; a problem if there is none.
    fn editions(
        &self,
        at: &str,
        reference: &Reference,
        problems: &mut Vec<Problem>,
    ) -> Vec<&'a Framework> {
        let frameworks = self.frameworks.iter();
        let found: Vec<_> =
            frameworks.filter(|it| reference.means(it.id(), it.edition())).collect();
        if found.is_empty() {
            let names = self.frameworks.iter().map(Framework::id);
            problems.push(dangling(at, reference.as_str(), names));
        }
        found
    }
}

/// The entry with this reference; a problem if there is none.
fn entry<'a, T: Entry>(
    entries: &'a [T],
    at: &str,
    reference: impl AsRef<str>,
    problems: &mut Vec<Problem>,
) -> Option<&'a T> {
    let reference = reference.as_ref();
    let found = entries.iter().find(|entry| entry.name() == reference);
    if found.is_none() {
        let names: Vec<String> = entries.iter().map(Entry::name).collect();
        problems.push(dangling(at, reference, names.iter().map(|name| &**name)));
    }
    found
}

/// Every one of `given` must be one of `names`.
fn among<'a>(
    at: &str,
    given: impl IntoIterator<Item = &'a str>,
    names: &[&str],
    problems: &mut Vec<Problem>,
) {
    for given in given {
        if !names.contains(&given) {
            problems.push(dangling(at, given, names.iter().copied()));
        }
    }
}

fn dangling<'a>(at: &str, given: &str, names: impl IntoIterator<Item = &'a str>) -> Problem {
    Problem::new(Code::UnknownReference).at(at).given(given).nearest_of(names)
}

/// Ids of a framework's controls.
fn controls(framework: &Framework) -> Vec<&str> {
    framework.controls().iter().map(|control| &*control.id).collect()
}
