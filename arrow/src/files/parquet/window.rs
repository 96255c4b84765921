//! The bytes of a file as the pages of one column are read: some of them at a time, from any thread.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use bytes::buf::{Buf as _, Reader};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::claims::plausible_page;

/// Bytes that are read at a time.
const AHEAD: usize = 256 << 10;
/// Most bytes of the header of a page.
const MOST_HEADER: usize = 64 << 10;

/// A file that is read at any place: no thread moves it on for another.
#[derive(Debug)]
pub struct Source {
    file: File,
    pub length: u64,
}

impl Source {
    pub fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }

    /// Bytes from a place on; fewer where the file ends.
    pub fn bytes(&self, from: u64, length: usize) -> io::Result<Vec<u8>> {
        let left = usize::try_from(self.length.saturating_sub(from)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; length.min(left)];
        let mut read = 0;
        while let Some(room) = bytes.get_mut(read..).filter(|room| !room.is_empty()) {
            match self.read(room, from + read as u64) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        bytes.truncate(read);
        Ok(bytes)
    }

    #[cfg(unix)]
    fn read(&self, room: &mut [u8], from: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, room, from)
    }

    #[cfg(windows)]
    fn read(&self, room: &mut [u8], from: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.file, room, from)
    }

    #[cfg(not(any(unix, windows)))]
    fn read(&self, room: &mut [u8], from: u64) -> io::Result<usize> {
        use std::io::{Read as _, Seek as _, SeekFrom};
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(from))?;
        file.read(room)
    }
}

/// What of a file one column needs.
#[derive(Debug)]
pub struct Window {
    source: Arc<Source>,
    /// Where its parts lie, in order.
    parts: Vec<Range<u64>>,
    held: Mutex<(u64, Bytes)>,
}

impl Window {
    pub fn new(source: &Arc<Source>, mut parts: Vec<Range<u64>>) -> Self {
        parts.sort_by_key(|part| part.start);
        Self { source: Arc::clone(source), parts, held: Mutex::default() }
    }

    /// At least so many bytes from a place on, and what else is at hand; fewer where the part ends.
    fn from(&self, from: u64, length: usize) -> Result<Bytes, ParquetError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let end = self.end(from);
        let left = usize::try_from(end.saturating_sub(from)).unwrap_or(usize::MAX);
        let offset = from.checked_sub(held.0).and_then(|offset| usize::try_from(offset).ok());
        if let Some(offset) = offset
            && held.1.len().saturating_sub(offset) >= length.min(left)
            && offset < held.1.len()
        {
            return Ok(held.1.slice(offset..));
        }
        let bytes = self.source.bytes(from, length.max(AHEAD).min(left))?;
        *held = (from, Bytes::from(bytes));
        Ok(held.1.clone())
    }

    /// Where the part ends that this place is in.
    fn end(&self, place: u64) -> u64 {
        let at = self.parts.partition_point(|part| part.start <= place);
        let part = at.checked_sub(1).and_then(|at| self.parts.get(at));
        part.map_or(0, |part| part.end).min(self.source.length)
    }
}

impl Length for Window {
    fn len(&self) -> u64 {
        self.source.length
    }
}

impl ChunkReader for Window {
    type T = Reader<Bytes>;

    /// The header of a page, which is looked over first.
    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let bytes = self.from(start, MOST_HEADER)?;
        if !plausible_page(bytes.get(..MOST_HEADER).unwrap_or(&bytes)) {
            return Err(ParquetError::General("implausible page".to_owned()));
        }
        Ok(bytes.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let bytes = self.from(start, length)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF("a page is cut off".to_owned()));
        }
        Ok(bytes.slice(..length))
    }
}
