//! The data of the built-in catalogue that the functions here take, one name each.
//!
//! Every function of [`programmes`](crate::programmes) takes its data as an argument. These are the
//! built-in editions: of a day, or the ones in force now as far as the catalogue knows.

use crate::catalog::programmes as shelves;
use crate::day::Day;
use crate::error::Error;
use crate::model::{
    DeclarationIds, DeclarationUses, Eligibility, Grading, LabelScheme, Playbooks, PolicyTemplate,
    RiskSheet, ServiceScheme, SizeTable, Staircase,
};

macro_rules! built_in {
    ($($(#[$doc:meta])+ $name:ident: $shape:ident = $shelf:ident $id:literal;)+) => {$(
        $(#[$doc])+
        ///
        /// # Errors
        /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the library was
        /// built without its catalogue.
        ///
        /// ```
        #[doc = concat!("let ", stringify!($name), " = shisei::programmes::built_in::", stringify!($name), "(None)?;")]
        #[doc = concat!("assert_eq!(", stringify!($name), ".id, \"", $id, "\");")]
        /// # Ok::<(), shisei::Error>(())
        /// ```
        pub fn $name(on: Option<Day>) -> Result<&'static $shape, Error> {
            match on {
                Some(on) => shelves::$shelf::find_on($id, on),
                None => shelves::$shelf::find($id),
            }
        }
    )+};
}

built_in! {
    /// Which firms count as small or medium-sized.
    sizes: SizeTable = sizes "sme-classes";
    /// How the ids of SECURITY ACTION declarations look.
    declaration_ids: DeclarationIds = declaration_ids "security-action-ids";
    /// Programmes that ask for a SECURITY ACTION declaration.
    uses: DeclarationUses = uses "security-action-uses";
    /// The draft of a basic policy.
    policy: PolicyTemplate = policies "basic-policy-draft";
    /// The four steps of the guideline.
    staircase: Staircase = staircases "sme-steps";
    /// JC-STAR.
    label: LabelScheme = labels "jc-star";
    /// The SCS scheme.
    grading: Grading = gradings "scs";
    /// The お助け隊 services.
    services: ServiceScheme = services "otasuketai";
    /// How the conditions of a subsidy are answered.
    eligibility: Eligibility = eligibility "subsidy-eligibility";
    /// The tables of the risk analysis.
    risk_sheet: RiskSheet = risk "risk-sheet";
    /// What to do in an incident, case by case.
    playbooks: Playbooks = playbooks "incident-playbooks";
}
