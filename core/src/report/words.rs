//! Every word of a report that does not come from the framework, in both languages side by side.

use crate::assessment::{Coverage, Points, Ratio, State, TierState};
use crate::model::{Join, Lang, NotApplicable, Origin, Status, Verification};

/// The words in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub Lang);

/// Labels without numbers in them.
macro_rules! labels {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        impl Words {
            $(pub fn $name(self) -> &'static str {
                self.pick($ja, $en)
            })*
        }
    };
}

labels! {
    kind: "自己評価の結果", "Result of a self-assessment";
    subject: "対象", "Subject";
    date: "回答日", "Date";
    framework: "基準", "Framework";
    digest: "照合値", "Digest";
    full_digest: "照合値の全体（SHA-256）", "Full digest (SHA-256)";
    result: "結果", "Result";
    next: "次にすること", "What to do next";
    parts: "部分ごとの結果", "Results by part";
    part: "部分", "Part";
    score: "結果", "Score";
    whole: "全体", "Whole";
    tally: "回答の内訳", "Answers by state";
    tiers: "段階", "Tiers";
    findings: "効果の大きい項目から順に", "What to work on, most valuable first";
    no_findings: "直すところは見つかりませんでした。この状態を保ち、定期的に見直しましょう。",
        "Nothing was found to fix. Keep it so, and look again from time to time.";
    answer: "回答", "Answer";
    why: "理由", "Why";
    advice: "すること", "What to do";
    all_of: "次のすべて", "All of these";
    any_of: "次のどれか一つ", "Any one of these";
    worth: "効果", "Worth";
    citation: "出典", "Source";
    doubts: "確かでないこと", "What is not certain";
    legend: "印の意味", "Marks";
    origins: "公式の数と独自の数", "Which figures are official, which are ours";
    sources: "出典一覧", "Sources";
    answers: "回答の一覧", "All answers";
    item: "項目", "Item";
    points_column: "点", "Points";
    reason: "理由", "Reason";
    note: "メモ", "Note";
    evidence: "証跡", "Evidence";
    missing: "足りない項目", "Missing";
    at_least: "低い場合", "At worst";
    at_best: "高い場合", "At best";
    no_outcome: "この基準には、結果を分ける区分や段階がありません。",
        "This framework sorts results into no bands or tiers.";
    not_scored: "数える項目がないため、点数や割合はありません。",
        "There is no score: no item counts here.";
    no_tier: "どの段階にも届いていません", "No tier is reached";
    if_reached: "届いた場合：", "If reached: ";
    start_with_findings: "下の項目のうち、効果の大きいものから手を付けましょう。",
        "Start with the items below that are worth most.";
    ask_about_unknown: "担当者に聞き、実際の状態を確かめましょう。",
        "Ask those who know, and find out how things really are.";
    unanswered_is_not_zero: "答えを推測せず、結果を範囲で示しています。",
        "No answer is assumed: the result is shown as a range.";
    self_assessment: "これは自分で答えた内容をまとめた自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。",
        "This sums up what the assessed side answered about itself. Nobody else has examined it, and it is not a certificate.";
    texts_are_ours: "問い、理由、助言の文、項目の並べ方", "Questions, reasons and advice, and the order of items";
    choices: "回答の選択肢", "Choices of answer";
    choices_and_points: "回答の選択肢と点数", "Choices of answer and their points";
    coverage_rule: "実施度の数え方", "How coverage is counted";
    bands_rule: "区分の分け方", "Bands";
    tiers_rule: "段階の分け方", "Tiers";
    unverified_means: "公表元の文書で確かめられていない内容です。使う前に原文を確かめてください。",
        "We could not check this against what the publisher wrote. Look at the original before you rely on it.";
    single_source_means: "一つの出典だけで確かめた内容です。", "We saw this in one source only.";
    official_means: "公表元が定めたもの。", "Set by the publisher of the framework.";
    derived_means: "公表元の定めではなく、この報告が独自に計算したもの、または独自に書いたもの。",
        "Not the publisher's: worked out or written for this report.";
}

