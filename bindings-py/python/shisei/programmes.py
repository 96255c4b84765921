"""What an organisation can declare, apply for, buy or turn to, from data.

Days are `datetime.date` or "YYYY-MM-DD", money is whole yen, what is not known is left out, and
every result names its sources. None of it is an official decision: a label, a star of SCS, a
subsidy is granted by those who run it, and SECURITY ACTION is a firm's own declaration.

>>> from shisei import programmes
>>> programmes.sme_class(industry="wholesale", employees=100).sme
True

Every function raises `ArgumentError` naming every problem of its arguments.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from shisei._shisei import _call

if TYPE_CHECKING:
    from shisei import results
    from shisei._shisei import Assessment, Framework
    from shisei.arguments import Asset, Offer, Profile
    from shisei.shapes import Day, Sheet

__all__ = [
    "breach_report",
    "ceiling_cost",
    "compare_offers",
    "declaration_id",
    "declaration_uses",
    "footing",
    "incident",
    "label_life",
    "label_scope",
    "label_wording",
    "level_gaps",
    "monitoring_advice",
    "policy_draft",
    "recognitions",
    "register",
    "register_csv",
    "scenario_inputs",
    "security_action",
    "sme_class",
    "subsidy",
    "subsidy_eligibility",
    "threat_view",
]


def breach_report(
    kind: Literal["leak", "loss", "damage"],
    discovered: Day,
    *,
    persons: int | None = None,
    triggers: Sequence[Literal["special-care", "financial", "wrongful"]] | None = None,
    circumstances: Sequence[Literal["encrypted", "recovered-unseen", "copy-kept"]] | None = None,
    role: Literal["own", "client", "contractor"] | None = None,
    delegated: bool | None = None,
    on: Day | Day | None = None,
) -> results.BreachReport:
    """A breach of personal data: whether it must be reported, to whom, what, and by which day.

    The rules are those of Japan's Act on the Protection of Personal Information. The days follow
    the rule that the guideline prints; where it prints none, the result says so.

    `kind`: What happened to the data; suspicion is enough.
    `discovered`: The day on which any department learned of it.
    `persons`: How many people are concerned; the highest possible number while it is not certain.
    `triggers`: What else makes it reportable; an empty list if nothing does, left out while not
        known.
    `circumstances`: What may free from a report.
    `role`: Whose data it is; your own unless given.
    `delegated`: Whether the power is delegated to a minister in the trade; not known unless given.
    `on`: The day asked about, for the days left.
    """
    return cast(
        "results.BreachReport",
        _call(
            "breach_report",
            {
                "kind": kind,
                "discovered": discovered,
                "persons": persons,
                "triggers": triggers,
                "circumstances": circumstances,
                "role": role,
                "delegated": delegated,
                "on": on,
            },
        ),
    )


def ceiling_cost(
    monitoring: str,
    devices: int,
) -> results.CeilingCost:
    """The highest monthly price that a kind of monitoring may have, in yen.

    `monitoring`: Way of watching.
    `devices`: Number of devices.
    """
    return cast(
        "results.CeilingCost", _call("ceiling_cost", {"monitoring": monitoring, "devices": devices})
    )


def compare_offers(
    *,
    offers: Sequence[Offer] | None = None,
) -> results.Offers:
    """Offers beside the elements that a service must have, and beside the price ceiling.

    `offers`: The offers; without any, the elements to look for alone.
    """
    return cast("results.Offers", _call("compare_offers", {"offers": offers}))


def declaration_id(
    id: str,
) -> results.DeclarationId:
    """What the id of a declaration of SECURITY ACTION says of itself: 11 digits, old or new.

    `id`: The id, 11 digits.
    """
    return cast("results.DeclarationId", _call("declaration_id", {"id": id}))


def declaration_uses(
    *,
    declared: Literal["none", "one", "two"] | None = None,
    on: Day | Day | None = None,
) -> results.StarUses:
    """Which programmes ask for which star as of a day, and which the declared one opens.

    `declared`: The star that was declared.
    `on`: The day asked about.
    """
    return cast("results.StarUses", _call("declaration_uses", {"declared": declared, "on": on}))


def footing(
    sheets: Sequence[Sheet | results.AnswerSheet | Assessment],
) -> results.GuidelineProgress:
    """Where an organisation is on the guideline's four steps, and the next one's materials.

    `sheets`: The answer sheets.
    """
    return cast("results.GuidelineProgress", _call("footing", {"sheets": sheets}))


def incident(
    case: Literal[
        "ransomware",
        "leak",
        "stoppage",
        "targeted",
        "vulnerability",
        "unauthorised-access",
        "fraud",
        "general",
    ],
    on: Day,
    *,
    discovered: Day | Day | None = None,
) -> results.IncidentPlan:
    """What to do in an incident, step by step, and which desks to call, as of a day.

    `case`: What has happened.
    `on`: The day asked about.
    `discovered`: The day on which it was discovered, from which deadlines run; the day asked about
        unless said.
    """
    return cast(
        "results.IncidentPlan",
        _call("incident", {"case": case, "on": on, "discovered": discovered}),
    )


def label_life(
    level: str,
    issued: Day,
    on: Day,
    *,
    expires: Day | Day | None = None,
    revoked: Day | Day | None = None,
    support_until: Day | Day | None = None,
) -> results.LabelLife:
    """The state of a JC-STAR label on a day: validity, days left, renewal, duties.

    `level`: Id of the level.
    `issued`: Day on which it was granted.
    `on`: The day asked about.
    `expires`: Last day as printed on the product page; the longest span unless given.
    `revoked`: Day from which it was revoked.
    `support_until`: Last day on which the vendor promises updates.
    """
    return cast(
        "results.LabelLife",
        _call(
            "label_life",
            {
                "level": level,
                "issued": issued,
                "on": on,
                "expires": expires,
                "revoked": revoked,
                "support_until": support_until,
            },
        ),
    )


def label_scope(
    *,
    kind: str | None = None,
    speaks_ip: bool | None = None,
    reaches_internet: bool | None = None,
    users_add_protection: bool | None = None,
) -> results.Scope:
    """Whether a product is one that JC-STAR labels, with reasons.

    `kind`: Id of the kind of product.
    `speaks_ip`: Whether it has hardware that sends and receives by the Internet Protocol.
    `reaches_internet`: Whether it reaches the internet, directly or through something else.
    `users_add_protection`: Whether users can easily add protection to it.
    """
    return cast(
        "results.Scope",
        _call(
            "label_scope",
            {
                "kind": kind,
                "speaks_ip": speaks_ip,
                "reaches_internet": reaches_internet,
                "users_add_protection": users_add_protection,
            },
        ),
    )


def label_wording(
    text: str,
    *,
    numbered: bool | None = None,
) -> results.WordingCheck:
    """What in a text breaks the rules for speaking of a label.

    `text`: The text.
    `numbered`: Whether the label has its number already.
    """
    return cast(
        "results.WordingCheck", _call("label_wording", {"text": text, "numbered": numbered})
    )


def level_gaps(
    sheet: Sheet | results.AnswerSheet | Assessment,
    level: str,
) -> results.LevelGaps:
    """What is missing for a level of SCS, by category and criterion, with the numbers asked for.

    `sheet`: The answer sheet.
    `level`: Id of the level: `star-3`.
    """
    return cast("results.LevelGaps", _call("level_gaps", {"sheet": sheet, "level": level}))


def monitoring_advice(
    *,
    industry: str | None = None,
    main_industry: str | None = None,
    micro_class: str | None = None,
    form: Literal["company", "sole-proprietor", "body"] | None = None,
    capital_yen: int | None = None,
    employees: int | None = None,
    telework: bool | None = None,
    carried_laptops: bool | None = None,
    devices: int | None = None,
    agentless_devices: bool | None = None,
    ec_site: Literal["none", "mall", "shop-service", "own"] | None = None,
    iot_maker: bool | None = None,
) -> results.Advised:
    """Which kind of monitoring of the お助け隊 services fits, with reasons.

    `industry`: Line of the size table: an industry, or a kind of body.
    `main_industry`: For bodies that are measured by it: line of the table of their main industry.
    `micro_class`: Line of the table of the smallest firms, where the industry leaves a choice.
    `form`: Legal form.
    `capital_yen`: Capital or total investment, in yen.
    `employees`: Regular employees, without officers and the sole proprietor.
    `telework`: Whether people work from home.
    `carried_laptops`: Whether computers are carried out of the office.
    `devices`: Number of devices to be watched.
    `agentless_devices`: Whether some devices cannot take a monitoring agent: old systems, `IoT`,
        storage.
    `ec_site`: How it sells on the web.
    `iot_maker`: Whether it makes `IoT` products.
    """
    return cast(
        "results.Advised",
        _call(
            "monitoring_advice",
            {
                "industry": industry,
                "main_industry": main_industry,
                "micro_class": micro_class,
                "form": form,
                "capital_yen": capital_yen,
                "employees": employees,
                "telework": telework,
                "carried_laptops": carried_laptops,
                "devices": devices,
                "agentless_devices": agentless_devices,
                "ec_site": ec_site,
                "iot_maker": iot_maker,
            },
        ),
    )


def policy_draft(**fields: object) -> results.PolicyDraft:
    """A draft of a basic policy in both languages, as text, Markdown and HTML.

    Fields are those of the template: `name`, `representative`, `date`, `business`, `officer`,
    `trainings`, `review_months`, `personal_data`, `outsourcing`, `backups`, `contact`. Names may
    be given as an object with `ja` and `en`.
    """
    return cast("results.PolicyDraft", _call("policy_draft", fields))


def recognitions(
    on: Day,
    *,
    framework: str | None = None,
) -> results.Recognitions:
    """What is recognised mutually with other countries' schemes on a day.

    `on`: The day asked about.
    `framework`: The framework behind the label; that of the lowest level unless given.
    """
    return cast("results.Recognitions", _call("recognitions", {"on": on, "framework": framework}))


def register(
    *,
    assets: Sequence[Asset] | None = None,
    csv: str | None = None,
) -> results.Register:
    """Assets with the risk of each, from objects or from a table.

    `assets`: The assets.
    `csv`: The assets as CSV.
    """
    return cast("results.Register", _call("register", {"assets": assets, "csv": csv}))


def register_csv(
    *,
    assets: Sequence[Asset] | None = None,
    csv: str | None = None,
) -> results.RegisterCsv:
    """The register as a table that a spreadsheet opens without running what is in it.

    `assets`: The assets.
    `csv`: The assets as CSV.
    """
    return cast("results.RegisterCsv", _call("register_csv", {"assets": assets, "csv": csv}))


def scenario_inputs(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    threats: str | None = None,
) -> results.ScenarioInputs:
    """The threats of a list as inputs for loss models: published figures, and empty fields.

    For each scenario it gives the published figures with number asked, period, population and mark,
    and how far the measures against it are in place. The fields that models ask for are filled
    where a publisher prints just that, and else left empty: no probability and no loss is assumed.

    `sheet`: The answer sheet.
    `threats`: The list of threats, `id` or `id@edition`; the newest of IPA's ten threats unless
        given.
    """
    return cast(
        "results.ScenarioInputs", _call("scenario_inputs", {"sheet": sheet, "threats": threats})
    )


def security_action(
    *,
    edition: str | None = None,
    basics: bool | None = None,
    self_assessment: bool | Sheet | results.AnswerSheet | Assessment | None = None,
    policy: bool | None = None,
    policy_published: bool | None = None,
    gbizid: Literal["none", "entry", "member", "prime"] | None = None,
) -> results.Declarable:
    """Which star of SECURITY ACTION can be declared now, and what is missing for the next.

    No score is needed for a star: that the self-assessment was done is enough.

    `edition`: Edition of the rules; the current one unless given.
    `basics`: Whether it has committed itself to the basics.
    `self_assessment`: Whether the 25-item self-assessment is done, or its sheet.
    `policy`: Whether a basic policy is set.
    `policy_published`: Whether the policy is published.
    `gbizid`: Its gBizID account.
    """
    return cast(
        "results.Declarable",
        _call(
            "security_action",
            {
                "edition": edition,
                "basics": basics,
                "self_assessment": self_assessment,
                "policy": policy,
                "policy_published": policy_published,
                "gbizid": gbizid,
            },
        ),
    )


def sme_class(
    *,
    industry: str | None = None,
    main_industry: str | None = None,
    micro_class: str | None = None,
    form: Literal["company", "sole-proprietor", "body"] | None = None,
    capital_yen: int | None = None,
    employees: int | None = None,
    telework: bool | None = None,
    carried_laptops: bool | None = None,
    devices: int | None = None,
    agentless_devices: bool | None = None,
    ec_site: Literal["none", "mall", "shop-service", "own"] | None = None,
    iot_maker: bool | None = None,
) -> results.SmeClass:
    """Whether an organisation is an SME, and one of the smallest, by the official table.

    `industry`: Line of the size table: an industry, or a kind of body.
    `main_industry`: For bodies that are measured by it: line of the table of their main industry.
    `micro_class`: Line of the table of the smallest firms, where the industry leaves a choice.
    `form`: Legal form.
    `capital_yen`: Capital or total investment, in yen.
    `employees`: Regular employees, without officers and the sole proprietor.
    `telework`: Whether people work from home.
    `carried_laptops`: Whether computers are carried out of the office.
    `devices`: Number of devices to be watched.
    `agentless_devices`: Whether some devices cannot take a monitoring agent: old systems, `IoT`,
        storage.
    `ec_site`: How it sells on the web.
    `iot_maker`: Whether it makes `IoT` products.
    """
    return cast(
        "results.SmeClass",
        _call(
            "sme_class",
            {
                "industry": industry,
                "main_industry": main_industry,
                "micro_class": micro_class,
                "form": form,
                "capital_yen": capital_yen,
                "employees": employees,
                "telework": telework,
                "carried_laptops": carried_laptops,
                "devices": devices,
                "agentless_devices": agentless_devices,
                "ec_site": ec_site,
                "iot_maker": iot_maker,
            },
        ),
    )


def subsidy(
    programme: str,
    profile: Profile,
    *,
    eligible_yen: int | None = None,
    yen_per_month: int | None = None,
    months: int | None = None,
    answers: Mapping[str, str] | None = None,
    on: Day | Day | None = None,
) -> results.SubsidyResult:
    """The amount of a subsidy, rounded down to the yen, or every reason for none.

    `programme`: The subsidy, `id` or `id@edition`.
    `profile`: Who applies.
    `eligible_yen`: The fees that are eligible, in yen; or
    `yen_per_month`: the fee per month, in yen, and
    `months`: the number of months.
    `answers`: Answers to the conditions and exclusions, by id.
    `on`: The day asked about.
    """
    return cast(
        "results.SubsidyResult",
        _call(
            "subsidy",
            {
                "programme": programme,
                "profile": profile,
                "eligible_yen": eligible_yen,
                "yen_per_month": yen_per_month,
                "months": months,
                "answers": answers,
                "on": on,
            },
        ),
    )


def subsidy_eligibility(
    programme: str,
) -> Framework:
    """The conditions of a subsidy as a framework: questions for a quiz or a form.

    `programme`: The subsidy, `id` or `id@edition`.
    """
    return cast("Framework", _call("subsidy_eligibility", {"programme": programme}))


def threat_view(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    threats: str | None = None,
) -> results.ThreatView:
    """A sheet seen from a list of threats: what is covered, what is open.

    `sheet`: The answer sheet.
    `threats`: The list of threats, `id` or `id@edition`; the newest of IPA's ten threats unless
        given.
    """
    return cast("results.ThreatView", _call("threat_view", {"sheet": sheet, "threats": threats}))
