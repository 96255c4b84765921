use serde::Serialize;

use super::cost::{CeilingCost, Crossing, ceiling_cost, crossing};
use crate::error::Error;
use crate::model::{
    Localized, MonitoringAdvice, MonitoringType, Origin, ServiceClass, ServiceScheme, Situation,
    Text,
};
use crate::programmes::basis::Basis;
use crate::programmes::profile::Profile;
use crate::reference::Reference;

/// A line of advice, and whether it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AdviceLine {
    /// Id within the scheme.
    pub id: Text,
    /// Whether it applies; `None` if the profile does not say.
    pub applies: Option<bool>,
    /// Ways of watching that fit when it applies; empty when it does not decide between them.
    pub fits: Vec<Text>,
    /// Class of services to look at when it applies.
    pub class: Option<Text>,
    /// Why.
    pub reason: Localized,
    /// Whether the line is the publisher's or ours.
    pub origin: Origin,
    /// Sources.
    pub basis: Basis,
}

/// A way of watching, seen by an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "MonitoringWay"))]
#[non_exhaustive]
pub struct Way {
    /// Id within the scheme.
    pub monitoring: Text,
    /// Title.
    pub title: Localized,
    /// What it watches.
    pub watches: Localized,
    /// What speaks for it.
    pub strength: Localized,
    /// What to look out for.
    pub caution: Localized,
    /// Whether it fits every line that applies.
    pub fits: bool,
    /// The highest monthly price, where the number of devices is known.
    pub ceiling: Option<CeilingCost>,
    /// Sources.
    pub basis: Basis,
}

/// A class of services to look at as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AlternativeClass {
    /// Id within the scheme.
    pub class: Text,
    /// Title.
    pub title: Localized,
    /// Whom it is for.
    pub summary: Localized,
    /// Sources.
    pub basis: Basis,
}

/// Which way of watching to look at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Advised {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// What to look at first: of those that fit, the one with the lowest ceiling. Several when their
    /// ceilings are equal; while the number of devices is not known, the first of the scheme.
    pub first: Vec<Text>,
    /// Whether an answer that is not known could change it.
    pub tentative: bool,
    /// Every way of watching.
    pub ways: Vec<Way>,
    /// Every line of advice.
    pub lines: Vec<AdviceLine>,
    /// Classes of services to look at as well.
    pub classes: Vec<AlternativeClass>,
    /// Where the flat and the by-device way cost the same.
    pub crossing: Option<Crossing>,
}

/// Which way of watching to look at first, with reasons: our own advice.
///
/// ```
/// use shisei::catalog::programmes::services;
/// use shisei::programmes::{Profile, otasuketai::monitoring_advice};
///
/// let profile = Profile::new().telework(true).devices(14);
/// assert_eq!(monitoring_advice(services::in_force(None)?, &profile)?.first, ["endpoint"]);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for more devices than anyone
/// has.
#[inline]
pub fn monitoring_advice(scheme: &ServiceScheme, profile: &Profile) -> Result<Advised, Error> {
    let lines: Vec<AdviceLine> =
        scheme.advice.iter().map(|advice| line(scheme, advice, profile)).collect();
    let ways = scheme.monitoring.iter().map(|kind| way(scheme, kind, &lines, profile));
    let ways = ways.collect::<Result<Vec<Way>, Error>>()?;
    let classes = lines
        .iter()
        .filter(|line| line.applies == Some(true))
        .filter_map(|line| {
            scheme.classes.iter().find(|class| line.class.as_ref() == Some(&class.id))
        })
        .map(|class| class_too(scheme, class));
    Ok(Advised {
        scheme: scheme.reference(),
        first: first(&ways),
        tentative: lines.iter().any(|line| line.applies.is_none()),
        classes: classes.collect(),
        lines,
        ways,
        crossing: crossing(scheme),
    })
}

#[inline]
fn first(ways: &[Way]) -> Vec<Text> {
    let fitting = || ways.iter().filter(|way| way.fits);
    let price = |way: &Way| way.ceiling.as_ref().map(|ceiling| ceiling.yen_per_month);
    match fitting().filter_map(price).min() {
        Some(lowest) => fitting()
            .filter(|way| price(way) == Some(lowest))
            .map(|way| way.monitoring.clone())
            .collect(),
        None => fitting().take(1).map(|way| way.monitoring.clone()).collect(),
    }
}

#[inline]
fn line(scheme: &ServiceScheme, advice: &MonitoringAdvice, profile: &Profile) -> AdviceLine {
    AdviceLine {
        id: advice.id.clone(),
        applies: applies(scheme, advice, profile),
        fits: advice.fits.to_vec(),
        class: advice.class.clone(),
        reason: advice.reason.clone(),
        origin: advice.origin,
        basis: Basis::of(advice, &scheme.sources),
    }
}

#[inline]
fn applies(scheme: &ServiceScheme, advice: &MonitoringAdvice, profile: &Profile) -> Option<bool> {
    let outside = either(profile.telework, profile.carried_laptops);
    match advice.when {
        Situation::Outside => outside,
        Situation::Agentless => profile.agentless_devices,
        Situation::OneOffice => either(outside, profile.agentless_devices).map(|any| !any),
        Situation::ManyDevices => {
            let class =
                scheme.classes.iter().find(|class| advice.class.as_ref() == Some(&class.id));
            let parameter = class.and_then(|class| {
                class.parameters.iter().find(|p| advice.parameter.as_ref() == Some(&p.id))
            });
            let from = parameter.and_then(|parameter| u64::try_from(parameter.value).ok())?;
            profile.devices.map(|devices| devices >= from)
        }
    }
}

/// Yes when one is, no when both are not, open otherwise.
#[inline]
fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

#[inline]
fn way(
    scheme: &ServiceScheme,
    kind: &MonitoringType,
    lines: &[AdviceLine],
    profile: &Profile,
) -> Result<Way, Error> {
    let deciding = lines.iter().filter(|l| l.applies == Some(true) && !l.fits.is_empty());
    let ceiling = profile.devices.map(|devices| ceiling_cost(scheme, &kind.id, devices));
    Ok(Way {
        monitoring: kind.id.clone(),
        title: kind.title.clone(),
        watches: kind.watches.clone(),
        strength: kind.strength.clone(),
        caution: kind.caution.clone(),
        fits: deciding.clone().all(|line| line.fits.contains(&kind.id)),
        ceiling: ceiling.transpose()?,
        basis: Basis::of(kind, &scheme.sources),
    })
}

#[inline]
fn class_too(scheme: &ServiceScheme, class: &ServiceClass) -> AlternativeClass {
    AlternativeClass {
        class: class.id.clone(),
        title: class.title.clone(),
        summary: class.summary.clone(),
        basis: Basis::of(class, &scheme.sources),
    }
}
