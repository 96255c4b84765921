//! Memory of the small modules: what keeps free pieces apart by size weighs more in a page than it saves.

use talc::base::CHUNK_UNIT;
use talc::base::binning::Binning;

/// Every free piece in one list.
pub struct OneList;

impl Binning for OneList {
    type AvailabilityBitField = u32;
    const BIN_COUNT: u32 = 1;

    fn size_to_bin(size: usize) -> u32 {
        if size < CHUNK_UNIT { u32::MAX } else { 0 }
    }
}
