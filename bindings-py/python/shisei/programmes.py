"""What an organisation can declare, apply for, buy or turn to, answered from data.

Everything is plain data in the shape of its JSON, with types in `shisei.results` (what comes back)
and `shisei.shapes` (what goes in); the same functions in Rust and JavaScript give the same bytes.
Days are `datetime.date` or "YYYY-MM-DD", money is whole yen, what is not known is left out, and
every result says what it rests on. None of it is an official decision: a label, a star of SCS, a
subsidy is granted by those who run it, and SECURITY ACTION is a firm's own declaration.

>>> from shisei import programmes
>>> programmes.sme_class({"industry": "wholesale", "employees": 100})["sme"]
True

Every function raises `ArgumentError` naming every problem of its arguments.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from shisei.calls import run

if TYPE_CHECKING:
    from shisei._shisei import Assessment
    from shisei.results import (
        Advised,
        CeilingCost,
        Declarable,
        DeclarationId,
        Definition,
        GuidelineProgress,
        IncidentPlan,
        LabelLife,
        LevelGaps,
        Offers,
        PolicyDraft,
        Recognitions,
        Register,
        Scope,
        SmeClass,
        SubsidyResult,
        ThreatView,
        Uses,
        WordingCheck,
    )
    from shisei.shapes import Asset, Offer, Profile, Sheet

__all__ = [
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
    "security_action",
    "sme_class",
    "subsidy",
    "subsidy_eligibility",
    "threat_view",
]

Day = str | datetime.date


def _call(name: str, **arguments: object) -> Any:
    return run(name, arguments)


def sme_class(profile: Profile) -> SmeClass:
    """Whether an organisation is an SME, and one of the smallest, by the official table."""
    return cast("SmeClass", run("sme_class", profile))


def security_action(
    *,
    edition: str | None = None,
    basics: bool | None = None,
    self_assessment: bool | Sheet | Assessment | None = None,
    policy: bool | None = None,
    policy_published: bool | None = None,
    gbizid: Literal["none", "entry", "member", "prime"] | None = None,
) -> Declarable:
    """Which star of SECURITY ACTION can be declared now, and what is missing for the next.

    No score is needed for a star: that the self-assessment was done is enough.
    """
    result = _call(
        "security_action",
        edition=edition,
        basics=basics,
        self_assessment=self_assessment,
        policy=policy,
        policy_published=policy_published,
        gbizid=gbizid,
    )
    return cast("Declarable", result)


def declaration_id(id: str) -> DeclarationId:
    """What the id of a declaration of SECURITY ACTION says of itself: 11 digits, old or new."""
    return cast("DeclarationId", _call("declaration_id", id=id))


def declaration_uses(
    declared: Literal["none", "one", "two"] | None = None, on: Day | None = None
) -> Uses:
    """Which programmes ask for which star as of a day, and which the one declared opens."""
    return cast("Uses", _call("declaration_uses", declared=declared, on=on))


def policy_draft(**fields: object) -> PolicyDraft:
    """A draft of a basic policy in both languages, as text, Markdown and HTML.

    Fields are those of the template: `name`, `representative`, `date`, `business`, `officer`,
    `trainings`, `review_months`, `personal_data`, `outsourcing`, `backups`, `contact`. Names may be
    given as `{"ja": …, "en": …}`.
    """
    return cast("PolicyDraft", run("policy_draft", fields))


def footing(sheets: Sequence[Sheet | Assessment]) -> GuidelineProgress:
    """Where an organisation stands on the guideline's four steps, and the next one's materials."""
    return cast("GuidelineProgress", _call("footing", sheets=sheets))


def label_life(
    level: str,
    *,
    issued: Day,
    on: Day,
    expires: Day | None = None,
    revoked: Day | None = None,
    support_until: Day | None = None,
) -> LabelLife:
    """The state of a JC-STAR label on a day: validity, days left, renewal, duties."""
    result = _call(
        "label_life",
        level=level,
        issued=issued,
        on=on,
        expires=expires,
        revoked=revoked,
        support_until=support_until,
    )
    return cast("LabelLife", result)


def label_scope(
    *,
    kind: str | None = None,
    speaks_ip: bool | None = None,
    reaches_internet: bool | None = None,
    users_add_protection: bool | None = None,
) -> Scope:
    """Whether a product is one that JC-STAR labels, with reasons."""
    result = _call(
        "label_scope",
        kind=kind,
        speaks_ip=speaks_ip,
        reaches_internet=reaches_internet,
        users_add_protection=users_add_protection,
    )
    return cast("Scope", result)


def label_wording(text: str, *, numbered: bool | None = None) -> WordingCheck:
    """What in a text breaks the rules for speaking of a label; `numbered` once it has one."""
    return cast("WordingCheck", _call("label_wording", text=text, numbered=numbered))


def recognitions(on: Day, framework: str | None = None) -> Recognitions:
    """What is recognised mutually with other countries' schemes on a day."""
    return cast("Recognitions", _call("recognitions", on=on, framework=framework))


def level_gaps(sheet: Sheet | Assessment, level: str) -> LevelGaps:
    """What is missing for a level of SCS, by category and criterion, with the numbers asked for."""
    return cast("LevelGaps", _call("level_gaps", sheet=sheet, level=level))


def monitoring_advice(profile: Profile) -> Advised:
    """Which kind of monitoring of the お助け隊 services fits, with reasons."""
    return cast("Advised", run("monitoring_advice", profile))


def ceiling_cost(monitoring: str, devices: int) -> CeilingCost:
    """The highest monthly price that a kind of monitoring may have, in yen."""
    return cast("CeilingCost", _call("ceiling_cost", monitoring=monitoring, devices=devices))


def compare_offers(offers: Sequence[Offer] = ()) -> Offers:
    """Offers beside the elements that a service must have, and beside the price ceiling."""
    return cast("Offers", _call("compare_offers", offers=offers))


def subsidy(
    programme: str,
    profile: Profile,
    *,
    eligible_yen: int | None = None,
    yen_per_month: int | None = None,
    months: int | None = None,
    answers: Mapping[str, str] | None = None,
    on: Day | None = None,
) -> SubsidyResult:
    """The amount of a subsidy, rounded down to the yen, or every reason for none."""
    result = _call(
        "subsidy",
        programme=programme,
        profile=profile,
        eligible_yen=eligible_yen,
        yen_per_month=yen_per_month,
        months=months,
        answers=answers,
        on=on,
    )
    return cast("SubsidyResult", result)


def subsidy_eligibility(programme: str) -> Definition:
    """The conditions of a subsidy as a framework: questions for a quiz or a form."""
    return cast("Definition", _call("subsidy_eligibility", programme=programme))


def register(assets: Sequence[Asset] | None = None, *, csv: str | None = None) -> Register:
    """Assets with the risk of each, from objects or from a table."""
    return cast("Register", _call("register", assets=assets, csv=csv))


def register_csv(assets: Sequence[Asset] | None = None, *, csv: str | None = None) -> str:
    """The same as a table that a spreadsheet opens without running what stands in it."""
    return str(_call("register_csv", assets=assets, csv=csv)["csv"])


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
) -> IncidentPlan:
    """What to do, step by step, and which desks to call, as of a day."""
    return cast("IncidentPlan", _call("incident", case=case, on=on))


def threat_view(sheet: Sheet | Assessment, threats: str | None = None) -> ThreatView:
    """A sheet seen from a list of threats (the newest unless said): what is covered, what open."""
    return cast("ThreatView", _call("threat_view", sheet=sheet, list=threats))
