use serde::Serialize;

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::{Localized, PriceCap, ServiceScheme, Text};
use crate::programmes::basis::Basis;
use crate::programmes::profile::MOST;
use crate::reference::Reference;

/// The highest monthly price of a way of watching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CeilingCost {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// Class of services the ceiling is for.
    pub class: Text,
    /// Way of watching.
    pub monitoring: Text,
    /// Its title.
    pub title: Localized,
    /// Number of devices.
    pub devices: u64,
    /// Part that does not depend on the number of devices, in yen per month.
    pub fixed_yen: u64,
    /// Part for all devices, in yen per month.
    pub devices_yen: u64,
    /// Both, in yen per month.
    pub yen_per_month: u64,
    /// Sources.
    pub basis: Basis,
}

/// Where two ways of watching cost the same at their ceilings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Crossing {
    /// Way of watching that costs the same for any number of devices.
    pub flat: Text,
    /// Way of watching that costs by the device.
    pub by_device: Text,
    /// Number of devices at which both cost the same; with more, the flat one costs less.
    pub devices: u64,
    /// What both cost there, in yen per month.
    pub yen_per_month: u64,
}

/// The highest monthly price of a way of watching for a number of devices, in the class that has a
/// ceiling for it.
///
/// ```
/// use shisei::catalog::programmes::services;
/// use shisei::programmes::otasuketai::ceiling_cost;
///
/// let cost = ceiling_cost(services::in_force(None)?, "endpoint", 10)?;
/// assert_eq!(cost.devices, 10);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`]: no such way of watching, or more devices than anyone has.
#[inline]
pub fn ceiling_cost(
    scheme: &ServiceScheme,
    monitoring: &str,
    devices: u64,
) -> Result<CeilingCost, Error> {
    let mut problems = Vec::new();
    let way = scheme.monitoring.iter().find(|way| way.id == monitoring);
    if way.is_none() {
        let problem = Problem::new(Code::UnknownOption).at("monitoring").given(monitoring);
        problems.push(problem.nearest_of(scheme.monitoring.iter().map(|way| &*way.id)));
    }
    if devices > MOST {
        let problem = Problem::new(Code::OutOfRange).at("devices").given(&devices.to_string());
        problems.push(problem.detail(format!("0–{MOST}")));
    }
    let capped = caps(scheme).find(|(_, cap)| cap.monitoring == monitoring);
    let (Some(way), Some((class, cap)), true) = (way, capped, problems.is_empty()) else {
        if problems.is_empty() {
            let problem = Problem::new(Code::UnknownReference).at("monitoring");
            problems.push(problem.given(monitoring));
        }
        return Err(Error::new(ErrorKind::InvalidArgument, problems));
    };
    let devices_yen = cap.yen_per_device_month * devices;
    Ok(CeilingCost {
        scheme: scheme.reference(),
        class: class.clone(),
        monitoring: way.id.clone(),
        title: way.title.clone(),
        devices,
        fixed_yen: cap.yen_per_month,
        devices_yen,
        yen_per_month: cap.yen_per_month + devices_yen,
        basis: Basis::of(cap, &scheme.sources),
    })
}

/// Where the flat and the by-device way of watching cost the same, if whole devices meet there.
///
/// ```
/// use shisei::catalog::programmes;
/// use shisei::programmes::otasuketai::crossing;
///
/// let crossing = crossing(programmes::services::in_force(None)?).expect("they meet");
/// assert_eq!(crossing.devices, 5);
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn crossing(scheme: &ServiceScheme) -> Option<Crossing> {
    let flat = caps(scheme).map(|(_, cap)| cap).find(|cap| cap.yen_per_device_month == 0)?;
    let by_device = caps(scheme).map(|(_, cap)| cap).find(|cap| cap.yen_per_month == 0)?;
    let each = by_device.yen_per_device_month;
    (each > 0 && flat.yen_per_month.is_multiple_of(each)).then(|| Crossing {
        flat: flat.monitoring.clone(),
        by_device: by_device.monitoring.clone(),
        devices: flat.yen_per_month / each,
        yen_per_month: flat.yen_per_month,
    })
}

/// Every ceiling with its class.
#[inline]
pub(super) fn caps(scheme: &ServiceScheme) -> impl Iterator<Item = (&Text, &PriceCap)> {
    scheme.classes.iter().flat_map(|class| class.caps.iter().map(move |cap| (&class.id, cap)))
}
