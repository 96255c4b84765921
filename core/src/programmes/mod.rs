//! Programmes: what an organisation can declare, apply for, buy or turn to, answered from data.
//!
//! Every function is a pure function of catalogue data and inputs. Days come in as arguments, money
//! is whole yen, and every result names its sources ([`Basis`]): document, place, address, and
//! how sure we are. [`catalog::programmes`](crate::catalog::programmes)
//! has the built-in data: `in_force` gives the edition of a day.
//!
//! | module | answers |
//! |---|---|
//! | [`breach_report`] | a breach of personal data: whom to tell, what, and by which day |
//! | [`guideline`] | where an organisation is on the four steps of the SME guideline |
//! | [`incident`] | what to do when something has happened, and which desks to call |
//! | [`jc_star`] | JC-STAR: the life of a label, scope, wording, mutual recognition |
//! | [`otasuketai`] | お助け隊: which service fits, what it may cost, offers compared |
//! | [`policy`] | a draft of a basic policy |
//! | [`risk`] | the risk analysis sheet, as objects and as CSV |
//! | [`scs`] | SCS: what is missing for a level |
//! | [`security_action`] | SECURITY ACTION: stars to declare, ids, programmes that ask for one |
//! | [`size`] | whether an organisation is an SME, and one of the smallest |
//! | [`subsidy`] | the amount of a subsidy, and its conditions as a framework |
//! | [`scenarios`] | what is published about each threat, as inputs for loss models |
//! | [`threats`] | a sheet seen from a list of threats |
//!
//! None of these results is an official decision: a label, a star of SCS, a subsidy is granted by
//! those who run it, and SECURITY ACTION is a firm's own declaration.
//!
//! ```
//! use shisei::catalog::programmes::{services, sizes};
//! use shisei::programmes::{Profile, otasuketai, size};
//!
//! let profile = Profile::new().industry("software").employees(12).telework(true).devices(14);
//! let class = size::sme_class(sizes::in_force(None)?, &profile)?;
//! assert_eq!((class.sme, class.micro), (Some(true), Some(false)));
//! let advised = otasuketai::monitoring_advice(services::in_force(None)?, &profile)?;
//! assert_eq!(advised.first, ["endpoint"]);
//! # Ok::<(), shisei::Error>(())
//! ```

mod basis;
pub mod breach_report;
pub mod guideline;
pub mod incident;
pub mod jc_star;
pub mod otasuketai;
pub mod policy;
pub(crate) mod profile;
pub mod risk;
pub mod scenarios;
pub mod scs;
pub mod security_action;
mod setters;
pub mod size;
pub mod subsidy;
pub mod threats;

pub use basis::{Basis, Cited, Place};
pub use profile::{EcSite, Form, Profile};
