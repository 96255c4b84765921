//! A framework compiled for portfolios: its spellings, its columns, and the kernel for each coding.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field as ArrowField};
use shisei::Framework;

use crate::blocks::Columns;
use crate::error::Error;
use crate::given::Given;
#[cfg(feature = "insight")]
use crate::insight::Asked;
use crate::kernel::{Coding, ColumnScorer, Number, Output, Spellings, Value, outcomes};
use crate::options::{Integers, Options};
use crate::output::{Written, choice_names, names_type, outcome_field};
use crate::output_column::OutputColumn;
use crate::prepare::{Answers, Column, Prepared, Tables, prepare};
use crate::threads::score;
use crate::watch::Watch;

/// A framework with everything that does not depend on the data.
pub struct Compiled {
    pub framework: Framework,
    /// What controls take: the same for those that share a scale.
    answers: Vec<Answers>,
    /// By control.
    answers_of: Vec<usize>,
    /// What goes before the names of columns, where there are several frameworks.
    pub prefix: String,
    pub outputs: Vec<Output>,
    pub names: Arc<StringArray>,
    pub width: Width,
    /// What is asked instead of scores, and which of its columns are wanted.
    #[cfg(feature = "insight")]
    asked: Option<AskedColumns>,
    kernels: Mutex<Vec<Arc<Kernel>>>,
}

