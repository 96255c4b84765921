//! Memory of results.

use std::marker::PhantomData;

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};

/// A column of a result that is being written.
pub struct Column<T> {
    /// Words, so that every number finds its place: the system gives them as zeroes.
    words: Vec<u64>,
    rows: usize,
    kind: PhantomData<T>,
}

/// Bytes from which on it is asked first whether there is so much memory: for less, the allocator is
/// trusted as everywhere else.
const ASKED: usize = 1 << 30;

impl<T: ArrowNativeType> Column<T> {
    /// None where there is no memory for so many rows.
    pub fn new(rows: usize) -> Option<Self> {
        let bytes = rows.checked_mul(size_of::<T>())?;
        let words = bytes.div_ceil(size_of::<u64>());
        if bytes >= ASKED {
            Vec::<u64>::new().try_reserve_exact(words).ok()?;
        }
        let words = vec![0; words];
        #[cfg(all(feature = "huge-pages", target_os = "linux"))]
        advise(&words);
        Some(Self { words, rows, kind: PhantomData })
    }

    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: Arrow's native types are plain numbers: any bytes are values of them.
        let (_, values, _) = unsafe { self.words.align_to_mut::<T>() };
        values.get_mut(..self.rows).unwrap_or_default()
    }

    pub fn into_buffer(self) -> Buffer {
        Buffer::from_vec(self.words).slice_with_length(0, self.rows * size_of::<T>())
    }

    pub fn into_values(self) -> ScalarBuffer<T> {
        self.into_buffer().into()
    }
}

/// Asks the system for large pages under large memory: fresh small ones cost more than the scores
/// that are written to them.
#[cfg(all(feature = "huge-pages", target_os = "linux"))]
fn advise(words: &[u64]) {
    const LARGE: usize = 1 << 20;
    const PAGE: usize = 4096;
    let bytes = size_of_val(words);
    if bytes >= LARGE {
        let start = words.as_ptr().cast::<u8>();
        let skipped = start.align_offset(PAGE).min(bytes);
        // SAFETY: they are whole pages of memory that we own, and what stands in them stays.
        unsafe {
            libc::madvise(
                start.add(skipped).cast_mut().cast(),
                (bytes - skipped) / PAGE * PAGE,
                libc::MADV_HUGEPAGE,
            );
        }
    }
}
