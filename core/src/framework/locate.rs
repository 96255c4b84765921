//! Where in a file the parts of a framework stand, so that a problem can name its line.
//!
//! Built only for a file that is refused.

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
pub(super) fn place(list: &str, id: &str) -> String {
    if list == "controls" { id.to_owned() } else { format!("{list}.{id}") }
}

impl Node {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Other)
    }

    fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Table(members) => {
                members.iter().find(|(own, _)| own == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    fn id(&self) -> Option<&str> {
        match &self.get("id")?.kind {
            Kind::Text(id) => Some(id),
            _ => None,
        }
    }

    fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// Where a problem stands: `at` is a control or the path of a field, `given` may be the id of
    /// an element there, `again` asks for its second occurrence.
    pub(super) fn find(&self, at: &str, given: Option<&str>, again: bool) -> Option<usize> {
        let controls = self.get("controls").map_or(&[][..], Self::items);
        let control = controls.iter().find(|control| control.id() == Some(at));
        let node = control.unwrap_or_else(|| self.deepest(at));
        // Bands stand one level further down.
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

    /// The element of a list at the top that stands around an offset.
    pub(super) fn around(&self, at: usize) -> Option<String> {
        let Kind::Table(members) = &self.kind else { return None };
        let mut last = (0, None);
        for (key, node) in members {
            if let Kind::List(items) = &node.kind {
                for (nth, item) in items.iter().enumerate() {
                    item.last_before(at, Some((&**key, nth)), &mut last);
                }
            } else {
                node.last_before(at, None, &mut last);
            }
        }
        let (name, nth) = last.1?;
        let element = self.get(name)?.items().get(nth)?;
        Some(element.id().map_or_else(|| format!("{name}[{nth}]"), |id| place(name, id)))
    }

    /// Notes whose this node is, if nothing else begins between it and the offset.
    fn last_before<'a>(
        &self,
        at: usize,
        whose: Option<(&'a str, usize)>,
        last: &mut (usize, Option<(&'a str, usize)>),
    ) {
        if (last.0..=at).contains(&self.start) {
            *last = (self.start, whose);
        }
        match &self.kind {
            Kind::Table(members) => {
                for (_, node) in members {
                    node.last_before(at, whose, last);
                }
            }
            Kind::List(items) => {
                for node in items {
                    node.last_before(at, whose, last);
                }
            }
            Kind::Text(_) | Kind::Other => {}
        }
    }
}

/// The tree of a TOML file; empty when its syntax is broken.
pub(super) fn toml_tree(toml: &str) -> Node {
    let Ok(table) = DeTable::parse(toml) else { return Node::default() };
    toml_table(table.span().start, table.get_ref())
}

fn toml_table(start: usize, table: &DeTable<'_>) -> Node {
    let members = table.iter().map(|(key, value)| {
        (key.get_ref().to_string(), toml_value(value.span().start, value.get_ref()))
    });
    Node { start, kind: Kind::Table(members.collect()) }
}

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

/// The tree of a JSON file, as far as its syntax holds. The nesting must be bounded.
pub(super) fn json_tree(json: &str) -> Node {
    Scanner { text: json, at: 0 }.value()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..)?;
        self.at += rest.len() - rest.trim_start().len();
        self.text.as_bytes().get(self.at).copied()
    }

    fn value(&mut self) -> Node {
        let next = self.peek();
        let start = self.at;
        let kind = match next {
            Some(b'{') => Kind::Table(self.members()),
            Some(b'[') => Kind::List(self.items()),
            Some(b'"') => Kind::Text(self.string()),
            _ => {
                let rest = self.text.get(start..).unwrap_or_default();
                let end = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
                self.at += end;
                Kind::Other
            }
        };
        Node { start, kind }
    }

    fn members(&mut self) -> Vec<(String, Node)> {
        self.at += 1;
        let mut members = Vec::new();
        while self.peek() == Some(b'"') {
            let key = self.string();
            if self.peek() != Some(b':') {
                break;
            }
            self.at += 1;
            members.push((key, self.value()));
            if self.peek() != Some(b',') {
                break;
            }
            self.at += 1;
        }
        self.close(b'}');
        members
    }

    fn items(&mut self) -> Vec<Node> {
        self.at += 1;
        let mut items = Vec::new();
        while self.peek().is_some_and(|next| next != b']') {
            let before = self.at;
            items.push(self.value());
            if self.peek() != Some(b',') || self.at == before {
                break;
            }
            self.at += 1;
        }
        self.close(b']');
        items
    }

    fn close(&mut self, end: u8) {
        if self.peek() == Some(end) {
            self.at += 1;
        } else {
            // Broken from here on: what follows would be read at the wrong place.
            self.at = self.text.len();
        }
    }

    /// A string. Ids and keys that matter have no escapes.
    fn string(&mut self) -> String {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let mut escaped = false;
        let length = rest.iter().position(|byte| match byte {
            _ if escaped => {
                escaped = false;
                false
            }
            b'\\' => {
                escaped = true;
                false
            }
            byte => *byte == b'"',
        });
        let end = start + length.unwrap_or(rest.len());
        self.at = (end + 1).min(self.text.len());
        self.text.get(start..end).unwrap_or_default().to_owned()
    }
}
