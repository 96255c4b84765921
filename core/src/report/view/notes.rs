use super::super::Report;
use crate::model::{Control, Origin, Verification};

/// Something that is not certain, and the controls it concerns.
pub(in crate::report) struct Doubt<'a> {
    pub text: &'a str,
    pub controls: Vec<&'a str>,
}

impl<'a> Report<'a> {
    /// The doubts about `controls`, each said once.
    pub(in crate::report) fn doubts(
        &self,
        controls: impl Iterator<Item = &'a Control>,
    ) -> Vec<Doubt<'a>> {
        let mut doubts: Vec<Doubt<'a>> = Vec::new();
        for control in controls {
            let Some(text) = control.doubt.as_ref().map(|doubt| doubt.get(self.words.0)) else {
                continue;
            };
            match doubts.iter_mut().find(|doubt| doubt.text == text) {
                Some(doubt) => doubt.controls.push(&control.id),
                None => doubts.push(Doubt { text, controls: vec![&control.id] }),
            }
        }
        doubts
    }

    /// Marks and what they mean.
    pub(in crate::report) fn legend(&self) -> Vec<(&'static str, &'static str)> {
        let words = self.words;
        vec![
            (words.mark(Verification::Unverified), words.unverified_means()),
            (words.mark(Verification::SingleSource), words.single_source_means()),
            (words.origin(Origin::Official), words.official_means()),
            (words.origin(Origin::Derived), words.derived_means()),
        ]
    }
}
