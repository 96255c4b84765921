//! The ten threats of a year against a firm's answers: covered, partly, open; and how ranks moved.

use serde::Serialize;

use super::basis::Basis;
use crate::assessment::{Assessment, FrameworkRef, State};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::{CarryOver, carry_over, tied};
use crate::model::{
    AttackEntry, Crosswalk, EntryLink, Localized, Origin, RankedThreat, Text, ThreatKinds,
    ThreatList, Verification,
};
use crate::reference::Reference;

/// How far the basic measures against something are in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cover {
    /// Every measure is in place.
    Covered,
    /// Some are, or some are in part.
    Partly,
    /// None is.
    Open,
    /// Nothing was answered.
    NotAnswered,
    /// No ways in are known for it.
    NotMapped,
}

/// How a rank moved from the list before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Movement {
    /// Nearer to the first place.
    Up,
    /// Further from it.
    Down,
    /// The same place.
    Same,
    /// On the list for the first time.
    New,
    /// Not on the list before, but on an earlier one.
    Returned,
}

/// A rank, and the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ThreatMoved"))]
#[non_exhaustive]
pub struct Moved {
    /// How it moved.
    pub movement: Movement,
    /// The place before, where there was one.
    pub from: Option<u32>,
    /// Places moved; up is positive.
    pub by: Option<i64>,
}

/// A way in, with the measure that closes it and the state of that measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WayIn {
    /// Id of the way in.
    pub entry: Text,
    /// The label of that year.
    pub title: Localized,
    /// The basic measure set against it.
    pub measure: Localized,
    /// What the measure is for.
    pub purpose: Localized,
    /// Control that asks for the measure.
    pub control: Option<Text>,
    /// State of the measure.
    pub state: State,
    /// Controls of the answered framework that the state was read from, when it was not answered
    /// directly.
    pub inferred_from: Vec<Text>,
    /// How far it is closed.
    pub cover: Cover,
    /// Why the threat comes in this way.
    pub reason: Localized,
    /// Whether the publisher ties threat and way in, or the tie is editorial.
    pub origin: Origin,
    /// How sure we are of the tie.
    pub verification: Verification,
}

/// One threat of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ThreatLine"))]
#[non_exhaustive]
pub struct Line {
    /// Stable id over the years.
    pub kind: Text,
    /// Place in the vote: neither a probability nor a severity.
    pub rank: u32,
    /// The label of that year.
    pub title: Localized,
    /// How the rank moved, where the list before is given.
    pub moved: Option<Moved>,
    /// How far the basic measures against it are in place.
    pub cover: Cover,
    /// Its ways in.
    pub ways_in: Vec<WayIn>,
    /// Sources of rank and label.
    pub basis: Basis,
}

/// A threat that is on the list no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DroppedThreat"))]
#[non_exhaustive]
pub struct LeftLine {
    /// Stable id over the years.
    pub kind: Text,
    /// What that does and does not mean.
    pub note: Localized,
}

/// The threats of a year against a firm's answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ThreatView"))]
#[non_exhaustive]
pub struct View {
    /// The list, `id@edition`.
    pub list: Reference,
    /// Title.
    pub title: Localized,
    /// How the list is made, and what it is not.
    pub method: Localized,
    /// The list before, where it is given.
    pub previous: Option<Reference>,
    /// The rules the answers were given by.
    pub answered: FrameworkRef,
    /// The framework of the basic measures, `id@edition`.
    pub measures: Option<Reference>,
    /// The threats, by rank.
    pub threats: Vec<Line>,
    /// What left the list.
    pub left: Vec<LeftLine>,
}

/// What a view of threats is made from.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Data<'a> {
    /// The list of the year.
    pub list: &'a ThreatList,
    /// The list of the year before.
    pub previous: Option<&'a ThreatList>,
    /// What stays the same over the years.
    pub kinds: &'a ThreatKinds,
    /// The framework of the basic measures.
    pub measures: &'a Framework,
    /// Crosswalks, for answers to another framework.
    pub crosswalks: &'a [&'a Crosswalk],
}

