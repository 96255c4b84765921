//! The explanation as lines of text, the parts of a sum indented under it.

use std::fmt::Write as _;

use super::{
    ConditionNode, ControlNode, Counted, Credit, Explanation, OutcomeNode, Reached, RuleNode,
};
use crate::assessment::{Coverage, Part, Points, TierState};
use crate::framework::Framework;
use crate::model::{Citation, Join, Lang, Localized, Measure, Origin, Standing, Verification};
use crate::text::clean;

impl Explanation {
    /// The tree as lines of text.
    pub fn text(&self, lang: Lang) -> String {
        let framework = &self.explained;
        let mut lines = Lines { framework, lang, text: String::new() };
        let definition = &framework.definition;
        let digest: String = self.framework.digest.to_string().chars().take(12).collect();
        let name = format!("{} ({}, {digest})", definition.title.get(lang), framework.reference());
        lines.line(0, &name);
        let numbers = lines.numbers(self.total.points, self.total.coverage);
        let whole = lines.either("Whole", "全体");
        lines.line(0, &format!("{whole}: {numbers}"));
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
    text: String,
}

impl Lines<'_> {
    fn either<'t>(&self, en: &'t str, ja: &'t str) -> &'t str {
        match self.lang {
            Lang::En => en,
            Lang::Ja => ja,
        }
    }

    /// Text of a custom framework may hold anything.
    fn line(&mut self, depth: usize, text: &str) {
        let clean = clean(text);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{clean}", "", indent = depth * 2);
    }

    fn range(&self, low: i128, high: i128) -> String {
        match self.lang {
            _ if low == high => low.to_string(),
            Lang::En => format!("{low} to {high}"),
            Lang::Ja => format!("{low}〜{high}"),
        }
    }

    fn points(&self, points: Points) -> String {
        let now = self.range(points.low.into(), points.high.into());
        let whole = self.range(points.min.into(), points.max.into());
        match self.lang {
            Lang::En => format!("{now} points (of {whole})"),
            Lang::Ja => format!("{now}点（{whole}点のうち）"),
        }
    }

    fn credit(&self, credit: Credit) -> String {
        let now = self.range(credit.low.into(), credit.high.into());
        format!("{now} / {}", credit.of)
    }

