//! Rows of bytes to columns of bytes.

/// Columns moved at a time: four words of eight.
const LANES: usize = 4;
const COLUMNS: usize = LANES * 8;

/// Turns `rows` rows of `width` bytes into columns, each `stride` apart in `out`.
///
/// Shorter slices than that are read and written as far as they go.
#[inline(always)]
pub fn transpose(matrix: &[u8], width: usize, rows: usize, out: &mut [u8], stride: usize) {
    let mut row = 0;
    while row + 8 <= rows && block(matrix, width, row, out, stride) {
        row += 8;
    }
    for row in row..rows {
        let bytes = matrix.get(row * width..(row + 1) * width).unwrap_or(&[]);
        for (column, &byte) in bytes.iter().enumerate() {
            if let Some(slot) = out.get_mut(column * stride + row) {
                *slot = byte;
            }
        }
    }
}

/// Eight rows, 32 columns at a time: the 8 by 8 bit-swapping transposition, in several words side
/// by side. It reads over the end of a row, and says so when that is the end of the matrix.
#[inline(always)]
fn block(matrix: &[u8], width: usize, row: usize, out: &mut [u8], stride: usize) -> bool {
    let mut column = 0;
    while column < width {
        let start = row * width + column;
        let Some(bytes) = matrix.get(start..start + 7 * width + COLUMNS) else { return false };
        let mut words = [[0_u64; LANES]; 8];
        for (at, word) in words.iter_mut().enumerate() {
            let bytes = bytes.get(at * width..).and_then(<[u8]>::first_chunk::<COLUMNS>);
            if let Some(bytes) = bytes {
                for (word, bytes) in word.iter_mut().zip(bytes.as_chunks::<8>().0) {
                    *word = u64::from_le_bytes(*bytes);
                }
            }
        }
        transpose_block(&mut words);
        for lane in 0..LANES {
            for (at, word) in words.iter().enumerate() {
                let to = column + lane * 8 + at;
                let slot = out.get_mut(to * stride + row..).and_then(<[u8]>::first_chunk_mut::<8>);
                if let (true, Some(slot), Some(word)) = (to < width, slot, word.get(lane)) {
                    *slot = word.to_le_bytes();
                }
            }
        }
        column += COLUMNS;
    }
    true
}

#[inline(always)]
fn transpose_block(words: &mut [[u64; LANES]; 8]) {
    let [a, b, c, d, e, f, g, h] = words;
    let (s, m) = (32, 0x0000_0000_FFFF_FFFF);
    swap(a, e, s, m);
    swap(b, f, s, m);
    swap(c, g, s, m);
    swap(d, h, s, m);
    let (s, m) = (16, 0x0000_FFFF_0000_FFFF);
    swap(a, c, s, m);
    swap(b, d, s, m);
    swap(e, g, s, m);
    swap(f, h, s, m);
    let (s, m) = (8, 0x00FF_00FF_00FF_00FF);
    swap(a, b, s, m);
    swap(c, d, s, m);
    swap(e, f, s, m);
    swap(g, h, s, m);
}

/// Swaps the high part of each word of `low` with the low part of `high`.
#[inline(always)]
fn swap(low: &mut [u64; LANES], high: &mut [u64; LANES], shift: u32, mask: u64) {
    for (low, high) in low.iter_mut().zip(high) {
        let change = ((*low >> shift) ^ *high) & mask;
        *high ^= change;
        *low ^= change << shift;
    }
}

/// Writes `missing` over the bytes for which the validity bitmap says that there is no answer.
///
/// `from` is the position of the first bit.
#[inline(always)]
pub fn fill_missing(bytes: &mut [u8], bits: &[u8], from: usize, missing: u8) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const SPREAD: u64 = 0x8040_2010_0804_0201;
    let missing_word = u64::from(missing) * ONES;
    let shift = from % 8;
    let byte_of = |at: usize| bits.get(from / 8 + at).copied().unwrap_or(0);
    let (words, rest) = bytes.as_chunks_mut::<8>();
    let done = words.len() * 8;
    for (at, bytes) in words.iter_mut().enumerate() {
        let pair = u16::from_le_bytes([byte_of(at), if shift == 0 { 0 } else { byte_of(at + 1) }]);
        let [valid, _] = (pair >> shift).to_le_bytes();
        // Each bit of the byte, spread to a byte of its own: 0x00 or 0xFF.
        let bits = (u64::from(valid) * ONES) & SPREAD;
        let mask = (((bits + 0x7F7F_7F7F_7F7F_7F7F) >> 7) & ONES) * 0xFF;
        let word = u64::from_le_bytes(*bytes);
        *bytes = ((word & mask) | (missing_word & !mask)).to_le_bytes();
    }
    for (at, byte) in rest.iter_mut().enumerate() {
        let bit = from + done + at;
        let valid = bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1);
        *byte = if valid { *byte } else { missing };
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "tests")]
    use super::*;

    #[test]
    fn every_width_and_height_turns_over() {
        for width in (1..40).step_by(if cfg!(miri) { 13 } else { 1 }) {
            for rows in [0, 1, 31, 32, 33, 70, 96] {
                let matrix: Vec<u8> = (0..width * rows).map(|i| (i * 7 % 251) as u8).collect();
                let mut out = vec![0; width * 100];
                transpose(&matrix, width, rows, &mut out, 100);
                for row in 0..rows {
                    for column in 0..width {
                        assert_eq!(out[column * 100 + row], matrix[row * width + column]);
                    }
                }
            }
        }
    }

    #[test]
    fn missing_answers_are_filled_at_any_bit() {
        let bits: Vec<u8> = (0..40_u8).map(|i| i.wrapping_mul(37).wrapping_add(11)).collect();
        let bytes: Vec<u8> = (0..200).collect();
        for from in 0..20 {
            for length in [0, 1, 7, 8, 9, 64, 100, 200] {
                let mut out = bytes[..length].to_vec();
                fill_missing(&mut out, &bits, from, 255);
                for (at, &byte) in out.iter().enumerate() {
                    let bit = from + at;
                    let valid = bits[bit / 8] >> (bit % 8) & 1 == 1;
                    assert_eq!(byte, if valid { bytes[at] } else { 255 }, "{from} {length} {at}");
                }
            }
        }
    }
}
