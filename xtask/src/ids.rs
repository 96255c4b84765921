//! The snapshot of all ids that were ever released. What stands in it stays; new ids join.

use shisei::json::KINDS;

use crate::entries::entries;
use crate::generated::{Generated, root};

#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../../core/src/catalog/check/released.rs"]
mod released;

use released::{Released, released};

const PATH: &str = "core/catalog/released-ids.txt";

/// The snapshot with every id of today in it.
pub fn file() -> Generated {
    let mut current = Released::default();
    for kind in KINDS {
        for (reference, entry) in entries(kind) {
            current.add(&format!("{kind}/{reference}"), released(&entry));
        }
    }
    let snapshot = std::fs::read_to_string(root().join(PATH)).unwrap_or_default();
    let snapshot = Released::parse(&snapshot);
    // A line of the snapshot is never overwritten: the build refuses what contradicts it.
    current.add_all(snapshot);
    Generated { path: PATH.to_owned(), content: current.text() }
}
