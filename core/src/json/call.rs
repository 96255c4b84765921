//! Every function by its name.

use serde::Serialize;

use super::arguments::{
    AnswerOnce, Arguments, CarryOver, Consolidate, Editions, Explain, LoadFramework, Migrate,
    OneSheet, Planned, TwoSheets, read,
};
use crate::answers::AnswerSheet;
use crate::assessment::{Assessment, FrameworkRef};
use crate::catalog;
use crate::editions::{Migration, editions_between, framework_diff, score_change};
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::insight::{
    Explanation, Goal, Known, Maximise, PlanOptions, Scope, answer_once, carry_over, peers,
};
use crate::model::{Crosswalk, Definition, Evidence};
use crate::programmes;
use crate::write;

/// What the functions reach: frameworks by reference, crosswalks, published figures.
#[derive(Clone, Copy)]
pub struct Library<'a> {
    /// The framework with a reference: an id, or `id@edition`.
    pub find: &'a dyn Fn(&str) -> Result<&'a Framework, Error>,
    /// Crosswalks, where a call brings none of its own.
    pub crosswalks: &'a [&'a Crosswalk],
    /// Published figures.
    pub evidence: &'a [&'a Evidence],
}

type Function = fn(&str, Library<'_>) -> Result<String, Error>;

/// Name and function, in alphabetical order.
const TABLE: &[(&str, Function)] = &[
    ("answer_once", call_answer_once),
    ("assess", call_assess),
    ("bounds", call_bounds),
    ("carry_over", call_carry_over),
    ("consolidate", call_consolidate),
    ("diff", call_diff),
    ("explain", call_explain),
    ("framework_diff", call_framework_diff),
    ("load_framework", call_load_framework),
    ("migrate", call_migrate),
    ("peers", call_peers),
    ("plan", call_plan),
    ("score_change", call_score_change),
];

/// The names that [`call`] knows: those of its table, then those of
/// [`programmes`](crate::programmes::json).
pub fn functions() -> impl Iterator<Item = &'static str> {
    let programmes = programmes::json::FUNCTIONS.iter().map(|(name, _)| *name);
    TABLE.iter().map(|(name, _)| *name).chain(programmes)
}

/// Calls a function by name, with its arguments as one JSON object, over the built-in catalogue.
///
/// | function | arguments | result |
/// |---|---|---|
/// | `assess` | `sheet` | [`Assessment`](crate::Assessment) |
/// | `explain` | `sheet`, `lang`? | [`Explanation`], with `text` when `lang` is given |
/// | `bounds` | `sheet` | [`Bounds`](crate::insight::Bounds) |
/// | `plan` | `sheet`; `target` (an outcome, `{"points": n}` or `{"coverage": percent}`) or `budget` and `maximise`?; `efforts`?, `forbidden`? | [`Plan`](crate::insight::Plan) |
/// | `carry_over` | `sheets`, `framework`, `crosswalks`? | [`CarryOver`](crate::insight::CarryOver) |
/// | `answer_once` | `sheets`, `frameworks` (each `id`, `id@edition`, `id#tier`), `crosswalks`? | `frameworks`: list of [`Known`](crate::insight::Known) |
/// | `diff` | `before`, `after` | [`Diff`](crate::insight::Diff) |
/// | `migrate` | `sheet`, `to`? (else the current edition) | `sheet`, and `steps`: list of [`Migration`](crate::editions::Migration), one an edition |
/// | `score_change` | `before`, `after` | [`ScoreChange`](crate::editions::ScoreChange) |
/// | `consolidate` | `sites` (each `site`, `sheet`), `rule`? | [`Consolidated`](crate::insight::Consolidated) |
/// | `peers` | `sheet` | [`Peers`](crate::insight::Peers) |
/// | `framework_diff` | `from`, `to` | [`FrameworkDiff`](crate::editions::FrameworkDiff) |
/// | `load_framework` | `toml` or `json`, the text of a file | `framework` and its `definition` |
///
/// A sheet names its framework. Every function of this table but the last takes `definitions` too:
/// frameworks of one's own, which are found before the built-in ones.
///
/// The functions of [`programmes`](crate::programmes::json) go by their names here as well.
///
/// ```
/// use shisei::json;
///
/// let arguments = r#"{"sheet": {"framework": "five-basics", "answers": {}}, "target": {"coverage": 50}}"#;
/// let plan = json::call("plan", arguments)?;
/// assert!(plan.contains(r#""effort":"#));
/// assert!(json::call("paln", arguments).unwrap_err().to_string().contains("`plan`"));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::UnknownFunction`] and the nearest name, with
/// [`Code::MalformedJson`] or [`Code::TooLarge`] for arguments that are not as they should be, and
/// the errors of each function.
pub fn call(function: &str, arguments: &str) -> Result<String, Error> {
    if let Some((_, function)) = programmes::json::FUNCTIONS.iter().find(|it| it.0 == function) {
        return function(arguments);
    }
    let find = |reference: &str| catalog::framework(reference);
    let (crosswalks, evidence) = (catalog::crosswalks::all(), catalog::evidence::all());
    let library = Library { find: &find, crosswalks, evidence };
    named(function, functions())?(arguments, library)
}

