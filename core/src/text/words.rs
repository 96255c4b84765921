// Generated from core/src/text/words.toml by `cargo xtask words`.

use std::fmt::Display;

use crate::assessment::{State, TierState};
use crate::model::{Join, Lang, Origin, Status, Verification};

/// The words of one language, for states, marks, origins and figures.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Lang);

impl Words {
    pub(crate) fn pick(self, ja: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// The word for each [`Join`].
    pub fn join(self, join: Join) -> &'static str {
        match join {
            Join::All => self.pick("次のすべて", "All of these"),
            Join::Any => self.pick("次のどれか一つ", "Any one of these"),
        }
    }

    /// The word for each [`Verification`].
    pub fn mark(self, mark: Verification) -> &'static str {
        match mark {
            Verification::Confirmed => self.pick("確認済み", "confirmed"),
            Verification::SingleSource => self.pick("出典一つ", "single source"),
            Verification::Unverified => self.pick("未確認", "unverified"),
        }
    }

    /// The word for each [`Origin`].
    pub fn origin(self, origin: Origin) -> &'static str {
        match origin {
            Origin::Derived => self.pick("独自", "unofficial"),
            Origin::Official => self.pick("公式", "official"),
        }
    }

    /// The word for each [`State`].
    pub fn state(self, state: State) -> &'static str {
        match state {
            State::Accepted => self.pick("リスクを受容", "Risk accepted"),
            State::Met => self.pick("実施している", "Met"),
            State::NotApplicable => self.pick("該当しない", "Does not apply"),
            State::Partial => self.pick("一部実施している", "Partly met"),
            State::Unanswered => self.pick("未回答", "Unanswered"),
            State::Unknown => self.pick("わからない", "Don't know"),
            State::Unmet => self.pick("実施していない", "Not met"),
        }
    }

    /// The word for each [`Status`].
    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::Current => self.pick("現行の版", "current edition"),
            Status::Superseded => self.pick("後の版に替わった版", "superseded by a later edition"),
            Status::Upcoming => self.pick("まだ始まっていない版", "edition not yet in force"),
        }
    }

    /// The word for each [`TierState`].
    pub fn tier_state(self, tier_state: TierState) -> &'static str {
        match tier_state {
            TierState::Missed => self.pick("届いていない", "Not reached"),
            TierState::Open => self.pick("未回答しだい", "Depends on unanswered questions"),
            TierState::Reached => self.pick("届いている", "Reached"),
        }
    }

    /// “高い場合”, “At best”.
    pub fn at_best(self) -> &'static str {
        self.pick("高い場合", "At best")
    }

    /// “低い場合”, “At worst”.
    pub fn at_worst(self) -> &'static str {
        self.pick("低い場合", "At worst")
    }

    /// “区分”, “Band”.
    pub fn band(self) -> &'static str {
        self.pick("区分", "Band")
    }

    /// “実施度”, “Coverage”.
    pub fn coverage(self) -> &'static str {
        self.pick("実施度", "Coverage")
    }

    /// “実施度の分子”, “Credit”.
    pub fn credit(self) -> &'static str {
        self.pick("実施度の分子", "Credit")
    }

    /// “実施度の分母”, “Credit of full coverage”.
    pub fn credit_of(self) -> &'static str {
        self.pick("実施度の分母", "Credit of full coverage")
    }

    /// “確かでないこと”, “What is not certain”.
    pub fn doubts(self) -> &'static str {
        self.pick("確かでないこと", "What is not certain")
    }

    /// “取り組む項目（効果の大きい順）”, “What to work on, most valuable first”.
    pub fn findings(self) -> &'static str {
        self.pick("取り組む項目（効果の大きい順）", "What to work on, most valuable first")
    }

    /// “届いた場合：”, “If reached: ”.
    pub fn if_reached(self) -> &'static str {
        self.pick("届いた場合：", "If reached: ")
    }

    /// “項目”, “Item”.
    pub fn item(self) -> &'static str {
        self.pick("項目", "Item")
    }

    /// “足りない項目”, “Missing”.
    pub fn missing(self) -> &'static str {
        self.pick("足りない項目", "Missing")
    }

    /// “次にすること”, “What to do next”.
    pub fn next(self) -> &'static str {
        self.pick("次にすること", "What to do next")
    }

    /// “足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。”, “No gaps found. Keep it up and review it regularly.”.
    pub fn no_findings(self) -> &'static str {
        self.pick(
            "足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。",
            "No gaps found. Keep it up and review it regularly.",
        )
    }

    /// “なし”, “none”.
    pub fn none(self) -> &'static str {
        self.pick("なし", "none")
    }

    /// “区分・段階”, “Outcome”.
    pub fn outcome(self) -> &'static str {
        self.pick("区分・段階", "Outcome")
    }

    /// “部分”, “Part”.
    pub fn part(self) -> &'static str {
        self.pick("部分", "Part")
    }

    /// “部分ごとの結果”, “Results by part”.
    pub fn parts(self) -> &'static str {
        self.pick("部分ごとの結果", "Results by part")
    }

    /// “点数”, “Points”.
    pub fn points(self) -> &'static str {
        self.pick("点数", "Points")
    }

    /// “問題”, “Problem”.
    pub fn problem(self) -> &'static str {
        self.pick("問題", "Problem")
    }

    /// “問題の種類”, “Kind of problem”.
    pub fn problem_code(self) -> &'static str {
        self.pick("問題の種類", "Kind of problem")
    }

    /// “すべての問題”, “All problems”.
    pub fn problems(self) -> &'static str {
        self.pick("すべての問題", "All problems")
    }

    /// “理由”, “Reason”.
    pub fn reason(self) -> &'static str {
        self.pick("理由", "Reason")
    }

    /// “結果”, “Result”.
    pub fn result(self) -> &'static str {
        self.pick("結果", "Result")
    }

    /// “自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。”, “This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.”.
    pub fn self_assessment(self) -> &'static str {
        self.pick("自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。", "This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.")
    }

    /// “出典”, “Source”.
    pub fn source(self) -> &'static str {
        self.pick("出典", "Source")
    }

    /// “段階”, “Tier”.
    pub fn tier(self) -> &'static str {
        self.pick("段階", "Tier")
    }

    /// “公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。”, “Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.”.
    pub fn unverified_means(self) -> &'static str {
        self.pick("公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。", "Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.")
    }

    /// “全体”, “Whole”.
    pub fn whole(self) -> &'static str {
        self.pick("全体", "Whole")
    }

    /// “：”, “: ”.
    pub fn colon(self) -> &'static str {
        self.pick("：", ": ")
    }

    /// “、”, “, ”.
    pub fn comma(self) -> &'static str {
        self.pick("、", ", ")
    }

    /// “”, “ ”.
    pub fn space(self) -> &'static str {
        self.pick("", " ")
    }

    /// “。”, “. ”.
    pub fn stop(self) -> &'static str {
        self.pick("。", ". ")
    }

    /// “（{text}）”, “ ({text})”.
    pub fn aside(self, text: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("（{text}）"),
            Lang::En => format!(" ({text})"),
        }
    }

    /// “実施度{value}%”, “Coverage {value}%”.
    pub fn coverage_of(self, value: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("実施度{value}%"),
            Lang::En => format!("Coverage {value}%"),
        }
    }

    /// “+{n}点”, “+{n} points”.
    pub fn gain(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("+{n}点"),
            Lang::En if n.to_string() == "1" => format!("+{n} point"),
            Lang::En => format!("+{n} points"),
        }
    }

    /// “ほかに{n}項目”, “{n} more items”.
    pub fn more_items(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("ほかに{n}項目"),
            Lang::En if n.to_string() == "1" => format!("{n} more item"),
            Lang::En => format!("{n} more items"),
        }
    }

    /// “{max}点満点中{value}点”, “{value} of {max} points”.
    pub fn points_of(self, value: impl Display, max: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{max}点満点中{value}点"),
            Lang::En => format!("{value} of {max} points"),
        }
    }

    /// “{n}問”, “{n} questions”.
    pub fn questions(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{n}問"),
            Lang::En if n.to_string() == "1" => format!("{n} question"),
            Lang::En => format!("{n} questions"),
        }
    }

    /// “{low}～{high}”, “{low} to {high}”.
    pub fn range(self, low: impl Display, high: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{low}～{high}"),
            Lang::En => format!("{low} to {high}"),
        }
    }
}
