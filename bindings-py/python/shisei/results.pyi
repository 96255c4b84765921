"""Types of what functions give.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from typing import Any, Final, Literal, overload

from shisei._shisei import Coverage, Framework, Localized, Points, Tally
from shisei._shisei import Record as Record
from shisei.enums import Origin, Standing, State, Status, TierState, Verification

class AddressedBy(Record):
    """A control that points at an entry, and its state."""

    control: Final[str]
    state: Final[State]

class AdviceLine(Record):
    """A line of advice, and whether it applies."""

    id: Final[str]
    applies: Final[bool | None]
    fits: Final[tuple[str, ...]]
    class_: Final[str | None]
    reason: Final[Localized]
    origin: Final[Origin]
    basis: Final[Basis]

class Advised(Record):
    """Which way of watching to look at first."""

    scheme: Final[str]
    first: Final[tuple[str, ...]]
    tentative: Final[bool]
    ways: Final[tuple[MonitoringWay, ...]]
    lines: Final[tuple[AdviceLine, ...]]
    classes: Final[tuple[AlternativeClass, ...]]
    crossing: Final[Crossing | None]

class AlternativeClass(Record):
    """A class of services to look at as well."""

    class_: Final[str]
    title: Final[Localized]
    summary: Final[Localized]
    basis: Final[Basis]

class AnswerSheet(Record):
    """Who answered what, for one framework. What is missing is unanswered, never 0."""

    framework: Final[str]
    subject: Final[str | None]
    date: Final[str | None]
    answers: Final[dict[str, str | DetailedAnswer | None]]

class AnsweredOnce(Record):
    """How much of each framework is already known."""

    frameworks: Final[tuple[KnownAnswers, ...]]

class AttackEntry(Record):
    """A way in, and the basic measure that closes it."""

    id: Final[str]
    title: Final[Localized]
    measure: Final[Localized]
    purpose: Final[Localized]
    control: Final[str | None]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class BandReached(Record):
    """A value and the band it falls into: `value * 100 >= from * of` for shares, `value >= from`
    for points.
    """

    value: Final[int]
    of: Final[int]
    band: Final[str]
    from_: Final[int | None]
    next: Final[int | None]

class Basis(Record):
    """The sources of a statement."""

    verification: Final[Verification]
    doubt: Final[Localized | None]
    places: Final[tuple[Place, ...]]

class Bounds(Record):
    """What an incomplete sheet can still become."""

    framework: Final[FrameworkRef]
    complete: Final[bool]
    points: Final[Points | None]
    coverage: Final[Coverage | None]
    outcomes: Final[tuple[str | None, ...]]
    questions: Final[tuple[Question, ...]]

class Breach(Record):
    """A word that breaks a rule."""

    phrase: Final[str]

class BreachCase(Record):
    """A case that must be reported, and whether it applies."""

    id: Final[str]
    number: Final[str]
    title: Final[Localized]
    gist: Final[Localized]
    applies: Final[bool | None]
    final_days: Final[int]
    basis: Final[Basis]

class BreachDeadline(Record):
    """By when something must be reported."""

    id: Final[str]
    stage: Final[Literal["preliminary", "final", "tell-client"]]
    title: Final[Localized]
    rule: Final[Localized]
    days_from: Final[int]
    days: Final[int]
    rolls_over: Final[bool]
    counting: Final[Localized]
    counting_origin: Final[Origin]
    content: Final[Localized]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class BreachDue(Record):
    """By when something must be reported."""

    id: Final[str]
    stage: Final[Literal["preliminary", "final", "tell-client"]]
    title: Final[Localized]
    rule: Final[Localized]
    from_: Final[str | None]
    by: Final[str]
    counted: Final[str]
    days_left: Final[int | None]
    counting: Final[Localized]
    counting_origin: Final[Origin]
    content: Final[Localized]
    holidays: Final[Basis | None]
    check: Final[Localized | None]
    basis: Final[Basis]

class BreachLine(Record):
    """One statement of the rules."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized | None]
    gist: Final[Localized]
    frees: Final[Literal["encrypted", "recovered-unseen", "copy-kept"] | None]
    told_to_persons: Final[bool | None]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class BreachReport(Record):
    """What a breach of personal data entails."""

    rules: Final[str]
    note: Final[Localized]
    holidays: Final[str]
    kind: Final[BreachStatement]
    discovered: Final[str]
    reportable: Final[bool | None]
    cases: Final[tuple[BreachCase, ...]]
    exceptions: Final[tuple[BreachStatement, ...]]
    recipients: Final[tuple[BreachStatement, ...]]
    due: Final[tuple[BreachDue, ...]]
    items: Final[tuple[BreachStatement, ...]]
    notice: Final[tuple[BreachStatement, ...]]
    contractors: Final[tuple[BreachStatement, ...]]
    counting: Final[tuple[BreachStatement, ...]]
    signs: Final[tuple[BreachStatement, ...]]
    first_moves: Final[tuple[BreachStatement, ...]]

class BreachRules(Record):
    """Whom a breach of personal data must be reported to, what must be said, and by which day."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    note: Final[Localized]
    holidays: Final[str]
    year_end: Final[YearEnd]
    sources: Final[tuple[Source, ...]]
    states: Final[tuple[BreachState, ...]]
    cases: Final[tuple[ReportableCase, ...]]
    deadlines: Final[tuple[BreachDeadline, ...]]
    recipient: Final[BreachLine]
    delegated: Final[BreachLine]
    counting: Final[tuple[BreachLine, ...]]
    items: Final[tuple[BreachLine, ...]]
    notice: Final[tuple[BreachLine, ...]]
    contractors: Final[tuple[BreachLine, ...]]
    exceptions: Final[tuple[BreachLine, ...]]
    voluntary: Final[BreachLine]
    signs: Final[tuple[BreachLine, ...]]
    first_moves: Final[tuple[BreachLine, ...]]

class BreachState(Record):
    """What happened, and when it does not count."""

    kind: Final[Literal["leak", "loss", "damage"]]
    title: Final[Localized]
    gist: Final[Localized]
    except_: Final[Localized]
    unless: Final[Literal["encrypted", "recovered-unseen", "copy-kept"]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class BreachStatement(Record):
    """A statement of the rules."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized | None]
    gist: Final[Localized]
    told_to_persons: Final[bool | None]
    origin: Final[Origin]
    basis: Final[Basis]

class BrokenRule(Record):
    """A rule that a text breaks."""

    id: Final[str]
    rule: Final[Localized]
    origin: Final[Origin]
    basis: Final[Basis]
    found: Final[tuple[Breach, ...]]

class CarriedFrom(Record):
    """An answer elsewhere, and what it says here."""

    framework: Final[str]
    control: Final[str]
    choice: Final[str]
    standing: Final[Standing]
    relation: Final[Literal["equal", "superset", "subset", "intersects", "not-related"]]
    through: Final[EditionControl | None]
    carries: Final[Standing | None]
    decides: Final[bool]
    origin: Final[Origin]
    verification: Final[Verification]

class CarryOver(Record):
    """A sheet filled from others."""

    framework: Final[FrameworkRef]
    sheet: Final[AnswerSheet]
    inferred: Final[tuple[Inferred, ...]]
    prompts: Final[tuple[Prompt, ...]]
    disagreements: Final[tuple[Disagreement, ...]]
    remaining: Final[tuple[str, ...]]
    migrated: Final[tuple[MigratedSheet, ...] | None]

class CategoryGaps(Record):
    """The gaps of one category."""

    category: Final[str]
    title: Final[Localized]
    criteria: Final[int]
    met: Final[int]
    gaps: Final[tuple[CriterionGap, ...]]

class CeilingCost(Record):
    """The highest monthly price of a way of watching."""

    scheme: Final[str]
    class_: Final[str]
    monitoring: Final[str]
    title: Final[Localized]
    devices: Final[int]
    fixed_yen: Final[int]
    devices_yen: Final[int]
    yen_per_month: Final[int]
    basis: Final[Basis]

class ChangedAnswer(Record):
    """A control whose answer changed."""

    control: Final[str]
    from_: Final[str | None]
    to: Final[str | None]
    from_state: Final[State]
    to_state: Final[State]
    points: Final[int | None]

