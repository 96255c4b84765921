//! Functions about answer sheets and frameworks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::functions::{Arguments, Function, arguments, functions, run};
use super::library::Shelf;
use crate::answers::AnswerSheet;
use crate::assessment::{Assessment, FrameworkRef};
use crate::editions::{self, FrameworkDiff, Migration, ScoreChange, editions_between};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::input::{self, Value, entries};
use crate::insight::{
    self, Bounds, Consolidated, Consolidation, Diff, Effort, Explanation, Goal, Known, Maximise,
    Peers, Plan, PlanOptions, ReferenceView, Scope, StrmTable, Target,
};
use crate::model::{Crosswalk, Definition, Lang};
use crate::reference::Reference;

functions! {
    /// Functions about answer sheets and frameworks.
    INSIGHT of "insight":

    /// How much of other frameworks is already known, and what remains; shortest list first.
    answer_once(AnswerOnce) -> AnsweredOnce;
    /// Scores a sheet.
    assess(OneSheet) -> Assessment;
    /// What a sheet can still become: points, outcomes, and the question that narrows it most.
    bounds(OneSheet) -> Bounds;
    /// What answered sheets say about another framework, with relation and source of each answer.
    ///
    /// Of answers in conflict the weaker one wins, and both are named.
    carry_over(CarryOver) -> insight::CarryOver;
    /// The sheets of several sites as one; the result remembers which site decided each control.
    consolidate(Consolidate) -> Consolidated;
    /// What improved, worsened or was newly answered between two sheets of one framework.
    diff(TwoSheets) -> Diff;
    /// Every number of an assessment as a tree, down to answers and citations.
    ///
    /// The inner sums add up exactly. With `lang`, `text` has the tree in words.
    explain(Explain) -> Explained;
    /// What changed between two editions of a framework.
    framework_diff(Editions) -> FrameworkDiff;
    /// Reads and checks a framework file.
    load_framework(LoadFramework) -> Loaded;
    /// A sheet in another edition, and what became of each answer.
    migrate(Migrate) -> Migrated;
    /// Published shares of how others answered, with year and number asked; none is invented.
    peers(OneSheet) -> Peers;
    /// The changes of least effort that reach a target, or the best result of a budget; exact.
    ///
    /// Either a `target` to reach, or a `budget` of effort to spend.
    plan(Planned) -> Plan;
    /// Reads a result back: an assessment in JSON, accepted if its answers give the same today.
    ///
    /// The result has no reasons, notes or evidence, so none are asked for.
    read_assessment(ReadAssessment) -> Assessment;
    /// What a sheet says in the terms of another standard: which entries its controls address.
    ///
    /// Each entry has the controls that it is addressed by and their states; counts come with the
    /// number of entries they are out of. None of it says that anybody conforms to the standard.
    references(Referred) -> ReferenceView;
    /// A change of score, split exactly into what the answers did and what the rules did.
    score_change(TwoSheets) -> ScoreChange;
    /// How two documents relate, control by control, as a CSV table for tools that map standards.
    ///
    /// Each document is a framework or a scheme. The columns are those of a set theory relationship
    /// mapping: NIST IR 8477, table 5, and the OLIR template of NIST IR 8278A Rev. 1.
    strm(Mapped) -> StrmTable;
}

