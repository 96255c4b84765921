//! The data of the built-in catalogue that the functions here take, one name each.
//!
//! Every function of [`programmes`](crate::programmes) takes its data as an argument: these are the
//! newest built-in ones, for those who have none of their own.

#[cfg(feature = "catalog")]
use crate::catalog::programmes as shelves;
use crate::model::{
    DeclarationIds, DeclarationUses, Eligibility, Grading, LabelScheme, Playbooks, PolicyTemplate,
    RiskSheet, ServiceScheme, SizeTable, Staircase,
};

macro_rules! newest {
    ($($(#[$doc:meta])+ $name:ident: $shape:ident = $shelf:ident::$entry:ident;)+) => {$(
        $(#[$doc])+
        pub fn $name() -> &'static $shape {
            #[cfg(feature = "catalog")]
            return &shelves::$shelf::$entry;
            #[cfg(not(feature = "catalog"))]
            unreachable!("built without the feature `catalog`")
        }
    )+};
}

newest! {
    /// Which firms count as small or medium-sized.
    sizes: SizeTable = sizes::SME_CLASSES_2025;
    /// How the ids of SECURITY ACTION declarations look.
    declaration_ids: DeclarationIds = declaration_ids::SECURITY_ACTION_IDS_2026;
    /// Programmes that ask for a SECURITY ACTION declaration.
    uses: DeclarationUses = uses::SECURITY_ACTION_USES_2026;
    /// The draft of a basic policy.
    policy: PolicyTemplate = policies::BASIC_POLICY_DRAFT_3_1;
    /// The four steps of the guideline.
    staircase: Staircase = staircases::SME_STEPS_3_1;
    /// JC-STAR.
    label: LabelScheme = labels::JC_STAR_2026;
    /// The SCS scheme.
    grading: Grading = gradings::SCS_2026;
    /// The お助け隊 services.
    services: ServiceScheme = services::OTASUKETAI_2_0;
    /// How the conditions of a subsidy are answered.
    eligibility: Eligibility = eligibility::SUBSIDY_ELIGIBILITY_2025;
    /// The tables of the risk analysis.
    risk_sheet: RiskSheet = risk::RISK_SHEET_3_1;
    /// What to do in an incident, case by case.
    playbooks: Playbooks = playbooks::INCIDENT_PLAYBOOKS_3_1;
}
