//! Where the answers are in a table, and which columns come out.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field as ArrowField, Schema, SchemaRef};
use shisei::columns::{ColumnMatch, Matcher, Said};
use shisei::{Code, Problem};

use crate::compiled::Compiled;
use crate::error::Error;
use crate::marks::{self, Marks};
use crate::options::{Absent, Keep};
use crate::scorer::{Inner, invalid};
use crate::told;

/// Columns as they come in, where the answers are in them, and the columns that go out.
pub struct Shape {
    pub input: SchemaRef,
    pub places: Places,
    pub output: SchemaRef,
}

/// Where the answers are: for each framework, the column of each control.
pub struct Places {
    pub answers: Vec<Vec<Option<usize>>>,
    /// Columns for one choice each. Their answers stand behind the columns of the table, as
    /// [`with_answers`](Self::with_answers) puts them there.
    pub marks: Vec<Marks>,
    pub id: Option<usize>,
    pub kept: Vec<usize>,
}

impl Places {
    /// The batch with the answers that are marked in columns of choices.
    pub fn with_answers<'a>(&self, batch: &'a RecordBatch) -> Result<Cow<'a, RecordBatch>, Error> {
        marks::with_answers(batch, &self.marks)
    }

    /// Positions of the columns of choices.
    #[cfg(feature = "files")]
    pub fn marked(&self) -> impl Iterator<Item = usize> {
        self.marks.iter().flat_map(|marks| &marks.choices).map(|choice| choice.column)
    }
}

impl Inner {
    pub fn shape(&self, input: &SchemaRef) -> Result<Arc<Shape>, Error> {
        // Where another thread is at it, or was when this process was forked, there is none.
        let mut last = self.last.try_lock().ok();
        let known = last.as_ref().and_then(|last| last.as_ref());
        if let Some(shape) = known.filter(|shape| shape.input == *input) {
            return Ok(Arc::clone(shape));
        }
        let places = self.places(input)?;
        let output = self.schema(input, &places)?;
        let shape = Arc::new(Shape { input: Arc::clone(input), places, output });
        if let Some(last) = &mut last {
            **last = Some(Arc::clone(&shape));
        }
        Ok(shape)
    }

    pub fn places(&self, schema: &Schema) -> Result<Places, Error> {
        let mut problems = Vec::new();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let unknown = |option: &str, name: &str| {
            let problem = Problem::new(Code::UnknownColumn).at(option).given(name);
            problem.nearest_of(names.iter().copied())
        };
        let id = self.options.id.as_deref().and_then(|id| {
            let mut places = names.iter().enumerate().filter(|(_, name)| **name == id);
            let place = places.next().map(|(at, _)| at);
            if place.is_none() {
                problems.push(unknown("id", id));
            } else if places.next().is_some() {
                problems.push(Problem::new(Code::DuplicateField).at("id").given(id));
            }
            place
        });
        let found = self.found(&names);
        if found.problems.iter().any(|problem| problem.code == Code::WrongSeparator) {
            return Err(invalid(found.problems));
        }
        let mut answers = found.columns();
        let of_answers = answers.iter().flatten().flatten().copied();
        let of_choices = found.choices.iter().flatten().flatten().map(|place| place.column);
        let used: BTreeSet<usize> = of_answers.chain(of_choices).collect();
        let marks = Marks::found(self, &found, names.len(), &mut answers);
        problems.extend(found.problems);
        if self.options.absent == Absent::Refuse {
            problems.extend(found.missing);
        }
        if let Keep::Columns(keep) = &self.options.keep {
            let missing = keep.iter().filter(|name| !names.contains(&name.as_str()));
            problems.extend(missing.map(|name| unknown("keep", name)));
        }
        let mut kept: Vec<usize> = (0..names.len())
            .filter(|at| {
                Some(*at) == id
                    || match &self.options.keep {
                        Keep::Columns(_) => {
                            names.get(*at).is_some_and(|name| self.options.keep.names(name))
                        }
                        Keep::All => true,
                        Keep::Others | Keep::Answers => !used.contains(at),
                    }
            })
            .collect();
        problems.extend(self.replace(&mut kept, &names, id));
        if !problems.is_empty() {
            return Err(invalid(problems));
        }
        Ok(Places { answers, marks, id, kept })
    }

    /// A table that was scored before has every column of the scores already: these take their
    /// place. Where it has some of them only, they may be anything, and are not lost in silence.
    fn replace(&self, kept: &mut Vec<usize>, names: &[&str], id: Option<usize>) -> Option<Problem> {
        let scores = self.score_fields();
        let scores: HashSet<&str> = scores.iter().map(|field| field.name().as_str()).collect();
        let there = |at: &usize| names.get(*at).is_some_and(|name| scores.contains(name));
        let there: Vec<usize> = kept.iter().copied().filter(there).collect();
        let asked = matches!(self.options.keep, Keep::Columns(_));
        let free = !asked && !there.iter().any(|at| Some(*at) == id);
        if free && scores.len() > 1 && there.len() == scores.len() {
            kept.retain(|at| !there.contains(at));
            return None;
        }
        let there: Vec<&str> = there.iter().filter_map(|at| names.get(*at).copied()).collect();
        let first = there.first()?;
        let mut problem = Problem::new(Code::ExistingColumn).at("keep").given(first);
        problem.valid = there.iter().map(|name| (*name).to_owned()).collect();
        Some(problem)
    }

    /// The columns that are added to a table.
    fn score_fields(&self) -> Vec<ArrowField> {
        let answers = self.compiled.iter().filter(|_| self.options.keep == Keep::Answers);
        let answers = answers.flat_map(Compiled::answer_fields);
        let scores = self.compiled.iter().flat_map(Compiled::arrow_fields);
        let problems = self.options.problems();
        let prefix = &self.options.prefix;
        let fields = answers.chain(scores).chain(told::fields(&problems));
        fields
            .map(|field| {
                let name = format!("{prefix}{}", field.name());
                field.with_name(name)
            })
            .collect()
    }

    /// Which column answers which control.
    pub fn found(&self, names: &[&str]) -> ColumnMatch {
        let said = Said::default().id(self.options.id.as_deref()).columns(&self.options.columns);
        self.matcher().find(names, said)
    }

    pub fn matcher(&self) -> &Matcher {
        self.matcher
            .get_or_init(|| Matcher::new(self.compiled.iter().map(|compiled| &compiled.framework)))
    }

    pub fn schema(&self, input: &Schema, places: &Places) -> Result<SchemaRef, Error> {
        let mut fields: Vec<ArrowField> =
            places.kept.iter().map(|&at| input.field(at).clone()).collect();
        fields.extend(one_of_each(self.score_fields())?.fields().iter().map(|it| (**it).clone()));
        Ok(Arc::new(Schema::new(fields)))
    }
}

/// The columns, where no two of them have one name.
pub fn one_of_each(fields: Vec<ArrowField>) -> Result<SchemaRef, Error> {
    let mut seen = HashSet::new();
    let twice: Vec<Problem> = fields
        .iter()
        .filter(|field| !seen.insert(field.name()))
        .map(|field| Problem::new(Code::DuplicateId).at("keep").given(field.name()))
        .collect();
    if twice.is_empty() { Ok(Arc::new(Schema::new(fields))) } else { Err(invalid(twice)) }
}
