//! A breach of personal data: whether it must be reported, to whom, what, and by which day.

use serde::{Deserialize, Serialize};

use super::basis::Basis;
use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::{
    BreachCircumstance, BreachDeadline, BreachKind, BreachLine, BreachRole, BreachRules,
    BreachStage, BreachTrigger, Holidays, Localized, Origin, ReportableCase, Text,
};
use crate::programmes::setters::setters;
use crate::reference::Reference;

/// A breach, as far as it is known.
///
/// ```
/// use shisei::Day;
/// use shisei::model::{BreachKind, BreachTrigger};
/// use shisei::programmes::breach_report::Breach;
///
/// let breach = Breach::new(BreachKind::Leak, Day::new(2026, 11, 26)?)
///     .persons(12)
///     .triggers(vec![BreachTrigger::Wrongful]);
/// assert_eq!(breach.persons, Some(12));
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Breach {
    /// What happened to the data; suspicion is enough.
    pub kind: BreachKind,
    /// The day on which any department learned of it.
    pub discovered: Day,
    /// How many people are concerned; the highest possible number while it is not certain.
    pub persons: Option<u64>,
    /// What else makes it reportable; an empty list if nothing does, left out while not known.
    pub triggers: Option<Vec<BreachTrigger>>,
    /// What may free from a report.
    #[serde(default)]
    pub circumstances: Vec<BreachCircumstance>,
    /// Whose data it is; your own unless given.
    #[serde(default)]
    pub role: BreachRole,
    /// Whether the power is delegated to a minister in the trade; not known unless given.
    pub delegated: Option<bool>,
    /// The day asked about, for the days left.
    pub on: Option<Day>,
}

impl Breach {
    /// A breach of which no more is known than what happened and when it was discovered.
    ///
    /// ```
    /// use shisei::Day;
    /// use shisei::model::BreachKind;
    /// use shisei::programmes::breach_report::Breach;
    ///
    /// let breach = Breach::new(BreachKind::Leak, Day::new(2026, 11, 26)?);
    /// assert_eq!((breach.persons, breach.triggers), (None, None));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn new(kind: BreachKind, discovered: Day) -> Self {
        Self {
            kind,
            discovered,
            persons: None,
            triggers: None,
            circumstances: Vec::new(),
            role: BreachRole::default(),
            delegated: None,
            on: None,
        }
    }

    /// The same in a circumstance that may free from a report.
    ///
    /// ```
    /// use shisei::Day;
    /// use shisei::model::{BreachCircumstance, BreachKind};
    /// use shisei::programmes::breach_report::Breach;
    ///
    /// let breach = Breach::new(BreachKind::Leak, Day::new(2026, 11, 26)?)
    ///     .circumstance(BreachCircumstance::Encrypted);
    /// assert_eq!(breach.circumstances.len(), 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn circumstance(mut self, circumstance: BreachCircumstance) -> Self {
        self.circumstances.push(circumstance);
        self
    }

    /// The same in a role.
    ///
    /// ```
    /// use shisei::Day;
    /// use shisei::model::{BreachKind, BreachRole};
    /// use shisei::programmes::breach_report::Breach;
    ///
    /// let breach =
    ///     Breach::new(BreachKind::Leak, Day::new(2026, 11, 26)?).role(BreachRole::Contractor);
    /// assert_ne!(breach.role, BreachRole::default());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn role(mut self, role: BreachRole) -> Self {
        self.role = role;
        self
    }
}

setters! {
    Breach, "shisei::programmes::breach_report::Breach::new(shisei::model::BreachKind::Leak, shisei::Day::new(2026, 11, 26)?)" {
        value persons: u64 = 1_200;
        value triggers: Vec<BreachTrigger> = vec![shisei::model::BreachTrigger::Financial];
        value delegated: bool = false;
        value on: Day = shisei::Day::new(2026, 11, 20)?;
    }
}

/// A case that must be reported, and whether it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BreachCase {
    /// Id within the rules.
    pub id: Text,
    /// The number that is printed.
    pub number: Text,
    /// Title.
    pub title: Localized,
    /// What it covers.
    pub gist: Localized,
    /// Whether it applies; `None` if that depends on what is not known.
    pub applies: Option<bool>,
    /// Days for the final report.
    pub final_days: u32,
    /// What it is based on.
    pub basis: Basis,
}

