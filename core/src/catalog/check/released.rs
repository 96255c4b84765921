//! The ids that were ever released: none may go, and none may come to mean something else.

use std::collections::BTreeMap;

use serde_json::Value;

/// Ids with the names they stand for, by file: `frameworks/self-assessment@3.1`, then
/// `controls/SA-01`.
///
/// As text, a line in brackets names the file; below it stand ids and, behind ` = `, names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Released(BTreeMap<String, BTreeMap<String, String>>);

/// Every id of an entry with its Japanese name, where it has a name.
pub(crate) fn released(entry: &Value) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    walk(entry, "", &mut ids);
    ids
}

fn walk(value: &Value, path: &str, ids: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter().filter(|(key, _)| *key != "sources") {
                walk(value, &join(path, key), ids);
            }
        }
        Value::Array(items) => {
            for item in items {
                let id = ["id", "kind", "case"].into_iter().find_map(|key| item.get(key)?.as_str());
                let Some(id) = id else { continue };
                let path = join(path, id);
                let name = ["title", "label"].into_iter().find_map(|key| item.get(key)?.get("ja"));
                let name = name.and_then(Value::as_str).unwrap_or_default();
                ids.insert(path.clone(), name.to_owned());
                walk(item, &path, ids);
            }
        }
        _ => {}
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

impl Released {
    /// Reads the snapshot.
    pub(crate) fn parse(text: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut file = String::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                name.clone_into(&mut file);
                continue;
            }
            let (id, name) = line.split_once(" = ").unwrap_or((line, ""));
            let ids: &mut BTreeMap<_, _> = files.entry(file.clone()).or_default();
            ids.insert(id.to_owned(), name.to_owned());
        }
        Self(files)
    }

    /// The name of a file here: `catalog/frameworks/x@1.toml` is `frameworks/x@1`.
    pub(crate) fn name(file: &str) -> &str {
        let file = file.strip_prefix("catalog/").unwrap_or(file);
        file.strip_suffix(".toml").unwrap_or(file)
    }

    /// Takes a file's ids in.
    pub(crate) fn add(&mut self, file: &str, ids: BTreeMap<String, String>) {
        self.0.entry(file.to_owned()).or_default().extend(ids);
    }

    /// The snapshot as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "# Every id that was ever released, with its name. Written by `cargo run -p xtask -- ids`.\n\
             # A line may never go. A name may be corrected here by hand when the id keeps its meaning.\n",
        );
        for (file, ids) in &self.0 {
            text.push_str(&format!("\n[{file}]\n"));
            for (id, name) in ids {
                let name = if name.is_empty() { String::new() } else { format!(" = {name}") };
                text.push_str(&format!("{id}{name}\n"));
            }
        }
        text
    }

    /// What `current` lacks of this snapshot, or names otherwise.
    pub(crate) fn broken_by(&self, current: &Self) -> Vec<String> {
        let mut problems = Vec::new();
        for (file, ids) in &self.0 {
            for (id, name) in ids {
                match current.0.get(file).and_then(|ids| ids.get(id)) {
                    None => problems.push(format!("{file}: the released id {id} is gone")),
                    Some(now) if now != name => problems.push(format!(
                        "{file}: the released id {id} meant \"{name}\" and now means \"{now}\""
                    )),
                    Some(_) => {}
                }
            }
        }
        problems
    }

    /// Whether every id of `current` stands in the snapshot.
    pub(crate) fn is_complete(&self, current: &Self) -> bool {
        let known =
            |file: &String, id: &String| self.0.get(file).is_some_and(|f| f.contains_key(id));
        current.0.iter().all(|(file, ids)| ids.keys().all(|id| known(file, id)))
    }
}
