use super::super::Report;
use super::super::bar::Bar;
use crate::assessment::{Coverage, Points, State, Tally};
use crate::text::state_label;

/// A number with its bar.
pub(in crate::report) struct Figure {
    pub text: String,
    pub bar: Bar,
}

/// One group.
pub(in crate::report) struct PartView<'a> {
    pub title: &'a str,
    pub figure: Figure,
    pub tally: Tally,
}

impl<'a> Report<'a> {
    /// The score of the whole, as sentences: points, coverage, or that there is neither.
    #[inline]
    pub(in crate::report) fn scores(&self) -> Vec<Figure> {
        let words = self.words;
        let points = self.assessment.points.map(|points| {
            let below = if points.low < 0 { words.lowest(points.min) } else { String::new() };
            Figure { text: words.whole_points(points) + &below, bar: Bar::points(points) }
        });
        let coverage = self.assessment.coverage.map(|coverage| Figure {
            text: words.whole_coverage(coverage),
            bar: Bar::coverage(coverage),
        });
        points.into_iter().chain(coverage).collect()
    }

    /// Whether the framework scores, but nothing in this sheet counts.
    #[inline]
    pub(in crate::report) fn not_scored(&self) -> bool {
        let scores = self.framework.has_points() || self.framework.definition().coverage.is_some();
        scores && self.assessment.points.is_none() && self.assessment.coverage.is_none()
    }

    #[inline]
    pub(in crate::report) fn parts(&self) -> Vec<PartView<'a>> {
        let groups = self.framework.groups();
        let parts = self.assessment.groups.iter().filter_map(|part| {
            let group = groups.iter().find(|group| group.id == part.id)?;
            Some(PartView {
                title: group.title.get(self.words.0),
                figure: self.figure(part.points, part.coverage, &part.tally),
                tally: part.tally,
            })
        });
        parts.collect()
    }

    /// The whole in the form of a part, for the last line of a table.
    #[inline]
    pub(in crate::report) fn whole(&self) -> Figure {
        let whole = self.assessment;
        self.figure(whole.points, whole.coverage, &whole.tally)
    }

    #[inline]
    fn figure(&self, points: Option<Points>, coverage: Option<Coverage>, tally: &Tally) -> Figure {
        let words = self.words;
        match (points, coverage) {
            (Some(points), _) => {
                Figure { text: words.part_points(points), bar: Bar::points(points) }
            }
            (None, Some(coverage)) => {
                Figure { text: words.part_coverage(coverage), bar: Bar::coverage(coverage) }
            }
            (None, None) => {
                Figure { text: words.met_of(tally.met, tally.total()), bar: Bar::tally(tally) }
            }
        }
    }

    /// The states worth a column: the usual ones that a choice leads to, and whatever occurs.
    #[inline]
    pub(in crate::report) fn states(&self) -> Vec<State> {
        let tally = &self.assessment.tally;
        [
            State::Met,
            State::Partial,
            State::Unmet,
            State::Unknown,
            State::Unanswered,
            State::NotApplicable,
            State::Accepted,
        ]
        .into_iter()
        .filter(|&state| {
            let rare = matches!(state, State::NotApplicable | State::Accepted);
            let usual = state == State::Unanswered || (!rare && self.has_choice(state));
            usual || tally.count(state) > 0
        })
        .collect()
    }

    #[inline]
    fn has_choice(&self, state: State) -> bool {
        let scales = self.framework.definition().scales.iter();
        let mut choices = scales.flat_map(|scale| scale.choices.iter());
        choices.any(|choice| State::from(choice.standing) == state)
    }

    /// The word for a state: the framework's own label if it has one.
    #[inline]
    pub(in crate::report) fn state(&self, state: State) -> &'a str {
        state_label(self.framework, state, self.words.0)
    }

    /// What is to be said about a state that occurs.
    #[inline]
    pub(in crate::report) fn call_out(&self, state: State) -> Option<&'static str> {
        let words = match state {
            State::Unknown => self.words.ask_about_unknown(),
            State::Unanswered => self.words.unanswered_is_not_zero(),
            _ => return None,
        };
        (self.assessment.tally.count(state) > 0).then_some(words)
    }
}
