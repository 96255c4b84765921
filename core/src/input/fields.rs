//! Fields of arguments that need more than their type (`#[serde(deserialize_with = …)]`).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// A whole number from 0 to `MOST`, or nothing.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn at_most<'de, const MOST: u64, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    struct Bounded<const MOST: u64>(u64);

    impl<'de, const MOST: u64> Deserialize<'de> for Bounded<MOST> {
        #[cfg_attr(debug_assertions, inline)]
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let number = i64::deserialize(deserializer)?;
            match u64::try_from(number) {
                Ok(count) if count <= MOST => Ok(Self(count)),
                _ => {
                    let range = format!("0–{MOST}");
                    Err(D::Error::invalid_value(Unexpected::Signed(number), &&*range))
                }
            }
        }
    }

    Ok(Option::<Bounded<MOST>>::deserialize(deserializer)?.map(|Bounded(number)| number))
}

/// The members of an object, in order.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn entries<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, T)>, D::Error> {
    struct Entries<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
        type Value = Vec<(String, T)>;

        #[cfg_attr(debug_assertions, inline)]
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("object")
        }

        #[cfg_attr(debug_assertions, inline)]
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries(PhantomData))
}
