//! A subsidy for security services: who can apply, and how much it would be.

use serde::Serialize;

use super::basis::Basis;
use super::profile::Profile;
use super::size::{self, SmeClass, sme_class};
use crate::answers::AnswerSheet;
use crate::assessment::{FrameworkRef, State};
use crate::day::Day;
use crate::error::{Code, Error, Problem, refuse};
use crate::framework::Framework;
use crate::model::{
    Applicant, Choice, Condition, Control, Criterion, Definition, Eligibility, Group, Limit, List,
    Localized, NotApplicable, Origin, OutcomeRule, Rule, Scale, SizeTable, Standing, Status,
    Subject, Subsidy, Text, Tier, Verification,
};
use crate::programmes::setters::setters;
use crate::reference::Reference;

/// Most months that an input may name.
pub(crate) const MOST_MONTHS: u64 = 1200;

/// What an applicant knows. What is not known stays empty.
///
/// ```
/// use shisei::programmes::{Profile, subsidy::Application};
///
/// let profile = Profile::new().industry("retail").employees(5);
/// let application = Application::new(profile).yen_per_month(8_000).months(24);
/// assert_eq!(application.months, Some(24));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Application {
    /// Who applies.
    pub profile: Profile,
    /// Eligible fees, in yen, already limited to the longest span. The other way to give them is
    /// `yen_per_month` with `months`.
    pub eligible_yen: Option<u64>,
    /// Fee per month, in yen.
    pub yen_per_month: Option<u64>,
    /// Months that the fee is paid for.
    pub months: Option<u64>,
    /// Answers to the conditions and exclusions, by id.
    pub answers: Vec<(String, String)>,
}

impl Application {
    /// An application of which no more is known than who applies.
    ///
    /// ```
    /// use shisei::programmes::{Profile, subsidy::Application};
    ///
    /// let application = Application::new(Profile::new().employees(5));
    /// assert!(application.answers.is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn new(profile: Profile) -> Self {
        Self { profile, ..Self::default() }
    }

    /// The same with an answer to a condition or an exclusion.
    ///
    /// ```
    /// use shisei::programmes::{Profile, subsidy::Application};
    ///
    /// let application = Application::new(Profile::new()).answer("gbizid", "yes");
    /// assert_eq!(application.answers.len(), 1);
    /// ```
    #[must_use]
    #[inline]
    pub fn answer(mut self, condition: impl Into<String>, choice: impl Into<String>) -> Self {
        self.answers.push((condition.into(), choice.into()));
        self
    }
}

setters! {
    Application, "shisei::programmes::subsidy::Application::new(shisei::programmes::Profile::new())" {
        value eligible_yen: u64 = 800_000;
        value yen_per_month: u64 = 9_800;
        value months: u64 = 24;
    }
}

/// Why there is no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IneligibilityReason {
    /// The applicant is not small or medium-sized.
    NotSmallOrMedium,
    /// Whether the applicant is small or medium-sized, or among the smallest, is not known.
    SizeNotKnown,
    /// A condition does not hold.
    ConditionNotMet,
    /// An exclusion applies.
    Excluded,
    /// The sum would be below the least that is paid.
    BelowFloor,
}

/// One reason why there is no sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reason {
    /// Why.
    pub code: IneligibilityReason,
    /// Id of the condition or exclusion, where it is one.
    pub line: Option<Text>,
    /// What it says, in the catalogue's words.
    pub text: Option<Localized>,
    /// Sources.
    pub basis: Basis,
}

/// A share of the fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SubsidyShare"))]
#[non_exhaustive]
pub struct Share {
    /// Who gets it.
    pub applicant: Applicant,
    /// Upper number of the ratio.
    pub numerator: u32,
    /// Lower number of the ratio.
    pub denominator: u32,
    /// Sources.
    pub basis: Basis,
}

/// A sum or a length of time, with its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SubsidyBound"))]
#[non_exhaustive]
pub struct Bound {
    /// The value.
    pub value: u64,
    /// Its unit.
    pub unit: Text,
    /// Sources.
    pub basis: Basis,
}

/// A deadline that is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Deadline {
    /// Id of the window.
    pub window: Text,
    /// First day, where known.
    pub opens: Option<Text>,
    /// Last day.
    pub closes: Text,
    /// Time of the last day at which it closes, `HH:MM` in Japan, where known.
    pub closes_at: Option<Text>,
    /// Day on which the grants are to be decided, as planned, where known.
    pub decision: Option<Text>,
    /// Days from the day asked about to the last day.
    pub days_left: i64,
    /// Whether the day was only planned when it was seen.
    pub planned: bool,
    /// Sources.
    pub basis: Basis,
}

