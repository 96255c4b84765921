use serde::Serialize;

use crate::error::{Code, Problem};

/// Code finds a line by its role: every required role is there, and none twice.
pub(super) fn roles<R: Serialize + PartialEq>(
    at: &str,
    required: &[R],
    found: impl Iterator<Item = R>,
    problems: &mut Vec<Problem>,
) {
    let found: Vec<R> = found.collect();
    for role in required.iter().filter(|role| !found.contains(role)) {
        let problem = Problem::new(Code::MissingField).at(at).given(&name(role));
        problems.push(problem.detail("every role has its line"));
    }
    for (position, role) in found.iter().enumerate() {
        if found.iter().take(position).any(|earlier| earlier == role) {
            problems.push(Problem::new(Code::DuplicateId).at(at).given(&name(role)));
        }
    }
}

/// How a catalogue file writes it.
fn name(role: &impl Serialize) -> String {
    let role = serde_json::to_value(role).unwrap_or_default();
    format!("role = {role}")
}