arguments! {
    definitions:
    /// One sheet.
    OneSheet {
        /// The answer sheet.
        sheet: AnswerSheet,
    }
    /// What to explain.
    Explain {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// Language of the text; without it, there is no text.
        lang: Option<Lang>,
    }
    /// What to plan.
    Planned {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// What to reach: a band or tier by id, points, or a percentage of the coverage.
        target: Option<Target>,
        /// Most effort to spend.
        budget: Option<u64>,
        /// What to spend it on; the outcome unless given.
        maximise: Option<Maximise>,
        /// What changes cost, by control; otherwise the author's estimates of 1 to 5 count.
        #[serde(default)]
        efforts: BTreeMap<String, Effort>,
        /// Controls that stay as they are.
        #[serde(default)]
        forbidden: Vec<String>,
    }
    /// A result to read back.
    ReadAssessment {
        /// The framework that scored it, `id@edition`.
        framework: Reference,
        /// The assessment, as JSON text.
        json: String,
    }
    /// A sheet, and a scheme that its framework has references to.
    Referred {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// The scheme, `id` or `id@edition`: `nist-csf`, `iso-27001@2022`.
        scheme: Reference,
    }
    /// Two documents that are related by a crosswalk or by references.
    Mapped {
        /// The focal document: a framework or a scheme, `id` or `id@edition`.
        focal: Reference,
        /// The reference document.
        reference: Reference,
        /// Language of descriptions and comments; English unless given.
        #[serde(default)]
        lang: Option<Lang>,
        /// Relations between controls; those of the catalogue unless given.
        crosswalks: Option<Vec<Crosswalk>>,
    }
    /// Two sheets, the earlier one first.
    TwoSheets {
        /// The earlier sheet.
        before: AnswerSheet,
        /// The later sheet.
        after: AnswerSheet,
    }
    /// Two editions of a framework, the earlier one first.
    Editions {
        /// The earlier edition, `id@edition`.
        before: Reference,
        /// The later edition, `id@edition`.
        after: Reference,
    }
    /// What to migrate.
    Migrate {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// The edition to reach, `id@edition`; the current one unless given.
        to: Option<Reference>,
    }
    /// What to consolidate.
    Consolidate {
        /// The sheet of each site, by name.
        #[serde(deserialize_with = "entries")]
        #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, AnswerSheet>"))]
        sites: Vec<(String, AnswerSheet)>,
        /// Which answer counts; the worst one unless given.
        #[serde(default)]
        rule: Consolidation,
    }
    /// What to carry over.
    CarryOver {
        /// Answered sheets.
        sheets: Vec<AnswerSheet>,
        /// The framework to fill in: `id` or `id@edition`.
        framework: Reference,
        /// Relations between controls; those of the catalogue unless given.
        crosswalks: Option<Vec<Crosswalk>>,
    }
    /// What to answer once.
    AnswerOnce {
        /// Answered sheets.
        sheets: Vec<AnswerSheet>,
        /// Frameworks to answer: `id`, `id@edition` or `id#tier`.
        targets: Vec<String>,
        /// Relations between controls; those of the catalogue unless given.
        crosswalks: Option<Vec<Crosswalk>>,
    }
}

arguments! {
    /// What to plan for an assessment at hand: the fields of [`Planned`] but the sheet.
    Planning {
        target: Option<Target>,
        budget: Option<u64>,
        maximise: Option<Maximise>,
        #[serde(default)]
        efforts: BTreeMap<String, Effort>,
        #[serde(default)]
        forbidden: Vec<String>,
    }
    /// A framework file as text: TOML or JSON.
    LoadFramework {
        /// The file in TOML.
        toml: Option<String>,
        /// The file in JSON.
        json: Option<String>,
    }
}
fn assess(it: &OneSheet, shelf: &Shelf<'_>) -> Result<Assessment, Error> {
    shelf.assess(&it.sheet)
}

fn bounds(it: &OneSheet, shelf: &Shelf<'_>) -> Result<Bounds, Error> {
    shelf.assess(&it.sheet)?.bounds()
}

/// An explanation, and its text when a language was given.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explained {
    /// The tree.
    #[serde(flatten)]
    pub tree: Explanation,
    /// Its text, when a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Explained {
    /// An explanation with its text in a language, if one is given.
    ///
    /// ```
    /// use shisei::json::Explained;
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let tree = assess(&AnswerSheet::new("five-basics"))?.explain();
    /// assert!(Explained::new(tree.clone(), Some(Lang::Ja)).text.is_some());
    /// assert!(Explained::new(tree, None).text.is_none());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    pub fn new(tree: Explanation, lang: Option<Lang>) -> Self {
        let text = lang.map(|lang| tree.text(lang));
        Self { tree, text }
    }
}

