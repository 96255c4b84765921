//! Where the answers are in a table, and which columns come out.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};
use shisei::{Code, Framework, Problem};

use crate::cell::names_rows;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::kernel::normal;
use crate::options::{Absent, Keep};
use crate::prepare::readable;
use crate::scorer::{Inner, invalid};

/// Columns as they come in, where the answers are in them, and the columns that go out.
pub struct Shape {
    pub input: SchemaRef,
    pub places: Places,
    pub output: SchemaRef,
}

/// Where the answers are: for each framework, the column of each control.
pub struct Places {
    pub answers: Vec<Vec<Option<usize>>>,
    pub id: Option<usize>,
    pub kept: Vec<usize>,
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
        let id = self.options.id.as_deref().and_then(|id| {
            let place = names.iter().position(|name| *name == id);
            match place.map(|at| schema.field(at).data_type()) {
                None => {
                    let problem = Problem::new(Code::UnknownReference).at("id").given(id);
                    problems.push(problem.nearest_of(names.clone()));
                }
                Some(kind) if !names_rows(kind) => problems.push(unfit(id, kind)),
                Some(_) => {}
            }
            place
        });
        for name in self.options.columns.keys().filter(|name| !names.contains(&name.as_str())) {
            let problem = Problem::new(Code::UnknownReference).at("columns").given(name);
            problems.push(problem.nearest_of(names.clone()));
        }
        let mut used = HashSet::new();
        let mut answers = Vec::new();
        for compiled in &self.compiled {
            let found = self.find(&compiled.framework, &names, id, &mut problems);
            for (at, control) in found.iter().zip(compiled.framework.controls()) {
                if let Some(at) = at {
                    used.insert(*at);
                    let kind = schema.field(*at).data_type();
                    if !readable(kind) {
                        let name = names.get(*at).copied().unwrap_or_default();
                        problems.push(unfit(name, kind));
                    }
                } else if self.options.absent == Absent::Refuse {
                    let free = names.iter().copied();
                    let problem = Problem::new(Code::UnknownControl).given(&control.id);
                    problems.push(problem.nearest_of(free).detail("no column for it"));
                }
            }
            answers.push(found);
        }
        if let Keep::Columns(keep) = &self.options.keep {
            for name in keep.iter().filter(|name| !names.contains(&name.as_str())) {
                let problem = Problem::new(Code::UnknownReference).at("keep").given(name);
                problems.push(problem.nearest_of(names.clone()));
            }
        }
        let kept = (0..names.len())
            .filter(|at| {
                Some(*at) == id
                    || match &self.options.keep {
                        Keep::Columns(keep) => {
                            keep.iter().any(|name| Some(name.as_str()) == names.get(*at).copied())
                        }
                        Keep::All => true,
                        Keep::Others | Keep::Answers => !used.contains(at),
                    }
            })
            .collect();
        if problems.is_empty() { Ok(Places { answers, id, kept }) } else { Err(invalid(problems)) }
    }

    /// By the caller's own names, by id, by id in any case and width, by official number.
    pub fn find(
        &self,
        framework: &Framework,
        names: &[&str],
        id: Option<usize>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Option<usize>> {
        let own = |control: &str| {
            let mut named = self.options.columns.iter().filter(|(_, means)| *means == control);
            let name = named.next().map(|(name, _)| name.as_str());
            names.iter().position(|known| Some(*known) == name)
        };
        let normals: Vec<String> = names.iter().map(|name| normal(name)).collect();
        let mut owners: HashMap<usize, &str> = HashMap::new();
        let controls = framework.controls();
        let found: Vec<Option<usize>> = controls
            .iter()
            .map(|control| {
                let free = |at: &usize| Some(*at) != id;
                let like = |wanted: &str| {
                    let wanted = normal(wanted);
                    normals.iter().position(|name| *name == wanted).filter(free)
                };
                own(&control.id)
                    .or_else(|| names.iter().position(|name| *name == control.id).filter(free))
                    .or_else(|| like(&control.id))
                    .or_else(|| control.number.as_deref().and_then(like))
            })
            .collect();
        for (at, control) in found.iter().zip(controls) {
            if let Some(at) = at
                && let Some(other) = owners.insert(*at, &control.id)
            {
                let problem = Problem::new(Code::Contradiction)
                    .at(names.get(*at).copied().unwrap_or_default())
                    .given(&control.id);
                problems.push(problem.detail(other.to_owned()));
            }
        }
        found
    }

    pub fn schema(&self, input: &Schema, places: &Places) -> Result<SchemaRef, Error> {
        let mut fields: Vec<ArrowField> =
            places.kept.iter().map(|&at| input.field(at).clone()).collect();
        if self.options.keep == Keep::Answers {
            fields.extend(self.compiled.iter().flat_map(Compiled::answer_fields));
        }
        fields.extend(self.compiled.iter().flat_map(Compiled::arrow_fields));
        if self.options.tells_problems() {
            fields.push(ArrowField::new("problem", DataType::Utf8, true));
        }
        one_of_each(fields)
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

/// A column whose values are not what it is for.
fn unfit(name: &str, kind: &DataType) -> Problem {
    Problem::new(Code::OutOfRange).at(name).given(&kind.to_string()).detail("column type")
}
