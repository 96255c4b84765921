//! What every report must say, and what nothing from outside may make it do.

use std::collections::BTreeSet;

use shisei::model::Verification;
use shisei::report::TextOptions;
use shisei::{Answer, AnswerSheet, Assessment, Framework, Lang, catalog};

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// The same report in all three forms.
fn forms(assessment: &Assessment, lang: Lang) -> [String; 3] {
    let report = assessment.report(lang);
    [report.text(TextOptions::default()), report.html(), report.markdown()]
}

fn assess(sheet: &AnswerSheet) -> Assessment {
    shisei::assess(sheet).expect("a valid sheet")
}

/// Everything answered with the choice at `at` of its scale, or the last one there is.
fn uniform(framework: &Framework, at: usize) -> Assessment {
    let mut sheet = AnswerSheet::new(framework.reference());
    for control in framework.controls() {
        let choices = &framework.scale_of(control).expect("a scale").choices;
        let choice = choices.get(at).or(choices.last()).expect("a choice");
        sheet = sheet.with(&*control.id, Answer::new(&*choice.id).with_reason("reason"));
    }
    framework.assess(&sheet).expect("valid answers")
}

fn half_filled() -> AnswerSheet {
    AnswerSheet::new("self-assessment@4.0")
        .with("SA-01", "implemented")
        .with("SA-02", "unknown")
        .with("SA-03", "partial")
}

/// Text with what escaping and wrapping add taken away again, to look for sentences.
fn plain(text: &str) -> String {
    let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&#64;", "@");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.replace('\\', "").split_whitespace().collect()
}

fn says(report: &str, sentence: &str) -> bool {
    plain(report).contains(&plain(sentence))
}

#[test]
fn every_framework_renders_in_both_languages_whatever_is_answered() {
    for &framework in catalog::all() {
        let empty = framework.assess(&AnswerSheet::new(framework.reference())).expect("valid");
        for assessment in [empty, uniform(framework, 0), uniform(framework, 2)] {
            for lang in LANGS {
                for report in forms(&assessment, lang) {
                    let title = framework.definition().title.get(lang);
                    assert!(says(&report, title), "{}", framework.reference());
                    let digest = assessment.framework.digest.to_string();
                    assert!(report.contains(&digest), "{}", framework.reference());
                }
            }
        }
    }
}

#[test]
fn our_own_words_never_claim_what_a_self_assessment_cannot() {
    let declared = [
        "第三者が確かめたものではなく、何かを証明するものでもありません。",
        "No third party has checked it; it is not a certificate.",
    ];
    for &framework in catalog::all() {
        for (lang, declared) in LANGS.into_iter().zip(declared) {
            for report in forms(&uniform(framework, 0), lang) {
                assert!(says(&report, declared), "{}", framework.reference());
            }
        }
    }
    // Frameworks name official things by their names, so the words are looked for in one that has
    // none of them.
    for (lang, at) in LANGS.into_iter().flat_map(|lang| [0, 1, 2, 3].map(|at| (lang, at))) {
        let framework = catalog::framework("self-assessment@4.0").expect("built in");
        for report in forms(&uniform(framework, at), lang) {
            let report = report.to_lowercase();
            for word in ["認定", "合格", "passed", "certified"] {
                assert!(!report.contains(word), "{word}");
            }
        }
    }
}

#[test]
fn every_finding_is_told_with_title_advice_worth_and_source() {
    let assessment = assess(&half_filled());
    assert_eq!(assessment.findings.len(), 24);
    for lang in LANGS {
        let [text, html, markdown] = forms(&assessment, lang);
        for (rank, finding) in assessment.findings.iter().enumerate() {
            let control =
                assessment.framework().control(&finding.control).expect("a known control");
            let citation = control.citations.first().expect("a citation");
            for report in [&html, &markdown] {
                assert!(says(report, control.title.get(lang)));
                assert!(says(report, control.advice.get(lang)));
                assert!(says(report, &citation.place(lang)));
            }
            assert_eq!(says(&text, control.advice.get(lang)), rank < 5, "{}", control.id);
        }
        let rest = if lang == Lang::Ja {
            "ほかに19項目あります。"
        } else {
            "… and 19 more items."
        };
        assert!(says(&text, rest));
        for report in [text, html, markdown] {
            let mark = if lang == Lang::Ja { "未確認" } else { "unverified" };
            assert!(says(&report, mark));
            assert!(says(&report, if lang == Lang::Ja { "最大+5点" } else { "up to +5 points" }));
        }
    }
}

