//! Every kind of catalogue entry as an [`Entry`].

use super::{
    BreachRules, Crosswalk, DeclarationIds, DeclarationUses, DeskTable, Eligibility, Entry,
    Evidence, Grading, Holidays, LabelScheme, Playbooks, PolicyTemplate, References, ResourceSet,
    RiskSheet, Scheme, ServiceScheme, SizeTable, Staircase, Status, Subsidy, ThreatKinds,
    ThreatList,
};
use crate::reference::Reference;

macro_rules! editions {
    ($($name:ident $([$($day:ident),+])?,)+) => {$(
        impl $name {
            /// The reference to this edition.
            ///
            /// ```
            /// let list = shisei::catalog::threats::find("ten-threats@2026")?;
            /// assert_eq!(list.reference(), "ten-threats@2026");
            /// # Ok::<(), shisei::Error>(())
            /// ```
            #[cfg_attr(debug_assertions, inline)]
            pub fn reference(&self) -> Reference {
                Reference::to_edition(&self.id, &self.edition)
            }
        }

        impl Entry for $name {
            #[cfg_attr(debug_assertions, inline)]
            fn id(&self) -> &str {
                &self.id
            }

            #[cfg_attr(debug_assertions, inline)]
            fn edition(&self) -> Option<&str> {
                Some(&self.edition)
            }

            #[cfg_attr(debug_assertions, inline)]
            fn status(&self) -> Status {
                self.status
            }

            #[cfg_attr(debug_assertions, inline)]
            fn valid_from(&self) -> Option<&str> {
                self.valid_from.as_deref()
            }

            $($(
                #[cfg_attr(debug_assertions, inline)]
                fn $day(&self) -> Option<&str> {
                    self.$day.as_deref()
                }
            )+)?
        }
    )+};
}

editions! {
    BreachRules,
    Holidays,
    DeclarationIds,
    DeclarationUses,
    DeskTable [valid_until],
    Eligibility,
    Evidence [issued],
    Grading,
    LabelScheme,
    Playbooks,
    PolicyTemplate,
    ResourceSet [issued],
    RiskSheet,
    Scheme,
    ServiceScheme [issued],
    SizeTable,
    Staircase,
    Subsidy,
    ThreatList [issued],
}

impl Entry for ThreatKinds {
    #[cfg_attr(debug_assertions, inline)]
    fn id(&self) -> &str {
        &self.id
    }

    #[cfg_attr(debug_assertions, inline)]
    fn edition(&self) -> Option<&str> {
        None
    }
}

/// A crosswalk has no id of its own: it is named after its two ends.
impl Entry for Crosswalk {
    #[cfg_attr(debug_assertions, inline)]
    fn id(&self) -> &str {
        self.from.as_str()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn edition(&self) -> Option<&str> {
        None
    }

    #[cfg_attr(debug_assertions, inline)]
    fn name(&self) -> String {
        format!("{}~{}", self.from, self.to)
    }
}

/// References, too, are named after their two ends.
impl Entry for References {
    #[cfg_attr(debug_assertions, inline)]
    fn id(&self) -> &str {
        self.from.as_str()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn edition(&self) -> Option<&str> {
        None
    }

    #[cfg_attr(debug_assertions, inline)]
    fn name(&self) -> String {
        format!("{}~{}", self.from, self.to)
    }
}
