use crate::assessment::{Answered, State, could_satisfy, credit};
use crate::framework::{ChoiceIndex, ControlIndex, Framework};
use crate::model::CoverageRule;

/// One number of a scored row.
///
/// Every field is a sum over the controls of a weight that depends on the answer alone. That is all
/// that the kernel knows of scoring; the weights come from the same rules as an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// Fewest points still possible.
    PointsLow,
    /// Most points still possible.
    PointsHigh,
    /// Most points that the applicable controls can give.
    PointsMax,
    /// Controls that count in the points.
    PointsCounted,
    /// Weighted credit of the coverage, with every unanswered control unmet.
    CreditLow,
    /// Weighted credit of the coverage, with every unanswered control met.
    CreditHigh,
    /// Weighted credit of the applicable controls.
    CreditOf,
    /// Controls in this state.
    Tally(State),
    /// One of the fields above, over the controls of one group (by position).
    Group(u16, GroupField),
    /// Answers that satisfy a condition of a tier, by their positions.
    Satisfied(u16, u16),
    /// Unanswered controls that could still satisfy it.
    Satisfiable(u16, u16),
}

impl Field {
    /// The field that is the same where no answer is missing: then the highest is the lowest.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::PointsHigh => Self::PointsLow,
            Self::CreditHigh => Self::CreditLow,
            Self::Group(group, GroupField::PointsHigh) => Self::Group(group, GroupField::PointsLow),
            Self::Group(group, GroupField::CreditHigh) => Self::Group(group, GroupField::CreditLow),
            field => field,
        }
    }
}

/// What is known of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupField {
    /// Fewest points still possible.
    PointsLow,
    /// Most points still possible.
    PointsHigh,
    /// Controls that count in the points.
    PointsCounted,
    /// Weighted credit, with every unanswered control unmet.
    CreditLow,
    /// Weighted credit, with every unanswered control met.
    CreditHigh,
    /// Weighted credit of the applicable controls.
    CreditOf,
}

impl GroupField {
    fn overall(self) -> Field {
        match self {
            Self::PointsLow => Field::PointsLow,
            Self::PointsHigh => Field::PointsHigh,
            Self::PointsCounted => Field::PointsCounted,
            Self::CreditLow => Field::CreditLow,
            Self::CreditHigh => Field::CreditHigh,
            Self::CreditOf => Field::CreditOf,
        }
    }
}

/// What the answer of one control adds to a field. No choice is an unanswered control.
pub(super) fn weight(
    framework: &Framework,
    field: Field,
    at: usize,
    control: &ControlIndex,
    choice: Option<&ChoiceIndex>,
) -> i64 {
    let answered = Answered { control, choice };
    match field {
        Field::PointsLow => points(answered).map_or(0, |(low, _)| low),
        Field::PointsHigh => points(answered).map_or(0, |(_, high)| high),
        Field::PointsMax => match (points(answered), control.points) {
            (Some(_), Some(range)) => i64::from(range.high),
            _ => 0,
        },
        Field::PointsCounted => i64::from(points(answered).is_some()),
        Field::CreditLow => coverage(framework, answered).map_or(0, |credit| credit.0),
        Field::CreditHigh => coverage(framework, answered).map_or(0, |credit| credit.1),
        Field::CreditOf => coverage(framework, answered).map_or(0, |credit| credit.2),
        Field::Tally(state) => i64::from(answered.state() == state),
        Field::Group(group, field) if control.group == group => {
            weight(framework, field.overall(), at, control, choice)
        }
        Field::Group(..) => 0,
        Field::Satisfied(tier, condition) => {
            condition_weight(framework, tier, condition, at, |accept| {
                choice.is_some_and(|choice| accept.contains(&choice.standing))
            })
        }
        Field::Satisfiable(tier, condition) => {
            condition_weight(framework, tier, condition, at, |accept| {
                choice.is_none() && could_satisfy(control, accept)
            })
        }
    }
}

/// Points as a range; none when the control is left out of them.
fn points(answered: Answered<'_>) -> Option<(i64, i64)> {
    let range = answered.control.points?;
    match answered.choice {
        None => Some((i64::from(range.low), i64::from(range.high))),
        Some(choice) => choice.points.map(|points| (i64::from(points), i64::from(points))),
    }
}

/// Credit as a range and what it is of; none when the control is left out.
fn coverage(framework: &Framework, answered: Answered<'_>) -> Option<(i64, i64, i64)> {
    let rule: &CoverageRule = framework.definition.coverage.as_ref()?;
    let weight = i64::from(answered.control.weight);
    let full = weight * i64::from(rule.met);
    match answered.choice {
        None => Some((0, full, full)),
        Some(choice) => {
            let credit = weight * i64::from(credit(choice.standing, answered.control, rule)?);
            Some((credit, credit, full))
        }
    }
}

fn condition_weight(
    framework: &Framework,
    tier: u16,
    condition: u16,
    at: usize,
    holds: impl Fn(&[crate::model::Standing]) -> bool,
) -> i64 {
    let tier = framework.index.tiers.get(usize::from(tier));
    let Some(condition) = tier.and_then(|tier| tier.conditions.get(usize::from(condition))) else {
        return 0;
    };
    let asked = condition.controls.iter().any(|&control| usize::from(control) == at);
    i64::from(asked && holds(&condition.accept))
}

/// Whether points count in every row, over all controls or those of a group: one of them has points
/// that no answer leaves out.
pub(super) fn points_always_count(framework: &Framework, group: Option<u16>) -> bool {
    let mut controls = framework.index.controls.iter();
    controls.any(|control| {
        let mut allowed = control.choices.iter().filter(|choice| choice.allowed);
        let here = group.is_none_or(|group| control.group == group);
        here && control.points.is_some() && allowed.all(|choice| choice.points.is_some())
    })
}
