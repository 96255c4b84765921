use shisei::Framework;
use shisei::rules::{ConditionRules, ControlRules, Credit, Points, State};

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
    control: &ControlRules,
    choice: Option<u8>,
) -> i64 {
    let contribution = control.contribution(choice);
    let points = |of: fn(Points) -> i64| contribution.points.map_or(0, of);
    let credit = |of: fn(Credit) -> u64| {
        i64::try_from(contribution.credit.map_or(0, of)).unwrap_or(i64::MAX)
    };
    match field {
        Field::PointsLow => points(|it| it.low),
        Field::PointsHigh => points(|it| it.high),
        Field::PointsMax => points(|it| it.max),
        Field::PointsCounted => i64::from(contribution.points.is_some()),
        Field::CreditLow => credit(|it| it.low),
        Field::CreditHigh => credit(|it| it.high),
        Field::CreditOf => credit(|it| it.of),
        Field::Tally(state) => i64::from(contribution.state == state),
        Field::Group(group, field) if control.group == group => {
            weight(framework, field.overall(), at, control, choice)
        }
        Field::Group(..) => 0,
        Field::Satisfied(tier, which) => {
            let condition = condition(framework, tier, which, at);
            i64::from(condition.is_some_and(|it| it.satisfied_by(control, choice)))
        }
        Field::Satisfiable(tier, which) => {
            let condition = condition(framework, tier, which, at);
            i64::from(choice.is_none() && condition.is_some_and(|it| it.could_accept(control)))
        }
    }
}

/// A condition by its positions, if it is about this control.
fn condition(
    framework: &Framework,
    tier: u16,
    condition: u16,
    control: usize,
) -> Option<&ConditionRules> {
    let tier = framework.rules().tiers().get(usize::from(tier))?;
    let condition = tier.conditions.get(usize::from(condition))?;
    let about = condition.controls.iter().any(|&own| usize::from(own) == control);
    about.then_some(condition)
}

/// Whether points count in every row, over all controls or those of a group: one of them has points
/// that no answer leaves out.
pub(super) fn points_always_count(framework: &Framework, group: Option<u16>) -> bool {
    let mut controls = framework.rules().controls().iter();
    controls.any(|control| {
        let here = group.is_none_or(|group| control.group == group);
        here && control.points.is_some()
            && control.allowed().all(|(_, choice)| choice.points.is_some())
    })
}
