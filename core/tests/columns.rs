//! Each control has exactly one column, or what stands in the way is told by name.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use shisei::columns::{ColumnMatch, MatchReason, Matcher, Said, match_columns};
use shisei::{Code, Framework, Lang, catalog};

fn framework(reference: &str) -> &'static Framework {
    catalog::framework(reference).unwrap()
}

fn found(headings: &[&str], reference: &str) -> ColumnMatch {
    match_columns(&[framework(reference)], headings)
}

/// The column of each control and why, where nothing is wrong.
fn clean(headings: &[&str], reference: &str) -> Vec<(usize, MatchReason)> {
    let found = found(headings, reference);
    assert_eq!((&found.problems, &found.missing), (&vec![], &vec![]), "{headings:?}");
    found.places[0].iter().map(|place| place.unwrap()).map(|it| (it.column, it.reason)).collect()
}

fn codes(headings: &[&str], reference: &str) -> Vec<(Code, String)> {
    let found = found(headings, reference);
    let all = found.problems.into_iter().chain(found.missing);
    all.map(|it| (it.code, it.at.or(it.given).unwrap_or_default())).collect()
}

#[test]
fn a_control_is_found_by_whatever_names_it() {
    let five = framework("five-basics@3.1");
    let own = |text: &dyn Fn(usize) -> String| (0..5).map(text).collect::<Vec<_>>();
    let control = |at: usize| &five.controls()[at];
    let forms: Vec<(Vec<String>, MatchReason)> = vec![
        (own(&|at| format!("B{}", at + 1)), MatchReason::Id),
        (own(&|at| format!("b_0{}", at + 1)), MatchReason::IdForm),
        (own(&|at| format!("Ｂ{}", at + 1)), MatchReason::IdForm),
        (own(&|at| format!("B{}の回答", at + 1)), MatchReason::IdForm),
        (own(&|at| format!("{}", at + 1)), MatchReason::Number),
        (own(&|at| format!("{}.0", at + 1)), MatchReason::Number),
        (own(&|at| format!("Q{}", at + 1)), MatchReason::Number),
        (own(&|at| format!("Q00{}", at + 1)), MatchReason::Number),
        (own(&|at| format!("question_{}", at + 1)), MatchReason::Number),
        (own(&|at| format!("設問{}", at + 1)), MatchReason::Number),
        (own(&|at| format!("問 {} 回答", at + 1)), MatchReason::Number),
        (own(&|at| ["①", "②", "③", "④", "⑤"][at].to_owned()), MatchReason::Number),
        (own(&|at| ["１", "２", "３", "４", "５"][at].to_owned()), MatchReason::Number),
        (own(&|at| control(at).title.ja.to_string()), MatchReason::Title),
        (own(&|at| control(at).title.en.to_uppercase()), MatchReason::Title),
        (own(&|at| control(at).question.ja.to_string()), MatchReason::Question),
        (own(&|at| format!("問{}. {}", at + 1, control(at).title.ja)), MatchReason::Title),
        (own(&|at| format!("B{} {}", at + 1, control(at).title.ja)), MatchReason::Title),
        (own(&|at| format!("five-basics@3.1:B{}", at + 1)), MatchReason::Reference),
        (own(&|at| format!("five-basics:{}", at + 1)), MatchReason::Reference),
        (own(&|at| control(at).question.en.chars().take(40).collect()), MatchReason::Beginning),
        (own(&|at| format!("Q{} 貴社では何をしていますか", at + 1)), MatchReason::Numbered),
        (own(&|at| format!("問{}　更新", at + 1)), MatchReason::Numbered),
        (own(&|at| format!("{}．更新", at + 1)), MatchReason::Numbered),
        (own(&|at| format!("B{}\n更新", at + 1)), MatchReason::Numbered),
        (own(&|at| format!("B{}（必須）", at + 1)), MatchReason::Numbered),
    ];
    for (headings, reason) in forms {
        let mut headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        headings.insert(0, "会社名");
        headings.push("2024");
        let expected: Vec<_> = (1..6).map(|at| (at, reason)).collect();
        assert_eq!(clean(&headings, "five-basics@3.1"), expected, "{headings:?}");
    }
}

