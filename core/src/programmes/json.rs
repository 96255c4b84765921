//! JSON in, JSON out: one function of text for each capability, the same for every language.
//!
//! Arguments are one object; a field left out or `null` is not known. Whatever is wrong with the
//! arguments comes back in one [`Error`], every problem with its place, a stable code and, for a
//! name, the nearest one there is. Days are `YYYY-MM-DD`, money is whole yen.
//!
//! | function | arguments | result |
//! |---|---|---|
//! | `sme_class` | a profile | [`SmeClass`](super::SmeClass) |
//! | `security_action` | `edition`, `basics`, `self_assessment` (yes, no or an answer sheet), `policy`, `policy_published`, `gbizid` | [`Declarable`](super::Declarable) |
//! | `declaration_id` | `id` | [`DeclarationId`](super::DeclarationId) |
//! | `policy_draft` | the fields of the template | [`PolicyDraft`](super::PolicyDraft) |
//! | `footing` | `sheets` | [`GuidelineProgress`](super::GuidelineProgress) |
//! | `label_life` | `level`, `issued`, `on`, `expires`, `revoked`, `support_until` | [`LabelLife`](super::LabelLife) |
//! | `label_scope` | `kind`, `speaks_ip`, `reaches_internet`, `users_add_protection` | [`Scope`](super::Scope) |
//! | `label_wording` | `text`, `numbered` | [`WordingCheck`](super::WordingCheck) |
//! | `recognitions` | `on`, `framework` | [`Recognitions`](super::Recognitions) |
//! | `level_gaps` | `sheet`, `level` | [`LevelGaps`](super::LevelGaps) |
//! | `monitoring_advice` | a profile | [`Advised`](super::Advised) |
//! | `ceiling_cost` | `monitoring`, `devices` | [`CeilingCost`](super::CeilingCost) |
//! | `compare_offers` | `offers` | [`Offers`](super::Offers) |
//! | `subsidy` | `programme`, `profile`, `eligible_yen` or `yen_per_month` and `months`, `answers`, `on` | [`SubsidyResult`](super::SubsidyResult) |
//! | `subsidy_eligibility` | `programme` | the conditions as a framework |
//! | `declaration_uses` | `declared`, `on` | [`Uses`](super::Uses) |
//! | `register` | `assets` or `csv` | [`Register`] |
//! | `register_csv` | `assets` or `csv` | an object with `csv` |
//! | `incident` | `case`, `on` | [`IncidentPlan`](super::IncidentPlan) |
//! | `threat_view` | `sheet`, `list` | [`ThreatView`](super::ThreatView) |

use serde::Serialize;

use super::incident::CASES;
use super::input::{Check, Fields, LONGEST_TEXT, Value, arguments};
use super::label::{level_problem, life_problems};
use super::profile::MOST;
use super::{
    Application, Asset, Declared, Evidence, Label, Offer, PolicyAnswers, Product, Profile,
    Register, ThreatData, assets_from_csv, built_in, ceiling_cost, compare_offers, declaration_id,
    declaration_uses, eligibility, footing, incident, label_life, label_scope, label_wording,
    level_gaps, monitoring_advice, policy_draft, recognitions, register, register_csv,
    security_action, sme_class, subsidy, threat_view,
};
use crate::answers::AnswerSheet;
use crate::assessment::Assessment;
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{Standing, Subsidy};
use crate::write;

/// A function of this module.
pub type Function = fn(&str) -> Result<String, Error>;

/// Every function by its name.
pub const FUNCTIONS: &[(&str, Function)] = &[
    ("sme_class", sme_class_json),
    ("security_action", security_action_json),
    ("declaration_id", declaration_id_json),
    ("policy_draft", policy_draft_json),
    ("footing", footing_json),
    ("label_life", label_life_json),
    ("label_scope", label_scope_json),
    ("label_wording", label_wording_json),
    ("recognitions", recognitions_json),
    ("level_gaps", level_gaps_json),
    ("monitoring_advice", monitoring_advice_json),
    ("ceiling_cost", ceiling_cost_json),
    ("compare_offers", compare_offers_json),
    ("subsidy", subsidy_json),
    ("subsidy_eligibility", subsidy_eligibility_json),
    ("declaration_uses", declaration_uses_json),
    ("register", register_json),
    ("register_csv", register_csv_json),
    ("incident", incident_json),
    ("threat_view", threat_view_json),
];

