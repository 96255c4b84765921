//! Reports on many sheets: a cover, and one page for each.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use shisei::assessment::Assessment;
use shisei::report::{Figures, PortfolioReport};
use shisei::{Answer, AnswerSheet, Framework, Lang, catalog};

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// A sheet in which each control takes the choice at this place among those allowed, or the last.
fn uniform(framework: &Framework, place: usize) -> Assessment {
    let controls = framework.controls().iter().enumerate();
    let answers = controls.filter_map(|(at, control)| {
        let allowed: Vec<u8> = framework.allowed_choices(at).collect();
        let choice = allowed.get(place).or(allowed.last())?;
        let scale = framework.scale_of(control)?;
        let choice = &scale.choices[usize::from(*choice)];
        Some((control.id.to_string(), Answer::new(choice.id.to_string()).with_reason("r")))
    });
    let mut sheet = AnswerSheet::new(framework.reference().to_string());
    for (control, answer) in answers {
        sheet = sheet.with(control, answer);
    }
    framework.assess(&sheet).unwrap()
}

fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(part, _)| part)
}

#[test]
fn one_page_says_how_much_more_there_is() {
    for &framework in catalog::all() {
        for place in [0, 1, 9] {
            let assessment = uniform(framework, place).with_subject("C-001");
            for lang in LANGS {
                let page = assessment.report(lang).one_page();
                assert_eq!(page.matches("<article class=\"leaf\"").count(), 1);
                let shown = between(&page, "finding-grid\">", "</ol>").matches("<li>").count();
                let findings = assessment.findings.len();
                assert!(shown <= findings && (shown > 0 || findings == 0), "{shown}");
                let more = match lang {
                    Lang::Ja => format!("ほかに{}項目", findings - shown),
                    Lang::En => format!("{} more item", findings - shown),
                };
                let reference = framework.reference();
                assert_eq!(page.contains(&more), shown < findings, "{reference} {more}");
                assert!(page.contains("C-001") && page.contains("class=\"declared\""));
            }
        }
    }
}

#[test]
fn a_cover_counts_what_the_pages_show() {
    let framework = catalog::framework("self-assessment@3.1").unwrap();
    let mut document = PortfolioReport::new(framework, Lang::En);
    for (at, place) in [0, 0, 1, 2].into_iter().enumerate() {
        document.add(&uniform(framework, place).with_subject(format!("C-{at}")));
    }
    document.add(&framework.assess(&AnswerSheet::new("self-assessment@3.1")).unwrap());
    document.refuse("C-9", "SA-03: `maybe` is <no> answer", Some("unknown-choice"));
    let html = document.html();
    assert_eq!(html.matches("<article class=\"leaf\"").count(), 5);
    let counts: Vec<&str> = between(&html, "class=\"counts\">", "</ul>")
        .split("<b>")
        .skip(1)
        .filter_map(|rest| rest.split("</b>").next())
        .collect();
    assert_eq!(counts, ["6", "5", "1", "1"], "all, scored, not scored, incomplete");
    assert!(html.contains("Median: 50") || html.contains("Median: 100"), "of four scores");
    assert!(html.contains("SA-03: `maybe` is &lt;no&gt; answer") && html.contains("C-9"));
    assert!(html.contains("unknown-choice"));
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "an id occurs twice");
    for forbidden in ["<script", "src=", "@import", "url("] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn hostile_text_is_inert_on_pages_and_covers() {
    let framework = catalog::framework("five-basics@3.1").unwrap();
    let skeleton = |text: &str| {
        let mut document = PortfolioReport::new(framework, Lang::En);
        document.add(&uniform(framework, 1).with_subject(text));
        document.refuse(text, text, Some(text));
        let mut figures = Figures::default();
        figures.add(&uniform(framework, 1));
        figures.refuse(Some(text));
        document.set_figures(figures.clone());
        document.set_groups(vec![(text.to_owned(), figures)]);
        let html = document.html();
        html.split('<')
            .skip(1)
            .map(|tag| tag.split('>').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let hostile = "</p></title><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}";
    // A label of a cell stands in an attribute, between quotes.
    let outside = |tags: Vec<Option<String>>| -> Vec<String> {
        tags.into_iter()
            .flatten()
            .map(|tag| tag.split('"').step_by(2).collect::<String>())
            .collect()
    };
    assert_eq!(outside(skeleton(hostile)), outside(skeleton("x")));
}

#[test]
fn a_quantile_is_the_score_of_a_sheet() {
    let mut figures = Figures::default();
    assert_eq!(figures.quantile(50), None);
    figures.scores.extend([(-5, 1), (10, 8), (40, 1)]);
    let quantiles = [0, 10, 50, 90, 100].map(|percent| figures.quantile(percent));
    assert_eq!(quantiles, [Some(-5), Some(10), Some(10), Some(10), Some(40)]);
}

#[test]
fn very_long_texts_stay_on_one_page() {
    let framework = catalog::framework("scs").unwrap();
    let word = "長い名前".repeat(500);
    let page = uniform(framework, 2).with_subject(word).report(Lang::Ja).one_page();
    assert!(page.contains('…'), "the name is cut");
    assert!(between(&page, "finding-grid\">", "</ol>").contains("<li>"), "there is still room");
}
