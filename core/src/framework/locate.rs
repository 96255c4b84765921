//! Finds the parts of a framework in a file, so that a problem can name its line.
//!
//! Built only for a file that is refused.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of the file.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Offset of its first byte.
    start: usize,
    kind: Kind,
}

#[derive(Debug, Default)]
enum Kind {
    Table(Vec<(String, Node)>),
    List(Vec<Node>),
    Text(String),
    #[default]
    Other,
}

/// The name of an element in problems: controls go by their id alone.
#[inline]
pub(super) fn place(list: &str, id: &str) -> String {
    if list == "controls" { id.to_owned() } else { format!("{list}.{id}") }
}

impl Node {
    #[inline]
    fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Table(members) => {
                members.iter().find(|(own, _)| own == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    #[inline]
    fn id(&self) -> Option<&str> {
        match &self.get("id")?.kind {
            Kind::Text(id) => Some(id),
            _ => None,
        }
    }

    #[inline]
    fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// Where a problem is: `at` is a control or the path of a field, `given` may be the name of a
    /// field or the id of an element there, `again` asks for its second occurrence.
    #[inline]
    pub(super) fn find(&self, at: &str, given: Option<&str>, again: bool) -> Option<usize> {
        let controls = self.get("controls").map_or(&[][..], Self::items);
        let within = |control: &Self| {
            let rest = at.strip_prefix(control.id()?)?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
        };
        let control = controls.iter().find_map(|control| Some((control, within(control)?)));
        let node =
            control.map_or_else(|| self.deepest(at), |(control, rest)| control.deepest(rest));
        if let Some(field) = given.and_then(|given| node.get(given)) {
            return Some(field.start);
        }
        // Bands are one level further down.
        let lists = [Some(node), node.get("steps"), node.get("choices"), node.get("values")];
        let mut elements =
            lists.into_iter().flatten().flat_map(Self::items).filter(|it| it.id() == given);
        let element = given.and_then(|_| {
            let first = elements.next();
            if again { elements.next().or(first) } else { first }
        });
        let found = element.unwrap_or(node);
        (!std::ptr::eq(found, self)).then_some(found.start)
    }

    /// The node to which a path leads, or the last one on the way. Ids may hold dots, so what fits
    /// is tried.
    #[inline]
    fn deepest(&self, path: &str) -> &Self {
        let rest = |key: &str| {
            let rest = path.strip_prefix(key)?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
        };
        let next = match &self.kind {
            Kind::Table(members) => members.iter().find_map(|(key, node)| Some((node, rest(key)?))),
            Kind::List(items) => items.iter().find_map(|node| Some((node, rest(node.id()?)?))),
            _ => None,
        };
        // Bands, choices and values are named without the list that holds them.
        let inner = ["steps", "choices", "values"].iter().find_map(|list| self.get(list));
        match (next, inner) {
            (Some((node, rest)), _) if !rest.is_empty() => node.deepest(rest),
            (Some((node, _)), _) => node,
            (None, Some(inner)) if !path.is_empty() => inner.deepest(path),
            (None, _) => self,
        }
    }
}

/// The tree of a TOML file.
#[inline]
pub(super) fn tree(table: &Spanned<DeTable<'_>>) -> Node {
    toml_table(table.span().start, table.get_ref())
}

#[inline]
fn toml_table(start: usize, table: &DeTable<'_>) -> Node {
    let members = table.iter().map(|(key, value)| {
        (key.get_ref().to_string(), toml_value(value.span().start, value.get_ref()))
    });
    Node { start, kind: Kind::Table(members.collect()) }
}

#[inline]
fn toml_value(start: usize, value: &DeValue<'_>) -> Node {
    let kind = match value {
        DeValue::Table(table) => return toml_table(start, table),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| toml_value(item.span().start, item.get_ref()));
            Kind::List(items.collect())
        }
        DeValue::String(text) => Kind::Text(text.to_string()),
        _ => Kind::Other,
    };
    Node { start, kind }
}
