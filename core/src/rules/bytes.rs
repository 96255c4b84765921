//! Rules as bytes, for pages that carry a single framework: no texts and no JSON.
//!
//! Read value by value, because a reader derived for every shape would be most of the code that a
//! page loads.

use std::borrow::Cow;
use std::fmt;

use super::{
    BandRules, BandsRules, ChoiceRules, ConditionRules, ControlRules, FrameworkRef, PointsRange,
    Rules, TierRules,
};
use crate::digest::Digest;
use crate::model::{List, Measure, NotApplicable, Origin, Standing, Text, Verification};

/// First byte; raised whenever what follows changes.
const VERSION: u8 = 4;

/// Largest weight and credit that the checks of a definition let pass.
const MOST: u32 = 1_000_000;

/// Why bytes are no rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadRulesError {
    /// They were written by another version of this crate.
    OtherVersion,
    /// They are not what [`Rules::to_bytes`] wrote.
    Damaged,
}

impl fmt::Display for ReadRulesError {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherVersion => "the rules were written by another version",
            Self::Damaged => "the bytes of the rules are damaged",
        })
    }
}

impl std::error::Error for ReadRulesError {}

impl Rules {
    /// The rules as bytes, for [`Rules::from_bytes`] of the same version of this crate.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::rules::Rules;
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let rules = Rules::from_bytes(&framework.rules().to_bytes()).expect("intact");
    /// assert_eq!(&rules, framework.rules());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        self.encode(&mut bytes);
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    /// Reads what [`Rules::to_bytes`] wrote.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::rules::Rules;
    ///
    /// let rules = catalog::framework("five-basics")?.rules();
    /// assert_eq!(Rules::from_bytes(&rules.to_bytes()).as_ref(), Ok(rules));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ReadRulesError`] when the bytes are of another version or damaged.
    #[cfg_attr(debug_assertions, inline)]
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadRulesError> {
        if bytes.first() != Some(&VERSION) {
            return Err(ReadRulesError::OtherVersion);
        }
        let (body, sum) = bytes.split_last_chunk().ok_or(ReadRulesError::Damaged)?;
        if checksum(body).to_le_bytes() != *sum {
            return Err(ReadRulesError::Damaged);
        }
        let mut decoder = Decoder { bytes: body.get(1..).unwrap_or_default(), damaged: false };
        let rules = Self::decode(&mut decoder);
        if decoder.damaged || !decoder.bytes.is_empty() {
            return Err(ReadRulesError::Damaged);
        }
        Ok(rules)
    }
}

/// FNV-1a: one changed byte always changes it.
#[cfg_attr(debug_assertions, inline)]
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The bytes that are still to be read. Damage is kept and looked at once, at the end.
struct Decoder<'a> {
    bytes: &'a [u8],
    damaged: bool,
}

impl Decoder<'_> {
    #[cfg_attr(debug_assertions, inline)]
    fn sound<T: Default>(&mut self, read: Option<T>) -> T {
        self.damaged |= read.is_none();
        read.unwrap_or_default()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn byte(&mut self) -> u8 {
        let byte = self.bytes.split_off_first().copied();
        self.sound(byte)
    }

    /// Seven bits a byte, the lowest first; the eighth says that there are more.
    #[cfg_attr(debug_assertions, inline)]
    fn bits(&mut self) -> i64 {
        let mut bits = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte();
            bits |= i64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte < 0x80 {
                return bits;
            }
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn number(&mut self) -> i64 {
        let bits = self.bits();
        ((bits >> 1) & i64::MAX) ^ -(bits & 1)
    }

    #[cfg_attr(debug_assertions, inline)]
    fn letter(&mut self) -> char {
        let letter = u32::try_from(self.bits()).ok().and_then(char::from_u32);
        self.sound(letter)
    }

    /// A length: every item takes a byte at least.
    #[cfg_attr(debug_assertions, inline)]
    fn length(&mut self) -> usize {
        let length = usize::try_from(self.number()).ok().filter(|it| *it <= self.bytes.len());
        self.sound(length)
    }
}

trait Encode: Clone + Sized {
    fn encode(&self, bytes: &mut Vec<u8>);
    /// Takes it from the front.
    fn decode(decoder: &mut Decoder<'_>) -> Self;
}

#[cfg_attr(debug_assertions, inline)]
fn encode_number(number: i64, bytes: &mut Vec<u8>) {
    // The sign goes last, so that small numbers stay small.
    encode_bits((number << 1) ^ (number >> 63), bytes);
}

/// Seven bits a byte, the lowest first; the eighth says that there are more.
#[cfg_attr(debug_assertions, inline)]
fn encode_bits(bits: i64, bytes: &mut Vec<u8>) {
    let mut rest = bits;
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
        impl Encode for $number {
            #[cfg_attr(debug_assertions, inline)]
            fn encode(&self, bytes: &mut Vec<u8>) {
                encode_number(i64::from(*self), bytes);
            }

            #[cfg_attr(debug_assertions, inline)]
            fn decode(decoder: &mut Decoder<'_>) -> Self {
                let number = Self::try_from(decoder.number()).ok();
                decoder.sound(number)
            }
        }
    )+};
}

/// Words of a closed set, by their position in the list.
macro_rules! words {
    ($($set:ident: $first:ident $($word:ident)*;)+) => {$(
        impl Encode for $set {
            #[cfg_attr(debug_assertions, inline)]
            fn encode(&self, bytes: &mut Vec<u8>) {
                let all = [Self::$first, $(Self::$word),*];
                let at = all.iter().position(|word| word == self);
                bytes.push(at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX));
            }

            #[cfg_attr(debug_assertions, inline)]
            fn decode(decoder: &mut Decoder<'_>) -> Self {
                let at = usize::from(decoder.byte());
                let word = [Self::$first, $(Self::$word),*].get(at).copied();
                decoder.damaged |= word.is_none();
                word.unwrap_or(Self::$first)
            }
        }
    )+};
}

