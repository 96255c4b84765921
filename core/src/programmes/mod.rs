//! Programmes: what an organisation can declare, apply for, buy or turn to, answered from data.
//!
//! Every function is a pure function of catalogue data and inputs. Days come in as arguments, money
//! is whole yen, and every result says what it rests on ([`Basis`]): document, place, address, and
//! how sure we are. [`built_in`] has the built-in data at hand.
//!
//! None of these results is an official decision: a label, a star of SCS, a subsidy is granted by
//! those who run it, and SECURITY ACTION is a firm's own declaration.

mod basis;
pub mod built_in;
mod day;
mod declaration;
mod input;
mod profile;
mod security_action;
mod sme;
mod states;

pub use basis::{Basis, Cited, Place};
pub use declaration::{DeclarationId, declaration_id};
pub use profile::{EcSite, Form, Profile};
pub use security_action::{Declarable, Evidence, GbizId, Missing, Star, security_action};
pub use sme::{Compared, SizeMeasure, SmeClass, sme_class};