/// How often a text is said.
fn times(report: &str, text: &str) -> usize {
    plain(report).matches(&plain(text)).count()
}

#[test]
fn what_is_not_certain_is_told_once_and_marks_only_what_was_not_checked() {
    let framework = catalog::framework("ec-site-operation@2023-03").expect("built in");
    let assessment = uniform(framework, 2);
    let count = |mark| framework.controls().iter().filter(|it| it.verification == mark).count();
    let unverified = count(Verification::Unverified);
    let single = count(Verification::SingleSource);
    for report in forms(&assessment, Lang::En) {
        let said =
            format!("Of 7 items: 0 confirmed, {single} single source, {unverified} unverified.");
        assert_eq!(times(&report, &said), 1, "{report}");
        assert_eq!(times(&report, "Check the original before you rely on it."), 1);
        // The figures, the meaning of the rule's mark, and the lines that were not checked.
        assert_eq!(times(&report, "single source"), 1, "{report}");
    }
    // Where we looked is no news where the item itself is certain.
    let certain = catalog::framework("self-assessment@3.1").expect("built in");
    for report in forms(&uniform(certain, 2), Lang::Ja) {
        assert!(!says(&report, "出典一つ]") && !says(&report, "（未確認）"));
    }
}

#[test]
fn an_incomplete_sheet_is_worded_as_a_range() {
    let assessment = assess(&half_filled());
    let expected = [
        ["100点満点中-17点から93点の間", "区分：49点以下から70～99点の間", "未回答の22問"],
        [
            "Between -17 and 93 of 100 points",
            "between 49 points or fewer and 70–99 points",
            "22 open questions",
        ],
    ];
    for (lang, sentences) in LANGS.into_iter().zip(expected) {
        for report in forms(&assessment, lang) {
            assert!(sentences.iter().all(|sentence| says(&report, sentence)), "{report}");
        }
    }
}

#[test]
fn a_complete_sheet_has_one_score_and_no_range() {
    let framework = catalog::framework("self-assessment@4.0").expect("built in");
    let assessment = uniform(framework, 0);
    let [text, html, markdown] = forms(&assessment, Lang::Ja);
    for report in [&text, &html, &markdown] {
        assert!(says(report, "100点満点中100点"));
        assert!(!report.contains("の間（") && !report.contains("低い場合"));
        assert!(says(report, "足りない項目は見つかりませんでした"));
    }
    for report in forms(&uniform(framework, 3), Lang::En) {
        assert!(says(&report, "-25 of 100 points (the lowest possible is -25)"));
    }
}

#[test]
fn unofficial_figures_are_labelled_so() {
    let sheet = AnswerSheet::new("five-basics@3.1").with("B1", "done").with("B2", "partly");
    let assessment = assess(&sheet);
    for report in forms(&assessment, Lang::Ja) {
        assert!(says(&report, "実施度30%から90%の間（独自）"));
        assert!(says(&report, "+20%（独自）"));
        assert!(says(&report, "このフレームワークには、結果を分ける区分や段階がありません"));
    }
    for report in forms(&assessment, Lang::En) {
        assert!(says(&report, "Coverage between 30% and 90% (unofficial)"));
        assert!(says(&report, "+20% (unofficial)"));
    }
    let assessment = assess(&half_filled());
    for report in forms(&assessment, Lang::En) {
        assert!(!says(&report, "Coverage"), "points are the publisher's");
    }
}

