//! What fits on one page of A4, and how much more there is.
//!
//! Nobody lays out here: how high things become is reckoned from the width of their texts, with
//! some room to spare, in tenths of a millimetre of the style sheet `leaf.css`.

use textwrap::core::display_width;

use super::super::Report;
use super::{FindingView, PartView, TierView};
use crate::assessment::State;

/// The height of a page, less its margins.
const PAGE: u32 = 2730;
/// Lines of text in usual size, in small size, and of headings.
const LINE: u32 = 42;
const SMALL: u32 = 36;
const HEADING: u32 = 80;
/// A line of the result, above its bar.
const SCORE: u32 = 66;
/// Half-width characters on a line: of the whole page, of half of it, and of it in small size; of a
/// heading, and of a part of the result.
const WIDE: usize = 104;
const HALF: usize = 52;
const FINE: usize = 124;
const LARGE: usize = 56;
const PART: usize = 36;
/// Between findings, and around the lines of a part.
const GAP: u32 = 22;
const BAR: u32 = 36;
/// Parts and tiers have no more room than this together.
const MOST_PARTS: u32 = 800;
/// Lines that name what has no room.
const NAMES: usize = 3;
/// Parts and findings that stand side by side.
const PARTS: usize = 3;
const COLUMNS: usize = 2;

/// One page of a report.
pub(in crate::report) struct Leaf<'a> {
    pub parts: Vec<PartView<'a>>,
    /// Parts without room.
    pub more_parts: usize,
    pub tiers: Vec<TierView<'a>>,
    pub more_tiers: usize,
    pub findings: Vec<FindingView<'a>>,
    /// All findings.
    pub of: usize,
    /// Ids of the findings that come next, and how many there are after those.
    pub next: Vec<&'a str>,
    pub further: usize,
    /// Calls for answers that are unknown or missing.
    pub calls: Vec<(State, &'static str)>,
    /// What is not certain, in short.
    pub doubts: Vec<String>,
}

impl<'a> Report<'a> {
    /// What goes on one page, the most valuable first.
    #[inline]
    pub(in crate::report) fn leaf(&self) -> Leaf<'a> {
        let calls: Vec<(State, &'static str)> = [State::Unknown, State::Unanswered]
            .into_iter()
            .filter_map(|state| Some((state, self.call_out(state)?)))
            .collect();
        let doubts: Vec<String> =
            self.doubts(&mut std::iter::empty()).into_iter().map(|doubt| doubt.text).collect();
        let mut room = PAGE
            .saturating_sub(self.head_height())
            .saturating_sub(self.foot_height(&calls, &doubts));
        let spare = room.min(MOST_PARTS);
        let (parts, more_parts, used) = fitting(self.parts(), PARTS, spare, |part| {
            let figure = display_width(&part.figure.text) + 2;
            lines(part.title, PART.saturating_sub(figure).max(8)) * LINE + BAR
        });
        let (tiers, more_tiers, tiers_used) =
            fitting(self.tiers(), 1, spare.saturating_sub(used), |tier| {
                lines(tier.title, WIDE - 40) * LINE
            });
        let headings = if tiers.is_empty() { 2 } else { 3 };
        let names = u32::try_from(NAMES).unwrap_or(0) * SMALL + GAP;
        room = room.saturating_sub(used + tiers_used + headings * HEADING + names);
        let all = self.findings();
        let of = all.len();
        let (findings, more, _) =
            fitting(all, COLUMNS, room, |finding| self.finding_height(finding));
        let rest = self.assessment.findings.get(of - more..).unwrap_or_default();
        let mut next = Vec::new();
        let mut left = FINE * (NAMES - 1);
        for finding in rest {
            let width = display_width(&finding.control) + 2;
            if width > left {
                break;
            }
            left -= width;
            next.push(&*finding.control);
        }
        let further = more - next.len();
        Leaf { parts, more_parts, tiers, more_tiers, findings, of, next, further, calls, doubts }
    }

