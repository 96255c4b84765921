//! What the sheet of one framework says about another.

mod answer_once;
mod chain;
mod relations;
mod rows;

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

pub use answer_once::{Known, Scope, answer_once, answer_once_by};
pub use chain::MigratedSheet;
use chain::{Brought, bring};
use relations::{Related, towards};
pub use rows::{KnownRows, RowKnown};

use super::fit::{fit, lacks_reason};
use super::strength::rank;
use super::work::TooComplex;
use crate::answers::{Answer, AnswerSheet};
use crate::assessment::{Assessment, FrameworkRef};
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Choice, Crosswalk, Origin, Relation, Standing, Text, Verification};
use crate::reference::Reference;

/// How sure an inferred answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Certainty {
    /// It follows from what the crosswalk says: the same was asked, or more was asked and is done.
    Implied,
    /// It is likely, and to be confirmed.
    Suggested,
}

/// A control of a framework edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "EditionControl"))]
#[non_exhaustive]
pub struct Through {
    /// The edition, `id@edition`.
    pub framework: Reference,
    /// Id of the control there.
    pub control: Text,
}

/// An answer elsewhere, and what it says here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CarriedFrom {
    /// The framework that was answered, `id@edition`.
    pub framework: Reference,
    /// The control that was answered.
    pub control: Text,
    /// Its choice.
    pub choice: Text,
    /// What the choice means there.
    pub standing: Standing,
    /// How that control relates to the one here.
    pub relation: Relation,
    /// The control in between, when two crosswalks that say `equal` were taken.
    pub through: Option<Through>,
    /// What it says here; `None` if it only prompts.
    pub carries: Option<Standing>,
    /// Whether the answer here is this one's.
    pub decides: bool,
    /// Whether a publisher made the crosswalk or we did.
    pub origin: Origin,
    /// How sure we are of its line.
    pub verification: Verification,
}

/// An answer that was not given here but follows from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Inferred {
    /// Id of the control.
    pub control: Text,
    /// The choice inferred.
    pub choice: Text,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether the sources say different things: the weakest won.
    pub conflict: bool,
    /// Every source, those that decided and those that did not.
    pub sources: Vec<CarriedFrom>,
}

/// A control that stays open, with answers elsewhere that help to answer it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Prompt {
    /// Id of the control.
    pub control: Text,
    /// What was answered elsewhere.
    pub sources: Vec<CarriedFrom>,
}

/// An answer that was given here and differs from what would be inferred. The given one stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Disagreement {
    /// Id of the control.
    pub control: Text,
    /// The choice that was given.
    pub given: Text,
    /// The choice that would be inferred.
    pub inferred: Text,
    /// What was answered elsewhere.
    pub sources: Vec<CarriedFrom>,
}

/// A sheet filled from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CarryOver {
    /// The framework filled, its edition and its digest.
    pub framework: FrameworkRef,
    /// Given answers as they are, and inferred ones, whose evidence names where they come from
    /// (`self-assessment@4.0#SA-01`).
    pub sheet: AnswerSheet,
    /// The inferred answers.
    pub inferred: Vec<Inferred>,
    /// Open controls that other answers throw light on.
    pub prompts: Vec<Prompt>,
    /// Given answers that other answers contradict.
    pub disagreements: Vec<Disagreement>,
    /// Every control still open, in order.
    pub remaining: Vec<Text>,
    /// Sheets that were brought to a later edition first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrated: Vec<MigratedSheet>,
}

impl Assessment {
    /// Fills the sheet of another framework from these answers, by the crosswalks of the catalogue.
    /// [`carry_over`] does so for several assessments and other crosswalks, and says how.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "done");
    /// let basics = catalog::framework("five-basics@4.0")?.assess(&sheet)?;
    /// let carried = basics.carry_over(catalog::framework("self-assessment@4.0")?)?;
    /// assert!(!carried.inferred.is_empty());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`carry_over`].
    #[inline]
    pub fn carry_over(&self, target: &Framework) -> Result<CarryOver, Error> {
        carry_over(std::slice::from_ref(self), target, catalog::crosswalks::all())
    }
}

