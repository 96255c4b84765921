//! Every number of an assessment taken apart, down to answers and sources.

mod outcome;
mod text;

use serde::Serialize;

pub use outcome::{ConditionNode, OutcomeNode, Reached, RuleNode, TierNode};

use super::taken::{choices, name};
use crate::assessment::{Assessment, Coverage, FrameworkRef, Part, Points, State, Tally};
use crate::error::Error;
use crate::framework::Framework;
use crate::model::{Citation, List, Origin, Source, Text, Verification};
use crate::rules::Contribution;
pub use crate::rules::{Counted, Credit};

/// Why an assessment is what it is.
///
/// The leaves are controls with their answers and citations. What stands above them is their sum,
/// number by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
}

/// The numbers of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Total {
    /// How many controls stand where.
    pub tally: Tally,
    /// Points.
    pub points: Option<Points>,
    /// Coverage.
    pub coverage: Option<Coverage>,
}

/// A group and its controls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupNode {
    /// Its numbers.
    #[serde(flatten)]
    pub part: Part,
    /// The controls that add up to them.
    pub controls: Vec<ControlNode>,
}

/// A tag and its controls, which stand in their groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagNode {
    /// Its numbers.
    #[serde(flatten)]
    pub part: Part,
    /// Ids of the controls that add up to them.
    pub controls: Vec<Text>,
}

/// A control with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ControlNode {
    /// Id of the control.
    pub control: Text,
    /// Id of the choice taken; none while unanswered.
    pub choice: Option<Text>,
    /// Where it stands.
    pub state: State,
    /// How it counts.
    pub counted: Counted,
    /// What it adds to the points; none when it adds nothing to anything.
    pub points: Option<Points>,
    /// What it adds to the coverage; none when it adds nothing to anything.
    pub credit: Option<Credit>,
    /// Whether labels and points of its choices are the publisher's or ours.
    pub scale_origin: Origin,
    /// Where labels and points of its choices stand.
    pub scale_citations: List<Citation>,
    /// Where the guideline asks for it.
    pub citations: List<Citation>,
    /// How sure we are of what the guideline asks.
    pub verification: Verification,
}

impl Assessment {
    /// Takes every number apart. `framework` is the one that the assessment names.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// let explanation = framework.assess(&sheet)?.explain(framework)?;
    /// assert_eq!(explanation.groups[0].controls[0].credit.unwrap().low, 2);
    /// println!("{}", explanation.text(framework, Lang::En));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when the assessment came from another framework or edition.
    pub fn explain(&self, framework: &Framework) -> Result<Explanation, Error> {
        let choices = choices(self, framework)?;
        let nodes = nodes(framework, &choices);
        Ok(Explanation {
            framework: self.framework.clone(),
            subject: self.subject.clone(),
            date: self.date.clone(),
            total: Total { tally: self.tally, points: self.points, coverage: self.coverage },
            outcome: outcome::explain(self, framework, &choices),
            tags: tags(self, framework),
            groups: groups(self, framework, nodes),
            sources: framework.definition.sources.clone(),
        })
    }
}

fn groups(
    assessment: &Assessment,
    framework: &Framework,
    nodes: Vec<ControlNode>,
) -> Vec<GroupNode> {
    let parts = assessment.groups.iter();
    let mut groups: Vec<GroupNode> =
        parts.map(|part| GroupNode { part: part.clone(), controls: Vec::new() }).collect();
    for (rules, node) in framework.rules.controls.iter().zip(nodes) {
        if let Some(group) = groups.get_mut(usize::from(rules.group)) {
            group.controls.push(node);
        }
    }
    groups
}

fn tags(assessment: &Assessment, framework: &Framework) -> Vec<TagNode> {
    let carries = |part: &Part| {
        let controls = framework.controls().iter();
        let carriers = controls.filter(|control| control.tags.contains(&part.id));
        carriers.map(|control| control.id.clone()).collect()
    };
    let parts = assessment.tags.iter();
    parts.map(|part| TagNode { controls: carries(part), part: part.clone() }).collect()
}

/// Every control, in the framework's order.
fn nodes(framework: &Framework, choices: &[Option<u8>]) -> Vec<ControlNode> {
    let controls = framework.controls().iter().zip(framework.rules.controls.iter());
    controls
        .zip(choices)
        .enumerate()
        .filter_map(|(at, ((control, rules), &choice))| {
            let scale = framework.definition.scales.get(usize::from(rules.scale))?;
            let Contribution { state, points, credit } = rules.contribution(choice);
            Some(ControlNode {
                control: control.id.clone(),
                choice: choice.and_then(|choice| name(framework, at, choice)),
                state,
                counted: rules.counted(choice),
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
