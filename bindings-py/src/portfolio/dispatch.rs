//! The kernel, compiled a second time for wider registers, and chosen when the machine has them.

use shisei::portfolio::{ColumnScorer, Number, Reader, Scores, Seen, transpose};

/// Asks the processor for memory that is wanted soon.
#[inline(always)]
fn fetch(bytes: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint; it reads nothing, and the pointer is one of a live slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(bytes.as_ptr().cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = bytes;
}

pub fn score<T: Number>(
    scorer: &ColumnScorer,
    columns: &[&[u8]],
    rows: usize,
    scores: &mut Scores<'_, T>,
) -> Seen {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the machine has the registers that the function is compiled for.
        return unsafe { wide(scorer, columns, rows, scores) };
    }
    scorer.score(columns, rows, scores, fetch)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide<T: Number>(
    scorer: &ColumnScorer,
    columns: &[&[u8]],
    rows: usize,
    scores: &mut Scores<'_, T>,
) -> Seen {
    scorer.score_wide(columns, rows, scores, fetch)
}

pub fn turn(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the machine has the registers that the function is compiled for.
        return unsafe { turn_wide(matrix, width, rows, out, stride) };
    }
    transpose(matrix, width, rows, out, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn turn_wide(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) {
    transpose(matrix, width, rows, out, stride);
}

/// Reads a run of texts.
pub fn read<O: Copy + TryInto<usize>>(
    reader: &mut Reader<'_>,
    offsets: &[O],
    data: &[u8],
    out: &mut [u8],
) {
    reader.read_run(offsets, data, out);
}
