use std::collections::HashSet;

use super::{Checked, Known, among, dangling, entry};
use crate::error::{Code, Problem};
use crate::model::{References, Scheme};

impl Checked for Scheme {
    /// Numbers are unique, and what an entry is a part of comes before it.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.entries.is_empty() {
            problems.push(Problem::new(Code::Empty).at("entries"));
        }
        let mut seen = HashSet::new();
        for entry in self.entries.iter() {
            let at = format!("entries.{}", entry.number);
            if let Some(part_of) = entry.part_of.as_deref()
                && !seen.contains(part_of)
            {
                problems.push(dangling(&at, part_of, seen.iter().copied()));
            }
            if !seen.insert(&*entry.number) {
                problems.push(Problem::new(Code::DuplicateId).at("entries").given(&entry.number));
            }
        }
    }
}

impl Checked for References {
    /// Both ends of every link exist, and no pair is listed twice.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.links.is_empty() {
            problems.push(Problem::new(Code::Empty).at("links"));
        }
        let framework = known.framework("from", &self.from, problems);
        let from: Option<Vec<&str>> = framework.map(|framework| {
            let groups = framework.groups().iter().map(|group| &*group.id);
            groups.chain(framework.controls().iter().map(|control| &*control.id)).collect()
        });
        let scheme = entry(known.schemes, "to", &self.to, problems);
        let to: Option<Vec<&str>> =
            scheme.map(|scheme| scheme.entries.iter().map(|entry| &*entry.number).collect());
        let mut seen = HashSet::new();
        for link in self.links.iter() {
            let at = format!("links.{}", link.from);
            if let Some(from) = &from {
                among(&at, [&*link.from], from, problems);
            }
            if let Some(to) = &to {
                among(&at, link.to.iter().map(|number| &**number), to, problems);
            }
            for number in link.to.iter() {
                if !seen.insert((&link.from, number)) {
                    problems.push(Problem::new(Code::DuplicateId).at(&at).given(number));
                }
            }
        }
    }
}
