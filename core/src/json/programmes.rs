//! Functions about programmes: what to declare, apply for, buy or turn to.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::functions::{Arguments, Function, arguments, functions, run};
use super::library::Shelf;
use crate::answers::AnswerSheet;
use crate::assessment::Assessment;
use crate::catalog::{self, programmes as catalogue};
use crate::day::Day;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::input::{at_most, entries};
use crate::model::{Case, Definition, Standing, Subsidy};
use crate::programmes::breach_report::{Breach, BreachReport};
use crate::programmes::guideline::GuidelineProgress;
use crate::programmes::jc_star::{Label, LabelLife, Product, Recognitions, Scope, WordingCheck};
use crate::programmes::otasuketai::{Advised, CeilingCost, Offer, Offers};
use crate::programmes::profile::MOST_YEN;
use crate::programmes::risk::{Asset, Register, assets_from_csv};
use crate::programmes::scs::LevelGaps;
use crate::programmes::security_action::{Declarable, Declared, Evidence, GbizId, Uses};
use crate::programmes::size::SmeClass;
use crate::programmes::subsidy::Application;
use crate::programmes::subsidy::MOST_MONTHS;
use crate::programmes::{
    Profile, breach_report, guideline, incident, jc_star, otasuketai, policy, risk, scenarios, scs,
    security_action, size, subsidy, threats,
};
use crate::reference::Reference;

functions! {
    /// Functions about programmes: what to declare, apply for, buy or turn to.
    PROGRAMMES of "programmes":

    /// A breach of personal data: whether it must be reported, to whom, what, and by which day.
    ///
    /// The rules are those of Japan's Act on the Protection of Personal Information. The days follow
    /// the rule that the guideline prints; where it prints none, the result says so.
    breach_report(Breach) -> BreachReport;
    /// The highest monthly price that a kind of monitoring may have, in yen.
    ceiling_cost(Ceiling) -> CeilingCost;
    /// Offers beside the elements that a service must have, and beside the price ceiling.
    compare_offers(Compared) -> Offers;
    /// What the id of a declaration of SECURITY ACTION says of itself: 11 digits, old or new.
    declaration_id(Id) -> security_action::DeclarationId;
    /// Which programmes ask for which star as of a day, and which the declared one opens.
    declaration_uses(DeclarationDay) -> Uses;
    /// Where an organisation is on the guideline's four steps, and the next one's materials.
    footing(Sheets) -> GuidelineProgress;
    /// What to do in an incident, step by step, and which desks to call, as of a day.
    incident(Incident) -> incident::Plan;
    /// The state of a JC-STAR label on a day: validity, days left, renewal, duties.
    label_life(LabelDay) -> LabelLife;
    /// Whether a product is one that JC-STAR labels, with reasons.
    label_scope(Product) -> Scope;
    /// What in a text breaks the rules for speaking of a label.
    label_wording(Wording) -> WordingCheck;
    /// What is missing for a level of SCS, by category and criterion, with the numbers asked for.
    level_gaps(Level) -> LevelGaps;
    /// Which kind of monitoring of the お助け隊 services fits, with reasons.
    monitoring_advice(Profile) -> Advised;
    /// A draft of a basic policy in both languages, as text, Markdown and HTML.
    ///
    /// Fields are those of the template: `name`, `representative`, `date`, `business`, `officer`,
    /// `trainings`, `review_months`, `personal_data`, `outsourcing`, `backups`, `contact`. Names may
    /// be given as an object with `ja` and `en`.
    policy_draft(policy::Answers) -> policy::Draft;
    /// What is recognised mutually with other countries' schemes on a day.
    recognitions(RecognitionDay) -> Recognitions;
    /// Assets with the risk of each, from objects or from a table.
    register(Assets) -> Register;
    /// The register as a table that a spreadsheet opens without running what is in it.
    register_csv(Assets) -> RegisterCsv;
    /// The threats of a list as inputs for loss models: published figures, and empty fields.
    ///
    /// For each scenario it gives the published figures with number asked, period, population and mark,
    /// and how far the measures against it are in place. The fields that models ask for are filled
    /// where a publisher prints just that, and else left empty: no probability and no loss is assumed.
    scenario_inputs(Threats) -> scenarios::ScenarioInputs;
    /// Which star of SECURITY ACTION can be declared now, and what is missing for the next.
    ///
    /// No score is needed for a star: that the self-assessment was done is enough.
    security_action(SecurityAction) -> Declarable;
    /// Whether an organisation is an SME, and one of the smallest, by the official table.
    sme_class(Profile) -> SmeClass;
    /// The amount of a subsidy, rounded down to the yen, or every reason for none.
    subsidy(SubsidyApplication) -> subsidy::Calculation;
    /// The conditions of a subsidy as a framework: questions for a quiz or a form.
    subsidy_eligibility(Programme) -> Definition;
    /// A sheet seen from a list of threats: what is covered, what is open.
    threat_view(Threats) -> threats::View;
}

