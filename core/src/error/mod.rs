//! One error type: what was refused, and every problem found, each with a stable code.

mod message;
mod nearest;

#[cfg(feature = "serde")]
use serde::Serialize;

pub(crate) use nearest::{Nearest, nearest};

use crate::model::Lang;
use crate::model::named::named;

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ErrorKind {
    /// A framework id or edition that is not in the catalogue.
    UnknownFramework,
    /// An answer sheet.
    InvalidSheet,
    /// A framework file.
    InvalidFramework,
    /// Another argument of a call.
    InvalidArgument,
}

named!(ErrorKind, "shisei" {
    UnknownFramework = "unknown-framework",
    InvalidSheet = "invalid-sheet",
    InvalidFramework = "invalid-framework",
    InvalidArgument = "invalid-argument",
});

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// Stable code of a problem, the same in every language.
        ///
        /// ```
        /// use shisei::Code;
        ///
        /// assert_eq!("unknown-control".parse(), Ok(Code::UnknownControl));
        /// assert_eq!(Code::UnknownControl.to_string(), "unknown-control");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
        #[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        named!(Code, "shisei" { $($name = $code,)+ });
    };
}

codes! {
    /// The input is not well-formed JSON, or not of the expected shape.
    MalformedJson = "malformed-json",
    /// The input is not well-formed TOML, or not of the expected shape.
    MalformedToml = "malformed-toml",
    /// The input is larger than allowed.
    TooLarge = "too-large",
    /// No framework has this id.
    UnknownFramework = "unknown-framework",
    /// The framework has no such edition.
    UnknownEdition = "unknown-edition",
    /// The sheet or result is of another framework.
    WrongFramework = "wrong-framework",
    /// The sheet or result is of another edition of this framework.
    WrongEdition = "wrong-edition",
    /// A recorded result was computed by other rules under the name of this edition.
    ChangedRules = "changed-rules",
    /// A recorded result is not what its answers give.
    ChangedResult = "changed-result",
    /// The framework has no such control.
    UnknownControl = "unknown-control",
    /// The control has no such choice.
    UnknownChoice = "unknown-choice",
    /// An answer may mean more than one choice of the control.
    AmbiguousAnswer = "ambiguous-answer",
    /// A control is answered more than once.
    DuplicateAnswer = "duplicate-answer",
    /// "Does not apply" may not be answered here.
    NotApplicableNotAllowed = "not-applicable-not-allowed",
    /// A risk may not be accepted here.
    AcceptanceNotAllowed = "acceptance-not-allowed",
    /// This answer needs a reason.
    MissingReason = "missing-reason",
    /// This field is not known here.
    UnknownField = "unknown-field",
    /// A required field is missing.
    MissingField = "missing-field",
    /// A value is of another type than the field takes.
    WrongType = "wrong-type",
    /// An argument of a call is not one of its options.
    UnknownOption = "unknown-option",
    /// An id occurs twice.
    DuplicateId = "duplicate-id",
    /// An id has characters that are not allowed.
    MalformedId = "malformed-id",
    /// A reference does not exist.
    UnknownReference = "unknown-reference",
    /// A text is missing in one language.
    MissingTranslation = "missing-translation",
    /// Something has no source.
    MissingSource = "missing-source",
    /// A part of the framework that must not be empty is.
    Empty = "empty",
    /// A number is out of range.
    OutOfRange = "out-of-range",
    /// Bands overlap, leave a gap or are in the wrong order.
    BrokenBands = "broken-bands",
    /// A tier can never be reached.
    UnsatisfiableTier = "unsatisfiable-tier",
    /// Points are given where there can be none, or are missing where they are needed.
    BrokenPoints = "broken-points",
    /// A rule contradicts another.
    Contradiction = "contradiction",
    /// A text uses a word that would claim too much.
    ForbiddenWord = "forbidden-word",
    /// The input is nested more deeply than allowed.
    TooDeep = "too-deep",
    /// Something refers back to itself.
    Cyclic = "cyclic",
    /// No function has this name.
    UnknownFunction = "unknown-function",
    /// The framework has no such outcome, or no such measure.
    UnknownTarget = "unknown-target",
    /// No allowed change reaches the target.
    Unreachable = "unreachable",
    /// A locked control blocks the target.
    HeldBack = "held-back",
    /// A control that does not apply blocks the target.
    KeptOut = "kept-out",
    /// An exact answer would take more work than allowed.
    TooComplex = "too-complex",
    /// A field occurs twice in one object, or a column twice in one table.
    DuplicateField = "duplicate-field",
    /// A date is not a day of the calendar written `YYYY-MM-DD`.
    MalformedDate = "malformed-date",
    /// A reference is neither an `id` nor `id@edition`.
    MalformedReference = "malformed-reference",
    /// A table cannot be read as CSV.
    MalformedTable = "malformed-table",
    /// Grades are on the 0-2 scale of an earlier edition.
    OldScale = "old-scale",
    /// Neither a crosswalk nor references relate two documents.
    NotRelated = "not-related",
    /// The table has no column for this control.
    MissingColumn = "missing-column",
    /// The table has more than one column for this control.
    AmbiguousColumn = "ambiguous-column",
    /// One column would answer several controls.
    SharedColumn = "shared-column",
    /// The table has no column of this name.
    UnknownColumn = "unknown-column",
    /// The table was read as one column, whose heading is a line of headings.
    WrongSeparator = "wrong-separator",
    /// The table has columns already that are to be added.
    ExistingColumn = "existing-column",
}

