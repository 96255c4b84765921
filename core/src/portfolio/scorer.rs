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
    /// Position of the band that `low` falls into; none when the rule is not bands over points.
    pub band: Option<usize>,
    /// Controls not answered.
    pub unanswered: u32,
}

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
    low: i32,
    high: i32,
    points: [Option<i32>; 32],
}

impl Scorer {
    /// Compiles a framework; none when it has no points or leaves controls out of them.
    pub fn new(framework: &Framework) -> Option<Self> {
        let controls = framework.rules.controls.iter().map(|control| {
            let range = control.points?;
            let mut points = [None; 32];
            for (at, choice) in control.allowed() {
                *points.get_mut(usize::from(at))? = Some(choice.points?);
            }
            Some(Compiled {
                group: usize::from(control.group),
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
        Some(Self {
            controls: controls.collect::<Option<_>>()?,
            groups: framework.groups().len(),
            bands,
        })
    }

    /// Number of groups: the length that [`Scorer::row`] wants for its parts.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Scores one row of positions, one for each control, and adds up points by group into `parts`
    /// (an unanswered control adds its lowest points).
    ///
    /// # Errors
    /// The first control whose position is not one of its choices, or the number of controls when
    /// the row or `parts` has another length than the framework.
    pub fn row(&self, positions: &[u8], parts: &mut [i64]) -> Result<RowScore, usize> {
        if positions.len() != self.controls.len() || parts.len() != self.groups {
            return Err(self.controls.len());
        }
        parts.fill(0);
        let mut score = RowScore { low: 0, high: 0, band: None, unanswered: 0 };
        // Controls of a group mostly stand together, so its sum is kept at hand until it ends.
        let (mut group, mut part) = (0, 0);
        for (at, (control, &position)) in self.controls.iter().zip(positions).enumerate() {
            let (low, high) = if position == UNANSWERED {
                score.unanswered += 1;
                (control.low, control.high)
            } else {
                let points =
                    control.points.get(usize::from(position)).copied().flatten().ok_or(at)?;
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

fn add(parts: &mut [i64], group: usize, part: i64) {
    if let Some(sum) = parts.get_mut(group) {
        *sum += part;
    }
}
