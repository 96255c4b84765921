//! A serde deserializer that goes on after a problem.
//!
//! A field of the wrong type, an unknown field or option is noted, and reading goes on with a
//! stand-in. What the derived code itself refuses (a missing field, a number out of range) ends a
//! pass; the next one passes over the places that are noted already. The last pass notes nothing
//! new, so that what it reads is the input without its faults.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt::{self, Display};

use serde::Deserialize;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::Value;
use super::path::{Segment, find, place};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::{day, reference};

/// Steps into a value after which no new pass is begun: a problem that ends a pass costs the steps
/// before it.
const MOST_STEPS: usize = 250_000;

/// Most problems of one input.
const MOST_PROBLEMS: usize = 1_000;

/// The name of a newtype around answers by control: problems leave the field that holds them out,
/// and doubles are kept for the checks of the sheet.
pub(crate) const ANSWERS: &str = "Answers";

/// The name of a newtype around an answer, which may be an object with [`ANSWER_FIELDS`].
pub(crate) const ANSWER: &str = "Answer";

/// The fields of the long form of an answer.
pub(crate) const ANSWER_FIELDS: &[&str] = &["choice", "reason", "note", "evidence", "date"];

/// The stand-in for a text that is missing or wrong: it is valid as a day and as a reference too.
const STAND_IN: &str = "0000-01-01";

/// What was read.
pub(crate) struct Reading<T> {
    /// The input, with stand-ins for what must be there and is not.
    pub value: Option<T>,
    /// Whether the places in the value are those of the input.
    pub in_place: bool,
    /// Every problem.
    pub problems: Vec<Problem>,
}

impl<T> Reading<T> {
    /// The input; or an error with every problem.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn whole(self, kind: ErrorKind) -> Result<T, Error> {
        match self.value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(refused(kind, self.problems)),
        }
    }

    /// What a function makes of the input; or an error with every problem, those that the function
    /// finds in the rest of the input too.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn then<R>(
        self,
        kind: ErrorKind,
        function: impl FnOnce(T) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let Self { value, in_place, mut problems } = self;
        let result = value.filter(|_| in_place).map(function);
        match result {
            Some(result) if problems.is_empty() => return result,
            Some(Err(error)) => {
                let places: Vec<String> = problems.iter().filter_map(place_of).collect();
                let news = error.problems().iter().filter(|it| !follows(&places, it)).cloned();
                problems.extend(news);
            }
            _ => {}
        }
        Err(refused(kind, problems))
    }
}

#[cfg_attr(debug_assertions, inline)]
fn refused(kind: ErrorKind, mut problems: Vec<Problem>) -> Error {
    if problems.is_empty() {
        // It was not read to the end within the steps allowed.
        problems.push(Problem::new(Code::TooComplex));
    }
    Error::new(kind, problems)
}

/// The place that a problem is about.
#[cfg_attr(debug_assertions, inline)]
fn place_of(problem: &Problem) -> Option<String> {
    let about_a_field =
        matches!(problem.code, Code::MissingField | Code::UnknownField | Code::DuplicateField);
    match (&problem.at, problem.given.as_ref().filter(|_| about_a_field)) {
        (Some(at), Some(field)) => Some(format!("{at}.{field}")),
        (None, Some(field)) => Some(field.clone()),
        (at, None) => at.clone(),
    }
}

