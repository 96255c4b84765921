//! One `static` per framework edition, generated from `catalog/frameworks/`.
#![allow(clippy::wildcard_imports, reason = "the generated code names every shape")]
#![allow(clippy::unreadable_literal, reason = "nobody reads the generated numbers")]

use std::borrow::Cow;

use crate::framework::*;
use crate::model::*;

include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));
