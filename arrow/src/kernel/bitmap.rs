//! Bytes that say yes or no to bits, as Arrow lays them.

/// Rows of a word of a bitmap.
pub const WORD: usize = 64;

/// Turns bytes of 1 and 0 into bits, the first of them lowest; the rest of the last word is 0.
#[inline(always)]
pub(super) fn pack(bytes: &[u8], words: &mut [u64]) {
    let (whole, rest) = bytes.as_chunks::<WORD>();
    let mut words = words.iter_mut();
    for (bytes, word) in whole.iter().zip(words.by_ref()) {
        *word = packed(bytes);
    }
    if let (false, Some(word)) = (rest.is_empty(), words.next()) {
        let mut bytes = [0; WORD];
        for (byte, &given) in bytes.iter_mut().zip(rest) {
            *byte = given;
        }
        *word = packed(&bytes);
    }
}

#[inline(always)]
fn packed(bytes: &[u8; WORD]) -> u64 {
    // Moves byte i of a word to bit 56 + i: no two of the products meet.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut word = [0; 8];
    for (byte, eight) in word.iter_mut().zip(bytes.as_chunks::<8>().0) {
        let [.., highest] = u64::from_le_bytes(*eight).wrapping_mul(GATHER).to_le_bytes();
        *byte = highest;
    }
    u64::from_le_bytes(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_the_bit_of_its_row() {
        for length in [0_usize, 1, 7, 8, 63, 64, 65, 128, 200] {
            let bytes: Vec<u8> = (0..length).map(|at| u8::from(at * 5 % 7 < 3)).collect();
            let mut words = vec![u64::MAX; length.div_ceil(WORD)];
            pack(&bytes, &mut words);
            for at in 0..words.len() * WORD {
                let bit = words.get(at / WORD).is_some_and(|word| word >> (at % WORD) & 1 == 1);
                assert_eq!(bit, bytes.get(at) == Some(&1), "{length} {at}");
            }
        }
    }
}
