"""Types of what the functions give: plain data, in the shape of its JSON.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from typing_extensions import NotRequired
else:

    class NotRequired:
        """Only type checkers need it: Python has it from 3.11 on."""

        def __class_getitem__(cls, item: object) -> object:
            return item


Digest: TypeAlias = str
"""
SHA-256 over the canonical form of the framework, in hex.
"""


Tally = TypedDict(
    "Tally",
    {
        "met": int,
        "partial": int,
        "unmet": int,
        "unknown": int,
        "unanswered": int,
        "not-applicable": int,
        "accepted": int,
    },
)


class Points(TypedDict):
    """Points as a range: `low` and `high` are equal once everything is answered."""

    low: int
    """
    The fewest points that the unanswered controls can still lead to.
    """

    high: int
    """
    The most points that the unanswered controls can still lead to.
    """

    min: int
    """
    The fewest points that the applicable controls can give.
    """

    max: int
    """
    The most points that the applicable controls can give.
    """


class Ratio(TypedDict):
    """An exact share."""

    credit: int
    """
    Weighted credit reached.
    """

    of: int
    """
    Weighted credit of applicable controls; never 0.
    """


Origin: TypeAlias = Literal["official", "derived"]
"""
Whether a rule or number is the publisher's or ours.
"""


class Outcome(TypedDict):
    """Where a sheet landed, as a range of bands or tiers."""

    low: str | None
    """
    The outcome that is certain; none when no tier is.
    """

    high: str | None
    """
    The best outcome still possible; equal to `low` once everything is answered.
    """

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """


TierState: TypeAlias = Literal["reached", "open", "missed"]
"""
How far a tier is.
"""


State: TypeAlias = Literal[
    "met", "partial", "unmet", "unknown", "unanswered", "not-applicable", "accepted"
]
"""
Where a control stands in a result: the standing of its answer, or unanswered.
"""


class Worth(TypedDict):
    """What fixing a control is worth."""

    points: int | None
    """
    Points that the best answer would add; for an unanswered control, over its worst answer.
    """

    credit: int | None
    """
    Weighted credit that `met` would add to the coverage.
    """

    tier: str | None
    """
    The lowest tier not reached that it keeps away.
    """


Verification: TypeAlias = Literal["unverified", "single-source", "confirmed"]
"""
How sure the catalogue is of a fact.
"""


class Left(TypedDict):
    """What an answer leaves possible."""

    choice: str
    """
    Id of the choice.
    """

    outcomes: list[str | None]
    """
    The outcomes left, lowest first.
    """


class Detailed(TypedDict):
    """The long form of an answer in JSON."""

    choice: str | None
    reason: str | None
    note: str | None
    evidence: list[str]
    date: str | None


Certainty: TypeAlias = Literal["implied", "suggested"]
"""
How sure an inferred answer is.
"""


Reference: TypeAlias = str
"""
The name of an edition, `id@edition`, or an id alone, which means the edition in force.
"""


Standing: TypeAlias = Literal["met", "partial", "unmet", "unknown", "not-applicable", "accepted"]
"""
What a choice means for conformance.
"""


Relation: TypeAlias = Literal["equal", "superset", "subset", "intersects", "not-related"]
"""
How a control relates to another, read from `from` to `to` (NIST IR 8477 set relations).
"""


class Through(TypedDict):
    """A control of a framework edition."""

    framework: Reference
    """
    The edition, `id@edition`.
    """

    control: str
    """
    Id of the control there.
    """


Consolidation: TypeAlias = Literal["worst-of", "majority", "mean-rounded-down"]
"""
How several answers become one.

A site where a control does not apply has no say in it; it does not apply to the whole only when
it applies nowhere.
"""


class SiteAnswer(TypedDict):
    """What one site answered."""

    site: str
    """
    The site.
    """

    choice: str | None
    """
    Its choice; none while unanswered.
    """


Moved = TypedDict(
    "Moved",
    {
        "control": str,
        "from": str | None,
        "to": str | None,
        "from_state": State,
        "to_state": State,
        "points": int | None,
    },
)


Counted: TypeAlias = Literal["answered", "range", "left-out", "in-full"]
"""
How a control counts.
"""


class Credit(TypedDict):
    """What a control adds to a coverage."""

    low: int
    """
    Least weighted credit.
    """

    high: int
    """
    Most weighted credit.
    """

    of: int
    """
    Weighted credit of the best answer.
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


Measure: TypeAlias = Literal["points", "percent", "coverage"]
"""
What points are measured as, for bands.
"""


Reached = TypedDict(
    "Reached",
    {
        "value": int,
        "of": int,
        "band": str,
        "from": int | None,
        "next": int | None,
    },
)


class ConditionNode(TypedDict):
    """A condition, counted."""

    accept: list[Standing]
    """
    Standings that satisfy it.
    """

    at_least: int
    """
    How many controls must satisfy it.
    """

    satisfied: int
    """
    How many do.
    """

    open: int
    """
    How many more could, once they are answered.
    """

    state: TierState
    """
    Whether it holds.
    """

    controls: list[str]
    """
    The controls it is about.
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


class Entered(TypedDict):
    """A control that came in or went."""

    control: str
    """
    Id of the control.
    """

    note: Localized | None
    """
    What the framework says about it.
    """


class Numbering(TypedDict):
    """Id and printed number of a control."""

    id: str
    """
    Id of the control.
    """

    number: str | None
    """
    The number the guideline prints, where it prints one.
    """


TextField: TypeAlias = Literal["title", "question", "advice", "why", "not-applicable-when"]
"""
A text of a control.
"""


Regrouped = TypedDict(
    "Regrouped",
    {
        "from": list[str],
        "to": list[str],
        "note": Localized | None,
    },
)


class Reclassified(TypedDict):
    """A control in another group or under other tags."""

    control: str
    """
    Id after.
    """

    group_from: str | None
    """
    Home group before, where it changed.
    """

    group_to: str | None
    """
    Home group after, where it changed.
    """

    tags_added: list[str]
    """
    Tags that came, each `dimension:value`.
    """

    tags_removed: list[str]
    """
    Tags that went.
    """


NumberChange = TypedDict(
    "NumberChange",
    {
        "at": str,
        "from": int | None,
        "to": int | None,
        "unit": str | None,
    },
)


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


ChangeKind: TypeAlias = Literal["same", "reworded", "split", "merged", "new", "removed"]
"""
What became of controls between two editions.
"""


class Facts(TypedDict):
    """Marks of single facts, where they differ from the mark of the whole."""

    title: Verification | None
    """
    The official title.
    """

    number: Verification | None
    """
    The number that the guideline prints.
    """

    level: Verification | None
    """
    The level, or what other tags say of it.
    """

    points: Verification | None
    """
    The points of the choices.
    """

    not_applicable: Verification | None
    """
    Whether and when "does not apply" may be answered.
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

    points: int | None
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

    summary: Localized | None
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

    accepted: int
    """
    Credit for `accepted`.
    """


Band = TypedDict(
    "Band",
    {
        "id": str,
        "title": Localized,
        "meaning": Localized,
        "next": Localized,
        "from": int | None,
        "to": int | None,
    },
)


class Condition(TypedDict):
    """Something that must hold for a tier.

    The controls are the union of `groups`, `tags` and `controls`; when all three are
    empty, every control of the framework.
    """

    groups: list[str]
    """
    Groups whose controls are meant.
    """

    tags: list[str]
    """
    Tags whose controls are meant, each `dimension:value`.
    """

    controls: list[str]
    """
    Single controls that are meant.
    """

    accept: list[Standing]
    """
    Standings that satisfy.
    """

    at_least: int | None
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


Fate: TypeAlias = Literal["kept", "confirm", "ask", "unanswered", "dropped"]
"""
What became of the answer to a control.
"""


Precision: TypeAlias = Literal["exact", "about", "over", "at-least"]
"""
How a printed number is meant.
"""


class Target1(TypedDict):
    """A band or tier, by id, or a better one."""

    outcome: str


class Target2(TypedDict):
    """At least so many points."""

    points: int


class Target3(TypedDict):
    """At least so many percent of the coverage."""

    coverage: int


Target: TypeAlias = Target1 | Target2 | Target3
"""
What a plan should reach.

