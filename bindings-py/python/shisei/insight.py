"""Why this score, what next, what changed, what it says elsewhere.

Everything is plain data in the shape of its JSON, with types in `shisei.results`; the same
functions in Rust and JavaScript give the same bytes. A sheet is a mapping that names its framework,
or an assessment. Frameworks of one's own go along as `frameworks`; those of an assessment need not.

>>> import shisei
>>> from shisei import insight
>>> sheet = {"framework": "self-assessment@4.0", "answers": {"SA-01": "implemented"}}
>>> insight.bounds(sheet)["complete"]
False

Every function raises `ArgumentError` for arguments that are not as they should be, `SheetError` for
a sheet that cannot be scored, and `UnknownFrameworkError`; each names every problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from shisei.calls import run

if TYPE_CHECKING:
    from shisei._shisei import Assessment, Framework
    from shisei.results import (
        AnsweredOnce,
        Bounds,
        CarryOver,
        Consolidated,
        Diff,
        Explained,
        FrameworkDiff,
        Migrated,
        Peers,
        Plan,
        ScoreChange,
        Target,
    )
    from shisei.shapes import Sheet

__all__ = [
    "answer_once",
    "bounds",
    "carry_over",
    "consolidate",
    "diff",
    "explain",
    "framework_diff",
    "migrate",
    "peers",
    "plan",
    "score_change",
]


def _call(name: str, frameworks: Iterable[Framework], /, **arguments: object) -> Any:
    return run(name, arguments, frameworks)


def explain(
    sheet: Sheet | Assessment,
    *,
    lang: Literal["ja", "en"] | None = None,
    frameworks: Iterable[Framework] = (),
) -> Explained:
    """Every number of an assessment as a tree, down to answers and citations.

    The inner sums add up exactly. With `lang`, `text` has the tree in words.
    """
    return cast("Explained", _call("explain", frameworks, sheet=sheet, lang=lang))


def bounds(sheet: Sheet | Assessment, *, frameworks: Iterable[Framework] = ()) -> Bounds:
    """What a sheet can still become: points, outcomes, and the question that narrows it most."""
    return cast("Bounds", _call("bounds", frameworks, sheet=sheet))


def plan(
    sheet: Sheet | Assessment,
    target: str | Target | None = None,
    *,
    budget: int | None = None,
    maximise: Literal["outcome", "points", "coverage"] | None = None,
    efforts: Mapping[str, object] | None = None,
    forbidden: Sequence[str] | None = None,
    frameworks: Iterable[Framework] = (),
) -> Plan:
    """The changes of least effort that reach a target, or the best result of a budget; exact.

    `target` is an outcome's id, `{"points": n}` or `{"coverage": percent}`. `efforts` says by
    control what a change takes; without it our editorial weights of 1 to 5 count, marked as such.
    `forbidden` controls stay as they are.

    >>> from shisei import insight
    >>> plan = insight.plan({"framework": "five-basics", "answers": {}}, {"coverage": 50})
    >>> len(plan["steps"])
    3
    """
    result = _call(
        "plan",
        frameworks,
        sheet=sheet,
        target=target,
        budget=budget,
        maximise=maximise,
        efforts=efforts,
        forbidden=forbidden,
    )
    return cast("Plan", result)


def peers(sheet: Sheet | Assessment, *, frameworks: Iterable[Framework] = ()) -> Peers:
    """Published shares of how others answered, with year and number asked; none is invented."""
    return cast("Peers", _call("peers", frameworks, sheet=sheet))


def carry_over(
    sheets: Sequence[Sheet | Assessment],
    framework: str,
    *,
    crosswalks: Sequence[Mapping[str, object]] | None = None,
    frameworks: Iterable[Framework] = (),
) -> CarryOver:
    """What answered sheets say about another framework, with relation and source of each answer.

    Of answers in conflict the weaker one wins, and both are named. Without `crosswalks`, those of
    the catalogue are used.
    """
    result = _call(
        "carry_over", frameworks, sheets=sheets, framework=framework, crosswalks=crosswalks
    )
    return cast("CarryOver", result)


def answer_once(
    sheets: Sequence[Sheet | Assessment],
    targets: Sequence[str],
    *,
    crosswalks: Sequence[Mapping[str, object]] | None = None,
    frameworks: Iterable[Framework] = (),
) -> AnsweredOnce:
    """How much of other frameworks is already known, and what remains; shortest list first.

    Targets are `id`, `id@edition` or `id#tier`.
    """
    result = _call(
        "answer_once", frameworks, sheets=sheets, frameworks=targets, crosswalks=crosswalks
    )
    return cast("AnsweredOnce", result)


def diff(
    before: Sheet | Assessment,
    after: Sheet | Assessment,
    *,
    frameworks: Iterable[Framework] = (),
) -> Diff:
    """What improved, worsened or was newly answered between two sheets of one framework."""
    return cast("Diff", _call("diff", frameworks, before=before, after=after))


def score_change(
    before: Sheet | Assessment,
    after: Sheet | Assessment,
    *,
    frameworks: Iterable[Framework] = (),
) -> ScoreChange:
    """A change of score, split exactly into what the answers did and what the rules did."""
    return cast("ScoreChange", _call("score_change", frameworks, before=before, after=after))


def migrate(
    sheet: Sheet | Assessment, to: str | None = None, *, frameworks: Iterable[Framework] = ()
) -> Migrated:
    """A sheet in another edition (the current one unless said), and what became of each answer."""
    return cast("Migrated", _call("migrate", frameworks, sheet=sheet, to=to))


def framework_diff(
    before: str, after: str, *, frameworks: Iterable[Framework] = ()
) -> FrameworkDiff:
    """What changed between two editions of a framework."""
    return cast(
        "FrameworkDiff", _call("framework_diff", frameworks, **{"from": before, "to": after})
    )


def consolidate(
    sites: Mapping[str, Sheet | Assessment],
    rule: Literal["worst-of", "majority", "mean-rounded-down"] | None = None,
    *,
    frameworks: Iterable[Framework] = (),
) -> Consolidated:
    """The sheets of several sites as one; the result remembers which site decided each control.

    Without a rule, the worst answer counts.
    """
    listed = [{"site": site, "sheet": sheet} for site, sheet in sites.items()]
    return cast("Consolidated", _call("consolidate", frameworks, sites=listed, rule=rule))