#[test]
fn what_is_unknown_or_unanswered_is_called_out() {
    let assessment = assess(&half_filled());
    for report in forms(&assessment, Lang::En) {
        assert!(says(&report, "Ask the people responsible"));
        assert!(says(&report, "No answer is assumed"));
    }
    for report in forms(&uniform(assessment.framework(), 0), Lang::En) {
        assert!(!says(&report, "Ask the people responsible"));
        assert!(!says(&report, "No answer is assumed"));
    }
}

#[test]
fn tiers_say_what_they_miss_and_what_they_do_not_mean() {
    let framework = catalog::framework("jc-star-1@1.1").expect("built in");
    let assessment = uniform(framework, 2);
    let tier = assessment.tiers.first().expect("a tier");
    assert!(!tier.missing.is_empty());
    let Some(shisei::model::Rule::Tiers(tiers)) = framework.rule() else { panic!("tiers") };
    let meaning = &tiers.first().expect("a tier").meaning;
    for lang in LANGS {
        for report in forms(&assessment, lang) {
            assert!(says(&report, meaning.get(lang)));
            assert!(says(&report, tier.missing.first().expect("a control")));
        }
    }
}

#[test]
fn the_meaning_of_a_tier_that_is_not_reached_is_never_asserted() {
    for &framework in catalog::all() {
        let Some(shisei::model::Rule::Tiers(tiers)) = framework.rule() else { continue };
        let empty = framework.assess(&AnswerSheet::new(framework.reference())).expect("valid");
        let unmet = uniform(framework, 2);
        for (assessment, lang) in LANGS.into_iter().flat_map(|l| [(&empty, l), (&unmet, l)]) {
            let condition = if lang == Lang::Ja { "届いた場合：" } else { "If reached: " };
            for report in forms(assessment, lang) {
                let lines = plain(&report.replace("<b>", "").replace("</b>", ""));
                for tier in tiers.iter() {
                    let title = tier.title.get(lang);
                    let at_best = match lang {
                        Lang::Ja => format!("高い場合（{title}）："),
                        Lang::En => format!("At best ({title}): "),
                    };
                    let meaning = plain(tier.meaning.get(lang));
                    let asserted = lines.match_indices(&meaning).filter(|(at, _)| {
                        let before = &lines[..*at];
                        ![condition, &at_best].iter().any(|head| before.ends_with(&plain(head)))
                    });
                    assert_eq!(asserted.count(), 0, "{}", framework.reference());
                }
            }
        }
    }
}

#[test]
fn bars_can_be_drawn_without_block_characters() {
    let assessment = assess(&half_filled());
    for lang in LANGS {
        let report = assessment.report(lang);
        assert!(report.text(TextOptions::default()).contains('█'));
        let ascii = report.text(TextOptions::default().ascii(true));
        assert!(!ascii.contains(['█', '▒', '░']) && ascii.contains("+++"));
    }
}

#[test]
fn the_page_lists_every_answer_and_what_was_noted_beside_it() {
    let answer = Answer::new("partial").with_note("手帳に書いている").with_evidence("写真3枚");
    let sheet = AnswerSheet::new("self-assessment@4.0").with("SA-03", answer);
    let assessment = assess(&sheet);
    let report = assessment.report(Lang::Ja);
    for report in [report.html(), report.markdown()] {
        assert!(report.contains("手帳に書いている") && report.contains("写真3枚"));
        assert!(
            assessment.framework().controls().iter().all(|control| report.contains(&*control.id))
        );
        assert!(report.contains("一部実施している"));
    }
}

/// How the page must be whoever looks at it.
#[test]
fn the_page_is_self_contained_and_says_its_language() {
    let assessment = assess(&half_filled());
    for lang in LANGS {
        let html = assessment.report(lang).html();
        assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())));
        for forbidden in ["<script", "<link rel=\"stylesheet", "src=", "@import", "url("] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        let charts = html.matches("<svg").count();
        assert_eq!(charts, 1 + assessment.framework().groups().len());
        assert_eq!(charts, html.matches("<desc id=").count());
        let ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id occurs twice");
    }
}

