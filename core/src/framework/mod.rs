//! A framework that passed every check, ready to score.

pub(crate) mod check;
mod digest;
mod index;
mod load;
mod localized;
mod locate;

pub use digest::Digest;
pub(crate) use index::{ChoiceIndex, ConditionIndex, ControlIndex, Index, PointsRange, TierIndex};

use crate::error::{Error, ErrorKind};
use crate::model::{Choice, Control, Definition, Group, Rule, Scale, Source, TagValue};

/// One edition of one guideline, checked and indexed.
///
/// Built-in frameworks are compiled in (see [`catalog`](crate::catalog)); your own come from
/// [`Framework::from_toml`], [`Framework::from_json`] or [`Framework::new`] and pass the same checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    pub(crate) definition: Definition,
    pub(crate) digest: Digest,
    pub(crate) index: Index,
}

impl Framework {
    /// Checks a definition.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidFramework`] with every problem found.
    pub fn new(definition: Definition) -> Result<Self, Error> {
        let problems = check::check(&definition);
        if !problems.is_empty() {
            return Err(Error::new(ErrorKind::InvalidFramework, problems));
        }
        let digest = Digest::of(&definition);
        let index = Index::of(&definition);
        Ok(Self { definition, digest, index })
    }

    /// Everything its author wrote.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// SHA-256 over the canonical form: the same digest, the same rules and texts.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Id of the guideline, such as `self-assessment`.
    pub fn id(&self) -> &str {
        &self.definition.id
    }

    /// Edition, such as `3.1`.
    pub fn edition(&self) -> &str {
        &self.definition.edition
    }

    /// `id@edition`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.id(), self.edition())
    }

    /// The controls, in order.
    pub fn controls(&self) -> &[Control] {
        &self.definition.controls
    }

    /// The control with this id.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls().iter().find(|control| control.id == id)
    }

    /// The groups, in order.
    pub fn groups(&self) -> &[Group] {
        &self.definition.groups
    }

    /// The scale that answers `control`.
    pub fn scale_of(&self, control: &Control) -> Option<&Scale> {
        self.definition.scales.iter().find(|scale| scale.id == control.scale)
    }

    /// The choices that may answer `control`: those of its scale, less what its rules do not allow.
    pub fn choices_of<'a>(&'a self, control: &'a Control) -> impl Iterator<Item = &'a Choice> {
        let at = self.controls().iter().position(|own| own.id == control.id);
        let choices = self.indexed_choices(at.unwrap_or(usize::MAX));
        choices.filter(|(_, index)| index.allowed).map(|(choice, _)| choice)
    }

    /// The choices of the scale of the control at this position, with what scoring knows of each.
    pub(crate) fn indexed_choices(
        &self,
        control: usize,
    ) -> impl Iterator<Item = (&Choice, &ChoiceIndex)> {
        let index = self.index.controls.get(control);
        let scale = index.and_then(|index| self.definition.scales.get(usize::from(index.scale)));
        let choices = scale.map_or(&[][..], |scale| &*scale.choices);
        choices.iter().zip(index.map_or(&[][..], |index| &*index.choices))
    }

    /// The document with this id in the framework's sources.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.definition.sources.iter().find(|source| source.id == id)
    }

    /// The value of a tag `dimension:value`.
    pub fn tag(&self, tag: &str) -> Option<&TagValue> {
        let (dimension, value) = tag.split_once(':')?;
        let dimension = self.definition.dimensions.iter().find(|d| d.id == dimension)?;
        dimension.values.iter().find(|v| v.id == value)
    }

    /// The outcome rule, where the framework has one.
    pub fn rule(&self) -> Option<&Rule> {
        self.definition.outcome.as_ref().map(|outcome| &outcome.rule)
    }

    /// Whether its scales give points.
    pub fn has_points(&self) -> bool {
        self.definition.scales.iter().any(|scale| scale.choices.iter().any(|c| c.points.is_some()))
    }
}
