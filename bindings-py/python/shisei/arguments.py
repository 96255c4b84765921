"""Types of what the functions take, in the shape of its JSON.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from typing_extensions import NotRequired
else:

    class NotRequired:
        """Only type checkers need it: Python has it from 3.11 on."""

        def __class_getitem__(cls, item: object) -> object:
            return item


class Detailed(TypedDict):
    """The long form of an answer in JSON."""

    choice: NotRequired[str | None]
    reason: NotRequired[str | None]
    note: NotRequired[str | None]
    evidence: NotRequired[Sequence[str]]
    date: NotRequired[str | None]


Reference: TypeAlias = str
"""
The name of an edition, `id@edition`, or an id alone, which means the edition in force.
"""


Origin: TypeAlias = Literal["official", "derived"]
"""
Whether a rule or number is the publisher's or ours.
"""


Verification: TypeAlias = Literal["unverified", "single-source", "confirmed"]
"""
How sure the catalogue is of a fact.
"""


Rationale: TypeAlias = Literal["syntactic", "semantic", "functional"]
"""
What a relation rests on (NIST IR 8477).
"""


Relation: TypeAlias = Literal["equal", "superset", "subset", "intersects", "not-related"]
"""
How a control relates to another, read from `from` to `to` (NIST IR 8477 set relations).
"""


class Localized(TypedDict):
    """One text in both languages."""

    ja: str
    """
    Japanese.
    """

    en: str
    """
    English.
    """


Status: TypeAlias = Literal["current", "superseded", "upcoming"]
"""
Where an edition stands among its siblings.
"""


Subject: TypeAlias = Literal["organisation", "product", "site"]
"""
What is assessed.
"""


NotApplicable: TypeAlias = Literal["not-allowed", "excluded", "full-points"]
"""
Whether "does not apply" may be answered, and how it counts.
"""


Standing: TypeAlias = Literal["met", "partial", "unmet", "unknown", "not-applicable", "accepted"]
"""
What a choice means for conformance.
"""


ChangeKind: TypeAlias = Literal["same", "reworded", "split", "merged", "new", "removed"]
"""
What became of controls between two editions.
"""


class VerifiedCopy(TypedDict):
    """The copy of a document with which a file was compared, by `cargo xtask verify`."""

    document: str
    """
    Name of the file.
    """

    sha256: str
    """
    SHA-256 of the file, in hex.
    """

    on: str
    """
    The day, `YYYY-MM-DD`.
    """


class Facts(TypedDict):
    """Marks of single facts, where they differ from the mark of the whole."""

    title: NotRequired[Verification | None]
    """
    The official title.
    """

    number: NotRequired[Verification | None]
    """
    The number that the guideline prints.
    """

    level: NotRequired[Verification | None]
    """
    The level, or what other tags say of it.
    """

    points: NotRequired[Verification | None]
    """
    The points of the choices.
    """

    not_applicable: NotRequired[Verification | None]
    """
    Whether and when "does not apply" may be answered.
    """


class Citation(TypedDict):
    """A place in a [`Source`]."""

    source: str
    """
    Id of the source.
    """

    at: str
    """
    Section, page or item there, such as `Table 3, No. 11`.
    """


class Choice(TypedDict):
    """One allowed answer."""

    id: str
    """
    Stable id within the scale, such as `implemented`.
    """

    label: Localized
    """
    What people read. An official label where the guideline has one.
    """

    standing: Standing
    """
    What it means for conformance.
    """

    points: NotRequired[int | None]
    """
    Points, where the guideline (or the author of the framework) gives them.
    """


class Group(TypedDict):
    """A named part of a framework."""

    id: str
    """
    Id within the framework.
    """

    title: Localized
    """
    Title: the official one where there is one.
    """

    summary: NotRequired[Localized | None]
    """
    What it is about, in our own words.
    """


class TagValue(TypedDict):
    """One value of a [`Dimension`]."""

    id: str
    """
    Id within the dimension.
    """

    title: Localized
    """
    Title.
    """


class CoverageRule(TypedDict):
    """How much each standing counts in a coverage.

    Coverage is `sum(weight * credit) / sum(weight * met)` over applicable controls.
    """

    origin: Origin
    """
    Whether the coverage is the publisher's or ours.
    """

    met: int
    """
    Credit for `met`.
    """

    partial: int
    """
    Credit for `partial`.
    """

    accepted: NotRequired[int]
    """
    Credit for `accepted`.
    """


Measure: TypeAlias = Literal["points", "percent", "coverage"]
"""
What points are measured as, for bands.
"""


Band = TypedDict(
    "Band",
    {
        "id": str,
        "title": Localized,
        "meaning": Localized,
        "next": Localized,
        "from": NotRequired[int | None],
        "to": NotRequired[int | None],
    },
)


class Condition(TypedDict):
    """Something that must hold for a tier.

    The controls are the union of `groups`, `tags` and `controls`; when all three are
    empty, every control of the framework.
    """

    groups: NotRequired[Sequence[str]]
    """
    Groups whose controls are meant.
    """

    tags: NotRequired[Sequence[str]]
    """
    Tags whose controls are meant, each `dimension:value`.
    """

    controls: NotRequired[Sequence[str]]
    """
    Single controls that are meant.
    """

    accept: Sequence[Standing]
    """
    Standings that satisfy.
    """

    at_least: NotRequired[int | None]
    """
    How many of the controls must satisfy; without it, all.
    """


ControlRole: TypeAlias = Literal[
    "basics", "self-assessment", "policy", "policy-published", "gbizid"
]
"""
What a control of SECURITY ACTION asks for, so that a programme can answer it.
"""


Join: TypeAlias = Literal["all", "any"]
"""
How the parts of a requirement are joined.
"""


class RequirementPart(TypedDict):
    """One part of a requirement."""

    id: str
    """
    Id within the control, after the number that the guideline prints: `1A` for (1)(A).
    """

    text: Localized
    """
    What must hold, in our own words.
    """


class Parameter(TypedDict):
    """A number that a requirement names, such as 14 days for patches."""

    id: str
    """
    Id within the control, such as `patch-days`.
    """

    value: int
    """
    The value, an integer in `unit`.
    """

    unit: str
    """
    Unit, such as `days`, `characters`, `months` or `tenths` (CVSS 7.0 is 70 tenths).
    """

    label: Localized
    """
    What the number means.
    """


Consolidation: TypeAlias = Literal["worst-of", "majority", "mean-rounded-down"]
"""
How several answers become one.

