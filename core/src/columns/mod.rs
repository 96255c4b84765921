//! Which column of a table answers which control.
//!
//! A heading names a control by its id, in any case, width and separator (`SA-01`, `sa_1`, `ＳＡ０１`), by the
//! official number (`1`, `Q1`, `問1`, `No.1`, `①`), by the official title or the question, or with its
//! framework in front (`five-basics@4.0:B1`). A table is read when every control has exactly one
//! column: two columns for one control, and one column for two controls, are refused by name.
//!
//! ```
//! use shisei::catalog;
//! use shisei::columns::{MatchReason, match_columns};
//!
//! let framework = catalog::framework("five-basics@3.1")?;
//! let found = match_columns(&[framework], &["firm", "Q1", "問2", "No.3", "(4)", "Q5"]);
//! assert!(found.problems.is_empty());
//! let first = found.places[0][0].expect("B1 has a column");
//! assert_eq!((first.column, first.reason), (1, MatchReason::Number));
//! # Ok::<(), shisei::Error>(())
//! ```
//!
//! Where every choice of a control has a column to mark, the heading says both: `1-1 実施している`,
//! `B1_done`, or the question over the label in two rows. Such columns are found where there are two of a
//! control or more, and it has no column of answers.
//!
//! A bare number (`1`) and a short title (`Backups`) may head any column: they count only where the
//! table names no control of the framework in another, surer way.

mod form;
mod index;
mod message;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::answers::Meaning;
use crate::error::{Code, Nearest, Problem};
use crate::framework::Framework;
use crate::model::named::named;
use crate::text::spaced;

use form::split_reference;
use index::Index;

pub(crate) use message::{body, help, rest};

/// Why a column answers a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MatchReason {
    /// The caller said so.
    Named,
    /// The heading names framework and control: `five-basics@4.0:B1`.
    Reference,
    /// The heading is the id.
    Id,
    /// The id in another case, width or separator: `SA_01`, `sa1`.
    IdForm,
    /// The official number: `1`, `Q1`, `問1`, `No.1`, `①`.
    Number,
    /// The official title, in Japanese or English.
    Title,
    /// The question, in Japanese or English.
    Question,
    /// The beginning of the title or question, cut off where a program cuts headings.
    Beginning,
    /// The official number or the id before other words; the table has one such heading for every
    /// control.
    Numbered,
    /// The control and one of its choices, which a mark in the column says: `1-1 実施している`.
    Choice,
}

named!(MatchReason, "shisei::columns" {
    Named = "named",
    Reference = "reference",
    Id = "id",
    IdForm = "id-form",
    Number = "number",
    Title = "title",
    Question = "question",
    Beginning = "beginning",
    Numbered = "numbered",
    Choice = "choice",
});

/// What of a control a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Id,
    Number,
    Text,
}

impl MatchReason {
    #[cfg_attr(debug_assertions, inline)]
    fn kind(self) -> Kind {
        match self {
            Self::Named | Self::Reference | Self::Id | Self::IdForm | Self::Choice => Kind::Id,
            Self::Number | Self::Numbered => Kind::Number,
            Self::Title | Self::Question | Self::Beginning => Kind::Text,
        }
    }
}

/// The column of one control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Place {
    /// Position among the headings.
    pub column: usize,
    /// Why it answers the control.
    pub reason: MatchReason,
    /// The choice that is taken where the column has a mark, by its position; `None` for a column
    /// that holds answers.
    pub choice: Option<u8>,
}

impl Place {
    #[cfg_attr(debug_assertions, inline)]
    fn new(column: usize, reason: MatchReason) -> Self {
        Self { column, reason, choice: None }
    }
}

