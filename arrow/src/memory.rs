//! Memory of results.

#[cfg(feature = "huge-pages")]
mod kept;

#[cfg(feature = "huge-pages")]
use kept::Memory;

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};

/// A column of a result that is being written. Its initial contents have no meaning.
pub struct Column<T> {
    memory: Memory,
    rows: usize,
    kind: std::marker::PhantomData<T>,
}

/// Bytes from which on it is asked first whether there is so much memory: for less, the allocator is
/// trusted as everywhere else.
const ASKED: usize = 1 << 30;

impl<T: ArrowNativeType> Column<T> {
    /// `None` if there is no memory for these rows.
    pub fn new(rows: usize) -> Option<Self> {
        let bytes = rows.checked_mul(size_of::<T>())?;
        let words = bytes.div_ceil(size_of::<u64>());
        if bytes >= ASKED {
            Vec::<u64>::new().try_reserve_exact(words).ok()?;
        }
        Some(Self { memory: Memory::new(words), rows, kind: std::marker::PhantomData })
    }

    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: Arrow's native types are plain numbers: any bytes are values of them.
        let (_, values, _) = unsafe { self.memory.words().align_to_mut::<T>() };
        values.get_mut(..self.rows).unwrap_or_default()
    }

    pub fn into_buffer(self) -> Buffer {
        self.memory.into_buffer(self.rows * size_of::<T>())
    }

    pub fn into_values(self) -> ScalarBuffer<T> {
        self.into_buffer().into()
    }
}

#[cfg(not(feature = "huge-pages"))]
struct Memory(Vec<u64>);

#[cfg(not(feature = "huge-pages"))]
impl Memory {
    fn new(words: usize) -> Self {
        Self(vec![0; words])
    }

    fn words(&mut self) -> &mut [u64] {
        &mut self.0
    }

    fn into_buffer(self, bytes: usize) -> Buffer {
        Buffer::from_vec(self.0).slice_with_length(0, bytes)
    }
}
