//! One `static` per framework edition, generated from `catalog/frameworks/`.
#![allow(clippy::wildcard_imports, reason = "the generated code names every shape")]
#![allow(clippy::unreadable_literal, reason = "nobody reads the generated numbers")]

use std::borrow::Cow;

use crate::framework::*;
use crate::model::*;
use crate::rules::*;

include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));
