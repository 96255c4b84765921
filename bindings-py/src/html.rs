//! How objects show themselves in a notebook, in the words of the framework and of reports.

use std::fmt::Display;

use shisei::assessment::{Coverage, Outcome, Points};
use shisei::text::{Html, Words, state_label};
use shisei::{Assessment, Framework, Lang};

use crate::names::json_name;
use crate::outcome;

const PARAGRAPH: (&str, &str) = ("<p>", "</p>");

/// Points of their best, or percent, as a range while it is one.
pub fn measure(points: Option<Points>, coverage: Option<Coverage>) -> Option<String> {
    if let Some(points) = points {
        return Some(format!("{} / {}", range(&points.low, &points.high), points.max));
    }
    let coverage = coverage?;
    let percent = range(&coverage.low.percent(), &coverage.high.percent());
    // A share that the publisher does not count is never shown without saying so.
    Some(format!("{percent} % ({})", json_name(coverage.origin)))
}

fn range<T: PartialEq + Display + ?Sized>(low: &T, high: &T) -> String {
    if low == high { low.to_string() } else { format!("{low}…{high}") }
}

fn landed(outcome: &Outcome) -> String {
    let name = |id| Option::unwrap_or(id, "—");
    let range = range(name(outcome.low.as_deref()), name(outcome.high.as_deref()));
    format!("{range} ({})", json_name(outcome.origin))
}

/// One line, for `repr()`.
pub fn line(assessment: &Assessment) -> String {
    let subject = assessment.subject.as_ref().map(|subject| format!(" of {subject:?}"));
    let measured = measure(assessment.points, assessment.coverage);
    let outcome = assessment.outcome.as_ref().map(|outcome| format!("outcome {}", landed(outcome)));
    let findings = Some(format!("{} findings", assessment.findings.len()));
    let unanswered = assessment.tally.unanswered;
    let open = (unanswered > 0).then(|| format!("{unanswered} unanswered"));
    let said: Vec<String> = [measured, outcome, open, findings].into_iter().flatten().collect();
    format!(
        "<Assessment{} by {}: {}>",
        subject.unwrap_or_default(),
        assessment.framework().reference(),
        said.join(", ")
    )
}

/// The same in the words of reports.
fn measured(words: Words, points: Option<Points>, coverage: Option<Coverage>) -> Option<String> {
    let range = |low: &dyn Display, high: &dyn Display| {
        let (low, high) = (low.to_string(), high.to_string());
        if low == high { low } else { words.range(low, high) }
    };
    if let Some(points) = points {
        return Some(words.points_of(range(&points.low, &points.high), points.max));
    }
    let coverage = coverage?;
    let percent = range(&coverage.low.percent(), &coverage.high.percent());
    Some(words.coverage_of(percent) + &words.aside(words.origin(coverage.origin)))
}

/// Where the sheet landed, by the names of bands or tiers.
fn outcome(framework: &Framework, words: Words, landed: &Outcome) -> String {
    let name = |id: Option<&str>| {
        outcome::title(framework, id).map_or(words.none(), |title| title.get(words.0))
    };
    let (low, high) = (name(landed.low.as_deref()), name(landed.high.as_deref()));
    let title = if low == high { low.to_owned() } else { words.range(low, high) };
    title + &words.aside(words.origin(landed.origin))
}

/// The result with its groups and findings.
pub fn assessment(assessment: &Assessment, lang: Lang) -> String {
    let framework = assessment.framework();
    let words = Words(lang);
    let title = framework.definition().title.get(lang);
    let mut out = open(lang);
    out.element(PARAGRAPH, &format!("{title} ({})", framework.reference()));
    let subject = assessment.subject.clone();
    let said = [
        subject,
        assessment.date.clone(),
        measured(words, assessment.points, assessment.coverage),
        assessment.outcome.as_ref().map(|landed| outcome(framework, words, landed)),
    ];
    out.element(PARAGRAPH, &said.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let groups = framework.groups().iter().zip(&assessment.groups).map(|(group, part)| {
        let score = measured(words, part.points, part.coverage).unwrap_or_default();
        [group.title.get(lang).to_owned(), score]
    });
    table(&mut out, groups);
    let findings = assessment.findings.iter().filter_map(|finding| {
        let control = framework.control(&finding.control)?;
        let points = finding.worth.points.map(|points| format!("{points:+}"));
        Some([
            control.id.to_string(),
            state_label(framework, finding.state, lang).to_owned(),
            points.unwrap_or_default(),
            control.title.get(lang).to_owned(),
            control.advice.get(lang).to_owned(),
            words.mark(finding.verification).to_owned(),
        ])
    });
    table(&mut out, findings);
    close(out)
}

/// The controls of a framework.
pub fn framework(framework: &Framework, lang: Lang) -> String {
    let words = Words(lang);
    let definition = framework.definition();
    let mut out = open(lang);
    let title = definition.title.get(lang);
    out.element(PARAGRAPH, &format!("{title} ({})", framework.reference()));
    out.element(PARAGRAPH, definition.summary.get(lang));
    let controls = framework.controls().iter().map(|control| {
        [
            control.id.to_string(),
            control.title.get(lang).to_owned(),
            control.question.get(lang).to_owned(),
            words.mark(control.verification).to_owned(),
        ]
    });
    table(&mut out, controls);
    close(out)
}

fn open(lang: Lang) -> Html {
    let mut out = Html::default();
    out.raw("<div lang=\"").text(lang.tag()).raw("\">");
    out
}

fn close(mut out: Html) -> String {
    out.raw("</div>");
    out.finish()
}

fn table<const COLUMNS: usize>(out: &mut Html, rows: impl Iterator<Item = [String; COLUMNS]>) {
    out.raw("<table><tbody>");
    for row in rows {
        out.raw("<tr>");
        for cell in &row {
            out.element(("<td>", "</td>"), cell);
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
}
