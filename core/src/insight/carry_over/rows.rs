//! What is known elsewhere, of one sheet after the other.
//!
//! What is said about a control depends on the answers to the controls that are related to it, and on
//! nothing else: [`carry_over_by`] itself is asked once for every combination of those answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::answer_once::controls;
use super::chain::origins;
use super::relations::towards;
use super::{Certainty, Scope, carry_over_by, later, too_complex};
use crate::assessment::Assessment;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::work::TooComplex;
use crate::model::{Crosswalk, Text};
use crate::reference::Reference;
use crate::rules::UNANSWERED;

/// Most combinations of answers that say something about one control.
const MOST: usize = 1 << 16;

/// [`answer_once`](super::answer_once) for many sheets of one framework.
///
/// ```
/// use shisei::insight::{KnownRows, Scope};
/// use shisei::{UNANSWERED, catalog};
///
/// let answered = catalog::framework("five-basics@4.0")?;
/// let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
/// let find = |reference: &str| catalog::framework(reference).ok().cloned();
/// let rows = KnownRows::new(answered, scope, catalog::crosswalks::all(), &find)?;
/// let known = rows.known(&[0, 0, 0, 0, 0, 0])?;
/// assert!(known.implied + known.suggested > 0);
/// assert_eq!(known.implied + known.suggested + known.remaining, rows.total());
/// # Ok::<(), shisei::Error>(())
/// ```
pub struct KnownRows {
    controls: usize,
    total: u32,
    migrated_to: Option<Reference>,
    targets: Vec<Known>,
}

/// What a row says about one control.
struct Known {
    /// Position of the control in the framework to fill.
    control: u16,
    /// Positions of the controls that say something about it, each with what one choice further
    /// moves in the table, and the number of its choices.
    by: Vec<(usize, usize, usize)>,
    /// What each combination of answers says; empty where none says anything.
    said: Vec<Option<Certainty>>,
}

/// How much is known from a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowKnown {
    /// Controls that follow from the row.
    pub implied: u32,
    /// Controls that the row suggests, to be confirmed.
    pub suggested: u32,
    /// Controls that remain to be asked.
    pub remaining: u32,
}

impl KnownRows {
    /// Asks [`carry_over_by`] for every combination of answers that matters.
    ///
    /// ```
    /// use shisei::insight::{KnownRows, Scope};
    /// use shisei::catalog;
    ///
    /// let own = |reference: &str| catalog::framework(reference).ok().cloned();
    /// let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
    /// let rows = KnownRows::new(catalog::framework("five-basics@4.0")?, scope, catalog::crosswalks::all(), &own)?;
    /// let known = rows.known(&[0; 6])?;
    /// assert_eq!(known.implied + known.suggested + known.remaining, rows.total());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`answer_once`](super::answer_once); [`Code::NotRelated`] where the framework says nothing
    /// about the other, and [`Code::TooComplex`] also where more than 65,536 combinations of answers
    /// say something about one control.
    #[inline]
    pub fn new(
        from: &Framework,
        scope: Scope<'_>,
        crosswalks: &[&Crosswalk],
        find: &dyn Fn(&str) -> Option<Framework>,
    ) -> Result<Self, Error> {
        let to = scope.framework;
        let matters: BTreeSet<&Text> = controls(scope)?.into_iter().collect();
        let by = related(from, to, crosswalks, find)?;
        let mut targets = Vec::new();
        for (at, control) in to.controls().iter().enumerate() {
            if matters.contains(&control.id) {
                let by = by.by_control.get(&*control.id);
                targets.push(Known::open(from, at, by)?);
            }
        }
        let mut known = Self {
            controls: from.controls().len(),
            total: u32::try_from(targets.len()).unwrap_or(u32::MAX),
            migrated_to: by.migrated_to,
            targets,
        };
        known.ask(from, to, crosswalks, find)?;
        Ok(known)
    }

