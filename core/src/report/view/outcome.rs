use super::super::Report;
use crate::assessment::{Outcome, TierResult, TierState};
use crate::model::{Origin, Rule, Tier};
use crate::text::Words;

/// What landing in a band or tier means.
pub(in crate::report) struct Stage<'a> {
    /// "At worst" and "at best" when the outcome is a range.
    pub label: Option<&'static str>,
    pub title: &'a str,
    pub meaning: &'a str,
}

/// A tier with what it misses.
pub(in crate::report) struct TierView<'a> {
    pub title: &'a str,
    /// What reaching it means, as a condition unless it is reached.
    pub meaning: String,
    pub state: &'static str,
    pub reached: bool,
    pub missing: &'a [crate::model::Text],
}

/// Title, meaning and next step of a band or tier.
type Entry<'a> = (&'a str, &'a str, Option<&'a str>);

impl<'a> Report<'a> {
    /// The outcome of the sheet, in a sentence.
    #[inline]
    pub(in crate::report) fn headline(&self) -> String {
        let words = self.words;
        let Some(rule) = self.framework.rule() else { return words.no_outcome().to_owned() };
        let Some(landed) = &self.assessment.outcome else { return words.not_scored().to_owned() };
        let title = |id: &Option<_>| Some(self.entry(id.as_deref()?)?.0);
        let (low, high) = (title(&landed.low), title(&landed.high));
        let sentence = match rule {
            Rule::Bands(_) => band_sentence(words, low, high),
            Rule::Tiers(_) => tier_sentence(words, low, high),
        };
        match landed.origin {
            Origin::Official => sentence,
            Origin::Derived => sentence + &words.derived_outcome(),
        }
    }

    /// What the outcome means: one stage, or the worst and the best still possible.
    #[inline]
    pub(in crate::report) fn stages(&self) -> Vec<Stage<'a>> {
        let Some(landed) = &self.assessment.outcome else { return Vec::new() };
        let (low, high) = (landed.low.as_deref(), landed.high.as_deref());
        let labels = if low == high {
            vec![(None, low)]
        } else {
            vec![(Some(self.words.at_worst()), low), (Some(self.words.at_best()), high)]
        };
        labels
            .into_iter()
            .filter_map(|(label, id)| {
                let (title, meaning, _) = self.entry(id?)?;
                Some(Stage { label, title, meaning })
            })
            .collect()
    }

    /// What to do next, most urgent first.
    #[inline]
    pub(in crate::report) fn next_steps(&self) -> Vec<String> {
        let words = self.words;
        let mut steps = Vec::new();
        if self.assessment.tally.unanswered > 0 {
            steps.push(words.answer_open(self.assessment.tally.unanswered));
        }
        steps.extend(self.assessment.outcome.as_ref().and_then(|landed| self.next_of(landed)));
        steps.extend(self.next_tier());
        if self.assessment.findings.is_empty() {
            steps.push(words.no_findings().to_owned());
        } else if steps.is_empty() {
            steps.push(words.start_with_findings().to_owned());
        }
        steps
    }

    #[inline]
    fn next_of(&self, landed: &Outcome) -> Option<String> {
        self.entry(landed.low.as_deref()?)?.2.map(str::to_owned)
    }

    #[inline]
    fn next_tier(&self) -> Option<String> {
        let next = self.assessment.tiers.iter().find(|tier| tier.state != TierState::Reached)?;
        Some(
            self.words
                .towards_tier(self.tier(&next.id)?.title.get(self.words.0), next.missing.len()),
        )
    }

    #[inline]
    pub(in crate::report) fn tiers(&self) -> Vec<TierView<'a>> {
        let view = |result: &'a TierResult| {
            let tier = self.tier(&result.id)?;
            let reached = result.state == TierState::Reached;
            let condition = if reached { "" } else { self.words.if_reached() };
            Some(TierView {
                title: tier.title.get(self.words.0),
                meaning: condition.to_owned() + tier.meaning.get(self.words.0),
                state: self.words.tier_state(result.state),
                reached,
                missing: &result.missing,
            })
        };
        self.assessment.tiers.iter().filter_map(view).collect()
    }

    #[inline]
    pub(in crate::report) fn tier(&self, id: &str) -> Option<&'a Tier> {
        match self.framework.rule()? {
            Rule::Tiers(tiers) => tiers.iter().find(|tier| tier.id == id),
            Rule::Bands(_) => None,
        }
    }

    /// The band or tier with this id.
    #[inline]
    fn entry(&self, id: &str) -> Option<Entry<'a>> {
        let lang = self.words.0;
        match self.framework.rule()? {
            Rule::Bands(bands) => bands.steps.iter().find(|band| band.id == id).map(|band| {
                (band.title.get(lang), band.meaning.get(lang), Some(band.next.get(lang)))
            }),
            Rule::Tiers(_) => {
                self.tier(id).map(|tier| (tier.title.get(lang), tier.meaning.get(lang), None))
            }
        }
    }
}

#[inline]
fn band_sentence(words: Words, low: Option<&str>, high: Option<&str>) -> String {
    let (Some(low), Some(high)) = (low.or(high), high.or(low)) else {
        return words.not_scored().to_owned();
    };
    let band = if low == high { low.to_owned() } else { words.between(low, high) };
    words.labelled(words.band(), &band)
}

#[inline]
fn tier_sentence(words: Words, low: Option<&str>, high: Option<&str>) -> String {
    let tier = match (low, high) {
        (None, None) => words.no_tier().to_owned(),
        (None, Some(high)) => words.still_possible(high),
        (Some(low), Some(high)) if low != high => words.between(low, high),
        (Some(low), _) => low.to_owned(),
    };
    words.labelled(words.tier(), &tier)
}
