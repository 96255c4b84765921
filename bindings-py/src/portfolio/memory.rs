//! Memory of results, used again: the pages of a large result cost more than the scores in them.

use std::ptr::NonNull;
use std::sync::{Arc, Mutex};

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};

/// Smallest memory that is kept, in bytes: a batch of a stream is kept for the next, a row is not.
const SMALLEST: usize = 1 << 15;
/// Most memory that is kept, in bytes.
const MOST: usize = 256 << 20;
/// Most pieces of memory that are kept: each is looked at to find one that fits.
const MOST_PIECES: usize = 256;
/// Smallest memory that the system is told about, in bytes.
const LARGE: usize = 1 << 20;

static KEPT: Mutex<Vec<Vec<u64>>> = Mutex::new(Vec::new());

/// A column of a result that is being written. What stands in it at first means nothing.
pub struct Column<T> {
    memory: Memory,
    rows: usize,
    kind: std::marker::PhantomData<T>,
}

/// Goes back to what is kept when nobody reads it any more.
struct Memory(Vec<u64>);

impl<T: ArrowNativeType> Column<T> {
    pub fn new(rows: usize) -> Self {
        let words = (rows * size_of::<T>()).div_ceil(size_of::<u64>());
        Self { memory: Memory::new(words), rows, kind: std::marker::PhantomData }
    }

    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: Arrow's native types are plain numbers: any bytes are values of them.
        let (_, values, _) = unsafe { self.memory.0.align_to_mut::<T>() };
        values.get_mut(..self.rows).unwrap_or_default()
    }

    pub fn into_buffer(self) -> Buffer {
        let start = NonNull::from(self.memory.0.as_slice()).cast::<u8>();
        let bytes = self.rows * size_of::<T>();
        // SAFETY: the words hold so many bytes, do not move with their owner, and live as long.
        unsafe { Buffer::from_custom_allocation(start, bytes, Arc::new(self.memory)) }
    }

    pub fn into_values(self) -> ScalarBuffer<T> {
        self.into_buffer().into()
    }
}

impl Memory {
    fn new(words: usize) -> Self {
        if words * size_of::<u64>() >= SMALLEST {
            // Where another thread is at it, or was when this process was forked, there is none.
            let kept = KEPT.try_lock().ok().and_then(|mut kept| {
                let fits = |kept: &Vec<u64>| kept.len() >= words && kept.len() / 4 * 3 <= words;
                kept.iter().position(fits).map(|at| kept.swap_remove(at))
            });
            if let Some(kept) = kept {
                return Self(kept);
            }
        }
        let words = vec![0; words];
        #[cfg(target_os = "linux")]
        advise(&words, PAGE, libc::MADV_HUGEPAGE);
        Self(words)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let words = std::mem::take(&mut self.0);
        if size_of_val(words.as_slice()) < SMALLEST {
            return;
        }
        let Ok(mut kept) = KEPT.try_lock() else { return };
        let bytes: usize = kept.iter().map(|kept| size_of_val(kept.as_slice())).sum();
        if kept.len() < MOST_PIECES && bytes + size_of_val(words.as_slice()) <= MOST {
            // The system may have it back whenever it needs it.
            #[cfg(target_os = "linux")]
            advise(&words, HUGE_PAGE, libc::MADV_FREE);
            kept.push(words);
        }
    }
}

#[cfg(target_os = "linux")]
const PAGE: usize = 4096;
/// A large page that is given back in part falls into small ones.
#[cfg(target_os = "linux")]
const HUGE_PAGE: usize = 2 << 20;

/// Tells the system about the whole pages of large memory.
#[cfg(target_os = "linux")]
fn advise(words: &[u64], page: usize, advice: libc::c_int) {
    let bytes = size_of_val(words);
    if bytes >= LARGE {
        let start = words.as_ptr().cast::<u8>();
        let skipped = start.align_offset(page).min(bytes);
        // SAFETY: they are whole pages of memory that we own, and nothing in it is needed: it is
        // all zeroes or all given back.
        unsafe {
            libc::madvise(
                start.add(skipped).cast_mut().cast(),
                (bytes - skipped) / page * page,
                advice,
            );
        }
    }
}