/// Which column answers which control, and what prevents it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnMatch {
    /// Framework by framework, the column of each control, where it has exactly one.
    pub places: Vec<Vec<Option<Place>>>,
    /// Framework by framework, the columns of each control that are for one choice each, of which one
    /// has a mark.
    pub choices: Vec<Vec<Vec<Place>>>,
    /// Controls without a column, each a [`Code::MissingColumn`].
    pub missing: Vec<Problem>,
    /// Everything else that is wrong: [`Code::AmbiguousColumn`], [`Code::SharedColumn`],
    /// [`Code::UnknownColumn`], [`Code::UnknownControl`], [`Code::WrongSeparator`].
    pub problems: Vec<Problem>,
}

impl ColumnMatch {
    /// Framework by framework, the position of the column of each control.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::match_columns;
    ///
    /// let found = match_columns(&[catalog::framework("five-basics@3.1")?], &["firm", "B2", "B1"]);
    /// assert_eq!(found.columns()[0][..3], [Some(2), Some(1), None]);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn columns(&self) -> Vec<Vec<Option<usize>>> {
        let column = |place: &Option<Place>| place.map(|place| place.column);
        self.places.iter().map(|places| places.iter().map(column).collect()).collect()
    }

    /// Whether the column answers a control.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::match_columns;
    ///
    /// let found = match_columns(&[catalog::framework("five-basics")?], &["firm", "B1"]);
    /// assert!(found.answers(1) && !found.answers(0));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn answers(&self, column: usize) -> bool {
        let choices = self.choices.iter().flatten().flatten();
        self.places.iter().flatten().flatten().chain(choices).any(|place| place.column == column)
    }
}

/// What the caller says about the columns.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Said<'a> {
    /// The column that identifies rows; it answers nothing.
    pub id: Option<&'a str>,
    /// Headings and the controls that they answer: an id, an official number or a title, after
    /// `id:` or `id@edition:` where it is of one framework alone. `B1#done` is a column for the
    /// choice `done` of `B1`.
    pub columns: &'a [(String, String)],
}

impl<'a> Said<'a> {
    /// With a column of ids.
    ///
    /// ```
    /// use shisei::columns::Said;
    ///
    /// assert_eq!(Said::default().id(Some("firm")).id, Some("firm"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn id(self, id: Option<&'a str>) -> Self {
        Self { id, ..self }
    }

    /// With columns that are named.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::{Matcher, Said};
    ///
    /// let said = [("Updates".to_owned(), "B1".to_owned())];
    /// let matcher = Matcher::new([catalog::framework("five-basics")?]);
    /// let found = matcher.find(&["firm", "Updates"], Said::default().columns(&said));
    /// assert_eq!(found.columns()[0][0], Some(1));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn columns(self, columns: &'a [(String, String)]) -> Self {
        Self { columns, ..self }
    }
}

/// Finds the columns of frameworks by nothing but the headings of a table. For more than one table,
/// or where the caller knows more, see [`Matcher`].
///
/// ```
/// use shisei::catalog;
/// use shisei::columns::{MatchReason, match_columns};
///
/// let found = match_columns(&[catalog::framework("five-basics@3.1")?], &["firm", "問1", "B2"]);
/// let reasons: Vec<_> = found.places[0].iter().flatten().map(|place| place.reason).collect();
/// assert_eq!(reasons, [MatchReason::Number, MatchReason::Id]);
/// assert_eq!(found.missing.len(), 3);
/// # Ok::<(), shisei::Error>(())
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn match_columns(frameworks: &[&Framework], headings: &[&str]) -> ColumnMatch {
    Matcher::new(frameworks.iter().copied()).find(headings, Said::default())
}

/// Finds the columns of the same frameworks in one table after the other.
#[derive(Clone, Debug)]
pub struct Matcher {
    known: Vec<Index>,
}

/// A heading that may answer a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    control: usize,
    reason: MatchReason,
    /// Whether a heading like it could just as well name something else.
    weak: bool,
}

/// Missing columns that are spelled out, with the nearest heading; a list of ids says the rest.
const SPELLED_OUT: usize = 5;