In JSON a bare string is an outcome.
"""


Maximise: TypeAlias = Literal["outcome", "points", "coverage"]
"""
What a budget is spent on.
"""


EffortOrigin: TypeAlias = Literal["given", "editorial", "default"]
"""
Whose estimate an effort is.
"""


class Gain(TypedDict):
    """What a change adds to the certain result."""

    points: int | None
    """
    Points; for an unanswered control, over its worst answer.
    """

    credit: int | None
    """
    Weighted credit of the coverage.
    """


Extent: TypeAlias = Literal["complete", "cited"]
"""
How much of a scheme its entries hold.
"""


Rationale: TypeAlias = Literal["syntactic", "semantic", "functional"]
"""
What a relation rests on (NIST IR 8477).
"""


EntryCounts = TypedDict(
    "EntryCounts",
    {
        "of": int,
        "met": int,
        "partial": int,
        "unmet": int,
        "open": int,
        "not-applicable": int,
        "not-addressed": int,
    },
)


EntryState: TypeAlias = Literal[
    "met", "partial", "unmet", "open", "not-applicable", "not-addressed"
]
"""
How far the controls that point at an entry are met.
"""


class AddressedBy(TypedDict):
    """A control that points at an entry, and its state."""

    control: str
    """
    Id of the control.
    """

    state: State
    """
    Its state.
    """


Order: TypeAlias = Literal["answers-first"]
"""
In which order the two causes are taken.
"""


class Split(TypedDict):
    """A whole number taken apart: `after - before == by_answers + by_rules`."""

    by_answers: int
    """
    What the answers did.
    """

    by_rules: int
    """
    What the rules did.
    """


class Fraction(TypedDict):
    """The difference of two shares, exactly: `parts / of`, in lowest terms."""

    parts: int
    """
    Above the line; below 0 for a loss.
    """

    of: int
    """
    Below the line; never 0.
    """


class StrmTable(TypedDict):
    """A set theory relationship mapping as CSV."""

    focal: Reference
    """
    The focal document.
    """

    reference: Reference
    """
    The reference document.
    """

    origin: Origin
    """
    Whether a publisher made the relations or we did.
    """

    verification: Verification | None
    """
    The weakest mark of a relation; `None` if there is none.
    """

    rows: int
    """
    How many relations there are.
    """

    unrelated: list[str]
    """
    Focal elements to which nothing is related.
    """

    csv: str
    """
    The table, with a heading row.
    """


class Place(TypedDict):
    """A place in a document."""

    title: Localized
    """
    Title of the document.
    """

    publisher: str
    """
    Who published it.
    """

    edition: str | None
    """
    Edition or date of the document, where it has one.
    """

    at: str
    """
    Section, page or item there.
    """

    url: str | None
    """
    Where it can be read, where known.
    """


class OfferResult(TypedDict):
    """How one offer fares against the checklist."""

    name: str
    """
    Name of the offer.
    """

    there: list[str]
    """
    Elements that are there.
    """

    missing: list[str]
    """
    Elements that are not.
    """

    to_ask: list[str]
    """
    Elements still to be asked about.
    """

    yen_per_month: int | None
    """
    Price a month, in yen.
    """

    ceiling_yen: int | None
    """
    The highest price that the class allows, in yen a month, where there is one.
    """

    within_ceiling: bool | None
    """
    Whether the price is within it, where both are known.
    """


Star: TypeAlias = Literal["one", "two", "one-or-two", "not-stated", "none-asked"]
"""
Which star of SECURITY ACTION a programme asks for.
"""


StarRole: TypeAlias = Literal["gate", "bonus", "substitute", "not-stated", "no-role"]
"""
What a declaration does for an applicant.
"""


ResourceKind: TypeAlias = Literal[
    "guide", "template", "checklist", "sheet", "tool", "video", "training"
]
"""
What a resource is.
"""


Progress: TypeAlias = Literal["not-assessed", "short", "done"]
"""
How far one need, or a whole step, is.
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


Phase: TypeAlias = Literal["detect", "report", "recover"]
"""
Phase of dealing with an incident.
"""


class Prepares(TypedDict):
    """A control that prepares a step."""

    control: str
    """
    Id of the control.
    """

    title: Localized
    """
    Its title.
    """


DeskRole: TypeAlias = Literal["advice", "report", "advice-and-report"]
"""
What a desk does with what it is told.
"""


Channel: TypeAlias = Literal["email", "phone", "page"]
"""
How a desk is reached.
"""


Availability: TypeAlias = Literal["open", "criteria-published", "not-yet"]
"""
Whether a label level can be applied for.
"""


LabelStatus: TypeAlias = Literal["not-yet-valid", "valid", "expiring", "expired", "revoked"]
"""
How a label stands on a day.
"""


class Breach(TypedDict):
    """A word that breaks a rule."""

    phrase: str
    """
    The phrase that was found, as the catalogue writes it.
    """


class Named(TypedDict):
    """A number that a criterion names."""

    id: str
    """
    Id, such as `patch-days`.
    """

    value: int
    """
    The value, an integer in `unit`.
    """

    unit: str
    """
    Unit.
    """

    label: Localized
    """
    What the number means.
    """


class Crossing(TypedDict):
    """Where two ways of watching cost the same at their ceilings."""

    flat: str
    """
    Way of watching that costs the same for any number of devices.
    """

    by_device: str
    """
    Way of watching that costs by the device.
    """

    devices: int
    """
    Number of devices at which both cost the same; with more, the flat one costs less.
    """

    yen_per_month: int
    """
    What both cost there, in yen a month.
    """


class PolicyTexts(TypedDict):
    """A draft written out."""

    markdown: str
    """
    As Markdown.
    """

    html: str
    """
    As a fragment of HTML, with the language on it.
    """

    text: str
    """
    As plain text.
    """


class Grades(TypedDict):
    """The values given to an asset."""

    confidentiality: int
    """
    Confidentiality.
    """

    integrity: int
    """
    Integrity.
    """

    availability: int
    """
    Availability.
    """

    threat: int
    """
    Threat.
    """

    vulnerability: int
    """
    Vulnerability.
    """


class LevelCount(TypedDict):
    """How many assets are on a level."""

    level: str
    """
    Id of the level.
    """

    title: Localized
    """
    Title.
    """

    meaning: Localized
    """
    What it means.
    """

    assets: int
    """
    Number of assets.
    """

    untreated: int
    """
    Of these, without a treatment.
    """


class TreatmentCount(TypedDict):
    """How many assets have a treatment."""

    treatment: str
    """
    Id of the treatment.
    """

    title: Localized
    """
    Title.
    """

    gist: Localized
    """
    What it means.
    """

    assets: int
    """
    Number of assets.
    """


class RegisterCsv(TypedDict):
    """A table in an object, as every result is one."""

    csv: str
    """
    The register as CSV.
    """


SizeMeasure: TypeAlias = Literal["capital-yen", "employees", "employees-of-smallest"]
"""
What is compared with a limit.
"""


Applicant: TypeAlias = Literal["sme", "micro"]
"""
Who applies, by size.
"""


IneligibilityReason: TypeAlias = Literal[
    "not-small-or-medium", "size-not-known", "condition-not-met", "excluded", "below-floor"
]
"""
Why there is no sum.
"""


Movement: TypeAlias = Literal["up", "down", "same", "new", "returned"]
"""
How a rank moved from the list before.
"""


Cover: TypeAlias = Literal["covered", "partly", "open", "not-answered", "not-mapped"]
"""
How far the basic measures against something are in place.
"""


class WayIn(TypedDict):
    """A way in, with the measure that closes it and where that stands."""

    entry: str
    """
    Id of the way in.
    """

    title: Localized
    """
    The label of that year.
    """

    measure: Localized
    """
    The basic measure set against it.
    """

    purpose: Localized
    """
    What the measure is for.
    """

    control: str | None
    """
    Control that asks for the measure.
    """

    state: State
    """
    Where the measure stands.
    """

    inferred_from: list[str]
    """
    Controls of the answered framework that the state was read from, when it was not answered
    directly.
    """

    cover: Cover
    """
    How far it is closed.
    """

    reason: Localized
    """
    Why the threat comes in this way.
    """

    origin: Origin
    """
    Whether the publisher ties threat and way in, or the tie is editorial.
    """

    verification: Verification
    """
    How sure we are of the tie.
    """


class LeftLine(TypedDict):
    """A threat that is on the list no more."""

    kind: str
    """
    Stable id over the years.
    """

    note: Localized
    """
    What that does and does not mean.
    """


