//! `types`: the result of every function of the core as JSON Schemas, to stdout, for the types of the
//! npm package.

use std::process::ExitCode;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};
use shisei::json::{AnsweredOnce, Explained, Loaded, Migrated};
use shisei::{editions, insight, model, programmes};

/// What `register_csv` gives.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
struct Table {
    /// The register as a table with a heading row.
    csv: String,
}

type Make = fn(&mut SchemaGenerator) -> Schema;

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Every function but `assess`, whose types are written by hand.
const RESULTS: &[(&str, Make)] = &[
    ("answer_once", of::<AnsweredOnce>),
    ("bounds", of::<insight::Bounds>),
    ("carry_over", of::<insight::CarryOver>),
    ("consolidate", of::<insight::Consolidated>),
    ("diff", of::<insight::Diff>),
    ("explain", of::<Explained>),
    ("framework_diff", of::<editions::FrameworkDiff>),
    ("load_framework", of::<Loaded>),
    ("migrate", of::<Migrated>),
    ("peers", of::<insight::Peers>),
    ("plan", of::<insight::Plan>),
    ("score_change", of::<insight::ScoreChange>),
    ("sme_class", of::<programmes::SmeClass>),
    ("security_action", of::<programmes::Declarable>),
    ("declaration_id", of::<programmes::DeclarationId>),
    ("policy_draft", of::<programmes::PolicyDraft>),
    ("footing", of::<programmes::Footing>),
    ("label_life", of::<programmes::LabelLife>),
    ("label_scope", of::<programmes::Scope>),
    ("label_wording", of::<programmes::WordingCheck>),
    ("recognitions", of::<programmes::Recognitions>),
    ("level_gaps", of::<programmes::LevelGaps>),
    ("monitoring_advice", of::<programmes::Advised>),
    ("ceiling_cost", of::<programmes::CeilingCost>),
    ("compare_offers", of::<programmes::Offers>),
    ("subsidy", of::<programmes::SubsidyResult>),
    ("subsidy_eligibility", of::<model::Definition>),
    ("declaration_uses", of::<programmes::Uses>),
    ("register", of::<programmes::Register>),
    ("register_csv", of::<Table>),
    ("incident", of::<programmes::IncidentPlan>),
    ("threat_view", of::<programmes::ThreatView>),
];

fn main() -> ExitCode {
    let untyped: Vec<&str> = shisei::json::functions()
        .filter(|name| *name != "assess" && !RESULTS.iter().any(|(known, _)| known == name))
        .collect();
    if !untyped.is_empty() {
        eprintln!("no type for {}", untyped.join(", "));
        return ExitCode::FAILURE;
    }
    let mut generator = SchemaSettings::draft07().for_serialize().into_generator();
    let results: Map<String, Value> = RESULTS
        .iter()
        .map(|(name, make)| ((*name).to_owned(), make(&mut generator).to_value()))
        .collect();
    let definitions = generator.take_definitions(true);
    println!("{}", json!({ "results": results, "definitions": definitions }));
    ExitCode::SUCCESS
}
