//! A framework compiled for portfolios: its spellings, its columns, and the kernel for each coding.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_buffer::{BooleanBufferBuilder, ScalarBuffer};
use arrow_schema::{DataType, Field as ArrowField};
use pyo3::prelude::*;
use shisei::Error;
use shisei::portfolio::{Coding, ColumnScorer, Field, NO_OUTCOME, Number, Numbers, Spellings};

use super::input::prepare;
use super::memory;
use super::output::{Kind, Output, Sums, fields, outcome_names, outcome_type, outputs};
use super::run::{Columns, Raw, run};
use crate::framework::Framework;

/// A framework with everything that does not depend on the data.
pub struct Compiled {
    pub framework: Py<Framework>,
    pub spellings: Vec<Spellings>,
    /// The codings of bytes, found once: 256 numbers are tried for each.
    pub codes: Vec<Option<Coding>>,
    /// Which spellings a control has.
    pub spelling_of: Vec<usize>,
    pub outputs: Vec<Output>,
    pub names: Arc<StringArray>,
    pub width: Width,
    layouts: Mutex<Vec<Arc<Layout>>>,
}

/// The integers of the result.
#[derive(Clone, Copy)]
pub enum Width {
    Int8,
    Int16,
    Int64,
}

/// A framework compiled for columns in these codings.
pub struct Layout {
    codings: Vec<Option<Coding>>,
    scorer: ColumnScorer,
    fields: Vec<Field>,
    closed: bool,
}

/// Layouts kept: a stream has one or two.
const MOST_LAYOUTS: usize = 8;

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
        let mut spellings: Vec<Spellings> = Vec::new();
        let mut spelling_of = Vec::new();
        let mut scales: HashMap<(&str, _), usize> = HashMap::new();
        for (at, control) in core.controls().iter().enumerate() {
            let key = (&*control.scale, control.not_applicable);
            let position = if let Some(&position) = scales.get(&key) {
                position
            } else {
                spellings.push(Spellings::new(core, at, numbers, mapping)?);
                scales.insert(key, spellings.len() - 1);
                spellings.len() - 1
            };
            spelling_of.push(position);
        }
        let mut outputs = outputs(core);
        for output in &mut outputs {
            output.name.insert_str(0, prefix);
        }
        if let Some(select) = select {
            outputs.retain(|output| select.contains(&output.name));
        }
        let names = Arc::new(StringArray::from(outcome_names(core)));
        let codings: Vec<Option<Coding>> =
            spelling_of.iter().map(|&at| spellings.get(at).map(Spellings::positions)).collect();
        let all = fields(&outputs, false);
        let scorer = ColumnScorer::new(core, &codings, &all, true);
        let width = match (scorer.fits_i16(), scorer.fits_i8()) {
            (false, _) => Width::Int64,
            (true, true) if smallest => Width::Int8,
            (true, _) => Width::Int16,
        };
        Ok(Self {
            framework,
            codes: spellings.iter().map(Spellings::bytes).collect(),
            spellings,
            spelling_of,
            outputs,
            names,
            width,
            layouts: Mutex::default(),
        })
    }

    pub fn core(&self) -> &shisei::Framework {
        self.framework.get().core()
    }

    pub fn spellings(&self) -> Vec<&Spellings> {
        self.spelling_of.iter().filter_map(|&at| self.spellings.get(at)).collect()
    }

    fn layout(&self, codings: Vec<Option<Coding>>) -> Arc<Layout> {
        let mut layouts = match self.layouts.lock() {
            Ok(layouts) => layouts,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(layout) = layouts.iter().find(|layout| layout.codings == codings) {
            return Arc::clone(layout);
        }
        let closed = codings
            .iter()
            .all(|coding| coding.as_ref().is_some_and(|coding| coding.missing().is_none()));
        let fields = fields(&self.outputs, closed);
        let outcome = self.outputs.iter().any(|output| matches!(output.kind, Kind::Outcome(_)));
        let scorer = ColumnScorer::new(self.core(), &codings, &fields, outcome);
        let layout = Arc::new(Layout { codings, scorer, fields, closed });
        if layouts.len() >= MOST_LAYOUTS {
            layouts.clear();
        }
        layouts.push(Arc::clone(&layout));
        layout
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
            let kind = match output.kind {
                Kind::Outcome(_) => outcome_type(),
                _ => self.number_type(),
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
        let spellings = self.spellings();
        let prepared: Vec<_> = places
            .iter()
            .zip(&self.spelling_of)
            .map(|(place, &at)| {
                let array = place.and_then(|place| batch.columns().get(place))?;
                let codes = self.codes.get(at).and_then(Option::as_ref);
                Some(prepare(array, self.spellings.get(at)?, codes))
            })
            .collect();
        let columns = Columns { prepared, spellings, matrix: None };
        self.run(&columns, batch.num_rows(), threads)
    }

    pub fn run(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>) {
        let codings = columns.prepared.iter().map(|p| p.as_ref().map(|p| p.coding.clone()));
        let layout = self.layout(codings.collect());
        match self.width {
            Width::Int8 => self.run_in::<Int8Type>(columns, rows, &layout, threads),
            Width::Int16 => self.run_in::<Int16Type>(columns, rows, &layout, threads),
            Width::Int64 => self.run_in::<Int64Type>(columns, rows, &layout, threads),
        }
    }

    fn run_in<P>(
        &self,
        columns: &Columns<'_>,
        rows: usize,
        layout: &Layout,
        threads: usize,
    ) -> (Vec<ArrayRef>, Vec<usize>)
    where
        P: ArrowPrimitiveType,
        P::Native: Number,
    {
        let raw = run::<P::Native>(
            &layout.scorer,
            columns,
            rows,
            layout.fields.len(),
            layout.closed,
            threads,
        );
        let (sums, bad) = self.sums(raw, layout, rows);
        (self.outputs.iter().map(|o| sums.array::<P>(o.kind)).collect(), bad)
    }

    fn sums<T: Number + arrow_buffer::ArrowNativeType>(
        &self,
        raw: Raw<T>,
        layout: &Layout,
        rows: usize,
    ) -> (Sums<T>, Vec<usize>) {
        let good = (!raw.bad.is_empty()).then(|| {
            let mut good = BooleanBufferBuilder::new(rows);
            good.append_n(rows, true);
            for &row in &raw.bad {
                good.set_bit(row, false);
            }
            good.finish()
        });
        // A position that no framework reaches, or none at all.
        let positions = |bytes: memory::Column<u8>| {
            let bytes = bytes.into_buffer();
            debug_assert!(bytes.iter().all(|&at| at == NO_OUTCOME || at < 128));
            ScalarBuffer::from(bytes)
        };
        let low = positions(raw.low);
        let sums = Sums {
            rows,
            fields: layout
                .fields
                .iter()
                .copied()
                .zip(raw.fields.into_iter().map(memory::Column::into_values))
                .collect(),
            high: if layout.closed { low.clone() } else { positions(raw.high) },
            low,
            good,
            closed: layout.closed,
            missing: raw.seen.missing,
            names: Arc::clone(&self.names),
        };
        (sums, raw.bad)
    }
}
