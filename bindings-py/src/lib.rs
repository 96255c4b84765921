//! The Python package `shisei`: types are translated here, and nothing else happens.
//!
//! This crate has no scoring rule and no guidance text: what Python sees is what the core
//! gives, turned into Python objects when it is asked for.

#![forbid(unsafe_code)]
#![allow(clippy::needless_pass_by_value, reason = "what Python gives is made anew for the call")]

mod assessment;
mod band;
mod call;
mod cells;
mod citation;
mod control;
mod error;
mod files;
mod finding;
mod framework;
mod group;
mod html;
mod input;
mod kept;
mod language;
mod names;
mod numbers;
mod object;
mod outcome;
mod part;
mod portfolio;
mod recipe;
mod refused;
mod results;
mod scale;
mod text;
mod tier;

use pyo3::prelude::*;

/// A call about one row is mostly memory of a few bytes that comes and goes: this takes an eighth off
/// it.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The native half of the package.
#[pymodule(gil_used = false)]
mod _shisei {
    #[pymodule_export]
    use crate::assessment::{Assessment, assess, assess_json, read_assessment, restore_assessment};
    #[pymodule_export]
    use crate::band::Band;
    #[pymodule_export]
    use crate::call::{_call, _call_json, call_json, call_names, catalog_json, entries};
    #[pymodule_export]
    use crate::cells::{_cells, _texts};
    #[pymodule_export]
    use crate::citation::{Citation, Source};
    #[pymodule_export]
    use crate::control::{Choice, Control, Parameter};
    #[pymodule_export]
    use crate::error::{Failure, Problem, restore_failure};
    #[pymodule_export]
    use crate::files::{
        _csv, _gathered, _remarks, FileRows, FileSample, FileScores, PortfolioFiles, WorkbookWriter,
    };
    #[pymodule_export]
    use crate::finding::{Finding, Worth};
    #[pymodule_export]
    use crate::framework::{Framework, framework, frameworks, restore_builtin, restore_framework};
    #[pymodule_export]
    use crate::group::Group;
    #[pymodule_export]
    use crate::kept::_restore_part;
    #[pymodule_export]
    use crate::language::{language, set_language};
    #[pymodule_export]
    use crate::numbers::{Coverage, Points, Tally};
    #[pymodule_export]
    use crate::outcome::Outcome;
    #[pymodule_export]
    use crate::part::Part;
    #[pymodule_export]
    use crate::portfolio::{
        PortfolioCheck, PortfolioComparison, PortfolioDrift, PortfolioLong, PortfolioReport,
        PortfolioScorer, PortfolioStream, PortfolioWeakest, Scored, ScoredBatch, column_name,
    };
    #[pymodule_export]
    use crate::recipe::_toml_as_json;
    #[pymodule_export]
    use crate::results::{_restore_record, _result_names, _result_type, Record};
    #[pymodule_export]
    use crate::scale::Scale;
    #[pymodule_export]
    use crate::text::Localized;
    #[pymodule_export]
    use crate::tier::{Tier, TierResult};

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
