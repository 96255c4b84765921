//! The browser's view of `shisei`: types are translated here, and nothing else.
//!
//! Four modules come from this crate, by features: see README.md.

#[cfg(any(feature = "catalog", feature = "own"))]
mod api;
#[cfg(feature = "engine")]
mod engine;
#[cfg(all(target_family = "wasm", feature = "engine"))]
mod memory;
#[cfg(feature = "sheets")]
mod sheets;

/// A page has one thread; the allocator of the standard library takes three times the code.
#[cfg(all(target_family = "wasm", not(feature = "engine")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(all(target_family = "wasm", feature = "engine"))]
#[global_allocator]
static ALLOCATOR: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndClaim, memory::OneList> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndClaim);
