use super::{Checked, Known, among, controls, entry};
use crate::error::{Code, Problem};
use crate::model::{ThreatKinds, ThreatList};

impl Checked for ThreatKinds {
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.kinds.is_empty() {
            problems.push(Problem::new(Code::Empty).at("kinds"));
        }
    }
}

impl Checked for ThreatList {
    /// Ranks count up from 1, every threat is of a known kind, and ways in lead to a measure.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        for (place, threat) in (1..).zip(self.threats.iter()) {
            if threat.rank != place {
                let problem = Problem::new(Code::OutOfRange).at(format!("threats.{}", threat.kind));
                problems.push(problem.given(&threat.rank.to_string()).detail("ranks count up"));
            }
        }
        self.kinds(known, problems);
        self.entries(known, problems);
    }
}

impl ThreatList {
    fn kinds(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let Some(series) = entry(known.kinds, "id", &self.id, problems) else { return };
        let kinds: Vec<&str> = series.kinds.iter().map(|kind| &*kind.id).collect();
        among("threats", self.threats.iter().map(|threat| &*threat.kind), &kinds, problems);
        among("left", self.left.iter().map(|threat| &*threat.kind), &kinds, problems);
        let listed = || self.threats.iter().map(|threat| &threat.kind);
        for (at, kind) in listed().enumerate() {
            if listed().take(at).any(|earlier| earlier == kind) {
                problems.push(Problem::new(Code::DuplicateId).at("threats").given(kind));
            }
        }
        for left in self.left.iter().filter(|left| listed().any(|kind| *kind == left.kind)) {
            problems.push(Problem::new(Code::Contradiction).at("left").given(&left.kind));
        }
    }

    fn entries(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let entries: Vec<&str> = self.entries.iter().map(|entry| &*entry.id).collect();
        for threat in self.threats.iter() {
            let at = format!("threats.{}.entries", threat.kind);
            among(&at, threat.entries.iter().map(|link| &*link.entry), &entries, problems);
        }
        let asked = || self.entries.iter().filter_map(|entry| entry.control.as_deref());
        match &self.measures {
            Some(measures) => {
                if let Some(framework) = known.framework("measures", measures, problems) {
                    among("entries", asked(), &controls(framework), problems);
                }
            }
            None => among("entries", asked(), &[], problems),
        }
    }
}
