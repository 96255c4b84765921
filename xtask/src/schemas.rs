//! JSON Schemas of the public shapes, made from the Rust types.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use shisei::json::Function;
use shisei::model::{
    BreachRules, Crosswalk, DeclarationIds, DeclarationUses, Definition, DeskTable, Eligibility,
    Evidence, Grading, Holidays, LabelScheme, Playbooks, PolicyTemplate, References, ResourceSet,
    RiskSheet, Scheme, ServiceScheme, SizeTable, Staircase, Subsidy, ThreatKinds, ThreatList,
};
use shisei::{AnswerSheet, Assessment, ErrorReport};

use crate::generated::Generated;

/// Takes the examples, which are Rust, out of a description.
fn plain(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let outside = text.split("```").step_by(2).map(str::trim);
        *text = outside.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    }
}

/// One file for each shape.
pub fn files() -> Vec<Generated> {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(plain));
    let (read, written) = (settings.clone(), settings.for_serialize());
    vec![
        file("answer-sheet", &schema::<AnswerSheet>(&read)),
        file("assessment", &schema::<Assessment>(&written)),
        file("crosswalk", &schema::<Crosswalk>(&read)),
        file("desks", &schema::<DeskTable>(&read)),
        file("error", &schema::<ErrorReport>(&written)),
        file("evidence", &schema::<Evidence>(&read)),
        functions(&read, &written),
        file("framework", &schema::<Definition>(&read)),
        file("programme-breach-reports", &schema::<BreachRules>(&read)),
        file("programme-declaration-ids", &schema::<DeclarationIds>(&read)),
        file("programme-eligibility", &schema::<Eligibility>(&read)),
        file("programme-gradings", &schema::<Grading>(&read)),
        file("programme-holidays", &schema::<Holidays>(&read)),
        file("programme-labels", &schema::<LabelScheme>(&read)),
        file("programme-playbooks", &schema::<Playbooks>(&read)),
        file("programme-policies", &schema::<PolicyTemplate>(&read)),
        file("programme-risk", &schema::<RiskSheet>(&read)),
        file("programme-services", &schema::<ServiceScheme>(&read)),
        file("programme-sizes", &schema::<SizeTable>(&read)),
        file("programme-staircases", &schema::<Staircase>(&read)),
        file("programme-subsidies", &schema::<Subsidy>(&read)),
        file("programme-uses", &schema::<DeclarationUses>(&read)),
        file("references", &schema::<References>(&read)),
        file("resources", &schema::<ResourceSet>(&read)),
        file("schemes", &schema::<Scheme>(&read)),
        file("threat-kinds", &schema::<ThreatKinds>(&read)),
        file("threats", &schema::<ThreatList>(&read)),
    ]
}

/// Every function of `shisei::json::call` by its name, with the schemas of what it takes and gives, and
/// of the entries of the catalogue: one file, for signatures and types in other languages.
fn functions(read: &SchemaSettings, written: &SchemaSettings) -> Generated {
    let functions = shisei::json::functions().map(|it| {
        let about = serde_json::json!({ "family": it.family, "description": description(it.doc) });
        (it.name.to_owned(), about)
    });
    let mut taken = read.clone().into_generator();
    let arguments = each_function(&mut taken, |it| it.arguments);
    let mut given = written.clone().into_generator();
    let results = each_function(&mut given, |it| it.result);
    let entries = object(shisei::json::entry_schemas(&mut given));
    let mut results = types("Results", "What each function gives", &results, &mut given);
    results.as_object_mut().expect("a schema").insert("entries".to_owned(), entries.into());
    let schema = serde_json::json!({
        "functions": functions.collect::<Object>(),
        "arguments": types("Arguments", "What each function takes", &arguments, &mut taken),
        "results": results,
    });
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    Generated::new("schemas/functions.json".to_owned(), text + "\n")
}

/// Documentation without the spaces that begin its lines.
fn description(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

type Object = serde_json::Map<String, Value>;

fn object(schemas: impl IntoIterator<Item = (&'static str, Schema)>) -> Object {
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema.to_value())).collect()
}

fn each_function(
    generator: &mut SchemaGenerator,
    of: impl Fn(&Function) -> fn(&mut SchemaGenerator) -> Schema,
) -> Object {
    object(shisei::json::functions().map(|it| (it.name, of(it)(generator))))
}

/// A schema of one object with the properties, and every type that the generator has met.
fn types(title: &str, about: &str, properties: &Object, generator: &mut SchemaGenerator) -> Value {
    let definitions = generator.take_definitions(true);
    let numbered =
        definitions.keys().find(|name| name.ends_with(|last: char| last.is_ascii_digit()));
    assert!(numbered.is_none(), "two types are called {numbered:?}: rename one");
    let names: Vec<&String> = properties.keys().collect();
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": format!("{about}, by its name."),
        "type": "object",
        "required": names,
        "properties": properties,
        "$defs": definitions,
    })
}

fn schema<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    settings.clone().into_generator().into_root_schema_for::<T>()
}

fn file(name: &str, schema: &Schema) -> Generated {
    let text = serde_json::to_string_pretty(schema).expect("a schema is plain JSON");
    Generated::new(format!("schemas/{name}.json"), text + "\n")
}
