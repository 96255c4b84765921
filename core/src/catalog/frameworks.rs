//! One `static` per framework edition, generated from `catalog/frameworks/`.

#[cfg(feature = "catalog")]
pub use super::generated::frameworks::*;

#[cfg(not(feature = "catalog"))]
pub(crate) const ALL: &[&crate::Framework] = &[];
