//! The kernel, compiled a second time for wider registers, and chosen when the machine has them.

use arrow_array::StringViewArray;
use shisei::portfolio::{ColumnScorer, Gather, Number, Offset, Reader, Scores, Seen, transpose};

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime does not serve every lifetime"
)]
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
    scorer.score(columns, rows, scores, |work| work.narrow())
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide<T: Number>(
    scorer: &ColumnScorer,
    columns: &[&[u8]],
    rows: usize,
    scores: &mut Scores<'_, T>,
) -> Seen {
    scorer.score(columns, rows, scores, |work| gather_wide(work))
}

/// Not inlined: one copy serves every width of sums.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn gather_wide(work: Gather<'_>) {
    work.wide();
}

/// Turns rows into columns.
pub fn turn(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) {
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the machine has the registers that the function is compiled for.
        done = unsafe { super::turn::turn(matrix, width, rows, out, stride) };
    }
    let matrix = matrix.get(done * width..).unwrap_or_default();
    let out = out.get_mut(done..).unwrap_or_default();
    transpose(matrix, width, rows - done, out, stride);
}

/// Reads a run of texts.
pub fn read<O: Offset>(reader: &mut Reader<'_>, offsets: &[O], data: &[u8], out: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("bmi2") {
        // SAFETY: the machine has the registers that the function is compiled for.
        return unsafe { read_wide(reader, offsets, data, out) };
    }
    reader.read_run(offsets, data, out);
}

/// Reads a run piece by piece: where the text of a later one lies is known, and asked for ahead.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi2")]
fn read_wide<O: Offset>(reader: &mut Reader<'_>, offsets: &[O], data: &[u8], out: &mut [u8]) {
    const PIECE: usize = 64;
    for (at, out) in (0..).step_by(PIECE).zip(out.chunks_mut(PIECE)) {
        let ahead = offsets.get(at + 2 * PIECE).zip(offsets.get(at + 3 * PIECE));
        if let Some((from, to)) = ahead {
            foresee(data.get(from.place()..to.place()).unwrap_or_default());
        }
        let offsets = offsets.get(at..=at + out.len()).unwrap_or_default();
        reader.read_run(offsets, data, out);
    }
}

/// Reads a run of texts from views.
pub fn views(reader: &mut Reader<'_>, array: &StringViewArray, from: usize, out: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("bmi2") {
        // SAFETY: the machine has the registers that the function is compiled for.
        return unsafe { views_wide(reader, array, from, out) };
    }
    super::input::views(reader, array, from, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi2")]
fn views_wide(reader: &mut Reader<'_>, array: &StringViewArray, from: usize, out: &mut [u8]) {
    super::input::views(reader, array, from, out);
}

/// Asks for memory that is wanted soon: a processor alone does not look far enough ahead.
#[cfg(target_arch = "x86_64")]
pub fn foresee(bytes: &[u8]) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    const LINE: usize = 64;
    for line in bytes.chunks(LINE) {
        // SAFETY: a hint; it reads nothing, and the pointer is one of a live slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
}