    /// Controls that matter.
    ///
    /// ```
    /// # use shisei::insight::{KnownRows, Scope};
    /// # use shisei::catalog;
    /// # let own = |reference: &str| catalog::framework(reference).ok().cloned();
    /// # let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
    /// # let rows = KnownRows::new(catalog::framework("five-basics@4.0")?, scope, catalog::crosswalks::all(), &own)?;
    /// assert_eq!(rows.total(), 25);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The later edition that rows are brought to first, if they are.
    ///
    /// ```
    /// # use shisei::insight::{KnownRows, Scope};
    /// # use shisei::catalog;
    /// # let own = |reference: &str| catalog::framework(reference).ok().cloned();
    /// # let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
    /// # let rows = KnownRows::new(catalog::framework("five-basics@4.0")?, scope, catalog::crosswalks::all(), &own)?;
    /// assert_eq!(rows.migrated_to(), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn migrated_to(&self) -> Option<&Reference> {
        self.migrated_to.as_ref()
    }

    /// How much is known from a row of positions of choices, one for each control;
    /// [`UNANSWERED`] for an unanswered one.
    ///
    /// ```
    /// # use shisei::insight::{KnownRows, Scope};
    /// # use shisei::catalog;
    /// # let own = |reference: &str| catalog::framework(reference).ok().cloned();
    /// # let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
    /// # let rows = KnownRows::new(catalog::framework("five-basics@4.0")?, scope, catalog::crosswalks::all(), &own)?;
    /// assert!(rows.known(&[0; 6])?.remaining < 25);
    /// assert!(rows.known(&[0; 5]).is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::OutOfRange`] for a row of another length.
    #[inline]
    pub fn known(&self, positions: &[u8]) -> Result<RowKnown, Error> {
        let mut known = RowKnown::default();
        for (_, said) in self.said(positions)? {
            match said {
                Some(Certainty::Implied) => known.implied += 1,
                Some(Certainty::Suggested) => known.suggested += 1,
                None => known.remaining += 1,
            }
        }
        Ok(known)
    }

    /// The controls that matter, by position, with what a row says about each; `None` where it is to
    /// be asked.
    ///
    /// ```
    /// # use shisei::insight::{KnownRows, Scope};
    /// # use shisei::catalog;
    /// # let own = |reference: &str| catalog::framework(reference).ok().cloned();
    /// # let scope = Scope::new(catalog::framework("self-assessment@4.0")?);
    /// # let rows = KnownRows::new(catalog::framework("five-basics@4.0")?, scope, catalog::crosswalks::all(), &own)?;
    /// let said: Vec<_> = rows.said(&[0; 6])?.collect();
    /// assert_eq!(said.len(), 25);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`known`](Self::known).
    #[inline]
    pub fn said<'r>(
        &'r self,
        positions: &'r [u8],
    ) -> Result<impl Iterator<Item = (u16, Option<Certainty>)> + 'r, Error> {
        if positions.len() != self.controls {
            let given = positions.len().to_string();
            let problem = Problem::new(Code::OutOfRange).at("positions").given(&given);
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        Ok(self.targets.iter().map(|it| (it.control, it.said(positions))))
    }

    /// Fills the tables: in each row that is asked about, as many combinations as go together.
    #[inline]
    fn ask(
        &mut self,
        from: &Framework,
        to: &Framework,
        crosswalks: &[&Crosswalk],
        find: &dyn Fn(&str) -> Option<Framework>,
    ) -> Result<(), Error> {
        // Answers that may not be given never come.
        let allowed = |&(at, answer): &(usize, u8)| {
            let choice = from.rules.controls.get(at).and_then(|it| it.choice(answer));
            choice.is_none_or(|choice| choice.allowed)
        };
        let may = |known: &Known, place| known.answers(place).iter().all(allowed);
        let each = self.targets.iter();
        let mut open: Vec<Vec<bool>> =
            each.map(|it| (0..it.said.len()).map(|place| may(it, place)).collect()).collect();
        let mut next = vec![0; open.len()];
        loop {
            let mut row: BTreeMap<usize, u8> = BTreeMap::new();
            let mut any = false;
            for ((known, open), next) in self.targets.iter().zip(&open).zip(&mut next) {
                while open.get(*next) == Some(&false) {
                    *next += 1;
                }
                if *next >= open.len() {
                    continue;
                }
                let answers = known.answers(*next);
                let agree =
                    |(at, answer): &(usize, u8)| row.get(at).is_none_or(|there| there == answer);
                if answers.iter().all(agree) {
                    row.extend(answers);
                    any = true;
                }
            }
            if !any {
                return Ok(());
            }
            let answer = |at| row.get(&at).copied().unwrap_or(UNANSWERED);
            let row: Vec<u8> = (0..self.controls).map(answer).collect();
            let said = said_of(&assess(from, &row)?, to, crosswalks, find)?;
            for (known, open) in self.targets.iter_mut().zip(&mut open) {
                let place = known.place(&row);
                if let (Some(slot), Some(open)) = (known.said.get_mut(place), open.get_mut(place)) {
                    *slot = said.get(&known.control).copied();
                    *open = false;
                }
            }
        }
    }
}