#[test]
fn lines_of_the_terminal_keep_its_width() {
    let assessment = assess(&half_filled());
    for lang in LANGS {
        for width in [30, 40, 80, 120] {
            let options = TextOptions::default().width(width);
            let text = assessment.report(lang).text(options);
            let whole = |line: &&str| line.trim().starts_with("http") || line.trim().len() == 64;
            for line in text.lines().filter(|line| !whole(line)) {
                assert!(textwrap::core::display_width(line) <= width, "{width}: {line}");
            }
            assert!(!text.contains('\u{1b}'), "no colour unless asked for");
        }
    }
    for width in [0, usize::MAX] {
        let options = TextOptions::default().width(width).color(true);
        assert!(assessment.report(Lang::Ja).text(options).contains("SA-02"));
    }
}

/// What somebody could put into a name, a note or a framework of their own.
const HOSTILE: &str = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\
    \" onmouseover=\"alert(1)' --> ]]> [x](javascript:alert(1)) ![i](http://evil.example/i.png) \
    <http://evil.example> http://evil.example www.evil.example `code` **bold** | cell |\r\n\
    # heading\n- item\n\u{1b}[31mred\u{7}\u{202e}desrever\u{2066}\u{200b}\u{0} & &lt; \\";

/// A framework with `text` wherever a text may stand, and `url` as the address of its document.
fn own(text: &str, url: &str) -> Framework {
    let both = |text: &str| serde_json::json!({ "ja": text, "en": text });
    let choice = |id: &str, standing: &str| serde_json::json!({ "id": id, "label": both(text), "standing": standing });
    let citation = serde_json::json!([{ "source": "doc", "at": text }]);
    let definition = serde_json::json!({
        "id": "own", "edition": "1", "title": both(text), "summary": both(text),
        "publisher": text, "issued": text, "status": "current", "subject": "organisation",
        "not_applicable": "not-allowed",
        "sources": [{ "id": "doc", "title": both(text), "publisher": text, "url": url }],
        "scales": [{
            "id": "s", "origin": "derived", "verification": "unverified", "citations": citation,
            "choices": [choice("yes", "met"), choice("no", "unmet")],
        }],
        "groups": [{ "id": "g", "title": both(text) }],
        "coverage": { "origin": "derived", "met": 1, "partial": 0 },
        "outcome": {
            "origin": "derived", "verification": "unverified", "citations": citation,
            "rule": { "tiers": [{
                "id": "t", "title": both(text), "meaning": both(text),
                "conditions": [{ "accept": ["met"] }],
            }] },
        },
        "controls": [{
            "id": "c", "group": "g", "title": both(text), "question": both(text),
            "advice": both(text), "why": both(text), "scale": "s", "doubt": both(text),
            "verification": "unverified", "citations": citation,
        }],
    });
    Framework::from_json(&definition.to_string()).expect("a valid framework")
}

/// HTML and Markdown of a report in which `text` stands everywhere.
fn everywhere(text: &str, url: &str) -> [String; 3] {
    let framework = own(text, url);
    let answer = Answer::new("no").with_reason(text).with_note(text).with_evidence(text);
    let answer = answer.with_date(text);
    let mut sheet = AnswerSheet::new("own@1").with("c", answer);
    sheet.subject = Some(text.into());
    sheet.date = Some(text.into());
    let assessment = framework.assess(&sheet).expect("a valid sheet");
    let report = assessment.report(Lang::En);
    [report.text(TextOptions::default()), report.html(), report.markdown()]
}

/// The tags of a page with the names of their attributes: all that is not text.
fn skeleton(html: &str) -> Vec<String> {
    let tag = |tag: &str| {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        let outside_quotes: String = tag.split('"').step_by(2).collect();
        outside_quotes
    };
    html.split('<').skip(1).map(tag).collect()
}

#[test]
fn hostile_text_is_inert_in_html() {
    let url = "https://example.com/?a=1&b=2\"onclick=\"alert(1)";
    let [_, hostile, _] = everywhere(HOSTILE, url);
    let [_, benign, _] = everywhere("x", "https://example.com/");
    assert_eq!(skeleton(&hostile), skeleton(&benign));
}