impl Code {
    /// What problems with this code say, with “…” for what was given.
    ///
    /// ```
    /// use shisei::{Code, Lang};
    ///
    /// assert_eq!(Code::UnknownChoice.meaning(Lang::En), "… is not one of the choices.");
    /// assert_eq!(Code::UnknownChoice.meaning(Lang::Ja), "… は選択肢にありません。");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn meaning(self, lang: Lang) -> String {
        message::meaning(self, "…", lang)
    }

    /// Whether the valid names are a few: choices, options, bands, editions.
    #[cfg_attr(debug_assertions, inline)]
    const fn is_of_a_few(self) -> bool {
        matches!(
            self,
            Self::UnknownChoice
                | Self::UnknownOption
                | Self::UnknownTarget
                | Self::UnknownEdition
                | Self::NotRelated
                | Self::UnknownColumn
        )
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Stable code.
    pub code: Code,
    /// Where: a control, or the path of a field such as `outcome.rule.bands`.
    pub at: Option<String>,
    /// Line of the file, counted from 1, where the input is a file of lines.
    pub line: Option<u32>,
    /// What was given.
    pub given: Option<String>,
    /// The nearest valid name. Of very many problems only the first have one.
    pub nearest: Option<String>,
    /// For a choice or an option, the valid ones; not more than [`Problem::MOST_VALID`].
    pub valid: Vec<String>,
    /// What else there is to say, such as the parser's own words.
    pub detail: Option<String>,
}

/// Longest piece of input that a problem repeats, in characters.
const LONGEST_ECHO: usize = 80;

impl Problem {
    /// Most valid choices or options that a problem lists.
    pub const MOST_VALID: usize = 32;

