//! Memory that is used again: the pages of a large result cost more than the scores in them.

use std::ptr::NonNull;
use std::sync::{Arc, Mutex};

use arrow_buffer::Buffer;

/// Smallest memory that is kept, in bytes: a batch of a stream is kept for the next, a row is not.
const SMALLEST: usize = 1 << 15;
/// Most memory that is kept, in bytes.
const MOST: usize = 256 << 20;
/// Most pieces of memory that are kept: each is looked at to find one that fits.
const MOST_PIECES: usize = 256;
/// Smallest memory that the system is told about, in bytes.
#[cfg(target_os = "linux")]
const LARGE: usize = 1 << 20;

static KEPT: Mutex<Vec<Vec<u64>>> = Mutex::new(Vec::new());

/// Goes back to what is kept when nobody reads it any more.
pub struct Memory(Vec<u64>);

impl Memory {
    pub fn new(words: usize) -> Self {
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

    pub fn words(&mut self) -> &mut [u64] {
        &mut self.0
    }

    pub fn into_buffer(self, bytes: usize) -> Buffer {
        assert!(bytes <= size_of_val(self.0.as_slice()));
        let start = NonNull::from(self.0.as_slice()).cast::<u8>();
        // SAFETY: the words hold so many bytes, do not move with their owner, and live as long.
        unsafe { Buffer::from_custom_allocation(start, bytes, Arc::new(self)) }
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
