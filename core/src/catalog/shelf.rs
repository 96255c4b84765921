//! What every part of the catalogue offers: all entries, and one by its reference.

use crate::error::{Code, Error, ErrorKind, Problem};
use crate::model::Entry;

/// A module with the statics of one folder, `all` and `find`.
macro_rules! shelf {
    ($(#[$doc:meta])* $name:ident: $shape:ident) => {
        $(#[$doc])*
        pub mod $name {
            use crate::catalog::shelf;
            use crate::error::Error;
            use crate::model::$shape;

            #[cfg(feature = "catalog")]
            pub use crate::catalog::generated::$name::*;

            #[cfg(not(feature = "catalog"))]
            const ALL: &[&$shape] = &[];

            /// Every one of them, sorted by id and edition.
            pub fn all() -> &'static [&'static $shape] {
                ALL
            }

            /// The one with this reference (`id@edition`), or the newest edition of an id.
            ///
            /// # Errors
            /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with the nearest
            /// reference there is.
            pub fn find(reference: &str) -> Result<&'static $shape, Error> {
                shelf::find(ALL, reference)
            }
        }
    };
}

pub(super) use shelf;

pub(super) fn find<T: Entry>(
    entries: &'static [&'static T],
    reference: &str,
) -> Result<&'static T, Error> {
    let exact = entries.iter().find(|entry| entry.name() == reference);
    // Entries are sorted, so the last of an id is its newest edition.
    let newest = || entries.iter().rfind(|entry| entry.id() == reference);
    exact.or_else(newest).copied().ok_or_else(|| {
        let names: Vec<String> = entries.iter().map(|entry| entry.name()).collect();
        let problem = Problem::new(Code::UnknownReference).given(reference);
        let problem = problem.nearest_of(names.iter().map(|name| &**name));
        Error::one(ErrorKind::InvalidArgument, problem)
    })
}
