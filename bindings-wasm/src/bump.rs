//! Memory for the small modules, freed as a whole between two calls: to free it piece by piece would
//! be an eighth of the quiz's module.

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};
use std::cell::Cell;
use std::ptr;

/// Bytes by which memory grows.
const PAGE: usize = 1 << 16;

unsafe extern "C" {
    /// Where the linker puts the first byte that nothing else uses.
    static __heap_base: u8;
}

/// Takes memory from the front, and frees all behind a mark at once.
pub struct Bump {
    /// The first free byte; 0 before the first use.
    next: Cell<usize>,
    /// What lies before it is never freed.
    kept: Cell<usize>,
}

// SAFETY: the module is built without threads.
unsafe impl Sync for Bump {}

impl Bump {
    pub const fn new() -> Self {
        Self { next: Cell::new(0), kept: Cell::new(0) }
    }

    /// Keeps all that is in use for good.
    pub fn keep(&self) {
        self.kept.set(self.next.get());
    }

    /// Frees what was taken after [`keep`](Self::keep).
    ///
    /// # Safety
    /// Nothing taken since then is used any more.
    pub unsafe fn free(&self) {
        self.next.set(self.kept.get());
    }
}

// SAFETY: every piece begins behind the one before, in memory that the module has; pieces overlap
// only after `free`, which leaves that to its caller.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let free = self.next.get().max((&raw const __heap_base).addr());
        let start = free.checked_next_multiple_of(layout.align());
        let end = start.and_then(|start| start.checked_add(layout.size()));
        let (Some(start), Some(end)) = (start, end) else { return ptr::null_mut() };
        let lacking = end.div_ceil(PAGE).saturating_sub(memory_size(0));
        if lacking > 0 && memory_grow(0, lacking) == usize::MAX {
            return ptr::null_mut();
        }
        self.next.set(end);
        ptr::with_exposed_provenance_mut(start)
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
