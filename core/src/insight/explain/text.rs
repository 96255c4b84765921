//! The explanation as lines of text, the parts of a sum indented under it.

use std::fmt::Write as _;

use super::{
    ConditionNode, ControlNode, Counted, Credit, Explanation, OutcomeNode, Reached, RuleNode,
};
use crate::assessment::{Coverage, Part, Points, State};
use crate::framework::Framework;
use crate::model::{Citation, Lang, Localized, Measure};
use crate::text::{Words, clean, state_label};

impl Explanation {
    /// The tree as lines of text.
    ///
    /// ```
    /// use shisei::{AnswerSheet, Lang, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
    /// assert!(assessment.explain().text(Lang::En).contains("five-basics@4.0"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn text(&self, lang: Lang) -> String {
        let framework = &self.explained;
        let words = Words(lang);
        let mut lines = Lines { framework, lang, words, text: String::new() };
        let definition = &framework.definition;
        let digest: String = self.framework.digest.to_string().chars().take(12).collect();
        let reference = format!("{}{}{digest}", framework.reference(), words.comma());
        lines.line(0, &(definition.title.get(lang).to_owned() + &words.aside(reference)));
        let numbers = lines.numbers(self.total.points, self.total.coverage);
        lines.labelled(0, words.whole(), &numbers);
        for group in &self.groups {
            let title = framework.groups().iter().find(|own| own.id == group.part.id);
            lines.part(title.map(|group| &group.title), &group.part);
            group.controls.iter().for_each(|control| lines.control(control));
        }
        for tag in &self.tags {
            lines.part(framework.tag(&tag.part.id).map(|tag| &tag.title), &tag.part);
            lines.line(2, &tag.controls.join(", "));
        }
        if let Some(outcome) = &self.outcome {
            lines.outcome(outcome);
        }
        lines.sources();
        lines.text
    }
}

struct Lines<'a> {
    framework: &'a Framework,
    lang: Lang,
    words: Words,
    text: String,
}

