//! The different values of columns, numbered.

use std::collections::HashMap;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef};
use arrow_schema::DataType;

use crate::ids;
use crate::input::with_numbers;
use crate::narrow::Numeric as _;

/// The numbers of the values of a column, from 1; 0 for what is null, which is a value of its own.
pub fn numbers(column: &ArrayRef, known: &mut HashMap<Vec<u8>, u32>) -> Vec<u32> {
    let mut own = vec![0; column.len()];
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        let values = numbers(dictionary.values(), known);
        let of_key = |key| values.get(usize::try_from(key).ok()?).copied();
        with_numbers!(
            dictionary.keys(),
            keys => for (number, key) in own.iter_mut().zip(keys.iter()) {
                *number = key.and_then(|key| of_key(key.whole()?)).unwrap_or(0);
            },
            ()
        );
        return own;
    }
    let mut last: Vec<(Vec<u8>, u32)> = vec![(Vec::new(), 0); LAST];
    ids::values(column, |row, value| {
        let Some((text, number)) = last.get_mut(place(value)) else { return };
        if *number == 0 || text != value {
            *number = known.get(value).copied().unwrap_or_else(|| {
                let next = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
                known.insert(value.to_vec(), next);
                next
            });
            text.clear();
            text.extend_from_slice(value);
        }
        if let Some(slot) = own.get_mut(row) {
            *slot = *number;
        }
    });
    own
}

/// Values that are remembered with their numbers: six bits lead to each.
const LAST: usize = 1 << 6;

/// Made of the first and the last eight bytes and the length.
fn place(value: &[u8]) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (head, tail) = match (value.first_chunk(), value.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (value.iter().fold(0, |head, &byte| head << 8 | u64::from(byte)), 0),
    };
    let key = head ^ tail.rotate_left(23) ^ (value.len() as u64).rotate_left(7);
    (key.wrapping_mul(ODD) >> 58) as usize
}
