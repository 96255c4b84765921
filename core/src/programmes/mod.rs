//! Programmes: what an organisation can declare, apply for, buy or turn to, answered from data.
//!
//! Every function is a pure function of catalogue data and inputs. Days come in as arguments, money
//! is whole yen, and every result says what it rests on ([`Basis`]): document, place, address, and
//! how sure we are. [`built_in`] has the built-in data at hand.
//!
//! None of these results is an official decision: a label, a star of SCS, a subsidy is granted by
//! those who run it, and SECURITY ACTION is a firm's own declaration.
//!
//! ```
//! use shisei::programmes::{self, Profile, built_in};
//!
//! let profile = Profile {
//!     industry: Some("software".to_owned()),
//!     employees: Some(12),
//!     telework: Some(true),
//!     devices: Some(14),
//!     ..Profile::default()
//! };
//! let class = programmes::sme_class(built_in::sizes(None)?, &profile)?;
//! assert_eq!((class.sme, class.micro), (Some(true), Some(false)));
//! let advised = programmes::monitoring_advice(built_in::services(None)?, &profile)?;
//! assert_eq!(advised.first, ["endpoint"]);
//! # Ok::<(), shisei::Error>(())
//! ```

mod basis;
pub mod built_in;
mod declaration;
mod incident;
mod label;
mod otasuke;
mod policy_draft;
pub(crate) mod profile;
mod risk_sheet;
mod scs;
mod security_action;
mod sme;
mod staircase;
pub(crate) mod subsidy;
mod threat_view;
mod use_list;

pub use basis::{Basis, Cited, Place};
pub use declaration::{DeclarationId, declaration_id};
pub use incident::{DeskLine, Desks, IncidentPlan, Prepares, Step, incident};
pub use label::{
    Breach, BrokenRule, Duty, Label, LabelFee, LabelLife, LabelStatus, Product, RecognitionResult,
    Recognitions, Scope, ScopeReason, WordingCheck, WordingRuleResult, label_life, label_scope,
    label_wording, recognitions,
};
pub use otasuke::{
    AdviceLine, Advised, AlternativeClass, CeilingCost, Crossing, ElementLine, Offer, OfferResult,
    Offers, Way, ceiling_cost, compare_offers, crossing, monitoring_advice,
};
pub use policy_draft::{
    DraftPart, PolicyAnswer, PolicyAnswers, PolicyDraft, PolicyText, PolicyTexts, policy_draft,
};
pub use profile::{EcSite, Form, Profile};
pub use risk_sheet::{
    Asset, ErratumNote, Grades, LevelCount, Register, RiskLine, TreatmentCount, assets_from_csv,
    possibility, register, register_csv,
};
pub use scs::{CategoryGaps, ClaimResult, CriterionGap, LevelGaps, Named, level_gaps};
pub use security_action::{Declarable, Evidence, GbizId, Missing, Star, security_action};
pub use sme::{Compared, SizeMeasure, SmeClass, sme_class};
pub use staircase::{GuidelineProgress, Material, NeedResult, Progress, StepResult, footing};
pub use subsidy::{
    Application, Bound, Deadline, EligibilityLine, EligibilityRule, IneligibilityReason, Reason,
    Share, SubsidyResult, eligibility, subsidy,
};
pub use threat_view::{
    Cover, LeftLine, Moved, Movement, ThreatData, ThreatLine, ThreatView, WayIn, threat_view,
};
pub use use_list::{Declared, Use, Uses, declaration_uses};
