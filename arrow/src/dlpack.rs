//! What a tensor of `DLPack` says about its memory, held against what is asked for.

use std::ffi::c_void;

/// Memory that a processor reads as any other.
const CPU: i32 = 1;
/// Whole numbers, with and without a sign.
const WHOLE: [u8; 2] = [0, 1];

/// As `DLPack` lays out a tensor.
#[repr(C)]
pub struct Tensor {
    pub data: *const c_void,
    pub device_type: i32,
    pub device_id: i32,
    pub ndim: i32,
    pub code: u8,
    pub bits: u8,
    pub lanes: u16,
    pub shape: *const i64,
    pub strides: *const i64,
    pub byte_offset: u64,
}

/// The bytes of a matrix of so many columns of one byte a number, row by row, or `None` where the
/// tensor is another one.
///
/// # Safety
/// The shape and the strides lie where the tensor says, one for each dimension, and so does what they
/// describe, for as long as the tensor is lent.
pub unsafe fn bytes(tensor: &Tensor, columns: usize) -> Option<&[u8]> {
    let number = (tensor.bits, tensor.lanes) == (8, 1) && WHOLE.contains(&tensor.code);
    if tensor.device_type != CPU || tensor.ndim != 2 || !number || tensor.shape.is_null() {
        return None;
    }
    // SAFETY: there is a length for each of the two dimensions.
    let &[rows, width] = (unsafe { std::slice::from_raw_parts(tensor.shape, 2) }) else {
        return None;
    };
    let (rows, width) = (usize::try_from(rows).ok()?, usize::try_from(width).ok()?);
    let together = tensor.strides.is_null() || rows == 0 || {
        // SAFETY: where they are there, there is one for each of the two dimensions.
        let strides = unsafe { std::slice::from_raw_parts(tensor.strides, 2) };
        let is = |stride: Option<&i64>, wanted| {
            stride.is_some_and(|&it| usize::try_from(it) == Ok(wanted))
        };
        (rows == 1 || is(strides.first(), width)) && (width == 1 || is(strides.last(), 1))
    };
    let length = rows.checked_mul(width).filter(|_| width == columns && together)?;
    isize::try_from(length).ok()?;
    if length == 0 {
        return Some(&[]);
    }
    let offset = usize::try_from(tensor.byte_offset).ok()?;
    if tensor.data.is_null() {
        return None;
    }
    // SAFETY: the tensor says that so many numbers of one byte lie there.
    Some(unsafe { std::slice::from_raw_parts(tensor.data.cast::<u8>().add(offset), length) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of three rows of two numbers, of which `change` says something else.
    fn read(columns: usize, change: impl FnOnce(&mut Tensor)) -> Option<Vec<u8>> {
        let numbers: Vec<u8> = (10..17).collect();
        let (shape, strides) = ([3, 2], [2, 1]);
        let mut tensor = Tensor {
            data: numbers.as_ptr().cast(),
            device_type: CPU,
            device_id: 0,
            ndim: 2,
            code: 0,
            bits: 8,
            lanes: 1,
            shape: shape.as_ptr(),
            strides: strides.as_ptr(),
            byte_offset: 0,
        };
        change(&mut tensor);
        // SAFETY: the numbers, the shape and the strides are there until the end.
        unsafe { bytes(&tensor, columns) }.map(<[u8]>::to_vec)
    }

    #[test]
    fn a_matrix_that_lies_row_by_row_is_lent() {
        let whole: Vec<u8> = (10..16).collect();
        assert_eq!(read(2, |_| ()).as_ref(), Some(&whole));
        assert_eq!(read(2, |it| it.code = 1).as_ref(), Some(&whole));
        assert_eq!(read(2, |it| it.strides = std::ptr::null()).as_ref(), Some(&whole));
        assert_eq!(read(2, |it| it.byte_offset = 1), Some((11..17).collect()));
        let one = [1_i64, 2];
        let far = [99_i64, 1];
        let row = read(2, |it| (it.shape, it.strides) = (one.as_ptr(), far.as_ptr()));
        assert_eq!(row, Some(vec![10, 11]));
        let none = [0_i64, 2];
        let nothing = read(2, |it| (it.shape, it.data) = (none.as_ptr(), std::ptr::null()));
        assert_eq!(nothing, Some(Vec::new()));
    }

    #[test]
    fn another_tensor_is_refused() {
        let (negative, huge, columns) = ([-1_i64, 2], [i64::MAX, 2], [1_i64, 3]);
        let wrong: [fn(&mut Tensor); 7] = [
            |it| it.device_type = 2,
            |it| it.ndim = 3,
            |it| it.bits = 16,
            |it| it.lanes = 4,
            |it| it.code = 2,
            |it| it.shape = std::ptr::null(),
            |it| it.data = std::ptr::null(),
        ];
        for (at, change) in wrong.into_iter().enumerate() {
            assert_eq!(read(2, change), None, "{at}");
        }
        assert_eq!(read(3, |_| ()), None);
        for shape in [negative, huge] {
            assert_eq!(read(2, |it| it.shape = shape.as_ptr()), None, "{shape:?}");
        }
        assert_eq!(read(2, |it| it.strides = columns.as_ptr()), None);
    }
}
