//! Findings of one row after the other: what is worth most, without the rest of the result.

use super::finding::Ranked;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Verification;
use crate::rules::{State, TierState, UNANSWERED};

/// One finding of a row, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowFinding {
    /// Position of the control.
    pub control: u16,
    /// Why it is here.
    pub state: State,
    /// Points that the best answer would add; for an unanswered control, over its worst answer.
    pub points: Option<i64>,
    /// Weighted credit that `met` would add to the coverage.
    pub credit: Option<u64>,
    /// Position of the lowest unreached tier that it blocks.
    pub tier: Option<u16>,
    /// How sure we are of what the guideline asks here.
    pub verification: Verification,
}

/// The [findings](super::AssessmentData::findings) of many rows of one framework.
///
/// ```
/// use shisei::assessment::Findings;
/// use shisei::{UNANSWERED, catalog};
///
/// let framework = catalog::framework("five-basics")?;
/// let findings = Findings::of(framework);
/// let mut rows = findings.rows();
/// let first = rows.first(&[0, 2, UNANSWERED, 0, 0, 1], 2)?;
/// let positions: Vec<u16> = first.iter().map(|finding| finding.control).collect();
/// assert_eq!(positions, [1, 2]);
/// # Ok::<(), shisei::Error>(())
/// ```
pub struct Findings {
    framework: Framework,
    /// By control: its allowed answers, and none at last.
    answers: Vec<Vec<Option<Worth>>>,
    /// By control and tier: whether a condition of the tier is about it. Empty without tiers.
    tiers: usize,
}

/// What an answer is worth, and its place among all answers to all controls.
#[derive(Clone, Copy)]
struct Worth {
    finding: RowFinding,
    /// Whether it falls short, also where it blocks no tier.
    short: bool,
    place: u32,
}

impl Findings {
    /// Puts every answer to every control in its place.
    ///
    /// ```
    /// use shisei::assessment::Findings;
    /// use shisei::catalog;
    ///
    /// let findings = Findings::of(catalog::framework("five-basics")?);
    /// assert!(findings.rows().first(&[0; 3], 1).is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn of(framework: &Framework) -> Self {
        let rules = framework.rules();
        let mut all: Vec<(Ranked, usize, bool)> = Vec::new();
        for (at, control) in rules.controls.iter().enumerate() {
            let choices = control.allowed().map(|(choice, _)| Some(choice));
            for choice in choices.chain([None]) {
                let (ranked, short) = Ranked::of(control, at, choice);
                all.push((ranked, choice.map_or(control.choices.len(), usize::from), short));
            }
        }
        all.sort_by_key(|(ranked, ..)| ranked.rank());
        let mut answers: Vec<Vec<Option<Worth>>> =
            rules.controls.iter().map(|control| vec![None; control.choices.len() + 1]).collect();
        for (place, (ranked, answer, short)) in (0..).zip(all) {
            let verification = rules.controls.get(ranked.at).map(|control| control.verification);
            let slot = answers.get_mut(ranked.at).and_then(|answers| answers.get_mut(answer));
            if let (Some(verification), Some(slot)) = (verification, slot) {
                let control = u16::try_from(ranked.at).unwrap_or(u16::MAX);
                let Ranked { state, points, credit, .. } = ranked;
                let finding =
                    RowFinding { control, state, points, credit, tier: None, verification };
                *slot = Some(Worth { finding, short, place });
            }
        }
        Self { framework: framework.clone(), answers, tiers: rules.tiers.len() }
    }

    /// Something that finds in one row after the other: one a thread.
    ///
    /// ```
    /// use shisei::assessment::Findings;
    /// use shisei::catalog;
    ///
    /// let findings = Findings::of(catalog::framework("five-basics@4.0")?);
    /// let mut rows = findings.rows();
    /// assert!(rows.first(&[0; 6], 1)?.is_empty());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn rows(&self) -> FindingRows<'_> {
        FindingRows {
            findings: self,
            choices: Vec::new(),
            blocked: Vec::new(),
            best: Vec::new(),
            out: Vec::new(),
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn worth(&self, control: usize, answer: u8) -> Option<&Worth> {
        let answers = self.answers.get(control)?;
        match answer {
            UNANSWERED => answers.last(),
            answer => answers.split_last()?.1.get(usize::from(answer)),
        }?
        .as_ref()
    }
}