/// A statement of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BreachStatement {
    /// Id within the rules.
    pub id: Text,
    /// The number that is printed, where there is one.
    pub number: Option<Text>,
    /// What it is about.
    pub title: Option<Localized>,
    /// What it says.
    pub gist: Localized,
    /// For an item of a report: whether the people concerned are told it too.
    pub told_to_persons: Option<bool>,
    /// Whether the guideline says so or we read it so.
    pub origin: Origin,
    /// What it is based on.
    pub basis: Basis,
}

/// By when something must be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BreachDue {
    /// Id within the rules.
    pub id: Text,
    /// Which report it is.
    pub stage: BreachStage,
    /// Title.
    pub title: Localized,
    /// The deadline in words.
    pub rule: Localized,
    /// First day of a span; `None` if the guideline gives one day.
    pub from: Option<Day>,
    /// Last day, moved to an open day where the rules move it.
    pub by: Day,
    /// The last day before it was moved.
    pub counted: Day,
    /// Days from the day asked about to the last day, negative once past; `None` without a day.
    pub days_left: Option<i64>,
    /// How the days are counted.
    pub counting: Localized,
    /// Whether the guideline prints how they are counted or we read it so.
    pub counting_origin: Origin,
    /// What the report holds.
    pub content: Localized,
    /// The holidays that were looked at; `None` if the days do not move, or go beyond the table.
    pub holidays: Option<Basis>,
    /// What to check, where the days go beyond the table of holidays.
    pub check: Option<Localized>,
    /// What it is based on.
    pub basis: Basis,
}

/// What a breach of personal data entails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BreachReport {
    /// The rules, `id@edition`.
    pub rules: Reference,
    /// What this is and is not.
    pub note: Localized,
    /// The table of holidays, `id@edition`.
    pub holidays: Reference,
    /// What happened, and what that means.
    pub kind: BreachStatement,
    /// The day on which any department learned of it.
    pub discovered: Day,
    /// Whether it must be reported; `None` if that depends on what is not known.
    pub reportable: Option<bool>,
    /// The cases that must be reported.
    pub cases: Vec<BreachCase>,
    /// What frees from a report, and a report that may be made all the same.
    pub exceptions: Vec<BreachStatement>,
    /// Who is told: the commission, or the minister to whom its power is delegated; both while that
    /// is not known. Empty if nothing must be reported, as are the lists that follow.
    pub recipients: Vec<BreachStatement>,
    /// By which day, in the order of the reports.
    pub due: Vec<BreachDue>,
    /// What a report holds.
    pub items: Vec<BreachStatement>,
    /// Telling the people concerned.
    pub notice: Vec<BreachStatement>,
    /// Clients and contractors; empty for your own data.
    pub contractors: Vec<BreachStatement>,
    /// When the days begin, and which count.
    pub counting: Vec<BreachStatement>,
    /// Signs that data may have leaked; empty once the report is known to be due or not.
    pub signs: Vec<BreachStatement>,
    /// What to do first.
    pub first_moves: Vec<BreachStatement>,
}

