//! JSON Schemas of the public shapes, made from the Rust types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use shisei::editions::FrameworkDiff;
use shisei::insight::{Bounds, CarryOver, Consolidated, Diff, Peers, Plan, ScoreChange};
use shisei::json::{AnsweredOnce, Explained, Loaded, Migrated};
use shisei::model::{
    Crosswalk, DeclarationIds, DeclarationUses, Definition, DeskTable, Eligibility, Evidence,
    Grading, LabelScheme, Playbooks, PolicyTemplate, ResourceSet, RiskSheet, ServiceScheme,
    SizeTable, Staircase, Subsidy, ThreatKinds, ThreatList,
};
use shisei::{AnswerSheet, Assessment, ErrorReport};

use crate::generated::Generated;

/// One file for each shape.
pub fn files() -> Vec<Generated> {
    let read = SchemaSettings::draft2020_12();
    let written = SchemaSettings::draft2020_12().for_serialize();
    vec![
        file("answer-once", &schema::<AnsweredOnce>(&written)),
        file("answer-sheet", &schema::<AnswerSheet>(&read)),
        file("assessment", &schema::<Assessment>(&written)),
        file("bounds", &schema::<Bounds>(&written)),
        file("carry-over", &schema::<CarryOver>(&written)),
        file("consolidated", &schema::<Consolidated>(&written)),
        file("crosswalk", &schema::<Crosswalk>(&read)),
        file("desks", &schema::<DeskTable>(&read)),
        file("diff", &schema::<Diff>(&written)),
        file("error", &schema::<ErrorReport>(&written)),
        file("evidence", &schema::<Evidence>(&read)),
        file("explanation", &schema::<Explained>(&written)),
        file("framework", &schema::<Definition>(&read)),
        file("framework-diff", &schema::<FrameworkDiff>(&written)),
        file("loaded-framework", &schema::<Loaded>(&written)),
        file("migrated", &schema::<Migrated>(&written)),
        file("peers", &schema::<Peers>(&written)),
        file("plan", &schema::<Plan>(&written)),
        file("programme-declaration-ids", &schema::<DeclarationIds>(&read)),
        file("programme-eligibility", &schema::<Eligibility>(&read)),
        file("programme-gradings", &schema::<Grading>(&read)),
        file("programme-labels", &schema::<LabelScheme>(&read)),
        file("programme-playbooks", &schema::<Playbooks>(&read)),
        file("programme-policies", &schema::<PolicyTemplate>(&read)),
        file("programme-risk", &schema::<RiskSheet>(&read)),
        file("programme-services", &schema::<ServiceScheme>(&read)),
        file("programme-sizes", &schema::<SizeTable>(&read)),
        file("programme-staircases", &schema::<Staircase>(&read)),
        file("programme-subsidies", &schema::<Subsidy>(&read)),
        file("programme-uses", &schema::<DeclarationUses>(&read)),
        file("resources", &schema::<ResourceSet>(&read)),
        file("score-change", &schema::<ScoreChange>(&written)),
        file("threat-kinds", &schema::<ThreatKinds>(&read)),
        file("threats", &schema::<ThreatList>(&read)),
    ]
}

fn schema<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    settings.clone().into_generator().into_root_schema_for::<T>()
}

fn file(name: &str, schema: &Schema) -> Generated {
    let text = serde_json::to_string_pretty(schema).expect("a schema is plain JSON");
    Generated { path: format!("schemas/{name}.json"), content: text + "\n" }
}
