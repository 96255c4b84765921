//! Writes any catalogue value as a Rust expression: a serializer whose format is Rust source.
//!
//! It relies on the catalogue's own habits: struct fields keep their Rust names, enum variants are
//! kebab-case, texts are `Text` and lists are `List`. What is long ends its line, so that a changed
//! sentence is a changed line.
//!
//! What there is most of are calls of `const` functions: the compiler checks a call with the types
//! of its arguments known in half the time of a `Borrowed` whose type it must find.

use std::fmt::{Display, Write as _};

use serde::ser::{self, Serialize};

/// The expression that makes `value`, fit for a `static`.
pub(super) fn expression(value: &impl Serialize) -> Result<String, String> {
    let mut source = Source { text: String::new(), literal: false };
    value.serialize(&mut source).map_err(|e| e.0)?;
    Ok(source.text)
}

/// Longest value that shares its line with the next one.
const SHORT: usize = 40;

/// The shapes that are calls of a function, which takes their texts as literals.
const CALLS: &[(&str, &str)] = &[("Localized", "both"), ("Citation", "cited")];

/// The functions that the tables call.
pub(super) const FUNCTIONS: &str = "
    pub(super) const fn text(text: &'static str) -> Text {
        Borrowed(text)
    }

    pub(super) const fn both(ja: &'static str, en: &'static str) -> Localized {
        Localized { ja: Borrowed(ja), en: Borrowed(en) }
    }

    pub(super) const fn cited(source: &'static str, at: &'static str) -> Citation {
        Citation { source: Borrowed(source), at: Borrowed(at) }
    }
";

struct Source {
    text: String,
    /// Whether a text is a literal: it is an argument of a function.
    literal: bool,
}

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
        write!(self.text, "{source}").map_err(|e| Unsupported(e.to_string()))
    }
}

/// Fields or elements between brackets.
struct Compound<'a> {
    source: &'a mut Source,
    close: &'static str,
    /// Whether fields are written with their names.
    named: bool,
}

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
        if self.literal {
            return self.push(format_args!("{v:?}"));
        }
        self.push(format_args!("text({v:?})"))
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
        Ok(Compound { source: self, close: "])", named: false })
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
        if let Some((_, function)) = CALLS.iter().find(|(shape, _)| *shape == name) {
            self.push(format_args!("{function}("))?;
            self.literal = true;
            return Ok(Compound { source: self, close: ")", named: false });
        }
        self.push(format_args!("{name} {{"))?;
        Ok(Compound { source: self, close: "}", named: true })
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Unsupported> {
        self.push(format_args!("{name}::{} {{", pascal(variant)))?;
        Ok(Compound { source: self, close: "}", named: true })
    }
}

impl Compound<'_> {
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        if self.named {
            self.source.push(format_args!("{key}: "))?;
        }
        self.item(value)
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result2 {
        let start = self.source.text.len();
        value.serialize(&mut *self.source)?;
        let long = self.source.text.len() - start > SHORT;
        self.source.push(if long { ",\n" } else { ", " })
    }

    fn close(self) -> Result2 {
        self.source.literal = false;
        self.source.push(self.close)
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result2 {
        self.item(value)
    }
    fn end(self) -> Result2 {
        self.close()
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        self.field(key, value)
    }
    fn end(self) -> Result2 {
        self.close()
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result2 {
        self.field(key, value)
    }
    fn end(self) -> Result2 {
        self.close()
    }
}
