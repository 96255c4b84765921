"""The questions of a renewal, asked of whole portfolios.

Which answers are odd, what changed and why, where firms are weakest: every answer is a table of the
library that the data came in.

>>> import polars as pl, shisei
>>> firms = {"firm": ["a", "b"], "B1": ["done", "dome"]}
>>> table = pl.DataFrame({**firms, **{f"B{i}": ["done", "partly"] for i in range(2, 6)}})
>>> shisei.check(table, "five-basics@3.1", id="firm").select("column", "value", "nearest").row(0)
('B1', 'dome', 'done')
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from shisei import Framework, language
from shisei._shisei import (
    PortfolioCheck,
    PortfolioComparison,
    PortfolioDrift,
    PortfolioWeakest,
    _restore_failure,
    _restore_record,
)
from shisei.errors import ArgumentError
from shisei.libraries import lent, like, to_stream
from shisei.messages import say
from shisei.options import READING, Frameworks, Options, given, takes_options
from shisei.portfolio import compiled, of_python, parts, score
from shisei.python_rows import named_row
from shisei.recipes import RecipeLike, followed
from shisei.values import label, told

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from shisei import results
    from shisei._shisei import Scored

__all__ = ["answers", "check", "checked", "compare", "drift", "sheet", "weakest"]

Lang: TypeAlias = Literal["ja", "en"]
#: Most controls of a group that `weakest` names.
MOST_TOP = 2_000
#: What a recipe says about the columns of scores, which is for `score`.
SCORES = frozenset({"keep", "select", "prefix"})
#: A framework, or the editions of both years.
Editions: TypeAlias = "str | Framework | tuple[str | Framework, str | Framework]"


@takes_options
def answers(
    data: Any,
    framework: Frameworks | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """The answers as `score` reads them, row for row: a column for each control, named like it.

    Values are ids of choices; null is unanswered. With `on_error="report"` an answer that cannot
    be read is null too, and its row has a `problem`.
    """
    leave("answers", options, "keep", "select")
    framework, options = followed(framework, recipe, options, without=SCORES)
    asked: Options = {**options, "keep": "answers", "select": ["problem"]}
    return score(data, framework, **asked)


@takes_options
def check(
    data: Any,
    framework: Frameworks | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """What is odd about the answers of a table, before it is scored: each odd value once.

    Gives a row for each value that is no answer, those of most rows first: `column`, `control`,
    `value`, `rows`, `code`, the `nearest` answer, and `id` and `row` of the first row. Of more than
    10,000 odd values of a column the rest are counted together, without a `value`. Ids that
    occur twice, rows without one and controls without a column are rows of the table too, and so
    are rows of a file that cannot be taken as they are, with too few cells for one.
    """
    framework, options = followed(framework, recipe, options, without=SCORES)
    return like(checked(data, framework, options), data)


def checked(data: Any, framework: Frameworks, options: Options) -> Scored:
    """What `check` finds, as it comes."""
    asked: Options = {**options, "absent": "unanswered"}
    scorer, rows = parts(data, framework, given(**asked), flawed=True)
    finding = PortfolioCheck(scorer)
    for part in rows:
        finding.add(part)
    return finding.finish()


@takes_options
def compare(
    before: Any,
    after: Any,
    framework: Editions | None = None,
    *,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """Two years of a portfolio side by side: the rows of `after`, then those that lapsed.

    Rows belong together by `id`, which must not repeat. `framework` is that of both tables, or a
    pair for two editions of a guideline: the earlier answers are then carried into the later
    edition, and `confirm` lists controls whose question has changed.

    The columns that hold no answers come along as they are now (of lapsed rows as they were). Then:
    `status` (renewed, new, lapsed); `incomplete`, where a control is unanswered (before, after,
    both); of points, coverage and outcome `…_before`, `…_after` and `…_change`, across editions
    also `…_carried`, the earlier answers under the later rules; `better` and `worse`, lists of
    controls; and `problem`, with `on_error="report"`, for rows that cannot be scored.
    """
    pair, options = pair_of(framework, recipe, options)
    asked = given(**options)
    earlier, rows_before = parts(before, pair[0], asked)
    later, rows_after = parts(after, pair[1], asked)
    comparison = PortfolioComparison(earlier, later)
    for part in rows_before:
        comparison.before(part)
    for part in rows_after:
        comparison.after(part)
    _warn_of_unlike(comparison.written_otherwise)
    return like(comparison.finish(), after)


def _warn_of_unlike(ids: tuple[str, str] | None) -> None:
    """Tells of ids that are mostly one: a table may have lost the zeros of numbers in front."""
    if ids is not None:
        earlier, later = map(repr, ids)
        warnings.warn(
            say(
                f"the ids {earlier} of before and {later} of after are not the same: zeros in "
                "front, width, case and blanks count",
                f"前回の {earlier} と今回の {later} は別のidとして扱いました。"
                "先頭の0、全角と半角、大文字と小文字、空白も区別します",
            ),
            stacklevel=3,
        )


def pair_of(
    framework: Editions | None, recipe: RecipeLike | None, options: Options
) -> tuple[tuple[str | Framework, str | Framework], Options]:
    """The editions of both years, and what else a comparison is asked with."""
    leave("compare", options, "select")
    editions, options = followed(framework, recipe, options, without=["select", "prefix"])
    if options.get("id") is None:
        raise ValueError(say("compare needs `id`", "compare には `id` が必要です"))
    pair = tuple(editions) if isinstance(editions, (list, tuple)) else (editions, editions)
    if len(pair) != 2:
        raise ValueError(
            say(
                f"a framework or a pair of editions is needed, not {len(pair)}",
                f"フレームワーク1つか版の組が必要です（{len(pair)}個は不可）",
            )
        )
    return pair, options


def drift(
    moves: Any,
    by: str | Sequence[str] = (),
    *,
    measure: Literal["points", "coverage"] | None = None,
) -> Any:
    """Why the mean moved between two years: a row for each cell of `by`, and last the `whole`.

    `moves` is what `compare` gives. The `change` of the mean is the sum of `mix` (cells that are
    better or weaker than the whole have grown or shrunk), `behaviour` (firms that are in both years
    answer otherwise), `rules` (the later edition counts the same answers otherwise), `unsplit`
    (firms in both years whose carried answers are not complete), `entry` and `exit` (who came and
    who went, against those who stayed). A firm is in the cell that the later year says.

    Numbers are multiples of 2^-20 of a point, so that parts and cells add up exactly.
    """
    names = columns_of(by)
    own = of_python(moves)
    table = moves if own is None else own[0]
    check_by(_columns(table), names)
    if measure is None:
        measure = "points" if "points_before" in _columns(table) else "coverage"
    moved = PortfolioDrift(measure, names)
    wanted = [f"{measure}_{end}" for end in ("before", "carried", "after")]
    for part in tables(_only(table, [*names, *wanted])):
        moved.add(part)
    return like(moved.finish(), moves)


@takes_options
def weakest(
    data: Any,
    framework: Frameworks | None = None,
    *,
    by: str | Sequence[str] = (),
    top: int = 5,
    lang: Lang | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> Any:
    """The controls that are met least often, `top` for each group of rows.

    `data` is a table of answers, or a scored one that kept them. Gives the columns of `by`, `rank`,
    `control`, `title`, `met` and `n` (rows in which the control is met, and in which it is answered
    and applies) and `share`. A control that every row meets is not listed. Rows with a `problem`
    are left out, and rows that cannot be read, with a warning.
    """
    if type(top) is not int or not 1 <= top <= MOST_TOP:
        raise ValueError(
            say(
                f"top is a whole number from 1 to {MOST_TOP}, not {top!r}",
                f"top には1から{MOST_TOP}までの整数を指定します（{top!r} は不可）",
            )
        )
    framework, options = followed(framework, recipe, options, without=SCORES)
    scorer, rows = parts(data, framework, given(**options), flawed=True)
    counted = PortfolioWeakest(scorer, columns_of(by))
    for part in rows:
        counted.add(part)
    warn_of_unread(counted)
    return like(counted.top(top, lang or language()), data)


def columns_of(by: str | Sequence[str]) -> list[str]:
    """The columns that rows are grouped by."""
    return [by] if isinstance(by, str) else list(by)


def check_by(there: Sequence[str], by: Sequence[str]) -> None:
    """Refuses groups by columns that a table does not have."""
    from difflib import get_close_matches

    def problem(name: str) -> Any:
        nearest = next(iter(get_close_matches(name, there, 1)), None)
        return "unknown-column", "by", None, name, nearest, list(there), None

    unknown = [problem(name) for name in by if name not in there]
    if unknown:
        raise ArgumentError(_restore_failure("invalid-argument", unknown, None))


def warn_of_unread(counted: PortfolioWeakest) -> None:
    """Tells of rows without a problem that cannot be read."""
    if counted.unread:
        warnings.warn(
            say(
                f"{counted.unread:,} rows are left out, because their answers cannot be read: "
                "`shisei.check` lists them",
                f"回答を読めない{counted.unread:,}行を除きました。`shisei.check` で確認できます",
            ),
            stacklevel=3,
        )


@takes_options
def sheet(
    row: Any,
    framework: str | Framework | None = None,
    *,
    reason: str | None = None,
    recipe: RecipeLike | None = None,
    **options: Unpack[Options],
) -> results.AnswerSheet:
    """One row of a table as an answer sheet, which `shisei.assess` takes.

    `row` is a mapping of columns to answers (such as `frame.row(0, named=True)`), a Series of
    pandas or a named tuple; answers are read as `score` reads them. What is missing is unanswered,
    and the column `id` names the subject. `reason` stands beside answers that need one, which
    tables do not have.

    >>> shisei.assess(sheet({"B1": "できている"}, "five-basics@3.1")).tally.met
    1
    """
    from shisei import framework as _framework

    leave("sheet", options, "keep", "select", "long", "grouped", "encoding")
    followed_by, options = followed(framework, recipe, options, without=SCORES | READING)
    if not isinstance(followed_by, (str, Framework)):
        raise TypeError(
            say("a sheet is of one framework", "回答票のフレームワークは1つだけ指定します")
        )
    known = _framework(followed_by) if isinstance(followed_by, str) else followed_by
    partial: Options = {**options, "absent": "unanswered"}
    asked = given(**partial)
    named = _named(row)
    id = asked["id"]
    subject = named.get(id) if id is not None else None
    scorer = compiled(known, {**asked, "id": None}, numbered=False)
    texts = [(name, told(value)) for name, value in named.items()]
    texts = [(name, value) for name, value in texts if name != id]
    read = {
        "framework": known.reference,
        "subject": told(subject),
        "date": None,
        "answers": {
            control: choice if reason is None else {"choice": choice, "reason": reason}
            for control, choice in scorer.row(texts)
        },
    }
    return cast("results.AnswerSheet", _restore_record("AnswerSheet", json.dumps(read)))


def _named(row: Any) -> Mapping[str, Any]:
    named = named_row(row)
    if named is None and hasattr(row, "to_dict"):
        named = row.to_dict()
    if named is not None:
        return {label(name): value for name, value in named.items()}
    kind = type(row).__name__
    raise TypeError(
        say(
            f"a row is a mapping, a Series or a named tuple, not `{kind}`",
            f"行には、マッピング、Series、名前付きタプルのいずれかを渡します（`{kind}` は不可）",
        )
    )


def leave(function: str, options: Options, *names: str) -> None:
    """Refuses options that a function settles itself."""
    for name in names:
        if name in options:
            raise TypeError(
                say(
                    f"`{function}` does not take `{name}`",
                    f"`{function}` に `{name}` は指定できません",
                )
            )


def _columns(table: Any) -> list[str]:
    if hasattr(table, "collect_schema"):
        return list(table.collect_schema().names())
    if hasattr(table, "column_names"):
        return list(table.column_names)
    return [str(name) for name in table.columns]


def _only(table: Any, names: list[str]) -> Any:
    """The table with these columns alone, where its library has a way to say so."""
    known = _columns(table)
    kept = list(dict.fromkeys(name for name in names if name in known))
    if len(kept) == len(known):
        return table
    if hasattr(table, "iloc"):
        return table[kept]
    if hasattr(table, "project"):
        return table.project(", ".join('"' + name.replace('"', '""') + '"' for name in kept))
    return table.select(kept) if hasattr(table, "select") else table


def tables(table: Any) -> Iterator[Any]:
    """A table without answers, as something that offers the Arrow PyCapsule interface."""
    whole = lent(table)
    yield from to_stream(table, []) if whole is None else (whole,)