A site where a control does not apply has no say in it; it does not apply to the whole only when
it applies nowhere.
"""


Lang: TypeAlias = Literal["ja", "en"]
"""
A language of texts and messages.
"""


class LoadFramework(TypedDict):
    """A framework file as text: TOML or JSON."""

    toml: NotRequired[str | None]
    """
    The file in TOML.
    """

    json: NotRequired[str | None]
    """
    The file in JSON.
    """


class Tagged1(TypedDict):
    """A target with its kind."""

    outcome: str


class Tagged2(TypedDict):
    """A target with its kind."""

    points: int


class Tagged3(TypedDict):
    """A target with its kind."""

    coverage: int


Tagged: TypeAlias = Tagged1 | Tagged2 | Tagged3
"""
A target with its kind.
"""


Maximise: TypeAlias = Literal["outcome", "points", "coverage"]
"""
What a budget is spent on.
"""


Effort: TypeAlias = int | Mapping[str, int]
"""
What fixing a control costs its owner, in any unit: days, yen, points of our scale.
"""


class Ceiling(TypedDict):
    """What a service watches, and how many devices."""

    monitoring: str
    """
    Way of watching.
    """

    devices: int
    """
    Number of devices.
    """


Offer = TypedDict(
    "Offer",
    {
        "name": str,
        "class": NotRequired[str | None],
        "monitoring": NotRequired[str | None],
        "devices": NotRequired[int | None],
        "yen_per_month": NotRequired[int | None],
        "elements": NotRequired[Mapping[str, bool]],
    },
)


class Id(TypedDict):
    """An id of a declaration."""

    id: str
    """
    The id, 11 digits.
    """


Declared: TypeAlias = Literal["none", "one", "two"]
"""
Stars that a firm has declared.
"""


Case: TypeAlias = Literal[
    "ransomware",
    "leak",
    "stoppage",
    "targeted",
    "vulnerability",
    "unauthorised-access",
    "fraud",
    "general",
]
"""
What has happened, when help is looked for.
"""


class LabelDay(TypedDict):
    """A label, and a day."""

    level: str
    """
    Id of the level.
    """

    issued: str
    """
    Day on which it was granted.
    """

    on: str
    """
    The day asked about.
    """

    expires: NotRequired[str | None]
    """
    Last day as printed on the product page; the longest span unless said.
    """

    revoked: NotRequired[str | None]
    """
    Day from which it was revoked.
    """

    support_until: NotRequired[str | None]
    """
    Last day on which the vendor promises updates.
    """


class Product(TypedDict):
    """A product, as far as its scope is asked about. What is not known stays empty."""

    kind: NotRequired[str | None]
    """
    Id of the kind of product.
    """

    speaks_ip: NotRequired[bool | None]
    """
    Whether it has hardware that sends and receives by the Internet Protocol.
    """

    reaches_internet: NotRequired[bool | None]
    """
    Whether it reaches the internet, directly or through something else.
    """

    users_add_protection: NotRequired[bool | None]
    """
    Whether users can easily add protection to it.
    """


class Wording(TypedDict):
    """A text about a label."""

    text: str
    """
    The text.
    """

    numbered: NotRequired[bool]
    """
    Whether the label has its number already.
    """


Form: TypeAlias = Literal["company", "sole-proprietor", "body"]
"""
The legal form of an organisation, as far as programmes tell forms apart.
"""


EcSite: TypeAlias = Literal["none", "mall", "shop-service", "own"]
"""
How an organisation sells on the web.
"""


PolicyAnswer: TypeAlias = str | Localized | int | bool
"""
Text, text in both languages, a whole number, yes or no.
"""


class RecognitionDay(TypedDict):
    """A day, and a framework."""

    on: str
    """
    The day asked about.
    """

    framework: NotRequired[Reference | None]
    """
    The framework behind the label; that of the lowest level unless said.
    """


class Asset(TypedDict):
    """An information asset with the values its owner gave it."""

    name: str
    """
    Name of the asset.
    """

    owner: NotRequired[str]
    """
    Who looks after it.
    """

    scenario: NotRequired[str]
    """
    What may happen to it.
    """

    confidentiality: NotRequired[int | None]
    """
    Confidentiality.
    """

    integrity: NotRequired[int | None]
    """
    Integrity.
    """

    availability: NotRequired[int | None]
    """
    Availability.
    """

    personal_data: NotRequired[bool]
    """
    Whether it holds personal data.
    """

    threat: NotRequired[int | None]
    """
    Threat: how likely it is.
    """

    vulnerability: NotRequired[int | None]
    """
    Vulnerability: how easy it is.
    """

    treatment: NotRequired[str | None]
    """
    Id of the treatment chosen.
    """

    note: NotRequired[str]
    """
    Free note.
    """


GbizId: TypeAlias = Literal["none", "entry", "member", "prime"]
"""
Kind of gBizID account.
"""


class Programme(TypedDict):
    """A subsidy."""

    programme: Reference
    """
    The subsidy, `id` or `id@edition`.
    """


Answer: TypeAlias = str | Detailed | None
"""
A choice id, null while unanswered, or an object with `choice`.
"""


Link = TypedDict(
    "Link",
    {
        "from": str,
        "to": str,
        "relation": Relation,
        "rationale": NotRequired[Rationale | None],
        "reason": Localized,
        "verification": NotRequired[Verification | None],
    },
)


Change = TypedDict(
    "Change",
    {
        "kind": ChangeKind,
        "from": NotRequired[Sequence[str]],
        "to": NotRequired[Sequence[str]],
        "note": NotRequired[Localized | None],
    },
)


class Source(TypedDict):
    """A document that a catalogue file cites."""

    id: str
    """
    Id within the file.
    """

    title: Localized
    """
    Title of the document.
    """

    publisher: str
    """
    Who published it.
    """

    edition: NotRequired[str | None]
    """
    Edition or date of the document, where it has one.
    """

    url: NotRequired[str | None]
    """
    Where it can be read.
    """

    verified: NotRequired[VerifiedCopy | None]
    """
    The copy that was compared with the file, if one was.
    """


class Scale(TypedDict):
    """A set of choices that several controls share."""

    id: str
    """
    Id within the framework.
    """

    origin: Origin
    """
    Whether labels and points are the publisher's or ours.
    """

    verification: Verification
    """
    How sure we are of labels and points.
    """

    facts: NotRequired[Facts | None]
    """
    Facts that carry another mark than `verification`: the points, if the labels are surer.
    """

    citations: Sequence[Citation]
    """
    Where labels and points stand.
    """

    choices: Sequence[Choice]
    """
    The choices, in the order in which they are offered.
    """


class Dimension(TypedDict):
    """A way of cutting across groups: level, principle, role, phase."""

    id: str
    """
    Id within the framework.
    """

    title: Localized
    """
    Title.
    """

    origin: Origin
    """
    Whether the publisher tags its controls so, or we do.
    """

    values: Sequence[TagValue]
    """
    The values, in order.
    """


class Bands(TypedDict):
    """Bands over points or shares, best first."""

    measure: Measure
    """
    What is measured.
    """

    steps: Sequence[Band]
    """
    The bands, best first, without gap or overlap.
    """


class Tier(TypedDict):
    """A level that is reached when all its conditions hold."""

    id: str
    """
    Id within the framework.
    """

    title: Localized
    """
    Name, such as ★3.
    """

    meaning: Localized
    """
    What reaching it means, and what it does not mean, in our own words.
    """

    conditions: Sequence[Condition]
    """
    All must hold.
    """


class Parts(TypedDict):
    """The parts of a requirement, as its guideline lists them.

    They help to answer the question and are never scored: the control is answered as a whole.
    """

    join: Join
    """
    Whether all of them must hold, or any.
    """

    of: Sequence[RequirementPart]
    """
    The parts, in order; two or more.
    """


Target: TypeAlias = str | Tagged
"""
What a plan should reach.