impl<'a> Data<'a> {
    /// A list seen alone: no list of the year before, no crosswalks.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::programmes::threats::Data;
    ///
    /// let list = catalog::threats::find("ten-threats@2026")?;
    /// let measures = catalog::framework("basic-measures@2026")?;
    /// let data = Data::new(list, catalog::threat_kinds::find("ten-threats")?, measures);
    /// assert!(data.previous.is_none());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn new(list: &'a ThreatList, kinds: &'a ThreatKinds, measures: &'a Framework) -> Self {
        Self { list, previous: None, kinds, measures, crosswalks: &[] }
    }

    /// The same beside the list of the year before.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::programmes::threats::{Data, threat_view};
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let [list, before] =
    ///     [catalog::threats::find("ten-threats@2026")?, catalog::threats::find("ten-threats@2025")?];
    /// let measures = catalog::framework("basic-measures@2026")?;
    /// let data = Data::new(list, catalog::threat_kinds::find("ten-threats")?, measures).previous(before);
    /// let view = threat_view(data, &assess(&AnswerSheet::new("basic-measures@2026"))?)?;
    /// assert_eq!(view.previous, Some(before.reference()));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn previous(self, list: &'a ThreatList) -> Self {
        Self { previous: Some(list), ..self }
    }

    /// The same with crosswalks, for answers to another framework.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::programmes::threats::{Data, threat_view};
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let list = catalog::threats::find("ten-threats@2026")?;
    /// let measures = catalog::framework("basic-measures@2026")?;
    /// let data = Data::new(list, catalog::threat_kinds::find("ten-threats")?, measures)
    ///     .crosswalks(catalog::crosswalks::all());
    /// assert!(threat_view(data, &assess(&AnswerSheet::new("five-basics@4.0"))?).is_ok());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn crosswalks(self, crosswalks: &'a [&'a Crosswalk]) -> Self {
        Self { crosswalks, ..self }
    }
}

/// The threats of a year against an assessment: by the basic measures themselves, or by a framework
/// whose answers carry over to them ([`carry_over`]).
///
/// ```
/// use shisei::programmes::threats::{Data, threat_view};
/// use shisei::{AnswerSheet, assess, catalog};
///
/// let list = catalog::threats::find("ten-threats@2026")?;
/// let measures = catalog::framework("basic-measures@2026")?;
/// let data = Data::new(list, catalog::threat_kinds::find("ten-threats")?, measures);
/// let view = threat_view(data, &assess(&AnswerSheet::new("basic-measures@2026"))?)?;
/// assert_eq!(view.threats.len(), 10);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] when no crosswalk ties the answered framework to the measures,
/// and the errors of [`carry_over`].
#[inline]
pub fn threat_view(data: Data<'_>, assessment: &Assessment) -> Result<View, Error> {
    let answered = assessment.framework().reference();
    let measures = data.measures.reference();
    if !tied(data.crosswalks, &answered, &measures)? {
        let problem = Problem::new(Code::WrongFramework).given(answered.as_str());
        return Err(Error::one(
            ErrorKind::InvalidArgument,
            problem.nearest_of([measures.as_str()]),
        ));
    }
    let filled = carry_over(std::slice::from_ref(assessment), data.measures, data.crosswalks)?;
    let lens = Lens { data, filled };
    Ok(View {
        list: data.list.reference(),
        title: data.list.title.clone(),
        method: data.list.method.clone(),
        previous: data.previous.map(ThreatList::reference),
        answered: FrameworkRef::of(assessment.framework()),
        measures: data.list.measures.clone(),
        threats: data.list.threats.iter().map(|threat| lens.line(threat)).collect(),
        left: data
            .list
            .left
            .iter()
            .map(|left| LeftLine { kind: left.kind.clone(), note: left.note.clone() })
            .collect(),
    })
}