#[test]
fn hostile_text_is_inert_in_markdown() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let [_, _, hostile] = everywhere(HOSTILE, "https://example.com/a)b](c<d>\"e");
    let [_, _, benign] = everywhere("x", "https://example.com/");
    let structure = |markdown: &str| {
        let mut structure = Vec::new();
        for event in Parser::new_ext(markdown, Options::all()) {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with("https://example.com/"), "{dest_url}");
                    structure.push("link".to_owned());
                }
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
                Event::Start(tag) => structure.push(format!("{tag:?}")),
                Event::End(tag) => structure.push(format!("{tag:?}")),
                Event::Text(_) | Event::SoftBreak => {}
                other => structure.push(format!("{other:?}")),
            }
        }
        structure.retain(|event| !event.starts_with("Code("));
        structure
    };
    assert_eq!(structure(&hostile), structure(&benign));
    assert!(!hostile.contains("http://evil"), "nothing that renderers make a link by themselves");
}

#[test]
fn no_control_or_direction_character_gets_through() {
    for report in everywhere(HOSTILE, "https://example.com/") {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
        };
        assert_eq!(report.chars().find(|c| bad(*c)), None);
        assert!(report.contains("desrever"), "the text itself is kept");
    }
}

#[test]
fn only_web_addresses_are_links() {
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"] {
        let [text, html, markdown] = everywhere("x", url);
        assert!(!html.contains("href=\"j") && !html.contains("<a rel="), "{url}");
        assert!(!markdown.contains("]("), "{url}");
        assert!(text.contains(url) && html.contains(url), "shown as it is: {url}");
    }
    let [_, html, markdown] = everywhere("x", "https://example.com/");
    assert!(html.contains("<a rel=\"noreferrer\" href=\"https://example.com/\">"));
    assert!(markdown.contains("](https://example.com/)"));
}

#[test]
fn very_long_words_break_and_very_long_names_are_cut() {
    let word = "w".repeat(3_000);
    let [text, html, _] = everywhere(&word, "https://example.com/");
    assert!(text.lines().all(|line| textwrap::core::display_width(line) <= 80));
    assert!(html.contains("overflow-wrap: anywhere"));
    let subject = html.split("Subject</dt><dd>").nth(1).and_then(|rest| rest.split('<').next());
    assert_eq!(subject.map(|subject| subject.chars().count()), Some(201));
}

#[test]
fn a_state_has_the_label_of_the_framework_in_reports_and_explanations() {
    for (framework, met, partial) in [
        ("self-assessment@4.0", "Implemented", "Partially implemented"),
        ("five-basics@4.0", "Done", "Partly done"),
    ] {
        let framework = catalog::framework(framework).expect("built in");
        let assessment = uniform(framework, 1);
        for report in forms(&assessment, Lang::En) {
            assert!(says(&report, met) && says(&report, partial));
            assert!(!says(&report, "Partly met"));
        }
        let explained = assessment.explain();
        assert!(explained.text(Lang::En).contains(partial));
    }
    // A state to which no choice leads has no column.
    let action = catalog::framework("security-action@2026").expect("built in");
    let assessment = action.assess(&AnswerSheet::new(action.reference())).expect("valid");
    for report in forms(&assessment, Lang::En) {
        assert!(says(&report, "Unanswered") && !says(&report, "Partly met"));
    }
    // Scales that disagree leave the shared word.
    let built_in = catalog::framework("five-basics@4.0").expect("built in");
    let mut definition: serde_json::Value =
        serde_json::from_str(&built_in.to_json()).expect("JSON");
    let mut other = definition["scales"][0].clone();
    other["id"] = "other".into();
    other["choices"][0]["label"]["en"] = "Yes".into();
    definition["scales"].as_array_mut().expect("scales").push(other);
    definition["controls"][0]["scale"] = "other".into();
    let own = Framework::from_json(&definition.to_string()).expect("a valid framework");
    let assessment = own.assess(&AnswerSheet::new("five-basics@4.0")).expect("valid");
    let report = assessment.report(Lang::En).text(TextOptions::default());
    assert!(report.contains("  Met") && !report.contains("  Done"));
}