In JSON a bare string is an outcome.
"""


class Compared(TypedDict):
    """Offers to compare."""

    offers: NotRequired[Sequence[Offer]]
    """
    The offers; without any, the elements to look for alone.
    """


class DeclarationDay(TypedDict):
    """What was declared, and a day."""

    declared: NotRequired[Declared | None]
    """
    The star that was declared.
    """

    on: NotRequired[str | None]
    """
    The day asked about.
    """


class Incident(TypedDict):
    """What has happened, and a day."""

    case: Case
    """
    What has happened.
    """

    on: str
    """
    The day asked about.
    """


class Profile(TypedDict):
    """Who an organisation is. What is not known stays empty; nothing is assumed."""

    industry: NotRequired[str | None]
    """
    Line of the size table: an industry, or a kind of body.
    """

    main_industry: NotRequired[str | None]
    """
    For bodies that are measured by it: line of the table of their main industry.
    """

    micro_class: NotRequired[str | None]
    """
    Line of the table of the smallest firms, where the industry leaves a choice.
    """

    form: NotRequired[Form | None]
    """
    Legal form.
    """

    capital_yen: NotRequired[int | None]
    """
    Capital or total investment, in yen.
    """

    employees: NotRequired[int | None]
    """
    Regular employees, without officers and the sole proprietor.
    """

    telework: NotRequired[bool | None]
    """
    Whether people work from home.
    """

    carried_laptops: NotRequired[bool | None]
    """
    Whether computers are carried out of the office.
    """

    devices: NotRequired[int | None]
    """
    Number of devices to be watched.
    """

    agentless_devices: NotRequired[bool | None]
    """
    Whether some devices cannot take a monitoring agent: old systems, `IoT`, storage.
    """

    ec_site: NotRequired[EcSite | None]
    """
    How it sells on the web.
    """

    iot_maker: NotRequired[bool | None]
    """
    Whether it makes `IoT` products.
    """


PolicyAnswers: TypeAlias = Mapping[str, PolicyAnswer]


class Assets(TypedDict):
    """Assets: as objects, or as a table with a heading row."""

    assets: NotRequired[Sequence[Asset] | None]
    """
    The assets.
    """

    csv: NotRequired[str | None]
    """
    The assets as CSV.
    """


class SubsidyApplication(TypedDict):
    """An application for a subsidy."""

    programme: Reference
    """
    The subsidy, `id` or `id@edition`.
    """

    profile: Profile
    """
    Who applies.
    """

    eligible_yen: NotRequired[int | None]
    """
    The fees that are eligible, in yen; or
    """

    yen_per_month: NotRequired[int | None]
    """
    the fee per month, in yen, and
    """

    months: NotRequired[int | None]
    """
    the number of months.
    """

    answers: NotRequired[Mapping[str, str]]
    """
    Answers to the conditions and exclusions, by id.
    """

    on: NotRequired[str | None]
    """
    The day asked about.
    """


class AnswerSheet(TypedDict):
    """Who answered what, for one framework. What is missing is unanswered, never 0."""

    framework: str
    """
    The framework answered: `id@edition`, or an id alone for the current edition.
    """

    subject: NotRequired[str | None]
    """
    Who or what was assessed.
    """

    date: NotRequired[str | None]
    """
    Day of the answers, `YYYY-MM-DD`.
    """

    answers: Mapping[str, Answer]
    """
    Answers by control. Two answers for one control are kept, so that they can be refused.
    """


Crosswalk = TypedDict(
    "Crosswalk",
    {
        "from": Reference,
        "to": Reference,
        "origin": Origin,
        "verification": Verification,
        "rationale": NotRequired[Rationale],
        "links": Sequence[Link],
    },
)


class Previous(TypedDict):
    """How an edition came from the one before.

    A control whose id stands in both editions and in no change is `same`.
    """

    edition: str
    """
    The edition before.
    """

    changes: NotRequired[Sequence[Change]]
    """
    What changed.
    """


class Rule1(TypedDict):
    """Bands over points or shares."""

    bands: Bands


class Rule2(TypedDict):
    """Tiers over standings, lowest first. The highest whose conditions hold is the outcome."""

    tiers: Sequence[Tier]


Rule: TypeAlias = Rule1 | Rule2
"""
The rule that turns a sheet into an outcome: a small closed set.
"""


class Control(TypedDict):
    """One question or requirement."""

    id: str
    """
    Stable id: the only key. Never reused, never changed.
    """

    role: NotRequired[ControlRole | None]
    """
    What it asks for, where a programme answers it.
    """

    number: NotRequired[str | None]
    """
    The number the guideline prints, where it prints one.
    """

    group: str
    """
    Home group.
    """

    title: Localized
    """
    Title: the official one where the guideline has one. Titles may repeat.
    """

    question: Localized
    """
    The question, in our own words.
    """

    parts: NotRequired[Parts | None]
    """
    What the question consists of, where the guideline lists it.
    """

    advice: Localized
    """
    What to do when the answer falls short, in our own words.
    """

    why: NotRequired[Localized | None]
    """
    Why it matters, in our own words.
    """

    scale: str
    """
    The scale whose choices answer it.
    """

    weight: NotRequired[int]
    """
    How much it counts in a coverage. 0 means not at all.
    """

    not_applicable: NotRequired[NotApplicable | None]
    """
    Whether "does not apply" may be answered. Without it, the framework's rule holds.
    """

    not_applicable_when: NotRequired[Localized | None]
    """
    When "does not apply" is a valid answer, in words.
    """

    tags: NotRequired[Sequence[str]]
    """
    Tags, each `dimension:value`, such as `level:mandatory`.
    """

    parameters: NotRequired[Sequence[Parameter]]
    """
    Numbers the requirement names.
    """

    see: NotRequired[Sequence[str]]
    """
    Other controls of the same framework that it refers to.
    """

    effort: NotRequired[int | None]
    """
    Our editorial estimate of the effort of fixing it: 1 (minutes) to 5 (a project).
    """

    verification: Verification
    """
    How sure we are of what the guideline says here.
    """

    facts: NotRequired[Facts | None]
    """
    Facts that carry another mark than `verification`.
    """

    doubt: NotRequired[Localized | None]
    """
    What is not certain, when something is not.
    """

    citations: Sequence[Citation]
    """
    Where the guideline says it.
    """


class Sheets(TypedDict):
    """Answered sheets."""

    sheets: Sequence[AnswerSheet]
    """
    The answer sheets.
    """


class Level(TypedDict):
    """A sheet of SCS, and a level."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    level: str
    """
    Id of the level: `star-3`.
    """


