//! Records the document in the framework's file and raises the marks that it proves.

use shisei::Framework;
use shisei::model::{Control, Facts, Verification};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Table, value};

use super::document::Document;
use super::look::{Fact, Found, Look};

/// The file with what is proved in it, and the controls whose marks were raised.
///
/// A number and a title that were both found prove the control. A level that was not found keeps the
/// mark that the control had, as a fact of its own. Doubts are left to whoever reads the document.
pub fn raise(
    file: &str,
    framework: &Framework,
    looks: &[Look],
    document: &Document,
    source: &str,
    day: &str,
) -> Result<(String, Vec<String>), String> {
    let mut toml: DocumentMut = file.parse().map_err(|error| format!("{error}"))?;
    let record = tables(&mut toml, "sources")?.iter_mut().find(|table| id(table) == source);
    let record = record.ok_or_else(|| format!("no source `{source}` in the file"))?;
    let mut verified = InlineTable::new();
    verified.insert("document", (&*document.name).into());
    verified.insert("sha256", (&*document.sha256).into());
    verified.insert("on", day.into());
    record.insert("verified", value(verified));
    let mut raised = Vec::new();
    for table in tables(&mut toml, "controls")?.iter_mut() {
        let Some(control) = framework.control(&id(table)) else { continue };
        let own: Vec<&Look> = looks.iter().filter(|look| *look.at == *control.id).collect();
        if prove(table, control, &own) {
            raised.push(control.id.to_string());
        }
    }
    Ok((toml.to_string(), raised))
}

fn tables<'a>(toml: &'a mut DocumentMut, key: &str) -> Result<&'a mut ArrayOfTables, String> {
    let tables = toml.get_mut(key).and_then(|item| item.as_array_of_tables_mut());
    tables.ok_or_else(|| format!("the file has no [[{key}]]"))
}

fn id(table: &Table) -> String {
    table.get("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned()
}

/// Raises the marks of a control; whether any was raised.
fn prove(table: &mut Table, control: &Control, looks: &[&Look]) -> bool {
    let of = |fact: Fact| looks.iter().filter(move |look| look.fact == fact);
    let all = |fact: Fact| of(fact).all(|look| matches!(look.found, Found::At(_)));
    let proved = |fact: Fact| of(fact).count() > 0 && all(fact);
    if !(proved(Fact::Number) && proved(Fact::Title) && all(Fact::Threshold)) {
        return false;
    }
    let before = table.to_string();
    let given = control.facts.iter().flat_map(Facts::given);
    let mut facts: Vec<(&str, Verification)> =
        given.filter(|(fact, _)| !["title", "number", "level"].contains(fact)).collect();
    if !all(Fact::Level) {
        let level = control.facts.as_ref().and_then(|facts| facts.level);
        facts.push(("level", level.unwrap_or(control.verification)));
    }
    facts.retain(|(_, mark)| *mark != Verification::Confirmed);
    table.insert("verification", value(name(Verification::Confirmed)));
    if facts.is_empty() {
        table.remove("facts");
    } else {
        let facts: InlineTable = facts.into_iter().map(|(fact, mark)| (fact, name(mark))).collect();
        table.insert("facts", value(facts));
    }
    before != table.to_string()
}

const fn name(mark: Verification) -> &'static str {
    match mark {
        Verification::Unverified => "unverified",
        Verification::SingleSource => "single-source",
        Verification::Confirmed => "confirmed",
    }
}
