use super::super::Report;
use super::Cited;
use crate::model::{Citation, Origin, Rule, Scale};

/// Whose a rule or number is.
pub(in crate::report) struct OriginView<'a> {
    pub what: &'static str,
    pub origin: Origin,
    pub citations: Vec<Cited<'a>>,
}

impl<'a> Report<'a> {
    /// Whose the choices, points, coverage and outcome of this report are.
    #[inline]
    pub(in crate::report) fn origins(&self) -> Vec<OriginView<'a>> {
        let words = self.words;
        let definition = self.framework.definition();
        let mut origins = self.scale_origins();
        origins.extend(definition.coverage.as_ref().map(|rule| OriginView {
            what: words.coverage_rule(),
            origin: rule.origin,
            citations: Vec::new(),
        }));
        origins.extend(definition.outcome.as_ref().map(|outcome| OriginView {
            what: match outcome.rule {
                Rule::Bands(_) => words.bands_rule(),
                Rule::Tiers(_) => words.tiers_rule(),
            },
            origin: outcome.origin,
            citations: self.cited(&outcome.citations),
        }));
        origins.push(OriginView {
            what: words.texts_are_derived(),
            origin: Origin::Derived,
            citations: Vec::new(),
        });
        origins
    }

    /// One line for all scales that say the same of themselves.
    #[inline]
    fn scale_origins(&self) -> Vec<OriginView<'a>> {
        let key = |scale: &'a Scale| -> (bool, Origin, &'a [Citation]) {
            (scale.choices.iter().any(|c| c.points.is_some()), scale.origin, &scale.citations)
        };
        let mut seen = Vec::new();
        let mut origins = Vec::new();
        for scale in self.framework.definition().scales.iter() {
            if seen.contains(&key(scale)) {
                continue;
            }
            seen.push(key(scale));
            let (points, origin, citations) = key(scale);
            origins.push(OriginView {
                what: if points { self.words.choices_and_points() } else { self.words.choices() },
                origin,
                citations: self.cited(citations),
            });
        }
        origins
    }

    /// How the answers "does not apply" of this sheet counted, each way said once.
    #[inline]
    pub(in crate::report) fn not_applicable_rules(&self) -> Vec<&'static str> {
        let mut rules = Vec::new();
        for at in 0..self.framework.controls().len() {
            let counted = self.assessment.contribution_at(at).map(|it| it.counted);
            let rule = counted.and_then(|counted| self.words.not_applicable(counted));
            rules.extend(rule.filter(|rule| !rules.contains(rule)));
        }
        rules
    }
}
