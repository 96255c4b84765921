//! Programmes from outside: laws that hold for every input, and what the built-in data says.
//!
//! The edges of every rule are in the shared vectors (`tests/vectors/programmes-*.json`).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]

mod breaches;
mod editions;
mod incidents;
mod json;
mod labels;
mod policies;
mod risks;
mod scenarios;
mod services;
mod stars;
mod subsidies;
mod threats;
