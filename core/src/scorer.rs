use std::fmt;

use crate::assessment::RowError;
use crate::framework::Framework;
use crate::model::{Measure, Rule};
use crate::rules::UNANSWERED;

/// One row, scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowScore {
    /// Fewest points still possible.
    pub low: i64,
    /// Most points still possible.
    pub high: i64,
    /// Position of the band that `low` falls into; `None` if the rule is not bands over points.
    pub band: Option<usize>,
    /// Controls not answered.
    pub unanswered: u32,
}

/// Why a framework cannot be compiled for rows of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScorerError {
    /// It has no points.
    NoPoints,
    /// An answer to this control, by position, is left out of the points.
    LeftOut {
        /// Position of the control.
        control: usize,
    },
}

impl fmt::Display for ScorerError {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPoints => f.write_str("the framework has no points"),
            Self::LeftOut { control } => {
                write!(f, "an answer to control {control} is left out of the points")
            }
        }
    }
}

impl std::error::Error for ScorerError {}

/// A framework with points, compiled for rows: no allocation and no name in the loop.
///
/// ```
/// use shisei::{Scorer, catalog};
///
/// let framework = catalog::framework("self-assessment@4.0")?;
/// let scorer = Scorer::new(framework).expect("this framework has points");
/// let mut parts = [0; 3];
/// let row = scorer.row(&[0; 25], &mut parts).expect("25 valid positions");
/// assert_eq!((row.low, row.band, parts), (100, Some(0), [20, 52, 28]));
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scorer {
    controls: Vec<Compiled>,
    groups: usize,
    bands: Vec<i64>,
}

/// Points by position; positions that may not be answered are not there.
#[derive(Clone, Debug)]
struct Compiled {
    group: usize,
    /// Number of choices, allowed or not.
    choices: u8,
    low: i32,
    high: i32,
    points: [Option<i32>; 32],
}

impl Scorer {
    /// Compiles a framework.
    ///
    /// ```
    /// use shisei::{Scorer, ScorerError, catalog};
    ///
    /// let error = Scorer::new(catalog::framework("five-basics")?).unwrap_err();
    /// assert_eq!(error, ScorerError::NoPoints);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ScorerError`] when it has no points or leaves controls out of them.
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(framework: &Framework) -> Result<Self, ScorerError> {
        let controls = framework.rules.controls.iter().enumerate().map(|(at, control)| {
            let range = control.points.ok_or(ScorerError::NoPoints)?;
            let mut points = [None; 32];
            for (slot, choice) in points.iter_mut().zip(control.choices.iter()) {
                if choice.allowed {
                    *slot = Some(choice.points.ok_or(ScorerError::LeftOut { control: at })?);
                }
            }
            Ok(Compiled {
                group: usize::from(control.group),
                choices: u8::try_from(control.choices.len()).unwrap_or(UNANSWERED),
                low: range.low,
                high: range.high,
                points,
            })
        });
        let bands = match framework.rule() {
            Some(Rule::Bands(bands)) if bands.measure == Measure::Points => {
                bands.steps.iter().map(|band| band.from.unwrap_or(i64::MIN)).collect()
            }
            _ => Vec::new(),
        };
        Ok(Self {
            controls: controls.collect::<Result<_, _>>()?,
            groups: framework.groups().len(),
            bands,
        })
    }

    /// Number of groups: how many parts [`Scorer::row`] adds up.
    ///
    /// ```
    /// use shisei::{Scorer, catalog};
    ///
    /// let scorer = Scorer::new(catalog::framework("self-assessment@4.0")?).expect("points");
    /// assert_eq!(scorer.groups(), 3);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Scores one row of positions, one for each control, and adds up points by group into `parts`
    /// (an unanswered control adds its lowest points).
    ///
    /// ```
    /// use shisei::{Scorer, UNANSWERED, catalog};
    ///
    /// let scorer = Scorer::new(catalog::framework("self-assessment@4.0")?).expect("points");
    /// let mut parts = vec![0; scorer.groups()];
    /// let row = scorer.row(&[UNANSWERED; 25], &mut parts).expect("25 positions");
    /// assert_eq!((row.low, row.high, row.unanswered), (-25, 100, 25));
    /// assert_eq!(parts.iter().sum::<i64>(), row.low);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`RowError`] with the first control whose position is none of its allowed choices.
    #[cfg_attr(debug_assertions, inline)]
    pub fn row(&self, positions: &[u8], parts: &mut [i64]) -> Result<RowScore, RowError> {
        if positions.len() != self.controls.len() {
            let (given, controls) = (positions.len(), self.controls.len());
            return Err(RowError::Length { given, controls });
        }
        parts.fill(0);
        let mut score = RowScore { low: 0, high: 0, band: None, unanswered: 0 };
        // Controls of a group are mostly next to each other, so its sum is kept at hand until it ends.
        let (mut group, mut part) = (0, 0);
        for (at, (control, &position)) in self.controls.iter().zip(positions).enumerate() {
            let (low, high) = if position == UNANSWERED {
                score.unanswered += 1;
                (control.low, control.high)
            } else {
                let points = control.points.get(usize::from(position)).copied().flatten();
                let points = points.ok_or_else(|| control.refusal(at, position))?;
                (points, points)
            };
            if control.group != group {
                add(parts, group, part);
                (group, part) = (control.group, 0);
            }
            part += i64::from(low);
            score.low += i64::from(low);
            score.high += i64::from(high);
        }
        add(parts, group, part);
        score.band = self.bands.iter().position(|&from| score.low >= from);
        Ok(score)
    }
}

impl Compiled {
    #[cold]
    #[cfg_attr(debug_assertions, inline)]
    fn refusal(&self, control: usize, position: u8) -> RowError {
        if position < self.choices {
            RowError::NotAllowed { control }
        } else {
            RowError::UnknownChoice { control }
        }
    }
}

#[cfg_attr(debug_assertions, inline)]
fn add(parts: &mut [i64], group: usize, part: i64) {
    if let Some(sum) = parts.get_mut(group) {
        *sum += part;
    }
}
