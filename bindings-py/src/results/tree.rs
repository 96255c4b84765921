//! A result as a tree: read from the core's JSON, compared, and written again.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};
use shisei::input::Value;

use super::shape::{Field, Kind, Shape};

pub struct Object {
    pub shape: &'static Shape,
    /// What the core wrote, where this is all of it.
    json: Option<String>,
    /// By field.
    values: OnceLock<Box<[Node]>>,
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape && self.values() == other.values()
    }
}

impl Eq for Object {}

impl Hash for Object {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.shape.hash(state);
        self.values().hash(state);
    }
}

#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Node {
    /// A field that JSON leaves out.
    #[default]
    Absent,
    Null,
    Flag(bool),
    Whole(i64),
    /// Beyond 63 bits.
    Large(u64),
    Text(Box<str>),
    Object(Arc<Object>),
    List(Box<[Self]>),
    Map(Box<[(Box<str>, Self)]>),
}

impl Node {
    /// The tree of what the core wrote.
    pub fn read(json: &str, kind: Kind) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let node = kind.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(node)
    }
}

impl Object {
    /// What the core has written: it is read when something is first asked of it, and many a result
    /// is only handed on.
    pub fn written(json: String, shape: &'static Shape) -> Self {
        Self { shape, json: Some(json), values: OnceLock::new() }
    }

    fn read(shape: &'static Shape, values: Box<[Node]>) -> Self {
        Self { shape, json: None, values: values.into() }
    }

    /// What the core wrote, where this is all of it.
    pub fn json(&self) -> Option<&str> {
        self.json.as_deref()
    }

    /// The values, by field.
    pub fn values(&self) -> &[Node] {
        self.values.get_or_init(|| {
            let json = self.json.as_deref().unwrap_or_default();
            match Node::read(json, Kind::Object(self.shape)) {
                Ok(Node::Object(object)) => {
                    Arc::into_inner(object).map(|it| it.values.into_inner())
                }
                _ => None,
            }
            .flatten()
            .unwrap_or_default()
        })
    }

    /// The fields that are there, with their values.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &Node)> {
        let fields = self.shape.fields().iter().zip(self.values());
        fields.filter(|(_, value)| !matches!(value, Node::Absent))
    }

    /// The value of a field in JSON.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.fields().find(|(field, _)| field.key == key).map(|(_, value)| value)
    }
}

impl<'de> DeserializeSeed<'de> for Kind {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Kind {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the core writes")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or(Node::Large(number), Node::Whole))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let kind = self.inside();
        let mut list = Vec::with_capacity(items.size_hint().unwrap_or_default());
        while let Some(item) = items.next_element_seed(kind)? {
            list.push(item);
        }
        Ok(Node::List(list.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let Self::Object(shape) = self else {
            let kind = self.inside();
            let mut map = Vec::new();
            while let Some(key) = entries.next_key()? {
                map.push((key, entries.next_value_seed(kind)?));
            }
            return Ok(Node::Map(map.into()));
        };
        let mut values = Vec::new();
        values.resize_with(shape.fields().len(), Node::default);
        let mut next = 0;
        while let Some(found) = entries.next_key_seed(Place { fields: shape.fields(), next })? {
            let field =
                found.and_then(|at| Some((at, shape.fields().get(at)?, values.get_mut(at)?)));
            if let Some((at, field, value)) = field {
                *value = entries.next_value_seed(field.kind)?;
                next = at + 1;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Node::Object(Arc::new(Object::read(shape, values.into()))))
    }
}

/// Finds the place of a field: in most cases, the one after the field before.
struct Place {
    fields: &'static [Field],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Place {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        if self.fields.get(self.next).is_some_and(|field| field.key == key) {
            return Ok(Some(self.next));
        }
        Ok(self.fields.iter().position(|field| field.key == key))
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.fields() {
            map.serialize_entry(&field.key, value)?;
        }
        map.end()
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Large(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Object(object) => object.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
        }
    }
}

/// A result among arguments is what it is in JSON.
impl From<&Object> for Value<'static> {
    fn from(object: &Object) -> Self {
        let fields = object.fields();
        Self::Object(fields.map(|(field, value)| ((&*field.key).into(), value.into())).collect())
    }
}

impl From<&Node> for Value<'static> {
    fn from(node: &Node) -> Self {
        match node {
            Node::Absent | Node::Null => Self::Null,
            Node::Flag(flag) => Self::Flag(*flag),
            Node::Whole(number) => Self::Whole(*number),
            Node::Large(number) => Self::Odd(shisei::input::spelled(number, "number").into()),
            Node::Text(text) => Self::Text(text.to_string().into()),
            Node::Object(object) => (&**object).into(),
            Node::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Node::Map(entries) => Self::Object(
                entries.iter().map(|(key, value)| (key.to_string().into(), value.into())).collect(),
            ),
        }
    }
}
