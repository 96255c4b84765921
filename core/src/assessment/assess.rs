use std::fmt;
use std::ops::Deref;

use super::{AssessmentData, RowError, State};
use crate::answers::{Answer, AnswerSheet, read_sheet};
use crate::error::Error;
use crate::framework::Framework;
use crate::model::{Choice, Control};
use crate::rules::Contribution;

/// The result of a sheet, with the framework that scored it and the sheet itself.
///
/// Its numbers are the fields of [`AssessmentData`], which are read through it and are all that its
/// JSON holds. For everything else, ask the assessment: [`explain`](Self::explain),
/// [`bounds`](Self::bounds), [`plan`](Self::plan), [`diff`](Self::diff), [`peers`](Self::peers),
/// [`report`](Self::report). Two assessments are equal when their data are.
///
/// ```
/// use shisei::assessment::State;
/// use shisei::{AnswerSheet, catalog};
///
/// let framework = catalog::framework("five-basics")?;
/// let assessment = framework.assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
/// assert_eq!(assessment.tally.met, 1);
/// assert_eq!(assessment.state("B1"), Some(State::Met));
/// assert_eq!(assessment.framework(), framework);
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone)]
pub struct Assessment {
    framework: Framework,
    sheet: AnswerSheet,
    positions: Vec<Option<u8>>,
    data: AssessmentData,
}

impl Deref for Assessment {
    type Target = AssessmentData;

    #[cfg_attr(debug_assertions, inline)]
    fn deref(&self) -> &AssessmentData {
        &self.data
    }
}

impl fmt::Debug for Assessment {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data.fmt(f)
    }
}

impl PartialEq for Assessment {
    #[cfg_attr(debug_assertions, inline)]
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl Eq for Assessment {}

impl Assessment {
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn new(framework: &Framework, sheet: AnswerSheet, choices: Vec<Option<u8>>) -> Self {
        let data = framework.score(&choices).about(sheet.subject.clone(), sheet.date.clone());
        Self { framework: framework.clone(), sheet, positions: choices, data }
    }

    /// The same assessment with the name of who or what was assessed.
    ///
    /// ```
    /// use shisei::{UNANSWERED, catalog};
    ///
    /// let row = catalog::framework("five-basics")?.assess_row(&[UNANSWERED; 6]).expect("allowed");
    /// assert_eq!(row.with_subject("C-001").subject.as_deref(), Some("C-001"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with_subject(mut self, subject: impl Into<String>) -> Self {
        let subject = Some(subject.into());
        self.sheet.subject.clone_from(&subject);
        self.data.subject = subject;
        self
    }

