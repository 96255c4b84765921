//! What scoring needs of a framework, as bytes: no texts, nothing to look up by name, no JSON.
//!
//! Read value by value, because a reader derived for every shape of a definition would be most of
//! the code that a page loads.

use std::borrow::Cow;

use crate::framework::{Contents, Digest, Framework};
use crate::model::{
    Band, Bands, Choice, Control, CoverageRule, Definition, Group, List, Localized, Measure,
    NotApplicable, Origin, OutcomeRule, Rule, Scale, Standing, Status, Subject, Text, Tier,
    Verification,
};
use crate::rules::{ChoiceRules, ConditionRules, ControlRules, PointsRange, Rules, TierRules};

/// First byte; raised whenever what follows changes.
const VERSION: u8 = 2;

impl Framework {
    /// All that [`Framework::assess_row`] and [`Framework::allowed_choices`] need of a framework.
    ///
    /// What is left scores rows the same and keeps the digest. The bytes are for
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
        self.definition.write(&mut bytes);
        self.rules.write(&mut bytes);
        bytes
    }

    /// Reads a skeleton; none when the bytes are damaged or of another version.
    ///
    /// The definition was checked when the skeleton was made, and is not checked again. It stays in
    /// memory for good, as one that is compiled in does: code that frees it would weigh more.
    pub fn from_skeleton(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(&[VERSION])?;
        let (digest, bones) = bytes.split_first_chunk::<32>()?;
        let mut bones = Bones { bytes: bones, damaged: false };
        let definition = Definition::read(&mut bones);
        let rules = Rules::read(&mut bones);
        let intact = bones.bytes.is_empty() && !bones.damaged;
        let contents = Box::new(Contents { definition, digest: Digest(*digest), rules });
        intact.then(|| Self::built_in(Box::leak(contents)))
    }
}

/// What is left to read. Damage is kept in mind rather than handed on: that halves the code.
struct Bones<'a> {
    bytes: &'a [u8],
    damaged: bool,
}

impl Bones<'_> {
    fn sound<T: Default>(&mut self, read: Option<T>) -> T {
        self.damaged |= read.is_none();
        read.unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        let byte = self.bytes.split_off_first().copied();
        self.sound(byte)
    }

    /// Seven bits a byte, the lowest first; the eighth says that there are more.
    fn number(&mut self) -> i64 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte();
            number |= i64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte < 0x80 {
                return ((number >> 1) & i64::MAX) ^ -(number & 1);
            }
        }
    }

    /// A length: every item takes a byte at least.
    fn length(&mut self) -> usize {
        let length = usize::try_from(self.number()).ok().filter(|it| *it <= self.bytes.len());
        self.sound(length)
    }

    fn text(&mut self) -> String {
        let length = self.length();
        let text = self.bytes.split_off(..length).and_then(|text| std::str::from_utf8(text).ok());
        self.sound(text).to_owned()
    }
}

/// Something that scoring looks at.
trait Bone: Clone + Sized {
    fn write(&self, bytes: &mut Vec<u8>);
    /// Takes it from the front.
    fn read(bones: &mut Bones<'_>) -> Self;
}

/// Seven bits a byte, the lowest first; the eighth says that there are more.
fn write_number(number: i64, bytes: &mut Vec<u8>) {
    // The sign goes last, so that small numbers stay small.
    let mut rest = (number << 1) ^ (number >> 63);
    loop {
        let low = u8::try_from(rest & 0x7f).unwrap_or_default();
        rest = (rest >> 7) & (i64::MAX >> 6);
        bytes.push(if rest == 0 { low } else { low | 0x80 });
        if rest == 0 {
            return;
        }
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Bone for $number {
            fn write(&self, bytes: &mut Vec<u8>) {
                write_number(i64::from(*self), bytes);
            }

            fn read(bones: &mut Bones<'_>) -> Self {
                let number = Self::try_from(bones.number()).ok();
                bones.sound(number)
            }
        }
    )+};
}

/// Words of a closed set, by their position in the list.
macro_rules! words {
    ($($set:ident: $first:ident $($word:ident)*;)+) => {$(
        impl Bone for $set {
            fn write(&self, bytes: &mut Vec<u8>) {
                let all = [Self::$first, $(Self::$word),*];
                let at = all.iter().position(|word| word == self);
                bytes.push(at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX));
            }

            fn read(bones: &mut Bones<'_>) -> Self {
                let word = [Self::$first, $(Self::$word),*].get(usize::from(bones.byte())).copied();
                bones.damaged |= word.is_none();
                word.unwrap_or(Self::$first)
            }
        }
    )+};
}