class Choice(Record):
    """One allowed answer."""

    id: Final[str]
    label: Final[Localized]
    standing: Final[Standing]
    points: Final[int | None]

class Citation(Record):
    """A place in a `Source`."""

    source: Final[str]
    at: Final[str]

class Claim(Record):
    """Something that may, or may not, be said after a self-assessment."""

    id: Final[str]
    allowed: Final[bool]
    text: Final[Localized]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ClaimResult(Record):
    """What may, or may not, be said."""

    id: Final[str]
    allowed: Final[bool]
    text: Final[Localized]
    origin: Final[Origin]
    basis: Final[Basis]

class ConditionNode(Record):
    """A condition, counted."""

    accept: Final[tuple[Standing, ...]]
    at_least: Final[int]
    satisfied: Final[int]
    open: Final[int]
    state: Final[TierState]
    controls: Final[tuple[str, ...]]

class Consolidated(Record):
    """The sheet of the whole, and which site decided what."""

    framework: Final[FrameworkRef]
    rule: Final[Literal["worst-of", "majority", "mean-rounded-down"]]
    sheet: Final[AnswerSheet]
    decisions: Final[tuple[Decision, ...]]

class Contact(Record):
    """One way of reaching a desk."""

    channel: Final[Literal["email", "phone", "page"]]
    address: Final[str]
    verification: Final[Verification]

class ControlNode(Record):
    """A control with its answer."""

    control: Final[str]
    choice: Final[str | None]
    state: Final[State]
    counted: Final[Literal["answered", "range", "left-out", "in-full"]]
    points: Final[Points | None]
    credit: Final[Credit | None]
    scale_origin: Final[Origin]
    scale_citations: Final[tuple[Citation, ...]]
    citations: Final[tuple[Citation, ...]]
    verification: Final[Verification]

class ControlNote(Record):
    """A control that came in or went."""

    control: Final[str]
    note: Final[Localized | None]

class ControlRef(Record):
    """A control of a framework edition."""

    framework: Final[str]
    control: Final[str]

class Conversion(Record):
    """One cell of the conversion table from threat and vulnerability to possibility."""

    threat: Final[int]
    vulnerability: Final[int]
    possibility: Final[int]

class Credit(Record):
    """What a control adds to a coverage."""

    low: Final[int]
    high: Final[int]
    of: Final[int]

