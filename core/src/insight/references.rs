//! What an assessment says in the terms of another standard.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use crate::assessment::{Assessment, FrameworkRef, State, Tally};
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::named::named;
use crate::model::{
    Extent, List, Origin, Rationale, References, Relation, Scheme, Text, Verification,
};
use crate::reference::Reference;
use crate::resolve;

/// How far the controls that point at an entry are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntryState {
    /// All of them that apply are met.
    Met,
    /// Some are met, or met in part.
    Partial,
    /// None is met.
    Unmet,
    /// None is answered, or those that are answered are met.
    Open,
    /// None of them applies.
    NotApplicable,
    /// No control points at the entry or at a part of it.
    NotAddressed,
}

named!(EntryState, "shisei::insight" {
    Met = "met",
    Partial = "partial",
    Unmet = "unmet",
    Open = "open",
    NotApplicable = "not-applicable",
    NotAddressed = "not-addressed",
});

/// A control that points at an entry, and its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AddressedBy {
    /// Id of the control.
    pub control: Text,
    /// Its state.
    pub state: State,
}

/// An entry of the scheme, with the controls that point at it or at a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReferenceEntry {
    /// The entry's number.
    pub number: Text,
    /// 0 for an entry of its own, 1 for a part of one, and so on.
    pub depth: u32,
    /// How far the controls are met.
    pub state: EntryState,
    /// How many controls are in which state.
    pub tally: Tally,
    /// The controls, in the framework's order.
    pub addressed_by: Vec<AddressedBy>,
}

/// How many entries of one depth are in which state. Always read with `of`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EntryCounts {
    /// Entries at this depth.
    pub of: u32,
    /// All controls met.
    pub met: u32,
    /// Some met, or met in part.
    pub partial: u32,
    /// None met.
    pub unmet: u32,
    /// Not answered.
    pub open: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// Nobody points there.
    pub not_addressed: u32,
}

/// What an assessment says in the terms of a scheme: which entries its controls address, and in
/// what state. It never says that anybody conforms to the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReferenceView {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// Who or what was assessed.
    pub subject: Option<String>,
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// Whether the scheme's entries are complete, or only those that are referred to.
    pub extent: Extent,
    /// Whether the publisher of the framework made the references.
    pub origin: Origin,
    /// How sure we are of the references.
    pub verification: Verification,
    /// How a control relates to an entry.
    pub relation: Relation,
    /// What the relation is based on.
    pub rationale: Rationale,
    /// Counts by depth, from the top.
    pub counts: Vec<EntryCounts>,
    /// Every entry, in the scheme's order.
    pub entries: Vec<ReferenceEntry>,
    /// Numbers of entries that no control addresses.
    pub not_addressed: List<Text>,
    /// Ids of controls that point at nothing in the scheme.
    pub without_reference: List<Text>,
}

impl Assessment {
    /// What the assessment says in the terms of a scheme, such as `nist-csf` or `iso-27001@2022`.
    ///
    /// ```
    /// use shisei::insight::EntryState;
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let sheet = AnswerSheet::new("scs").with("1-3-1-1", "met");
    /// let view = catalog::framework("scs")?.assess(&sheet)?.references("nist-csf")?;
    /// let policy = view.entries.iter().find(|entry| entry.number == "GV.PO").expect("a category");
    /// assert_eq!(policy.state, EntryState::Open);
    /// assert_eq!((policy.tally.met, policy.tally.unanswered), (1, 3));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::UnknownReference`] for a scheme that does not
    /// exist, or with [`Code::NotRelated`] and those there are for one that the framework has no
    /// references to.
    #[inline]
    pub fn references(&self, scheme: &str) -> Result<ReferenceView, Error> {
        let (references, scheme) = find(self.framework(), scheme)?;
        let pointing = pointing(self.framework(), references);
        let entries = entries(self, scheme, &pointing);
        let with: BTreeSet<usize> = pointing.values().flatten().copied().collect();
        let controls = self.framework().controls().iter().enumerate();
        let without = controls.filter(|(at, _)| !with.contains(at));
        let not_addressed = entries.iter().filter(|entry| entry.state == EntryState::NotAddressed);
        Ok(ReferenceView {
            framework: self.framework.clone(),
            subject: self.subject.clone(),
            scheme: scheme.reference(),
            extent: scheme.extent,
            origin: references.origin,
            verification: references.verification,
            relation: references.relation,
            rationale: references.rationale,
            counts: counts(&entries),
            not_addressed: not_addressed.map(|entry| entry.number.clone()).collect(),
            without_reference: without.map(|(_, control)| control.id.clone()).collect(),
            entries,
        })
    }
}

