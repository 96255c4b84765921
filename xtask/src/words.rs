//! The words of `core/src/text/words.toml`, and the characters that no text may carry, for each
//! language that shows them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use shisei::text::{HIDDEN, csv, normal};

use crate::generated::{Generated, root};
use crate::inline::deferred;

const PATH: &str = "core/src/text/words.toml";
const MARK: &str = "Generated from core/src/text/words.toml by `cargo xtask words`.";
const SPELLINGS: &str = "core/src/answers/spelling/words.toml";
const ELEMENT: &str = "bindings-wasm/element";

/// A text in both languages; a sentence that counts has two forms in English.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    ja: String,
    #[serde(default)]
    en: String,
    one: Option<String>,
    many: Option<String>,
}

/// Words by name, such as `not-applicable`.
type Table = BTreeMap<String, Word>;

/// Tables by name, such as `state`.
type Tables = BTreeMap<String, Table>;

/// Tables whose words belong to the variants of an enum of the core.
const ENUMS: [(&str, &str); 6] = [
    ("join", "Join"),
    ("mark", "Verification"),
    ("origin", "Origin"),
    ("state", "State"),
    ("status", "Status"),
    ("tier-state", "TierState"),
];

/// Tables of words that have names of their own.
const LABELS: [&str; 2] = ["label", "sign"];

/// The generated files.
pub fn files() -> Result<Vec<Generated>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{PATH}: {error}");
    let text = std::fs::read_to_string(root().join(PATH)).map_err(|error| failed(&error))?;
    let tables: Tables = toml::from_str(&text).map_err(|error| failed(&error))?;
    let file = Generated::new;
    Ok(vec![
        file("core/src/text/words.rs".into(), deferred("text/words.rs", &rust(&tables))),
        file("core/src/answers/spelling/words.rs".into(), spellings()?),
        file(format!("{ELEMENT}/words/shared.ja.ts"), script(&tables, Lang::Ja)),
        file(format!("{ELEMENT}/words/shared.en.ts"), script(&tables, Lang::En)),
        file(format!("{ELEMENT}/outside.ts"), outside()),
        file("bindings-py/python/shisei/words.py".into(), python(&tables)),
    ])
}

#[derive(Clone, Copy)]
enum Lang {
    Ja,
    En,
}

