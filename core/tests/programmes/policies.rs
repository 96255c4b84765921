use proptest::prelude::*;
use shisei::Day;
use shisei::catalog::programmes as catalogue;
use shisei::programmes::policy::{Answer, Answers, Draft, policy_draft};

fn draft(name: &str) -> Draft {
    let text = |text: &str| Answer::Text(text.to_owned());
    let answers = Answers::default()
        .with("name", text(name))
        .with("representative", text("代表 山田花子"))
        .with("date", Answer::Date(Day::new(2026, 4, 1).unwrap()));
    policy_draft(catalogue::policies::in_force(None).unwrap(), &answers).unwrap()
}

#[test]
fn every_text_is_marked_a_draft_and_has_the_five_headings_in_order() {
    let draft = draft("Shisei");
    let headings = [
        "経営者の責任",
        "社内体制の整備",
        "従業員の取組み",
        "法令及び契約上の要求事項の遵守",
        "違反及び事故への対応",
    ];
    for (text, mark) in [(&draft.ja, "【案】"), (&draft.en, "DRAFT")] {
        for text in [&text.markdown, &text.html, &text.text] {
            assert!(text.contains(mark) && text.contains("Shisei") && text.contains("山田花子"));
        }
    }
    for text in [&draft.ja.markdown, &draft.ja.html, &draft.ja.text] {
        let places: Vec<usize> = headings.map(|heading| text.find(heading).unwrap()).to_vec();
        assert!(places.is_sorted());
        assert!(text.contains("2026年4月1日"));
    }
    let numbers: Vec<u32> = draft.sections.iter().map(|section| section.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert!(draft.en.text.contains("2026-04-01"));
}

#[test]
fn an_answer_that_looks_like_a_gap_is_not_filled_again() {
    assert!(draft("{representative}").ja.text.contains("{representative}は"));
}

proptest! {
    #[test]
    fn no_answer_brings_markup_into_html(name in "[<>&\"'a-z{}]{1,40}") {
        let html = draft(&name).en.html;
        let tags = html.matches('<').count();
        prop_assert_eq!(tags, draft("plain").en.html.matches('<').count());
        for script in ["<script", "<a ", "<img"] {
            prop_assert!(!html.contains(script));
        }
    }

    #[test]
    fn any_answer_is_taken_or_refused(name in any::<String>()) {
        let answers = Answers::default().with("name", Answer::Text(name));
        prop_assert!(policy_draft(catalogue::policies::in_force(None).unwrap(), &answers).is_err());
    }
}