fn explain(it: &Explain, shelf: &Shelf<'_>) -> Result<Explained, Error> {
    Ok(Explained::new(shelf.assess(&it.sheet)?.explain(), it.lang))
}

fn plan(it: &Planned, shelf: &Shelf<'_>) -> Result<Plan, Error> {
    let goal = goal(it.target.as_ref(), it.budget, it.maximise)?;
    let options = PlanOptions { efforts: it.efforts.clone(), forbidden: it.forbidden.clone() };
    shelf.assess(&it.sheet)?.plan(goal, &options)
}

/// Goal and options of the arguments of the function `plan` as a value, less the sheet: for
/// bindings, which plan many.
///
/// ```
/// use shisei::insight::Goal;
/// use shisei::{ErrorKind, input, json};
///
/// let arguments = input::json(r#"{"target": 70}"#, ErrorKind::InvalidArgument)?;
/// assert_eq!(json::planning(&arguments)?.0, Goal::Reach(70.into()));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with every problem of the arguments.
pub fn planning(arguments: &Value<'_>) -> Result<(Goal, PlanOptions), Error> {
    planned(arguments, |goal, options| Ok((goal, options.clone())))
}

pub(super) fn planned<T>(
    arguments: &Value<'_>,
    with: impl FnOnce(Goal, &PlanOptions) -> Result<T, Error>,
) -> Result<T, Error> {
    input::read::<Planning>(arguments).then(ErrorKind::InvalidArgument, |it| {
        let goal = goal(it.target.as_ref(), it.budget, it.maximise)?;
        with(goal, &PlanOptions { efforts: it.efforts, forbidden: it.forbidden })
    })
}

fn goal(
    target: Option<&Target>,
    budget: Option<u64>,
    maximise: Option<Maximise>,
) -> Result<Goal, Error> {
    match (target, budget, maximise) {
        (Some(target), None, None) => Ok(Goal::Reach(target.clone())),
        (None, Some(budget), maximise) => {
            Ok(Goal::Within { budget, maximise: maximise.unwrap_or(Maximise::Outcome) })
        }
        _ => Err(either("target", "budget")),
    }
}

/// Exactly one of two arguments must be there.
fn either(one: &str, other: &str) -> Error {
    let problem = Problem::new(Code::Contradiction).at("arguments").given(one);
    Error::one(ErrorKind::InvalidArgument, problem.detail(format!("{one} / {other}")))
}

fn carry_over(it: &CarryOver, shelf: &Shelf<'_>) -> Result<insight::CarryOver, Error> {
    let target = shelf.find(it.framework.as_str())?;
    insight::carry_over_by(
        &shelf.all(&it.sheets)?,
        target,
        &shelf.crosswalks(it.crosswalks.as_deref()),
        &|reference| shelf.handle(reference),
    )
}

/// How much of each framework is already known.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AnsweredOnce {
    /// The frameworks, the shortest list of questions first.
    pub frameworks: Vec<Known>,
}

fn answer_once(it: &AnswerOnce, shelf: &Shelf<'_>) -> Result<AnsweredOnce, Error> {
    let scopes: Result<Vec<Scope<'_>>, Error> = it
        .targets
        .iter()
        .map(|scope| {
            let (reference, tier) = match scope.split_once('#') {
                Some((reference, tier)) => (reference, Some(tier)),
                None => (&**scope, None),
            };
            Ok(Scope { framework: shelf.find(reference)?, tier })
        })
        .collect();
    let crosswalks = shelf.crosswalks(it.crosswalks.as_deref());
    let find = |reference: &str| shelf.handle(reference);
    let sheets = shelf.all(&it.sheets)?;
    let frameworks = insight::answer_once_by(&sheets, &scopes?, &crosswalks, &find)?;
    Ok(AnsweredOnce { frameworks })
}

