use super::{Known, among, controls, dangling};
use crate::error::{Code, Problem};
use crate::framework::Framework;

/// An edition says what became of every control of the edition before, and where each of its own
/// came from.
pub(crate) fn lineage(framework: &Framework, known: &Known<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(previous) = &framework.definition.previous else { return problems };
    let at = "previous.edition";
    let siblings = || known.frameworks.iter().filter(|sibling| sibling.id() == framework.id());
    let Some(earlier) = siblings().find(|sibling| sibling.edition() == previous.edition) else {
        return vec![dangling(at, &previous.edition, siblings().map(Framework::edition))];
    };
    let (before, after) = (controls(earlier), controls(framework));
    let changes = || previous.changes.iter();
    let gone = || changes().flat_map(|change| change.from.iter()).map(|id| &**id);
    let came = || changes().flat_map(|change| change.to.iter()).map(|id| &**id);
    among("previous.changes", gone(), &before, &mut problems);
    let lost = before.iter().filter(|id| !after.contains(id) && !gone().any(|gone| gone == **id));
    let found = after.iter().filter(|id| !before.contains(id) && !came().any(|came| came == **id));
    for id in lost.chain(found) {
        let problem = Problem::new(Code::Empty).at("previous.changes").given(id);
        problems.push(problem.detail(format!("nothing says what became of {id}")));
    }
    problems
}