impl Words {
    fn pick(self, ja: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    fn say(self, ja: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.0 {
            Lang::Ja => ja(),
            Lang::En => en(),
        }
    }

    pub fn state(self, state: State) -> &'static str {
        match state {
            State::Met => self.pick("できている", "Met"),
            State::Partial => self.pick("一部できている", "Partly met"),
            State::Unmet => self.pick("できていない", "Not met"),
            State::Unknown => self.pick("わからない", "Don't know"),
            State::Unanswered => self.pick("未回答", "Unanswered"),
            State::NotApplicable => self.pick("該当しない", "Does not apply"),
            State::Accepted => self.pick("リスクを受け入れ", "Risk accepted"),
        }
    }

    pub fn tier_state(self, state: TierState) -> &'static str {
        match state {
            TierState::Reached => self.pick("届いている", "Reached"),
            TierState::Open => self.pick("未回答しだい", "Open: depends on what is unanswered"),
            TierState::Missed => self.pick("届いていない", "Not reached"),
        }
    }

    pub fn join(self, join: Join) -> &'static str {
        match join {
            Join::All => self.all_of(),
            Join::Any => self.any_of(),
        }
    }

    /// The mark of what is not confirmed; none for what is.
    pub fn mark(self, verification: Verification) -> Option<&'static str> {
        match verification {
            Verification::Confirmed => None,
            Verification::SingleSource => Some(self.pick("出典一つ", "single source")),
            Verification::Unverified => Some(self.pick("未確認", "unverified")),
        }
    }

    pub fn origin(self, origin: Origin) -> &'static str {
        match origin {
            Origin::Official => self.pick("公式", "official"),
            Origin::Derived => self.pick("独自", "ours"),
        }
    }

    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::Current => self.pick("現行の版", "current edition"),
            Status::Superseded => self.pick("後の版に替わった版", "superseded by a later edition"),
            Status::Upcoming => self.pick("まだ始まっていない版", "edition not yet in force"),
        }
    }

    pub fn questions(self, count: u32) -> String {
        self.say(
            || format!("{count}問"),
            || format!("{count} {}", plural(count, "question", "questions")),
        )
    }

    /// Points of the whole, as a sentence.
    pub fn points(self, points: Points) -> String {
        let Points { low, high, max, .. } = points;
        match points.value() {
            Some(value) => self
                .say(|| format!("{max}点満点中 {value}点"), || format!("{value} of {max} points")),
            None => self.say(
                || format!("{max}点満点中 {low}点から{high}点のあいだ"),
                || format!("Between {low} and {high} of {max} points"),
            ),
        }
    }

    /// Why points can stand below 0.
    pub fn lowest(self, min: i64) -> String {
        self.say(
            || format!("（最も低い場合は {min}点）"),
            || format!("(the lowest possible is {min})"),
        )
    }

    /// Points of a part, short.
    pub fn points_short(self, points: Points) -> String {
        let Points { low, high, max, .. } = points;
        match points.value() {
            Some(value) => {
                self.say(|| format!("{value} / {max}点"), || format!("{value} of {max}"))
            }
            None => self
                .say(|| format!("{low}〜{high} / {max}点"), || format!("{low} to {high} of {max}")),
        }
    }

    /// Coverage of the whole, as a sentence that says whose figure it is.
    pub fn coverage(self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low.percent(), coverage.high.percent());
        let whose = match coverage.origin {
            Origin::Official => self.pick("公式の数え方", "the publisher's count"),
            Origin::Derived => self.pick("独自の目安", "our own figure"),
        };
        if coverage.low == coverage.high {
            let Ratio { credit, of } = coverage.low;
            self.say(
                || format!("実施度 {low}%（{credit}/{of}、{whose}）"),
                || format!("Coverage {low}% ({credit}/{of}; {whose})"),
            )
        } else {
            self.say(
                || format!("実施度 {low}%から{high}%のあいだ（{whose}）"),
                || format!("Coverage between {low}% and {high}% ({whose})"),
            )
        }
    }

    /// Coverage of a part, short.
    pub fn coverage_short(self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low.percent(), coverage.high.percent());
        if coverage.low == coverage.high {
            format!("{low}%")
        } else {
            self.say(|| format!("{low}〜{high}%"), || format!("{low} to {high}%"))
        }
    }

    /// Controls met of all, where a part has no score.
    pub fn met_of(self, met: u32, total: u32) -> String {
        self.say(|| format!("{met} / {total}問"), || format!("{met} of {total}"))
    }

    pub fn band(self, title: &str) -> String {
        self.say(|| format!("区分: {title}"), || format!("Band: {title}"))
    }

    pub fn band_between(self, low: &str, high: &str) -> String {
        self.say(
            || format!("区分: {low} から {high} のあいだ（未回答しだい）"),
            || format!("Band: between {low} and {high}, depending on what is unanswered"),
        )
    }

    pub fn tier(self, title: &str) -> String {
        self.say(|| format!("段階: {title}"), || format!("Tier: {title}"))
    }

    pub fn tier_between(self, low: Option<&str>, high: &str) -> String {
        match low {
            Some(low) => self.say(
                || format!("段階: {low} から {high} のあいだ（未回答しだい）"),
                || format!("Tier: between {low} and {high}, depending on what is unanswered"),
            ),
            None => self.say(
                || format!("段階: まだ決まらず、{high} まで届く可能性があります（未回答しだい）"),
                || format!("Tier: none is certain yet; {high} is still possible, depending on what is unanswered"),
            ),
        }
    }

    /// Added to an outcome whose rule is not the publisher's.
    pub fn derived_outcome(self) -> &'static str {
        self.pick("（独自の分け方）", " (our own rule, not the publisher's)")
    }

    pub fn answer_open(self, count: u32) -> String {
        self.say(
            || format!("まず未回答の{count}問に答えると、結果が一つに決まります。"),
            || {
                format!(
                    "Answer the {count} open {} first: the result then becomes exact.",
                    plural(count, "question", "questions")
                )
            },
        )
    }

    pub fn towards_tier(self, title: &str, missing: usize) -> String {
        self.say(
            || format!("「{title}」に向けて見直す項目が {missing} あります。"),
            || {
                let (items, stand) =
                    if missing == 1 { ("item", "stands") } else { ("items", "stand") };
                format!("{missing} {items} {stand} between you and “{title}”.")
            },
        )
    }

    /// What fixing is worth in points; over the worst answer when there is none yet.
    pub fn worth_points(self, points: i64, unanswered: bool) -> String {
        let unit = if points == 1 { "point" } else { "points" };
        if unanswered {
            self.say(|| format!("最大 +{points}点"), || format!("up to +{points} {unit}"))
        } else {
            self.say(|| format!("+{points}点"), || format!("+{points} {unit}"))
        }
    }

    /// What fixing is worth in coverage.
    pub fn worth_coverage(self, gain: Ratio, origin: Origin, unanswered: bool) -> String {
        let whose = self.origin(origin);
        let up_to = if unanswered { self.pick("最大 ", "up to ") } else { "" };
        match gain.percent() {
            0 => self.say(
                || format!("実施度 +1%未満（{whose}）"),
                || format!("coverage less than +1% ({whose})"),
            ),
            percent => self.say(
                || format!("実施度 {up_to}+{percent}%（{whose}）"),
                || format!("coverage {up_to}+{percent}% ({whose})"),
            ),
        }
    }

    pub fn worth_tier(self, title: &str) -> String {
        self.say(|| format!("「{title}」に必要"), || format!("needed for “{title}”"))
    }

    pub fn more_findings(self, count: usize) -> String {
        self.say(|| format!("ほかに {count} 項目あります。"), || format!("… and {count} more."))
    }

    pub fn more_items(self, count: usize) -> String {
        self.say(|| format!("ほか {count}"), || format!("and {count} more"))
    }

    /// How "does not apply" counted.
    pub fn not_applicable(self, rule: NotApplicable) -> &'static str {
        match rule {
            NotApplicable::NotAllowed => {
                self.pick("「該当しない」は選べません。", "“Does not apply” may not be answered.")
            }
            NotApplicable::Excluded => self.pick(
                "「該当しない」と答えた項目は、分子からも分母からも除いています。",
                "Items that do not apply are left out of the score and of its maximum.",
            ),
            NotApplicable::FullPoints => self.pick(
                "「該当しない」と答えた項目は、最もよい答えと同じに数えています。",
                "Items that do not apply count as if the best choice had been answered.",
            ),
        }
    }

    /// Between a label and what it labels.
    pub fn colon(self) -> &'static str {
        self.pick("：", ": ")
    }

    /// Between the members of a list in a line.
    pub fn comma(self) -> &'static str {
        self.pick("、", ", ")
    }

    /// Something beside the text, in brackets.
    pub fn aside(self, text: &str) -> String {
        self.say(|| format!("（{text}）"), || format!(" ({text})"))
    }
}

fn plural<'a>(count: u32, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
