//! Bytes through a table.

/// Writes what each byte is in the table.
pub fn look_up(bytes: &[u8], table: &[u8; 256], out: &mut [u8]) {
    for (out, &byte) in out.iter_mut().zip(bytes) {
        *out = table.get(usize::from(byte)).copied().unwrap_or_default();
    }
}
