use super::{Checked, Known};
use crate::error::{Code, Problem};
use crate::model::DeskTable;

impl Checked for DeskTable {
    /// There are desks, each for some case, and one of them is the place to ask when unsure.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        for desk in self.desks.iter().filter(|desk| desk.cases.is_empty()) {
            problems.push(Problem::new(Code::Empty).at(format!("desks.{}.cases", desk.id)));
        }
        if !self.desks.iter().any(|desk| desk.first_choice) {
            problems.push(Problem::new(Code::Empty).at("desks").detail("no first choice"));
        }
    }
}

/// On every day, at most one edition of a table holds. Editions come in order.
pub(crate) fn spans(tables: &[DeskTable]) -> Vec<Problem> {
    let pairs = tables.iter().zip(tables.iter().skip(1)).filter(|(a, b)| a.id == b.id);
    pairs
        .filter(|(earlier, later)| match (&earlier.valid_until, &later.valid_from) {
            (Some(until), Some(from)) => until >= from,
            _ => true,
        })
        .map(|(earlier, later)| {
            Problem::new(Code::Contradiction)
                .at(earlier.reference().to_string())
                .given(later.reference().as_str())
                .detail("the days on which the two tables hold are not apart")
        })
        .collect()
}
