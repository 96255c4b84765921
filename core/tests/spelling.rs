//! What people write instead of the id of a choice, and what it means.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use shisei::answers::Meaning;
use shisei::model::{Choice, Definition, Localized, Standing};
use shisei::{AnswerSheet, Code, Framework, Lang, catalog};

fn localized(ja: &str, en: &str) -> Localized {
    let mut text = catalog::framework("five-basics").unwrap().definition().title.clone();
    text.ja = ja.to_owned().into();
    text.en = en.to_owned().into();
    text
}

/// The five basics with other choices: id, Japanese and English label, standing.
fn with(choices: &[(&str, &str, &str, Standing)]) -> Framework {
    let mut definition: Definition =
        catalog::framework("five-basics").unwrap().definition().clone();
    definition.id = "own".into();
    let scales = definition.scales.to_mut();
    scales[0].choices = choices
        .iter()
        .map(|&(id, ja, en, standing)| Choice::new(id.to_owned(), localized(ja, en), standing))
        .collect::<Vec<_>>()
        .into();
    scales.truncate(1);
    let scale = scales[0].id.clone();
    definition.controls.to_mut().iter_mut().for_each(|control| control.scale.clone_from(&scale));
    Framework::new(definition).unwrap()
}

#[test]
fn what_people_write_means_the_choice_of_its_standing() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let written: [(&[&str], u8); 4] = [
        (
            &[
                "○",
                "〇",
                "◯",
                "✓",
                "✔\u{fe0f}",
                "☑",
                "レ",
                "ﾚ",
                "はい",
                "済",
                "実施済み",
                "対応済み",
                "Yes",
                "ＹＥＳ",
                "実施している",
                "実施して\nいる",
                "Implemented",
                "met",
            ],
            0,
        ),
        (&["△", "▲", "一部", "一部実施", "一部実施している", "partly"], 1),
        (&["×", "✕", "✖", "✗", "❌", "いいえ", "未", "未実施", "未対応", "no"], 2),
        (&["分からない", "わからない", "不明", "Don’t know", "don't\u{200b} know"], 3),
    ];
    for (texts, at) in written {
        for text in texts {
            assert_eq!(framework.meaning(0, text), Meaning::Choice(at), "{text}");
        }
    }
    for text in ["", " ", "\u{3000}", "\u{a0}\t", "\u{200b}"] {
        assert_eq!(framework.meaning(0, text), Meaning::Unanswered, "{text:?}");
    }
    for text in ["◎", "x", "o", "-", "／", "NA", "計画中", "①", "4", "NaN", "OK", "☐", "☒", "あり"]
    {
        assert_eq!(framework.meaning(0, text), Meaning::Unknown, "{text}");
    }
}

#[test]
fn a_sign_in_a_label_means_that_choice() {
    let framework = with(&[
        ("full", "◎ 十分", "Fully", Standing::Met),
        ("some", "○：だいたい", "Mostly", Standing::Partial),
        ("none", "△ 少し（×もあり）", "Hardly", Standing::Unmet),
    ]);
    assert_eq!(framework.meaning(0, "◎"), Meaning::Choice(0));
    assert_eq!(framework.meaning(0, "〇"), Meaning::Choice(1));
    assert_eq!(framework.meaning(0, "△"), Meaning::Choice(2));
    let framework = with(&[
        ("a", "はい、そのまま使っている", "Yes, as it came", Standing::Unmet),
        ("b", "いいえ、替えた", "No, it was changed", Standing::Met),
    ]);
    for (text, at) in [("はい", 0), ("yes", 0), ("いいえ", 1), ("NO", 1)] {
        assert_eq!(framework.meaning(0, text), Meaning::Choice(at), "{text}");
    }
    let framework = with(&[
        ("a", "① まだ", "Not yet", Standing::Unmet),
        ("b", "② できた", "Finished", Standing::Met),
    ]);
    assert_eq!(framework.meaning(0, "②"), Meaning::Choice(1));
    assert_eq!(framework.meaning(0, "2"), Meaning::Unknown, "a plain number may be points");
}

#[test]
fn what_says_two_things_is_refused_with_both() {
    let framework = with(&[
        ("all", "全社で", "Everywhere", Standing::Met),
        ("most", "主な部署で", "Mostly", Standing::Met),
        ("never", "まだ", "Not yet", Standing::Unmet),
    ]);
    assert_eq!(framework.meaning(0, "○"), Meaning::Several(vec![0, 1]));
    assert_eq!(framework.meaning(0, "×"), Meaning::Choice(2));
    let error = framework.assess(&AnswerSheet::new("own").with("B1", "はい")).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(problem.code, Code::AmbiguousAnswer);
    assert_eq!(problem.valid, ["all", "most"]);
    assert_eq!(
        error.message(Lang::En),
        "B1: `はい` may mean more than one of the choices. It may mean: `all`, `most`."
    );
    let reversed = with(&[
        ("clean", "使っていない", "Not in use", Standing::Met),
        ("dirty", "使っている", "In use", Standing::Unmet),
    ]);
    for text in ["はい", "○", "no", "×", "true"] {
        assert_eq!(reversed.meaning(0, text), Meaning::Several(vec![0, 1]), "{text}");
    }
    assert_eq!(reversed.meaning(0, "使っている"), Meaning::Choice(1));
}

