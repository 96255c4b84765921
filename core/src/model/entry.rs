use crate::reference::Reference;

use super::{
    Crosswalk, DeclarationIds, DeclarationUses, DeskTable, Eligibility, Evidence, Grading,
    LabelScheme, Playbooks, PolicyTemplate, ResourceSet, RiskSheet, ServiceScheme, SizeTable,
    Staircase, Subsidy, ThreatKinds, ThreatList,
};

/// What the catalogue keeps in a file of its own, named after its reference.
pub(crate) trait Entry {
    /// Id, the same in every edition.
    fn id(&self) -> &str;

    /// Edition, where there are editions.
    fn edition(&self) -> Option<&str>;

    /// What the entry is called, and its file: `id@edition`, or the id alone.
    fn name(&self) -> String {
        match self.edition() {
            Some(edition) => format!("{}@{edition}", self.id()),
            None => self.id().to_owned(),
        }
    }
}

macro_rules! editions {
    ($($name:ident),+ $(,)?) => {$(
        impl $name {
            /// The reference to this edition.
            pub fn reference(&self) -> Reference {
                Reference::to_edition(&self.id, &self.edition)
            }
        }

        impl Entry for $name {
            fn id(&self) -> &str {
                &self.id
            }

            fn edition(&self) -> Option<&str> {
                Some(&self.edition)
            }
        }
    )+};
}

editions!(
    DeclarationIds,
    DeclarationUses,
    DeskTable,
    Eligibility,
    Evidence,
    Grading,
    LabelScheme,
    Playbooks,
    PolicyTemplate,
    ResourceSet,
    RiskSheet,
    ServiceScheme,
    SizeTable,
    Staircase,
    Subsidy,
    ThreatList,
);

impl Entry for ThreatKinds {
    fn id(&self) -> &str {
        &self.id
    }

    fn edition(&self) -> Option<&str> {
        None
    }
}

/// A crosswalk has no id of its own: it is named after its two ends.
impl Entry for Crosswalk {
    fn id(&self) -> &str {
        &self.from
    }

    fn edition(&self) -> Option<&str> {
        None
    }

    fn name(&self) -> String {
        format!("{}~{}", self.from, self.to)
    }
}
