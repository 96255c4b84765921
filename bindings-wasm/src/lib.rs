//! The browser's view of `shisei`: types are translated here, and nothing else.
//!
//! The feature `api` gives the whole API, the feature `engine` the small module of the quiz.

#[cfg(feature = "api")]
mod api;
#[cfg(feature = "api")]
mod carried;
#[cfg(feature = "engine")]
mod engine;

/// A page has one thread; the allocator of the standard library takes three times the code.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
