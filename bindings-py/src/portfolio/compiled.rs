//! A framework compiled for portfolios: its spellings, its columns, and the kernel for each coding.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field as ArrowField};
use pyo3::prelude::*;
use shisei::Error;
use shisei::portfolio::{Coding, ColumnScorer, Number, Numbers, Output, Spellings, Value};

use super::output::{Written, outcome_names, outcome_type};
use super::prepare::{Answers, Prepared, prepare};
use super::run::{Columns, run};
use crate::framework::Framework;

/// A framework with everything that does not depend on the data.
pub struct Compiled {
    pub framework: Py<Framework>,
    /// What controls take: the same for those that share a scale.
    answers: Vec<Answers>,
    /// By control.
    answers_of: Vec<usize>,
    pub outputs: Vec<Output>,
    pub names: Arc<StringArray>,
    pub width: Width,
    kernels: Mutex<Vec<Arc<Kernel>>>,
}

/// The integers of the result.
#[derive(Clone, Copy)]
pub enum Width {
    Int8,
    Int16,
    Int64,
}

/// A framework compiled for columns in these codings.
pub struct Kernel {
    codings: Vec<Option<Coding>>,
    scorer: ColumnScorer,
}

/// Kernels kept: a stream has one or two.
const MOST_KERNELS: usize = 8;

impl Compiled {
    pub fn new(
        py: Python<'_>,
        framework: Py<Framework>,
        prefix: &str,
        numbers: Option<Numbers>,
        mapping: &[(String, String)],
        select: Option<&HashSet<String>>,
        smallest: bool,
    ) -> Result<Self, Error> {
        let core = framework.bind(py).get().core();
        let mut answers: Vec<Answers> = Vec::new();
        let mut answers_of = Vec::new();
        let mut scales: HashMap<(&str, _), usize> = HashMap::new();
        for (at, control) in core.controls().iter().enumerate() {
            let key = (&*control.scale, control.not_applicable);
            let position = if let Some(&position) = scales.get(&key) {
                position
            } else {
                answers.push(Answers::of(Spellings::new(core, at, numbers, mapping)?));
                scales.insert(key, answers.len() - 1);
                answers.len() - 1
            };
            answers_of.push(position);
        }
        let mut outputs = Output::all(core);
        for output in &mut outputs {
            output.name.insert_str(0, prefix);
        }
        if let Some(select) = select {
            outputs.retain(|output| select.contains(&output.name));
        }
        let codings: Vec<Option<Coding>> = answers_of
            .iter()
            .map(|&at| answers.get(at).map(|answers| answers.spellings.positions()))
            .collect();
        let scorer = ColumnScorer::new(core, &codings, &outputs);
        let width = match (scorer.fits_i16(), scorer.fits_i8()) {
            (false, _) => Width::Int64,
            (true, true) if smallest => Width::Int8,
            (true, _) => Width::Int16,
        };
        let names = Arc::new(outcome_names(core));
        Ok(Self {
            framework,
            answers,
            answers_of,
            outputs,
            names,
            width,
            kernels: Mutex::default(),
        })
    }

    pub fn core(&self) -> &shisei::Framework {
        self.framework.get().core()
    }

    /// By control.
    pub fn answers(&self) -> impl Iterator<Item = &Answers> {
        self.answers_of.iter().filter_map(|&at| self.answers.get(at))
    }

    fn kernel(&self, prepared: &[Option<Prepared<'_>>]) -> Arc<Kernel> {
        let codings = || prepared.iter().map(|p| p.as_ref().map(|p| p.coding));
        // Where another thread is at it, or was when this process was forked, there are none.
        let mut kernels = self.kernels.try_lock().ok();
        for kernel in kernels.iter().flat_map(|kernels| kernels.iter()) {
            if kernel.codings.iter().map(Option::as_ref).eq(codings()) {
                return Arc::clone(kernel);
            }
        }
        let codings: Vec<Option<Coding>> = codings().map(Option::<&Coding>::cloned).collect();
        let scorer = ColumnScorer::new(self.core(), &codings, &self.outputs);
        let kernel = Arc::new(Kernel { codings, scorer });
        if let Some(kernels) = &mut kernels {
            if kernels.len() >= MOST_KERNELS {
                kernels.clear();
            }
            kernels.push(Arc::clone(&kernel));
        }
        kernel
    }

    fn number_type(&self) -> DataType {
        match self.width {
            Width::Int8 => DataType::Int8,
            Width::Int16 => DataType::Int16,
            Width::Int64 => DataType::Int64,
        }
    }

    pub fn arrow_fields(&self) -> impl Iterator<Item = ArrowField> {
        self.outputs.iter().map(|output| {
            let kind = match output.value {
                Value::Outcome(_) => outcome_type(),
                Value::Sum(_) | Value::Percent { .. } => self.number_type(),
            };
            ArrowField::new(&output.name, kind, true)
        })
    }

    /// Arrays of all columns, and the bad rows.
    pub fn score(
        &self,
        batch: &RecordBatch,
        places: &[Option<usize>],
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>) {
        let prepared = places
            .iter()
            .zip(self.answers())
            .map(|(place, answers)| {
                let array = place.and_then(|place| batch.columns().get(place))?;
                Some(prepare(array, answers))
            })
            .collect();
        let spellings = self.answers().map(|answers| &answers.spellings).collect();
        let columns = Columns { prepared, spellings, matrix: None };
        self.run(&columns, batch.num_rows(), threads)
    }

    pub fn run(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>) {
        let kernel = self.kernel(&columns.prepared);
        match self.width {
            Width::Int8 => self.run_in::<Int8Type>(columns, rows, &kernel, threads),
            Width::Int16 => self.run_in::<Int16Type>(columns, rows, &kernel, threads),
            Width::Int64 => self.run_in::<Int64Type>(columns, rows, &kernel, threads),
        }
    }

    fn run_in<P>(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        kernel: &Kernel,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>)
    where
        P: ArrowPrimitiveType,
        P::Native: Number,
    {
        let raw = run::<P::Native>(&kernel.scorer, columns, rows, threads);
        let (written, bad) = Written::of(raw, rows, &self.names);
        let places = kernel.scorer.layout().places.iter();
        (places.map(|&place| written.array::<P>(place)).collect(), bad)
    }
}
