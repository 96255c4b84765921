"""Which column of a table answers which control.

>>> import shisei
>>> found = shisei.match_columns(["firm", "Q1", "問2", "No.3", "(4)", "Q5"], "five-basics@3.1")
>>> found.complete, found.columns["問2"], found.free
(True, 'B2', ('firm',))
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shisei.messages import say
from shisei.options import given
from shisei.values import label

if TYPE_CHECKING:
    from shisei import Problem
    from shisei._shisei import PortfolioScorer
    from shisei.options import Control, Frameworks

__all__ = ["ColumnMatch", "MatchedColumn", "match_columns"]


@dataclass(frozen=True)
class MatchedColumn:
    """A column and the control that it answers."""

    #: Name of the column.
    column: str
    #: Id of the control; after the reference of its framework where there are several.
    control: str
    #: The official title of the control, in the language of `shisei.language()`.
    title: str
    #: Why: "named", "reference", "id", "id-form", "number", "title", "question", "beginning" (of
    #: title or question, cut off), "numbered" (number or id before other words) or "choice" (the
    #: control and a choice).
    reason: str
    #: The id of the choice that a mark in the column says; `None` for a column of answers.
    choice: str | None = None

    @property
    def means(self) -> str:
        """The control, with its choice, as `columns=` of `score` takes it."""
        return self.control if self.choice is None else f"{self.control}#{self.choice}"


#: Columns that answer nothing of which the names are shown.
MOST_FREE = 30


def _shown(names: Sequence[str]) -> str:
    more = len(names) - MOST_FREE
    others = say(f" … ({more:,} more)", f" …（ほかに{more:,}列）") if more > 0 else ""
    return ", ".join(map(repr, names[:MOST_FREE])) + others


@dataclass(frozen=True, repr=False)
class ColumnMatch:
    """Which column of a table answers which control, why, and any problems."""

    #: The columns that answer a control, in the order of the controls.
    matched: tuple[MatchedColumn, ...]
    #: Controls without a column, by name.
    missing: tuple[str, ...]
    #: Columns that answer nothing.
    free: tuple[str, ...]
    #: What keeps the table from being scored, missing columns included.
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether every control has exactly one column."""
        return not self.problems

    @property
    def columns(self) -> dict[str, Any]:
        """Columns and their controls, as `columns=` of `score` takes them."""
        controls: dict[str, Any] = {}
        for one in self.matched:
            before = controls.get(one.column)
            if before is None:
                controls[one.column] = one.means
            else:
                controls[one.column] = [
                    *([before] if isinstance(before, str) else before),
                    one.means,
                ]
        return controls

    def __repr__(self) -> str:
        from shisei.tables import aligned

        there = len({one.control for one in self.matched})
        whole = there + len(self.missing)
        lines = [
            say(
                f"{there} of {whole} controls have a column",
                f"{whole}項目のうち{there}項目に列があります",
            )
        ]
        rows = [
            (one.means, repr(one.column), reason(one.reason), one.title) for one in self.matched
        ]
        lines += aligned(rows)
        if self.missing:
            lines.append(say("no column: ", "列がない項目：") + ", ".join(self.missing))
        if self.free:
            lines.append(say("other columns: ", "ほかの列：") + _shown(self.free))
        lines += [f"- {problem}" for problem in self.problems if problem.code != "missing-column"]
        return "\n".join(lines)


def reason(name: str) -> str:
    """Why a column answers a control, in words."""
    return {
        "named": say("named", "指定"),
        "reference": say("framework and id", "フレームワークとID"),
        "id": say("id", "ID"),
        "id-form": say("id in another form", "IDの別表記"),
        "number": say("official number", "公式の番号"),
        "title": say("title", "題名"),
        "question": say("question", "質問文"),
        "beginning": say("beginning of the text", "文の冒頭"),
        "numbered": say("number or id before other words", "番号かIDと別の文"),
        "choice": say("item and choice", "項目と選択肢"),
    }[name]


def match_columns(
    data: Any,
    framework: Frameworks,
    *,
    columns: Mapping[Any, Control | Sequence[Control]] | None = None,
    id: str | None = None,
) -> ColumnMatch:
    """Which column of a table answers which control of a framework, or of several, and why.

    `data` is a table that `score` takes, the names of its columns, or a file. Nothing is read but
    the headings, and nothing is refused: what `score` would refuse is in `problems`. `columns` and
    `id` are those of `score`.

    >>> shisei.match_columns(["B1", "Q1", "B2", "B3", "B4", "B5"], "five-basics@3.1").complete
    False
    """
    from shisei.portfolio import scorer

    made = scorer(framework, given(columns=columns, id=id))
    names = headings(data, made)
    found, lacking, problems = made.match_columns(names)
    controls = list(_controls(framework))
    matched = tuple(
        MatchedColumn(
            names[column],
            _name(controls, f, c),
            str(controls[f][1][c].title),
            why,
            None if choice is None else str(controls[f][1][c].choices[choice].id),
        )
        for f, c, column, why, choice in found
    )
    used = {column for _, _, column, *_ in found}
    free = (name for at, name in enumerate(names) if at not in used and name != id)
    missing = tuple(_name(controls, f, c) for f, c in lacking)
    return ColumnMatch(matched, missing, tuple(free), tuple(problems))


def _controls(frameworks: Frameworks) -> Iterable[tuple[str, Any]]:
    from shisei import Framework, framework

    each = [frameworks] if isinstance(frameworks, (str, Framework)) else frameworks
    for one in each:
        known = framework(one) if isinstance(one, str) else one
        yield known.reference, known.controls


def _name(controls: list[tuple[str, Any]], framework: int, control: int) -> str:
    reference, own = controls[framework]
    return str(own[control].id) if len(controls) == 1 else f"{reference}:{own[control].id}"


def headings(data: Any, scorer: PortfolioScorer) -> list[str]:
    """Names of the columns of a table or file, as a scorer finds them there, or these names."""
    if isinstance(data, os.PathLike) or (isinstance(data, str) and os.path.exists(data)):
        from shisei.files import native, read

        files = native(data, given())
        return list(read(data).schema.names) if files is None else files.names_for(scorer)
    if isinstance(data, Mapping):
        return [label(name) for name in data]
    for name in ("columns", "column_names", "names"):
        names = getattr(data, name, None)
        # The columns of a table of pyarrow are its data.
        if names is not None and all(isinstance(one, (str, int, float, tuple)) for one in names):
            return [label(one) for one in names]
    if hasattr(data, "schema"):
        return [label(one) for one in data.schema.names]
    return [label(name) for name in data]
