//! JSON Schemas of the public shapes, made from the Rust types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use shisei::editions::FrameworkDiff;
use shisei::editions::ScoreChange;
use shisei::insight::{Bounds, CarryOver, Consolidated, Diff, Peers, Plan};
use shisei::json::{AnsweredOnce, Explained, Loaded, Migrated};
use shisei::model::{
    Crosswalk, DeclarationIds, DeclarationUses, Definition, DeskTable, Eligibility, Evidence,
    Grading, LabelScheme, Playbooks, PolicyTemplate, ResourceSet, RiskSheet, ServiceScheme,
    SizeTable, Staircase, Subsidy, ThreatKinds, ThreatList,
};
use shisei::programmes::json::RegisterCsv;
use shisei::programmes::{
    Advised, CeilingCost, Declarable, DeclarationId, GuidelineProgress, IncidentPlan, LabelLife,
    LevelGaps, Offers, PolicyDraft, Recognitions, Register, Scope, SmeClass, SubsidyResult,
    ThreatView, Uses, WordingCheck,
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
        results(&written),
        file("resources", &schema::<ResourceSet>(&read)),
        file("score-change", &schema::<ScoreChange>(&written)),
        file("threat-kinds", &schema::<ThreatKinds>(&read)),
        file("threats", &schema::<ThreatList>(&read)),
    ]
}

/// What every function of `shisei::json::call` gives, by its name: one file, for types in other
/// languages.
fn results(settings: &SchemaSettings) -> Generated {
    let mut generator = settings.clone().into_generator();
    let mut properties = serde_json::Map::new();
    macro_rules! functions {
        ($($name:ident: $result:ty,)+) => {$(
            let result = generator.subschema_for::<$result>();
            properties.insert(stringify!($name).to_owned(), result.to_value());
        )+};
    }
    functions! {
        answer_once: AnsweredOnce,
        assess: Assessment,
        bounds: Bounds,
        carry_over: CarryOver,
        ceiling_cost: CeilingCost,
        compare_offers: Offers,
        consolidate: Consolidated,
        declaration_id: DeclarationId,
        declaration_uses: Uses,
        diff: Diff,
        explain: Explained,
        footing: GuidelineProgress,
        framework_diff: FrameworkDiff,
        incident: IncidentPlan,
        label_life: LabelLife,
        label_scope: Scope,
        label_wording: WordingCheck,
        level_gaps: LevelGaps,
        load_framework: Loaded,
        migrate: Migrated,
        monitoring_advice: Advised,
        peers: Peers,
        plan: Plan,
        policy_draft: PolicyDraft,
        recognitions: Recognitions,
        register: Register,
        register_csv: RegisterCsv,
        score_change: ScoreChange,
        security_action: Declarable,
        sme_class: SmeClass,
        subsidy: SubsidyResult,
        subsidy_eligibility: Definition,
        threat_view: ThreatView,
    }
    let missing: Vec<&str> =
        shisei::json::functions().filter(|name| !properties.contains_key(*name)).collect();
    assert!(missing.is_empty(), "functions without a type of what they give: {missing:?}");
    let definitions = generator.take_definitions(true);
    let numbered =
        definitions.keys().find(|name| name.ends_with(|last: char| last.is_ascii_digit()));
    assert!(numbered.is_none(), "two results call different things {numbered:?}: rename one");
    let names: Vec<&String> = properties.keys().collect();
    let schema = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results",
        "description": "What each function gives, by its name.",
        "type": "object",
        "required": names,
        "properties": properties,
        "$defs": definitions,
    });
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    Generated::new("schemas/results.json".to_owned(), text + "\n")
}

fn schema<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    settings.clone().into_generator().into_root_schema_for::<T>()
}

fn file(name: &str, schema: &Schema) -> Generated {
    let text = serde_json::to_string_pretty(schema).expect("a schema is plain JSON");
    Generated::new(format!("schemas/{name}.json"), text + "\n")
}
