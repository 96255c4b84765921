//! A reader that notes where it is sent to: so it is known which parts of a package another library opens.

use std::collections::HashSet;
use std::io::{BufRead, Read, Result, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// Places in a file that somebody went to.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<HashSet<u64>>>);

impl Trail {
    fn note(&self, place: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(place);
    }

    /// The places since it was last asked.
    pub fn take(&self) -> HashSet<u64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A reader that leaves a trail.
pub struct Watched<R> {
    inner: R,
    trail: Trail,
}

impl<R> Watched<R> {
    pub fn new(inner: R, trail: Trail) -> Self {
        Self { inner, trail }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

impl<R: Seek> Seek for Watched<R> {
    fn seek(&mut self, place: SeekFrom) -> Result<u64> {
        let place = self.inner.seek(place)?;
        self.trail.note(place);
        Ok(place)
    }

    // Asking for the place goes nowhere.
    fn stream_position(&mut self) -> Result<u64> {
        self.inner.stream_position()
    }
}
