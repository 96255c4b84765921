use std::borrow::Cow;

use super::super::Report;
use crate::assessment::{Finding, Ratio, State};
use crate::model::{Choice, Control, Source};

/// A place in a document, with the number of the document in the report.
pub(in crate::report) struct Cited<'a> {
    pub number: usize,
    pub source: &'a Source,
    pub at: Cow<'a, str>,
}

/// A finding with everything that is said about it.
pub(in crate::report) struct FindingView<'a> {
    pub control: &'a Control,
    /// Label of the choice taken, or that there is none.
    pub answer: &'a str,
    pub worth: Vec<String>,
    pub mark: Option<&'static str>,
    pub citations: Vec<Cited<'a>>,
}

impl<'a> Report<'a> {
    #[inline]
    pub(in crate::report) fn findings(&self) -> Vec<FindingView<'a>> {
        self.assessment.findings.iter().filter_map(|finding| self.finding(finding)).collect()
    }

    #[inline]
    fn finding(&self, finding: &Finding) -> Option<FindingView<'a>> {
        let control = self.framework.control(&finding.control)?;
        Some(FindingView {
            control,
            answer: self.answer_label(control),
            worth: self.worth(finding),
            mark: self.doubtful(finding.verification),
            // Where else it was looked up is no news for whoever has to act.
            citations: self.cited(control.citations.get(..1).unwrap_or_default()),
        })
    }

    #[inline]
    pub(in crate::report) fn answer_label(&self, control: &'a Control) -> &'a str {
        self.choice(control)
            .map_or_else(|| self.state(State::Unanswered), |choice| choice.label.get(self.words.0))
    }

    /// The choice taken.
    #[inline]
    pub(in crate::report) fn choice(&self, control: &'a Control) -> Option<&'a Choice> {
        self.assessment.choice(&control.id)
    }

    #[inline]
    fn worth(&self, finding: &Finding) -> Vec<String> {
        let words = self.words;
        let worth = &finding.worth;
        let unanswered = finding.state == State::Unanswered;
        let points = worth.points.filter(|points| *points > 0);
        let gain = worth.credit.filter(|credit| *credit > 0).zip(self.assessment.coverage);
        let tier = worth.tier.as_deref().and_then(|id| self.tier(id));
        let points = points.map(|points| words.worth_points(points, unanswered));
        let coverage = gain.map(|(credit, coverage)| {
            let gain = Ratio { credit, of: coverage.low.of };
            words.worth_coverage(gain, coverage.origin, unanswered)
        });
        let tier = tier.map(|tier| words.worth_tier(tier.title.get(words.0)));
        points.into_iter().chain(coverage).chain(tier).collect()
    }
}