/// The references of a framework to a scheme, and the scheme itself.
#[inline]
fn find(
    framework: &Framework,
    scheme: &str,
) -> Result<(&'static References, &'static Scheme), Error> {
    let own = framework.reference();
    let of_framework = catalog::references::all().iter().filter(|it| it.from == own);
    let pairs: Vec<(&'static References, &'static Scheme)> = of_framework
        .filter_map(|it| Some((*it, catalog::schemes::find(it.to.as_str()).ok()?)))
        .collect();
    let schemes: Vec<&Scheme> = pairs.iter().map(|(_, scheme)| *scheme).collect();
    let picked = resolve::pick(&schemes, scheme, None);
    let found = pairs.iter().find(|(_, it)| picked.is_some_and(|picked| std::ptr::eq(*it, picked)));
    found.copied().ok_or_else(|| {
        let is_known = catalog::schemes::find(scheme).is_ok();
        let code = if is_known { Code::NotRelated } else { Code::UnknownReference };
        let problem = Problem::new(code).at("scheme").given(scheme);
        let problem =
            problem.nearest_of(pairs.iter().map(|(references, _)| references.to.as_str()));
        Error::one(ErrorKind::InvalidArgument, problem)
    })
}

/// Positions of the controls that point at each entry.
#[inline]
fn pointing<'a>(
    framework: &Framework,
    references: &'a References,
) -> HashMap<&'a str, BTreeSet<usize>> {
    let mut pointing: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for link in references.links.iter() {
        let controls = framework.controls().iter().enumerate();
        let from = controls.filter(|(_, it)| it.id == link.from || it.group == link.from);
        let from: Vec<usize> = from.map(|(at, _)| at).collect();
        for number in link.to.iter() {
            pointing.entry(number).or_default().extend(&from);
        }
    }
    pointing
}

/// Every entry, with what points at it or at a part of it.
#[inline]
fn entries(
    assessment: &Assessment,
    scheme: &Scheme,
    pointing: &HashMap<&str, BTreeSet<usize>>,
) -> Vec<ReferenceEntry> {
    let all = scheme.entries.iter().zip(pointed(scheme, pointing));
    all.map(|(it, (depth, controls))| entry(assessment, &it.number, depth, &controls)).collect()
}

/// The depth of every entry, and the controls that point at it or at a part of it.
#[inline]
fn pointed(
    scheme: &Scheme,
    pointing: &HashMap<&str, BTreeSet<usize>>,
) -> Vec<(u32, BTreeSet<usize>)> {
    let number = |at: usize| scheme.entries.get(at).map(|entry| &*entry.number);
    let places: HashMap<&str, usize> =
        scheme.entries.iter().enumerate().map(|(at, entry)| (&*entry.number, at)).collect();
    let parent: Vec<Option<usize>> =
        scheme.entries.iter().map(|it| places.get(&**it.part_of.as_ref()?).copied()).collect();
    let mut controls: Vec<BTreeSet<usize>> = (0..scheme.entries.len())
        .map(|at| number(at).and_then(|it| pointing.get(it)).cloned().unwrap_or_default())
        .collect();
    // What an entry is a part of comes before it, so one walk from the end collects everything.
    for at in (0..controls.len()).rev() {
        let Some(above) = parent.get(at).copied().flatten() else { continue };
        let own = controls.get(at).cloned().unwrap_or_default();
        if let Some(of_parent) = controls.get_mut(above) {
            of_parent.extend(own);
        }
    }
    let mut depths: Vec<u32> = Vec::with_capacity(controls.len());
    for above in &parent {
        let depth = above.and_then(|above| depths.get(above)).map_or(0, |depth| depth + 1);
        depths.push(depth);
    }
    depths.into_iter().zip(controls).collect()
}

