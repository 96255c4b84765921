//! JSON out: what `serde_json` writes, byte for byte, for what this crate writes.
//!
//! Its shapes have names for keys, and text that hardly ever needs an escape. Knowing that makes a
//! writer that is quick enough for a row and small enough for a page.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{
    Error, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, Serializer,
};

/// A value as JSON.
pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> String {
    json_with_room(value, 128)
}

/// A value as JSON that is expected to take about `room` bytes.
pub(crate) fn json_with_room(value: &(impl Serialize + ?Sized), room: usize) -> String {
    let mut writer = Writer { json: String::with_capacity(room) };
    match value.serialize(&mut writer) {
        Ok(()) => writer.json,
        // No shape of this crate gets here. Half of one would be no JSON at all.
        Err(Unwritable) => "null".to_owned(),
    }
}

/// What no shape of this crate has: bytes, keys that are not text, variants with nameless values.
#[derive(Debug)]
struct Unwritable;

impl Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a shape of this crate")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), Unwritable>;

struct Writer {
    json: String,
}

impl Writer {
    /// Whether something has just been opened: no value ends with an opening bracket.
    #[inline]
    fn opened(&self) -> bool {
        matches!(self.json.as_bytes().last(), Some(b'{' | b'['))
    }

    #[inline]
    fn next(&mut self) {
        if !self.opened() {
            self.json.push(',');
        }
    }

    /// A name from the code of this crate: no such name needs an escape.
    #[inline]
    fn name(&mut self, name: &'static str) {
        self.json.push('"');
        self.json.push_str(name);
        self.json.push('"');
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    #[allow(clippy::inline_always, reason = "names are copied as constants")]
    fn field(&mut self, name: &'static str) {
        if self.opened() {
            self.json.push('"');
        } else {
            self.json.push_str(",\"");
        }
        self.json.push_str(name);
        self.json.push_str("\":");
    }

    fn text(&mut self, text: &str) {
        self.json.push('"');
        // Every byte is looked at, plain or not: ids are short, and nothing else is.
        if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
            self.json.push_str(text);
        } else {
            text.chars().for_each(|letter| self.escaped(letter));
        }
        self.json.push('"');
    }

    fn escaped(&mut self, letter: char) {
        let short = match letter {
            '"' | '\\' => letter,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\0'..' ' => {
                self.json.push_str("\\u00");
                let code = u32::from(letter);
                for digit in [code / 16, code % 16] {
                    self.json.push(char::from_digit(digit, 16).unwrap_or_default());
                }
                return;
            }
            _ => return self.json.push(letter),
        };
        self.json.push('\\');
        self.json.push(short);
    }

    fn signed(&mut self, number: i64) {
        if number < 0 {
            self.json.push('-');
        }
        self.digits(number.unsigned_abs());
    }

    /// Digit by digit: most numbers here have one or two.
    fn digits(&mut self, number: u64) {
        let (rest, last) = (number / 10, number % 10);
        if rest > 0 {
            self.digits(rest);
        }
        let digit = u32::try_from(last).ok().and_then(|last| char::from_digit(last, 10));
        self.json.push(digit.unwrap_or_default());
    }

    fn bracket(&mut self, bracket: char) -> &mut Self {
        self.json.push(bracket);
        self
    }
}

/// Whether a byte of a text needs no escape in JSON.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

macro_rules! integers {
    ($($function:ident: $type:ty, $as:ident;)+) => {
        $(fn $function(self, value: $type) -> Written {
            self.$as(value.into());
            Ok(())
        })+
    };
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Variant<'a>;

    integers! {
        serialize_i8: i8, signed;
        serialize_i16: i16, signed;
        serialize_i32: i32, signed;
        serialize_i64: i64, signed;
        serialize_u8: u8, digits;
        serialize_u16: u16, digits;
        serialize_u32: u32, digits;
        serialize_u64: u64, digits;
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.json.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.text(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    // Only in what was given and is repeated in an error.
    fn serialize_f64(self, value: f64) -> Written {
        if !value.is_finite() {
            return self.serialize_unit();
        }
        self.json.push_str(zmij::Buffer::new().format_finite(value));
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unwritable)
    }

    fn serialize_unit(self) -> Written {
        self.json.push_str("null");
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.name(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.bracket('{').field(variant);
        value.serialize(&mut *self)?;
        self.bracket('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        Ok(self.bracket('['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        Ok(self.bracket('['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        Ok(self.bracket('['))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        Ok(self.bracket('{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        Ok(self.bracket('{'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        self.bracket('{').field(variant);
        Ok(Variant(self.bracket('{')))
    }
}

macro_rules! lists {
    ($($list:ident: $element:ident,)+) => {
        $(impl $list for &mut Writer {
            type Ok = ();
            type Error = Unwritable;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.next();
                value.serialize(&mut **self)
            }

            fn end(self) -> Written {
                self.bracket(']');
                Ok(())
            }
        })+
    };
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
}

impl SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.next();
        let start = self.json.len();
        key.serialize(&mut **self)?;
        if self.json.as_bytes().get(start) == Some(&b'"') { Ok(()) } else { Err(Unwritable) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.json.push(':');
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.bracket('}');
        Ok(())
    }
}

impl SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    #[allow(clippy::inline_always, reason = "as in `field`")]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.field(name);
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.bracket('}');
        Ok(())
    }
}

/// The fields of a variant: an object within an object.
struct Variant<'a>(&'a mut Writer);

impl SerializeStructVariant for Variant<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        SerializeStruct::serialize_field(&mut self.0, name, value)
    }

    fn end(self) -> Written {
        self.0.bracket('}').bracket('}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::catalog;

    /// Trees of everything that JSON has.
    fn trees() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\\x00-\\x7f]{0,9}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn writes_what_serde_json_writes(tree in trees()) {
            prop_assert_eq!(json(&tree), tree.to_string());
        }
    }

    #[test]
    fn every_framework_comes_out_as_from_serde_json() {
        for framework in catalog::all() {
            let definition = framework.definition();
            assert_eq!(json(definition), serde_json::to_string(definition).unwrap());
        }
    }

    #[test]
    fn numbers_are_no_keys() {
        let mut writer = Writer { json: String::new() };
        assert!(BTreeMap::from([(1, 2)]).serialize(&mut writer).is_err());
        assert_eq!(json(&[BTreeMap::from([(1, 2)])]), "null");
    }
}
