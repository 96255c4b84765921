use serde::Serialize;

use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem, refuse};
use crate::model::{Availability, Fee, LabelScheme, Localized, RuleRole, Text};
use crate::programmes::basis::Basis;
use crate::programmes::setters::setters;
use crate::reference::Reference;

/// A label as it was granted.
///
/// ```
/// use shisei::Day;
/// use shisei::programmes::jc_star::Label;
///
/// let label = Label::new("star-1", Day::new(2025, 5, 21)?).expires(Day::new(2027, 3, 31)?);
/// assert_eq!(label.revoked, None);
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// Id of the level.
    pub level: String,
    /// Day on which it was granted.
    pub issued: Day,
    /// Last day as printed on the product page, where it is known. Without it, the longest span.
    pub expires: Option<Day>,
    /// Day from which it was revoked, where it was.
    pub revoked: Option<Day>,
    /// Last day on which the vendor promises updates, where known.
    pub support_until: Option<Day>,
}

impl Label {
    /// A label of a level, granted on a day.
    ///
    /// ```
    /// use shisei::Day;
    /// use shisei::programmes::jc_star::Label;
    ///
    /// let label = Label::new("star-1", Day::new(2025, 5, 21)?);
    /// assert_eq!((label.expires, label.revoked), (None, None));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn new(level: impl Into<String>, issued: Day) -> Self {
        Self { level: level.into(), issued, expires: None, revoked: None, support_until: None }
    }
}

setters! {
    Label, "shisei::programmes::jc_star::Label::new(\"star-1\", shisei::Day::new(2026, 4, 1)?)" {
        value expires: Day = shisei::Day::new(2028, 3, 31)?;
        value revoked: Day = shisei::Day::new(2027, 1, 15)?;
        value support_until: Day = shisei::Day::new(2028, 3, 31)?;
    }
}

/// The state of a label on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Duty {
    /// What the duty is.
    pub gist: Localized,
    /// Whether it binds on the day asked about.
    pub binds: bool,
    /// Last day of the duty.
    pub until: Day,
    /// Last day of support as promised.
    pub promised_until: Option<Day>,
    /// Days by which the promise falls short; `None` if no promise is known.
    pub short_days: Option<i64>,
    /// Sources.
    pub basis: Basis,
}

/// What a label of the level costs on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelFee {
    /// Id within the scheme.
    pub id: Text,
    /// What is paid for.
    pub title: Localized,
    /// The fee, in yen.
    pub yen: u64,
    /// Whether tax is in it, where known.
    pub tax_included: Option<bool>,
    /// Sources.
    pub basis: Basis,
}

/// The life of a label, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelLife {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// Id of the level.
    pub level: Text,
    /// Title of the level.
    pub title: Localized,
    /// Whether the level can be applied for.
    pub availability: Availability,
    /// The day asked about.
    pub on: Day,
    /// Day on which the label was granted.
    pub issued: Day,
    /// Last day on which it holds.
    pub expires: Day,
    /// Whether the last day was counted by us rather than read from the product page.
    pub expires_counted: bool,
    /// How the last day is counted.
    pub counting: Option<Localized>,
    /// Its state on the day.
    pub status: LabelStatus,
    /// Days from the day to the last one; negative once past.
    pub days_left: i64,
    /// First day of the time in which to see to the renewal: our own advice.
    pub renew_from: Day,
    /// Last day if it is extended once by the longest span.
    pub extended_until: Day,
    /// The duty to give updates.
    pub support: Option<Duty>,
    /// What a label of the level costs on the day.
    pub fees: Vec<LabelFee>,
    /// Sources of the length.
    pub validity_basis: Basis,
    /// Sources of the renewal time.
    pub renewal_basis: Basis,
}

/// The state of a label on a day.
///
/// A label holds on its first day and on its last. The last day is the one printed, or the same day
/// of the month after the longest span, or the last of that month where it has no such day.
///
/// ```
/// use shisei::catalog::programmes::labels;
/// use shisei::programmes::jc_star::{Label, LabelStatus, label_life};
///
/// let label = Label::new("star-1", "2025-05-21".parse()?);
/// let life = label_life(labels::in_force(None)?, &label, "2026-01-01".parse()?)?;
/// assert_eq!(life.status, LabelStatus::Valid);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument): an unknown level, a printed
/// last day before the first or after the longest span, a revocation before the first day.
#[inline]
pub fn label_life(scheme: &LabelScheme, label: &Label, on: Day) -> Result<LabelLife, Error> {
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
    let support = scheme.rule(RuleRole::Support).map(|rule| Duty {
        gist: rule.gist.clone(),
        binds: matches!(status, LabelStatus::Valid | LabelStatus::Expiring),
        until: expires,
        promised_until: label.support_until,
        short_days: label.support_until.map(|until| until.days_until(expires).max(0)),
        basis: Basis::of(rule, &scheme.sources),
    });
    Ok(LabelLife {
        scheme: scheme.reference(),
        level: level.id.clone(),
        title: level.title.clone(),
        availability: level.availability,
        on,
        issued: label.issued,
        expires,
        expires_counted: label.expires.is_none(),
        counting: scheme.rule(RuleRole::LastDay).map(|rule| rule.gist.clone()),
        status,
        days_left: on.days_until(expires),
        renew_from,
        extended_until: after(expires, scheme.validity.value),
        support,
        fees: fees(scheme, &level.id, on),
        validity_basis: Basis::of(&scheme.validity, &scheme.sources),
        renewal_basis: Basis::of(&scheme.renewal, &scheme.sources),
    })
}

#[inline]
fn status(label: &Label, expires: Day, renew_from: Day, on: Day) -> LabelStatus {
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
#[inline]
fn after(date: Day, months: u64) -> Day {
    u32::try_from(months).ok().and_then(|it| date.checked_add_months(it)).unwrap_or(Day::MAX)
}

#[inline]
fn before(date: Day, days: u64) -> Day {
    i64::try_from(days).ok().and_then(|it| date.checked_add_days(-it)).unwrap_or(Day::MIN)
}

#[inline]
fn fees(scheme: &LabelScheme, level: &str, on: Day) -> Vec<LabelFee> {
    let holds = |fee: &&Fee| {
        fee.level == level && on.is_within(fee.valid_from.as_deref(), fee.valid_until.as_deref())
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

#[inline]
fn level_problem(scheme: &LabelScheme, level: &str) -> Option<Problem> {
    let names = || scheme.levels.iter().map(|level| &*level.id);
    let problem = || Problem::new(Code::UnknownOption).at("level").given(level);
    (!names().any(|name| name == level)).then(|| problem().nearest_of(names()))
}

#[inline]
fn problems(scheme: &LabelScheme, label: &Label) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(level_problem(scheme, &label.level));
    let longest = after(label.issued, scheme.validity.value);
    let mut outside = |field: &str, date: Day, detail: String| {
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
