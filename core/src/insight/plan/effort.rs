//! What a change costs.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::PlanOptions;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Control, Standing};

/// Most that one change may cost: sums stay far inside `u64`.
const MOST: u32 = 1_000_000;

/// Effort of a control that has none of its own: the middle of our scale of 1 to 5.
const MIDDLE: u32 = 3;

/// What fixing a control costs its owner, in any unit: days, yen, points of our scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Effort {
    /// From nothing to done; a partial step is half of it, rounded up.
    Whole(u32),
    /// From the present answer to each choice. A choice that is missing is not considered.
    Choices(BTreeMap<String, u32>),
}

impl<'de> Deserialize<'de> for Effort {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EffortVisitor)
    }
}

struct EffortVisitor;

impl<'de> Visitor<'de> for EffortVisitor {
    type Value = Effort;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or an object of whole numbers by choice")
    }

    #[inline]
    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Effort, E> {
        let out_of_range = |_| E::invalid_value(Unexpected::Signed(whole), &&*format!("0–{MOST}"));
        u32::try_from(whole).map(Effort::Whole).map_err(out_of_range)
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Effort, E> {
        self.visit_i64(i64::try_from(whole).unwrap_or(i64::MAX))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Effort, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(Effort::Choices)
    }
}

/// Whose estimate an effort is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EffortOrigin {
    /// Given with the call.
    Given,
    /// The framework author's estimate, 1 (minutes) to 5 (a project); ours for built-in frameworks.
    Editorial,
    /// Nobody's: the middle of the scale.
    Default,
}

/// Efforts of one control.
pub(super) struct Efforts<'a> {
    given: Option<&'a Effort>,
    editorial: Option<u8>,
}

impl<'a> Efforts<'a> {
    #[inline]
    pub(super) fn of(control: &Control, wishes: &'a PlanOptions) -> Self {
        Self { given: wishes.efforts.get(&*control.id), editorial: control.effort }
    }

    #[inline]
    pub(super) fn origin(&self) -> EffortOrigin {
        match (self.given, self.editorial) {
            (Some(_), _) => EffortOrigin::Given,
            (None, Some(_)) => EffortOrigin::Editorial,
            (None, None) => EffortOrigin::Default,
        }
    }

    /// Effort from an answer of the standing `now` to the choice `name`, of the standing `to`; `None` if
    /// it is not considered.
    #[inline]
    pub(super) fn change(&self, now: Option<Standing>, to: Standing, name: &str) -> Option<u32> {
        let whole = match self.given {
            Some(Effort::Choices(choices)) => return choices.get(name).copied(),
            Some(Effort::Whole(whole)) => *whole,
            None => self.editorial.map_or(MIDDLE, u32::from),
        };
        let spent = |standing: Standing| match standing {
            Standing::Met => whole,
            Standing::Partial => whole.div_ceil(2),
            _ => 0,
        };
        // What is left to do costs something, unless the whole costs nothing.
        Some(spent(to).saturating_sub(now.map_or(0, spent)).max(whole.min(1)))
    }
}

/// Every effort and every held control must name something that is there.
#[inline]
pub(super) fn check(framework: &Framework, wishes: &PlanOptions) -> Result<(), Error> {
    let mut problems = Vec::new();
    let known = || framework.controls().iter().map(|control| &*control.id);
    let named = wishes.efforts.keys().map(|name| ("efforts", name));
    for (at, name) in named.chain(wishes.forbidden.iter().map(|name| ("forbidden", name))) {
        if framework.control(name).is_none() {
            let problem = Problem::new(Code::UnknownControl).at(at).given(name);
            problems.push(problem.nearest_of(known()));
        }
    }
    for (name, effort) in &wishes.efforts {
        let Some(control) = framework.control(name) else { continue };
        match effort {
            Effort::Whole(effort) => in_range(name, *effort, &mut problems),
            Effort::Choices(choices) => {
                for effort in choices.values() {
                    in_range(name, *effort, &mut problems);
                }
                let scale = framework.scale_of(control);
                let ids = || scale.into_iter().flat_map(|scale| scale.choices.iter());
                for choice in choices.keys().filter(|choice| !ids().any(|own| own.id == **choice)) {
                    let problem = Problem::new(Code::UnknownChoice).at(name).given(choice);
                    problems.push(problem.nearest_of(ids().map(|choice| &*choice.id)));
                }
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidArgument, problems)) }
}

#[inline]
fn in_range(control: &str, effort: u32, problems: &mut Vec<Problem>) {
    if effort > MOST {
        let problem = Problem::new(Code::OutOfRange).at(control).given(&effort.to_string());
        problems.push(problem.detail(format!("0 – {MOST}")));
    }
}
