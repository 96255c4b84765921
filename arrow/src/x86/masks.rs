//! Which of 64 bytes are separators, line ends and quotes.

use std::arch::x86_64::{
    __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8,
};

use crate::files::{BLOCK, Masks};

#[target_feature(enable = "avx2")]
#[inline]
#[allow(clippy::cast_ptr_alignment, reason = "it is loaded as what need not be aligned")]
pub fn masks(block: &[u8; BLOCK], separator: u8, newline: u8) -> Masks {
    let from = block.as_ptr().cast::<__m256i>();
    // SAFETY: the block has 64 bytes, and they need not be aligned.
    let (low, high) = unsafe { (_mm256_loadu_si256(from), _mm256_loadu_si256(from.add(1))) };
    let mask = |wanted: u8| {
        let wanted = _mm256_set1_epi8(wanted.cast_signed());
        let bits = |part| _mm256_movemask_epi8(_mm256_cmpeq_epi8(part, wanted)).cast_unsigned();
        u64::from(bits(low)) | u64::from(bits(high)) << 32
    };
    let lines = mask(newline);
    Masks { ends: mask(separator) | lines, lines, quotes: mask(b'"') }
}
