//! The row of names of a file, and what several files have in common.

use std::collections::{HashMap, HashSet};

use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::error::{FileCode, FileError, Place, Said};
#[cfg(feature = "parquet")]
use super::parquet;
use super::top::Named;

/// Columns of text of these names.
pub(super) fn texts(names: &[String]) -> Schema {
    let text = |name: &String| Field::new(name, DataType::Utf8, true);
    Schema::new(names.iter().map(text).collect::<Vec<_>>())
}

/// The columns of all files, in the order of the first: of types that hold the values of each, at
/// least where the columns are `kept`.
pub(super) fn table(
    headings: &[Headings],
    kept: &dyn Fn(usize) -> bool,
) -> Result<Schema, FileError> {
    let Some(first) = headings.first() else { return Ok(Schema::empty()) };
    let Some(kinds) = &first.kinds else { return Ok(texts(&first.named())) };
    let mut fields: Vec<Field> =
        kinds.fields().iter().map(|field| field.as_ref().clone()).collect();
    for other in headings.iter().skip(1) {
        for (at, field) in fields.iter_mut().enumerate() {
            let kind = other.kinds.as_ref().and_then(|it| it.field_with_name(field.name()).ok());
            let kind = kind.ok_or_else(|| first.unlike(other, field.name()))?;
            #[cfg(feature = "parquet")]
            let both = parquet::wider(field.data_type(), kind.data_type());
            #[cfg(not(feature = "parquet"))]
            let both = (field.data_type() == kind.data_type()).then(|| kind.data_type().clone());
            let both = match both {
                Some(both) => both,
                // Answers are read from any type that may hold them.
                None if !kept(at) && readable(field.data_type()) && readable(kind.data_type()) => {
                    continue;
                }
                None => return Err(first.unlike(other, field.name())),
            };
            let nullable = field.is_nullable() || kind.is_nullable();
            *field = field.clone().with_data_type(both).with_nullable(nullable);
        }
    }
    Ok(Schema::new(fields))
}

/// Whether columns of this type may hold the same answers as columns of another.
fn readable(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => readable(values),
        DataType::Null
        | DataType::Boolean
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::Float16
        | DataType::Float32
        | DataType::Float64 => true,
        kind => kind.is_integer() || kind.is_decimal(),
    }
}

/// Whether files say what their columns hold.
pub(super) fn kinds(headings: &[Headings]) -> bool {
    headings.first().is_some_and(|first| first.kinds.is_some())
}

/// The row of names of a table.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    pub place: Place,
    /// By position; `None` for a column without a name.
    pub names: Vec<Option<String>>,
    /// What the columns are, where not all of them are text.
    pub kinds: Option<SchemaRef>,
}

impl Headings {
    /// That a column of another file holds something else.
    pub(super) fn unlike(&self, other: &Self, name: &str) -> FileError {
        let kind = |of: &Self| match &of.kinds {
            Some(kinds) => kinds
                .field_with_name(name)
                .map_or_else(|_| String::new(), |field| field.data_type().to_string()),
            None => DataType::Utf8.to_string(),
        };
        let (first, own, theirs) = (&self.place.file, kind(self), kind(other));
        let mut place = other.place.clone();
        place.column = Some(name.to_owned());
        place.refuse(
            FileCode::OtherColumns,
            format!("the values are {theirs}, in {first} {own}"),
            format!("値の型が {theirs} で、{first} の {own} と違います"),
        )
    }

    pub(super) fn named(&self) -> Vec<String> {
        self.names.iter().flatten().cloned().collect()
    }

