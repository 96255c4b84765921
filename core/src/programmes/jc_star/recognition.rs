use serde::Serialize;

use crate::day::Day;
use crate::framework::Framework;
use crate::model::{LabelScheme, Localized, Text};
use crate::programmes::basis::Basis;
use crate::reference::Reference;

/// What another scheme's proof is worth on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RecognitionResult {
    /// Id within the scheme.
    pub id: Text,
    /// The other scheme.
    pub title: Localized,
    /// Whether the recognition is in force on the day.
    pub in_force: bool,
    /// First day it holds, where it does.
    pub valid_from: Option<Text>,
    /// Controls that the other proof covers if it is in force.
    pub waived: Vec<Text>,
    /// Controls that remain to be shown with that proof in hand.
    pub remaining: Vec<Text>,
    /// Whether our label is taken there, when it is in force.
    pub accepted_there: bool,
    /// What it means.
    pub gist: Localized,
    /// Sources.
    pub basis: Basis,
}

/// What other schemes' proofs are worth on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Recognitions {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// The framework whose controls are meant, `id@edition`.
    pub framework: Reference,
    /// The day asked about.
    pub on: Day,
    /// Each other scheme.
    pub recognitions: Vec<RecognitionResult>,
}

/// What other schemes' proofs are worth on a day, against the criteria of `framework`.
///
/// ```
/// use shisei::catalog::{self, programmes::labels};
/// use shisei::programmes::jc_star::recognitions;
///
/// let framework = catalog::framework("jc-star-1")?;
/// let found = recognitions(labels::in_force(None)?, framework, "2026-11-26".parse()?);
/// assert_eq!(found.scheme.id(), "jc-star");
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn recognitions(scheme: &LabelScheme, framework: &Framework, on: Day) -> Recognitions {
    let each = scheme.recognitions.iter().map(|recognition| {
        let from = recognition.valid_from.as_deref();
        let in_force = from.is_some() && on.is_within(from, None);
        let (waived, remaining): (Vec<Text>, Vec<Text>) = framework
            .controls()
            .iter()
            .map(|control| control.id.clone())
            .partition(|id| in_force && recognition.controls.contains(id));
        RecognitionResult {
            id: recognition.id.clone(),
            title: recognition.title.clone(),
            in_force,
            valid_from: recognition.valid_from.clone(),
            waived,
            remaining,
            accepted_there: in_force && recognition.accepted_there,
            gist: recognition.gist.clone(),
            basis: Basis::of(recognition, &scheme.sources),
        }
    });
    Recognitions {
        scheme: scheme.reference(),
        framework: framework.reference(),
        on,
        recognitions: each.collect(),
    }
}
