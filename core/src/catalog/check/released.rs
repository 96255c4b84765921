//! The ids that were ever released: none may go, and none may come to mean something else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

/// Ids with their names, by file: `frameworks/self-assessment@3.1`, then
/// `controls/SA-01`.
///
/// As text, a line in brackets names the file; the lines below it are ids and, behind ` = `, names.
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
                let _: &mut BTreeMap<_, _> = files.entry(file.clone()).or_default();
                continue;
            }
            let (id, name) = line.split_once(" = ").unwrap_or((line, ""));
            let ids: &mut BTreeMap<_, _> = files.entry(file.clone()).or_default();
            ids.insert(id.to_owned(), name.to_owned());
        }
        Self(files)
    }

    /// Takes a file's ids in.
    pub(crate) fn add(&mut self, file: &str, ids: BTreeMap<String, String>) {
        self.0.entry(file.to_owned()).or_default().extend(ids);
    }

    /// Takes everything in that another snapshot says; its names win.
    pub(crate) fn add_all(&mut self, other: Self) {
        for (file, ids) in other.0 {
            self.add(&file, ids);
        }
    }

    /// The snapshot as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "# Every id that was ever released, with its name. Written by `cargo xtask catalog`.\n\
             # A line may never go. A name may be corrected here by hand when the id keeps its meaning.\n",
        );
        for (file, ids) in &self.0 {
            let _ = writeln!(text, "\n[{file}]");
            for (id, name) in ids {
                let _ = match &**name {
                    "" => writeln!(text, "{id}"),
                    name => writeln!(text, "{id} = {name}"),
                };
            }
        }
        text
    }

    /// What `current` lacks of this snapshot, or names otherwise.
    pub(crate) fn broken_by(&self, current: &Self) -> Vec<String> {
        let mut problems = Vec::new();
        for (file, ids) in &self.0 {
            let Some(now) = current.0.get(file) else {
                problems.push(format!("{file}: the released file is gone"));
                continue;
            };
            for (id, name) in ids {
                match now.get(id) {
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
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn snapshot(entry: &Value) -> Released {
        let mut snapshot = Released::default();
        snapshot.add("frameworks/x@1", released(entry));
        snapshot
    }

    fn framework(id: &str, title: &str) -> Value {
        json!({
            "id": "x", "edition": "1", "sources": [{ "id": "s" }],
            "controls": [{ "id": id, "title": { "ja": title, "en": "t" }, "parameters": [{ "id": "p" }] }],
        })
    }

    #[test]
    fn the_text_reads_back_and_names_every_id_but_those_of_sources() {
        let released = snapshot(&framework("A1", "題"));
        let text = released.text();
        assert!(text.ends_with("\n[frameworks/x@1]\ncontrols/A1 = 題\ncontrols/A1/parameters/p\n"));
        assert_eq!(Released::parse(&text), released);
    }

    #[test]
    fn an_id_that_goes_or_changes_its_meaning_is_named_and_a_new_one_is_not() {
        let released = snapshot(&framework("A1", "題"));
        assert_eq!(released.broken_by(&released), Vec::<String>::new());
        let renamed = released.broken_by(&snapshot(&framework("A2", "題")));
        assert_eq!(
            renamed,
            [
                "frameworks/x@1: the released id controls/A1 is gone",
                "frameworks/x@1: the released id controls/A1/parameters/p is gone",
            ]
        );
        let reused = released.broken_by(&snapshot(&framework("A1", "別の題")));
        let said =
            "frameworks/x@1: the released id controls/A1 meant \"題\" and now means \"別の題\"";
        assert_eq!(reused, [said]);
        assert_eq!(
            released.broken_by(&Released::default()),
            ["frameworks/x@1: the released file is gone"]
        );
        assert_eq!(Released::default().broken_by(&released), Vec::<String>::new());
    }

    #[test]
    fn the_snapshot_keeps_its_lines_and_its_names_and_takes_new_ones_in() {
        let mut today = snapshot(&framework("A2", "新"));
        today.add_all(snapshot(&framework("A1", "題")));
        assert!(
            today.text().contains("controls/A1 = 題\n")
                && today.text().contains("controls/A2 = 新\n")
        );
        today.add_all(snapshot(&framework("A2", "旧")));
        assert!(today.text().contains("controls/A2 = 旧\n"));
    }
}
