//! The whole API over strings; `js/` makes objects and errors of them.

#[cfg(feature = "catalog")]
use shisei::{AnswerSheet, ErrorKind, catalog, input};
use shisei::{Error, Lang, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is thrown: an error report as JSON.
type Thrown = String;

fn lang(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or_default()
}

fn thrown(tag: &str) -> impl Fn(Error) -> Thrown {
    let lang = lang(tag);
    move |error| json::error(&error, lang)
}

/// References of the built-in frameworks, `id@edition`.
#[cfg(feature = "catalog")]
#[wasm_bindgen]
pub fn references() -> Vec<String> {
    catalog::all().iter().map(|framework| framework.reference().to_string()).collect()
}

/// Scores a sheet with the built-in framework that it names.
#[cfg(feature = "catalog")]
#[wasm_bindgen]
pub fn assess(sheet: &str, lang: &str) -> Result<String, Thrown> {
    json::assess(sheet, None).map_err(thrown(lang))
}

/// Calls a function of the core by name, with its arguments as one JSON object.
#[cfg(feature = "catalog")]
#[wasm_bindgen]
pub fn call(name: &str, arguments: &str, lang: &str) -> Result<String, Thrown> {
    json::call(name, arguments).map_err(thrown(lang))
}

/// Every catalogue entry of a kind, as one JSON object by reference.
#[cfg(feature = "catalog")]
#[wasm_bindgen]
pub fn entries(kind: &str, lang: &str) -> Result<String, Thrown> {
    json::entries(kind).map_err(thrown(lang))
}

/// A framework, built in or custom.
#[wasm_bindgen]
pub struct Framework(shisei::Framework);

#[wasm_bindgen]
impl Framework {
    /// The built-in framework with this id or `id@edition`.
    #[cfg(feature = "catalog")]
    pub fn find(reference: &str, lang: &str) -> Result<Self, Thrown> {
        catalog::framework(reference).cloned().map(Self).map_err(thrown(lang))
    }

    /// Reads and checks a framework in JSON.
    pub fn from_json(definition: &str, lang: &str) -> Result<Self, Thrown> {
        shisei::Framework::from_json(definition).map(Self).map_err(thrown(lang))
    }

    /// Reads and checks a framework in TOML.
    pub fn from_toml(definition: &str, lang: &str) -> Result<Self, Thrown> {
        shisei::Framework::from_toml(definition).map(Self).map_err(thrown(lang))
    }

    /// `id@edition`.
    #[cfg(feature = "catalog")]
    pub fn reference(&self) -> String {
        self.0.reference().to_string()
    }

    /// The digest in hex.
    #[cfg(feature = "catalog")]
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// The digest of the rules in hex.
    #[cfg(feature = "catalog")]
    pub fn rules_digest(&self) -> String {
        self.0.rules_digest().to_string()
    }

    /// The rules as bytes, for the module that scores by position.
    #[cfg(feature = "own")]
    pub fn rules(&self) -> Vec<u8> {
        self.0.rules().to_bytes()
    }

    /// The definition as JSON.
    pub fn definition(&self) -> String {
        self.0.to_json()
    }

    /// Positions of the choices that may be taken for a control.
    pub fn choices(&self, control: usize) -> Vec<u8> {
        self.0.allowed_choices(control).collect()
    }

    /// Positions of those that need a reason.
    pub fn choices_with_reason(&self, control: usize) -> Vec<u8> {
        self.0.choices_with_reason(control).collect()
    }

    /// The assessment of a row of positions as JSON; or `None` if a position is not allowed.
    /// 255 is unanswered.
    #[cfg(feature = "catalog")]
    pub fn assess_row(&self, positions: &[u8]) -> Option<String> {
        Some(self.0.assess_row(positions).ok()?.to_json())
    }

    /// Scores a sheet with this framework.
    #[cfg(feature = "catalog")]
    pub fn assess(&self, sheet: &str, lang: &str) -> Result<String, Thrown> {
        json::assess(sheet, Some(&self.0)).map_err(thrown(lang))
    }

    /// The assessment of a sheet with the built-in framework that it names, to be asked.
    #[cfg(feature = "catalog")]
    pub fn assessed(sheet: &str, lang: &str) -> Result<Assessment, Thrown> {
        let sheet = AnswerSheet::from_json(sheet).map_err(thrown(lang))?;
        shisei::assess(&sheet).map(Assessment).map_err(thrown(lang))
    }

    /// The assessment of a sheet with this framework, to be asked.
    #[cfg(feature = "catalog")]
    pub fn assessment(&self, sheet: &str, lang: &str) -> Result<Assessment, Thrown> {
        let sheet = AnswerSheet::from_json(sheet).map_err(thrown(lang))?;
        self.0.assess(&sheet).map(Assessment).map_err(thrown(lang))
    }

    /// Reads back the JSON of an assessment.
    #[cfg(feature = "catalog")]
    pub fn read_assessment(&self, json: &str, lang: &str) -> Result<Assessment, Thrown> {
        self.0.read_assessment(json).map(Assessment).map_err(thrown(lang))
    }
}

/// An assessment, to be asked.
#[cfg(feature = "catalog")]
#[wasm_bindgen]
pub struct Assessment(shisei::Assessment);

#[cfg(feature = "catalog")]
#[wasm_bindgen]
impl Assessment {
    /// Its numbers as JSON.
    pub fn json(&self) -> String {
        self.0.to_json()
    }

    /// Its sheet as JSON.
    pub fn sheet(&self) -> String {
        self.0.sheet().to_json()
    }

    /// What a question gives as JSON, with its arguments as one JSON object.
    pub fn ask(&self, question: &str, arguments: &str, lang: &str) -> Result<String, Thrown> {
        let arguments = input::json(arguments, ErrorKind::InvalidArgument);
        let answer = arguments.and_then(|arguments| json::ask(&self.0, question, &arguments));
        answer.map_err(thrown(lang))
    }

    /// What a question about two assessments gives as JSON.
    pub fn compare(&self, earlier: &Self, question: &str, lang: &str) -> Result<String, Thrown> {
        json::compare(&earlier.0, &self.0, question).map_err(thrown(lang))
    }
}