/// Fills the sheet of `target` from the answers to other frameworks.
///
/// Read from the answered control to the one here:
/// - `equal`: the answer carries;
/// - `superset`: "done" carries, and what falls short is suggested;
/// - `subset`: suggests "done in part" at most;
/// - `intersects`: only prompts.
///
/// Where several answers speak, the weaker wins and all are named; that a part of something is done
/// does not speak against the whole being done. An accepted risk is "not done" elsewhere, and "does
/// not apply" carries by `equal` and `superset` alone. Two crosswalks in a row carry only where both
/// say `equal`. An assessment by `target` itself keeps its answers.
///
/// A sheet of an edition that says nothing about `target` is brought to the nearest later edition that
/// does, one of the catalogue, as [`Assessment::migrate`] does: [`CarryOver::migrated`] says so, and
/// what is to be confirmed there is suggested only. Where a crosswalk relates the two editions, it
/// says what carries.
///
/// ```
/// use shisei::insight::carry_over;
/// use shisei::model::{Crosswalk, Link, Localized, Relation};
/// use shisei::{AnswerSheet, catalog};
///
/// let basics = catalog::framework("five-basics@4.0")?;
/// let assessment = catalog::framework("self-assessment@4.0")?;
/// let reason = Localized::new("同じ問い。", "The same question.");
/// let links = vec![Link::new("B1", Relation::Equal, "SA-01", reason)];
/// let crosswalk = Crosswalk::new(basics.reference(), assessment.reference(), links);
/// let sheet = AnswerSheet::new("five-basics@4.0").with("B1", "partly");
/// let carried = carry_over(&[basics.assess(&sheet)?], assessment, &[&crosswalk])?;
/// assert_eq!(carried.inferred[0].choice, "partial");
/// assert_eq!(carried.remaining.len(), 24);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::Contradiction`], [`Code::Cyclic`] or
/// [`Code::UnknownReference`] for a crosswalk, [`Code::DuplicateId`] for two assessments by one
/// framework, [`Code::TooComplex`] when more than 262,144 pairs of links say `equal` in a row.
#[inline]
pub fn carry_over(
    assessments: &[Assessment],
    target: &Framework,
    crosswalks: &[&Crosswalk],
) -> Result<CarryOver, Error> {
    let find = |reference: &str| catalog::framework(reference).ok().cloned();
    carry_over_by(assessments, target, crosswalks, &find)
}