impl Arguments for Breach {}
impl Arguments for policy::Answers {}
impl Arguments for Product {}
impl Arguments for Profile {}

arguments! {
    /// What a service watches, and how many devices.
    Ceiling {
        /// Way of watching.
        monitoring: String,
        /// Number of devices.
        devices: u64,
    }
    /// Offers to compare.
    Compared {
        /// The offers; without any, the elements to look for alone.
        #[serde(default)]
        offers: Vec<Offer>,
    }
    /// An id of a declaration.
    Id {
        /// The id, 11 digits.
        id: String,
    }
    /// What was declared, and a day.
    DeclarationDay {
        /// The star that was declared.
        declared: Option<Declared>,
        /// The day asked about.
        on: Option<Day>,
    }
    /// Answered sheets.
    Sheets {
        /// The answer sheets.
        sheets: Vec<AnswerSheet>,
    }
    /// What has happened, and a day.
    Incident {
        /// What has happened.
        case: Case,
        /// The day asked about.
        on: Day,
        /// The day on which it was discovered, from which deadlines run; the day asked about unless
        /// said.
        discovered: Option<Day>,
    }
    /// A label, and a day.
    LabelDay {
        /// Id of the level.
        level: String,
        /// Day on which it was granted.
        issued: Day,
        /// The day asked about.
        on: Day,
        /// Last day as printed on the product page; the longest span unless given.
        expires: Option<Day>,
        /// Day from which it was revoked.
        revoked: Option<Day>,
        /// Last day on which the vendor promises updates.
        support_until: Option<Day>,
    }
    /// A text about a label.
    Wording {
        /// The text.
        text: String,
        /// Whether the label has its number already.
        #[serde(default)]
        numbered: bool,
    }
    /// A sheet of SCS, and a level.
    Level {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// Id of the level: `star-3`.
        level: String,
    }
    /// A day, and a framework.
    RecognitionDay {
        /// The day asked about.
        on: Day,
        /// The framework behind the label; that of the lowest level unless given.
        framework: Option<Reference>,
    }
    /// Assets: as objects, or as a table with a heading row.
    Assets {
        /// The assets.
        assets: Option<Vec<Asset>>,
        /// The assets as CSV.
        csv: Option<String>,
    }
    /// What a firm has done towards a declaration. What is left out is not known.
    SecurityAction {
        /// Edition of the rules; the current one unless given.
        edition: Option<String>,
        /// Whether it has committed itself to the basics.
        basics: Option<bool>,
        /// Whether the 25-item self-assessment is done, or its sheet.
        self_assessment: Option<SelfAssessment>,
        /// Whether a basic policy is set.
        policy: Option<bool>,
        /// Whether the policy is published.
        policy_published: Option<bool>,
        /// Its gBizID account.
        gbizid: Option<GbizId>,
    }
    /// An application for a subsidy.
    SubsidyApplication {
        /// The subsidy, `id` or `id@edition`.
        programme: Reference,
        /// Who applies.
        profile: Profile,
        /// The fees that are eligible, in yen; or
        #[serde(default, deserialize_with = "at_most::<MOST_YEN, _>")]
        eligible_yen: Option<u64>,
        /// the fee per month, in yen, and
        #[serde(default, deserialize_with = "at_most::<MOST_YEN, _>")]
        yen_per_month: Option<u64>,
        /// the number of months.
        #[serde(default, deserialize_with = "at_most::<MOST_MONTHS, _>")]
        months: Option<u64>,
        /// Answers to the conditions and exclusions, by id.
        #[serde(default, deserialize_with = "entries")]
        #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, String>"))]
        answers: Vec<(String, String)>,
        /// The day asked about.
        on: Option<Day>,
    }
    /// A subsidy.
    Programme {
        /// The subsidy, `id` or `id@edition`.
        programme: Reference,
    }
    /// A sheet, and a list of threats.
    Threats {
        /// The answer sheet.
        sheet: AnswerSheet,
        /// The list of threats, `id` or `id@edition`; the newest of IPA's ten threats unless given.
        threats: Option<Reference>,
    }
}

