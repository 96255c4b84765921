use super::*;

/// Two controls with a number, a level and a threshold.
const FRAMEWORK: &str = r#"
id = "made"
edition = "1"
title = { ja = "作った基準", en = "A made guideline" }
summary = { ja = "試験用です。", en = "For tests." }
publisher = "Nobody"
status = "current"
subject = "organisation"
not_applicable = "not-allowed"

[[sources]]
id = "guide"
title = { ja = "手引", en = "Guide" }
publisher = "Nobody"

[[scales]]
id = "done"
origin = "official"
verification = "confirmed"
citations = [{ source = "guide", at = "p. 1" }]
choices = [
  { id = "yes", label = { ja = "実施", en = "Done" }, standing = "met" },
  { id = "no", label = { ja = "未実施", en = "Not done" }, standing = "unmet" },
]

[[groups]]
id = "all"
title = { ja = "全部", en = "All" }

[[dimensions]]
id = "level"
title = { ja = "水準", en = "Level" }
origin = "official"
values = [
  { id = "must", title = { ja = "必須", en = "Mandatory" } },
  { id = "may", title = { ja = "推奨", en = "Recommended" } },
]

# A comment that stays.
[[controls]]
id = "M-1"
number = "1-1"
group = "all"
title = { ja = "パスワードの長さ", en = "Length of passwords" }
question = { ja = "長いですか。", en = "Are they long?" }
advice = { ja = "長くしましょう。", en = "Make them long." }
scale = "done"
tags = ["level:must"]
parameters = [{ id = "length", value = 10, unit = "characters", label = { ja = "長さ", en = "Length" } }]
verification = "single-source"
facts = { level = "unverified" }
citations = [{ source = "guide", at = "1-1" }]

[[controls]]
id = "M-2"
number = "1-2"
group = "all"
title = { ja = "更新", en = "Updates" }
question = { ja = "更新していますか。", en = "Do you update?" }
advice = { ja = "更新しましょう。", en = "Update." }
scale = "done"
tags = ["level:must"]
verification = "unverified"
doubt = { ja = "公表元の文書で未確認。", en = "Not checked against the publisher's text." }
citations = [{ source = "guide", at = "1-2" }]
"#;

/// A table of contents, the text over two pages, and a level that differs.
const TEXT: &str = "目次\n1-1 パスワードの長さ ..... 2\n1-2 更新 ..... 2\n\u{c}\
    1-1 パスワード\n   の長さ（必須）\n  10文字以上とする。実施・未実施で答える。\n\n1-2 更新（推奨）\n";

fn made() -> Framework {
    Framework::from_toml(FRAMEWORK).expect("a valid framework")
}

fn saved(name: &str, content: &[u8]) -> Document {
    let path = std::env::temp_dir().join(format!("shisei-verify-{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("a folder for temporary files");
    let document = Document::read(&path);
    std::fs::remove_file(&path).expect("the file just written");
    document.expect("a readable document")
}

#[test]
fn the_text_is_told_from_the_table_of_contents_and_places_have_pages() {
    let document = saved("made.txt", TEXT.as_bytes());
    let report = report(&made(), &document, &looks(&made(), &document));
    for line in [
        "M-1          number    1-1: found, p. 2, line 1",
        "M-1          title     パスワードの長さ: found, p. 2, line 1",
        "M-1          level     level:must: found, p. 2, line 2",
        "M-1          threshold 10 characters: found, p. 2, line 3",
        "M-2          level     level:must: MISSING",
        "M-2          level     level:may: DIFFERENT: the document has it, p. 2, line 5",
        "scales.done  label     未実施: found, p. 2, line 3",
        "level: 1 found, 1 missing, 1 different",
    ] {
        assert!(report.contains(line), "{line}\nis not in\n{report}");
    }
}

#[test]
fn what_is_not_there_is_missing() {
    let document = saved("other.txt", "別の文書です。".as_bytes());
    let looks = looks(&made(), &document);
    assert!(looks.iter().all(|look| look.found == Found::Missing));
    assert_eq!(looks.len(), 6);
}

#[test]
fn rows_of_csv_and_excel_are_read_alike() {
    let csv =
        "No,項目,水準,内容\n1-1,パスワードの長さ,必須,10文字以上\n1-2,更新,必須,実施か未実施\n";
    let places = |document: &Document| -> Vec<Found> {
        looks(&made(), document).into_iter().map(|look| look.found).collect()
    };
    let csv = places(&saved("made.csv", csv.as_bytes()));
    assert!(csv.iter().all(|found| matches!(found, Found::At(_))), "{csv:?}");
    assert_eq!(places(&saved("made.xlsx", include_bytes!("made.xlsx"))), csv);
}

/// Without poppler, the error says what to install.
#[test]
fn a_pdf_is_read_through_poppler() {
    let path = std::env::temp_dir().join(format!("shisei-verify-{}.pdf", std::process::id()));
    std::fs::write(&path, include_bytes!("made.pdf")).expect("a folder for temporary files");
    let document = Document::read(&path);
    std::fs::remove_file(&path).expect("the file just written");
    match document {
        Ok(document) => {
            let report = report(&made(), &document, &looks(&made(), &document));
            assert!(
                report.contains("title     Length of passwords: found, p. 2, line 1"),
                "{report}"
            );
        }
        Err(error) => assert!(error.contains("Install poppler"), "{error}"),
    }
}

#[test]
fn marks_that_are_proved_are_raised_and_the_rest_of_the_file_stays() {
    let document = saved("made.txt", TEXT.as_bytes());
    let looks = looks(&made(), &document);
    let raise = |file: &str, source: &str| {
        write::raise(file, &made(), &looks, &document, source, "2026-11-26")
    };
    let (file, raised) = raise(FRAMEWORK, "guide").expect("a file that can be written");
    assert_eq!(raised, ["M-1", "M-2"]);
    let framework = Framework::from_toml(&file).expect("still valid");
    let [first, second] = framework.controls() else { panic!("two controls") };
    assert_eq!(
        (first.mark(), first.facts.is_none()),
        (shisei::model::Verification::Confirmed, true)
    );
    // The level that the document gives otherwise keeps its mark.
    assert_eq!(second.verification, shisei::model::Verification::Confirmed);
    assert_eq!(second.mark(), shisei::model::Verification::Unverified);
    let copy = framework.definition().sources.first().and_then(|source| source.verified.clone());
    let copy = copy.expect("the copy is recorded");
    assert_eq!((&*copy.on, copy.sha256.len()), ("2026-11-26", 64));
    assert!(file.contains("# A comment that stays.\n"));
    assert!(raise(FRAMEWORK, "no-such").is_err());
}

#[test]
fn arguments_are_read_in_any_order() {
    let wished = wish(&["made", "--write", "--document", "a.pdf", "--source", "guide"]);
    let expected = Wish {
        framework: "made".to_owned(),
        document: "a.pdf".into(),
        source: Some("guide".to_owned()),
        write: true,
    };
    assert_eq!(wished, Some(expected));
    assert_eq!(wish(&["made"]), None);
    assert_eq!(wish(&["made", "--document"]), None);
}
