use super::{Checked, Known};
use crate::error::{Code, Problem};
use crate::model::ResourceSet;

impl Checked for ResourceSet {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.resources.is_empty() {
            problems.push(Problem::new(Code::Empty).at("resources"));
        }
        for resource in self.resources.iter() {
            let at = format!("resources.{}", resource.id);
            if let Some(framework) = &resource.framework {
                known.framework(&at, framework, problems);
            }
        }
    }
}
