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
pub(crate) use editions::editions;
pub(crate) use everywhere::everywhere;
pub(crate) use lineage::lineage;
pub(crate) use roles::control_roles;

use crate::error::{Code, Problem};
use crate::framework::Framework;
use crate::model::{
    DeskTable, Eligibility, Entry, ResourceSet, Scheme, ServiceScheme, SizeTable, ThreatKinds,
};

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
}

/// What must hold for one kind of entry.
pub(crate) trait Checked {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>);
}

impl<'a> Known<'a> {
    /// The framework with this reference; a problem when there is none.
    fn framework(
        &self,
        at: &str,
        reference: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<&'a Framework> {
        let found = self.frameworks.iter().find(|framework| framework.reference() == reference);
        if found.is_none() {
            let names: Vec<String> =
                self.frameworks.iter().map(|framework| framework.reference().to_string()).collect();
            problems.push(dangling(at, reference, names.iter().map(|name| &**name)));
        }
        found
    }
}

/// The entry with this reference; a problem when there is none.
fn entry<'a, T: Entry>(
    entries: &'a [T],
    at: &str,
    reference: &str,
    problems: &mut Vec<Problem>,
) -> Option<&'a T> {
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