#[inline]
fn entry(
    assessment: &Assessment,
    number: &Text,
    depth: u32,
    controls: &BTreeSet<usize>,
) -> ReferenceEntry {
    let mut tally = Tally::default();
    let named = controls.iter().filter_map(|&at| {
        let control = assessment.framework().controls().get(at)?;
        Some(AddressedBy { control: control.id.clone(), state: assessment.state_at(at) })
    });
    let addressed_by: Vec<AddressedBy> = named.collect();
    for by in &addressed_by {
        tally.add(by.state);
    }
    ReferenceEntry { number: number.clone(), depth, state: state(tally), tally, addressed_by }
}

/// The counts and entries of [`Assessment::references`] for many sheets of one framework.
///
/// ```
/// use shisei::catalog;
/// use shisei::insight::ReferenceRows;
///
/// let scs = catalog::framework("scs")?;
/// let rows = ReferenceRows::new(scs, "nist-csf")?;
/// let counts = rows.counts(&vec![0; scs.controls().len()])?;
/// let view = scs.assess_row(&vec![0; scs.controls().len()]).expect("allowed");
/// assert_eq!(counts, view.references("nist-csf")?.counts);
/// # Ok::<(), shisei::Error>(())
/// ```
pub struct ReferenceRows {
    scheme: &'static Scheme,
    /// By control, the state of each answer; unanswered is not among them.
    states: Vec<Vec<State>>,
    entries: Vec<Pointed>,
    depths: usize,
}

/// An entry of the scheme, with the controls that point at it or at a part of it as bits.
struct Pointed {
    depth: usize,
    controls: Vec<u64>,
    total: u32,
}

/// Bits of a word.
const WORD: usize = 64;

impl ReferenceRows {
    /// Works out which controls point where.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::insight::ReferenceRows;
    ///
    /// let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// assert!(ReferenceRows::new(catalog::framework("scs")?, "nist-csf@3.0").is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Assessment::references`].
    #[inline]
    pub fn new(framework: &Framework, scheme: &str) -> Result<Self, Error> {
        let (references, scheme) = find(framework, scheme)?;
        let each = pointed(scheme, &pointing(framework, references));
        let words = framework.controls().len().div_ceil(WORD);
        let entries: Vec<Pointed> = each
            .into_iter()
            .map(|(depth, pointing)| {
                let mut controls = vec![0; words];
                for at in &pointing {
                    if let Some(word) = controls.get_mut(at / WORD) {
                        *word |= 1 << (at % WORD);
                    }
                }
                let depth = usize::try_from(depth).unwrap_or(usize::MAX);
                let total = u32::try_from(pointing.len()).unwrap_or(u32::MAX);
                Pointed { depth, controls, total }
            })
            .collect();
        let state = |choice: &crate::rules::ChoiceRules| State::from(choice.standing);
        let states = framework.rules.controls.iter();
        let states = states.map(|it| it.choices.iter().map(state).collect()).collect();
        let depths = entries.iter().map(|entry| entry.depth + 1).max().unwrap_or(0);
        Ok(Self { scheme, states, entries, depths })
    }

