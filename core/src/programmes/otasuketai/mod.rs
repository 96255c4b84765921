//! お助け隊 services: which way of watching fits, what it costs at most, and how offers compare.

mod advice;
mod cost;
mod offers;

pub use advice::{AdviceLine, Advised, AlternativeClass, Way, monitoring_advice};
pub use cost::{CeilingCost, Crossing, ceiling_cost, crossing};
pub use offers::{ElementLine, Offer, OfferResult, Offers, compare_offers};