/// A condition or an exclusion, and its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EligibilityLine {
    /// Id of the line.
    pub id: Text,
    /// Printed number, where there is one.
    pub number: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What it says.
    pub gist: Localized,
    /// Its state: `met` is good for a condition and for an exclusion.
    pub state: State,
    /// Sources.
    pub basis: Basis,
}

/// How much a subsidy would be, or why nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SubsidyResult"))]
#[non_exhaustive]
pub struct Calculation {
    /// The programme, `id@edition`.
    pub programme: Reference,
    /// Title.
    pub title: Localized,
    /// Size of the applicant.
    pub size: SmeClass,
    /// The share that holds for the size.
    pub share: Option<Share>,
    /// Months that are eligible, where months were given.
    pub eligible_months: Option<u64>,
    /// Months beyond the longest span, which are not.
    pub months_cut: u64,
    /// Eligible fees, in yen.
    pub eligible_yen: u64,
    /// The share of the fees before floor and cap, fractions of a yen cut off.
    pub share_yen: Option<u64>,
    /// The sum, in yen; `None` if there is a reason for none. It is no promise: applications are
    /// selected.
    pub amount_yen: Option<u64>,
    /// Why there is none.
    pub reasons: Vec<Reason>,
    /// Whether the sum still depends on lines that are not answered.
    pub depends: bool,
    /// The rules that conditions and exclusions were judged by.
    pub eligibility: FrameworkRef,
    /// Every condition and exclusion.
    pub lines: Vec<EligibilityLine>,
    /// Least sum that is paid.
    pub floor: Bound,
    /// Highest sum that is paid.
    pub cap: Bound,
    /// Longest span whose fees are eligible.
    pub term: Bound,
    /// What costs are eligible.
    pub eligible: Localized,
    /// Other rules on what is paid and when.
    pub rules: Vec<EligibilityRule>,
    /// Deadlines from the day asked about on, where a day was given.
    pub deadlines: Vec<Deadline>,
}

/// A rule on what is paid and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EligibilityRule {
    /// Id of the rule.
    pub id: Text,
    /// Title.
    pub title: Localized,
    /// What it says.
    pub gist: Localized,
    /// Sources.
    pub basis: Basis,
}

/// The conditions and exclusions of a subsidy as a small framework, to be answered like any other.
///
/// ```
/// use shisei::catalog::programmes::{eligibility, subsidies};
///
/// let programme = subsidies::find("it-subsidy-security@2026")?;
/// let form = eligibility::find(programme.eligibility.as_str())?;
/// let framework = shisei::programmes::subsidy::eligibility(programme, form)?;
/// assert!(!framework.controls().is_empty());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidFramework`](crate::ErrorKind::InvalidFramework) when the data does not make
/// one.
#[inline]
pub fn eligibility(subsidy: &Subsidy, form: &Eligibility) -> Result<Framework, Error> {
    let cited = subsidy.conditions.first().map(|line| line.citations.clone()).unwrap_or_default();
    let scale = |id: &'static str, choices: &List<Choice>| Scale {
        id: id.into(),
        origin: Origin::Derived,
        verification: Verification::Confirmed,
        facts: None,
        citations: cited.clone(),
        choices: choices.clone(),
    };
    let group = |id: &'static str, title: &Localized| Group {
        id: id.into(),
        title: title.clone(),
        summary: None,
    };
    let conditions =
        subsidy.conditions.iter().map(|line| control(line, "conditions", &form.condition_advice));
    let exclusions =
        subsidy.exclusions.iter().map(|line| control(line, "exclusions", &form.exclusion_advice));
    let mut groups = vec![group("conditions", &form.conditions)];
    if !subsidy.exclusions.is_empty() {
        groups.push(group("exclusions", &form.exclusions));
    }
    let all = Condition {
        groups: List::default(),
        tags: List::default(),
        controls: List::default(),
        accept: vec![Standing::Met].into(),
        at_least: None,
    };
    let tier = Tier {
        id: "eligible".into(),
        title: form.reached.clone(),
        meaning: form.reached_meaning.clone(),
        conditions: vec![all].into(),
    };
    Framework::new(Definition {
        id: subsidy.id.clone(),
        edition: subsidy.edition.clone(),
        title: form.title.clone(),
        summary: form.summary.clone(),
        publisher: subsidy.publisher.clone(),
        issued: None,
        valid_from: None,
        status: Status::Current,
        subject: Subject::Organisation,
        not_applicable: NotApplicable::NotAllowed,
        acceptance: false,
        reasons: List::default(),
        previous: None,
        sources: subsidy.sources.clone(),
        scales: vec![
            scale("conditions", &form.condition_choices),
            scale("exclusions", &form.exclusion_choices),
        ]
        .into(),
        groups: groups.into(),
        dimensions: List::default(),
        coverage: None,
        outcome: Some(OutcomeRule {
            origin: Origin::Derived,
            verification: Verification::Confirmed,
            citations: cited.clone(),
            rule: Rule::Tiers(vec![tier].into()),
        }),
        controls: conditions.chain(exclusions).collect(),
    })
}

