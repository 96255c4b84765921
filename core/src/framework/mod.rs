//! A framework that passed every check, ready to score.

#[cfg(feature = "custom")]
pub(crate) mod check;
#[cfg(feature = "custom")]
mod custom;
#[cfg(feature = "custom")]
mod load;
#[cfg(feature = "custom")]
pub(crate) mod localized;
#[cfg(feature = "custom")]
mod locate;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use crate::digest::Digest;
use crate::model::{
    Choice, Control, Definition, Entry, Group, Rule, Scale, Source, Status, TagValue,
};
use crate::reference::Reference;
use crate::rules::{ChoiceRules, Rules};

/// One edition of one guideline, checked and indexed.
///
/// Built-in frameworks are compiled in (see [`catalog`](crate::catalog)); custom ones come from
/// [`Framework::from_toml`], [`Framework::from_json`] or [`Framework::new`] and pass the same checks.
///
/// A framework is a handle: cloning it copies nothing. Two frameworks are equal when their digests
/// are.
///
/// ```
/// use shisei::catalog;
///
/// let framework = catalog::framework("five-basics")?.clone();
/// assert_eq!(framework.control("B1").expect("a control").id, "B1");
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone)]
pub struct Framework(Handle);

#[derive(Clone)]
#[cfg_attr(not(feature = "catalog"), allow(dead_code, reason = "nothing is built in"))]
enum Handle {
    BuiltIn(&'static Contents),
    Custom(Arc<Contents>),
}

/// What a [`Framework`] refers to. It has no public members; ask the framework.
#[doc(hidden)]
pub struct Contents {
    pub(crate) definition: Definition,
    pub(crate) rules: Rules,
}

impl Deref for Framework {
    type Target = Contents;

    #[inline]
    fn deref(&self) -> &Contents {
        match &self.0 {
            Handle::BuiltIn(contents) => contents,
            Handle::Custom(contents) => contents,
        }
    }
}

impl fmt::Debug for Framework {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Framework({}, {})", self.reference(), self.digest())
    }
}

impl PartialEq for Framework {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
}

impl Eq for Framework {}

impl Framework {
    /// A handle to what is compiled in.
    #[cfg_attr(not(feature = "catalog"), allow(dead_code, reason = "nothing is built in"))]
    #[inline]
    pub(crate) const fn built_in(contents: &'static Contents) -> Self {
        Self(Handle::BuiltIn(contents))
    }

