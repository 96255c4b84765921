// Generated from core/src/text/words.toml by `cargo xtask words`.

use std::fmt::Display;

use crate::assessment::{State, TierState};
use crate::model::{Join, Lang, Origin, Status, Verification};

/// The words of one language, for states, marks, origins and figures.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Lang);

impl Words {
    #[inline]
    pub(crate) fn pick(self, ja: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// The word for each [`Join`].
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).join(shisei::model::Join::All), "次のすべて");
    /// assert_eq!(Words(Lang::En).join(shisei::model::Join::All), "All of these");
    /// ```
    #[inline]
    pub fn join(self, join: Join) -> &'static str {
        match join {
            Join::All => self.pick("次のすべて", "All of these"),
            Join::Any => self.pick("次のどれか一つ", "Any one of these"),
        }
    }

    /// The word for each [`Verification`].
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).mark(shisei::model::Verification::Confirmed), "確認済み");
    /// assert_eq!(Words(Lang::En).mark(shisei::model::Verification::Confirmed), "confirmed");
    /// ```
    #[inline]
    pub fn mark(self, mark: Verification) -> &'static str {
        match mark {
            Verification::Confirmed => self.pick("確認済み", "confirmed"),
            Verification::SingleSource => self.pick("出典一つ", "single source"),
            Verification::Unverified => self.pick("未確認", "unverified"),
        }
    }

    /// The word for each [`Origin`].
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).origin(shisei::model::Origin::Derived), "独自");
    /// assert_eq!(Words(Lang::En).origin(shisei::model::Origin::Derived), "unofficial");
    /// ```
    #[inline]
    pub fn origin(self, origin: Origin) -> &'static str {
        match origin {
            Origin::Derived => self.pick("独自", "unofficial"),
            Origin::Official => self.pick("公式", "official"),
        }
    }

    /// The word for each [`State`].
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).state(shisei::assessment::State::Accepted), "リスクを受容");
    /// assert_eq!(Words(Lang::En).state(shisei::assessment::State::Accepted), "Risk accepted");
    /// ```
    #[inline]
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
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).status(shisei::model::Status::Current), "現行の版");
    /// assert_eq!(Words(Lang::En).status(shisei::model::Status::Current), "current edition");
    /// ```
    #[inline]
    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::Current => self.pick("現行の版", "current edition"),
            Status::Superseded => self.pick("後の版に替わった版", "superseded by a later edition"),
            Status::Upcoming => self.pick("まだ始まっていない版", "edition not yet in force"),
        }
    }

    /// The word for each [`TierState`].
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).tier_state(shisei::assessment::TierState::Missed), "届いていない");
    /// assert_eq!(Words(Lang::En).tier_state(shisei::assessment::TierState::Missed), "Not reached");
    /// ```
    #[inline]
    pub fn tier_state(self, tier_state: TierState) -> &'static str {
        match tier_state {
            TierState::Missed => self.pick("届いていない", "Not reached"),
            TierState::Open => self.pick("未回答しだい", "Depends on unanswered questions"),
            TierState::Reached => self.pick("届いている", "Reached"),
        }
    }

    /// “高い場合”, “At best”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).at_best(), "高い場合");
    /// assert_eq!(Words(Lang::En).at_best(), "At best");
    /// ```
    #[inline]
    pub fn at_best(self) -> &'static str {
        self.pick("高い場合", "At best")
    }

    /// “低い場合”, “At worst”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).at_worst(), "低い場合");
    /// assert_eq!(Words(Lang::En).at_worst(), "At worst");
    /// ```
    #[inline]
    pub fn at_worst(self) -> &'static str {
        self.pick("低い場合", "At worst")
    }

    /// “区分”, “Band”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).band(), "区分");
    /// assert_eq!(Words(Lang::En).band(), "Band");
    /// ```
    #[inline]
    pub fn band(self) -> &'static str {
        self.pick("区分", "Band")
    }

    /// “実施度”, “Coverage”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).coverage(), "実施度");
    /// assert_eq!(Words(Lang::En).coverage(), "Coverage");
    /// ```
    #[inline]
    pub fn coverage(self) -> &'static str {
        self.pick("実施度", "Coverage")
    }

    /// “実施度の分子”, “Credit”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).credit(), "実施度の分子");
    /// assert_eq!(Words(Lang::En).credit(), "Credit");
    /// ```
    #[inline]
    pub fn credit(self) -> &'static str {
        self.pick("実施度の分子", "Credit")
    }

    /// “実施度の分母”, “Credit of full coverage”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).credit_of(), "実施度の分母");
    /// assert_eq!(Words(Lang::En).credit_of(), "Credit of full coverage");
    /// ```
    #[inline]
    pub fn credit_of(self) -> &'static str {
        self.pick("実施度の分母", "Credit of full coverage")
    }

    /// “確かでないこと”, “What is not certain”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).doubts(), "確かでないこと");
    /// assert_eq!(Words(Lang::En).doubts(), "What is not certain");
    /// ```
    #[inline]
    pub fn doubts(self) -> &'static str {
        self.pick("確かでないこと", "What is not certain")
    }

    /// “取り組む項目（効果の大きい順）”, “What to work on, most valuable first”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).findings(), "取り組む項目（効果の大きい順）");
    /// assert_eq!(Words(Lang::En).findings(), "What to work on, most valuable first");
    /// ```
    #[inline]
    pub fn findings(self) -> &'static str {
        self.pick("取り組む項目（効果の大きい順）", "What to work on, most valuable first")
    }

    /// “届いた場合：”, “If reached: ”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).if_reached(), "届いた場合：");
    /// assert_eq!(Words(Lang::En).if_reached(), "If reached: ");
    /// ```
    #[inline]
    pub fn if_reached(self) -> &'static str {
        self.pick("届いた場合：", "If reached: ")
    }

    /// “項目”, “Item”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).item(), "項目");
    /// assert_eq!(Words(Lang::En).item(), "Item");
    /// ```
    #[inline]
    pub fn item(self) -> &'static str {
        self.pick("項目", "Item")
    }

    /// “足りない項目”, “Missing”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).missing(), "足りない項目");
    /// assert_eq!(Words(Lang::En).missing(), "Missing");
    /// ```
    #[inline]
    pub fn missing(self) -> &'static str {
        self.pick("足りない項目", "Missing")
    }

    /// “次にすること”, “What to do next”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).next(), "次にすること");
    /// assert_eq!(Words(Lang::En).next(), "What to do next");
    /// ```
    #[inline]
    pub fn next(self) -> &'static str {
        self.pick("次にすること", "What to do next")
    }

    /// “足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。”, “No gaps found. Keep it up and review it regularly.”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).no_findings(), "足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。");
    /// assert_eq!(Words(Lang::En).no_findings(), "No gaps found. Keep it up and review it regularly.");
    /// ```
    #[inline]
    pub fn no_findings(self) -> &'static str {
        self.pick(
            "足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。",
            "No gaps found. Keep it up and review it regularly.",
        )
    }

    /// “なし”, “none”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).none(), "なし");
    /// assert_eq!(Words(Lang::En).none(), "none");
    /// ```
    #[inline]
    pub fn none(self) -> &'static str {
        self.pick("なし", "none")
    }

    /// “区分・段階”, “Outcome”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).outcome(), "区分・段階");
    /// assert_eq!(Words(Lang::En).outcome(), "Outcome");
    /// ```
    #[inline]
    pub fn outcome(self) -> &'static str {
        self.pick("区分・段階", "Outcome")
    }

    /// “部分”, “Part”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).part(), "部分");
    /// assert_eq!(Words(Lang::En).part(), "Part");
    /// ```
    #[inline]
    pub fn part(self) -> &'static str {
        self.pick("部分", "Part")
    }

    /// “部分ごとの結果”, “Results by part”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).parts(), "部分ごとの結果");
    /// assert_eq!(Words(Lang::En).parts(), "Results by part");
    /// ```
    #[inline]
    pub fn parts(self) -> &'static str {
        self.pick("部分ごとの結果", "Results by part")
    }

    /// “点数”, “Points”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).points(), "点数");
    /// assert_eq!(Words(Lang::En).points(), "Points");
    /// ```
    #[inline]
    pub fn points(self) -> &'static str {
        self.pick("点数", "Points")
    }

    /// “問題”, “Problem”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).problem(), "問題");
    /// assert_eq!(Words(Lang::En).problem(), "Problem");
    /// ```
    #[inline]
    pub fn problem(self) -> &'static str {
        self.pick("問題", "Problem")
    }

    /// “問題の種類”, “Kind of problem”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).problem_code(), "問題の種類");
    /// assert_eq!(Words(Lang::En).problem_code(), "Kind of problem");
    /// ```
    #[inline]
    pub fn problem_code(self) -> &'static str {
        self.pick("問題の種類", "Kind of problem")
    }

    /// “すべての問題”, “All problems”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).problems(), "すべての問題");
    /// assert_eq!(Words(Lang::En).problems(), "All problems");
    /// ```
    #[inline]
    pub fn problems(self) -> &'static str {
        self.pick("すべての問題", "All problems")
    }

    /// “理由”, “Reason”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).reason(), "理由");
    /// assert_eq!(Words(Lang::En).reason(), "Reason");
    /// ```
    #[inline]
    pub fn reason(self) -> &'static str {
        self.pick("理由", "Reason")
    }

    /// “結果”, “Result”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).result(), "結果");
    /// assert_eq!(Words(Lang::En).result(), "Result");
    /// ```
    #[inline]
    pub fn result(self) -> &'static str {
        self.pick("結果", "Result")
    }

    /// “自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。”, “This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).self_assessment(), "自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。");
    /// assert_eq!(Words(Lang::En).self_assessment(), "This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.");
    /// ```
    #[inline]
    pub fn self_assessment(self) -> &'static str {
        self.pick("自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。", "This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.")
    }

    /// “出典”, “Source”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).source(), "出典");
    /// assert_eq!(Words(Lang::En).source(), "Source");
    /// ```
    #[inline]
    pub fn source(self) -> &'static str {
        self.pick("出典", "Source")
    }

    /// “段階”, “Tier”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).tier(), "段階");
    /// assert_eq!(Words(Lang::En).tier(), "Tier");
    /// ```
    #[inline]
    pub fn tier(self) -> &'static str {
        self.pick("段階", "Tier")
    }

    /// “公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。”, “Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).unverified_means(), "公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。");
    /// assert_eq!(Words(Lang::En).unverified_means(), "Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.");
    /// ```
    #[inline]
    pub fn unverified_means(self) -> &'static str {
        self.pick("公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。", "Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.")
    }

    /// “全体”, “Whole”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).whole(), "全体");
    /// assert_eq!(Words(Lang::En).whole(), "Whole");
    /// ```
    #[inline]
    pub fn whole(self) -> &'static str {
        self.pick("全体", "Whole")
    }

    /// “：”, “: ”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).colon(), "：");
    /// assert_eq!(Words(Lang::En).colon(), ": ");
    /// ```
    #[inline]
    pub fn colon(self) -> &'static str {
        self.pick("：", ": ")
    }

    /// “、”, “, ”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).comma(), "、");
    /// assert_eq!(Words(Lang::En).comma(), ", ");
    /// ```
    #[inline]
    pub fn comma(self) -> &'static str {
        self.pick("、", ", ")
    }

    /// “”, “ ”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).space(), "");
    /// assert_eq!(Words(Lang::En).space(), " ");
    /// ```
    #[inline]
    pub fn space(self) -> &'static str {
        self.pick("", " ")
    }

    /// “。”, “. ”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).stop(), "。");
    /// assert_eq!(Words(Lang::En).stop(), ". ");
    /// ```
    #[inline]
    pub fn stop(self) -> &'static str {
        self.pick("。", ". ")
    }

    /// “（{text}）”, “ ({text})”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).aside(2), "（2）");
    /// assert_eq!(Words(Lang::En).aside(2), " (2)");
    /// ```
    #[inline]
    pub fn aside(self, text: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("（{text}）"),
            Lang::En => format!(" ({text})"),
        }
    }

    /// “実施度{value}%”, “Coverage {value}%”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).coverage_of(2), "実施度2%");
    /// assert_eq!(Words(Lang::En).coverage_of(2), "Coverage 2%");
    /// ```
    #[inline]
    pub fn coverage_of(self, value: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("実施度{value}%"),
            Lang::En => format!("Coverage {value}%"),
        }
    }

    /// “+{n}点”, “+{n} points”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).gain(2), "+2点");
    /// assert_eq!(Words(Lang::En).gain(2), "+2 points");
    /// ```
    #[inline]
    pub fn gain(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("+{n}点"),
            Lang::En if n.to_string() == "1" => format!("+{n} point"),
            Lang::En => format!("+{n} points"),
        }
    }

    /// “ほかに{n}項目”, “{n} more items”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).more_items(2), "ほかに2項目");
    /// assert_eq!(Words(Lang::En).more_items(2), "2 more items");
    /// ```
    #[inline]
    pub fn more_items(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("ほかに{n}項目"),
            Lang::En if n.to_string() == "1" => format!("{n} more item"),
            Lang::En => format!("{n} more items"),
        }
    }

    /// “{max}点満点中{value}点”, “{value} of {max} points”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).points_of(2, 3), "3点満点中2点");
    /// assert_eq!(Words(Lang::En).points_of(2, 3), "2 of 3 points");
    /// ```
    #[inline]
    pub fn points_of(self, value: impl Display, max: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{max}点満点中{value}点"),
            Lang::En => format!("{value} of {max} points"),
        }
    }

    /// “{n}問”, “{n} questions”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).questions(2), "2問");
    /// assert_eq!(Words(Lang::En).questions(2), "2 questions");
    /// ```
    #[inline]
    pub fn questions(self, n: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{n}問"),
            Lang::En if n.to_string() == "1" => format!("{n} question"),
            Lang::En => format!("{n} questions"),
        }
    }

    /// “{low}～{high}”, “{low} to {high}”.
    ///
    /// ```
    /// # use shisei::{Lang, text::Words};
    /// assert_eq!(Words(Lang::Ja).range(2, 3), "2～3");
    /// assert_eq!(Words(Lang::En).range(2, 3), "2 to 3");
    /// ```
    #[inline]
    pub fn range(self, low: impl Display, high: impl Display) -> String {
        match self.0 {
            Lang::Ja => format!("{low}～{high}"),
            Lang::En => format!("{low} to {high}"),
        }
    }
}