impl Matcher {
    /// Knows these frameworks.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::{Matcher, Said};
    ///
    /// let matcher = Matcher::new([catalog::framework("five-basics")?]);
    /// for headings in [["firm", "B1"], ["B1", "firm"]] {
    ///     assert!(matcher.find(&headings, Said::default()).places[0][0].is_some());
    /// }
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new<'a>(frameworks: impl IntoIterator<Item = &'a Framework>) -> Self {
        Self { known: frameworks.into_iter().map(Index::new).collect() }
    }

    /// What a control is called in `columns` and in messages: its id, after the reference of its
    /// framework where there are several.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::Matcher;
    ///
    /// let one = catalog::framework("five-basics@3.1")?;
    /// let other = catalog::framework("self-assessment@4.0")?;
    /// assert_eq!(Matcher::new([one]).name(0, 0), "B1");
    /// assert_eq!(Matcher::new([one, other]).name(0, 0), "five-basics@3.1:B1");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn name(&self, framework: usize, control: usize) -> String {
        let Some(known) = self.known.get(framework) else { return String::new() };
        let id = known.framework.controls().get(control).map(|control| &*control.id);
        let id = id.unwrap_or_default();
        if self.known.len() > 1 {
            format!("{}:{id}", known.framework.reference())
        } else {
            id.into()
        }
    }

    /// Controls, each by the position of its framework and its own, that a text alone names, such as
    /// a cell of a column of questions.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::Matcher;
    ///
    /// let matcher = Matcher::new([catalog::framework("five-basics")?]);
    /// assert_eq!(matcher.controls_named("問2"), [(0, 1)]);
    /// assert!(matcher.controls_named("remarks").is_empty());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn controls_named(&self, text: &str) -> Vec<(usize, usize)> {
        let folded = spaced(text);
        let mut found = Vec::new();
        for (which, known) in self.known.iter().enumerate() {
            let mut controls: Vec<usize> =
                known.read(text, &folded).iter().map(|candidate| candidate.control).collect();
            controls.dedup();
            if let [only] = controls.as_slice() {
                found.push((which, *only));
            }
        }
        found
    }

    /// Whether these frameworks are of different guidelines, so that none of their controls is the
    /// other's.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::Matcher;
    ///
    /// let each = ["five-basics@3.1", "five-basics@4.0", "scs"].map(catalog::framework);
    /// let matcher = Matcher::new(each.into_iter().collect::<Result<Vec<_>, _>>()?);
    /// assert!(!matcher.unrelated(0, 1) && matcher.unrelated(0, 2));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn unrelated(&self, one: usize, other: usize) -> bool {
        let id = |at: usize| self.known.get(at).map(|known| known.framework.id());
        id(one) != id(other)
    }

    /// Finds the column of each control.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::columns::{Matcher, Said};
    ///
    /// let matcher = Matcher::new([catalog::framework("five-basics")?]);
    /// let found = matcher.find(&["B1", "B2"], Said::default().id(Some("B1")));
    /// assert_eq!(found.columns()[0][..2], [None, Some(1)]);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn find(&self, headings: &[&str], said: Said<'_>) -> ColumnMatch {
        let mut problems = Vec::new();
        if let Some(problem) = wrong_separator(headings) {
            let places = self.known.iter().map(|known| vec![None; known.len()]).collect();
            let choices = self.known.iter().map(|known| vec![Vec::new(); known.len()]).collect();
            return ColumnMatch { places, choices, missing: Vec::new(), problems: vec![problem] };
        }
        let named = self.named(headings, said, &mut problems);
        let taken: HashSet<usize> = named.iter().map(|named| named.column).collect();
        let folded: Vec<String> = headings.iter().map(|heading| spaced(heading)).collect();
        let mut places = Vec::new();
        let mut choices = Vec::new();
        let mut hints = Vec::new();
        for (which, known) in self.known.iter().enumerate() {
            let free = |at: &usize| !taken.contains(at) && headings.get(*at).copied() != said.id;
            let candidates: Vec<(usize, Candidate)> = (0..headings.len())
                .filter(free)
                .flat_map(|at| {
                    let (heading, folded) = (headings.get(at), folded.get(at));
                    let read =
                        heading.zip(folded).map(|(heading, folded)| known.read(heading, folded));
                    read.unwrap_or_default().into_iter().map(move |candidate| (at, candidate))
                })
                .collect();
            let own: Vec<&Named> = named.iter().filter(|named| named.framework == which).collect();
            let sure: HashSet<Kind> = candidates
                .iter()
                .filter(|(_, candidate)| !candidate.weak)
                .map(|(_, candidate)| candidate.reason.kind())
                .collect();
            let surer = |it: &Candidate| sure.iter().any(|kind| *kind != it.reason.kind());
            let mut of: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
            for (column, candidate) in &candidates {
                let decided = own.iter().any(|named| named.control == candidate.control);
                if !(decided || candidate.weak && surer(candidate)) {
                    let place = Place::new(*column, candidate.reason);
                    of.entry(candidate.control).or_default().push(place);
                }
            }
            if of.is_empty() {
                let free = (0..headings.len()).filter(free);
                let free = free.filter_map(|at| folded.get(at).map(|text| (at, text.as_str())));
                of = known.among_words(&free.collect::<Vec<_>>());
                of.retain(|control, _| own.iter().all(|named| named.control != *control));
            }
            let plain: HashSet<usize> =
                of.keys().copied().chain(own.iter().map(|named| named.control)).collect();
            let read: HashSet<usize> = candidates.iter().map(|(column, _)| *column).collect();
            for at in (0..headings.len()).filter(free).filter(|at| !read.contains(at)) {
                let heading = headings.get(at).zip(folded.get(at));
                let choice = heading.and_then(|(heading, folded)| known.choice(heading, folded));
                if let Some((control, choice)) = choice.filter(|it| !plain.contains(&it.0)) {
                    let place = Place::new(at, MatchReason::Choice);
                    let place = Place { choice: Some(choice), ..place };
                    of.entry(control).or_default().push(place);
                }
            }
            // One column for a choice is none for the answers.
            of.retain(|_, places| !matches!(places.as_slice(), [Place { choice: Some(_), .. }]));
            for named in own {
                let place = Place::new(named.column, MatchReason::Named);
                let place = Place { choice: named.choice, ..place };
                of.entry(named.control).or_default().push(place);
            }
            let mut found = vec![None; known.len()];
            let mut marked = vec![Vec::new(); known.len()];
            for (control, several) in of {
                let mut several = several;
                several.dedup_by_key(|place| place.column);
                let of_choices: HashSet<u8> = several.iter().filter_map(|it| it.choice).collect();
                match several.as_slice() {
                    several if of_choices.len() == several.len() => {
                        if let Some(slot) = marked.get_mut(control) {
                            *slot = several.to_vec();
                        }
                    }
                    [only] => {
                        if let Some(slot) = found.get_mut(control) {
                            *slot = Some(*only);
                        }
                    }
                    several => {
                        let columns =
                            several.iter().filter_map(|it| headings.get(it.column).copied());
                        problems.push(self.ambiguous(which, control, columns));
                        // It has a column, though not one: not missing as well.
                        hints.push((which, control, None));
                    }
                }
            }
            hints.extend(
                candidates
                    .iter()
                    .filter(|(_, it)| it.weak)
                    .map(|(column, candidate)| (which, candidate.control, Some(*column))),
            );
            places.push(found);
            choices.push(marked);
        }
        problems.extend(self.shared(headings, &places, &choices));
        let mut found = ColumnMatch { places, choices, missing: Vec::new(), problems };
        found.missing = self.missing(headings, &found, &hints, said.id);
        found
    }

    #[cfg_attr(debug_assertions, inline)]
    fn ambiguous<'a>(
        &self,
        framework: usize,
        control: usize,
        columns: impl Iterator<Item = &'a str>,
    ) -> Problem {
        let mut problem = Problem::new(Code::AmbiguousColumn).at(self.name(framework, control));
        let columns: Vec<&str> = columns.collect();
        problem = problem.given(&columns.join(", "));
        problem.valid = columns.into_iter().take(Problem::MOST_VALID).map(str::to_owned).collect();
        problem
    }

    /// Columns that would answer two controls which are not the same one in two editions.
    #[cfg_attr(debug_assertions, inline)]
    fn shared(
        &self,
        headings: &[&str],
        places: &[Vec<Option<Place>>],
        choices: &[Vec<Vec<Place>>],
    ) -> Vec<Problem> {
        let mut of: BTreeMap<usize, Vec<(usize, usize, MatchReason)>> = BTreeMap::new();
        for (which, (found, marked)) in places.iter().zip(choices).enumerate() {
            for (control, (place, marked)) in found.iter().zip(marked).enumerate() {
                for place in place.iter().chain(marked) {
                    of.entry(place.column).or_default().push((which, control, place.reason));
                }
            }
        }
        let clash = |one: &(usize, usize, MatchReason), other: &(usize, usize, MatchReason)| {
            let said = one.2 == MatchReason::Named && other.2 == MatchReason::Named;
            !said && (one.0 == other.0 || self.unrelated(one.0, other.0))
        };
        let clashes = of.into_iter().filter(|(_, controls)| {
            let mut rest = controls.as_slice();
            while let [first, others @ ..] = rest {
                if others.iter().any(|other| clash(first, other)) {
                    return true;
                }
                rest = others;
            }
            false
        });
        let problem = |(column, controls): (usize, Vec<(usize, usize, MatchReason)>)| {
            let heading = headings.get(column).copied().unwrap_or_default();
            let mut problem = Problem::new(Code::SharedColumn).given(heading);
            let names = controls.iter().map(|(which, control, _)| self.name(*which, *control));
            problem.valid = names.take(Problem::MOST_VALID).collect();
            problem
        };
        clashes.map(problem).collect()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn missing(
        &self,
        headings: &[&str],
        known: &ColumnMatch,
        hints: &[(usize, usize, Option<usize>)],
        id: Option<&str>,
    ) -> Vec<Problem> {
        let free: Vec<&str> = headings
            .iter()
            .enumerate()
            .filter(|(at, heading)| !known.answers(*at) && Some(**heading) != id)
            .map(|(_, heading)| *heading)
            .collect();
        let mut nearest = Nearest::new();
        let mut problems = Vec::new();
        for (which, (found, choices)) in known.places.iter().zip(&known.choices).enumerate() {
            let lacking = found.iter().zip(choices).enumerate();
            for (control, _) in lacking.filter(|(_, it)| it.0.is_none() && it.1.is_empty()) {
                let mut own = hints.iter().filter(|(w, c, _)| (*w, *c) == (which, control));
                let hint = match own.next() {
                    Some((_, _, None)) => continue,
                    Some((_, _, Some(column))) => headings.get(*column).copied(),
                    None => None,
                };
                let problem = Problem::new(Code::MissingColumn).given(&self.name(which, control));
                problems.push(match hint {
                    Some(hint) => Problem { nearest: Some(hint.to_owned()), ..problem },
                    None if problems.len() < SPELLED_OUT => {
                        let known = self.known.get(which);
                        let id = known.and_then(|known| known.framework.controls().get(control));
                        let id = id.map(|control| &*control.id).unwrap_or_default();
                        // What has no number is no misspelt id that has one.
                        let numbered = |text: &str| text.chars().any(char::is_numeric);
                        let like = free.iter().copied().filter(|it| !numbered(id) || numbered(it));
                        let near = nearest.of(id, like).map(str::to_owned);
                        Problem { nearest: near, ..problem }
                    }
                    None => problem,
                });
            }
        }
        problems
    }
}

