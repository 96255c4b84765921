use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use super::Answer;

/// Who answered what, for one framework. What is missing is unanswered, never 0.
///
/// A sheet is a handle on a [`SheetData`], whose fields can be read and changed through it. Cloning
/// copies nothing until one of the clones changes.
///
/// ```
/// use shisei::AnswerSheet;
///
/// let mut sheet = AnswerSheet::new("self-assessment@4.0").with("SA-01", "implemented");
/// sheet.subject = Some("Head office".to_owned());
/// let answer = sheet.answer("SA-01").expect("just answered");
/// assert_eq!(answer.choice.as_deref(), Some("implemented"));
/// assert_eq!(
///     sheet.to_json(),
///     r#"{"framework":"self-assessment@4.0","subject":"Head office","date":null,"answers":{"SA-01":"implemented"}}"#
/// );
/// ```
#[derive(Clone, Default)]
pub struct AnswerSheet(Arc<Shared>);

#[derive(Clone, Default)]
struct Shared {
    data: SheetData,
    /// Positions of the answers, sorted by control: made by the first look-up after a change.
    by_control: OnceLock<Vec<usize>>,
}

/// Who answered what, for one framework. What is missing is unanswered, never 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "AnswerSheet"))]
#[non_exhaustive]
pub struct SheetData {
    /// The framework answered: `id@edition`, or an id alone for the current edition.
    pub framework: String,
    /// Who or what was assessed.
    #[cfg_attr(feature = "serde", serde(default))]
    pub subject: Option<String>,
    /// Day of the answers, `YYYY-MM-DD`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub date: Option<String>,
    /// Answers by control. Two answers for one control are kept, so that they can be refused.
    #[cfg_attr(feature = "serde", serde(serialize_with = "super::json::write_answers"))]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, Answer>"))]
    pub answers: Vec<(String, Answer)>,
}

impl Deref for AnswerSheet {
    type Target = SheetData;

    #[cfg_attr(debug_assertions, inline)]
    fn deref(&self) -> &SheetData {
        &self.0.data
    }
}

impl DerefMut for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn deref_mut(&mut self) -> &mut SheetData {
        let shared = Arc::make_mut(&mut self.0);
        shared.by_control.take();
        &mut shared.data
    }
}

impl From<SheetData> for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn from(data: SheetData) -> Self {
        Self(Arc::new(Shared { data, by_control: OnceLock::new() }))
    }
}

impl fmt::Debug for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.data.fmt(f)
    }
}

impl PartialEq for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Eq for AnswerSheet {}

/// More answers. A control that is answered already is then answered twice, which is refused.
///
/// ```
/// use shisei::AnswerSheet;
///
/// let mut sheet = AnswerSheet::new("five-basics");
/// sheet.extend([("B1", "done"), ("B2", "partly")]);
/// assert_eq!(sheet.answers.len(), 2);
/// ```
impl<C: Into<String>, A: Into<Answer>> Extend<(C, A)> for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn extend<I: IntoIterator<Item = (C, A)>>(&mut self, answers: I) {
        let answers = answers.into_iter().map(|(control, answer)| (control.into(), answer.into()));
        self.answers.extend(answers);
    }
}

/// A sheet of these answers, which does not name its framework yet.
///
/// ```
/// use shisei::AnswerSheet;
///
/// let mut sheet: AnswerSheet = [("B1", "done"), ("B2", "partly")].into_iter().collect();
/// sheet.framework = "five-basics".to_owned();
/// assert!(shisei::assess(&sheet).is_ok());
/// ```
impl<C: Into<String>, A: Into<Answer>> FromIterator<(C, A)> for AnswerSheet {
    #[cfg_attr(debug_assertions, inline)]
    fn from_iter<I: IntoIterator<Item = (C, A)>>(answers: I) -> Self {
        let mut sheet = Self::default();
        sheet.extend(answers);
        sheet
    }
}

impl AnswerSheet {
    /// An empty sheet for a framework.
    ///
    /// ```
    /// use shisei::AnswerSheet;
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// assert_eq!(sheet.answer("B1"), Some(&"done".into()));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(framework: impl Into<String>) -> Self {
        SheetData { framework: framework.into(), ..SheetData::default() }.into()
    }

    /// The same sheet with one more answer.
    ///
    /// ```
    /// use shisei::{Answer, AnswerSheet};
    ///
    /// let checked = Answer::new("done").with_note("checked on site");
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "partly").with("B2", checked);
    /// assert_eq!(sheet.answers.len(), 2);
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with(mut self, control: impl Into<String>, answer: impl Into<Answer>) -> Self {
        self.answers.push((control.into(), answer.into()));
        self
    }

    /// The answer to a control, by binary search; of two, the first.
    ///
    /// ```
    /// use shisei::AnswerSheet;
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// assert!(sheet.answer("B1").is_some());
    /// assert!(sheet.answer("B2").is_none());
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn answer(&self, control: &str) -> Option<&Answer> {
        let answers = &self.answers;
        let name = |at: usize| answers.get(at).map_or("", |(control, _)| control.as_str());
        let by_control = self.0.by_control.get_or_init(|| {
            let mut positions: Vec<usize> = (0..answers.len()).collect();
            positions.sort_by(|a, b| name(*a).cmp(name(*b)));
            positions
        });
        let first = by_control.partition_point(|at| name(*at) < control);
        let (id, answer) = answers.get(*by_control.get(first)?)?;
        (id == control).then_some(answer)
    }
}
