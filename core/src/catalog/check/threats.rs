use super::{Checked, Known, among, controls, dangling, entry};
use crate::error::{Code, Problem};
use crate::model::{FigureLink, LossInput, Quantity, ThreatKinds, ThreatList};

impl Checked for ThreatKinds {
    /// Figures that a threat is tied to exist, and are inputs of a model in the unit it takes.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.kinds.is_empty() {
            problems.push(Problem::new(Code::Empty).at("kinds"));
        }
        for kind in self.kinds.iter() {
            for link in kind.figures.iter() {
                figure(link, &format!("kinds.{}.figures", kind.id), known, problems);
            }
        }
    }
}

fn figure(link: &FigureLink, at: &str, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let Some(set) = entry(known.evidence, at, &link.evidence, problems) else { return };
    let figure = set.figures.iter().find(|figure| figure.id == link.figure);
    let distribution = set.distributions.iter().any(|it| it.id == link.figure);
    if figure.is_none() && !distribution {
        let names = set.figures.iter().map(|figure| &*figure.id);
        problems.push(dangling(at, &link.figure, names));
    }
    let value = figure.map(|figure| figure.value);
    let fits = match link.input {
        None => true,
        Some(LossInput::Probability) => matches!(value, Some(Quantity::SharePermille(_))),
        Some(_) => matches!(value, Some(Quantity::Yen(_))),
    };
    if !fits {
        let problem = Problem::new(Code::OutOfRange).at(at).given(&link.figure);
        problems.push(problem.detail("an input is a share, or a sum in yen"));
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
