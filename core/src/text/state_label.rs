use super::Words;
use crate::assessment::State;
use crate::framework::Framework;
use crate::model::Lang;

/// The word for a state: the framework's own label of the choice with this standing if all its
/// scales agree on one, else the shared word.
///
/// ```
/// use shisei::assessment::State;
/// use shisei::text::state_label;
/// use shisei::{Lang, catalog};
///
/// let framework = catalog::framework("five-basics")?;
/// assert_eq!(state_label(framework, State::Partial, Lang::En), "Partly done");
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn state_label(framework: &Framework, state: State, lang: Lang) -> &str {
    let scales = framework.definition().scales.iter();
    let choices = scales.flat_map(|scale| scale.choices.iter());
    let mut labels = choices
        .filter(|choice| State::from(choice.standing) == state)
        .map(|choice| choice.label.get(lang));
    match labels.next() {
        Some(label) if labels.all(|other| other == label) => label,
        _ => Words(lang).state(state),
    }
}
