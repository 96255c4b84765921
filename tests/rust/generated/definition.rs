//! A definition as JSON, and what a reader of the file would look up in it.

use serde_json::Value;

pub(super) struct Definition<'a> {
    pub reference: String,
    pub json: &'a Value,
    pub controls: Vec<Control<'a>>,
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    pub tiers: Vec<Tier>,
    pub reasons: Vec<String>,
}

pub(super) struct Control<'a> {
    pub id: String,
    pub group: String,
    pub tags: Vec<String>,
    pub weight: u64,
    /// `not-allowed`, `excluded` or `full-points`.
    pub not_applicable: String,
    pub choices: &'a [Value],
}

pub(super) struct Tier {
    pub id: String,
    pub conditions: Vec<Condition>,
}

/// Positions of controls, what satisfies, and how many must.
pub(super) struct Condition {
    pub controls: Vec<usize>,
    pub accept: Vec<String>,
    pub at_least: usize,
}

impl<'a> Definition<'a> {
    pub(super) fn new(reference: &str, json: &'a Value) -> Self {
        let controls: Vec<Control<'a>> = list(&json["controls"])
            .iter()
            .map(|control| {
                let own = &control["not_applicable"];
                let rule = if own.is_null() { &json["not_applicable"] } else { own };
                let mut scales = list(&json["scales"]).iter();
                let scale = scales.find(|scale| scale["id"] == control["scale"]);
                Control {
                    id: text(&control["id"]),
                    group: text(&control["group"]),
                    tags: texts(&control["tags"]),
                    weight: control["weight"].as_u64().expect("a weight"),
                    not_applicable: text(rule),
                    choices: list(&scale.expect("a scale")["choices"]),
                }
            })
            .collect();
        let tags = list(&json["dimensions"]).iter().flat_map(|dimension| {
            let name = |value: &Value| format!("{}:{}", text(&dimension["id"]), text(&value["id"]));
            list(&dimension["values"]).iter().map(name)
        });
        let tiers = list(&json["outcome"]["rule"]["tiers"]).iter();
        Self {
            reference: reference.to_owned(),
            groups: list(&json["groups"]).iter().map(|group| text(&group["id"])).collect(),
            tags: tags.collect(),
            tiers: tiers.map(|tier| Tier::new(tier, &controls)).collect(),
            reasons: texts(&json["reasons"]),
            controls,
            json,
        }
    }
}

impl Tier {
    fn new(tier: &Value, controls: &[Control<'_>]) -> Self {
        let conditions = list(&tier["conditions"]).iter();
        Self {
            id: text(&tier["id"]),
            conditions: conditions.map(|condition| Condition::new(condition, controls)).collect(),
        }
    }
}

impl Condition {
    fn new(condition: &Value, controls: &[Control<'_>]) -> Self {
        let [groups, tags, ids] = ["groups", "tags", "controls"].map(|key| texts(&condition[key]));
        let everything = groups.is_empty() && tags.is_empty() && ids.is_empty();
        let meant = |control: &Control<'_>| {
            everything
                || groups.contains(&control.group)
                || ids.contains(&control.id)
                || control.tags.iter().any(|tag| tags.contains(tag))
        };
        let selected = controls.iter().enumerate().filter(|(_, control)| meant(control));
        let selected: Vec<usize> = selected.map(|(at, _)| at).collect();
        let at_least = condition["at_least"].as_u64().and_then(|n| usize::try_from(n).ok());
        Self {
            accept: texts(&condition["accept"]),
            at_least: at_least.unwrap_or(selected.len()),
            controls: selected,
        }
    }
}

impl Control<'_> {
    /// The choice with a standing, where the scale has one and this control allows it.
    pub(super) fn choice(&self, standing: &str) -> Option<&Value> {
        let forbidden = standing == "not-applicable" && self.not_applicable == "not-allowed";
        let mut choices = self.choices.iter();
        choices.find(|choice| choice["standing"] == standing).filter(|_| !forbidden)
    }

    /// The least or most points of the choices that may be taken.
    pub(super) fn points(&self, most: bool) -> Option<i64> {
        let points = self.choices.iter().filter_map(|choice| choice["points"].as_i64());
        if most { points.max() } else { points.min() }
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(text).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
