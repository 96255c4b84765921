//! Words that only reports use, in both languages side by side.

use crate::assessment::{Coverage, Points, Ratio};
use crate::model::{Lang, Origin, Verification};
use crate::rules::Counted;
use crate::text::Words;

/// Labels without numbers in them.
macro_rules! labels {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        impl Words {
            $(
                #[inline]
                pub(super) fn $name(self) -> &'static str {
                    self.pick($ja, $en)
                }
            )*
        }
    };
}

labels! {
    kind: "自己評価の結果", "Result of a self-assessment";
    subject: "対象", "Subject";
    date: "回答日", "Date";
    framework: "フレームワーク", "Framework";
    digest: "照合値", "Digest";
    full_digest: "照合値の全体（SHA-256）", "Full digest (SHA-256)";
    tally: "回答の内訳", "Answers by state";
    tiers: "段階", "Tiers";
    answer: "回答", "Answer";
    why: "理由", "Why";
    advice: "すること", "What to do";
    worth: "効果", "Gain";
    origins: "公式の数と独自の数", "Official and unofficial figures";
    sources: "出典一覧", "Sources";
    answers: "回答の一覧", "All answers";
    points_column: "点", "Points";
    note: "メモ", "Note";
    evidence: "証跡", "Evidence";
    no_outcome: "このフレームワークには、結果を分ける区分や段階がありません。",
        "This framework has no bands or tiers.";
    not_scored: "採点の対象になる項目がないため、点数や割合はありません。",
        "There is no score, because no item counts.";
    no_tier: "どの段階にも届いていません", "no tier is reached";
    start_with_findings: "下の項目のうち、効果の大きいものから取り組みましょう。",
        "Start with the items below that gain most.";
    ask_about_unknown: "担当者に聞き、実際の状態を確かめましょう。",
        "Ask the people responsible and check.";
    unanswered_is_not_zero: "答えを推測せず、結果を範囲で示しています。",
        "No answer is assumed: the result is a range.";
    texts_are_derived: "問い、理由、助言の文、項目の並べ方", "Questions, reasons and advice, and the order of items";
    choices: "回答の選択肢", "Choices of answer";
    choices_and_points: "回答の選択肢と点数", "Choices of answer and their points";
    coverage_rule: "実施度の数え方", "How coverage is counted";
    bands_rule: "区分の分け方", "Bands";
    tiers_rule: "段階の分け方", "Tiers";
    official_means: "公表元が定めたもの。", "Set by the publisher of the framework.";
    cover: "自己評価のまとめ", "Self-assessments at a glance";
    sheets: "回答", "Answer sheets";
    scored: "採点できた回答", "Scored";
    sheets_not_scored: "採点できなかった回答", "Not scored";
    incomplete: "未回答の項目がある回答", "With unanswered items";
    spread: "結果の分布", "How results spread";
    tenth: "10パーセンタイル", "10th percentile";
    median: "中央値", "Median";
    ninetieth: "90パーセンタイル", "90th percentile";
    weakest: "実施の割合が低い項目", "Items met least often";
    weakest_one: "割合が最も低い項目", "Weakest item";
    met_share: "実施している回答", "Sheets that meet it";
    group: "グループ", "Group";
    groups: "グループごとの結果", "Results by group";
    changes: "平均の変化とその内訳", "How the mean moved, and why";
    refused: "採点できなかった回答とその理由", "Answer sheets that were not scored, and why";
    derived_means: "公表元の定めではなく、shiseiが計算したもの、または書いたもの。",
        "Not the publisher's: calculated or written by shisei.";
}

impl Words {
    #[inline]
    fn say(self, ja: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.0 {
            Lang::Ja => ja(),
            Lang::En => en(),
        }
    }

    /// How many items were checked, and how.
    #[inline]
    pub(super) fn checked(
        self,
        of: usize,
        confirmed: usize,
        single: usize,
        unverified: usize,
    ) -> String {
        let [a, b, c] =
            [Verification::Confirmed, Verification::SingleSource, Verification::Unverified]
                .map(|mark| self.mark(mark));
        self.say(
            || format!("全{of}項目のうち、{a}{confirmed}、{b}{single}、{c}{unverified}です。"),
            || format!("Of {of} items: {confirmed} {a}, {single} {b}, {unverified} {c}."),
        )
    }

    /// A label and what it labels.
    #[inline]
    pub(super) fn labelled(self, label: &str, text: &str) -> String {
        format!("{label}{}{text}", self.colon())
    }

    /// Points of the whole, as a sentence.
    #[inline]
    pub(super) fn whole_points(self, points: Points) -> String {
        let Points { low, high, max, .. } = points;
        match points.value() {
            Some(value) => self.points_of(value, max),
            None => self.say(
                || format!("{max}点満点中{low}点から{high}点の間"),
                || format!("Between {low} and {high} of {max} points"),
            ),
        }
    }

    /// Why points can be below 0.
    #[inline]
    pub(super) fn lowest(self, min: i64) -> String {
        self.aside(
            self.say(
                || format!("最も低い場合は{min}点"),
                || format!("the lowest possible is {min}"),
            ),
        )
    }

    /// Points of a part, short.
    #[inline]
    pub(super) fn part_points(self, points: Points) -> String {
        let Points { low, high, max, .. } = points;
        let value = match points.value() {
            Some(value) => value.to_string(),
            None => self.range(low, high),
        };
        self.say(|| format!("{value}/{max}点"), || format!("{value} of {max}"))
    }

