use serde::{Deserialize, Serialize};

use super::cost::ceiling_cost;
use crate::error::{Code, Error, Problem, refuse};
use crate::input::{at_most, entries};
use crate::model::{Localized, ServiceElement, ServiceScheme, Text};
use crate::programmes::basis::Basis;
use crate::programmes::profile::{MOST, MOST_YEN};
use crate::programmes::setters::setters;
use crate::reference::Reference;

/// What a provider offers, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Offer {
    /// Name of the offer.
    pub name: String,
    /// Class of services.
    pub class: Option<String>,
    /// Way of watching.
    pub monitoring: Option<String>,
    /// Number of devices it is for.
    #[serde(default, deserialize_with = "at_most::<MOST, _>")]
    pub devices: Option<u64>,
    /// Price per month, in yen.
    #[serde(default, deserialize_with = "at_most::<MOST_YEN, _>")]
    pub yen_per_month: Option<u64>,
    /// Whether each element is there, by id; what is not named is not known.
    #[serde(default, deserialize_with = "entries")]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, bool>"))]
    pub elements: Vec<(String, bool)>,
}

impl Offer {
    /// An offer of which no more is known than its name.
    ///
    /// ```
    /// use shisei::programmes::otasuketai::Offer;
    ///
    /// let offer = Offer::new("Plan A").monitoring("endpoint").devices(10).yen_per_month(9_800);
    /// assert_eq!(offer.class, None);
    /// ```
    #[must_use]
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same, known to have an element, or not to have it.
    ///
    /// ```
    /// use shisei::programmes::otasuketai::Offer;
    ///
    /// let offer = Offer::new("Plan A").element("desk", true).element("insurance", false);
    /// assert_eq!(offer.elements.len(), 2);
    /// ```
    #[must_use]
    #[inline]
    pub fn element(mut self, id: impl Into<String>, has_it: bool) -> Self {
        self.elements.push((id.into(), has_it));
        self
    }
}

setters! {
    Offer, "shisei::programmes::otasuketai::Offer::new(\"Plan A\")" {
        text class = "class-1";
        text monitoring = "endpoint";
        value devices: u64 = 10;
        value yen_per_month: u64 = 9_800;
    }
}

/// A line of the buyer's checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ElementLine {
    /// Id within the scheme.
    pub id: Text,
    /// Title.
    pub title: Localized,
    /// What must be there.
    pub gist: Localized,
    /// What to ask a provider.
    pub ask: Localized,
    /// Classes that need it.
    pub classes: Vec<Text>,
    /// Sources.
    pub basis: Basis,
}

/// How one offer fares against the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OfferResult {
    /// Name of the offer.
    pub name: String,
    /// Elements that are there.
    pub there: Vec<Text>,
    /// Elements that are not.
    pub missing: Vec<Text>,
    /// Elements still to be asked about.
    pub to_ask: Vec<Text>,
    /// Price per month, in yen.
    pub yen_per_month: Option<u64>,
    /// The highest price that the class allows, in yen per month, where there is one.
    pub ceiling_yen: Option<u64>,
    /// Whether the price is within it, where both are known.
    pub within_ceiling: Option<bool>,
}

/// The checklist, and how offers fare against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Offers {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// The checklist.
    pub checklist: Vec<ElementLine>,
    /// The offers, in the order given.
    pub offers: Vec<OfferResult>,
}

/// The checklist of what a service must bring, and how offers fare against it. An offer without a
/// class is taken to be of the first.
///
/// ```
/// use shisei::catalog::programmes::services;
/// use shisei::programmes::otasuketai::compare_offers;
///
/// let offers = compare_offers(services::in_force(None)?, &[])?;
/// assert!(offers.offers.is_empty());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every class, way of
/// watching or element that there is not.
#[inline]
pub fn compare_offers(scheme: &ServiceScheme, offers: &[Offer]) -> Result<Offers, Error> {
    refuse(problems(scheme, offers))?;
    Ok(Offers {
        scheme: scheme.reference(),
        checklist: scheme.elements.iter().map(|element| line(scheme, element)).collect(),
        offers: offers.iter().map(|offer| result(scheme, offer)).collect(),
    })
}

#[inline]
fn line(scheme: &ServiceScheme, element: &ServiceElement) -> ElementLine {
    ElementLine {
        id: element.id.clone(),
        title: element.title.clone(),
        gist: element.gist.clone(),
        ask: element.ask.clone(),
        classes: element.classes.to_vec(),
        basis: Basis::of(element, &scheme.sources),
    }
}

#[inline]
fn result(scheme: &ServiceScheme, offer: &Offer) -> OfferResult {
    let first = scheme.classes.first().map(|class| &*class.id);
    let class = offer.class.as_deref().or(first).unwrap_or_default();
    let known = |id: &str| {
        offer.elements.iter().find(|(element, _)| element == id).map(|(_, there)| *there)
    };
    let those = |wanted: Option<bool>| {
        let needed = scheme.elements.iter().filter(|e| e.classes.iter().any(|c| c == class));
        needed.filter(|e| known(&e.id) == wanted).map(|e| e.id.clone()).collect()
    };
    let ceiling = offer.monitoring.as_deref().zip(offer.devices).and_then(|(way, devices)| {
        ceiling_cost(scheme, way, devices).ok().filter(|ceiling| ceiling.class == class)
    });
    let ceiling_yen = ceiling.map(|ceiling| ceiling.yen_per_month);
    OfferResult {
        name: offer.name.clone(),
        there: those(Some(true)),
        missing: those(Some(false)),
        to_ask: those(None),
        yen_per_month: offer.yen_per_month,
        ceiling_yen,
        within_ceiling: offer.yen_per_month.zip(ceiling_yen).map(|(price, most)| price <= most),
    }
}

#[inline]
pub(crate) fn problems(scheme: &ServiceScheme, offers: &[Offer]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, offer) in offers.iter().enumerate() {
        let mut known = |field: &str, given: Option<&str>, names: Vec<&str>| {
            if let Some(given) = given.filter(|given| !names.contains(given)) {
                let at = format!("offers[{index}].{field}");
                problems
                    .push(Problem::new(Code::UnknownOption).at(at).given(given).nearest_of(names));
            }
        };
        let classes = scheme.classes.iter().map(|class| &*class.id).collect();
        known("class", offer.class.as_deref(), classes);
        let ways = scheme.monitoring.iter().map(|way| &*way.id).collect();
        known("monitoring", offer.monitoring.as_deref(), ways);
        for (id, _) in &offer.elements {
            let elements = scheme.elements.iter().map(|element| &*element.id).collect();
            known("elements", Some(id), elements);
        }
    }
    problems
}
