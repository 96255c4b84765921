//! Bytes through a small table, in registers of 32 bytes.

use std::arch::x86_64::{
    _mm_loadu_si128, _mm256_broadcastsi128_si256, _mm256_loadu_si256, _mm256_min_epu8,
    _mm256_set1_epi8, _mm256_shuffle_epi8, _mm256_storeu_si256,
};

const ROWS: usize = 32;
/// Entries of a table: the last is that of all greater bytes too.
pub const ENTRIES: usize = 16;
const LAST: i8 = 15;

/// As [`crate::kernel::look_up`], as far as whole registers go; gives the number of bytes that are
/// done.
#[target_feature(enable = "avx2")]
pub fn look_up(bytes: &[u8], table: &[u8; ENTRIES], out: &mut [u8]) -> usize {
    // SAFETY: the table is as long as half a register; no alignment is asked.
    let table = unsafe { _mm_loadu_si128(table.as_ptr().cast()) };
    let table = _mm256_broadcastsi128_si256(table);
    let last = _mm256_set1_epi8(LAST);
    let mut done = 0;
    for (bytes, out) in bytes.as_chunks::<ROWS>().0.iter().zip(out.as_chunks_mut::<ROWS>().0) {
        // SAFETY: both are as long as a register; no alignment is asked.
        unsafe {
            let at = _mm256_min_epu8(_mm256_loadu_si256(bytes.as_ptr().cast()), last);
            let found = _mm256_shuffle_epi8(table, at);
            _mm256_storeu_si256(out.as_mut_ptr().cast(), found);
        }
        done += ROWS;
    }
    done
}
