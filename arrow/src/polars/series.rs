//! Columns of Polars as they are handed over: a field, and arrays of the C data interface.

use std::ffi::c_void;
use std::mem::ManuallyDrop;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::{Array as _, ArrayRef};
use arrow_schema::{ArrowError, DataType, Field};

use crate::c_data;

/// As Polars lays out a column that changes hands.
#[repr(C)]
pub struct SeriesExport {
    field: *const FFI_ArrowSchema,
    /// Each is taken out of its box; the boxes belong to whoever made them.
    arrays: *const *mut FFI_ArrowArray,
    len: usize,
    release: Option<unsafe extern "C" fn(*mut Self)>,
    /// Polars takes a column without it for none.
    private: *mut c_void,
}

/// What a column that was made here holds until it is released.
struct Private {
    field: Box<FFI_ArrowSchema>,
    arrays: Box<[*mut FFI_ArrowArray]>,
}

impl SeriesExport {
    /// A column, to be handed over.
    pub fn new(field: &Field, chunks: &[ArrayRef]) -> Result<Self, ArrowError> {
        let field = Box::new(FFI_ArrowSchema::try_from(field)?);
        let array = |chunk: &ArrayRef| Box::new(FFI_ArrowArray::new(&chunk.to_data()));
        let arrays = chunks.iter().map(|chunk| Box::into_raw(array(chunk))).collect();
        let private = Box::into_raw(Box::new(Private { field, arrays }));
        // SAFETY: it was just made, and stays where it is until it is released.
        let held = unsafe { &*private };
        let (field, arrays) = (&raw const *held.field, held.arrays.as_ptr());
        let (len, release) = (held.arrays.len(), Some(release as unsafe extern "C" fn(*mut Self)));
        Ok(Self { field, arrays, len, release, private: private.cast() })
    }
}

#[cfg(test)]
impl SeriesExport {
    pub fn is_nothing(&self) -> bool {
        self.private.is_null()
    }
}

impl Drop for SeriesExport {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: it was not released yet: whoever releases it says so.
            unsafe { release(self) }
        }
    }
}

/// # Safety
/// It was made here, and was not released yet.
unsafe extern "C" fn release(series: *mut SeriesExport) {
    // SAFETY: the caller says so; what was in the boxes was taken out of them.
    unsafe {
        let private = Box::from_raw((*series).private.cast::<Private>());
        for &array in &private.arrays {
            drop(Box::from_raw(array.cast::<ManuallyDrop<FFI_ArrowArray>>()));
        }
        (*series).release = None;
    }
}

/// A column as it came.
pub struct Given {
    pub name: String,
    /// An error where Arrow does not have it.
    pub kind: Result<DataType, ArrowError>,
    chunks: Vec<FFI_ArrowArray>,
    pub rows: usize,
}

impl Given {
    /// A column without rows.
    ///
    /// # Safety
    /// A producer of the interface wrote it.
    pub unsafe fn field(field: &FFI_ArrowSchema) -> Result<Self, ArrowError> {
        // SAFETY: the caller says so.
        let (name, kind) = unsafe { (c_data::name(field)?.to_owned(), c_data::field(field)) };
        let kind = kind.map(|field| field.data_type().clone());
        Ok(Self { name, kind, chunks: Vec::new(), rows: 0 })
    }

    /// Takes columns over, and releases what they came in.
    ///
    /// # Safety
    /// So many lie there and are handed over, each written by a producer of the interface.
    pub unsafe fn columns(start: *mut SeriesExport, count: usize) -> Result<Vec<Self>, ArrowError> {
        // All are taken over before one is looked at: what is not taken is never released.
        // SAFETY: the caller says so, and drops none of them.
        let columns = (0..count).map(|at| unsafe { Taken::of(start.add(at).read()) });
        let columns: Vec<Taken> = columns.collect();
        // SAFETY: the caller says so.
        columns.into_iter().map(|column| unsafe { column.given() }).collect()
    }

    /// The values of each chunk.
    ///
    /// # Safety
    /// It is of [`Given::columns`].
    pub unsafe fn values(self) -> Result<Vec<ArrayRef>, ArrowError> {
        let kind = self.kind?;
        // SAFETY: the caller says so.
        self.chunks.into_iter().map(|array| unsafe { c_data::values(&kind, array) }).collect()
    }
}

/// A column with what it came in.
struct Taken {
    series: SeriesExport,
    chunks: Vec<FFI_ArrowArray>,
}

impl Taken {
    /// # Safety
    /// A producer of the interface wrote it, and hands it over.
    unsafe fn of(series: SeriesExport) -> Self {
        let chunks = (0..series.len).map(|at| {
            // SAFETY: there are so many arrays, each in a box; it is moved out of it.
            unsafe { FFI_ArrowArray::from_raw(*series.arrays.add(at)) }
        });
        Self { chunks: chunks.collect(), series }
    }

    /// # Safety
    /// As for [`Taken::of`].
    unsafe fn given(self) -> Result<Given, ArrowError> {
        // SAFETY: the series holds its field until it is dropped.
        let given = unsafe { Given::field(&*self.series.field) }?;
        let rows = self.chunks.iter().map(FFI_ArrowArray::len).sum();
        Ok(Given { chunks: self.chunks, rows, ..given })
    }
}
