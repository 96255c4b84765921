use super::Value;

/// One step from a value to a value inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Segment<'a> {
    /// A field.
    Key(&'a str),
    /// A field that problems leave out: answers go by their control alone.
    Quiet(&'a str),
    /// A field that is there once more.
    Double(&'a str),
    /// An element of a list.
    Index(usize),
}

/// A path in words: `profile.form`, `assets[0].threat`, `SA-01.note`. Elements with an `id` go by
/// it, and controls by it alone.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn place(root: &Value<'_>, path: &[Segment<'_>]) -> Option<String> {
    let mut place = String::new();
    let mut node = Some(root);
    let field = |place: &mut String, name: &str| {
        if !place.is_empty() {
            place.push('.');
        }
        place.push_str(name);
    };
    for (at, segment) in path.iter().enumerate() {
        match *segment {
            Segment::Key(key) | Segment::Double(key) => {
                node = node.and_then(|node| node.get(key));
                let next = path.get(at + 1);
                let next = next.and_then(|next| element(node, next)).and_then(id);
                if !(key == "controls" && next.is_some()) {
                    field(&mut place, key);
                }
            }
            Segment::Quiet(key) => {
                node = node.and_then(|node| node.get(key));
                if at + 1 == path.len() {
                    field(&mut place, key);
                }
            }
            Segment::Index(index) => {
                node = element(node, segment);
                match node.and_then(id) {
                    Some(id) => field(&mut place, id),
                    None => place.extend(["[", &*index.to_string(), "]"]),
                }
            }
        }
    }
    (!place.is_empty()).then_some(place)
}

/// The value at the end of a path.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn find<'v, 'a>(root: &'v Value<'a>, path: &[Segment<'_>]) -> Option<&'v Value<'a>> {
    path.iter().try_fold(root, |node, segment| match segment {
        Segment::Key(key) | Segment::Quiet(key) | Segment::Double(key) => node.get(key),
        Segment::Index(_) => element(Some(node), segment),
    })
}

#[cfg_attr(debug_assertions, inline)]
fn element<'v, 'a>(list: Option<&'v Value<'a>>, at: &Segment<'_>) -> Option<&'v Value<'a>> {
    match (list, at) {
        (Some(Value::List(items)), Segment::Index(index)) => items.get(*index),
        _ => None,
    }
}

#[cfg_attr(debug_assertions, inline)]
fn id<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value.get("id") {
        Some(Value::Text(id)) if !id.is_empty() => Some(id),
        _ => None,
    }
}