SelfAssessment: TypeAlias = bool | AnswerSheet
"""
Whether the self-assessment is done, or its sheet.
"""


class Threats(TypedDict):
    """A sheet, and a list of threats."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    threats: NotRequired[Reference | None]
    """
    The list of threats, `id` or `id@edition`; the newest of IPA's ten threats unless said.
    """


class OutcomeRule(TypedDict):
    """The outcome rule of a framework."""

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """

    verification: Verification
    """
    How sure we are of it.
    """

    citations: Sequence[Citation]
    """
    Where it stands.
    """

    rule: Rule
    """
    The rule.
    """


class SecurityAction(TypedDict):
    """What a firm has done towards a declaration. What is left out is not known."""

    edition: NotRequired[str | None]
    """
    Edition of the rules; the current one unless said.
    """

    basics: NotRequired[bool | None]
    """
    Whether it has committed itself to the basics.
    """

    self_assessment: NotRequired[SelfAssessment | None]
    """
    Whether the 25-item self-assessment is done, or its sheet.
    """

    policy: NotRequired[bool | None]
    """
    Whether a basic policy is set.
    """

    policy_published: NotRequired[bool | None]
    """
    Whether the policy is published.
    """

    gbizid: NotRequired[GbizId | None]
    """
    Its gBizID account.
    """


