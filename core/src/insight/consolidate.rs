//! One sheet out of the sheets of several sites.

use std::cmp::Ordering;

use serde::Serialize;

use super::strength::{Strength, rank};
use crate::answers::{Answer, AnswerSheet, resolve};
use crate::assessment::FrameworkRef;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::Text;
use crate::rules::{Contribution, ControlRules, State};

/// How several answers become one.
///
/// A site where a control does not apply has no say in it; it does not apply to the whole only when
/// it applies nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Consolidation {
    /// The weakest answer: one weak site lowers the whole.
    #[default]
    WorstOf,
    /// The answer of most sites; of equally many, the weaker.
    Majority,
    /// The best choice that is not above the mean of the sites: of points, else of credit, else of
    /// 2 for met and 1 for partial.
    MeanRoundedDown,
}

/// What one site answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SiteAnswer {
    /// The site.
    pub site: String,
    /// Its choice; `None` if unanswered.
    pub choice: Option<Text>,
}

/// How one control was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Decision {
    /// Id of the control.
    pub control: Text,
    /// The choice for the whole; `None` if sites that have not answered could still change it.
    pub choice: Option<Text>,
    /// The sites that decided it; for an undecided control, those that have not answered.
    pub by: Vec<String>,
    /// What every site answered.
    pub answers: Vec<SiteAnswer>,
}

/// The sheet of the whole, and which site decided what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Consolidated {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// How several answers became one.
    pub rule: Consolidation,
    /// The sheet of the whole.
    pub sheet: AnswerSheet,
    /// Every control, in order.
    pub decisions: Vec<Decision>,
}

impl Framework {
    /// One sheet out of the sheets of several sites, each with its name.
    ///
    /// A control is answered for the whole once no unanswered site can change it.
    ///
    /// ```
    /// use shisei::insight::Consolidation;
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("five-basics")?;
    /// let sheet = |choice: &str| AnswerSheet::new("five-basics").with("B1", choice);
    /// let sites = [("Tokyo".to_owned(), sheet("done")), ("Osaka".to_owned(), sheet("partly"))];
    /// let whole = framework.consolidate(&sites, Consolidation::WorstOf)?;
    /// assert_eq!(whole.decisions[0].choice.as_deref(), Some("partly"));
    /// assert_eq!(whole.decisions[0].by, ["Osaka"]);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without sites or with two of one name;
    /// [`ErrorKind::InvalidSheet`] with every problem of every sheet, each with its site.
    #[inline]
    pub fn consolidate(
        &self,
        sites: &[(String, AnswerSheet)],
        rule: Consolidation,
    ) -> Result<Consolidated, Error> {
        check_names(sites)?;
        let answers = resolve_all(self, sites)?;
        let controls = self.rules.controls.iter().enumerate();
        let decisions: Vec<Decided> = controls
            .map(|(at, control)| {
                let votes = answers.iter().map(|answers| answers.get(at).copied().flatten());
                decide(control, at, rule, votes.collect())
            })
            .collect();
        let mut sheet = AnswerSheet::new(self.reference());
        for (control, decided) in self.controls().iter().zip(&decisions) {
            let Some(choice) = decided.choice.and_then(|at| self.choice(decided.at, at)) else {
                continue;
            };
            let answer = Answer {
                reason: reasons(sites, &control.id, decided),
                ..Answer::new(choice.id.to_string())
            };
            sheet = sheet.with(&*control.id, answer);
        }
        let decisions = self.controls().iter().zip(decisions);
        let decisions = decisions.map(|(control, decided)| Decision {
            control: control.id.clone(),
            choice: decided.choice.and_then(|at| Some(self.choice(decided.at, at)?.id.clone())),
            by: names(sites, &decided.by),
            answers: sites
                .iter()
                .zip(&decided.votes)
                .map(|((site, _), vote)| SiteAnswer {
                    site: site.clone(),
                    choice: vote.and_then(|vote| Some(self.choice(decided.at, vote)?.id.clone())),
                })
                .collect(),
        });
        let (framework, decisions) = (FrameworkRef::of(self), decisions.collect());
        Ok(Consolidated { framework, rule, sheet, decisions })
    }
}

