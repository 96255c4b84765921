"""Why this score, what next, what changed, what it says elsewhere.

A sheet is a mapping that names its framework, or an assessment. Custom frameworks go along as
`definitions`; those of an assessment need not.

>>> from shisei import insight
>>> sheet = {"framework": "self-assessment@4.0", "answers": {"SA-01": "implemented"}}
>>> insight.bounds(sheet).complete
False

Every function raises `ArgumentError` for arguments that are not as they should be, `SheetError` for
a sheet that cannot be scored, and `UnknownFrameworkError`; each names every problem.

Written by `bindings-py/generate.py` from `schemas/functions.json`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from shisei._shisei import _call

if TYPE_CHECKING:
    from shisei import results
    from shisei._shisei import Assessment, Framework
    from shisei.arguments import Crosswalk, Definition
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
    "references",
    "score_change",
    "strm",
]


def answer_once(
    sheets: Sequence[Sheet | results.AnswerSheet | Assessment],
    targets: Sequence[str],
    *,
    crosswalks: Sequence[Crosswalk | results.Crosswalk] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.AnsweredOnce:
    """How much of other frameworks is already known, and what remains; shortest list first.

    `sheets`: Answered sheets.
    `targets`: Frameworks to answer: `id`, `id@edition` or `id#tier`.
    `crosswalks`: Relations between controls; those of the catalogue unless given.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.AnsweredOnce",
        _call(
            "answer_once",
            {
                "sheets": sheets,
                "targets": targets,
                "crosswalks": crosswalks,
                "definitions": definitions,
            },
        ),
    )


def bounds(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Bounds:
    """What a sheet can still become: points, outcomes, and the question that narrows it most.

    `sheet`: The answer sheet.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast("results.Bounds", _call("bounds", {"sheet": sheet, "definitions": definitions}))


def carry_over(
    sheets: Sequence[Sheet | results.AnswerSheet | Assessment],
    framework: str,
    *,
    crosswalks: Sequence[Crosswalk | results.Crosswalk] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.CarryOver:
    """What answered sheets say about another framework, with relation and source of each answer.

    Of answers in conflict the weaker one wins, and both are named.

    `sheets`: Answered sheets.
    `framework`: The framework to fill in: `id` or `id@edition`.
    `crosswalks`: Relations between controls; those of the catalogue unless given.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.CarryOver",
        _call(
            "carry_over",
            {
                "sheets": sheets,
                "framework": framework,
                "crosswalks": crosswalks,
                "definitions": definitions,
            },
        ),
    )


def consolidate(
    sites: Mapping[str, Sheet | results.AnswerSheet | Assessment],
    *,
    rule: Literal["worst-of", "majority", "mean-rounded-down"] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Consolidated:
    """The sheets of several sites as one; the result remembers which site decided each control.

    `sites`: The sheet of each site, by name.
    `rule`: Which answer counts; the worst one unless given.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.Consolidated",
        _call("consolidate", {"sites": sites, "rule": rule, "definitions": definitions}),
    )


def diff(
    before: Sheet | results.AnswerSheet | Assessment,
    after: Sheet | results.AnswerSheet | Assessment,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Diff:
    """What improved, worsened or was newly answered between two sheets of one framework.

    `before`: The earlier sheet.
    `after`: The later sheet.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.Diff",
        _call("diff", {"before": before, "after": after, "definitions": definitions}),
    )


def explain(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    lang: Literal["ja", "en"] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Explained:
    """Every number of an assessment as a tree, down to answers and citations.

    The inner sums add up exactly. With `lang`, `text` has the tree in words.

    `sheet`: The answer sheet.
    `lang`: Language of the text; without it, there is no text.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.Explained",
        _call("explain", {"sheet": sheet, "lang": lang, "definitions": definitions}),
    )


def framework_diff(
    before: str,
    after: str,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.FrameworkDiff:
    """What changed between two editions of a framework.

    `before`: The earlier edition, `id@edition`.
    `after`: The later edition, `id@edition`.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.FrameworkDiff",
        _call("framework_diff", {"before": before, "after": after, "definitions": definitions}),
    )