/// Finds in one row after the other, in the same room.
pub struct FindingRows<'f> {
    findings: &'f Findings,
    choices: Vec<Option<u8>>,
    /// By control, the lowest tier not reached that it is missing from; with none, a number past them.
    blocked: Vec<u16>,
    /// Tier, place, and the finding, in order.
    best: Vec<(u16, u32, RowFinding)>,
    out: Vec<RowFinding>,
}

/// No tier.
const FREE: u16 = u16::MAX;

impl FindingRows<'_> {
    /// The first `most` findings of a row of positions of choices, one for each control.
    ///
    /// ```
    /// use shisei::assessment::{Findings, State};
    /// use shisei::{UNANSWERED, catalog};
    ///
    /// let findings = Findings::of(catalog::framework("five-basics@4.0")?);
    /// let mut rows = findings.rows();
    /// let found = rows.first(&[0, 0, UNANSWERED, 0, 0, 0], 3)?;
    /// assert_eq!(found.len(), 1);
    /// assert_eq!((found[0].control, found[0].state), (2, State::Unanswered));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::OutOfRange`] for a row that
    /// [`Framework::assess_row`] refuses.
    #[cfg_attr(debug_assertions, inline)]
    pub fn first(&mut self, positions: &[u8], most: usize) -> Result<&[RowFinding], Error> {
        let findings = self.findings;
        if positions.len() != findings.answers.len() {
            return Err(refused("positions", positions.len()));
        }
        if findings.tiers > 0 {
            self.block(positions);
        }
        self.best.clear();
        for (at, &answer) in positions.iter().enumerate() {
            let Some(worth) = findings.worth(at, answer) else {
                let control = findings.framework.rules.controls.get(at);
                return Err(refused(control.map_or("", |it| &*it.id), answer.into()));
            };
            let tier = self.blocked.get(at).copied().unwrap_or(FREE);
            if !(worth.short || tier != FREE) {
                continue;
            }
            let rank = (tier, worth.place);
            let full = self.best.len() >= most;
            if full && self.best.last().is_none_or(|last| (last.0, last.1) < rank) {
                continue;
            }
            let after = self.best.iter().rposition(|other| (other.0, other.1) < rank);
            if full {
                self.best.pop();
            }
            self.best.insert(after.map_or(0, |at| at + 1), (tier, worth.place, worth.finding));
        }
        self.out.clear();
        self.out.extend(self.best.iter().map(|&(tier, _, finding)| RowFinding {
            tier: (tier != FREE).then_some(tier),
            ..finding
        }));
        Ok(&self.out)
    }

    /// For each control, the first tier not reached that it is missing from.
    #[cfg_attr(debug_assertions, inline)]
    fn block(&mut self, positions: &[u8]) {
        let rules = &self.findings.framework.rules;
        let Self { choices, blocked, .. } = self;
        choices.clear();
        choices.extend(positions.iter().map(|&at| (at != UNANSWERED).then_some(at)));
        blocked.clear();
        blocked.resize(positions.len(), FREE);
        for (at, tier) in (0..FREE).zip(rules.tiers.iter()) {
            for condition in tier.conditions.iter() {
                let count = condition.count(&rules.controls, choices);
                if condition.state(count.have, count.may) == TierState::Reached {
                    continue;
                }
                for &control in condition.controls.iter() {
                    let control = usize::from(control);
                    let choice = choices.get(control).copied().flatten();
                    let rule = rules.controls.get(control);
                    let satisfied = rule.is_some_and(|it| condition.satisfied_by(it, choice));
                    if let (false, Some(slot @ &mut FREE)) = (satisfied, blocked.get_mut(control)) {
                        *slot = at;
                    }
                }
            }
        }
    }
}

#[cfg_attr(debug_assertions, inline)]
fn refused(at: &str, given: usize) -> Error {
    let problem = Problem::new(Code::OutOfRange).at(at).given(&given.to_string());
    Error::one(ErrorKind::InvalidArgument, problem)
}
