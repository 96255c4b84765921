//! The kernel, compiled a second time for AVX2 and chosen at run time where the processor has it.

#[cfg(feature = "insight")]
use shisei::insight::{RowPlan, RowPlanner};

use crate::kernel::{self, ColumnScorer, Number, Offset, Reader, Scalar, Scores, fill_missing};
#[cfg(target_arch = "x86_64")]
use crate::kernel::{Backend, Gather};
use crate::narrow::{self, Narrowed, Numeric};
#[cfg(feature = "renewal")]
use crate::renewal::tally;
use crate::views::{self, Views};
#[cfg(target_arch = "x86_64")]
use crate::x86;

/// Scores a run of rows; says whether one is bad. Where the whole result is `large`, its sums are written past the caches.
pub fn score<T: Number>(
    scorer: &ColumnScorer,
    columns: &[&[u8]],
    rows: usize,
    scores: &mut Scores<'_, T>,
    large: bool,
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        return unsafe { wide(scorer, columns, rows, scores, large) };
    }
    let _ = large;
    scorer.score(columns, rows, scores, &Scalar)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide<T: Number>(
    scorer: &ColumnScorer,
    columns: &[&[u8]],
    rows: usize,
    scores: &mut Scores<'_, T>,
    large: bool,
) -> bool {
    let bad = scorer.score(columns, rows, scores, &Avx2 { large });
    if large {
        // What was written past the caches is there for other threads before this ends.
        std::arch::x86_64::_mm_sfence();
    }
    bad
}

/// Registers of 32 bytes. Constructed only in [`wide`].
#[cfg(target_arch = "x86_64")]
struct Avx2 {
    large: bool,
}

#[cfg(target_arch = "x86_64")]
impl Backend for Avx2 {
    #[inline(always)]
    fn gather(&self, work: Gather<'_>) {
        // SAFETY: the processor has the registers that the function is compiled for.
        unsafe { gather_wide(work) }
    }

    #[inline(always)]
    fn store<C: Number + Into<T>, T: Number>(&self, sums: &[C], out: &mut [T]) {
        if self.large {
            // SAFETY: the processor has the registers that the function is compiled for.
            unsafe { store_past_caches(sums, out) }
        } else {
            Scalar.store(sums, out);
        }
    }
}

/// Not inlined: one copy serves every width of sums.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline(never)]
fn gather_wide(work: Gather<'_>) {
    work.wide();
}

/// Memory that is only written need not be read first, which the caches would do.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn store_past_caches<C: Number + Into<T>, T: Number>(sums: &[C], out: &mut [T]) {
    use std::arch::x86_64::{__m256i, _mm256_loadu_si256, _mm256_stream_si256};
    const MOST: usize = size_of::<__m256i>();
    let each = MOST / size_of::<T>();
    // SAFETY: numbers are plain bytes, and so are registers.
    let (before, registers, after) = unsafe { out.align_to_mut::<__m256i>() };
    let (first, sums) = sums.split_at(before.len().min(sums.len()));
    let (middle, last) = sums.split_at((registers.len() * each).min(sums.len()));
    Scalar.store(first, before);
    for (register, sums) in registers.iter_mut().zip(middle.chunks_exact(each)) {
        let mut widened = [T::ZERO; MOST];
        Scalar.store(sums, &mut widened);
        // SAFETY: no number is smaller than a byte: so many fill a register, whose own place is
        // aligned.
        unsafe { _mm256_stream_si256(register, _mm256_loadu_si256(widened.as_ptr().cast())) }
    }
    Scalar.store(last, after);
}

/// Transposes rows into columns.
pub fn transpose(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) {
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        done = unsafe { x86::transpose::transpose(matrix, width, rows, out, stride) };
    }
    let matrix = matrix.get(done * width..).unwrap_or_default();
    let out = out.get_mut(done..).unwrap_or_default();
    kernel::transpose(matrix, width, rows - done, out, stride);
}

