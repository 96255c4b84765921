//! From a framework and the coding of its columns to sums that a loop can do.

use super::Coding;
use super::features::Features;
use super::field::{Field, weight};
use super::layout::{Known, Layout, Writing};
use super::outcome::Landing;
use super::output::{Need, Output, Value};
use super::segment::{Segment, Sum};
use shisei::Framework;
use shisei::rules::ControlRules;

/// Largest total of a segment: it fits a byte.
const LARGEST_TOTAL: usize = 255;

/// Everything that the loop needs.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub fields: Vec<Field>,
    /// What every row has in each field.
    pub base: Vec<i64>,
    /// What to gather, segment by segment.
    pub features: Vec<Features>,
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
        let open =
            codings.len() < framework.rules().controls().len() || codings.iter().any(missing);
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
            features: Vec::new(),
            landing,
            writing,
            absent: false,
            largest: 0,
        };
        let mut segments = Vec::new();
        for (at, control) in framework.rules().controls().iter().enumerate() {
            match codings.get(at).and_then(Option::as_ref) {
                Some(coding) => plan.column(framework, at, control, coding, &mut segments),
                None => plan.absence(framework, at, control),
            }
        }
        plan.largest = plan.bound(&segments);
        plan.features = segments.iter().map(|it| Features::of(it, &mut plan.base)).collect();
        (plan, layout)
    }

    fn absence(&mut self, framework: &Framework, at: usize, control: &ControlRules) {
        self.absent = true;
        for (base, &field) in self.base.iter_mut().zip(&self.fields) {
            *base += weight(framework, field, at, control, None);
        }
    }

    fn column(
        &self,
        framework: &Framework,
        at: usize,
        control: &ControlRules,
        coding: &Coding,
        segments: &mut Vec<Segment>,
    ) {
        let mut codes = Vec::new();
        let mut choices = Vec::new();
        for (position, code) in coding.choices() {
            if control.choice(position).is_some_and(|choice| choice.allowed) {
                codes.push(code);
                choices.push(Some(position));
            }
        }
        if let Some(missing) = coding.missing() {
            codes.push(missing);
            choices.push(None);
        }
        let mut sums: Vec<Sum> = Vec::new();
        for (slot, &field) in self.fields.iter().enumerate() {
            let weights =
                choices.iter().map(|&choice| weight(framework, field, at, control, choice));
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
        match segments.iter_mut().find(same) {
            Some(segment) => segment.columns.push(at),
            None => segments.push(Segment { columns: vec![at], codes, has_missing, sums }),
        }
    }

    fn bound(&self, segments: &[Segment]) -> i64 {
        let mut bounds: Vec<i64> = self.base.iter().map(|base| base.abs()).collect();
        for segment in segments {
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