    /// The framework that scored it.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics"))?;
    /// assert_eq!(assessment.framework().controls().len(), 6);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The sheet as it was given, with reasons, notes, evidence and dates. A choice that it names by
    /// a label or another spelling has its id here.
    ///
    /// ```
    /// use shisei::{Answer, AnswerSheet, catalog};
    ///
    /// let answer = Answer::new("done").with_reason("checked on site");
    /// let sheet = AnswerSheet::new("five-basics").with("B1", answer);
    /// let assessment = catalog::framework("five-basics")?.assess(&sheet)?;
    /// assert_eq!(assessment.sheet(), &sheet);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn sheet(&self) -> &AnswerSheet {
        &self.sheet
    }

    /// The numbers: all that the JSON of an assessment holds.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
    /// assert_eq!(assessment.data().tally, assessment.tally);
    /// assert_eq!(assessment.data().to_json(), assessment.to_json());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn data(&self) -> &AssessmentData {
        &self.data
    }

    /// The answer to a control as the sheet gives it, with reason, note, evidence and date.
    ///
    /// ```
    /// use shisei::{Answer, AnswerSheet, assess};
    ///
    /// let answer = Answer::new("done").with_reason("checked on site");
    /// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", answer.clone()))?;
    /// assert_eq!(assessment.answer("B1"), Some(&answer));
    /// assert_eq!(assessment.answer("B2"), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn answer(&self, control: &str) -> Option<&Answer> {
        self.sheet.answer(control)
    }

    /// The choice taken for a control; `None` if unanswered.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, catalog};
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "partly");
    /// let assessment = catalog::framework("five-basics")?.assess(&sheet)?;
    /// let choice = assessment.choice("B1").expect("just answered");
    /// assert_eq!(choice.label.get(Lang::En), "Partly done");
    /// assert_eq!(assessment.choice("B2"), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn choice(&self, control: &str) -> Option<&Choice> {
        self.choice_at(self.framework.position(control)?)
    }

    /// The state of a control; `None` if the framework has no such control.
    ///
    /// ```
    /// use shisei::assessment::State;
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", "not-done"))?;
    /// assert_eq!(assessment.state("B1"), Some(State::Unmet));
    /// assert_eq!(assessment.state("B2"), Some(State::Unanswered));
    /// assert_eq!(assessment.state("B9"), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn state(&self, control: &str) -> Option<State> {
        Some(self.state_at(self.framework.position(control)?))
    }

    /// Every control with its state, in the framework's order.
    ///
    /// ```
    /// use shisei::assessment::State;
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "done");
    /// let assessment = catalog::framework("five-basics")?.assess(&sheet)?;
    /// let open = assessment.states().filter(|(_, state)| *state == State::Unanswered);
    /// assert_eq!(open.count(), 5);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn states(&self) -> impl Iterator<Item = (&Control, State)> {
        let controls = self.framework.controls().iter().enumerate();
        controls.map(|(at, control)| (control, self.state_at(at)))
    }

    /// The state of the control at a position.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn state_at(&self, control: usize) -> State {
        self.contribution_at(control).map_or(State::Unanswered, |it| it.state)
    }

    /// The choice taken for the control at a position.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn choice_at(&self, control: usize) -> Option<&Choice> {
        self.framework.choice(control, self.position_at(control)?)
    }

    /// Position of the choice taken for the control at a position.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn position_at(&self, control: usize) -> Option<u8> {
        self.positions.get(control).copied().flatten()
    }

    /// Position of the choice taken, control by control.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn positions(&self) -> &[Option<u8>] {
        &self.positions
    }

    /// What the control at a position adds to every sum.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn contribution_at(&self, control: usize) -> Option<Contribution> {
        Some(self.framework.rules.controls.get(control)?.contribution(self.position_at(control)))
    }
}

impl Framework {
    /// Scores a sheet. Answers are ids of choices, their labels, or what people write instead of
    /// them: see [`meaning`](Self::meaning).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`](crate::ErrorKind::InvalidSheet) with every problem of the sheet.
    ///
    /// ```
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let sheet = AnswerSheet::new("self-assessment@4.0").with("SA-01", "implemented");
    /// let assessment = framework.assess(&sheet)?;
    /// let points = assessment.points.expect("this framework has points");
    /// assert_eq!((points.low, points.high), (4 - 24, 100));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn assess(&self, sheet: &AnswerSheet) -> Result<Assessment, Error> {
        let (sheet, choices) = read_sheet(self, sheet)?;
        Ok(Assessment::new(self, sheet, choices))
    }

    /// Scores one row of positions of choices, one for each control;
    /// [`UNANSWERED`](crate::UNANSWERED) for an unanswered one. The same result as
    /// [`Framework::assess`].
    ///
    /// ```
    /// use shisei::{UNANSWERED, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let assessment = framework.assess_row(&[0, 0, 0, 0, 0, UNANSWERED]).expect("allowed");
    /// assert_eq!(assessment.tally.unanswered, 1);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`RowError`] with the first control whose position is none of its allowed choices.
    #[cfg_attr(debug_assertions, inline)]
    pub fn assess_row(&self, positions: &[u8]) -> Result<Assessment, RowError> {
        let choices = self.rules.read_row(positions)?;
        Ok(Assessment::new(self, self.sheet_of(&choices), choices))
    }

    /// The sheet with these choices.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn sheet_of(&self, choices: &[Option<u8>]) -> AnswerSheet {
        let mut sheet = AnswerSheet::new(self.reference().to_string());
        sheet.extend(self.controls().iter().enumerate().filter_map(|(at, control)| {
            let choice = self.choice(at, choices.get(at).copied().flatten()?)?;
            Some((&*control.id, &*choice.id))
        }));
        sheet
    }
}
