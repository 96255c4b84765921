//! Closed sets of values with the names that JSON and the catalogue write.

use crate::error::{Code, Error, ErrorKind, Problem};

/// Names for the variants of an enum: `as_str`, `Display`, `FromStr` and `ALL`. `$home` is where
/// users find it.
macro_rules! named {
    ($type:ident, $home:literal {
        $first:ident = $first_name:literal,
        $($variant:ident = $name:literal,)*
    }) => {
        impl $type {
            /// All of them, in order.
            pub const ALL: &[Self] = &[Self::$first, $(Self::$variant,)*];

            #[doc = concat!("The name in JSON and in the catalogue.\n\n```\nuse ", $home, "::", stringify!($type),
                ";\n\nassert_eq!(", stringify!($type), "::", stringify!($first), ".as_str(), \"", $first_name,
                "\");\n```")]
            #[cfg_attr(debug_assertions, inline)]
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_name,
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl std::fmt::Display for $type {
            #[cfg_attr(debug_assertions, inline)]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::error::Error;

            #[cfg_attr(debug_assertions, inline)]
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|one| one.as_str() == name);
                found.ok_or_else(|| $crate::model::named::unknown(name, &[$first_name, $($name,)*]))
            }
        }
    };
}

pub(crate) use named;

#[cfg_attr(debug_assertions, inline)]
pub(crate) fn unknown(given: &str, names: &[&str]) -> Error {
    let problem = Problem::new(Code::UnknownOption).given(given);
    Error::one(ErrorKind::InvalidArgument, problem.nearest_of(names.iter().copied()))
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use serde::Serialize;

    use crate::assessment::State;
    use crate::error::Error;
    use crate::model::{Lang, Measure, Origin, Relation, Standing, Verification};

    fn agree<T>(all: &[T])
    where
        T: Copy + Debug + Display + FromStr<Err = Error> + PartialEq + Serialize,
    {
        for one in all {
            let name = one.to_string();
            assert_eq!(serde_json::to_value(one).expect("plain"), name);
            assert_eq!(name.parse::<T>(), Ok(*one));
        }
    }

    #[test]
    fn names_are_those_of_json_and_read_back() {
        agree(Standing::ALL);
        agree(State::ALL);
        agree(Verification::ALL);
        agree(Origin::ALL);
        agree(Lang::ALL);
        agree(Measure::ALL);
        agree(Relation::ALL);
    }

    #[test]
    fn an_unknown_name_is_told_the_nearest() {
        let error = "not-aplicable".parse::<Standing>().expect_err("misspelt");
        assert_eq!(error.problems()[0].nearest.as_deref(), Some("not-applicable"));
    }
}
