//! The columns that say what is wrong with rows: in words, as a code, and as data.

use std::sync::{Arc, OnceLock};

#[cfg(feature = "renewal")]
use arrow_array::RecordBatch;
use arrow_array::{Array as _, ArrayRef, ListArray, StringArray, StructArray, new_null_array};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use shisei::{Code, Problem};

#[cfg(feature = "renewal")]
use crate::cell::text;
use crate::error::Error;

/// What is wrong with a row in words; the code of its first problem; all its problems, each with
/// the column, the code, what was given and the nearest valid answer. Null for a good row.
pub const PROBLEMS: [&str; 3] = ["problem", "problem_code", "problems"];

/// The column in which a table that was scored before says what is wrong with its rows.
#[cfg(feature = "renewal")]
pub fn before(batch: &RecordBatch) -> Option<&ArrayRef> {
    let column = batch.column_by_name("problem")?;
    let kind = column.data_type();
    let is_text = matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    (is_text && column.null_count() < column.len()).then_some(column)
}

/// What such a column says of a row.
#[cfg(feature = "renewal")]
pub fn said(column: &ArrayRef, row: usize) -> Option<String> {
    text(column.as_ref(), row).filter(|said| !said.is_empty())
}

/// Bytes of text in one column of a batch: beyond them there are codes alone.
const MOST_WORDS: usize = 1 << 30;

/// The columns with these names.
pub fn fields<'a>(names: &'a [&'static str]) -> impl Iterator<Item = Field> + 'a {
    names.iter().map(|name| Field::new(*name, kind(name), true))
}

/// The type of a column of problems.
pub fn kind(name: &str) -> DataType {
    match name {
        "problems" => DataType::List(item()),
        _ => DataType::Utf8,
    }
}

fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(parts()), true))
}

fn parts() -> Fields {
    ["column", "code", "given", "nearest"]
        .iter()
        .map(|name| Field::new(*name, DataType::Utf8, true))
        .collect()
}

/// Rows for which one column serves all: those of a batch of a stream.
const MOST_SHARED: usize = 1 << 17;

/// A column of nulls: mostly nothing is wrong, and then one column is as good as another.
pub fn nothing(name: &str, rows: usize) -> ArrayRef {
    static SHARED: OnceLock<[ArrayRef; 3]> = OnceLock::new();
    if rows > MOST_SHARED {
        return new_null_array(&kind(name), rows);
    }
    let shared = || PROBLEMS.map(|name| new_null_array(&kind(name), MOST_SHARED));
    let [words, _, data] = SHARED.get_or_init(shared);
    if name == "problems" { data.slice(0, rows) } else { words.slice(0, rows) }
}

/// A column of text that is written row by row.
struct Texts {
    text: String,
    ends: Vec<i32>,
    there: BooleanBufferBuilder,
}

impl Texts {
    fn new(rows: usize) -> Self {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Self { text: String::new(), ends, there: BooleanBufferBuilder::new(rows) }
    }

    fn end(&self) -> i32 {
        i32::try_from(self.text.len()).unwrap_or(i32::MAX)
    }

    fn is_full(&self) -> bool {
        self.text.len() >= MOST_WORDS
    }

    /// Leaves the rows before this one without a value.
    fn skip_to(&mut self, row: usize) {
        let end = self.end();
        self.ends.resize(row + 1, end);
        self.there.append_n(row - self.there.len(), false);
    }

    fn push(&mut self, text: Option<&str>) {
        let text = text.filter(|_| !self.is_full());
        self.text.push_str(text.unwrap_or_default());
        self.ends.push(self.end());
        self.there.append(text.is_some());
    }

    fn finish(mut self) -> Result<ArrayRef, Error> {
        let nulls = NullBuffer::new(self.there.finish());
        let ends = OffsetBuffer::new(self.ends.into());
        Ok(Arc::new(StringArray::try_new(ends, self.text.into_bytes().into(), Some(nulls))?))
    }
}

