//! The registry: name, documentation, arguments and result of every function, and the function.

use serde::{Deserialize, Serialize};

use super::library::{Library, Shelf};
use super::writer;
use crate::error::{Error, ErrorKind};
use crate::framework::Framework;
use crate::input::{self, Value};
use crate::model::Definition;

/// A function of [`call`](super::call).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Function {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// The family that it belongs to: `insight` or `programmes`.
    pub family: &'static str,
    /// What it does, in Markdown.
    pub doc: &'static str,
    pub(super) run: fn(&Value<'_>, Library<'_>) -> Result<String, Error>,
    /// Schema of the arguments, an object.
    #[cfg(feature = "schema")]
    pub arguments: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// Schema of the result, an object.
    #[cfg(feature = "schema")]
    pub result: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

/// The arguments of a function, as its JSON has them.
pub(super) trait Arguments: for<'de> Deserialize<'de> {
    /// Frameworks that came along, found before the built-in ones.
    fn definitions(&mut self) -> Vec<Definition> {
        Vec::new()
    }
}

/// Reads arguments, calls the function and writes its result.
pub(super) fn run<A: Arguments, R: Serialize>(
    given: &Value<'_>,
    library: Library<'_>,
    function: impl FnOnce(&A, &Shelf<'_>) -> Result<R, Error>,
) -> Result<String, Error> {
    let mut reading = input::read::<A>(given);
    // What comes along is only good as a whole.
    reading.in_place &= !reading.problems.iter().any(|problem| {
        let at = problem.at.as_deref().unwrap_or_default();
        at.starts_with("definitions") || at.starts_with("crosswalks")
    });
    reading.then(ErrorKind::InvalidArgument, |mut arguments| {
        let own = arguments.definitions().into_iter().map(Framework::new);
        let own = own.collect::<Result<Vec<_>, _>>()?;
        // A shorter life for the library, the same as that of the frameworks just loaded.
        let find = |reference: &str| (library.find)(reference);
        let library = Library { find: &find, ..library };
        Ok(writer::json(&function(&arguments, &Shelf { own: &own, library })?))
    })
}

/// Declares the functions of a family: `/// Documentation. name(Arguments) -> Result;`
macro_rules! functions {
    ($(#[$about:meta])* $list:ident of $family:literal:
        $($(#[doc = $doc:literal])+ $name:ident($arguments:ty) -> $result:ty;)+
    ) => {
        $(#[$about])*
        ///
        $(#[doc = concat!("- `", stringify!($name), "`:", $($doc),+)])+
        pub const $list: &[Function] = &[$(Function {
            name: stringify!($name),
            family: $family,
            doc: concat!($($doc, "\n"),+),
            run: |given, library| run::<$arguments, $result>(given, library, $name),
            #[cfg(feature = "schema")]
            arguments: |generator| generator.subschema_for::<$arguments>(),
            #[cfg(feature = "schema")]
            result: |generator| generator.subschema_for::<$result>(),
        }),+];
    };
}
pub(super) use functions;

/// Declares arguments, as structs that refuse unknown fields; after `definitions:`, those of
/// functions that take frameworks of the caller too.
macro_rules! arguments {
    (@struct $(#[$about:meta])* $name:ident { $($fields:tt)* }) => {
        $(#[$about])*
        #[derive(Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($fields)* }
    };
    (definitions: $($(#[$about:meta])* $name:ident { $($fields:tt)* })+) => {$(
        arguments! { @struct $(#[$about])* $name {
            $($fields)*
            /// Frameworks of your own, found before the built-in ones.
            #[serde(default)]
            definitions: Vec<Definition>,
        } }

        impl Arguments for $name {
            fn definitions(&mut self) -> Vec<Definition> {
                std::mem::take(&mut self.definitions)
            }
        }
    )+};
    ($($(#[$about:meta])* $name:ident { $($fields:tt)* })+) => {$(
        arguments! { @struct $(#[$about])* $name { $($fields)* } }

        impl Arguments for $name {}
    )+};
}
pub(super) use arguments;
