//! A framework without its texts, as bytes: all that scoring needs, and no JSON to parse.

use std::borrow::Cow;

use crate::framework::{Digest, Framework, Index};
use crate::model::{
    Band, Bands, Choice, Control, Definition, Dimension, Group, List, Localized, Outcome, Rule,
    Scale, TagValue, Tier,
};

/// First byte; raised whenever the shape of a definition changes.
const VERSION: u8 = 1;

const NO_TEXT: Localized = Localized { ja: Cow::Borrowed(""), en: Cow::Borrowed("") };

impl Framework {
    /// The framework without its texts, sources and citations.
    ///
    /// What is left scores the same and keeps the digest. The bytes are for
    /// [`Framework::from_skeleton`] of the same version of this crate, not for keeping.
    ///
    /// ```
    /// use shisei::{Framework, catalog::frameworks::SELF_ASSESSMENT_4_0};
    ///
    /// let small = Framework::from_skeleton(&SELF_ASSESSMENT_4_0.to_skeleton()).expect("intact");
    /// let row = [0; 25];
    /// assert_eq!(small.assess_row(&row), SELF_ASSESSMENT_4_0.assess_row(&row));
    /// ```
    pub fn to_skeleton(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.digest.as_bytes());
        // Plain values only: this cannot fail.
        let bones = postcard::to_allocvec(&bare(&self.definition));
        bytes.extend(bones.unwrap_or_default());
        bytes
    }

    /// Reads a skeleton; none when the bytes are damaged or of another version.
    ///
    /// The definition was checked when the skeleton was made, and is not checked again.
    pub fn from_skeleton(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(&[VERSION])?;
        let (digest, bones) = bytes.split_first_chunk::<32>()?;
        let (definition, rest) = postcard::take_from_bytes::<Definition>(bones).ok()?;
        let index = Index::of(&definition);
        rest.is_empty().then_some(Self { definition, digest: Digest(*digest), index })
    }
}

fn bare(definition: &Definition) -> Definition {
    Definition {
        title: NO_TEXT,
        summary: NO_TEXT,
        publisher: "".into(),
        issued: None,
        previous: None,
        sources: List::default(),
        scales: each(&definition.scales, bare_scale),
        groups: each(&definition.groups, |group| Group {
            id: group.id.clone(),
            title: NO_TEXT,
            summary: None,
        }),
        dimensions: each(&definition.dimensions, bare_dimension),
        outcome: definition.outcome.as_ref().map(bare_outcome),
        controls: each(&definition.controls, bare_control),
        ..definition.clone()
    }
}

fn each<T: Clone>(list: &List<T>, bare: impl FnMut(&T) -> T) -> List<T> {
    list.iter().map(bare).collect()
}

fn bare_scale(scale: &Scale) -> Scale {
    let bare_choice = |choice: &Choice| Choice { label: NO_TEXT, ..choice.clone() };
    Scale {
        citations: List::default(),
        choices: each(&scale.choices, bare_choice),
        ..scale.clone()
    }
}

fn bare_dimension(dimension: &Dimension) -> Dimension {
    let bare_value = |value: &TagValue| TagValue { id: value.id.clone(), title: NO_TEXT };
    Dimension { title: NO_TEXT, values: each(&dimension.values, bare_value), ..dimension.clone() }
}

fn bare_outcome(outcome: &Outcome) -> Outcome {
    let rule = match &outcome.rule {
        Rule::Bands(bands) => {
            Rule::Bands(Bands { measure: bands.measure, steps: each(&bands.steps, bare_band) })
        }
        Rule::Tiers(tiers) => Rule::Tiers(each(tiers, |tier| Tier {
            title: NO_TEXT,
            meaning: NO_TEXT,
            ..tier.clone()
        })),
    };
    Outcome { citations: List::default(), rule, ..outcome.clone() }
}

fn bare_band(band: &Band) -> Band {
    Band { title: NO_TEXT, meaning: NO_TEXT, next: NO_TEXT, ..band.clone() }
}

fn bare_control(control: &Control) -> Control {
    Control {
        number: None,
        title: NO_TEXT,
        question: NO_TEXT,
        advice: NO_TEXT,
        why: None,
        not_applicable_when: None,
        parameters: List::default(),
        see: List::default(),
        effort: None,
        doubt: None,
        citations: List::default(),
        ..control.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{UNANSWERED, catalog};

    #[test]
    fn a_skeleton_scores_like_its_framework() {
        for framework in catalog::all() {
            let small = Framework::from_skeleton(&framework.to_skeleton()).expect("intact");
            let controls = framework.controls().len();
            let best: Vec<u8> =
                (0..controls).map(|at| framework.allowed_choices(at).next().unwrap_or(0)).collect();
            let last: Vec<u8> =
                (0..controls).map(|at| framework.allowed_choices(at).last().unwrap_or(0)).collect();
            for row in [best, last, vec![UNANSWERED; controls]] {
                let expected = framework.assess_row(&row).expect("allowed choices");
                assert_eq!(small.assess_row(&row).as_ref(), Ok(&expected));
            }
        }
    }

    #[test]
    fn damaged_bytes_are_refused_or_harmless() {
        let intact = catalog::frameworks::FIVE_BASICS_4_0.to_skeleton();
        for end in 0..intact.len() {
            assert!(Framework::from_skeleton(&intact[..end]).is_none(), "cut at {end}");
        }
        for at in 0..intact.len() {
            let mut damaged = intact.clone();
            damaged[at] ^= 0x55;
            let _ = Framework::from_skeleton(&damaged);
        }
        let longer = [intact.as_slice(), &[0]].concat();
        assert!(Framework::from_skeleton(&longer).is_none());
    }
}