/// Writes `missing` over the bytes for which the bits from `from` on say that there is no answer.
pub fn fill(bytes: &mut [u8], bits: &[u8], from: usize, missing: u8) {
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        done = unsafe { x86::fill::fill(bytes, bits, from, missing) };
    }
    fill_missing(bytes.get_mut(done..).unwrap_or_default(), bits, from + done, missing);
}

/// Writes what each byte is in the table.
pub fn look_up(bytes: &[u8], table: &[u8; 256], out: &mut [u8]) {
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2")
        && let Some((few, rest)) = table.split_first_chunk()
        && rest.iter().all(|other| Some(other) == few.last())
    {
        // SAFETY: the processor has the registers that the function is compiled for.
        done = unsafe { x86::look_up::look_up(bytes, few, out) };
    }
    let bytes = bytes.get(done..).unwrap_or_default();
    kernel::look_up(bytes, table, out.get_mut(done..).unwrap_or_default());
}

/// Sums of what is found where the mask is set.
#[cfg(feature = "renewal")]
pub fn masked(found: &[u8], mask: &[u8]) -> (u32, u32) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        return unsafe { masked_wide(found, mask) };
    }
    tally::masked(found, mask)
}

#[cfg(all(feature = "renewal", target_arch = "x86_64"))]
#[target_feature(enable = "avx2")]
fn masked_wide(found: &[u8], mask: &[u8]) -> (u32, u32) {
    tally::masked(found, mask)
}

/// The plan of a row.
#[cfg(feature = "insight")]
pub fn plan<'r>(planner: &'r mut RowPlanner<'_>, row: &[u8]) -> Result<RowPlan<'r>, shisei::Error> {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        return unsafe { plan_wide(planner, row) };
    }
    planner.plan(row)
}

#[cfg(all(feature = "insight", target_arch = "x86_64"))]
#[target_feature(enable = "avx2")]
fn plan_wide<'r>(
    planner: &'r mut RowPlanner<'_>,
    row: &[u8],
) -> Result<RowPlan<'r>, shisei::Error> {
    planner.plan(row)
}

/// Narrows numbers to a byte each.
pub fn narrow<N: Numeric>(numbers: &[N], bytes: Narrowed, out: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        return unsafe { narrow_wide(numbers, bytes, out) };
    }
    narrow::narrow(numbers, bytes, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn narrow_wide<N: Numeric>(numbers: &[N], bytes: Narrowed, out: &mut [u8]) {
    narrow::narrow(numbers, bytes, out);
}

/// Reads a run of texts.
pub fn read<O: Offset>(reader: &mut Reader<'_>, offsets: &[O], data: &[u8], out: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("bmi2") {
        // SAFETY: the processor has the registers that the function is compiled for.
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
            x86::prefetch::prefetch(data.get(from.place()..to.place()).unwrap_or_default());
        }
        let offsets = offsets.get(at..=at + out.len()).unwrap_or_default();
        reader.read_run(offsets, data, out);
    }
}

/// Reads a run of texts from views.
pub fn views(reader: &mut Reader<'_>, texts: &Views<'_>, from: usize, out: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("bmi2") {
        // SAFETY: the processor has the registers that the function is compiled for.
        return unsafe { views_wide(reader, texts, from, out) };
    }
    views::read(reader, texts, from, out, |_| ());
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi2")]
fn views_wide(reader: &mut Reader<'_>, texts: &Views<'_>, from: usize, out: &mut [u8]) {
    views::read(reader, texts, from, out, x86::prefetch::prefetch);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_looked_up_alike_with_any_registers() {
        let bytes: Vec<u8> = (0..=255).chain(0..70).collect();
        for entries in [0_u8, 4, 15, 16, 17, 200] {
            let table = std::array::from_fn(|at| match u8::try_from(at) {
                Ok(at) if at < entries => at.wrapping_mul(7),
                _ => 99,
            });
            let (mut wide, mut plain) = (vec![1; bytes.len()], vec![2; bytes.len()]);
            look_up(&bytes, &table, &mut wide);
            kernel::look_up(&bytes, &table, &mut plain);
            assert_eq!(wide, plain, "{entries}");
        }
    }
}
