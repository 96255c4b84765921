//! Memory that is wanted soon.

use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

/// Bytes that come into near memory together.
const LINE: usize = 64;

/// Asks for memory that is wanted soon: a processor alone does not look far enough ahead.
pub fn foresee(bytes: &[u8]) {
    for line in bytes.chunks(LINE) {
        // SAFETY: a hint; it reads nothing, and the pointer is one of a live slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
}
