//! The kinds of catalogue entries beside the frameworks.

mod breach;
mod crosswalk;
mod declaration;
mod desk;
mod entry;
mod evidence;
mod grading;
mod playbook;
mod policy;
mod programme;
mod references;
mod resource;
mod risk;
mod scheme;
mod service;
mod size;
mod staircase;
mod threat;

use super::{
    Choice, Citation, Entry, List, Localized, Origin, Parameter, Source, Standing, Status, Text,
    Verification, named,
};

pub use breach::{
    BreachCircumstance, BreachDeadline, BreachKind, BreachLine, BreachRole, BreachRules,
    BreachStage, BreachState, BreachTrigger, HolidayYear, Holidays, ReportableCase, YearEnd,
};
pub use crosswalk::{Crosswalk, Link, Relation};
pub use declaration::{DeclarationIds, DeclarationSeries};
pub use desk::{Case, Channel, Contact, Desk, DeskRole, DeskTable};
pub use evidence::{
    Axis, ControlRef, Distribution, Evidence, Figure, Incident, Portion, Precision, Quantity,
    Regime, YenRange,
};
pub use grading::{Claim, Grade, Grading};
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
pub use scheme::{Extent, Scheme, SchemeEntry};
pub use service::{
    MonitoringAdvice, MonitoringType, PriceCap, ServiceClass, ServiceElement, ServiceScheme,
    Situation,
};
pub use size::{MicroClass, SizeClass, SizeTable, SizeTest};
pub use staircase::{StairNeed, StairStep, StairTest, Staircase};
pub use threat::{
    AttackEntry, EntryLink, FigureLink, Gives, LeftThreat, LossInput, RankedThreat, Streak,
    ThreatKind, ThreatKinds, ThreatList,
};