#[inline]
fn check_names(sites: &[(String, AnswerSheet)]) -> Result<(), Error> {
    let refused = |problem| Err(Error::one(ErrorKind::InvalidArgument, problem));
    if sites.is_empty() {
        return refused(Problem::new(Code::Empty).at("sites"));
    }
    let mut names: Vec<&str> = sites.iter().map(|(site, _)| &**site).collect();
    names.sort_unstable();
    match names.iter().zip(names.iter().skip(1)).find(|(a, b)| a == b) {
        Some((name, _)) => refused(Problem::new(Code::DuplicateId).at("sites").given(name)),
        None => Ok(()),
    }
}

#[inline]
fn resolve_all(
    framework: &Framework,
    sites: &[(String, AnswerSheet)],
) -> Result<Vec<Vec<Option<u8>>>, Error> {
    let mut problems = Vec::new();
    let mut answers = Vec::new();
    for (site, sheet) in sites {
        match resolve(framework, sheet) {
            Ok(choices) => answers.push(choices),
            Err(error) => problems.extend(error.problems().iter().cloned().map(|mut problem| {
                let at = problem.at.take();
                problem.at(at.map_or_else(|| site.clone(), |at| format!("{site}: {at}")))
            })),
        }
    }
    if problems.is_empty() {
        Ok(answers)
    } else {
        Err(Error::new(ErrorKind::InvalidSheet, problems))
    }
}

/// One control, decided.
struct Decided {
    at: usize,
    choice: Option<u8>,
    /// Positions of the sites that decided.
    by: Vec<usize>,
    votes: Vec<Option<u8>>,
}

#[inline]
fn decide(
    control: &ControlRules,
    at: usize,
    rule: Consolidation,
    votes: Vec<Option<u8>>,
) -> Decided {
    let given: Vec<u8> = votes.iter().copied().flatten().collect();
    let missing = votes.len() - given.len();
    let allowed: Vec<u8> = control.allowed().map(|(at, _)| at).collect();
    let mut ends = completions(rule, &allowed, missing).into_iter().map(|missing| {
        let all: Vec<u8> = given.iter().copied().chain(missing).collect();
        settle(control, rule, &all)
    });
    let first = ends.next().flatten();
    let choice = first.filter(|_| ends.all(|end| end == first));
    let decides = |vote: &Option<u8>| match choice {
        None => vote.is_none(),
        Some(_) if rule == Consolidation::MeanRoundedDown => {
            vote.is_some_and(|vote| applicable(control, vote).is_some() || choice == Some(vote))
        }
        Some(choice) => *vote == Some(choice),
    };
    let by = votes.iter().enumerate().filter(|(_, vote)| decides(vote)).map(|(at, _)| at).collect();
    Decided { at, choice, by, votes }
}

/// Most ways of answering that are tried for a mean; beyond them a control stays undecided.
const MOST_COMPLETIONS: usize = 10_000;

/// What the missing sites could answer, as far as it can make a difference; empty when there are
/// too many ways.
#[inline]
fn completions(rule: Consolidation, allowed: &[u8], missing: usize) -> Vec<Vec<u8>> {
    if rule != Consolidation::MeanRoundedDown {
        // For these rules nothing goes further than all of them answering alike.
        return allowed.iter().map(|&choice| vec![choice; missing]).collect();
    }
    // A mean looks at the sum and at which answers were given, so every mix counts; order does not.
    let mut mixes = vec![Vec::new()];
    for _ in 0..missing {
        mixes = mixes
            .iter()
            .flat_map(|mix: &Vec<u8>| {
                let from = mix.last().copied().unwrap_or(0);
                let next = allowed.iter().filter(move |&&choice| choice >= from);
                next.map(|&choice| mix.iter().copied().chain([choice]).collect())
            })
            .collect();
        if mixes.len() > MOST_COMPLETIONS {
            return Vec::new();
        }
    }
    mixes
}

