// Generated from core/src/answers/spelling/words.toml by `cargo xtask words`.

use crate::model::Standing;

/// Spellings in their normal form, by what they mean.
pub(super) const WORDS: &[(Standing, &[&str])] = &[
    (
        Standing::Accepted,
        &["リスク受容", "リスクを受容", "リスクを受容している", "risk accepted", "accepted"],
    ),
    (
        Standing::Met,
        &[
            "○",
            "✓",
            "レ",
            "はい",
            "済",
            "済み",
            "実施",
            "実施済",
            "実施済み",
            "実施している",
            "実施しています",
            "対応済",
            "対応済み",
            "対策済",
            "対策済み",
            "できている",
            "できています",
            "yes",
            "y",
            "true",
            "done",
            "met",
            "implemented",
        ],
    ),
    (
        Standing::NotApplicable,
        &[
            "該当なし",
            "該当しない",
            "該当せず",
            "該当しません",
            "非該当",
            "対象外",
            "適用外",
            "n/a",
            "not applicable",
            "does not apply",
            "not-applicable",
        ],
    ),
    (
        Standing::Partial,
        &[
            "△",
            "▲",
            "一部",
            "一部実施",
            "一部実施済",
            "一部実施済み",
            "一部実施している",
            "一部実施しています",
            "一部対応",
            "一部対応済",
            "一部対応済み",
            "一部できている",
            "部分的",
            "部分的に実施",
            "部分的に実施している",
            "partial",
            "partially",
            "partly",
            "in part",
            "partly done",
            "partially done",
            "partially implemented",
            "partly implemented",
            "partially met",
            "partly met",
        ],
    ),
    (
        Standing::Unknown,
        &[
            "わからない",
            "分からない",
            "わかりません",
            "分かりません",
            "不明",
            "unknown",
            "don't know",
            "dont know",
            "do not know",
            "not sure",
            "unsure",
        ],
    ),
    (
        Standing::Unmet,
        &[
            "×",
            "いいえ",
            "未",
            "未実施",
            "未対応",
            "未対策",
            "実施していない",
            "実施していません",
            "実施なし",
            "できていない",
            "できていません",
            "no",
            "n",
            "false",
            "not done",
            "not met",
            "not implemented",
            "unmet",
        ],
    ),
];

/// What may follow points.
pub(super) const UNITS: &[&str] = &["点", "ポイント", "points", "point", "pts", "pt"];

/// What may stand around points.
pub(super) const AROUND: &str = " :;.,、。・|/=→~()[]{}<>【】「」〔〕-";

/// What says in the column of a choice that it was taken.
pub(super) const TAKEN: &[&str] = &[
    "○", "◎", "●", "◉", "■", "✓", "レ", "v", "x", "1", "*", "true", "yes", "はい", "済", "該当",
    "丸", "選択",
];

/// What says that it was not.
pub(super) const NOT_TAKEN: &[&str] = &["0", "-", "□", "☐", "false", "no", "いいえ", "非該当"];
