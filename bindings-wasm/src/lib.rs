//! The browser's view of `shisei`: types are translated here, and nothing else.
//!
//! Four modules come from this crate, by features: see README.md.

#[cfg(any(feature = "catalog", feature = "own"))]
mod api;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "sheets")]
mod sheets;

/// A page has one thread; the allocator of the standard library takes three times the code.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