/// A column that the caller named.
struct Named {
    column: usize,
    framework: usize,
    control: usize,
    choice: Option<u8>,
}

impl Matcher {
    #[cfg_attr(debug_assertions, inline)]
    fn named(&self, headings: &[&str], said: Said<'_>, problems: &mut Vec<Problem>) -> Vec<Named> {
        let mut named = Vec::new();
        if said.columns.is_empty() {
            return named;
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (at, heading) in headings.iter().enumerate() {
            places.entry(heading).or_insert(at);
        }
        for (heading, control) in said.columns {
            let (control, choice) = match control.rsplit_once('#') {
                Some((control, choice)) if !self.controls_named(control).is_empty() => {
                    (control, Some(choice))
                }
                _ => (control.as_str(), None),
            };
            let found = self.meant(heading, control, problems);
            if let Some(&column) = places.get(heading.as_str()) {
                for (framework, control) in found {
                    let meant = choice.map(|text| self.choice_meant(framework, control, text));
                    if let (Some(None), Some(text)) = (meant, choice) {
                        let problem = self.no_choice(framework, control, text);
                        problems.push(problem.at(format!("columns.{heading}")));
                        continue;
                    }
                    let choice = meant.flatten();
                    named.push(Named { column, framework, control, choice });
                }
            } else {
                let problem = Problem::new(Code::UnknownColumn).at("columns").given(heading);
                problems.push(problem.nearest_of(headings.iter().copied()));
            }
        }
        named
    }

    /// The choice that a value of `columns` means behind its control.
    #[cfg_attr(debug_assertions, inline)]
    fn choice_meant(&self, framework: usize, control: usize, text: &str) -> Option<u8> {
        match self.known.get(framework)?.framework.meaning(control, text) {
            Meaning::Choice(at) => Some(at),
            _ => None,
        }
    }

    /// That there is no such choice.
    #[cfg_attr(debug_assertions, inline)]
    fn no_choice(&self, framework: usize, control: usize, text: &str) -> Problem {
        let known = self.known.get(framework).map(|known| &known.framework);
        let refused = known.and_then(|known| known.refuse_answer(control, text));
        refused.unwrap_or_else(|| Problem::new(Code::UnknownChoice).given(text))
    }

    /// The controls that a value of `columns` means.
    #[cfg_attr(debug_assertions, inline)]
    fn meant(
        &self,
        heading: &str,
        control: &str,
        problems: &mut Vec<Problem>,
    ) -> Vec<(usize, usize)> {
        let at = || format!("columns.{heading}");
        let found = self.controls_named(control);
        if found.is_empty() {
            let names = self.known.iter().flat_map(|known| known.framework.controls());
            let rest =
                self.known.iter().find_map(|known| split_reference(control, &known.framework));
            let problem =
                Problem::new(Code::UnknownControl).at(at()).given(rest.unwrap_or(control));
            problems.push(problem.nearest_of(names.map(|control| &*control.id)));
            return found;
        }
        let first = found.first().map_or(0, |(which, _)| *which);
        if found.iter().any(|(which, _)| self.unrelated(first, *which)) {
            let mut problem = Problem::new(Code::SharedColumn).at("columns").given(heading);
            problem.valid = found.iter().map(|(which, at)| self.name(*which, *at)).collect();
            problems.push(problem);
        }
        found
    }
}

/// A table of one column whose heading is a line of headings.
#[cfg_attr(debug_assertions, inline)]
fn wrong_separator(headings: &[&str]) -> Option<Problem> {
    let [only] = headings else { return None };
    let signs = ['\t', ';', ',', '|', '，', '；', '^'];
    let sign = signs.into_iter().find(|sign| only.matches(*sign).count() >= 2)?;
    let shown = if sign == '\t' { "TAB".to_owned() } else { sign.to_string() };
    Some(Problem::new(Code::WrongSeparator).given(&shown).at(*only))
}