/// Whether a problem of a function follows from what was noted before: it is about such a place, or
/// about a stand-in.
#[cfg_attr(debug_assertions, inline)]
fn follows(places: &[String], problem: &Problem) -> bool {
    let made_up = [&problem.at, &problem.given, &problem.detail];
    let made_up = made_up.into_iter().flatten().any(|text| text.contains(STAND_IN));
    made_up
        || place_of(problem).is_some_and(|about| {
            let mut rest = places.iter().filter_map(|place| about.strip_prefix(&**place));
            rest.any(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
}

/// Reads a type from a value, with every problem there is.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn read<'de, T: Deserialize<'de>>(root: &'de Value<'de>) -> Reading<T> {
    let reader = Reader::new(root);
    let mut value = None;
    let mut in_place = false;
    while reader.steps.get() < MOST_STEPS {
        let before = reader.faults.borrow().len();
        reader.shifted.set(false);
        reader.path.borrow_mut().clear();
        match T::deserialize(Node { reader: &reader, value: Some(root) }) {
            Ok(read) => value = Some(read),
            Err(fault) => reader.refuse(fault),
        }
        if reader.faults.borrow().len() == before {
            in_place = !reader.shifted.get();
            break;
        }
    }
    Reading { value, in_place, problems: reader.problems.into_inner() }
}

type Path<'de> = Vec<Segment<'de>>;

struct Reader<'de> {
    root: &'de Value<'de>,
    path: RefCell<Path<'de>>,
    /// Places that are noted: later passes treat them as missing.
    faults: RefCell<HashSet<Path<'de>>>,
    problems: RefCell<Vec<Problem>>,
    /// Fields, with the name of their struct, that turned out to be required.
    required: RefCell<HashSet<(&'static str, &'static str)>>,
    /// The struct whose fields were read last.
    structure: Cell<&'static str>,
    /// Whether this pass left something out in front of other elements of a list, or made up all.
    shifted: Cell<bool>,
    steps: Cell<usize>,
}

impl<'de> Reader<'de> {
    #[cfg_attr(debug_assertions, inline)]
    fn new(root: &'de Value<'de>) -> Self {
        Self {
            root,
            path: RefCell::default(),
            faults: RefCell::default(),
            problems: RefCell::default(),
            required: RefCell::default(),
            structure: Cell::default(),
            shifted: Cell::default(),
            steps: Cell::default(),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn within<R>(
        &self,
        segment: Segment<'de>,
        read: impl FnOnce() -> Result<R, Fault>,
    ) -> Result<R, Fault> {
        self.enter(segment);
        let result = read();
        // After a fault, the path says where it was.
        if result.is_ok() {
            self.leave();
        }
        result
    }

    #[cfg_attr(debug_assertions, inline)]
    fn enter(&self, segment: Segment<'de>) {
        self.steps.set(self.steps.get() + 1);
        self.path.borrow_mut().push(segment);
    }

    #[cfg_attr(debug_assertions, inline)]
    fn leave(&self) {
        self.path.borrow_mut().pop();
    }

    /// Whether the present place is noted.
    #[cfg_attr(debug_assertions, inline)]
    fn is_noted(&self) -> bool {
        let faults = self.faults.borrow();
        !faults.is_empty() && faults.contains(&**self.path.borrow())
    }

    /// Whether a place inside the present one is noted.
    #[cfg_attr(debug_assertions, inline)]
    fn has_noted(&self, inside: Segment<'de>) -> bool {
        if self.faults.borrow().is_empty() {
            return false;
        }
        self.path.borrow_mut().push(inside);
        let noted = self.is_noted();
        self.path.borrow_mut().pop();
        noted
    }

    /// Notes a problem of a part of the present place.
    #[cfg_attr(debug_assertions, inline)]
    fn note_inside(&self, inside: Segment<'de>, problem: Problem) {
        self.note_at(Some(inside), problem);
    }

    /// Notes a problem of the present place.
    #[cfg_attr(debug_assertions, inline)]
    fn note(&self, problem: Problem) {
        self.note_at(None, problem);
    }

    /// A place is noted once, and nothing inside a place that is noted already.
    #[cfg_attr(debug_assertions, inline)]
    fn note_at(&self, inside: Option<Segment<'de>>, problem: Problem) {
        let path = self.path.borrow();
        let mut fault = path.clone();
        fault.extend(inside);
        let mut problems = self.problems.borrow_mut();
        let mut faults = self.faults.borrow_mut();
        let mut around = (0..=fault.len()).filter_map(|length| fault.get(..length));
        if problems.len() >= MOST_PROBLEMS || around.any(|around| faults.contains(around)) {
            return;
        }
        faults.insert(fault);
        problems.push(match place(self.root, &path) {
            Some(at) => problem.at(at),
            None => problem,
        });
    }

    #[cfg_attr(debug_assertions, inline)]
    fn missing(&self, field: &'static str) {
        self.note_inside(Segment::Key(field), Problem::new(Code::MissingField).given(field));
    }

    /// Notes what ended a pass.
    #[cfg_attr(debug_assertions, inline)]
    fn refuse(&self, fault: Fault) {
        match fault {
            Fault::Missing(field) => {
                self.required.borrow_mut().insert((self.structure.get(), field));
                self.missing(field);
            }
            Fault::Unknown(field, fields) => {
                let around = find(self.root, &self.path.borrow());
                if let Some(Value::Object(entries)) = around
                    && let Some((name, _)) = entries.iter().find(|(name, _)| *name == field)
                {
                    let problem = Problem::new(Code::UnknownField).given(name);
                    let problem = problem.nearest_of(fields.iter().copied());
                    self.note_inside(Segment::Key(name), problem);
                }
            }
            Fault::Here(problem) => {
                let given = || find(self.root, &self.path.borrow()).map(Value::shown);
                let problem = match &problem.given {
                    None => given().map_or(*problem.clone(), |given| problem.given(&given)),
                    Some(_) => *problem,
                };
                self.note(problem);
            }
        }
    }
}

/// What the derived code refuses.
#[derive(Debug)]
enum Fault {
    Missing(&'static str),
    Unknown(String, &'static [&'static str]),
    Here(Box<Problem>),
}

impl Display for Fault {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cfg_attr(debug_assertions, inline)]
    fn custom<T: Display>(words: T) -> Self {
        Self::Here(Box::new(Problem::new(Code::WrongType).detail(words.to_string())))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn invalid_value(given: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        let problem = match given {
            Unexpected::Str(text) if expected == day::FORMAT => {
                Problem::new(Code::MalformedDate).given(text)
            }
            Unexpected::Str(text) if expected == reference::FORMAT => {
                Problem::new(Code::MalformedReference).given(text)
            }
            Unexpected::Signed(number) => {
                Problem::new(Code::OutOfRange).given(&number.to_string()).detail(expected)
            }
            _ => Problem::new(Code::OutOfRange).detail(expected),
        };
        Self::Here(Box::new(problem))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(expected)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn unknown_field(field: &str, fields: &'static [&'static str]) -> Self {
        Self::Unknown(field.to_owned(), fields)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn unknown_variant(given: &str, options: &'static [&'static str]) -> Self {
        let problem = Problem::new(Code::UnknownOption).given(given);
        Self::Here(Box::new(problem.nearest_of(options.iter().copied())))
    }
}

/// A value, or a place whose value is noted or missing.
#[derive(Clone, Copy)]
struct Node<'r, 'de> {
    reader: &'r Reader<'de>,
    value: Option<&'de Value<'de>>,
}

impl<'de> Node<'_, 'de> {
    #[cfg_attr(debug_assertions, inline)]
    fn at(self, value: &'de Value<'de>) -> Self {
        Self { value: Some(value), ..self }
    }

    /// The value, unless it is noted.
    #[cfg_attr(debug_assertions, inline)]
    fn known(self) -> Option<&'de Value<'de>> {
        self.value.filter(|_| !self.reader.is_noted())
    }

    /// Notes that the value, if there is one, is not of the wanted kind.
    #[cfg_attr(debug_assertions, inline)]
    fn wrong(self, wanted: &str) {
        if let Some(value) = self.known() {
            let problem = Problem::new(Code::WrongType).given(&value.shown());
            self.reader.note(problem.detail(wanted));
        }
        if self.reader.path.borrow().is_empty() {
            self.reader.shifted.set(true);
        }
    }

    /// The fields of a struct that are there: unknown fields and doubles are noted.
    #[cfg_attr(debug_assertions, inline)]
    fn fields(
        self,
        structure: &'static str,
        names: &'static [&'static str],
    ) -> Vec<(&'de str, Self)> {
        let mut fields: Vec<(&'de str, Self)> = Vec::new();
        let Some(Value::Object(entries)) = self.known() else {
            self.wrong("object");
            return names.iter().map(|name| (*name, Self { value: None, ..self })).collect();
        };
        for (name, value) in entries {
            let problem = |code| Problem::new(code).given(name);
            if !names.contains(&&**name) {
                let problem = problem(Code::UnknownField).nearest_of(names.iter().copied());
                self.reader.note_inside(Segment::Key(name), problem);
            } else if fields.iter().any(|(before, _)| before == name) {
                self.reader.note_inside(Segment::Double(name), problem(Code::DuplicateField));
            } else if *value != Value::Null {
                fields.push((name, self.at(value)));
            }
        }
        for name in names {
            if fields.iter().any(|(there, _)| there == name) {
                continue;
            }
            if self.reader.required.borrow().contains(&(structure, *name)) {
                self.reader.missing(name);
                fields.push((name, Self { value: None, ..self }));
            }
        }
        fields
    }

    /// The entries of an object whose names are not fixed; those that are noted are left out.
    #[cfg_attr(debug_assertions, inline)]
    fn entries(self, doubles: bool) -> Vec<(&'de str, Self)> {
        let Some(Value::Object(entries)) = self.known() else {
            self.wrong("object");
            return Vec::new();
        };
        let mut seen: Vec<(&'de str, Self)> = Vec::with_capacity(entries.len());
        let mut names = HashSet::new();
        for (name, value) in entries {
            let left_out = *value == Value::Null || self.reader.has_noted(Segment::Key(name));
            if !doubles && left_out {
                continue;
            }
            if !doubles && !names.insert(&**name) {
                let problem = Problem::new(Code::DuplicateField).given(name);
                self.reader.note_inside(Segment::Double(name), problem);
            } else {
                seen.push((name, self.at(value)));
            }
        }
        seen
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty => $visit:ident,)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let number = match self.known() {
                Some(Value::Whole(number)) => <$type>::try_from(*number).ok().or_else(|| {
                    let problem = Problem::new(Code::OutOfRange).given(&number.to_string());
                    let range = match *number {
                        ..0 if <$type>::MIN == 0 => "0–".to_owned(),
                        _ => format!("{}–{}", <$type>::MIN, <$type>::MAX),
                    };
                    self.reader.note(problem.detail(range));
                    None
                }),
                _ => {
                    self.wrong("whole number");
                    None
                }
            };
            visitor.$visit(number.unwrap_or_default())
        })+
    };
}