/// Calls a function by its name.
///
/// ```
/// use shisei::programmes::json;
///
/// let class = json::call("sme_class", r#"{"industry":"wholesale","employees":100}"#)?;
/// assert!(class.contains(r#""sme":true"#));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] for a name that there is not, or with every problem of the
/// arguments.
pub fn call(name: &str, arguments: &str) -> Result<String, Error> {
    if let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return function(arguments);
    }
    let problem = Problem::new(Code::UnknownOption).at("function").given(name);
    let problem = problem.nearest_of(FUNCTIONS.iter().map(|(name, _)| *name));
    Err(Error::one(ErrorKind::InvalidArgument, problem))
}

/// Reads arguments, refuses all problems at once, and writes the result.
///
/// `read` gives what to call `make` with; it may give nothing only when it reported a problem.
fn run<T, R: Serialize>(
    json: &str,
    read: impl FnOnce(&Check, &Fields<'_>) -> Option<T>,
    make: impl FnOnce(T) -> Result<R, Error>,
) -> Result<String, Error> {
    let value = arguments(json)?;
    let check = Check::default();
    let fields = Fields::new(&check, &value);
    let input = read(&check, &fields);
    fields.close();
    // What is only seen when the function is tried joins what was seen while reading.
    let result = input.map(make).and_then(|result| check.take(result));
    check.finish()?;
    result
        .map(|result| write::json(&result))
        .ok_or_else(|| Error::one(ErrorKind::InvalidArgument, Problem::new(Code::MalformedJson)))
}

/// An answer sheet among the arguments, scored by the built-in framework that it names.
fn assessed(check: &Check, value: &Value) -> Option<Assessment> {
    let sheet = check.take(AnswerSheet::from_json(&write::json(value)))?;
    check.take(check.take(catalog::framework(&sheet.framework))?.assess(&sheet))
}

fn sme_class_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| Some(Profile::read(fields)),
        |profile| sme_class(built_in::sizes(None)?, &profile),
    )
}

fn security_action_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let framework = framework_of(check, fields, "edition", "security-action")?;
            let mut evidence = Evidence::read(fields);
            match fields.get("self_assessment") {
                None => {}
                Some(Value::Flag(done)) => {
                    let standing = if *done { Standing::Met } else { Standing::Unmet };
                    evidence.self_assessment = Some(standing);
                }
                Some(sheet @ Value::Object(_)) => {
                    if let Some(assessment) = assessed(check, sheet) {
                        let framework = assessment.framework();
                        if framework.id() == "self-assessment" {
                            evidence = evidence.assessed(&assessment);
                        } else {
                            let problem = Problem::new(Code::WrongFramework).at("self_assessment");
                            let problem = problem.given(&framework.reference().to_string());
                            check.add(problem.nearest_of(["self-assessment"]));
                        }
                    }
                }
                Some(other) => {
                    let problem = Problem::new(Code::WrongType).at("self_assessment");
                    let problem = problem.given(&other.echo());
                    check.add(problem.detail("true, false or an answer sheet"));
                }
            }
            Some((framework, evidence))
        },
        |(framework, evidence)| security_action(framework, evidence),
    )
}

/// The framework of an id in an edition that the arguments may name.
fn framework_of<'a>(
    check: &Check,
    fields: &Fields<'a>,
    key: &'a str,
    id: &str,
) -> Option<&'static Framework> {
    let reference = match fields.text(key) {
        Some(edition) => format!("{id}@{edition}"),
        None => id.to_owned(),
    };
    check.take(catalog::framework(&reference))
}

