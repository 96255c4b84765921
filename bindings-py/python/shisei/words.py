"""The words that reports, the quiz and this package share.

Generated from core/src/text/words.toml by `cargo xtask words`.
"""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, dict[str, str]]]] = {
    "join": {
        "all": {
            "ja": "次のすべて",
            "en": "All of these",
        },
        "any": {
            "ja": "次のどれか一つ",
            "en": "Any one of these",
        },
    },
    "mark": {
        "confirmed": {
            "ja": "確認済み",
            "en": "confirmed",
        },
        "single-source": {
            "ja": "出典一つ",
            "en": "single source",
        },
        "unverified": {
            "ja": "未確認",
            "en": "unverified",
        },
    },
    "origin": {
        "derived": {
            "ja": "独自",
            "en": "unofficial",
        },
        "official": {
            "ja": "公式",
            "en": "official",
        },
    },
    "state": {
        "accepted": {
            "ja": "リスクを受容",
            "en": "Risk accepted",
        },
        "met": {
            "ja": "実施している",
            "en": "Met",
        },
        "not-applicable": {
            "ja": "該当しない",
            "en": "Does not apply",
        },
        "partial": {
            "ja": "一部実施している",
            "en": "Partly met",
        },
        "unanswered": {
            "ja": "未回答",
            "en": "Unanswered",
        },
        "unknown": {
            "ja": "わからない",
            "en": "Don't know",
        },
        "unmet": {
            "ja": "実施していない",
            "en": "Not met",
        },
    },
    "status": {
        "current": {
            "ja": "現行の版",
            "en": "current edition",
        },
        "superseded": {
            "ja": "後の版に替わった版",
            "en": "superseded by a later edition",
        },
        "upcoming": {
            "ja": "まだ始まっていない版",
            "en": "edition not yet in force",
        },
    },
    "tier-state": {
        "missed": {
            "ja": "届いていない",
            "en": "Not reached",
        },
        "open": {
            "ja": "未回答しだい",
            "en": "Depends on unanswered questions",
        },
        "reached": {
            "ja": "届いている",
            "en": "Reached",
        },
    },
    "label": {
        "at-best": {
            "ja": "高い場合",
            "en": "At best",
        },
        "at-worst": {
            "ja": "低い場合",
            "en": "At worst",
        },
        "band": {
            "ja": "区分",
            "en": "Band",
        },
        "coverage": {
            "ja": "実施度",
            "en": "Coverage",
        },
        "credit": {
            "ja": "実施度の分子",
            "en": "Credit",
        },
        "credit-of": {
            "ja": "実施度の分母",
            "en": "Credit of full coverage",
        },
        "doubts": {
            "ja": "確かでないこと",
            "en": "What is not certain",
        },
        "findings": {
            "ja": "取り組む項目（効果の大きい順）",
            "en": "What to work on, most valuable first",
        },
        "if-reached": {
            "ja": "届いた場合：",
            "en": "If reached: ",
        },
        "item": {
            "ja": "項目",
            "en": "Item",
        },
        "missing": {
            "ja": "足りない項目",
            "en": "Missing",
        },
        "next": {
            "ja": "次にすること",
            "en": "What to do next",
        },
        "no-findings": {
            "ja": "足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。",
            "en": "No gaps found. Keep it up and review it regularly.",
        },
        "none": {
            "ja": "なし",
            "en": "none",
        },
        "outcome": {
            "ja": "区分・段階",
            "en": "Outcome",
        },
        "part": {
            "ja": "部分",
            "en": "Part",
        },
        "parts": {
            "ja": "部分ごとの結果",
            "en": "Results by part",
        },
        "points": {
            "ja": "点数",
            "en": "Points",
        },
        "problem": {
            "ja": "問題",
            "en": "Problem",
        },
        "problem-code": {
            "ja": "問題の種類",
            "en": "Kind of problem",
        },
        "problems": {
            "ja": "すべての問題",
            "en": "All problems",
        },
        "reason": {
            "ja": "理由",
            "en": "Reason",
        },
        "result": {
            "ja": "結果",
            "en": "Result",
        },
        "self-assessment": {
            "ja": "自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。",
            "en": "This is a self-assessment based only on the organisation's own answers. No third party has checked it; it is not a certificate.",
        },
        "source": {
            "ja": "出典",
            "en": "Source",
        },
        "tier": {
            "ja": "段階",
            "en": "Tier",
        },
        "unverified-means": {
            "ja": "公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。",
            "en": "Not checked against the publisher's text; other sources may exist. Check the original before you rely on it.",
        },
        "whole": {
            "ja": "全体",
            "en": "Whole",
        },
    },
    "sign": {
        "colon": {
            "ja": "：",
            "en": ": ",
        },
        "comma": {
            "ja": "、",
            "en": ", ",
        },
        "space": {
            "ja": "",
            "en": " ",
        },
        "stop": {
            "ja": "。",
            "en": ". ",
        },
    },
    "phrase": {
        "aside": {
            "ja": "（{text}）",
            "en": " ({text})",
        },
        "coverage-of": {
            "ja": "実施度{value}%",
            "en": "Coverage {value}%",
        },
        "points-of": {
            "ja": "{max}点満点中{value}点",
            "en": "{value} of {max} points",
        },
        "range": {
            "ja": "{low}～{high}",
            "en": "{low} to {high}",
        },
    },
}