class FrameworkRef(TypedDict):
    """The framework a result was computed from."""

    id: str
    """
    Id of the guideline.
    """

    edition: str
    """
    Edition, always resolved.
    """

    digest: Digest
    """
    SHA-256 over the framework's canonical form.
    """

    rules_digest: Digest
    """
    SHA-256 over what scoring reads of it: answers with the same one have the same meaning.
    """


class Coverage(TypedDict):
    """The share of applicable controls that is covered, as a range."""

    low: Ratio
    """
    With every unanswered control unmet.
    """

    high: Ratio
    """
    With every unanswered control met.
    """

    origin: Origin
    """
    Whether the publisher counts so, or we do.
    """


class Part(TypedDict):
    """The result of one group or one tag."""

    id: str
    """
    Id of the group, or `dimension:value` of the tag.
    """

    tally: Tally
    """
    How many controls stand where.
    """

    points: Points | None
    """
    Points; none when nothing here is scored by points.
    """

    coverage: Coverage | None
    """
    Coverage; none when nothing here is counted.
    """


class TierResult(TypedDict):
    """A tier and what it still misses."""

    id: str
    """
    Id of the tier.
    """

    state: TierState
    """
    How far it is.
    """

    missing: list[str]
    """
    Controls that keep its conditions from holding, in order.
    """


class Finding(TypedDict):
    """One control that keeps the sheet from a better result.

    Title, question, advice and citations stand in the framework under the control's id.
    """

    control: str
    """
    Id of the control.
    """

    state: State
    """
    Why it is here.
    """

    worth: Worth
    """
    What fixing it is worth.
    """

    verification: Verification
    """
    How sure we are of what the guideline asks here.
    """


class Question(TypedDict):
    """What one unanswered question can do.

    The first question is the one after which, in the worst case, the fewest outcomes are left;
    among equals the one with the fewest left on average over its answers; then the one whose
    answers lie farthest apart in points or credit; then the framework's order.
    """

    control: str
    """
    Id of the control.
    """

    most_left: int
    """
    Outcomes left after the answer that leaves most.
    """

    spread: int
    """
    How far its answers lie apart, in points or, where there are none, in weighted credit.
    """

    answers: list[Left]
    """
    What each answer leaves.
    """


Answer: TypeAlias = str | Detailed | None
"""
A choice id, null while unanswered, or an object with `choice`.
"""


class CarriedFrom(TypedDict):
    """An answer elsewhere, and what it says here."""

    framework: Reference
    """
    The framework that was answered, `id@edition`.
    """

    control: str
    """
    The control that was answered.
    """

    choice: str
    """
    Its choice.
    """

    standing: Standing
    """
    What the choice means there.
    """

    relation: Relation
    """
    How that control relates to the one here.
    """

    through: Through | None
    """
    The control in between, when two crosswalks that say `equal` were taken.
    """

    carries: Standing | None
    """
    What it says here; none when it only prompts.
    """

    decides: bool
    """
    Whether the answer here is this one's.
    """

    origin: Origin
    """
    Whether a publisher made the crosswalk or we did.
    """

    verification: Verification
    """
    How sure we are of its line.
    """


class Prompt(TypedDict):
    """A control that stays open, with answers elsewhere that help to answer it."""

    control: str
    """
    Id of the control.
    """

    sources: list[CarriedFrom]
    """
    What was answered elsewhere.
    """


class Disagreement(TypedDict):
    """An answer that was given here and differs from what would be inferred. The given one stays."""

    control: str
    """
    Id of the control.
    """

    given: str
    """
    The choice that was given.
    """

    inferred: str
    """
    The choice that would be inferred.
    """

    sources: list[CarriedFrom]
    """
    What was answered elsewhere.
    """


class Decision(TypedDict):
    """How one control was decided."""

    control: str
    """
    Id of the control.
    """

    choice: str | None
    """
    The choice for the whole; none when sites that have not answered could still change it.
    """

    by: list[str]
    """
    The sites that decided it; for an undecided control, those that have not answered.
    """

    answers: list[SiteAnswer]
    """
    What every site answered.
    """


class Position(TypedDict):
    """Where a sheet stands."""

    points: Points | None
    """
    Points.
    """

    coverage: Coverage | None
    """
    Coverage.
    """

    outcome: Outcome | None
    """
    Outcome.
    """


class Total(TypedDict):
    """The numbers of the whole."""

    tally: Tally
    """
    How many controls stand where.
    """

    points: Points | None
    """
    Points.
    """

    coverage: Coverage | None
    """
    Coverage.
    """


class ControlNode(TypedDict):
    """A control with its answer."""

    control: str
    """
    Id of the control.
    """

    choice: str | None
    """
    Id of the choice taken; none while unanswered.
    """

    state: State
    """
    Where it stands.
    """

    counted: Counted
    """
    How it counts.
    """

    points: Points | None
    """
    What it adds to the points; none when it adds nothing to anything.
    """

    credit: Credit | None
    """
    What it adds to the coverage; none when it adds nothing to anything.
    """

    scale_origin: Origin
    """
    Whether labels and points of its choices are the publisher's or ours.
    """

    scale_citations: list[Citation]
    """
    Where labels and points of its choices stand.
    """

    citations: list[Citation]
    """
    Where the guideline asks for it.
    """

    verification: Verification
    """
    How sure we are of what the guideline asks.
    """


class TagNode(TypedDict):
    """A tag and its controls, which stand in their groups."""

    id: str
    """
    Id of the group, or `dimension:value` of the tag.
    """

    tally: Tally
    """
    How many controls stand where.
    """

    points: Points | None
    """
    Points; none when nothing here is scored by points.
    """

    coverage: Coverage | None
    """
    Coverage; none when nothing here is counted.
    """

    controls: list[str]
    """
    Ids of the controls that add up to them.
    """


class Bands(TypedDict):
    measure: Measure
    """
    What is measured.
    """

    low: Reached
    """
    The lowest value.
    """

    high: Reached
    """
    The highest value.
    """


class RuleNode1(TypedDict):
    """A number and the band it falls into."""

    bands: Bands


class TierNode(TypedDict):
    """A tier and its conditions."""

    id: str
    """
    Id of the tier.
    """

    state: TierState
    """
    How far it is.
    """

    conditions: list[ConditionNode]
    """
    Its conditions: all must hold.
    """


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

    edition: str | None
    """
    Edition or date of the document, where it has one.
    """

    url: str | None
    """
    Where it can be read.
    """

    verified: VerifiedCopy | None
    """
    The copy that was compared with the file, if one was.
    """


Renumbered = TypedDict(
    "Renumbered",
    {
        "from": Numbering,
        "to": Numbering,
    },
)


Reworded = TypedDict(
    "Reworded",
    {
        "from": str,
        "to": str,
        "declared": bool,
        "texts": list[TextField],
        "note": Localized | None,
    },
)


Change = TypedDict(
    "Change",
    {
        "kind": ChangeKind,
        "from": list[str],
        "to": list[str],
        "note": Localized | None,
    },
)


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

    facts: Facts | None
    """
    Facts that carry another mark than `verification`: the points, if the labels are surer.
    """

    citations: list[Citation]
    """
    Where labels and points stand.
    """

    choices: list[Choice]
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

    values: list[TagValue]
    """
    The values, in order.
    """


class BandsModel(TypedDict):
    """Bands over points or shares, best first."""

    measure: Measure
    """
    What is measured.
    """

    steps: list[Band]
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

    conditions: list[Condition]
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

    of: list[RequirementPart]
    """
    The parts, in order; two or more.
    """


MigrationLine = TypedDict(
    "MigrationLine",
    {
        "kind": ChangeKind,
        "from": list[str],
        "old": list[str | None],
        "to": str | None,
        "new": str | None,
        "fate": Fate,
        "note": Localized | None,
    },
)


