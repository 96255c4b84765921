//! The arguments of each function, as they stand in JSON. Unknown members are refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::answers::AnswerSheet;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::insight::{Consolidation, Effort, Maximise, Target};
use crate::model::{Crosswalk, Definition, Lang};

/// Largest arguments, in bytes of JSON: several sheets and frameworks of the largest size.
const LARGEST: usize = 16 * 1024 * 1024;

/// Reads the arguments of a function.
pub(super) fn read<T: DeserializeOwned>(arguments: &str) -> Result<T, Error> {
    let refused = |problem| Error::one(ErrorKind::InvalidArgument, problem);
    if arguments.len() > LARGEST {
        let detail = format!("{} > {LARGEST} bytes", arguments.len());
        return Err(refused(Problem::new(Code::TooLarge).at("arguments").detail(detail)));
    }
    serde_json::from_str(arguments).map_err(|e| {
        refused(Problem::new(Code::MalformedJson).at("arguments").detail(e.to_string()))
    })
}

/// What every function takes: frameworks of one's own, found before the built-in ones.
pub(super) trait Arguments: DeserializeOwned {
    fn definitions(&mut self) -> Vec<Definition>;
}

macro_rules! arguments {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            #[serde(default)]
            pub definitions: Vec<Definition>,
        }

        impl Arguments for $name {
            fn definitions(&mut self) -> Vec<Definition> {
                std::mem::take(&mut self.definitions)
            }
        }
    )+};
}

arguments! {
    /// Of `assess`, `bounds` and `peers`.
    OneSheet {
        sheet: AnswerSheet,
    }
    /// Of `explain`.
    Explain {
        sheet: AnswerSheet,
        #[serde(default)]
        lang: Option<Lang>,
    }
    /// Of `plan`: a target or a budget.
    Planned {
        sheet: AnswerSheet,
        #[serde(default)]
        target: Option<Target>,
        #[serde(default)]
        budget: Option<u64>,
        #[serde(default)]
        maximise: Option<Maximise>,
        #[serde(default)]
        efforts: BTreeMap<String, Effort>,
        #[serde(default)]
        forbidden: Vec<String>,
    }
    /// Of `diff` and `score_change`.
    TwoSheets {
        before: AnswerSheet,
        after: AnswerSheet,
    }
    /// Of `framework_diff`: two editions.
    Editions {
        from: String,
        to: String,
    }
    /// Of `migrate`.
    Migrate {
        sheet: AnswerSheet,
        #[serde(default)]
        to: Option<String>,
    }
    /// Of `consolidate`.
    Consolidate {
        sites: Vec<Site>,
        #[serde(default)]
        rule: Consolidation,
    }
    /// Of `carry_over`.
    CarryOver {
        sheets: Vec<AnswerSheet>,
        framework: String,
        #[serde(default)]
        crosswalks: Option<Vec<Crosswalk>>,
    }
    /// Of `answer_once`.
    AnswerOnce {
        sheets: Vec<AnswerSheet>,
        frameworks: Vec<String>,
        #[serde(default)]
        crosswalks: Option<Vec<Crosswalk>>,
    }
}

/// A site and its sheet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    pub site: String,
    pub sheet: AnswerSheet,
}

/// Of `load_framework`: a file as text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoadFramework {
    #[serde(default)]
    pub toml: Option<String>,
    #[serde(default)]
    pub json: Option<String>,
}