/// What a breach of personal data entails: whether it must be reported, to whom, what, and by which
/// day.
///
/// The day of learning is day 1 of a final report; a last day on which offices are closed moves to the
/// next open one. The guideline prints no rule for the 3 to 5 days of the preliminary report: they are
/// counted on the safe side, and say so.
///
/// ```
/// use shisei::Day;
/// use shisei::catalog::programmes::{breach_reports, holidays};
/// use shisei::model::{BreachKind, BreachTrigger};
/// use shisei::programmes::breach_report::{Breach, breach_report};
///
/// let rules = breach_reports::in_force(None)?;
/// let breach = Breach::new(BreachKind::Leak, Day::new(2026, 11, 26)?)
///     .triggers(vec![BreachTrigger::Wrongful]);
/// let report = breach_report(rules, holidays::find(rules.holidays.as_str())?, &breach)?;
/// assert_eq!(report.reportable, Some(true));
/// let last = report.due.last().expect("a final report");
/// // Day 60 is a Sunday.
/// assert_eq!((last.counted, last.by), (Day::new(2027, 1, 24)?, Day::new(2027, 1, 25)?));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`Code::OutOfRange`] for a day so late that no calendar has the deadline.
#[inline]
pub fn breach_report(
    rules: &BreachRules,
    holidays: &Holidays,
    breach: &Breach,
) -> Result<BreachReport, Error> {
    let all = |lines: &[BreachLine]| lines.iter().map(|line| statement(rules, line)).collect();
    let when = |holds: bool, lines: &[BreachLine]| if holds { all(lines) } else { Vec::new() };
    let freed = freed(rules, breach);
    let reportable = reportable(rules, breach, !freed.is_empty());
    let due = reportable != Some(false);
    let mut exceptions = freed;
    exceptions.extend((!due).then(|| statement(rules, &rules.voluntary)));
    Ok(BreachReport {
        rules: rules.reference(),
        note: rules.note.clone(),
        holidays: holidays.reference(),
        kind: kind(rules, breach.kind)?,
        discovered: breach.discovered,
        reportable,
        cases: rules.cases.iter().map(|case| case_of(rules, case, breach)).collect(),
        exceptions,
        recipients: if due { recipients(rules, breach.delegated) } else { Vec::new() },
        due: if due { dues(rules, holidays, breach)? } else { Vec::new() },
        items: when(due, &rules.items),
        notice: when(due, &rules.notice),
        contractors: when(due && breach.role != BreachRole::Own, &rules.contractors),
        counting: when(due, &rules.counting),
        signs: when(reportable.is_none(), &rules.signs),
        first_moves: all(&rules.first_moves),
    })
}

#[inline]
fn statement(rules: &BreachRules, line: &BreachLine) -> BreachStatement {
    BreachStatement {
        id: line.id.clone(),
        number: line.number.clone(),
        title: line.title.clone(),
        gist: line.gist.clone(),
        told_to_persons: line.told_to_persons,
        origin: line.origin,
        basis: Basis::of(line, &rules.sources),
    }
}

/// What a kind of breach means. The catalogue is checked to have every kind.
#[inline]
fn kind(rules: &BreachRules, kind: BreachKind) -> Result<BreachStatement, Error> {
    let state = rules.states.iter().find(|state| state.kind == kind).ok_or_else(|| {
        let problem = Problem::new(Code::UnknownOption).at("kind").given(kind.as_str());
        Error::one(ErrorKind::InvalidArgument, problem)
    })?;
    Ok(BreachStatement {
        id: kind.as_str().into(),
        number: None,
        title: Some(state.title.clone()),
        gist: state.gist.clone(),
        told_to_persons: None,
        origin: Origin::Official,
        basis: Basis::of(state, &rules.sources),
    })
}

/// What frees from a report in the circumstances.
#[inline]
fn freed(rules: &BreachRules, breach: &Breach) -> Vec<BreachStatement> {
    let holds = |circumstance| breach.circumstances.contains(&circumstance);
    let states = rules.states.iter();
    let states = states.filter(|state| state.kind == breach.kind && holds(state.unless));
    let not_counted = states.map(|state| BreachStatement {
        id: state.unless.as_str().into(),
        number: None,
        title: Some(state.title.clone()),
        gist: state.except.clone(),
        told_to_persons: None,
        origin: Origin::Official,
        basis: Basis::of(state, &rules.sources),
    });
    let lines = rules.exceptions.iter().filter(|line| line.frees.is_some_and(holds));
    not_counted.chain(lines.map(|line| statement(rules, line))).collect()
}

/// Whether a case applies; `None` if that is not known.
#[inline]
fn applies(case: &ReportableCase, breach: &Breach) -> Option<bool> {
    let enough = breach.persons.map(|persons| persons > case.persons_more_than);
    let Some(trigger) = case.trigger else { return enough };
    let named = breach.triggers.as_ref()?.contains(&trigger);
    Some(named && enough.unwrap_or(true))
}

#[inline]
fn reportable(rules: &BreachRules, breach: &Breach, is_freed: bool) -> Option<bool> {
    let mut cases = rules.cases.iter().map(|case| applies(case, breach));
    match (is_freed, cases.clone().any(|it| it == Some(true)), cases.all(|it| it.is_some())) {
        (true, ..) => Some(false),
        (_, true, _) => Some(true),
        (_, false, known) => known.then_some(false),
    }
}