    fn coverage(&self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low, coverage.high);
        let credit = Credit { low: low.credit, high: high.credit, of: low.of };
        let percent = self.range(low.percent().into(), high.percent().into());
        let whose = self.origin(coverage.origin);
        format!("{} = {percent}% [{whose}]", self.credit(credit))
    }

    fn numbers(&self, points: Option<Points>, coverage: Option<Coverage>) -> String {
        let points = points.map(|points| self.points(points));
        let coverage = coverage.map(|coverage| self.coverage(coverage));
        let numbers: Vec<String> = points.into_iter().chain(coverage).collect();
        match numbers.as_slice() {
            [] => self.either("not scored", "点数なし").to_owned(),
            numbers => numbers.join(self.either("; ", "、")),
        }
    }

    fn origin(&self, origin: Origin) -> &'static str {
        match (origin, self.lang) {
            (Origin::Official, Lang::En) => "the publisher's",
            (Origin::Official, Lang::Ja) => "公式",
            (Origin::Derived, Lang::En) => "ours, not the publisher's",
            (Origin::Derived, Lang::Ja) => "独自（公式ではない）",
        }
    }

    fn verification(&self, verification: Verification) -> &'static str {
        match (verification, self.lang) {
            (Verification::Confirmed, Lang::En) => "confirmed",
            (Verification::Confirmed, Lang::Ja) => "確認済み",
            (Verification::SingleSource, Lang::En) => "one source",
            (Verification::SingleSource, Lang::Ja) => "出典は一つ",
            (Verification::Unverified, Lang::En) => "unverified",
            (Verification::Unverified, Lang::Ja) => "未確認",
        }
    }

    fn part(&mut self, title: Option<&Localized>, part: &Part) {
        let title = title.map_or("", |title| title.get(self.lang));
        let numbers = self.numbers(part.points, part.coverage);
        self.line(1, &format!("{} {title}: {numbers}", part.id));
    }

    fn control(&mut self, node: &ControlNode) {
        let control = self.framework.control(&node.control);
        let title = control.map_or("", |control| control.title.get(self.lang));
        let scale = control.and_then(|control| self.framework.scale_of(control));
        let choices = scale.into_iter().flat_map(|scale| scale.choices.iter());
        let answer = match &node.choice {
            None => self.either("not answered", "未回答"),
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
        self.line(2, &format!("{} {title}: {answer} → {numbers}{rule}", node.control));
        if let Some(parts) = control.and_then(|control| control.parts.as_ref()) {
            let join = match parts.join {
                Join::All => self.either("all of these", "次のすべて"),
                Join::Any => self.either("any one of these", "次のどれか一つ"),
            };
            self.line(3, join);
            for part in parts.of.iter() {
                self.line(4, &format!("({}) {}", part.id, part.text.get(self.lang)));
            }
        }
        let verification = self.verification(node.verification);
        let citations = cited(&node.citations);
        self.line(3, &format!("{citations} [{verification}]"));
    }

    fn outcome(&mut self, node: &OutcomeNode) {
        let nothing = self.either("none", "なし");
        let low = node.low.as_deref().unwrap_or(nothing);
        let high = node.high.as_deref().unwrap_or(nothing);
        let landed = if low == high { low.to_owned() } else { format!("{low} – {high}") };
        let whose = self.origin(node.origin);
        let verification = self.verification(node.verification);
        let outcome = self.either("Outcome", "判定");
        self.line(0, &format!("{outcome}: {landed} [{whose}, {verification}]"));
        match &node.rule {
            RuleNode::Bands { measure, low, high } => {
                self.reached(*measure, low);
                if low != high {
                    self.reached(*measure, high);
                }
            }
            RuleNode::Tiers(tiers) => {
                for tier in tiers {
                    let state = self.state(tier.state);
                    self.line(1, &format!("{}: {state}", tier.id));
                    tier.conditions.iter().for_each(|condition| self.condition(condition));
                }
            }
        }
        let citations = cited(&node.citations);
        self.line(1, &citations);
    }

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

    fn condition(&mut self, condition: &ConditionNode) {
        let accept: Vec<&str> =
            condition.accept.iter().map(|standing| self.standing(*standing)).collect();
        let accept = accept.join(self.either(" or ", "・"));
        let ConditionNode { satisfied, open, at_least, .. } = condition;
        let state = self.state(condition.state);
        let of = condition.controls.len();
        let line = match self.lang {
            Lang::En => {
                format!("{accept}: {satisfied} of {of}, {open} open, {at_least} needed → {state}")
            }
            Lang::Ja => {
                format!("{accept}：{of}項目のうち{satisfied}、未定{open}、必要{at_least} → {state}")
            }
        };
        self.line(2, &line);
    }

    fn standing(&self, standing: Standing) -> &'static str {
        match (standing, self.lang) {
            (Standing::Met, Lang::En) => "done",
            (Standing::Met, Lang::Ja) => "できている",
            (Standing::Partial, Lang::En) => "done in part",
            (Standing::Partial, Lang::Ja) => "一部できている",
            (Standing::Unmet, Lang::En) => "not done",
            (Standing::Unmet, Lang::Ja) => "できていない",
            (Standing::Unknown, Lang::En) => "don't know",
            (Standing::Unknown, Lang::Ja) => "わからない",
            (Standing::NotApplicable, Lang::En) => "does not apply",
            (Standing::NotApplicable, Lang::Ja) => "該当しない",
            (Standing::Accepted, Lang::En) => "risk accepted",
            (Standing::Accepted, Lang::Ja) => "リスクを受容",
        }
    }

    fn state(&self, state: TierState) -> &'static str {
        match (state, self.lang) {
            (TierState::Reached, Lang::En) => "holds",
            (TierState::Reached, Lang::Ja) => "満たす",
            (TierState::Open, Lang::En) => "open",
            (TierState::Open, Lang::Ja) => "未定",
            (TierState::Missed, Lang::En) => "does not hold",
            (TierState::Missed, Lang::Ja) => "満たさない",
        }
    }

    fn sources(&mut self) {
        let heading = self.either("Sources", "出典");
        self.line(0, &format!("{heading}:"));
        for source in self.framework.definition.sources.iter() {
            let title = source.title.get(self.lang);
            let url = source.url.as_deref().unwrap_or_default();
            let line = format!("{}: {title}, {} {url}", source.id, source.publisher);
            self.line(1, line.trim_end());
        }
    }
}

fn cited(citations: &[Citation]) -> String {
    let citations: Vec<String> =
        citations.iter().map(|citation| format!("{}: {}", citation.source, citation.at)).collect();
    citations.join("; ")
}