    #[inline]
    fn head_height(&self) -> u32 {
        let heading = lines(&self.heading(), LARGE) * HEADING + LINE;
        let facts: u32 = self.facts().iter().map(|fact| lines(&fact.value, WIDE - 14) * LINE).sum();
        let scores: u32 =
            self.scores().iter().map(|score| lines(&score.text, LARGE) * SCORE + BAR).sum();
        let outcome = lines(&self.headline(), WIDE - 12) * (LINE + 8);
        let stages: u32 = self
            .stages()
            .iter()
            .map(|it| lines(it.meaning, WIDE - display_width(it.title).min(40)) * LINE)
            .sum();
        let steps: u32 = self.next_steps().iter().map(|step| lines(step, WIDE - 4) * LINE).sum();
        heading + facts + scores + outcome + stages + steps + GAP
    }

    #[inline]
    fn foot_height(&self, calls: &[(State, &str)], doubts: &[String]) -> u32 {
        let calls: u32 = calls.iter().map(|(_, text)| lines(text, FINE - 30) * SMALL).sum();
        let doubts: u32 = doubts.iter().map(|text| lines(text, FINE) * SMALL).sum();
        // The source, what "unofficial" means, and the frame around the last sentence.
        let source = lines(&self.first_source(), FINE) + lines(self.words.derived_means(), FINE);
        let last = lines(self.words.self_assessment(), FINE);
        calls + doubts + (source + last) * SMALL + 70
    }

    #[inline]
    fn finding_height(&self, finding: &FindingView<'_>) -> u32 {
        let lang = self.words.0;
        let control = finding.control;
        let mark = finding.mark.map_or(0, |mark| display_width(mark) + 3);
        let title = display_width(&control.id) + 6 + mark;
        let worth: usize = finding.worth.iter().map(|it| display_width(it) + 2).sum();
        let answer = display_width(finding.answer) + worth + 20;
        let lines = lines_of(title + display_width(control.title.get(lang)), HALF)
            + lines_of(answer, HALF)
            + lines(control.advice.get(lang), HALF - 3);
        lines * LINE + GAP
    }

    /// Whose answers these are, or else what was answered.
    #[inline]
    pub(in crate::report) fn heading(&self) -> String {
        let subject = self.assessment.subject.as_deref().map(str::trim);
        let subject = subject.filter(|subject| !subject.is_empty());
        crate::text::shorten(subject.unwrap_or_else(|| self.title()))
    }

    /// The document that the framework was made from.
    #[inline]
    pub(in crate::report) fn first_source(&self) -> String {
        let source = self.framework.definition().sources.first();
        let title = source.map_or("", |source| source.title.get(self.words.0));
        let publisher = source.map_or("", |source| &*source.publisher);
        self.words.labelled(self.words.source(), title) + &self.words.aside(publisher)
    }
}

/// How many lines of so many characters a text takes. Words leave some room at the end of a line.
#[inline]
fn lines(text: &str, columns: usize) -> u32 {
    let width = display_width(text);
    // What is of full width breaks anywhere.
    let narrow = (2 * text.chars().count()).saturating_sub(width);
    lines_of(width + narrow / 10, columns)
}

#[inline]
fn lines_of(width: usize, columns: usize) -> u32 {
    u32::try_from(width.div_ceil(columns.max(1)).max(1)).unwrap_or(u32::MAX)
}

/// The items that fit, so many side by side, how many do not, and the height of those that do.
#[inline]
fn fitting<T>(
    items: Vec<T>,
    columns: usize,
    room: u32,
    height: impl Fn(&T) -> u32,
) -> (Vec<T>, usize, u32) {
    let mut used = 0_u32;
    let mut kept = 0;
    for row in items.chunks(columns.max(1)) {
        let tallest = row.iter().map(&height).max().unwrap_or(0);
        if used.saturating_add(tallest) > room {
            break;
        }
        used += tallest;
        kept += row.len();
    }
    let more = items.len() - kept;
    (items.into_iter().take(kept).collect(), more, used)
}
