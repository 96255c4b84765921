//! The catalogue's own texts: none is copied, and all use the same words for the same things.

mod copies;
mod terms;
mod texts;
