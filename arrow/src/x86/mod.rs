//! What x86-64 processors do in registers of 32 bytes, where they have them.

pub mod fill;
pub mod look_up;
#[cfg(feature = "files")]
pub mod masks;
pub mod prefetch;
pub mod transpose;