/// Whether the self-assessment is done, or its sheet.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
enum SelfAssessment {
    Done(bool),
    Sheet(AnswerSheet),
}

impl<'de> Deserialize<'de> for SelfAssessment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = SelfAssessment;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false or an answer sheet")
            }

            fn visit_bool<E>(self, done: bool) -> Result<Self::Value, E> {
                Ok(SelfAssessment::Done(done))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let sheet = AnswerSheet::deserialize(MapAccessDeserializer::new(map))?;
                Ok(SelfAssessment::Sheet(sheet))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

fn refused<T>(problem: Problem) -> Result<T, Error> {
    Err(Error::one(ErrorKind::InvalidArgument, problem))
}

fn breach_report(it: &Breach, _: &Shelf<'_>) -> Result<BreachReport, Error> {
    let rules = catalogue::breach_reports::in_force(None)?;
    let holidays = catalogue::holidays::find(rules.holidays.as_str())?;
    breach_report::breach_report(rules, holidays, it)
}

fn ceiling_cost(it: &Ceiling, _: &Shelf<'_>) -> Result<CeilingCost, Error> {
    otasuketai::ceiling_cost(catalogue::services::in_force(None)?, &it.monitoring, it.devices)
}

fn compare_offers(it: &Compared, _: &Shelf<'_>) -> Result<Offers, Error> {
    otasuketai::compare_offers(catalogue::services::in_force(None)?, &it.offers)
}

fn declaration_id(it: &Id, _: &Shelf<'_>) -> Result<security_action::DeclarationId, Error> {
    security_action::declaration_id(catalogue::declaration_ids::in_force(None)?, &it.id)
}

fn declaration_uses(it: &DeclarationDay, _: &Shelf<'_>) -> Result<Uses, Error> {
    Ok(security_action::declaration_uses(catalogue::uses::in_force(it.on)?, it.declared, it.on))
}

fn footing(it: &Sheets, shelf: &Shelf<'_>) -> Result<GuidelineProgress, Error> {
    let staircase = catalogue::staircases::in_force(None)?;
    let (mut assessments, mut problems) = (Vec::new(), Vec::new());
    for sheet in &it.sheets {
        match shelf.assess(sheet) {
            Ok(assessment) => assessments.push(assessment),
            Err(error) => problems.extend_from_slice(error.problems()),
        }
    }
    crate::error::refuse(problems)?;
    let resources = catalog::resources::find(staircase.resources.as_str())?;
    Ok(guideline::footing(staircase, resources, &assessments))
}

fn incident(it: &Incident, _: &Shelf<'_>) -> Result<incident::Plan, Error> {
    let playbooks = catalogue::playbooks::in_force(Some(it.on))?;
    let breach_rules = catalogue::breach_reports::find(playbooks.breach_rules.as_str())?;
    let framework = catalog::framework(playbooks.framework.as_str())?;
    let holidays = catalogue::holidays::find(breach_rules.holidays.as_str())?;
    let tables = catalog::desks::all();
    let data = incident::Data::new(playbooks, framework, tables, breach_rules, holidays);
    incident::incident(data, it.case, it.discovered.unwrap_or(it.on), it.on)
}

fn label_life(it: &LabelDay, _: &Shelf<'_>) -> Result<LabelLife, Error> {
    let label = Label {
        level: it.level.clone(),
        issued: it.issued,
        expires: it.expires,
        revoked: it.revoked,
        support_until: it.support_until,
    };
    jc_star::label_life(catalogue::labels::in_force(Some(it.on))?, &label, it.on)
}

fn label_scope(it: &Product, _: &Shelf<'_>) -> Result<Scope, Error> {
    jc_star::label_scope(catalogue::labels::in_force(None)?, it)
}

/// Longest text about a label, in characters.
const LONGEST_WORDING: usize = 10_000;

fn label_wording(it: &Wording, _: &Shelf<'_>) -> Result<WordingCheck, Error> {
    if it.text.chars().nth(LONGEST_WORDING).is_some() {
        let problem = Problem::new(Code::OutOfRange).at("text").given(&it.text);
        return refused(problem.detail(format!("{LONGEST_WORDING} characters at most")));
    }
    Ok(jc_star::label_wording(catalogue::labels::in_force(None)?, &it.text, it.numbered))
}

fn level_gaps(it: &Level, shelf: &Shelf<'_>) -> Result<LevelGaps, Error> {
    scs::level_gaps(catalogue::gradings::in_force(None)?, &shelf.assess(&it.sheet)?, &it.level)
}

fn monitoring_advice(it: &Profile, _: &Shelf<'_>) -> Result<Advised, Error> {
    otasuketai::monitoring_advice(catalogue::services::in_force(None)?, it)
}

fn policy_draft(it: &policy::Answers, _: &Shelf<'_>) -> Result<policy::Draft, Error> {
    let template = catalogue::policies::in_force(None)?;
    policy::policy_draft(template, &it.clone().dated(template))
}

fn recognitions(it: &RecognitionDay, shelf: &Shelf<'_>) -> Result<Recognitions, Error> {
    let scheme = catalogue::labels::in_force(Some(it.on))?;
    let lowest = || scheme.levels.iter().find_map(|level| level.framework.as_ref());
    let framework = it.framework.as_ref().or_else(lowest).map_or("", Reference::as_str);
    let framework = shelf.find(framework)?;
    Ok(jc_star::recognitions(scheme, framework, it.on))
}

fn register(it: &Assets, _: &Shelf<'_>) -> Result<Register, Error> {
    let sheet = catalogue::risk::in_force(None)?;
    match (&it.assets, &it.csv) {
        (Some(assets), None) => risk::register(sheet, assets),
        (None, Some(csv)) => risk::register(sheet, &assets_from_csv(csv)?),
        (Some(_), Some(_)) => {
            let problem = Problem::new(Code::Contradiction).at("csv").given("csv");
            refused(problem.detail("assets"))
        }
        (None, None) => refused(Problem::new(Code::MissingField).given("assets")),
    }
}

/// A table in an object, as every result is one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RegisterCsv {
    /// The register as CSV.
    pub csv: String,
}