impl<'de> Deserializer<'de> for Node<'_, 'de> {
    type Error = Fault;

    integers! {
        deserialize_i8: i8 => visit_i8,
        deserialize_i16: i16 => visit_i16,
        deserialize_i32: i32 => visit_i32,
        deserialize_i64: i64 => visit_i64,
        deserialize_u8: u8 => visit_u8,
        deserialize_u16: u16 => visit_u16,
        deserialize_u32: u32 => visit_u32,
        deserialize_u64: u64 => visit_u64,
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.known() {
            None | Some(Value::Null) => visitor.visit_unit(),
            Some(Value::Flag(flag)) => visitor.visit_bool(*flag),
            Some(Value::Whole(number)) => visitor.visit_i64(*number),
            Some(Value::Text(text) | Value::Odd(text)) => visitor.visit_borrowed_str(text),
            Some(Value::List(_)) => self.deserialize_seq(visitor),
            Some(Value::Object(_)) => self.deserialize_map(visitor),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(Value::Flag(flag)) = self.known() {
            return visitor.visit_bool(*flag);
        }
        self.wrong("true or false");
        visitor.visit_bool(false)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(Value::Text(text)) = self.known() {
            return visitor.visit_borrowed_str(text);
        }
        self.wrong("text");
        visitor.visit_borrowed_str(STAND_IN)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.known() {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match name {
            ANSWERS => {}
            ANSWER => {
                return match self.known() {
                    Some(Value::Object(_)) => self.deserialize_struct(name, ANSWER_FIELDS, visitor),
                    _ => self.deserialize_any(visitor),
                };
            }
            _ => return visitor.visit_newtype_struct(self),
        }
        if let Some(last) = self.reader.path.borrow_mut().last_mut()
            && let Segment::Key(key) = *last
        {
            *last = Segment::Quiet(key);
        }
        let entries = self.entries(true);
        visitor.visit_map(Entries {
            node: self,
            left: entries.into_iter(),
            next: None,
            structure: name,
        })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let items: &[_] = if let Some(Value::List(items)) = self.known() {
            items
        } else {
            self.wrong("array");
            &[]
        };
        visitor.visit_seq(Items { node: self, left: items.iter().enumerate(), dropped: false })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let entries = self.entries(false).into_iter();
        visitor.visit_map(Entries { node: self, left: entries, next: None, structure: "" })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        structure: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let entries = self.fields(structure, names).into_iter();
        visitor.visit_map(Entries { node: self, left: entries, next: None, structure })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        options: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let (given, content) = match self.known() {
            Some(Value::Text(text)) => (&**text, None),
            Some(Value::Object(entries)) if entries.len() == 1 => match entries.as_slice() {
                [(name, value)] => (&**name, Some((&**name, value))),
                _ => ("", None),
            },
            _ => {
                self.wrong("text");
                ("", None)
            }
        };
        let known = options.iter().find(|option| **option == given);
        if known.is_none() && self.known().is_some() {
            let problem = Problem::new(Code::UnknownOption).given(given);
            self.reader.note(problem.nearest_of(options.iter().copied()));
        }
        // Of a value that is none of the options, the first one is the stand-in.
        let option = known.or_else(|| options.first()).copied().unwrap_or_default();
        visitor.visit_enum(Variant {
            node: self,
            option,
            content: content.filter(|_| known.is_some()),
        })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit_struct tuple tuple_struct
    }
}

struct Items<'r, 'de> {
    node: Node<'r, 'de>,
    left: std::iter::Enumerate<std::slice::Iter<'de, Value<'de>>>,
    dropped: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    #[cfg_attr(debug_assertions, inline)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Node { reader, .. } = self.node;
        for (index, item) in self.left.by_ref() {
            let segment = Segment::Index(index);
            if reader.has_noted(segment) {
                self.dropped = true;
            } else {
                // The elements behind one that is left out have other places than in the input.
                reader.shifted.set(reader.shifted.get() || self.dropped);
                let read = || seed.deserialize(self.node.at(item));
                return reader.within(segment, read).map(Some);
            }
        }
        Ok(None)
    }
}

struct Entries<'r, 'de> {
    node: Node<'r, 'de>,
    left: std::vec::IntoIter<(&'de str, Node<'r, 'de>)>,
    next: Option<(&'de str, Node<'r, 'de>)>,
    structure: &'static str,
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Fault;

    #[cfg_attr(debug_assertions, inline)]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        self.next = self.left.next();
        if self.next.is_none() {
            self.node.reader.structure.set(self.structure);
        }
        let key = self.next.map(|(name, _)| {
            let name: de::value::BorrowedStrDeserializer<'de, Fault> =
                de::value::BorrowedStrDeserializer::new(name);
            seed.deserialize(name)
        });
        key.transpose()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((name, node)) = self.next else { return seed.deserialize(self.node) };
        self.node.reader.within(Segment::Key(name), || seed.deserialize(node))
    }
}

/// A variant of an enum: its name, and what it holds.
struct Variant<'r, 'de> {
    node: Node<'r, 'de>,
    option: &'static str,
    content: Option<(&'de str, &'de Value<'de>)>,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    #[cfg_attr(debug_assertions, inline)]
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let name: de::value::StrDeserializer<'_, Fault> = self.option.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> Variant<'_, 'de> {
    #[cfg_attr(debug_assertions, inline)]
    fn content<R>(self, read: impl FnOnce(Node<'_, 'de>) -> Result<R, Fault>) -> Result<R, Fault> {
        let Some((name, value)) = self.content else {
            self.node.wrong("object");
            return read(Node { value: None, ..self.node });
        };
        let node = self.node.at(value);
        self.node.reader.within(Segment::Key(name), || read(node))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;

    #[cfg_attr(debug_assertions, inline)]
    fn unit_variant(self) -> Result<(), Fault> {
        if self.content.is_some() {
            self.node.wrong("text");
        }
        Ok(())
    }

    #[cfg_attr(debug_assertions, inline)]
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        self.content(|node| seed.deserialize(node))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content(|node| node.deserialize_seq(visitor))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content(|node| node.deserialize_struct("", names, visitor))
    }
}