#[test]
fn numbers_and_ids_before_what_is_no_answer_are_left_alone() {
    for headings in [
        ["1人", "2人", "3人", "4人", "5人"],
        ["Q1 売上", "Q2 売上", "Q3 売上", "Q4 売上", "Q9 売上"],
        // A mark there would mean the worse choice.
        [
            "B1 できていない",
            "B2 できていない",
            "B3 できていない",
            "B4 できていない",
            "B5 できていない",
        ],
    ] {
        let codes = codes(&headings, "five-basics@3.1");
        assert_eq!(codes.len(), 5, "{codes:?}");
        assert!(codes.iter().all(|(code, _)| *code == Code::MissingColumn), "{codes:?}");
    }
}

#[test]
fn every_framework_is_found_by_its_ids_and_by_its_titles() {
    for framework in catalog::all() {
        let reference = framework.reference().to_string();
        let controls = framework.controls();
        let ids: Vec<&str> = controls.iter().map(|control| &*control.id).collect();
        assert!(clean(&ids, &reference).iter().all(|(_, reason)| *reason == MatchReason::Id));
        for lang in Lang::ALL {
            let titles: Vec<&str> = controls.iter().map(|it| it.question.get(*lang)).collect();
            let found = found(&titles, &reference);
            for (at, place) in found.places[0].iter().enumerate() {
                assert!(place.is_none_or(|place| place.column == at), "{reference} {at}");
            }
            assert_eq!(found.missing, vec![], "{reference}");
        }
    }
}

#[test]
fn two_columns_for_one_control_are_refused_and_both_are_named() {
    for second in ["b1", "B_1", "Q1", "問1", "B1.1", "B1_duplicated_0", "five-basics@3.1:B1", "B1"]
    {
        let found = found(&["B1", second, "B2", "B3", "B4", "B5"], "five-basics@3.1");
        assert_eq!(found.missing, vec![], "{second}");
        assert_eq!(found.problems.len(), 1, "{second}");
        let problem = &found.problems[0];
        assert_eq!((problem.code, problem.at.as_deref()), (Code::AmbiguousColumn, Some("B1")));
        assert_eq!(problem.valid, ["B1", second]);
        assert!(problem.help(Lang::En).unwrap().contains("columns={\"B1\": \"B1\"}"));
    }
    // The caller decides.
    let columns = [("Q1".to_owned(), "B1".to_owned())];
    let matcher = Matcher::new([framework("five-basics@3.1")]);
    let headings = ["B1", "Q1", "B2", "B3", "B4", "B5"];
    let found = matcher.find(&headings, Said::default().columns(&columns));
    assert_eq!((found.problems, found.missing), (vec![], vec![]));
    assert_eq!(found.places[0][0].map(|place| place.column), Some(1));
}

#[test]
fn bare_numbers_and_short_titles_count_only_where_nothing_surer_does() {
    let ids = ["1", "B1", "B2", "B3", "B4", "B5", "2", "2024"];
    let columns: Vec<usize> = clean(&ids, "five-basics@3.1").iter().map(|it| it.0).collect();
    assert_eq!(columns, [1, 2, 3, 4, 5]);
    let mut policy: Vec<String> = (1..=10).map(|at| format!("BP-{at}")).collect();
    policy.push("Organisation".into());
    let policy: Vec<&str> = policy.iter().map(String::as_str).collect();
    assert_eq!(clean(&policy, "basic-policy@3.1").len(), 10);
    let told = codes(&["B1", "B2", "B3", "B4", "5"], "five-basics@3.1");
    assert_eq!(told, [(Code::MissingColumn, "B5".to_owned())]);
    for other in ["Q1 備考", "B1 備考", "1月", "1.5", "B1b", "Q1売上"] {
        assert_eq!(codes(&[other, "B1", "B2", "B3", "B4", "B5"], "five-basics@3.1"), [], "{other}");
    }
}

#[test]
fn a_control_is_found_behind_other_words() {
    let five = framework("five-basics@3.1");
    let own = |text: &dyn Fn(usize) -> String| (0..5).map(text).collect::<Vec<_>>();
    let control = |at: usize| &five.controls()[at];
    let forms: [(Vec<String>, MatchReason); 3] = [
        (own(&|at| format!("5か条 [{}]", control(at).title.ja)), MatchReason::Title),
        (own(&|at| format!("Basics: {}", control(at).question.en)), MatchReason::Question),
        (own(&|at| format!("Answer__r.B_{}", at + 1)), MatchReason::IdForm),
    ];
    for (headings, reason) in forms {
        let mut headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        headings.insert(0, "firm");
        let expected: Vec<_> = (1..6).map(|at| (at, reason)).collect();
        assert_eq!(clean(&headings, "five-basics@3.1"), expected);
        // One is lacking, or there twice: nothing of them is sure.
        assert_eq!(codes(&headings[..5], "five-basics@3.1").len(), 5);
        headings.push(headings[1]);
        assert_eq!(codes(&headings, "five-basics@3.1").len(), 5);
    }
}