    /// A column that only some files have must not become a column of no answers.
    pub(super) fn alike(&self, other: &Self) -> Result<(), FileError> {
        let missing = |from: &Self, to: &Self| {
            let known: HashSet<&str> = to.names.iter().flatten().map(String::as_str).collect();
            let names = from.names.iter().flatten().map(String::as_str);
            names.filter(|name| !known.contains(name)).collect::<Vec<_>>().join(", ")
        };
        let (lacking, added) = (missing(self, other), missing(other, self));
        if lacking.is_empty() && added.is_empty() {
            return Ok(());
        }
        let first = &self.place.file;
        let mut en = Vec::new();
        let mut ja = Vec::new();
        if !lacking.is_empty() {
            en.push(format!("without {lacking}"));
            ja.push(format!("{lacking} がない"));
        }
        if !added.is_empty() {
            en.push(format!("with {added}"));
            ja.push(format!("{added} がある"));
        }
        Err(other.place.clone().refuse(
            FileCode::OtherColumns,
            format!("the columns differ from those of {first}: {}", en.join(" and ")),
            format!("{first} と列が違います（{}）", ja.join("、")),
        ))
    }
}

/// The names of columns out of several rows of headings.
pub(super) fn joined(mut rows: Vec<Vec<Option<String>>>) -> Vec<Option<String>> {
    let mut last = rows.pop().unwrap_or_default();
    let width = rows.iter().map(Vec::len).chain([last.len()]).max().unwrap_or(0);
    for cell in rows.iter_mut().flatten().chain(&mut last) {
        *cell = cell.take().and_then(|text| plain(&text));
    }
    let below = |at: usize| last.get(at).and_then(Option::as_deref);
    let mut above: Vec<Option<String>> = vec![None; rows.len()];
    let name = |at: usize| {
        let mut parts: Vec<&str> = Vec::new();
        for (row, before) in rows.iter().zip(&mut above) {
            let here = row.get(at).cloned().flatten();
            if here.is_some() {
                *before = here;
            } else if below(at).is_none() {
                *before = None;
            }
        }
        parts.extend(above.iter().flatten().map(String::as_str));
        parts.extend(below(at));
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    (0..width).map(name).collect()
}

/// A heading without the blanks and marks around it that nobody sees.
fn plain(text: &str) -> Option<String> {
    let unseen = |sign: char| sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}');
    Some(text.trim_matches(unseen).to_owned()).filter(|text| !text.is_empty())
}

/// Tells columns of one name apart by numbers behind it, and says so: `備考 (1)` and `備考 (2)`. Two columns
/// that answer a control are refused, if somebody knows which do.
pub(super) fn tell_apart(
    names: &mut [Option<String>],
    place: &Place,
    named: Option<Named<'_>>,
) -> Result<Option<Said>, FileError> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name.clone()).or_default() += 1;
    }
    let mut told: Vec<String> = Vec::new();
    let mut taken: HashSet<String> = counts.keys().cloned().collect();
    for name in names.iter_mut().flatten() {
        if counts.get(name).is_none_or(|count| *count == 1) {
            continue;
        }
        if named.is_some_and(|named| named(&[name.as_str()]) > 0) {
            return Err(twice(name, place));
        }
        if !told.contains(name) {
            told.push(name.clone());
        }
        let mut numbered = (1..).map(|number| format!("{name} ({number})"));
        *name = numbered.find(|one| taken.insert(one.clone())).unwrap_or_default();
    }
    let Place { file, .. } = place;
    Ok((!told.is_empty()).then(|| {
        Said::new(
            format!("{file}: columns of one name are numbered: {}", told.join(", ")),
            format!("{file}：同じ名前の列に番号を付けました（{}）", told.join("、")),
        )
    }))
}

/// Refuses a name that occurs twice.
#[cfg(feature = "parquet")]
pub(super) fn check_names(names: &[Option<String>], place: &Place) -> Result<(), FileError> {
    let mut seen = HashSet::new();
    match names.iter().flatten().find(|name| !seen.insert(name.as_str())) {
        None => Ok(()),
        Some(name) => Err(twice(name, place)),
    }
}

pub(super) fn twice(name: &str, place: &Place) -> FileError {
    place.clone().refuse(
        FileCode::DuplicateColumn,
        format!("there is more than one column '{name}'"),
        format!("列「{name}」が二つ以上あります"),
    )
}