/// [`carry_over`] with later editions of the caller's own: `find` gives the framework with a reference.
///
/// ```
/// use shisei::insight::carry_over_by;
/// use shisei::{AnswerSheet, assess, catalog};
///
/// let known = [assess(&AnswerSheet::new("five-basics@4.0").with("B1", "done"))?];
/// let target = catalog::framework("self-assessment@4.0")?;
/// let own = |reference: &str| catalog::framework(reference).ok().cloned();
/// let carried = carry_over_by(&known, target, catalog::crosswalks::all(), &own)?;
/// assert_eq!(carried.framework.id, "self-assessment");
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// As [`carry_over`].
#[inline]
pub fn carry_over_by(
    assessments: &[Assessment],
    target: &Framework,
    crosswalks: &[&Crosswalk],
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<CarryOver, Error> {
    let mut frameworks: Vec<&Framework> = assessments.iter().map(Assessment::framework).collect();
    let mut references: BTreeSet<Reference> = BTreeSet::new();
    if let Some(twice) = frameworks.iter().find(|own| !references.insert(own.reference())) {
        let problem =
            Problem::new(Code::DuplicateId).at("sheets").given(twice.reference().as_str());
        return Err(Error::one(ErrorKind::InvalidArgument, problem));
    }
    frameworks.push(target);
    relations::check(crosswalks, &frameworks)?;
    let reference = target.reference();
    let mut related = towards(crosswalks, &reference).map_err(|TooComplex| too_complex())?;
    let brought = assessments
        .iter()
        .map(|it| later(it, assessments, target, (crosswalks, &related), find))
        .collect::<Result<Vec<_>, Error>>()?;
    let answered: Vec<Answered<'_>> = assessments
        .iter()
        .zip(&brought)
        .map(|(assessment, brought)| match brought {
            None => Answered {
                reference: assessment.framework().reference(),
                assessment,
                confirm: &[],
                is_brought: false,
            },
            Some(Brought { assessment, sheet }) => Answered {
                reference: sheet.to.clone(),
                assessment,
                confirm: &sheet.confirm,
                is_brought: true,
            },
        })
        .collect();
    if answered.iter().any(|it| it.is_brought && it.reference == reference) {
        // What an earlier edition of the target says is not what was answered here.
        related.extend(target.controls().iter().map(|control| Related {
            framework: &reference,
            control: &control.id,
            ours: &control.id,
            relation: Relation::Equal,
            through: None,
            origin: Origin::Official,
            verification: control.verification,
        }));
    }
    let mut by_control: HashMap<&str, Vec<&Related<'_>>> = HashMap::new();
    for related in &related {
        by_control.entry(related.ours).or_default().push(related);
    }
    let own = answered.iter().find(|own| own.reference == reference && !own.is_brought);
    let mut filled = CarryOver {
        framework: FrameworkRef::of(target),
        sheet: AnswerSheet::new(reference.clone()),
        inferred: Vec::new(),
        prompts: Vec::new(),
        disagreements: Vec::new(),
        remaining: Vec::new(),
        migrated: brought.iter().flatten().map(|brought| brought.sheet.clone()).collect(),
    };
    filled.sheet.subject = assessments.iter().find_map(|it| it.subject.clone());
    filled.sheet.date = own.and_then(|own| own.assessment.date.clone());
    for (at, control) in target.controls().iter().enumerate() {
        let ours = by_control.get(&*control.id).into_iter().flatten();
        let mut said = Said::of(target, at, ours.filter_map(|it| speak(it, &answered)).collect());
        let given = own.and_then(|own| own.answer(at));
        filled.decide(target, at, given, &mut said);
    }
    Ok(filled)
}

/// The assessment in the nearest later edition that says something about the target; `None` if its
/// own does, none does, or the later one was answered as well.
#[inline]
fn later(
    assessment: &Assessment,
    all: &[Assessment],
    target: &Framework,
    (crosswalks, related): (&[&Crosswalk], &[Related<'_>]),
    find: &dyn Fn(&str) -> Option<Framework>,
) -> Result<Option<Brought>, Error> {
    let (own, here) = (assessment.framework().reference(), target.reference());
    let speaks = |reference: &Reference| {
        *reference == here || related.iter().any(|related| related.framework == reference)
    };
    if speaks(&own) {
        return Ok(None);
    }
    // Where a crosswalk says how the editions are related, it is left to say so.
    let said = |reference: &Reference| {
        crosswalks.iter().any(|it| {
            (&it.from, &it.to) == (&own, reference) || (&it.to, &it.from) == (&own, reference)
        })
    };
    let of_same = |reference: &&Reference| reference.id() == own.id() && !said(reference);
    let speaking = related.iter().map(|related| related.framework).chain([&here]);
    let editions: BTreeSet<&Reference> = speaking.filter(of_same).collect();
    if all.iter().any(|it| editions.contains(&it.framework().reference())) {
        return Ok(None);
    }
    let found = editions.into_iter().filter_map(|reference| {
        if *reference == here { Some(target.clone()) } else { find(reference.as_str()) }
    });
    bring(assessment, &found.collect::<Vec<_>>(), find)
}

/// Whether answers to one edition can say anything about another.
///
/// # Errors
/// [`Code::TooComplex`], as [`carry_over`].
#[inline]
pub(crate) fn tied(
    crosswalks: &[&Crosswalk],
    from: &Reference,
    to: &Reference,
) -> Result<bool, Error> {
    let related = towards(crosswalks, to).map_err(|TooComplex| too_complex())?;
    Ok(from == to || related.iter().any(|related| related.framework == from))
}

#[inline]
fn too_complex() -> Error {
    Error::one(ErrorKind::InvalidArgument, Problem::new(Code::TooComplex).at("crosswalks"))
}

/// An assessment with its framework's reference, `id@edition`.
struct Answered<'a> {
    reference: Reference,
    assessment: &'a Assessment,
    /// Controls whose answers are to be confirmed.
    confirm: &'a [Text],
    /// Whether it was brought to this edition from an earlier one.
    is_brought: bool,
}

impl<'a> Answered<'a> {
    /// The choice taken for a control, and the answer that takes it.
    #[inline]
    fn answer(&self, at: usize) -> Option<(&'a Choice, &'a Answer)> {
        let control = self.assessment.framework().controls().get(at)?;
        Some((self.assessment.choice_at(at)?, self.assessment.answer(&control.id)?))
    }
}

/// One answer elsewhere that speaks about a control here.
struct Voice<'a> {
    source: CarriedFrom,
    answer: &'a Answer,
    certainty: Certainty,
    /// Whether more than it says could be true: a part that is done speaks for "in part" only.
    capped: bool,
}

#[inline]
fn speak<'a>(related: &Related<'_>, answered: &[Answered<'a>]) -> Option<Voice<'a>> {
    let there = answered.iter().find(|own| own.reference == *related.framework)?;
    let (choice, answer) = there.answer(there.assessment.framework().position(related.control)?)?;
    let standing = choice.standing;
    let carries = carries(related.relation, standing);
    let through = related.through.map(|(framework, control)| Through {
        framework: framework.clone(),
        control: control.to_owned().into(),
    });
    Some(Voice {
        answer,
        certainty: match (related.relation, standing) {
            _ if there.confirm.iter().any(|it| *it == related.control) => Certainty::Suggested,
            (Relation::Equal, _) | (Relation::Superset, Standing::Met) => Certainty::Implied,
            _ => Certainty::Suggested,
        },
        capped: related.relation == Relation::Subset && standing == Standing::Met,
        source: CarriedFrom {
            framework: there.reference.clone(),
            control: related.control.to_owned().into(),
            choice: choice.id.clone(),
            standing,
            relation: related.relation,
            through,
            carries,
            decides: false,
            origin: related.origin,
            verification: related.verification,
        },
    })
}

/// What an answer says about a control that is related to its own.
#[inline]
fn carries(relation: Relation, standing: Standing) -> Option<Standing> {
    match (relation, standing) {
        (Relation::Intersects | Relation::NotRelated, _)
        | (Relation::Subset, Standing::NotApplicable) => None,
        // Accepting a risk is a decision about one control.
        (_, Standing::Accepted) => Some(Standing::Unmet),
        (Relation::Subset, Standing::Met) => Some(Standing::Partial),
        (_, standing) => Some(standing),
    }
}

/// All that is said about one control.
struct Said<'a> {
    voices: Vec<Voice<'a>>,
    conflict: bool,
    answer: Option<(Answer, Certainty)>,
}

impl<'a> Said<'a> {
    #[inline]
    fn of(target: &Framework, at: usize, mut voices: Vec<Voice<'a>>) -> Self {
        let speaking = |voice: &&Voice<'_>| voice.source.carries.is_some();
        let full = voices.iter().filter(speaking).any(|voice| !voice.capped);
        let heard = |voice: &Voice<'_>| voice.source.carries.is_some() && !(full && voice.capped);
        let standings: BTreeSet<u8> = voices
            .iter()
            .filter(|it| heard(it))
            .filter_map(|it| order(it.source.carries))
            .collect();
        let weakest = standings.first().copied();
        let conflict = standings.len() > 1;
        let mut answer = None;
        for voice in &mut voices {
            voice.source.decides = heard(voice) && order(voice.source.carries) == weakest;
            // Of equal voices the surest is heard.
            let surer = answer.as_ref().is_none_or(|(_, known)| *known == Certainty::Suggested);
            if voice.source.decides && surer {
                let certainty = if conflict { Certainty::Suggested } else { voice.certainty };
                let new = infer(target, at, voice).map(|new| (new, certainty));
                answer = new.or(answer);
            }
        }
        Self { voices, conflict, answer }
    }

    #[inline]
    fn sources(&mut self) -> Vec<CarriedFrom> {
        std::mem::take(&mut self.voices).into_iter().map(|voice| voice.source).collect()
    }
}

/// Weaker first; what does not apply last, so that it wins only alone.
#[inline]
fn order(standing: Option<Standing>) -> Option<u8> {
    standing.map(|standing| rank(standing.into()).unwrap_or(u8::MAX))
}

/// The answer here that says what a voice says; `None` if there is no such choice, or no reason
/// where one is needed.
#[inline]
fn infer(target: &Framework, at: usize, voice: &Voice<'_>) -> Option<Answer> {
    let fitting = fit(target, at, voice.source.carries?, &voice.source.choice)?;
    let Choice { id, standing, .. } = target.choice(at, fitting)?;
    let mut answer = Answer::new(id.to_string());
    if *standing == voice.source.standing {
        answer.reason.clone_from(&voice.answer.reason);
    }
    answer.evidence = vec![format!("{}#{}", voice.source.framework, voice.source.control)];
    answer.date.clone_from(&voice.answer.date);
    (!lacks_reason(target, at, fitting, &answer)).then_some(answer)
}

impl CarryOver {
    #[inline]
    fn decide(
        &mut self,
        target: &Framework,
        at: usize,
        given: Option<(&Choice, &Answer)>,
        said: &mut Said<'_>,
    ) {
        let Some(control) = target.controls().get(at).map(|control| control.id.clone()) else {
            return;
        };
        let (conflict, inferred) = (said.conflict, said.answer.take());
        let choice = |answer: &Answer| Text::from(answer.choice.clone().unwrap_or_default());
        if let Some((taken, answer)) = given {
            self.sheet.answers.push((control.to_string(), answer.clone()));
            let Some((inferred, _)) = inferred else { return };
            let (given, inferred) = (taken.id.clone(), choice(&inferred));
            if inferred != given {
                let sources = said.sources();
                self.disagreements.push(Disagreement { control, given, inferred, sources });
            }
        } else if let Some((answer, certainty)) = inferred {
            let choice = choice(&answer);
            self.sheet.answers.push((control.to_string(), answer));
            let sources = said.sources();
            self.inferred.push(Inferred { control, choice, certainty, conflict, sources });
        } else {
            self.remaining.push(control.clone());
            let sources = said.sources();
            if !sources.is_empty() {
                self.prompts.push(Prompt { control, sources });
            }
        }
    }
}
