//! The shapes of guidance as data: what a catalogue file says, field by field.
//!
//! A [`Definition`] is what an author writes, in TOML or JSON. It becomes a
//! [`Framework`](crate::Framework) only after every check has passed.

mod breach;
mod citation;
mod control;
mod crosswalk;
mod declaration;
mod definition;
mod desk;
mod entry;
mod evidence;
mod grading;
mod lineage;
pub(crate) mod named;
mod outcome;
mod place;
mod playbook;
mod policy;
mod programme;
mod references;
mod resource;
mod risk;
mod scale;
mod scheme;
mod service;
mod size;
mod staircase;
mod text;
mod threat;

pub use breach::{
    BreachCircumstance, BreachDeadline, BreachKind, BreachLine, BreachRole, BreachRules,
    BreachStage, BreachState, BreachTrigger, HolidayYear, Holidays, ReportableCase, YearEnd,
};
pub use citation::{Citation, Facts, Origin, Source, Verification, VerifiedCopy};
pub use control::{Control, ControlRole, Join, NotApplicable, Parameter, Parts, RequirementPart};
pub use crosswalk::{Crosswalk, Link, Relation};
pub use declaration::{DeclarationIds, DeclarationSeries};
pub use definition::{CoverageRule, Definition, Dimension, Group, Status, Subject, TagValue};
pub use desk::{Case, Channel, Contact, Desk, DeskRole, DeskTable};
pub use entry::Entry;
pub use evidence::{
    Axis, ControlRef, Distribution, Evidence, Figure, Incident, Portion, Precision, Quantity,
    Regime, YenRange,
};
pub use grading::{Claim, Grade, Grading};
pub use lineage::{Change, ChangeKind, Previous};
pub use outcome::{Band, Bands, Condition, Measure, OutcomeRule, Rule, Tier};
pub use playbook::{Phase, Playbook, PlaybookBreach, PlaybookStep, Playbooks};
pub use policy::{PolicyField, PolicyFieldKind, PolicySection, PolicySentence, PolicyTemplate};
pub use programme::{
    Applicant, Availability, Criterion, DeclarationUse, DeclarationUses, Eligibility, Evaluator,
    Fee, LabelLevel, LabelScheme, Limit, ProductKind, Rate, Recognition, RuleRole, Star, StarRole,
    Subsidy, Window, WordingRule,
};
pub use references::{Rationale, ReferenceLink, References};
pub use resource::{Resource, ResourceKind, ResourceSet};
pub use risk::{
    Conversion, Erratum, RiskExample, RiskGrade, RiskLevel, RiskRole, RiskScale, RiskSheet,
    Treatment,
};
pub use scale::{Choice, Scale, Standing};
pub use scheme::{Extent, Scheme, SchemeEntry};
pub use service::{
    MonitoringAdvice, MonitoringType, PriceCap, ServiceClass, ServiceElement, ServiceScheme,
    Situation,
};
pub use size::{MicroClass, SizeClass, SizeTable, SizeTest};
pub use staircase::{StairNeed, StairStep, StairTest, Staircase};
pub use text::{Lang, List, Localized, Text};
pub use threat::{
    AttackEntry, EntryLink, LeftThreat, RankedThreat, Streak, ThreatKind, ThreatKinds, ThreatList,
};
