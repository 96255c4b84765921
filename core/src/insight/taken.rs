//! From an assessment back to positions.

use crate::assessment::Assessment;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Text;
use crate::rules::ChoiceRules;

/// Position of the choice taken, control by control.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] when the assessment came from another framework or edition.
pub(crate) fn choices(
    assessment: &Assessment,
    framework: &Framework,
) -> Result<Vec<Option<u8>>, Error> {
    if assessment.framework.digest != framework.digest() {
        let same = assessment.framework.id == framework.id();
        let code = if same { Code::WrongEdition } else { Code::WrongFramework };
        let given = assessment.framework.reference();
        let problem = Problem::new(code).at("framework").given(&given.to_string());
        let problem = problem.detail(format!("digest {}", assessment.framework.digest));
        return Err(Error::one(ErrorKind::InvalidArgument, problem));
    }
    // An assessment keeps its answers in the framework's order.
    let mut answers = assessment.answers.iter().peekable();
    let controls = framework.controls().iter().zip(framework.rules.controls.iter());
    let choices = controls.map(|(control, index)| {
        let (_, taken) = answers.next_if(|(id, _)| *id == control.id)?;
        let scale = framework.definition.scales.get(usize::from(index.scale))?;
        u8::try_from(scale.choices.iter().position(|choice| choice.id == *taken)?).ok()
    });
    Ok(choices.collect())
}

/// The choice at a position.
pub(crate) fn choice(framework: &Framework, control: usize, at: u8) -> Option<ChoiceRules> {
    framework.rules.controls.get(control)?.choices.get(usize::from(at)).copied()
}

/// The id of the choice at a position.
pub(crate) fn name(framework: &Framework, control: usize, at: u8) -> Option<Text> {
    let scale = framework.rules.controls.get(control)?.scale;
    let scale = framework.definition.scales.get(usize::from(scale))?;
    scale.choices.get(usize::from(at)).map(|choice| choice.id.clone())
}
