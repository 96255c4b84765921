use super::super::Report;
use crate::model::{Control, Origin, Rule, Verification};

/// Something that is not certain, and the controls it concerns.
pub(in crate::report) struct Doubt<'a> {
    pub text: String,
    pub controls: Vec<&'a str>,
}

impl<'a> Report<'a> {
    /// All that is not certain, each said once: how much was checked, the rules, and what
    /// is doubtful about those of `controls` that were not checked at all.
    #[inline]
    pub(in crate::report) fn doubts(
        &self,
        controls: &mut dyn Iterator<Item = &'a Control>,
    ) -> Vec<Doubt<'a>> {
        let about = |text: String| Doubt { text, controls: Vec::new() };
        let mut doubts: Vec<Doubt<'a>> = self.checked().into_iter().map(about).collect();
        doubts.extend(self.rules_not_certain().into_iter().map(about));
        for control in controls.filter(|it| it.verification == Verification::Unverified) {
            let Some(text) = control.doubt.as_ref().map(|doubt| doubt.get(self.words.0)) else {
                continue;
            };
            match doubts.iter_mut().find(|doubt| doubt.text == text) {
                Some(doubt) => doubt.controls.push(&control.id),
                None => doubts.push(Doubt { text: text.to_owned(), controls: vec![&control.id] }),
            }
        }
        doubts
    }

    /// The mark of an item that was not checked: a reader may want to check it first. Where that is
    /// true of most items, it is said of all of them once.
    #[inline]
    pub(in crate::report) fn doubtful(&self, verification: Verification) -> Option<&'static str> {
        let controls = self.framework.controls();
        let is_doubtful = |mark| mark == Verification::Unverified;
        let doubtful = controls.iter().filter(|it| is_doubtful(it.verification)).count();
        let stands_out = doubtful * 2 <= controls.len();
        (is_doubtful(verification) && stands_out).then(|| self.words.mark(verification))
    }

    /// How many items are confirmed, and what it means that others are not.
    #[inline]
    fn checked(&self) -> Vec<String> {
        let controls = self.framework.controls();
        let count = |mark| controls.iter().filter(|it| it.verification == mark).count();
        let [confirmed, single, unverified] =
            [Verification::Confirmed, Verification::SingleSource, Verification::Unverified]
                .map(count);
        if confirmed == controls.len() {
            return Vec::new();
        }
        let words = self.words;
        let mut lines = vec![words.checked(controls.len(), confirmed, single, unverified)];
        let mark = words.mark(Verification::Unverified);
        lines.extend((unverified > 0).then(|| words.labelled(mark, words.unverified_means())));
        lines
    }

    /// Scales and the outcome rule, if they are not confirmed.
    #[inline]
    fn rules_not_certain(&self) -> Vec<String> {
        let words = self.words;
        let definition = self.framework.definition();
        let scales = definition.scales.iter().map(|scale| scale.verification).min();
        let outcome = definition.outcome.as_ref().map(|outcome| {
            let what = match outcome.rule {
                Rule::Bands(_) => words.bands_rule(),
                Rule::Tiers(_) => words.tiers_rule(),
            };
            (what, outcome.verification)
        });
        let rules = scales.map(|mark| (words.choices(), mark)).into_iter().chain(outcome);
        let doubtful = rules.filter(|(_, mark)| *mark != Verification::Confirmed);
        doubtful.map(|(what, mark)| words.labelled(what, words.mark(mark))).collect()
    }

    /// A doubt as a sentence, after the controls that it concerns.
    #[inline]
    pub(in crate::report) fn doubt_line(&self, doubt: &Doubt<'_>) -> String {
        let controls = doubt.controls.join(self.words.comma());
        if controls.is_empty() {
            doubt.text.clone()
        } else {
            self.words.labelled(&controls, &doubt.text)
        }
    }

    /// What "official" and "unofficial" mean.
    #[inline]
    pub(in crate::report) fn legend(&self) -> [(&'static str, &'static str); 2] {
        let words = self.words;
        [
            (words.origin(Origin::Official), words.official_means()),
            (words.origin(Origin::Derived), words.derived_means()),
        ]
    }
}
