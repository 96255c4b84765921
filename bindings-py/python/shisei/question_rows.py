"""Sheets in which a question is a row: how they are told from others, and what is where in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import shisei
from shisei._shisei import _gathered
from shisei.cells import Cells
from shisei.sampling import Sample

if TYPE_CHECKING:
    from shisei.options import Frameworks, Options

__all__ = ["ID_NAMES", "Counts", "Proposal", "Rows", "counted", "question_rows"]

#: How often each answer occurs, by column or by what names the control.
Counts: TypeAlias = "dict[str, dict[str, int]]"

#: Different values of one column that are looked at.
DISTINCT = 200
#: Share of the controls of a framework that a column of controls names at least.
SHARE = 2
#: Headings that say whose answers a row has, the surest first.
ID_NAMES = (
    "id", "company_id", "firm_id", "customer_id", "企業id", "会社id", "顧客id", "事業者id",
    "企業コード", "会社コード", "取引先コード", "顧客コード", "法人番号", "corporate_number",
    "自己宣言id", "security action自己宣言id", "証券番号", "policy_no", "policy_number", "firm",
    "company", "企業名", "会社名", "貴社名", "御社名", "事業者名", "法人名", "組織名", "団体名",
    "取引先名", "商号", "respondent id", "回答者 id", "回答者id", "responseid", "response id",
    "name", "no", "no.",
)  # fmt: skip


#: Headings of the answers, the surest first.
ANSWERS = (
    "回答", "回答欄", "ご回答", "回答内容", "自己評価", "評価", "対応状況", "実施状況", "選択",
    "チェック", "点数", "answer", "answers", "response", "status", "score",
)  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """A framework whose controls the headings name."""

    #: The framework.
    framework: str
    #: Controls that have a column.
    matched: int
    #: All controls.
    controls: int


@dataclass(frozen=True)
class Rows:
    """What is where in a sheet in which a question is a row."""

    #: Frameworks whose controls the rows name, the best first.
    proposals: list[Proposal]
    #: How often each answer occurs, by what names the control.
    counts: Counts
    #: The options of `score` that read it.
    options: dict[str, Any]
    #: What stands in rows that name no question and hold no answer.
    sections: tuple[str, ...]


def counted(looked: Sample, column: str) -> dict[str, int]:
    """How often each value of a column occurs, the most frequent first; no more than so many."""
    texts = Counter(text for text in looked.table.columns[column] if text is not None)
    return dict(texts.most_common(DISTINCT))


def question_rows(
    looked: Sample,
    framework: Frameworks | None,
    options: Options,
    proposed: Callable[[list[str]], list[Proposal]],
) -> Rows | None:
    """What is where, if the cells of a column name controls."""
    table = looked.table
    best: tuple[int, str, list[Proposal]] = (0, "", [])
    for name in table.names:
        texts = list(counted(looked, name))
        found = proposed(texts) if framework is None else _against(texts, framework)
        if found and found[0].matched * SHARE >= found[0].controls and found[0].matched > best[0]:
            best = (found[0].matched, name, found)
    _, control, proposals = best
    long = options["long"]
    if long is not None:
        control = long[0]
    others = [name for name in table.names if name != control]
    answers = long[1] if long is not None else _answers(others, framework or _first(proposals))
    if not proposals or answers is None:
        return None
    columns = [answers] if isinstance(answers, str) else list(answers)
    framework = framework or _first(proposals)
    counts = _by_control(looked, control, columns)
    sections = [name for name in counts if not counts[name] and not _names(name, framework)]
    counts = {name: of for name, of in counts.items() if name not in sections}
    said: dict[str, Any] = {"long": (control, answers)}
    if options["id"] is None and options["id_from"] is None:
        said |= _whose(looked, [name for name in others if name not in columns], counts)
    return Rows(proposals, counts, said, tuple(sections))


def _names(text: str, framework: Frameworks) -> bool:
    """Whether a text names a control."""
    from shisei.options import given
    from shisei.portfolio import scorer

    return bool(scorer(framework, given()).answered_by(text))


def _against(texts: list[str], framework: Frameworks) -> list[Proposal]:
    from shisei.options import given
    from shisei.portfolio import scorer

    made = scorer(framework, given())
    return [Proposal("", len(made.answering(texts)), len(made.controls))]


def _first(proposals: list[Proposal]) -> str:
    return proposals[0].framework if proposals else ""


def _answers(others: list[str], framework: Frameworks) -> str | list[str] | None:
    """The column of answers by its heading, or those of the choices by theirs."""
    for wanted in ANSWERS:
        for name in others:
            if name.strip().lower() == wanted:
                return name
    if not framework:
        return None
    each: Any = framework if isinstance(framework, (list, tuple)) else [framework]
    words = set()
    for one in each:
        known = shisei.framework(one) if isinstance(one, str) else one
        for control in known.controls:
            for choice in control.choices:
                words |= {choice.id, choice.label.ja, choice.label.en.lower()}
    named = [name for name in others if name.strip().lower() in words]
    return named if len(named) > 1 else None


def _by_control(looked: Sample, control: str, columns: list[str]) -> Counts:
    table = looked.table
    if len(columns) > 1:
        table = Cells.of(_gathered(table.as_arrow(), columns))
    counts: Counts = {}
    for name, answer in zip(table.columns[control], table.columns[columns[0]], strict=True):
        if name is None:
            continue
        of = counts.setdefault(name, {})
        if answer is not None:
            of[answer] = of.get(answer, 0) + 1
    return counts


def _whose(looked: Sample, others: list[str], counts: Counts) -> dict[str, str]:
    """The column of ids; the name of the file where no question comes twice in one."""
    most = max((sum(of.values()) for of in counts.values()), default=0)
    if looked.files and most <= len(looked.files):
        return {"id_from": "file"}
    for wanted in ID_NAMES:
        for name in others:
            if name.strip().lower() == wanted:
                return {"id": name}
    return {}
