/// One answer: a choice, and what people keep beside it.
///
/// In JSON a bare string is an answer with nothing beside it, and `null` is an unanswered control.
/// Scoring looks at the choice alone; reports and exports keep the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// Id of the choice; `None` if unanswered.
    pub choice: Option<String>,
    /// Why something does not apply or a risk is accepted.
    pub reason: Option<String>,
    /// Free note.
    pub note: Option<String>,
    /// References to evidence.
    pub evidence: Vec<String>,
    /// Day of the answer, `YYYY-MM-DD`.
    pub date: Option<String>,
}

impl Answer {
    /// An answer with nothing beside it.
    ///
    /// ```
    /// use shisei::Answer;
    ///
    /// let answer = Answer::new("accepted").with_reason("replaced in May").with_date("2026-04-01");
    /// assert_eq!(answer.choice.as_deref(), Some("accepted"));
    /// assert_eq!(answer.reason.as_deref(), Some("replaced in May"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(choice: impl Into<String>) -> Self {
        Self { choice: Some(choice.into()), ..Self::default() }
    }

    /// The same answer with a reason.
    ///
    /// ```
    /// let answer = shisei::Answer::new("not-applicable").with_reason("we have no servers");
    /// assert_eq!(answer.reason.as_deref(), Some("we have no servers"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The same answer with a note.
    ///
    /// ```
    /// let answer = shisei::Answer::new("partly").with_note("laptops only");
    /// assert_eq!(answer.note.as_deref(), Some("laptops only"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same answer with one more reference to evidence.
    ///
    /// ```
    /// let answer = shisei::Answer::new("done").with_evidence("photo 1").with_evidence("photo 2");
    /// assert_eq!(answer.evidence, ["photo 1", "photo 2"]);
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with_evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence.push(evidence.into());
        self
    }

    /// The same answer with its day, `YYYY-MM-DD`.
    ///
    /// ```
    /// let answer = shisei::Answer::new("done").with_date("2026-04-01");
    /// assert_eq!(answer.date.as_deref(), Some("2026-04-01"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn with_date(mut self, date: impl Into<String>) -> Self {
        self.date = Some(date.into());
        self
    }

    #[cfg(feature = "serde")]
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn is_bare(&self) -> bool {
        self.reason.is_none()
            && self.note.is_none()
            && self.evidence.is_empty()
            && self.date.is_none()
    }
}

/// Whether a reason is one: spaces alone are not.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn has_text(reason: Option<&str>) -> bool {
    reason.is_some_and(|reason| !reason.trim().is_empty())
}

impl From<&str> for Answer {
    #[cfg_attr(debug_assertions, inline)]
    fn from(choice: &str) -> Self {
        Self::new(choice)
    }
}
