//! SECURITY ACTION (自己宣言): which star a firm can declare for itself, and what is missing.

use serde::Serialize;

use crate::answers::AnswerSheet;
use crate::assessment::{Assessment, FrameworkRef, State, TierState};
use crate::error::{Code, Error, Problem, refuse};
use crate::framework::Framework;
use crate::model::{ControlRole, Localized, Rule, Standing, Text};
use crate::programmes::basis::Basis;
use crate::programmes::setters::setters;

/// Kind of gBizID account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GbizId {
    /// None.
    None,
    /// Entry, which does not suffice.
    Entry,
    /// Member.
    Member,
    /// Prime.
    Prime,
}

/// What a firm has done towards a declaration. What is not known stays empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Evidence {
    /// Whether it has committed itself to the basics.
    pub basics: Option<bool>,
    /// How far the 25-item self-assessment is: `met` when done, `partial` when begun.
    pub self_assessment: Option<Standing>,
    /// Whether a basic policy is set.
    pub policy: Option<bool>,
    /// Whether the policy is published.
    pub policy_published: Option<bool>,
    /// Its gBizID account.
    pub gbizid: Option<GbizId>,
}

setters! {
    Evidence, "shisei::programmes::security_action::Evidence::default()" {
        value basics: bool = true;
        value self_assessment: Standing = shisei::model::Standing::Met;
        value policy: bool = true;
        value policy_published: bool = true;
        value gbizid: GbizId = shisei::programmes::security_action::GbizId::Prime;
    }
}

impl Evidence {
    /// The same evidence with a self-assessment: done once every item is answered, whatever the
    /// score, for no minimum score is stated.
    ///
    /// ```
    /// use shisei::model::Standing;
    /// use shisei::programmes::security_action::Evidence;
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let begun = assess(&AnswerSheet::new("self-assessment").with("SA-01", "implemented"))?;
    /// let evidence = Evidence::default().assessed(&begun);
    /// assert_eq!(evidence.self_assessment, Some(Standing::Partial));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn assessed(mut self, assessment: &Assessment) -> Self {
        let standing = if assessment.complete { Standing::Met } else { Standing::Partial };
        self.self_assessment = Some(standing);
        self
    }

    #[inline]
    fn standing(self, role: ControlRole) -> Option<Standing> {
        let flag = |flag: Option<bool>| {
            flag.map(|done| if done { Standing::Met } else { Standing::Unmet })
        };
        match role {
            ControlRole::Basics => flag(self.basics),
            ControlRole::SelfAssessment => self.self_assessment,
            ControlRole::Policy => flag(self.policy),
            ControlRole::PolicyPublished => flag(self.policy_published),
            ControlRole::Gbizid => {
                flag(self.gbizid.map(|id| matches!(id, GbizId::Member | GbizId::Prime)))
            }
        }
    }
}

/// Something that is still missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Missing {
    /// Id of the control.
    pub control: Text,
    /// Title.
    pub title: Localized,
    /// State.
    pub state: State,
    /// What to do.
    pub advice: Localized,
    /// Sources.
    pub basis: Basis,
}

/// One star.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DeclarableStar"))]
#[non_exhaustive]
pub struct Star {
    /// Id of the tier.
    pub id: Text,
    /// Title, such as ★.
    pub title: Localized,
    /// How far it is.
    pub state: TierState,
    /// What being ready to declare it means, and what it does not mean.
    pub meaning: Localized,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// Which star a firm can declare for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Declarable {
    /// The rules it was judged by.
    pub framework: FrameworkRef,
    /// Title of the scheme.
    pub title: Localized,
    /// Number of stars that can be declared now: 0, 1 or 2.
    pub stars: u32,
    /// Each star, lowest first.
    pub each: Vec<Star>,
    /// Least score of the self-assessment: none, for none is published.
    pub minimum_score: Option<i64>,
    /// Months after which a declaration ends: none, for none is published.
    pub validity_months: Option<u32>,
}

/// Which star a firm can declare for itself, by the framework `security-action`.
///
/// ```
/// use shisei::catalog;
/// use shisei::programmes::security_action::{Evidence, GbizId, security_action};
///
/// let evidence = Evidence::default().basics(true).gbizid(GbizId::Prime);
/// let declarable = security_action(catalog::framework("security-action")?, evidence)?;
/// assert_eq!(declarable.stars, 1);
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when a policy is published
/// that is not set.
#[inline]
pub fn security_action(framework: &Framework, evidence: Evidence) -> Result<Declarable, Error> {
    refuse(problems(evidence))?;
    let assessment = framework.assess(&sheet(framework, evidence))?;
    let tiers = match framework.rule() {
        Some(Rule::Tiers(tiers)) => tiers.iter().as_slice(),
        _ => &[],
    };
    let each: Vec<Star> = tiers
        .iter()
        .zip(&assessment.tiers)
        .map(|(tier, result)| Star {
            id: tier.id.clone(),
            title: tier.title.clone(),
            state: result.state,
            meaning: tier.meaning.clone(),
            missing: result.missing.iter().filter_map(|id| missing(&assessment, id)).collect(),
        })
        .collect();
    let highest = each.iter().rposition(|star| star.state == TierState::Reached);
    Ok(Declarable {
        framework: FrameworkRef::of(framework),
        title: framework.definition().title.clone(),
        stars: highest.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX)),
        each,
        minimum_score: None,
        validity_months: None,
    })
}

#[inline]
pub(crate) fn problems(evidence: Evidence) -> Vec<Problem> {
    let unset = evidence.policy == Some(false) && evidence.policy_published == Some(true);
    let problem = || Problem::new(Code::Contradiction).at("policy_published").given("true");
    unset.then(problem).into_iter().collect()
}

/// The evidence as answers: the choice of each control's own scale that has the standing.
#[inline]
fn sheet(framework: &Framework, evidence: Evidence) -> AnswerSheet {
    let answers = framework.controls().iter().filter_map(|control| {
        let standing = evidence.standing(control.role?)?;
        let scale = framework.scale_of(control)?;
        let choice = scale.choices.iter().find(|choice| choice.standing == standing)?;
        Some((&*control.id, &*choice.id))
    });
    answers.fold(AnswerSheet::new(framework.reference()), |sheet, (control, choice)| {
        sheet.with(control, choice)
    })
}

#[inline]
fn missing(assessment: &Assessment, id: &str) -> Option<Missing> {
    let framework = assessment.framework();
    let control = framework.control(id)?;
    Some(Missing {
        control: control.id.clone(),
        title: control.title.clone(),
        state: assessment.state(id)?,
        advice: control.advice.clone(),
        basis: Basis::of(control, &framework.definition().sources),
    })
}
