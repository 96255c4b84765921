//! How far an organisation is on a guideline's steps, judged by its assessments.

use serde::Serialize;

use super::basis::Basis;
use crate::assessment::{Assessment, FrameworkRef};
use crate::model::{
    Localized, Origin, Resource, ResourceKind, ResourceSet, StairNeed, StairStep, StairTest,
    Staircase, Text,
};
use crate::reference::Reference;

/// How far one need, or a whole step, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Progress {
    /// Nothing was assessed.
    NotAssessed,
    /// Assessed, and short of it.
    Short,
    /// Done.
    Done,
}

/// How far one need of a step is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NeedResult {
    /// The framework looked at.
    pub framework: Reference,
    /// The assessment looked at, where there is one.
    pub assessment: Option<FrameworkRef>,
    /// What it means.
    pub title: Localized,
    /// How far it is.
    pub progress: Progress,
    /// Controls that keep it from being done.
    pub open: u32,
    /// Whether the test is the publisher's or ours.
    pub origin: Origin,
}

/// Something published that helps on a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Material {
    /// Id within the set.
    pub id: Text,
    /// The number it is printed with; it means nothing without the edition.
    pub number: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What it helps with.
    pub summary: Localized,
    /// What it is.
    pub kind: ResourceKind,
    /// File format, where known.
    pub format: Option<Text>,
    /// Framework edition that holds it as data here.
    pub framework: Option<Reference>,
    /// Where it can be had, where known.
    pub url: Option<Text>,
    /// Sources.
    pub basis: Basis,
}

/// How far one step is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StepResult {
    /// Id of the step.
    pub id: Text,
    /// Number of the step.
    pub number: u32,
    /// Title.
    pub title: Localized,
    /// What to do on it.
    pub gist: Localized,
    /// How far it is: done when every need is.
    pub progress: Progress,
    /// What it takes.
    pub needs: Vec<NeedResult>,
    /// Star of SECURITY ACTION that can be self-declared along with it.
    pub star: Option<Text>,
    /// Sources of the step.
    pub basis: Basis,
}

/// How far an organisation is on the steps of a guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GuidelineProgress {
    /// The staircase, `id@edition`.
    pub staircase: Reference,
    /// Title.
    pub title: Localized,
    /// What it is and is not.
    pub note: Localized,
    /// Number of the highest step below which, itself included, every step is done; 0 for none.
    pub step: u32,
    /// Number of the step to work on; `None` at the top.
    pub next: Option<u32>,
    /// What helps on that step.
    pub materials: Vec<Material>,
    /// Every step, lowest first.
    pub steps: Vec<StepResult>,
}

/// How far an organisation is, judged by its assessments. Of several for one framework
/// the first is looked at.
///
/// ```
/// use shisei::catalog::{self, programmes::staircases};
/// use shisei::programmes::guideline::footing;
///
/// let staircase = staircases::in_force(None)?;
/// let resources = catalog::resources::find(staircase.resources.as_str())?;
/// let progress = footing(staircase, resources, &[]);
/// assert_eq!((progress.step, progress.next), (0, Some(1)));
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn footing(
    staircase: &Staircase,
    resources: &ResourceSet,
    assessments: &[Assessment],
) -> GuidelineProgress {
    let steps: Vec<StepResult> =
        staircase.steps.iter().map(|step| step_result(staircase, step, assessments)).collect();
    let done = steps.iter().take_while(|step| step.progress == Progress::Done).count();
    let next = staircase.steps.get(done);
    let materials = next.into_iter().flat_map(|step| step.materials.iter()).filter_map(|id| {
        let resource = resources.resources.iter().find(|resource| resource.id == *id)?;
        Some(material(resource, resources))
    });
    GuidelineProgress {
        staircase: staircase.reference(),
        title: staircase.title.clone(),
        note: staircase.note.clone(),
        step: u32::try_from(done).unwrap_or(u32::MAX),
        next: next.map(|step| step.number),
        materials: materials.collect(),
        steps,
    }
}

#[inline]
fn step_result(staircase: &Staircase, step: &StairStep, assessments: &[Assessment]) -> StepResult {
    let needs: Vec<NeedResult> =
        step.needs.iter().map(|need| need_result(need, assessments)).collect();
    let all = |wanted| needs.iter().all(|need| need.progress == wanted);
    let progress = if all(Progress::Done) {
        Progress::Done
    } else if all(Progress::NotAssessed) {
        Progress::NotAssessed
    } else {
        Progress::Short
    };
    StepResult {
        id: step.id.clone(),
        number: step.number,
        title: step.title.clone(),
        gist: step.gist.clone(),
        progress,
        needs,
        star: step.star.clone(),
        basis: Basis::of(step, &staircase.sources),
    }
}

#[inline]
fn need_result(need: &StairNeed, assessments: &[Assessment]) -> NeedResult {
    let assessment = assessments
        .iter()
        .find(|one| need.framework.means(&one.framework.id, &one.framework.edition));
    let open = assessment.map(|assessment| {
        let tally = assessment.tally;
        match need.test {
            StairTest::Complete => tally.unanswered,
            StairTest::AllMet => tally.total() - tally.met - tally.not_applicable,
        }
    });
    NeedResult {
        framework: need.framework.clone(),
        assessment: assessment.map(|assessment| assessment.framework.clone()),
        title: need.title.clone(),
        progress: match open {
            None => Progress::NotAssessed,
            Some(0) => Progress::Done,
            Some(_) => Progress::Short,
        },
        open: open.unwrap_or(0),
        origin: need.origin,
    }
}

#[inline]
fn material(resource: &Resource, resources: &ResourceSet) -> Material {
    Material {
        id: resource.id.clone(),
        number: resource.number.clone(),
        title: resource.title.clone(),
        summary: resource.summary.clone(),
        kind: resource.kind,
        format: resource.format.clone(),
        framework: resource.framework.clone(),
        url: resource.url.clone(),
        basis: Basis::of(resource, &resources.sources),
    }
}
