//! What to do when something has happened: the steps of a case, and the desks to turn to.

use serde::Serialize;

use super::basis::Basis;
use crate::day::Day;
use crate::framework::Framework;
use crate::model::{
    Case, Contact, Desk, DeskRole, DeskTable, Localized, Origin, Phase, PlaybookStep, Playbooks,
    Text,
};
use crate::reference::Reference;
use crate::resolve::is_in_force;

/// A control that prepares a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Prepares {
    /// Id of the control.
    pub control: Text,
    /// Its title.
    pub title: Localized,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "IncidentStep"))]
#[non_exhaustive]
pub struct Step {
    /// Id within the playbook.
    pub id: Text,
    /// Phase it belongs to.
    pub phase: Phase,
    /// What to do.
    pub action: Localized,
    /// What not to do.
    pub avoid: Option<Localized>,
    /// Controls that prepare it.
    pub prepared_by: Vec<Prepares>,
    /// Desks to turn to in it, of those that hold on the day.
    pub desks: Vec<Text>,
    /// Whether the publisher names the step for this case or we do.
    pub origin: Origin,
    /// What it rests on.
    pub basis: Basis,
}

/// A desk to turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DeskLine {
    /// Id within the table.
    pub id: Text,
    /// Who runs it.
    pub operator: Text,
    /// Name.
    pub title: Localized,
    /// What it takes.
    pub takes: Localized,
    /// What it does not do.
    pub limits: Option<Localized>,
    /// Whether it advises or takes reports.
    pub role: DeskRole,
    /// Whether it is the place to ask when unsure.
    pub first_choice: bool,
    /// How it is reached.
    pub contacts: Vec<Contact>,
    /// What this rests on.
    pub basis: Basis,
}

/// The desks of a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Desks {
    /// The table, `id@edition`.
    pub table: Reference,
    /// First day it holds, where known.
    pub valid_from: Option<Text>,
    /// Last day it held; none while it still holds.
    pub valid_until: Option<Text>,
    /// Desks for organisations in this case, the place to ask when unsure first.
    pub desks: Vec<DeskLine>,
}

/// What to do in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IncidentPlan {
    /// The playbooks, `id@edition`.
    pub playbooks: Reference,
    /// What they are and are not.
    pub note: Localized,
    /// The case.
    pub case: Case,
    /// Title of the playbook; none where there is none for the case.
    pub title: Option<Localized>,
    /// When to open it.
    pub when: Option<Localized>,
    /// Whether the publisher treats the case or we do.
    pub origin: Option<Origin>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The desks that hold on the day; none when no table does.
    pub desks: Option<Desks>,
}

/// What to do in a case, with the desks that hold on a day.
///
/// `framework` is the one that prepares the steps; `tables` are all tables of desks.
pub fn incident(
    playbooks: &Playbooks,
    framework: &Framework,
    tables: &[&DeskTable],
    case: Case,
    on: Day,
) -> IncidentPlan {
    let table = tables.iter().copied().find(|table| is_in_force(*table, on));
    let playbook = playbooks.cases.iter().find(|playbook| playbook.case == case);
    let steps = playbook.into_iter().flat_map(|playbook| playbook.steps.iter());
    IncidentPlan {
        playbooks: playbooks.reference(),
        note: playbooks.note.clone(),
        case,
        title: playbook.map(|playbook| playbook.title.clone()),
        when: playbook.map(|playbook| playbook.when.clone()),
        origin: playbook.map(|playbook| playbook.origin),
        steps: steps.map(|one| step(playbooks, framework, table, one)).collect(),
        desks: table.map(|table| desks(table, case)),
    }
}

fn step(
    playbooks: &Playbooks,
    framework: &Framework,
    table: Option<&DeskTable>,
    step: &PlaybookStep,
) -> Step {
    let prepares = |id: &Text| {
        let control = framework.control(id)?;
        Some(Prepares { control: control.id.clone(), title: control.title.clone() })
    };
    // A step names the desks of one arrangement; on another day some of them are not there.
    let there = |id: &&Text| table.is_some_and(|table| table.desks.iter().any(|d| d.id == **id));
    Step {
        id: step.id.clone(),
        phase: step.phase,
        action: step.action.clone(),
        avoid: step.avoid.clone(),
        prepared_by: step.controls.iter().filter_map(prepares).collect(),
        desks: step.desks.iter().filter(there).cloned().collect(),
        origin: step.origin,
        basis: Basis::of(step, &playbooks.sources),
    }
}

fn desks(table: &DeskTable, case: Case) -> Desks {
    let fits = |desk: &&Desk| desk.for_organisations && desk.cases.contains(&case);
    let mut desks: Vec<DeskLine> =
        table.desks.iter().filter(fits).map(|desk| line(table, desk)).collect();
    desks.sort_by_key(|desk| !desk.first_choice);
    Desks {
        table: table.reference(),
        valid_from: table.valid_from.clone(),
        valid_until: table.valid_until.clone(),
        desks,
    }
}

fn line(table: &DeskTable, desk: &Desk) -> DeskLine {
    DeskLine {
        id: desk.id.clone(),
        operator: desk.operator.clone(),
        title: desk.title.clone(),
        takes: desk.takes.clone(),
        limits: desk.limits.clone(),
        role: desk.role,
        first_choice: desk.first_choice,
        contacts: desk.contacts.to_vec(),
        basis: Basis::of(desk, &table.sources),
    }
}