    /// The scheme.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// assert_eq!(rows.scheme().id, "nist-csf");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn scheme(&self) -> &'static Scheme {
        self.scheme
    }

    /// How many depths there are: as many counts come out.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// assert_eq!(rows.depths(), 3);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn depths(&self) -> usize {
        self.depths
    }

    /// The entries of the scheme, in its order: number and depth of each.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// assert_eq!(rows.entries().next(), Some(("GV", 0)));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn entries(&self) -> impl Iterator<Item = (&str, usize)> {
        let numbers = self.scheme.entries.iter().map(|entry| &*entry.number);
        numbers.zip(self.entries.iter().map(|entry| entry.depth))
    }

    /// The counts of a row of positions of choices, one for each control, by depth from the top.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// let counts = rows.counts(&[0; 153])?;
    /// assert_eq!(counts.len(), rows.depths());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with [`Code::OutOfRange`] for a row of another length.
    #[inline]
    pub fn counts(&self, positions: &[u8]) -> Result<Vec<EntryCounts>, Error> {
        Ok(self.counted(&self.entry_states(positions)?))
    }

    /// The counts of entries in these states, by depth from the top.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// let states = rows.entry_states(&[0; 153])?;
    /// assert_eq!(rows.counted(&states), rows.counts(&[0; 153])?);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn counted(&self, states: &[EntryState]) -> Vec<EntryCounts> {
        let mut counts = vec![EntryCounts::default(); self.depths];
        for (entry, state) in self.entries.iter().zip(states) {
            if let Some(counts) = counts.get_mut(entry.depth) {
                counts.add(*state);
            }
        }
        counts
    }

    /// The state of every entry, in the scheme's order, for a row of positions of choices.
    ///
    /// ```
    /// # use shisei::catalog;
    /// # use shisei::insight::ReferenceRows;
    /// # let rows = ReferenceRows::new(catalog::framework("scs")?, "nist-csf@2.0")?;
    /// assert_eq!(rows.entry_states(&[0; 153])?.len(), rows.entries().count());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`counts`](Self::counts).
    #[inline]
    pub fn entry_states(&self, positions: &[u8]) -> Result<Vec<EntryState>, Error> {
        if positions.len() != self.states.len() {
            let given = positions.len().to_string();
            let problem = Problem::new(Code::OutOfRange).at("positions").given(&given);
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        }
        let words = positions.len().div_ceil(WORD);
        // Met, partial, unanswered, not applicable.
        let mut masks = vec![[0_u64; 4]; words];
        for (at, (&answer, states)) in positions.iter().zip(&self.states).enumerate() {
            let which = match states.get(usize::from(answer)) {
                Some(State::Met) => 0,
                Some(State::Partial) => 1,
                None | Some(State::Unanswered) => 2,
                Some(State::NotApplicable) => 3,
                _ => continue,
            };
            let mask = masks.get_mut(at / WORD).and_then(|masks| masks.get_mut(which));
            if let Some(mask) = mask {
                *mask |= 1 << (at % WORD);
            }
        }
        let of_entry = |entry: &Pointed| {
            let mut found = [0_u32; 4];
            for (controls, masks) in entry.controls.iter().zip(&masks) {
                for (found, mask) in found.iter_mut().zip(masks) {
                    *found += (controls & mask).count_ones();
                }
            }
            let [met, partial, unanswered, not_applicable] = found;
            let unmet = entry.total - met - partial - unanswered - not_applicable;
            state(Tally { met, partial, unmet, unanswered, not_applicable, ..Tally::default() })
        };
        Ok(self.entries.iter().map(of_entry).collect())
    }
}

impl EntryCounts {
    #[inline]
    fn add(&mut self, state: EntryState) {
        self.of += 1;
        *match state {
            EntryState::Met => &mut self.met,
            EntryState::Partial => &mut self.partial,
            EntryState::Unmet => &mut self.unmet,
            EntryState::Open => &mut self.open,
            EntryState::NotApplicable => &mut self.not_applicable,
            EntryState::NotAddressed => &mut self.not_addressed,
        } += 1;
    }
}

#[inline]
fn state(tally: Tally) -> EntryState {
    let applicable = tally.total() - tally.not_applicable;
    match (tally.total(), applicable) {
        (0, _) => EntryState::NotAddressed,
        (_, 0) => EntryState::NotApplicable,
        _ if tally.met == applicable => EntryState::Met,
        _ if tally.met + tally.unanswered == applicable => EntryState::Open,
        _ if tally.met + tally.partial > 0 => EntryState::Partial,
        _ => EntryState::Unmet,
    }
}

#[inline]
fn counts(entries: &[ReferenceEntry]) -> Vec<EntryCounts> {
    let deepest = entries.iter().map(|entry| entry.depth).max();
    let at = |depth: u32| {
        let mut counts = EntryCounts::default();
        for entry in entries.iter().filter(|entry| entry.depth == depth) {
            counts.add(entry.state);
        }
        counts
    };
    deepest.map(|deepest| (0..=deepest).map(at).collect()).unwrap_or_default()
}
