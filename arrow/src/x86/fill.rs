//! A byte of its own where no answer was given, in registers of 32 bytes.

use std::arch::x86_64::{
    _mm256_and_si256, _mm256_blendv_epi8, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_set1_epi8,
    _mm256_set1_epi32, _mm256_set1_epi64x, _mm256_setr_epi64x, _mm256_shuffle_epi8,
    _mm256_storeu_si256,
};

const ROWS: usize = 32;

/// As [`crate::kernel::fill_missing`], as far as whole registers go; gives the number of rows
/// that are done.
#[target_feature(enable = "avx2")]
pub fn fill(bytes: &mut [u8], bits: &[u8], from: usize, missing: u8) -> usize {
    let missing = _mm256_set1_epi8(missing.cast_signed());
    // Each byte of the bits goes to eight rows, each of which looks at one bit of it.
    let spread =
        _mm256_setr_epi64x(0, 0x0101_0101_0101_0101, 0x0202_0202_0202_0202, 0x0303_0303_0303_0303);
    let one_each = _mm256_set1_epi64x(0x8040_2010_0804_0201_u64.cast_signed());
    let shift = from % 8;
    let mut done = 0;
    for bytes in bytes.as_chunks_mut::<ROWS>().0 {
        let bits = bits.get((from + done) / 8..).unwrap_or_default();
        // A register that starts within a byte ends within another.
        let Some((here, [next, ..])) = bits.split_first_chunk() else { break };
        let bits = u64::from(u32::from_le_bytes(*here)) | u64::from(*next) << 32;
        let bits = (bits >> shift & 0xFFFF_FFFF) as u32;
        let bits = _mm256_set1_epi32(bits.cast_signed());
        let bits = _mm256_shuffle_epi8(bits, spread);
        let valid = _mm256_cmpeq_epi8(_mm256_and_si256(bits, one_each), one_each);
        // SAFETY: they are as long as a register; no alignment is asked.
        unsafe {
            let given = _mm256_loadu_si256(bytes.as_ptr().cast());
            let filled = _mm256_blendv_epi8(missing, given, valid);
            _mm256_storeu_si256(bytes.as_mut_ptr().cast(), filled);
        }
        done += ROWS;
    }
    done
}
