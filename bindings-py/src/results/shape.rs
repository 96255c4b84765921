//! What results are made of, from the schemas of the core: read when a function is first used, so
//! that an import costs nothing and no list of types is kept here.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use pyo3::Py;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use shisei::json;

use super::native::{self, Native};
use crate::names::ENUMS;

/// What is kept of a type, for the life of the process.
pub struct Shape {
    pub name: String,
    pub doc: String,
    /// The class of the package for it, where there is one.
    pub native: Option<Native>,
    /// Its own class, once something of it was met.
    pub class: PyOnceLock<Py<PyType>>,
    fields: OnceLock<Vec<Field>>,
}

pub struct Field {
    /// Its name in JSON.
    pub key: String,
    /// Its name in Python.
    pub name: String,
    pub doc: String,
    pub kind: Kind,
}

/// What a value is, when it is not null.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A text, a number or a flag.
    Plain,
    /// A name of a closed set that has an enum.
    Member(&'static str),
    Object(&'static Shape),
    List(&'static Kind),
    Map(&'static Kind),
}

impl Kind {
    /// That of items or of values.
    pub fn inside(self) -> Self {
        if let Self::List(&inside) | Self::Map(&inside) = self { inside } else { Self::Plain }
    }
}

impl Shape {
    pub fn fields(&self) -> &[Field] {
        self.fields.get().map_or(&[], Vec::as_slice)
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Shape {}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// Functions of the package itself, whose results have classes of their own.
const ELSEWHERE: [&str; 3] = ["assess", "load_framework", "read_assessment"];

type Named = HashMap<String, &'static Shape>;

#[derive(Default)]
struct Registry {
    named: Named,
    /// By function, or by type of the core.
    results: HashMap<String, Kind>,
    /// By kind of catalogue entry.
    entries: HashMap<&'static str, Kind>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

fn registry<T>(work: impl FnOnce(&mut Registry) -> T) -> T {
    work(&mut REGISTRY.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The result of a function.
pub fn of_function(name: &str) -> Kind {
    let function = json::functions().find(|it| it.name == name);
    function.map_or(Kind::Plain, |it| registry(|registry| registry.result(name, it.result)))
}

/// A type of the core.
pub fn of<T: JsonSchema>() -> Kind {
    let name = T::schema_name();
    registry(|registry| registry.result(&name, SchemaGenerator::subschema_for::<T>))
}

/// The entries of the catalogue of a kind, by reference.
pub fn of_entries(kind: &str) -> Kind {
    registry(|registry| {
        registry.entries();
        registry.entries.get(kind).copied().unwrap_or(Kind::Plain)
    })
}

/// The type with a name.
pub fn named(name: &str) -> Option<&'static Shape> {
    registry(|registry| {
        registry.all();
        registry.named.get(name).copied().filter(|shape| shape.native.is_none())
    })
}

/// The names of all types, sorted.
pub fn names() -> Vec<&'static str> {
    registry(|registry| {
        registry.all();
        let own = registry.named.values().filter(|shape| shape.native.is_none());
        let mut names: Vec<_> = own.map(|shape| &*shape.name).collect();
        names.sort_unstable();
        names
    })
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

impl Registry {
    fn result(&mut self, name: &str, schema: impl FnOnce(&mut SchemaGenerator) -> Schema) -> Kind {
        if let Some(&known) = self.results.get(name) {
            return known;
        }
        let mut generator = generator();
        let schema = schema(&mut generator).to_value();
        let definitions = generator.take_definitions(true);
        let kind =
            Reading { named: &mut self.named, definitions: &definitions }.kind(&schema, name);
        self.results.insert(name.to_owned(), kind);
        kind
    }

    fn entries(&mut self) {
        if !self.entries.is_empty() {
            return;
        }
        let mut generator = generator();
        let schemas = json::entry_schemas(&mut generator);
        let definitions = generator.take_definitions(true);
        for (kind, schema) in schemas {
            let mut reading = Reading { named: &mut self.named, definitions: &definitions };
            let entry = reading.kind(&schema.to_value(), kind);
            self.entries.insert(kind, Kind::Map(kept(entry)));
        }
    }

    fn all(&mut self) {
        self.entries();
        for function in json::functions().filter(|it| !ELSEWHERE.contains(&it.name)) {
            self.result(function.name, function.result);
        }
    }
}

/// Reads schemas, and keeps the types that it meets.
struct Reading<'a> {
    named: &'a mut Named,
    definitions: &'a serde_json::Map<String, Value>,
}

impl Reading<'_> {
    /// The kind of a schema; a type without a name gets the one given.
    fn kind(&mut self, schema: &Value, name: &str) -> Kind {
        if let Some(path) = text(schema, "$ref") {
            return self.defined(path.trim_start_matches("#/$defs/"));
        }
        if schema.get("properties").is_some() {
            return self.object(schema, name);
        }
        if let Some(items) = schema.get("items") {
            return Kind::List(kept(self.kind(items, name)));
        }
        if let Some(values) = schema.get("additionalProperties").filter(|it| it.is_object()) {
            return Kind::Map(kept(self.kind(values, name)));
        }
        // A type or null, or a text or a type: texts say themselves that they are texts.
        let kinds = list(schema, "anyOf").iter().map(|it| self.kind(it, name));
        kinds
            .collect::<Vec<_>>()
            .into_iter()
            .find(|it| !matches!(it, Kind::Plain))
            .unwrap_or(Kind::Plain)
    }

    fn defined(&mut self, name: &str) -> Kind {
        if let Some(shape) = self.named.get(name) {
            return Kind::Object(shape);
        }
        if let Some(member) = ENUMS.into_iter().find(|known| *known == name) {
            return Kind::Member(member);
        }
        let definitions = self.definitions;
        let Some(schema) = definitions.get(name) else { return Kind::Plain };
        let choices = list(schema, "oneOf");
        if choices.iter().any(|choice| choice.get("properties").is_some()) {
            return self.object(schema, name);
        }
        self.kind(schema, name)
    }

    /// An object, or a choice of objects, of which a value has the fields of one.
    fn object(&mut self, schema: &Value, name: &str) -> Kind {
        let shape: &'static Shape = kept(Shape {
            name: name.to_owned(),
            doc: summary(text(schema, "description")),
            native: native::named(name),
            class: PyOnceLock::new(),
            fields: OnceLock::new(),
        });
        self.named.insert(name.to_owned(), shape);
        // What is inside a class of the package is nobody else's.
        let mut inside = Named::new();
        let named = if shape.native.is_some() { &mut inside } else { &mut *self.named };
        let mut reading = Reading { named, definitions: self.definitions };
        let alternatives = std::iter::once(schema).chain(list(schema, "oneOf"));
        let members = alternatives.filter_map(|it| Some((it, it.get("properties")?.as_object()?)));
        let mut fields: Vec<Field> = Vec::new();
        for (whole, properties) in members {
            for (key, property) in properties {
                let doc = text(property, "description").or_else(|| text(whole, "description"));
                fields.push(Field {
                    key: key.clone(),
                    name: attribute(key),
                    doc: summary(doc),
                    kind: reading.kind(property, &format!("{name}{}", capitalised(key))),
                });
            }
        }
        shape.fields.get_or_init(|| fields);
        Kind::Object(shape)
    }
}

/// Names that Python keeps for itself.
#[rustfmt::skip]
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
    "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

/// The name of a field in Python.
fn attribute(key: &str) -> String {
    let name = key.replace('-', "_");
    if KEYWORDS.contains(&&*name) { name + "_" } else { name }
}

/// The first paragraph of a documentation.
fn summary(doc: Option<&str>) -> String {
    doc.and_then(|doc| doc.split("\n\n").next()).unwrap_or_default().to_owned()
}

fn capitalised(key: &str) -> String {
    key.split(['-', '_'])
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

fn text<'a>(schema: &'a Value, key: &str) -> Option<&'a str> {
    schema.get(key)?.as_str()
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// There are as many types as the core has, and they are met once.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
