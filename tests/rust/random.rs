//! `random-vectors FILE [COUNT] [SEED]`: random sheets with what Rust makes of them, in the shape of
//! the shared vectors, so that the other languages can be held to the same bytes.

use std::hash::{BuildHasher as _, RandomState};
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use shisei::model::{Control, Standing};
use shisei::{Framework, catalog};
use shisei_tests::{Case, File};

/// Numbers that look random and repeat for a seed (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0) % end.max(1)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// Text that breaks what is not careful: quotes, markup, other planes, directions.
const TEXTS: &[&str] =
    &["", " ", "理由", "\"'\\", "</script>", "👩‍💻", "a\u{202e}b", "\u{0}\n\t", "ﾊﾝｶｸ"];

fn answer(chance: &mut Chance, framework: &Framework, control: &Control) -> Value {
    let Some(scale) = framework.scale_of(control) else { return Value::Null };
    let Some(choice) = chance.of(&scale.choices) else { return Value::Null };
    let reasoned = matches!(choice.standing, Standing::NotApplicable | Standing::Accepted);
    if reasoned && !chance.one_in(4) || chance.one_in(12) {
        let reason = chance.of(TEXTS).copied().unwrap_or_default();
        return json!({ "choice": choice.id, "reason": reason, "evidence": [reason] });
    }
    json!(choice.id)
}

fn sheet(chance: &mut Chance, framework: &Framework) -> Value {
    // Some sheets are whole, some have holes, some have mistakes.
    let holes = [1_000_000, 30, 3].get(chance.below(3)).copied().unwrap_or(2);
    let mistakes = chance.one_in(6);
    let mut answers = Map::new();
    for control in framework.controls() {
        if chance.one_in(holes) {
            continue;
        }
        let mut id = control.id.to_string();
        let mut given = answer(chance, framework, control);
        if mistakes && chance.one_in(8) {
            id.push_str(chance.of(TEXTS).copied().unwrap_or_default());
        }
        if mistakes && chance.one_in(8) {
            given = json!(chance.of(TEXTS));
        }
        answers.insert(id, given);
    }
    let (framework, subject) = (framework.reference(), chance.of(TEXTS));
    if chance.one_in(3) {
        return json!({
            "framework": framework, "answers": answers, "subject": subject, "date": "2026-04-01",
        });
    }
    json!({ "framework": framework, "answers": answers })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|number| number.parse::<u64>().ok());
    let Some(path) = arguments.first() else {
        eprintln!("usage: random-vectors FILE [COUNT] [SEED]");
        return ExitCode::FAILURE;
    };
    let seed = number(2).unwrap_or_else(|| RandomState::new().hash_one(path));
    let mut chance = Chance(seed);
    let cases = (0..number(1).unwrap_or(300)).filter_map(|at| {
        let framework = chance.of(catalog::all()).copied()?;
        let mut case = Case {
            name: format!("{at}: {}", framework.reference()),
            definition: None,
            sheet: Some(sheet(&mut chance, framework)),
            raw: None,
            call: None,
            arguments: None,
            lang: None,
            expect: json!({}),
            digest: String::new(),
            result: Value::Null,
        };
        case.bless().ok()?;
        Some(case)
    });
    let about = format!("Random sheets, seed {seed}.");
    let file = File { about, cases: cases.collect() };
    let written = serde_json::to_string(&file).map(|text| std::fs::write(path, text));
    println!("{} random sheets, seed {seed}", file.cases.len());
    if matches!(written, Ok(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
