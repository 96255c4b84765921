//! What others answered, where somebody has published it.

use serde::Serialize;

use crate::assessment::{Assessment, FrameworkRef, State};
use crate::catalog;
use crate::editions::lineage::{editions_between, lines};
use crate::framework::Framework;
use crate::model::{
    ChangeKind, Citation, ControlRef, Evidence, Figure, List, Localized, Origin, Precision,
    Quantity, Standing, Text, Verification,
};
use crate::reference::Reference;

/// A published share of firms, beside your answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Share {
    /// The set of figures, `id@edition`.
    pub evidence: Reference,
    /// Title of the survey.
    pub title: Localized,
    /// Who published it.
    pub publisher: Text,
    /// The time it describes.
    pub period: Text,
    /// Who was asked.
    pub population: Localized,
    /// How many answered, where known.
    pub n: Option<u32>,
    /// What the share counts.
    pub label: Localized,
    /// The share, in thousandths.
    pub share_permille: u32,
    /// How the number is meant.
    pub precision: Precision,
    /// Standings that the share counts together.
    pub standings: List<Standing>,
    /// Whether your answer is among them; `None` if unanswered.
    pub own_is_counted: Option<bool>,
    /// The edition that was asked, `id@edition`.
    pub asked: Reference,
    /// Whether that edition asks the same as the one here, or in other words.
    pub kind: ChangeKind,
    /// Whether the share is printed or follows from printed numbers.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, or not comparable.
    pub doubt: Option<Localized>,
    /// How figures of the survey may and may not be used.
    pub caution: Localized,
    /// Where the source says so; the sources are those of the survey.
    pub citations: List<Citation>,
}

/// A control for which there is a published share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Peer {
    /// Id of the control.
    pub control: Text,
    /// State of your answer.
    pub own: State,
    /// The shares, in the order of the surveys.
    pub shares: Vec<Share>,
}

/// What others answered. A control for which nothing was published is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Peers {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// The controls, in order.
    pub controls: Vec<Peer>,
}

impl Assessment {
    /// Puts the published shares of the catalogue beside the answers.
    ///
    /// A share about an older edition is shown where the edition says that the control is the same
    /// or only reworded.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let sheet = AnswerSheet::new("self-assessment@4.0").with("SA-01", "partial");
    /// let first = &framework.assess(&sheet)?.peers().controls[0];
    /// let share = &first.shares[0];
    /// assert_eq!((&*first.control, share.share_permille, share.n), ("SA-01", 730, Some(4191)));
    /// assert_eq!(share.own_is_counted, Some(true));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn peers(&self) -> Peers {
        let find = |reference: &str| catalog::framework(reference).ok().cloned();
        peers(self, catalog::evidence::all(), find)
    }
}

/// As [`Assessment::peers`], with other published figures; `find` gives the older editions of the
/// framework, by `id@edition`.
///
/// ```
/// use shisei::{AnswerSheet, catalog, insight};
///
/// let framework = catalog::framework("five-basics")?;
/// let assessment = framework.assess(&AnswerSheet::new("five-basics"))?;
/// assert!(insight::peers(&assessment, &[], |_| None).controls.is_empty());
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn peers(
    assessment: &Assessment,
    evidence: &[&Evidence],
    find: impl Fn(&str) -> Option<Framework>,
) -> Peers {
    let framework = assessment.framework();
    let mut controls = Vec::new();
    for (at, control) in framework.controls().iter().enumerate() {
        let own = assessment.choice_at(at).map(|choice| choice.standing);
        let mut shares = Vec::new();
        for set in evidence {
            for figure in set.figures.iter() {
                shares.extend(share(set, figure, framework, at, own, &find));
            }
        }
        if !shares.is_empty() {
            controls.push(Peer {
                control: control.id.clone(),
                own: assessment.state_at(at),
                shares,
            });
        }
    }
    Peers { framework: FrameworkRef::of(framework), controls }
}

/// The figure as a share beside the control, if it counts its practice.
#[inline]
fn share(
    set: &Evidence,
    figure: &Figure,
    framework: &Framework,
    at: usize,
    own: Option<Standing>,
    find: &impl Fn(&str) -> Option<Framework>,
) -> Option<Share> {
    let Quantity::SharePermille(share_permille) = figure.value else { return None };
    let of = figure.controls.iter().filter(|_| !figure.standings.is_empty());
    let asked = |it: &ControlRef| descent(framework, at, it, find);
    let (asked, kind) = of.into_iter().find_map(|it| Some((it.framework.clone(), asked(it)?)))?;
    Some(Share {
        evidence: set.reference(),
        title: set.title.clone(),
        publisher: set.publisher.clone(),
        period: figure.period.as_ref().unwrap_or(&set.period).clone(),
        population: set.population.clone(),
        n: figure.n,
        label: figure.label.clone(),
        share_permille,
        precision: figure.precision,
        standings: figure.standings.clone(),
        own_is_counted: own.map(|own| figure.standings.contains(&own)),
        asked,
        kind,
        origin: figure.origin,
        verification: figure.verification,
        doubt: figure.doubt.clone(),
        caution: set.caution.clone(),
        citations: figure.citations.clone(),
    })
}

/// How the control here came from the one that was asked; `None` if it did not, or not alone.
#[inline]
fn descent(
    framework: &Framework,
    at: usize,
    asked: &ControlRef,
    find: &impl Fn(&str) -> Option<Framework>,
) -> Option<ChangeKind> {
    let id = asked.framework.id();
    let control = framework.controls().get(at)?;
    if framework.reference() == asked.framework {
        return (control.id == asked.control).then_some(ChangeKind::Same);
    }
    if id != framework.id() {
        return None;
    }
    let older = find(asked.framework.as_str())?;
    let editions = editions_between(&older, framework, find).ok()?;
    let mut place = older.position(&asked.control)?;
    let mut kind = ChangeKind::Same;
    for pair in editions.windows(2) {
        let [old, new] = pair else { continue };
        let lines = lines(old, new).ok()?;
        let line = lines.iter().find(|line| line.from == [place])?;
        match (line.kind, line.to.as_slice()) {
            (ChangeKind::Same, [to]) => place = *to,
            (ChangeKind::Reworded, [to]) => (place, kind) = (*to, ChangeKind::Reworded),
            _ => return None,
        }
    }
    (place == at).then_some(kind)
}
