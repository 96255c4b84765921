use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::{Availability, Fee, LabelScheme, Localized, Text};
use crate::programmes::basis::Basis;
use crate::programmes::day;
use crate::programmes::input::refuse;

/// A label as it was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Id of the level.
    pub level: String,
    /// Day on which it was granted.
    pub issued: Date,
    /// Last day as printed on the product page, where it is known. Without it, the longest span.
    pub expires: Option<Date>,
    /// Day from which it was revoked, where it was.
    pub revoked: Option<Date>,
    /// Last day on which the vendor promises updates, where known.
    pub support_until: Option<Date>,
}

/// How a label stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LabelStatus {
    /// Its first day is still to come.
    NotYetValid,
    /// It holds.
    Valid,
    /// It holds, and its end is near.
    Expiring,
    /// Its last day is past.
    Expired,
    /// It was revoked.
    Revoked,
}

/// The duty to give updates while a label holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Duty {
    /// What the duty is.
    pub gist: Localized,
    /// Whether it binds on the day asked about.
    pub binds: bool,
    /// Last day of the duty.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub until: Date,
    /// Last day of support as promised.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    #[serde(serialize_with = "day::write_option")]
    pub promised_until: Option<Date>,
    /// Days by which the promise falls short; none while no promise is known.
    pub short_days: Option<i64>,
    /// What this rests on.
    pub basis: Basis,
}

/// What a label of the level costs on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelFee {
    /// Id within the scheme.
    pub id: Text,
    /// What is paid for.
    pub title: Localized,
    /// The fee, in yen.
    pub yen: u64,
    /// Whether tax is in it, where known.
    pub tax_included: Option<bool>,
    /// What this rests on.
    pub basis: Basis,
}

/// The life of a label, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelLife {
    /// The scheme, `id@edition`.
    pub scheme: String,
    /// Id of the level.
    pub level: Text,
    /// Title of the level.
    pub title: Localized,
    /// Whether the level can be applied for.
    pub availability: Availability,
    /// The day asked about.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub on: Date,
    /// Day on which the label was granted.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub issued: Date,
    /// Last day on which it holds.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub expires: Date,
    /// Whether the last day was counted by us rather than read from the product page.
    pub expires_counted: bool,
    /// How the last day is counted.
    pub counting: Option<Localized>,
    /// How it stands on the day.
    pub status: LabelStatus,
    /// Days from the day to the last one; negative once past.
    pub days_left: i64,
    /// First day of the time in which to see to the renewal: our own advice.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub renew_from: Date,
    /// Last day if it is extended once by the longest span.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "day::write")]
    pub extended_until: Date,
    /// The duty to give updates.
    pub support: Option<Duty>,
    /// What a label of the level costs on the day.
    pub fees: Vec<LabelFee>,
    /// What the length rests on.
    pub validity_basis: Basis,
    /// What the renewal time rests on.
    pub renewal_basis: Basis,
}

/// How a label stands on a day.
///
/// A label holds on its first day and on its last. The last day is the one printed, or the same day
/// of the month after the longest span, or the last of that month where it has no such day.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument): an unknown level, a printed
/// last day before the first or after the longest span, a revocation before the first day.
pub fn label_life(scheme: &LabelScheme, label: &Label, on: Date) -> Result<LabelLife, Error> {
    refuse(problems(scheme, label))?;
    let level = scheme.levels.iter().find(|level| level.id == label.level);
    let level = level.ok_or_else(|| {
        // Refused above already: said all the same instead of a panic.
        let problem = Problem::new(Code::UnknownOption).at("level").given(&label.level);
        Error::one(ErrorKind::InvalidArgument, problem)
    })?;
    let longest = after(label.issued, scheme.validity.value);
    let expires = label.expires.unwrap_or(longest);
    let renew_from = before(expires, scheme.renewal.value).max(label.issued);
    let status = status(label, expires, renew_from, on);
    let rule = |id: &str| scheme.rules.iter().find(|rule| rule.id == id);
    let support = rule("support").map(|rule| Duty {
        gist: rule.gist.clone(),
        binds: matches!(status, LabelStatus::Valid | LabelStatus::Expiring),
        until: expires,
        promised_until: label.support_until,
        short_days: label.support_until.map(|until| day::between(until, expires).max(0)),
        basis: Basis::of(rule, &scheme.sources),
    });
    Ok(LabelLife {
        scheme: format!("{}@{}", scheme.id, scheme.edition),
        level: level.id.clone(),
        title: level.title.clone(),
        availability: level.availability,
        on,
        issued: label.issued,
        expires,
        expires_counted: label.expires.is_none(),
        counting: rule("last-day").map(|rule| rule.gist.clone()),
        status,
        days_left: day::between(on, expires),
        renew_from,
        extended_until: after(expires, scheme.validity.value),
        support,
        fees: fees(scheme, &level.id, on),
        validity_basis: Basis::of(&scheme.validity, &scheme.sources),
        renewal_basis: Basis::of(&scheme.renewal, &scheme.sources),
    })
}

fn status(label: &Label, expires: Date, renew_from: Date, on: Date) -> LabelStatus {
    if label.revoked.is_some_and(|revoked| revoked <= on) {
        LabelStatus::Revoked
    } else if on < label.issued {
        LabelStatus::NotYetValid
    } else if on > expires {
        LabelStatus::Expired
    } else if on >= renew_from {
        LabelStatus::Expiring
    } else {
        LabelStatus::Valid
    }
}

/// The same day of the month some months later, or the last of that month.
fn after(date: Date, months: u64) -> Date {
    date.saturating_add(i32::try_from(months).unwrap_or(0).months())
}

fn before(date: Date, days: u64) -> Date {
    date.saturating_sub(i32::try_from(days).unwrap_or(0).days())
}

fn fees(scheme: &LabelScheme, level: &str, on: Date) -> Vec<LabelFee> {
    let holds = |fee: &&Fee| {
        fee.level == level && day::holds(fee.valid_from.as_deref(), fee.valid_until.as_deref(), on)
    };
    let fees = scheme.fees.iter().filter(holds).map(|fee| LabelFee {
        id: fee.id.clone(),
        title: fee.title.clone(),
        yen: fee.yen,
        tax_included: fee.tax_included,
        basis: Basis::of(fee, &scheme.sources),
    });
    fees.collect()
}

pub(crate) fn level_problem(scheme: &LabelScheme, level: &str) -> Option<Problem> {
    let names = || scheme.levels.iter().map(|level| &*level.id);
    let problem = || Problem::new(Code::UnknownOption).at("level").given(level);
    (!names().any(|name| name == level)).then(|| problem().nearest_of(names()))
}

pub(crate) fn problems(scheme: &LabelScheme, label: &Label) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(level_problem(scheme, &label.level));
    let longest = after(label.issued, scheme.validity.value);
    let mut outside = |field: &str, date: Date, detail: String| {
        let problem = Problem::new(Code::OutOfRange).at(field).given(&date.to_string());
        problems.push(problem.detail(detail));
    };
    if let Some(expires) = label.expires
        && !(label.issued..=longest).contains(&expires)
    {
        outside("expires", expires, format!("{} – {longest}", label.issued));
    }
    if let Some(revoked) = label.revoked
        && revoked < label.issued
    {
        outside("revoked", revoked, format!("{} –", label.issued));
    }
    problems
}