/// What is said about the rows of a batch.
pub struct Told {
    /// About the present row.
    pub sentence: String,
    row: Option<usize>,
    first: Option<Code>,
    words: Option<Texts>,
    codes: Option<Texts>,
    data: Option<Data>,
}

/// The problems of each row as data.
struct Data {
    /// Where those of each row end.
    ends: Vec<i32>,
    there: BooleanBufferBuilder,
    parts: [Texts; 4],
}

impl Told {
    /// The columns with these names, for `rows` rows.
    pub fn new(names: &[&'static str], rows: usize) -> Self {
        let wanted = |name| names.contains(&name);
        Self {
            sentence: String::new(),
            row: None,
            first: None,
            words: wanted("problem").then(|| Texts::new(rows)),
            codes: wanted("problem_code").then(|| Texts::new(rows)),
            data: wanted("problems").then(|| Data {
                ends: vec![0],
                there: BooleanBufferBuilder::new(rows),
                parts: std::array::from_fn(|_| Texts::new(0)),
            }),
        }
    }

    /// Whether a sentence is wanted.
    pub fn has_words(&self) -> bool {
        self.words.as_ref().is_some_and(|words| !words.is_full())
    }

    /// Begins a row with problems; those before it that were not begun have none.
    pub fn begin(&mut self, row: usize) {
        self.end_row();
        self.skip_to(row);
        self.row = Some(row);
    }

    fn skip_to(&mut self, row: usize) {
        for texts in [&mut self.words, &mut self.codes].into_iter().flatten() {
            texts.skip_to(row);
        }
        if let Some(data) = &mut self.data {
            let end = data.ends.last().copied().unwrap_or_default();
            data.ends.resize(row + 1, end);
            data.there.append_n(row - data.there.len(), false);
        }
    }

    /// Notes a problem of the present row.
    pub fn note(
        &mut self,
        column: Option<&str>,
        code: Code,
        given: Option<&str>,
        nearest: Option<&str>,
    ) {
        self.first.get_or_insert(code);
        if let Some(data) = &mut self.data {
            // Long texts are cut, as they are in words.
            let given = given.and_then(|given| Problem::new(code).given(given).given);
            let texts = [column, Some(code.as_str()), given.as_deref(), nearest];
            for (part, text) in data.parts.iter_mut().zip(texts) {
                part.push(text);
            }
        }
    }

    fn end_row(&mut self) {
        if self.row.take().is_none() {
            return;
        }
        let code = self.first.take().map(Code::as_str);
        if let Some(words) = &mut self.words {
            words.push(if self.sentence.is_empty() { code } else { Some(&self.sentence) });
        }
        self.sentence.clear();
        if let Some(codes) = &mut self.codes {
            codes.push(code);
        }
        if let Some(data) = &mut self.data {
            let [column, ..] = &data.parts;
            data.ends.push(i32::try_from(column.ends.len() - 1).unwrap_or(i32::MAX));
            data.there.append(true);
        }
    }

    /// The columns in the order of their names.
    pub fn finish(mut self, names: &[&'static str], rows: usize) -> Result<Vec<ArrayRef>, Error> {
        self.end_row();
        self.skip_to(rows);
        let mut columns = Vec::new();
        for name in names {
            let column = match *name {
                "problem" => self.words.take().map(Texts::finish),
                "problem_code" => self.codes.take().map(Texts::finish),
                _ => self.data.take().map(Data::finish),
            };
            columns.extend(column.transpose()?);
        }
        Ok(columns)
    }
}

impl Data {
    fn finish(mut self) -> Result<ArrayRef, Error> {
        let parts = self.parts.map(Texts::finish).into_iter().collect::<Result<Vec<_>, _>>()?;
        let each = StructArray::try_new(self::parts(), parts, None)?;
        let nulls = NullBuffer::new(self.there.finish());
        let ends = OffsetBuffer::new(self.ends.into());
        Ok(Arc::new(ListArray::try_new(item(), ends, Arc::new(each), Some(nulls))?))
    }
}