/// The functions of [`call`]'s table over a library of one's own: for programs that carry a part of
/// the catalogue, or have loaded frameworks that need not be sent with every call.
///
/// # Errors
/// As [`call`], and those of the library.
pub fn call_with(function: &str, arguments: &str, library: Library<'_>) -> Result<String, Error> {
    named(function, TABLE.iter().map(|(name, _)| *name))?(arguments, library)
}

fn named<'a>(function: &str, names: impl Iterator<Item = &'a str>) -> Result<Function, Error> {
    let found = TABLE.iter().find(|(name, _)| *name == function);
    found.map(|(_, function)| *function).ok_or_else(|| {
        let problem = Problem::new(Code::UnknownFunction).at("function").given(function);
        Error::one(ErrorKind::InvalidArgument, problem.nearest_of(names))
    })
}

/// The library behind the frameworks that came with a call.
struct Shelf<'a> {
    own: &'a [Framework],
    library: Library<'a>,
}

impl<'a> Shelf<'a> {
    fn find(&self, reference: &str) -> Result<&'a Framework, Error> {
        catalog::find_custom(self.own, reference).map_or_else(|| (self.library.find)(reference), Ok)
    }

    fn handle(&self, reference: &str) -> Option<Framework> {
        self.find(reference).ok().cloned()
    }

    fn assess(&self, sheet: &AnswerSheet) -> Result<Assessment, Error> {
        self.find(&sheet.framework)?.assess(sheet)
    }

    fn crosswalks<'s>(&'s self, given: Option<&'s [Crosswalk]>) -> Vec<&'s Crosswalk> {
        given.map_or_else(|| self.library.crosswalks.to_vec(), |own| own.iter().collect())
    }

    fn all(&self, sheets: &[AnswerSheet]) -> Result<Vec<Assessment>, Error> {
        sheets.iter().map(|sheet| self.assess(sheet)).collect()
    }
}

/// Reads arguments, loads the frameworks that came with them, and writes the result.
fn with<A: Arguments, R: Serialize>(
    arguments: &str,
    library: Library<'_>,
    function: impl FnOnce(&A, &Shelf<'_>) -> Result<R, Error>,
) -> Result<String, Error> {
    let mut arguments: A = read(arguments)?;
    let own: Result<Vec<_>, _> = arguments.definitions().into_iter().map(Framework::new).collect();
    let own = own?;
    // A shorter life for the library, the same as that of the frameworks just loaded.
    let find = |reference: &str| (library.find)(reference);
    let library = Library { find: &find, ..library };
    Ok(write::json(&function(&arguments, &Shelf { own: &own, library })?))
}

fn call_assess(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &OneSheet, shelf| shelf.assess(&it.sheet))
}

fn call_bounds(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &OneSheet, shelf| shelf.assess(&it.sheet)?.bounds())
}

/// An explanation, and its text when a language was given.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explained {
    /// The tree.
    #[serde(flatten)]
    pub tree: Explanation,
    /// Its text, when a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

fn call_explain(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &Explain, shelf| {
        let tree = shelf.assess(&it.sheet)?.explain();
        let text = it.lang.map(|lang| tree.text(lang));
        Ok(Explained { tree, text })
    })
}

