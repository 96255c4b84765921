//! What every kind of catalogue entry offers: all entries, one by its reference and, if they are the
//! editions of one thing, the edition in force.

/// A module for each kind, with its statics, `all`, `find` and `find_on`.
macro_rules! shelves {
    (
        $($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+
        programmes { $($programmes:tt)+ }
    ) => {
        $(shelf! { $(#[$doc])+ $name: $shape $([$series])? })+

        /// What an organisation can apply for, declare or turn to: subsidies, labels, services, and
        /// the tables they are judged by.
        pub mod programmes {
            shelves! { $($programmes)+ }
        }
    };
    ($($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+) => {
        $(shelf! { $(#[$doc])+ $name: $shape $([$series])? })+
    };
}

macro_rules! shelf {
    ($(#[$doc:meta])+ $name:ident: $shape:ident $([$series:ident])?) => {
        $(#[$doc])+
        pub mod $name {
            use crate::day::Day;
            use crate::error::Error;
            use crate::model::$shape;

            #[cfg(feature = "catalog")]
            pub use crate::catalog::generated::$name::*;

            #[cfg(not(feature = "catalog"))]
            const ALL: &[&$shape] = &[];

            /// All entries, sorted by id and edition.
            ///
            /// ```
            /// let lists = shisei::catalog::threats::all();
            /// assert!(lists.iter().any(|list| list.reference() == "ten-threats@2026"));
            /// ```
            #[cfg_attr(debug_assertions, inline)]
            pub fn all() -> &'static [&'static $shape] {
                ALL
            }

            /// Looks up an entry by `id` or `id@edition`. An id alone means the edition in force.
            ///
            /// ```
            /// let list = shisei::catalog::threats::find("ten-threats")?;
            /// assert_eq!(list.threats.len(), 10);
            /// # Ok::<(), shisei::Error>(())
            /// ```
            ///
            /// # Errors
            /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with the nearest
            /// reference there is.
            #[cfg_attr(debug_assertions, inline)]
            pub fn find(reference: &str) -> Result<&'static $shape, Error> {
                crate::resolve::find(ALL, reference, None)
            }

            /// Looks up an entry by `id` or `id@edition`. An id alone means the edition in force on
            /// the day: see [`resolve`](crate::resolve()).
            ///
            /// ```
            /// use shisei::{Day, catalog};
            ///
            /// let list = catalog::threats::find_on("ten-threats", Day::new(2025, 6, 1)?)?;
            /// assert_eq!(list.reference(), "ten-threats@2025");
            /// # Ok::<(), shisei::Error>(())
            /// ```
            ///
            /// # Errors
            /// As [`find`].
            #[cfg_attr(debug_assertions, inline)]
            pub fn find_on(reference: &str, on: Day) -> Result<&'static $shape, Error> {
                crate::resolve::find(ALL, reference, Some(on))
            }

            $($series! { $name: $shape })?
        }
    };
}

macro_rules! series {
    ($name:ident: $shape:ident) => {
        /// The edition in force: on the day or, without one, now as far as the catalogue knows.
        ///
        /// ```
        /// use shisei::catalog::programmes::sizes;
        ///
        /// let table = sizes::in_force(None)?;
        /// assert_eq!(sizes::find(&table.id)?, table);
        /// # Ok::<(), shisei::Error>(())
        /// ```
        ///
        /// # Errors
        /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the library was
        /// built without its catalogue.
        #[cfg_attr(debug_assertions, inline)]
        pub fn in_force(on: Option<Day>) -> Result<&'static $shape, Error> {
            let id = ALL.first().map_or(stringify!($name), |entry| &*entry.id);
            crate::resolve::find(ALL, id, on)
        }
    };
}