fn register_csv(it: &Assets, shelf: &Shelf<'_>) -> Result<RegisterCsv, Error> {
    Ok(RegisterCsv { csv: risk::register_csv(&register(it, shelf)?) })
}

fn security_action(it: &SecurityAction, shelf: &Shelf<'_>) -> Result<Declarable, Error> {
    let rules = catalogue::uses::in_force(None)?;
    let framework = match &it.edition {
        Some(edition) => catalog::framework(&format!("{}@{edition}", rules.declaration.id()))?,
        None => catalog::framework(rules.declaration.as_str())?,
    };
    let evidence = Evidence {
        basics: it.basics,
        self_assessment: None,
        policy: it.policy,
        policy_published: it.policy_published,
        gbizid: it.gbizid,
    };
    let evidence = match &it.self_assessment {
        None => evidence,
        Some(SelfAssessment::Done(done)) => {
            let standing = if *done { Standing::Met } else { Standing::Unmet };
            Evidence { self_assessment: Some(standing), ..evidence }
        }
        Some(SelfAssessment::Sheet(sheet)) => {
            let assessment = shelf.assess(sheet)?;
            let answered = assessment.framework();
            if !rules.self_assessment.means(answered.id(), answered.edition()) {
                let problem = Problem::new(Code::WrongFramework).at("self_assessment");
                let problem = problem.given(answered.reference().as_str());
                return refused(problem.nearest_of([rules.self_assessment.as_str()]));
            }
            evidence.assessed(&assessment)
        }
    };
    security_action::security_action(framework, evidence)
}