class Share(TypedDict):
    """A published share of firms, beside one's own answer."""

    evidence: Reference
    """
    The set of figures, `id@edition`.
    """

    title: Localized
    """
    Title of the survey.
    """

    publisher: str
    """
    Who published it.
    """

    period: str
    """
    The time it describes.
    """

    population: Localized
    """
    Who was asked.
    """

    n: int | None
    """
    How many answered, where known.
    """

    label: Localized
    """
    What the share counts.
    """

    share_permille: int
    """
    The share, in thousandths.
    """

    precision: Precision
    """
    How the number is meant.
    """

    standings: list[Standing]
    """
    Standings that the share counts together.
    """

    own_is_counted: bool | None
    """
    Whether one's own answer is among them; none while unanswered.
    """

    asked: Reference
    """
    The edition that was asked, `id@edition`.
    """

    kind: ChangeKind
    """
    Whether that edition asks the same as the one here, or in other words.
    """

    origin: Origin
    """
    Whether the share is printed or follows from printed numbers.
    """

    verification: Verification
    """
    How sure we are of it.
    """

    doubt: Localized | None
    """
    What is not certain, or not comparable.
    """

    caution: Localized
    """
    How figures of the survey may and may not be used.
    """

    citations: list[Citation]
    """
    Where it stands; the sources are those of the survey.
    """


class Goal1(TypedDict):
    """Reach this with the least effort."""

    reach: Target


class Within(TypedDict):
    budget: int
    """
    Most effort to spend.
    """

    maximise: Maximise
    """
    What to spend it on.
    """


class Goal2(TypedDict):
    """Get as far as this effort allows."""

    within: Within


Goal: TypeAlias = Goal1 | Goal2
"""
What a plan is for.
"""


PlanStep = TypedDict(
    "PlanStep",
    {
        "control": str,
        "from": str | None,
        "to": str,
        "effort": int,
        "effort_origin": EffortOrigin,
        "gain": Gain,
    },
)


class ReferenceEntry(TypedDict):
    """An entry of the scheme, with the controls that point at it or at a part of it."""

    number: str
    """
    The entry's number.
    """

    depth: int
    """
    0 for an entry of its own, 1 for a part of one, and so on.
    """

    state: EntryState
    """
    How far the controls are met.
    """

    tally: Tally
    """
    How many controls are in which state.
    """

    addressed_by: list[AddressedBy]
    """
    The controls, in the framework's order.
    """


class SplitEnds(TypedDict):
    """Both ends of a range taken apart. A complete sheet has equal ends."""

    low: Split
    """
    The lowest value still possible.
    """

    high: Split
    """
    The highest value still possible.
    """


class ShareSplit(TypedDict):
    """A share taken apart."""

    by_answers: Fraction
    """
    What the answers did.
    """

    by_rules: Fraction
    """
    What the rules did.
    """


class Basis(TypedDict):
    """What a statement rests on."""

    verification: Verification
    """
    How sure we are of it.
    """

    doubt: Localized | None
    """
    What is not certain, when something is not.
    """

    places: list[Place]
    """
    Where it stands.
    """


class ElementLine(TypedDict):
    """A line of the buyer's checklist."""

    id: str
    """
    Id within the scheme.
    """

    title: Localized
    """
    Title.
    """

    gist: Localized
    """
    What must be there.
    """

    ask: Localized
    """
    What to ask a provider.
    """

    classes: list[str]
    """
    Classes that need it.
    """

    basis: Basis
    """
    What it rests on.
    """


class DeclarationId(TypedDict):
    """An id of the right form."""

    id: str
    """
    The id.
    """

    series: str
    """
    The series it belongs to.
    """

    title: Localized
    """
    What the series is.
    """

    current: bool
    """
    Whether ids of the series are given out now.
    """

    note: Localized
    """
    What the id is good for, and for what no more.
    """

    limits: Localized
    """
    What checking the form does and does not tell.
    """

    basis: Basis
    """
    What this rests on.
    """


class Use(TypedDict):
    """A programme, and the star it asks for."""

    id: str
    """
    Id within the list.
    """

    title: Localized
    """
    Title of the programme.
    """

    owner: str
    """
    Who runs it.
    """

    star: Star
    """
    Which star it asks for.
    """

    role: StarRole
    """
    What the star does there.
    """

    suffices: bool | None
    """
    Whether what the firm has declared is enough; none while the sources do not say, or nothing
    was said about the firm.
    """

    as_of: str
    """
    When this was so.
    """

    days_old: int | None
    """
    Whole days since the end of that time, where a day was given.
    """

    ended: bool
    """
    Whether the programme was over when seen.
    """

    note: Localized | None
    """
    More.
    """

    basis: Basis
    """
    What this rests on.
    """


class Material(TypedDict):
    """Something published that helps on a step."""

    id: str
    """
    Id within the set.
    """

    number: str | None
    """
    The number it is printed with; it means nothing without the edition.
    """

    title: Localized
    """
    Title.
    """

    summary: Localized
    """
    What it helps with.
    """

    kind: ResourceKind
    """
    What it is.
    """

    format: str | None
    """
    File format, where known.
    """

    framework: Reference | None
    """
    Framework edition that holds it as data here.
    """

    url: str | None
    """
    Where it can be had, where known.
    """

    basis: Basis
    """
    What this rests on.
    """


class NeedResult(TypedDict):
    """How far one need of a step is."""

    framework: Reference
    """
    The framework looked at.
    """

    assessment: FrameworkRef | None
    """
    The assessment looked at, where there is one.
    """

    title: Localized
    """
    What it stands for.
    """

    progress: Progress
    """
    How far it is.
    """

    open: int
    """
    Controls that keep it from being done.
    """

    origin: Origin
    """
    Whether the test is the publisher's or ours.
    """


class IncidentStep(TypedDict):
    """One step."""

    id: str
    """
    Id within the playbook.
    """

    phase: Phase
    """
    Phase it belongs to.
    """

    action: Localized
    """
    What to do.
    """

    avoid: Localized | None
    """
    What not to do.
    """

    prepared_by: list[Prepares]
    """
    Controls that prepare it.
    """

    desks: list[str]
    """
    Desks to turn to in it, of those that hold on the day.
    """

    origin: Origin
    """
    Whether the publisher names the step for this case or we do.
    """

    basis: Basis
    """
    What it rests on.
    """


class Contact(TypedDict):
    """One way of reaching a desk."""

    channel: Channel
    """
    What kind of address it is.
    """

    address: str
    """
    The address.
    """

    verification: Verification
    """
    How sure we are of the address.
    """


class Duty(TypedDict):
    """The duty to give updates while a label holds."""

    gist: Localized
    """
    What the duty is.
    """

    binds: bool
    """
    Whether it binds on the day asked about.
    """

    until: str
    """
    Last day of the duty.
    """

    promised_until: str | None
    """
    Last day of support as promised.
    """

    short_days: int | None
    """
    Days by which the promise falls short; none while no promise is known.
    """

    basis: Basis
    """
    What this rests on.
    """


class LabelFee(TypedDict):
    """What a label of the level costs on a day."""

    id: str
    """
    Id within the scheme.
    """

    title: Localized
    """
    What is paid for.
    """

    yen: int
    """
    The fee, in yen.
    """

    tax_included: bool | None
    """
    Whether tax is in it, where known.
    """

    basis: Basis
    """
    What this rests on.
    """


class ScopeReason(TypedDict):
    """Why a product is in or out."""

    field: str
    """
    What was looked at: `kind`, `speaks_ip`, `reaches_internet` or `users_add_protection`.
    """

    fits: bool | None
    """
    Whether it speaks for being in scope; none while it is not known.
    """

    title: Localized
    """
    Title of the rule.
    """

    gist: Localized
    """
    What the rule says.
    """

    basis: Basis
    """
    What it rests on.
    """


class BrokenRule(TypedDict):
    """A rule that a text breaks."""

    id: str
    """
    Id within the scheme.
    """

    rule: Localized
    """
    The rule.
    """

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """

    basis: Basis
    """
    What it rests on.
    """

    found: list[Breach]
    """
    What was found.
    """


class WordingRuleResult(TypedDict):
    """A rule on how a label may be spoken of."""

    id: str
    """
    Id within the scheme.
    """

    rule: Localized
    """
    The rule.
    """

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """

    basis: Basis
    """
    What it rests on.
    """


class CriterionGap(TypedDict):
    """One criterion that is not met."""

    criterion: str
    """
    Id of the criterion.
    """

    requirement: str | None
    """
    Requirement it belongs to.
    """

    requirement_title: Localized | None
    """
    Title of the requirement.
    """

    title: Localized
    """
    Title.
    """

    state: State
    """
    Where it stands.
    """

    advice: Localized
    """
    What to do.
    """

    parameters: list[Named]
    """
    Numbers it names.
    """

    basis: Basis
    """
    What it rests on.
    """