fn call_plan(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &Planned, shelf| {
        let goal = match (&it.target, it.budget) {
            (Some(target), None) if it.maximise.is_none() => Goal::Reach(target.clone()),
            (None, Some(budget)) => {
                Goal::Within { budget, maximise: it.maximise.unwrap_or(Maximise::Outcome) }
            }
            _ => return Err(either("target", "budget")),
        };
        let options = PlanOptions { efforts: it.efforts.clone(), forbidden: it.forbidden.clone() };
        shelf.assess(&it.sheet)?.plan(goal, &options)
    })
}

/// Exactly one of two arguments must be there.
fn either(one: &str, other: &str) -> Error {
    let problem = Problem::new(Code::Contradiction).at("arguments").given(one);
    Error::one(ErrorKind::InvalidArgument, problem.detail(format!("{one} / {other}")))
}

fn call_carry_over(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &CarryOver, shelf| {
        let target = shelf.find(&it.framework)?;
        carry_over(&shelf.all(&it.sheets)?, target, &shelf.crosswalks(it.crosswalks.as_deref()))
    })
}

/// How much of each framework is already known.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnsweredOnce {
    /// The frameworks, the shortest list of questions first.
    pub frameworks: Vec<Known>,
}

fn call_answer_once(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &AnswerOnce, shelf| {
        let scopes: Result<Vec<Scope<'_>>, Error> = it
            .frameworks
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
        let frameworks = answer_once(&shelf.all(&it.sheets)?, &scopes?, &crosswalks)?;
        Ok(AnsweredOnce { frameworks })
    })
}

fn call_diff(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &TwoSheets, shelf| {
        let framework = shelf.find(&it.before.framework)?;
        let earlier = framework.assess(&it.before)?;
        framework.assess(&it.after)?.diff(&earlier)
    })
}

/// The sheet in the newest edition, and how it came there.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Migrated {
    /// The sheet in the newest edition.
    pub sheet: AnswerSheet,
    /// Every edition on the way, oldest first.
    pub steps: Vec<Migration>,
}

fn call_framework_diff(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &Editions, shelf| {
        Ok(framework_diff(shelf.find(&it.from)?, shelf.find(&it.to)?))
    })
}

fn call_migrate(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &Migrate, shelf| {
        let old = shelf.find(&it.sheet.framework)?;
        let new = shelf.find(it.to.as_deref().unwrap_or_else(|| old.id()))?;
        let editions = editions_between(old, new, |reference| shelf.handle(reference))?;
        let mut assessment = old.assess(&it.sheet)?;
        let mut steps = Vec::new();
        for edition in editions.iter().skip(1) {
            let step = assessment.migrate(edition)?;
            assessment = edition.assess(&step.sheet)?;
            steps.push(step);
        }
        Ok(Migrated { sheet: assessment.sheet().clone(), steps })
    })
}

fn call_score_change(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &TwoSheets, shelf| {
        let (earlier, later) = (shelf.assess(&it.before)?, shelf.assess(&it.after)?);
        score_change(&earlier, &later, |reference| shelf.handle(reference))
    })
}

fn call_consolidate(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &Consolidate, shelf| {
        let sites: Vec<(String, AnswerSheet)> =
            it.sites.iter().map(|it| (it.site.clone(), it.sheet.clone())).collect();
        let Some((_, first)) = sites.first() else {
            let problem = Problem::new(Code::Empty).at("sites");
            return Err(Error::one(ErrorKind::InvalidArgument, problem));
        };
        shelf.find(&first.framework)?.consolidate(&sites, it.rule)
    })
}

fn call_peers(arguments: &str, library: Library<'_>) -> Result<String, Error> {
    with(arguments, library, |it: &OneSheet, shelf| {
        let assessment = shelf.assess(&it.sheet)?;
        Ok(peers(&assessment, shelf.library.evidence, |reference| shelf.handle(reference)))
    })
}

/// A framework that was loaded.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loaded {
    /// The framework, its edition and its digest.
    pub framework: FrameworkRef,
    /// What its author wrote.
    pub definition: Definition,
}

fn call_load_framework(arguments: &str, _: Library<'_>) -> Result<String, Error> {
    let framework = match read(arguments)? {
        LoadFramework { toml: Some(toml), json: None } => Framework::from_toml(&toml)?,
        LoadFramework { toml: None, json: Some(json) } => Framework::from_json(&json)?,
        LoadFramework { .. } => return Err(either("toml", "json")),
    };
    let definition = framework.definition().clone();
    Ok(write::json(&Loaded { framework: FrameworkRef::of(&framework), definition }))
}