#[inline]
fn control(line: &Criterion, part: &'static str, advice: &Localized) -> Control {
    Control {
        id: line.id.clone(),
        number: line.number.clone(),
        group: part.into(),
        title: line.title.clone(),
        question: line.gist.clone(),
        parts: None,
        advice: advice.clone(),
        why: None,
        scale: part.into(),
        weight: 1,
        not_applicable: None,
        not_applicable_when: None,
        role: None,
        tags: List::default(),
        parameters: line.parameters.clone(),
        see: List::default(),
        effort: None,
        verification: line.verification,
        facts: None,
        doubt: line.doubt.clone(),
        citations: line.citations.clone(),
    }
}

/// How much a subsidy would be, or why nothing. `on` asks for the deadlines from that day on.
///
/// The sum is the share of the eligible fees, fractions of a yen cut off, at most the cap; below
/// the floor there is none.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::{Profile, subsidy};
///
/// let programme = catalogue::subsidies::all()[0];
/// let sizes = catalogue::sizes::in_force(None)?;
/// let form = catalogue::eligibility::find(programme.eligibility.as_str())?;
/// let profile = Profile::new().industry("retail").employees(5);
/// let application = subsidy::Application::new(profile).eligible_yen(300_000);
/// let calculation = subsidy::subsidy(programme, sizes, form, &application, None)?;
/// assert_eq!(calculation.programme, programme.reference());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every problem of profile,
/// fees and answers.
#[inline]
pub fn subsidy(
    subsidy: &Subsidy,
    sizes: &SizeTable,
    form: &Eligibility,
    application: &Application,
    on: Option<Day>,
) -> Result<Calculation, Error> {
    let framework = eligibility(subsidy, form)?;
    refuse(problems(&framework, sizes, application))?;
    let size = sme_class(sizes, &application.profile)?;
    let assessment = framework.assess(&sheet(&framework, application))?;
    let lines: Vec<EligibilityLine> = assessment
        .states()
        .map(|(control, state)| eligibility_line(&framework, control, state))
        .collect();
    let months = application.months.map(|months| months.min(subsidy.term.value));
    let eligible_yen = eligible_yen(application, months);
    let share = share(subsidy, &size);
    let share_yen = share
        .as_ref()
        .map(|share| eligible_yen * u64::from(share.numerator) / u64::from(share.denominator));
    let reasons = reasons(subsidy, &framework, &size, &lines, share_yen);
    let open = |line: &EligibilityLine| matches!(line.state, State::Unanswered | State::Unknown);
    Ok(Calculation {
        programme: subsidy.reference(),
        title: subsidy.title.clone(),
        size,
        share,
        eligible_months: months,
        months_cut: application.months.unwrap_or(0) - months.unwrap_or(0),
        eligible_yen,
        share_yen,
        amount_yen: share_yen.filter(|_| reasons.is_empty()).map(|sum| sum.min(subsidy.cap.value)),
        depends: reasons.is_empty() && lines.iter().any(open),
        reasons,
        eligibility: FrameworkRef::of(&framework),
        lines,
        floor: bound(subsidy, &subsidy.floor),
        cap: bound(subsidy, &subsidy.cap),
        term: bound(subsidy, &subsidy.term),
        eligible: subsidy.eligible.clone(),
        rules: subsidy.rules.iter().map(|rule| eligibility_rule(subsidy, rule)).collect(),
        deadlines: on.map(|on| deadlines(subsidy, on)).unwrap_or_default(),
    })
}

#[inline]
fn sheet(framework: &Framework, application: &Application) -> AnswerSheet {
    let empty = AnswerSheet::new(framework.reference());
    application.answers.iter().fold(empty, |sheet, (id, choice)| sheet.with(id, choice.as_str()))
}

/// The fees given, or the fee per month over the eligible months.
#[inline]
fn eligible_yen(application: &Application, months: Option<u64>) -> u64 {
    let by_month = || application.yen_per_month.zip(months).map(|(fee, months)| fee * months);
    application.eligible_yen.or_else(by_month).unwrap_or(0)
}