#[inline]
fn case_of(rules: &BreachRules, case: &ReportableCase, breach: &Breach) -> BreachCase {
    BreachCase {
        id: case.id.clone(),
        number: case.number.clone(),
        title: case.title.clone(),
        gist: case.gist.clone(),
        applies: applies(case, breach),
        final_days: case.final_days,
        basis: Basis::of(case, &rules.sources),
    }
}

#[inline]
fn recipients(rules: &BreachRules, delegated: Option<bool>) -> Vec<BreachStatement> {
    let commission = (delegated != Some(true)).then_some(&rules.recipient);
    let minister = (delegated != Some(false)).then_some(&rules.delegated);
    commission.into_iter().chain(minister).map(|line| statement(rules, line)).collect()
}

/// The deadlines of the reports that are due or may be.
#[inline]
pub(super) fn dues(
    rules: &BreachRules,
    holidays: &Holidays,
    breach: &Breach,
) -> Result<Vec<BreachDue>, Error> {
    let days = |state: Option<bool>| {
        let cases = rules.cases.iter().filter(move |case| applies(case, breach) == state);
        cases.map(|case| case.final_days)
    };
    // The longest time of those that apply holds; while nothing is certain, each may.
    let longest = days(Some(true)).max();
    let is_due = |deadline: &&BreachDeadline| match deadline.stage {
        BreachStage::Preliminary => true,
        BreachStage::TellClient => breach.role == BreachRole::Contractor,
        BreachStage::Final => longest
            .map_or_else(|| days(None).any(|it| it == deadline.days), |it| it == deadline.days),
    };
    rules.deadlines.iter().filter(is_due).map(|it| due(rules, holidays, it, breach)).collect()
}

#[inline]
fn due(
    rules: &BreachRules,
    holidays: &Holidays,
    deadline: &BreachDeadline,
    breach: &Breach,
) -> Result<BreachDue, Error> {
    let day = |days: u32| {
        breach.discovered.checked_add_days(i64::from(days) - 1).ok_or_else(|| beyond(breach))
    };
    let (from, counted) = (day(deadline.days_from)?, day(deadline.days)?);
    let (mut by, mut years) = (counted, vec![counted.year()]);
    if deadline.rolls_over {
        while is_closed(rules, holidays, by) {
            by = by.checked_add_days(1).ok_or_else(|| beyond(breach))?;
            years.push(by.year());
        }
    }
    years.dedup();
    let tables: Option<Vec<_>> =
        years.iter().map(|year| holidays.years.iter().find(|it| it.year == *year)).collect();
    let weakest = tables.and_then(|tables| tables.into_iter().min_by_key(|it| it.verification));
    Ok(BreachDue {
        id: deadline.id.clone(),
        stage: deadline.stage,
        title: deadline.title.clone(),
        rule: deadline.rule.clone(),
        from: (from < counted).then_some(from),
        by,
        counted,
        days_left: breach.on.map(|on| on.days_until(by)),
        counting: deadline.counting.clone(),
        counting_origin: deadline.counting_origin,
        content: deadline.content.clone(),
        holidays: weakest
            .filter(|_| deadline.rolls_over)
            .map(|year| Basis::of(year, &holidays.sources)),
        check: (deadline.rolls_over && weakest.is_none()).then(|| holidays.beyond.clone()),
        basis: Basis::of(deadline, &rules.sources),
    })
}

#[inline]
fn beyond(breach: &Breach) -> Error {
    let problem = Problem::new(Code::OutOfRange).at("discovered");
    Error::one(ErrorKind::InvalidArgument, problem.given(&breach.discovered.to_string()))
}

/// Whether offices are closed, as far as the table of holidays goes.
#[inline]
fn is_closed(rules: &BreachRules, holidays: &Holidays, day: Day) -> bool {
    let (text, year_end) = (day.to_string(), &rules.year_end);
    let of_year = text.get(5..).unwrap_or_default();
    let mut days = holidays.years.iter().flat_map(|year| year.days.iter());
    day.is_weekend()
        || of_year >= &*year_end.from
        || of_year <= &*year_end.until
        || days.any(|holiday| *holiday == text)
}