class Definition(TypedDict):
    """One edition of one guideline, as its author writes it."""

    id: str
    """
    Id of the guideline, such as `self-assessment`.
    """

    edition: str
    """
    Edition, such as `3.1`.
    """

    title: Localized
    """
    Title: the official one where there is one.
    """

    summary: Localized
    """
    What it is for, in our own words.
    """

    publisher: str
    """
    Who publishes the guideline.
    """

    issued: NotRequired[str | None]
    """
    Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    """

    valid_from: NotRequired[str | None]
    """
    First day it is in force, in the same form, where that is not the day of publication.
    """

    status: Status
    """
    Whether it is in force.
    """

    subject: Subject
    """
    What is assessed.
    """

    not_applicable: NotApplicable
    """
    Whether "does not apply" may be answered, unless a control says otherwise.
    """

    acceptance: NotRequired[bool]
    """
    Whether a risk may be accepted instead of a control.
    """

    reasons: NotRequired[Sequence[Standing]]
    """
    Standings that need a reason with the answer.
    """

    previous: NotRequired[Previous | None]
    """
    How it came from the edition before.
    """

    sources: Sequence[Source]
    """
    Documents cited.
    """

    scales: Sequence[Scale]
    """
    Scales.
    """

    groups: Sequence[Group]
    """
    Parts, in order.
    """

    dimensions: NotRequired[Sequence[Dimension]]
    """
    Ways of cutting across.
    """

    coverage: NotRequired[CoverageRule | None]
    """
    How coverage is counted, where the framework has no points of its own.
    """

    outcome: NotRequired[OutcomeRule | None]
    """
    How a sheet becomes an outcome.
    """

    controls: Sequence[Control]
    """
    The controls, in order.
    """


