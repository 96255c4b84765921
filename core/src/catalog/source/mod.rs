//! The catalogue as people write it: reads every TOML file, checks it, and writes the Rust tables
//! that are compiled in. `cargo xtask catalog` is the program around it.
//!
//! Nothing here reads or writes a file: texts come in with their paths, and go out the same way.

mod emit;
mod frameworks;
mod shelf;

use std::fmt::Write as _;

use serde_json::Value;

use super::check::released::{Released, released};
use super::check::{self, Known};
use crate::framework::Framework;
use crate::model::{
    BreachRules, Crosswalk, DeclarationIds, DeclarationUses, DeskTable, Eligibility, Evidence,
    Grading, Holidays, LabelScheme, Playbooks, PolicyTemplate, References, ResourceSet, RiskSheet,
    Scheme, ServiceScheme, SizeTable, Staircase, Subsidy, ThreatKinds, ThreatList,
};
use shelf::{Shelf, lines};

/// A text with its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path within the folder of the catalogue, or of the generated tables.
    pub path: String,
    /// What the file says.
    pub text: String,
}

macro_rules! catalog {
    (
        $($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+
        programmes { $($programmes:tt)+ }
    ) => {
        catalog! { $($(#[$doc])+ $name: $shape = $folder $([$series])?,)+ $($programmes)+ }
    };
    ($($(#[$doc:meta])+ $name:ident: $shape:ident = $folder:literal $([$series:ident])?,)+) => {
        /// Everything under `catalog/`.
        pub struct Catalog {
            frameworks: Shelf<Framework>,
            $($name: Shelf<$shape>,)+
        }

        /// The folders of the catalogue, one for each kind of entry.
        pub const KINDS: &[&str] = &["frameworks", $($folder,)+];

        impl Catalog {
            /// Reads every file; paths are like `frameworks/five-basics@4.0.toml`.
            ///
            /// # Errors
            /// Every problem, one per line, each with the file and, where there is one, line and control.
            pub fn read(files: &[File]) -> Result<Self, String> {
                placed(files)?;
                Ok(Self {
                    frameworks: frameworks::read(files)?,
                    $($name: Shelf::plain(files, $folder)?,)+
                })
            }

            /// What is wrong with the entries as what they are.
            fn problems(&self, known: &Known<'_>) -> String {
                let mut problems = lines("frameworks", &check::editions(known.frameworks));
                $(problems.push_str(&self.$name.problems(known));)+
                $($(problems.push_str(&lines($folder, &check::$series(&self.$name.entries)));)?)+
                problems
            }

            /// Every entry as JSON, by folder, the frameworks first: its kind, its reference, its
            /// members.
            ///
            /// # Errors
            /// When a shape does not become JSON.
            pub fn values(&self) -> Result<Vec<(&'static str, String, Value)>, String> {
                let mut values = frameworks::values(&self.frameworks)?;
                $(values.extend(self.$name.values()?);)+
                values.sort_by_key(|(kind, ..)| (*kind != "frameworks", *kind));
                Ok(values)
            }

            /// The Rust tables: a folder for each kind, in it a file for each entry.
            ///
            /// # Errors
            /// When a shape has a field that no table can hold.
            pub fn tables(&self) -> Result<Vec<File>, String> {
                let mut files = vec![shelf::modules(&["frameworks", $(stringify!($name),)+])];
                files.extend(frameworks::code(&self.frameworks)?);
                $(files.extend(self.$name.plain_code(stringify!($name), stringify!($shape))?);)+
                Ok(files)
            }
        }
    };
}

crate::catalog::kinds!(catalog);

impl Catalog {
    /// Checks the catalogue as a whole; `snapshot` holds every id that was ever released.
    ///
    /// # Errors
    /// Every problem, one per line, each with its file.
    pub fn check(&self, snapshot: &str) -> Result<(), String> {
        let known = Known {
            frameworks: &self.frameworks.entries,
            kinds: &self.threat_kinds.entries,
            desks: &self.desks.entries,
            sizes: &self.sizes.entries,
            services: &self.services.entries,
            eligibility: &self.eligibility.entries,
            resources: &self.resources.entries,
            schemes: &self.schemes.entries,
            breach_rules: &self.breach_reports.entries,
            holidays: &self.holidays.entries,
            evidence: &self.evidence.entries,
        };
        let mut problems = self.problems(&known);
        for (kind, reference, value) in self.values()? {
            let file = shelf::path(kind, &reference);
            problems.push_str(&lines(&file, &check::everywhere(&value, &known)));
        }
        for framework in known.frameworks {
            let file = self.frameworks.file(framework);
            problems.push_str(&lines(&file, &check::lineage(framework, &known)));
            problems.push_str(&lines(&file, &check::tier_marks(framework)));
        }
        problems.push_str(&lines("desks", &check::spans(&self.desks.entries)));
        for problem in Released::parse(snapshot).broken_by(&self.released()?) {
            let _ = writeln!(problems, "{problem} (released-ids.txt)");
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The snapshot of all ids that were ever released, with those of today.
    ///
    /// A line of the old snapshot is never overwritten: [`Catalog::check`] refuses what contradicts it.
    ///
    /// # Errors
    /// When a shape does not become JSON.
    pub fn released_ids(&self, snapshot: &str) -> Result<String, String> {
        let mut all = self.released()?;
        all.add_all(Released::parse(snapshot));
        Ok(all.text())
    }

    fn released(&self) -> Result<Released, String> {
        let mut all = Released::default();
        for (kind, reference, value) in self.values()? {
            all.add(&format!("{kind}/{reference}"), released(&value));
        }
        Ok(all)
    }
}

/// A file in a folder that is no kind of entry would be left out in silence.
fn placed(files: &[File]) -> Result<(), String> {
    let mut problems = String::new();
    for File { path, .. } in files {
        if !path.rsplit_once('/').is_some_and(|(folder, _)| KINDS.contains(&folder)) {
            let _ = writeln!(problems, "{path}: the folders are {}", KINDS.join(", "));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