def migrate(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    to: str | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Migrated:
    """A sheet in another edition, and what became of each answer.

    `sheet`: The answer sheet.
    `to`: The edition to reach, `id@edition`; the current one unless given.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.Migrated", _call("migrate", {"sheet": sheet, "to": to, "definitions": definitions})
    )


def peers(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Peers:
    """Published shares of how others answered, with year and number asked; none is invented.

    `sheet`: The answer sheet.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast("results.Peers", _call("peers", {"sheet": sheet, "definitions": definitions}))


def plan(
    sheet: Sheet | results.AnswerSheet | Assessment,
    *,
    target: str | int | Mapping[str, str] | Mapping[str, int] | None = None,
    budget: int | None = None,
    maximise: Literal["outcome", "points", "coverage"] | None = None,
    efforts: Mapping[str, int | Mapping[str, int]] | None = None,
    forbidden: Sequence[str] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.Plan:
    """The changes of least effort that reach a target, or the best result of a budget; exact.

    Either a `target` to reach, or a `budget` of effort to spend.

    `sheet`: The answer sheet.
    `target`: What to reach: a band or tier by id, points, or a percentage of the coverage.
    `budget`: Most effort to spend.
    `maximise`: What to spend it on; the outcome unless given.
    `efforts`: What changes cost, by control; otherwise the author's estimates of 1 to 5 count.
    `forbidden`: Controls that stay as they are.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.Plan",
        _call(
            "plan",
            {
                "sheet": sheet,
                "target": target,
                "budget": budget,
                "maximise": maximise,
                "efforts": efforts,
                "forbidden": forbidden,
                "definitions": definitions,
            },
        ),
    )


def references(
    sheet: Sheet | results.AnswerSheet | Assessment,
    scheme: str,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.ReferenceView:
    """What a sheet says in the terms of another standard: which entries its controls address.

    Each entry has the controls that it is addressed by and their states; counts come with the
    number of entries they are out of. None of it says that anybody conforms to the standard.

    `sheet`: The answer sheet.
    `scheme`: The scheme, `id` or `id@edition`: `nist-csf`, `iso-27001@2022`.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.ReferenceView",
        _call("references", {"sheet": sheet, "scheme": scheme, "definitions": definitions}),
    )


def score_change(
    before: Sheet | results.AnswerSheet | Assessment,
    after: Sheet | results.AnswerSheet | Assessment,
    *,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.ScoreChange:
    """A change of score, split exactly into what the answers did and what the rules did.

    `before`: The earlier sheet.
    `after`: The later sheet.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.ScoreChange",
        _call("score_change", {"before": before, "after": after, "definitions": definitions}),
    )


def strm(
    focal: str,
    reference: str,
    *,
    lang: Literal["ja", "en"] | None = None,
    crosswalks: Sequence[Crosswalk | results.Crosswalk] | None = None,
    definitions: Sequence[Framework | Definition] | None = None,
) -> results.StrmTable:
    """How two documents relate, control by control, as a CSV table for tools that map standards.

    Each document is a framework or a scheme. The columns are those of a set theory relationship
    mapping: NIST IR 8477, table 5, and the OLIR template of NIST IR 8278A Rev. 1.

    `focal`: The focal document: a framework or a scheme, `id` or `id@edition`.
    `reference`: The reference document.
    `lang`: Language of descriptions and comments; English unless given.
    `crosswalks`: Relations between controls; those of the catalogue unless given.
    `definitions`: Frameworks of your own, found before the built-in ones.
    """
    return cast(
        "results.StrmTable",
        _call(
            "strm",
            {
                "focal": focal,
                "reference": reference,
                "lang": lang,
                "crosswalks": crosswalks,
                "definitions": definitions,
            },
        ),
    )