class OneSheet(TypedDict):
    """One sheet."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class CarryOver(TypedDict):
    """What to carry over."""

    sheets: Sequence[AnswerSheet]
    """
    Answered sheets.
    """

    framework: Reference
    """
    The framework to fill in: `id` or `id@edition`.
    """

    crosswalks: NotRequired[Sequence[Crosswalk] | None]
    """
    Relations between controls; those of the catalogue unless said.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Consolidate(TypedDict):
    """What to consolidate."""

    sites: Mapping[str, AnswerSheet]
    """
    The sheet of each site, by name.
    """

    rule: NotRequired[Consolidation]
    """
    Which answer counts; the worst one unless said.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class TwoSheets(TypedDict):
    """Two sheets, the earlier one first."""

    before: AnswerSheet
    """
    The earlier sheet.
    """

    after: AnswerSheet
    """
    The later sheet.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Explain(TypedDict):
    """What to explain."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    lang: NotRequired[Lang | None]
    """
    Language of the text; without it, there is no text.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Editions(TypedDict):
    """Two editions of a framework, the earlier one first."""

    before: Reference
    """
    The earlier edition, `id@edition`.
    """

    after: Reference
    """
    The later edition, `id@edition`.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Migrate(TypedDict):
    """What to migrate."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    to: NotRequired[Reference | None]
    """
    The edition to reach, `id@edition`; the current one unless said.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Planned(TypedDict):
    """What to plan."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    target: NotRequired[Target | None]
    """
    What to reach: a band or tier by id, points, or a percentage of the coverage.
    """

    budget: NotRequired[int | None]
    """
    Most effort to spend.
    """

    maximise: NotRequired[Maximise | None]
    """
    What to spend it on; the outcome unless said.
    """

    efforts: NotRequired[Mapping[str, Effort]]
    """
    What changes cost, by control; otherwise the author's estimates of 1 to 5 count.
    """

    forbidden: NotRequired[Sequence[str]]
    """
    Controls that stay as they are.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class ReadAssessment(TypedDict):
    """A result to read back."""

    framework: Reference
    """
    The framework that scored it, `id@edition`.
    """

    json: str
    """
    The assessment, as JSON text.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Referred(TypedDict):
    """A sheet, and a scheme that its framework has references to."""

    sheet: AnswerSheet
    """
    The answer sheet.
    """

    scheme: Reference
    """
    The scheme, `id` or `id@edition`: `nist-csf`, `iso-27001@2022`.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Mapped(TypedDict):
    """Two documents that are related by a crosswalk or by references."""

    focal: Reference
    """
    The focal document: a framework or a scheme, `id` or `id@edition`.
    """

    reference: Reference
    """
    The reference document.
    """

    lang: NotRequired[Lang | None]
    """
    Language of descriptions and comments; English unless said.
    """

    crosswalks: NotRequired[Sequence[Crosswalk] | None]
    """
    Relations between controls; those of the catalogue unless said.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """


class Arguments(TypedDict):
    """Types by their names."""

    Asset: NotRequired[Asset]
    Crosswalk: NotRequired[Crosswalk]
    Definition: NotRequired[Definition]
    Offer: NotRequired[Offer]
    Profile: NotRequired[Profile]


class AnswerOnce(TypedDict):
    """What to answer once."""

    sheets: Sequence[AnswerSheet]
    """
    Answered sheets.
    """

    targets: Sequence[str]
    """
    Frameworks to answer: `id`, `id@edition` or `id#tier`.
    """

    crosswalks: NotRequired[Sequence[Crosswalk] | None]
    """
    Relations between controls; those of the catalogue unless said.
    """

    definitions: NotRequired[Sequence[Definition]]
    """
    Frameworks of your own, found before the built-in ones.
    """