fn declaration_id_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| fields.must("id", fields.text("id")),
        |id| declaration_id(built_in::declaration_ids(None)?, &id),
    )
}

fn policy_draft_json(json: &str) -> Result<String, Error> {
    let template = built_in::policy(None)?;
    run(
        json,
        |check, fields| {
            let (answers, problems) = PolicyAnswers::read(fields, template);
            check.extend(problems);
            Some(answers)
        },
        |answers| policy_draft(template, &answers),
    )
}

fn footing_json(json: &str) -> Result<String, Error> {
    let staircase = built_in::staircase(None)?;
    run(
        json,
        |check, fields| {
            let sheets = fields.must("sheets", fields.list("sheets"))?;
            let assessed = sheets.iter().filter_map(|sheet| assessed(check, sheet));
            let assessed: Vec<Assessment> = assessed.collect();
            Some((assessed, check.take(catalog::resources::find(&staircase.resources))?))
        },
        |(assessed, resources)| Ok(footing(staircase, resources, &assessed)),
    )
}

fn label_life_json(json: &str) -> Result<String, Error> {
    let scheme = built_in::label(None)?;
    run(
        json,
        |check, fields| {
            let level = fields.must("level", fields.text("level"));
            let issued = fields.must("issued", fields.day("issued"));
            let on = fields.must("on", fields.day("on"));
            let (expires, revoked) = (fields.day("expires"), fields.day("revoked"));
            let support_until = fields.day("support_until");
            if issued.is_none() {
                check.extend(level.as_deref().and_then(|level| level_problem(scheme, level)));
            }
            let label = Label { level: level?, issued: issued?, expires, revoked, support_until };
            if on.is_none() {
                check.extend(life_problems(scheme, &label));
            }
            Some((label, on?))
        },
        |(label, on)| label_life(scheme, &label, on),
    )
}

fn label_scope_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| Some(Product::read(fields)),
        |product| label_scope(built_in::label(None)?, &product),
    )
}

fn label_wording_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| {
            let text = fields.must("text", fields.long_text("text", 20 * LONGEST_TEXT));
            let numbered = fields.flag("numbered").unwrap_or(false);
            Some((text?, numbered))
        },
        |(text, numbered)| Ok(label_wording(built_in::label(None)?, &text, numbered)),
    )
}

fn recognitions_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let on = fields.must("on", fields.day("on"));
            let reference = fields.text("framework").unwrap_or_else(|| "jc-star-1".to_owned());
            let framework = check.take(catalog::framework(&reference));
            Some((on?, framework?))
        },
        |(on, framework)| Ok(recognitions(built_in::label(Some(on))?, framework, on)),
    )
}

fn level_gaps_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let sheet = fields.must("sheet", fields.get("sheet"));
            let level = fields.must("level", fields.text("level"));
            Some((assessed(check, sheet?)?, level?))
        },
        |(assessment, level)| level_gaps(built_in::grading(None)?, &assessment, &level),
    )
}

fn monitoring_advice_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| Some(Profile::read(fields)),
        |profile| monitoring_advice(built_in::services(None)?, &profile),
    )
}

fn ceiling_cost_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| {
            let monitoring = fields.must("monitoring", fields.text("monitoring"));
            let devices = fields.must("devices", fields.count("devices", MOST));
            Some((monitoring?, devices?))
        },
        |(monitoring, devices)| ceiling_cost(built_in::services(None)?, &monitoring, devices),
    )
}

fn compare_offers_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let offers = fields.objects("offers").into_iter().map(|fields| {
                let (offer, problems) = Offer::read(fields);
                check.extend(problems);
                offer
            });
            Some(offers.collect::<Vec<_>>())
        },
        |offers| compare_offers(built_in::services(None)?, &offers),
    )
}