/// A question, and the columns of its answer that are wanted, by position.
#[cfg(feature = "insight")]
type AskedColumns = (Box<dyn Asked>, Vec<(usize, ArrowField)>);

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
        framework: &Framework,
        prefix: &str,
        options: &Options,
    ) -> Result<Self, shisei::Error> {
        let mut answers: Vec<Answers> = Vec::new();
        let mut answers_of = Vec::new();
        let mut scales: HashMap<(&str, _, Option<&str>), usize> = HashMap::new();
        for (at, control) in framework.controls().iter().enumerate() {
            let id = &*control.id;
            let own = options.spellings.iter().any(|own| own.control.as_deref() == Some(id));
            let key = (&*control.scale, control.not_applicable, own.then_some(id));
            let position = if let Some(&position) = scales.get(&key) {
                position
            } else {
                let spellings =
                    Spellings::new(framework, at, options.numbers, &options.spellings_of(id));
                answers.push(Answers::of(spellings, choice_names(framework, control)));
                scales.insert(key, answers.len() - 1);
                answers.len() - 1
            };
            answers_of.push(position);
        }
        let mut outputs = Output::all(framework);
        for output in &mut outputs {
            output.name.insert_str(0, prefix);
        }
        if let Some(select) = &options.select {
            outputs.retain(|output| select.contains(&output.name));
        }
        let codings: Vec<Option<Coding>> = answers_of
            .iter()
            .map(|&at| answers.get(at).map(|answers| answers.spellings.positions()))
            .collect();
        let scorer = ColumnScorer::new(framework, &codings, &outputs);
        let width = match (scorer.fits_i16(), scorer.fits_i8()) {
            (false, _) => Width::Int64,
            (true, true) if options.integers == Integers::Smallest => Width::Int8,
            (true, _) => Width::Int16,
        };
        let names = Arc::new(StringArray::from(outcomes(framework)));
        #[cfg(feature = "insight")]
        let asked = {
            let wide = matches!(width, Width::Int64);
            options.question.asked(framework, wide)?.map(|asked| {
                outputs.clear();
                let named = |field: ArrowField| {
                    let name = format!("{prefix}{}", field.name());
                    field.with_name(name)
                };
                let fields = asked.fields().into_iter().map(named).enumerate();
                let wanted = |name: &String| {
                    options.select.as_ref().is_none_or(|select| select.contains(name))
                };
                let fields = fields.filter(|(_, field)| wanted(field.name())).collect();
                (asked, fields)
            })
        };
        let (framework, kernels) = (framework.clone(), Mutex::default());
        // Answers are named as they are found again, by the reference and the id.
        let prefix =
            if prefix.is_empty() { String::new() } else { format!("{}:", framework.reference()) };
        Ok(Self {
            framework,
            answers,
            answers_of,
            prefix,
            outputs,
            names,
            width,
            #[cfg(feature = "insight")]
            asked,
            kernels,
        })
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
        let scorer = ColumnScorer::new(&self.framework, &codings, &self.outputs);
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

    /// The columns that come out.
    pub fn arrow_fields(&self) -> Vec<ArrowField> {
        #[cfg(feature = "insight")]
        if let Some((_, fields)) = &self.asked {
            return fields.iter().map(|(_, field)| field.clone()).collect();
        }
        self.score_fields().collect()
    }

    fn score_fields(&self) -> impl Iterator<Item = ArrowField> {
        let outcomes = outcomes(&self.framework);
        self.outputs.iter().map(move |output| match output.value {
            Value::Outcome(_) => outcome_field(&output.name, &outcomes),
            Value::Sum(_) | Value::Percent { .. } => {
                ArrowField::new(&output.name, self.number_type(), true)
            }
        })
    }

    /// What its columns are.
    pub fn columns_out(&self) -> impl Iterator<Item = OutputColumn> {
        let fields = self.outputs.iter().zip(self.score_fields());
        fields.map(|(output, field)| {
            OutputColumn::of(&self.framework, output, field.data_type().clone())
        })
    }

    /// The columns of the answers as they were read, one for each control.
    pub fn answer_fields(&self) -> impl Iterator<Item = ArrowField> {
        self.framework.controls().iter().map(|control| {
            ArrowField::new(format!("{}{}", self.prefix, control.id), names_type(), true)
        })
    }

    /// What a control takes, by the position of its scale.
    #[cfg(feature = "parquet")]
    pub fn scale(&self, at: usize) -> Option<&Answers> {
        self.answers.get(at)
    }

    /// The position of the scale of each control.
    #[cfg(feature = "parquet")]
    pub fn scales(&self) -> &[usize] {
        &self.answers_of
    }

    /// The columns of a batch, by control: `places` says where each one is.
    pub fn columns<'a>(&'a self, batch: &'a RecordBatch, places: &[Option<usize>]) -> Columns<'a> {
        self.columns_of(0, batch, &[], places)
    }

    /// The same where answers are given beside the batch: those of this framework, by its position.
    pub fn columns_of<'a>(
        &'a self,
        framework: usize,
        batch: &'a RecordBatch,
        given: &'a [Option<Given>],
        places: &[Option<usize>],
    ) -> Columns<'a> {
        let mut tables = Tables::default();
        let prepared = places
            .iter()
            .zip(self.answers().zip(&self.answers_of))
            .map(|(place, (answers, scale))| {
                let array = match given.get((*place)?).and_then(Option::as_ref) {
                    Some(Given::Codes(codes)) => {
                        let own = codes.iter().find(|(of, _)| *of == (framework, *scale));
                        let column = Column::Bytes(own.map_or(&[], |(_, codes)| &codes.bytes));
                        return Some(Prepared { column, coding: &answers.positions });
                    }
                    Some(Given::Array(array)) => array,
                    None => batch.columns().get((*place)?)?,
                };
                Some(prepare(array, answers, &mut tables))
            })
            .collect();
        let spellings = self.answers().map(|answers| &answers.spellings).collect();
        Columns { prepared, spellings, rows: None }
    }

    /// Arrays of all columns that come out, and the bad rows.
    pub fn run(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error> {
        #[cfg(feature = "insight")]
        if let Some((asked, fields)) = &self.asked {
            let (arrays, bad) = asked.arrays(self, columns, rows, threads, watch)?;
            let wanted = fields.iter().filter_map(|(at, _)| arrays.get(*at).cloned());
            return Ok((wanted.collect(), bad));
        }
        let kernel = self.kernel(&columns.prepared);
        match self.width {
            Width::Int8 => self.run_in::<Int8Type>(columns, rows, &kernel, threads, watch),
            Width::Int16 => self.run_in::<Int16Type>(columns, rows, &kernel, threads, watch),
            Width::Int64 => self.run_in::<Int64Type>(columns, rows, &kernel, threads, watch),
        }
    }

    fn run_in<P>(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        kernel: &Kernel,
        threads: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<ArrayRef>, Vec<usize>), Error>
    where
        P: ArrowPrimitiveType,
        P::Native: Number,
    {
        let raw = score::<P::Native>(&kernel.scorer, columns, rows, threads, watch)?;
        let (written, bad) = Written::of(raw, rows, &self.names);
        let places = kernel.scorer.layout().places.iter();
        Ok((places.map(|&place| written.array::<P>(place)).collect(), bad))
    }
}
