//! From a framework and the coding of its columns to sums that a loop can do.

use super::Coding;
use super::features::Features;
use super::field::{Field, weight};
use super::layout::{Known, Layout, Writing};
use super::outcome::Landing;
use super::output::{Need, Output, Value};
use crate::framework::{ControlIndex, Framework};

/// Largest total of a segment: it fits a byte.
const LARGEST_TOTAL: usize = 255;

/// Columns that say the same: answers are counted first and weighed once.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Columns, by position of the control.
    pub columns: Vec<usize>,
    /// The bytes that mean something, the missing one last.
    pub codes: Vec<u8>,
    /// Whether the last code is an unanswered control.
    pub has_missing: bool,
    /// What the counts of codes add up to.
    pub sums: Vec<Sum>,
    /// What is gathered instead of a count of every code.
    pub features: Features,
}

/// A weighted sum of counts, and the fields it is added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// What every row of the segment has.
    pub start: i64,
    /// Positions of codes or features, with the weight of each; without those that weigh nothing.
    pub terms: Vec<(usize, i64)>,
    pub fields: Vec<usize>,
}

/// Everything that the loop needs.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub fields: Vec<Field>,
    /// What every row has in each field.
    pub base: Vec<i64>,
    pub segments: Vec<Segment>,
    pub landing: Landing,
    pub writing: Writing,
    /// Whether a column is absent altogether.
    pub absent: bool,
    /// Largest size that any sum can reach.
    pub largest: i64,
}

impl Plan {
    pub(super) fn new(
        framework: &Framework,
        codings: &[Option<Coding>],
        outputs: &[Output],
    ) -> (Self, Layout) {
        let missing = |coding: &Option<Coding>| {
            coding.as_ref().is_none_or(|coding| coding.missing().is_some())
        };
        let open = codings.len() < framework.index.controls.len() || codings.iter().any(missing);
        let mut fields = Vec::new();
        let landing = if outputs.iter().any(asks_for_outcome) {
            Landing::of(framework, &mut fields, open)
        } else {
            Landing::default()
        };
        let known = Known { open, reached: landing.always_reached() };
        let (writing, layout) = Writing::of(outputs, known, &mut fields);
        let mut plan = Self {
            base: vec![0; fields.len()],
            fields,
            segments: Vec::new(),
            landing,
            writing,
            absent: false,
            largest: 0,
        };
        for (at, control) in framework.index.controls.iter().enumerate() {
            match codings.get(at).and_then(Option::as_ref) {
                Some(coding) => plan.column(framework, at, control, coding),
                None => plan.absence(framework, at, control),
            }
        }
        plan.largest = plan.bound();
        for segment in &mut plan.segments {
            segment.features = Features::of(segment, &mut plan.base);
        }
        (plan, layout)
    }

    fn absence(&mut self, framework: &Framework, at: usize, control: &ControlIndex) {
        self.absent = true;
        for (base, &field) in self.base.iter_mut().zip(&self.fields) {
            *base += weight(framework, field, at, control, None);
        }
    }

    fn column(
        &mut self,
        framework: &Framework,
        at: usize,
        control: &ControlIndex,
        coding: &Coding,
    ) {
        let mut codes = Vec::new();
        let mut choices = Vec::new();
        for (position, code) in coding.choices() {
            if let Some(choice) = control.choices.get(position).filter(|choice| choice.allowed) {
                codes.push(code);
                choices.push(Some(*choice));
            }
        }
        if let Some(missing) = coding.missing() {
            codes.push(missing);
            choices.push(None);
        }
        let mut sums: Vec<Sum> = Vec::new();
        for (slot, &field) in self.fields.iter().enumerate() {
            let weights = choices.iter().map(|c| weight(framework, field, at, control, c.as_ref()));
            let terms: Vec<(usize, i64)> =
                weights.enumerate().filter(|(_, weight)| *weight != 0).collect();
            match sums.iter_mut().find(|sum| sum.terms == terms) {
                Some(sum) => sum.fields.push(slot),
                None if terms.is_empty() => {}
                None => sums.push(Sum { start: 0, terms, fields: vec![slot] }),
            }
        }
        let has_missing = coding.missing().is_some();
        let same = |segment: &&mut Segment| {
            segment.codes == codes
                && segment.sums == sums
                && segment.has_missing == has_missing
                && (segment.columns.len() + 1) * codes.len().max(2).saturating_sub(1)
                    <= LARGEST_TOTAL
        };
        match self.segments.iter_mut().find(same) {
            Some(segment) => segment.columns.push(at),
            None => {
                self.segments.push(Segment {
                    columns: vec![at],
                    codes,
                    has_missing,
                    sums,
                    features: Features::default(),
                });
            }
        }
    }

    fn bound(&self) -> i64 {
        let mut bounds: Vec<i64> = self.base.iter().map(|base| base.abs()).collect();
        for segment in &self.segments {
            let columns = i64::try_from(segment.columns.len()).unwrap_or(i64::MAX);
            for sum in &segment.sums {
                let most = sum.terms.iter().map(|(_, weight)| weight.abs()).max().unwrap_or(0);
                for &field in &sum.fields {
                    if let Some(bound) = bounds.get_mut(field) {
                        *bound = bound.saturating_add(most.saturating_mul(columns));
                    }
                }
            }
        }
        bounds.into_iter().max().unwrap_or(0)
    }
}

fn asks_for_outcome(output: &Output) -> bool {
    let about = |need: &Need| matches!(need, Need::Reached(_) | Need::SettledOutcome);
    matches!(output.value, Value::Outcome(_)) || output.needs.iter().any(about)
}
