//! What a framework says that a document can prove: numbers, titles, levels, thresholds.

use std::ops::Range;

use shisei::Framework;
use shisei::model::{Control, Localized, Origin, Rule};

use super::search::Index;

/// One fact, and what the document says of it.
pub struct Look {
    /// Id of the control, or `outcome` and `scales`.
    pub at: String,
    pub fact: Fact,
    /// What was looked for.
    pub wanted: String,
    pub found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Number,
    Title,
    Level,
    Threshold,
    Label,
}

impl Fact {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Level => "level",
            Self::Threshold => "threshold",
            Self::Label => "label",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The line.
    At(usize),
    Missing,
    /// The document names it here and the framework does not, or the other way round.
    Different(usize),
}

/// Looks for every fact of a framework.
pub fn look(framework: &Framework, index: &Index<'_>, japanese: bool) -> Vec<Look> {
    let eye = Eye { framework, index, japanese };
    let sections = eye.sections();
    let mut looks = Vec::new();
    for (at, (control, section)) in framework.controls().iter().zip(&sections).enumerate() {
        eye.control(control, section.as_ref(), eye.title_lines(at, &sections).as_ref(), &mut looks);
    }
    eye.labels(&mut looks);
    eye.bands(&mut looks);
    looks
}

struct Eye<'a> {
    framework: &'a Framework,
    index: &'a Index<'a>,
    japanese: bool,
}

