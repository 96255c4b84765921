//! What every part of the catalogue offers: all entries, and one by its reference.

/// A module with the statics of one folder, `all` and `find`.
macro_rules! shelf {
    ($(#[$doc:meta])* $name:ident: $shape:ident) => {
        $(#[$doc])*
        pub mod $name {
            use crate::day::Day;
            use crate::error::Error;
            use crate::model::$shape;

            #[cfg(feature = "catalog")]
            pub use crate::catalog::generated::$name::*;

            #[cfg(not(feature = "catalog"))]
            const ALL: &[&$shape] = &[];

            /// All entries, sorted by id and edition.
            pub fn all() -> &'static [&'static $shape] {
                ALL
            }

            /// Looks up an entry by `id` or `id@edition`. An id alone means the edition in force.
            ///
            /// # Errors
            /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with the nearest
            /// reference there is.
            pub fn find(reference: &str) -> Result<&'static $shape, Error> {
                crate::resolve::find(ALL.iter().copied(), reference, None)
            }

            /// Looks up an entry by `id` or `id@edition`. An id alone means the edition in force on
            /// the day: see [`resolve`](crate::resolve).
            ///
            /// # Errors
            /// As [`find`].
            pub fn find_on(reference: &str, on: Day) -> Result<&'static $shape, Error> {
                crate::resolve::find(ALL.iter().copied(), reference, Some(on))
            }
        }
    };
}

pub(super) use shelf;
