//! Matrices through `DLPack`: `NumPy` says of the memory of an array what it is, and holds it for as
//! long as the capsule lives.

use std::ffi::c_void;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::matrix::Matrix;

/// Memory that a processor reads as any other.
const CPU: i32 = 1;
/// Whole numbers, with and without a sign.
const WHOLE: [u8; 2] = [0, 1];

/// As `DLPack` lays out a tensor.
#[repr(C)]
struct Tensor {
    data: *const c_void,
    device_type: i32,
    device_id: i32,
    ndim: i32,
    code: u8,
    bits: u8,
    lanes: u16,
    shape: *const i64,
    strides: *const i64,
    byte_offset: u64,
}

/// As `DLPack` lays out what a capsule `dltensor_versioned` holds.
#[repr(C)]
struct Versioned {
    major: u32,
    minor: u32,
    manager: *const c_void,
    deleter: Option<unsafe extern "C" fn(*mut Self)>,
    flags: u64,
    tensor: Tensor,
}

/// Does `work` with a matrix of one byte a number and columns of these names, which a capsule of
/// `DLPack` lends.
///
/// # Errors
/// `TypeError` where it is another tensor, or does not lie row by row.
pub fn with_matrix<T>(
    capsule: &Bound<'_, PyAny>,
    names: &[&str],
    work: impl FnOnce(Matrix<'_>) -> T,
) -> PyResult<T> {
    let capsule = capsule.cast::<PyCapsule>()?;
    let tensor = if let Ok(tensor) = capsule.pointer_checked(Some(c"dltensor")) {
        // SAFETY: the name says what the capsule holds: something that begins with a tensor. It
        // stays there as long as nobody takes it out, and the capsule is held here.
        unsafe { tensor.cast::<Tensor>().as_ref() }
    } else {
        let versioned = capsule.pointer_checked(Some(c"dltensor_versioned"))?;
        // SAFETY: as above; in every version the number comes first, and of the first one the rest
        // is known.
        let versioned = unsafe {
            if *versioned.cast::<u32>().as_ref() != 1 {
                return Err(PyValueError::new_err("this version of DLPack is not known"));
            }
            versioned.cast::<Versioned>().as_ref()
        };
        &versioned.tensor
    };
    let matrix = Matrix::new(bytes(tensor, names.len())?, names);
    Ok(work(matrix.ok_or_else(|| refused(names.len()))?))
}

fn refused(columns: usize) -> PyErr {
    PyTypeError::new_err(format!(
        "a matrix of int8 with {columns} columns, row by row in memory, is needed"
    ))
}

fn bytes(tensor: &Tensor, columns: usize) -> PyResult<&[u8]> {
    let refused = || refused(columns);
    let number = (tensor.bits, tensor.lanes) == (8, 1) && WHOLE.contains(&tensor.code);
    if tensor.device_type != CPU || tensor.ndim != 2 || !number || tensor.shape.is_null() {
        return Err(refused());
    }
    // SAFETY: there is a length for each of the two dimensions.
    let shape = unsafe { std::slice::from_raw_parts(tensor.shape, 2) };
    let &[rows, width] = shape else { return Err(refused()) };
    let (Ok(rows), Ok(width)) = (usize::try_from(rows), usize::try_from(width)) else {
        return Err(refused());
    };
    let together = tensor.strides.is_null() || rows == 0 || {
        // SAFETY: where they are there, there is one for each of the two dimensions.
        let strides = unsafe { std::slice::from_raw_parts(tensor.strides, 2) };
        let is = |stride: Option<&i64>, wanted| {
            stride.is_some_and(|&it| usize::try_from(it) == Ok(wanted))
        };
        (rows == 1 || is(strides.first(), width)) && (width == 1 || is(strides.last(), 1))
    };
    let length = rows.checked_mul(width).filter(|_| width == columns && together);
    let length = length.filter(|length| isize::try_from(*length).is_ok()).ok_or_else(refused)?;
    if length == 0 {
        return Ok(&[]);
    }
    let offset = usize::try_from(tensor.byte_offset).map_err(|_| refused())?;
    if tensor.data.is_null() {
        return Err(refused());
    }
    // SAFETY: the tensor says that so many numbers of one byte lie there, and the capsule that is
    // held by the caller keeps them.
    Ok(unsafe { std::slice::from_raw_parts(tensor.data.cast::<u8>().add(offset), length) })
}
