//! The browser's view of `shisei`: types are translated here, and nothing else.
//!
//! The feature `api` gives the whole API, the feature `engine` the small module of the quiz.

#[cfg(feature = "api")]
mod api;
#[cfg(feature = "api")]
mod carried;
#[cfg(feature = "engine")]
mod engine;