#[inline]
fn assess(framework: &Framework, positions: &[u8]) -> Result<Assessment, Error> {
    framework.assess_row(positions).map_err(|error| {
        let problem = Problem::new(Code::OutOfRange).at("positions").detail(error.to_string());
        Error::one(ErrorKind::InvalidArgument, problem)
    })
}

#[inline]
fn said_of(
    assessment: &Assessment,
    to: &Framework,
    crosswalks: &[&Crosswalk],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<HashMap<u16, Certainty>, Error> {
    let carried = carry_over_by(std::slice::from_ref(assessment), to, crosswalks, find)?;
    let place = |control: &str| u16::try_from(to.position(control)?).ok();
    let said = carried.inferred.iter();
    Ok(said.filter_map(|it| Some((place(&it.control)?, it.certainty))).collect())
}

impl Known {
    /// With nothing said yet.
    #[inline]
    fn open(from: &Framework, control: usize, by: Option<&BTreeSet<usize>>) -> Result<Self, Error> {
        let (mut moves, mut places) = (Vec::new(), 1_usize);
        for &at in by.into_iter().flatten() {
            let choices = from.rules.controls.get(at).map_or(0, |control| control.choices.len());
            moves.push((at, places, choices));
            places = places.saturating_mul(choices + 1);
        }
        if places > MOST {
            return Err(too_complex());
        }
        let control = u16::try_from(control).unwrap_or(u16::MAX);
        let said = if moves.is_empty() { Vec::new() } else { vec![None; places] };
        Ok(Self { control, by: moves, said })
    }

    #[inline]
    fn place(&self, positions: &[u8]) -> usize {
        let mut place = 0;
        for &(at, stride, choices) in &self.by {
            let answer = positions.get(at).copied().unwrap_or(UNANSWERED);
            place += usize::from(answer).min(choices) * stride;
        }
        place
    }

    #[inline]
    fn said(&self, positions: &[u8]) -> Option<Certainty> {
        self.said.get(self.place(positions)).copied().flatten()
    }

    /// The answers that lead to a place.
    #[inline]
    fn answers(&self, place: usize) -> Vec<(usize, u8)> {
        let by = self.by.iter();
        by.map(|&(at, stride, choices)| {
            let answer = place / stride % (choices + 1);
            let answer = if answer == choices { None } else { u8::try_from(answer).ok() };
            (at, answer.unwrap_or(UNANSWERED))
        })
        .collect()
    }
}

/// The controls that say something about each control of another framework.
struct By {
    by_control: HashMap<String, BTreeSet<usize>>,
    migrated_to: Option<Reference>,
}

#[inline]
fn related(
    from: &Framework,
    to: &Framework,
    crosswalks: &[&Crosswalk],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<By, Error> {
    let here = to.reference();
    let related = towards(crosswalks, &here).map_err(|TooComplex| too_complex())?;
    let nothing = vec![UNANSWERED; from.controls().len()];
    let empty = assess(from, &nothing)?;
    let brought = later(&empty, std::slice::from_ref(&empty), to, (crosswalks, &related), find)?;
    let edition = brought.as_ref().map_or(from, |brought| brought.assessment.framework());
    let reference = edition.reference();
    let mut pairs: Vec<(&str, &str)> = related
        .iter()
        .filter(|related| *related.framework == reference)
        .map(|related| (related.ours, related.control))
        .collect();
    if reference == here {
        pairs.extend(to.controls().iter().map(|control| (&*control.id, &*control.id)));
    }
    if pairs.is_empty() {
        let own = from.reference();
        let others: BTreeSet<&Reference> = related.iter().map(|it| it.framework).collect();
        let problem = Problem::new(Code::NotRelated).at(own.as_str()).given(here.as_str());
        let problem = problem.nearest_of(others.iter().map(|it| it.as_str()));
        return Err(Error::one(ErrorKind::InvalidArgument, problem));
    }
    let origins = origins(from, edition, find)?;
    let mut by_control: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (ours, theirs) in pairs {
        let by = by_control.entry(ours.to_owned()).or_default();
        by.extend(origins.get(theirs).into_iter().flatten().filter_map(|it| from.position(it)));
    }
    Ok(By { by_control, migrated_to: brought.map(|brought| brought.sheet.to) })
}