/// The subsidy that the arguments name.
fn programme(check: &Check, fields: &Fields<'_>) -> Option<&'static Subsidy> {
    let reference = fields.must("programme", fields.text("programme"))?;
    let found = catalog::programmes::subsidies::find(&reference);
    let at = |problem: &Problem| problem.clone().at("programme");
    found.map_err(|error| check.extend(error.problems().iter().map(at))).ok()
}

fn subsidy_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let (application, problems) = Application::read(fields);
            check.extend(problems);
            let on = fields.day("on");
            Some((programme(check, fields)?, application, on))
        },
        |(programme, application, on)| {
            let sizes = catalog::programmes::sizes::find(&programme.sizes)?;
            let form = catalog::programmes::eligibility::find(&programme.eligibility)?;
            subsidy(programme, sizes, form, &application, on)
        },
    )
}

fn subsidy_eligibility_json(json: &str) -> Result<String, Error> {
    run(json, programme, |programme| {
        let form = catalog::programmes::eligibility::find(&programme.eligibility)?;
        Ok(eligibility(programme, form)?.definition().clone())
    })
}

fn declaration_uses_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |_, fields| Some((fields.option("declared", Declared::NAMES), fields.day("on"))),
        |(declared, on)| Ok(declaration_uses(built_in::uses(on)?, declared, on)),
    )
}

/// The assets of the arguments, as objects or as a table.
fn assets(check: &Check, fields: &Fields<'_>) -> Option<Vec<Asset>> {
    let csv = fields.long_text("csv", usize::MAX);
    let listed = fields.get("assets").is_some();
    match (csv, listed) {
        (Some(_), true) => {
            let problem = Problem::new(Code::Contradiction).at("csv");
            check.add(problem.given("csv").detail("assets"));
            None
        }
        (Some(csv), false) => check.take(assets_from_csv(&csv)),
        (None, _) => {
            fields.must("assets", Some(()));
            Some(fields.objects("assets").into_iter().map(Asset::read).collect())
        }
    }
}

fn rated(assets: &[Asset]) -> Result<Register, Error> {
    register(built_in::risk_sheet(None)?, assets)
}

fn register_json(json: &str) -> Result<String, Error> {
    run(json, assets, |assets| rated(&assets))
}

/// A table in an object, as every result is one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterCsv {
    /// The register as CSV.
    pub csv: String,
}

fn register_csv_json(json: &str) -> Result<String, Error> {
    run(json, assets, |assets| Ok(RegisterCsv { csv: register_csv(&rated(&assets)?) }))
}

fn incident_json(json: &str) -> Result<String, Error> {
    let playbooks = built_in::playbooks(None)?;
    run(
        json,
        |check, fields| {
            let case = fields.must("case", fields.option("case", CASES));
            let on = fields.must("on", fields.day("on"));
            let framework = check.take(catalog::framework(&playbooks.framework));
            Some((framework?, case?, on?))
        },
        |(framework, case, on)| Ok(incident(playbooks, framework, catalog::desks::all(), case, on)),
    )
}

fn threat_view_json(json: &str) -> Result<String, Error> {
    run(
        json,
        |check, fields| {
            let value = fields.must("sheet", fields.get("sheet"));
            let reference = fields.text("list").unwrap_or_else(|| "ten-threats".to_owned());
            let list = check.take(catalog::threats::find(&reference));
            let assessment = value.and_then(|value| assessed(check, value));
            Some((list?, assessment?))
        },
        |(list, assessment)| {
            let all = catalog::threats::all();
            let of_series = || all.iter().copied().filter(|other| other.id == list.id);
            // Entries are sorted by edition, so the last one before is the year before.
            let previous = of_series().take_while(|other| other.edition != list.edition).last();
            let measures = match &list.measures {
                Some(measures) => catalog::framework(measures)?,
                None => assessment.framework(),
            };
            let data = ThreatData {
                list,
                previous,
                kinds: catalog::threat_kinds::find(&list.id)?,
                measures,
                crosswalks: catalog::crosswalks::all(),
            };
            threat_view(data, &assessment)
        },
    )
}
