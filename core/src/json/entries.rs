use serde::{Serialize, Serializer};

use super::writer;
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
#[cfg(feature = "schema")]
use crate::model;
use crate::model::Entry;

macro_rules! entries {
    (
        $($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+
        programmes {
            $($(#[$programme_doc:meta])+ $programme:ident: $programme_shape:ident =
                $programme_folder:literal $([$programme_series:ident])?,)+
        }
    ) => {
        /// The kinds of catalogue entries that [`entries`] gives.
        pub const KINDS: &[&str] = &["frameworks", $($folder,)+ $($programme_folder,)+];

        /// Every catalogue entry of a kind, as one JSON object by reference (`id@edition`).
        ///
        /// The kinds are the folders of the catalogue: see [`KINDS`]. Frameworks come as their
        /// [`Definition`](crate::model::Definition).
        ///
        /// ```
        /// let threats = shisei::json::entries("threats")?;
        /// assert!(threats.starts_with(r#"{"ten-threats@2023":{"id":"ten-threats","#));
        /// # Ok::<(), shisei::Error>(())
        /// ```
        ///
        /// # Errors
        /// [`ErrorKind::InvalidArgument`] with the nearest kind there is.
        pub fn entries(kind: &str) -> Result<String, Error> {
            match kind {
                "frameworks" => {
                    Ok(object(catalog::all().iter().map(|f| (f.reference(), f.definition()))))
                }
                $($folder => Ok(object(catalog::$name::all().iter().map(|e| (e.name(), e)))),)+
                $($programme_folder => {
                    Ok(object(catalog::programmes::$programme::all().iter().map(|e| (e.name(), e))))
                })+
                _ => {
                    let problem = Problem::new(Code::UnknownReference).given(kind);
                    let problem = problem.nearest_of(KINDS.iter().copied());
                    Err(Error::one(ErrorKind::InvalidArgument, problem))
                }
            }
        }

        /// The schema of an entry of each kind, by [`KINDS`] without the frameworks.
        #[cfg(feature = "schema")]
        pub fn entry_schemas(
            generator: &mut schemars::SchemaGenerator,
        ) -> Vec<(&'static str, schemars::Schema)> {
            vec![
                $(($folder, generator.subschema_for::<model::$shape>()),)+
                $(($programme_folder, generator.subschema_for::<model::$programme_shape>()),)+
            ]
        }
    };
}

catalog::kinds!(entries);

/// Serializes pairs as one object.
struct Pairs<I>(I);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)> + Clone> Serialize for Pairs<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

fn object<K: Serialize, V: Serialize>(pairs: impl Iterator<Item = (K, V)> + Clone) -> String {
    writer::json(&Pairs(pairs))
}
