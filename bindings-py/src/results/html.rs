//! How results show themselves in a notebook: fields beside their values, lists of objects as tables.

use std::borrow::Cow;

use shisei::Lang;
use shisei::text::Html;

use super::native::read;
use super::tree::{Node, Object};
use crate::html;

/// Rows of a table that are shown.
const MOST_ROWS: usize = 50;
/// Tables inside tables.
const DEEPEST: usize = 3;

/// An object as a table.
pub fn record(object: &Object, lang: Lang) -> String {
    let mut out = Html::default();
    out.raw("<div lang=\"").text(lang.tag()).raw("\">");
    out.element(("<p><strong>", "</strong></p>"), &object.shape.name);
    fields(&mut out, object, lang, DEEPEST);
    out.raw("</div>");
    out.finish()
}

fn fields(out: &mut Html, object: &Object, lang: Lang, levels: usize) {
    out.raw("<table><tbody>");
    for (field, value) in object.fields() {
        out.raw("<tr>").element(("<th>", "</th>"), &field.name).raw("<td>");
        cell(out, value, lang, levels);
        out.raw("</td></tr>");
    }
    out.raw("</tbody></table>");
}

fn cell(out: &mut Html, node: &Node, lang: Lang, levels: usize) {
    match node {
        Node::Absent | Node::Null => {}
        Node::Flag(flag) => drop(out.text(if *flag { "True" } else { "False" })),
        Node::Whole(number) => drop(out.number(*number)),
        Node::Large(number) => drop(out.text(&number.to_string())),
        Node::Text(text) => drop(out.text(text)),
        Node::Object(object) => match text(object, lang) {
            Some(text) => drop(out.text(&text)),
            None if levels > 0 => fields(out, object, lang, levels - 1),
            None => drop(out.raw("…")),
        },
        Node::List(items) if items.is_empty() => {}
        Node::List(_) | Node::Map(_) if levels == 0 => drop(out.raw("…")),
        Node::List(items) => list(out, items, lang, levels - 1),
        Node::Map(entries) => {
            let rows = entries.iter().map(|(key, value)| (Some(&**key), value));
            rows_of(out, rows, lang, levels - 1);
        }
    }
}

/// What is said in a few words: a text in one language, a measure, an edition.
fn text(object: &Object, lang: Lang) -> Option<Cow<'_, str>> {
    let member = |key| match object.get(key) {
        Some(Node::Text(text)) => Some(&**text),
        _ => None,
    };
    match &*object.shape.name {
        "Localized" => member(lang.tag()).map(Cow::Borrowed),
        "FrameworkRef" => Some(format!("{}@{}", member("id")?, member("edition")?).into()),
        "Points" => html::measure(Some(read(object).ok()?), None).map(Cow::Owned),
        "Coverage" => html::measure(None, Some(read(object).ok()?)).map(Cow::Owned),
        _ => None,
    }
}

/// Objects of one type as a table of their fields, anything else as lines.
fn list(out: &mut Html, items: &[Node], lang: Lang, levels: usize) {
    let first = items.first().and_then(|first| match first {
        Node::Object(object) if text(object, lang).is_none() => Some(object),
        _ => None,
    });
    let Some(first) = first else {
        return rows_of(out, items.iter().map(|item| (None, item)), lang, levels);
    };
    out.raw("<table><thead><tr>");
    for field in first.shape.fields() {
        out.element(("<th>", "</th>"), &field.name);
    }
    out.raw("</tr></thead><tbody>");
    for item in items.iter().take(MOST_ROWS) {
        let Node::Object(object) = item else { continue };
        out.raw("<tr>");
        for value in object.values() {
            out.raw("<td>");
            cell(out, value, lang, levels);
            out.raw("</td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
    more(out, items.len());
}

fn rows_of<'a>(
    out: &mut Html,
    rows: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Node)>,
    lang: Lang,
    levels: usize,
) {
    let count = rows.len();
    out.raw("<table><tbody>");
    for (key, value) in rows.take(MOST_ROWS) {
        out.raw("<tr>");
        if let Some(key) = key {
            out.element(("<th>", "</th>"), key);
        }
        out.raw("<td>");
        cell(out, value, lang, levels);
        out.raw("</td></tr>");
    }
    out.raw("</tbody></table>");
    more(out, count);
}

fn more(out: &mut Html, count: usize) {
    if count > MOST_ROWS {
        out.element(("<p>", "</p>"), &format!("… {}", count - MOST_ROWS));
    }
}