#[test]
fn a_sheet_takes_labels_and_keeps_ids() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let ids =
        AnswerSheet::new("self-assessment").with("SA-01", "implemented").with("SA-02", "unknown");
    let labels = AnswerSheet::new("self-assessment")
        .with("SA-01", "実施している")
        .with("SA-02", "分からない")
        .with("SA-03", " ");
    let (by_id, by_label) = (framework.assess(&ids).unwrap(), framework.assess(&labels).unwrap());
    assert_eq!(by_label, by_id);
    assert_eq!(by_label.answer("SA-01").unwrap().choice.as_deref(), Some("implemented"));
    assert_eq!(by_label.answer("SA-03").unwrap().choice, None);
    let json = shisei::json::assess(&labels.to_json(), None).unwrap();
    assert_eq!(json, by_id.to_json());
}

#[test]
fn what_cannot_be_read_gets_the_choice_that_it_is_like() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    let problem = |text: &str| framework.refuse_answer(0, text).unwrap();
    assert_eq!(problem("十分に実施している").nearest.as_deref(), Some("implemented"));
    assert_eq!(problem("implementd").nearest.as_deref(), Some("implemented"));
    assert_eq!(problem("対象外").code, Code::NotApplicableNotAllowed);
    assert_eq!(framework.refuse_answer(0, "○"), None);
}

#[test]
fn points_beside_a_label_are_those_of_its_choice() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    for text in [
        "実施している：4",
        "実施している: ４点",
        "4 実施している",
        "④実施している",
        "④ 実施している",
        "実施している（4点）",
        "（4）実施している",
        "【4点】実施している",
        "4:実施している",
        "4. 実施している",
        "実施している④",
        "実施している-4",
        "+4 implemented",
        "4点",
        "4 pts",
        "○ 4",
        "はい（4点）",
    ] {
        assert_eq!(framework.meaning(0, text), Meaning::Choice(0), "{text}");
    }
    for text in [
        "わからない：-1",
        "−1 わからない",
        "わからない（－1点）",
        "わからない-1",
        "ー1 わからない",
        "-1点",
    ] {
        assert_eq!(framework.meaning(0, text), Meaning::Choice(3), "{text}");
    }
    for text in ["0点 実施していない", "実施していない：0"] {
        assert_eq!(framework.meaning(0, text), Meaning::Choice(2), "{text}");
    }
    // Where they disagree, both are named.
    for text in ["実施している：2", "2 実施している", "実施している（2点）"] {
        assert_eq!(framework.meaning(0, text), Meaning::Several(vec![0, 1]), "{text}");
        let problem = framework.refuse_answer(0, text).unwrap();
        assert_eq!(problem.code, Code::AmbiguousAnswer, "{text}");
        assert_eq!(problem.valid, ["implemented", "partial"], "{text}");
    }
    for text in
        ["4", "4.5点", "実施している：5", "1 実施している", "9点", "4 4", "点", "4.5 実施している"]
    {
        assert_eq!(framework.meaning(0, text), Meaning::Unknown, "{text}");
    }
    // Without points a number beside a label says nothing.
    let plain = with(&[
        ("a", "実施", "Done", Standing::Met),
        ("b", "未", "Not done", Standing::Unmet),
        ("c", "不明", "Don't know", Standing::Unknown),
    ]);
    assert_eq!(plain.meaning(0, "実施：4"), Meaning::Unknown);
    // Before it, it is the place of the label in a list.
    for (text, at) in
        [("1. 実施", 0), ("２：未", 1), ("(3) 不明", 2), ("①Done", 0), ("2.いいえ", 1)]
    {
        assert_eq!(plain.meaning(0, text), Meaning::Choice(at), "{text}");
    }
    for text in ["-1 実施", "0 実施", "1. 実施中", "1.5 実施", "1 2 実施", "1."] {
        assert_eq!(plain.meaning(0, text), Meaning::Unknown, "{text}");
    }
}

#[test]
fn a_sentence_may_end_like_one() {
    let framework = catalog::framework("self-assessment@4.0").unwrap();
    for (text, at) in [("はい。", 0), ("実施している｡", 0), ("Partly!", 1), ("No.", 2)] {
        assert_eq!(framework.meaning(0, text), Meaning::Choice(at), "{text}");
    }
    for text in ["。", "はい。。", "はい。いいえ。", "はい？"] {
        assert_eq!(framework.meaning(0, text), Meaning::Unknown, "{text}");
    }
}