    /// A problem with nothing said about it yet.
    ///
    /// ```
    /// use shisei::{Code, Lang, Problem};
    ///
    /// let problem = Problem::new(Code::UnknownChoice).at("B1").given("dome").nearest_of(["done"]);
    /// assert_eq!(problem.message(Lang::En), "B1: `dome` is not one of the choices.");
    /// assert_eq!(problem.nearest.as_deref(), Some("done"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(code: Code) -> Self {
        let valid = Vec::new();
        Self { code, at: None, line: None, given: None, nearest: None, valid, detail: None }
    }

    /// Says where it is.
    ///
    /// ```
    /// use shisei::{Code, Problem};
    ///
    /// assert_eq!(Problem::new(Code::WrongType).at("answers.B1").at.as_deref(), Some("answers.B1"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(shorten(&at.into()));
        self
    }

    /// Says what was given; a long text is shortened.
    ///
    /// ```
    /// use shisei::{Code, Problem};
    ///
    /// assert_eq!(Problem::new(Code::UnknownChoice).given("dome").given.as_deref(), Some("dome"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn given(mut self, given: &str) -> Self {
        self.given = Some(shorten(given));
        self
    }

    /// Says what else there is to say.
    ///
    /// ```
    /// use shisei::{Code, Lang, Problem};
    ///
    /// let problem = Problem::new(Code::OutOfRange).at("devices").given("0").detail("1–999");
    /// assert!(problem.message(Lang::En).contains("1–999"));
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Looks for the name most like what was given, if any is like it at all. Where the names are
    /// choices or options, lists them too.
    ///
    /// ```
    /// use shisei::{Code, Problem};
    ///
    /// let problem = Problem::new(Code::UnknownOption).given("htm").nearest_of(["text", "html"]);
    /// assert_eq!(problem.nearest.as_deref(), Some("html"));
    /// assert_eq!(problem.valid, ["text", "html"]);
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn nearest_of<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest_among(&names.into_iter().collect::<Vec<_>>())
    }

    /// The rest of [`Problem::nearest_of`], compiled once for all the iterators that give names.
    #[cfg_attr(debug_assertions, inline)]
    fn nearest_among(mut self, names: &[&str]) -> Self {
        let nearest = self.given.as_deref().and_then(|given| nearest(given, names));
        self.nearest = nearest.map(str::to_owned);
        if self.code.is_of_a_few() {
            self.valid = names.iter().copied().take(Self::MOST_VALID).map(shorten).collect();
        }
        self
    }

    /// As [`Problem::nearest_of`], for the first of many problems only: see [`Nearest`].
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn nearest_within<'a>(
        mut self,
        nearest: &mut Nearest,
        names: impl Iterator<Item = &'a str>,
    ) -> Self {
        let given = self.given.as_deref();
        self.nearest = given.and_then(|given| nearest.of(given, names)).map(str::to_owned);
        self
    }

    /// What is wrong, in words, with what was given in backticks.
    ///
    /// ```
    /// use shisei::{Code, Lang, Problem};
    ///
    /// let problem = Problem::new(Code::UnknownControl).given("B9");
    /// assert!(problem.message(Lang::En).contains("`B9`"));
    /// assert!(problem.message(Lang::Ja).contains("B9"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn message(&self, lang: Lang) -> String {
        message::message(self, lang)
    }

    /// What to do about it, when there is something to say.
    ///
    /// ```
    /// use shisei::{Code, Lang, Problem};
    ///
    /// let problem = Problem::new(Code::UnknownChoice).given("dome").nearest_of(["done"]);
    /// assert!(problem.help(Lang::En).is_some_and(|help| help.contains("done")));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn help(&self, lang: Lang) -> Option<String> {
        message::help(self, lang)
    }

    /// The message, and what to do about it.
    ///
    /// ```
    /// use shisei::{Code, Lang, Problem};
    ///
    /// let problem = Problem::new(Code::DuplicateId).given("A-1");
    /// assert_eq!(problem.sentence(Lang::En), problem.message(Lang::En));
    /// let problem = Problem::new(Code::UnknownReference).given("A-2").nearest_of(["A-1"]);
    /// assert!(problem.sentence(Lang::En).ends_with("Did you mean `A-1`?"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn sentence(&self, lang: Lang) -> String {
        message::sentence(self, lang)
    }
}

#[cfg_attr(debug_assertions, inline)]
fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST_ECHO) {
        Some((end, _)) => text.get(..end).map(|head| format!("{head}…")).unwrap_or_default(),
        None => text.to_owned(),
    }
}