#[inline]
fn share(subsidy: &Subsidy, size: &SmeClass) -> Option<Share> {
    let applicant = match (size.sme?, size.micro?) {
        (true, true) => Applicant::Micro,
        (true, false) => Applicant::Sme,
        (false, _) => return None,
    };
    let rate = subsidy.rates.iter().find(|rate| rate.applicant == applicant)?;
    Some(Share {
        applicant,
        numerator: rate.numerator,
        denominator: rate.denominator,
        basis: Basis::of(rate, &subsidy.sources),
    })
}

#[inline]
fn reasons(
    subsidy: &Subsidy,
    framework: &Framework,
    size: &SmeClass,
    lines: &[EligibilityLine],
    share_yen: Option<u64>,
) -> Vec<Reason> {
    let of_size = |code| Reason {
        code,
        line: None,
        text: Some(size.title.clone()),
        basis: size.basis.clone(),
    };
    let mut reasons = Vec::new();
    if size.sme == Some(false) {
        reasons.push(of_size(IneligibilityReason::NotSmallOrMedium));
    } else if share_yen.is_none() {
        reasons.push(of_size(IneligibilityReason::SizeNotKnown));
    }
    for line in lines.iter().filter(|line| line.state == State::Unmet) {
        let excluded = framework.control(&line.id).is_some_and(|c| c.group == "exclusions");
        reasons.push(Reason {
            code: if excluded {
                IneligibilityReason::Excluded
            } else {
                IneligibilityReason::ConditionNotMet
            },
            line: Some(line.id.clone()),
            text: Some(line.gist.clone()),
            basis: line.basis.clone(),
        });
    }
    if share_yen.is_some_and(|sum| sum < subsidy.floor.value) {
        reasons.push(Reason {
            code: IneligibilityReason::BelowFloor,
            line: None,
            text: None,
            basis: Basis::of(&subsidy.floor, &subsidy.sources),
        });
    }
    reasons
}

#[inline]
fn eligibility_line(framework: &Framework, control: &Control, state: State) -> EligibilityLine {
    EligibilityLine {
        id: control.id.clone(),
        number: control.number.clone(),
        title: control.title.clone(),
        gist: control.question.clone(),
        state,
        basis: Basis::of(control, &framework.definition().sources),
    }
}

#[inline]
fn eligibility_rule(subsidy: &Subsidy, rule: &Criterion) -> EligibilityRule {
    EligibilityRule {
        id: rule.id.clone(),
        title: rule.title.clone(),
        gist: rule.gist.clone(),
        basis: Basis::of(rule, &subsidy.sources),
    }
}

#[inline]
fn bound(subsidy: &Subsidy, limit: &Limit) -> Bound {
    Bound {
        value: limit.value,
        unit: limit.unit.clone(),
        basis: Basis::of(limit, &subsidy.sources),
    }
}

#[inline]
fn deadlines(subsidy: &Subsidy, on: Day) -> Vec<Deadline> {
    let to_come = subsidy.windows.iter().filter_map(|window| {
        let closes = Day::last_of(&window.closes).filter(|closes| on <= *closes)?;
        Some(Deadline {
            window: window.id.clone(),
            opens: window.opens.clone(),
            closes: window.closes.clone(),
            closes_at: window.closes_at.clone(),
            decision: window.decision.clone(),
            days_left: on.days_until(closes),
            planned: window.planned,
            basis: Basis::of(window, &subsidy.sources),
        })
    });
    to_come.collect()
}

#[inline]
fn problems(framework: &Framework, sizes: &SizeTable, application: &Application) -> Vec<Problem> {
    let mut problems: Vec<Problem> = size::problems(sizes, &application.profile)
        .into_iter()
        .map(|problem| {
            let at = match &problem.at {
                Some(at) => format!("profile.{at}"),
                None => "profile".to_owned(),
            };
            problem.at(at)
        })
        .collect();
    let by_month = application.yen_per_month.is_some() || application.months.is_some();
    match (application.eligible_yen, application.yen_per_month, application.months) {
        (Some(_), _, _) if by_month => {
            let problem = Problem::new(Code::Contradiction).at("eligible_yen");
            problems.push(problem.given("eligible_yen").detail("yen_per_month, months"));
        }
        (None, None, None) => {
            problems.push(Problem::new(Code::MissingField).given("eligible_yen"));
        }
        (None, None, Some(_)) => {
            problems.push(Problem::new(Code::MissingField).given("yen_per_month"));
        }
        (None, Some(_), None) => problems.push(Problem::new(Code::MissingField).given("months")),
        _ => {}
    }
    if let Err(error) = framework.assess(&sheet(framework, application)) {
        problems.extend(error.problems().iter().cloned());
    }
    problems
}
