//! The whole catalogue: one shelf for each folder.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::check::released::{Released, released};
use crate::check::{self, Known};
use crate::framework::Framework;
use crate::frameworks;
use crate::model::{
    Crosswalk, DeclarationIds, DeclarationUses, DeskTable, Eligibility, Evidence, Grading,
    LabelScheme, Playbooks, PolicyTemplate, ResourceSet, RiskSheet, ServiceScheme, SizeTable,
    Staircase, Subsidy, ThreatKinds, ThreatList,
};
use crate::shelf::{Shelf, lines};

/// The snapshot of all ids that were ever released.
const RELEASED: &str = "catalog/released-ids.txt";

macro_rules! catalog {
    ($($name:ident: $shape:ident = $folder:literal,)+) => {
        /// Everything under `catalog/`.
        pub struct Catalog {
            frameworks: Shelf<Framework>,
            $($name: Shelf<$shape>,)+
        }

        impl Catalog {
            /// Reads every file.
            pub fn read() -> Result<Self, String> {
                Ok(Self {
                    frameworks: frameworks::read()?,
                    $($name: Shelf::plain($folder)?,)+
                })
            }

            /// What is wrong with the entries as what they are.
            fn problems(&self, known: &Known<'_>) -> String {
                let mut problems = String::new();
                $(problems.push_str(&self.$name.problems(known));)+
                problems
            }

            /// Every file with its JSON form.
            fn values(&self) -> Result<Vec<(String, Value)>, String> {
                let mut values = frameworks::values(&self.frameworks)?;
                $(values.extend(self.$name.values()?);)+
                Ok(values)
            }

            /// Writes one file of Rust source for each folder.
            pub fn write(&self, out: &Path) -> Result<(), String> {
                let write = |name: &str, code: String| {
                    std::fs::write(out.join(format!("{name}.rs")), code).map_err(|e| e.to_string())
                };
                write("frameworks", frameworks::code(&self.frameworks)?)?;
                $(write(stringify!($name), self.$name.plain_code(stringify!($shape))?)?;)+
                Ok(())
            }
        }
    };
}

catalog! {
    crosswalks: Crosswalk = "crosswalks",
    declaration_ids: DeclarationIds = "programmes/declaration-ids",
    desks: DeskTable = "desks",
    eligibility: Eligibility = "programmes/eligibility",
    evidence: Evidence = "evidence",
    gradings: Grading = "programmes/gradings",
    labels: LabelScheme = "programmes/labels",
    playbooks: Playbooks = "programmes/playbooks",
    policies: PolicyTemplate = "programmes/policies",
    resources: ResourceSet = "resources",
    risk: RiskSheet = "programmes/risk",
    services: ServiceScheme = "programmes/services",
    sizes: SizeTable = "programmes/sizes",
    staircases: Staircase = "programmes/staircases",
    subsidies: Subsidy = "programmes/subsidies",
    threat_kinds: ThreatKinds = "threat-kinds",
    threats: ThreatList = "threats",
    uses: DeclarationUses = "programmes/uses",
}

impl Catalog {
    /// Every check of the catalogue as a whole, or all problems with their files.
    pub fn check(&self) -> Result<(), String> {
        let known = Known {
            frameworks: &self.frameworks.entries,
            kinds: &self.threat_kinds.entries,
            desks: &self.desks.entries,
            sizes: &self.sizes.entries,
            services: &self.services.entries,
            eligibility: &self.eligibility.entries,
            resources: &self.resources.entries,
        };
        let mut problems = self.problems(&known);
        let mut current = Released::default();
        for (file, value) in self.values()? {
            problems.push_str(&lines(&file, &check::everywhere(&value, &known)));
            current.add(Released::name(&file), released(&value));
        }
        for framework in known.frameworks {
            let file = self.frameworks.file(framework);
            problems.push_str(&lines(&file, &check::lineage(framework, &known)));
        }
        problems.push_str(&lines("catalog/desks", &check::spans(&self.desks.entries)));
        let snapshot = std::fs::read_to_string(RELEASED).map_err(|e| format!("{RELEASED}: {e}"))?;
        for problem in Released::parse(&snapshot).broken_by(&current) {
            let _ = writeln!(problems, "catalog/{problem} ({RELEASED})");
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}
