//! Columns for one choice each, of which one has a mark: read as one column of answers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::cast::AsArray as _;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema};
use shisei::answers::is_marked;
use shisei::columns::{ColumnMatch, Place};
use shisei::text::normal;

use crate::cell::text;
use crate::error::Error;
use crate::scorer::Inner;

/// A column for a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its position.
    pub column: usize,
    /// What the answer is where it has a mark.
    pub answer: String,
    /// What stands there instead of a mark, in normal form: the choice itself.
    pub names: Vec<String>,
}

/// The columns of the choices of one control.
#[derive(Clone, Debug)]
pub struct Marks {
    /// What the column of answers is called.
    pub name: String,
    pub choices: Vec<Choice>,
}

impl Marks {
    /// Those that were found, with the place of each among the columns of answers: behind the columns
    /// that there are.
    pub fn found(
        inner: &Inner,
        found: &ColumnMatch,
        columns: usize,
        answers: &mut [Vec<Option<usize>>],
    ) -> Vec<Self> {
        let mut all = Vec::new();
        for (which, (compiled, choices)) in inner.compiled.iter().zip(&found.choices).enumerate() {
            for (control, places) in choices.iter().enumerate().filter(|it| !it.1.is_empty()) {
                let described = compiled.framework.controls().get(control);
                let scale = described.and_then(|control| compiled.framework.scale_of(control));
                let choice = |place: &Place| {
                    let choice = scale?.choices.get(usize::from(place.choice?))?;
                    let names = [&*choice.id, &*choice.label.ja, &*choice.label.en].map(normal);
                    let answer = choice.id.to_string();
                    Some(Choice { column: place.column, answer, names: names.into() })
                };
                let name = inner.controls.get(which).and_then(|of| of.get(control));
                let slot = answers.get_mut(which).and_then(|of| of.get_mut(control));
                if let (Some(name), Some(slot)) = (name, slot) {
                    *slot = Some(columns + all.len());
                    let choices = places.iter().filter_map(choice).collect();
                    all.push(Self { name: name.clone(), choices });
                }
            }
        }
        all
    }

    /// The answers of the rows: null where nothing is marked, and more than one answer, or what is no
    /// mark, as a text that is none.
    fn answers(&self, batch: &RecordBatch) -> ArrayRef {
        let columns: Vec<Cells> = self
            .choices
            .iter()
            .filter_map(|choice| Some(Cells::of(batch.columns().get(choice.column)?, choice)))
            .collect();
        let mut answers = StringDictionaryBuilder::<Int32Type>::new();
        for row in 0..batch.num_rows() {
            let mut said = columns.iter().filter_map(|cells| cells.said(row));
            match (said.next(), said.next()) {
                (None, _) => answers.append_null(),
                (Some(only), None) => answers.append_value(only),
                (Some(first), Some(second)) => {
                    let all: Vec<&str> = [first, second].into_iter().chain(said).collect();
                    answers.append_value(all.join(" / "));
                }
            }
        }
        Arc::new(answers.finish())
    }
}

/// A batch with a column of answers for each control whose choices have columns.
pub fn with_answers<'a>(
    batch: &'a RecordBatch,
    marks: &[Marks],
) -> Result<Cow<'a, RecordBatch>, Error> {
    if marks.is_empty() {
        return Ok(Cow::Borrowed(batch));
    }
    let added: Vec<ArrayRef> = marks.iter().map(|marks| marks.answers(batch)).collect();
    let names = marks.iter().map(|marks| &marks.name);
    let fields = names.zip(&added).map(|(name, it)| Field::new(name, it.data_type().clone(), true));
    let fields = batch.schema_ref().fields().iter().map(|field| Field::clone(field)).chain(fields);
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let arrays = batch.columns().iter().cloned().chain(added).collect();
    let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    Ok(Cow::Owned(RecordBatch::try_new_with_options(schema, arrays, &rows)?))
}

/// One column of answers in place of those of the choices, which are last among the others: the name of
/// the one with a mark.
///
/// # Errors
/// [`Error::Arrow`] where a column is not there.
pub fn gathered(batch: &RecordBatch, choices: &[&str]) -> Result<RecordBatch, Error> {
    let places = choices.iter().map(|name| batch.schema_ref().index_of(name));
    let places = places.collect::<Result<Vec<_>, _>>()?;
    let choice = |(name, column): (&&str, &usize)| Choice {
        column: *column,
        answer: (*name).to_owned(),
        names: vec![normal(name)],
    };
    let marks = Marks {
        name: choices.first().map(|name| (*name).to_owned()).unwrap_or_default(),
        choices: choices.iter().zip(&places).map(choice).collect(),
    };
    let whole = with_answers(batch, std::slice::from_ref(&marks))?;
    let kept: Vec<usize> = (0..whole.num_columns()).filter(|at| !places.contains(at)).collect();
    Ok(whole.project(&kept)?)
}

/// What the cells of a column say, each different text once.
struct Cells {
    /// By row; `None` where nothing was taken.
    of: Vec<Option<usize>>,
    said: Vec<String>,
}

impl Cells {
    fn of(array: &ArrayRef, choice: &Choice) -> Self {
        let mut cells = Self { of: Vec::with_capacity(array.len()), said: Vec::new() };
        let mut known: HashMap<String, Option<usize>> = HashMap::new();
        let mut read = |cells: &mut Self, value: Option<String>| {
            let value = value?;
            if let Some(known) = known.get(&value) {
                return *known;
            }
            let says = choice.says(&value).map(|says| {
                cells.said.push(says);
                cells.said.len() - 1
            });
            known.insert(value, says);
            says
        };
        if let (DataType::Dictionary(_, _), Some(dictionary)) =
            (array.data_type(), array.as_any_dictionary_opt())
            && !dictionary.values().is_empty()
        {
            let values = dictionary.values();
            let by_key: Vec<Option<usize>> =
                (0..values.len()).map(|at| read(&mut cells, text(values.as_ref(), at))).collect();
            let keys = dictionary.normalized_keys().into_iter().enumerate();
            let of = keys.map(|(row, key)| {
                array.is_valid(row).then(|| by_key.get(key).copied().flatten()).flatten()
            });
            cells.of = of.collect();
        } else {
            for row in 0..array.len() {
                let says = read(&mut cells, text(array.as_ref(), row));
                cells.of.push(says);
            }
        }
        cells
    }

    fn said(&self, row: usize) -> Option<&str> {
        let at = self.of.get(row).copied().flatten()?;
        self.said.get(at).map(String::as_str)
    }
}

impl Choice {
    /// What a cell says: the answer, nothing, or what stands there, which is no answer.
    fn says(&self, cell: &str) -> Option<String> {
        if self.names.contains(&normal(cell)) {
            return Some(self.answer.clone());
        }
        match is_marked(cell) {
            Some(true) => Some(self.answer.clone()),
            Some(false) => None,
            None => Some(format!("{}: {}", self.answer, cell.trim())),
        }
    }
}
