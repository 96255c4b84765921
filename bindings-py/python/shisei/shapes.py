"""Types of plain data that go in: for annotations, not needed at run time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

__all__ = [
    "Answer",
    "Answers",
    "Day",
    "Kind",
    "Lang",
    "ReportFormat",
    "Sheet",
]

Kind = Literal["unknown-framework", "invalid-sheet", "invalid-framework", "invalid-argument"]
"""What was refused: the code of an exception."""

ReportFormat = Literal["text", "html", "markdown"]
"""How a report is laid out."""

Lang = Literal["ja", "en"] | str
"""A language, or a locale name such as `ja_JP.UTF-8`."""


Day = str | datetime.date
"""A day: a date, or `YYYY-MM-DD`."""


class Answer(TypedDict, total=False):
    """An answer with what people keep beside it. Scoring looks at the choice alone."""

    choice: str | None
    reason: str | None
    note: str | None
    evidence: Sequence[str]
    date: Day | None


Answers = Mapping[str, str | Answer | None]
"""Answers by control: a choice id, None while unanswered, or an `Answer`."""


class _Sheet(TypedDict):
    framework: str
    answers: Answers


class Sheet(_Sheet, total=False):
    """A whole answer sheet, in the shape of its JSON."""

    subject: str | None
    date: Day | None
