//! What the core knows beside a framework's own texts, for the quiz: choices that may be taken, stars
//! that may be declared, and published shares.

#![allow(clippy::indexing_slicing, reason = "a JSON value gives null for what is not there")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shisei::model::{Citation, Verification};
use shisei::{Framework, Lang, catalog, json as core};

/// Members of a framework that scoring needs and a page does not show.
const UNSEEN: &[&str] = &[
    "accept",
    "acceptance",
    "at_least",
    "conditions",
    "coverage",
    "dimensions",
    "effort",
    "facts",
    "issued",
    "next",
    "not_applicable",
    "origin",
    "parameters",
    "points",
    "previous",
    "reasons",
    "see",
    "status",
    "subject",
    "tags",
    "to",
    "weight",
];

/// The same of members that a page shows elsewhere.
const UNSEEN_OF: &[(&str, &[&str])] = &[
    ("controls", &["verification"]),
    ("outcome", &["citations"]),
    ("scales", &["citations", "verification"]),
    ("sources", &["edition"]),
];

/// Members of a star and of what it misses.
const STAR: &[&str] = &["title", "state", "meaning", "missing"];
const MISSING: &[&str] = &["title", "advice"];
/// Members of a share that are its survey's, and those that are its own.
const SURVEY: &[&str] = &["title", "publisher", "period", "population", "asked", "caution"];
const SHARE: &[&str] = &["label", "share_permille", "n", "doubt"];

/// The texts of one language that a page shows, with what goes beside them. Of the sources, those
/// that a control cites are shown.
pub fn texts(framework: &Framework, lang: Lang) -> Value {
    let texts = serde_json::from_str(&framework.to_localized_json(lang)).unwrap_or_default();
    let mut texts: Map<String, Value> = seen(texts);
    for (name, unseen) in UNSEEN_OF {
        texts.entry(*name).and_modify(|members| without(members, unseen));
    }
    if let Some(Value::Array(sources)) = texts.get_mut("sources") {
        let cited = |id: &Value| {
            let mut citations = framework.controls().iter().flat_map(|it| it.citations.iter());
            citations.any(|citation| id == &*citation.source)
        };
        sources.retain(|source| cited(&source["id"]));
    }
    texts.values_mut().for_each(|value| place(value, lang));
    offer(framework, &mut texts);
    forget_doubts(framework, &mut texts);
    let tags = tagged(framework, lang);
    if !tags.is_empty() {
        texts.insert("tagged".to_owned(), Value::Object(tags));
    }
    let mut add = |name: &str, beside: Option<Value>| {
        let shown = beside.and_then(|it| core::one_language(&it.to_string(), lang).ok());
        let shown = shown.and_then(|it| serde_json::from_str(&it).ok());
        texts.extend(shown.map(|shown| (name.to_owned(), shown)));
    };
    add("stars", stars(framework));
    add("peers", peers(framework));
    Value::Object(texts)
}

/// What a page shows.
fn seen(members: Map<String, Value>) -> Map<String, Value> {
    let inside = |value| match value {
        Value::Object(members) => Value::Object(seen(members)),
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                Value::Object(members) => Value::Object(seen(members)),
                other => other,
            })
            .collect(),
        other => other,
    };
    let shown = members.into_iter().filter(|(name, _)| !UNSEEN.contains(&&**name));
    shown.map(|(name, value)| (name, inside(value))).collect()
}

/// Takes members away: of an object, or of each object in an array.
fn without(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(members) => members.retain(|name, _| !names.contains(&&**name)),
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, names)),
        _ => {}
    }
}

/// Says in the page's language where each citation leads.
fn place(value: &mut Value, lang: Lang) {
    if let (Some(source), Some(at)) = (value["source"].as_str(), value["at"].as_str()) {
        let citation = Citation::new(source.to_owned(), at.to_owned());
        value["at"] = citation.place(lang).into();
        return;
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|it| place(it, lang)),
        Value::Array(items) => items.iter_mut().for_each(|it| place(it, lang)),
        _ => {}
    }
}

/// A page tells the doubts of those controls only that were not checked.
fn forget_doubts(framework: &Framework, texts: &mut Map<String, Value>) {
    let shown = texts.get_mut("controls").and_then(Value::as_array_mut).into_iter().flatten();
    for (control, shown) in framework.controls().iter().zip(shown) {
        if control.verification != Verification::Unverified {
            without(shown, &["doubt"]);
        }
    }
}