#[test]
fn a_heading_that_contradicts_itself_is_refused() {
    let five = framework("five-basics@3.1");
    let second = format!("Q1 {}", five.controls()[1].title.ja);
    let told = codes(&[&second, "Q3", "Q4", "Q5"], "five-basics@3.1");
    assert_eq!(told, [(Code::SharedColumn, second)]);
}

#[test]
fn unrelated_frameworks_share_no_column_and_editions_do() {
    let two = [framework("five-basics@4.0"), framework("ec-site-build@2023-03")];
    let shop: Vec<&str> = two[1].controls().iter().map(|control| &*control.id).collect();
    let found = match_columns(&two, &shop);
    assert_eq!(found.problems.len(), 6);
    assert_eq!(found.problems[0].code, Code::SharedColumn);
    assert_eq!(found.problems[0].valid, ["five-basics@4.0:B1", "ec-site-build@2023-03:B1"]);
    let headings: Vec<String> = (1..=6).map(|at| format!("five-basics@4.0:B{at}")).collect();
    let own = shop.iter().map(|id| format!("ec-site-build:{id}"));
    let headings: Vec<String> = headings.into_iter().chain(own).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let found = match_columns(&two, &headings);
    assert_eq!((found.problems, found.missing), (vec![], vec![]));

    let numbers: Vec<String> = (1..=25).map(|at| at.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let rules = [framework("self-assessment@3.1"), framework("regulations@3.1")];
    assert_eq!(match_columns(&rules, &numbers).problems.len(), 11);
    let editions = [framework("self-assessment@3.1"), framework("self-assessment@4.0")];
    assert_eq!(match_columns(&editions, &numbers).problems, vec![]);
}

#[test]
fn a_column_is_named_by_id_number_title_and_framework() {
    let two = [framework("five-basics@4.0"), framework("ec-site-build@2023-03")];
    let matcher = Matcher::new(two);
    let find = |control: &str| {
        let columns = [("x".to_owned(), control.to_owned())];
        let found = matcher.find(&["x"], Said::default().columns(&columns));
        let places: Vec<Vec<usize>> = found
            .places
            .iter()
            .map(|it| (0..it.len()).filter(|at| it[*at].is_some()).collect())
            .collect();
        (places, found.problems.iter().map(|problem| problem.code).collect::<Vec<_>>())
    };
    assert_eq!(find("five-basics@4.0:B1"), (vec![vec![0], vec![]], vec![]));
    assert_eq!(find("five-basics:6"), (vec![vec![5], vec![]], vec![]));
    assert_eq!(find("CL-1").0, vec![vec![], vec![21]]);
    assert_eq!(find("B1").1[0], Code::SharedColumn);
    assert_eq!(find("B77").1, [Code::UnknownControl]);
}

#[test]
fn what_is_missing_is_told_with_the_way_out() {
    let found = found(&["X1", "B2", "B3"], "five-basics@3.1");
    let error = shisei::Error::new(shisei::ErrorKind::InvalidArgument, found.missing);
    let en = "there is no column for `B1`. There is `X1`: columns={\"X1\": \"B1\"} takes it. ";
    assert!(error.message(Lang::En).contains(en), "{}", error.message(Lang::En));
    let ja = error.message(Lang::Ja);
    assert!(ja.contains("`B1` に答える列がありません。`X1` がその列なら、"), "{ja}");
    // Of many, a handful is spelled out.
    let none = match_columns(&[framework("scs")], &["a", "b"]);
    assert_eq!(none.missing.len(), 153);
    let error = shisei::Error::new(shisei::ErrorKind::InvalidArgument, none.missing);
    assert_eq!(error.message(Lang::En).lines().count(), 1 + 5 + 1);
    // The wrong separator is told as that.
    let line = match_columns(&[framework("five-basics")], &["id;B1;B2;B3;B4;B5;B6"]);
    assert_eq!(line.problems.len(), 1);
    assert_eq!(line.problems[0].code, Code::WrongSeparator);
    assert_eq!(line.missing, vec![]);
}

proptest::proptest! {
    #[test]
    fn any_headings_are_taken_or_told(headings in proptest::collection::vec(".{0,40}", 0..12)) {
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let found = match_columns(&[framework("self-assessment"), framework("secure-website")], &headings);
        for place in found.places.iter().flatten().flatten() {
            proptest::prop_assert!(place.column < headings.len());
        }
    }
}
