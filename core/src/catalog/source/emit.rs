//! Writes any catalogue value as a Rust expression: a serializer whose format is Rust source.
//!
//! It relies on the catalogue's own habits: struct fields keep their Rust names, enum variants are
//! kebab-case, texts are `Text` and lists are `List`. What is long ends its line, so that a changed
//! sentence is a changed line.

use std::fmt::{Display, Write as _};

use serde::ser::{self, Serialize};

/// The expression that makes `value`, fit for a `static`.
pub(super) fn expression(value: &impl Serialize) -> Result<String, String> {
    let mut source = Source(String::new());
    value.serialize(&mut source).map_err(|e| e.0)?;
    Ok(source.0)
}

/// Longest value that shares its line with the next one.
const SHORT: usize = 40;

struct Source(String);

#[derive(Debug)]
pub(super) struct Unsupported(String);

impl Display for Unsupported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Result2 = Result<(), Unsupported>;

fn unsupported<T>(what: &str) -> Result<T, Unsupported> {
    Err(Unsupported(format!("{what} has no place in the catalogue")))
}

/// `not-allowed` becomes `NotAllowed`.
fn pascal(kebab: &str) -> String {
    kebab
        .split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

impl Source {
    fn push(&mut self, source: impl Display) -> Result2 {
        write!(self.0, "{source}").map_err(|e| Unsupported(e.to_string()))
    }
}

/// Closes what a compound opened.
struct Compound<'a>(&'a mut Source, &'static str);

impl<'a> ser::Serializer for &'a mut Source {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = ser::Impossible<(), Unsupported>;
    type SerializeTupleStruct = ser::Impossible<(), Unsupported>;
    type SerializeTupleVariant = ser::Impossible<(), Unsupported>;
    type SerializeMap = ser::Impossible<(), Unsupported>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    fn serialize_bool(self, v: bool) -> Result2 {
        self.push(v)
    }
    fn serialize_i8(self, v: i8) -> Result2 {
        self.push(v)
    }
    fn serialize_i16(self, v: i16) -> Result2 {
        self.push(v)
    }
    fn serialize_i32(self, v: i32) -> Result2 {
        self.push(v)
    }
    fn serialize_i64(self, v: i64) -> Result2 {
        self.push(v)
    }
    fn serialize_u8(self, v: u8) -> Result2 {
        self.push(v)
    }
    fn serialize_u16(self, v: u16) -> Result2 {
        self.push(v)
    }
    fn serialize_u32(self, v: u32) -> Result2 {
        self.push(v)
    }
    fn serialize_u64(self, v: u64) -> Result2 {
        self.push(v)
    }
    fn serialize_f32(self, _: f32) -> Result2 {
        unsupported("a float")
    }
    fn serialize_f64(self, _: f64) -> Result2 {
        unsupported("a float")
    }
    fn serialize_char(self, _: char) -> Result2 {
        unsupported("a char")
    }
    fn serialize_str(self, v: &str) -> Result2 {
        self.push(format_args!("Borrowed({v:?})"))
    }
    fn serialize_bytes(self, _: &[u8]) -> Result2 {
        unsupported("a byte string")
    }
    fn serialize_none(self) -> Result2 {
        self.push("None")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result2 {
        self.push("Some(")?;
        value.serialize(&mut *self)?;
        self.push(")")
    }
    fn serialize_unit(self) -> Result2 {
        unsupported("a unit")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result2 {
        unsupported("a unit struct")
    }
    fn serialize_unit_variant(self, name: &'static str, _: u32, variant: &'static str) -> Result2 {
        self.push(format_args!("{name}::{}", pascal(variant)))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result2 {
        self.push(format_args!("{name}("))?;
        value.serialize(&mut *self)?;
        self.push(")")
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result2 {
        self.push(format_args!("{name}::{}(", pascal(variant)))?;
        value.serialize(&mut *self)?;
        self.push(")")
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Unsupported> {
        self.push("Borrowed(&[")?;
        Ok(Compound(self, "])"))
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
        unsupported("a tuple")
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unsupported> {
        unsupported("a tuple struct")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsupported> {
        unsupported("a tuple variant")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unsupported> {
        unsupported("a map")
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'a>, Unsupported> {
        self.push(format_args!("{name} {{"))?;
        Ok(Compound(self, "}"))
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Unsupported> {
        self.push(format_args!("{name}::{} {{", pascal(variant)))?;
        Ok(Compound(self, "}"))
    }
}

impl Compound<'_> {
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        self.0.push(format_args!("{key}: "))?;
        self.item(value)
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result2 {
        let start = self.0.0.len();
        value.serialize(&mut *self.0)?;
        let long = self.0.0.len() - start > SHORT;
        self.0.push(if long { ",\n" } else { ", " })
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result2 {
        self.item(value)
    }
    fn end(self) -> Result2 {
        self.0.push(self.1)
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        self.field(key, value)
    }
    fn end(self) -> Result2 {
        self.0.push(self.1)
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        self.field(key, value)
    }
    fn end(self) -> Result2 {
        self.0.push(self.1)
    }
}
