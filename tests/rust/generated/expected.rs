//! What must come out, counted from the definition.

use serde_json::{Map, Value, json};

use super::definition::{Condition, Control, Definition};

/// The standing of each control, or `None` if it is not answered.
pub(super) type Standings = Vec<Option<&'static str>>;

const STATES: [&str; 7] =
    ["met", "partial", "unmet", "unknown", "unanswered", "not-applicable", "accepted"];

impl Definition<'_> {
    /// What can be counted about a sheet as a whole.
    pub(super) fn expected(&self, standings: &Standings) -> Value {
        let all: Vec<usize> = (0..self.controls.len()).collect();
        let (id, edition) = self.reference.split_once('@').expect("id@edition");
        let mut expected = json!({
            "framework": { "id": id, "edition": edition },
            "complete": standings.iter().all(Option::is_some),
            "tally": tally(standings, &all),
            "points": self.points(standings, &all),
            "coverage": self.coverage(standings, &all),
        });
        if self.json["outcome"]["rule"]["bands"].is_null() {
            let (outcome, tiers) = self.tiers(standings);
            expected["outcome"] = outcome;
            expected["tiers"] = tiers;
        }
        expected
    }

    /// The groups of a sheet, and its tags.
    pub(super) fn parts(&self, standings: &Standings) -> [Value; 2] {
        let part = |id: &String, is_in: &dyn Fn(&Control<'_>) -> bool| {
            let at: Vec<usize> =
                (0..self.controls.len()).filter(|&at| is_in(&self.controls[at])).collect();
            json!({
                "id": id,
                "tally": tally(standings, &at),
                "points": self.points(standings, &at),
                "coverage": self.coverage(standings, &at),
            })
        };
        let groups = self.groups.iter().map(|group| part(group, &|c| c.group == *group));
        let tags = self.tags.iter().map(|tag| part(tag, &|c| c.tags.contains(tag)));
        [groups.collect(), tags.collect()]
    }

    fn points(&self, standings: &Standings, at: &[usize]) -> Value {
        if at.is_empty() {
            return Value::Null;
        }
        let [mut low, mut high, mut min, mut max] = [0; 4];
        for &at in at {
            let control = &self.controls[at];
            let Some((least, most)) = control.points(false).zip(control.points(true)) else {
                return Value::Null;
            };
            let taken = standings[at].map(|standing| {
                control.choice(standing).expect("a choice that may be taken")["points"]
                    .as_i64()
                    .expect("points")
            });
            low += taken.unwrap_or(least);
            high += taken.unwrap_or(most);
            min += least;
            max += most;
        }
        json!({ "low": low, "high": high, "min": min, "max": max })
    }

    fn coverage(&self, standings: &Standings, at: &[usize]) -> Value {
        let rule = &self.json["coverage"];
        let credit = |standing: &str| rule[standing].as_u64().unwrap_or(0);
        let [mut low, mut high, mut of] = [0; 3];
        for &at in at {
            let control = &self.controls[at];
            let full = control.weight * credit("met");
            let (least, most) = match standings[at] {
                None => (0, full),
                Some("not-applicable") if control.not_applicable == "excluded" => continue,
                Some("not-applicable") => (full, full),
                Some(standing) => [control.weight * credit(standing); 2].into(),
            };
            low += least;
            high += most;
            of += full;
        }
        if rule.is_null() || of == 0 {
            return Value::Null;
        }
        let ratio = |credit: u64| json!({ "credit": credit, "of": of });
        json!({ "low": ratio(low), "high": ratio(high), "origin": rule["origin"] })
    }

    /// The outcome of a framework with tiers, and the tiers.
    fn tiers(&self, standings: &Standings) -> (Value, Value) {
        let states: Vec<(&str, Vec<usize>)> = self
            .tiers
            .iter()
            .map(|tier| {
                let short: Vec<&Condition> =
                    tier.conditions.iter().filter(|c| !c.holds(standings, self, false)).collect();
                let open = tier.conditions.iter().all(|c| c.holds(standings, self, true));
                let state = match (short.is_empty(), open) {
                    (true, _) => "reached",
                    (false, true) => "open",
                    (false, false) => "missed",
                };
                let mut missing: Vec<usize> = short
                    .iter()
                    .flat_map(|condition| {
                        condition
                            .controls
                            .iter()
                            .copied()
                            .filter(|&at| !condition.satisfied(standings[at]))
                    })
                    .collect();
                missing.sort_unstable();
                missing.dedup();
                (state, missing)
            })
            .collect();
        let last = |wanted: &dyn Fn(&str) -> bool| {
            let mut tiers = self.tiers.iter().zip(&states).rev();
            tiers.find(|(_, (state, _))| wanted(state)).map(|(tier, _)| tier.id.clone())
        };
        let outcome = (!self.tiers.is_empty()).then(|| {
            json!({
                "low": last(&|state| state == "reached"),
                "high": last(&|state| state != "missed"),
                "origin": self.json["outcome"]["origin"],
            })
        });
        let tiers = self.tiers.iter().zip(&states).map(|(tier, (state, missing))| {
            let missing: Vec<&String> = missing.iter().map(|&at| &self.controls[at].id).collect();
            json!({ "id": tier.id, "state": state, "missing": missing })
        });
        (outcome.unwrap_or_default(), tiers.collect())
    }
}

impl Condition {
    fn satisfied(&self, standing: Option<&str>) -> bool {
        standing.is_some_and(|standing| self.accept.iter().any(|accept| accept == standing))
    }

    /// Whether enough controls satisfy; with `open`, whether they still can.
    fn holds(&self, standings: &Standings, definition: &Definition<'_>, open: bool) -> bool {
        let could = |at: usize| {
            let control = &definition.controls[at];
            open && standings[at].is_none()
                && self.accept.iter().any(|accept| control.choice(accept).is_some())
        };
        let counted =
            self.controls.iter().filter(|&&at| self.satisfied(standings[at]) || could(at));
        counted.count() >= self.at_least
    }
}

fn tally(standings: &Standings, at: &[usize]) -> Value {
    let count = |state: &str| {
        at.iter().filter(|&&at| standings[at].unwrap_or("unanswered") == state).count()
    };
    STATES
        .iter()
        .map(|state| ((*state).to_owned(), count(state).into()))
        .collect::<Map<_, _>>()
        .into()
}
