//! Matrices through `DLPack`: `NumPy` says of the memory of an array what it is, and holds it for as
//! long as the capsule lives.

use std::ffi::c_void;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::dlpack::{Tensor, bytes};
use crate::matrix::Matrix;

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
    // SAFETY: whoever made the tensor says so, and the capsule is held here.
    let matrix = unsafe { bytes(tensor, names.len()) }.and_then(|bytes| Matrix::new(bytes, names));
    Ok(work(matrix.ok_or_else(|| {
        PyTypeError::new_err(format!(
            "a matrix of int8 with {} columns, row by row in memory, is needed",
            names.len()
        ))
    })?))
}
