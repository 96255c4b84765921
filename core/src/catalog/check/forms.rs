//! What holds for the forms that are filled in and for the ladders that are climbed.

use super::{Checked, Known, among, controls, entry};
use crate::error::{Code, Problem};
use crate::model::{
    DeclarationIds, Eligibility, Grading, PolicySentence, PolicyTemplate, Rule, Staircase, Standing,
};

impl Checked for DeclarationIds {
    /// The first digit tells the series apart.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        for (at, series) in self.series.iter().enumerate() {
            let mut before = self.series.iter().take(at);
            let twice = before.any(|other| other.first_digit == series.first_digit);
            if twice || series.first_digit > 9 {
                let given = series.first_digit.to_string();
                problems.push(Problem::new(Code::OutOfRange).at("series").given(&given));
            }
        }
    }
}

impl Checked for Eligibility {
    /// Every line can be answered well and badly.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        for choices in [&self.condition_choices, &self.exclusion_choices] {
            for standing in [Standing::Met, Standing::Unmet] {
                if !choices.iter().any(|choice| choice.standing == standing) {
                    problems.push(Problem::new(Code::Empty).at("choices"));
                }
            }
        }
    }
}

impl Checked for Grading {
    /// Levels are tiers of the framework, with tags that it has.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let Some(framework) = known.framework("framework", &self.framework, problems) else {
            return;
        };
        let tiers: Vec<&str> = match framework.rule() {
            Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| &*tier.id).collect(),
            _ => Vec::new(),
        };
        for grade in self.grades.iter() {
            let at = format!("grades.{}", grade.tier);
            among(&at, [&*grade.tier], &tiers, problems);
            if framework.tag(&grade.tag).is_none() {
                problems.push(Problem::new(Code::UnknownReference).at(at).given(&grade.tag));
            }
        }
        let dimensions = framework.definition().dimensions.iter();
        let dimensions: Vec<&str> = dimensions.map(|dimension| &*dimension.id).collect();
        among("requirements", [&*self.requirements], &dimensions, problems);
    }
}

impl Checked for PolicyTemplate {
    /// Sentences name fields that there are, parts name controls that ask for them.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let fields: Vec<&str> = self.fields.iter().map(|field| &*field.id).collect();
        let sections = self.sections.iter().flat_map(|section| section.sentences.iter());
        for sentence in self.opening.iter().chain(sections).chain(self.closing.iter()) {
            among("sentences", named(sentence), &fields, problems);
        }
        if let Some(framework) = known.framework("framework", &self.framework, problems) {
            let asked = self.sections.iter().map(|section| &*section.control);
            among("sections", asked, &controls(framework), problems);
        }
    }
}

/// Every field that a sentence names.
fn named(sentence: &PolicySentence) -> Vec<&str> {
    let gaps = |text: &'_ str| -> Vec<(usize, usize)> {
        text.match_indices('{')
            .filter_map(|(from, _)| Some((from + 1, from + text.get(from..)?.find('}')?)))
            .collect()
    };
    let texts = [&*sentence.text.ja, &*sentence.text.en];
    let named = texts
        .into_iter()
        .flat_map(|text| gaps(text).into_iter().filter_map(move |(from, to)| text.get(from..to)));
    let conditions = sentence.when.iter().chain(sentence.unless.iter()).map(|field| &**field);
    named.chain(conditions).collect()
}

impl Checked for Staircase {
    /// Steps are numbered from 1, ask frameworks that there are and name materials that there are.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let set = entry(known.resources, "resources", &self.resources, problems);
        let materials: Vec<&str> =
            set.into_iter().flat_map(|set| set.resources.iter()).map(|one| &*one.id).collect();
        for (number, step) in (1u32..).zip(self.steps.iter()) {
            let at = format!("steps.{}", step.id);
            if step.number != number {
                let given = step.number.to_string();
                problems.push(Problem::new(Code::OutOfRange).at(&*at).given(&given));
            }
            for need in step.needs.iter() {
                known.editions(&at, &need.framework, problems);
            }
            among(&at, step.materials.iter().map(|id| &**id), &materials, problems);
        }
    }
}
