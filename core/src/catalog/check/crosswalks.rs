use std::collections::HashSet;

use super::{Checked, Known, among, controls};
use crate::error::{Code, Problem};
use crate::model::Crosswalk;

impl Checked for Crosswalk {
    /// Both ends of every line exist, and no pair occurs twice.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.links.is_empty() {
            problems.push(Problem::new(Code::Empty).at("links"));
        }
        let from = known.framework("from", &self.from, problems).map(controls);
        let to = known.framework("to", &self.to, problems).map(controls);
        let mut seen = HashSet::new();
        for link in self.links.iter() {
            let at = format!("{} -> {}", link.from, link.to);
            if let Some(from) = &from {
                among(&at, [&*link.from], from, problems);
            }
            if let Some(to) = &to {
                among(&at, [&*link.to], to, problems);
            }
            if !seen.insert((&link.from, &link.to)) {
                problems.push(Problem::new(Code::DuplicateId).at("links").given(&at));
            }
        }
    }
}
