use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::assessment::{Assessment, State};
use crate::framework::Framework;

/// How often a control is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetCount {
    /// Sheets in which it is met.
    pub met: u64,
    /// Sheets in which it is answered and applies.
    pub of: u64,
}

impl MetCount {
    /// So many of so many.
    ///
    /// ```
    /// use shisei::report::MetCount;
    ///
    /// assert_eq!(MetCount::new(3, 4).of, 4);
    /// ```
    #[inline]
    pub fn new(met: u64, of: u64) -> Self {
        Self { met, of }
    }
}

/// What a portfolio of answer sheets looks like as a whole: counts, never a mean of bands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// All sheets.
    pub sheets: u64,
    /// Sheets that could not be scored.
    pub not_scored: u64,
    /// How often each kind of problem was the first of a sheet, by its code.
    pub problems: BTreeMap<String, u64>,
    /// Scored sheets with a control that is unanswered.
    pub incomplete: u64,
    /// How many sheets have which points; coverage in whole percent where there are no points.
    /// Sheets whose result is a range are in none of these.
    pub scores: BTreeMap<i64, u64>,
    /// How many sheets are in which band or tier, by its id.
    pub outcomes: BTreeMap<String, u64>,
    /// Sheets that reach no tier, whatever is still unanswered.
    pub without: u64,
    /// By control, in the framework's order.
    pub met: Vec<MetCount>,
}

impl Figures {
    /// Counts one more sheet.
    ///
    /// ```
    /// use shisei::report::Figures;
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let mut figures = Figures::default();
    /// figures.add(&assess(&AnswerSheet::new("five-basics@3.1").with("B1", "done"))?);
    /// assert_eq!((figures.sheets, figures.incomplete, figures.met[0].met), (1, 1, 1));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn add(&mut self, assessment: &Assessment) {
        self.sheets += 1;
        self.incomplete += u64::from(!assessment.complete);
        let points = assessment.points.map(|points| points.value());
        let coverage = assessment.coverage.map(|it| {
            let percent = i64::try_from(it.low.percent()).unwrap_or(i64::MAX);
            (it.low == it.high).then_some(percent)
        });
        if let Some(score) = points.or(coverage).flatten() {
            *self.scores.entry(score).or_default() += 1;
        }
        let outcome = assessment.outcome.as_ref();
        match outcome.map(|it| (it.value(), it.high.as_ref())) {
            Some((Some(certain), _)) => {
                *self.outcomes.entry(certain.to_owned()).or_default() += 1;
            }
            Some((None, Some(_))) => {}
            Some((None, None)) | None => self.without += 1,
        }
        let controls = assessment.framework().controls().len();
        self.met.resize(controls.max(self.met.len()), MetCount::default());
        for (at, count) in self.met.iter_mut().enumerate() {
            let state = assessment.state_at(at);
            count.met += u64::from(state == State::Met);
            let counts = !matches!(state, State::Unanswered | State::NotApplicable);
            count.of += u64::from(counts);
        }
    }

    /// Counts a sheet that could not be scored, by the code of its first problem.
    ///
    /// ```
    /// use shisei::report::Figures;
    ///
    /// let mut figures = Figures::default();
    /// figures.refuse(Some("unknown-choice"));
    /// assert_eq!((figures.sheets, figures.not_scored), (1, 1));
    /// ```
    #[inline]
    pub fn refuse(&mut self, code: Option<&str>) {
        self.sheets += 1;
        self.not_scored += 1;
        if let Some(code) = code {
            *self.problems.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// Sheets that were scored.
    ///
    /// ```
    /// use shisei::report::Figures;
    ///
    /// let mut figures = Figures::default();
    /// figures.refuse(None);
    /// assert_eq!((figures.sheets, figures.scored()), (1, 0));
    /// ```
    #[inline]
    pub fn scored(&self) -> u64 {
        self.sheets - self.not_scored
    }

    /// The score that so many per cent of the sheets do not exceed: that of the nearest sheet, as
    /// no score is made up between two.
    ///
    /// ```
    /// use shisei::report::Figures;
    ///
    /// let mut figures = Figures::default();
    /// figures.scores.extend([(40, 1), (60, 1), (90, 1)]);
    /// assert_eq!(figures.quantile(50), Some(60));
    /// ```
    #[inline]
    pub fn quantile(&self, percent: u8) -> Option<i64> {
        let count: u64 = self.scores.values().sum();
        let last = u128::from(count.checked_sub(1)?);
        // The nearest place: half a place counts as a whole one.
        let place = (last * u128::from(percent.min(100)) * 2 + 100) / 200;
        let mut before = 0_u128;
        let mut found = None;
        for (&score, &sheets) in &self.scores {
            found = Some(score);
            before += u128::from(sheets);
            if before > place {
                break;
            }
        }
        found
    }

    /// The controls that are met least often, by their positions: of equal ones the first.
    #[inline]
    pub(super) fn weakest(&self, framework: &Framework, top: usize) -> Vec<(usize, MetCount)> {
        let known = framework.controls().len();
        let counted = self.met.iter().copied().enumerate().take(known);
        let mut counted: Vec<_> = counted.filter(|(_, count)| count.of > 0).collect();
        counted.sort_by(|(_, one), (_, other)| rarer(*one, *other));
        counted.truncate(top);
        counted
    }
}

#[inline]
fn rarer(one: MetCount, other: MetCount) -> Ordering {
    let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
    cross(one.met, other.of).cmp(&cross(other.met, one.of))
}
