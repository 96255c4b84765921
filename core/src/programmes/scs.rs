//! The SCS scheme: what keeps a firm from a star, by category and criterion, and what a
//! self-assessment can and cannot claim.

use serde::Serialize;

use super::basis::Basis;
use crate::assessment::{Assessment, FrameworkRef, State};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Claim, Control, Grade, Grading, Group, Localized, Origin, Parameter, Text};

/// A number that a criterion names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CriterionNumber"))]
#[non_exhaustive]
pub struct Named {
    /// Id, such as `patch-days`.
    pub id: Text,
    /// The value, an integer in `unit`.
    pub value: i64,
    /// Unit.
    pub unit: Text,
    /// What the number means.
    pub label: Localized,
}

impl From<&Parameter> for Named {
    #[inline]
    fn from(parameter: &Parameter) -> Self {
        Self {
            id: parameter.id.clone(),
            value: parameter.value,
            unit: parameter.unit.clone(),
            label: parameter.label.clone(),
        }
    }
}

/// One criterion that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CriterionGap {
    /// Id of the criterion.
    pub criterion: Text,
    /// Requirement it belongs to.
    pub requirement: Option<Text>,
    /// Title of the requirement.
    pub requirement_title: Option<Localized>,
    /// Title.
    pub title: Localized,
    /// State.
    pub state: State,
    /// What to do.
    pub advice: Localized,
    /// Numbers it names.
    pub parameters: Vec<Named>,
    /// Sources.
    pub basis: Basis,
}

/// The gaps of one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CategoryGaps {
    /// Id of the category.
    pub category: Text,
    /// Title.
    pub title: Localized,
    /// Criteria of the level in it.
    pub criteria: u32,
    /// Of these, met or not applicable.
    pub met: u32,
    /// The others, in order.
    pub gaps: Vec<CriterionGap>,
}

/// What may, or may not, be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ClaimResult {
    /// Id within the scheme.
    pub id: Text,
    /// Whether it may be said.
    pub allowed: bool,
    /// The claim.
    pub text: Localized,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// Sources.
    pub basis: Basis,
}

/// What keeps a firm from a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LevelGaps {
    /// The rules it was judged by.
    pub framework: FrameworkRef,
    /// Id of the level.
    pub level: Text,
    /// Title of the level.
    pub title: Localized,
    /// Who judges, and how: never this result.
    pub judged: Localized,
    /// How long the level holds, in months, where known.
    pub validity_months: Option<u64>,
    /// Sources of the length.
    pub validity_basis: Option<Basis>,
    /// When applications are expected, `YYYY-MM`.
    pub opens: Text,
    /// Criteria of the level.
    pub criteria: u32,
    /// Of these, met or not applicable by your own answers.
    pub met: u32,
    /// Every category, in order.
    pub categories: Vec<CategoryGaps>,
    /// What may and may not be said after a self-assessment.
    pub claims: Vec<ClaimResult>,
    /// Sources of the level.
    pub basis: Basis,
}

/// What keeps a firm from a level of the scheme.
///
/// ```
/// use shisei::catalog::programmes::gradings;
/// use shisei::programmes::scs::level_gaps;
/// use shisei::{AnswerSheet, assess};
///
/// let assessment = assess(&AnswerSheet::new("scs"))?;
/// let gaps = level_gaps(gradings::in_force(None)?, &assessment, "star-3")?;
/// assert!(!gaps.categories.is_empty());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`]: the assessment is of another framework, or there is no such level.
#[inline]
pub fn level_gaps(
    grading: &Grading,
    assessment: &Assessment,
    level: &str,
) -> Result<LevelGaps, Error> {
    let grade = grade(grading, assessment, level)?;
    let groups = assessment.framework().groups().iter();
    let categories: Vec<CategoryGaps> =
        groups.map(|group| category(grading, assessment, grade, group)).collect();
    let sum = |count: fn(&CategoryGaps) -> u32| categories.iter().map(count).sum();
    Ok(LevelGaps {
        framework: FrameworkRef::of(assessment.framework()),
        level: grade.tier.clone(),
        title: grade.title.clone(),
        judged: grade.judged.clone(),
        validity_months: grade.validity.as_ref().map(|validity| validity.value),
        validity_basis: grade.validity.as_ref().map(|v| Basis::of(v, &grading.sources)),
        opens: grading.opens.clone(),
        criteria: sum(|category| category.criteria),
        met: sum(|category| category.met),
        categories,
        claims: grading.claims.iter().map(|claim| claim_result(grading, claim)).collect(),
        basis: Basis::of(grade, &grading.sources),
    })
}

#[inline]
fn grade<'g>(
    grading: &'g Grading,
    assessment: &Assessment,
    level: &str,
) -> Result<&'g Grade, Error> {
    let mut problems = Vec::new();
    let reference = assessment.framework().reference();
    if reference != grading.framework {
        let problem = Problem::new(Code::WrongFramework).given(reference.as_str());
        problems.push(problem.nearest_of([grading.framework.as_str()]));
    }
    let found = grading.grades.iter().find(|grade| grade.tier == level);
    if found.is_none() {
        let problem = Problem::new(Code::UnknownOption).at("level").given(level);
        problems.push(problem.nearest_of(grading.grades.iter().map(|grade| &*grade.tier)));
    }
    match found.filter(|_| problems.is_empty()) {
        Some(grade) => Ok(grade),
        None => Err(Error::new(ErrorKind::InvalidArgument, problems)),
    }
}

#[inline]
fn category(
    grading: &Grading,
    assessment: &Assessment,
    grade: &Grade,
    group: &Group,
) -> CategoryGaps {
    let of_level =
        |control: &Control| control.group == group.id && control.tags.contains(&grade.tag);
    let criteria: Vec<(&Control, State)> =
        assessment.states().filter(|(control, _)| of_level(control)).collect();
    let met = |state: State| matches!(state, State::Met | State::NotApplicable);
    let gaps: Vec<CriterionGap> = criteria
        .iter()
        .filter(|(_, state)| !met(*state))
        .map(|(control, state)| gap(grading, assessment.framework(), control, *state))
        .collect();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    CategoryGaps {
        category: group.id.clone(),
        title: group.title.clone(),
        criteria: count(criteria.len()),
        met: count(criteria.len() - gaps.len()),
        gaps,
    }
}

#[inline]
fn gap(grading: &Grading, framework: &Framework, control: &Control, state: State) -> CriterionGap {
    let prefix = format!("{}:", grading.requirements);
    let tag = control.tags.iter().find(|tag| tag.starts_with(&prefix));
    CriterionGap {
        criterion: control.id.clone(),
        requirement: tag.and_then(|tag| tag.strip_prefix(&prefix)).map(|id| id.to_owned().into()),
        requirement_title: tag.and_then(|tag| framework.tag(tag)).map(|value| value.title.clone()),
        title: control.title.clone(),
        state,
        advice: control.advice.clone(),
        parameters: control.parameters.iter().map(Named::from).collect(),
        basis: Basis::of(control, &framework.definition().sources),
    }
}

#[inline]
fn claim_result(grading: &Grading, claim: &Claim) -> ClaimResult {
    ClaimResult {
        id: claim.id.clone(),
        allowed: claim.allowed,
        text: claim.text.clone(),
        origin: claim.origin,
        basis: Basis::of(claim, &grading.sources),
    }
}