/// How the measures are seen from the answers.
struct Lens<'a> {
    data: Data<'a>,
    filled: CarryOver,
}

impl Lens<'_> {
    #[inline]
    fn line(&self, threat: &RankedThreat) -> Line {
        let ways_in: Vec<WayIn> =
            threat.entries.iter().filter_map(|link| self.way_in(link)).collect();
        Line {
            kind: threat.kind.clone(),
            rank: threat.rank,
            title: threat.title.clone(),
            moved: self.data.previous.map(|previous| self.moved(threat, previous)),
            cover: together(&ways_in),
            ways_in,
            basis: Basis::of(threat, &self.data.list.sources),
        }
    }

    #[inline]
    fn way_in(&self, link: &EntryLink) -> Option<WayIn> {
        let entry = self.data.list.entries.iter().find(|entry| entry.id == link.entry)?;
        let (state, inferred_from) = self.standing(entry);
        Some(WayIn {
            entry: entry.id.clone(),
            title: entry.title.clone(),
            measure: entry.measure.clone(),
            purpose: entry.purpose.clone(),
            control: entry.control.clone(),
            state,
            inferred_from,
            cover: cover(state),
            reason: link.reason.clone(),
            origin: link.origin,
            verification: link.verification,
        })
    }

    /// State of the measure against a way in, and what it was read from.
    #[inline]
    fn standing(&self, entry: &AttackEntry) -> (State, Vec<Text>) {
        let Some(measure) = &entry.control else { return (State::Unanswered, Vec::new()) };
        let state = self.data.measures.control(measure).and_then(|control| {
            let answer = self.filled.sheet.answer(&control.id)?;
            let scale = self.data.measures.scale_of(control)?;
            let taken =
                scale.choices.iter().find(|it| Some(&*it.id) == answer.choice.as_deref())?;
            Some(State::from(taken.standing))
        });
        let inferred = self.filled.inferred.iter().find(|inferred| inferred.control == *measure);
        let sources = inferred.into_iter().flat_map(|inferred| &inferred.sources);
        let deciding = sources.filter(|source| source.decides).map(|source| source.control.clone());
        (state.unwrap_or(State::Unanswered), deciding.collect())
    }

    #[inline]
    fn moved(&self, threat: &RankedThreat, previous: &ThreatList) -> Moved {
        let before = previous.threats.iter().find(|before| before.kind == threat.kind);
        let Some(before) = before.map(|before| before.rank) else {
            let kind = self.data.kinds.kinds.iter().find(|kind| kind.id == threat.kind);
            let year = self.data.list.edition.parse().ok();
            let new = kind.is_none_or(|kind| Some(kind.first_year) == year);
            let movement = if new { Movement::New } else { Movement::Returned };
            return Moved { movement, from: None, by: None };
        };
        let places = i64::from(before) - i64::from(threat.rank);
        let movement = match places {
            0 => Movement::Same,
            1.. => Movement::Up,
            _ => Movement::Down,
        };
        Moved { movement, from: Some(before), by: Some(places) }
    }
}

#[inline]
fn cover(state: State) -> Cover {
    match state {
        State::Met | State::NotApplicable => Cover::Covered,
        State::Partial => Cover::Partly,
        State::Unmet | State::Unknown | State::Accepted => Cover::Open,
        State::Unanswered => Cover::NotAnswered,
    }
}

#[inline]
fn together(ways_in: &[WayIn]) -> Cover {
    let all = |cover: Cover| ways_in.iter().all(|way| way.cover == cover);
    let none = |cover: Cover| !ways_in.iter().any(|way| way.cover == cover);
    if ways_in.is_empty() {
        Cover::NotMapped
    } else if all(Cover::NotAnswered) {
        Cover::NotAnswered
    } else if all(Cover::Covered) {
        Cover::Covered
    } else if none(Cover::Covered) && none(Cover::Partly) {
        Cover::Open
    } else {
        Cover::Partly
    }
}