/// Names, by position, the choices that may be taken, for the controls that do not offer all of their
/// scale, and those that need a reason: the page draws the questions before the module that scores
/// is there.
fn offer(framework: &Framework, texts: &mut Map<String, Value>) {
    let shown = texts.get_mut("controls").and_then(Value::as_array_mut).into_iter().flatten();
    for (at, (control, shown)) in framework.controls().iter().zip(shown).enumerate() {
        let offered: Vec<u8> = framework.allowed_choices(at).collect();
        let scale = framework.definition().scales.iter().find(|scale| scale.id == control.scale);
        if scale.is_some_and(|scale| offered.len() < scale.choices.len()) {
            shown["offered"] = json!(offered);
        }
        let with_reason: Vec<u8> = framework.choices_with_reason(at).collect();
        if !with_reason.is_empty() {
            shown["with_reason"] = json!(with_reason);
        }
    }
}

/// The controls of each tag, by position, under the tag's title: what the attribute `only` picks from.
fn tagged(framework: &Framework, lang: Lang) -> Map<String, Value> {
    let mut tagged = Map::new();
    for dimension in &*framework.definition().dimensions {
        for value in &*dimension.values {
            let tag = format!("{}:{}", dimension.id, value.id);
            let at: Vec<usize> = framework
                .controls()
                .iter()
                .enumerate()
                .filter(|(_, control)| control.tags.iter().any(|it| **it == *tag))
                .map(|(at, _)| at)
                .collect();
            tagged.insert(tag, json!({"title": value.title.get(lang), "at": at}));
        }
    }
    tagged
}

/// Which stars can be declared turns on whether every question is answered: both cases, for the page
/// to pick from. None where the framework says nothing about a star.
fn stars(framework: &Framework) -> Option<Value> {
    let first_choices = framework
        .controls()
        .iter()
        .filter_map(|control| Some((&*control.id, &*framework.choices_of(control).next()?.id)));
    let declarable = |answers: BTreeMap<&str, &str>| {
        let sheet = json!({"framework": framework.reference(), "answers": answers});
        called("security_action", &json!({ "self_assessment": sheet }))
    };
    let stars = |declarable: &Value| -> Vec<Value> {
        let star = |star: &Value| {
            let mut star = only(star, STAR);
            let missing = items(&star, "missing").map(|it| Value::Object(only(it, MISSING)));
            let missing = missing.collect();
            star.insert("missing".to_owned(), missing);
            Value::Object(star)
        };
        declarable["each"].as_array().into_iter().flatten().map(star).collect()
    };
    let complete = declarable(first_choices.collect())?;
    let open = declarable(BTreeMap::new())?;
    Some(json!({
        "title": complete["title"], "complete": stars(&complete), "open": stars(&open),
    }))
}

/// Published shares by survey.
fn peers(framework: &Framework) -> Option<Value> {
    let sheet = json!({"framework": framework.reference(), "answers": {}});
    let peers = called("peers", &json!({ "sheet": sheet }))?;
    let mut surveys: Vec<Map<String, Value>> = Vec::new();
    for control in peers["controls"].as_array()? {
        for share in control["shares"].as_array()? {
            let mut survey = only(share, SURVEY);
            if let Some(asked) = survey.get_mut("asked") {
                *asked = titled(asked);
            }
            let mut share = only(share, SHARE);
            share.insert("control".to_owned(), control["control"].clone());
            let same = |other: &&mut Map<String, Value>| {
                SURVEY.iter().all(|it| other.get(*it) == survey.get(*it))
            };
            if let Some(Value::Array(shares)) =
                surveys.iter_mut().find(same).and_then(|it| it.get_mut("shares"))
            {
                shares.push(Value::Object(share));
            } else {
                survey.insert("shares".to_owned(), json!([share]));
                surveys.push(survey);
            }
        }
    }
    (!surveys.is_empty()).then(|| json!(surveys))
}

/// The title and edition of a framework, for people, in place of its reference.
fn titled(reference: &Value) -> Value {
    let asked = reference.as_str().and_then(|it| catalog::framework(it).ok());
    asked.map_or_else(
        || reference.clone(),
        |asked| {
            let (title, edition) = (&asked.definition().title, asked.edition());
            let (ja, en) = (title.get(Lang::Ja), title.get(Lang::En));
            json!({"ja": format!("{ja} {edition}版"), "en": format!("{en}, edition {edition}")})
        },
    )
}

/// What a function of the core gives, or `None` if it refuses.
fn called(function: &str, arguments: &Value) -> Option<Value> {
    let result = core::call(function, &arguments.to_string()).ok()?;
    serde_json::from_str(&result).ok()
}

fn items<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    object.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The members with these names.
fn only(value: &Value, names: &[&str]) -> Map<String, Value> {
    names.iter().map(|name| ((*name).to_owned(), value[*name].clone())).collect()
}
