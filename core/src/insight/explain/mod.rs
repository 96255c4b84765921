//! Every number of an assessment taken apart, down to answers and sources.

mod outcome;
mod text;

use serde::Serialize;

pub use outcome::{ConditionNode, OutcomeNode, Reached, RuleNode, TierNode};

use crate::assessment::{Assessment, Coverage, FrameworkRef, Part, Points, State, Tally};
use crate::framework::Framework;
use crate::model::{Citation, List, Origin, Source, Text, Verification};
use crate::rules::Contribution;
pub use crate::rules::{Counted, Credit};

/// Why an assessment is what it is.
///
/// The leaves are controls with their answers and citations. Everything above them is their sum,
/// number by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explanation {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// Who or what was assessed.
    pub subject: Option<String>,
    /// Day of the answers.
    pub date: Option<String>,
    /// The whole: the sum of the groups.
    pub total: Total,
    /// Each group: the sum of its controls.
    pub groups: Vec<GroupNode>,
    /// Each tag: the sum of the controls that carry it.
    pub tags: Vec<TagNode>,
    /// The outcome: the rule and what it was applied to.
    pub outcome: Option<OutcomeNode>,
    /// The documents that are cited.
    pub sources: List<Source>,
    /// What the texts of [`Explanation::text`] are taken from.
    #[serde(skip)]
    explained: Framework,
}

/// The numbers of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WholeNode"))]
#[non_exhaustive]
pub struct Total {
    /// Number of controls by state.
    pub tally: Tally,
    /// Points.
    pub points: Option<Points>,
    /// Coverage.
    pub coverage: Option<Coverage>,
}

/// A group and its controls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GroupNode {
    /// Its numbers.
    #[serde(flatten)]
    pub part: Part,
    /// The controls that add up to them.
    pub controls: Vec<ControlNode>,
}

/// A tag and its controls; the controls themselves are in their groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TagNode {
    /// Its numbers.
    #[serde(flatten)]
    pub part: Part,
    /// Ids of the controls that add up to them.
    pub controls: Vec<Text>,
}

/// A control with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ControlNode {
    /// Id of the control.
    pub control: Text,
    /// Id of the choice taken; `None` if unanswered.
    pub choice: Option<Text>,
    /// State.
    pub state: State,
    /// How it counts.
    pub counted: Counted,
    /// What it adds to the points; `None` if it adds nothing to anything.
    pub points: Option<Points>,
    /// What it adds to the coverage; `None` if it adds nothing to anything.
    pub credit: Option<Credit>,
    /// Whether labels and points of its choices are the publisher's or ours.
    pub scale_origin: Origin,
    /// Where the source says what labels and points its choices have.
    pub scale_citations: List<Citation>,
    /// Where the guideline asks for it.
    pub citations: List<Citation>,
    /// How sure we are of what the guideline asks.
    pub verification: Verification,
}

impl Assessment {
    /// Takes every number apart.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// let explanation = framework.assess(&sheet)?.explain();
    /// assert_eq!(explanation.groups[0].controls[0].credit.unwrap().low, 2);
    /// println!("{}", explanation.text(Lang::En));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn explain(&self) -> Explanation {
        let nodes = nodes(self);
        Explanation {
            framework: FrameworkRef::of(self.framework()),
            subject: self.subject.clone(),
            date: self.date.clone(),
            total: Total { tally: self.tally, points: self.points, coverage: self.coverage },
            outcome: outcome::explain(self),
            tags: tags(self),
            groups: groups(self, nodes),
            sources: self.framework().definition.sources.clone(),
            explained: self.framework().clone(),
        }
    }
}

#[inline]
fn groups(assessment: &Assessment, nodes: Vec<ControlNode>) -> Vec<GroupNode> {
    let parts = assessment.groups.iter();
    let mut groups: Vec<GroupNode> =
        parts.map(|part| GroupNode { part: part.clone(), controls: Vec::new() }).collect();
    for (rules, node) in assessment.framework().rules.controls.iter().zip(nodes) {
        if let Some(group) = groups.get_mut(usize::from(rules.group)) {
            group.controls.push(node);
        }
    }
    groups
}

#[inline]
fn tags(assessment: &Assessment) -> Vec<TagNode> {
    let carries = |part: &Part| {
        let controls = assessment.framework().controls().iter();
        let carriers = controls.filter(|control| control.tags.contains(&part.id));
        carriers.map(|control| control.id.clone()).collect()
    };
    let parts = assessment.tags.iter();
    parts.map(|part| TagNode { controls: carries(part), part: part.clone() }).collect()
}

/// Every control, in the framework's order.
#[inline]
fn nodes(assessment: &Assessment) -> Vec<ControlNode> {
    let framework = assessment.framework();
    let controls = framework.controls().iter().zip(framework.rules.controls.iter());
    controls
        .zip(assessment.positions())
        .enumerate()
        .filter_map(|(at, ((control, rules), &choice))| {
            let scale = framework.scale_at(at)?;
            let Contribution { state, counted, points, credit, .. } = rules.contribution(choice);
            Some(ControlNode {
                control: control.id.clone(),
                choice: assessment.choice_at(at).map(|choice| choice.id.clone()),
                state,
                counted,
                points,
                credit,
                scale_origin: scale.origin,
                scale_citations: scale.citations.clone(),
                citations: control.citations.clone(),
                verification: control.verification,
            })
        })
        .collect()
}