class ClaimResult(TypedDict):
    """What may, or may not, be said."""

    id: str
    """
    Id within the scheme.
    """

    allowed: bool
    """
    Whether it may be said.
    """

    text: Localized
    """
    The claim.
    """

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """

    basis: Basis
    """
    What it rests on.
    """


AdviceLine = TypedDict(
    "AdviceLine",
    {
        "id": str,
        "applies": bool | None,
        "fits": list[str],
        "class": str | None,
        "reason": Localized,
        "origin": Origin,
        "basis": Basis,
    },
)


AlternativeClass = TypedDict(
    "AlternativeClass",
    {
        "class": str,
        "title": Localized,
        "summary": Localized,
        "basis": Basis,
    },
)


class DraftPart(TypedDict):
    """One part of the draft."""

    id: str
    """
    Id within the template.
    """

    number: int
    """
    Printed number.
    """

    heading: Localized
    """
    Heading: the official one.
    """

    control: str
    """
    Control that asks for the part.
    """

    sentences: list[Localized]
    """
    Its sentences, filled in.
    """

    basis: Basis
    """
    What the heading rests on.
    """


class RecognitionResult(TypedDict):
    """What another scheme's proof is worth on a day."""

    id: str
    """
    Id within the scheme.
    """

    title: Localized
    """
    The other scheme.
    """

    in_force: bool
    """
    Whether the recognition is in force on the day.
    """

    valid_from: str | None
    """
    First day it holds, where it does.
    """

    waived: list[str]
    """
    Controls that the other proof stands for, when it is in force.
    """

    remaining: list[str]
    """
    Controls that remain to be shown with that proof in hand.
    """

    accepted_there: bool
    """
    Whether our label is taken there, when it is in force.
    """

    gist: Localized
    """
    What it means.
    """

    basis: Basis
    """
    What this rests on.
    """


class RiskLine(TypedDict):
    """One asset of the register."""

    index: int
    """
    Its place among the assets given, from 0.
    """

    name: str
    """
    Name of the asset.
    """

    owner: str
    """
    Who looks after it.
    """

    scenario: str
    """
    What may happen to it.
    """

    grades: Grades
    """
    The values given.
    """

    personal_data: bool
    """
    Whether it holds personal data.
    """

    criticality: int
    """
    Criticality: the highest of confidentiality, integrity and availability, and that of personal
    data where there is some.
    """

    possibility: int
    """
    Possibility of damage, by the conversion table.
    """

    risk: int
    """
    Risk value: criticality times possibility.
    """

    level: str
    """
    Id of the level.
    """

    treatment: str | None
    """
    Treatment chosen.
    """

    note: str
    """
    Free note.
    """


class ErratumNote(TypedDict):
    """A contradiction in the source, and how it is read here."""

    id: str
    """
    Id within the sheet.
    """

    says: Localized
    """
    What the source says.
    """

    reading: Localized
    """
    What we do, and why.
    """

    basis: Basis
    """
    What this rests on.
    """


class Missing(TypedDict):
    """Something that is still missing."""

    control: str
    """
    Id of the control.
    """

    title: Localized
    """
    Title.
    """

    state: State
    """
    Where it stands.
    """

    advice: Localized
    """
    What to do.
    """

    basis: Basis
    """
    What it rests on.
    """


class Compared(TypedDict):
    """One comparison."""

    measure: SizeMeasure
    """
    What is compared.
    """

    given: int | None
    """
    The value of the profile, where it says.
    """

    limit: int
    """
    Highest value that is within.
    """

    within: bool | None
    """
    Whether the value is within; none while it is not known.
    """

    line: str
    """
    Line of the table that sets the limit.
    """

    title: Localized
    """
    Title of that line.
    """

    basis: Basis
    """
    What the limit rests on.
    """


class SubsidyShare(TypedDict):
    """A share of the fees."""

    applicant: Applicant
    """
    Who gets it.
    """

    numerator: int
    """
    Upper number of the ratio.
    """

    denominator: int
    """
    Lower number of the ratio.
    """

    basis: Basis
    """
    What it rests on.
    """


class Reason(TypedDict):
    """One reason why there is no sum."""

    code: IneligibilityReason
    """
    Why.
    """

    line: str | None
    """
    Id of the condition or exclusion, where it is one.
    """

    text: Localized | None
    """
    What it says, in the catalogue's words.
    """

    basis: Basis
    """
    What it rests on.
    """


class EligibilityLine(TypedDict):
    """A condition or an exclusion, and where it stands."""

    id: str
    """
    Id of the line.
    """

    number: str | None
    """
    Printed number, where there is one.
    """

    title: Localized
    """
    Title.
    """

    gist: Localized
    """
    What it says.
    """

    state: State
    """
    Where it stands: `met` is good for a condition and for an exclusion.
    """

    basis: Basis
    """
    What it rests on.
    """


class Bound(TypedDict):
    """A sum or a length of time, with what it rests on."""

    value: int
    """
    The value.
    """

    unit: str
    """
    Its unit.
    """

    basis: Basis
    """
    What it rests on.
    """


class EligibilityRule(TypedDict):
    """A rule on what is paid and when."""

    id: str
    """
    Id of the rule.
    """

    title: Localized
    """
    Title.
    """

    gist: Localized
    """
    What it says.
    """

    basis: Basis
    """
    What it rests on.
    """


class Deadline(TypedDict):
    """A deadline that is still to come."""

    window: str
    """
    Id of the window.
    """

    opens: str | None
    """
    First day, where known.
    """

    closes: str
    """
    Last day.
    """

    days_left: int
    """
    Days from the day asked about to the last day.
    """

    planned: bool
    """
    Whether the day was only planned when it was seen.
    """

    basis: Basis
    """
    What it rests on.
    """


ThreatMoved = TypedDict(
    "ThreatMoved",
    {
        "movement": Movement,
        "from": int | None,
        "by": int | None,
    },
)


class Known(TypedDict):
    """How much of a framework is already known."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    tier: str | None
    """
    The tier, when only its controls matter.
    """

    total: int
    """
    Controls that matter.
    """

    given: int
    """
    Of these, answered here.
    """

    implied: int
    """
    Of these, following from answers elsewhere.
    """

    suggested: int
    """
    Of these, suggested by answers elsewhere, to be confirmed.
    """

    remaining: list[str]
    """
    Questions that remain, in order.
    """


class Assessment(TypedDict):
    """The result of a sheet.

    It names what it was computed from: edition, digest and the answers themselves.
    """

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    subject: str | None
    """
    Who or what was assessed, as the sheet says.
    """

    date: str | None
    """
    Day of the answers, as the sheet says.
    """

    complete: bool
    """
    Whether every control is answered.
    """

    tally: Tally
    """
    How many controls stand where.
    """

    points: Points | None
    """
    Points; none when the framework has none, or none of its controls applies.
    """

    coverage: Coverage | None
    """
    Coverage; none when the framework has none, or none of its controls applies.
    """

    outcome: Outcome | None
    """
    Where the sheet landed; none when the framework has no rule, or nothing to apply it to.
    """

    groups: list[Part]
    """
    Results by group, in order.
    """

    tags: list[Part]
    """
    Results by tag, in order.
    """

    tiers: list[TierResult]
    """
    Tiers, lowest first, with what each still misses.
    """

    findings: list[Finding]
    """
    What keeps the sheet from a better result, what is worth most first.
    """

    answers: dict[str, str]
    """
    The choice taken, control by control, in the framework's order.
    """


class Bounds(TypedDict):
    """What an incomplete sheet can still become."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    complete: bool
    """
    Whether every control is answered.
    """

    points: Points | None
    """
    Points still possible.
    """

    coverage: Coverage | None
    """
    Coverage still possible.
    """

    outcomes: list[str | None]
    """
    Every outcome still possible, lowest first, and no other. `null` stands for a sheet that
    reaches no tier or, with bands, to which nothing of the framework applies.
    """

    questions: list[Question]
    """
    The unanswered questions, first the one that narrows the outcomes most.
    """


class AnswerSheet(TypedDict):
    """Who answered what, for one framework. What is missing is unanswered, never 0."""

    framework: str
    """
    The framework answered: `id@edition`, or an id alone for the current edition.
    """

    subject: str | None
    """
    Who or what was assessed.
    """

    date: str | None
    """
    Day of the answers, `YYYY-MM-DD`.
    """

    answers: dict[str, Answer]
    """
    Answers by control. Two answers for one control are kept, so that they can be refused.
    """