impl Lines<'_> {
    #[inline]
    fn either(&self, en: &'static str, ja: &'static str) -> &'static str {
        self.words.pick(ja, en)
    }

    /// Text of a custom framework may hold anything.
    #[inline]
    fn line(&mut self, depth: usize, text: &str) {
        let clean = clean(text);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{}", "", clean.trim_end(), indent = depth * 2);
    }

    #[inline]
    fn labelled(&mut self, depth: usize, label: &str, text: &str) {
        let line = format!("{label}{}{text}", self.words.colon());
        self.line(depth, &line);
    }

    #[inline]
    fn range(&self, low: i128, high: i128) -> String {
        if low == high { low.to_string() } else { self.words.range(low, high) }
    }

    #[inline]
    fn points(&self, points: Points) -> String {
        let now = self.range(points.low.into(), points.high.into());
        let whole = self.range(points.min.into(), points.max.into());
        match self.lang {
            Lang::En => format!("{now} points (of {whole})"),
            Lang::Ja => format!("{now}点（{whole}点のうち）"),
        }
    }

    #[inline]
    fn credit(&self, credit: Credit) -> String {
        let now = self.range(credit.low.into(), credit.high.into());
        format!("{now} / {}", credit.of)
    }

    #[inline]
    fn coverage(&self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low, coverage.high);
        let percent = self.range(low.percent().into(), high.percent().into());
        let whose = self.words.origin(coverage.origin);
        format!("{} = {percent}% [{whose}]", self.credit(coverage.credit()))
    }

    #[inline]
    fn numbers(&self, points: Option<Points>, coverage: Option<Coverage>) -> String {
        let points = points.map(|points| self.points(points));
        let coverage = coverage.map(|coverage| self.coverage(coverage));
        let numbers: Vec<String> = points.into_iter().chain(coverage).collect();
        match numbers.as_slice() {
            [] => self.either("not scored", "点数なし").to_owned(),
            numbers => numbers.join(self.either("; ", "、")),
        }
    }

    #[inline]
    fn part(&mut self, title: Option<&Localized>, part: &Part) {
        let title = title.map_or("", |title| title.get(self.lang));
        let numbers = self.numbers(part.points, part.coverage);
        self.labelled(1, &format!("{} {title}", part.id), &numbers);
    }

    #[inline]
    fn control(&mut self, node: &ControlNode) {
        let control = self.framework.control(&node.control);
        let title = control.map_or("", |control| control.title.get(self.lang));
        let scale = control.and_then(|control| self.framework.scale_of(control));
        let choices = scale.into_iter().flat_map(|scale| scale.choices.iter());
        let answer = match &node.choice {
            None => self.words.state(State::Unanswered),
            Some(id) => choices
                .clone()
                .find(|choice| choice.id == *id)
                .map_or(&**id, |choice| choice.label.get(self.lang)),
        };
        let points = node.points.map(|points| self.points(points));
        let credit = node.credit.map(|credit| self.credit(credit));
        let numbers: Vec<String> = points.into_iter().chain(credit).collect();
        let numbers = match numbers.as_slice() {
            [] => self.either("adds nothing", "計算に入らない").to_owned(),
            numbers => numbers.join(self.either("; ", "、")),
        };
        let rule = match node.counted {
            Counted::Answered => "",
            Counted::Range => self.either(", from worst to best", "（最低から最高まで）"),
            Counted::LeftOut => self.either(", left out", "（除外）"),
            Counted::InFull => self.either(", counted in full", "（満点として計算）"),
        };
        let result = format!("{answer} → {numbers}{rule}");
        self.labelled(2, &format!("{} {title}", node.control), &result);
        if let Some(parts) = control.and_then(|control| control.parts.as_ref()) {
            self.labelled(3, self.words.join(parts.join), "");
            for part in parts.of.iter() {
                self.line(4, &format!("({}) {}", part.id, part.text.get(self.lang)));
            }
        }
        let verification = self.words.mark(node.verification);
        let citations = cited(&node.citations, self.lang);
        self.line(3, &format!("{citations} [{verification}]"));
    }

    #[inline]
    fn outcome(&mut self, node: &OutcomeNode) {
        let nothing = self.words.none();
        let low = node.low.as_deref().unwrap_or(nothing);
        let high = node.high.as_deref().unwrap_or(nothing);
        let landed = if low == high { low.to_owned() } else { self.words.range(low, high) };
        let whose = self.words.origin(node.origin);
        let verification = self.words.mark(node.verification);
        let landed = format!("{landed} [{whose}, {verification}]");
        self.labelled(0, self.words.outcome(), &landed);
        match &node.rule {
            RuleNode::Bands { measure, low, high } => {
                self.reached(*measure, low);
                if low != high {
                    self.reached(*measure, high);
                }
            }
            RuleNode::Tiers(tiers) => {
                for tier in tiers {
                    self.labelled(1, &tier.id, self.words.tier_state(tier.state));
                    tier.conditions.iter().for_each(|condition| self.condition(condition));
                }
            }
        }
        let citations = cited(&node.citations, self.lang);
        self.line(1, &citations);
    }

    #[inline]
    fn reached(&mut self, measure: Measure, reached: &Reached) {
        let Reached { value, of, band, from, next } = reached;
        let unit = if measure == Measure::Points { "" } else { "%" };
        let value = match measure {
            Measure::Points => value.to_string(),
            Measure::Percent | Measure::Coverage => format!("{value} / {of}"),
        };
        let least = from.map(|from| format!("{from}{unit} ≤ ")).unwrap_or_default();
        let most = next.map(|next| format!(" < {next}{unit}")).unwrap_or_default();
        self.line(1, &format!("{least}{value}{most} → {band}"));
    }

    #[inline]
    fn condition(&mut self, condition: &ConditionNode) {
        let accept: Vec<&str> =
            condition.accept.iter().map(|standing| self.state((*standing).into())).collect();
        let accept = accept.join(self.either(" or ", "・"));
        let ConditionNode { satisfied, open, at_least, .. } = condition;
        let state = self.words.tier_state(condition.state);
        let of = condition.controls.len();
        let line = match self.lang {
            Lang::En => {
                format!(
                    "{accept}: {satisfied} of {of}, {open} unanswered, {at_least} needed → {state}"
                )
            }
            Lang::Ja => {
                format!(
                    "{accept}：{of}項目のうち{satisfied}項目、未回答{open}項目、必要{at_least}項目 → {state}"
                )
            }
        };
        self.line(2, &line);
    }

    #[inline]
    fn state(&self, state: State) -> &str {
        state_label(self.framework, state, self.lang)
    }

    #[inline]
    fn sources(&mut self) {
        self.labelled(0, self.words.source(), "");
        for source in self.framework.definition.sources.iter() {
            let title = source.title.get(self.lang);
            let url = source.url.as_deref().unwrap_or_default();
            let comma = self.words.comma();
            let document = format!("{title}{comma}{} {url}", source.publisher);
            self.labelled(1, &source.id, &document);
        }
    }
}

#[inline]
fn cited(citations: &[Citation], lang: Lang) -> String {
    let said = |it: &Citation| format!("{}: {}", it.source, it.place(lang));
    let citations: Vec<String> = citations.iter().map(said).collect();
    citations.join("; ")
}