    /// Coverage of the whole, as a sentence that says whose figure it is.
    #[inline]
    pub(super) fn whole_coverage(self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low.percent(), coverage.high.percent());
        let whose = self.origin(coverage.origin);
        if coverage.low == coverage.high {
            let Ratio { credit, of } = coverage.low;
            let count = format!("{credit}/{of}{}{whose}", self.comma());
            self.coverage_of(low) + &self.aside(count)
        } else {
            self.say(
                || format!("実施度{low}%から{high}%の間"),
                || format!("Coverage between {low}% and {high}%"),
            ) + &self.aside(whose)
        }
    }

    /// Coverage of a part, short.
    #[inline]
    pub(super) fn part_coverage(self, coverage: Coverage) -> String {
        let (low, high) = (coverage.low.percent(), coverage.high.percent());
        if coverage.low == coverage.high { format!("{low}%") } else { self.range(low, high) + "%" }
    }

    /// Controls met of all, where a part has no score.
    #[inline]
    pub(super) fn met_of(self, met: u32, total: u32) -> String {
        self.say(|| format!("{met}/{total}問"), || format!("{met} of {total}"))
    }

    /// An outcome that is still a range.
    #[inline]
    pub(super) fn between(self, low: &str, high: &str) -> String {
        self.say(
            || format!("{low}から{high}の間（未回答しだい）"),
            || format!("between {low} and {high}, depending on unanswered questions"),
        )
    }

    /// A tier that is still possible while none is certain.
    #[inline]
    pub(super) fn still_possible(self, title: &str) -> String {
        self.say(
            || format!("まだ決まらず、「{title}」まで届く可能性があります（未回答しだい）"),
            || format!("none is certain yet; “{title}” is still possible, depending on unanswered questions"),
        )
    }

    /// Added to an outcome whose rule is not the publisher's.
    #[inline]
    pub(super) fn derived_outcome(self) -> String {
        self.aside(self.pick("独自の分け方", "unofficial: the publisher sets no such rule"))
    }

    #[inline]
    pub(super) fn answer_open(self, count: u32) -> String {
        self.say(
            || format!("まず未回答の{count}問に答えると、結果が一つに決まります。"),
            || match count {
                1 => "Answer the open question first: the result then becomes exact.".to_owned(),
                _ => format!(
                    "Answer the {count} open questions first: the result then becomes exact."
                ),
            },
        )
    }

    #[inline]
    pub(super) fn towards_tier(self, title: &str, missing: usize) -> String {
        self.say(
            || format!("「{title}」まで、あと{missing}項目です。"),
            || match missing {
                1 => format!("1 item to go for “{title}”."),
                _ => format!("{missing} items to go for “{title}”."),
            },
        )
    }

    /// The gain in points; over the worst answer if there is none yet.
    #[inline]
    pub(super) fn worth_points(self, points: i64, unanswered: bool) -> String {
        let gain = self.gain(points);
        if unanswered { self.at_most(&gain) } else { gain }
    }

    /// The gain in coverage.
    #[inline]
    pub(super) fn worth_coverage(self, gain: Ratio, origin: Origin, unanswered: bool) -> String {
        let gain = match gain.percent() {
            0 => self.pick("+1%未満", "less than +1%").to_owned(),
            percent if unanswered => self.at_most(&format!("+{percent}%")),
            percent => format!("+{percent}%"),
        };
        self.say(|| format!("実施度{gain}"), || format!("coverage {gain}"))
            + &self.aside(self.origin(origin))
    }

    #[inline]
    fn at_most(self, gain: &str) -> String {
        self.say(|| format!("最大{gain}"), || format!("up to {gain}"))
    }

    #[inline]
    pub(super) fn worth_tier(self, title: &str) -> String {
        self.say(|| format!("「{title}」に必要"), || format!("needed for “{title}”"))
    }

    /// Added to a heading whose list is cut.
    #[inline]
    pub(super) fn first_of(self, shown: usize, of: usize) -> String {
        self.aside(
            self.say(
                || format!("全{of}項目のうち{shown}項目"),
                || format!("{shown} of {of} items"),
            ),
        )
    }

    /// So many of so many.
    #[inline]
    pub(super) fn range_of(self, part: &str, whole: &str) -> String {
        self.say(|| format!("{whole}件中{part}件"), || format!("{part} of {whole}"))
    }

    /// Headings of a decomposition of a mean.
    #[inline]
    pub(super) fn change_columns(self) -> [&'static str; 9] {
        match self.0 {
            Lang::Ja => [
                "グループ",
                "前回の平均",
                "今回の平均",
                "構成",
                "回答の変化",
                "版の違い",
                "内訳不明",
                "新規",
                "離脱",
            ],
            Lang::En => [
                "Group",
                "Mean before",
                "Mean after",
                "Mix",
                "Behaviour",
                "Rules",
                "Unsplit",
                "Entry",
                "Exit",
            ],
        }
    }

    /// The end of a list that names no more.
    #[inline]
    pub(super) fn more_of(self, count: usize) -> String {
        self.say(|| format!("ほか{count}件"), || format!("and {count} more"))
    }

    #[inline]
    pub(super) fn more_findings(self, count: usize) -> String {
        self.say(
            || format!("{}あります。", self.more_items(count)),
            || format!("… and {}.", self.more_items(count)),
        )
    }

    /// How "does not apply" counted; `None` for a control that applies.
    #[inline]
    pub(super) fn not_applicable(self, counted: Counted) -> Option<&'static str> {
        match counted {
            Counted::Answered | Counted::Range => None,
            Counted::LeftOut => Some(self.pick(
                "「該当しない」と答えた項目は、分子からも分母からも除いています。",
                "Items that do not apply are left out of the score and of its maximum.",
            )),
            Counted::InFull => Some(self.pick(
                "「該当しない」と答えた項目は、最もよい答えと同じに数えています。",
                "Items that do not apply count like the best choice.",
            )),
        }
    }
}