class Inferred(TypedDict):
    """An answer that was not given here but follows from others."""

    control: str
    """
    Id of the control.
    """

    choice: str
    """
    The choice inferred.
    """

    certainty: Certainty
    """
    How sure it is.
    """

    conflict: bool
    """
    Whether the sources say different things: the weakest won.
    """

    sources: list[CarriedFrom]
    """
    Every source, those that decided and those that did not.
    """


class Consolidated(TypedDict):
    """The sheet of the whole, and which site decided what."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    rule: Consolidation
    """
    How several answers became one.
    """

    sheet: AnswerSheet
    """
    The sheet of the whole.
    """

    decisions: list[Decision]
    """
    Every control, in order.
    """


class Diff(TypedDict):
    """What changed between two assessments under the same rules."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    subject: str | None
    """
    Who or what was assessed.
    """

    dates: list[str | None]
    """
    Days of the answers, before and after.
    """

    before: Position
    """
    Where the sheet stood.
    """

    after: Position
    """
    Where it stands.
    """

    improved: list[Moved]
    """
    Better answers.
    """

    worsened: list[Moved]
    """
    Weaker answers.
    """

    newly_answered: list[Moved]
    """
    Answers where there were none.
    """

    withdrawn: list[Moved]
    """
    Answers taken back.
    """

    changed: list[Moved]
    """
    Other answers, neither better nor weaker: to or from "does not apply", mostly.
    """

    unchanged: int
    """
    How many controls are as they were.
    """


class GroupNode(TypedDict):
    """A group and its controls."""

    id: str
    """
    Id of the group, or `dimension:value` of the tag.
    """

    tally: Tally
    """
    How many controls stand where.
    """

    points: Points | None
    """
    Points; none when nothing here is scored by points.
    """

    coverage: Coverage | None
    """
    Coverage; none when nothing here is counted.
    """

    controls: list[ControlNode]
    """
    The controls that add up to them.
    """


class RuleNode2(TypedDict):
    """Tiers, lowest first."""

    tiers: list[TierNode]


RuleNode: TypeAlias = RuleNode1 | RuleNode2
"""
What a rule was applied to.
"""