    /// Whether it is compiled in, and not loaded from a definition.
    ///
    /// ```
    /// use shisei::{Framework, catalog};
    ///
    /// let built_in = catalog::framework("five-basics")?;
    /// assert!(built_in.is_built_in());
    /// assert!(!Framework::from_json(&built_in.to_json())?.is_built_in());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn is_built_in(&self) -> bool {
        matches!(self.0, Handle::BuiltIn(_))
    }

    /// Everything its author wrote.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("self-assessment@4.0")?;
    /// assert_eq!(framework.definition().publisher, "IPA");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// SHA-256 over the canonical form: the same digest, the same rules and texts.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// assert_eq!(framework.digest().to_string().len(), 64);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn digest(&self) -> Digest {
        self.rules.framework.digest
    }

    /// SHA-256 over what scoring reads: ids, standings, points, credits, weights, conditions,
    /// reasons and what does not apply. A correction of texts, titles, marks or sources keeps it,
    /// and answers given before the correction keep their meaning.
    ///
    /// ```
    /// use shisei::{Framework, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let mut corrected = framework.definition().clone();
    /// corrected.title.en = "Five basics, reworded".into();
    /// let corrected = Framework::new(corrected)?;
    /// assert_ne!(corrected.digest(), framework.digest());
    /// assert_eq!(corrected.rules_digest(), framework.rules_digest());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn rules_digest(&self) -> Digest {
        self.rules.framework.rules_digest
    }

    /// What scoring reads of it.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// assert_eq!(framework.rules().controls().len(), framework.controls().len());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Id of the guideline, such as `self-assessment`.
    ///
    /// ```
    /// assert_eq!(shisei::catalog::framework("five-basics")?.id(), "five-basics");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn id(&self) -> &str {
        &self.definition.id
    }

    /// Edition, such as `3.1`.
    ///
    /// ```
    /// assert_eq!(shisei::catalog::framework("five-basics")?.edition(), "4.0");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn edition(&self) -> &str {
        &self.definition.edition
    }

    /// The reference to this edition.
    ///
    /// ```
    /// use shisei::catalog::frameworks::SELF_ASSESSMENT_3_1;
    ///
    /// assert_eq!(SELF_ASSESSMENT_3_1.reference(), "self-assessment@3.1");
    /// ```
    #[inline]
    pub fn reference(&self) -> Reference {
        Reference::to_edition(&self.definition.id, &self.definition.edition)
    }

    /// The controls, in order.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("self-assessment@4.0")?;
    /// assert_eq!(framework.controls().len(), 25);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn controls(&self) -> &[Control] {
        &self.definition.controls
    }

    /// The control with this id, by binary search.
    ///
    /// ```
    /// use shisei::{Lang, catalog};
    ///
    /// let control = catalog::framework("five-basics")?.control("B1").expect("a control");
    /// println!("{}", control.question.get(Lang::Ja));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls().get(self.position(id)?)
    }

    /// Position of the control with this id, by binary search.
    #[inline]
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.rules.position(id)
    }

    /// The groups, in order.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("self-assessment@4.0")?;
    /// assert_eq!(framework.groups().len(), 3);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn groups(&self) -> &[Group] {
        &self.definition.groups
    }

    /// The scale that answers `control`.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// let scale = framework.scale_of(&framework.controls()[0]).expect("checked when it was read");
    /// assert_eq!(scale.choices[0].id, "done");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn scale_of(&self, control: &Control) -> Option<&Scale> {
        self.definition.scales.iter().find(|scale| scale.id == control.scale)
    }

    /// The choices that may answer `control`: those of its scale, less what its rules do not allow.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// let control = framework.control("B1").expect("a control");
    /// assert!(framework.choices_of(control).any(|choice| choice.id == "done"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn choices_of<'a>(&'a self, control: &'a Control) -> impl Iterator<Item = &'a Choice> {
        let choices = self.indexed_choices(self.position(&control.id).unwrap_or(usize::MAX));
        choices.filter(|(_, rules)| rules.allowed).map(|(choice, _)| choice)
    }

    /// The choices of the scale of the control at this position, with what scoring knows of each.
    #[inline]
    pub(crate) fn indexed_choices(
        &self,
        control: usize,
    ) -> impl Iterator<Item = (&Choice, &ChoiceRules)> {
        let rules = self.rules.controls.get(control);
        let choices = self.scale_at(control).map_or(&[][..], |scale| &*scale.choices);
        choices.iter().zip(rules.map_or(&[][..], |rules| &*rules.choices))
    }

    /// The choice at a position of the scale of the control at a position.
    #[inline]
    pub(crate) fn choice(&self, control: usize, at: u8) -> Option<&Choice> {
        self.scale_at(control)?.choices.get(usize::from(at))
    }

    /// The scale of the control at a position.
    #[inline]
    pub(crate) fn scale_at(&self, control: usize) -> Option<&Scale> {
        let scale = self.rules.controls.get(control)?.scale;
        self.definition.scales.get(usize::from(scale))
    }

    /// The document with this id in the framework's sources.
    ///
    /// ```
    /// let framework = shisei::catalog::framework("five-basics")?;
    /// let citation = &framework.controls()[0].citations[0];
    /// assert!(framework.source(&citation.source).is_some());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.definition.sources.iter().find(|source| source.id == id)
    }

    /// The value of a tag `dimension:value`.
    ///
    /// ```
    /// use shisei::{Lang, catalog};
    ///
    /// let star = catalog::framework("scs")?.tag("level:star-3").expect("a tag");
    /// assert!(star.title.get(Lang::En).contains('3'));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn tag(&self, tag: &str) -> Option<&TagValue> {
        let (dimension, value) = tag.split_once(':')?;
        let dimension = self.definition.dimensions.iter().find(|d| d.id == dimension)?;
        dimension.values.iter().find(|v| v.id == value)
    }

    /// The outcome rule, where the framework has one.
    ///
    /// ```
    /// use shisei::model::Rule;
    ///
    /// let framework = shisei::catalog::framework("self-assessment@4.0")?;
    /// assert!(matches!(framework.rule(), Some(Rule::Bands(_))));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn rule(&self) -> Option<&Rule> {
        self.definition.outcome.as_ref().map(|outcome| &outcome.rule)
    }

    /// Whether its scales give points.
    ///
    /// ```
    /// use shisei::catalog;
    ///
    /// assert!(catalog::framework("self-assessment")?.has_points());
    /// assert!(!catalog::framework("five-basics")?.has_points());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn has_points(&self) -> bool {
        self.definition.scales.iter().any(|scale| scale.choices.iter().any(|c| c.points.is_some()))
    }
}

impl Entry for Framework {
    #[inline]
    fn id(&self) -> &str {
        self.id()
    }

    #[inline]
    fn edition(&self) -> Option<&str> {
        Some(self.edition())
    }

    #[inline]
    fn status(&self) -> Status {
        self.definition.status
    }

    #[inline]
    fn issued(&self) -> Option<&str> {
        self.definition.issued.as_deref()
    }

    #[inline]
    fn valid_from(&self) -> Option<&str> {
        self.definition.valid_from.as_deref()
    }
}