/// An input that was refused, with every problem found in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct Error {
    kind: ErrorKind,
    problems: Vec<Problem>,
}

impl Error {
    /// An error with its problems, of which there is at least one: for bindings, which refuse what
    /// only their language can get wrong.
    ///
    /// ```
    /// use shisei::{Code, Error, ErrorKind, Problem};
    ///
    /// let missing = |at: &str| Problem::new(Code::MissingField).at(at);
    /// let error = Error::new(ErrorKind::InvalidSheet, vec![missing("framework"), missing("answers")]);
    /// assert_eq!(error.problems().len(), 2);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(kind: ErrorKind, problems: Vec<Problem>) -> Self {
        debug_assert!(!problems.is_empty());
        Self { kind, problems }
    }

    /// An error with one problem.
    ///
    /// ```
    /// use shisei::{Code, Error, ErrorKind, Problem};
    ///
    /// let problem = Problem::new(Code::UnknownOption).at("format").given("pdf");
    /// let error = Error::one(ErrorKind::InvalidArgument, problem);
    /// assert_eq!(error.problems()[0].code, Code::UnknownOption);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn one(kind: ErrorKind, problem: Problem) -> Self {
        Self::new(kind, vec![problem])
    }

    /// What was refused.
    ///
    /// ```
    /// use shisei::{ErrorKind, catalog};
    ///
    /// let error = catalog::framework("five-basic").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::UnknownFramework);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The same error with what `with` adds to each problem.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn map(mut self, with: impl FnMut(&mut Problem)) -> Self {
        self.problems.iter_mut().for_each(with);
        self
    }

    /// Every problem, in the order of the input.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "dome").with("B9", "done");
    /// assert_eq!(assess(&sheet).unwrap_err().problems().len(), 2);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// All problems in words, one per line when there are several.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let sheet = AnswerSheet::new("five-basics").with("B1", "dome").with("B9", "done");
    /// let error = assess(&sheet).unwrap_err();
    /// assert!(error.message(Lang::En).contains("`dome`") && error.message(Lang::En).contains("`B9`"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn message(&self, lang: Lang) -> String {
        message::summary(self, lang)
    }

    /// The error as JSON data, with messages in `lang`: the same shape in every language.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let error = assess(&AnswerSheet::new("five-basics").with("B1", "dome")).unwrap_err();
    /// let report = error.report(Lang::Ja);
    /// assert_eq!(report.problems[0].nearest.as_deref(), Some("done"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn report(&self, lang: Lang) -> ErrorReport {
        ErrorReport {
            code: self.kind,
            message: self.message(lang),
            problems: self
                .problems
                .iter()
                .map(|problem| ProblemReport {
                    code: problem.code,
                    at: problem.at.clone(),
                    line: problem.line,
                    given: problem.given.clone(),
                    nearest: problem.nearest.clone(),
                    valid: problem.valid.clone(),
                    message: problem.message(lang),
                    help: problem.help(lang),
                })
                .collect(),
        }
    }
}

/// Refuses arguments when there are problems.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn refuse(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::InvalidArgument, problems)) }
}

/// The JSON shape of an [`Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorReport {
    /// What was refused.
    pub code: ErrorKind,
    /// All problems in words.
    pub message: String,
    /// Every problem, in the order of the input.
    pub problems: Vec<ProblemReport>,
}

/// The JSON shape of a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProblemReport {
    /// Stable code.
    pub code: Code,
    /// Where: a control, or the path of a field.
    pub at: Option<String>,
    /// Line of the file, counted from 1; there only when the input is a file of lines.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub line: Option<u32>,
    /// What was given.
    pub given: Option<String>,
    /// The nearest valid name.
    pub nearest: Option<String>,
    /// The valid choices or options; there only for a choice or an option.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub valid: Vec<String>,
    /// What is wrong, in words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
