//! The risk analysis sheet: assets with their values in, a sorted register out, as CSV too.
//!
//! The numbers rank risks; they are neither probabilities nor sums of money.

mod asset;
mod csv;
mod register;

pub use asset::Asset;
pub use csv::{assets_from_csv, register_csv};
pub use register::{
    ErratumNote, Grades, LevelCount, Line, Register, TreatmentCount, possibility, register,
};