fn diff(it: &TwoSheets, shelf: &Shelf<'_>) -> Result<Diff, Error> {
    let framework = shelf.find(&it.before.framework)?;
    let earlier = framework.assess(&it.before)?;
    framework.assess(&it.after)?.diff(&earlier)
}

/// The sheet in the newest edition, and how it came there.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Migrated {
    /// The sheet in the newest edition.
    pub sheet: AnswerSheet,
    /// Every edition on the way, oldest first.
    pub steps: Vec<Migration>,
}

fn read_assessment(it: &ReadAssessment, shelf: &Shelf<'_>) -> Result<Assessment, Error> {
    shelf.find(it.framework.as_str())?.read_assessment(&it.json)
}

fn references(it: &Referred, shelf: &Shelf<'_>) -> Result<ReferenceView, Error> {
    shelf.assess(&it.sheet)?.references(it.scheme.as_str())
}

fn strm(it: &Mapped, shelf: &Shelf<'_>) -> Result<StrmTable, Error> {
    let crosswalks = shelf.crosswalks(it.crosswalks.as_deref());
    let strm = {
        let (focal, reference) = (it.focal.as_str(), it.reference.as_str());
        insight::strm(focal, reference, &crosswalks, |it| shelf.find(it))?
    };
    Ok(strm.table(it.lang.unwrap_or(Lang::En)))
}

fn framework_diff(it: &Editions, shelf: &Shelf<'_>) -> Result<FrameworkDiff, Error> {
    Ok(editions::framework_diff(shelf.find(it.before.as_str())?, shelf.find(it.after.as_str())?))
}

fn migrate(it: &Migrate, shelf: &Shelf<'_>) -> Result<Migrated, Error> {
    let old = shelf.find(&it.sheet.framework)?;
    let new = shelf.find(it.to.as_ref().map_or_else(|| old.id(), Reference::as_str))?;
    let editions = editions_between(old, new, |reference| shelf.handle(reference))?;
    let mut assessment = old.assess(&it.sheet)?;
    let mut steps = Vec::new();
    for edition in editions.iter().skip(1) {
        let step = assessment.migrate(edition)?;
        assessment = edition.assess(&step.sheet)?;
        steps.push(step);
    }
    Ok(Migrated { sheet: assessment.sheet().clone(), steps })
}

fn score_change(it: &TwoSheets, shelf: &Shelf<'_>) -> Result<ScoreChange, Error> {
    let (earlier, later) = (shelf.assess(&it.before)?, shelf.assess(&it.after)?);
    editions::score_change(&earlier, &later, |reference| shelf.handle(reference))
}

fn consolidate(it: &Consolidate, shelf: &Shelf<'_>) -> Result<Consolidated, Error> {
    let Some((_, first)) = it.sites.first() else {
        let problem = Problem::new(Code::Empty).at("sites");
        return Err(Error::one(ErrorKind::InvalidArgument, problem));
    };
    shelf.find(&first.framework)?.consolidate(&it.sites, it.rule)
}

fn peers(it: &OneSheet, shelf: &Shelf<'_>) -> Result<Peers, Error> {
    let assessment = shelf.assess(&it.sheet)?;
    let find = |reference: &str| shelf.handle(reference);
    Ok(insight::peers(&assessment, shelf.library.evidence, find))
}

/// A framework that was loaded.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Loaded {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// What its author wrote.
    pub definition: Definition,
}

fn load_framework(it: &LoadFramework, _: &Shelf<'_>) -> Result<Loaded, Error> {
    let framework = match (&it.toml, &it.json) {
        (Some(toml), None) => Framework::from_toml(toml)?,
        (None, Some(json)) => Framework::from_json(json)?,
        _ => return Err(either("toml", "json")),
    };
    let definition = framework.definition().clone();
    Ok(Loaded { framework: FrameworkRef::of(&framework), definition })
}