/// Shapes, field by field.
macro_rules! shapes {
    ($($shape:ident: $($field:ident)+;)+) => {$(
        impl Encode for $shape {
            #[cfg_attr(debug_assertions, inline)]
            fn encode(&self, bytes: &mut Vec<u8>) {
                $(self.$field.encode(bytes);)+
            }

            #[cfg_attr(debug_assertions, inline)]
            fn decode(decoder: &mut Decoder<'_>) -> Self {
                Self { $($field: Encode::decode(decoder),)+ }
            }
        }
    )+};
}

numbers!(u16 u32 i32 i64);

words! {
    Origin: Official Derived;
    Verification: Confirmed SingleSource Unverified;
    Standing: Met Partial Unmet Unknown NotApplicable Accepted;
    NotApplicable: NotAllowed Excluded FullPoints;
    Measure: Points Percent Coverage;
}

shapes! {
    Rules: framework groups scales tags by_id controls coverage outcome bands tiers;
    FrameworkRef: id edition digest rules_digest;
    ControlRules: id verification group scale weight not_applicable tags points full_credit choices;
    PointsRange: low high;
    BandsRules: measure bands;
    BandRules: id from;
    TierRules: id conditions;
    ConditionRules: controls accept at_least;
}

/// Flags of a choice, beside its standing.
const ALLOWED: u8 = 0x10;
const REASON: u8 = 0x20;
const POINTS: u8 = 0x40;
const CREDIT: u8 = 0x80;

impl Encode for ChoiceRules {
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(self.allowed, ALLOWED)
            | flag(self.reason, REASON)
            | flag(self.points.is_some(), POINTS)
            | flag(self.credit.is_some(), CREDIT);
        let at = bytes.len();
        self.standing.encode(bytes);
        if let Some(first) = bytes.get_mut(at) {
            *first |= flags;
        }
        if let Some(points) = self.points {
            points.encode(bytes);
        }
        if let Some(credit) = self.credit {
            credit.encode(bytes);
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        let flags = decoder.byte();
        let mut standing = Decoder { bytes: &[flags & 0x0f], damaged: false };
        let choice = Self {
            standing: Standing::decode(&mut standing),
            points: (flags & POINTS != 0).then(|| i32::decode(decoder)),
            credit: (flags & CREDIT != 0).then(|| u32::decode(decoder)),
            allowed: flags & ALLOWED != 0,
            reason: flags & REASON != 0,
        };
        decoder.damaged |= standing.damaged || choice.credit.is_some_and(|it| it > MOST);
        choice
    }
}

impl Encode for bool {
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        decoder.byte() != 0
    }
}

impl Encode for Digest {
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.as_bytes());
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        let digest = decoder.bytes.split_first_chunk();
        decoder.damaged |= digest.is_none();
        let (digest, rest) = digest.unwrap_or((&[0; 32], &[]));
        decoder.bytes = rest;
        Self(*digest)
    }
}

/// Letter by letter: the check of the standard library that bytes are UTF-8 weighs more in a page
/// than this.
impl Encode for Text {
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        encode_number(i64::try_from(self.chars().count()).unwrap_or_default(), bytes);
        self.chars().for_each(|letter| encode_bits(u32::from(letter).into(), bytes));
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        let length = decoder.length();
        Cow::Owned((0..length).map(|_| decoder.letter()).collect())
    }
}

impl<T: Encode> Encode for Option<T> {
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        self.is_some().encode(bytes);
        if let Some(value) = self {
            value.encode(bytes);
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        if bool::decode(decoder) { Some(T::decode(decoder)) } else { None }
    }
}

impl<T: Encode> Encode for List<T>
where
    [T]: ToOwned<Owned = Vec<T>>,
{
    #[cfg_attr(debug_assertions, inline)]
    fn encode(&self, bytes: &mut Vec<u8>) {
        encode_number(i64::try_from(self.len()).unwrap_or_default(), bytes);
        for item in self.iter() {
            item.encode(bytes);
        }
    }

    #[cfg_attr(debug_assertions, inline)]
    fn decode(decoder: &mut Decoder<'_>) -> Self {
        let length = decoder.length();
        Cow::Owned((0..length).map(|_| T::decode(decoder)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let read = |bytes: &[u8]| {
            let mut decoder = Decoder { bytes, damaged: false };
            let number = i64::decode(&mut decoder);
            (!decoder.damaged).then_some(number)
        };
        for number in [0, 1, -1, 63, 64, -64, -65, 8191, i64::MAX, i64::MIN, i64::from(i32::MIN)] {
            let mut bytes = Vec::new();
            number.encode(&mut bytes);
            assert_eq!(read(&bytes), Some(number));
            assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        }
        assert_eq!(read(&[0x80; 99]), None, "no end");
    }

    #[test]
    fn what_is_damaged_behind_a_right_checksum_does_not_panic() {
        let intact = crate::catalog::frameworks::FIVE_BASICS_4_0.rules.to_bytes();
        let body = &intact[..intact.len() - 8];
        for at in 1..body.len() {
            let mut damaged = body.to_vec();
            damaged[at] ^= 0x55;
            damaged.extend(checksum(&damaged).to_le_bytes());
            if let Ok(rules) = Rules::from_bytes(&damaged) {
                let _ = rules.assess_row(&[0; 6]);
            }
        }
    }
}
