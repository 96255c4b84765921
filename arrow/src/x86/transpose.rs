//! Rows of bytes to columns of bytes in registers of 32 bytes: 16 columns of 32 rows at a time.

use std::arch::x86_64::{
    _mm_loadu_si128, _mm256_set_m128i, _mm256_setzero_si256, _mm256_storeu_si256,
    _mm256_unpackhi_epi8, _mm256_unpacklo_epi8,
};

use super::prefetch::prefetch;

const COLUMNS: usize = 16;
const ROWS: usize = 32;
/// How far ahead memory is asked for, in bytes.
const AHEAD: usize = 4096;

/// As [`crate::kernel::transpose`], as far as whole blocks go; gives the number of rows that
/// are done.
#[target_feature(enable = "avx2")]
pub fn transpose(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) -> usize {
    let Some(last) = width.checked_sub(COLUMNS) else { return 0 };
    let mut row = 0;
    while row + ROWS <= rows {
        let ahead = row * width + AHEAD;
        prefetch(matrix.get(ahead..ahead + ROWS * width).unwrap_or_default());
        let mut column = 0;
        loop {
            // The last block starts early, so that it ends with the row.
            let first = column.min(last);
            block(matrix, width, row, first, out, stride);
            if first == last {
                break;
            }
            column += COLUMNS;
        }
        row += ROWS;
    }
    row
}

#[target_feature(enable = "avx2")]
fn block(matrix: &[u8], width: usize, row: usize, column: usize, out: &mut [u8], stride: usize) {
    let (from, to) = (row * width + column, column * stride + row);
    let (Some(given), Some(out)) = (
        matrix.get(from..from + (ROWS - 1) * width + COLUMNS),
        out.get_mut(to..to + (COLUMNS - 1) * stride + ROWS),
    ) else {
        return;
    };
    let given = given.as_ptr();
    // SAFETY: rows 0 to 31 of 16 bytes, `width` apart, lie in the slice; no alignment is asked.
    let load = |at: usize| unsafe { _mm_loadu_si128(given.add(at * width).cast()) };
    let mut lanes = [_mm256_setzero_si256(); COLUMNS];
    for (at, lanes) in lanes.iter_mut().enumerate() {
        // Row `at` and the one 16 below it, side by side.
        *lanes = _mm256_set_m128i(load(at + ROWS / 2), load(at));
    }
    // Four perfect shuffles exchange the four bits of the row with those of the column.
    for _ in 0..4 {
        let (upper, lower) = lanes.split_at(COLUMNS / 2);
        let mut next = [_mm256_setzero_si256(); COLUMNS];
        for ((pair, &a), &b) in next.as_chunks_mut::<2>().0.iter_mut().zip(upper).zip(lower) {
            *pair = [_mm256_unpacklo_epi8(a, b), _mm256_unpackhi_epi8(a, b)];
        }
        lanes = next;
    }
    let out = out.as_mut_ptr();
    for (at, &lanes) in lanes.iter().enumerate() {
        // SAFETY: columns 0 to 15 of 32 bytes, `stride` apart, lie in the slice.
        unsafe { _mm256_storeu_si256(out.add(at * stride).cast(), lanes) }
    }
}