FrameworkDiff = TypedDict(
    "FrameworkDiff",
    {
        "from": FrameworkRef,
        "to": FrameworkRef,
        "lineage": bool,
        "unchanged": int,
        "added": list[Entered],
        "dropped": list[Entered],
        "renumbered": list[Renumbered],
        "reworded": list[Reworded],
        "regrouped": list[Regrouped],
        "reclassified": list[Reclassified],
        "numbers": list[NumberChange],
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

    changes: list[Change]
    """
    What changed.
    """


class Rule1(TypedDict):
    """Bands over points or shares."""

    bands: BandsModel


class Rule2(TypedDict):
    """Tiers over standings, lowest first. The highest whose conditions hold is the outcome."""

    tiers: list[Tier]


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

    role: ControlRole | None
    """
    What it asks for, where a programme answers it.
    """

    number: str | None
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

    parts: Parts | None
    """
    What the question consists of, where the guideline lists it.
    """

    advice: Localized
    """
    What to do when the answer falls short, in our own words.
    """

    why: Localized | None
    """
    Why it matters, in our own words.
    """

    scale: str
    """
    The scale whose choices answer it.
    """

    weight: int
    """
    How much it counts in a coverage. 0 means not at all.
    """

    not_applicable: NotApplicable | None
    """
    Whether "does not apply" may be answered. Without it, the framework's rule holds.
    """

    not_applicable_when: Localized | None
    """
    When "does not apply" is a valid answer, in words.
    """

    tags: list[str]
    """
    Tags, each `dimension:value`, such as `level:mandatory`.
    """

    parameters: list[Parameter]
    """
    Numbers the requirement names.
    """

    see: list[str]
    """
    Other controls of the same framework that it refers to.
    """

    effort: int | None
    """
    Our editorial estimate of the effort of fixing it: 1 (minutes) to 5 (a project).
    """

    verification: Verification
    """
    How sure we are of what the guideline says here.
    """

    facts: Facts | None
    """
    Facts that carry another mark than `verification`.
    """

    doubt: Localized | None
    """
    What is not certain, when something is not.
    """

    citations: list[Citation]
    """
    Where the guideline says it.
    """


Migration = TypedDict(
    "Migration",
    {
        "from": FrameworkRef,
        "to": FrameworkRef,
        "sheet": AnswerSheet,
        "lines": list[MigrationLine],
    },
)


class Peer(TypedDict):
    """A control for which there is a published share."""

    control: str
    """
    Id of the control.
    """

    own: State
    """
    Where one's own answer stands.
    """

    shares: list[Share]
    """
    The shares, in the order of the surveys.
    """


class Plan(TypedDict):
    """The changes to make."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    goal: Goal
    """
    What the plan is for.
    """

    effort: int
    """
    Effort of all changes together.
    """

    steps: list[PlanStep]
    """
    The changes, in the framework's order.
    """

    before: Position
    """
    Where the sheet stands.
    """

    after: Position
    """
    Where it will stand.
    """


class ReferenceView(TypedDict):
    """What an assessment says in the terms of a scheme: which entries its controls address, and in
    what state. It never says that anybody conforms to the standard.
    """

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    subject: str | None
    """
    Who or what was assessed.
    """

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    extent: Extent
    """
    Whether the scheme's entries are complete, or only those that are referred to.
    """

    origin: Origin
    """
    Whether the publisher of the framework made the references.
    """

    verification: Verification
    """
    How sure we are of the references.
    """

    relation: Relation
    """
    How a control relates to an entry.
    """

    rationale: Rationale
    """
    What the relation rests on.
    """

    counts: list[EntryCounts]
    """
    Counts by depth, from the top.
    """

    entries: list[ReferenceEntry]
    """
    Every entry, in the scheme's order.
    """

    not_addressed: list[str]
    """
    Numbers of entries that no control addresses.
    """

    without_reference: list[str]
    """
    Ids of controls that point at nothing in the scheme.
    """


class ShareSplitEnds(TypedDict):
    """Both ends of a range taken apart. A complete sheet has equal ends."""

    low: ShareSplit
    """
    The lowest value still possible.
    """

    high: ShareSplit
    """
    The highest value still possible.
    """


CeilingCost = TypedDict(
    "CeilingCost",
    {
        "scheme": Reference,
        "class": str,
        "monitoring": str,
        "title": Localized,
        "devices": int,
        "fixed_yen": int,
        "devices_yen": int,
        "yen_per_month": int,
        "basis": Basis,
    },
)


class Offers(TypedDict):
    """The checklist, and how offers fare against it."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    checklist: list[ElementLine]
    """
    The checklist.
    """

    offers: list[OfferResult]
    """
    The offers, in the order given.
    """


class Uses(TypedDict):
    """Programmes that ask for a declaration."""

    list: Reference
    """
    The list, `id@edition`.
    """

    title: Localized
    """
    Title.
    """

    note: Localized
    """
    What a declaration is and is not.
    """

    uses: list[Use]
    """
    The programmes, in the order of the list.
    """


class StepResult(TypedDict):
    """How far one step is."""

    id: str
    """
    Id of the step.
    """

    number: int
    """
    Number of the step.
    """

    title: Localized
    """
    Title.
    """

    gist: Localized
    """
    What to do on it.
    """

    progress: Progress
    """
    How far it is: done when every need is.
    """

    needs: list[NeedResult]
    """
    What it takes.
    """

    star: str | None
    """
    Star of SECURITY ACTION that can be self-declared along with it.
    """

    basis: Basis
    """
    What the step rests on.
    """


class DeskLine(TypedDict):
    """A desk to turn to."""

    id: str
    """
    Id within the table.
    """

    operator: str
    """
    Who runs it.
    """

    title: Localized
    """
    Name.
    """

    takes: Localized
    """
    What it takes.
    """

    limits: Localized | None
    """
    What it does not do.
    """

    role: DeskRole
    """
    Whether it advises or takes reports.
    """

    first_choice: bool
    """
    Whether it is the place to ask when unsure.
    """

    contacts: list[Contact]
    """
    How it is reached.
    """

    basis: Basis
    """
    What this rests on.
    """


class LabelLife(TypedDict):
    """The life of a label, seen on a day."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    level: str
    """
    Id of the level.
    """

    title: Localized
    """
    Title of the level.
    """

    availability: Availability
    """
    Whether the level can be applied for.
    """

    on: str
    """
    The day asked about.
    """

    issued: str
    """
    Day on which the label was granted.
    """

    expires: str
    """
    Last day on which it holds.
    """

    expires_counted: bool
    """
    Whether the last day was counted by us rather than read from the product page.
    """

    counting: Localized | None
    """
    How the last day is counted.
    """

    status: LabelStatus
    """
    How it stands on the day.
    """

    days_left: int
    """
    Days from the day to the last one; negative once past.
    """

    renew_from: str
    """
    First day of the time in which to see to the renewal: our own advice.
    """

    extended_until: str
    """
    Last day if it is extended once by the longest span.
    """

    support: Duty | None
    """
    The duty to give updates.
    """

    fees: list[LabelFee]
    """
    What a label of the level costs on the day.
    """

    validity_basis: Basis
    """
    What the length rests on.
    """

    renewal_basis: Basis
    """
    What the renewal time rests on.
    """


class Scope(TypedDict):
    """Whether a product is in the scope of a label."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    in_scope: bool | None
    """
    Whether it is in scope; none while that depends on what is not known.
    """

    kind: str | None
    """
    The kind of product.
    """

    reasons: list[ScopeReason]
    """
    What decides, one line for each thing looked at.
    """


class WordingCheck(TypedDict):
    """What was found in a text about a label."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    broken: list[BrokenRule]
    """
    Rules that known phrases in the text break. Empty does not mean that the text is right:
    only known phrases are found.
    """

    rules: list[WordingRuleResult]
    """
    Every rule that applies, to be read beside the text.
    """


class CategoryGaps(TypedDict):
    """The gaps of one category."""

    category: str
    """
    Id of the category.
    """

    title: Localized
    """
    Title.
    """

    criteria: int
    """
    Criteria of the level in it.
    """

    met: int
    """
    Of these, met or not applicable.
    """

    gaps: list[CriterionGap]
    """
    The others, in order.
    """


class Way(TypedDict):
    """A way of watching, seen by an organisation."""

    monitoring: str
    """
    Id within the scheme.
    """

    title: Localized
    """
    Title.
    """

    watches: Localized
    """
    What it watches.
    """

    strength: Localized
    """
    What speaks for it.
    """

    caution: Localized
    """
    What to look out for.
    """

    fits: bool
    """
    Whether it fits every line that applies.
    """

    ceiling: CeilingCost | None
    """
    The highest monthly price, where the number of devices is known.
    """

    basis: Basis
    """
    What this rests on.
    """


class PolicyDraft(TypedDict):
    """A draft of a policy."""

    template: Reference
    """
    The template, `id@edition`.
    """

    framework: Reference
    """
    The framework that checks a policy, `id@edition`.
    """

    title: Localized
    """
    Heading.
    """

    draft: Localized
    """
    Mark that makes clear that it is a draft; it stands in every text.
    """

    note: Localized
    """
    What to do with it before adopting it.
    """

    opening: list[Localized]
    """
    Opening sentences, filled in.
    """

    sections: list[DraftPart]
    """
    The parts, in order.
    """

    closing: list[Localized]
    """
    Lines below: date, name, representative.
    """

    ja: PolicyTexts
    """
    The draft written out in Japanese.
    """

    en: PolicyTexts
    """
    The draft written out in English.
    """


class Recognitions(TypedDict):
    """What other schemes' proofs are worth on a day."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    framework: Reference
    """
    The framework whose controls are meant, `id@edition`.
    """

    on: str
    """
    The day asked about.
    """

    recognitions: list[RecognitionResult]
    """
    Each other scheme.
    """


class Register(TypedDict):
    """The register of risks."""

    sheet: Reference
    """
    The sheet, `id@edition`.
    """

    title: Localized
    """
    Title.
    """

    note: Localized
    """
    What it is for and what it is not.
    """

    lines: list[RiskLine]
    """
    The assets: highest risk first, then highest criticality, then as given.
    """

    levels: list[LevelCount]
    """
    How many assets are on each level, highest first.
    """

    treatments: list[TreatmentCount]
    """
    How many assets have each treatment.
    """

    assets: int
    """
    Number of assets.
    """

    highest: int | None
    """
    The highest risk value; none without assets.
    """

    origin: Origin
    """
    Whether the conversion table is the publisher's or ours.
    """

    errata: list[ErratumNote]
    """
    Contradictions in the source.
    """

    basis: Basis
    """
    What the tables rest on.
    """


class DeclarableStar(TypedDict):
    """One star."""

    id: str
    """
    Id of the tier.
    """

    title: Localized
    """
    Title, such as ★.
    """

    state: TierState
    """
    How far it is.
    """

    meaning: Localized
    """
    What being ready to declare it means, and what it does not mean.
    """

    missing: list[Missing]
    """
    What is missing.
    """


SmeClass = TypedDict(
    "SmeClass",
    {
        "table": Reference,
        "class": str,
        "number": str | None,
        "title": Localized,
        "sme": bool | None,
        "micro": bool | None,
        "compared": list[Compared],
        "counting": Localized,
        "basis": Basis,
    },
)


class SubsidyResult(TypedDict):
    """How much a subsidy would be, or why nothing."""

    programme: Reference
    """
    The programme, `id@edition`.
    """

    title: Localized
    """
    Title.
    """

    size: SmeClass
    """
    Size of the applicant.
    """

    share: SubsidyShare | None
    """
    The share that holds for the size.
    """

    eligible_months: int | None
    """
    Months that are eligible, where months were given.
    """

    months_cut: int
    """
    Months beyond the longest span, which are not.
    """

    eligible_yen: int
    """
    Eligible fees, in yen.
    """

    share_yen: int | None
    """
    The share of the fees before floor and cap, fractions of a yen cut off.
    """

    amount_yen: int | None
    """
    The sum, in yen; none when there is a reason for none. It is no promise: applications are
    selected.
    """

    reasons: list[Reason]
    """
    Why there is none.
    """

    depends: bool
    """
    Whether the sum still depends on lines that are not answered.
    """

    eligibility: FrameworkRef
    """
    The rules that conditions and exclusions were judged by.
    """

    lines: list[EligibilityLine]
    """
    Every condition and exclusion.
    """

    floor: Bound
    """
    Least sum that is paid.
    """

    cap: Bound
    """
    Highest sum that is paid.
    """

    term: Bound
    """
    Longest span whose fees are eligible.
    """

    eligible: Localized
    """
    What costs are eligible.
    """

    rules: list[EligibilityRule]
    """
    Other rules on what is paid and when.
    """

    deadlines: list[Deadline]
    """
    Deadlines from the day asked about on, where a day was given.
    """


class ThreatLine(TypedDict):
    """One threat of the list."""

    kind: str
    """
    Stable id over the years.
    """

    rank: int
    """
    Place in the vote: neither a probability nor a severity.
    """

    title: Localized
    """
    The label of that year.
    """

    moved: ThreatMoved | None
    """
    How the rank moved, where the list before is given.
    """

    cover: Cover
    """
    How far the basic measures against it are in place.
    """

    ways_in: list[WayIn]
    """
    Its ways in.
    """

    basis: Basis
    """
    What rank and label rest on.
    """


class AnsweredOnce(TypedDict):
    """How much of each framework is already known."""

    frameworks: list[Known]
    """
    The frameworks, the shortest list of questions first.
    """


class CarryOver(TypedDict):
    """A sheet filled from others."""

    framework: FrameworkRef
    """
    The framework filled, its edition and its digest.
    """

    sheet: AnswerSheet
    """
    Given answers as they are, and inferred ones, whose evidence names where they come from
    (`self-assessment@4.0#SA-01`).
    """

    inferred: list[Inferred]
    """
    The inferred answers.
    """

    prompts: list[Prompt]
    """
    Open controls that other answers throw light on.
    """

    disagreements: list[Disagreement]
    """
    Given answers that other answers contradict.
    """

    remaining: list[str]
    """
    Every control still open, in order.
    """


class OutcomeNode(TypedDict):
    """The outcome, its rule and where the rule stands."""

    low: str | None
    """
    The outcome that is certain.
    """

    high: str | None
    """
    The best outcome still possible.
    """

    origin: Origin
    """
    Whether the rule is the publisher's or ours.
    """

    verification: Verification
    """
    How sure we are of the rule.
    """

    citations: list[Citation]
    """
    Where the rule stands.
    """

    rule: RuleNode
    """
    What it was applied to.
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

    citations: list[Citation]
    """
    Where it stands.
    """

    rule: Rule
    """
    The rule.
    """


class Migrated(TypedDict):
    """The sheet in the newest edition, and how it came there."""

    sheet: AnswerSheet
    """
    The sheet in the newest edition.
    """

    steps: list[Migration]
    """
    Every edition on the way, oldest first.
    """


class Peers(TypedDict):
    """What others answered. A control for which nothing was published is not there."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    controls: list[Peer]
    """
    The controls, in order.
    """


ScoreChange = TypedDict(
    "ScoreChange",
    {
        "from": FrameworkRef,
        "to": FrameworkRef,
        "subject": str | None,
        "dates": list[str | None],
        "order": Order,
        "before": Position,
        "between": Position,
        "after": Position,
        "points": SplitEnds | None,
        "coverage": ShareSplitEnds | None,
        "sheet_between": AnswerSheet,
    },
)


class GuidelineProgress(TypedDict):
    """Where an organisation stands on a staircase."""

    staircase: Reference
    """
    The staircase, `id@edition`.
    """

    title: Localized
    """
    Title.
    """

    note: Localized
    """
    What it is and is not.
    """

    step: int
    """
    Number of the highest step below which, itself included, every step is done; 0 for none.
    """

    next: int | None
    """
    Number of the step to work on; none at the top.
    """

    materials: list[Material]
    """
    What helps on that step.
    """

    steps: list[StepResult]
    """
    Every step, lowest first.
    """


class Desks(TypedDict):
    """The desks of a span of time."""

    table: Reference
    """
    The table, `id@edition`.
    """

    valid_from: str | None
    """
    First day it holds, where known.
    """

    valid_until: str | None
    """
    Last day it held; none while it still holds.
    """

    desks: list[DeskLine]
    """
    Desks for organisations in this case, the place to ask when unsure first.
    """


class LevelGaps(TypedDict):
    """What keeps a firm from a level."""

    framework: FrameworkRef
    """
    The rules it was judged by.
    """

    level: str
    """
    Id of the level.
    """

    title: Localized
    """
    Title of the level.
    """

    judged: Localized
    """
    Who judges, and how: never this result.
    """

    validity_months: int | None
    """
    How long the level holds, in months, where known.
    """

    validity_basis: Basis | None
    """
    What the length rests on.
    """

    opens: str
    """
    When applications are expected, `YYYY-MM`.
    """

    criteria: int
    """
    Criteria of the level.
    """

    met: int
    """
    Of these, met or not applicable by your own answers.
    """

    categories: list[CategoryGaps]
    """
    Every category, in order.
    """

    claims: list[ClaimResult]
    """
    What may and may not be said after a self-assessment.
    """

    basis: Basis
    """
    What the level rests on.
    """


class Advised(TypedDict):
    """Which way of watching to look at first."""

    scheme: Reference
    """
    The scheme, `id@edition`.
    """

    first: list[str]
    """
    What to look at first: of those that fit, the one with the lowest ceiling. Several when their
    ceilings are equal; while the number of devices is not known, the first of the scheme.
    """

    tentative: bool
    """
    Whether an answer that is not known could change it.
    """

    ways: list[Way]
    """
    Every way of watching.
    """

    lines: list[AdviceLine]
    """
    Every line of advice.
    """

    classes: list[AlternativeClass]
    """
    Classes of services to look at as well.
    """

    crossing: Crossing | None
    """
    Where the flat and the by-device way cost the same.
    """


class Declarable(TypedDict):
    """Which star a firm can declare for itself."""

    framework: FrameworkRef
    """
    The rules it was judged by.
    """

    title: Localized
    """
    Title of the scheme.
    """

    stars: int
    """
    Number of stars that can be declared now: 0, 1 or 2.
    """

    each: list[DeclarableStar]
    """
    Each star, lowest first.
    """

    minimum_score: int | None
    """
    Least score of the self-assessment: none, for none is published.
    """

    validity_months: int | None
    """
    Months after which a declaration ends: none, for none is published.
    """


class ThreatView(TypedDict):
    """The threats of a year against a firm's answers."""

    list: Reference
    """
    The list, `id@edition`.
    """

    title: Localized
    """
    Title.
    """

    method: Localized
    """
    How the list is made, and what it is not.
    """

    previous: Reference | None
    """
    The list before, where it is given.
    """

    answered: FrameworkRef
    """
    The rules the answers were given by.
    """

    measures: Reference | None
    """
    The framework of the basic measures, `id@edition`.
    """

    threats: list[ThreatLine]
    """
    The threats, by rank.
    """

    left: list[LeftLine]
    """
    What left the list.
    """


class Explained(TypedDict):
    """An explanation, and its text when a language was given."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    subject: str | None
    """
    Who or what was assessed.
    """

    date: str | None
    """
    Day of the answers.
    """

    total: Total
    """
    The whole: the sum of the groups.
    """

    groups: list[GroupNode]
    """
    Each group: the sum of its controls.
    """

    tags: list[TagNode]
    """
    Each tag: the sum of the controls that carry it.
    """

    outcome: OutcomeNode | None
    """
    The outcome: the rule and what it was applied to.
    """

    sources: list[Source]
    """
    The documents that are cited.
    """

    text: NotRequired[str | None]
    """
    Its text, when a language was given.
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

    issued: str | None
    """
    Day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    """

    valid_from: str | None
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

    acceptance: bool
    """
    Whether a risk may be accepted instead of a control.
    """

    reasons: list[Standing]
    """
    Standings that need a reason with the answer.
    """

    previous: Previous | None
    """
    How it came from the edition before.
    """

    sources: list[Source]
    """
    Documents cited.
    """

    scales: list[Scale]
    """
    Scales.
    """

    groups: list[Group]
    """
    Parts, in order.
    """

    dimensions: list[Dimension]
    """
    Ways of cutting across.
    """

    coverage: CoverageRule | None
    """
    How coverage is counted, where the framework has no points of its own.
    """

    outcome: OutcomeRule | None
    """
    How a sheet becomes an outcome.
    """

    controls: list[Control]
    """
    The controls, in order.
    """


class IncidentPlan(TypedDict):
    """What to do in a case."""

    playbooks: Reference
    """
    The playbooks, `id@edition`.
    """

    note: Localized
    """
    What they are and are not.
    """

    case: Case
    """
    The case.
    """

    title: Localized | None
    """
    Title of the playbook; none where there is none for the case.
    """

    when: Localized | None
    """
    When to open it.
    """

    origin: Origin | None
    """
    Whether the publisher treats the case or we do.
    """

    steps: list[IncidentStep]
    """
    The steps, in order.
    """

    desks: Desks | None
    """
    The desks that hold on the day; none when no table does.
    """


class Loaded(TypedDict):
    """A framework that was loaded."""

    framework: FrameworkRef
    """
    The framework, its edition and its digest.
    """

    definition: Definition
    """
    What its author wrote.
    """


class Results(TypedDict):
    """What each function gives, by its name."""

    answer_once: AnsweredOnce
    assess: Assessment
    bounds: Bounds
    carry_over: CarryOver
    consolidate: Consolidated
    diff: Diff
    explain: Explained
    framework_diff: FrameworkDiff
    load_framework: Loaded
    migrate: Migrated
    peers: Peers
    plan: Plan
    read_assessment: Assessment
    references: ReferenceView
    score_change: ScoreChange
    strm: StrmTable
    ceiling_cost: CeilingCost
    compare_offers: Offers
    declaration_id: DeclarationId
    declaration_uses: Uses
    footing: GuidelineProgress
    incident: IncidentPlan
    label_life: LabelLife
    label_scope: Scope
    label_wording: WordingCheck
    level_gaps: LevelGaps
    monitoring_advice: Advised
    policy_draft: PolicyDraft
    recognitions: Recognitions
    register: Register
    register_csv: RegisterCsv
    security_action: Declarable
    sme_class: SmeClass
    subsidy: SubsidyResult
    subsidy_eligibility: Definition
    threat_view: ThreatView