impl<'a> Eye<'a> {
    fn text(&self, text: &'a Localized) -> &'a str {
        if self.japanese { &text.ja } else { &text.en }
    }

    /// The number that the guideline prints, or an id that looks like one.
    fn number(control: &Control) -> Option<&str> {
        let id = || control.id.contains(|c: char| c.is_ascii_digit()).then_some(&*control.id);
        control.number.as_deref().or_else(id)
    }

    /// The lines of each control: from its number to the next one's. Numbers are met several times,
    /// in tables of contents and in references; the run in order that reaches farthest is the text.
    fn sections(&self) -> Vec<Option<Range<usize>>> {
        let numbers: Vec<Vec<usize>> = self
            .framework
            .controls()
            .iter()
            .map(|control| {
                Self::number(control).map(|number| self.index.numbers(number)).unwrap_or_default()
            })
            .collect();
        let starts = numbers.iter().flatten().copied();
        let runs = starts.map(|start| run(&numbers, start));
        let reach = |run: &Vec<Option<usize>>| {
            let found = run.iter().flatten();
            (
                found.clone().count(),
                found.clone().max().zip(found.min()).map(|(to, from)| to - from),
            )
        };
        let best = runs.max_by_key(reach).unwrap_or_else(|| vec![None; numbers.len()]);
        let section = |(at, from): (usize, &Option<usize>)| {
            let next = best.get(at + 1..)?.iter().flatten().find(|next| Some(**next) > *from);
            let end =
                next.copied().unwrap_or_else(|| self.index.lines().min(from.unwrap_or(0) + 80));
            from.map(|from| from..end.max(from + 1))
        };
        best.iter().enumerate().map(section).collect()
    }

    /// Where the title of a control may be: neighbours that share it print it once, on the first.
    fn title_lines(&self, at: usize, sections: &[Option<Range<usize>>]) -> Option<Range<usize>> {
        let controls = self.framework.controls();
        let title = |at: usize| controls.get(at).map(|control| &control.title);
        let first = (0..=at).rev().take_while(|before| title(*before) == title(at)).last()?;
        let from = sections.get(first..=at)?.iter().flatten().next()?.start;
        Some(from.saturating_sub(2)..sections.get(at)?.as_ref()?.end)
    }

    fn control(
        &self,
        control: &'a Control,
        section: Option<&Range<usize>>,
        titled: Option<&Range<usize>>,
        looks: &mut Vec<Look>,
    ) {
        let mut push = |fact, wanted: &str, found| {
            looks.push(Look { at: control.id.to_string(), fact, wanted: wanted.to_owned(), found });
        };
        let at = |line: Option<usize>| line.map_or(Found::Missing, Found::At);
        if let Some(number) = Self::number(control) {
            push(Fact::Number, number, at(section.map(|lines| lines.start)));
        }
        let title = self.text(&control.title);
        let named = |lines: &Range<usize>| self.index.name(title, lines.clone());
        // Without a number, anywhere will do.
        let line = match Self::number(control) {
            Some(_) => section.and_then(named).or_else(|| named(titled?)),
            None => named(&(0..self.index.lines())),
        };
        push(Fact::Title, title, at(line));
        let Some(section) = section else { return };
        for (wanted, found) in self.levels(control, section) {
            push(Fact::Level, &wanted, found);
        }
        for parameter in control.parameters.iter() {
            let wanted = format!("{} {}", parameter.value, parameter.unit);
            push(
                Fact::Threshold,
                &wanted,
                at(self.threshold(parameter.value, &parameter.unit, section)),
            );
        }
    }

    /// Tags of the publisher's dimensions: those the control has, and those that the document names
    /// beside it.
    fn levels(&self, control: &Control, section: &Range<usize>) -> Vec<(String, Found)> {
        let dimensions = self.framework.definition().dimensions.iter();
        let official = dimensions.filter(|dimension| dimension.origin == Origin::Official);
        let mut levels = Vec::new();
        for dimension in official {
            for value in dimension.values.iter() {
                let tag = format!("{}:{}", dimension.id, value.id);
                let title = self.text(&value.title);
                // What a title explains in brackets is ours.
                let title = title.split(['（', '(']).next().unwrap_or(title);
                let by_id = || self.index.cell(&value.id, section.clone());
                let by_title = || self.index.affirmed(title, section.clone());
                let line = match value.id.contains(|c: char| c.is_ascii_digit()) {
                    true if title.contains(&*value.id) => by_id(),
                    true => by_title().or_else(by_id),
                    false => by_title(),
                };
                let tagged = control.tags.iter().any(|own| **own == *tag);
                let found = match (tagged, line) {
                    (true, Some(line)) => Found::At(line),
                    (true, None) => Found::Missing,
                    (false, Some(line)) => Found::Different(line),
                    (false, None) => continue,
                };
                levels.push((tag, found));
            }
        }
        levels
    }

    fn threshold(&self, value: i64, unit: &str, lines: &Range<usize>) -> Option<usize> {
        let years = (unit == "months" && value % 12 == 0).then(|| (value / 12).to_string());
        let tenths = (unit == "tenths").then(|| format!("{}.{}", value / 10, value % 10));
        let spellings = [Some(value.to_string()), years, tenths];
        spellings.into_iter().flatten().find_map(|it| self.index.quantity(&it, lines.clone()))
    }

    /// Choices of the publisher's scales, anywhere.
    fn labels(&self, looks: &mut Vec<Look>) {
        let scales = self.framework.definition().scales.iter();
        for scale in scales.filter(|scale| scale.origin == Origin::Official) {
            for choice in scale.choices.iter() {
                let label = self.text(&choice.label);
                let line = self.index.name(label, 0..self.index.lines());
                let found = line.map_or(Found::Missing, Found::At);
                let at = format!("scales.{}", scale.id);
                looks.push(Look { at, fact: Fact::Label, wanted: label.to_owned(), found });
            }
        }
    }

    /// Borders of the publisher's bands: both on one line.
    fn bands(&self, looks: &mut Vec<Look>) {
        let outcome = self.framework.definition().outcome.as_ref();
        let official = outcome.filter(|outcome| outcome.origin == Origin::Official);
        let Some(Rule::Bands(bands)) = official.map(|outcome| &outcome.rule) else { return };
        for band in bands.steps.iter() {
            let borders: Vec<String> =
                [band.from, band.to].iter().flatten().map(ToString::to_string).collect();
            let all = |line: &usize| {
                borders.iter().all(|it| self.index.quantity(it, *line..*line + 1).is_some())
            };
            let line = (0..self.index.lines()).find(|line| !borders.is_empty() && all(line));
            let found = line.map_or(Found::Missing, Found::At);
            let at = format!("outcome.{}", band.id);
            looks.push(Look { at, fact: Fact::Threshold, wanted: borders.join(" to "), found });
        }
    }
}

/// Lines of the numbers in order, from a line on; a number that does not follow is skipped.
fn run(numbers: &[Vec<usize>], start: usize) -> Vec<Option<usize>> {
    let mut from = start;
    let next = |lines: &Vec<usize>| {
        let line = lines.iter().copied().find(|line| *line >= from)?;
        from = line;
        Some(line)
    };
    numbers.iter().map(next).collect()
}