/// Shapes: the fields that are kept, in order, and after the bar what stands for the others.
macro_rules! shapes {
    ($($shape:ident: $($field:ident)+ | $($other:ident = $empty:expr),*;)+) => {$(
        impl Bone for $shape {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)+
            }

            fn read(bones: &mut Bones<'_>) -> Self {
                Self { $($field: Bone::read(bones),)+ $($other: $empty,)* }
            }
        }
    )+};
}

const NO_TEXT: Text = Cow::Borrowed("");
const NO_TEXTS: Localized = Localized { ja: NO_TEXT, en: NO_TEXT };

numbers!(u16 u32 i32 i64);

words! {
    Origin: Official Derived;
    Verification: Confirmed SingleSource Unverified;
    Standing: Met Partial Unmet Unknown NotApplicable Accepted;
    NotApplicable: NotAllowed Excluded FullPoints;
    Measure: Points Percent Coverage;
}

shapes! {
    Definition: id edition scales groups coverage outcome controls |
        title = NO_TEXTS, summary = NO_TEXTS, publisher = NO_TEXT, issued = None, valid_from = None,
        status = Status::Current, subject = Subject::Organisation,
        not_applicable = NotApplicable::NotAllowed, acceptance = false, reasons = List::default(),
        previous = None, sources = List::default(), dimensions = List::default();
    Scale: choices |
        id = NO_TEXT, origin = Origin::Derived, verification = Verification::Unverified,
        facts = None, citations = List::default();
    Choice: id standing | label = NO_TEXTS, points = None;
    Group: id | title = NO_TEXTS, summary = None;
    CoverageRule: origin met partial accepted |;
    OutcomeRule: origin rule | verification = Verification::Unverified, citations = List::default();
    Bands: measure steps |;
    Band: id from | title = NO_TEXTS, meaning = NO_TEXTS, next = NO_TEXTS, to = None;
    Tier: id | title = NO_TEXTS, meaning = NO_TEXTS, conditions = List::default();
    Control: id verification |
        number = None, role = None, group = NO_TEXT, title = NO_TEXTS, question = NO_TEXTS, parts = None,
        advice = NO_TEXTS, why = None, scale = NO_TEXT, weight = 1, not_applicable = None, not_applicable_when = None,
        tags = List::default(), parameters = List::default(), see = List::default(),
        effort = None, facts = None, doubt = None, citations = List::default();
    Rules: controls tiers tags | by_id = List::default();
    ControlRules: group scale weight not_applicable tags points full_credit choices |;
    PointsRange: low high |;
    ChoiceRules: standing points credit allowed reason |;
    TierRules: conditions |;
    ConditionRules: controls accept at_least |;
}

impl Bone for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn read(bones: &mut Bones<'_>) -> Self {
        bones.byte() != 0
    }
}

impl Bone for Text {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_number(i64::try_from(self.len()).unwrap_or_default(), bytes);
        bytes.extend(self.as_bytes());
    }

    fn read(bones: &mut Bones<'_>) -> Self {
        Cow::Owned(bones.text())
    }
}

impl<T: Bone> Bone for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(bones: &mut Bones<'_>) -> Self {
        if bool::read(bones) { Some(T::read(bones)) } else { None }
    }
}

impl<T: Bone> Bone for List<T>
where
    [T]: ToOwned<Owned = Vec<T>>,
{
    fn write(&self, bytes: &mut Vec<u8>) {
        write_number(i64::try_from(self.len()).unwrap_or_default(), bytes);
        for item in self.iter() {
            item.write(bytes);
        }
    }

    fn read(bones: &mut Bones<'_>) -> Self {
        let length = bones.length();
        Cow::Owned((0..length).map(|_| T::read(bones)).collect())
    }
}

impl Bone for Rule {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Bands(bands) => {
                true.write(bytes);
                bands.write(bytes);
            }
            Self::Tiers(tiers) => {
                false.write(bytes);
                tiers.write(bytes);
            }
        }
    }

    fn read(bones: &mut Bones<'_>) -> Self {
        if bool::read(bones) {
            Self::Bands(Bone::read(bones))
        } else {
            Self::Tiers(Bone::read(bones))
        }
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
    fn numbers_come_back() {
        let read = |bytes: &[u8]| {
            let mut bones = Bones { bytes, damaged: false };
            let number = i64::read(&mut bones);
            (!bones.damaged).then_some(number)
        };
        for number in [0, 1, -1, 63, 64, -64, -65, 8191, i64::MAX, i64::MIN, i64::from(i32::MIN)] {
            let mut bytes = Vec::new();
            number.write(&mut bytes);
            assert_eq!(read(&bytes), Some(number));
            assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        }
        assert_eq!(read(&[0x80; 99]), None, "no end");
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
            if let Some(framework) = Framework::from_skeleton(&damaged) {
                let _ = framework.assess_row(&[0; 6]);
            }
        }
        let longer = [intact.as_slice(), &[0]].concat();
        assert!(Framework::from_skeleton(&longer).is_none());
    }
}
