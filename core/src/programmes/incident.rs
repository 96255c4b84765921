//! What to do when something has happened: the steps of a case, and the desks to turn to.

use serde::Serialize;

use super::basis::Basis;
use super::breach_report::{Breach, BreachDue, dues};
use crate::day::Day;
use crate::error::Error;
use crate::framework::Framework;
use crate::model::{
    BreachRules, Case, Contact, Desk, DeskRole, DeskTable, Holidays, Localized, Origin, Phase,
    PlaybookStep, Playbooks, Text,
};
use crate::reference::Reference;
use crate::resolve::is_in_force;

/// A control that prepares a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
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
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
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
    /// Deadlines of reports, for a step that reports a breach of personal data. They hold if it must
    /// be reported: [`breach_report`](super::breach_report) says whether.
    pub deadlines: Vec<BreachDue>,
    /// Whether the publisher names the step for this case or we do.
    pub origin: Origin,
    /// Sources.
    pub basis: Basis,
}

/// A desk to turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
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
    /// Sources.
    pub basis: Basis,
}

/// The desks of a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Desks {
    /// The table, `id@edition`.
    pub table: Reference,
    /// First day it holds, where known.
    pub valid_from: Option<Text>,
    /// Last day it held; `None` if it is still in force.
    pub valid_until: Option<Text>,
    /// Desks for organisations in this case, the place to ask when unsure first.
    pub desks: Vec<DeskLine>,
}

/// What to do in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "IncidentPlan"))]
#[non_exhaustive]
pub struct Plan {
    /// The playbooks, `id@edition`.
    pub playbooks: Reference,
    /// What they are and are not.
    pub note: Localized,
    /// The case.
    pub case: Case,
    /// Title of the playbook; `None` if there is none for the case.
    pub title: Option<Localized>,
    /// When to open it.
    pub when: Option<Localized>,
    /// Whether the publisher treats the case or we do.
    pub origin: Option<Origin>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The desks that hold on the day; `None` if no table does.
    pub desks: Option<Desks>,
}

/// The data that [`incident`] reads.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Data<'a> {
    /// What to do, case by case.
    pub playbooks: &'a Playbooks,
    /// The framework whose controls prepare the steps: [`Playbooks::framework`].
    pub framework: &'a Framework,
    /// All tables of desks.
    pub tables: &'a [&'a DeskTable],
    /// Rules for reports of breaches of personal data: [`Playbooks::breach_rules`].
    pub breach_rules: &'a BreachRules,
    /// The holidays that the rules name.
    pub holidays: &'a Holidays,
}

impl<'a> Data<'a> {
    /// The data, each part as its field says.
    ///
    /// ```
    /// use shisei::catalog::{self, programmes};
    /// use shisei::programmes::incident::Data;
    ///
    /// let playbooks = programmes::playbooks::in_force(None)?;
    /// let rules = programmes::breach_reports::find(playbooks.breach_rules.as_str())?;
    /// let framework = catalog::framework(playbooks.framework.as_str())?;
    /// let holidays = programmes::holidays::find(rules.holidays.as_str())?;
    /// let data = Data::new(playbooks, framework, catalog::desks::all(), rules, holidays);
    /// assert_eq!(data.playbooks.framework, data.framework.reference());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn new(
        playbooks: &'a Playbooks,
        framework: &'a Framework,
        tables: &'a [&'a DeskTable],
        breach_rules: &'a BreachRules,
        holidays: &'a Holidays,
    ) -> Self {
        Self { playbooks, framework, tables, breach_rules, holidays }
    }
}

/// What to do in a case, with the desks that hold on a day and the deadlines that run from the day
/// on which it was discovered.
///
/// ```
/// use shisei::catalog::{self, programmes};
/// use shisei::model::Case;
/// use shisei::programmes::incident::{Data, incident};
///
/// let playbooks = programmes::playbooks::in_force(None)?;
/// let rules = programmes::breach_reports::find(playbooks.breach_rules.as_str())?;
/// let framework = catalog::framework(playbooks.framework.as_str())?;
/// let holidays = programmes::holidays::find(rules.holidays.as_str())?;
/// let data = Data::new(playbooks, framework, catalog::desks::all(), rules, holidays);
/// let day = "2026-11-26".parse()?;
/// assert!(!incident(data, Case::Ransomware, day, day)?.steps.is_empty());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`Code::OutOfRange`](crate::Code::OutOfRange) for a day so late that no calendar has the
/// deadlines.
#[inline]
pub fn incident(data: Data<'_>, case: Case, discovered: Day, on: Day) -> Result<Plan, Error> {
    let Data { playbooks, tables, .. } = data;
    let table = tables.iter().copied().find(|table| is_in_force(*table, on));
    let playbook = playbooks.cases.iter().find(|playbook| playbook.case == case);
    let steps = playbook.into_iter().flat_map(|playbook| playbook.steps.iter());
    let step = |of: &PlaybookStep| step(data, table, of, discovered, on);
    Ok(Plan {
        playbooks: playbooks.reference(),
        note: playbooks.note.clone(),
        case,
        title: playbook.map(|playbook| playbook.title.clone()),
        when: playbook.map(|playbook| playbook.when.clone()),
        origin: playbook.map(|playbook| playbook.origin),
        steps: steps.map(step).collect::<Result<_, Error>>()?,
        desks: table.map(|table| desks(table, case)),
    })
}

#[inline]
fn step(
    data: Data<'_>,
    table: Option<&DeskTable>,
    step: &PlaybookStep,
    discovered: Day,
    on: Day,
) -> Result<Step, Error> {
    let prepares = |id: &Text| {
        let control = data.framework.control(id)?;
        Some(Prepares { control: control.id.clone(), title: control.title.clone() })
    };
    // A step names the desks of one arrangement; on another day some of them are not there.
    let there = |id: &&Text| table.is_some_and(|table| table.desks.iter().any(|d| d.id == **id));
    let deadlines = step.breach.as_ref().map(|of| {
        let mut breach = Breach::new(of.kind, discovered).on(on);
        breach.triggers = of.triggers.as_ref().map(|triggers| triggers.to_vec());
        dues(data.breach_rules, data.holidays, &breach)
    });
    Ok(Step {
        id: step.id.clone(),
        phase: step.phase,
        action: step.action.clone(),
        avoid: step.avoid.clone(),
        prepared_by: step.controls.iter().filter_map(prepares).collect(),
        desks: step.desks.iter().filter(there).cloned().collect(),
        deadlines: deadlines.transpose()?.unwrap_or_default(),
        origin: step.origin,
        basis: Basis::of(step, &data.playbooks.sources),
    })
}

#[inline]
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

#[inline]
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