fn sme_class(it: &Profile, _: &Shelf<'_>) -> Result<SmeClass, Error> {
    size::sme_class(catalogue::sizes::in_force(None)?, it)
}

/// The subsidy that the arguments name.
fn programme(reference: &Reference) -> Result<&'static Subsidy, Error> {
    let found = catalogue::subsidies::find(reference.as_str());
    found.map_err(|error| error.map(|problem| problem.at = Some("programme".to_owned())))
}

fn subsidy(it: &SubsidyApplication, _: &Shelf<'_>) -> Result<subsidy::Calculation, Error> {
    let programme = programme(&it.programme)?;
    let sizes = catalogue::sizes::find(programme.sizes.as_str())?;
    let form = catalogue::eligibility::find(programme.eligibility.as_str())?;
    let application = Application {
        profile: it.profile.clone(),
        eligible_yen: it.eligible_yen,
        yen_per_month: it.yen_per_month,
        months: it.months,
        answers: it.answers.clone(),
    };
    subsidy::subsidy(programme, sizes, form, &application, it.on)
}

fn subsidy_eligibility(it: &Programme, _: &Shelf<'_>) -> Result<Definition, Error> {
    let programme = programme(&it.programme)?;
    let form = catalogue::eligibility::find(programme.eligibility.as_str())?;
    Ok(subsidy::eligibility(programme, form)?.definition().clone())
}

fn scenario_inputs(it: &Threats, shelf: &Shelf<'_>) -> Result<scenarios::ScenarioInputs, Error> {
    let assessment = shelf.assess(&it.sheet)?;
    let data = listed(it, &assessment)?;
    scenarios::scenario_inputs(data, catalog::evidence::all(), &assessment)
}

fn threat_view(it: &Threats, shelf: &Shelf<'_>) -> Result<threats::View, Error> {
    let assessment = shelf.assess(&it.sheet)?;
    threats::threat_view(listed(it, &assessment)?, &assessment)
}

/// The list that is asked about, and what it is seen with.
fn listed<'a>(it: &Threats, assessment: &'a Assessment) -> Result<threats::Data<'a>, Error> {
    let list = match &it.threats {
        Some(list) => catalog::threats::find(list.as_str())?,
        None => catalog::threats::in_force(None)?,
    };
    let all = catalog::threats::all();
    let of_series = || all.iter().copied().filter(|other| other.id == list.id);
    // Entries are sorted by edition, so the last one before is the year before.
    let previous = of_series().take_while(|other| other.edition != list.edition).last();
    let measures = match &list.measures {
        Some(measures) => catalog::framework(measures.as_str())?,
        None => assessment.framework(),
    };
    let data = threats::Data::new(list, catalog::threat_kinds::find(&list.id)?, measures);
    let data = data.crosswalks(catalog::crosswalks::all());
    Ok(previous.map_or(data, |previous| data.previous(previous)))
}
