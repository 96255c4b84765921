"""Types of plain data that go in: for annotations, not needed at run time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

__all__ = [
    "Answer",
    "Answers",
    "Asset",
    "Kind",
    "Lang",
    "Offer",
    "Profile",
    "ReportFormat",
    "Sheet",
]

Kind = Literal["unknown-framework", "invalid-sheet", "invalid-framework", "invalid-argument"]
"""What was refused: the code of an exception."""

ReportFormat = Literal["text", "html", "markdown"]
"""How a report is laid out."""

Lang = Literal["ja", "en"] | str
"""A language, or a locale name such as `ja_JP.UTF-8`."""


class Answer(TypedDict, total=False):
    """An answer with what people keep beside it. Scoring looks at the choice alone."""

    choice: str | None
    reason: str | None
    note: str | None
    evidence: Sequence[str]
    date: str | datetime.date | None


Answers = Mapping[str, str | Answer | None]
"""Answers by control: a choice id, None while unanswered, or an `Answer`."""


class _Sheet(TypedDict):
    framework: str
    answers: Answers


class Sheet(_Sheet, total=False):
    """A whole answer sheet, in the shape of its JSON."""

    subject: str | None
    date: str | datetime.date | None


class Profile(TypedDict, total=False):
    """Who an organisation is. What is not known is left out; nothing is assumed."""

    industry: str | None
    """Line of the size table: an industry, or a kind of body."""
    main_industry: str | None
    """For bodies that are measured by it: line of the table of their main industry."""
    micro_class: str | None
    """Line of the table of the smallest firms, where the industry leaves a choice."""
    form: Literal["company", "sole-proprietor", "body"] | None
    capital_yen: int | None
    """Capital or total investment, in yen."""
    employees: int | None
    """Regular employees, without officers and the sole proprietor."""
    telework: bool | None
    carried_laptops: bool | None
    devices: int | None
    """Number of devices to be watched."""
    agentless_devices: bool | None
    """Whether some devices cannot take a monitoring agent."""
    ec_site: Literal["none", "mall", "shop-service", "own"] | None
    iot_maker: bool | None


Offer = TypedDict(
    "Offer",
    {
        "name": str,
        "class": "str | None",
        "monitoring": "str | None",
        "devices": "int | None",
        "yen_per_month": "int | None",
        "elements": "Mapping[str, bool | None]",
    },
    total=False,
)
"""An offer of a monitoring service; `elements` are the required ones that it says it has."""


class _Asset(TypedDict):
    name: str


class Asset(_Asset, total=False):
    """An information asset, with grades of the risk sheet."""

    owner: str
    scenario: str
    confidentiality: int | None
    integrity: int | None
    availability: int | None
    personal_data: bool
    threat: int | None
    vulnerability: int | None
    treatment: str | None
    note: str
