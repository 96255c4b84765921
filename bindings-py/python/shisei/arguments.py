"""Types of what functions take, in the shape of its JSON.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from typing_extensions import NotRequired
else:

    class NotRequired:
        """Only type checkers need it: Python has it from 3.11 on."""

        def __class_getitem__(cls, item: object) -> object:
            return item


class Asset(TypedDict):
    """An information asset with the values its owner gave it."""

    name: str
    owner: NotRequired[str]
    scenario: NotRequired[str]
    confidentiality: NotRequired[int | None]
    integrity: NotRequired[int | None]
    availability: NotRequired[int | None]
    personal_data: NotRequired[bool]
    threat: NotRequired[int | None]
    vulnerability: NotRequired[int | None]
    treatment: NotRequired[str | None]
    note: NotRequired[str]


Band = TypedDict(
    "Band",
    {
        "id": "str",
        "title": "Localized",
        "meaning": "Localized",
        "next": "Localized",
        "from": "NotRequired[int | None]",
        "to": "NotRequired[int | None]",
    },
)
"""One band of results, from `from` up to the next band."""


class Bands(TypedDict):
    """Bands over points or shares, best first."""

    measure: Literal["points", "percent", "coverage"]
    steps: Sequence[Band]


Change = TypedDict(
    "Change",
    {
        "kind": 'Literal["same", "reworded", "split", "merged", "new", "removed"]',
        "from": "NotRequired[Sequence[str]]",
        "to": "NotRequired[Sequence[str]]",
        "note": "NotRequired[Localized | None]",
    },
)
"""One change between the previous edition and this one."""


class Choice(TypedDict):
    """One allowed answer."""

    id: str
    label: Localized
    standing: Literal["met", "partial", "unmet", "unknown", "not-applicable", "accepted"]
    points: NotRequired[int | None]


class Citation(TypedDict):
    """A place in a `Source`."""

    source: str
    at: str


class Condition(TypedDict):
    """Something that must hold for a tier."""

    groups: NotRequired[Sequence[str]]
    tags: NotRequired[Sequence[str]]
    controls: NotRequired[Sequence[str]]
    accept: Sequence[Literal["met", "partial", "unmet", "unknown", "not-applicable", "accepted"]]
    at_least: NotRequired[int | None]


class Control(TypedDict):
    """One question or requirement."""

    id: str
    role: NotRequired[
        Literal["basics", "self-assessment", "policy", "policy-published", "gbizid"] | None
    ]
    number: NotRequired[str | None]
    group: str
    title: Localized
    question: Localized
    parts: NotRequired[Parts | None]
    advice: Localized
    why: NotRequired[Localized | None]
    scale: str
    weight: NotRequired[int]
    not_applicable: NotRequired[Literal["not-allowed", "excluded", "full-points"] | None]
    not_applicable_when: NotRequired[Localized | None]
    tags: NotRequired[Sequence[str]]
    parameters: NotRequired[Sequence[Parameter]]
    see: NotRequired[Sequence[str]]
    effort: NotRequired[int | None]
    verification: Literal["unverified", "single-source", "confirmed"]
    facts: NotRequired[Facts | None]
    doubt: NotRequired[Localized | None]
    citations: Sequence[Citation]


class CoverageRule(TypedDict):
    """How much each standing counts in a coverage."""

    origin: Literal["official", "derived"]
    met: int
    partial: int
    accepted: NotRequired[int]


Crosswalk = TypedDict(
    "Crosswalk",
    {
        "from": "str",
        "to": "str",
        "origin": 'Literal["official", "derived"]',
        "verification": 'Literal["unverified", "single-source", "confirmed"]',
        "rationale": 'NotRequired[Literal["syntactic", "semantic", "functional"]]',
        "links": "Sequence[Link]",
    },
)
"""Relations between the controls of two framework editions."""


class Definition(TypedDict):
    """One edition of one guideline, as its author writes it."""

    id: str
    edition: str
    title: Localized
    summary: Localized
    publisher: str
    issued: NotRequired[str | None]
    valid_from: NotRequired[str | None]
    status: Literal["current", "superseded", "upcoming"]
    subject: Literal["organisation", "product", "site"]
    not_applicable: Literal["not-allowed", "excluded", "full-points"]
    acceptance: NotRequired[bool]
    reasons: NotRequired[
        Sequence[Literal["met", "partial", "unmet", "unknown", "not-applicable", "accepted"]]
    ]
    previous: NotRequired[Previous | None]
    sources: Sequence[Source]
    scales: Sequence[Scale]
    groups: Sequence[Group]
    dimensions: NotRequired[Sequence[Dimension]]
    coverage: NotRequired[CoverageRule | None]
    outcome: NotRequired[OutcomeRule | None]
    controls: Sequence[Control]


class Dimension(TypedDict):
    """A way of cutting across groups: level, principle, role, phase."""

    id: str
    title: Localized
    origin: Literal["official", "derived"]
    values: Sequence[TagValue]


class Facts(TypedDict):
    """Marks of single facts, where they differ from the mark of the whole."""

    title: NotRequired[Literal["unverified", "single-source", "confirmed"] | None]
    number: NotRequired[Literal["unverified", "single-source", "confirmed"] | None]
    level: NotRequired[Literal["unverified", "single-source", "confirmed"] | None]
    points: NotRequired[Literal["unverified", "single-source", "confirmed"] | None]
    not_applicable: NotRequired[Literal["unverified", "single-source", "confirmed"] | None]


class Group(TypedDict):
    """A named part of a framework."""

    id: str
    title: Localized
    summary: NotRequired[Localized | None]


Link = TypedDict(
    "Link",
    {
        "from": "str",
        "to": "str",
        "relation": 'Literal["equal", "superset", "subset", "intersects", "not-related"]',
        "rationale": 'NotRequired[Literal["syntactic", "semantic", "functional"] | None]',
        "reason": "Localized",
        "verification": 'NotRequired[Literal["unverified", "single-source", "confirmed"] | None]',
    },
)
"""One line of a crosswalk."""


class Localized(TypedDict):
    """One text in both languages."""

    ja: str
    en: str


Offer = TypedDict(
    "Offer",
    {
        "name": "str",
        "class": "NotRequired[str | None]",
        "monitoring": "NotRequired[str | None]",
        "devices": "NotRequired[int | None]",
        "yen_per_month": "NotRequired[int | None]",
        "elements": "NotRequired[Mapping[str, bool]]",
    },
)
"""What a provider offers, as far as known."""


class OutcomeRule(TypedDict):
    """The outcome rule of a framework."""

    origin: Literal["official", "derived"]
    verification: Literal["unverified", "single-source", "confirmed"]
    citations: Sequence[Citation]
    rule: Mapping[str, Bands] | Mapping[str, Sequence[Tier]]


class Parameter(TypedDict):
    """A number that a requirement names, such as 14 days for patches."""

    id: str
    value: int
    unit: str
    label: Localized


class Parts(TypedDict):
    """The parts of a requirement, as its guideline lists them."""

    join: Literal["all", "any"]
    of: Sequence[RequirementPart]


class Previous(TypedDict):
    """How an edition came from the one before."""

    edition: str
    changes: NotRequired[Sequence[Change]]


class Profile(TypedDict):
    """Who an organisation is. What is not known stays empty; nothing is assumed."""

    industry: NotRequired[str | None]
    main_industry: NotRequired[str | None]
    micro_class: NotRequired[str | None]
    form: NotRequired[Literal["company", "sole-proprietor", "body"] | None]
    capital_yen: NotRequired[int | None]
    employees: NotRequired[int | None]
    telework: NotRequired[bool | None]
    carried_laptops: NotRequired[bool | None]
    devices: NotRequired[int | None]
    agentless_devices: NotRequired[bool | None]
    ec_site: NotRequired[Literal["none", "mall", "shop-service", "own"] | None]
    iot_maker: NotRequired[bool | None]


class RequirementPart(TypedDict):
    """One part of a requirement."""

    id: str
    text: Localized


class Scale(TypedDict):
    """A set of choices that several controls share."""

    id: str
    origin: Literal["official", "derived"]
    verification: Literal["unverified", "single-source", "confirmed"]
    facts: NotRequired[Facts | None]
    citations: Sequence[Citation]
    choices: Sequence[Choice]


class Source(TypedDict):
    """A document that a catalogue file cites."""

    id: str
    title: Localized
    publisher: str
    edition: NotRequired[str | None]
    url: NotRequired[str | None]
    verified: NotRequired[VerifiedCopy | None]


class TagValue(TypedDict):
    """One value of a `Dimension`."""

    id: str
    title: Localized


class Tier(TypedDict):
    """A level that is reached when all its conditions hold."""

    id: str
    title: Localized
    meaning: Localized
    conditions: Sequence[Condition]


class VerifiedCopy(TypedDict):
    """The copy of a document with which a file was compared, by `cargo xtask verify`."""

    document: str
    sha256: str
    on: str