class Criterion(Record):
    """A line that an applicant, a bonus or an exclusion is judged by."""

    id: Final[str]
    role: Final[Literal["last-day", "support", "in-scope", "out-of-scope"] | None]
    number: Final[str | None]
    title: Final[Localized]
    gist: Final[Localized]
    parameters: Final[tuple[Parameter, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class CriterionGap(Record):
    """One criterion that is not met."""

    criterion: Final[str]
    requirement: Final[str | None]
    requirement_title: Final[Localized | None]
    title: Final[Localized]
    state: Final[State]
    advice: Final[Localized]
    parameters: Final[tuple[CriterionNumber, ...]]
    basis: Final[Basis]

class CriterionNumber(Record):
    """A number that a criterion names."""

    id: Final[str]
    value: Final[int]
    unit: Final[str]
    label: Final[Localized]

class Crossing(Record):
    """Where two ways of watching cost the same at their ceilings."""

    flat: Final[str]
    by_device: Final[str]
    devices: Final[int]
    yen_per_month: Final[int]

class Crosswalk(Record):
    """Relations between the controls of two framework editions."""

    from_: Final[str]
    to: Final[str]
    origin: Final[Origin]
    verification: Final[Verification]
    rationale: Final[Literal["syntactic", "semantic", "functional"]]
    links: Final[tuple[Link, ...]]

class Deadline(Record):
    """A deadline that is still to come."""

    window: Final[str]
    opens: Final[str | None]
    closes: Final[str]
    closes_at: Final[str | None]
    decision: Final[str | None]
    days_left: Final[int]
    planned: Final[bool]
    basis: Final[Basis]

class Decision(Record):
    """How one control was decided."""

    control: Final[str]
    choice: Final[str | None]
    by: Final[tuple[str, ...]]
    answers: Final[tuple[SiteAnswer, ...]]

class Declarable(Record):
    """Which star a firm can declare for itself."""

    framework: Final[FrameworkRef]
    title: Final[Localized]
    stars: Final[int]
    each: Final[tuple[DeclarableStar, ...]]
    minimum_score: Final[int | None]
    validity_months: Final[int | None]

class DeclarableStar(Record):
    """One star."""

    id: Final[str]
    title: Final[Localized]
    state: Final[TierState]
    meaning: Final[Localized]
    missing: Final[tuple[Missing, ...]]

class DeclarationId(Record):
    """An id of the right form."""

    id: Final[str]
    series: Final[str]
    title: Final[Localized]
    current: Final[bool]
    note: Final[Localized]
    limits: Final[Localized]
    basis: Final[Basis]

class DeclarationIds(Record):
    """How the ids of declarations look."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    note: Final[Localized]
    digits: Final[int]
    sources: Final[tuple[Source, ...]]
    series: Final[tuple[DeclarationSeries, ...]]

class DeclarationSeries(Record):
    """A series of declaration ids, told by the first digit."""

    id: Final[str]
    first_digit: Final[int]
    current: Final[bool]
    title: Final[Localized]
    valid_from: Final[str | None]
    valid_until: Final[str | None]
    note: Final[Localized]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class DeclarationUse(Record):
    """That a programme asks for a declaration."""

    id: Final[str]
    title: Final[Localized]
    owner: Final[str]
    star: Final[Literal["one", "two", "one-or-two", "not-stated", "none-asked"]]
    role: Final[Literal["gate", "bonus", "substitute", "not-stated", "no-role"]]
    as_of: Final[str]
    ended: Final[bool]
    note: Final[Localized | None]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class DeclarationUses(Record):
    """Programmes that ask for a declaration."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    note: Final[Localized]
    declaration: Final[str]
    self_assessment: Final[str]
    sources: Final[tuple[Source, ...]]
    uses: Final[tuple[DeclarationUse, ...]]

class Desk(Record):
    """A place that helps or takes reports."""

    id: Final[str]
    operator: Final[str]
    title: Final[Localized]
    takes: Final[Localized]
    limits: Final[Localized | None]
    role: Final[Literal["advice", "report", "advice-and-report"]]
    cases: Final[
        tuple[
            Literal[
                "ransomware",
                "leak",
                "stoppage",
                "targeted",
                "vulnerability",
                "unauthorised-access",
                "fraud",
                "general",
            ],
            ...,
        ]
    ]
    for_organisations: Final[bool]
    first_choice: Final[bool]
    contacts: Final[tuple[Contact, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class DeskLine(Record):
    """A desk to turn to."""

    id: Final[str]
    operator: Final[str]
    title: Final[Localized]
    takes: Final[Localized]
    limits: Final[Localized | None]
    role: Final[Literal["advice", "report", "advice-and-report"]]
    first_choice: Final[bool]
    contacts: Final[tuple[Contact, ...]]
    basis: Final[Basis]

class DeskTable(Record):
    """The desks of a span of time."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    title: Final[Localized]
    valid_from: Final[str | None]
    valid_until: Final[str | None]
    sources: Final[tuple[Source, ...]]
    desks: Final[tuple[Desk, ...]]

class Desks(Record):
    """The desks of a span of time."""

    table: Final[str]
    valid_from: Final[str | None]
    valid_until: Final[str | None]
    desks: Final[tuple[DeskLine, ...]]

class DetailedAnswer(Record):
    """An answer with what is kept beside it."""

    choice: Final[str | None]
    reason: Final[str | None]
    note: Final[str | None]
    evidence: Final[tuple[str, ...]]
    date: Final[str | None]

class Diff(Record):
    """What changed between two assessments under the same rules."""

    framework: Final[FrameworkRef]
    subject: Final[str | None]
    dates: Final[tuple[str | None, ...]]
    before: Final[Position]
    after: Final[Position]
    improved: Final[tuple[ChangedAnswer, ...]]
    worsened: Final[tuple[ChangedAnswer, ...]]
    newly_answered: Final[tuple[ChangedAnswer, ...]]
    withdrawn: Final[tuple[ChangedAnswer, ...]]
    changed: Final[tuple[ChangedAnswer, ...]]
    unchanged: Final[int]

class Disagreement(Record):
    """An answer that was given here and differs from what would be inferred. The given one
    stays.
    """

    control: Final[str]
    given: Final[str]
    inferred: Final[str]
    sources: Final[tuple[CarriedFrom, ...]]

class Distribution(Record):
    """How published answers spread."""

    id: Final[str]
    label: Final[Localized]
    period: Final[str]
    axis: Final[Literal["yen", "days", "category"]]
    n: Final[int | None]
    regime: Final[Literal["everyday", "severe"] | None]
    incident: Final[
        Literal[
            "any",
            "unauthorised-access",
            "ransomware",
            "malware",
            "web-leak",
            "card-leak",
            "card-fraud",
        ]
        | None
    ]
    portions: Final[tuple[Portion, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class DraftPart(Record):
    """One part of the draft."""

    id: Final[str]
    number: Final[int]
    heading: Final[Localized]
    control: Final[str]
    sentences: Final[tuple[Localized, ...]]
    basis: Final[Basis]

class DroppedThreat(Record):
    """A threat that is on the list no more."""

    kind: Final[str]
    note: Final[Localized]

class Duty(Record):
    """The duty to give updates while a label holds."""

    gist: Final[Localized]
    binds: Final[bool]
    until: Final[str]
    promised_until: Final[str | None]
    short_days: Final[int | None]
    basis: Final[Basis]

class EditionControl(Record):
    """A control of a framework edition."""

    framework: Final[str]
    control: Final[str]

class ElementLine(Record):
    """A line of the buyer's checklist."""

    id: Final[str]
    title: Final[Localized]
    gist: Final[Localized]
    ask: Final[Localized]
    classes: Final[tuple[str, ...]]
    basis: Final[Basis]

class Eligibility(Record):
    """How the conditions of a subsidy are answered: the words of a small framework."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    conditions: Final[Localized]
    exclusions: Final[Localized]
    condition_choices: Final[tuple[Choice, ...]]
    exclusion_choices: Final[tuple[Choice, ...]]
    condition_advice: Final[Localized]
    exclusion_advice: Final[Localized]
    reached: Final[Localized]
    reached_meaning: Final[Localized]

class EligibilityLine(Record):
    """A condition or an exclusion, and its state."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized]
    gist: Final[Localized]
    state: Final[State]
    basis: Final[Basis]

class EligibilityRule(Record):
    """A rule on what is paid and when."""

    id: Final[str]
    title: Final[Localized]
    gist: Final[Localized]
    basis: Final[Basis]

class EntryCounts(Record):
    """How many entries of one depth are in which state. Always read with `of`."""

    of: Final[int]
    met: Final[int]
    partial: Final[int]
    unmet: Final[int]
    open: Final[int]
    not_applicable: Final[int]
    not_addressed: Final[int]

class EntryLink(Record):
    """That a threat comes in by an entry."""

    entry: Final[str]
    origin: Final[Origin]
    verification: Final[Verification]
    reason: Final[Localized]
    citations: Final[tuple[Citation, ...]]

class Erratum(Record):
    """A place where the source contradicts itself, and how we read it."""

    id: Final[str]
    says: Final[Localized]
    reading: Final[Localized]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ErratumNote(Record):
    """A contradiction in the source, and how it is read here."""

    id: Final[str]
    says: Final[Localized]
    reading: Final[Localized]
    basis: Final[Basis]

class Evidence(Record):
    """Figures of one survey, statistic or study."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    publisher: Final[str]
    issued: Final[str | None]
    period: Final[str]
    population: Final[Localized]
    n: Final[int | None]
    caution: Final[Localized]
    sources: Final[tuple[Source, ...]]
    figures: Final[tuple[Figure, ...]]
    distributions: Final[tuple[Distribution, ...]]

class Explained(Record):
    """An explanation, and its text when a language was given."""

    framework: Final[FrameworkRef]
    subject: Final[str | None]
    date: Final[str | None]
    total: Final[WholeNode]
    groups: Final[tuple[GroupNode, ...]]
    tags: Final[tuple[TagNode, ...]]
    outcome: Final[OutcomeNode | None]
    sources: Final[tuple[Source, ...]]
    text: Final[str | None]

class Fee(Record):
    """What a label costs."""

    id: Final[str]
    title: Final[Localized]
    level: Final[str]
    yen: Final[int]
    tax_included: Final[bool | None]
    valid_from: Final[str | None]
    valid_until: Final[str | None]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Figure(Record):
    """One published figure."""

    id: Final[str]
    label: Final[Localized]
    period: Final[str | None]
    value: Final[Quantity]
    precision: Final[Literal["exact", "about", "over", "at-least"]]
    n: Final[int | None]
    regime: Final[Literal["everyday", "severe"] | None]
    incident: Final[
        Literal[
            "any",
            "unauthorised-access",
            "ransomware",
            "malware",
            "web-leak",
            "card-leak",
            "card-fraud",
        ]
        | None
    ]
    controls: Final[tuple[ControlRef, ...]]
    standings: Final[tuple[Standing, ...]]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class FigureLink(Record):
    """A published figure that is about a threat."""

    evidence: Final[str]
    figure: Final[str]
    gives: Final[Literal["frequency", "severity", "duration", "way-in", "effect", "measure"]]
    input: Final[Literal["probability", "severity-p5", "severity-p95"] | None]
    origin: Final[Origin]
    reason: Final[Localized]

class Fraction(Record):
    """The difference of two shares, exactly: `parts / of`, in lowest terms."""

    parts: Final[int]
    of: Final[int]

class FrameworkDiff(Record):
    """What changed between two editions of a guideline."""

    from_: Final[FrameworkRef]
    to: Final[FrameworkRef]
    lineage: Final[bool]
    unchanged: Final[int]
    added: Final[tuple[ControlNote, ...]]
    dropped: Final[tuple[ControlNote, ...]]
    renumbered: Final[tuple[Renumbered, ...]]
    reworded: Final[tuple[Reworded, ...]]
    regrouped: Final[tuple[Regrouped, ...]]
    reclassified: Final[tuple[Reclassified, ...]]
    numbers: Final[tuple[NumberChange, ...]]

class FrameworkRef(Record):
    """The framework a result was computed from."""

    id: Final[str]
    edition: Final[str]
    digest: Final[str]
    rules_digest: Final[str]

class Gain(Record):
    """What a change adds to the certain result."""

    points: Final[int | None]
    credit: Final[int | None]

class Goal(Record):
    """What a plan is for."""

    reach: Final[Target | None]
    within: Final[GoalWithin | None]

class GoalWithin(Record):
    budget: Final[int]
    maximise: Final[Literal["outcome", "points", "coverage"]]

class Grade(Record):
    """One level of a grading scheme."""

    tier: Final[str]
    tag: Final[str]
    title: Final[Localized]
    judged: Final[Localized]
    validity: Final[Limit | None]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Grades(Record):
    """The values given to an asset."""

    confidentiality: Final[int]
    integrity: Final[int]
    availability: Final[int]
    threat: Final[int]
    vulnerability: Final[int]

class Grading(Record):
    """A scheme that grades organisations, such as SCS."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    framework: Final[str]
    requirements: Final[str]
    opens: Final[str]
    sources: Final[tuple[Source, ...]]
    grades: Final[tuple[Grade, ...]]
    claims: Final[tuple[Claim, ...]]

class GroupNode(Record):
    """A group and its controls."""

    id: Final[str]
    tally: Final[Tally]
    points: Final[Points | None]
    coverage: Final[Coverage | None]
    controls: Final[tuple[ControlNode, ...]]

class GuidelineProgress(Record):
    """How far an organisation is on the steps of a guideline."""

    staircase: Final[str]
    title: Final[Localized]
    note: Final[Localized]
    step: Final[int]
    next: Final[int | None]
    materials: Final[tuple[Material, ...]]
    steps: Final[tuple[StepResult, ...]]

class HolidayYear(Record):
    """The holidays of one year."""

    year: Final[int]
    days: Final[tuple[str, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Holidays(Record):
    """Public holidays, year by year."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    beyond: Final[Localized]
    sources: Final[tuple[Source, ...]]
    years: Final[tuple[HolidayYear, ...]]

class IncidentPlan(Record):
    """What to do in a case."""

    playbooks: Final[str]
    note: Final[Localized]
    case: Final[
        Literal[
            "ransomware",
            "leak",
            "stoppage",
            "targeted",
            "vulnerability",
            "unauthorised-access",
            "fraud",
            "general",
        ]
    ]
    title: Final[Localized | None]
    when: Final[Localized | None]
    origin: Final[Origin | None]
    steps: Final[tuple[IncidentStep, ...]]
    desks: Final[Desks | None]

class IncidentStep(Record):
    """One step."""

    id: Final[str]
    phase: Final[Literal["detect", "report", "recover"]]
    action: Final[Localized]
    avoid: Final[Localized | None]
    prepared_by: Final[tuple[Prepares, ...]]
    desks: Final[tuple[str, ...]]
    deadlines: Final[tuple[BreachDue, ...]]
    origin: Final[Origin]
    basis: Final[Basis]

class Inferred(Record):
    """An answer that was not given here but follows from others."""

    control: Final[str]
    choice: Final[str]
    certainty: Final[Literal["implied", "suggested"]]
    conflict: Final[bool]
    sources: Final[tuple[CarriedFrom, ...]]

class KnownAnswers(Record):
    """How much of a framework is already known."""

    framework: Final[FrameworkRef]
    tier: Final[str | None]
    total: Final[int]
    given: Final[int]
    implied: Final[int]
    suggested: Final[int]
    remaining: Final[tuple[str, ...]]
    migrated: Final[tuple[MigratedSheet, ...] | None]

class LabelFee(Record):
    """What a label of the level costs on a day."""

    id: Final[str]
    title: Final[Localized]
    yen: Final[int]
    tax_included: Final[bool | None]
    basis: Final[Basis]

class LabelLevel(Record):
    """One level of a label."""

    id: Final[str]
    title: Final[Localized]
    purpose: Final[Localized]
    evaluator: Final[Literal["vendor", "third-party"]]
    per_product_type: Final[bool]
    availability: Final[Literal["open", "criteria-published", "not-yet"]]
    framework: Final[str | None]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class LabelLife(Record):
    """The life of a label, seen on a day."""

    scheme: Final[str]
    level: Final[str]
    title: Final[Localized]
    availability: Final[Literal["open", "criteria-published", "not-yet"]]
    on: Final[str]
    issued: Final[str]
    expires: Final[str]
    expires_counted: Final[bool]
    counting: Final[Localized | None]
    status: Final[Literal["not-yet-valid", "valid", "expiring", "expired", "revoked"]]
    days_left: Final[int]
    renew_from: Final[str]
    extended_until: Final[str]
    support: Final[Duty | None]
    fees: Final[tuple[LabelFee, ...]]
    validity_basis: Final[Basis]
    renewal_basis: Final[Basis]

class LabelScheme(Record):
    """A label for products, such as JC-STAR."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    publisher: Final[str]
    sources: Final[tuple[Source, ...]]
    validity: Final[Limit]
    renewal: Final[Limit]
    levels: Final[tuple[LabelLevel, ...]]
    fees: Final[tuple[Fee, ...]]
    rules: Final[tuple[Criterion, ...]]
    documents: Final[tuple[Criterion, ...]]
    recognitions: Final[tuple[Recognition, ...]]
    wording: Final[tuple[WordingRule, ...]]
    kinds: Final[tuple[ProductKind, ...]]

class LeftThreat(Record):
    """A threat that was on the list before and is on this one no more."""

    kind: Final[str]
    note: Final[Localized]
    citations: Final[tuple[Citation, ...]]

class LevelCount(Record):
    """How many assets are on a level."""

    level: Final[str]
    title: Final[Localized]
    meaning: Final[Localized]
    assets: Final[int]
    untreated: Final[int]

class LevelGaps(Record):
    """What keeps a firm from a level."""

    framework: Final[FrameworkRef]
    level: Final[str]
    title: Final[Localized]
    judged: Final[Localized]
    validity_months: Final[int | None]
    validity_basis: Final[Basis | None]
    opens: Final[str]
    criteria: Final[int]
    met: Final[int]
    categories: Final[tuple[CategoryGaps, ...]]
    claims: Final[tuple[ClaimResult, ...]]
    basis: Final[Basis]

class Limit(Record):
    """A sum or a length of time that a programme fixes."""

    value: Final[int]
    unit: Final[str]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Link(Record):
    """One line of a crosswalk."""

    from_: Final[str]
    to: Final[str]
    relation: Final[Literal["equal", "superset", "subset", "intersects", "not-related"]]
    rationale: Final[Literal["syntactic", "semantic", "functional"] | None]
    reason: Final[Localized]
    verification: Final[Verification | None]

class LossInputs(Record):
    """What loss models ask for. A field is filled where a publisher prints just that, and empty
    everywhere else: nothing is assumed.
    """

    probability_permille: Final[int | None]
    severity_p5_yen: Final[int | None]
    severity_p95_yen: Final[int | None]

class Material(Record):
    """Something published that helps on a step."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    kind: Final[Literal["guide", "template", "checklist", "sheet", "tool", "video", "training"]]
    format: Final[str | None]
    framework: Final[str | None]
    url: Final[str | None]
    basis: Final[Basis]

class MicroClass(Record):
    """One line of the table of the smallest firms (小規模事業者)."""

    id: Final[str]
    title: Final[Localized]
    employees_max: Final[int]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Migrated(Record):
    """The sheet in the newest edition, and how it came there."""

    sheet: Final[AnswerSheet]
    steps: Final[tuple[Migration, ...]]

class MigratedSheet(Record):
    """A sheet that was brought to a later edition first, because only that one says something
    here.
    """

    from_: Final[str]
    to: Final[str]
    confirm: Final[tuple[str, ...]]

class Migration(Record):
    """A sheet in the next edition, with a report."""

    from_: Final[FrameworkRef]
    to: Final[FrameworkRef]
    sheet: Final[AnswerSheet]
    lines: Final[tuple[MigrationLine, ...]]

class MigrationLine(Record):
    """One control of the new edition, or one that is gone."""

    kind: Final[Literal["same", "reworded", "split", "merged", "new", "removed"]]
    from_: Final[tuple[str, ...]]
    old: Final[tuple[str | None, ...]]
    to: Final[str | None]
    new: Final[str | None]
    fate: Final[Literal["kept", "confirm", "ask", "unanswered", "dropped"]]
    note: Final[Localized | None]

class Missing(Record):
    """Something that is still missing."""

    control: Final[str]
    title: Final[Localized]
    state: Final[State]
    advice: Final[Localized]
    basis: Final[Basis]

class MonitoringAdvice(Record):
    """A line of advice on which monitoring type to look at: ours, not the publisher's."""

    id: Final[str]
    when: Final[Literal["outside", "agentless", "one-office", "many-devices"]]
    fits: Final[tuple[str, ...]]
    class_: Final[str | None]
    parameter: Final[str | None]
    reason: Final[Localized]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class MonitoringType(Record):
    """A way in which a service watches."""

    id: Final[str]
    title: Final[Localized]
    watches: Final[Localized]
    strength: Final[Localized]
    caution: Final[Localized]
    choose_when: Final[Localized]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class MonitoringWay(Record):
    """A way of watching, seen by an organisation."""

    monitoring: Final[str]
    title: Final[Localized]
    watches: Final[Localized]
    strength: Final[Localized]
    caution: Final[Localized]
    fits: Final[bool]
    ceiling: Final[CeilingCost | None]
    basis: Final[Basis]

class NeedResult(Record):
    """How far one need of a step is."""

    framework: Final[str]
    assessment: Final[FrameworkRef | None]
    title: Final[Localized]
    progress: Final[Literal["not-assessed", "short", "done"]]
    open: Final[int]
    origin: Final[Origin]

class NumberChange(Record):
    """A number that changed."""

    at: Final[str]
    from_: Final[int | None]
    to: Final[int | None]
    unit: Final[str | None]

class Numbering(Record):
    """Id and printed number of a control."""

    id: Final[str]
    number: Final[str | None]

class OfferResult(Record):
    """How one offer fares against the checklist."""

    name: Final[str]
    there: Final[tuple[str, ...]]
    missing: Final[tuple[str, ...]]
    to_ask: Final[tuple[str, ...]]
    yen_per_month: Final[int | None]
    ceiling_yen: Final[int | None]
    within_ceiling: Final[bool | None]

class Offers(Record):
    """The checklist, and how offers fare against it."""

    scheme: Final[str]
    checklist: Final[tuple[ElementLine, ...]]
    offers: Final[tuple[OfferResult, ...]]

class Outcome(Record):
    """The outcome of a sheet, as a range of bands or tiers."""

    low: Final[str | None]
    high: Final[str | None]
    origin: Final[Origin]

class OutcomeNode(Record):
    """The outcome, its rule and the sources of the rule."""

    low: Final[str | None]
    high: Final[str | None]
    origin: Final[Origin]
    verification: Final[Verification]
    citations: Final[tuple[Citation, ...]]
    rule: Final[RuleNode]

class Parameter(Record):
    """A number that a requirement names, such as 14 days for patches."""

    id: Final[str]
    value: Final[int]
    unit: Final[str]
    label: Final[Localized]

class Peer(Record):
    """A control for which there is a published share."""

    control: Final[str]
    own: Final[State]
    shares: Final[tuple[Share, ...]]

class Peers(Record):
    """What others answered. A control for which nothing was published is not there."""

    framework: Final[FrameworkRef]
    controls: Final[tuple[Peer, ...]]

class Place(Record):
    """A place in a document."""

    title: Final[Localized]
    publisher: Final[str]
    edition: Final[str | None]
    at: Final[str]
    url: Final[str | None]

class Plan(Record):
    """The changes to make."""

    framework: Final[FrameworkRef]
    goal: Final[Goal]
    effort: Final[int]
    steps: Final[tuple[PlanStep, ...]]
    before: Final[Position]
    after: Final[Position]

class PlanStep(Record):
    """One change."""

    control: Final[str]
    from_: Final[str | None]
    to: Final[str]
    effort: Final[int]
    effort_origin: Final[Literal["given", "editorial", "default"]]
    gain: Final[Gain]

class Playbook(Record):
    """What to do in one case."""

    case: Final[
        Literal[
            "ransomware",
            "leak",
            "stoppage",
            "targeted",
            "vulnerability",
            "unauthorised-access",
            "fraud",
            "general",
        ]
    ]
    title: Final[Localized]
    when: Final[Localized]
    origin: Final[Origin]
    steps: Final[tuple[PlaybookStep, ...]]

class PlaybookBreach(Record):
    """The breach of personal data that a step reports, for its deadlines."""

    kind: Final[Literal["leak", "loss", "damage"]]
    triggers: Final[tuple[Literal["special-care", "financial", "wrongful"], ...] | None]

class PlaybookStep(Record):
    """One step of a playbook."""

    id: Final[str]
    phase: Final[Literal["detect", "report", "recover"]]
    action: Final[Localized]
    avoid: Final[Localized | None]
    controls: Final[tuple[str, ...]]
    desks: Final[tuple[str, ...]]
    breach: Final[PlaybookBreach | None]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Playbooks(Record):
    """What to do, case by case."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    note: Final[Localized]
    framework: Final[str]
    desks: Final[str]
    breach_rules: Final[str]
    sources: Final[tuple[Source, ...]]
    cases: Final[tuple[Playbook, ...]]

class PolicyDraft(Record):
    """A draft of a policy."""

    template: Final[str]
    framework: Final[str]
    title: Final[Localized]
    draft: Final[Localized]
    note: Final[Localized]
    opening: Final[tuple[Localized, ...]]
    sections: Final[tuple[DraftPart, ...]]
    closing: Final[tuple[Localized, ...]]
    ja: Final[PolicyTexts]
    en: Final[PolicyTexts]

class PolicyField(Record):
    """Something the author of a policy is asked for."""

    id: Final[str]
    kind: Final[Literal["text", "localized", "number", "date", "flag"]]
    required: Final[bool]
    label: Final[Localized]

class PolicySection(Record):
    """One part of a policy."""

    id: Final[str]
    number: Final[int]
    heading: Final[Localized]
    control: Final[str]
    sentences: Final[tuple[PolicySentence, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class PolicySentence(Record):
    """One sentence of a policy."""

    text: Final[Localized]
    when: Final[str | None]
    unless: Final[str | None]

class PolicyTemplate(Record):
    """The draft of a basic policy, to be filled in."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    draft: Final[Localized]
    note: Final[Localized]
    framework: Final[str]
    sources: Final[tuple[Source, ...]]
    fields: Final[tuple[PolicyField, ...]]
    opening: Final[tuple[PolicySentence, ...]]
    sections: Final[tuple[PolicySection, ...]]
    closing: Final[tuple[PolicySentence, ...]]

class PolicyTexts(Record):
    """A draft written out."""

    markdown: Final[str]
    html: Final[str]
    text: Final[str]

class Portion(Record):
    """One part of a `Distribution`."""

    id: Final[str]
    label: Final[Localized]
    from_: Final[int | None]
    below: Final[int | None]
    count: Final[int | None]
    share_permille: Final[int]

class Position(Record):
    """The position of a sheet: points, coverage and outcome."""

    points: Final[Points | None]
    coverage: Final[Coverage | None]
    outcome: Final[Outcome | None]

class PossibleOutcomes(Record):
    """What an answer leaves possible."""

    choice: Final[str]
    outcomes: Final[tuple[str | None, ...]]

class Prepares(Record):
    """A control that prepares a step."""

    control: Final[str]
    title: Final[Localized]

class PriceCap(Record):
    """The highest price of a monitoring type: `yen_per_month + devices * yen_per_device_month`."""

    monitoring: Final[str]
    yen_per_month: Final[int]
    yen_per_device_month: Final[int]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ProductKind(Record):
    """A kind of product, for the question whether a label is for it."""

    id: Final[str]
    title: Final[Localized]
    rule: Final[str]
    excluded: Final[bool]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Prompt(Record):
    """A control that stays open, with answers elsewhere that help to answer it."""

    control: Final[str]
    sources: Final[tuple[CarriedFrom, ...]]

class PublishedFigure(Record):
    """A published figure about a scenario."""

    evidence: Final[str]
    figure: Final[str]
    title: Final[Localized]
    publisher: Final[str]
    label: Final[Localized]
    gives: Final[Literal["frequency", "severity", "duration", "way-in", "effect", "measure"]]
    reason: Final[Localized]
    tied: Final[Origin]
    value: Final[Quantity | None]
    precision: Final[Literal["exact", "about", "over", "at-least"]]
    portions: Final[tuple[Portion, ...]]
    axis: Final[Literal["yen", "days", "category"] | None]
    period: Final[str]
    population: Final[Localized]
    n: Final[int | None]
    regime: Final[Literal["everyday", "severe"] | None]
    incident: Final[
        Literal[
            "any",
            "unauthorised-access",
            "ransomware",
            "malware",
            "web-leak",
            "card-leak",
            "card-fraud",
        ]
        | None
    ]
    origin: Final[Origin]
    caution: Final[Localized]
    basis: Final[Basis]

class Quantity(Record):
    """A number with its unit."""

    share_permille: Final[int | None]
    count: Final[int | None]
    yen: Final[int | None]
    yen_range: Final[YenRange | None]
    us_dollars: Final[int | None]
    days_tenths: Final[int | None]
    months_tenths: Final[int | None]
    person_months_tenths: Final[int | None]
    times_tenths: Final[int | None]

class Question(Record):
    """What one unanswered question can do."""

    control: Final[str]
    most_left: Final[int]
    spread: Final[int]
    answers: Final[tuple[PossibleOutcomes, ...]]

class RankedThreat(Record):
    """One place of a yearly list."""

    kind: Final[str]
    rank: Final[int]
    title: Final[Localized]
    streak: Final[Streak | None]
    label_change: Final[Localized | None]
    techniques: Final[tuple[Localized, ...]]
    entries: Final[tuple[EntryLink, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Rate(Record):
    """The share of eligible cost that is paid, as a ratio."""

    applicant: Final[Literal["sme", "micro"]]
    numerator: Final[int]
    denominator: Final[int]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Reason(Record):
    """One reason why there is no sum."""

    code: Final[
        Literal[
            "not-small-or-medium", "size-not-known", "condition-not-met", "excluded", "below-floor"
        ]
    ]
    line: Final[str | None]
    text: Final[Localized | None]
    basis: Final[Basis]

class Reclassified(Record):
    """A control in another group or under other tags."""

    control: Final[str]
    group_from: Final[str | None]
    group_to: Final[str | None]
    tags_added: Final[tuple[str, ...]]
    tags_removed: Final[tuple[str, ...]]

class Recognition(Record):
    """That another scheme's proof is taken, or ours is taken there."""

    id: Final[str]
    title: Final[Localized]
    valid_from: Final[str | None]
    controls: Final[tuple[str, ...]]
    accepted_there: Final[bool]
    gist: Final[Localized]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class RecognitionResult(Record):
    """What another scheme's proof is worth on a day."""

    id: Final[str]
    title: Final[Localized]
    in_force: Final[bool]
    valid_from: Final[str | None]
    waived: Final[tuple[str, ...]]
    remaining: Final[tuple[str, ...]]
    accepted_there: Final[bool]
    gist: Final[Localized]
    basis: Final[Basis]

class Recognitions(Record):
    """What other schemes' proofs are worth on a day."""

    scheme: Final[str]
    framework: Final[str]
    on: Final[str]
    recognitions: Final[tuple[RecognitionResult, ...]]

class ReferenceEntry(Record):
    """An entry of the scheme, with the controls that point at it or at a part of it."""

    number: Final[str]
    depth: Final[int]
    state: Final[Literal["met", "partial", "unmet", "open", "not-applicable", "not-addressed"]]
    tally: Final[Tally]
    addressed_by: Final[tuple[AddressedBy, ...]]

class ReferenceLink(Record):
    """What one control, or all controls of one group, point to."""

    from_: Final[str]
    to: Final[tuple[str, ...]]

class ReferenceView(Record):
    """What an assessment says in the terms of a scheme: which entries its controls address, and
    in what state. It never says that anybody conforms to the standard.
    """

    framework: Final[FrameworkRef]
    subject: Final[str | None]
    scheme: Final[str]
    extent: Final[Literal["complete", "cited"]]
    origin: Final[Origin]
    verification: Final[Verification]
    relation: Final[Literal["equal", "superset", "subset", "intersects", "not-related"]]
    rationale: Final[Literal["syntactic", "semantic", "functional"]]
    counts: Final[tuple[EntryCounts, ...]]
    entries: Final[tuple[ReferenceEntry, ...]]
    not_addressed: Final[tuple[str, ...]]
    without_reference: Final[tuple[str, ...]]

class References(Record):
    """References from the controls of one framework edition to the entries of a `Scheme`."""

    from_: Final[str]
    to: Final[str]
    origin: Final[Origin]
    verification: Final[Verification]
    relation: Final[Literal["equal", "superset", "subset", "intersects", "not-related"]]
    rationale: Final[Literal["syntactic", "semantic", "functional"]]
    doubt: Final[Localized | None]
    sources: Final[tuple[Source, ...]]
    citations: Final[tuple[Citation, ...]]
    links: Final[tuple[ReferenceLink, ...]]

class Register(Record):
    """The register of risks."""

    sheet: Final[str]
    title: Final[Localized]
    note: Final[Localized]
    lines: Final[tuple[RiskLine, ...]]
    levels: Final[tuple[LevelCount, ...]]
    treatments: Final[tuple[TreatmentCount, ...]]
    assets: Final[int]
    highest: Final[int | None]
    origin: Final[Origin]
    errata: Final[tuple[ErratumNote, ...]]
    basis: Final[Basis]

class RegisterCsv(Record):
    """A table in an object, as every result is one."""

    csv: Final[str]

class Regrouped(Record):
    """One control that became several, or several that became one."""

    from_: Final[tuple[str, ...]]
    to: Final[tuple[str, ...]]
    note: Final[Localized | None]

class Renumbered(Record):
    """A control under another id or number."""

    from_: Final[Numbering]
    to: Final[Numbering]

class ReportableCase(Record):
    """One of the cases that must be reported."""

    id: Final[str]
    number: Final[str]
    trigger: Final[Literal["special-care", "financial", "wrongful"] | None]
    title: Final[Localized]
    gist: Final[Localized]
    persons_more_than: Final[int]
    final_days: Final[int]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Resource(Record):
    """Something published that helps to close a gap."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    kind: Final[Literal["guide", "template", "checklist", "sheet", "tool", "video", "training"]]
    format: Final[str | None]
    framework: Final[str | None]
    controls: Final[tuple[ControlRef, ...]]
    url: Final[str | None]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ResourceSet(Record):
    """Resources that were published together."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    publisher: Final[str]
    issued: Final[str | None]
    note: Final[Localized | None]
    sources: Final[tuple[Source, ...]]
    resources: Final[tuple[Resource, ...]]

class Reworded(Record):
    """A control in other words."""

    from_: Final[str]
    to: Final[str]
    declared: Final[bool]
    texts: Final[tuple[Literal["title", "question", "advice", "why", "not-applicable-when"], ...]]
    note: Final[Localized | None]

class RiskExample(Record):
    """A case with known values, for readers and for tests."""

    id: Final[str]
    title: Final[Localized]
    criticality: Final[int]
    threat: Final[int]
    vulnerability: Final[int]
    possibility: Final[int]
    risk: Final[int]
    level: Final[str]

class RiskGrade(Record):
    """One value of a risk scale."""

    value: Final[int]
    meaning: Final[Localized]

class RiskLevel(Record):
    """One level of risk."""

    id: Final[str]
    title: Final[Localized]
    meaning: Final[Localized]
    from_: Final[int]
    to: Final[int]

class RiskLine(Record):
    """One asset of the register."""

    index: Final[int]
    name: Final[str]
    owner: Final[str]
    scenario: Final[str]
    grades: Final[Grades]
    personal_data: Final[bool]
    criticality: Final[int]
    possibility: Final[int]
    risk: Final[int]
    level: Final[str]
    treatment: Final[str | None]
    note: Final[str]

class RiskScale(Record):
    """A scale of the risk sheet."""

    id: Final[str]
    role: Final[
        Literal[
            "confidentiality",
            "integrity",
            "availability",
            "criticality",
            "threat",
            "vulnerability",
            "possibility",
        ]
    ]
    title: Final[Localized]
    grades: Final[tuple[RiskGrade, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class RiskSheet(Record):
    """The tables of the risk analysis."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    publisher: Final[str]
    note: Final[Localized]
    sources: Final[tuple[Source, ...]]
    scales: Final[tuple[RiskScale, ...]]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]
    conversion: Final[tuple[Conversion, ...]]
    personal_data: Final[int]
    values: Final[tuple[int, ...]]
    levels: Final[tuple[RiskLevel, ...]]
    treatments: Final[tuple[Treatment, ...]]
    examples: Final[tuple[RiskExample, ...]]
    errata: Final[tuple[Erratum, ...]]

class RuleNode(Record):
    """What a rule was applied to."""

    bands: Final[RuleNodeBands | None]
    tiers: Final[tuple[TierNode, ...] | None]

class RuleNodeBands(Record):
    measure: Final[Literal["points", "percent", "coverage"]]
    low: Final[BandReached]
    high: Final[BandReached]

class Scenario(Record):
    """One scenario: a threat of the list, with what is published about it."""

    kind: Final[str]
    title: Final[Localized]
    summary: Final[Localized]
    cover: Final[Literal["covered", "partly", "open", "not-answered", "not-mapped"] | None]
    ways_in: Final[tuple[WayIn, ...]]
    figures: Final[tuple[PublishedFigure, ...]]
    inputs: Final[LossInputs]

class ScenarioInputs(Record):
    """Inputs for loss models, scenario by scenario."""

    list: Final[str]
    answered: Final[FrameworkRef]
    subject: Final[str | None]
    note: Final[Localized]
    scenarios: Final[tuple[Scenario, ...]]

class Scheme(Record):
    """A list of references of another standard that controls point to. It has no questions."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    publisher: Final[str]
    extent: Final[Literal["complete", "cited"]]
    origin: Final[Origin]
    verification: Final[Verification]
    sources: Final[tuple[Source, ...]]
    citations: Final[tuple[Citation, ...]]
    entries: Final[tuple[SchemeEntry, ...]]

class SchemeEntry(Record):
    """One entry of a scheme."""

    number: Final[str]
    part_of: Final[str | None]
    title: Final[Localized | None]
    origin: Final[Origin | None]

class Scope(Record):
    """Whether a product is in the scope of a label."""

    scheme: Final[str]
    in_scope: Final[bool | None]
    kind: Final[str | None]
    reasons: Final[tuple[ScopeReason, ...]]

class ScopeReason(Record):
    """Why a product is in or out."""

    field: Final[str]
    fits: Final[bool | None]
    title: Final[Localized]
    gist: Final[Localized]
    basis: Final[Basis]

class ScoreChange(Record):
    """A change of score, split exactly into what the answers did and what the rules did."""

    from_: Final[FrameworkRef]
    to: Final[FrameworkRef]
    subject: Final[str | None]
    dates: Final[tuple[str | None, ...]]
    order: Final[Literal["answers-first"]]
    before: Final[Position]
    between: Final[Position]
    after: Final[Position]
    points: Final[SplitEnds | None]
    coverage: Final[ShareSplitEnds | None]
    sheet_between: Final[AnswerSheet]

class ServiceClass(Record):
    """A class of services within the scheme."""

    id: Final[str]
    title: Final[Localized]
    summary: Final[Localized]
    valid_from: Final[str | None]
    caps: Final[tuple[PriceCap, ...]]
    parameters: Final[tuple[Parameter, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ServiceElement(Record):
    """Something that every service of a class must bring: a line of the buyer's checklist."""

    id: Final[str]
    title: Final[Localized]
    gist: Final[Localized]
    ask: Final[Localized]
    classes: Final[tuple[str, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class ServiceScheme(Record):
    """A registration scheme for services, such as お助け隊."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    publisher: Final[str]
    issued: Final[str | None]
    sources: Final[tuple[Source, ...]]
    monitoring: Final[tuple[MonitoringType, ...]]
    classes: Final[tuple[ServiceClass, ...]]
    elements: Final[tuple[ServiceElement, ...]]
    advice: Final[tuple[MonitoringAdvice, ...]]

class Share(Record):
    """A published share of firms, beside your answer."""

    evidence: Final[str]
    title: Final[Localized]
    publisher: Final[str]
    period: Final[str]
    population: Final[Localized]
    n: Final[int | None]
    label: Final[Localized]
    share_permille: Final[int]
    precision: Final[Literal["exact", "about", "over", "at-least"]]
    standings: Final[tuple[Standing, ...]]
    own_is_counted: Final[bool | None]
    asked: Final[str]
    kind: Final[Literal["same", "reworded", "split", "merged", "new", "removed"]]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    caution: Final[Localized]
    citations: Final[tuple[Citation, ...]]

class ShareSplit(Record):
    """A share taken apart."""

    by_answers: Final[Fraction]
    by_rules: Final[Fraction]

class ShareSplitEnds(Record):
    """Both ends of a range taken apart. A complete sheet has equal ends."""

    low: Final[ShareSplit]
    high: Final[ShareSplit]

class SiteAnswer(Record):
    """What one site answered."""

    site: Final[str]
    choice: Final[str | None]

class SizeClass(Record):
    """One line of a size table."""

    id: Final[str]
    number: Final[str | None]
    title: Final[Localized]
    test: Final[Literal["capital-or-employees", "employees", "employees-of-main-industry"]]
    capital_max_yen: Final[int | None]
    employees_max: Final[int | None]
    micro: Final[tuple[str, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class SizeComparison(Record):
    """One comparison."""

    measure: Final[Literal["capital-yen", "employees", "employees-of-smallest"]]
    given: Final[int | None]
    limit: Final[int]
    within: Final[bool | None]
    line: Final[str]
    title: Final[Localized]
    basis: Final[Basis]

class SizeTable(Record):
    """Which applicants are small or medium-sized, and which are the smallest."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    counting: Final[Localized]
    sources: Final[tuple[Source, ...]]
    classes: Final[tuple[SizeClass, ...]]
    micro: Final[tuple[MicroClass, ...]]

class SmeClass(Record):
    """How an organisation is classed by size."""

    table: Final[str]
    class_: Final[str]
    number: Final[str | None]
    title: Final[Localized]
    sme: Final[bool | None]
    micro: Final[bool | None]
    compared: Final[tuple[SizeComparison, ...]]
    counting: Final[Localized]
    basis: Final[Basis]

class Source(Record):
    """A document that a catalogue file cites."""

    id: Final[str]
    title: Final[Localized]
    publisher: Final[str]
    edition: Final[str | None]
    url: Final[str | None]
    verified: Final[VerifiedCopy | None]

class Split(Record):
    """A whole number taken apart: `after - before == by_answers + by_rules`."""

    by_answers: Final[int]
    by_rules: Final[int]

class SplitEnds(Record):
    """Both ends of a range taken apart. A complete sheet has equal ends."""

    low: Final[Split]
    high: Final[Split]

class StairNeed(Record):
    """One thing that belongs to a step."""

    framework: Final[str]
    test: Final[Literal["complete", "all-met"]]
    title: Final[Localized]
    origin: Final[Origin]

class StairStep(Record):
    """One step of the staircase."""

    id: Final[str]
    number: Final[int]
    title: Final[Localized]
    gist: Final[Localized]
    needs: Final[tuple[StairNeed, ...]]
    star: Final[str | None]
    initiatives: Final[tuple[int, ...]]
    materials: Final[tuple[str, ...]]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class Staircase(Record):
    """The steps of a guideline, lowest first."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    note: Final[Localized]
    resources: Final[str]
    sources: Final[tuple[Source, ...]]
    steps: Final[tuple[StairStep, ...]]

class StarUse(Record):
    """A programme, and the star it asks for."""

    id: Final[str]
    title: Final[Localized]
    owner: Final[str]
    star: Final[Literal["one", "two", "one-or-two", "not-stated", "none-asked"]]
    role: Final[Literal["gate", "bonus", "substitute", "not-stated", "no-role"]]
    suffices: Final[bool | None]
    as_of: Final[str]
    days_old: Final[int | None]
    ended: Final[bool]
    note: Final[Localized | None]
    basis: Final[Basis]

class StarUses(Record):
    """Programmes that ask for a declaration."""

    list: Final[str]
    title: Final[Localized]
    note: Final[Localized]
    uses: Final[tuple[StarUse, ...]]

class StepResult(Record):
    """How far one step is."""

    id: Final[str]
    number: Final[int]
    title: Final[Localized]
    gist: Final[Localized]
    progress: Final[Literal["not-assessed", "short", "done"]]
    needs: Final[tuple[NeedResult, ...]]
    star: Final[str | None]
    basis: Final[Basis]

class Streak(Record):
    """How long a threat has been on the list. Only what is known is filled."""

    years_in_row: Final[int]
    times: Final[int]
    origin: Final[Origin]
    verification: Final[Verification]

class StrmTable(Record):
    """A set theory relationship mapping as CSV."""

    focal: Final[str]
    reference: Final[str]
    origin: Final[Origin]
    verification: Final[Verification | None]
    rows: Final[int]
    unrelated: Final[tuple[str, ...]]
    csv: Final[str]

class Subsidy(Record):
    """A subsidy, or one frame of it."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    summary: Final[Localized]
    publisher: Final[str]
    portal: Final[str]
    sizes: Final[str]
    scheme: Final[str | None]
    eligibility: Final[str]
    sources: Final[tuple[Source, ...]]
    rates: Final[tuple[Rate, ...]]
    floor: Final[Limit]
    cap: Final[Limit]
    term: Final[Limit]
    eligible: Final[Localized]
    windows: Final[tuple[Window, ...]]
    conditions: Final[tuple[Criterion, ...]]
    exclusions: Final[tuple[Criterion, ...]]
    bonuses: Final[tuple[Criterion, ...]]
    rules: Final[tuple[Criterion, ...]]

class SubsidyBound(Record):
    """A sum or a length of time, with its sources."""

    value: Final[int]
    unit: Final[str]
    basis: Final[Basis]

class SubsidyResult(Record):
    """How much a subsidy would be, or why nothing."""

    programme: Final[str]
    title: Final[Localized]
    size: Final[SmeClass]
    share: Final[SubsidyShare | None]
    eligible_months: Final[int | None]
    months_cut: Final[int]
    eligible_yen: Final[int]
    share_yen: Final[int | None]
    amount_yen: Final[int | None]
    reasons: Final[tuple[Reason, ...]]
    depends: Final[bool]
    eligibility: Final[FrameworkRef]
    lines: Final[tuple[EligibilityLine, ...]]
    floor: Final[SubsidyBound]
    cap: Final[SubsidyBound]
    term: Final[SubsidyBound]
    eligible: Final[Localized]
    rules: Final[tuple[EligibilityRule, ...]]
    deadlines: Final[tuple[Deadline, ...]]

class SubsidyShare(Record):
    """A share of the fees."""

    applicant: Final[Literal["sme", "micro"]]
    numerator: Final[int]
    denominator: Final[int]
    basis: Final[Basis]

class TagNode(Record):
    """A tag and its controls; the controls themselves are in their groups."""

    id: Final[str]
    tally: Final[Tally]
    points: Final[Points | None]
    coverage: Final[Coverage | None]
    controls: Final[tuple[str, ...]]

class Target(Record):
    """What a plan should reach."""

    outcome: Final[str | None]
    points: Final[int | None]
    coverage: Final[int | None]

class ThreatKind(Record):
    """One threat over the years: what stays the same while rank and label move."""

    id: Final[str]
    summary: Final[Localized]
    first_year: Final[int]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]
    figures: Final[tuple[FigureLink, ...]]

class ThreatKinds(Record):
    """The threats that yearly lists rank."""

    id: Final[str]
    title: Final[Localized]
    sources: Final[tuple[Source, ...]]
    kinds: Final[tuple[ThreatKind, ...]]

class ThreatLine(Record):
    """One threat of the list."""

    kind: Final[str]
    rank: Final[int]
    title: Final[Localized]
    moved: Final[ThreatMoved | None]
    cover: Final[Literal["covered", "partly", "open", "not-answered", "not-mapped"]]
    ways_in: Final[tuple[WayIn, ...]]
    basis: Final[Basis]

class ThreatList(Record):
    """One yearly list of threats."""

    id: Final[str]
    edition: Final[str]
    status: Final[Status]
    valid_from: Final[str | None]
    title: Final[Localized]
    publisher: Final[str]
    issued: Final[str | None]
    method: Final[Localized]
    measures: Final[str | None]
    sources: Final[tuple[Source, ...]]
    entries: Final[tuple[AttackEntry, ...]]
    threats: Final[tuple[RankedThreat, ...]]
    left: Final[tuple[LeftThreat, ...]]

class ThreatMoved(Record):
    """A rank, and the one before."""

    movement: Final[Literal["up", "down", "same", "new", "returned"]]
    from_: Final[int | None]
    by: Final[int | None]

class ThreatView(Record):
    """The threats of a year against a firm's answers."""

    list: Final[str]
    title: Final[Localized]
    method: Final[Localized]
    previous: Final[str | None]
    answered: Final[FrameworkRef]
    measures: Final[str | None]
    threats: Final[tuple[ThreatLine, ...]]
    left: Final[tuple[DroppedThreat, ...]]

class TierNode(Record):
    """A tier and its conditions."""

    id: Final[str]
    state: Final[TierState]
    conditions: Final[tuple[ConditionNode, ...]]

class Treatment(Record):
    """A way of dealing with a risk."""

    id: Final[str]
    title: Final[Localized]
    gist: Final[Localized]

class TreatmentCount(Record):
    """How many assets have a treatment."""

    treatment: Final[str]
    title: Final[Localized]
    gist: Final[Localized]
    assets: Final[int]

class VerifiedCopy(Record):
    """The copy of a document with which a file was compared, by `cargo xtask verify`."""

    document: Final[str]
    sha256: Final[str]
    on: Final[str]

class WayIn(Record):
    """A way in, with the measure that closes it and the state of that measure."""

    entry: Final[str]
    title: Final[Localized]
    measure: Final[Localized]
    purpose: Final[Localized]
    control: Final[str | None]
    state: Final[State]
    inferred_from: Final[tuple[str, ...]]
    cover: Final[Literal["covered", "partly", "open", "not-answered", "not-mapped"]]
    reason: Final[Localized]
    origin: Final[Origin]
    verification: Final[Verification]

class WholeNode(Record):
    """The numbers of the whole."""

    tally: Final[Tally]
    points: Final[Points | None]
    coverage: Final[Coverage | None]

class Window(Record):
    """A span in which applications are taken."""

    id: Final[str]
    opens: Final[str | None]
    closes: Final[str]
    closes_at: Final[str | None]
    decision: Final[str | None]
    planned: Final[bool]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class WordingCheck(Record):
    """What was found in a text about a label."""

    scheme: Final[str]
    broken: Final[tuple[BrokenRule, ...]]
    rules: Final[tuple[WordingRuleResult, ...]]

class WordingRule(Record):
    """A rule on how a label may be spoken of."""

    id: Final[str]
    rule: Final[Localized]
    phrases: Final[tuple[str, ...]]
    until_numbered: Final[bool]
    origin: Final[Origin]
    verification: Final[Verification]
    doubt: Final[Localized | None]
    citations: Final[tuple[Citation, ...]]

class WordingRuleResult(Record):
    """A rule on how a label may be spoken of."""

    id: Final[str]
    rule: Final[Localized]
    origin: Final[Origin]
    basis: Final[Basis]

class YearEnd(Record):
    """Days of every year on which offices are closed, by month and day."""

    from_: Final[str]
    until: Final[str]

class YenRange(Record):
    """From one sum to another, both in yen."""

    from_: Final[int]
    to: Final[int]

@overload
def catalog(kind: Literal["crosswalks"], /) -> dict[str, Crosswalk]: ...
@overload
def catalog(kind: Literal["desks"], /) -> dict[str, DeskTable]: ...
@overload
def catalog(kind: Literal["evidence"], /) -> dict[str, Evidence]: ...
@overload
def catalog(kind: Literal["frameworks"], /) -> dict[str, Framework]: ...
@overload
def catalog(kind: Literal["programmes/breach-reports"], /) -> dict[str, BreachRules]: ...
@overload
def catalog(kind: Literal["programmes/declaration-ids"], /) -> dict[str, DeclarationIds]: ...
@overload
def catalog(kind: Literal["programmes/eligibility"], /) -> dict[str, Eligibility]: ...
@overload
def catalog(kind: Literal["programmes/gradings"], /) -> dict[str, Grading]: ...
@overload
def catalog(kind: Literal["programmes/holidays"], /) -> dict[str, Holidays]: ...
@overload
def catalog(kind: Literal["programmes/labels"], /) -> dict[str, LabelScheme]: ...
@overload
def catalog(kind: Literal["programmes/playbooks"], /) -> dict[str, Playbooks]: ...
@overload
def catalog(kind: Literal["programmes/policies"], /) -> dict[str, PolicyTemplate]: ...
@overload
def catalog(kind: Literal["programmes/risk"], /) -> dict[str, RiskSheet]: ...
@overload
def catalog(kind: Literal["programmes/services"], /) -> dict[str, ServiceScheme]: ...
@overload
def catalog(kind: Literal["programmes/sizes"], /) -> dict[str, SizeTable]: ...
@overload
def catalog(kind: Literal["programmes/staircases"], /) -> dict[str, Staircase]: ...
@overload
def catalog(kind: Literal["programmes/subsidies"], /) -> dict[str, Subsidy]: ...
@overload
def catalog(kind: Literal["programmes/uses"], /) -> dict[str, DeclarationUses]: ...
@overload
def catalog(kind: Literal["references"], /) -> dict[str, References]: ...
@overload
def catalog(kind: Literal["resources"], /) -> dict[str, ResourceSet]: ...
@overload
def catalog(kind: Literal["schemes"], /) -> dict[str, Scheme]: ...
@overload
def catalog(kind: Literal["threat-kinds"], /) -> dict[str, ThreatKinds]: ...
@overload
def catalog(kind: Literal["threats"], /) -> dict[str, ThreatList]: ...
@overload
def catalog(kind: str, /) -> dict[str, Any]: ...
