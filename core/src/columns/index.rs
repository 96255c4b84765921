//! The names of the controls of one framework, and what a heading means among them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::form::{
    CLOSERS, Number, SIGNS, answered, cuts, enclosed, last_cuts, letters, number, split_reference,
    tokens, without_answer,
};
use super::{Candidate, MatchReason, Place};
use crate::answers::Meaning;
use crate::framework::Framework;
use crate::model::{Lang, Localized};
use crate::text::{normal, spaced};

/// Least characters of a heading that may be cut off: Excel cuts names at 31.
const CUT: usize = 31;
/// Least letters of a text that is not likely to head anything else: in Latin letters, and in others.
const SURE_LATIN: usize = 20;
const SURE: usize = 10;
/// Least letters after a bare number that are a question, and not a unit or the name of a remark.
const WORDS: usize = 8;

/// What names a control, and what two controls share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    One(usize),
    Several,
}

impl Owner {
    #[cfg_attr(debug_assertions, inline)]
    fn only(self) -> Option<usize> {
        match self {
            Self::One(control) => Some(control),
            Self::Several => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Index {
    pub framework: Framework,
    ids: HashMap<String, usize>,
    forms: HashMap<String, Owner>,
    numbers: HashMap<u32, Owner>,
    titles: BTreeMap<String, Owner>,
    questions: BTreeMap<String, Owner>,
    /// Ids and labels of choices in their normal form, the longest first.
    labels: Vec<String>,
}

impl Index {
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(framework: &Framework) -> Self {
        let mut index = Self {
            framework: framework.clone(),
            ids: HashMap::new(),
            forms: HashMap::new(),
            numbers: HashMap::new(),
            titles: BTreeMap::new(),
            questions: BTreeMap::new(),
            labels: labels(framework),
        };
        for (at, control) in framework.controls().iter().enumerate() {
            index.ids.insert(control.id.to_string(), at);
            own(index.forms.entry(tokens(&spaced(&control.id))), at);
            if let Some(printed) = control.number.as_deref() {
                let folded = spaced(printed);
                match folded.parse() {
                    Ok(value) => own_number(&mut index.numbers, value, at),
                    Err(_) => own(index.forms.entry(tokens(&folded)), at),
                }
            }
            for lang in Lang::ALL {
                own_text(&mut index.titles, control.title.get(*lang), at);
                own_text(&mut index.questions, control.question.get(*lang), at);
            }
        }
        index
    }

    #[cfg_attr(debug_assertions, inline)]
    pub fn len(&self) -> usize {
        self.framework.controls().len()
    }

    /// What a heading may mean: nothing, one control, or several where it contradicts itself.
    #[cfg_attr(debug_assertions, inline)]
    pub fn read(&self, heading: &str, folded: &str) -> Vec<Candidate> {
        if let Some(rest) = split_reference(heading, &self.framework) {
            let rest_folded = spaced(rest);
            let mut found = self.read_plain(rest, &rest_folded);
            for candidate in &mut found {
                (candidate.reason, candidate.weak) = (MatchReason::Reference, false);
            }
            return found;
        }
        self.read_plain(heading, folded)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn read_plain(&self, heading: &str, folded: &str) -> Vec<Candidate> {
        let sure = |control, reason| vec![Candidate { control, reason, weak: false }];
        if let Some(&control) = self.ids.get(heading) {
            return sure(control, MatchReason::Id);
        }
        if folded.is_empty() {
            return Vec::new();
        }
        if let Some(control) = self.form(folded) {
            return sure(control, MatchReason::IdForm);
        }
        if let Some(control) = repeated(heading).and_then(|id| self.ids.get(id)) {
            return sure(*control, MatchReason::IdForm);
        }
        if let Some(control) = answered(folded).and_then(|id| self.form(id)) {
            return sure(control, MatchReason::IdForm);
        }
        if let Some(found) = self.text(folded, folded) {
            return vec![found];
        }
        let numbered = number(folded);
        if let Some(number) = numbered {
            let owner = self.numbers.get(&number.value).and_then(|owner| owner.only());
            if without_answer(number.rest).is_empty() {
                let weak = !(number.marked || enclosed(heading) || !number.rest.is_empty());
                let reason = MatchReason::Number;
                return owner
                    .map(|control| vec![Candidate { control, reason, weak }])
                    .unwrap_or_default();
            }
            if let Some(found) = self.text(number.rest, folded) {
                return both(found, owner, MatchReason::Number);
            }
        }
        for (name, rest) in cuts(folded) {
            if let Some(found) = self.text(rest, folded)
                && let Some(control) = self.form(name)
            {
                return both(found, Some(control), MatchReason::IdForm);
            }
        }
        Vec::new()
    }

    /// The control and the choice that a heading says, one behind the other.
    #[cfg_attr(debug_assertions, inline)]
    pub fn choice(&self, heading: &str, folded: &str) -> Option<(usize, u8)> {
        let plain = normal(heading);
        let labelled = self.labels.iter().filter_map(|label| {
            Some((plain.trim_end_matches(CLOSERS).strip_suffix(label.as_str())?, label.as_str()))
        });
        labelled.chain(last_cuts(folded)).find_map(|(name, choice)| {
            let mut named = self.read(name.trim_matches(SIGNS), &spaced(name.trim_matches(SIGNS)));
            named.dedup_by_key(|candidate| candidate.control);
            let [Candidate { control, .. }] = named.as_slice() else { return None };
            match self.framework.meaning(*control, choice) {
                Meaning::Choice(at) => Some((*control, at)),
                _ => None,
            }
        })
    }

    #[cfg_attr(debug_assertions, inline)]
    fn form(&self, folded: &str) -> Option<usize> {
        self.forms.get(&tokens(folded)).and_then(|owner| owner.only())
    }

    /// The control of a title or question, whole or cut off.
    #[cfg_attr(debug_assertions, inline)]
    fn text(&self, folded: &str, whole: &str) -> Option<Candidate> {
        let folded = folded.trim_end_matches(['.', '…']);
        let key = letters(folded);
        for (texts, reason) in
            [(&self.titles, MatchReason::Title), (&self.questions, MatchReason::Question)]
        {
            if let Some(control) = texts.get(&key).and_then(|owner| owner.only()) {
                return Some(Candidate { control, reason, weak: !telling(&key) });
            }
        }
        if whole.chars().count() < CUT || !telling(&key) {
            return None;
        }
        let mut only = None;
        for texts in [&self.titles, &self.questions] {
            for (_, owner) in
                texts.range(key.clone()..).take_while(|(text, _)| text.starts_with(&key))
            {
                match (owner.only(), only) {
                    (Some(control), None) => only = Some(control),
                    (Some(control), Some(other)) if control == other => {}
                    _ => return None,
                }
            }
        }
        only.map(|control| Candidate { control, reason: MatchReason::Beginning, weak: false })
    }

    /// Headings that name the controls before or behind other words: those of every control, each once,
    /// or none.
    #[cfg_attr(debug_assertions, inline)]
    pub fn among_words(&self, headings: &[(usize, &str)]) -> BTreeMap<usize, Vec<Place>> {
        let of = self.numbered(headings);
        if of.is_empty() { self.ended(headings) } else { of }
    }

    /// Headings that begin with the numbers or the ids of the controls and go on in other words.
    #[cfg_attr(debug_assertions, inline)]
    fn numbered(&self, headings: &[(usize, &str)]) -> BTreeMap<usize, Vec<Place>> {
        let mut of: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for &(column, folded) in headings {
            match self.begun(folded) {
                Begun::Other => {}
                Begun::Unknown => return BTreeMap::new(),
                Begun::Control(control) => {
                    of.entry(control).or_default().push(Place::new(column, MatchReason::Numbered));
                }
            }
        }
        let whole = of.len() == self.len() && of.values().all(|places| places.len() == 1);
        if whole { of } else { BTreeMap::new() }
    }

    /// Headings that end with the title, the question or the id of a control behind other words, as
    /// services write the rows of a grid (`Measures [Backups]`).
    #[cfg_attr(debug_assertions, inline)]
    fn ended(&self, headings: &[(usize, &str)]) -> BTreeMap<usize, Vec<Place>> {
        let known = headings.iter().map(|(at, folded)| (*at, letters(folded), tokens(folded)));
        let known: Vec<(usize, String, String)> = known.collect();
        let mut of = BTreeMap::new();
        let mut taken = HashSet::new();
        for (at, control) in self.framework.controls().iter().enumerate() {
            let id = format!("-{}", tokens(&spaced(&control.id)));
            let texts = |text: &Localized| -> Vec<String> {
                Lang::ALL.iter().map(|lang| letters(&spaced(text.get(*lang)))).collect()
            };
            let (titles, questions) = (texts(&control.title), texts(&control.question));
            let behind = |heading: &str, texts: &[String]| {
                let says = |text: &String| !text.is_empty() && heading.len() > text.len();
                texts.iter().any(|text| says(text) && heading.ends_with(text))
            };
            let mut places = known.iter().filter_map(|(column, heading, form)| {
                let reason = if behind(heading, &questions) {
                    MatchReason::Question
                } else if behind(heading, &titles) {
                    MatchReason::Title
                } else if form.ends_with(&id) {
                    MatchReason::IdForm
                } else {
                    return None;
                };
                Some(Place::new(*column, reason))
            });
            match (places.next(), places.next()) {
                (Some(place), None) if taken.insert(place.column) => of.insert(at, vec![place]),
                _ => return BTreeMap::new(),
            };
        }
        of
    }

    /// The control whose number or id a heading begins with, before words that are none of its choices.
    #[cfg_attr(debug_assertions, inline)]
    fn begun(&self, folded: &str) -> Begun {
        let words = |rest: &str| letters(rest).chars().count();
        let named = cuts(folded).filter(|(_, rest)| words(rest) > 0);
        let named = named.filter_map(|(name, rest)| Some((name.len(), self.form(name)?, rest)));
        // Of `1-1` and `1-1-2` the longer one.
        let (control, rest) = match (named.max(), number(folded)) {
            (Some((_, control, rest)), _) => (control, rest),
            (None, Some(Number { value, marked, rest })) => {
                if words(rest) == 0 || (words(rest) < WORDS && !marked) {
                    return Begun::Other;
                }
                let control = self.numbers.get(&value).and_then(|owner| owner.only());
                let Some(control) = control else { return Begun::Unknown };
                (control, rest)
            }
            (None, None) => return Begun::Other,
        };
        match self.framework.meaning(control, rest) {
            Meaning::Unknown => Begun::Control(control),
            _ => Begun::Other,
        }
    }
}

/// What a heading of several words begins with.
enum Begun {
    Control(usize),
    /// The number of a question that there is not.
    Unknown,
    Other,
}

/// Ids and labels of choices in their normal form: of two that end alike the longer one comes first.
#[cfg_attr(debug_assertions, inline)]
fn labels(framework: &Framework) -> Vec<String> {
    let choices = framework.definition().scales.iter().flat_map(|scale| scale.choices.iter());
    let names = choices.flat_map(|choice| [&*choice.id, &*choice.label.ja, &*choice.label.en]);
    // A number at the end of a heading is rather one of the control.
    let says = |label: &String| label.chars().any(|sign| !sign.is_ascii_digit());
    let mut labels: Vec<String> = names.map(normal).filter(says).collect();
    labels.sort_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
    labels.dedup();
    labels
}

/// A title or question together with what a number or an id before it says: if the two differ, the
/// heading means two controls.
#[cfg_attr(debug_assertions, inline)]
fn both(found: Candidate, other: Option<usize>, reason: MatchReason) -> Vec<Candidate> {
    let found = Candidate { weak: false, ..found };
    match other {
        Some(control) if control != found.control => {
            vec![found, Candidate { control, reason, weak: false }]
        }
        _ => vec![found],
    }
}

/// The heading that pandas or polars made another of, for want of two of the same name.
#[cfg_attr(debug_assertions, inline)]
fn repeated(heading: &str) -> Option<&str> {
    let digits = heading.trim_end_matches(|sign: char| sign.is_ascii_digit());
    if digits.len() == heading.len() {
        return None;
    }
    digits.strip_suffix("_duplicated_").or_else(|| digits.strip_suffix('.'))
}

#[cfg_attr(debug_assertions, inline)]
fn telling(key: &str) -> bool {
    let least = if key.is_ascii() { SURE_LATIN } else { SURE };
    key.chars().count() >= least
}

#[cfg_attr(debug_assertions, inline)]
fn own(entry: std::collections::hash_map::Entry<'_, String, Owner>, control: usize) {
    entry
        .and_modify(|owner| {
            if *owner != Owner::One(control) {
                *owner = Owner::Several;
            }
        })
        .or_insert(Owner::One(control));
}

#[cfg_attr(debug_assertions, inline)]
fn own_number(numbers: &mut HashMap<u32, Owner>, value: u32, control: usize) {
    let owner = numbers.entry(value).or_insert(Owner::One(control));
    if *owner != Owner::One(control) {
        *owner = Owner::Several;
    }
}

#[cfg_attr(debug_assertions, inline)]
fn own_text(texts: &mut BTreeMap<String, Owner>, text: &str, control: usize) {
    let key = letters(&spaced(text));
    if key.is_empty() {
        return;
    }
    let owner = texts.entry(key).or_insert(Owner::One(control));
    if *owner != Owner::One(control) {
        *owner = Owner::Several;
    }
}