/// What a site's answer contributes, unless the control does not apply there.
#[inline]
fn applicable(control: &ControlRules, vote: u8) -> Option<(u8, Contribution)> {
    let answer = control.contribution(Some(vote));
    (answer.state != State::NotApplicable).then_some((vote, answer))
}

/// The answer for the whole when every site has answered.
#[inline]
fn settle(control: &ControlRules, rule: Consolidation, votes: &[u8]) -> Option<u8> {
    let applicable: Vec<(u8, Contribution)> =
        votes.iter().filter_map(|&vote| applicable(control, vote)).collect();
    if applicable.is_empty() {
        return votes.iter().copied().min();
    }
    match rule {
        Consolidation::WorstOf => applicable.iter().min_by(|a, b| weaker(a, b)).map(|it| it.0),
        Consolidation::Majority => {
            let count = |vote: u8| applicable.iter().filter(|(own, _)| *own == vote).count();
            let order = |a: &&(u8, Contribution), b: &&(u8, Contribution)| {
                count(b.0).cmp(&count(a.0)).then(weaker(a, b))
            };
            applicable.iter().min_by(order).map(|it| it.0)
        }
        Consolidation::MeanRoundedDown => mean(control, &applicable),
    }
}

#[inline]
fn weaker(a: &(u8, Contribution), b: &(u8, Contribution)) -> Ordering {
    Strength::of(&a.1).compare(Strength::of(&b.1)).then(a.0.cmp(&b.0))
}

/// What a mean is taken of.
#[inline]
fn value(control: &ControlRules, (vote, answer): &(u8, Contribution)) -> i64 {
    control.unweighted(*vote).unwrap_or(match answer.state {
        State::Met => 2,
        State::Partial => 1,
        _ => 0,
    })
}

#[inline]
fn mean(control: &ControlRules, votes: &[(u8, Contribution)]) -> Option<u8> {
    let sum: i64 = votes.iter().map(|vote| value(control, vote)).sum();
    let count = i64::try_from(votes.len()).ok()?;
    let fitting: Vec<(u8, Contribution)> = control
        .allowed()
        .filter_map(|(choice, _)| applicable(control, choice))
        // Nobody accepts a risk for others.
        .filter(|choice| choice.1.state != State::Accepted || votes.contains(choice))
        .filter(|choice| value(control, choice) * count <= sum)
        .collect();
    let best = fitting.iter().map(|choice| value(control, choice)).max()?;
    let equals = || fitting.iter().filter(|choice| value(control, choice) == best);
    // Among equals an answer that was given, the weaker; else the strongest state.
    let given = equals().filter(|equal| votes.contains(equal)).min_by(|a, b| weaker(a, b));
    let strongest =
        || equals().max_by_key(|(at, answer)| (rank(answer.state), std::cmp::Reverse(*at)));
    given.or_else(strongest).map(|(at, _)| *at)
}

#[inline]
fn names(sites: &[(String, AnswerSheet)], by: &[usize]) -> Vec<String> {
    by.iter().filter_map(|&at| sites.get(at)).map(|(site, _)| site.clone()).collect()
}

/// The reasons of the sites that decided, each with its site.
#[inline]
fn reasons(sites: &[(String, AnswerSheet)], control: &str, decided: &Decided) -> Option<String> {
    let reasons: Vec<String> = decided
        .by
        .iter()
        .filter_map(|&at| sites.get(at))
        .filter_map(|(site, sheet)| {
            Some(format!("{site}: {}", sheet.answer(control)?.reason.as_deref()?))
        })
        .collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}
