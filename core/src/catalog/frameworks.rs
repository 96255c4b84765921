//! One `static` per framework edition, generated from `catalog/frameworks/`.

use std::borrow::Cow;

#[allow(clippy::wildcard_imports, reason = "the generated code names every shape")]
use crate::framework::*;
#[allow(clippy::wildcard_imports, reason = "the generated code names every shape")]
use crate::model::*;

include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));