impl Word {
    /// The names of its gaps, in the order of the English text.
    fn gaps(&self) -> Vec<&str> {
        let gaps = self.english().0.split('{').skip(1);
        gaps.filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    /// The English forms: for one and for any other number, or for all.
    fn english(&self) -> (&str, Option<&str>) {
        match (&self.one, &self.many) {
            (Some(one), Some(many)) => (many, Some(one)),
            _ => (&self.en, None),
        }
    }
}

/// What people write instead of a choice, by standing, and beside points.
#[derive(Deserialize)]
struct Spellings {
    points: Points,
    marks: Marks,
    #[serde(flatten)]
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    taken: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Points {
    units: Vec<String>,
    around: String,
}

fn spellings() -> Result<String, String> {
    let text = std::fs::read_to_string(root().join(SPELLINGS)).map_err(|it| it.to_string())?;
    let Spellings { words, points, marks } =
        toml::from_str(&text).map_err(|error| format!("{SPELLINGS}: {error}"))?;
    let mut out = format!(
        "// Generated from {SPELLINGS} by `cargo xtask words`.\n\nuse crate::model::Standing;\n\n\
         /// Spellings in their normal form, by what they mean.\n\
         pub(super) const WORDS: &[(Standing, &[&str])] = &[\n"
    );
    let mut known = BTreeMap::new();
    for (standing, words) in &words {
        for word in words {
            if normal(word) != *word {
                return Err(format!("{SPELLINGS}: {word:?} is not in its normal form"));
            }
            if let Some(other) = known.insert(word, standing) {
                return Err(format!("{SPELLINGS}: {word:?} stands under {other} and {standing}"));
            }
        }
        let _ = writeln!(out, "(Standing::{}, &{words:?}),", variant(standing));
    }
    let Points { units, around } = points;
    let Marks { taken, not } = marks;
    let all = units.iter().chain(&taken).chain(&not);
    if let Some(word) = all.into_iter().find(|word| normal(word) != **word) {
        return Err(format!("{SPELLINGS}: {word:?} is not in its normal form"));
    }
    let _ = write!(
        out,
        "];\n\n/// What may follow points.\npub(super) const UNITS: &[&str] = &{units:?};\n\n\
         /// What may stand around points.\npub(super) const AROUND: &str = {around:?};\n\n\
         /// What says in the column of a choice that it was taken.\n\
         pub(super) const TAKEN: &[&str] = &{taken:?};\n\n\
         /// What says that it was not.\npub(super) const NOT_TAKEN: &[&str] = &{not:?};\n"
    );
    Ok(formatted(&out))
}

fn rust(tables: &Tables) -> String {
    let mut out = format!(
        "// {MARK}\n\nuse std::fmt::Display;\n\nuse crate::assessment::{{State, TierState}};\n\
         use crate::model::{{Join, Lang, Origin, Status, Verification}};\n\n\
         /// The words of one language, for states, marks, origins and figures.\n\
         #[derive(Clone, Copy, Debug)]\npub struct Words(pub Lang);\n\nimpl Words {{\n    \
         pub(crate) fn pick(self, ja: &'static str, en: &'static str) -> &'static str {{\n        \
         match self.0 {{\n            Lang::Ja => ja,\n            Lang::En => en,\n        }}\n    }}\n"
    );
    for (table, name) in ENUMS {
        let method = table.replace('-', "_");
        let words = &tables[table];
        let home = if name.ends_with("State") { "assessment" } else { "model" };
        let example =
            words.first_key_value().map_or_else(String::new, |(word, Word { ja, en, .. })| {
                example(&format!("{method}(shisei::{home}::{name}::{})", variant(word)), ja, en)
            });
        let _ = write!(
            out,
            "\n    /// The word for each [`{name}`].\n{example}    pub fn {method}(self, {method}: {name}) -> &'static str {{\n        match {method} {{\n"
        );
        for (word, Word { ja, en, .. }) in words {
            let variant = variant(word);
            let _ = writeln!(out, "            {name}::{variant} => self.pick({ja:?}, {en:?}),");
        }
        out.push_str("        }\n    }\n");
    }
    for (word, Word { ja, en, .. }) in LABELS.iter().flat_map(|table| &tables[*table]) {
        let name = word.replace('-', "_");
        let _ = write!(
            out,
            "\n    /// “{ja}”, “{en}”.\n{}    pub fn {name}(self) -> &'static str {{\n        self.pick({ja:?}, {en:?})\n    }}\n",
            example(&format!("{name}()"), ja, en)
        );
    }
    for (name, phrase) in &tables["phrase"] {
        out.push_str(&rust_phrase(&name.replace('-', "_"), phrase));
    }
    formatted(&(out + "}\n"))
}

/// What a method of `Words` says, as a doc test.
fn example(call: &str, ja: &str, en: &str) -> String {
    format!(
        "    ///\n    /// ```\n    /// # use shisei::{{Lang, text::Words}};\n    \
         /// assert_eq!(Words(Lang::Ja).{call}, {ja:?});\n    \
         /// assert_eq!(Words(Lang::En).{call}, {en:?});\n    /// ```\n"
    )
}

fn rust_phrase(name: &str, phrase: &Word) -> String {
    let (many, one) = phrase.english();
    let gaps = phrase.gaps();
    let arguments: Vec<String> = gaps.iter().map(|gap| format!("{gap}: impl Display")).collect();
    let ja = &phrase.ja;
    let values: Vec<String> = (2..).take(gaps.len()).map(|value| value.to_string()).collect();
    let filled = |text: &str| {
        gaps.iter()
            .zip(&values)
            .fold(text.to_owned(), |text, (gap, value)| text.replace(&format!("{{{gap}}}"), value))
    };
    let example = example(&format!("{name}({})", values.join(", ")), &filled(ja), &filled(many));
    let one = one.map(|one| format!("Lang::En if n.to_string() == \"1\" => format!({one:?}),\n"));
    format!(
        "\n    /// “{ja}”, “{many}”.\n{example}    pub fn {name}(self, {}) -> String {{\n        match self.0 {{\n            \
         Lang::Ja => format!({ja:?}),\n            {}Lang::En => format!({many:?}),\n        }}\n    }}\n",
        arguments.join(", "),
        one.unwrap_or_default()
    )
}

/// What rustfmt makes of it, so that `cargo fmt --check` has nothing to say.
fn formatted(source: &str) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let config = root().join("rustfmt.toml");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is part of the toolchain");
    rustfmt.stdin.take().expect("piped").write_all(source.as_bytes()).expect("rustfmt reads");
    let done = rustfmt.wait_with_output().expect("rustfmt ends");
    assert!(done.status.success(), "rustfmt refused the generated words");
    String::from_utf8(done.stdout).expect("rustfmt writes UTF-8")
}

fn script(tables: &Tables, lang: Lang) -> String {
    // One constant for each: a bundler leaves out what the quiz does not say.
    let mut out = format!("// {MARK}\n\n");
    let pick = |word: &Word| quoted(if matches!(lang, Lang::Ja) { &word.ja } else { &word.en });
    for (table, _) in ENUMS {
        let _ = writeln!(out, "export const {} = {{", camel(table));
        for (name, word) in &tables[table] {
            let _ = writeln!(out, "  {}: {},", quoted(name), pick(word));
        }
        out.push_str("};\n");
    }
    for (name, word) in LABELS.iter().flat_map(|table| &tables[*table]) {
        let _ = writeln!(out, "export const {} = {};", camel(name), pick(word));
    }
    for (name, phrase) in &tables["phrase"] {
        let gaps = phrase.gaps();
        let kind = if phrase.one.is_some() { "number" } else { "string | number" };
        let arguments: Vec<String> = gaps.iter().map(|gap| format!("{gap}: {kind}")).collect();
        let template = |text: &str| format!("`{}`", text.replace('{', "${"));
        let body = match (lang, phrase.english()) {
            (Lang::Ja, _) => template(&phrase.ja),
            (Lang::En, (many, None)) => template(many),
            (Lang::En, (many, Some(one))) => {
                format!("n === 1 ? {} : {}", template(one), template(many))
            }
        };
        let _ =
            writeln!(out, "export const {} = ({}) => {body};", camel(name), arguments.join(", "));
    }
    out
}

/// What `text::clean` and `text::csv` know, as regular expressions.
fn outside() -> String {
    let code = |character: char| format!("\\u{{{:x}}}", u32::from(character));
    let range = |&(first, last): &(char, char)| match code(first) {
        only if first == last => only,
        first => format!("{first}-{}", code(last)),
    };
    let hidden: String = HIDDEN.iter().map(range).collect();
    let starts: String = csv::FORMULA.iter().map(|&start| code(start)).collect();
    format!(
        "// Generated from core/src/text/ by `cargo xtask words`.\n\n\
         /** Control characters but white space, and characters that nobody sees or that turn the\n \
         * reading direction. */\n\
         export const HIDDEN = /[\\u{{0}}-\\u{{8}}\\u{{e}}-\\u{{1f}}\\u{{7f}}-\\u{{9f}}{hidden}]/gu;\n\n\
         /** The place before a text that a spreadsheet would take for a formula. */\n\
         export const FORMULA = /^(?='*[{starts}])/u;\n"
    )
}

fn python(tables: &Tables) -> String {
    let mut out = format!(
        "\"\"\"The words that reports, the quiz and this package share.\n\n{MARK}\n\"\"\"\n\n\
         from __future__ import annotations\n\nfrom typing import Final\n\n"
    );
    let _ = writeln!(out, "WORDS: Final[dict[str, dict[str, dict[str, str]]]] = {{");
    for table in ENUMS.iter().map(|(table, _)| table).chain(&LABELS).chain(&["phrase"]) {
        let _ = writeln!(out, "    {}: {{", double(table));
        for (name, Word { ja, en, .. }) in tables[*table].iter().filter(|(_, w)| w.one.is_none()) {
            let _ = writeln!(out, "        {}: {{", double(name));
            let _ = writeln!(out, "            \"ja\": {},", double(ja));
            let _ = writeln!(out, "            \"en\": {},", double(en));
            out.push_str("        },\n");
        }
        out.push_str("    },\n");
    }
    out + "}\n"
}

/// `not-applicable` as `NotApplicable`.
fn variant(name: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    name.split('-').map(capital).collect()
}

/// `if-reached` as `ifReached`.
fn camel(name: &str) -> String {
    let name = variant(name);
    let (first, rest) = name.split_at(1);
    first.to_lowercase() + rest
}

/// A string of JavaScript in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A string of Python as ruff writes it.
fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
